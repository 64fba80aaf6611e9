#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/app.h"
#include "base/text.h"
#include "cli/cli.h"
#include "modules/identity/identity_http.h"

namespace cli {
namespace {

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  return line;
}

std::string read_pass_phrase(const Options& o) {
  if (o.pass_phrase_file.empty()) return {};
  std::ifstream in(o.pass_phrase_file);
  if (!in) throw base::Error(base::ErrorKind::not_found, "cli.file_unreadable", {{"path", o.pass_phrase_file}});
  std::string line;
  std::getline(in, line);
  return line;
}

void say(const Options& o, Output& output, const char* key, const base::Parameters& parameters = {}) {
  output.out(base::sentence(key, parameters, o.language) + "\n");
}

int say_check(const char* whole_key, const audit::Check& check, const Options& o, Output& output) {
  if (check.whole) {
    say(o, output, whole_key, {{"entries", std::to_string(check.entries)}, {"sealed", std::to_string(check.sealed)}});
    return 0;
  }
  output.err("lienthong: " +
             base::sentence(check.key, {{"sequence", std::to_string(check.first_broken.value_or(0))}}, o.language) +
             "\n");
  return 1;
}

// An App over a store of its own that is thrown away, for what needs the operations only.
template <class F>
int on_empty_app(F&& f) {
  std::string pattern = (std::filesystem::temp_directory_path() / "lienthong-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  {
    app::Settings settings;
    settings.data = folder;
    app::App app(settings);
    f(app);
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace

int init(app::App& app, const Options& o, Output& output) {
  const std::string password = first_line(o.standard_input);
  if (password.empty()) throw base::Error(base::ErrorKind::invalid, "cli.password_short");
  app.identity->accounts.create_first(app.operating_system_actor(), o.admin, o.admin, password);
  say(o, output, "cli.admin_created", {{"name", o.admin}});
  return 0;
}

int token_create(app::App& app, const Options& o, Output& output) {
  identity::NewToken token;
  token.name = "cli";
  token.scope = o.scope == "read" ? identity::TokenScope::read : identity::TokenScope::all;
  token.days = o.days;
  output.out(app.identity->sign_in.create_token_for(app.operating_system_actor(), o.account, token).token + "\n");
  return 0;
}

int statistics_query(app::App& app, const Options& o, Output& output) {
  const auto query = base::parse_record<statistics::Query>(o.query);
  if (!app.columns->started()) app.columns->start();  // no server runs: the register is read now
  output.out(app.statistics->query(app.operating_system_actor(), query, o.language).dump() + "\n");
  return 0;
}

int statistics_sheet(app::App& app, const Options& o, Output& output) {
  if (!app.columns->started()) app.columns->start();
  const auto sheet = app.statistics->get_sheet(app.operating_system_actor(), o.plan, o.language);
  output.out(base::to_json(sheet).dump() + "\n");
  return 0;
}

int audit_verify(app::App& app, const Options& o, Output& output) {
  if (!o.errors.empty()) {
    std::ifstream in(o.errors);
    if (!in) throw base::Error(base::ErrorKind::not_found, "cli.file_unreadable", {{"path", o.errors}});
    const std::string head{std::istreambuf_iterator<char>(in), {}};
    auto tx = app.database->begin_read();
    if (const int code = say_check("cli.journal_whole", app.audit->verify_head(tx, head), o, output)) return code;
  }
  {
    auto tx = app.database->begin();
    const int code = say_check("cli.journal_whole", app.audit->verify(tx), o, output);
    tx.commit();
    if (code) return code;
  }
  app.audit->flush_views();
  return say_check("cli.views_whole", app.audit->verify_views(), o, output);
}

int audit_head(app::App& app, const Options&, Output& output) {
  auto tx = app.database->begin();
  app.audit->seal(tx);
  output.out(app.audit->signed_head(tx) + "\n");
  tx.commit();
  return 0;
}

int audit_forget(app::App& app, const Options& o, Output& output) {
  auto tx = app.database->begin();
  app.audit->forget_person(tx, app.operating_system_actor(), o.person);
  tx.commit();
  say(o, output, "cli.forgotten", {{"person", o.person}});
  return 0;
}

int backup(app::App& app, const Options& o, Output& output) {
  const auto summary = app.write_backup(o.files.front(), read_pass_phrase(o), {});
  say(o, output, "cli.backed_up", {{"tables", std::to_string(summary.tables)}, {"rows", std::to_string(summary.rows)}});
  if (!summary.has_keys) output.err(base::sentence("cli.keys_apart", {}, o.language) + "\n");
  return 0;
}

int restore(const Options& o, Output& output) {
  app::Settings settings;
  settings.data = o.data;
  settings.database = o.database;
  const auto summary = app::restore_backup(settings, o.files.front(), read_pass_phrase(o), {});
  say(o, output, "cli.restored", {{"tables", std::to_string(summary.tables)}, {"rows", std::to_string(summary.rows)}});
  return 0;
}

int keys_rotate(app::App& app, const Options& o, Output& output) {
  const auto sealed = app.members->rotate_keys(app.operating_system_actor());
  say(o, output, "cli.keys_rotated", {{"count", std::to_string(sealed)}});
  return 0;
}

int verify(app::App& app, const Options& o, Output& output) {
  if (const int code = audit_verify(app, o, output)) return code;
  say(o, output, "cli.content", {{"hash", platform::content_hash(app.stores())}});
  return 0;
}

int jobs(app::App& app, const Options& o, Output& output) {
  static constexpr const char* states[][2] = {
      {"chờ", "waiting"}, {"đang chạy", "running"}, {"xong", "done"}, {"hỏng", "failed"}, {"đã hủy", "cancelled"}};
  auto tx = app.database->begin_read();
  for (const auto& job : app.jobs->list_jobs(tx, {}, 50))
    output.out(std::to_string(job.id.value) + "\t" + states[int(job.state)][o.language == base::Language::en] + "\t" +
               std::to_string(job.done) + "/" + std::to_string(job.total) + "\t" + job.title + "\n");
  return 0;
}

int print_openapi(Output& output) {
  return on_empty_app([&](app::App& app) { output.out(app.api.openapi(LIENTHONG_VERSION)); });
}

int print_access(Output& output) {
  return on_empty_app([&](app::App& app) { output.out(identity::access_table(app.api)); });
}

}  // namespace cli
