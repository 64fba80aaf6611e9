#include "modules/intake/reading/plain_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "modules/intake/reading/encoding_detector.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/text_builder.h"
#include "modules/intake/reading/utf8_scan.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;  // after its line end
  Encoding encoding = Encoding::utf8;
  bool neutral = false;  // only ASCII: says nothing
  bool decided = true;
  bool bytes = false;  // not valid UTF-8: its units are bytes
};

std::u32string units_of(std::string_view text, bool bytes) {
  if (!bytes) return base::to_code_points(text);
  std::u32string units;
  units.reserve(text.size());
  for (const char c : text) units += char32_t(static_cast<unsigned char>(c));
  return units;
}

bool has_combining_mark(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x300 && c < 0x370; });
}

constexpr std::array legacy_candidates{Encoding::tcvn3, Encoding::vni, Encoding::cp1258};
constexpr std::array unicode_candidates{Encoding::utf8, Encoding::tcvn3, Encoding::vni, Encoding::cp1258};

// A line that is not valid UTF-8: broken UTF-8, or an 8-bit encoding.
void decide_bytes(std::string_view text, Line& line) {
  line.bytes = true;
  const auto detected = detect_encoding(units_of(text, true), legacy_candidates);
  Utf8Faults faults;
  const auto as_utf8 = score_spelling(decode_utf8_leniently(text, faults));
  if (as_utf8.value() > detected.score.value() && as_utf8.marked > 0) {
    line.encoding = Encoding::utf8;
    return;
  }
  line.encoding = detected.encoding;
  line.decided = detected.margin >= 2 && detected.score.marked > 0;
}

void decide_unicode(std::string_view text, Line& line) {
  const auto scan = scan_utf8(text);
  if (!scan.valid) return decide_bytes(text, line);
  if (scan.code_points == text.size()) {
    line.neutral = true;
    return;
  }
  if (scan.composed && !scan.suspicious) return;
  const auto units = units_of(text, false);
  if (has_combining_mark(units)) line.encoding = Encoding::utf8_nfd;
  if (!scan.suspicious) return;
  const auto detected = detect_encoding(units, unicode_candidates);
  if (detected.encoding == Encoding::utf8) {
    line.decided = detected.margin > 0;
  } else {
    line.encoding = detected.encoding;
    line.decided = detected.margin >= 3;
  }
  if (!line.decided) line.encoding = Encoding::utf8;
}

// Lines that could not tell take the nearest line that could, the one before first.
void settle(std::string_view text, std::vector<Line>& lines) {
  const auto is_legacy = [](Encoding e) { return e == Encoding::tcvn3 || e == Encoding::vni || e == Encoding::cp1258; };
  std::vector<Encoding> after(lines.size() + 1, Encoding::utf8);
  for (std::size_t i = lines.size(); i-- > 0;)
    after[i] = lines[i].decided && !lines[i].neutral ? lines[i].encoding : after[i + 1];
  Encoding before = after.empty() ? Encoding::utf8 : after[0];
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto& line = lines[i];
    if (line.neutral) {
      line.encoding = before;
      continue;
    }
    if (!line.decided) {
      const Encoding neighbour = is_legacy(before) || !is_legacy(after[i]) ? before : after[i];
      const auto units = units_of(text.substr(line.begin, line.end - line.begin), line.bytes);
      const auto as_neighbour = score_spelling(decode_found(neighbour, units)).value();
      const auto as_it_is = score_spelling(decode_found(line.encoding, units)).value();
      if (is_legacy(neighbour) && (line.bytes ? as_neighbour >= as_it_is - 2 : as_neighbour > as_it_is))
        line.encoding = neighbour;
      continue;
    }
    before = line.encoding;
  }
}

// Nothing in the file could be spelled in any encoding: there is no honest reading of it.
void refuse_unknown(std::string_view text, const std::vector<Line>& lines) {
  std::size_t undecided = 0;
  std::size_t rest = 0;
  SpellingScore score;
  for (const auto& line : lines) {
    if (line.bytes && !line.decided) {
      ++undecided;
      const auto part =
          score_spelling(decode_found(line.encoding, units_of(text.substr(line.begin, line.end - line.begin), true)));
      score.marked += part.marked;
      score.unspelled += part.unspelled + part.foreign;
    } else if (!line.neutral) {
      ++rest;
    }
  }
  if (undecided > rest && score.unspelled > 2 * score.marked)
    throw Error(ErrorKind::invalid, "intake.file_encoding_unknown");
}

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find('\n', at);
    end = end == text.npos ? text.size() : end + 1;
    lines.push_back({at, end});
    at = end;
  }
  return lines;
}

// Whether a line of valid Unicode keeps its code points.
bool stands_as_it_is(const Line& line) {
  return !line.bytes && (line.encoding == Encoding::utf8 || line.encoding == Encoding::utf8_nfd || line.neutral);
}

ReadText read_by_lines(std::string_view text, const ReadLimits& limits) {
  auto lines = split_lines(text);
  for (auto& line : lines) decide_unicode(text.substr(line.begin, line.end - line.begin), line);
  settle(text, lines);
  refuse_unknown(text, lines);
  ReadLimits own = limits;
  own.output_bytes = limits.text_bytes * 3;  // a byte becomes at most three
  TextBuilder builder(own);
  Utf8Faults faults;
  for (const auto& line : lines) {
    const auto part = text.substr(line.begin, line.end - line.begin);
    if (stands_as_it_is(line) && part.find('\0') == part.npos) {
      builder.add(part, line.encoding);
    } else if (stands_as_it_is(line) || line.encoding == Encoding::utf8 || line.encoding == Encoding::utf8_nfd) {
      builder.add(decode_utf8_leniently(part, faults), line.encoding);
    } else {
      auto decoded = decode_found(line.encoding, units_of(part, line.bytes));
      if (!line.bytes && line.encoding == Encoding::tcvn3) decoded = restore_hyphen_as_u(std::move(decoded));
      builder.add(decoded, line.encoding);
    }
  }
  builder.count(faults);
  auto result = builder.finish(FileKind::text);
  if (result.encoding == "mixed") result.warnings.push_back({"intake.encodings_mixed", {}});
  return result;
}

ReadText read_utf16(std::string_view bytes, bool big_endian, const ReadLimits& limits) {
  Utf8Faults faults;
  auto text = decode_utf16_leniently(bytes, big_endian, faults);
  if (!text.empty() && text.front() == 0xFEFF) text.erase(0, 1);
  ReadLimits own = limits;
  own.output_bytes = limits.text_bytes * 3;
  TextBuilder builder(own);
  builder.add(text, big_endian ? Encoding::utf16be : Encoding::utf16le);
  builder.count(faults);
  return builder.finish(FileKind::text);
}

}  // namespace

Utf16 find_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Utf16::little_endian;
  if (bytes.starts_with("\xFE\xFF")) return Utf16::big_endian;
  const auto head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0;
  const std::size_t units = head.size() / 2;
  if (units < 2) return Utf16::none;
  // In Vietnamese prose two units of three are ASCII; the other byte is almost never zero.
  if (zeros[1] * 10 >= units * 3 && zeros[0] * 50 <= units) return Utf16::little_endian;
  if (zeros[0] * 10 >= units * 3 && zeros[1] * 50 <= units) return Utf16::big_endian;
  return Utf16::none;
}

Encoding detect_in_unicode(std::u32string_view paragraph) {
  if (std::none_of(paragraph.begin(), paragraph.end(), is_suspicious)) return Encoding::utf8;
  const auto detected = detect_encoding(paragraph, unicode_candidates);
  return detected.margin >= 3 ? detected.encoding : Encoding::utf8;
}

ReadText read_plain_text(std::string bytes, const ReadLimits& limits) {
  if (bytes.size() > limits.text_bytes)
    throw Error(ErrorKind::too_large, "intake.file_too_large",
                {{"megabytes", std::to_string(limits.text_bytes >> 20)}});
  const auto utf16 = find_utf16(bytes);
  if (utf16 != Utf16::none) return read_utf16(bytes, utf16 == Utf16::big_endian, limits);
  if (bytes.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
  const auto scan = scan_utf8(bytes);
  if (!scan.valid || !scan.composed || scan.suspicious) return read_by_lines(bytes, limits);
  ReadText result;
  result.text = std::move(bytes);
  result.length = scan.code_points;
  result.runs.push_back({0, result.length, Encoding::utf8, {}, {}});
  result.pages.push_back({});
  result.encoding = label_of(result.runs);
  return result;
}

}  // namespace intake
