#pragma once
// SQL for the tables of the register of members, inside the caller's transaction. No decisions. Rows of an import that
// is not live do not exist here. Not a face.

#include "modules/members/members.h"

namespace members {

using platform::Transaction;

struct StoredSpell {
  SpellFact fact;
  std::optional<std::int64_t> document_id{};
  std::string article{};
  std::int64_t batch_id = 0;
  bool operator==(const StoredSpell&) const = default;
};

struct StoredMember {
  MemberId id;
  std::string code, full_name;
  Gender gender{};
  std::optional<base::PartialDate> birth_date;
  std::string ethnicity;
  std::optional<Education> education;
  std::string occupation;
  FocusGroup focus_group = FocusGroup::none;
  std::string citizen_sealed, citizen_hash;  // "" where there is none
  std::optional<base::Date> admitted_on, ceremony_on, official_on;
  Standing standing = Standing::active;
  std::optional<MemberId> merged_into;
  std::int64_t batch_id = 0, version = 1;
  std::vector<StoredSpell> spells;  // in the order of `from`
};

MemberFact fact_of(const StoredMember& member);

namespace store {

std::optional<MemberId> find_member(Transaction& tx, std::string_view code);
// With every spell.
std::optional<StoredMember> find_member(Transaction& tx, MemberId id);
// Many at once, in the order of ids; those that are not there are left out.
std::vector<StoredMember> list_members(Transaction& tx, std::span<const MemberId> ids);
// Every member that has a spell in the unit that ends after the day, or is open.
std::vector<MemberId> list_members_of(Transaction& tx, tree::UnitId unit, base::Date after);
std::string free_code(Transaction& tx);
MemberId insert_member(Transaction& tx, const StoredMember& member);  // with its spells
void store_member(Transaction& tx, const StoredMember& member);       // raises its version
// A spell that begins on the same day stays the same row: a reorganisation that moved it finds it again.
void replace_spells(Transaction& tx, const StoredMember& member);
// A record and those merged into it, however often: "(…)" behind IN, with one binding, the id.
std::string of_record();
std::vector<std::string> list_codes(Transaction& tx, MemberId record);  // its own, and of those merged into it
// A condition that leaves out what imports have not made live.
std::string is_live(std::string_view alias);

}  // namespace store
}  // namespace members
