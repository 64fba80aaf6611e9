#include "modules/intake/reading/reading.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "modules/intake/reading/docx_text.h"
#include "modules/intake/reading/file_kind.h"
#include "modules/intake/reading/html_text.h"
#include "modules/intake/reading/pdf_text.h"
#include "modules/intake/reading/plain_text.h"
#include "modules/intake/reading/reading_child.h"
#include "modules/intake/reading/scan_text.h"
#include "modules/intake/reading/secrecy.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

FileKind kind_or_refusal(std::string_view bytes) {
  const auto sniffed = sniff(bytes);
  if (!sniffed.kind) throw Error(ErrorKind::invalid, std::string(sniffed.refusal));
  return *sniffed.kind;
}

void check_file_size(FileKind kind, std::size_t size, const ReadLimits& limits) {
  const auto limit = kind == FileKind::text ? limits.text_bytes : limits.file_bytes;
  if (size > limit)
    throw Error(ErrorKind::too_large, "intake.file_too_large", {{"megabytes", std::to_string(limit >> 20)}});
}

ReadText read_kind(FileKind kind, std::string bytes, const ReadLimits& limits, const ReadProgress& progress) {
  switch (kind) {
    case FileKind::text:
      return read_plain_text(std::move(bytes), limits);
    case FileKind::html:
      return read_html(std::move(bytes), limits);
    case FileKind::docx:
      return read_docx(bytes, limits);
    case FileKind::pdf:
      return read_pdf(bytes, limits, progress);
    case FileKind::png:
    case FileKind::jpeg:
    case FileKind::tiff:
      return read_picture(bytes, kind, limits, progress);
  }
  throw Error(ErrorKind::invalid, "intake.file_kind_unknown");
}

// A file with nothing to read is refused; one with a stamp of secrecy, too.
ReadText checked(ReadText read) {
  if (read.text.find_first_not_of(" \t\r\n\f") == std::string::npos)
    throw Error(ErrorKind::invalid, "intake.file_without_text");
  refuse_secret(read);
  return read;
}

}  // namespace

std::string_view name_of(FileKind kind) {
  switch (kind) {
    case FileKind::text:
      return "text";
    case FileKind::html:
      return "html";
    case FileKind::docx:
      return "docx";
    case FileKind::pdf:
      return "pdf";
    case FileKind::png:
      return "png";
    case FileKind::jpeg:
      return "jpeg";
    case FileKind::tiff:
      return "tiff";
  }
  return "text";
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf8_nfd:
      return "utf-8-nfd";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
    case Encoding::tcvn3:
      return "tcvn3";
    case Encoding::vni:
      return "vni";
    case Encoding::cp1258:
      return "cp1258";
    case Encoding::cp1252:
      return "cp1252";
    case Encoding::ocr:
      return "ocr";
  }
  return "utf-8";
}

ReadText read_here(std::string bytes, const ReadLimits& limits, const ReadProgress& progress) {
  const auto kind = kind_or_refusal(bytes);
  check_file_size(kind, bytes.size(), limits);
  return checked(read_kind(kind, std::move(bytes), limits, progress));
}

ReadText read_bytes(std::string bytes, const ReadOptions& options) {
  const auto kind = kind_or_refusal(bytes);
  check_file_size(kind, bytes.size(), options.limits);
  if (kind == FileKind::text) return checked(read_plain_text(std::move(bytes), options.limits));
  return checked(read_in_child(bytes, options));
}

ReadText read_file(const std::filesystem::path& path, const ReadOptions& options) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (failed || !std::filesystem::exists(status)) throw Error(ErrorKind::not_found, "intake.file_not_found");
  if (!std::filesystem::is_regular_file(status)) throw Error(ErrorKind::invalid, "intake.file_unreadable");
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) throw Error(ErrorKind::invalid, "intake.file_unreadable");
  if (size > std::max(options.limits.text_bytes, options.limits.file_bytes))
    throw Error(ErrorKind::too_large, "intake.file_too_large",
                {{"megabytes", std::to_string(options.limits.text_bytes >> 20)}});
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::size_t(size), '\0');
  if (!file || !file.read(bytes.data(), std::streamsize(bytes.size())))
    throw Error(ErrorKind::invalid, "intake.file_unreadable");
  return read_bytes(std::move(bytes), options);
}

}  // namespace intake
