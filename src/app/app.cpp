#include "app/app.h"

#include <pwd.h>
#include <unistd.h>

#include <fstream>

#include "base/sentence.h"
#include "modules/documents/documents_rules.h"
#include "modules/identity/identity_http.h"
#include "modules/members/members_rules.h"

namespace app {
namespace {

std::string database_url(const Settings& settings) {
  return settings.database.empty() ? (settings.data / "lienthong.db").string() : settings.database;
}

platform::Keys prepare_folder(const Settings& settings) {
  std::error_code error;
  std::filesystem::create_directories(settings.data, error);
  if (!error && ::access(settings.data.c_str(), W_OK) != 0) error.assign(errno, std::system_category());
  if (error)
    throw base::Error(base::ErrorKind::unavailable, "app.data_unwritable", {{"path", settings.data.string()}},
                      error.message());
  // A folder that holds something else keeps its rights.
  if (std::filesystem::exists(settings.data / "keys") || std::filesystem::is_empty(settings.data, error))
    std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all, error);
  return platform::open_keys(settings.data / "keys");
}

std::string content_type(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "application/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : types)
    if (name.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

std::vector<platform::StaticFile> pages() {
  std::vector<platform::StaticFile> files;
  for (const auto& file : web_files())
    files.push_back(
        {"/" + std::string(file.name), file.content, content_type(file.name), file.name.starts_with("assets/")});
  return files;
}

void add_migrations(std::vector<platform::Migration>& all, std::string_view module,
                    std::span<const base::EmbeddedFile> files) {
  for (auto& m : platform::read_migrations(module, files)) all.push_back(std::move(m));
}

}  // namespace

std::vector<platform::Migration> all_migrations() {
  std::vector<platform::Migration> all;
  add_migrations(all, "jobs", platform::jobs::migrations());
  add_migrations(all, "files", platform::files::migrations());
  add_migrations(all, "imports", platform::imports::migrations());
  add_migrations(all, "audit", audit::migrations());
  add_migrations(all, "tree", tree::migrations());
  add_migrations(all, "identity", identity::migrations());
  add_migrations(all, "org", org::migrations());
  add_migrations(all, "policy", policy::migrations());
  add_migrations(all, "documents", documents::migrations());
  add_migrations(all, "members", members::migrations());
  add_migrations(all, "reviews", reviews::migrations());
  add_migrations(all, "statistics", statistics::migrations());
  add_migrations(all, "intake", intake::migrations());
  add_migrations(all, "reorganisation", reorganisation::migrations());
  return all;
}

void add_all_sentences() {
  for (const auto files : {base::sentences(),
                           platform::database::sentences(),
                           platform::http::sentences(),
                           platform::crypto::sentences(),
                           platform::jobs::sentences(),
                           platform::files::sentences(),
                           platform::imports::sentences(),
                           platform::table::sentences(),
                           platform::backup::sentences(),
                           audit::sentences(),
                           tree::sentences(),
                           identity::sentences(),
                           org::sentences(),
                           policy::sentences(),
                           documents::sentences(),
                           members::sentences(),
                           reviews::sentences(),
                           statistics::sentences(),
                           intake::sentences(),
                           reorganisation::sentences(),
                           app::sentences()})
    base::add_sentences(files);
}

App::App(const Settings& given, platform::Clock* given_clock)
    : settings(given),
      clock(given_clock ? *given_clock : system_clock),
      keys(prepare_folder(settings)),
      database(platform::Database::open(database_url(settings))) {
  const auto migrations = all_migrations();
  database->migrate(migrations);
  jobs = std::make_unique<platform::Jobs>(*database, clock, settings.data / "uploads" / "pending");
  uploads = std::make_unique<platform::ImportUploads>(*database, clock, settings.data / "uploads" / "prepared");
  jobs->also_sweep([this] { uploads->sweep(); });
  audit = std::make_unique<audit::Audit>(*database, clock, keys.journal, settings.data);
  access = std::make_unique<identity::Access>(tree, clock);
  identity = std::make_unique<identity::IdentityService>(*database, clock, keys, tree, *audit, *access, *jobs);
  policy = std::make_unique<policy::Policy>(*database, *access, *audit, clock);
  documents = std::make_unique<documents::Documents>(
      documents::Surroundings{*database, clock, files, *audit, tree, *access},
      [this](const base::Actor& actor, tree::UnitId unit, const std::filesystem::path& file) {
        return intake->text_of_file(actor, unit, file);
      });
  policy->add(documents::rules());
  policy->set_document_status(*documents);
  org = std::make_unique<org::OrgService>(*database, tree, *access, *audit, *jobs, clock);
  const members::Surroundings register_of_members{*database, clock,   keys,      settings.data / "keys", tree, *audit,
                                                  *access,   *policy, *documents};
  members = std::make_unique<members::MembersService>(register_of_members);
  columns =
      std::make_unique<members::ColumnsKeeper>(*database, members->listeners(), settings.data / "members.snapshot");
  imports = std::make_unique<members::Imports>(register_of_members, *jobs, *members, *columns);
  duplicates = std::make_unique<members::DuplicateScan>(register_of_members, *jobs, members->roster());
  policy->add(members::rules());
  reviews = std::make_unique<reviews::Reviews>(
      reviews::Surroundings{*database, clock, tree, *audit, *access, *policy, *documents});
  members->listeners().add(reviews->listener());
  tree.listen(reviews->tree_listener());
  policy->add(reviews::rules());
  intake = std::make_unique<intake::IntakeService>(
      intake::Surroundings{*database, clock, files, *jobs, *audit, tree, *access, *documents});
  passing = std::make_unique<identity::GrantPassing>(tree, *audit, clock);
  reorganised_members = std::make_unique<members::ReorganisedMembers>(tree, members->listeners(), clock);
  tree.add_guard(*reorganised_members);
  reorganisation = std::make_unique<reorganisation::ReorganisationService>(
      reorganisation::Surroundings{*database, clock, tree, *audit, *access, *documents});
  statistics = std::make_unique<statistics::Statistics>(*database, tree, *access, *audit, clock, *reorganisation);
  members->listeners().add(statistics->listener());
  tree.listen(statistics->tree_listener());
  for (auto* part : std::initializer_list<tree::Reorganisable*>{
           reorganised_members.get(), documents.get(), reviews.get(), passing.get(), &statistics->reorganisable()}) {
    reorganisation->add(*part);
    org->add(*part);  // what stands at a unit hinders the undoing of its import, too
  }
  reorganisation->set_people(*reorganised_members);

  add_health_operations(*this);
  identity::add_operations(api, *identity);
  org::add_operations(api, *org, *uploads);
  policy::add_operations(api, *policy);
  documents::add_operations(api, *documents, clock);
  members::add_operations(api, *members);
  reviews::add_operations(api, *reviews);
  statistics::add_operations(api, *statistics);
  members::add_import_operations(api, *imports, *uploads);
  members::add_scan_operations(api, *duplicates);
  intake::add_operations(api, *intake);
  reorganisation::add_operations(api, *reorganisation);
}

App::~App() { stop(); }

// Times that went back would puzzle whoever reads the journal, so it says so itself; its order is that of its numbers.
void App::note_clock() {
  constexpr std::int64_t a_minute = 60'000'000;
  auto tx = database->begin();
  audit::Filter newest;
  newest.limit = 1;
  const auto entries = audit->list_entries(tx, newest);
  const auto now = clock.now();
  if (entries.empty() || entries.front().at <= now + a_minute) return;
  clock_behind = {{"last", platform::iso_time(entries.front().at)}, {"now", platform::iso_time(now)}};
  audit->record(tx, operating_system_actor(), "app.started_clock_behind", "clock", "", 0,
                base::Json(*clock_behind).dump());
  tx.commit();
}

void App::start() {
  note_clock();
  audit->start_sealer();
  identity->start();
  documents->start();
  org->start();
  columns->start();
  imports->start();
  jobs->start();
}

void App::stop() {
  server.reset();
  jobs->stop();
  columns->stop();
  org->stop();
  identity->stop();
  audit->stop_sealer();
}

platform::Server& App::serve(const platform::ServerSettings& server_settings) {
  server = std::make_unique<platform::Server>(server_settings, api, pages(),
                                              [this](platform::Request& request, const platform::Operation& operation) {
                                                identity->sign_in.authenticate(request, operation);
                                              });
  return *server;
}

std::string App::first_link() { return identity->sign_in.create_first_link().value_or(""); }

base::Actor App::operating_system_actor() const {
  const passwd* entry = getpwuid(geteuid());
  base::Actor actor;
  actor.kind = base::ActorKind::operating_system;
  actor.name = "os:" + (entry ? std::string(entry->pw_name) : std::to_string(geteuid()));
  actor.request_id = "cli";
  return actor;
}

std::vector<platform::BackedUp> App::stores() {
  audit->flush_views();
  std::vector<platform::BackedUp> all{{"registers", database.get(), ""}};
  if (auto* views = audit->views_store()) all.push_back({"views", views, std::string(audit::view_tables)});
  return all;
}

platform::BackupSummary App::write_backup(const std::string& path, const std::string& pass_phrase,
                                          const platform::Progress& progress) {
  std::vector<std::pair<std::string, std::string>> key_files;
  for (const auto& file : std::filesystem::directory_iterator(settings.data / "keys")) {
    std::ifstream in(file.path(), std::ios::binary);
    key_files.emplace_back(file.path().filename().string(), std::string(std::istreambuf_iterator<char>(in), {}));
  }
  return platform::write_backup(path, stores(), platform::iso_time(clock.now()), key_files, pass_phrase, progress);
}

}  // namespace app
