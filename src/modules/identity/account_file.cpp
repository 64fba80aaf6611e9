// Accounts from a file: one row, one account.

#include "base/sentence.h"
#include "base/text.h"
#include "modules/identity/accounts.h"
#include "platform/table/table.h"

namespace identity {
namespace {

constexpr std::int64_t most_file_rows = 5000;

class FileColumns {
 public:
  explicit FileColumns(const platform::TableRow& header) {
    for (const auto& cell : header.cells) names_.push_back(base::squeeze(cell));
  }
  bool has(std::string_view name) const { return find(name) >= 0; }
  std::string text(const platform::TableRow& row, std::string_view name) const {
    const int at = find(name);
    return at < 0 || std::size_t(at) >= row.cells.size() ? "" : base::squeeze(row.cells[std::size_t(at)]);
  }

 private:
  int find(std::string_view name) const {
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (names_[i] == name) return int(i);
    return -1;
  }
  std::vector<std::string> names_;
};

std::optional<base::Date> read_file_date(const std::string& text, const char* field) {
  if (text.empty()) return std::nullopt;
  const auto date = base::parse_any_date(text);
  if (!date) throw base::Error(base::ErrorKind::invalid, "field.date_expected").at_field(field);
  return date;
}

NewAccount read_file_row(const FileColumns& columns, const platform::TableRow& row) {
  NewAccount account{columns.text(row, "name"), columns.text(row, "full_name"), columns.text(row, "unit_code"), {}};
  if (account.full_name.empty()) throw base::Error(base::ErrorKind::invalid, "field.required").at_field("full_name");
  if (base::count_code_points(account.full_name) > 120)
    throw base::Error(base::ErrorKind::invalid, "field.too_long", {{"max", "120"}}).at_field("full_name");
  const std::string role = columns.text(row, "role");
  if (role.empty()) return account;
  const auto known = base::parse_enum<Role>(role);
  if (!known) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("role");
  account.grant = NewGrant{*known, account.unit_code, read_file_date(columns.text(row, "from"), "from"),
                           read_file_date(columns.text(row, "to"), "to")};
  return account;
}

}  // namespace

BulkReport AccountService::create_from_file(const base::Actor& actor, const std::filesystem::path& path, bool dry_run,
                                            base::Language language) {
  auto reader = platform::open_table(path);
  platform::TableRow row;
  BulkReport report;
  report.dry_run = dry_run;
  const FileColumns columns(reader->next(row) ? row : platform::TableRow{});
  for (const char* name : {"name", "full_name"})
    if (!columns.has(name)) throw base::Error(base::ErrorKind::invalid, "identity.column_missing", {{"column", name}});
  auto tx = core_.database.begin();
  if (seen_accounts(tx, actor).nothing()) core_.access.require(tx, actor, Permission::accounts_manage, {});
  while (reader->next(row)) {
    if (++report.rows > most_file_rows)
      throw base::Error(base::ErrorKind::too_large, "identity.file_rows", {{"most", std::to_string(most_file_rows)}});
    try {
      const AccountRow account = store_new(tx, actor, read_file_row(columns, row), "", false);
      report.created.push_back(
          {row.line, account.name,
           dry_run ? "" : core_.add_link(tx, account.id, LinkPurpose::invite, core_.settings.invite_life)});
    } catch (const base::Error& error) {
      // A row that is refused was refused before anything of it was written. What is not the row's fault goes on up.
      if (error.kind() == base::ErrorKind::unavailable || error.key().starts_with("database.")) throw;
      report.refused.push_back(
          {row.line, error.field(), error.key(), base::sentence(error.key(), error.parameters(), language)});
    }
  }
  if (!dry_run) tx.commit();
  return report;
}

}  // namespace identity
