#include "modules/statistics/counting.h"

#include "modules/statistics/pass.h"

namespace statistics {
namespace {

constexpr int age_from[] = {31, 41, 51, 61};  // years that begin the second band and those after
constexpr int party_age_from[] = {10, 20, 30, 40, 50};
const std::vector<std::string> age_bands{"to_30", "31_40", "41_50", "51_60", "from_61", "unknown"};
const std::vector<std::string> party_age_bands{"0_9", "10_19", "20_29", "30_39", "40_49", "from_50", "unknown"};
constexpr std::uint16_t leaver_endings[] = {2, 3, 4, 5, 6, ended_unexplained};

template <class E>
std::vector<std::string> names_of() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto e) { out.emplace_back(e.name); });
  return out;
}

bool is_packed(Trait trait) {
  return trait == Trait::gender || trait == Trait::education || trait == Trait::focus_group || trait == Trait::status ||
         trait == Trait::reason;
}
bool is_band(Trait trait) { return trait == Trait::age_band || trait == Trait::party_age_band; }

// The value of a packed trait; -1 for rows that have none.
int packed_value(Trait trait, std::uint16_t t) {
  switch (trait) {
    case Trait::gender:
      return Traits::gender(t);
    case Trait::education:
      return Traits::education(t);
    case Trait::focus_group:
      return Traits::focus_group(t);
    case Trait::status:
      return Traits::status(t);
    default:
      for (int i = 0; i < int(std::size(leaver_endings)); ++i)
        if (leaver_endings[i] == Traits::ending(t)) return i;
      return -1;
  }
}

bool counts_traits(Count count, std::uint16_t t) {
  switch (count) {
    case Count::admissions:
      return t & Traits::admission_bit;
    case Count::recognitions:
      return Traits::ending(t) == std::uint16_t(members::EndReason::recognised);
    case Count::leavers:
    case Count::dropouts:
      return is_leaver(Traits::ending(t));
    case Count::early_ends:
      return (t & Traits::early_bit) && is_leaver(Traits::ending(t));
    default:
      return true;
  }
}

// The last day on which somebody was born who has lived so many years on a day.
Day years_before(Day on, int years) {
  const auto day = base::calendar_day(date_of(on));
  auto then = base::make_date(day.year - years, day.month, day.day);
  if (!then) then = base::make_date(day.year - years, 2, 28);
  return then ? day_of(*then) : Day(0);
}

template <std::size_t N>
std::vector<Day> limits_of(const int (&years)[N], Day on) {
  std::vector<Day> out;
  for (const int y : years) out.push_back(years_before(on, y));
  return out;
}

// How a row becomes the number of its values. Made for one count, one list of traits, one day of the bands.
Keys make_keys(const Picture& picture, Count count, std::span<const Trait> traits, Day on) {
  Keys keys;
  std::vector<std::size_t> strides(traits.size()), sizes(traits.size());
  keys.count = 1;
  for (auto i = traits.size(); i-- > 0;) {
    strides[i] = keys.count;
    sizes[i] = values_of(traits[i], picture).size();
    keys.count *= sizes[i];
  }
  // Of the traits that the low or the high bits tell; a count is asked of both, for it may look at either.
  const auto part = [&](std::uint16_t bits, bool high) {
    std::size_t key = 0;
    for (std::size_t i = 0; i < traits.size(); ++i) {
      if (!is_packed(traits[i]) || (traits[i] == Trait::reason) != high) continue;
      const int value = packed_value(traits[i], bits);
      if (value < 0 || std::size_t(value) >= sizes[i]) return Keys::none;
      key += strides[i] * std::size_t(value);
    }
    return std::uint32_t(key);
  };
  constexpr auto probationary = std::uint16_t(members::Status::probationary);
  for (std::size_t low = 0; low < keys.low.size(); ++low) {
    const auto bits = std::uint16_t(low);
    keys.low[low] = count == Count::dropouts && Traits::status(bits) != probationary ? Keys::none : part(bits, false);
  }
  for (std::size_t high = 0; high < keys.high.size(); ++high) {
    const auto bits = std::uint16_t(high << 8);
    keys.high[high] = counts_traits(count, bits) ? part(bits, true) : Keys::none;
  }
  for (std::size_t i = 0; i < traits.size(); ++i) {
    const auto stride = std::uint32_t(strides[i]);
    if (traits[i] == Trait::ethnicity) keys.ethnicity = stride;
    if (traits[i] == Trait::occupation) keys.occupation = stride;
    if (traits[i] == Trait::age_band) keys.age = {limits_of(age_from, on), stride};
    if (traits[i] == Trait::party_age_band) keys.party_age = {limits_of(party_age_from, on), stride};
  }
  return keys;
}

class Tally {
 public:
  Tally(const Picture& picture, const Perimeter& perimeter, Count count, std::span<const Trait> traits,
        std::span<const Day> points, Day bands_on, Way way)
      : picture_(picture),
        perimeter_(perimeter),
        count_(count),
        traits_(traits),
        way_(way),
        keys_(make_keys(picture, count, traits, bands_on)),
        slots_(points, count == Count::members),
        sums_(perimeter.units.size() * keys_.count * slots_.size()) {}

  std::vector<std::int64_t> run() {
    if (count_ >= Count::transfers_in)
      count_moves();
    else
      count_rows();
    return std::move(sums_);
  }

 private:
  struct RowRun {
    std::uint32_t first, last, group;
  };

  std::size_t width() const { return keys_.count * slots_.size(); }
  std::int64_t* sums_of(std::uint32_t group) { return sums_.data() + group * width(); }
  bool by_end() const { return count_ != Count::members && count_ != Count::admissions; }

  std::vector<RowRun> row_runs() const {
    std::vector<RowRun> out;
    const auto& first_row = *picture_.first_row;
    for (const auto& run : perimeter_.runs) {
      const RowRun rows{first_row[run.first], first_row[run.last], run.group};
      if (rows.first == rows.last) continue;
      if (!out.empty() && out.back().last == rows.first && out.back().group == rows.group)
        out.back().last = rows.last;
      else
        out.push_back(rows);
    }
    return out;
  }

  void count_rows() {
    const auto runs = row_runs();
    std::size_t all = 0;
    for (const auto& run : runs) all += run.last - run.first;
    // Nanoseconds, as measured: a step of the index, a row of a pass.
    const double by_index = double(runs.size() * 2) * double(walks()) * 18 * 4;
    const double by_pass = double(all) * (keys_.count == 1 && slots_.size() == 1 ? 0.2 : 1.0);
    if (walks() > 0 && way_ != Way::pass && (by_index < by_pass || way_ == Way::index))
      count_by_index(runs);
    else
      count_by_pass(runs);
    for (const auto& one : picture_.since->rows) {
      const auto group = perimeter_.group_of(one.place);
      if (group != nothing) add(sums_of(group), one.row, one.sign);
    }
    if (count_ == Count::members) slots_.accumulate(sums_);
  }

  // How often the index is walked down; 0 where it does not know what is asked.
  std::size_t walks() const {
    for (const auto trait : traits_)
      if (trait != Trait::gender) return 0;
    if (count_ == Count::members) return 14 * slots_.size();
    if (count_ == Count::admissions || count_ == Count::leavers) return 2 * (slots_.size() + 1);
    return 0;
  }

  // The rows of one sort with a day of [from, to), per run; the day before all others is 0.
  void count_sort(const DayIndex& index, std::uint32_t sort, std::uint32_t from, std::uint32_t to, std::int64_t sign) {
    std::fill(at_ends_.begin(), at_ends_.end(), 0);
    index.count_below(ends_, sort << 16 | to, sign, at_ends_);
    index.count_below(ends_, sort << 16 | from, -sign, at_ends_);
  }

  void add_index(const std::vector<RowRun>& runs, std::uint32_t sort, std::size_t slot) {
    const std::size_t key = traits_.empty() ? 0 : sort & 1;
    for (std::size_t r = 0; r < runs.size(); ++r)
      sums_of(runs[r].group)[key * slots_.size() + slot] += at_ends_[2 * r + 1] - at_ends_[2 * r];
  }

  void count_by_index(const std::vector<RowRun>& runs) {
    ends_.clear();
    for (const auto& run : runs) {
      ends_.push_back(run.first);
      ends_.push_back(run.last);
    }
    at_ends_.assign(ends_.size(), 0);
    const auto& rows = *picture_.rows;
    const auto& points = slots_.points();
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      if (count_ == Count::members) {
        // Of the days since the slot before, which accumulate() sums up.
        const std::uint32_t from = slot == 0 ? 0u : points[slot - 1] + 1u, to = points[slot] + 1u;
        for (std::uint32_t sort = 0; sort < 4; ++sort) {
          count_sort(rows.begins, sort, from, to, 1);
          add_index(runs, sort, slot);
          count_sort(rows.ends, sort, from, to, -1);
          add_index(runs, sort, slot);
        }
        continue;
      }
      for (std::uint32_t sort = 2; sort < 4; ++sort) {  // admissions, leavers
        count_sort(by_end() ? rows.ends : rows.begins, sort, points[slot], points[slot + 1], 1);
        add_index(runs, sort, slot);
      }
    }
  }

  void count_by_pass(const std::vector<RowRun>& runs) {
    const auto& rows = *picture_.rows;
    const bool packed_only =
        keys_.only_packed() && std::find(traits_.begin(), traits_.end(), Trait::reason) == traits_.end();
    if (!runs.empty() && runs.back().last - runs.front().first > 65536) slots_.lay_table();
    for (const auto& run : runs) {
      std::int64_t* sums = sums_of(run.group);
      if (count_ == Count::members && slots_.size() == 1 && packed_only) {
        const Day on = slots_.points()[0];
        if (keys_.count == 1)
          sums[0] += count_holding(rows.from.data() + run.first, rows.to.data() + run.first, run.last - run.first, on);
        else
          count_holding_by(rows.from.data() + run.first, rows.to.data() + run.first, rows.traits.data() + run.first,
                           run.last - run.first, on, keys_.low.data(), keys_.count, sums);
        continue;
      }
      for (auto i = run.first; i < run.last; ++i) {
        if (keys_.of(rows.traits[i]) == Keys::none) continue;
        add(sums, rows.row(i), 1);
      }
    }
  }

  void add(std::int64_t* sums, const Row& row, int sign) const {
    if (count_ == Count::members) {
      const auto first = slots_.of(row.from), last = slots_.of(row.to);
      if (first == last) return;
      const auto key = keys_.of(row);
      if (key == Keys::none) return;
      if (first < slots_.size()) sums[key * slots_.size() + first] += sign;
      if (last < slots_.size()) sums[key * slots_.size() + last] -= sign;
      return;
    }
    const auto slot = slots_.of(by_end() ? row.to : row.from);
    if (slot >= slots_.size()) return;
    const auto key = keys_.of(row);
    if (key != Keys::none) sums[key * slots_.size() + slot] += sign;
  }

  void add_move(const Move& move, const Row& row, int sign) {
    const bool into = count_ == Count::transfers_in || count_ == Count::reorganised_in;
    const auto kind =
        count_ == Count::transfers_in || count_ == Count::transfers_out ? MoveKind::transfer : MoveKind::reorganisation;
    if (move.kind != kind) return;
    const auto slot = slots_.of(move.day);
    if (slot >= slots_.size()) return;
    const auto out = move.out == nothing ? nothing : perimeter_.group_of(move.out);
    const auto in = move.in == nothing ? nothing : perimeter_.group_of(move.in);
    const auto group = into ? in : out;
    if (out == in || group == nothing) return;
    const auto key = keys_.of(row);
    if (key != Keys::none) sums_of(group)[key * slots_.size() + slot] += sign;
  }

  void count_moves() {
    const auto& moves = *picture_.moves;
    const auto& points = slots_.points();
    auto it =
        std::lower_bound(moves.begin(), moves.end(), points.front(), [](const Move& m, Day d) { return m.day < d; });
    for (; it != moves.end() && it->day < points.back(); ++it) add_move(*it, picture_.rows->row(it->row), 1);
    for (const auto& one : picture_.since->moves) add_move(one.move, one.row, one.sign);
    if (count_ == Count::reorganised_in || count_ == Count::reorganised_out) count_cuts();
  }

  // Members who stayed in a cell that came to stand elsewhere.
  void count_cuts() {
    const auto& tree = *picture_.tree;
    const auto& points = slots_.points();
    const auto& first_row = *picture_.first_row;
    const auto is_cut = [](const Row& row) { return Traits::ending(row.traits) == goes_on && row.to != open_day; };
    for (std::uint32_t u = 0; u < tree.unit_count(); ++u) {
      const auto pieces = tree.pieces(u);
      for (std::size_t p = 1; p < pieces.size(); ++p) {
        const Move move{pieces[p].from, MoveKind::reorganisation, pieces[p - 1].place, pieces[p].place, 0};
        if (move.day < points.front() || move.day >= points.back() || first_row[move.out] == first_row[move.out + 1] ||
            perimeter_.group_of(move.out) == perimeter_.group_of(move.in))
          continue;
        for (auto i = first_row[move.out]; i < first_row[move.out + 1]; ++i) {
          if (picture_.rows->to[i] != move.day) continue;
          const auto row = picture_.rows->row(i);
          if (is_cut(row)) add_move(move, row, 1);
        }
      }
    }
    for (const auto& one : picture_.since->rows) {
      if (!is_cut(one.row)) continue;
      const auto unit = tree.place(one.place).unit;
      // A row that was cut in an earlier tree may end where there is no way to another place any more.
      if (tree.place_on(unit, before(one.row.to)) == one.place)
        add_move({one.row.to, MoveKind::reorganisation, one.place, tree.place_on(unit, one.row.to), 0}, one.row,
                 one.sign);
    }
  }

  const Picture& picture_;
  const Perimeter& perimeter_;
  Count count_;
  std::span<const Trait> traits_;
  Way way_;
  Keys keys_;
  Slots slots_;
  std::vector<std::int64_t> sums_;
  std::vector<std::uint32_t> ends_;  // of the runs: first, last, first, …
  std::vector<std::int64_t> at_ends_;
};

}  // namespace

std::vector<std::string> values_of(Trait trait, const Picture& picture) {
  const auto with_unknown_first = [](std::vector<std::string> texts) {
    texts.front() = "unknown";
    return texts;
  };
  switch (trait) {
    case Trait::gender:
      return names_of<members::Gender>();
    case Trait::status:
      return names_of<members::Status>();
    case Trait::focus_group:
      return names_of<members::FocusGroup>();
    case Trait::education: {
      auto out = names_of<members::Education>();
      out.emplace_back("unknown");
      return out;
    }
    case Trait::reason: {
      const auto names = names_of<members::EndReason>();
      std::vector<std::string> out;
      for (const auto ending : leaver_endings) out.push_back(ending < names.size() ? names[ending] : "unknown");
      return out;
    }
    case Trait::age_band:
      return age_bands;
    case Trait::party_age_band:
      return party_age_bands;
    case Trait::ethnicity:
      return with_unknown_first(picture.ethnicities.texts());
    default:
      return with_unknown_first(picture.occupations.texts());
  }
}

std::vector<std::int64_t> tally(const Picture& picture, const Perimeter& perimeter, Count count,
                                std::span<const Trait> traits, const Times& times, Way way) {
  const std::size_t stretches = count == Count::members ? times.points.size() : times.points.size() - 1;
  const auto bands_on = [&](std::size_t t) {
    return count == Count::members ? times.points[t] : before(times.points[t + 1]);
  };
  if (stretches == 1 || std::none_of(traits.begin(), traits.end(), is_band))
    return Tally(picture, perimeter, count, traits, times.points, bands_on(stretches - 1), way).run();
  std::vector<std::int64_t> out;  // bands change with the day: one tally a time
  for (std::size_t t = 0; t < stretches; ++t) {
    const std::span<const Day> points(times.points.data() + t, count == Count::members ? 1 : 2);
    const auto one = Tally(picture, perimeter, count, traits, points, bands_on(t), way).run();
    out.resize(one.size() * stretches);
    for (std::size_t i = 0; i < one.size(); ++i) out[i * stretches + t] = one[i];
  }
  return out;
}

}  // namespace statistics
