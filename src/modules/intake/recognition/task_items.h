#pragma once
// A task or a proposal as an item: its trimmed words, its parties, the span of its deadline and the answer below it.

#include "modules/intake/recognition/task_clauses.h"
#include "modules/intake/recognition/task_frame.h"

namespace intake {

struct Request {
  const std::string& by;
  const std::string& to;
};

// Nothing when no words are left.
void emit_task(const SourceText& text, const Clauses& clauses, const TaskFrame& frame, std::ptrdiff_t first,
               std::ptrdiff_t last, std::vector<Item>& items);
// `sentence` is one past the sentence: an answer may stand on the next line.
void emit_proposal(const SourceText& text, const Clauses& clauses, const Request& request, std::ptrdiff_t first,
                   std::ptrdiff_t last, std::ptrdiff_t sentence, std::vector<Item>& items);

}  // namespace intake
