#pragma once
// Counts, among the first rows of an order, those whose symbol is smaller than another: a wavelet matrix. A symbol is
// a day with a few bits of sort above it, so that one sort up to one day is two counts. 64 bytes hold 448 rows of one
// bit, so a count reads one line of memory a bit. Immutable. Not a face.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace statistics {

class DayIndex {
 public:
  DayIndex() = default;
  // symbols < 2^bits; they are used up.
  DayIndex(std::vector<std::uint32_t> symbols, int bits);
  // For each end: among rows [0, end) those with a symbol below, added to counts. Ends and counts have one length.
  void count_below(std::span<const std::uint32_t> ends, std::uint32_t symbol, std::int64_t sign,
                   std::span<std::int64_t> counts) const;
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t per_line = 448;
  struct alignas(64) Line {
    std::uint64_t zeros_before = 0;
    std::array<std::uint64_t, 7> bits{};
  };
  struct Level {
    std::vector<Line> lines;
    std::uint32_t zeros = 0;
    std::uint32_t zeros_until(std::uint32_t end) const;
  };
  std::vector<Level> levels_;  // from the highest bit
};

}  // namespace statistics
