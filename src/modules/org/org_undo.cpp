// An import of units taken back: every unit that it made has never been, every unit that it changed is as it was.

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "modules/org/org.h"
#include "modules/org/org_store.h"
#include "modules/org/unit_file.h"

namespace org {
namespace {

using base::Error;
using base::ErrorKind;
using identity::Permission;

constexpr int most_attempts = 3;  // of a batch that is staged
const base::Date first_day = *base::parse_iso_date("1850-01-01");
constexpr std::int64_t no_plan = -1;      // whatever stands at a unit was brought by another
constexpr std::size_t great_undo = 1000;  // units: so many are staged

[[noreturn]] void refuse(std::string_view key, base::Parameters parameters) {
  throw Error(ErrorKind::conflict, std::string(key), std::move(parameters));
}
[[noreturn]] void built_on(const std::string& code) { refuse("org.batch_built_on", {{"code", code}}); }

}  // namespace

// A batch on its way back.
struct OrgService::Undo {
  OrgService& s;
  const base::Actor& actor;
  std::int64_t batch;
  ImportSummary summary{};
  std::vector<UnitCorrection> corrections{};
  std::vector<tree::UnitRow> rows{};  // the histories before the batch
  tree::Reorganisation made{};        // as a plan that established the new units
  std::int64_t version = 0, journal = 0;

  void read(platform::Transaction& tx) {
    summary = s.require_undoable(tx, actor, batch);
    version = s.tree_.version(tx);
    journal = newest_entry(tx);
    corrections = list_corrections(tx, batch);
    rows.clear();
    made = {};
    made.plan = no_plan;
    made.on = s.clock_.today();
    for (const auto& c : corrections) {
      rows.insert(rows.end(), c.before.begin(), c.before.end());
      if (!c.before.empty()) continue;
      const auto unit = s.tree_.find_unit(tx, c.code);
      if (!unit) built_on(c.code);
      made.established.push_back(*unit);
    }
  }

  // Nothing was built on it.
  void check(platform::Transaction& tx) const {
    check_scope(tx);
    check_units(tx);
    check_around(tx);
    check_parts(tx);
    for (const auto& p : s.tree_.check_rows(tx, rows, tree::Replace::whole)) refuse(p.key, p.parameters);
  }
  bool written_since(platform::Transaction& tx) const { return newest_entry(tx) != journal; }

  void restore(platform::Transaction& tx) const {
    s.tree_.store_rows(tx, rows, made.on, tree::Replace::whole);
    s.tree_.remove_units(tx, made.established);
  }

  void finish(platform::Transaction& tx) {
    summary.state = platform::BatchState::undone;
    batches.set_state(tx, batch, summary.state);
    s.audit_.record(tx, actor, "org.import_undone", "import", std::to_string(batch), 0,
                    base::Json{{"name", summary.name}, {"sha256", summary.file_hash}}.dump());
    tx.commit();
  }

 private:
  std::int64_t newest_entry(platform::Transaction& tx) const {
    audit::Filter newest;
    newest.limit = 1;
    const auto entries = s.audit_.list_entries(tx, newest);
    return entries.empty() ? 0 : entries.front().sequence;
  }

  void check_scope(platform::Transaction& tx) const {
    const auto scope = s.access_.scope(tx, actor, Permission::units_import);
    if (scope.everything) return;
    for (const auto& c : corrections)
      if (const auto unit = s.tree_.find_unit(tx, c.code); unit && !scope.holds(s.tree_.path(tx, *unit)))
        refuse("org.outside_scope", {{"code", c.code}});
  }

  // Each unit is as the batch left it, and nothing stands below a new one that the batch did not bring.
  void check_units(platform::Transaction& tx) const {
    std::unordered_map<std::string_view, const UnitCorrection*> own;
    std::unordered_map<std::string_view, std::vector<tree::UnitSpan>> histories;
    for (const auto& c : corrections) own[c.code] = &c;
    each_span_around(tx, [&](const tree::UnitSpan& span) {
      if (const auto it = own.find(span.code); it != own.end()) return histories[it->first].push_back(span);
      const auto above = own.find(span.parent_code);
      if (above != own.end() && above->second->before.empty())
        refuse("org.batch_unit_below", {{"code", span.code}, {"parent", span.parent_code}});
    });
    for (const auto& c : corrections)
      if (version_of(histories[c.code]) != c.after) built_on(c.code);
  }

  // Of the units of the batch, and of what may stand below the new ones.
  void each_span_around(platform::Transaction& tx, const std::function<void(const tree::UnitSpan&)>& f) const {
    if (corrections.size() >= great_undo) return s.tree_.each_span(tx, f);
    std::set<std::string> codes;
    for (const auto& c : corrections) {
      codes.insert(c.code);
      const auto unit = c.before.empty() ? s.tree_.find_unit(tx, c.code) : std::nullopt;
      if (!unit) continue;
      for (const auto& code : s.tree_.list_codes_below(tx, *unit, first_day)) codes.insert(code);
    }
    for (const auto& code : codes)
      if (const auto unit = s.tree_.find_unit(tx, code))
        for (const auto& span : s.tree_.list_history(tx, *unit)) f(span);
  }

  // Nothing took the place of a new one, or has it to look after something.
  void check_around(platform::Transaction& tx) const {
    std::unordered_set<std::int64_t> units;
    for (const auto unit : made.established) units.insert(unit.value);
    const auto is_fresh = [&](tree::UnitId unit) { return units.contains(unit.value); };
    const auto code_of = [&](tree::UnitId unit) { return s.tree_.nearest_span(tx, unit, made.on)->code; };
    s.tree_.each_successor(tx, [&](const tree::Successor& successor) {
      for (const auto unit : {successor.unit, successor.successor})
        if (is_fresh(unit)) built_on(code_of(unit));
    });
    if (const auto unit = find_unit_with_function(tx, is_fresh)) built_on(code_of(*unit));
  }

  void check_parts(platform::Transaction& tx) const {
    for (auto* part : s.parts_)
      if (const auto found = part->built_on(tx, made); !found.empty())
        refuse(found.front().key, found.front().parameters);
  }
};

ImportSummary OrgService::require_undoable(platform::Transaction& tx, const base::Actor& actor,
                                           std::int64_t batch) const {
  access_.require_anywhere(tx, actor, Permission::units_import);
  auto found = batches.find(tx, batch, base::Language::vi);
  if (!found || (found->account_id != actor.account_id && !access_.may(tx, actor, Permission::units_import, {})))
    throw Error(ErrorKind::not_found, "org.import_unknown");
  if (found->summary.state != platform::BatchState::live) refuse("org.batch_not_live", {{"name", found->summary.name}});
  return std::move(found->summary);
}

platform::JobId OrgService::queue_undo(const base::Actor& actor, std::int64_t batch) {
  auto tx = database_.begin();
  require_undoable(tx, actor, batch);
  const auto job =
      jobs_.enqueue(tx, actor, "org.undo_import", "Hoàn tác một đợt nhập đơn vị", base::Json{{"batch", batch}}.dump());
  tx.commit();
  return job;
}

ImportSummary OrgService::undo_import(const base::Actor& actor, std::int64_t batch, const Shown& show) {
  const Shown shown = show ? show : [](std::int64_t, std::int64_t) {};
  const std::lock_guard alone(importing_);
  const TidyUp tidy_up{*this};
  Undo undo{*this, actor, batch};
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    tidy();
    {
      auto tx = database_.begin_read();
      undo.read(tx);
      undo.check(tx);
    }
    shown(300, 1000);
    const bool great = undo.corrections.size() >= great_undo;
    std::optional<tree::Tree::Staged> staged;
    if (great) {
      staged = tree_.stage_undo(
          database_, undo.rows, undo.made.established, undo.made.on, undo.version,
          [&](auto done, auto total) { shown(300 + done * 600 / std::max<std::int64_t>(total, 1), 1000); });
      if (!staged) continue;
    }
    auto tx = database_.begin();  // short: others wait for it
    if (undo.written_since(tx)) {
      if (great && attempt < most_attempts) continue;
      if (great && tree_.version(tx) != undo.version) break;
      undo.read(tx);
      undo.check(tx);
    }
    if (!great)
      undo.restore(tx);
    else if (!tree_.flip(tx, *staged, undo.made.on))
      continue;
    undo.finish(tx);
    return undo.summary;
  }
  throw Error(ErrorKind::conflict, "org.import_overtaken");
}

}  // namespace org
