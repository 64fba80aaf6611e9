#include "modules/members/import_check.h"

#include <algorithm>

#include "modules/members/duplicate_store.h"
#include "modules/members/home.h"
#include "modules/members/id_lists.h"
#include "modules/members/import_units.h"

namespace members {
namespace {

std::unordered_set<std::int64_t> unseen_batches(platform::Transaction& tx) {
  std::unordered_set<std::int64_t> ids;
  tx.each("SELECT id FROM members_batch WHERE state <> 'live'",
          [&](platform::Row row) { ids.insert(row.get<std::int64_t>(0)); });
  return ids;
}

std::vector<std::int64_t> ids_of(const std::vector<KnownMember>& known) {
  std::vector<std::int64_t> ids;
  for (const auto& member : known)
    if (member.id) ids.push_back(member.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

// A spell that the store has of a member of the file.
struct Stored {
  std::int64_t member = 0, unit = 0, document = 0;
  std::int32_t from = 0, to = no_day;
  std::uint8_t status = 0, reason = no_value;
};

std::vector<Stored> read_stored(platform::Transaction& tx, const std::vector<KnownMember>& known) {
  std::vector<Stored> spells;
  const auto unseen = unseen_batches(tx);
  const auto day = [](const platform::Rows& rows, int column) {
    return rows.is_null(column) ? no_day : base::parse_iso_date(rows.text(column)).value_or(base::Date{}).days;
  };
  each_of(tx, "SELECT member_id, unit_id, from_date, to_date, status, reason, document_id, batch_id FROM members_spell",
          "member_id", " ORDER BY member_id, from_date", ids_of(known), [&](const platform::Rows& rows) {
            if (unseen.contains(rows.integer(7))) return;
            const auto status = base::parse_enum<Status>(rows.text(4));
            const auto reason = base::parse_enum<EndReason>(rows.text(5));
            spells.push_back({rows.integer(0), rows.integer(1), rows.is_null(6) ? 0 : rows.integer(6), day(rows, 2),
                              day(rows, 3), std::uint8_t(status.value_or(Status::official)),
                              reason ? std::uint8_t(*reason) : no_value});
          });
  std::stable_sort(spells.begin(), spells.end(), [](const auto& a, const auto& b) { return a.member < b.member; });
  return spells;
}

std::string shown(std::int32_t day) { return base::to_vietnamese(base::Date{day}); }

// The spells of one member: of the file, and of the store.
class OneMember {
 public:
  OneMember(SpellFile& file, const std::vector<UnitLife>& units,
            const std::function<std::string(std::int64_t)>& reference, ImportProblems& problems)
      : file_(file), units_(units), reference_(reference), problems_(problems) {}

  // True when a line corrects what the store has.
  bool check(std::span<SpellLine> lines, std::span<const Stored> stored) {
    bool corrects = false;
    held_.clear();
    for (const auto& s : stored) held_.push_back({s.from, s.to, nullptr});
    for (auto& line : lines) {
      if (line.fate == Fate::refused) continue;
      const auto found = std::find_if(stored.begin(), stored.end(), [&](const auto& s) { return s.from == line.from; });
      if (found != stored.end()) {
        line.fate = equal(line, *found) ? Fate::same : Fate::corrects;
        corrects = corrects || line.fate == Fate::corrects;
        held_[std::size_t(found - stored.begin())] = {line.from, line.to, &line};
      } else {
        held_.push_back({line.from, line.to, &line});
      }
    }
    std::stable_sort(held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    refuse_overlaps();
    return corrects;
  }

 private:
  struct Held {
    std::int32_t from = 0, to = 0;
    SpellLine* line = nullptr;  // null: of the store
  };

  bool equal(const SpellLine& line, const Stored& s) const {
    return units_[line.unit].id == s.unit && line.to == s.to && line.status == s.status && line.reason == s.reason &&
           (line.document == 0 || (s.document != 0 && reference_(s.document) == file_.documents.at(line.document)));
  }

  void refuse_overlaps() {
    for (std::size_t i = 1; i < held_.size(); ++i) {
      const auto &before = held_[i - 1], &after = held_[i];
      if (before.to <= after.from) continue;
      auto* line = after.line ? after.line : before.line;
      if (!line || line->fate == Fate::refused) continue;
      const auto* other = after.line ? before.line : nullptr;
      line->fate = Fate::refused;
      if (other)
        problems_.say(line->line, "from", "members.import_overlap",
                      {{"code", std::string(file_.codes.at(line->code))}, {"other", std::to_string(other->line)}});
      else
        problems_.say(
            line->line, "from", "members.import_overlap_stored",
            {{"code", std::string(file_.codes.at(line->code))}, {"day", shown(after.line ? before.from : after.from)}});
    }
  }

  SpellFile& file_;
  const std::vector<UnitLife>& units_;
  const std::function<std::string(std::int64_t)>& reference_;
  ImportProblems& problems_;
  std::vector<Held> held_;
};

// What a line says that the member and the unit it names do not bear.
bool names_what_is(const SpellLine& line, const SpellFile& file, const KnownMember& member, const UnitLife& unit,
                   const ImportScope& scope, ImportProblems& problems) {
  const auto code = std::string(file.units.at(line.unit));
  if (!member.id) {
    problems.say(line.line, "member_code", "members.import_member_unknown",
                 {{"code", std::string(file.codes.at(line.code))}});
    return false;
  }
  if (!unit.id || !scope.holds(unit.id)) {
    problems.say(line.line, "unit_code", "members.import_unit_unknown", {{"code", code}});
    return false;
  }
  if (const auto* key = unit.refuses(line.from, line.to)) {
    problems.say(line.line, "unit_code", key, {{"code", code}, {"day", shown(line.from)}});
    return false;
  }
  return true;
}

// Whether a line says something else of a member than the store; an empty cell says nothing.
bool differs(const platform::Rows& rows, const MemberLine& line, const MemberFile& file,
             const CitizenNumbers& citizens) {
  const auto text = [&](int column, std::string_view given) { return !given.empty() && rows.text(column) != given; };
  const auto value = [&]<class E>(int column, std::uint8_t given, E) {
    return given != no_value && rows.text(column) != base::enum_name(E(given));
  };
  const auto day = [&](int column, std::int32_t given) {
    return given != no_day && rows.text(column) != base::to_iso(base::Date{given});
  };
  const auto birth = birth_of(line);
  return text(1, file.names.at(line.name)) || value(2, line.gender, Gender{}) ||
         (birth && rows.text(3) != birth->text()) || text(4, file.ethnicities.at(line.ethnicity)) ||
         value(5, line.education, Education{}) || text(6, file.occupations.at(line.occupation)) ||
         value(7, line.focus_group, FocusGroup{}) || day(8, line.admitted) || day(9, line.ceremony) ||
         day(10, line.official) || value(11, line.standing, Standing{}) ||
         (line.citizen && rows.blob(12) != citizens.hash(file.citizens.at(line.citizen)));
}

// Lines of known members that say what the store has.
void tell_same(platform::Transaction& tx, MemberFile& file, const CitizenNumbers& citizens) {
  std::unordered_map<std::int64_t, std::size_t> lines;
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (file.lines[i].fate != Fate::corrects) continue;
    lines.emplace(file.lines[i].member, i);
    ids.push_back(file.lines[i].member);
  }
  std::sort(ids.begin(), ids.end());
  each_of(tx,
          "SELECT id, full_name, gender, birth_date, ethnicity, education, occupation, focus_group, admitted_on, "
          "ceremony_on, official_on, standing, citizen_hash FROM members_member",
          "id", "", ids, [&](const platform::Rows& rows) {
            auto& line = file.lines[lines.at(rows.integer(0))];
            if (!differs(rows, line, file, citizens)) line.fate = Fate::same;
          });
}

// Where members of the store are at home; who has no spell is not there.
std::unordered_map<std::int64_t, Home> read_homes(platform::Transaction& tx, const std::vector<std::int64_t>& ids,
                                                  base::Date today) {
  std::unordered_map<std::int64_t, Home> homes;
  each_of(tx, "SELECT member_id, unit_id, from_date FROM members_spell", "member_id", " ORDER BY member_id, from_date",
          ids, [&](const platform::Rows& rows) {
            auto& home = homes.try_emplace(rows.integer(0), today.days).first->second;
            home.add(rows.integer(1), base::parse_iso_date(rows.text(2)).value_or(base::Date{}).days);
          });
  return homes;
}

// A dissolved record stays as it is: what a file says of it belongs to the one that was kept.
void refuse_dissolved(int line, const char* field, std::string_view code, const std::string& kept,
                      ImportProblems& problems) {
  problems.say(line, field, "members.import_dissolved", {{"code", std::string(code)}, {"kept", kept}});
}

std::unordered_set<std::int64_t> batches_of(platform::Transaction& tx, std::int64_t account) {
  std::unordered_set<std::int64_t> batches;
  tx.each(
      "SELECT id FROM members_batch WHERE account_id = ?",
      [&](platform::Row row) { batches.insert(row.get<std::int64_t>(0)); }, account);
  return batches;
}

}  // namespace

std::vector<KnownMember> find_known(platform::Transaction& tx, const Words& codes) {
  std::vector<KnownMember> known(codes.size());
  std::vector<std::uint32_t> dissolved;
  const auto unseen = unseen_batches(tx);
  const std::string select = "SELECT id, code, version, batch_id, merged_into FROM members_member";
  const auto take = [&](const platform::Rows& rows) {
    const auto number = codes.find(rows.text(1));
    if (!number || unseen.contains(rows.integer(3))) return;
    known[*number] = {rows.integer(0), rows.integer(2)};
    if (!rows.is_null(4)) dissolved.push_back(*number);
  };
  const auto name_kept = [&] {
    for (const auto number : dissolved)
      known[number].kept = store::kept_of(tx, *store::find_member(tx, MemberId{known[number].id})).code;
  };
  if (codes.size() > few) {
    const auto last = tx.find<std::int64_t>("SELECT MAX(id) FROM members_member").value_or(0);
    for (std::int64_t at = 0; at < last; at += ids_read_at_once)
      for (auto rows = tx.query(select + " WHERE id > ? AND id <= ?", at, at + ids_read_at_once); rows->next();)
        take(*rows);
    name_kept();
    return known;
  }
  for (std::uint32_t at = 0; at < codes.size(); at += most_places) {
    platform::Bindings bindings;
    const auto end = std::min<std::uint32_t>(codes.size(), at + most_places);
    for (auto i = at; i < end; ++i) bindings.add_text(std::string(codes.at(i)));
    for (auto rows = tx.query_values(select + " WHERE code IN (" + places(end - at) + ")", bindings.values());
         rows->next();)
      take(*rows);
  }
  name_kept();
  return known;
}

ImportScope read_scope(platform::Transaction& tx, const identity::Scope& scope) {
  ImportScope read{scope, {}};
  if (scope.everything) return read;
  platform::Bindings bindings;
  const std::string where = scope.condition("s", bindings);
  for (auto r = tx.query_values("SELECT s.unit_id FROM tree_scope s WHERE " + where, bindings.values()); r->next();)
    read.units.insert(r->integer(0));
  return read;
}

StoredMember corrected(const StoredMember& member, const MemberLine& line, const MemberFile& file,
                       const CitizenNumbers& citizens) {
  StoredMember after = member;
  after.full_name = std::string(file.names.at(line.name));
  after.gender = Gender(line.gender);
  if (line.birth != no_day) after.birth_date = birth_of(line);
  if (line.ethnicity) after.ethnicity = std::string(file.ethnicities.at(line.ethnicity));
  if (line.education != no_value) after.education = Education(line.education);
  if (line.occupation) after.occupation = std::string(file.occupations.at(line.occupation));
  if (line.focus_group != no_value) after.focus_group = FocusGroup(line.focus_group);
  if (line.admitted != no_day) after.admitted_on = base::Date{line.admitted};
  if (line.ceremony != no_day) after.ceremony_on = base::Date{line.ceremony};
  if (line.official != no_day) after.official_on = base::Date{line.official};
  if (line.standing != no_value) after.standing = Standing(line.standing);
  if (line.citizen) {
    const auto digits = file.citizens.at(line.citizen);
    if (auto hash = citizens.hash(digits); hash != after.citizen_hash) {
      after.citizen_hash = std::move(hash);
      after.citizen_sealed = citizens.seal(digits);
    }
  }
  return after;
}

void check_members(platform::Transaction& tx, MemberFile& file, const ImportScope& scope, std::int64_t account,
                   const CitizenNumbers& citizens, ImportProblems& problems) {
  const auto known = find_known(tx, file.codes);
  std::unordered_map<std::int64_t, Home> homes;
  std::unordered_map<std::int64_t, std::int64_t> made_by;
  std::unordered_set<std::int64_t> own;
  if (!scope.scope.everything) {
    const auto ids = ids_of(known);
    homes = read_homes(tx, ids, scope.today);
    own = batches_of(tx, account);
    each_of(tx, "SELECT id, batch_id FROM members_member", "id", "", ids,
            [&](const platform::Rows& rows) { made_by[rows.integer(0)] = rows.integer(1); });
  }
  for (auto& line : file.lines) {
    line.member = known[line.code].id;
    if (!line.member) continue;
    line.fate = Fate::corrects;  // unless it is the same
    const auto home = homes.find(line.member);
    const bool mine = scope.scope.everything ||
                      (home != homes.end() ? scope.holds(home->second.unit()) : own.contains(made_by[line.member]));
    if (mine) continue;
    line.fate = Fate::refused;
    problems.say(line.line, "code", "members.import_code_taken", {{"code", std::string(file.codes.at(line.code))}});
  }
  tell_same(tx, file, citizens);
  for (auto& line : file.lines) {
    if (line.fate != Fate::corrects || known[line.code].kept.empty()) continue;
    line.fate = Fate::refused;
    refuse_dissolved(line.line, "code", file.codes.at(line.code), known[line.code].kept, problems);
  }
}

CheckedSpells check_spells(platform::Transaction& tx, const tree::Tree& tree, SpellFile& file, const ImportScope& scope,
                           const std::function<std::string(std::int64_t)>& reference_to, ImportProblems& problems) {
  CheckedSpells checked;
  checked.known = find_known(tx, file.codes);
  if (!scope.scope.everything) {  // who lives elsewhere is nobody here
    const auto homes = read_homes(tx, ids_of(checked.known), scope.today);
    for (auto& member : checked.known)
      if (const auto home = homes.find(member.id); home != homes.end() && !scope.holds(home->second.unit()))
        member = {};
  }
  auto units = read_units(tx, tree, file.units);
  follow_successors(tx, tree, file, units, problems);
  for (const auto& unit : units) checked.units.push_back(unit.id);
  for (auto& line : file.lines)
    if (line.fate != Fate::refused &&
        !names_what_is(line, file, checked.known[line.code], units[line.unit], scope, problems))
      line.fate = Fate::refused;
  const auto order = [&](const SpellLine& line) {
    return std::tuple(checked.known[line.code].id, line.code, line.from, line.line);
  };
  const auto before = [&](const SpellLine& a, const SpellLine& b) { return order(a) < order(b); };
  if (!std::is_sorted(file.lines.begin(), file.lines.end(), before))
    std::sort(file.lines.begin(), file.lines.end(), before);
  const auto stored = read_stored(tx, checked.known);
  OneMember member(file, units, reference_to, problems);
  auto held = stored.begin();
  for (std::size_t at = 0; at < file.lines.size();) {
    auto end = at;
    while (end < file.lines.size() && file.lines[end].code == file.lines[at].code) ++end;
    const auto id = checked.known[file.lines[at].code].id;
    while (held != stored.end() && held->member < id) ++held;
    auto past = held;
    while (past != stored.end() && past->member == id) ++past;
    const auto lines = std::span(file.lines).subspan(at, end - at);
    const auto& kept = checked.known[lines.front().code].kept;
    if (id && member.check(lines, {held, past}) && kept.empty()) checked.corrects.insert(lines.front().code);
    for (auto& line : lines) {
      if (kept.empty() || line.fate == Fate::same || line.fate == Fate::refused) continue;
      line.fate = Fate::refused;
      refuse_dissolved(line.line, "member_code", file.codes.at(line.code), kept, problems);
    }
    at = end;
  }
  return checked;
}

}  // namespace members
