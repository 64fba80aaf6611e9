#include "modules/members/columns_builder.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "base/name_order.h"
#include "modules/members/id_lists.h"

namespace members {
namespace {

// The places of distinct texts in the order of base::name_order; equal keys by the text.
std::vector<std::uint32_t> by_name_order(const Words& names) {
  std::vector<std::string> keys;
  keys.reserve(names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) keys.push_back(base::name_order(names.at(i)));
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) {
    const int compared = keys[a].compare(keys[b]);
    return compared != 0 ? compared < 0 : names.at(a) < names.at(b);
  });
  return order;
}

std::vector<std::string> texts_of(const Words& words) {
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < words.size(); ++i) texts.emplace_back(words.at(i));
  return texts;
}

template <class E>
std::uint8_t value_of(const std::optional<E>& value) {
  return value ? std::uint8_t(*value) : no_value;
}
std::int32_t day_of(const std::optional<base::Date>& day) { return day ? day->days : no_day; }
std::optional<base::Date> date_of(std::int32_t day) {
  return day == no_day ? std::nullopt : std::optional(base::Date{day});
}
template <class E>
std::optional<E> enumerator_of(std::uint8_t value) {
  return value == no_value ? std::nullopt : std::optional(E(value));
}

// The texts of an enumeration, found without making a string.
template <class E>
std::uint8_t parse_value(std::string_view text) {
  static const auto names = [] {
    std::vector<std::string_view> list;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { list.push_back(d.name); });
    return list;
  }();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return std::uint8_t(i);
  return no_value;
}

std::int32_t read_day(const platform::Rows& rows, int column) {
  if (rows.is_null(column)) return no_day;
  const auto text = rows.text(column);
  if (const auto day = base::parse_iso_date(text)) return day->days;
  const auto partial = base::parse_partial_date(text);
  return partial ? partial->first().days : no_day;
}

constexpr std::int64_t piece = 100'000;  // ids read at once: PostgreSQL gives an answer whole

class Loader {
 public:
  Loader(platform::Transaction& tx, std::int64_t batch) : tx_(tx) {
    tx.each(
        "SELECT id FROM members_batch WHERE (state <> 'live' AND id <> ?) OR (state = 'live' AND id = ?)",
        [&](platform::Row row) { unseen_.insert(row.get<std::int64_t>(0)); }, batch, batch);
  }

  Columns load() {
    const auto version = this->version();
    const auto last = tx_.find<std::int64_t>("SELECT MAX(id) FROM members_member").value_or(0);
    load_spells();
    for (std::int64_t at = 0; at < last; at += piece) load_members(at, at + piece);
    return builder_.finish(version);
  }

  Columns load_over(const Columns& before, const std::vector<std::int64_t>& ids) {
    const auto version = this->version();
    each_of(tx_, select_spells, "member_id", "", ids, [&](const platform::Rows& rows) { take_spell(rows); });
    std::size_t at = 0;
    const auto copy_until = [&](std::int64_t id) {
      const auto end = std::lower_bound(before.id.begin() + std::ptrdiff_t(at), before.id.end(), id);
      const auto place = std::size_t(end - before.id.begin());
      builder_.add(before, at, place);
      at = place + (end != before.id.end() && *end == id);
    };
    auto next = ids.begin();
    each_of(tx_, select_members, "id", " ORDER BY id", ids, [&](const platform::Rows& rows) {
      for (; next != ids.end() && *next <= rows.integer(0); ++next) copy_until(*next);
      take_member(rows);
    });
    for (; next != ids.end(); ++next) copy_until(*next);
    builder_.add(before, at, before.id.size());
    return builder_.finish(version);
  }

 private:
  static constexpr const char *select_spells =
                                  "SELECT member_id, unit_id, from_date, to_date, status, reason, batch_id "
                                  "FROM members_spell",
                              *select_members =
                                  "SELECT id, birth_date, admitted_on, gender, education, focus_group, "
                                  "standing, ethnicity, occupation, full_name, batch_id FROM "
                                  "members_member";

  std::int64_t version() { return tx_.find<std::int64_t>("SELECT version FROM members_state").value_or(0); }

  // In the order in which they lie in the store, which is faster than that of members.
  void load_spells() {
    const auto last = tx_.find<std::int64_t>("SELECT MAX(id) FROM members_spell").value_or(0);
    for (std::int64_t at = 0; at < last; at += piece)
      for (auto rows = tx_.query(select_spells + std::string(" WHERE id > ? AND id <= ?"), at, at + piece);
           rows->next();)
        take_spell(*rows);
  }
  void take_spell(const platform::Rows& rows) {
    if (unseen_.contains(rows.integer(6))) return;
    const auto member = std::uint32_t(rows.integer(0));
    if (member >= first_.size()) first_.resize(std::max<std::size_t>(member + 1, first_.size() * 2), none);
    spells_.push_back({{std::uint32_t(rows.integer(1)), read_day(rows, 2), read_day(rows, 3),
                        parse_value<Status>(rows.text(4)), parse_value<EndReason>(rows.text(5))},
                       std::exchange(first_[member], std::uint32_t(spells_.size()))});
  }

  void load_members(std::int64_t after, std::int64_t until) {
    for (auto rows = tx_.query(select_members + std::string(" WHERE id > ? AND id <= ? ORDER BY id"), after, until);
         rows->next();)
      take_member(*rows);
  }
  void take_member(const platform::Rows& rows) {
    if (unseen_.contains(rows.integer(10))) return;
    add_member(rows);
    add_spells(std::size_t(rows.integer(0)));
  }

  void add_member(const platform::Rows& rows) {
    builder_.add(ColumnsBuilder::Row{std::uint32_t(rows.integer(0)), read_day(rows, 1), read_day(rows, 2),
                                     parse_value<Gender>(rows.text(3)), parse_value<Education>(rows.text(4)),
                                     parse_value<FocusGroup>(rows.text(5)), parse_value<Standing>(rows.text(6)),
                                     rows.text(7), rows.text(8), rows.text(9)});
  }
  void add_spells(std::size_t member) {
    own_.clear();
    for (auto at = member < first_.size() ? first_[member] : none; at != none; at = spells_[at].before)
      own_.push_back(spells_[at].spell);
    std::sort(own_.begin(), own_.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    for (const auto& spell : own_) builder_.add(spell);
  }

  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Chained {
    ColumnsBuilder::Spell spell;
    std::uint32_t before = none;  // another of the same member
  };
  std::vector<Chained> spells_;
  std::vector<std::uint32_t> first_;  // by member
  std::vector<ColumnsBuilder::Spell> own_;
  platform::Transaction& tx_;
  ColumnsBuilder builder_;
  std::unordered_set<std::int64_t> unseen_;
};

}  // namespace

ColumnsBuilder::ColumnsBuilder() {
  ethnicities_.add("");
  occupations_.add("");
}

void ColumnsBuilder::add(const Row& member) {
  columns_.first_spell.push_back(std::uint32_t(columns_.unit.size()));
  columns_.id.push_back(member.id);
  columns_.birth.push_back(member.birth);
  columns_.admitted.push_back(member.admitted);
  columns_.gender.push_back(member.gender);
  columns_.education.push_back(member.education);
  columns_.focus_group.push_back(member.focus_group);
  columns_.standing.push_back(member.standing);
  columns_.ethnicity.push_back(std::uint16_t(std::min(ethnicities_.add(member.ethnicity), 65535u)));
  columns_.occupation.push_back(std::uint16_t(std::min(occupations_.add(member.occupation), 65535u)));
  columns_.name.push_back(names_.add(member.name));
}

void ColumnsBuilder::add(const Spell& spell) {
  columns_.unit.push_back(spell.unit);
  columns_.from.push_back(spell.from);
  columns_.to.push_back(spell.to);
  columns_.status.push_back(spell.status);
  columns_.reason.push_back(spell.reason);
}

void ColumnsBuilder::add(const MemberFact& m) {
  add(Row{std::uint32_t(m.id.value), m.birth ? m.birth->first().days : no_day, day_of(m.admitted),
          std::uint8_t(m.gender), value_of(m.education), std::uint8_t(m.focus_group), std::uint8_t(m.standing),
          m.ethnicity, m.occupation, m.full_name});
  for (const auto& s : m.spells)
    add(Spell{std::uint32_t(s.unit.value), s.from.days, day_of(s.to), std::uint8_t(s.status), value_of(s.reason)});
}

void ColumnsBuilder::add(const Columns& c, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    add(Row{c.id[i], c.birth[i], c.admitted[i], c.gender[i], c.education[i], c.focus_group[i], c.standing[i],
            c.ethnicities[c.ethnicity[i]], c.occupations[c.occupation[i]], c.names[c.name[i]]});
    for (auto s = c.first_spell[i]; s < c.first_spell[i + 1]; ++s)
      add(Spell{c.unit[s], c.from[s], c.to[s], c.status[s], c.reason[s]});
  }
}

Columns ColumnsBuilder::finish(std::int64_t version) {
  columns_.version = version;
  columns_.first_spell.push_back(std::uint32_t(columns_.unit.size()));
  columns_.ethnicities = texts_of(ethnicities_);
  columns_.occupations = texts_of(occupations_);
  const auto order = by_name_order(names_);
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    columns_.names.emplace_back(names_.at(order[i]));
  }
  for (auto& name : columns_.name) name = place[name];
  return std::move(columns_);
}

MemberFact fact_at(const Columns& c, std::size_t i) {
  MemberFact m;
  m.id = MemberId{c.id[i]};
  m.full_name = c.names[c.name[i]];
  m.gender = enumerator_of<Gender>(c.gender[i]).value_or(Gender::female);
  if (const auto birth = date_of(c.birth[i])) {
    const auto day = base::calendar_day(*birth);
    m.birth = base::PartialDate{day.year, day.month, day.day};
  }
  m.ethnicity = c.ethnicities[c.ethnicity[i]];
  m.education = enumerator_of<Education>(c.education[i]);
  m.occupation = c.occupations[c.occupation[i]];
  m.focus_group = enumerator_of<FocusGroup>(c.focus_group[i]).value_or(FocusGroup::none);
  m.admitted = date_of(c.admitted[i]);
  m.standing = enumerator_of<Standing>(c.standing[i]).value_or(Standing::active);
  for (auto s = c.first_spell[i]; s < c.first_spell[i + 1]; ++s)
    m.spells.push_back({tree::UnitId{c.unit[s]}, Status(c.status[s]), base::Date{c.from[s]}, date_of(c.to[s]),
                        enumerator_of<EndReason>(c.reason[s])});
  return m;
}

std::optional<std::size_t> place_of(const Columns& columns, MemberId member) {
  const auto found = std::lower_bound(columns.id.begin(), columns.id.end(), member.value);
  if (found == columns.id.end() || *found != member.value) return std::nullopt;
  return std::size_t(found - columns.id.begin());
}

Columns load_columns(platform::Transaction& tx, std::int64_t batch) { return Loader(tx, batch).load(); }

Columns load_columns_over(platform::Transaction& tx, std::int64_t batch, const Columns& before,
                          const std::vector<std::int64_t>& ids) {
  return Loader(tx, batch).load_over(before, ids);
}

Columns changed_columns(const Columns& columns, const std::map<std::int64_t, std::optional<MemberFact>>& now,
                        std::int64_t version) {
  ColumnsBuilder builder;
  std::size_t at = 0;
  for (const auto& [id, fact] : now) {
    const auto end = std::size_t(std::lower_bound(columns.id.begin(), columns.id.end(), id) - columns.id.begin());
    builder.add(columns, at, end);
    at = end < columns.id.size() && columns.id[end] == id ? end + 1 : end;
    if (fact) builder.add(*fact);
  }
  builder.add(columns, at, columns.id.size());
  return builder.finish(version);
}

}  // namespace members
