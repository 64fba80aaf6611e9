#pragma once
// Measures of any unit, on any day, in any structure, counted from the register in memory: the answer to a query has
// the last write, and says by which definition, from which data and in which structure it counts. Seen: the figures of
// one's own subtree, the totals of the units above it and of those beside these; small groups only with the right to
// the records. Thread-safe.

#include <filesystem>
#include <memory>
#include <span>

#include "base/actor.h"
#include "base/embedded.h"
#include "base/sentence.h"
#include "modules/members/columns.h"
#include "modules/statistics/reductions.h"
#include "modules/statistics/sheet.h"
#include "modules/statistics/targets.h"
#include "modules/tree/reorganisable.h"
#include "platform/table/table.h"

namespace platform {
class Api;
class Clock;
}  // namespace platform
namespace identity {
class Access;
}
namespace reorganisation {
class ReorganisationService;
struct PlanTree;
}  // namespace reorganisation

namespace statistics {

class Engine;
class MovedTargets;

class Statistics {
 public:
  Statistics(platform::Database& database, const tree::Tree& tree, const identity::Access& access, audit::Audit& audit,
             const platform::Clock& clock, reorganisation::ReorganisationService& plans);
  ~Statistics();
  // Shown and told of the register by the members module, and told of the tree.
  members::MemberListener& listener();
  tree::TreeListener& tree_listener();
  // What reorganisation moves: targets.
  tree::Reorganisable& reorganisable();

  // The answer as CONTRACTS gives it, with the sentence that says in words what was asked. Errors: of a query that
  // makes no sense, invalid "statistics.…" at its field; not_found "tree.unit_unknown", "statistics.unit_elsewhere",
  // "statistics.plan_unknown", and those of ReorganisationService::get_plan_tree; conflict "statistics.plan_divides" of
  // people in a plan not carried out that divides a cell; invalid "statistics.period_ends_only" without the right to
  // the records; too_large "statistics.too_many_rows".
  base::Json query(const base::Actor& actor, const Query& query, base::Language language);
  // The same as a table with its sentence, its definition and its data below it.
  void export_answer(const base::Actor& actor, const Query& query, base::Language language,
                     const std::filesystem::path& path, platform::TableFormat format);
  // A committed plan's units before it and 6, 12 and 24 months after it. Errors: as query; conflict
  // "statistics.sheet_not_committed".
  Sheet get_sheet(const base::Actor& actor, const std::string& plan, base::Language language);
  void export_sheet(const base::Actor& actor, const std::string& plan, base::Language language,
                    const std::filesystem::path& path, platform::TableFormat format);
  Targets& targets() { return targets_; }
  Reductions& reductions() { return reductions_; }
  static std::vector<Definition> list_measures(base::Language language);

 private:
  // Sees to it that the actor sees the figures of all that the plan touches; whether their records too.
  bool require_plan(platform::Transaction& tx, const base::Actor& actor, const reorganisation::PlanTree& plan) const;
  void add_targets(const base::Actor& actor, Sheet& sheet, const std::vector<std::string>& units,
                   base::Language language);

  platform::Database& database_;
  const tree::Tree& tree_;
  const identity::Access& access_;
  const platform::Clock& clock_;
  reorganisation::ReorganisationService& plans_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<MovedTargets> moved_targets_;
  Targets targets_;
  Reductions reductions_;
};

void add_operations(platform::Api& api, Statistics& statistics);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace statistics
