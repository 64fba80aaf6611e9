#pragma once
// The rows of a table, taken out of the file by another thread while the caller works on those before: taking a large
// file apart costs as much as understanding it. An error comes up to some rows early. Part of the face of table.h's
// folder.

#include "platform/table/table.h"

namespace platform {

std::unique_ptr<TableReader> read_ahead(std::unique_ptr<TableReader> reader);

}  // namespace platform
