#pragma once
// What a file is, by its first bytes and never by its name. Containers (DOCX, XLSX, ZIP share one mark) are told
// apart by docx_text after opening. Pure; touches only the head of the file.

#include <optional>
#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

struct Sniffed {
  std::optional<FileKind> kind;  // docx stands for every ZIP container
  std::string_view refusal{};    // the key of the sentence, when no reader exists
};
Sniffed sniff(std::string_view bytes);

}  // namespace intake
