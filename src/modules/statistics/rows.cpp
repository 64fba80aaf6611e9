#include "modules/statistics/rows.h"

#include <thread>

namespace statistics {
namespace {

std::uint16_t fixed_traits(std::uint8_t gender, std::uint8_t education, std::uint8_t focus_group) {
  const auto known = education == members::no_value ? Traits::unknown_education : std::uint16_t(education);
  const auto focus = focus_group == members::no_value ? std::uint8_t(members::FocusGroup::none) : focus_group;
  return std::uint16_t((gender & 1) | (known & 15) << 2 | (focus & 3) << 6);
}

Day day_or_unknown(std::int32_t days) { return days == members::no_day ? open_day : day_of(days); }

// What the numbers of one list are in another.
std::vector<std::uint16_t> translate(const std::vector<std::string>& texts, Words& words) {
  std::vector<std::uint16_t> out;
  out.reserve(texts.size());
  for (const auto& text : texts) out.push_back(words.number(text));
  return out;
}

}  // namespace

bool within_24_months(std::int32_t from, std::int32_t to) {
  if (to - from > 732) return false;
  const auto begun = base::calendar_day({from});
  auto limit = base::make_date(begun.year + 2, begun.month, begun.day);
  if (!limit) limit = base::make_date(begun.year + 2, begun.month, 28);
  return !limit || to < limit->days;
}

std::uint16_t Words::number(std::string_view text) {
  const auto it = numbers_.find(text);
  if (it != numbers_.end()) return it->second;
  if (texts_.size() > 65534) return 0;
  const auto number = std::uint16_t(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(text, number);
  return number;
}

Person make_person(const DatedTree& tree, const members::MemberFact& member, Words& ethnicities, Words& occupations) {
  Person person;
  person.fixed =
      fixed_traits(std::uint8_t(member.gender), member.education ? std::uint8_t(*member.education) : members::no_value,
                   std::uint8_t(member.focus_group));
  if (member.birth) person.birth = day_of(member.birth->first());
  if (member.admitted) person.admitted = day_of(*member.admitted);
  person.ethnicity = ethnicities.number(member.ethnicity);
  person.occupation = occupations.number(member.occupation);
  for (const auto& spell : member.spells) {
    const auto unit = tree.find_id(spell.unit.value);
    if (unit == nothing) continue;
    person.stays.push_back({unit, spell.from.days, spell.to ? spell.to->days : members::no_day,
                            std::uint8_t(spell.status),
                            spell.reason ? std::uint8_t(*spell.reason) : members::no_value});
  }
  return person;
}

People::People(const DatedTree& tree, const members::Columns& columns, Words& ethnicities, Words& occupations)
    : tree_(tree),
      columns_(columns),
      peoples_(translate(columns.ethnicities, ethnicities)),
      works_(translate(columns.occupations, occupations)) {}

const Person& People::at(std::size_t m) {
  const auto& c = columns_;
  person_.fixed = fixed_traits(c.gender[m], c.education[m], c.focus_group[m]);
  person_.birth = day_or_unknown(c.birth[m]);
  person_.admitted = day_or_unknown(c.admitted[m]);
  person_.ethnicity = peoples_[c.ethnicity[m]];
  person_.occupation = works_[c.occupation[m]];
  person_.stays.clear();
  for (auto s = c.first_spell[m]; s < c.first_spell[m + 1]; ++s)
    if (const auto unit = tree_.find_id(c.unit[s]); unit != nothing)
      person_.stays.push_back({unit, c.from[s], c.to[s], c.status[s], c.reason[s]});
  return person_;
}

template <class F>
void Rows::each_person(const DatedTree& tree, const members::Columns& c,
                       const std::map<std::int64_t, std::optional<members::MemberFact>>& since, Part& part, F&& f) {
  People people(tree, c, ethnicities, occupations);
  auto change = part.first == 0 ? since.begin() : since.lower_bound(c.id[part.first]);
  const auto changed_until = [&](std::int64_t id) {
    for (; change != since.end() && change->first < id; ++change) {
      if (change->second) f(make_person(tree, *change->second, ethnicities, occupations));
    }
  };
  for (std::size_t m = part.first; m < part.last; ++m) {
    changed_until(c.id[m]);
    if (change != since.end() && change->first == c.id[m]) continue;
    f(people.at(m));
  }
  changed_until(part.last == c.id.size() ? std::numeric_limits<std::int64_t>::max() : c.id[part.last]);
}

// From how many rows each part has of each place to where its first one goes.
void Rows::place_rows(std::vector<Part>& parts) {
  std::uint32_t at = 0;
  for (std::size_t place = 0; place + 1 < first_row.size(); ++place) {
    first_row[place] = at;
    for (auto& part : parts) {
      const auto count = part.next[place];
      part.next[place] = at;
      at += count;
    }
  }
  first_row.back() = at;
}

Rows::Rows(const DatedTree& tree, const members::Columns& columns,
           const std::map<std::int64_t, std::optional<members::MemberFact>>& since) {
  constexpr std::size_t many = 100'000;
  const std::size_t members = columns.id.size();
  std::vector<Part> parts(members < many ? 1 : 2);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].first = members * i / parts.size();
    parts[i].last = members * (i + 1) / parts.size();
    parts[i].next.assign(tree.place_count(), 0);
  }
  const auto in_parts = [&](auto&& f) {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < parts.size(); ++i) others.emplace_back([&f, &part = parts[i]] { f(part); });
    f(parts.front());
    for (auto& other : others) other.join();
  };
  // The words first, so that the parts only look them up.
  translate(columns.ethnicities, ethnicities);
  translate(columns.occupations, occupations);
  for (const auto& [id, member] : since)
    if (member) make_person(tree, *member, ethnicities, occupations);
  first_row.assign(tree.place_count() + 1, 0);
  in_parts([&](Part& part) {
    each_person(tree, columns, since, part, [&](const Person& person) {
      cut(
          tree, person, [&](std::uint32_t place, const Row&) { return ++part.next[place]; }, [](const Move&) {});
    });
  });
  place_rows(parts);
  std::vector<Row> laid(first_row.back());  // whole rows first, so that each is one write
  in_parts([&](Part& part) {
    each_person(tree, columns, since, part, [&](const Person& person) {
      cut(
          tree, person,
          [&](std::uint32_t place, const Row& row) {
            laid[part.next[place]] = row;
            return part.next[place]++;
          },
          [&](const Move& move) { part.moves.push_back(move); });
    });
  });
  for (auto& part : parts) {
    moves.insert(moves.end(), part.moves.begin(), part.moves.end());
    part = {};
  }
  const auto column = [&](auto& out, auto field) {
    out.resize(laid.size());
    for (std::size_t i = 0; i < laid.size(); ++i) out[i] = laid[i].*field;
  };
  column(from, &Row::from);
  column(to, &Row::to);
  column(traits, &Row::traits);
  column(birth, &Row::birth);
  column(admitted, &Row::admitted);
  column(ethnicity, &Row::ethnicity);
  column(occupation, &Row::occupation);
  laid = {};
  moves.shrink_to_fit();
  std::stable_sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) { return a.day < b.day; });
  index();
}

void Rows::index() {
  const auto symbols = [&](const std::vector<Day>& days, auto&& sort) {
    std::vector<std::uint32_t> out(size());
    for (std::size_t i = 0; i < size(); ++i)
      out[i] = std::uint32_t(sort(traits[i])) << 17 | std::uint32_t(Traits::gender(traits[i])) << 16 | days[i];
    return out;
  };
  std::thread other(
      [&] { begins = DayIndex(symbols(from, [](std::uint16_t t) { return (t & Traits::admission_bit) != 0; }), 18); });
  ends = DayIndex(symbols(to, [](std::uint16_t t) { return is_leaver(Traits::ending(t)); }), 18);
  other.join();
}

std::size_t Rows::bytes() const {
  return size() * sizeof(Row) + begins.bytes() + ends.bytes() + moves.capacity() * sizeof(Move) +
         first_row.capacity() * sizeof(std::uint32_t);
}

}  // namespace statistics
