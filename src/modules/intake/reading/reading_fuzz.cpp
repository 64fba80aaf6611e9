// Any bytes through the readers in one process, without the recogniser of scans: what it refuses must be refused
// with a key of ours, and what it reads must be NFC with runs that cover it.
#include <cstdlib>

#include "base/text.h"
#include "modules/intake/reading/file_kind.h"
#include "modules/intake/reading/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto kind = intake::sniff(bytes).kind;
  const bool picture =
      kind == intake::FileKind::png || kind == intake::FileKind::jpeg || kind == intake::FileKind::tiff;
  if (picture) return 0;
  intake::ReadLimits limits;
  limits.unpacked_bytes = 8u << 20;
  limits.scanned_pages = 0;
  limits.pages = 20;
  try {
    const auto read = intake::read_here(std::move(bytes), limits);
    if (!base::is_valid_utf8(read.text) || read.length != base::count_code_points(read.text)) std::abort();
    std::size_t at = 0;
    for (const auto& run : read.runs) {
      if (run.start != at || run.end < run.start) std::abort();
      at = run.end;
    }
    if (!read.runs.empty() && at != read.length) std::abort();
  } catch (const base::Error& error) {
    if (!error.key().starts_with("intake.")) std::abort();
  }
  return 0;
}
