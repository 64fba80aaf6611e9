#pragma once
// Distinct texts, numbered from 0 in the order they came: codes and names by the million, in one piece of memory.
// Not for several threads. Not a face.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace members {

class Words {
 public:
  // The number of the text, which is new when it equals what size() was.
  std::uint32_t add(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  // Until the next add().
  std::string_view at(std::uint32_t number) const;
  std::uint32_t size() const { return std::uint32_t(ends_.size()); }
  // Units: bytes of all texts together.
  std::size_t bytes() const { return bytes_.size(); }

 private:
  std::size_t place_of(std::string_view text) const;
  void grow();

  std::string bytes_;
  std::vector<std::uint64_t> ends_;   // of each text in bytes_
  std::vector<std::uint32_t> table_;  // open addressing; number + 1, 0 is free
};

}  // namespace members
