#pragma once
// The composition root: every module built by hand, in the order of their dependencies. No logic lives here;
// what has to be wired against the direction of the modules is wired in app.cpp.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/actor.h"
#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity_service.h"
#include "modules/intake/intake.h"
#include "modules/members/duplicate_scan.h"
#include "modules/members/members.h"
#include "modules/org/org.h"
#include "modules/policy/policy.h"
#include "modules/reorganisation/reorganisation.h"
#include "modules/reviews/reviews.h"
#include "modules/statistics/statistics.h"
#include "modules/tree/tree.h"
#include "platform/backup/backup.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"
#include "platform/files/files.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

namespace app {

struct Settings {
  std::filesystem::path data;
  std::string database;  // "" is SQLite inside data
};

class App {
 public:
  // Without a clock: the machine's.
  explicit App(const Settings& settings, platform::Clock* clock = nullptr);
  ~App();
  void start();  // background threads: sealer, jobs
  void stop();
  platform::Server& serve(const platform::ServerSettings& settings);
  // "/first/…" once, while there is no administrator; "" afterwards.
  std::string first_link();
  base::Actor operating_system_actor() const;
  // The registers, and beside SQLite the views of personal records, with every view noted so far.
  std::vector<platform::BackedUp> stores();
  platform::BackupSummary write_backup(const std::string& path, const std::string& pass_phrase,
                                       const platform::Progress& progress);

  Settings settings;
  platform::SystemClock system_clock;
  platform::Clock& clock;
  platform::Keys keys;
  std::unique_ptr<platform::Database> database;
  platform::Files files;
  tree::Tree tree;
  std::unique_ptr<platform::Jobs> jobs;
  std::unique_ptr<platform::ImportUploads> uploads;
  std::unique_ptr<audit::Audit> audit;
  std::unique_ptr<identity::Access> access;
  std::unique_ptr<identity::IdentityService> identity;
  std::unique_ptr<policy::Policy> policy;
  std::unique_ptr<documents::Documents> documents;
  std::unique_ptr<org::OrgService> org;
  std::unique_ptr<members::MembersService> members;
  std::unique_ptr<members::ColumnsKeeper> columns;
  std::unique_ptr<members::Imports> imports;
  std::unique_ptr<reviews::Reviews> reviews;
  std::unique_ptr<members::DuplicateScan> duplicates;
  std::unique_ptr<intake::IntakeService> intake;
  std::unique_ptr<identity::GrantPassing> passing;
  std::unique_ptr<members::ReorganisedMembers> reorganised_members;
  std::unique_ptr<reorganisation::ReorganisationService> reorganisation;
  std::unique_ptr<statistics::Statistics> statistics;
  platform::Api api;
  std::unique_ptr<platform::Server> server;
  // Of the sentence "app.clock_behind", where start() found the machine's clock behind the journal.
  std::optional<base::Parameters> clock_behind;

 private:
  void note_clock();
};

std::vector<platform::Migration> all_migrations();
void add_all_sentences();
void add_health_operations(App& app);

struct DemoAccount {
  std::string name, password, what;
};
// Fills an empty store with the demo organisation; a filled one is left alone.
std::vector<DemoAccount> load_demo(App& app, const std::function<void(std::string_view)>& say);

platform::BackupSummary restore_backup(const Settings& settings, const std::string& path,
                                       const std::string& pass_phrase, const platform::Progress& progress);
void verify_backup(const std::string& path, const std::function<void(std::string_view)>& say);

std::span<const base::EmbeddedFile> web_files();
std::span<const base::EmbeddedFile> demo_files();
std::span<const base::EmbeddedFile> sentences();

}  // namespace app
