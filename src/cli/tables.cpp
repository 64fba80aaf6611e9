#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "app/app.h"
#include "base/sentence.h"
#include "base/text.h"
#include "cli/cli.h"

namespace cli {
namespace {

platform::TableFormat format_of(const std::string& path) {
  return base::to_lower(path).ends_with(".xlsx") ? platform::TableFormat::xlsx : platform::TableFormat::csv;
}

// Says every twentieth part of the way, and how long the rest will take.
class ProgressLine {
 public:
  explicit ProgressLine(Output& output) : output_(output) {}
  void operator()(std::int64_t done, std::int64_t total) {
    const auto part = done * 20 / std::max<std::int64_t>(total, 1);
    if (isatty(2) == 0 || part == shown_) return;
    shown_ = part;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun_;
    const auto left = done > 0 ? std::int64_t(taken.count() * double(total - done) / double(done)) : 0;
    output_.err("  " + std::to_string(part * 5) + " %, " + std::to_string(left) + " s\n");
  }

 private:
  Output& output_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::int64_t shown_ = -1;
};

// The file of refused rows, one problem a line; of too many the first, and how many more there are.
class ErrorFile {
 public:
  ErrorFile(const std::string& path, base::Language language) : language_(language) {
    if (path.empty()) return;
    file_.open(path);
    file_ << "line,field,key,sentence\n";
  }
  ~ErrorFile() {
    if (count_ > most)
      write(0, "", "cli.errors_left_out", {{"count", std::to_string(count_ - most)}, {"most", std::to_string(most)}});
  }
  void add(const platform::ImportProblem& p) {
    if (file_.is_open() && ++count_ <= most) write(p.line, p.field, p.key, p.parameters);
  }

 private:
  static constexpr std::int64_t most = 1'000'000;
  void write(std::int64_t line, const std::string& field, const std::string& key, const base::Parameters& parameters) {
    std::string sentence = base::sentence(key, parameters, language_);
    for (std::size_t at = 0; (at = sentence.find('"', at)) != std::string::npos; at += 2) sentence.insert(at, 1, '"');
    file_ << line << ',' << field << ',' << key << ",\"" << sentence << "\"\n";
  }

  base::Language language_;
  std::ofstream file_;
  std::int64_t count_ = 0;
};

// The summary, and on the terminal the first problems; 1 when rows were refused that should not be.
int tell(const platform::ImportReport& report, const Options& o, const std::string& kind, Output& output) {
  const auto& s = report.summary;
  if (o.format == "json") {
    output.out(base::to_json(s).dump() + "\n");
  } else {
    output.out(base::sentence(s.state == platform::BatchState::live ? "cli.imported" : "cli.import_checked",
                              {{"batch", std::to_string(s.id)},
                               {"kind", kind},
                               {"rows", std::to_string(s.rows)},
                               {"refused", std::to_string(s.refused)},
                               {"added", std::to_string(s.added)},
                               {"corrected", std::to_string(s.corrected)},
                               {"same", std::to_string(s.same)}},
                              o.language) +
               "\n");
    for (std::size_t i = 0; i < report.problems.size() && i < 20; ++i) {
      const auto& p = report.problems[i];
      output.err("  " + std::to_string(p.line) + " " + p.field + ": " +
                 base::sentence(p.key, p.parameters, o.language) + "\n");
    }
  }
  return s.refused > 0 && !o.valid_only ? 1 : 0;
}

}  // namespace

namespace {

// Imports with the options of the command; import makes the report. kind: as `import undo` calls it.
template <class Import>
int import_file(const Options& o, const char* kind, Output& output, Import&& import) {
  ErrorFile errors(o.errors, o.language);
  platform::ImportOptions options;
  options.batch = o.batch;
  options.dry_run = o.dry_run;
  options.valid_only = o.valid_only;
  options.each_problem = [&](const platform::ImportProblem& p) { errors.add(p); };
  return tell(import(options), o, kind, output);
}

}  // namespace

int import_units(app::App& app, const Options& o, Output& output) {
  return import_file(o, "units", output, [&](const auto& options) {
    return app.org->import_units(app.operating_system_actor(), o.files.front(), options, ProgressLine(output));
  });
}

int export_units(app::App& app, const Options& o, Output& output) {
  const auto rows = app.org->export_units(app.operating_system_actor(), o.files.front(), format_of(o.files.front()));
  output.out(base::sentence("cli.exported", {{"rows", std::to_string(rows)}}, o.language) + "\n");
  return 0;
}

int import_members(app::App& app, members::ImportKind kind, const Options& o, Output& output) {
  return import_file(o, "members", output, [&](const auto& options) {
    return app.imports->import_file(app.operating_system_actor(), kind, o.files.front(), options, ProgressLine(output));
  });
}

int export_members(app::App& app, members::ImportKind kind, const Options& o, Output& output) {
  const auto rows =
      app.imports->export_file(app.operating_system_actor(), kind, o.files.front(), format_of(o.files.front()));
  output.out(base::sentence("cli.exported", {{"rows", std::to_string(rows)}}, o.language) + "\n");
  return 0;
}

int members_duplicates(app::App& app, const Options& o, Output& output) {
  const auto actor = app.operating_system_actor();
  if (!app.columns->started()) app.columns->start();  // no server runs: the register is read now
  const auto summary = app.duplicates->scan(actor, o.unit, ProgressLine(output));
  if (o.format == "json") output.out(base::to_json(summary).dump() + "\n");
  for (std::optional<std::string> next = "0"; next;) {
    const auto list = app.members->list_duplicates(actor, {o.unit, o.lower, false}, std::stoll(*next), 200);
    for (const auto& d : list.items) {
      std::string why;
      for (const auto reason : d.reasons) why += (why.empty() ? "" : ",") + std::string(base::enum_name(reason));
      output.out(o.format == "json" ? base::to_json(d).dump() + "\n"
                                    : d.one.code + " " + d.other.code + " " + why + " " + d.one.full_name + " / " +
                                          d.other.full_name + "\n");
    }
    next = list.next;
  }
  if (o.format != "json")
    output.out(base::sentence("cli.duplicates",
                              {{"number", std::to_string(summary.same_number)},
                               {"birth", std::to_string(summary.same_birth)},
                               {"near", std::to_string(summary.near)},
                               {"crowded", std::to_string(summary.crowded)}},
                              o.language) +
               "\n");
  return 0;
}

int import_undo(app::App& app, const Options& o, Output& output) {
  const auto actor = app.operating_system_actor();
  const auto summary = o.command == "import undo units" ? app.org->undo_import(actor, o.number, ProgressLine(output))
                                                        : app.imports->undo(actor, o.number, ProgressLine(output));
  output.out(base::sentence("cli.import_undone", {{"name", summary.name}}, o.language) + "\n");
  return 0;
}

}  // namespace cli
