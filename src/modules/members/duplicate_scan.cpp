#include "modules/members/duplicate_scan.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/members/duplicate_store.h"
#include "modules/members/spells.h"
#include "platform/clock/clock.h"

namespace members {
namespace {

using base::Error;
using base::ErrorKind;
using identity::Permission;
using Namesake = Roster::Namesake;

// So many of one name born on one day, or in one year, are no sign of anything: the pairs among them are not kept.
constexpr std::size_t most_alike = 12;
constexpr std::size_t most_near = 200'000;
constexpr std::size_t stored_at_once = 5'000;
constexpr std::int64_t names_a_step = 20'000;

base::PartialDate birth_of(std::int32_t days) {
  const auto day = base::calendar_day(base::Date{days});
  return {day.year, day.month, day.day};
}

// The pairs among people of one name.
class Pairs {
 public:
  // units: of the scope.
  Pairs(const std::vector<bool>& units, std::unordered_set<std::uint32_t> dissolved)
      : units_(units), dissolved_(std::move(dissolved)) {}

  void add(std::vector<Namesake>& group) {
    std::erase_if(group, [&](const auto& n) { return n.birth == no_day || dissolved_.contains(n.id); });
    std::sort(group.begin(), group.end(),
              [](const auto& a, const auto& b) { return std::tie(a.birth, a.id) < std::tie(b.birth, b.id); });
    for (auto first = group.begin(); first != group.end();) {
      const int year = birth_of(first->birth).year;
      const auto last = std::find_if(first, group.end(), [&](const auto& n) { return birth_of(n.birth).year != year; });
      add_year({first, last});
      first = last;
    }
  }

  std::vector<LikePair> strong, near;
  std::int64_t crowded = 0;
  bool capped = false;

 private:
  // Of one name and one year, in the order of their days.
  void add_year(std::span<const Namesake> people) {
    if (people.size() <= most_alike) {
      for (std::size_t i = 0; i < people.size(); ++i)
        for (std::size_t j = i + 1; j < people.size(); ++j) add(people[i], people[j]);
      return;
    }
    ++crowded;
    for (std::size_t i = 0; i < people.size(); ++i) {
      const auto same = day_of(people, people[i].birth);
      if (same.size() <= most_alike)
        for (const auto& other : same)
          if (people[i].id < other.id) add(people[i], other);
      const auto birth = birth_of(people[i].birth);
      const auto turned = base::make_date(birth.year, birth.day, birth.month);
      if (!turned || turned->days <= people[i].birth) continue;
      if (const auto others = day_of(people, turned->days); others.size() <= most_alike)
        for (const auto& other : others) add(people[i], other);
    }
  }
  static std::span<const Namesake> day_of(std::span<const Namesake> people, std::int32_t day) {
    const auto [first, last] = std::ranges::equal_range(people, day, {}, &Namesake::birth);
    return {first, last};
  }
  void add(const Namesake& one, const Namesake& other) {
    if (!inside(one.unit) && !inside(other.unit)) return;
    const auto likeness = likeness_of(birth_of(one.birth), birth_of(other.birth));
    if (!likeness) return;
    const LikePair pair{0, MemberId{std::min(one.id, other.id)}, MemberId{std::max(one.id, other.id)}, *likeness};
    if (!is_lower(*likeness))
      strong.push_back(pair);
    else if (near.size() < most_near)
      near.push_back(pair);
    else
      capped = true;
  }
  bool inside(std::uint32_t unit) const { return unit < units_.size() && units_[unit]; }

  const std::vector<bool>& units_;
  std::unordered_set<std::uint32_t> dissolved_;
};

std::vector<bool> units_below(platform::Transaction& tx, const std::string& path) {
  std::vector<bool> units;
  tx.each(
      "SELECT unit_id FROM tree_scope WHERE path >= ? AND path < ?",
      [&](platform::Row row) {
        const auto unit = std::size_t(row.get<std::int64_t>(0));
        if (unit >= units.size()) units.resize(unit + unit / 2 + 1);
        units[unit] = true;
      },
      path, tree::path_end(path));
  return units;
}

// What is in memory has the first day that a birth can mean; whether it is the very day only the store knows.
void weigh_incomplete(platform::Transaction& tx, std::vector<LikePair>& pairs) {
  const auto stored = [&](MemberId id) {
    return tx.find<std::optional<base::PartialDate>>("SELECT birth_date FROM members_member WHERE id = ?", id)
        .value_or(std::nullopt);
  };
  for (auto& pair : pairs) {
    if (pair.likeness == Likeness::citizen_number) continue;
    const auto one = stored(pair.one), other = stored(pair.other);
    if (!one || !other || (one->exact() && other->exact())) continue;
    if (const auto likeness = likeness_of(*one, *other)) pair.likeness = *likeness;
  }
}

}  // namespace

DuplicateScan::DuplicateScan(Surroundings at, platform::Jobs& jobs, const Roster& roster)
    : at_(at), jobs_(jobs), roster_(roster) {
  jobs_.add_kind("members.scan", [this](platform::JobRun& run) {
    const auto input = base::Json::parse(run.job().input);
    return base::to_json(scan(run.actor(), input.at("unit"),
                              [&](std::int64_t done, std::int64_t total) { run.progress(done, total); }))
        .dump();
  });
}

tree::UnitId DuplicateScan::access(platform::Transaction& tx, const base::Actor& actor, const std::string& unit) const {
  const auto found = at_.tree.find_unit(tx, unit);
  if (!found || !at_.access.may(tx, actor, Permission::members_read, *found))
    throw Error(ErrorKind::not_found, "tree.unit_unknown");
  at_.access.require(tx, actor, Permission::members_manage, *found);
  return *found;
}

platform::JobId DuplicateScan::queue(const base::Actor& actor, const std::string& unit) {
  auto tx = at_.database.begin();
  const auto id = access(tx, actor, unit);
  const auto job =
      jobs_.enqueue(tx, actor, "members.scan", "Rà soát hồ sơ trùng", base::Json{{"unit", unit}}.dump(), id.value);
  tx.commit();
  return job;
}

// What the register knows of itself now: pairs with their likeness, the strongest first, numbered from 1.
std::vector<LikePair> DuplicateScan::look(const base::Actor& actor, const std::string& unit, const Shown& shown,
                                          ScanSummary& summary) const {
  std::vector<bool> units;
  std::vector<LikePair> found;
  std::unordered_set<std::uint32_t> dissolved;
  {
    auto tx = at_.database.begin_read();
    units = units_below(tx, at_.tree.path(tx, access(tx, actor, unit)));
    found = store::list_same_numbers(tx);
    std::erase_if(found, [&](const auto& pair) {
      return !has_home_in(tx, units, pair.one) && !has_home_in(tx, units, pair.other);
    });
    for (const auto merged : store::list_dissolved(tx)) dissolved.insert(std::uint32_t(merged));
  }
  Pairs pairs(units, std::move(dissolved));
  std::int64_t step = 0;
  const bool read = roster_.each_namesakes([&](std::vector<Namesake>& group, std::int64_t done, std::int64_t total) {
    pairs.add(group);
    if (done / names_a_step > step) shown(done, total), step = done / names_a_step;
  });
  if (!read) throw Error(ErrorKind::unavailable, "members.register_unread");
  std::set<std::pair<MemberId, MemberId>> same_number;
  for (const auto& pair : found) same_number.emplace(pair.one, pair.other);
  for (auto* list : {&pairs.strong, &pairs.near}) {
    auto tx = at_.database.begin_read();
    weigh_incomplete(tx, *list);
    for (const auto& pair : *list)
      if (!same_number.contains({pair.one, pair.other})) found.push_back(pair);
  }
  std::ranges::stable_sort(found, {}, &LikePair::likeness);
  std::int64_t number = 0;
  for (auto& pair : found) {
    pair.number = ++number;
    ++(pair.likeness == Likeness::citizen_number ? summary.same_number
       : is_lower(pair.likeness)                 ? summary.near
                                                 : summary.same_birth);
  }
  summary.crowded = pairs.crowded;
  summary.capped = pairs.capped;
  return found;
}

ScanSummary DuplicateScan::scan(const base::Actor& actor, const std::string& unit, const Shown& shown) {
  const std::lock_guard alone(scanning_);
  const Shown show = shown ? shown : [](std::int64_t, std::int64_t) {};
  ScanSummary summary;
  summary.unit_code = unit;
  summary.account = actor.name;
  const auto pairs = look(actor, unit, show, summary);
  tree::UnitId id;
  {
    auto tx = at_.database.begin();
    id = access(tx, actor, unit);
    summary.id = store::insert_scan(tx, id, actor.name);
    tx.commit();
  }
  const auto total = std::int64_t(pairs.size());
  for (std::size_t at = 0; at < pairs.size(); at += stored_at_once) {
    auto tx = at_.database.begin();
    store::insert_likenesses(tx, summary.id, std::span(pairs).subspan(at, std::min(stored_at_once, pairs.size() - at)));
    tx.commit();
    show(std::min(total, std::int64_t(at + stored_at_once)), total);
  }
  {
    auto tx = at_.database.begin();
    summary.finished_at = at_.clock.now();
    store::finish_scan(tx, summary);
    at_.audit.record(tx, actor, "members.scanned", "unit", unit, id.value,
                     base::Json{{"pairs", total}, {"near", summary.near}}.dump());
    tx.commit();
  }
  remove_stale(id, summary.id);
  return summary;
}

// Earlier scans of the unit, and those that a crash or a cancellation cut off, in short transactions.
void DuplicateScan::remove_stale(tree::UnitId unit, std::int64_t newest) const {
  std::vector<std::int64_t> stale;
  {
    auto tx = at_.database.begin_read();
    stale = store::list_stale_scans(tx, unit, newest);
  }
  for (const auto scan : stale)
    for (bool more = true; more;) {
      auto tx = at_.database.begin();
      more = store::remove_scan(tx, scan);
      tx.commit();
    }
}

bool DuplicateScan::has_home_in(platform::Transaction& tx, const std::vector<bool>& units, MemberId id) const {
  const auto member = store::find_member(tx, id);
  const auto home = member ? std::size_t(home_of(member->spells, at_.clock.today()).value) : 0;
  return home < units.size() && units[home];
}

}  // namespace members
