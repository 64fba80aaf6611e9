#pragma once
// The parts of a ZIP container in memory, with caps on entries, sizes and ratio. Nothing is ever written to disk;
// names that would leave a folder, hide or repeat are refused all the same, for no word processor writes them.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/reading/reading.h"

namespace intake {

struct ZipContainer {
  std::vector<std::string> names;            // of all entries
  std::map<std::string, std::string> parts;  // of those wanted
  bool has(std::string_view name) const;
};

// Errors: intake.file_damaged, intake.file_encrypted, intake.file_bomb, intake.file_unsafe_names.
ZipContainer read_zip(std::string_view bytes, const ReadLimits& limits,
                      const std::function<bool(std::string_view name)>& wanted);

}  // namespace intake
