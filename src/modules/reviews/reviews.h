#pragma once
// Weak organisations and how they are strengthened: who is listed on a day, by which dated criteria, and the plan of
// each with one lead, a deadline and a result. A plan is seen by its organisation, its lead and those above both; the
// superior decides. What belongs to an organisation that ended with one successor is its successor's. Figures of the
// register stand only before who may read its records. Tables: reviews_*. Thread-safe.

#include <filesystem>
#include <memory>
#include <span>

#include "base/actor.h"
#include "base/embedded.h"
#include "base/sentence.h"
#include "modules/members/columns.h"
#include "modules/policy/policy.h"
#include "modules/reviews/records.h"
#include "platform/table/table.h"

namespace platform {
class Api;
class Clock;
}  // namespace platform
namespace audit {
class Audit;
}
namespace identity {
class Access;
}
namespace documents {
class Documents;
}

namespace reviews {

struct Surroundings {
  platform::Database& database;
  const platform::Clock& clock;
  const tree::Tree& tree;
  audit::Audit& audit;
  const identity::Access& access;
  const policy::Policy& policy;
  documents::Documents& documents;
};

class Reviews final : public tree::Reorganisable {
 public:
  explicit Reviews(Surroundings surroundings);
  ~Reviews() override;
  // Shown and told of the register by the members module.
  members::MemberListener& listener();
  tree::TreeListener& tree_listener();

  // ---- who is weak. Errors: not_found "tree.unit_unknown"; forbidden; invalid "reviews.cursor" ----
  WeakList list_weak(const base::Actor& actor, const WeakQuery& query, const std::string& cursor, int limit);
  // All of it as a table, by the codes of units; journalled.
  void export_weak(const base::Actor& actor, const WeakQuery& query, base::Language language,
                   const std::filesystem::path& path, platform::TableFormat format);
  UnitReview get_unit(const base::Actor& actor, const std::string& code, std::optional<base::Date> on,
                      base::Language language);
  // Errors: invalid "reviews.not_grassroots", "reviews.day_ahead", "reviews.not_living"; conflict
  // "reviews.judged_already".
  Judgement judge(const base::Actor& actor, const NewJudgement& given);
  // Errors: not_found "reviews.judgement_unknown"; conflict "reviews.changed_meanwhile", "reviews.judgement_over".
  Judgement end_judgement(const base::Actor& actor, JudgementId id, const EndOfJudgement& given, std::int64_t seen);
  Judgement get_judgement(const base::Actor& actor, JudgementId id);

  // ---- plans. Errors: not_found "reviews.remedy_unknown"; conflict "reviews.changed_meanwhile",
  // "reviews.remedy_closed"
  RemedyList list_remedies(const base::Actor& actor, const RemedyQuery& query, const std::string& cursor, int limit);
  RemedyPage get_remedy(const base::Actor& actor, RemedyId id);
  // Errors: conflict "reviews.remedy_open" when the organisation has a plan that is open.
  RemedyPage open_remedy(const base::Actor& actor, const NewRemedy& given);
  RemedyPage update_remedy(const base::Actor& actor, RemedyId id, const RemedyEdit& given, std::int64_t seen);
  // Errors: invalid "reviews.due_not_later".
  RemedyPage extend_remedy(const base::Actor& actor, RemedyId id, const NewDeadline& given, std::int64_t seen);
  // Errors: conflict "reviews.steps_open" when it is reached but something is not done.
  RemedyPage close_remedy(const base::Actor& actor, RemedyId id, const EndOfRemedy& given, std::int64_t seen);
  // Errors: conflict "reviews.remedy_not_closed", "reviews.remedy_open".
  RemedyPage reopen_remedy(const base::Actor& actor, RemedyId id, const NewDeadline& given, std::int64_t seen);
  RemedyPage add_step(const base::Actor& actor, RemedyId id, const NewStep& given, std::int64_t seen);
  // Errors: not_found "reviews.step_unknown".
  RemedyPage report_step(const base::Actor& actor, RemedyId id, std::int64_t step, const StepReport& given,
                         std::int64_t seen);

  // tree::Reorganisable: what is kept of a unit stays with it and is its one successor's from the day on, so that
  // nothing has to be moved or moved back.
  std::vector<tree::Moved> preview(platform::Transaction& tx, const tree::Reorganisation& r) override;
  std::vector<tree::Hindrance> built_on(platform::Transaction& tx, const tree::Reorganisation& r) override;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

std::span<const policy::Rule> rules();

void add_operations(platform::Api& api, Reviews& reviews);

// Decisions and plans of the demo organisation.
void load_demo(Reviews& reviews, const base::Actor& actor, base::Date today);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace reviews
