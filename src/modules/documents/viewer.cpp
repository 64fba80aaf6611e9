#include "modules/documents/viewer.h"

#include <algorithm>

namespace documents {
namespace {

constexpr std::size_t most_kept = 64, most_words_read_anew = 64;

}  // namespace

bool SeenCache::knows(const Paths& paths) const {
  const std::lock_guard lock(mutex_);
  return kept_.contains(paths);
}

SeenCache::Seen SeenCache::find(const Paths& paths, Version version) {
  const std::lock_guard lock(mutex_);
  const auto it = kept_.find(paths);
  if (it == kept_.end() || it->second.version != version) return nullptr;
  it->second.used = ++used_;
  return it->second.seen;
}

void SeenCache::keep(const Paths& paths, Version version, Seen seen) {
  const std::lock_guard lock(mutex_);
  kept_[paths] = {version, std::move(seen), ++used_};
  if (kept_.size() > most_kept)
    kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& entry) { return entry.second.used; }));
}

Viewer::Viewer(Transaction& tx, const Surroundings& at, const identity::Scope& scope)
    : tx_(tx), at_(at), scope_(scope), index_(tx, at.cells), sees_all_(reads_all()) {}

std::optional<tree::UnitId> Viewer::find_unit(const std::string& code) { return at_.tree.find_unit(tx_, code); }

// Paths below one another share their start, so a scope that holds the first and the last path with one and
// the same part holds every path between them.
bool Viewer::reads_all() const {
  if (scope_.everything) return true;
  const auto first = tx_.find<std::string>("SELECT MIN(path) FROM tree_scope"),
             last = tx_.find<std::string>("SELECT MAX(path) FROM tree_scope");
  if (!first || !last) return false;
  return std::ranges::any_of(
      scope_.paths, [&](const std::string& path) { return first->starts_with(path) && last->starts_with(path); });
}

void Viewer::keep_seen(IdSet& documents) {
  if (sees_all_ || documents.empty()) return;
  if (!indexed_) indexed_ = read_indexed();
  IdSet waiting = documents;
  waiting &= index_.waiting();
  documents -= waiting;
  documents &= *indexed_;
  if (waiting.empty()) return;
  platform::Bindings values;
  const std::string sql =
      "SELECT d.id FROM documents_index_waiting w JOIN documents_document d ON d.id = w.document_id WHERE 1 = 1" +
      seen_condition(values);
  const auto rows = tx_.query_values(sql, values.values());
  while (rows->next())
    if (const auto id = rows->integer(0); waiting.contains(id)) documents.add(id);
}

std::string Viewer::seen_condition(platform::Bindings& values) const {
  if (sees_all_) return "";
  return " AND (d.open_to_all = 1 OR " +
         at_.access.sees_condition(scope_, "documents_party", "document_id", "d.id", values) + ")";
}

// What a writer sees may still be rolled back: it is not kept. Few words are read as fast as a version.
SeenCache::Seen Viewer::read_indexed() {
  const auto version = [&] {
    const auto index = tx_.find<std::int64_t>("SELECT version FROM documents_index_state");
    return SeenCache::Version{at_.tree.version(tx_), index.value_or(0)};
  };
  const bool may_keep = tx_.is_read_only();
  if (may_keep && at_.seen.knows(scope_.paths))
    if (auto seen = at_.seen.find(scope_.paths, version())) return seen;
  const auto all = words();
  auto seen = std::make_shared<const IdSet>(index_.indexed_with_any(all));
  if (may_keep && all.size() > most_words_read_anew) at_.seen.keep(scope_.paths, version(), seen);
  return seen;
}

// Who may see a document, as words of it: open to all; a party within the scope; a party above the scope that
// shares with its subtree.
std::vector<std::string> Viewer::words() const {
  std::vector<std::string> words{"_o_all"};
  const auto add = [&](const std::string& units, const platform::Bindings& values, const char* prefix) {
    const auto rows = tx_.query_values(units, values.values());
    while (rows->next()) words.push_back(prefix + std::to_string(rows->integer(0)));
  };
  platform::Bindings parts, lines;
  add("SELECT s.unit_id FROM tree_scope s WHERE (SELECT p.unit_id FROM documents_party p WHERE p.unit_id = s.unit_id "
      "LIMIT 1) IS NOT NULL AND (" +
          scope_.condition("s", parts) + ")",
      parts, "_p_");
  std::string above = "SELECT unit_id FROM tree_scope WHERE path IN (''";
  for (const auto& path : scope_.paths)
    for (std::size_t length = 1; length < path.size(); ++length)
      if (path[length - 1] == '/') above += ",?", lines.add_text(path.substr(0, length));
  add(above + ")", lines, "_q_");
  return words;
}

}  // namespace documents
