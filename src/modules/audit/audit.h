#pragma once
// The journal: who did and who saw what, when, on which unit, and what changed. Append-only. An entry is
// written with its transaction; one sealer chains entries right after commit (each hash covers the one
// before); the head is signed and can be exported, so that a cut tail is seen. Views of personal records go
// to a store of their own, so that reading never waits for a writer. Personal values are sealed per person.
// Tables: audit_entry, audit_seal, audit_head, audit_person_key; views: audit_view, audit_view_seal, audit_view_head.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/embedded.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/database/database.h"

namespace audit {

struct Entry {
  std::int64_t sequence = 0;
  std::int64_t at = 0;  // Units: microseconds UTC
  std::string actor;    // account name or os:<user>
  std::int64_t account_id = 0;
  std::string verb;         // "documents.registered"
  std::string object_kind;  // "document"
  std::string object_id;
  std::int64_t unit_id = 0;
  std::string difference;    // JSON, personal values hidden
  std::string on_behalf_of;  // "entered by X for Y": Y
  std::string request_id;
};

struct Filter {
  std::optional<std::int64_t> account_id;
  std::string verb, object_kind, object_id;  // empty: any
  std::optional<std::int64_t> from, to, before_sequence;
  int limit = 100;
  // Which units the reader may see: a condition on unit_id with its text values, for the journal ("" is all) …
  std::string units_condition;
  std::vector<std::string> units_values;
  // … and a function for the views, whose store knows no tree.
  std::function<bool(std::int64_t unit_id)> unit_is_seen;
};

struct Check {
  bool whole = true;
  std::int64_t entries = 0, sealed = 0;
  std::optional<std::int64_t> first_broken;  // sequence
  std::string key;                           // of the sentence that says what is wrong
};

class Audit {
 public:
  Audit(platform::Database& database, const platform::Clock& clock, const platform::SigningKey& key,
        std::filesystem::path views_folder);
  ~Audit();
  // Writes one entry with the transaction. The sealer is told on commit.
  void record(platform::Transaction& tx, const base::Actor& actor, std::string verb, std::string object_kind,
              std::string object_id, std::int64_t unit_id, std::string difference = "{}",
              std::string on_behalf_of = {});
  // Notes that the actor looked at a personal record; returns at once, written by a thread of its own.
  void record_view(const base::Actor& actor, std::string object_kind, std::string object_id, std::int64_t unit_id);
  std::vector<Entry> list_entries(platform::Transaction& tx, const Filter& filter);
  // The verbs that the journal holds of the filter's units, each once.
  std::vector<std::string> list_verbs(platform::Transaction& tx, const Filter& filter);
  std::optional<Entry> find_entry(platform::Transaction& tx, std::int64_t sequence);
  std::vector<Entry> list_views(const Filter& filter);
  // Waits until every view noted so far is stored.
  void flush_views();
  Check verify_views();
  // The store that the views have of their own, for backups; null where they lie in the registers' store.
  platform::Database* views_store();
  // Seals what is not sealed yet; called by the sealer thread, by start and by verify.
  void seal(platform::Transaction& tx);
  void start_sealer();
  void stop_sealer();
  Check verify(platform::Transaction& tx);
  // The signed head as JSON: sequence, hash, time, public key, signature.
  std::string signed_head(platform::Transaction& tx);
  // A personal value as it may stand in a difference: readable with the person's key only ("account:12").
  std::string seal_personal(platform::Transaction& tx, const std::string& person, std::string_view value);
  // The difference with its personal values opened, or hidden as "***"; those of forgotten persons are "".
  std::string open_difference(platform::Transaction& tx, const std::string& difference);
  static std::string hide_difference(const std::string& difference);
  // Destroys the person's key: what was sealed for them can never be read again. The chain stays whole.
  // Errors: not_found "audit.person_unknown" when nothing was sealed for them.
  void forget_person(platform::Transaction& tx, const base::Actor& actor, const std::string& person);
  // Whether a head exported earlier still lies on today's chain.
  Check verify_head(platform::Transaction& tx, const std::string& head);

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

inline constexpr std::string_view view_tables = "audit_view";  // what their names begin with
// The file beside SQLite in which the views are kept, with its tables; nullptr on PostgreSQL, where they are in `main`.
std::unique_ptr<platform::Database> open_views(platform::Database& main, const std::filesystem::path& folder);

}  // namespace audit
