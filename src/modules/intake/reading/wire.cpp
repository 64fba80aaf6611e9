#include "modules/intake/reading/wire.h"

#include <cstring>
#include <utility>

#include "base/text.h"

namespace intake {
namespace {

constexpr std::string_view request_mark = "LTREAD01";
constexpr std::size_t request_numbers = 8;

void put(std::string& out, std::uint64_t value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); }
void put(std::string& out, std::string_view text) {
  put(out, std::uint64_t(text.size()));
  out += text;
}
void put(std::string& out, const std::optional<int>& value) { put(out, std::uint64_t(value ? *value + 1 : 0)); }
void put(std::string& out, const base::Parameters& parameters) {
  put(out, std::uint64_t(parameters.size()));
  for (const auto& [name, value] : parameters) {
    put(out, name);
    put(out, value);
  }
}

// Reads as long as there are bytes; afterwards `good` is false and every value is empty.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}
  bool good() const { return good_; }
  bool done() const { return good_ && bytes_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (bytes_.size() < sizeof value) return fail(), 0;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  // A count of things that each take at least eight bytes.
  std::size_t count() {
    const auto value = number();
    if (value > bytes_.size() / 8) return fail(), 0;
    return std::size_t(value);
  }
  std::string text() {
    const auto size = number();
    if (size > bytes_.size()) return fail(), std::string();
    std::string out(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return out;
  }
  std::optional<int> confidence() {
    const auto value = number();
    if (value > 101) fail();
    if (value == 0 || value > 101) return {};
    return int(value) - 1;
  }
  base::Parameters parameters() {
    base::Parameters out;
    for (auto left = count(); left > 0 && good_; --left) {
      auto name = text();
      out[std::move(name)] = text();
    }
    return out;
  }
  void fail() { good_ = false; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

std::string frame(FrameKind kind, std::string_view payload) {
  std::string out(1, char(kind));
  put(out, std::uint64_t(payload.size()));
  out += payload;
  return out;
}

// A key of our own module with a plain name; a child may not choose sentences elsewhere.
bool is_own_key(std::string_view key) {
  return key.starts_with("intake.") && key.size() < 80 &&
         key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789.") == key.npos;
}

bool fits(const ReadText& text) {
  std::size_t at = 0;
  for (const auto& run : text.runs) {
    if (run.start != at || run.end < run.start) return false;
    at = run.end;
  }
  if (at > text.length) return false;
  std::size_t page_at = 0;
  for (const auto& page : text.pages) {
    if (page.start < page_at || page.start > text.length) return false;
    page_at = page.start;
  }
  for (const auto& repair : text.repairs)
    if (repair.end < repair.start || repair.end > text.length) return false;
  for (const auto& warning : text.warnings)
    if (!is_own_key(warning.key)) return false;
  return !text.pages.empty();
}

}  // namespace

std::size_t request_head_bytes() { return request_mark.size() + request_numbers * 8; }

std::string pack_request_head(const ReadLimits& limits) {
  std::string out(request_mark);
  for (const std::uint64_t number :
       {std::uint64_t(limits.text_bytes), std::uint64_t(limits.file_bytes), std::uint64_t(limits.unpacked_bytes),
        std::uint64_t(limits.output_bytes), std::uint64_t(limits.memory_bytes), std::uint64_t(limits.pages),
        std::uint64_t(limits.scanned_pages), std::uint64_t(limits.total.count())})
    put(out, number);
  return out;
}

std::optional<ReadLimits> unpack_request_head(std::string_view bytes) {
  if (bytes.size() < request_head_bytes() || !bytes.starts_with(request_mark)) return {};
  WireReader reader(bytes.substr(request_mark.size()));
  ReadLimits limits;
  for (auto* place : {&limits.text_bytes, &limits.file_bytes, &limits.unpacked_bytes, &limits.output_bytes,
                      &limits.memory_bytes, &limits.pages, &limits.scanned_pages})
    *place = std::size_t(reader.number());
  limits.total = std::chrono::seconds(reader.number());
  return limits;
}

std::string pack_progress(std::size_t page, std::size_t pages) {
  std::string payload;
  put(payload, std::uint64_t(page));
  put(payload, std::uint64_t(pages));
  return frame(FrameKind::progress, payload);
}

std::string pack_text(const ReadText& text) {
  std::string out;
  put(out, text.text);
  put(out, std::uint64_t(text.kind));
  put(out, std::uint64_t(text.pages.size()));
  for (const auto& page : text.pages) {
    put(out, std::uint64_t(page.start));
    put(out, page.confidence);
  }
  put(out, std::uint64_t(text.runs.size()));
  for (const auto& run : text.runs) {
    put(out, std::uint64_t(run.start));
    put(out, std::uint64_t(run.end));
    put(out, std::uint64_t(run.encoding));
    put(out, run.font);
    put(out, run.confidence);
  }
  put(out, std::uint64_t(text.repairs.size()));
  for (const auto& repair : text.repairs) {
    put(out, std::uint64_t(repair.start));
    put(out, std::uint64_t(repair.end));
    put(out, repair.raw);
  }
  put(out, std::uint64_t(text.warnings.size()));
  for (const auto& warning : text.warnings) {
    put(out, warning.key);
    put(out, warning.parameters);
  }
  put(out, text.encoding);
  return frame(FrameKind::text, out);
}

std::string pack_error(const base::Error& error) {
  std::string out;
  put(out, std::uint64_t(error.kind()));
  put(out, error.key());
  put(out, error.parameters());
  return frame(FrameKind::error, out);
}

std::optional<Frame> first_frame(std::string_view received, std::size_t most, bool& broken) {
  if (received.size() < frame_header_bytes) return {};
  const auto kind = FrameKind(received.front());
  const auto size = WireReader(received.substr(1)).number();
  const bool known = kind == FrameKind::progress || kind == FrameKind::text || kind == FrameKind::error;
  if (!known || size > most) {
    broken = true;
    return {};
  }
  if (received.size() - frame_header_bytes < size) return {};
  return Frame{kind, received.substr(frame_header_bytes, size), frame_header_bytes + std::size_t(size)};
}

std::optional<std::pair<std::size_t, std::size_t>> unpack_progress(std::string_view payload) {
  WireReader reader(payload);
  const auto page = std::size_t(reader.number());
  const auto pages = std::size_t(reader.number());
  if (!reader.done()) return {};
  return std::pair{page, pages};
}

std::optional<ReadText> unpack_text(std::string_view payload) {
  WireReader reader(payload);
  ReadText text;
  text.text = reader.text();
  const auto kind = reader.number();
  if (kind > std::uint64_t(FileKind::tiff)) return {};
  text.kind = FileKind(kind);
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    const auto start = std::size_t(reader.number());
    text.pages.push_back({start, reader.confidence()});
  }
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    ReadRun run;
    run.start = std::size_t(reader.number());
    run.end = std::size_t(reader.number());
    const auto encoding = reader.number();
    if (encoding > std::uint64_t(Encoding::ocr)) return {};
    run.encoding = Encoding(encoding);
    run.font = reader.text();
    run.confidence = reader.confidence();
    text.runs.push_back(std::move(run));
  }
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    ReadRepair repair;
    repair.start = std::size_t(reader.number());
    repair.end = std::size_t(reader.number());
    repair.raw = reader.text();
    text.repairs.push_back(std::move(repair));
  }
  for (auto left = reader.count(); left > 0 && reader.good(); --left) {
    ReadWarning warning;
    warning.key = reader.text();
    warning.parameters = reader.parameters();
    text.warnings.push_back(std::move(warning));
  }
  text.encoding = reader.text();
  if (!reader.done() || !base::is_valid_utf8(text.text)) return {};
  text.length = base::count_code_points(text.text);
  if (!fits(text)) return {};
  return text;
}

std::optional<base::Error> unpack_error(std::string_view payload) {
  WireReader reader(payload);
  const auto kind = reader.number();
  auto key = reader.text();
  auto parameters = reader.parameters();
  if (!reader.done() || kind > std::uint64_t(base::ErrorKind::unavailable) || !is_own_key(key)) return {};
  return base::Error(base::ErrorKind(kind), std::move(key), std::move(parameters));
}

}  // namespace intake
