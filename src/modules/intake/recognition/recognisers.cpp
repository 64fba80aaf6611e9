#include "modules/intake/recognition/recognisers.h"

#include <array>

#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/dates.h"
#include "modules/intake/recognition/figures.h"

namespace intake {

std::span<const Recogniser> recognisers() {
  static constexpr std::array<Recogniser, 3> all{recognise_documents, recognise_dates, recognise_figures};
  return all;
}

std::span<const Recogniser> linkers() {
  static constexpr std::array<Recogniser, 0> all{};
  return all;
}

}  // namespace intake
