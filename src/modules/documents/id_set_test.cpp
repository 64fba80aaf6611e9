#include "modules/documents/id_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>

namespace documents {
namespace {

std::set<std::int64_t> list(const IdSet& ids) {
  std::set<std::int64_t> all;
  ids.each([&](std::int64_t id) {
    EXPECT_TRUE(all.empty() || id > *all.rbegin());
    all.insert(id);
  });
  return all;
}

TEST(IdSets, ArePackedAsPlacesOrAsBitsAndComeBack) {
  for (const int count : {0, 1, 2, 100, 4095, 4096, 4097, 60000}) {
    BlockBits bits{}, back{};
    for (int i = 0; i < count; ++i) bits[std::size_t(i) / 64] |= std::uint64_t(1) << (i % 64);
    if (count == 2) bits[1023] = std::uint64_t(1) << 63;
    const auto packed = pack(bits);
    EXPECT_LE(packed.size(), sizeof bits);
    unpack_into(back, packed);
    EXPECT_EQ(back, bits) << count;
  }
}

TEST(IdSets, AreMetAndTakenAwayAsSetsAre) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    IdSet a, b;
    std::set<std::int64_t> in_a, in_b, both, only;
    for (int i = 0; i < 200; ++i) {
      const auto id = std::int64_t(random() % 3 * 70000 + random() % 150);
      if (random() % 2)
        a.add(id), in_a.insert(id);
      else
        b.add(id), in_b.insert(id);
    }
    std::ranges::set_intersection(in_a, in_b, std::inserter(both, both.end()));
    std::ranges::set_difference(in_a, in_b, std::inserter(only, only.end()));
    auto met = a, left = a, even = a;
    EXPECT_EQ(list(met &= b), both);
    EXPECT_EQ(list(left -= b), only);
    EXPECT_EQ(met.size(), std::int64_t(both.size()));
    EXPECT_EQ(met.empty(), both.empty());
    even.keep_if([](std::int64_t id) { return id % 2 == 0; });
    std::erase_if(in_a, [](std::int64_t id) { return id % 2 != 0; });
    EXPECT_EQ(list(even), in_a);
    for (std::int64_t id = 0; id < 150; ++id) EXPECT_EQ(even.contains(id), in_a.contains(id));
  }
}

}  // namespace
}  // namespace documents
