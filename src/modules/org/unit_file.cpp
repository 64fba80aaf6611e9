#include "modules/org/unit_file.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "modules/org/unit_table.h"

namespace org {

using base::ErrorKind;
using identity::Permission;

namespace {

// So many rows or more: the histories of all units are read in one go.
constexpr std::size_t many_rows = 1000;

// The rows of one code, in the order of time.
using RowsOfCode = std::span<const tree::UnitRow* const>;
using Histories = std::unordered_map<std::string_view, std::vector<tree::UnitSpan>>;

template <class F>
void each_code(const std::vector<const tree::UnitRow*>& sorted, F&& f) {
  for (std::size_t at = 0; at < sorted.size();) {
    auto end = at;
    while (end < sorted.size() && sorted[end]->code == sorted[at]->code) ++end;
    f(RowsOfCode(sorted).subspan(at, end - at));
    at = end;
  }
}

Histories read_histories(platform::Transaction& tx, const tree::Tree& tree,
                         const std::vector<const tree::UnitRow*>& sorted) {
  Histories histories;
  if (sorted.size() < many_rows) {
    each_code(sorted, [&](RowsOfCode rows) {
      if (const auto unit = tree.find_unit(tx, rows.front()->code))
        histories[rows.front()->code] = tree.list_history(tx, *unit);
    });
    return histories;
  }
  each_code(sorted, [&](RowsOfCode rows) { histories[rows.front()->code]; });
  tree.each_span(tx, [&](const tree::UnitSpan& span) {
    if (const auto own = histories.find(span.code); own != histories.end()) own->second.push_back(span);
  });
  return histories;
}

// What the rows leave of a history: from their first day they are it.
std::vector<tree::UnitSpan> history_after(const std::vector<tree::UnitSpan>& before, RowsOfCode rows) {
  std::vector<tree::UnitSpan> after;
  for (const auto& span : before) {
    if (span.from >= rows.front()->from) break;
    after.push_back(span);
    if (!span.to || *span.to > rows.front()->from) after.back().to = rows.front()->from;
  }
  for (const auto* r : rows)
    after.push_back({{}, r->code, r->name, r->kind, r->level, {}, r->parent_code, r->from, r->to});
  return after;
}

}  // namespace

std::string version_of(const std::vector<tree::UnitSpan>& history) {
  std::uint64_t hash = 14695981039346656037ull;  // FNV-1a, 64 bits
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ 0x1F) * 1099511628211ull;
  };
  for (const auto& span : history) {
    add(span.name), add(base::enum_name(span.kind)), add(base::enum_name(span.level)), add(span.parent_code);
    add(base::to_iso(span.from)), add(span.to ? base::to_iso(*span.to) : "");
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(hash >> shift) & 15];
  return out;
}

void UnitFile::read(const std::filesystem::path& file, const platform::ColumnNames& names, const Shown& shown) {
  const auto reader = platform::open_table(file);
  platform::TableRow cells;
  if (!reader->next(cells)) throw base::Error(ErrorKind::invalid, "table.empty");
  const platform::TableColumns columns(unit_columns, required_unit_columns, cells.cells, names);
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

void UnitFile::check(platform::Transaction& tx, bool all) {
  found_ = read_;
  check_parents(tx);
  check_scope(tx);
  check_rows(tx, all);
  find_corrections(tx);
}

bool UnitFile::same_scope(platform::Transaction& tx) const {
  const auto scope = access_.scope(tx, actor_, Permission::units_import);
  return scope.everything == scope_.everything && scope.paths == scope_.paths;
}

std::vector<tree::UnitRow> UnitFile::accepted_rows() const {
  std::vector<tree::UnitRow> left;
  for (const auto& row : rows_)
    if (!found_.codes.contains(row.code)) left.push_back(row);
  return left;
}

std::vector<tree::UnitRow> UnitFile::rows_to_store(const ImportOptions& options) const {
  const bool store = !options.dry_run && (options.valid_only || found_.problems.empty()) && !corrections_.empty();
  return store ? accepted_rows() : std::vector<tree::UnitRow>{};
}

void UnitFile::find_corrections(platform::Transaction& tx) {
  corrections_.clear();
  added_ = corrected_ = 0;
  std::vector<const tree::UnitRow*> sorted;
  for (const auto& row : rows_)
    if (!found_.codes.contains(row.code)) sorted.push_back(&row);
  std::ranges::sort(sorted, {}, [](const auto* row) { return std::tie(row->code, row->from); });
  auto histories = read_histories(tx, tree_, sorted);
  each_code(sorted, [&](RowsOfCode rows) {
    const auto before = std::move(histories[rows.front()->code]);
    auto after = version_of(history_after(before, rows));
    if (!before.empty() && version_of(before) == after) return;
    (before.empty() ? added_ : corrected_) += std::ssize(rows);
    auto& correction = corrections_.emplace_back();
    correction.code = rows.front()->code;
    correction.after = std::move(after);
    for (const auto& s : before)
      correction.before.push_back({0, s.code, s.name, s.kind, s.level, s.parent_code, s.from, s.to});
  });
}

void UnitFile::count_into(ImportSummary& summary) const {
  auto refused = found_.lines;
  for (const auto& row : rows_)
    if (found_.codes.contains(row.code)) refused.insert(row.line);
  summary.rows = count_;
  summary.refused = std::ssize(refused);
  summary.added = added_;
  summary.corrected = corrected_;
  summary.same = count_ - summary.refused - added_ - corrected_;
}

std::vector<ImportProblem> UnitFile::problems() const {
  auto problems = found_.problems;
  std::unordered_map<std::string, std::int64_t> fault;
  std::unordered_set<std::int64_t> told;
  for (const auto& p : problems) told.insert(p.line);
  for (const auto& row : rows_)
    if (told.contains(row.line)) fault.emplace(row.code, row.line);
  for (const auto& row : rows_) {
    if (!found_.codes.contains(row.code) || told.contains(row.line)) continue;
    const auto it = fault.find(row.code);
    problems.push_back({row.line,
                        "code",
                        "org.code_refused",
                        {{"code", row.code}, {"other", it == fault.end() ? "" : std::to_string(it->second)}}});
  }
  std::ranges::stable_sort(problems, {}, &ImportProblem::line);
  return problems;
}

// Nobody imports outside the part of the tree that is theirs.
void UnitFile::check_scope(platform::Transaction& tx) {
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
void UnitFile::check_parents(platform::Transaction& tx) {
  const auto problems = tree_.resolve_parents(tx, rows_);
  std::map<std::int64_t, const tree::UnitRow*> by_line;
  if (!problems.empty())
    for (const auto& row : rows_) by_line[row.line] = &row;
  for (const auto& p : problems) refuse(*by_line.at(p.line), p.field, p.key, p.parameters);
}

void UnitFile::check_rows(platform::Transaction& tx, bool all) {
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

void UnitFile::refuse_code(const std::string& code) {
  if (!code.empty()) read_.codes.insert(code);
}

void UnitFile::refuse(const tree::UnitRow& row, std::string field, std::string key, base::Parameters parameters) {
  found_.problems.push_back({row.line, std::move(field), std::move(key), std::move(parameters)});
  found_.lines.insert(row.line);
  found_.codes.insert(row.code);
}

// A row of the store given back as it is may name a parent that lies above the scope.
bool UnitFile::stands_there(platform::Transaction& tx, const tree::UnitRow& row) const {
  const auto unit = tree_.find_unit(tx, row.code);
  if (!unit) return false;
  const auto history = tree_.list_history(tx, *unit);
  return std::any_of(history.begin(), history.end(),
                     [&](const auto& s) { return s.from == row.from && s.parent_code == row.parent_code; });
}

// What hangs below a refused code that the store does not know cannot come in either.
void UnitFile::refuse_below() {
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

}  // namespace org
