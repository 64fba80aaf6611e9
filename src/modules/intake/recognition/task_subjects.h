#pragma once
// Who speaks in a sentence that asks or orders, where it is no party that the text names: "chúng tôi", "một số quận,
// huyện", "các đại biểu". `cue` is the token of the asking word.

#include <string>

#include "modules/intake/recognition/parties.h"

namespace intake {

// "Tôi đề nghị …", "Ngoài ra, chúng tôi cũng mong …"
bool speaks_for_itself(const SourceText& text, std::ptrdiff_t sentence, std::ptrdiff_t cue);
// "A và B sơ kết …, đề xuất …": the subject does something else between the tokens [first, last).
bool acts_between(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// "Một số quận, huyện đề nghị", "các đại biểu … kiến nghị": the words of the subject, else "".
std::string class_subject(const SourceText& text, const Parties& parties, std::ptrdiff_t sentence, std::ptrdiff_t cue);
// "các đại biểu đã …": one past the subject that starts at token i, else i.
std::ptrdiff_t subject_end(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t cue);

}  // namespace intake
