// Two records of one person made one, and that undone. Both records stay, each with its history: the dissolved one's
// membership ends as merged_record, what refers to it shows under the kept one.
#include <algorithm>

#include "modules/members/duplicate_store.h"
#include "modules/members/import_batch.h"
#include "modules/members/member_record.h"
#include "modules/members/members_machine.h"

namespace members {
namespace {

// Whether all spells after the day lie in cells that are there for as long.
bool cells_stand(Transaction& tx, const tree::Tree& tree, const Spells& spells, base::Date after) {
  return std::ranges::all_of(spells, [&](const auto& s) {
    if (s.fact.to && *s.fact.to <= after) return true;
    const auto history = tree.list_history(tx, s.fact.unit);
    const auto end = history.empty() ? std::optional(s.fact.from) : history.back().to;
    return (!end || (s.fact.to && *s.fact.to <= *end)) && std::ranges::all_of(history, [&](const auto& span) {
             return tree::holds_members(span.kind) || (span.to && *span.to <= s.fact.from);
           });
  });
}

// Both memberships hold on the day: none is cut that nobody goes on with, and none before it has begun.
void require_both_on(const StoredMember& kept, const StoredMember& gone, base::Date on) {
  if (const auto* spell = spell_on(gone.spells, on); spell && spell->fact.from == on)
    throw Error(ErrorKind::conflict, "members.merge_begun_that_day",
                {{"code", gone.code}, {"other", kept.code}, {"day", base::to_vietnamese(on)}});
  if (spell_on(kept.spells, on)) return;
  const auto later = std::ranges::find_if(kept.spells, [&](const auto& s) { return on < s.fact.from; });
  if (later == kept.spells.end())
    throw Error(ErrorKind::conflict, "members.merge_keeps_ended", {{"code", kept.code}, {"other", gone.code}});
  throw Error(ErrorKind::conflict, "members.merge_begins_later",
              {{"code", kept.code}, {"day", base::to_vietnamese(later->fact.from)}});
}

// Whether the membership goes on after the day.
bool goes_on(const StoredMember& m, base::Date on) {
  return std::ranges::any_of(m.spells, [&](const auto& s) { return !s.fact.to || on < *s.fact.to; });
}

// One value of the kept record, as the dissolved one has it. Errors: invalid at "take".
void take_field(StoredMember& kept, const StoredMember& from, const std::string& field) {
  if (field == "full_name")
    kept.full_name = from.full_name;
  else if (field == "gender")
    kept.gender = from.gender;
  else if (field == "birth_date")
    kept.birth_date = from.birth_date;
  else if (field == "ethnicity")
    kept.ethnicity = from.ethnicity;
  else if (field == "education")
    kept.education = from.education;
  else if (field == "occupation")
    kept.occupation = from.occupation;
  else if (field == "focus_group")
    kept.focus_group = from.focus_group;
  else if (field == "citizen_number")
    kept.citizen_sealed = from.citizen_sealed, kept.citizen_hash = from.citizen_hash;
  else if (field == "admitted_on")
    kept.admitted_on = from.admitted_on;
  else if (field == "ceremony_on")
    kept.ceremony_on = from.ceremony_on;
  else if (field == "official_on")
    kept.official_on = from.official_on;
  else
    refuse_field("take", "members.merge_field", {{"field", field}});
}

}  // namespace

MemberPage MembersService::merge_members(const base::Actor& actor, const std::string& code, const MergeOrder& given,
                                         std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto kept_before = m.access_to_change(tx, actor, code);
  const auto gone_before = m.access_to_change(tx, actor, given.dissolved_code);
  if (kept_before.id == gone_before.id) refuse_field("dissolved_code", "members.same_record");
  for (const auto& [side, seen] :
       {std::pair(&kept_before, seen_version), std::pair(&gone_before, given.dissolved_version)})
    if (side->version != seen) throw Error(ErrorKind::conflict, "members.changed_meanwhile", {{"code", side->code}});
  if (store::find_distinct(tx, kept_before.id, gone_before.id))
    throw Error(ErrorKind::conflict, "members.merge_distinct",
                {{"code", kept_before.code}, {"other", gone_before.code}});
  m.check_entered_for(given.entered_for, given.note);
  const base::Date on = given.on.value_or(m.today());
  m.require_past(on, "on");
  if (std::ranges::any_of(store::list_cases_of(tx, gone_before.id),
                          [](const auto& c) { return c.state == CaseState::open; }))
    throw Error(ErrorKind::conflict, "members.merge_open_case", {{"code", gone_before.code}});
  const bool ends = goes_on(gone_before, on);
  if (ends) require_both_on(kept_before, gone_before, on);
  auto kept = kept_before, gone = gone_before;
  for (const auto& field : given.take) take_field(kept, gone_before, field);
  if (!given.take.empty()) check_dates(kept, m.today(), m.terms(tx));
  m.move_official(kept, kept_before.official_on);
  if (ends) m.cut_at(gone, on, EndReason::merged_record);
  gone.standing = Standing::active;
  gone.merged_into = kept.id;
  const auto deed = [&](const char* verb, const StoredMember& other) {
    return Deed{verb, {{"other", other.code}, {"on", base::to_iso(on)}}, given.entered_for, given.note};
  };
  auto taking = deed("members.merged_from", gone);
  taking.difference["taken"] = given.take;
  m.save(tx, actor, kept_before, kept, std::move(taking));
  m.save(tx, actor, gone_before, gone, deed("members.merged_into", kept));
  ++kept.version;
  store::insert_merge(tx, {0, kept.id, gone.id, on, write_record(kept_before), write_record(gone_before), kept.version,
                           gone_before.version + 1});
  auto page = m.page_of(tx, actor, kept);
  tx.commit();
  return page;
}

MemberPage MembersService::undo_merge(const base::Actor& actor, const std::string& code, std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto gone_now = m.access_member(tx, actor, code);
  m.at.access.require(tx, actor, Permission::members_manage, m.home_of(gone_now));
  const auto merge = store::find_merge(tx, gone_now.id);
  if (!merge) throw Error(ErrorKind::conflict, "members.not_merged", {{"code", code}});
  const auto kept_now = store::find_member(tx, merge->kept).value();
  m.at.access.require(tx, actor, Permission::members_manage, m.home_of(kept_now));
  if (gone_now.version != seen_version) throw Error(ErrorKind::conflict, "members.changed_meanwhile", {{"code", code}});
  if (kept_now.version != merge->kept_version || gone_now.version != merge->dissolved_version ||
      store::is_built_on(tx, *merge))
    throw Error(ErrorKind::conflict, "members.merge_built_on", {{"code", kept_now.code}});
  auto kept = kept_now, gone = gone_now;
  read_record(merge->kept_before, kept);
  read_record(merge->dissolved_before, gone);
  gone.merged_into.reset();
  if (!cells_stand(tx, m.at.tree, gone.spells, merge->on)) {  // it goes on in what took the place of its cell
    gone.spells = gone_now.spells;
    auto last = gone.spells.back();
    gone.spells.pop_back();
    last.fact.to.reset();
    last.fact.reason.reset();
    m.place(tx, gone.spells, last);
  }
  for (const auto* side : {&kept, &gone})
    if (!side->citizen_hash.empty() && store::find_by_citizen(tx, side->citizen_hash, kept.id))
      throw Error(ErrorKind::conflict, "members.citizen_taken");
  m.save(tx, actor, kept_now, kept, {"members.merge_undone", {{"other", gone.code}}});
  m.save(tx, actor, gone_now, gone, {"members.merge_undone", {{"other", kept.code}}});
  // Nothing is left that was built on what each was before.
  store::carry_over(tx, kept.id, merge->kept_version - 1, kept_now.version + 1);
  store::carry_over(tx, gone.id, merge->dissolved_version - 1, gone_now.version + 1);
  store::undo_merge(tx, merge->id);
  ++gone.version;
  auto page = m.page_of(tx, actor, gone);
  tx.commit();
  return page;
}

}  // namespace members
