#include "modules/statistics/day_index.h"

#include <bit>

#include "base/error.h"

// Counting ones is one instruction on every processor of the last ten years; elsewhere the plain way is taken.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define LIENTHONG_FAST_COUNT __attribute__((target_clones("popcnt", "default"), flatten))
#else
#define LIENTHONG_FAST_COUNT
#endif

namespace statistics {

inline std::uint32_t DayIndex::Level::zeros_until(std::uint32_t end) const {
  const Line& line = lines[end / per_line];
  const std::uint32_t rest = end % per_line;
  std::uint32_t ones = 0;
  for (std::uint32_t word = 0; word < rest / 64; ++word) ones += std::uint32_t(std::popcount(line.bits[word]));
  if (const auto left = rest % 64)
    ones += std::uint32_t(std::popcount(line.bits[rest / 64] & ((std::uint64_t(1) << left) - 1)));
  return std::uint32_t(line.zeros_before) + rest - ones;
}

DayIndex::DayIndex(std::vector<std::uint32_t> symbols, int bits) : levels_(std::size_t(bits)) {
  const auto count = std::uint32_t(symbols.size());
  std::vector<std::uint32_t> next(count), ones(count);
  for (int at = 0; at < bits; ++at) {
    Level& level = levels_[std::size_t(at)];
    level.lines.resize(count / per_line + 1);
    const int bit = bits - 1 - at;
    std::uint32_t zeros = 0, others = 0;
    for (std::uint32_t row = 0; row < count;) {
      Line& line = level.lines[row / per_line];
      line.zeros_before = zeros;
      for (std::uint32_t word = 0; word < 7 && row < count; ++word) {
        std::uint64_t held = 0;
        const std::uint32_t stop = std::min(count - row, 64u);
        for (std::uint32_t i = 0; i < stop; ++i, ++row) {
          const std::uint32_t symbol = symbols[row], one = (symbol >> bit) & 1;
          held |= std::uint64_t(one) << i;
          next[zeros] = symbol;
          ones[others] = symbol;
          zeros += 1 - one;
          others += one;
        }
        line.bits[word] = held;
      }
    }
    if (count % per_line == 0) level.lines.back().zeros_before = zeros;
    level.zeros = zeros;
    std::copy(ones.begin(), ones.begin() + others, next.begin() + zeros);
    symbols.swap(next);
  }
}

LIENTHONG_FAST_COUNT void DayIndex::count_below(std::span<const std::uint32_t> ends, std::uint32_t symbol,
                                                std::int64_t sign, std::span<std::int64_t> counts) const {
  if (symbol >> levels_.size()) {
    for (std::size_t i = 0; i < ends.size(); ++i) counts[i] += sign * ends[i];
    return;
  }
  std::vector<std::uint32_t> at(ends.begin(), ends.end());
  std::uint32_t start = 0;  // where the rows that agree with the symbol so far begin
  for (std::size_t l = 0; l < levels_.size(); ++l) {
    const Level& level = levels_[l];
    const std::uint32_t zeros_before = level.zeros_until(start);
    if ((symbol >> (levels_.size() - 1 - l)) & 1) {
      for (std::size_t i = 0; i < at.size(); ++i) {
        const std::uint32_t zeros = level.zeros_until(at[i]);
        counts[i] += sign * (zeros - zeros_before);
        at[i] = level.zeros + at[i] - zeros;
      }
      start = level.zeros + start - zeros_before;
    } else {
      for (auto& end : at) end = level.zeros_until(end);
      start = zeros_before;
    }
  }
}

std::size_t DayIndex::bytes() const {
  std::size_t sum = 0;
  for (const auto& level : levels_) sum += level.lines.size() * sizeof(Line);
  return sum;
}

}  // namespace statistics
