#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "modules/documents/reference.h"

// What is read as a reference reads the same again from its own text, and found spans lie inside the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto reference = documents::parse_reference(text)) {
    const auto again = documents::parse_reference(reference->text());
    if (!again || again->code_key() != reference->code_key() || again->number != reference->number) std::abort();
  }
  const std::string nfc = base::to_nfc(text);
  for (const auto& found : documents::find_references(nfc))
    if (found.begin >= found.end || found.end > nfc.size()) std::abort();
  documents::find_hits(nfc, documents::parse_search(text));
  return 0;
}
