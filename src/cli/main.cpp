#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "app/app.h"
#include "base/record.h"
#include "cli/cli.h"
#include "modules/intake/reading/reading.h"
#include "platform/crypto/crypto.h"
#include "platform/http/http.h"

namespace cli {

std::string operating_system_user() {
  const passwd* entry = getpwuid(geteuid());
  return entry ? entry->pw_name : std::to_string(geteuid());
}

int guarded(const Options& options, Output& output, const std::function<int()>& command) {
  try {
    return command();
  } catch (const base::Error& error) {
    if (options.format == "json")
      output.err(platform::problem(error, options.language, "cli").body + "\n");
    else {
      output.err("lienthong: " + base::sentence(error.key(), error.parameters(), options.language) + "\n");
      if (!error.detail().empty()) output.err("  (" + error.detail() + ")\n");
      if (const auto* fields = dynamic_cast<const base::FieldErrors*>(&error))
        for (const auto& p : fields->problems())
          output.err("  " + p.field + ": " + base::sentence(p.key, p.parameters, options.language) + "\n");
    }
    return 1;
  } catch (const std::exception& error) {
    output.err(std::string("lienthong: ") + error.what() + "\n");
    return 1;
  }
}

int run_on(app::App& app, const Options& o, Output& output) {
  return guarded(o, output, [&] {
    if (o.command == "init") return init(app, o, output);
    if (o.command == "token create") return token_create(app, o, output);
    if (o.command == "import units") return import_units(app, o, output);
    if (o.command == "statistics query") return statistics_query(app, o, output);
    if (o.command == "statistics sheet") return statistics_sheet(app, o, output);
    if (o.command == "export units") return export_units(app, o, output);
    if (o.command == "import members") return import_members(app, members::ImportKind::members, o, output);
    if (o.command == "import spells") return import_members(app, members::ImportKind::spells, o, output);
    if (o.command == "members duplicates") return members_duplicates(app, o, output);
    if (o.command.starts_with("import undo ")) return import_undo(app, o, output);
    if (o.command == "export members") return export_members(app, members::ImportKind::members, o, output);
    if (o.command == "export spells") return export_members(app, members::ImportKind::spells, o, output);
    if (o.command.starts_with("reorganise ")) return reorganise(app, o, output);
    if (o.command == "audit verify") return audit_verify(app, o, output);
    if (o.command == "audit head") return audit_head(app, o, output);
    if (o.command == "audit forget") return audit_forget(app, o, output);
    if (o.command == "keys rotate") return keys_rotate(app, o, output);
    if (o.command == "backup") return backup(app, o, output);
    if (o.command == "verify") return verify(app, o, output);
    if (o.command == "jobs") return jobs(app, o, output);
    if (o.command == "intake") return intake_files(&app, o, output);
    return 2;
  });
}

namespace {

int run(Options& o, const std::vector<std::string>& arguments, Output& output) {
  app::add_all_sentences();
  base::add_sentences(sentences());
  platform::start_crypto();
  if (o.command == "read-child") return intake::reading_child_main();
  if (o.command == "openapi") return guarded(o, output, [&] { return print_openapi(output); });
  if (o.command == "access") return guarded(o, output, [&] { return print_access(output); });
  if (o.command == "intake" && o.data.empty() && o.database.empty()) return intake_files(nullptr, o, output);
  if (o.command == "verify" && !o.files.empty())
    return guarded(o, output, [&] { return app::verify_backup(o.files.front(), output.out), 0; });
  if (o.command == "demo" && o.data.empty()) o.data = "lienthong-demo";
  if (o.data.empty())
    return guarded(o, output, []() -> int { throw base::Error(base::ErrorKind::invalid, "cli.data_missing"); });
  if (o.command == "serve") return guarded(o, output, [&] { return serve(o, output); });
  if (o.command == "demo") return guarded(o, output, [&] { return demo(o, output); });
  if (o.command == "restore") return guarded(o, output, [&] { return restore(o, output); });
  if (o.password_stdin) o.standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
  for (auto& file : o.files) file = std::filesystem::absolute(file).string();
  if (const int answered = ask_server(o, arguments, output); answered >= 0) return answered;
  return guarded(o, output, [&] {
    app::Settings settings;
    settings.data = o.data;
    settings.database = o.database;
    app::App app(settings);
    return run_on(app, o, output);
  });
}

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // the store, exports and backups are for the one who runs this
  Output output{[](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout), std::fflush(stdout); },
                [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }};
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto parsed = parse(arguments, output);
  if (parsed.exit_code >= 0) return parsed.exit_code;
  const int code = run(parsed.options, arguments, output);
  return code;
}

}  // namespace cli
