#include "modules/intake/reading/text_builder.h"

#include <algorithm>

#include "base/text.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

// Code points of NFC(segment), which is appended to `out`; positions inside are moved.
std::size_t append_segment(std::string_view segment, std::size_t begin, std::size_t code_points_before,
                           std::size_t* const*& position, std::size_t* const* positions_end, std::string& out) {
  const auto scan = scan_utf8(segment);
  const auto inside = [&](std::size_t prefix) {
    const auto part = segment.substr(0, prefix);
    return scan.composed ? base::count_code_points(part) : base::count_code_points(base::to_nfc(part));
  };
  for (; position != positions_end && **position < begin + segment.size(); ++position)
    **position = code_points_before + (**position == begin ? 0 : inside(**position - begin));
  if (scan.composed) {
    out += segment;
    return scan.code_points;
  }
  const std::string composed = base::to_nfc(segment);
  out += composed;
  return base::count_code_points(composed);
}

}  // namespace

std::string to_nfc_with_positions(std::string text, const std::vector<std::size_t*>& positions, std::size_t& length) {
  length = 0;
  std::string out;
  out.reserve(text.size());
  std::size_t* const* position = positions.data();
  std::size_t* const* const end = position + positions.size();
  for (std::size_t at = 0; at < text.size();) {
    // A line end neither composes nor reorders, so that lines can be taken one by one.
    auto stop = text.find('\n', at);
    stop = stop == text.npos ? text.size() : stop + 1;
    length += append_segment(std::string_view(text).substr(at, stop - at), at, length, position, end, out);
    at = stop;
  }
  for (; position != end; ++position) **position = length;
  return out;
}

std::string label_of(const std::vector<ReadRun>& runs) {
  std::optional<Encoding> label;
  for (const auto& run : runs) {
    const bool both_utf8 = label && (*label == Encoding::utf8 || *label == Encoding::utf8_nfd) &&
                           (run.encoding == Encoding::utf8 || run.encoding == Encoding::utf8_nfd);
    if (label && *label != run.encoding && !both_utf8) return "mixed";
    if (!label || run.encoding == Encoding::utf8_nfd) label = run.encoding;
  }
  return std::string(name_of(label.value_or(Encoding::utf8)));
}

void TextBuilder::check_size() const {
  if (text_.size() > limits_.output_bytes)
    throw Error(ErrorKind::too_large, "intake.file_text_too_long",
                {{"megabytes", std::to_string(limits_.output_bytes >> 20)}});
}

void TextBuilder::add(std::string_view text, Encoding encoding, std::string_view font, std::optional<int> confidence) {
  if (text.empty()) return;
  text_ += text;
  check_size();
  if (!runs_.empty() && runs_.back().encoding == encoding && runs_.back().font == font &&
      runs_.back().confidence == confidence) {
    runs_.back().end = text_.size();
    return;
  }
  const std::size_t start = runs_.empty() ? 0 : runs_.back().end;
  runs_.push_back({start, text_.size(), encoding, std::string(font), confidence});
}

void TextBuilder::add(std::u32string_view text, Encoding encoding, std::string_view font,
                      std::optional<int> confidence) {
  add(base::to_utf8(text), encoding, font, confidence);
}

void TextBuilder::end_line(int most) {
  int there = 0;
  for (auto at = text_.size(); at > 0 && text_[at - 1] == '\n'; --at) ++there;
  if (text_.empty() || there >= most) return;
  add_made("\n");
}

void TextBuilder::add_made(std::string_view text) {
  text_ += text;
  check_size();
  if (!runs_.empty()) runs_.back().end = text_.size();
}

void TextBuilder::trim_end() {
  while (text_.ends_with("\n\n")) text_.pop_back();
  for (auto& run : runs_)
    run = {std::min(run.start, text_.size()), std::min(run.end, text_.size()), run.encoding, run.font, run.confidence};
  for (auto& page : pages_) page.start = std::min(page.start, text_.size());
}

void TextBuilder::start_page() { pages_.push_back({text_.size(), {}}); }

void TextBuilder::set_page_confidence(int confidence) {
  if (!pages_.empty()) pages_.back().confidence = confidence;
}

void TextBuilder::mark_repair(std::size_t from_byte, std::string raw) {
  repairs_.push_back({from_byte, text_.size(), std::move(raw)});
}

void TextBuilder::warn(std::string key, base::Parameters parameters) {
  for (const auto& known : warnings_)
    if (known.key == key) return;
  warnings_.push_back({std::move(key), std::move(parameters)});
}

void TextBuilder::warn_of_faults() {
  const auto& faults = faults_;
  if (faults.bytes) warn("intake.invalid_bytes", {{"count", std::to_string(faults.bytes)}});
  if (faults.surrogates) warn("intake.lone_surrogates", {{"count", std::to_string(faults.surrogates)}});
  if (faults.nuls) warn("intake.nul_characters", {{"count", std::to_string(faults.nuls)}});
}

void TextBuilder::normalise(ReadText& result) {
  std::vector<std::size_t*> positions;
  for (auto& run : result.runs) {
    positions.push_back(&run.start);
    positions.push_back(&run.end);
  }
  for (auto& page : result.pages) positions.push_back(&page.start);
  for (auto& repair : result.repairs) {
    positions.push_back(&repair.start);
    positions.push_back(&repair.end);
  }
  std::stable_sort(positions.begin(), positions.end(), [](const auto* a, const auto* b) { return *a < *b; });
  result.text = to_nfc_with_positions(std::move(text_), positions, result.length);
}

ReadText TextBuilder::finish(FileKind kind) {
  warn_of_faults();
  ReadText result;
  result.kind = kind;
  result.runs = std::move(runs_);
  result.pages = std::move(pages_);
  result.repairs = std::move(repairs_);
  result.warnings = std::move(warnings_);
  if (result.pages.empty()) result.pages.push_back({});
  // What the reader made before the first piece belongs to the first run, after the last one to the last.
  if (!result.runs.empty()) {
    result.runs.front().start = 0;
    result.runs.back().end = text_.size();
  }
  result.encoding = label_of(result.runs);
  normalise(result);
  return result;
}

}  // namespace intake
