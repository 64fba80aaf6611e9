#pragma once
// The names of the register in Vietnamese order, in memory: who is at home below some units, has the words of a text
// in their name and is what a filter says. Keeps itself current as a listener. Thread-safe. Part of the face.

#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "modules/identity/identity.h"
#include "modules/members/columns.h"
#include "platform/clock/clock.h"

namespace members {

struct RosterQuery {
  identity::Scope scope;  // of the home cell; of who is no longer a member, of the last one
  std::string words;      // each begins a word of the name, without regard to marks
  bool ended = false;     // those who are no longer members, instead of those who are
  std::optional<Status> status;
  std::optional<Standing> standing;
  std::optional<Gender> gender;
  std::optional<Education> education;
  std::optional<FocusGroup> focus_group;
};

struct RosterPage {
  std::vector<MemberId> members;  // by name as base::name_order has it, then by id
  std::string next;               // where the next page begins; "" after the last
  std::int64_t count = 0;         // of all from the beginning of this page on
  bool capped = false;            // there are more than count
};

class Roster final : public MemberListener {
 public:
  explicit Roster(const tree::Tree& tree, const platform::Clock& clock);
  ~Roster() override;
  // after: `next` of the page before, or "". Errors: invalid "members.cursor".
  RosterPage find(platform::Transaction& tx, const RosterQuery& query, const std::string& after, int limit) const;

  // Somebody among those of one folded name.
  struct Namesake {
    std::uint32_t id = 0;
    std::int32_t birth = no_day;  // of a partial date its first day
    std::uint32_t unit = 0;       // of the home
    auto operator<=>(const Namesake&) const = default;
  };
  // Everybody who has the folded name.
  std::vector<Namesake> list_namesakes(std::string_view name) const;
  // Every folded name that several have, as the register is when it is called; done and total of distinct names.
  using Namesakes = std::function<void(std::vector<Namesake>& namesakes, std::int64_t done, std::int64_t total)>;
  // False while nobody was shown the register.
  bool each_namesakes(const Namesakes& f) const;

  // Where a member stands in the order of names.
  struct Position {
    std::string key, name;
    std::uint32_t id = 0;
    auto operator<=>(const Position&) const = default;
  };

  void prepare(std::shared_ptr<const Columns> next) override;
  void forget() override;
  void replaced(platform::Transaction& tx) override;
  void changed(platform::Transaction& tx, std::int64_t version, const std::vector<MemberChange>& changes) override;

 private:
  struct Names;
  struct Entry;
  struct Search;
  using Units = std::vector<bool>;  // by tree::UnitId
  std::shared_ptr<const Units> units_of(platform::Transaction& tx, const identity::Scope& scope) const;
  std::shared_ptr<const Names> names_of_today() const;
  // Those who were written since, by folded name; ids of all of them.
  struct Beside {
    std::map<std::string, std::vector<Namesake>> namesakes;
    std::unordered_set<std::uint32_t> ids;
  };
  Beside beside(std::int32_t on) const;

  const tree::Tree& tree_;
  const platform::Clock& clock_;
  mutable std::shared_mutex mutex_;
  mutable std::shared_ptr<const Names> names_;
  std::shared_ptr<const Names> next_;
  std::unordered_map<std::uint32_t, Entry> written_;  // since names_; without a name: gone
  mutable std::mutex units_mutex_;
  mutable std::int64_t units_version_ = -1;  // of the tree that units_ were read from
  mutable std::unordered_map<std::string, std::shared_ptr<const Units>> units_;
};

}  // namespace members
