#include "platform/imports/import_uploads.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::int64_t a_day = 86'400'000'000;  // Units: microseconds
constexpr std::size_t sample_rows = 5;
constexpr std::int64_t rows_looked_at = 5'000;

// The same for the same names in any order.
std::string head_of(std::vector<std::string> names) {
  for (auto& name : names) name = base::fold(base::squeeze(name));
  std::sort(names.begin(), names.end());
  std::string all;
  for (const auto& name : names) all += name + '\n';
  return to_hex(sha256(all)).substr(0, 32);
}

// What the file shows of itself without being read whole.
void look_at(const std::filesystem::path& file, PreparedImport& about) {
  const auto reader = open_table(file);
  TableRow row;
  if (!reader->next(row)) throw Error(ErrorKind::invalid, "table.empty");
  for (const auto& name : row.cells) about.header.push_back(base::squeeze(name));
  bool more = true;
  while (about.rows_about < rows_looked_at && (more = reader->next(row))) {
    ++about.rows_about;
    if (about.sample.size() < sample_rows) about.sample.push_back({row.cells});
  }
  if (!about.rows_about) throw Error(ErrorKind::invalid, "table.empty");
  if (more && reader->next(row)) about.rows_about = about.rows_about * 1000 / std::max(reader->thousandths(), 1);
}

}  // namespace

PreparedImport ImportUploads::prepare(const base::Actor& actor, const ImportForm& form,
                                      const std::filesystem::path& file, const std::string& file_name,
                                      base::Language language) {
  PreparedImport about;
  about.file_name = file_name;
  about.size = std::int64_t(std::filesystem::file_size(file));
  look_at(file, about);
  for (const auto& column : form.columns)
    about.columns.push_back({std::string(column.key),
                             std::string(language == base::Language::en ? column.en : column.vi),
                             about.columns.size() < form.required});
  about.keys = propose_columns(form, about.header);
  about.upload = to_hex(random_bytes(16));
  auto tx = database_.begin();
  sweep(tx);
  const auto told =
      tx.find<std::string>("SELECT columns FROM imports_columns WHERE account_id = ? AND kind = ? AND head = ?",
                           actor.account_id, form.kind, head_of(about.header));
  if (told) {
    const auto names = base::Json::parse(*told).get<ColumnNames>();
    for (std::size_t i = 0; i < about.header.size(); ++i)
      if (const auto found = names.find(about.header[i]); found != names.end()) about.keys[i] = found->second;
    about.remembered = true;
  }
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::filesystem::rename(file, folder_ / about.upload, error);
  if (error) throw Error(ErrorKind::unavailable, "jobs.file_not_kept", {}, error.message());
  tx.run("INSERT INTO imports_upload(id, account_id, kind, file_name, made_at) VALUES (?, ?, ?, ?, ?)", about.upload,
         actor.account_id, form.kind, file_name, clock_.now());
  tx.commit();
  return about;
}

ImportUploads::Waiting ImportUploads::open(const base::Actor& actor, std::string_view kind, const std::string& upload) {
  const auto gone = [] { return Error(ErrorKind::not_found, "imports.upload_gone"); };
  auto tx = database_.begin_read();
  const auto name =
      tx.find<std::string>("SELECT file_name FROM imports_upload WHERE id = ? AND account_id = ? AND kind = ?", upload,
                           actor.account_id, kind);
  if (!name) throw gone();
  Waiting waiting{TemporaryFile(folder_ / (upload + "-" + to_hex(random_bytes(6)))), *name};
  std::error_code error;
  std::filesystem::create_hard_link(folder_ / upload, waiting.file.path(), error);
  if (error) throw gone();
  return waiting;
}

void ImportUploads::remove(const base::Actor& actor, std::string_view kind, const std::string& upload) {
  auto tx = database_.begin();
  const bool removed = tx.run("DELETE FROM imports_upload WHERE id = ? AND account_id = ? AND kind = ?", upload,
                              actor.account_id, kind) > 0;
  tx.commit();
  std::error_code error;
  if (removed) std::filesystem::remove(folder_ / upload, error);
}

void ImportUploads::remember(const base::Actor& actor, std::string_view kind, const ColumnNames& names) {
  if (names.empty()) return;
  std::vector<std::string> header;
  for (const auto& [name, key] : names) header.push_back(name);
  auto tx = database_.begin();
  tx.run(
      "INSERT INTO imports_columns(account_id, kind, head, columns) VALUES (?, ?, ?, ?) ON CONFLICT (account_id, kind, "
      "head) DO UPDATE SET columns = excluded.columns",
      actor.account_id, kind, head_of(std::move(header)),
      base::Json(names).dump(-1, ' ', false, base::Json::error_handler_t::replace));
  tx.commit();
}

void ImportUploads::sweep() {
  auto tx = database_.begin();
  sweep(tx);
  tx.commit();
}

// A writer: no file is on its way in meanwhile. Names that open() gave are left to those who hold them.
void ImportUploads::sweep(Transaction& tx) const {
  tx.run("DELETE FROM imports_upload WHERE made_at < ?", clock_.now() - a_day);
  std::set<std::string> kept;
  tx.each("SELECT id FROM imports_upload", [&](Row row) { kept.insert(row.get<std::string>(0)); });
  std::error_code error;
  std::vector<std::filesystem::path> left;
  for (std::filesystem::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error))
    if (!kept.contains(it->path().filename().string().substr(0, 32))) left.push_back(it->path());
  for (const auto& file : left) std::filesystem::remove(file, error);
}

}  // namespace platform
