#include <fstream>

#include "app/app.h"

namespace app {

platform::BackupSummary restore_backup(const Settings& settings, const std::string& path,
                                       const std::string& pass_phrase, const platform::Progress& progress) {
  std::filesystem::create_directories(settings.data);
  const bool own_file = settings.database.empty();
  auto registers = platform::Database::open(own_file ? (settings.data / "lienthong.db").string() : settings.database);
  std::vector<platform::BackedUp> stores{{"registers", registers.get(), ""}};
  // The views of personal records have a file of their own beside SQLite's; on PostgreSQL they are tables.
  // The file numbers its steps by itself, so it is made here and not from the registers' list.
  const auto views = audit::open_views(*registers, settings.data);
  stores.push_back({"views", views ? views.get() : registers.get(), std::string(audit::view_tables)});
  const auto migrations = all_migrations();
  std::vector<std::pair<std::string, std::string>> keys;
  auto summary = platform::restore_backup(path, stores, migrations, pass_phrase, keys, progress);
  const auto folder = settings.data / "keys";
  for (const auto& [name, bytes] : keys) {
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    std::ofstream(folder / std::filesystem::path(name).filename(), std::ios::binary) << bytes;
    std::filesystem::permissions(folder / std::filesystem::path(name).filename(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  return summary;
}

void verify_backup(const std::string& path, const std::function<void(std::string_view)>& say) {
  const auto summary = platform::check_backup(path);
  say("Bản sao lưu lành lặn: " + std::to_string(summary.tables) + " bảng, " + std::to_string(summary.rows) + " dòng, " +
      (summary.has_keys ? "có khóa" : "không có khóa") + ", lúc " + summary.created_at + "\n");
}

}  // namespace app
