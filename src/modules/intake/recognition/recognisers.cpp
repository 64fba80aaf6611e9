#include "modules/intake/recognition/recognisers.h"

#include <array>

#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/conference_recogniser.h"
#include "modules/intake/recognition/dates.h"
#include "modules/intake/recognition/figures.h"
#include "modules/intake/recognition/people_and_bodies.h"
#include "modules/intake/recognition/task_recogniser.h"

namespace intake {

std::span<const Recogniser> recognisers() {
  static constexpr std::array<Recogniser, 4> all{recognise_documents, recognise_dates, recognise_figures,
                                                 recognise_people_and_bodies};
  return all;
}

std::span<const Recogniser> linkers() {
  static constexpr std::array<Recogniser, 5> all{resolve_dates, resolve_references, relate_documents, link_due_dates,
                                                 link_conference_date};
  return all;
}

}  // namespace intake
