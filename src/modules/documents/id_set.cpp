#include "modules/documents/id_set.h"

#include <algorithm>
#include <cstring>

namespace documents {
namespace {

static_assert(std::endian::native == std::endian::little);  // what is stored is read by any machine of ours

std::uint64_t bit_of(std::int64_t place) { return std::uint64_t(1) << (place % 64); }

}  // namespace

std::string pack(const BlockBits& bits) {
  std::size_t count = 0;
  for (const auto word : bits) count += std::size_t(std::popcount(word));
  std::string packed(std::min(count * 2, sizeof bits), '\0');
  if (packed.size() == sizeof bits) {
    std::memcpy(packed.data(), bits.data(), sizeof bits);
    return packed;
  }
  char* at = packed.data();
  for (std::size_t i = 0; i < bits.size(); ++i)
    for (auto left = bits[i]; left != 0; left &= left - 1, at += 2) {
      const auto place = std::uint16_t(i * 64 + std::size_t(std::countr_zero(left)));
      std::memcpy(at, &place, 2);
    }
  return packed;
}

void unpack_into(BlockBits& bits, std::string_view packed) {
  if (packed.size() == sizeof bits) {
    BlockBits more;
    std::memcpy(more.data(), packed.data(), sizeof more);
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= more[i];
    return;
  }
  for (std::size_t i = 0; i + 2 <= packed.size(); i += 2) {
    std::uint16_t place = 0;
    std::memcpy(&place, packed.data() + i, 2);
    bits[place / 64] |= bit_of(place);
  }
}

void IdSet::add(std::int64_t id) { blocks_[id / ids_of_block][std::size_t(id % ids_of_block / 64)] |= bit_of(id % 64); }

void IdSet::add_packed(std::int64_t block, std::string_view packed) { unpack_into(blocks_[block], packed); }

IdSet& IdSet::operator&=(const IdSet& other) {
  for (auto mine = blocks_.begin(); mine != blocks_.end();) {
    const auto with = other.blocks_.find(mine->first);
    if (with == other.blocks_.end()) {
      mine = blocks_.erase(mine);
      continue;
    }
    for (std::size_t i = 0; i < mine->second.size(); ++i) mine->second[i] &= with->second[i];
    ++mine;
  }
  return *this;
}

IdSet& IdSet::operator-=(const IdSet& other) {
  for (auto& [block, bits] : blocks_) {
    const auto without = other.blocks_.find(block);
    if (without == other.blocks_.end()) continue;
    for (std::size_t i = 0; i < bits.size(); ++i) bits[i] &= ~without->second[i];
  }
  return *this;
}

bool IdSet::contains(std::int64_t id) const {
  const auto block = blocks_.find(id / ids_of_block);
  return block != blocks_.end() && (block->second[std::size_t(id % ids_of_block / 64)] & bit_of(id % 64)) != 0;
}

std::int64_t IdSet::size() const {
  std::int64_t count = 0;
  for (const auto& [block, bits] : blocks_)
    for (const auto word : bits) count += std::popcount(word);
  return count;
}

}  // namespace documents
