#pragma once
// Citizen numbers as the register keeps them: sealed with a key outside the store, and as a keyed hash by which equal
// ones are found. Shown masked except to those who may identify. Part of the face.

#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.h"

namespace members {

// The digits of a number as people write it, "001 088 012345"; nothing unless they are 12, or 9 of the older cards.
std::optional<std::string> read_citizen_number(std::string_view text);
// "*********345"
std::string mask_citizen_number(std::string_view digits);

class CitizenNumbers {
 public:
  CitizenNumbers(const std::filesystem::path& key_folder, std::string hashing_key)
      : ring_(key_folder, "citizen"), hashing_key_(std::move(hashing_key)) {}
  std::string seal(std::string_view digits) const { return ring_.seal(digits); }
  std::optional<std::string> open(std::string_view sealed) const { return ring_.open(sealed); }
  std::string hash(std::string_view digits) const;
  platform::KeyRing& ring() { return ring_; }

 private:
  platform::KeyRing ring_;
  std::string hashing_key_;
};

}  // namespace members
