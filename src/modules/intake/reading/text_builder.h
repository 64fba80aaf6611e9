#pragma once
// Gathers the text of a document piece by piece with its runs, pages and repairs, and normalises it at the end.
// Positions are bytes while building and code points of the NFC text in the result. Not for plain NFC files,
// which pass without it. One thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/reading/reading.h"
#include "modules/intake/reading/utf8_scan.h"

namespace intake {

class TextBuilder {
 public:
  explicit TextBuilder(const ReadLimits& limits) : limits_(limits) {}

  // Valid UTF-8 or code points, already decoded.
  void add(std::string_view text, Encoding encoding, std::string_view font = {}, std::optional<int> confidence = {});
  void add(std::u32string_view text, Encoding encoding, std::string_view font = {}, std::optional<int> confidence = {});
  // A line end that the reader makes; belongs to the run before it. Never more than `most` in a row.
  void end_line(int most = 2);
  // Leaves one line end at the end.
  void trim_end();
  // A blank, separator or label that the reader makes.
  void add_made(std::string_view text);
  void start_page();
  void set_page_confidence(int confidence);  // of the page started last
  // The last `bytes` bytes stand for `raw`.
  void mark_repair(std::size_t from_byte, std::string raw);
  void warn(std::string key, base::Parameters parameters = {});
  void count(const Utf8Faults& faults) { faults_ += faults; }

  std::size_t size() const { return text_.size(); }
  std::string_view text() const { return text_; }
  ReadText finish(FileKind kind);

 private:
  void warn_of_faults();
  void check_size() const;
  void normalise(ReadText& result);

  const ReadLimits& limits_;
  std::string text_;
  std::vector<ReadRun> runs_;
  std::vector<ReadPage> pages_;
  std::vector<ReadRepair> repairs_;
  std::vector<ReadWarning> warnings_;
  Utf8Faults faults_;
};

// "utf-8", …, or "mixed".
std::string label_of(const std::vector<ReadRun>& runs);
// NFC and where it came from: byte positions (ascending) become code point positions.
std::string to_nfc_with_positions(std::string text, const std::vector<std::size_t*>& positions, std::size_t& length);

}  // namespace intake
