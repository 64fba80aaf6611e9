#pragma once
// A set of documents as bits, in blocks of 65,536 ids. Packed for storing, a block is its few ids as 16-bit places, or
// its bits when those are shorter. Pure; a million documents are 128 kB.

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace documents {

constexpr std::int64_t ids_of_block = 65536;
using BlockBits = std::array<std::uint64_t, ids_of_block / 64>;

std::string pack(const BlockBits& bits);
void unpack_into(BlockBits& bits, std::string_view packed);  // adds to what is there

class IdSet {
 public:
  void add(std::int64_t id);
  void add_packed(std::int64_t block, std::string_view packed);
  IdSet& operator&=(const IdSet& other);
  IdSet& operator-=(const IdSet& other);
  bool contains(std::int64_t id) const;
  bool empty() const { return blocks_.empty() || size() == 0; }
  std::int64_t size() const;
  // Calls f(id), the least first.
  template <class F>
  void each(F&& f) const {
    for (const auto& [block, bits] : blocks_)
      for (std::size_t i = 0; i < bits.size(); ++i)
        for (auto left = bits[i]; left != 0; left &= left - 1)
          f(block * ids_of_block + std::int64_t(i * 64) + std::countr_zero(left));
  }

  // Leaves those of which f(id) is true.
  template <class F>
  void keep_if(F&& f) {
    for (auto& [block, bits] : blocks_)
      for (std::size_t i = 0; i < bits.size(); ++i)
        for (auto left = bits[i]; left != 0; left &= left - 1)
          if (!f(block * ids_of_block + std::int64_t(i * 64) + std::countr_zero(left))) bits[i] ^= left & (0 - left);
  }

 private:
  std::map<std::int64_t, BlockBits> blocks_;
};

}  // namespace documents
