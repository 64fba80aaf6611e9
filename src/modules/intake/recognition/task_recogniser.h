#pragma once
// Tasks and proposals in running text and in the rows of work programmes. Who stands above whom decides
// whether "đề nghị" gives a duty or makes a request; where that cannot be told the reader abstains. The
// confidence is never above "needs a person".

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_tasks(const SourceText& text, const NameTable& names, const Setting& setting, std::vector<Item>& items);
// Rows of tables whose head names a task and an owner or a due date.
void recognise_task_rows(const SourceText& text, std::vector<Item>& items);
// A linker: fills `due` from the date item at `due_span` (with the year that was resolved for it), and the
// documents of a proposal.
void link_due_dates(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
