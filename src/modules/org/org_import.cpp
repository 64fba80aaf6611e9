#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "modules/org/org.h"
#include "modules/org/org_days.h"
#include "modules/org/org_store.h"
#include "modules/org/unit_table.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"

namespace org {
namespace {

using base::ErrorKind;
using identity::Permission;
using Shown = std::function<void(std::int64_t, std::int64_t)>;

std::string hash_of(const std::filesystem::path& path) {
  platform::Sha256 hash;
  std::ifstream file(path, std::ios::binary);
  std::string piece(1 << 18, '\0');
  while (file.read(piece.data(), std::streamsize(piece.size())), file.gcount() > 0)
    hash.add(std::string_view(piece).substr(0, std::size_t(file.gcount())));
  return platform::to_hex(hash.finish());
}

constexpr int most_attempts = 3;  // of a file that is staged

// One file on its way in: rows read, codes refused, and why.
class Import {
 public:
  Import(const tree::Tree& tree, const identity::Access& access, const base::Actor& actor)
      : tree_(tree), access_(access), actor_(actor) {}

  void read(const std::filesystem::path& file, const Shown& shown) {
    const auto reader = platform::open_table(file);
    platform::TableRow cells;
    if (!reader->next(cells)) throw base::Error(ErrorKind::invalid, "table.empty");
    const platform::TableColumns columns(unit_columns, required_unit_columns, cells.cells);
    tree::UnitRow row;
    while (reader->next(cells)) {
      ++count_;
      if (count_ % 2000 == 0) shown(reader->thousandths() * 3 / 10, 1000);
      if (read_unit_row(columns, cells, row, read_.problems))
        rows_.push_back(row);
      else
        read_.lines.insert(cells.line), refuse_code(columns.cell(cells, 0));
    }
    if (count_ == 0) throw base::Error(ErrorKind::invalid, "table.empty");
  }

  // Against the store as it is; what an earlier look found is forgotten. all: goes on until what is left is whole.
  void check(platform::Transaction& tx, bool all) {
    found_ = read_;
    check_parents(tx);
    check_scope(tx);
    check_rows(tx, all);
  }
  bool same_scope(platform::Transaction& tx) const {
    const auto scope = access_.scope(tx, actor_, Permission::units_import);
    return scope.everything == scope_.everything && scope.paths == scope_.paths;
  }

  std::vector<tree::UnitRow> accepted_rows() const {
    std::vector<tree::UnitRow> left;
    for (const auto& row : rows_)
      if (!found_.codes.contains(row.code)) left.push_back(row);
    return left;
  }

  // Every refused row has its line: those without a fault of their own say which row of the code has one.
  ImportReport report() {
    std::unordered_map<std::string, std::int64_t> fault;
    std::unordered_set<std::int64_t> told;
    for (const auto& p : found_.problems) told.insert(p.line);
    for (const auto& row : rows_)
      if (told.contains(row.line)) fault.emplace(row.code, row.line);
    for (const auto& row : rows_) {
      if (!found_.codes.contains(row.code)) continue;
      found_.lines.insert(row.line);
      if (told.contains(row.line)) continue;
      const auto it = fault.find(row.code);
      found_.problems.push_back({row.line,
                                 "code",
                                 "org.code_refused",
                                 {{"code", row.code}, {"other", it == fault.end() ? "" : std::to_string(it->second)}}});
    }
    std::stable_sort(found_.problems.begin(), found_.problems.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    ImportReport report;
    report.summary.rows = count_;
    report.summary.refused = std::int64_t(found_.lines.size());
    report.summary.accepted = count_ - report.summary.refused;
    report.summary.problems = std::int64_t(found_.problems.size());
    report.problems = std::move(found_.problems);
    return report;
  }

  const std::vector<tree::UnitRow>& rows() const { return rows_; }
  std::vector<tree::UnitRow> rows_to_store(const ImportOptions& options) const {
    const bool store = !options.dry_run && (options.valid_only || found_.problems.empty());
    return store ? accepted_rows() : std::vector<tree::UnitRow>{};
  }

 private:
  // Nobody imports outside the part of the tree that is theirs.
  void check_scope(platform::Transaction& tx) {
    scope_ = access_.scope(tx, actor_, Permission::units_import);
    const auto& scope = scope_;
    if (scope.nothing()) access_.require(tx, actor_, Permission::units_import, {});
    stored_.clear();
    tree_.each_place(tx, rows_,
                     [&](const std::string& code, const std::string& path) { stored_[code] = scope.holds(path); });
    if (scope.everything) return;
    for (const auto& row : rows_) {
      const auto own = stored_.find(row.code), above = stored_.find(row.parent_code);
      if (own != stored_.end() && !own->second)
        refuse(row, "code", "org.outside_scope", {{"code", row.code}});
      else if (row.parent_code.empty() || (above != stored_.end() && !above->second && !stands_there(tx, row)))
        refuse(row, "parent_code", "org.outside_scope", {{"code", row.parent_code}});
    }
  }

  // Old codes go on naming those who took their place.
  void check_parents(platform::Transaction& tx) {
    const auto problems = tree_.resolve_parents(tx, rows_);
    std::map<std::int64_t, const tree::UnitRow*> by_line;
    if (!problems.empty())
      for (const auto& row : rows_) by_line[row.line] = &row;
    for (const auto& p : problems) refuse(*by_line.at(p.line), p.field, p.key, p.parameters);
  }

  void check_rows(platform::Transaction& tx, bool all) {
    for (int round = 0; round < 60; ++round) {
      refuse_below();
      const auto left = accepted_rows();
      std::map<std::int64_t, const tree::UnitRow*> by_line;
      for (const auto& row : left) by_line[row.line] = &row;
      const auto found = tree_.check_rows(tx, left);
      for (const auto& p : found) refuse(*by_line.at(p.line), p.field, p.key, p.parameters);
      if (found.empty() || !all) return;
    }
    for (const auto& row : accepted_rows()) refuse(row, "parent_code", "tree.too_tangled", {});
  }

  void refuse_code(const std::string& code) {
    if (!code.empty()) read_.codes.insert(code);
  }
  void refuse(const tree::UnitRow& row, std::string field, std::string key, base::Parameters parameters) {
    found_.problems.push_back({row.line, std::move(field), std::move(key), std::move(parameters)});
    found_.lines.insert(row.line);
    found_.codes.insert(row.code);
  }

  // A row of the store given back as it is may name a parent that lies above the scope.
  bool stands_there(platform::Transaction& tx, const tree::UnitRow& row) const {
    const auto unit = tree_.find_unit(tx, row.code);
    if (!unit) return false;
    const auto history = tree_.list_history(tx, *unit);
    return std::any_of(history.begin(), history.end(),
                       [&](const auto& s) { return s.from == row.from && s.parent_code == row.parent_code; });
  }

  // What hangs below a refused code that the store does not know cannot come in either.
  void refuse_below() {
    std::unordered_map<std::string, std::vector<const tree::UnitRow*>> below;
    for (const auto& row : rows_) below[row.parent_code].push_back(&row);
    std::vector<std::string> open(found_.codes.begin(), found_.codes.end());
    while (!open.empty()) {
      const std::string parent = std::move(open.back());
      open.pop_back();
      if (stored_.contains(parent)) continue;
      for (const auto* row : below[parent]) {
        if (found_.codes.contains(row->code)) continue;
        refuse(*row, "parent_code", "tree.parent_refused", {{"parent", parent}});
        open.push_back(row->code);
      }
    }
  }

  const tree::Tree& tree_;
  const identity::Access& access_;
  const base::Actor& actor_;
  std::vector<tree::UnitRow> rows_;
  struct Faults {
    std::vector<ImportProblem> problems;
    std::unordered_set<std::string> codes;  // refused
    std::unordered_set<std::int64_t> lines;
  };
  Faults read_, found_;  // by the file alone; with what the store says
  identity::Scope scope_;
  std::unordered_map<std::string, bool> stored_;  // code that the rows name → in the scope
  std::int64_t count_ = 0;
};

// Takes away what is left beside the tree, whichever way an import ends. Where the store is away, the next
// start or the next import does it.
struct TidyUp {
  const tree::Tree& tree;
  platform::Database& database;
  ~TidyUp() {
    try {
      tree.tidy(database);
    } catch (const std::exception& error) {
      platform::log(platform::LogLevel::warning, "org.tidy", {{"detail", error.what()}});
    }
  }
};

std::string summary_json(const ImportSummary& summary) {
  return base::to_json(summary).dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

}  // namespace

OrgService::OrgService(platform::Database& database, const tree::Tree& tree, const identity::Access& access,
                       audit::Audit& audit, platform::Jobs& jobs, const platform::Clock& clock)
    : database_(database), tree_(tree), access_(access), audit_(audit), jobs_(jobs), clock_(clock) {
  jobs_.add_kind("org.import_units", [this](platform::JobRun& run) {
    const auto input = base::Json::parse(run.job().input);
    const auto file = run.file();
    const ImportOptions options{file.name, input.at("dry_run"), input.at("valid_only"), run.job().id.value};
    const auto report =
        import_units(run.actor(), file.path, options, [&](auto done, auto total) { run.progress(done, total); });
    return summary_json(report.summary);
  });
}

platform::JobId OrgService::queue_import(const base::Actor& actor, const std::filesystem::path& upload,
                                         const ImportOptions& options) {
  auto tx = database_.begin();
  access_.require_anywhere(tx, actor, Permission::units_import);
  const base::Json input{{"dry_run", options.dry_run}, {"valid_only", options.valid_only}};
  const auto job = jobs_.enqueue(
      tx, actor, "org.import_units", options.dry_run ? "Kiểm tra danh mục đơn vị" : "Nhập danh mục đơn vị",
      input.dump(), access_.scope(tx, actor, Permission::units_import).top().value, {{upload, options.file_name}});
  tx.commit();
  return job;
}

ImportReport OrgService::import_units(const base::Actor& actor, const std::filesystem::path& file,
                                      const ImportOptions& options, const Shown& show) {
  const Shown shown = show ? show : [](std::int64_t, std::int64_t) {};
  Import import(tree_, access_, actor);
  import.read(file, shown);
  const std::string hash = hash_of(file);
  const std::lock_guard alone(importing_);
  const TidyUp tidy_up{tree_, database_};
  bool great = false;  // once it was, it is staged, as the tree may be closed to any other way
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    tree_.tidy(database_);
    if (attempt == most_attempts) tree_.close(database_, clock_.today());
    std::int64_t version = 0;
    {
      auto tx = database_.begin_read();
      version = tree_.version(tx);
      import.check(tx, options.valid_only);
      great = great || tree_.is_great(tx, import.rows());
    }
    shown(500, 1000);
    const auto today = clock_.today();
    auto rows = import.rows_to_store(options);
    std::optional<tree::Tree::Staged> staged;
    if (great && !rows.empty()) {
      staged = tree_.stage_rows(database_, rows, today, version, [&](auto done, auto total) {
        shown(500 + done * 450 / std::max<std::int64_t>(total, 1), 1000);
      });
      if (!staged) continue;
    }
    auto tx = database_.begin();  // short: others wait for it
    if (!rows.empty() && (tree_.version(tx) != version || !import.same_scope(tx))) {
      if (great) continue;
      import.check(tx, options.valid_only);  // of a modest file another look costs nobody much
      rows = import.rows_to_store(options);
    }
    if (staged && !tree_.flip(tx, *staged, today)) continue;
    ImportReport report = import.report();
    auto& s = report.summary;
    s.stored = !rows.empty();
    if (s.stored) s.changed = staged ? staged->changed : std::int64_t(tree_.store_rows(tx, rows, today).size());
    record_import(tx, actor, options, file.filename().string(), hash, report);
    tx.commit();
    return report;
  }
  throw base::Error(ErrorKind::conflict, "org.import_overtaken");
}

void OrgService::record_import(platform::Transaction& tx, const base::Actor& actor, const ImportOptions& options,
                               const std::string& file_name, const std::string& hash, ImportReport& report) {
  auto& s = report.summary;
  s.job_id = options.job_id;
  s.file_name = options.file_name.empty() ? file_name : options.file_name;
  s.dry_run = options.dry_run;
  s.valid_only = options.valid_only;
  s.id = insert_import(tx, actor, report, hash, clock_.now());
  if (options.dry_run) return;
  audit_.record(tx, actor, "org.units_imported", "import", std::to_string(s.id), 0,
                base::Json{{"sha256", hash},
                           {"rows", s.rows},
                           {"accepted", s.accepted},
                           {"refused", s.refused},
                           {"changed", s.changed},
                           {"stored", s.stored}}
                    .dump());
}

ImportReport OrgService::get_report(const base::Actor& actor, platform::JobId job, int offset, int limit) {
  auto tx = database_.begin_read();
  const auto queued = jobs_.find_job(tx, job);
  const bool own = queued && queued->account_id == actor.account_id && actor.kind != base::ActorKind::nobody;
  if (!queued || queued->kind != "org.import_units" ||
      !(own || access_.may(tx, actor, Permission::jobs_read, tree::UnitId{queued->unit_id})))
    throw base::Error(ErrorKind::not_found, "org.import_unknown");
  ImportReport report;
  report.summary.job_id = job.value;
  if (const auto stored = find_import(tx, job)) {
    report.summary = stored->summary;
    report.problems = list_import_problems(tx, stored->summary.id, offset, limit);
  }
  return report;
}

std::int64_t OrgService::export_units(const base::Actor& actor, const std::filesystem::path& file,
                                      platform::TableFormat format) {
  std::int64_t count = 0;
  {
    auto tx = database_.begin_read();
    const auto scope = access_.scope(tx, actor, Permission::units_read);
    std::unordered_set<std::int64_t> visible;
    if (!scope.everything) {
      platform::Bindings bindings;
      const std::string where = scope.condition("s", bindings);
      for (auto r = tx.query_values("SELECT s.unit_id FROM tree_scope s WHERE " + where, bindings.values()); r->next();)
        visible.insert(r->integer(0));
    }
    const auto writer = platform::create_table(file, format, "Đơn vị", {5, 6});
    writer->add(std::vector<std::string>(std::begin(unit_columns), std::end(unit_columns)));
    tree_.each_span(tx, [&](const tree::UnitSpan& span) {
      if (!scope.everything && !visible.contains(span.unit_id.value)) return;
      writer->add(unit_cells(span));
      ++count;
    });
    writer->finish();
  }
  auto tx = database_.begin();
  audit_.record(tx, actor, "org.units_exported", "export", "", 0, base::Json{{"rows", count}}.dump());
  tx.commit();
  return count;
}

std::int64_t OrgService::import_functions(const base::Actor& actor, const std::filesystem::path& file) {
  const auto reader = platform::open_table(file);
  platform::TableRow row;
  if (!reader->next(row)) throw base::Error(ErrorKind::invalid, "table.empty");
  const std::vector<std::string> expected{"unit_code", "text", "document", "provision", "from", "to"};
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (i >= row.cells.size() || row.cells[i] != expected[i])
      throw base::Error(ErrorKind::invalid, "table.column_missing", {{"column", expected[i]}});
  auto tx = database_.begin();
  std::int64_t fresh = 0;
  while (reader->next(row)) {
    row.cells.resize(6);
    const auto unit = tree_.find_unit(tx, row.cells[0]);
    const auto from = base::parse_any_date(row.cells[4]), to = base::parse_any_date(row.cells[5]);
    const bool right =
        unit && from && (row.cells[5].empty() || (to && *from < *to)) && !row.cells[1].empty() && !row.cells[2].empty();
    if (!right) throw base::Error(ErrorKind::invalid, "org.function_row", {{"line", std::to_string(row.line)}});
    access_.require(tx, actor, Permission::units_manage, *unit);
    const NewUnitFunction function{row.cells[1], row.cells[2], row.cells[3], *from, to};
    if (has_function(tx, *unit, function)) continue;
    insert_function(tx, *unit, function, clock_.now());
    ++fresh;
  }
  audit_.record(tx, actor, "org.functions_imported", "import", "", 0, base::Json{{"rows", fresh}}.dump());
  tx.commit();
  return fresh;
}

}  // namespace org
