#include "modules/intake/recognition/people_and_bodies.h"

#include "modules/intake/recognition/award_recogniser.h"
#include "modules/intake/recognition/conference_recogniser.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/organisation_recogniser.h"
#include "modules/intake/recognition/person_recogniser.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/task_recogniser.h"

namespace intake {

void recognise_people_and_bodies(const SourceText& text, std::vector<Item>& items) {
  NameTable names(text);
  recognise_persons(text, names, items);
  recognise_awards(text, names, items);
  const Setting setting(text, names);
  recognise_organisations(text, names, setting, items);
  recognise_tasks(text, names, setting, items);
  recognise_conference(text, items);
}

}  // namespace intake
