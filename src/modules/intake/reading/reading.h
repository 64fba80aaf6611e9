#pragma once
// The door through which any file becomes text: bytes in, NFC UTF-8 out, with where each part came from.
// Kind and encoding are decided by content, never by name. Plain text is read in this process; every other
// kind is opened in a child process with limits, whose death is a refused file (base::Error, keys
// intake.file_… and intake.text_secret). Offsets are code points of the NFC text, half-open.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace intake {

enum class FileKind : std::uint8_t { text, html, docx, pdf, png, jpeg, tiff };
std::string_view name_of(FileKind kind);

enum class Encoding : std::uint8_t { utf8, utf8_nfd, utf16le, utf16be, tcvn3, vni, cp1258, cp1252, ocr };
std::string_view name_of(Encoding encoding);

// A stretch of text that was read in one way. Runs cover the text in order without gaps.
struct ReadRun {
  std::size_t start = 0;
  std::size_t end = 0;
  Encoding encoding = Encoding::utf8;
  std::string font;                 // empty where the file names none, or where it decided nothing
  std::optional<int> confidence{};  // 0–100, scans only
};

struct ReadPage {
  std::size_t start = 0;            // the page ends where the next one starts
  std::optional<int> confidence{};  // 0–100 when the page was recognised from a picture
};

// Letters that the reader changed because a scan cannot have meant them; `raw` is what was recognised.
struct ReadRepair {
  std::size_t start = 0;
  std::size_t end = 0;
  std::string raw;
};

// Something a person should know about the reading; the key names a sentence.
struct ReadWarning {
  std::string key;
  base::Parameters parameters;
};

struct ReadText {
  std::string text;        // NFC UTF-8, nothing else changed: line ends, blanks and NBSP are as in the file
  std::size_t length = 0;  // code points
  FileKind kind = FileKind::text;
  std::string encoding;         // the one encoding of all runs, or "mixed"
  std::vector<ReadPage> pages;  // at least one
  std::vector<ReadRun> runs;
  std::vector<ReadRepair> repairs;
  std::vector<ReadWarning> warnings;
};

struct ReadLimits {
  std::size_t text_bytes = 512u << 20;      // of a plain text file
  std::size_t file_bytes = 128u << 20;      // of every other kind
  std::size_t unpacked_bytes = 192u << 20;  // of all parts of a container
  std::size_t output_bytes = 256u << 20;    // of the text that comes out
  std::size_t memory_bytes = 1536u << 20;   // address space of the child
  std::size_t pages = 3000;
  std::size_t scanned_pages = 300;
  std::chrono::seconds stall{90};   // the child says nothing for so long: a page turned three times
  std::chrono::seconds total{900};  // the child lives at most so long, in wall time and in CPU time
};

// Called for each page that takes time; returning false stops the reading (Error intake.file_cancelled).
using ReadProgress = std::function<bool(std::size_t page, std::size_t pages)>;

struct ReadOptions {
  ReadLimits limits{};
  ReadProgress progress{};
  // What is executed as the child; empty is this program itself with `read-child`.
  std::vector<std::string> child_command{};
};

// Reads bytes or a file. Errors: intake.file_… (refused, nothing kept), intake.text_secret.
ReadText read_bytes(std::string bytes, const ReadOptions& options = {});
ReadText read_file(const std::filesystem::path& path, const ReadOptions& options = {});

// All kinds in this process, without a sandbox: what the child, the fuzzer and unit tests call.
ReadText read_here(std::string bytes, const ReadLimits& limits = {}, const ReadProgress& progress = {});

// The body of `lienthong read-child`: file descriptor 3 is the file, 4 takes the answer. Returns the exit code.
int reading_child_main();

}  // namespace intake
