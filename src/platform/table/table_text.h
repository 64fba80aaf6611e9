#pragma once
// Small helpers shared by the readers and writers of tables. Not a face.

#include <cstdint>

#include "base/error.h"
#include "platform/table/table.h"

namespace platform {

[[noreturn]] void table_error(const char* key, std::int64_t line = 0, base::Parameters parameters = {});
[[noreturn]] void table_too_large(std::string limit);
bool is_blank(const TableRow& row);

}  // namespace platform
