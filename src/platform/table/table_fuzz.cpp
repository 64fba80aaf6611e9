// Any bytes as a table: they are read or refused with a sentence, within the limits, and nothing else happens.
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "platform/table/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const auto path = std::filesystem::temp_directory_path() / ("table_fuzz_" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(bytes), std::streamsize(size));
  platform::TableLimits limits;
  limits.unpacked = 8u << 20;
  limits.rows = 10'000;
  try {
    const auto reader = platform::open_table(path, limits);
    for (platform::TableRow row; reader->next(row);)
      for (const auto& cell : row.cells)
        if (cell.size() > 4 * limits.cell) __builtin_trap();
  } catch (const base::Error&) {
    return 0;
  }
  return 0;
}
