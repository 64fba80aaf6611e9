#include "modules/intake/recognition/task_frame.h"

#include "base/text.h"
#include "modules/intake/recognition/lexicon.h"

namespace intake {
namespace {

const Lexicon duty_cues{"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ"};
const Lexicon modal_words{"phải", "cần", "nên", "sẽ"};
const Lexicon joint_words{"chủ trì",
                          "chủ trì, phối hợp",
                          "chủ trì phối hợp",
                          "phối hợp",
                          "phối hợp với",
                          "phối hợp cùng",
                          "chủ trì, phối hợp với",
                          "chủ trì phối hợp với",
                          "phối hợp chặt chẽ với",
                          "chủ trì và phối hợp với",
                          "cùng với",
                          "phối hợp các",
                          "chủ trì, cùng với"};
const Word word_and_then{"và"};

void add_partners(const SourceText& text, const Parties::Party& party, TaskFrame& frame) {
  if (party.is_class && party.elements.size() == 1) {
    frame.partners.push_back(party.printed);
    return;
  }
  for (const auto& [first, last] : party.elements)
    frame.partners.push_back(base::old_style_tone(text.squeezed_tokens(first, last)));
}

}  // namespace

bool reach_action(const SourceText& text, const Parties& parties, std::ptrdiff_t i, std::ptrdiff_t last,
                  TaskFrame& frame, bool& strong) {
  for (int steps = 0; steps < 6 && i < last; ++steps) {
    if (text[i].is(',') || text[i].is(word_and_then)) {
      ++i;
      continue;
    }
    if (text[i].is('(')) {  // "Văn phòng Tỉnh ủy (VPTU) chủ trì"
      std::ptrdiff_t close = i;
      while (close < i + 14 && close < last && !text[close].is(')')) ++close;
      if (!text[close].is(')')) break;
      i = close + 1;
      continue;
    }
    if (const auto duty = duty_cues.match(text, i)) {
      strong = true;
      i += duty.length;
      continue;
    }
    if (const auto modal = modal_words.match(text, i)) {
      i += modal.length;
      continue;
    }
    const auto joint = joint_words.match(text, i);
    if (!joint) break;
    const auto partner = parties.at(i + joint.length);
    if (partner) {
      add_partners(text, partner, frame);
      strong = true;
      i = partner.last;
      if (text[i].is(',') && action_verb(text, i + 1) > 0) ++i;
      continue;
    }
    if (action_verb(text, i + joint.length) == 0) break;
    strong = strong || joint.length == 2;
    i += joint.length;
  }
  frame.action = i;
  return i < last && action_verb(text, i) > 0;
}

}  // namespace intake
