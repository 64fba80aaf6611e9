// The engine against a recomputation that knows nothing of rows, places or indexes: random trees that change, random
// members, every count, every structure, by units and traits and time; and the movement that must balance.
#include <algorithm>
#include <random>
#include <set>

#include "modules/statistics/counting.h"
#include "tests/property/properties.h"

namespace statistics {
namespace {

using members::EndReason;

constexpr int first_world_day = 18000, world_days = 60;

struct World {
  explicit World(std::uint64_t seed) : chance(seed) {}
  int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(chance); }  // both may be
  bool coin(int in) { return pick(1, in) == 1; }
  bool lives_during(std::int64_t unit, int from, int to) const {
    const auto& spans = units[std::size_t(unit) - 1];
    return spans.front().from <= day(from) && (!spans.back().to || *spans.back().to >= day(to));
  }
  base::Date day(int at) const { return {first_world_day + at}; }

  void grow();
  void add_unit(tree::UnitLevel level, int begins, int ends, const std::vector<std::int64_t>& parents);
  members::MemberFact member(std::int64_t id);
  DatedTree tree() const;

  std::mt19937_64 chance;
  std::vector<std::vector<tree::UnitSpan>> units;  // by id - 1
  std::vector<Succession> successions;
  std::vector<std::int64_t> cells;
};

void World::add_unit(tree::UnitLevel level, int begins, int ends, const std::vector<std::int64_t>& parents) {
  const auto id = std::int64_t(units.size()) + 1;
  std::vector<tree::UnitSpan> spans;
  for (int at = begins; at < ends;) {
    const int next = coin(2) ? ends : std::min(ends, at + pick(1, world_days));
    tree::UnitSpan span;
    span.unit_id = {id};
    span.code = "U" + std::to_string(100 + (id * 37) % 101);
    span.level = level;
    span.from = day(at);
    if (next < world_days) span.to = day(next);
    if (!parents.empty()) span.parent_id = tree::UnitId{1};
    for (int tries = 0; tries < 4 && !parents.empty(); ++tries) {
      const auto parent = parents[std::size_t(pick(0, int(parents.size()) - 1))];
      if (!lives_during(parent, at, next)) continue;
      span.parent_id = tree::UnitId{parent};
      break;
    }
    spans.push_back(span);
    at = next;
  }
  units.push_back(std::move(spans));
}

void World::grow() {
  add_unit(tree::UnitLevel::centre, 0, world_days, {});
  std::vector<std::int64_t> provinces, communes;
  for (int i = pick(2, 4); i > 0; --i) {
    provinces.push_back(std::int64_t(units.size()) + 1);
    add_unit(tree::UnitLevel::province, coin(3) ? pick(1, 20) : 0, coin(3) ? pick(25, 50) : world_days, {1});
  }
  for (int i = pick(2, 6); i > 0; --i) {
    communes.push_back(std::int64_t(units.size()) + 1);
    add_unit(tree::UnitLevel::commune, coin(4) ? pick(1, 20) : 0, coin(4) ? pick(25, 50) : world_days, provinces);
  }
  communes.push_back(1);
  for (int i = pick(2, 8); i > 0; --i) {
    cells.push_back(std::int64_t(units.size()) + 1);
    add_unit(tree::UnitLevel::cell, coin(4) ? pick(1, 20) : 0, coin(4) ? pick(25, 50) : world_days, communes);
  }
  for (std::int64_t unit = 2; unit <= std::int64_t(units.size()); ++unit)
    if (const auto end = units[std::size_t(unit) - 1].back().to; end && coin(2))
      for (int n = pick(1, 2); n > 0; --n) {
        const std::int64_t other = pick(2, int(units.size()));
        for (const auto& span : units[std::size_t(other) - 1])
          if (base::Interval{span.from, span.to}.contains(*end)) successions.push_back({unit, other});
      }
}

DatedTree World::tree() const {
  Histories all;
  for (const auto& spans : units) all.push_back(make_history(spans));
  return {all, successions};
}

members::MemberFact World::member(std::int64_t id) {
  members::MemberFact m;
  m.id = {id};
  m.gender = members::Gender(pick(0, 1));
  if (coin(2)) m.education = members::Education(pick(0, 7));
  m.focus_group = members::FocusGroup(pick(0, 2));
  m.ethnicity = coin(3) ? "Tày" : coin(2) ? "" : "Kinh";
  m.occupation = coin(2) ? "Giáo viên" : "";
  if (coin(2)) m.birth = base::parse_partial_date(base::to_iso({first_world_day - pick(5000, 30000)}));
  if (coin(2)) m.admitted = base::Date{first_world_day - pick(0, 25000)};
  int at = pick(-800, world_days - 1);
  for (int n = pick(1, 5); n > 0 && at < world_days; --n) {
    members::SpellFact s;
    s.unit = {cells[std::size_t(pick(0, int(cells.size()) - 1))]};
    if (!m.spells.empty() && coin(3)) s.unit = m.spells.back().unit;
    s.status = members::Status(pick(0, 1));
    s.from = day(at);
    if (n > 1 || coin(2)) {
      at += at < 0 ? -at + pick(-3, 10) : pick(1, 15);
      at = std::max(at, s.from.days - first_world_day + 1);
      s.to = day(at);
      if (!coin(6)) s.reason = EndReason(pick(0, 7));
      if (coin(4)) at += pick(1, 5);
    }
    m.spells.push_back(s);
    if (!s.to) break;
  }
  return m;
}

// The slow truth.
class Truth {
 public:
  Truth(const World& world, const std::vector<members::MemberFact>& all) : world_(world), members_(all) {}

  // From the unit up to the root.
  using Chain = std::vector<std::int64_t>;
  const tree::UnitSpan& span(std::int64_t unit, base::Date on) const {
    const auto& spans = world_.units[std::size_t(unit) - 1];
    const auto* near = &spans.front();
    for (const auto& s : spans)
      if (s.from <= on) near = &s;
    return *near;
  }
  bool lives(std::int64_t unit, base::Date on) const {
    return base::Interval{span(unit, on).from, span(unit, on).to}.contains(on);
  }
  Chain chain(std::int64_t unit, base::Date on) const {
    Chain out{unit};
    while (span(out.back(), on).parent_id) out.push_back(span(out.back(), on).parent_id->value);
    return out;
  }
  // Where a unit stands in the tree of one day: its chain there.
  Chain restated(std::int64_t unit, base::Date on, std::set<std::int64_t> asked = {}) const {
    if (lives(unit, on)) return chain(unit, on);
    Chain found;
    if (!asked.insert(unit).second) return found;
    for (const auto& s : world_.successions) {
      const bool began = world_.units[std::size_t(unit) - 1].front().from <= on;
      if ((began ? s.unit : s.successor) != unit) continue;
      const auto other = restated(began ? s.successor : s.unit, on, asked);
      if (found.empty() || other.empty()) {
        if (found.empty()) found = other;
        continue;
      }
      while (std::find(other.begin(), other.end(), found.front()) == other.end()) found.erase(found.begin());
    }
    if (found.empty() && span(unit, on).parent_id) found = restated(span(unit, on).parent_id->value, on, asked);
    return found.empty() ? Chain{1} : found;
  }

  const World& world_;
  const std::vector<members::MemberFact>& members_;
};

struct Structure {
  bool was = true;
  base::Date on;
};

bool ends_membership(const members::MemberFact& m, std::size_t s) {
  const auto& spell = m.spells[s];
  if (!spell.to) return false;
  if (!spell.reason) return s + 1 == m.spells.size() || m.spells[s + 1].from != *spell.to;
  return *spell.reason != EndReason::recognised && *spell.reason != EndReason::transferred &&
         *spell.reason != EndReason::reorganised;
}

// One thing that happened to a member on a day: before and after are spells, -1 for none.
struct Event {
  base::Date day;
  int before = -1, after = -1;
};

// Which group a place belongs to: "" outside, "?" for what belongs to no listed unit.
class Grouping {
 public:
  Grouping(const Truth& t, Structure s, std::int64_t unit, Division d, base::Date from, base::Date to)
      : truth_(t), structure_(s), unit_(unit), division_(d), from_(from), to_(to) {}
  std::string of(std::int64_t cell, base::Date on) const {
    const auto chain = structure_.was ? truth_.chain(cell, on) : truth_.restated(cell, structure_.on);
    const auto top = std::find(chain.begin(), chain.end(), unit_);
    if (top == chain.end()) return "";
    if (division_.by == Division::By::none) return code(unit_);
    if (division_.by == Division::By::child) {
      if (top == chain.begin()) return code(unit_);
      return listed_child(*(top - 1)) ? code(*(top - 1)) : "?";
    }
    for (auto it = top + 1; it-- != chain.begin();)
      if (has_level(*it)) return code(*it);
    return "?";
  }
  std::string code(std::int64_t unit) const { return truth_.world_.units[std::size_t(unit) - 1].front().code; }

 private:
  bool listed_child(std::int64_t child) const {
    if (!structure_.was) return true;
    for (const auto& s : truth_.world_.units[std::size_t(child) - 1])
      if (s.parent_id && s.parent_id->value == unit_ && s.from <= to_ && (!s.to || *s.to > from_)) return true;
    return false;
  }
  bool has_level(std::int64_t unit) const {
    for (const auto& s : truth_.world_.units[std::size_t(unit) - 1])
      if (s.level == division_.level && (structure_.was ? s.from <= to_ && (!s.to || *s.to > from_)
                                                        : base::Interval{s.from, s.to}.contains(structure_.on)))
        return true;
    return false;
  }
  const Truth& truth_;
  Structure structure_;
  std::int64_t unit_;
  Division division_;
  base::Date from_, to_;
};

int years_lived(base::Date born, base::Date on) {
  const auto a = base::calendar_day(born), b = base::calendar_day(on);
  return b.year - a.year - (b.month < a.month || (b.month == a.month && b.day < a.day) ? 1 : 0);
}

std::string value_of(Trait trait, const members::MemberFact& m, const members::SpellFact& s, base::Date on) {
  const auto band = [&](std::optional<base::Date> since, std::vector<int> limits, std::vector<std::string> names) {
    if (!since) return std::string("unknown");
    std::size_t i = 0;
    while (i < limits.size() && years_lived(*since, on) >= limits[i]) ++i;
    return names[i];
  };
  switch (trait) {
    case Trait::gender:
      return std::string(base::enum_name(m.gender));
    case Trait::status:
      return std::string(base::enum_name(s.status));
    case Trait::focus_group:
      return std::string(base::enum_name(m.focus_group));
    case Trait::education:
      return m.education ? std::string(base::enum_name(*m.education)) : "unknown";
    case Trait::reason:
      return s.reason ? std::string(base::enum_name(*s.reason)) : "unknown";
    case Trait::ethnicity:
      return m.ethnicity.empty() ? "unknown" : m.ethnicity;
    case Trait::occupation:
      return m.occupation.empty() ? "unknown" : m.occupation;
    case Trait::age_band:
      return band(m.birth ? std::optional(m.birth->first()) : std::nullopt, {31, 41, 51, 61},
                  {"to_30", "31_40", "41_50", "51_60", "from_61"});
    default:
      return band(m.admitted, {10, 20, 30, 40, 50}, {"0_9", "10_19", "20_29", "30_39", "40_49", "from_50"});
  }
}

using Answer = std::map<std::string, std::int64_t>;  // "group|value|…|time" without zeros

Answer slow(const Truth& truth, const Grouping& grouping, Count count, const std::vector<Trait>& traits,
            const std::vector<base::Date>& points) {
  Answer out;
  const auto add = [&](const std::string& group, const members::MemberFact& m, const members::SpellFact& s,
                       base::Date on, std::size_t time) {
    if (group.empty()) return;
    std::string key = group;
    for (const auto trait : traits) key += "|" + value_of(trait, m, s, on);
    ++out[key + "|" + std::to_string(time)];
  };
  for (const auto& m : truth.members_) {
    if (count == Count::members) {
      for (std::size_t t = 0; t < points.size(); ++t)
        for (const auto& s : m.spells)
          if (base::Interval{s.from, s.to}.contains(points[t]))
            add(grouping.of(s.unit.value, points[t]), m, s, points[t], t);
      continue;
    }
    base::Date joined{};
    std::map<base::Date, Event> events;  // ends and beginnings
    for (std::size_t s = 0; s < m.spells.size(); ++s) {
      events[m.spells[s].from].after = int(s);
      if (m.spells[s].to) events[*m.spells[s].to].before = int(s);
    }
    for (std::size_t t = 0; t + 1 < points.size(); ++t)
      for (base::Date d = points[t]; d < points[t + 1]; ++d.days) {
        const base::Date last{points[t + 1].days - 1};
        const auto it = events.find(d);
        const base::Date day_before{d.days - 1};
        if (it == events.end()) {
          if (count != Count::reorganised_in && count != Count::reorganised_out) continue;
          for (const auto& s : m.spells)
            if (base::Interval{s.from, s.to}.contains(d)) {
              const auto a = grouping.of(s.unit.value, day_before), b = grouping.of(s.unit.value, d);
              if (a != b) add(count == Count::reorganised_in ? b : a, m, s, last, t);
            }
          continue;
        }
        const auto [day, before, after] = it->second;
        const auto* p = before >= 0 ? &m.spells[std::size_t(before)] : nullptr;
        const auto* c = after >= 0 ? &m.spells[std::size_t(after)] : nullptr;
        const auto was = p ? grouping.of(p->unit.value, day_before) : "", is = c ? grouping.of(c->unit.value, d) : "";
        const bool left = p && ends_membership(m, std::size_t(before));
        const bool admitted = c && (after == 0 || ends_membership(m, std::size_t(after) - 1));
        if (p && count == Count::recognitions && p->reason == EndReason::recognised) add(was, m, *p, last, t);
        if (left) {
          joined = {};
          for (std::size_t s = 0; s <= std::size_t(before); ++s)
            if (s == 0 || ends_membership(m, s - 1)) joined = m.spells[s].from;
          const auto j = base::calendar_day(joined);
          auto limit = base::make_date(j.year + 2, j.month, j.day);
          if (!limit) limit = base::make_date(j.year + 2, j.month, 28);
          if (count == Count::leavers) add(was, m, *p, last, t);
          if (count == Count::dropouts && p->status == members::Status::probationary) add(was, m, *p, last, t);
          if (count == Count::early_ends && d < *limit) add(was, m, *p, last, t);
        }
        if (admitted && count == Count::admissions) add(is, m, *c, last, t);
        // What is neither an end nor a beginning of a membership is a move.
        const bool out_of = p && !left, into = c && !admitted;
        if (!out_of && !into) continue;
        const auto from = out_of ? was : "", to = into ? is : "";
        if (from == to) continue;
        const auto* reason_of = out_of ? p : &m.spells[std::size_t(after) - 1];
        const bool reorganised = reason_of->reason == EndReason::reorganised || (out_of && into && p->unit == c->unit);
        const auto& seen = into ? *c : *p;
        if (count == (reorganised ? Count::reorganised_in : Count::transfers_in)) add(to, m, seen, last, t);
        if (count == (reorganised ? Count::reorganised_out : Count::transfers_out)) add(from, m, seen, last, t);
      }
  }
  return out;
}

Answer fast(const Picture& picture, const Perimeter& perimeter, const DatedTree& shape, Count count,
            const std::vector<Trait>& traits, const std::vector<base::Date>& points, Way way) {
  Times times;
  for (const auto p : points) times.points.push_back(day_of(p));
  const auto sums = tally(picture, perimeter, count, traits, times, way);
  const std::size_t slots = count == Count::members ? points.size() : points.size() - 1;
  std::vector<std::string> keys{""};
  for (const auto trait : traits) {
    std::vector<std::string> longer;
    for (const auto& key : keys)
      for (const auto& value : values_of(trait, picture)) longer.push_back(key + "|" + value);
    keys = std::move(longer);
  }
  Answer out;
  std::size_t at = 0;
  for (const auto unit : perimeter.units)
    for (const auto& key : keys)
      for (std::size_t t = 0; t < slots; ++t, ++at)
        if (sums[at]) out[(unit == nothing ? "?" : shape.unit(unit).code) + key + "|" + std::to_string(t)] = sums[at];
  RC_ASSERT(at == sums.size());
  return out;
}

members::Columns columns_of(const std::vector<members::MemberFact>& all) {
  members::Columns c;
  c.ethnicities = {"", "Tày", "Kinh"};
  c.occupations = {"", "Giáo viên"};
  c.first_spell.push_back(0);
  for (const auto& m : all) {
    c.id.push_back(std::uint32_t(m.id.value));
    c.birth.push_back(m.birth ? m.birth->first().days : members::no_day);
    c.admitted.push_back(m.admitted ? m.admitted->days : members::no_day);
    c.gender.push_back(std::uint8_t(m.gender));
    c.education.push_back(m.education ? std::uint8_t(*m.education) : members::no_value);
    c.focus_group.push_back(std::uint8_t(m.focus_group));
    c.standing.push_back(0);
    c.ethnicity.push_back(m.ethnicity == "Tày" ? 1 : m.ethnicity == "Kinh" ? 2 : 0);
    c.occupation.push_back(m.occupation.empty() ? 0 : 1);
    c.name.push_back(0);
    for (const auto& s : m.spells) {
      c.unit.push_back(std::uint32_t(s.unit.value));
      c.from.push_back(s.from.days);
      c.to.push_back(s.to ? s.to->days : members::no_day);
      c.status.push_back(std::uint8_t(s.status));
      c.reason.push_back(s.reason ? std::uint8_t(*s.reason) : members::no_value);
    }
    c.first_spell.push_back(std::uint32_t(c.unit.size()));
  }
  return c;
}

// The register as it was laid, then written to, then with another tree: what is true now, and the picture of it.
struct Register {
  World world;
  std::vector<members::MemberFact> all;
  members::Columns columns;
  Changed changed;  // since the columns
  Picture picture;

  explicit Register(std::uint64_t seed) : world(seed) {
    world.grow();
    for (int id = 1, n = world.pick(0, 60); id <= n; ++id) all.push_back(world.member(id));
    auto tree = std::make_shared<const DatedTree>(world.tree());
    columns = columns_of(all);
    picture = lay(tree, columns, {}, 1);
  }
  void write() {
    std::vector<members::MemberChange> changes;
    for (int n = world.pick(0, 5); n > 0; --n) {
      const auto id = std::int64_t(all.size()) + 1;
      if (all.empty() || world.coin(2)) {
        all.push_back(world.member(id));
        changes.push_back({std::nullopt, all.back()});
      } else {
        auto& m = all[std::size_t(world.pick(0, int(all.size()) - 1))];
        const auto before = m;
        m = world.member(m.id.value);
        changes.push_back({before, m});
      }
    }
    for (const auto& change : changes) changed[change.after->id.value] = change.after;
    picture = with_members(picture, changes, picture.version + 1);
  }
  // A unit comes, moves on some days of its own or another's life, begins or ends at another time, changes its code's
  // successors. True when only those who were there are cut again.
  bool change_tree() {
    const auto some = [&] { return std::size_t(world.pick(1, int(world.units.size()) - 1)); };
    for (int n = world.pick(1, 3); n > 0; --n) switch (world.pick(0, 4)) {
        case 0:
          world.add_unit(tree::UnitLevel::commune, world.pick(0, 30), world_days, {1});
          break;
        case 1:
          world.cells.push_back(std::int64_t(world.units.size()) + 1);
          world.add_unit(tree::UnitLevel::cell, world.pick(0, 30), world_days, {1});
          break;
        case 2:
          for (auto& span : world.units[some()])
            if (span.parent_id) span.parent_id = tree::UnitId{1};
          break;
        case 3: {
          auto& spans = world.units[some()];
          if (spans.size() > 1 && spans[1].from.days - spans[0].from.days > 1) {
            --spans[1].from.days;
            --spans[0].to->days;
          }
          break;
        }
        default: {
          auto& spans = world.units[some()];
          const auto middle = world.day(world.pick(5, 50));
          const auto last = spans.back();
          if (last.from >= middle || (last.to && *last.to <= middle)) break;
          spans.back().to = middle;
          spans.push_back(last);
          spans.back().from = middle;
          spans.back().parent_id = tree::UnitId{1};
        }
      }
    auto tree = std::make_shared<const DatedTree>(world.tree());
    if (auto next = with_tree(picture, tree, columns, changed, world.coin(4) ? 0 : 1000)) {
      picture = *next;
      return true;
    }
    picture = lay(tree, columns, changed, picture.version);
    return false;
  }
};

struct Asked {
  Structure structure;
  std::int64_t unit = 1;
  Division division;
  std::vector<base::Date> points;
};

Asked ask_something(World& world) {
  Asked a;
  std::set<int> days;
  for (int n = world.pick(2, 5); n > 0 || days.size() < 2; --n) days.insert(world.pick(-30, world_days + 5));
  for (const int d : days) a.points.push_back(world.day(d));
  a.structure = {world.coin(2), world.day(world.pick(0, world_days - 1))};
  a.unit = world.pick(1, int(world.units.size()));
  a.division.by = Division::By(world.pick(0, 2));
  a.division.level = world.coin(2) ? tree::UnitLevel::province : tree::UnitLevel::commune;
  return a;
}

Perimeter perimeter_of(const Picture& picture, const Asked& asked, Count count) {
  const auto& tree = *picture.tree;
  const auto unit = tree.find_id(asked.unit);
  const auto from = day_of(asked.points.front()), to = day_of(asked.points.back());
  if (asked.structure.was) return as_was(tree, unit, asked.division, count == Count::members ? from : before(from), to);
  const Restated restated(tree, day_of(asked.structure.on));
  return as_restated(tree, tree, restated, unit, asked.division, day_of(asked.structure.on));
}

constexpr Count counts[] = {Count::members,        Count::admissions,     Count::recognitions, Count::leavers,
                            Count::dropouts,       Count::early_ends,     Count::transfers_in, Count::transfers_out,
                            Count::reorganised_in, Count::reorganised_out};

void compare(Register& r) {
  auto asked = ask_something(r.world);
  const Truth truth(r.world, r.all);
  if (!asked.structure.was && !truth.lives(asked.unit, asked.structure.on)) return;
  for (int tries = 0; tries < 3; ++tries) {
    const auto count = counts[r.world.pick(0, int(std::size(counts)) - 1)];
    std::vector<Trait> traits;
    for (int n = r.world.pick(0, 2); n > 0; --n) {
      const auto trait = Trait(r.world.pick(0, 8));
      if (std::find(traits.begin(), traits.end(), trait) != traits.end()) continue;
      if (trait == Trait::reason && count != Count::leavers && count != Count::dropouts) continue;
      traits.push_back(trait);
    }
    const base::Date from{count == Count::members ? asked.points.front().days : asked.points.front().days - 1};
    const Grouping grouping(truth, asked.structure, asked.unit, asked.division, from, asked.points.back());
    const auto perimeter = perimeter_of(r.picture, asked, count);
    const auto expected = slow(truth, grouping, count, traits, asked.points);
    for (const auto way : {Way::pass, Way::index}) {
      const auto got = fast(r.picture, perimeter, *r.picture.tree, count, traits, asked.points, way);
      if (got != expected) {
        std::ostringstream said;
        said << "count " << base::enum_name(count) << (way == Way::index ? " by index" : " by pass") << " unit "
             << asked.unit << " division " << int(asked.division.by) << " was " << asked.structure.was << '\n';
        for (const auto& [k, v] : expected) said << "  true " << k << " = " << v << '\n';
        for (const auto& [k, v] : got) said << "  told " << k << " = " << v << '\n';
        RC_FAIL(said.str());
      }
    }
  }
}

TEST(StatisticsProperties, TheEngineEqualsASlowRecomputation) {
  int kept = 0, laid = 0;
  property::check(100, [&](std::uint64_t seed) {
    Register r(seed);
    for (int i = 0; i < 3; ++i) compare(r);
    for (int i = 0; i < 3; ++i) {
      r.write();
      compare(r);
      (r.change_tree() ? kept : laid) += 1;
      compare(r);
    }
    r.write();
    for (int i = 0; i < 2; ++i) compare(r);
  });
  EXPECT_GT(kept, 0);
  EXPECT_GT(laid, 0);
}

TEST(StatisticsProperties, TheMovementBalancesForEveryUnitInEveryStructure) {
  property::check(60, [](std::uint64_t seed) {
    Register r(seed);
    r.write();
    r.change_tree();
    r.write();
    auto asked = ask_something(r.world);
    asked.division = {};
    asked.points = {asked.points.front(), asked.points.back()};
    const Truth truth(r.world, r.all);
    for (std::int64_t unit = 1; unit <= std::int64_t(r.world.units.size()); ++unit) {
      asked.unit = unit;
      if (!asked.structure.was && !truth.lives(unit, asked.structure.on)) continue;
      const auto perimeter = perimeter_of(r.picture, asked, Count::admissions);
      const auto of = [&](Count count) {
        const Times times{{day_of(asked.points[0]), day_of(asked.points[1])}};
        return tally(r.picture, perimeter, count, {}, times)[0];
      };
      const auto state = [&](base::Date on) {
        return tally(r.picture, perimeter, Count::members, {}, Times{{day_of(on)}})[0];
      };
      RC_ASSERT(state({asked.points[0].days - 1}) + of(Count::admissions) + of(Count::transfers_in) +
                    of(Count::reorganised_in) - of(Count::leavers) - of(Count::transfers_out) -
                    of(Count::reorganised_out) ==
                state({asked.points[1].days - 1}));
    }
  });
}

}  // namespace
}  // namespace statistics
