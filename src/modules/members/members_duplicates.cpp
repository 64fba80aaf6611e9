// Records that may be of one person: shown to who enters or compares them, and marked as two people.
#include <algorithm>

#include "base/text.h"
#include "modules/members/duplicate_store.h"
#include "modules/members/members_machine.h"

namespace members {
namespace {

constexpr std::size_t most_candidates = 20;
constexpr int most_asked_a_day = 500;   // an account's newcomers: who asks more often is guessing
constexpr int most_looked_at = 20'000;  // pairs of a scan, for one page

Traits traits_of(const StoredMember& m) { return {base::fold(m.full_name), m.birth_date, m.citizen_hash}; }

// The unit that two paths of tree_scope share last.
tree::UnitId above_both(const std::string& one, const std::string& other) {
  const auto split = std::ranges::mismatch(one, other).in1;
  const auto end = std::string_view(one.begin(), split).rfind('/');
  if (end == std::string_view::npos || end == 0) return {};
  const auto begin = one.rfind('/', end - 1);
  return tree::UnitId{std::stoll(one.substr(begin + 1, end - begin - 1))};
}

std::vector<std::string> different_fields(const StoredMember& a, const StoredMember& b) {
  std::vector<std::string> fields;
  const auto compare = [&](const char* field, const auto& one, const auto& other) {
    if (one != other) fields.emplace_back(field);
  };
  compare("full_name", a.full_name, b.full_name);
  compare("gender", a.gender, b.gender);
  compare("birth_date", a.birth_date, b.birth_date);
  compare("ethnicity", a.ethnicity, b.ethnicity);
  compare("education", a.education, b.education);
  compare("occupation", a.occupation, b.occupation);
  compare("focus_group", a.focus_group, b.focus_group);
  compare("citizen_number", a.citizen_hash, b.citizen_hash);
  compare("admitted_on", a.admitted_on, b.admitted_on);
  compare("ceremony_on", a.ceremony_on, b.ceremony_on);
  compare("official_on", a.official_on, b.official_on);
  return fields;
}

}  // namespace

StoredMember MembersService::Machine::kept_of(Transaction& tx, StoredMember member) const {
  return store::kept_of(tx, std::move(member));
}

Lookalike MembersService::Machine::lookalike_of(Transaction& tx, const identity::Scope& scope, const StoredMember& m,
                                                tree::UnitId beside) const {
  const auto home = home_of(m);
  const auto path = at.tree.path(tx, home);
  Lookalike shown;
  if (!scope.holds(path)) {
    shown.ask = name_of(tx, above_both(path, at.tree.path(tx, beside))).name;
    return shown;
  }
  const auto item = item_of(tx, m);
  return {true,        item.code, item.full_name, item.birth_date, item.unit_code, item.unit_name, item.admitted_on,
          item.status, ""};
}

std::vector<Candidate> MembersService::find_candidates(const base::Actor& actor, const Newcomer& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto unit = m.at.tree.find_unit(tx, given.unit_code);
  if (!unit || !m.at.access.may(tx, actor, Permission::members_read, *unit))
    refuse_field("unit_code", "members.unit_unknown", {{"code", given.unit_code}});
  m.at.access.require(tx, actor, Permission::members_manage, *unit);
  if (actor.account_id != 0 && !m.candidates_asked.take(actor.account_id, m.today(), most_asked_a_day))
    throw Error(ErrorKind::throttled, "members.asked_too_often", {{"most", std::to_string(most_asked_a_day)}});
  Traits sought{base::fold(clean(given.full_name)), given.birth_date, ""};
  if (!clean(given.citizen_number).empty()) {
    const auto digits = read_citizen_number(clean(given.citizen_number));
    if (!digits) refuse_field("citizen_number", "members.citizen_number_form");
    sought.citizen_hash = m.citizens.hash(*digits);
  }
  std::vector<MemberId> ids;
  const auto same = sought.citizen_hash.empty() ? std::nullopt : store::find_by_citizen(tx, sought.citizen_hash, {});
  if (same) ids.push_back(*same);
  if (given.birth_date)
    for (const auto& namesake : m.roster.list_namesakes(sought.folded_name))
      if (namesake.birth != no_day && base::calendar_day(base::Date{namesake.birth}).year == given.birth_date->year)
        ids.push_back(MemberId{namesake.id});
  std::vector<std::pair<std::vector<Likeness>, StoredMember>> found;
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  for (auto& member : store::list_members(tx, ids)) {
    auto traits = traits_of(member);
    if (member.id == same) traits.citizen_hash = sought.citizen_hash;  // its own, or of a record merged into it
    if (auto reasons = likenesses_of(sought, traits); !reasons.empty() && !member.merged_into)
      found.emplace_back(std::move(reasons), std::move(member));
  }
  std::ranges::stable_sort(found, {}, [](const auto& f) { return f.first.front(); });
  if (found.size() > most_candidates) found.resize(most_candidates);
  const auto scope = m.at.access.scope(tx, actor, Permission::members_read);
  std::vector<Candidate> candidates;
  for (auto& [reasons, member] : found) {
    // That a record of another branch exists is told, so its member hears of it too.
    m.at.audit.record_view(actor, "member", member.code, m.home_of(member).value);
    candidates.push_back({m.lookalike_of(tx, scope, member, *unit), std::move(reasons)});
    if (candidates.back().person.seen) continue;
    // Neither why nor how strongly, which would answer guesses; and the journal says where it was asked.
    candidates.back().reasons.clear();
    m.at.audit.record_view(actor, "member_elsewhere", member.code, unit->value);
  }
  std::ranges::stable_partition(candidates, [](const Candidate& c) { return c.person.seen; });
  return candidates;
}

DuplicateList MembersService::list_duplicates(const base::Actor& actor, const DuplicateFilter& filter,
                                              std::int64_t after, int limit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto unit = m.at.tree.find_unit(tx, filter.unit);
  if (!unit || !m.at.access.may(tx, actor, Permission::members_read, *unit))
    throw Error(ErrorKind::not_found, "tree.unit_unknown");
  m.at.access.require(tx, actor, Permission::members_manage, *unit);
  DuplicateList list;
  list.scan = store::find_scan(tx, *unit);
  if (!list.scan) return list;
  const auto named = m.name_of(tx, *unit);
  list.scan->unit_code = named.code, list.scan->unit_name = named.name;
  const auto scope = m.at.access.scope(tx, actor, Permission::members_read);
  for (int looked = 0; looked < most_looked_at;) {
    const auto pairs = store::list_likenesses(tx, list.scan->id, filter.lower, after, limit);
    for (const auto& pair : pairs) {
      after = pair.number;
      const auto one = store::find_member(tx, pair.one), other = store::find_member(tx, pair.other);
      if (!one || !other || one->merged_into || other->merged_into) continue;
      auto reasons = likenesses_of(traits_of(*one), traits_of(*other));
      auto mark = store::find_distinct(tx, pair.one, pair.other);
      if (reasons.empty() || mark.has_value() != filter.distinct) continue;
      Duplicate found{pair.number, m.lookalike_of(tx, scope, *one, m.home_of(*other)),
                      m.lookalike_of(tx, scope, *other, m.home_of(*one)), std::move(reasons), std::move(mark)};
      if (!found.one.seen && !found.other.seen) continue;  // both have left what the actor sees
      for (const auto* side : {&*one, &*other})
        m.at.audit.record_view(actor, "member", side->code, m.home_of(*side).value);
      list.items.push_back(std::move(found));
      if (std::ssize(list.items) == limit) break;
    }
    looked += int(pairs.size());
    if (pairs.empty() || (std::ssize(pairs) < limit && after == pairs.back().number)) break;
    if (std::ssize(list.items) == limit || looked >= most_looked_at) {
      list.next = std::to_string(after);
      break;
    }
  }
  return list;
}

Comparison MembersService::Machine::compare(Transaction& tx, const base::Actor& actor, const std::string& code,
                                            const std::string& other_code) const {
  const auto one = access_member(tx, actor, code), other = access_member(tx, actor, other_code);
  if (one.id == other.id) refuse_field("other", "members.same_record");
  for (const auto* side : {&one, &other}) at.audit.record_view(actor, "member", side->code, home_of(*side).value);
  Comparison shown;
  shown.one = page_of(tx, actor, one);
  shown.other = page_of(tx, actor, other);
  shown.reasons = likenesses_of(traits_of(one), traits_of(other));
  shown.different = different_fields(one, other);
  shown.distinct = store::find_distinct(tx, one.id, other.id);
  shown.may_merge = shown.one.may_manage && shown.other.may_manage && !one.merged_into && !other.merged_into;
  return shown;
}

Comparison MembersService::compare_members(const base::Actor& actor, const std::string& code,
                                           const std::string& other) {
  auto tx = machine_->at.database.begin_read();
  return machine_->compare(tx, actor, code, other);
}

Comparison MembersService::mark_distinct(const base::Actor& actor, const std::string& code,
                                         const std::string& other_code, const std::string& note) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto one = m.access_to_change(tx, actor, code), other = m.access_to_change(tx, actor, other_code);
  if (one.id == other.id) refuse_field("other", "members.same_record");
  if (clean(note).empty()) refuse_field("note", "field.required");
  if (store::find_distinct(tx, one.id, other.id))
    throw Error(ErrorKind::conflict, "members.distinct_already", {{"code", one.code}, {"other", other.code}});
  store::mark_distinct(tx, one.id, other.id, {actor.name, m.today(), clean(note)});
  for (const auto& [side, beside] : {std::pair(&one, &other), std::pair(&other, &one)})
    m.record(tx, actor, *side, {"members.marked_distinct", {{"other", beside->code}}, "", note});
  auto shown = m.compare(tx, actor, code, other_code);
  tx.commit();
  return shown;
}

Comparison MembersService::unmark_distinct(const base::Actor& actor, const std::string& code,
                                           const std::string& other_code) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto one = m.access_to_change(tx, actor, code), other = m.access_to_change(tx, actor, other_code);
  if (store::unmark_distinct(tx, one.id, other.id))
    for (const auto& [side, beside] : {std::pair(&one, &other), std::pair(&other, &one)})
      m.record(tx, actor, *side, {"members.unmarked_distinct", {{"other", beside->code}}});
  auto shown = m.compare(tx, actor, code, other_code);
  tx.commit();
  return shown;
}

}  // namespace members
