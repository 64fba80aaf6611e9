#include "modules/members/members_reorganisation.h"

#include <algorithm>
#include <set>

#include "modules/members/members_store.h"

namespace members {
namespace {

using tree::Reorganisation;
using tree::UnitId;

// Of the spells s, those of a cell that hold on the day or later. Two bindings: the cell, the day.
std::string concerned() { return "s.unit_id = ? AND (s.to_date IS NULL OR s.to_date > ?) AND " + store::is_live("s"); }

std::int64_t count_members(Transaction& tx, UnitId cell, base::Date on) {
  return tx.find<std::int64_t>("SELECT COUNT(DISTINCT s.member_id) FROM members_spell s WHERE " + concerned(), cell, on)
      .value_or(0);
}

constexpr std::string_view rule_fields[] = {"gender",      "ethnicity", "education", "occupation",
                                            "focus_group", "standing",  "status"};

// One member, or all: closes what holds on the day, opens the same in the successor, and gives it what comes later.
class Mover {
 public:
  Mover(Transaction& tx, const Reorganisation& r) : tx_(tx), r_(r) {}

  void move(UnitId from, UnitId to, std::optional<MemberId> member = {}) {
    const std::string whom = member ? " AND s.member_id = ?" : "";
    const auto run = [&](const std::string& sql, auto... before) {
      if (member)
        tx_.run(sql + whom, before..., from, r_.on, *member);
      else
        tx_.run(sql, before..., from, r_.on);
    };
    run("INSERT INTO members_reorganised(plan_id, spell_id, member_id, unit_id, successor_id, from_date, to_date, "
        "reason, "
        "document_id, article) SELECT CAST(? AS INTEGER), s.id, s.member_id, s.unit_id, CAST(? AS INTEGER), "
        "s.from_date, "
        "s.to_date, s.reason, s.document_id, s.article FROM members_spell s WHERE " +
            concerned(),
        r_.plan, to);
    const std::string those =
        " WHERE id IN (SELECT k.spell_id FROM members_reorganised k WHERE k.plan_id = ? AND k.unit_id = ?" +
        std::string(member ? " AND k.member_id = ?" : "") + ")";
    const auto change = [&](const std::string& sql, auto... before) {
      if (member)
        tx_.run(sql, before..., r_.plan, from, *member);
      else
        tx_.run(sql, before..., r_.plan, from);
    };
    change(
        "INSERT INTO members_spell(member_id, unit_id, status, from_date, to_date, reason, document_id, article, "
        "batch_id) "
        "SELECT member_id, CAST(? AS INTEGER), status, CAST(? AS TEXT), to_date, reason, document_id, article, "
        "batch_id "
        "FROM members_spell WHERE from_date < ? AND id IN (SELECT k.spell_id FROM members_reorganised k WHERE "
        "k.plan_id = "
        "? AND k.unit_id = ?" +
            std::string(member ? " AND k.member_id = ?)" : ")"),
        to, r_.on, r_.on);
    change("UPDATE members_spell SET unit_id = ?" + those + " AND from_date >= " + quoted(r_.on), to);
    change("UPDATE members_spell SET to_date = ?, reason = 'reorganised', document_id = ?, article = NULL" + those +
               " AND from_date < " + quoted(r_.on),
           r_.on, r_.document ? std::optional(r_.document) : std::nullopt);
  }

  // What is pending at a cell goes on at the successor, once the day has come.
  void give_cases(UnitId from, UnitId to, std::optional<MemberId> member = {}) {
    const auto give = [&](const char* column) {
      const std::string condition =
          std::string(" WHERE ") + column + " = ? AND closed_date IS NULL" + (member ? " AND member_id = ?" : "");
      const std::string keep =
          "INSERT INTO members_reorganised_case(plan_id, case_id, unit_id, other_unit_id) SELECT CAST(? AS INTEGER), "
          "id, "
          "unit_id, other_unit_id FROM members_case" +
          condition + " AND id NOT IN (SELECT k.case_id FROM members_reorganised_case k WHERE k.plan_id = ?)";
      const std::string set =
          std::string("UPDATE members_case SET ") + column + " = ?, version = version + 1" + condition;
      if (member)
        tx_.run(keep, r_.plan, from, *member, r_.plan), tx_.run(set, to, from, *member);
      else
        tx_.run(keep, r_.plan, from, r_.plan), tx_.run(set, to, from);
    };
    give("unit_id");
    if (!member) give("other_unit_id");
  }

 private:
  static std::string quoted(base::Date day) { return "'" + base::to_iso(day) + "'"; }
  Transaction& tx_;
  const Reorganisation& r_;
};

// ids in their order.
std::vector<MemberChange> facts_before(Transaction& tx, const std::vector<MemberId>& ids) {
  std::vector<MemberChange> changes;
  for (const auto& member : store::list_members(tx, ids)) changes.push_back({fact_of(member), {}});
  return changes;
}
std::vector<MemberChange> with_facts_after(Transaction& tx, const std::vector<MemberId>& ids,
                                           std::vector<MemberChange> changes) {
  std::size_t at = 0;
  for (const auto& member : store::list_members(tx, ids)) changes[at++].after = fact_of(member);
  return changes;
}

// Whoever looked at these members before, or would undo what brought them in, sees that something changed.
void raise_versions(Transaction& tx, std::int64_t plan) {
  tx.run(
      "UPDATE members_member SET version = version + 1 WHERE id IN (SELECT member_id FROM members_reorganised WHERE "
      "plan_id = ?)",
      plan);
}

std::vector<MemberId> touched(Transaction& tx, std::int64_t plan) {
  std::vector<MemberId> ids;
  tx.each(
      "SELECT DISTINCT member_id FROM members_reorganised WHERE plan_id = ? ORDER BY member_id",
      [&](platform::Row row) { ids.push_back(row.get<MemberId>(0)); }, plan);
  return ids;
}

std::vector<std::pair<UnitId, std::string>> ending_cells(Transaction& tx, const Reorganisation& r) {
  std::vector<std::pair<UnitId, std::string>> cells;
  for (const auto& ending : r.endings)
    if (ending.successors.size() == 1 && count_members(tx, ending.unit, r.on) > 0)
      cells.emplace_back(ending.unit, ending.successors.front());
  return cells;
}

std::int64_t count_cases(Transaction& tx, UnitId unit) {
  return tx
      .find<std::int64_t>(
          "SELECT COUNT(*) FROM members_case WHERE (unit_id = ? OR other_unit_id = ?) AND closed_date IS NULL", unit,
          unit)
      .value_or(0);
}

// A member's course without the cells: what a plan joins again is one stretch. Two equal courses count alike in every
// measure of people and in every flow, on every day.
std::vector<SpellFact> course_of(const MemberFact& member) {
  std::vector<SpellFact> course;
  for (auto spell : member.spells) {
    spell.unit = {};
    const bool goes_on = !course.empty() && course.back().reason == EndReason::reorganised &&
                         course.back().to == spell.from && course.back().status == spell.status;
    if (goes_on)
      course.back().to = spell.to, course.back().reason = spell.reason;
    else
      course.push_back(spell);
  }
  return course;
}

// Member by member, as they are read back from the store. Errors: unavailable "members.not_conserved".
void require_same_courses(const std::vector<MemberChange>& changes) {
  const auto lost = std::ranges::count_if(changes, [](const auto& change) {
    return !change.before || !change.after || course_of(*change.before) != course_of(*change.after);
  });
  if (lost) throw base::Error(base::ErrorKind::unavailable, "members.not_conserved", {{"count", std::to_string(lost)}});
}

struct Measure {
  const char *name, *condition;
};
// Of members on a day; the flows are those of all days, which no plan may change.
constexpr Measure measures[] = {{"members", "1=1"},
                                {"probationary", "s.status = 'probationary'"},
                                {"official", "s.status = 'official'"},
                                {"female", "m.gender = 'female'"},
                                {"suspended", "m.standing = 'suspended'"},
                                {"exempt", "m.standing = 'exempt'"},
                                {"student", "m.focus_group = 'student'"},
                                {"non_state_worker", "m.focus_group = 'non_state_worker'"}};

std::string totals_sql(const std::string& which) {
  std::string sql = "SELECT ";
  for (const auto& m : measures)
    sql +=
        std::string(sql.size() > 7 ? ", " : "") + "COALESCE(SUM(CASE WHEN " + m.condition + " THEN 1 ELSE 0 END), 0)";
  return sql +
         " FROM members_spell s JOIN members_member m ON m.id = s.member_id WHERE s.from_date <= ? AND (s.to_date IS "
         "NULL "
         "OR s.to_date > ?) AND " +
         store::is_live("s") + which;
}

void add_totals(Transaction& tx, const std::string& sql, base::Date on, std::optional<UnitId> unit,
                std::vector<tree::PeopleTotal>& out) {
  const auto take = [&](platform::Row row) {
    for (std::size_t i = 0; i < std::size(measures); ++i) out[i].count += row.get<std::int64_t>(int(i));
  };
  if (unit)
    tx.each(sql, take, on, on, *unit);
  else
    tx.each(sql, take, on, on);
}

std::vector<tree::PeopleTotal> no_totals() {
  std::vector<tree::PeopleTotal> out;
  for (const auto& m : measures) out.push_back({m.name, 0});
  return out;
}

}  // namespace

std::vector<PlacedMember> ReorganisedMembers::place(Transaction& tx, const Reorganisation::Division& division,
                                                    base::Date on) {
  std::vector<PlacedMember> out;
  tx.each(
      "SELECT m.id, m.code, m.gender, m.ethnicity, m.education, m.occupation, m.focus_group, m.standing, s.status FROM "
      "members_spell s JOIN members_member m ON m.id = s.member_id WHERE " +
          concerned() + " ORDER BY m.code, s.from_date",
      [&](platform::Row row) {
        PlacedMember placed{row.get<MemberId>(0), row.get<std::string>(1), ""};
        if (!out.empty() && out.back().id == placed.id) return;
        if (const auto named = division.named.find(placed.code); named != division.named.end())
          placed.to = named->second;
        for (const auto& rule : division.rules) {
          if (!placed.to.empty()) break;
          const bool fits = std::all_of(rule.where.begin(), rule.where.end(), [&](const auto& condition) {
            const auto at = std::find(std::begin(rule_fields), std::end(rule_fields), condition.first);
            const int column = 2 + int(at - std::begin(rule_fields));
            return at != std::end(rule_fields) &&
                   row.get<std::optional<std::string>>(column).value_or("") == condition.second;
          });
          if (fits) placed.to = rule.to;
        }
        out.push_back(std::move(placed));
      },
      division.unit, on);
  return out;
}

std::vector<tree::RowProblem> ReorganisedMembers::check(Transaction& tx, std::span<const tree::LostTime> lost) {
  std::vector<tree::RowProblem> out;
  for (const auto& time : lost) {
    const auto until = time.to.value_or(*base::make_date(2199, 12, 31));
    const auto count = tx.find<std::int64_t>(
        "SELECT COUNT(DISTINCT s.member_id) FROM members_spell s WHERE s.from_date < ? AND " + concerned(), until,
        time.unit, time.from);
    base::Parameters parameters{
        {"code", time.code}, {"count", std::to_string(count.value_or(0))}, {"day", base::to_vietnamese(time.from)}};
    if (count.value_or(0)) {
      out.push_back({time.line, time.field, "members.stand_there", std::move(parameters)});
    } else if (const auto cases = time.to ? 0 : count_cases(tx, time.unit)) {
      parameters["count"] = std::to_string(cases);
      out.push_back({time.line, time.field, "members.cases_there", std::move(parameters)});
    }
  }
  return out;
}

std::vector<tree::Hindrance> ReorganisedMembers::check(Transaction& tx, const Reorganisation& r) {
  std::vector<tree::Hindrance> out;
  const auto refuse_left = [&](const Reorganisation::Ending& unit) {
    if (const auto left = count_members(tx, unit.unit, r.on))
      out.push_back({unit.step, "members.left_in_cell", {{"code", unit.code}, {"count", std::to_string(left)}}});
  };
  for (const auto& ending : r.endings)
    if (ending.successors.empty()) refuse_left(ending);
  for (const auto& unit : r.emptied) refuse_left(unit);
  for (const auto& division : r.divisions) {
    for (const auto& rule : division.rules)
      for (const auto& [field, value] : rule.where)
        if (std::find(std::begin(rule_fields), std::end(rule_fields), field) == std::end(rule_fields))
          out.push_back({division.step, "members.assign_field", {{"field", field}}});
    std::set<std::string> known;
    std::string forgotten;
    int count = 0;
    for (const auto& placed : place(tx, division, r.on)) {
      known.insert(placed.code);
      if (placed.to.empty() && ++count <= 10) forgotten += (forgotten.empty() ? "" : ", ") + placed.code;
    }
    if (count && r.knows_people(division.unit))
      out.push_back({division.step,
                     "members.unassigned",
                     {{"code", division.code}, {"count", std::to_string(count)}, {"members", forgotten}}});
    else if (count)
      out.push_back(
          {division.step, "members.unassigned_some", {{"code", division.code}, {"count", std::to_string(count)}}});
    for (const auto& [code, to] : division.named)
      if (!known.contains(code))
        out.push_back({division.step, "members.assign_stranger", {{"member", code}, {"code", division.code}}});
  }
  return out;
}

std::vector<tree::Moved> ReorganisedMembers::preview(Transaction& tx, const Reorganisation& r) {
  std::vector<tree::Moved> out;
  for (const auto& ending : r.endings) {
    const std::string to = ending.successors.size() == 1 ? ending.successors.front() : "";
    if (const auto count = to.empty() ? 0 : count_members(tx, ending.unit, r.on))
      out.push_back({tree::MovedKind::people, ending.code, to, count});
    if (const auto count = count_cases(tx, ending.unit)) out.push_back({tree::MovedKind::work, ending.code, to, count});
  }
  for (const auto& division : r.divisions) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& placed : place(tx, division, r.on))
      if (placed.to != division.code) ++counts[placed.to];
    for (const auto& [to, count] : counts) out.push_back({tree::MovedKind::people, division.code, to, count});
  }
  return out;
}

void ReorganisedMembers::apply(Transaction& tx, const base::Actor&, const Reorganisation& r) {
  // Everybody is found first: whom one step moves no other step may find again.
  struct Move {
    UnitId from, to;
    std::optional<MemberId> member;
  };
  std::vector<Move> moves;
  std::set<MemberId> whom;
  const auto unit_of = [&](const std::string& code) { return *tree_.find_unit(tx, code); };
  for (const auto& [unit, to] : ending_cells(tx, r)) {
    moves.push_back({unit, unit_of(to), {}});
    for (const auto member : store::list_members_of(tx, unit, r.on)) whom.insert(member);
  }
  for (const auto& division : r.divisions)
    for (const auto& placed : place(tx, division, r.on)) {
      if (placed.to == division.code) continue;
      moves.push_back({division.unit, unit_of(placed.to), placed.id});
      whom.insert(placed.id);
    }
  const std::vector<MemberId> ids(whom.begin(), whom.end());
  auto changes = facts_before(tx, ids);
  Mover mover(tx, r);
  for (const auto& move : moves) mover.move(move.from, move.to, move.member);
  raise_versions(tx, r.plan);
  // What is pending waits with the old cell until the day has come.
  if (r.on > clock_.today()) moves.clear();
  for (const auto& move : moves)
    if (move.member) mover.give_cases(move.from, move.to, move.member);
  for (const auto& ending : r.endings)
    if (!ending.successors.empty() && r.on <= clock_.today())
      mover.give_cases(ending.unit, unit_of(ending.successors.front()));
  changes = with_facts_after(tx, ids, std::move(changes));
  require_same_courses(changes);
  listeners_.tell(tx, changes);
}

std::vector<tree::Hindrance> ReorganisedMembers::built_on(Transaction& tx, const Reorganisation& r) {
  const auto code_of = [&](UnitId unit) { return tree_.nearest_span(tx, unit, r.on)->code; };
  // Every spell that the plan closed or gave on must lie as it left it, and the one it opened too.
  if (const auto from = tx.find<UnitId>(
          "SELECT k.unit_id FROM members_reorganised k WHERE k.plan_id = ? AND NOT EXISTS (SELECT 1 FROM members_spell "
          "s WHERE s.id = k.spell_id AND s.from_date = k.from_date AND ((k.from_date < ? AND s.unit_id = k.unit_id AND "
          "s.to_date = ? AND s.reason = 'reorganised' AND EXISTS (SELECT 1 FROM members_spell o WHERE o.member_id = "
          "k.member_id AND o.unit_id = k.successor_id AND o.from_date = ? AND COALESCE(o.to_date, '') = "
          "COALESCE(k.to_date, '') AND COALESCE(o.reason, '') = COALESCE(k.reason, ''))) OR (k.from_date >= ? AND "
          "s.unit_id = k.successor_id AND COALESCE(s.to_date, '') = COALESCE(k.to_date, '')))) ORDER BY k.unit_id "
          "LIMIT 1",
          r.plan, r.on, r.on, r.on, r.on))
    return {{0, "members.changed_since_plan", {{"code", code_of(*from)}}}};
  static const std::string joined =
      "SELECT 1 FROM members_spell s WHERE s.unit_id = ? AND " + store::is_live("s") +
      " AND NOT EXISTS (SELECT 1 FROM members_reorganised k WHERE k.plan_id = ? AND k.member_id = s.member_id) LIMIT 1";
  for (const auto unit : r.established) {
    if (tx.find<std::int64_t>(joined, unit, r.plan))
      return {{0, "members.joined_since_plan", {{"code", code_of(unit)}}}};
    // What is pending there and did not come with the plan, and what was asked there.
    const auto pending = *tx.find<std::int64_t>(
        "SELECT (SELECT COUNT(*) FROM members_case WHERE (unit_id = ? OR other_unit_id = ?) AND id NOT IN (SELECT "
        "case_id FROM members_reorganised_case WHERE plan_id = ?)) + (SELECT COUNT(*) FROM members_question WHERE "
        "unit_id = ?)",
        unit, unit, r.plan, unit);
    if (pending > 0) return {{0, "members.cases_since_plan", {{"count", std::to_string(pending)}}}};
  }
  return {};
}

void ReorganisedMembers::undo(Transaction& tx, const base::Actor&, const Reorganisation& r) {
  const auto ids = touched(tx, r.plan);
  auto changes = facts_before(tx, ids);
  tx.run(
      "DELETE FROM members_spell WHERE id IN (SELECT s.id FROM members_reorganised k JOIN members_spell s ON "
      "s.member_id = "
      "k.member_id AND s.unit_id = k.successor_id AND s.from_date = ? WHERE k.plan_id = ? AND k.from_date < ?)",
      r.on, r.plan, r.on);
  const auto old = [](const char* column) {
    return std::string(column) + " = (SELECT k." + column +
           " FROM members_reorganised k WHERE k.plan_id = ? AND k.spell_id = "
           "members_spell.id)";
  };
  tx.run("UPDATE members_spell SET " + old("unit_id") + ", " + old("to_date") + ", " + old("reason") + ", " +
             old("document_id") + ", " + old("article") +
             " WHERE id IN (SELECT k.spell_id FROM members_reorganised k WHERE k.plan_id = ?)",
         r.plan, r.plan, r.plan, r.plan, r.plan, r.plan);
  for (const char* column : {"unit_id", "other_unit_id"})
    tx.run(std::string("UPDATE members_case SET ") + column + " = (SELECT k." + column +
               " FROM members_reorganised_case k WHERE k.plan_id = ? AND k.case_id = members_case.id), version = "
               "version + "
               "1 WHERE id IN (SELECT k.case_id FROM members_reorganised_case k WHERE k.plan_id = ?)",
           r.plan, r.plan);
  raise_versions(tx, r.plan);
  tx.run("DELETE FROM members_reorganised WHERE plan_id = ?", r.plan);
  tx.run("DELETE FROM members_reorganised_case WHERE plan_id = ?", r.plan);
  changes = with_facts_after(tx, ids, std::move(changes));
  require_same_courses(changes);
  listeners_.tell(tx, changes);
}

std::vector<tree::PeopleTotal> ReorganisedMembers::totals(Transaction& tx, base::Date on) {
  auto out = no_totals();
  add_totals(tx, totals_sql(""), on, {}, out);
  return out;
}

std::vector<tree::PeopleTotal> ReorganisedMembers::totals(Transaction& tx, base::Date on,
                                                          std::span<const UnitId> units) {
  static const std::string sql = totals_sql(" AND s.unit_id = ?");
  auto out = no_totals();
  for (const auto unit : units) add_totals(tx, sql, on, unit, out);
  return out;
}

std::unordered_map<std::int64_t, std::int64_t> ReorganisedMembers::count_people(Transaction& tx, base::Date on,
                                                                                std::span<const UnitId> units) {
  static const std::string one =
      "SELECT COUNT(*) FROM members_spell s WHERE s.unit_id = ? AND s.from_date <= ? AND (s.to_date IS NULL OR "
      "s.to_date > "
      "?) AND " +
      store::is_live("s");
  std::unordered_map<std::int64_t, std::int64_t> out;
  for (const auto unit : units)
    if (const auto count = tx.find<std::int64_t>(one, unit, on, on).value_or(0)) out[unit.value] = count;
  return out;
}

}  // namespace members
