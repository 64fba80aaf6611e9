#pragma once
// Files that wait while their sender looks at columns and problems: sent once, tried as often as wanted, kept until
// they are imported, for a day at most. And what an account last said of the columns of such a file. A file belongs to
// its account. Tables: imports_upload, imports_columns. Thread-safe.

#include "platform/clock/clock.h"
#include "platform/files/temporary_file.h"
#include "platform/imports/import_columns.h"
#include "platform/imports/imports.h"

namespace platform {

struct KnownColumn {
  std::string key, name;
  bool required = false;
};
BOOST_DESCRIBE_STRUCT(KnownColumn, (), (key, name, required))
struct SampleRow {
  std::vector<std::string> cells;
};
BOOST_DESCRIBE_STRUCT(SampleRow, (), (cells))

struct PreparedImport {
  std::string upload;  // names the file from here on
  std::string file_name;
  std::int64_t size = 0;        // Units: bytes
  std::int64_t rows_about = 0;  // of a small file exactly
  std::vector<KnownColumn> columns;
  std::vector<std::string> header, keys;  // the names of the first row, and what each probably means
  bool remembered = false;                // the account said so of such a file before
  std::vector<SampleRow> sample;          // the first rows
};
BOOST_DESCRIBE_STRUCT(PreparedImport, (),
                      (upload, file_name, size, rows_about, columns, header, keys, remembered, sample))

class ImportUploads {
 public:
  ImportUploads(Database& database, const Clock& clock, std::filesystem::path folder)
      : database_(database), clock_(clock), folder_(std::move(folder)) {}
  // Takes the file away. Errors: invalid "table.…"; unavailable "jobs.file_not_kept".
  PreparedImport prepare(const base::Actor& actor, const ImportForm& form, const std::filesystem::path& file,
                         const std::string& file_name, base::Language language);
  struct Waiting {
    TemporaryFile file;  // another name of the same bytes
    std::string name;
  };
  // Errors: not_found "imports.upload_gone".
  Waiting open(const base::Actor& actor, std::string_view kind, const std::string& upload);
  // The file is imported and waits no more.
  void remove(const base::Actor& actor, std::string_view kind, const std::string& upload);
  // names: of every column of the file.
  void remember(const base::Actor& actor, std::string_view kind, const ColumnNames& names);
  // Takes away what waited for a day.
  void sweep();

 private:
  void sweep(Transaction& tx) const;
  Database& database_;
  const Clock& clock_;
  std::filesystem::path folder_;
};

}  // namespace platform

template <>
struct base::labels<platform::KnownColumn> {
  static constexpr FieldLabel list[] = {{"key", "Tên trong hệ thống", "Key", readonly},
                                        {"name", "Tên cột", "Name", readonly},
                                        {"required", "Bắt buộc", "Required", readonly}};
};
template <>
struct base::labels<platform::SampleRow> {
  static constexpr FieldLabel list[] = {{"cells", "Ô", "Cells", readonly | personal}};
};
template <>
struct base::labels<platform::PreparedImport> {
  static constexpr FieldLabel list[] = {{"upload", "Mã tệp chờ", "Upload", readonly},
                                        {"file_name", "Tên tệp", "File", readonly},
                                        {"size", "Cỡ tệp", "Size", readonly},
                                        {"rows_about", "Số dòng, ước chừng", "Rows, about", readonly},
                                        {"columns", "Cột của hệ thống", "Known columns", readonly},
                                        {"header", "Cột của tệp", "Columns of the file", readonly},
                                        {"keys", "Nghĩa của mỗi cột", "What they mean", readonly},
                                        {"remembered", "Theo lần trước", "As last time", readonly},
                                        {"sample", "Những dòng đầu", "First rows", readonly}};
};
static_assert(base::complete<platform::KnownColumn>() && base::complete<platform::SampleRow>() &&
              base::complete<platform::PreparedImport>());
