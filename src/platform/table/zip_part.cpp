#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "base/error.h"
#include "platform/table/table_text.h"
#include "platform/table/xlsx_reader.h"

namespace platform {
namespace {

archive* open_zip(const std::filesystem::path& path) {
  archive* zip = archive_read_new();
  if (!zip) table_error("table.damaged");
  // Only by the list at its end: a ZIP that was cut short has none.
  archive_read_support_format_zip_seekable(zip);
  if (archive_read_open_filename(zip, path.c_str(), 1 << 16) != ARCHIVE_OK) {
    archive_read_free(zip);
    table_error("table.damaged");
  }
  return zip;
}

// A name that could lead out of the folder it would be unpacked to.
bool is_tricky(std::string_view name) {
  return name.starts_with('/') || name.find('\\') != name.npos || name.starts_with("../") ||
         name.find("/../") != name.npos || name.find(':') != name.npos || name.find('\0') != name.npos;
}

}  // namespace

void XlsxReader::check_names() {
  std::unique_ptr<archive, decltype(&archive_read_free)> zip(open_zip(path_), &archive_read_free);
  archive_entry* entry = nullptr;
  int status = 0;
  for (int count = 0; (status = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK; ++count) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    if (count > 5000) table_error("table.damaged");
    if (!name || is_tricky(name)) table_error("table.path_trick");
    if (archive_entry_is_encrypted(entry)) table_error("table.old_or_locked");
    if (archive_entry_size_is_set(entry) && std::uint64_t(archive_entry_size(entry)) > limits_.unpacked)
      table_too_large(fmt::format("{} MB", limits_.unpacked >> 20));
  }
  if (status != ARCHIVE_EOF) table_error("table.damaged");
}

ZipPart::ZipPart(const std::filesystem::path& path, const std::string& name, const TableLimits& limits)
    : archive_(open_zip(path)), limits_(limits) {
  archive_entry* entry = nullptr;
  while (archive_read_next_header(archive_, &entry) == ARCHIVE_OK) {
    const char* found = archive_entry_pathname_utf8(entry);
    if (found && name == found) {
      found_ = true;
      break;
    }
  }
  std::error_code error;
  packed_ = std::max<std::uint64_t>(1, std::filesystem::file_size(path, error));
}

ZipPart::~ZipPart() { archive_read_free(archive_); }

bool ZipPart::read(std::string& out) {
  if (!found_) return false;
  const auto before = out.size();
  out.resize(before + (128u << 10));
  const auto count = archive_read_data(archive_, out.data() + before, 128u << 10);
  out.resize(before + std::size_t(std::max<la_ssize_t>(count, 0)));
  if (count < 0) table_error("table.damaged");
  unpacked_ += std::uint64_t(count);
  const bool bomb = unpacked_ > (64u << 20) && unpacked_ / packed_ > limits_.ratio;
  if (unpacked_ > limits_.unpacked || bomb) table_too_large(fmt::format("{} MB", limits_.unpacked >> 20));
  return count > 0;
}

std::string ZipPart::all(std::size_t most) {
  std::string out;
  while (read(out))
    if (out.size() > most) table_too_large(fmt::format("{} MB", most >> 20));
  return out;
}

bool ElementStream::more() {
  if (at_ > 0) text_.erase(0, at_), at_ = 0;
  if (text_.size() > most_) table_error("table.cell_too_long");
  return part_.read(text_);
}

// The place of "<name" or "<prefix:name" at or after at_; what cannot hold a start is dropped.
std::size_t ElementStream::find_start() {
  for (;;) {
    if (!prefix_known_) {
      // The prefix of the part's root is the prefix of everything in it.
      std::size_t open = 0;
      while ((open = text_.find('<', open)) != text_.npos && open + 1 < text_.size() &&
             (text_[open + 1] == '?' || text_[open + 1] == '!'))
        ++open;
      const auto end = open == text_.npos ? open : text_.find_first_of(" >/\r\n\t", open + 1);
      if (end == text_.npos) {
        if (!more()) return text_.npos;
        continue;
      }
      const auto root = text_.substr(open + 1, end - open - 1);
      if (const auto colon = root.find(':'); colon != root.npos) name_ = root.substr(0, colon + 1) + name_;
      prefix_known_ = true;
    }
    for (std::size_t hit = at_; (hit = text_.find("<" + name_, hit)) != text_.npos; ++hit) {
      const auto after = hit + name_.size() + 1;
      if (after >= text_.size()) break;
      const char c = text_[after];
      if (c == ' ' || c == '>' || c == '/' || c == '\n' || c == '\r' || c == '\t') return hit;
    }
    const std::size_t keep = name_.size() + 2;
    if (text_.size() > keep) at_ = std::max(at_, text_.size() - keep);
    if (!more()) return text_.npos;
  }
}

bool ElementStream::next(std::string& element) {
  const auto start = find_start();
  if (start == text_.npos) return false;
  at_ = start;
  const std::string closing = "</" + name_;
  std::size_t tag_end = 0, close = 0;
  for (;;) {
    tag_end = text_.find('>', at_);
    if (tag_end != text_.npos) {
      if (text_[tag_end - 1] == '/') {
        close = tag_end + 1;
        break;
      }
      const auto end = text_.find(closing, tag_end);
      const auto end_tag = end == text_.npos ? end : text_.find('>', end);
      if (end_tag != text_.npos) {
        close = end_tag + 1;
        break;
      }
    }
    if (!more()) table_error("table.damaged");
  }
  element.assign(text_, at_, close - at_);
  at_ = close;
  return true;
}

}  // namespace platform
