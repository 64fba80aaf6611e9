#include "modules/identity/journal_pages.h"

#include <map>

#include "base/text.h"

namespace identity {
namespace {

// The first moment of a day in Asia/Ho_Chi_Minh.
std::int64_t start_of(base::Date day) { return (std::int64_t(day.days) * 86400 - 7 * 3600) * 1'000'000; }

std::string text_of_verb(const std::string& verb, base::Language language) {
  return base::has_sentence(verb) ? base::sentence(verb, {}, language) : verb;
}

void keep_within(audit::Filter& filter, const Scope& scope) {
  if (scope.everything) return;
  platform::Bindings values;
  filter.units_condition =
      "e.unit_id IN (SELECT s.unit_id FROM tree_scope s WHERE " + scope.condition("s", values) + ")";
  for (const auto& value : values.values()) filter.units_values.emplace_back(std::get<std::string_view>(value));
}

JournalCheck describe_check(const audit::Check& check, base::Language language) {
  JournalCheck out{check.whole, check.entries, check.sealed, check.first_broken, check.key, ""};
  out.sentence = base::sentence(check.key, {{"sequence", std::to_string(check.first_broken.value_or(0))}}, language);
  return out;
}

JobAbout describe_job(const platform::Job& job, base::Language language) {
  static constexpr const char* states[] = {"waiting", "running", "done", "failed", "cancelled"};
  JobAbout out{job.id.value,   job.kind,       job.title,     states[std::size_t(job.state)],
               job.done,       job.total,      job.error_key, "",
               nullptr,        job.account_id, job.unit_id,   job.created_at,
               job.started_at, job.ended_at};
  if (!job.result.empty()) out.result = base::Json::parse(job.result, nullptr, false);
  if (out.result.is_discarded()) out.result = nullptr;
  if (job.error_key.empty()) return out;
  base::Parameters parameters;
  const auto json = base::Json::parse(job.error_parameters, nullptr, false);
  if (json.is_object())
    for (const auto& [name, value] : json.items())
      if (value.is_string()) parameters[name] = value.get<std::string>();
  out.error = base::sentence(job.error_key, parameters, language);
  return out;
}

}  // namespace

Scope JournalPages::journal_scope(Tx& tx, const base::Actor& actor, const std::string& unit_code) const {
  Scope scope = core_.access.scope(tx, actor, Permission::journal_read);
  if (scope.nothing()) core_.access.require(tx, actor, Permission::journal_read, {});
  if (unit_code.empty()) return scope;
  const auto unit = core_.tree.find_unit(tx, unit_code);
  const std::string path = unit ? core_.tree.path(tx, *unit) : "";
  if (!unit || !scope.holds(path))
    throw base::Error(base::ErrorKind::invalid, "identity.unit_unknown", {{"code", unit_code}}).at_field("unit");
  Scope inside;
  inside.add(path);
  return inside;
}

audit::Filter JournalPages::filter_of(Tx& tx, const JournalQuery& query) const {
  audit::Filter filter;
  filter.verb = query.verb;
  filter.object_kind = query.object_kind;
  filter.object_id = query.object_id;
  if (query.from) filter.from = start_of(*query.from);
  if (query.to) filter.to = start_of(*query.to);
  filter.before_sequence = query.before;
  filter.limit = query.limit + 1;
  if (!query.account.empty()) {
    const auto account = core_.store.find_account_named(tx, base::fold(query.account));
    filter.account_id = account ? account->id.value : -1;
  }
  return filter;
}

JournalEntry JournalPages::describe(Tx& tx, const audit::Entry& entry, base::Language language) const {
  JournalEntry out{entry.sequence,
                   entry.at,
                   entry.actor,
                   entry.account_id,
                   entry.verb,
                   text_of_verb(entry.verb, language),
                   entry.object_kind,
                   entry.object_id,
                   entry.unit_id,
                   "",
                   "",
                   nullptr,
                   audit::Audit::hide_difference(entry.on_behalf_of),
                   entry.request_id};
  core_.name_unit(tx, tree::UnitId{entry.unit_id}, out.unit_code, out.unit_name);
  out.difference = base::Json::parse(audit::Audit::hide_difference(entry.difference), nullptr, false);
  if (out.difference.is_discarded()) out.difference = nullptr;
  return out;
}

JournalPage JournalPages::page_of(Tx& tx, std::vector<audit::Entry> entries, int limit, base::Language language) const {
  JournalPage page;
  if (int(entries.size()) > limit) {
    entries.resize(std::size_t(limit));
    page.next = std::to_string(entries.back().sequence);
  }
  for (const auto& entry : entries) page.items.push_back(describe(tx, entry, language));
  return page;
}

JournalPage JournalPages::list_entries(const base::Actor& actor, const JournalQuery& query, base::Language language) {
  auto tx = core_.database.begin_read();
  const Scope scope = journal_scope(tx, actor, query.unit_code);
  audit::Filter filter = filter_of(tx, query);
  keep_within(filter, scope);
  return page_of(tx, core_.audit.list_entries(tx, filter), query.limit, language);
}

std::vector<JournalVerb> JournalPages::list_verbs(const base::Actor& actor, base::Language language) {
  auto tx = core_.database.begin_read();
  audit::Filter filter;
  keep_within(filter, journal_scope(tx, actor, ""));
  std::vector<JournalVerb> out;
  for (const auto& verb : core_.audit.list_verbs(tx, filter)) out.push_back({verb, text_of_verb(verb, language)});
  return out;
}

JournalEntry JournalPages::get_entry(const base::Actor& actor, std::int64_t sequence, base::Language language) {
  auto tx = core_.database.begin_read();
  const Scope scope = journal_scope(tx, actor, "");
  const auto entry = core_.audit.find_entry(tx, sequence);
  const Party at[] = {{tree::UnitId{entry ? entry->unit_id : 0}, false}};
  if (!entry || !core_.access.sees(tx, scope, at))
    throw base::Error(base::ErrorKind::not_found, "identity.entry_unknown");
  JournalEntry out = describe(tx, *entry, language);
  out.difference = base::Json::parse(core_.audit.open_difference(tx, entry->difference), nullptr, false);
  if (out.difference.is_discarded()) out.difference = nullptr;
  out.on_behalf_of = core_.audit.open_difference(tx, entry->on_behalf_of);
  core_.audit.record_view(actor, "journal_entry", std::to_string(sequence), entry->unit_id);
  return out;
}

JournalPage JournalPages::list_views(const base::Actor& actor, const JournalQuery& query, base::Language language) {
  auto tx = core_.database.begin_read();
  const Scope scope = journal_scope(tx, actor, query.unit_code);
  audit::Filter filter = filter_of(tx, query);
  std::map<std::int64_t, bool> known;
  if (!scope.everything)
    filter.unit_is_seen = [&](std::int64_t unit) {
      const auto [it, fresh] = known.try_emplace(unit, false);
      const Party at[] = {{tree::UnitId{unit}, false}};
      if (fresh) it->second = unit != 0 && core_.access.sees(tx, scope, at);
      return it->second;
    };
  return page_of(tx, core_.audit.list_views(filter), query.limit, language);
}

std::string JournalPages::export_head(const base::Actor& actor) {
  auto tx = core_.database.begin();
  journal_scope(tx, actor, "");
  std::string head = core_.audit.signed_head(tx);
  core_.audit.record(tx, actor, "identity.journal_head_exported", "journal", "", 0);
  tx.commit();
  return head;
}

JournalChecks JournalPages::verify(const base::Actor& actor, const std::optional<std::string>& head,
                                   base::Language language) {
  auto tx = core_.database.begin_read();  // a snapshot: writers go on while the chain is read
  journal_scope(tx, actor, "");
  const audit::Check journal = head ? core_.audit.verify_head(tx, *head) : core_.audit.verify(tx);
  return {describe_check(journal, language), describe_check(core_.audit.verify_views(), language)};
}

bool JournalPages::sees_job(Tx& tx, const base::Actor& actor, const platform::Job& job) const {
  if (actor.kind == base::ActorKind::operating_system) return true;
  if (actor.kind == base::ActorKind::account && job.account_id == actor.account_id) return true;
  return core_.access.may(tx, actor, Permission::jobs_read, tree::UnitId{job.unit_id});
}

platform::Job JournalPages::access_job(Tx& tx, const base::Actor& actor, platform::JobId id) const {
  auto job = jobs_.find_job(tx, id);
  if (!job || !sees_job(tx, actor, *job)) throw base::Error(base::ErrorKind::not_found, "identity.job_unknown");
  return *std::move(job);
}

std::vector<JobAbout> JournalPages::list_jobs(const base::Actor& actor, int limit, base::Language language) {
  auto tx = core_.database.begin_read();
  const Scope scope = core_.access.scope(tx, actor, Permission::jobs_read);
  platform::Bindings values;
  platform::Jobs::Filter filter;
  if (!scope.everything) {
    filter.account_id = actor.account_id;
    filter.units_condition =
        "unit_id IN (SELECT s.unit_id FROM tree_scope s WHERE " + scope.condition("s", values) + ")";
    filter.units_values = values.values();
  }
  std::vector<JobAbout> out;
  for (const auto& job : jobs_.list_jobs(tx, filter, limit)) out.push_back(describe_job(job, language));
  return out;
}

JobAbout JournalPages::get_job(const base::Actor& actor, platform::JobId id, base::Language language) {
  auto tx = core_.database.begin_read();
  return describe_job(access_job(tx, actor, id), language);
}

JobAbout JournalPages::cancel_job(const base::Actor& actor, platform::JobId id, base::Language language) {
  auto tx = core_.database.begin();
  const platform::Job job = access_job(tx, actor, id);
  const bool own = actor.kind == base::ActorKind::account && job.account_id == actor.account_id;
  // Who only reads jobs (an auditor) does not stop them; that takes the settings' permission there.
  if (!own) core_.access.require(tx, actor, Permission::settings_manage, tree::UnitId{job.unit_id});
  jobs_.cancel(tx, id);
  core_.audit.record(tx, actor, "identity.job_cancelled", "job", std::to_string(id.value), job.unit_id);
  JobAbout out = describe_job(jobs_.find_job(tx, id).value_or(job), language);
  tx.commit();
  return out;
}

}  // namespace identity
