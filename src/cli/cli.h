#pragma once
// The command line over the same services as the server. A command that needs the store asks the running
// server through DIR/socket; without one it opens the store itself, as actor os:<user>. Exit codes: 0 done,
// 1 refused or failed (one sentence on stderr, or problem+json with --format json), 2 wrong usage.

#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "base/sentence.h"

namespace app {
class App;
}
namespace members {
enum class ImportKind;
}

namespace cli {

int main(int argc, char** argv);

struct Options {
  std::string command;  // "serve", "import units", …
  // every command
  std::string data, database, format = "text";
  base::Language language = base::Language::vi;
  std::string log_level = "info", log_file;
  // serve, demo
  std::string listen = "127.0.0.1:8080", port_file, certificate, key;
  int workers = 6, queue = 64;
  bool trust_proxy = false;
  // the rest, by command
  std::string query;  // JSON
  std::string unit;   // code
  std::string admin, account, scope = "all", batch, errors, person, pass_phrase_file, plan;
  bool password_stdin = false, dry_run = false, valid_only = false, lower = false;
  int days = 30;
  std::int64_t number = 0;
  std::vector<std::string> files;
  std::string standard_input;  // read before a command is handed to the server
};

// Where a command writes: the terminal, or the socket that asked.
struct Output {
  std::function<void(std::string_view)> out, err;
};

// Parses the command line; on --help or wrong usage prints and gives the exit code instead.
struct Parsed {
  Options options;
  int exit_code = -1;  // -1: run it
};
Parsed parse(const std::vector<std::string>& arguments, Output& output);

// One function a command, in the file of its name.
int intake_files(app::App* app, const Options& options, Output& output);  // app null: inside the text only
int serve(const Options& options, Output& output);
int demo(const Options& options, Output& output);
int init(app::App& app, const Options& options, Output& output);
int token_create(app::App& app, const Options& options, Output& output);
int import_units(app::App& app, const Options& options, Output& output);
int export_units(app::App& app, const Options& options, Output& output);
int import_members(app::App& app, members::ImportKind kind, const Options& options, Output& output);
int export_members(app::App& app, members::ImportKind kind, const Options& options, Output& output);
int members_duplicates(app::App& app, const Options& options, Output& output);
int import_undo(app::App& app, const Options& options, Output& output);
int statistics_query(app::App& app, const Options& options, Output& output);
int statistics_sheet(app::App& app, const Options& options, Output& output);
int reorganise(app::App& app, const Options& options, Output& output);
int audit_verify(app::App& app, const Options& options, Output& output);
int audit_head(app::App& app, const Options& options, Output& output);
int audit_forget(app::App& app, const Options& options, Output& output);
int backup(app::App& app, const Options& options, Output& output);
int restore(const Options& options, Output& output);
int keys_rotate(app::App& app, const Options& options, Output& output);
int verify(app::App& app, const Options& options, Output& output);
int jobs(app::App& app, const Options& options, Output& output);
int print_openapi(Output& output);
int print_access(Output& output);

// Runs a command that needs the store, on this App; catches errors and says them. One of the three places.
int run_on(app::App& app, const Options& options, Output& output);
int guarded(const Options& options, Output& output, const std::function<int()>& command);

// The socket of a running server: answers commands until it is destroyed.
class CommandSocket {
 public:
  CommandSocket(app::App& app, const std::string& data);
  ~CommandSocket();

 private:
  struct Machine;
  Machine* machine_;
};
// Hands the command to a running server; gives its exit code, or -1 when none runs.
int ask_server(const Options& options, const std::vector<std::string>& arguments, Output& output);

std::string operating_system_user();

std::span<const base::EmbeddedFile> sentences();

}  // namespace cli
