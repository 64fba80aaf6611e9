#include <algorithm>

#include "modules/documents/machine.h"

namespace documents {
namespace {

constexpr std::size_t most_text = 4u << 20;  // Units: bytes kept for searching

std::string plain_name(const std::string& name) {
  std::string clean = base::squeeze(base::to_nfc(name));
  if (const auto slash = clean.find_last_of("/\\"); slash != std::string::npos) clean.erase(0, slash + 1);
  std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"'; });
  if (clean.empty() || clean == "." || clean == "..") clean = "tep";
  while (base::count_code_points(clean) > 200) clean = base::to_utf8(base::to_code_points(clean).substr(0, 200));
  return clean;
}

}  // namespace

std::optional<std::int64_t> Documents::attach_file(Transaction& tx, const base::Actor& actor, DocumentId id,
                                                   const platform::StoredFile& file, const std::string& name,
                                                   const std::string& content_type, const std::string& text) {
  auto& m = *machine_;
  const auto row = m.access_to_change(tx, actor, id);
  for (const auto& known : store::list_files(tx, row.id))
    if (known.hash == file.hash) return std::nullopt;
  std::string searched = base::to_nfc(std::string_view(text).substr(0, most_text));
  std::erase(searched, '\0');
  const auto attached = store::insert_file(tx, row.id, {0, plain_name(name), content_type, file.hash, file.size},
                                           searched, m.at.clock.now(), actor.name);
  store::index_words(tx, row.id);
  m.journal(tx, actor, "documents.file_attached", row, base::Json{{"hash", file.hash}}.dump());
  return attached;
}

void Documents::detach_file(Transaction& tx, const base::Actor& actor, DocumentId id, std::int64_t file) {
  auto& m = *machine_;
  const auto row = m.access_to_change(tx, actor, id);
  if (!store::remove_file(tx, row.id, file)) return;
  store::index_words(tx, row.id);
  m.journal(tx, actor, "documents.file_detached", row, base::Json{{"file", file}}.dump());
}

AttachedFile Documents::upload_file(const base::Actor& actor, DocumentId id, const std::string& name,
                                    const std::string& content_type, const std::filesystem::path& path) {
  auto& m = *machine_;
  const tree::UnitId owner = [&] {
    auto tx = m.at.database.begin_read();
    return tree::UnitId{m.access_to_change(tx, actor, id).owner_unit_id};
  }();
  const std::string text = m.read_text ? m.read_text(actor, owner, path) : "";
  auto tx = m.at.database.begin();
  const auto row = m.access_to_change(tx, actor, id);
  const auto file = m.at.files.keep_file(tx, path);
  attach_file(tx, actor, DocumentId{row.id}, file, name, content_type, text);
  const auto all = store::list_files(tx, row.id);
  auto attached = *std::ranges::find(all, file.hash, &AttachedFile::hash);
  tx.commit();
  return attached;
}

AttachedFile Documents::download_file(const base::Actor& actor, DocumentId id, std::int64_t file,
                                      const std::filesystem::path& to) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto row = m.access_document(tx, actor, id);
  for (const auto& f : store::list_files(tx, row.id)) {
    if (f.id != file) continue;
    m.at.files.read_to(tx, f.hash, to);
    return f;
  }
  throw base::Error(base::ErrorKind::not_found, "documents.file_unknown");
}

}  // namespace documents
