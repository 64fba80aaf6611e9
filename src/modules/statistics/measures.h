#pragma once
// The measures and the dimensions, as data: what each counts, whether it is a state or happens in a period, and the
// words for it. Not a face.

#include <array>
#include <span>

#include "base/sentence.h"
#include "modules/statistics/counting.h"
#include "modules/statistics/records.h"

namespace statistics {

enum class Kind {
  state,  // holds on a day
  flow,   // happens in a period
  edge,   // the state before or at the end of a period
  ratio,
  units,
  target  // of a year
};

struct About {
  Measure measure;
  int version;
  Kind kind;
  Count count;
  std::string_view title_vi, title_en, vi, en;
};
std::span<const About> all_measures();
const About& about(Measure measure);

struct Dimension {
  std::string_view key, vi, en;
  std::optional<Trait> trait;
};
std::span<const Dimension> all_dimensions();  // without child, level and time

Definition definition_of(const About& about, base::Language language);

}  // namespace statistics
