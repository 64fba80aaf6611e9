#pragma once
// What a pass over rows needs: the number of a row's values, the number of its time, and the two loops that are run
// over millions of rows. Not a face.

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "modules/statistics/rows.h"

namespace statistics {

// The number of a row's values among all combinations.
struct Keys {
  static constexpr std::uint32_t none = 0xffffffff;  // the row is not counted
  struct Bands {
    std::vector<Day> limits;   // last day of birth that belongs to the second band, the third, …
    std::uint32_t stride = 0;  // 0: not asked
    std::uint32_t of(Day day) const {
      if (day == open_day) return std::uint32_t(limits.size() + 1) * stride;
      std::uint32_t band = 0;
      while (band < limits.size() && day <= limits[band]) ++band;
      return band * stride;
    }
  };
  std::size_t count = 1;
  std::array<std::uint32_t, 256> low{};  // of what the low bits of the traits say
  std::array<std::uint32_t, 64> high{};  // of what the others say: how it began and ended
  std::uint32_t ethnicity = 0, occupation = 0;
  Bands age, party_age;

  bool only_packed() const { return !ethnicity && !occupation && !age.stride && !party_age.stride; }
  std::uint32_t of(std::uint16_t traits) const {
    const auto a = low[traits & 255], b = high[(traits & Traits::all) >> 8];
    return a == none || b == none ? none : a + b;
  }
  std::uint32_t of(const Row& row) const {
    std::uint32_t key = of(row.traits);
    if (key == none || only_packed()) return key;
    key += row.ethnicity * ethnicity + row.occupation * occupation;
    if (age.stride) key += age.of(row.birth);
    if (party_age.stride) key += party_age.of(row.admitted);
    return key;
  }
};

// Which time of an answer a day belongs to.
class Slots {
 public:
  // A state at the end of some days, or events between days.
  Slots(std::span<const Day> points, bool state) : points_(points.begin(), points.end()), state_(state) {
    size_ = state ? points.size() : points.size() - 1;
  }
  // Before many days are asked.
  void lay_table() {
    if (size_ == 1) return;
    std::vector<std::uint16_t> table(65536);
    for (std::uint32_t day = 0; day < 65536; ++day) table[day] = std::uint16_t(of(Day(day)));
    of_day_ = std::move(table);
  }
  std::size_t size() const { return size_; }
  const std::vector<Day>& points() const { return points_; }
  // size() where it belongs to none. Of a state: the first point that has the day behind it.
  std::size_t of(Day day) const {
    if (!of_day_.empty()) return of_day_[day];
    if (state_) return std::size_t(std::lower_bound(points_.begin(), points_.end(), day) - points_.begin());
    if (day < points_.front() || day >= points_.back()) return size_;
    return std::size_t(std::upper_bound(points_.begin(), points_.end(), day) - points_.begin()) - 1;
  }
  // Turns what began and ended since the point before into what is.
  void accumulate(std::vector<std::int64_t>& sums) const {
    for (std::size_t at = 0; at < sums.size(); at += size_)
      for (std::size_t t = 1; t < size_; ++t) sums[at + t] += sums[at + t - 1];
  }

 private:
  std::vector<Day> points_;
  bool state_;
  std::size_t size_ = 0;
  std::vector<std::uint16_t> of_day_;
};

// How many of the rows hold on a day.
std::int64_t count_holding(const Day* from, const Day* to, std::size_t rows, Day on);
// The same by values: sums[low[traits]].
void count_holding_by(const Day* from, const Day* to, const std::uint16_t* traits, std::size_t rows, Day on,
                      const std::uint32_t* low, std::size_t keys, std::int64_t* sums);

}  // namespace statistics
