#pragma once
// Backup, restore and check of whole stores in one file that belongs to no engine: what SQLite wrote,
// PostgreSQL can take, and the other way round. A backup is one read snapshot, so it is consistent while the
// server writes. The keys of the data folder go along only when a pass phrase seals them. The file ends with
// the SHA-256 of all before it; a file that was cut or changed is refused before anything is stored.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/database.h"

namespace platform {

// A store inside a backup: the registers, or the views of personal records.
struct BackedUp {
  std::string name;  // "registers", "views"
  Database* database = nullptr;
  // Tables whose name begins so lie in this store, whichever store of the backup they come from ("" : none).
  std::string own_tables;
};

struct BackupSummary {
  std::int64_t tables = 0, rows = 0;
  bool has_keys = false;
  std::string created_at;
};

using Progress = std::function<void(std::int64_t rows)>;

// keys: name → bytes of the key files, sealed with the pass phrase; empty: none go along.
// Errors: unavailable "backup.unwritable" {path}; the file appears whole or not at all.
BackupSummary write_backup(const std::string& path, std::span<const BackedUp> stores, const std::string& created_at,
                           const std::vector<std::pair<std::string, std::string>>& keys, const std::string& pass_phrase,
                           const Progress& progress);

// Reads the file to its end and proves its hash. Errors: invalid "backup.damaged", "backup.not_a_backup".
BackupSummary check_backup(const std::string& path);

// Fills empty stores. `migrations` are this program's; a backup of an older program is brought up to date.
// Errors: conflict "backup.store_not_empty", "database.newer"; invalid "backup.damaged", "backup.wrong_pass_phrase".
BackupSummary restore_backup(const std::string& path, std::span<const BackedUp> stores,
                             std::span<const Migration> migrations, const std::string& pass_phrase,
                             std::vector<std::pair<std::string, std::string>>& keys, const Progress& progress);

// One hash over all rows of all tables, whichever store they lie in, in an order that does not depend on the engine:
// equal content, equal hashes.
std::string content_hash(std::span<const BackedUp> stores);

namespace backup {
std::span<const base::EmbeddedFile> sentences();
}

}  // namespace platform
