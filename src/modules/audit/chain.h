#pragma once
// One chain of entries in three tables: the entries, their seals, the signed head. The journal and the views
// are two chains of the same make. Not thread-safe by itself: works inside the caller's transaction.
// Invariants: sequences run 1, 2, 3 … without a gap; a seal's hash covers the hash before and every field of
// its entry; the head is the last seal, signed.

#include <map>
#include <string>

#include "modules/audit/audit.h"

namespace audit {

struct ChainTables {
  std::string entry, seal, head;
};

// Every field with its length in front, so that no two entries have the same bytes.
std::string canonical_bytes(const Entry& entry);

class Chain {
 public:
  Chain(ChainTables tables, const platform::SigningKey& key);
  // Gives the entry the next sequence and stores it, marked.
  void append(platform::Transaction& tx, Entry& entry) const;
  // Seals up to `most` entries; true when more are waiting. Seals nothing on top of a head that does not fit.
  bool seal(platform::Transaction& tx, std::int64_t now, std::int64_t most) const;
  Check verify(platform::Transaction& tx) const;
  std::string signed_head(platform::Transaction& tx, std::int64_t now) const;
  Check verify_head(platform::Transaction& tx, const std::string& head) const;
  std::vector<Entry> list(platform::Transaction& tx, const Filter& filter) const;
  std::vector<std::string> list_verbs(platform::Transaction& tx, const Filter& filter) const;
  std::optional<Entry> find(platform::Transaction& tx, std::int64_t sequence) const;

 private:
  struct Head {
    std::int64_t sequence = 0;
    std::string hash;  // hex
    std::int64_t at = 0;
    std::string signature;  // hex
  };
  std::string mark_of(const Entry& entry) const;
  std::string message_of(const Head& head) const;
  bool signature_fits(const Head& head) const;
  std::optional<Head> stored_head(platform::Transaction& tx) const;
  Head last_seal(platform::Transaction& tx) const;
  Check walk(platform::Transaction& tx) const;
  Check& check_head(platform::Transaction& tx, Check& check) const;

  ChainTables tables_;
  platform::SigningKey key_;
  std::string mark_key_;
};

}  // namespace audit
