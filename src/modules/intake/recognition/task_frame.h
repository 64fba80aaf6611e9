#pragma once
// Who has to do what: the owner of a duty, those who work with him, and where the action begins.

#include <string>
#include <vector>

#include "modules/intake/recognition/parties.h"

namespace intake {

struct TaskFrame {
  std::string owner;
  std::vector<std::string> partners;
  std::ptrdiff_t action = 0;
};

// What stands between the party and its verb: "có trách nhiệm", "chủ trì, phối hợp với …". True when a verb follows;
// `strong` when the words leave no doubt that it is a duty.
bool reach_action(const SourceText& text, const Parties& parties, std::ptrdiff_t i, std::ptrdiff_t last,
                  TaskFrame& frame, bool& strong);

}  // namespace intake
