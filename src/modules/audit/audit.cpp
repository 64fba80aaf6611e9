#include "modules/audit/audit.h"

#include <nlohmann/json.hpp>

#include "modules/audit/chain.h"
#include "modules/audit/views.h"
#include "platform/log/log.h"

namespace audit {
namespace {

constexpr std::int64_t most_sealed_at_once = 5000;  // so that other writers wait well under a second
constexpr std::string_view sealed_prefix = "sealed:";

using ValueReader = std::function<std::string(const std::string& sealed)>;

void replace_sealed(nlohmann::json& json, const ValueReader& read) {
  if (json.is_structured())
    for (auto& part : json) replace_sealed(part, read);
  else if (json.is_string() && json.get_ref<const std::string&>().starts_with(sealed_prefix))
    json = read(json.get<std::string>());
}

std::string with_sealed_replaced(const std::string& difference, const ValueReader& read) {
  if (difference.find(sealed_prefix) == std::string::npos) return difference;
  if (difference.starts_with(sealed_prefix)) return read(difference);
  auto json = nlohmann::json::parse(difference, nullptr, false);
  if (json.is_discarded()) return "{}";
  replace_sealed(json, read);
  return json.dump();
}

}  // namespace

struct Audit::Machine {
  platform::Database& database;
  const platform::Clock& clock;
  Chain chain;
  std::string wrapping_key;  // seals the keys of persons
  Views views;
  std::mutex mutex;
  std::condition_variable changed;
  bool told = false, stopping = false;
  std::thread sealer;

  Machine(platform::Database& a_database, const platform::Clock& a_clock, const platform::SigningKey& key,
          const std::filesystem::path& folder)
      : database(a_database),
        clock(a_clock),
        chain({"audit_entry", "audit_seal", "audit_head"}, key),
        wrapping_key(platform::keyed_hash(key.secret.substr(0, 32), "keys of persons")),
        views(a_database, a_clock, key, folder) {}

  void tell() {
    {
      std::lock_guard lock(mutex);
      told = true;
    }
    changed.notify_one();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || told; });
      if (!told) return;
      told = false;
      lock.unlock();
      const bool sealed = seal_all();
      lock.lock();
      if (sealed || stopping) continue;
      told = true;  // tried again
      changed.wait_for(lock, std::chrono::seconds(1), [this] { return stopping; });
      if (stopping) return;
    }
  }

  bool seal_all() {
    try {
      for (bool more = true; more;) {
        auto tx = database.begin();
        more = chain.seal(tx, clock.now(), most_sealed_at_once);
        tx.commit();
      }
      return true;
    } catch (const std::exception& failure) {  // the thread must live: verify and the next start seal too
      platform::log(platform::LogLevel::error, "audit.not_sealed", {{"key", failure.what()}});
      return false;
    }
  }

  // The person's key; made when there is none. Nothing when it was destroyed.
  std::optional<std::string> person_key(platform::Transaction& tx, const std::string& person, bool make) {
    auto rows = tx.query("SELECT sealed_key FROM audit_person_key WHERE person = ?", person);
    if (rows->next()) {
      if (rows->is_null(0)) return std::nullopt;
      const auto sealed = platform::from_base64url(rows->text(0));
      return sealed ? platform::open_sealed(wrapping_key, *sealed) : std::nullopt;
    }
    if (!make) return std::nullopt;
    const std::string key = platform::random_bytes(32);
    tx.run("INSERT INTO audit_person_key(person, sealed_key) VALUES (?, ?)", person,
           platform::to_base64url(platform::seal(wrapping_key, key)));
    return key;
  }
};

Audit::Audit(platform::Database& database, const platform::Clock& clock, const platform::SigningKey& key,
             std::filesystem::path views_folder)
    : machine_(std::make_unique<Machine>(database, clock, key, views_folder)) {}

Audit::~Audit() { stop_sealer(); }

void Audit::record(platform::Transaction& tx, const base::Actor& actor, std::string verb, std::string object_kind,
                   std::string object_id, std::int64_t unit_id, std::string difference, std::string on_behalf_of) {
  Entry entry{0,
              machine_->clock.now(),
              actor.name,
              actor.account_id,
              std::move(verb),
              std::move(object_kind),
              std::move(object_id),
              unit_id,
              std::move(difference),
              std::move(on_behalf_of),
              actor.request_id};
  machine_->chain.append(tx, entry);
  tx.on_commit([machine = machine_.get()] { machine->tell(); });
}

void Audit::record_view(const base::Actor& actor, std::string object_kind, std::string object_id,
                        std::int64_t unit_id) {
  machine_->views.note({0, machine_->clock.now(), actor.name, actor.account_id, "audit.viewed", std::move(object_kind),
                        std::move(object_id), unit_id, "{}", "", actor.request_id});
}

std::vector<Entry> Audit::list_entries(platform::Transaction& tx, const Filter& filter) {
  return machine_->chain.list(tx, filter);
}

std::vector<std::string> Audit::list_verbs(platform::Transaction& tx, const Filter& filter) {
  return machine_->chain.list_verbs(tx, filter);
}

std::optional<Entry> Audit::find_entry(platform::Transaction& tx, std::int64_t sequence) {
  return machine_->chain.find(tx, sequence);
}

std::vector<Entry> Audit::list_views(const Filter& filter) { return machine_->views.list(filter); }
void Audit::flush_views() { machine_->views.flush(); }
Check Audit::verify_views() { return machine_->views.verify(); }

platform::Database* Audit::views_store() { return machine_->views.own_store(); }

void Audit::seal(platform::Transaction& tx) {
  while (machine_->chain.seal(tx, machine_->clock.now(), most_sealed_at_once)) {
  }
}

void Audit::start_sealer() {
  if (machine_->sealer.joinable()) return;
  machine_->stopping = false;
  machine_->told = true;  // what a crash left unsealed
  machine_->sealer = std::thread([machine = machine_.get()] { machine->run(); });
}

void Audit::stop_sealer() {
  if (!machine_->sealer.joinable()) return;
  {
    std::lock_guard lock(machine_->mutex);
    machine_->stopping = true;
  }
  machine_->changed.notify_all();
  machine_->sealer.join();
}

Check Audit::verify(platform::Transaction& tx) {
  if (!tx.is_read_only()) seal(tx);
  return machine_->chain.verify(tx);
}

std::string Audit::signed_head(platform::Transaction& tx) {
  if (!tx.is_read_only()) seal(tx);
  return machine_->chain.signed_head(tx, machine_->clock.now());
}

Check Audit::verify_head(platform::Transaction& tx, const std::string& head) {
  if (!tx.is_read_only()) seal(tx);
  return machine_->chain.verify_head(tx, head);
}

std::string Audit::seal_personal(platform::Transaction& tx, const std::string& person, std::string_view value) {
  const auto key = machine_->person_key(tx, person, true);
  if (!key) return "***";  // was forgotten: nothing of this person is kept again
  return std::string(sealed_prefix) + person + "/" + platform::to_base64url(platform::seal(*key, value));
}

std::string Audit::open_difference(platform::Transaction& tx, const std::string& difference) {
  return with_sealed_replaced(difference, [&](const std::string& text) -> std::string {
    const auto slash = text.rfind('/');
    if (slash == std::string::npos) return "";
    const std::string person = text.substr(sealed_prefix.size(), slash - sealed_prefix.size());
    const auto key = machine_->person_key(tx, person, false);
    const auto sealed = platform::from_base64url(std::string_view(text).substr(slash + 1));
    return key && sealed ? platform::open_sealed(*key, *sealed).value_or("") : "";
  });
}

std::string Audit::hide_difference(const std::string& difference) {
  return with_sealed_replaced(difference, [](const std::string&) { return std::string("***"); });
}

void Audit::forget_person(platform::Transaction& tx, const base::Actor& actor, const std::string& person) {
  if (tx.run("UPDATE audit_person_key SET sealed_key = NULL, forgotten_at = ? WHERE person = ?", machine_->clock.now(),
             person) == 0)
    throw base::Error(base::ErrorKind::not_found, "audit.person_unknown", {{"person", person}});
  record(tx, actor, "audit.person_forgotten", "person", person, 0);
}

}  // namespace audit
