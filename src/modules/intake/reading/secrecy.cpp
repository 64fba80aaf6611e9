#include "modules/intake/reading/secrecy.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

constexpr int head_lines = 40;

// The letters of a line as words parted by one blank; every other sign is gone.
std::u32string words_of(std::u32string_view line) {
  std::u32string out;
  bool in_word = false;
  for (const char32_t c : line) {
    const bool letter = is_vietnamese_letter(c);
    if (letter && !in_word && !out.empty()) out += U' ';
    if (letter) out += c;
    in_word = letter;
  }
  return out;
}

// "M Ậ T" and "T Ố I  M Ậ T": a line of single letters, joined; else unchanged.
std::u32string join_spaced(std::u32string_view line) {
  std::u32string letters;
  bool single = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_vietnamese_letter(line[i])) continue;
    single = single && (i == 0 || !is_vietnamese_letter(line[i - 1]));
    letters += line[i];
  }
  return single ? letters : std::u32string();
}

bool is_upper_line(std::u32string_view words) {
  return std::all_of(words.begin(), words.end(), [](char32_t c) { return c == ' ' || lower_of(c) != c; });
}

std::string plain_key(std::u32string_view words, StampReading reading) {
  const auto utf8 = base::to_lower(base::to_utf8(words));
  return reading == StampReading::marks_lost ? base::fold(utf8) : utf8;
}

bool is_stamp(std::u32string_view cell, StampReading reading) {
  const auto spaced = join_spaced(cell);
  const auto words = words_of(cell);
  const auto key = plain_key(words, reading);
  const auto spaced_key = plain_key(spaced, reading);
  const bool upper = is_upper_line(words) || reading == StampReading::case_lost;
  for (const std::string_view stamp : {"mật", "tối mật", "tuyệt mật"}) {
    const auto folded = reading == StampReading::marks_lost ? base::fold(stamp) : std::string(stamp);
    auto joined = folded;
    std::erase(joined, ' ');
    if (upper && (key == folded || spaced_key == joined)) return true;
    // "Độ mật: Mật" says it in any case.
    for (const std::string_view label : {"độ mật ", "mức độ mật ", "dấu độ mật "})
      if (key == (reading == StampReading::marks_lost ? base::fold(label) + " " : std::string(label)) + folded)
        return true;
  }
  return false;
}

}  // namespace

bool has_secrecy_stamp(std::string_view text, StampReading reading) {
  int seen = 0;
  for (std::size_t at = 0; at < text.size() && seen < head_lines;) {
    const auto end = std::min(text.find_first_of("\n\f", at), text.size());
    auto line = text.substr(at, end - at);
    at = end + 1;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    ++seen;
    if (line.size() > 400) continue;
    // A letterhead puts the stamp beside other words: cells, tabs and wide gaps part them.
    while (!line.empty()) {
      const auto cut = std::min({line.find('|'), line.find('\t'), line.find("   "), line.size()});
      const auto cell = line.substr(0, cut);
      if (cell.size() < 60 && is_stamp(base::to_code_points(cell), reading)) return true;
      line.remove_prefix(std::min(cut + 1, line.size()));
    }
  }
  return false;
}

void refuse_secret(const ReadText& read) {
  const auto any_run = [&](Encoding encoding) {
    return std::any_of(read.runs.begin(), read.runs.end(), [&](const auto& run) { return run.encoding == encoding; });
  };
  const bool secret = has_secrecy_stamp(read.text) ||
                      (any_run(Encoding::tcvn3) && has_secrecy_stamp(read.text, StampReading::case_lost)) ||
                      (any_run(Encoding::ocr) && has_secrecy_stamp(read.text, StampReading::marks_lost));
  if (secret) throw base::Error(base::ErrorKind::forbidden, "intake.text_secret");
}

}  // namespace intake
