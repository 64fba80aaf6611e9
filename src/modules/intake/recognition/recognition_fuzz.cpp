// Any text through the recogniser: every item lies inside the text, in order, and the line of JSON is one line.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string nfc = base::to_nfc({reinterpret_cast<const char*>(bytes), size});
  const intake::SourceText text(nfc);
  const auto items = intake::recognise(text);
  const auto length = base::count_code_points(nfc);
  std::size_t before = 0;
  for (const auto& item : items) {
    if (item.start >= item.end || item.end > length || item.start < before) std::abort();
    before = item.start;
  }
  const std::string line = intake::to_json(text, items, "f", "utf-8");
  if (line.find('\n') < line.size() - 1) std::abort();
  intake::contradictions(text, items);
  return 0;
}
