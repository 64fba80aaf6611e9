#pragma once
// Reads one hostile file in a child process and waits for its answer. Whatever happens to the child — crash, time-out,
// too much memory, nonsense in its answer — becomes a refused file. Many threads may read at once.

#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

ReadText read_in_child(std::string_view bytes, const ReadOptions& options);

}  // namespace intake
