// The demo organisation: units, functions, documents, members, accounts, remedy plans. Everything goes through the
// services.

#include <fstream>

#include "app/app.h"

namespace app {
namespace {

struct DemoPerson {
  const char *name, *full_name, *unit;
  identity::Role role;
  const char* what;
};

// Invented people.
constexpr DemoPerson people[] = {
    {"quantri", "Trần Minh Khuê", "", identity::Role::administrator, "quản trị"},
    {"vanthu.tw", "Lê Thu Hằng", "TW", identity::Role::document_officer, "cán bộ văn thư ở Trung ương"},
    {"vanthu.langson", "Nông Thị Bích", "LS", identity::Role::document_officer, "cán bộ văn thư tỉnh Lạng Sơn"},
    {"lanhdao.langson", "Hoàng Đức Thịnh", "LS", identity::Role::leader, "lãnh đạo tỉnh Lạng Sơn"},
    {"dangtich.langson", "Lương Thị Thảo", "LS", identity::Role::membership_officer, "cán bộ đảng tịch tỉnh Lạng Sơn"},
    {"bithu.bacson", "Nông Văn Thọ", "LS.H07.G01.C01", identity::Role::unit_secretary, "bí thư một chi bộ ở Bắc Sơn"},
    {"dangvien.bacson", "Nguyễn Thị Hường", "LS.H07.G01.C01", identity::Role::member, "một đảng viên ở Bắc Sơn"},
    {"kiemtoan", "Vũ Quang Hải", "TW", identity::Role::auditor, "kiểm toán"},
};
constexpr const char* demo_password = "lien-thong-2026";
constexpr const char* demo_member = "LS00001";  // of dangvien.bacson

void say_problems(const auto& report, const std::function<void(std::string_view)>& say) {
  for (const auto& p : report.problems)
    say("  dòng " + std::to_string(p.line) + ": " + base::sentence(p.key, p.parameters, base::Language::vi) + "\n");
}

}  // namespace

std::vector<DemoAccount> load_demo(App& app, const std::function<void(std::string_view)>& say) {
  const auto actor = app.operating_system_actor();
  std::vector<DemoAccount> accounts;
  for (const auto& person : people) accounts.push_back({person.name, demo_password, person.what});
  {
    auto tx = app.database->begin_read();
    if (app.tree.count_units(tx, app.clock.today()) > 0) return accounts;
  }
  const auto folder = app.settings.data / "demo";
  std::filesystem::create_directories(folder);
  for (const auto& file : demo_files()) std::ofstream(folder / file.name, std::ios::binary) << file.content;

  say("Đang nạp tổ chức mẫu…\n");
  const auto report = app.org->import_units(actor, folder / "units.csv", {});
  say_problems(report, say);
  if (std::filesystem::exists(folder / "functions.csv")) app.org->import_functions(actor, folder / "functions.csv");
  say("Đang nạp sổ văn bản mẫu…\n");
  documents::load_demo(*app.documents, *app.database, app.tree, actor, folder);
  say("Đang nạp đảng viên mẫu…\n");
  for (const auto& [kind, file] :
       {std::pair{members::ImportKind::members, "members.csv"}, std::pair{members::ImportKind::spells, "spells.csv"}})
    say_problems(app.imports->import_file(actor, kind, folder / file, {}), say);
  for (const auto& person : people) {
    identity::NewAccount account;
    account.name = person.name;
    account.full_name = person.full_name;
    account.unit_code = person.unit;
    account.grant.emplace();
    account.grant->role = person.role;
    account.grant->unit_code = person.unit;
    app.identity->accounts.create_with_password(actor, account, demo_password, false);
  }
  app.members->link_account(actor, demo_member, {"dangvien.bacson"});
  reviews::load_demo(*app.reviews, actor, app.clock.today());
  std::filesystem::remove_all(folder);
  return accounts;
}

}  // namespace app
