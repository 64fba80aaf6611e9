#pragma once
// One reader in one transaction: the index that all their questions ask, and which documents they see. A reader of a
// part of the tree with very many parties sees the union of very many sets; of what is indexed it is kept between
// questions, for one part of the tree, one version of the tree and one of the index. What waits is asked of Access.

#include <mutex>

#include "modules/documents/documents_store.h"
#include "modules/documents/word_index.h"
#include "modules/tree/tree.h"

namespace documents {

// What some parts of the tree see of the indexed documents, the latest used. Thread-safe.
class SeenCache {
 public:
  struct Version {
    std::int64_t tree = 0, index = 0;
    bool operator==(const Version&) const = default;
  };
  using Paths = std::vector<std::string>;
  using Seen = std::shared_ptr<const IdSet>;
  bool knows(const Paths& paths) const;            // of whatever version
  Seen find(const Paths& paths, Version version);  // or nothing
  void keep(const Paths& paths, Version version, Seen seen);

 private:
  struct Kept {
    Version version;
    Seen seen;
    std::uint64_t used = 0;
  };
  mutable std::mutex mutex_;
  std::uint64_t used_ = 0;
  std::map<Paths, Kept> kept_;
};

class Viewer {
 public:
  struct Surroundings {
    const identity::Access& access;
    tree::Tree& tree;
    CellCache& cells;
    SeenCache& seen;
  };
  Viewer(Transaction& tx, const Surroundings& at, const identity::Scope& scope);
  WordIndex& index() { return index_; }
  std::optional<tree::UnitId> find_unit(const std::string& code);
  // Leaves those documents that the reader sees.
  void keep_seen(IdSet& documents);
  // The same for a statement over documents_document d: " AND (…)".
  std::string seen_condition(platform::Bindings& values) const;

 private:
  bool reads_all() const;
  SeenCache::Seen read_indexed();
  std::vector<std::string> words() const;

  Transaction& tx_;
  Surroundings at_;
  const identity::Scope& scope_;
  WordIndex index_;
  bool sees_all_;
  SeenCache::Seen indexed_;  // once asked
};

}  // namespace documents
