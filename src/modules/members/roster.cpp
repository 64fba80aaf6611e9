#include "modules/members/roster.h"

#include <algorithm>
#include <numeric>

#include "base/name_order.h"
#include "base/text.h"
#include "modules/members/home.h"
#include "platform/crypto/crypto.h"

namespace members {
namespace {

constexpr std::int64_t most_of_roster = 1000;
constexpr std::size_t most_scopes = 64;  // remembered

struct Stay {
  std::uint32_t unit = 0;  // 0: none ever
  std::uint8_t status = no_value;
  bool current = false;
};

Stay home_of(const Columns& c, std::size_t place, std::int32_t on) {
  Home home(on);
  Stay stay;
  for (auto s = c.first_spell[place]; s < c.first_spell[place + 1] && home.add(c.unit[s], c.from[s]); ++s)
    stay = {c.unit[s], c.status[s], c.from[s] <= on && on < c.to[s]};
  return stay;
}

Stay home_of(const MemberFact& m, std::int32_t on) {
  Home home(on);
  Stay stay;
  for (const auto& s : m.spells)
    if (home.add(s.unit.value, s.from.days))
      stay = {std::uint32_t(s.unit.value), std::uint8_t(s.status), s.from.days <= on && (!s.to || on < s.to->days)};
  return stay;
}

// " nguyen van hung": a word begins behind a blank.
std::string folded_name(std::string_view name) { return " " + base::fold(name); }

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = base::fold(base::squeeze(text));
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(" " + folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool has_words(std::string_view folded, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return folded.find(word) != std::string_view::npos; });
}

bool is_root(const identity::Scope& scope) {
  return scope.everything || (scope.paths.size() == 1 && scope.paths[0].find('/', 1) == scope.paths[0].size() - 1);
}

using Position = Roster::Position;

Position position_of(std::string name, std::uint32_t id) {
  auto key = base::name_order(name);
  return {std::move(key), std::move(name), id};
}

std::string cursor_of(const Position& last) {
  return platform::to_base64url(std::to_string(last.id) + ":" + last.name);
}

Position read_cursor(const std::string& cursor) {
  const auto text = platform::from_base64url(cursor);
  const auto colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos || colon == 0 || colon > 10 || text->find_first_not_of("0123456789") != colon ||
      !base::is_valid_utf8(*text))
    throw base::Error(base::ErrorKind::invalid, "members.cursor").at_field("cursor");
  return position_of(text->substr(colon + 1), std::uint32_t(std::stoull(text->substr(0, colon))));
}

template <class E>
bool meets(const std::optional<E>& wished, std::uint8_t value) {
  return !wished || std::uint8_t(*wished) == value;
}

}  // namespace

// All of one state of the register, in the order of names, as of one day.
struct Roster::Names {
  std::shared_ptr<const Columns> columns;
  std::int32_t on = 0;
  std::vector<std::string> folded;   // of each distinct name
  std::vector<std::uint32_t> first;  // members of name n: [first[n], first[n + 1])
  std::vector<std::uint32_t> place;  // in columns
  std::vector<std::uint32_t> unit;   // of the home
  std::vector<std::uint8_t> status;  // in the home; no_value where membership has ended

  Names(std::shared_ptr<const Columns> given, std::int32_t day) : columns(std::move(given)), on(day) {
    const auto& c = *columns;
    for (const auto& name : c.names) folded.push_back(folded_name(name));
    first.assign(c.names.size() + 1, 0);
    for (const auto name : c.name) ++first[name + 1];
    for (std::size_t n = 0; n < c.names.size(); ++n) first[n + 1] += first[n];
    place.resize(c.id.size());
    unit.resize(c.id.size());
    status.resize(c.id.size());
    auto free = first;
    for (std::size_t i = 0; i < c.id.size(); ++i) {
      const auto at = free[c.name[i]]++;
      const auto home = home_of(c, i, day);
      place[at] = std::uint32_t(i);
      unit[at] = home.unit;
      status[at] = home.current ? home.status : no_value;
    }
  }

  // Those of name n, without some.
  void add_to(std::vector<Namesake>& all, std::uint32_t n, const std::unordered_set<std::uint32_t>& without) const {
    for (auto at = first[n]; at < first[n + 1]; ++at)
      if (const auto id = columns->id[place[at]]; without.empty() || !without.contains(id))
        all.push_back({id, columns->birth[place[at]], unit[at]});
  }
};

// One member that was written since.
struct Roster::Entry {
  std::optional<MemberFact> fact;
  Position position;
  std::string folded;
};

// One look through the roster.
struct Roster::Search {
  const RosterQuery& query;
  std::vector<std::string> words;
  const Units* units = nullptr;  // null: all
  std::optional<Position> after;

  bool holds(std::uint32_t unit, std::uint8_t status) const {
    if ((status == no_value) != query.ended || (query.status && !query.ended && !meets(query.status, status)))
      return false;
    return !units || (unit < units->size() && (*units)[unit]);
  }
  bool holds(const Columns& c, std::size_t i) const {
    return meets(query.standing, c.standing[i]) && meets(query.gender, c.gender[i]) &&
           meets(query.education, c.education[i]) && meets(query.focus_group, c.focus_group[i]);
  }
  bool holds(const Entry& entry, std::int32_t on) const {
    if (!entry.fact) return false;
    const auto& m = *entry.fact;
    const auto home = home_of(m, on);
    return holds(home.unit, home.current ? home.status : no_value) && meets(query.standing, std::uint8_t(m.standing)) &&
           meets(query.gender, std::uint8_t(m.gender)) && (!query.education || query.education == m.education) &&
           meets(query.focus_group, std::uint8_t(m.focus_group)) && has_words(entry.folded, words) &&
           (!after || *after < entry.position);
  }
};

Roster::Roster(const tree::Tree& tree, const platform::Clock& clock) : tree_(tree), clock_(clock) {}
Roster::~Roster() = default;

std::shared_ptr<const Roster::Units> Roster::units_of(platform::Transaction& tx, const identity::Scope& scope) const {
  if (is_root(scope)) return nullptr;
  std::string key;
  for (const auto& path : scope.paths) key += path + " ";
  const auto version = tree_.version(tx);
  {
    const std::lock_guard lock(units_mutex_);
    if (version != units_version_ || units_.size() >= most_scopes) units_.clear();
    units_version_ = version;
    if (const auto found = units_.find(key); found != units_.end()) return found->second;
  }
  auto units = std::make_shared<Units>();
  platform::Bindings bindings;
  const std::string where = scope.condition("s", bindings);
  for (auto r = tx.query_values("SELECT s.unit_id FROM tree_scope s WHERE " + where, bindings.values()); r->next();) {
    const auto unit = std::size_t(r->integer(0));
    if (unit >= units->size()) units->resize(unit + unit / 2 + 1);
    (*units)[unit] = true;
  }
  const std::lock_guard lock(units_mutex_);
  if (version == units_version_) units_[key] = units;
  return units;
}

// Homes are of a day: at a new one they are looked up again.
std::shared_ptr<const Roster::Names> Roster::names_of_today() const {
  const auto today = clock_.today().days;
  std::shared_ptr<const Names> names;
  {
    const std::shared_lock lock(mutex_);
    names = names_;
  }
  if (!names || names->on == today) return names;
  auto fresh = std::make_shared<const Names>(names->columns, today);
  const std::unique_lock lock(mutex_);
  if (names_ == names) names_ = fresh;
  return names_;
}

RosterPage Roster::find(platform::Transaction& tx, const RosterQuery& query, const std::string& after,
                        int limit) const {
  Search search{query, folded_words(query.words), nullptr, {}};
  if (!after.empty()) search.after = read_cursor(after);
  const auto units = units_of(tx, query.scope);
  search.units = units.get();
  names_of_today();
  RosterPage page;
  const std::shared_lock lock(mutex_);
  if (!names_) return page;
  const Names& names = *names_;
  const Columns& c = *names.columns;
  std::vector<const Entry*> written;
  for (const auto& [id, entry] : written_)
    if (search.holds(entry, names.on)) written.push_back(&entry);
  std::sort(written.begin(), written.end(), [](const auto* a, const auto* b) { return a->position < b->position; });
  std::optional<Position> last;
  const auto take = [&](std::uint32_t id, const auto& position) {
    if (++page.count > most_of_roster) return false;
    if (std::int64_t(page.members.size()) < limit) {
      page.members.push_back(MemberId{id});
      if (std::int64_t(page.members.size()) == limit) last = position();
    }
    return true;
  };
  std::size_t name = 0;
  if (search.after)
    name = std::size_t(std::lower_bound(c.names.begin(), c.names.end(), *search.after,
                                        [](const auto& text, const Position& p) {
                                          return std::pair(base::name_order(text), text) < std::pair(p.key, p.name);
                                        }) -
                       c.names.begin());
  auto beside = written.begin();
  bool room = true;
  for (; room && name < c.names.size(); ++name) {
    if (!has_words(names.folded[name], search.words)) continue;
    std::optional<std::string> key;  // only where something was written
    for (auto at = names.first[name]; room && at < names.first[name + 1]; ++at) {
      const auto id = c.id[names.place[at]];
      if (!search.holds(names.unit[at], names.status[at]) || !search.holds(c, names.place[at])) continue;
      if (search.after && c.names[name] == search.after->name && id <= search.after->id) continue;
      if (!written_.empty() && written_.contains(id)) continue;
      const auto position = [&] { return position_of(c.names[name], id); };
      if (beside != written.end()) {
        const auto here = position();
        for (; room && beside != written.end() && (*beside)->position < here; ++beside)
          room = take((*beside)->position.id, [&] { return (*beside)->position; });
      }
      room = room && take(id, position);
    }
  }
  for (; room && beside != written.end(); ++beside)
    room = take((*beside)->position.id, [&] { return (*beside)->position; });
  page.capped = page.count > most_of_roster;
  page.count = std::min(page.count, most_of_roster);
  if (last && page.count > limit) page.next = cursor_of(*last);
  return page;
}

Roster::Beside Roster::beside(std::int32_t on) const {
  Beside beside;
  const std::shared_lock lock(mutex_);
  for (const auto& [id, entry] : written_) {
    beside.ids.insert(id);
    if (entry.fact)
      beside.namesakes[entry.folded].push_back(
          {id, entry.fact->birth ? entry.fact->birth->first().days : no_day, home_of(*entry.fact, on).unit});
  }
  return beside;
}

std::vector<Roster::Namesake> Roster::list_namesakes(std::string_view name) const {
  const auto names = names_of_today();
  if (!names) return {};
  auto beside = this->beside(names->on);
  const auto folded = folded_name(base::squeeze(name));
  std::vector<Namesake> all = std::move(beside.namesakes[folded]);
  for (std::uint32_t n = 0; n < names->folded.size(); ++n)
    if (names->folded[n] == folded) names->add_to(all, n, beside.ids);
  return all;
}

bool Roster::each_namesakes(const Namesakes& f) const {
  const auto names = names_of_today();
  if (!names) return false;
  auto beside = this->beside(names->on);
  std::vector<std::uint32_t> order(names->folded.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return names->folded[a] < names->folded[b]; });
  const auto total = std::int64_t(order.size());
  std::vector<Namesake> group;
  for (std::size_t at = 0; at < order.size();) {
    const auto& folded = names->folded[order[at]];
    group.clear();
    for (; at < order.size() && names->folded[order[at]] == folded; ++at) names->add_to(group, order[at], beside.ids);
    if (const auto written = beside.namesakes.find(folded); written != beside.namesakes.end()) {
      group.insert(group.end(), written->second.begin(), written->second.end());
      beside.namesakes.erase(written);
    }
    if (group.size() > 1) f(group, std::int64_t(at), total);
  }
  for (auto& [folded, written] : beside.namesakes)
    if (written.size() > 1) f(written, total, total);
  return true;
}

void Roster::prepare(std::shared_ptr<const Columns> next) {
  auto names = std::make_shared<const Names>(std::move(next), clock_.today().days);
  const std::unique_lock lock(mutex_);
  next_ = std::move(names);
}

void Roster::forget() {
  std::shared_ptr<const Names> unseen;  // let go of without the lock
  const std::unique_lock lock(mutex_);
  unseen.swap(next_);
}

void Roster::replaced(platform::Transaction& tx) {
  tx.on_commit([this] {
    const std::unique_lock lock(mutex_);
    names_ = std::move(next_);
    written_.clear();
  });
}

void Roster::changed(platform::Transaction& tx, std::int64_t, const std::vector<MemberChange>& changes) {
  std::vector<std::pair<std::uint32_t, Entry>> entries;
  for (const auto& change : changes) {
    const auto id = std::uint32_t(change.after ? change.after->id.value : change.before->id.value);
    Entry entry{change.after, {}, {}};
    if (entry.fact) {
      entry.position = position_of(entry.fact->full_name, id);
      entry.folded = folded_name(entry.fact->full_name);
    }
    entries.emplace_back(id, std::move(entry));
  }
  tx.on_commit([this, entries = std::move(entries)] {
    const std::unique_lock lock(mutex_);
    if (!names_) return;  // nobody was shown the register
    for (const auto& [id, entry] : entries) written_.insert_or_assign(id, entry);
  });
}

}  // namespace members
