#pragma once
// Measures of any unit, on any day, in any structure, counted from the register in memory: the answer to a query has
// the last write, and says by which definition, from which data and in which structure it counts.

#include <span>

#include "base/embedded.h"

namespace statistics {

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace statistics
