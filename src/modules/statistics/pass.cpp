#include "modules/statistics/pass.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define LIENTHONG_WIDE __attribute__((target_clones("arch=x86-64-v3", "default"), optimize("O3")))
#else
#define LIENTHONG_WIDE
#endif

namespace statistics {

LIENTHONG_WIDE std::int64_t count_holding(const Day* from, const Day* to, std::size_t rows, Day on) {
  std::uint32_t held = 0;
  for (std::size_t i = 0; i < rows; ++i) held += std::uint32_t(from[i] <= on) & std::uint32_t(to[i] > on);
  return held;
}

// Two tables take turns, so that a row need not wait for the row before it.
LIENTHONG_WIDE void count_holding_by(const Day* from, const Day* to, const std::uint16_t* traits, std::size_t rows,
                                     Day on, const std::uint32_t* low, std::size_t keys, std::int64_t* sums) {
  std::vector<std::uint32_t> counts(2 * keys);
  std::uint32_t *even = counts.data(), *odd = even + keys;
  std::size_t i = 0;
  for (; i + 1 < rows; i += 2) {
    even[low[traits[i] & 255]] += std::uint32_t(from[i] <= on) & std::uint32_t(to[i] > on);
    odd[low[traits[i + 1] & 255]] += std::uint32_t(from[i + 1] <= on) & std::uint32_t(to[i + 1] > on);
  }
  if (i < rows) even[low[traits[i] & 255]] += std::uint32_t(from[i] <= on) & std::uint32_t(to[i] > on);
  for (std::size_t k = 0; k < keys; ++k) sums[k] += std::int64_t(even[k]) + odd[k];
}

}  // namespace statistics
