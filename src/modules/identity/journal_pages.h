#pragma once
// The pages of the journal and of background jobs, for those who may read them on their units. The journal
// itself is audit's, jobs are platform's; here is only who sees what of them, and units by name.

#include "modules/identity/identity_core.h"
#include "platform/jobs/jobs.h"

namespace identity {

struct JournalQuery {
  std::string unit_code;  // with its subtree; "" for all that the reader may see
  std::string verb, object_kind, object_id, account;
  std::optional<base::Date> from, to;
  std::optional<std::int64_t> before;  // sequence
  int limit = 50;
};

struct JournalPage {
  std::vector<JournalEntry> items;
  std::string next;
};

class JournalPages {
 public:
  JournalPages(Core& core, platform::Jobs& jobs) : core_(core), jobs_(jobs) {}
  JournalPage list_entries(const base::Actor& actor, const JournalQuery& query, base::Language language);
  std::vector<JournalVerb> list_verbs(const base::Actor& actor, base::Language language);
  // One entry with its personal values readable; that somebody read them is noted as a view.
  JournalEntry get_entry(const base::Actor& actor, std::int64_t sequence, base::Language language);
  JournalPage list_views(const base::Actor& actor, const JournalQuery& query, base::Language language);
  std::string export_head(const base::Actor& actor);
  JournalChecks verify(const base::Actor& actor, const std::optional<std::string>& head, base::Language language);

  std::vector<JobAbout> list_jobs(const base::Actor& actor, int limit, base::Language language);
  JobAbout get_job(const base::Actor& actor, platform::JobId id, base::Language language);
  JobAbout cancel_job(const base::Actor& actor, platform::JobId id, base::Language language);

 private:
  using Tx = platform::Transaction;
  Scope journal_scope(Tx& tx, const base::Actor& actor, const std::string& unit_code) const;
  audit::Filter filter_of(Tx& tx, const JournalQuery& query) const;
  JournalEntry describe(Tx& tx, const audit::Entry& entry, base::Language language) const;
  JournalPage page_of(Tx& tx, std::vector<audit::Entry> entries, int limit, base::Language language) const;
  bool sees_job(Tx& tx, const base::Actor& actor, const platform::Job& job) const;
  platform::Job access_job(Tx& tx, const base::Actor& actor, platform::JobId id) const;

  Core& core_;
  platform::Jobs& jobs_;
};

}  // namespace identity
