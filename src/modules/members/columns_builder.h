#pragma once
// Makes Columns out of members in the order of their ids, each followed by its spells in the order of `from`: out of
// the store, or out of other Columns with what has changed since. Not a face.

#include <map>

#include "modules/members/columns.h"
#include "modules/members/words.h"

namespace members {

class ColumnsBuilder {
 public:
  // What Columns holds of one member, texts as they are.
  struct Row {
    std::uint32_t id = 0;
    std::int32_t birth = no_day, admitted = no_day;
    std::uint8_t gender = no_value, education = no_value, focus_group = no_value, standing = no_value;
    std::string_view ethnicity, occupation, name;
  };
  struct Spell {
    std::uint32_t unit = 0;
    std::int32_t from = 0, to = no_day;
    std::uint8_t status = 0, reason = no_value;
  };
  ColumnsBuilder();
  void add(const Row& member);
  void add(const Spell& spell);  // of the member added last
  void add(const MemberFact& member);
  // Members of other Columns, from one place to another, as they are.
  void add(const Columns& columns, std::size_t from, std::size_t to);
  Columns finish(std::int64_t version);

 private:
  Columns columns_;
  Words ethnicities_, occupations_, names_;
};

// One member as Columns hold it; days of birth and admission are whole days there.
MemberFact fact_at(const Columns& columns, std::size_t place);
// Where a member stands, or nothing.
std::optional<std::size_t> place_of(const Columns& columns, MemberId member);

// The register as the store has it, but `batch` is live where it is not, and is not where it is.
Columns load_columns(platform::Transaction& tx, std::int64_t batch = 0);
// The same, where `before` holds every member but those of a list, in order, as the store has it.
Columns load_columns_over(platform::Transaction& tx, std::int64_t batch, const Columns& before,
                          const std::vector<std::int64_t>& ids);
// The same register after changes: members as they are now, by id; nothing where one is gone.
Columns changed_columns(const Columns& columns, const std::map<std::int64_t, std::optional<MemberFact>>& now,
                        std::int64_t version);

}  // namespace members
