#pragma once
// What the register is found by, the same on both engines: for every word (facets such as "_k_resolution" and parties
// such as "_p_7" are words too) the set of documents that have it, and for every order and tally one cell a document.
// Kept in tables, so a snapshot sees the index of its moment. A document that changes waits (a trigger notes it) until
// some hundred are taken in at once; what waits is read from its row, so no answer is ever of yesterday.

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "modules/documents/id_set.h"
#include "platform/database/database.h"

namespace documents {

using platform::Transaction;

// Numbers first: the day of the position, the number + 1 (0: none). The others are texts, stored as places of a list.
enum class Cell { day, number, issuer, advising, kind, field, code, term, month };
constexpr std::size_t number_cells = 2, text_cells = 7;

// Takes in what waits, at most so many documents, so that other writers need not wait long.
constexpr std::int64_t indexed_at_once = 10000;
std::int64_t index_waiting(Transaction& tx, std::int64_t most = indexed_at_once);  // how many it took
bool many_wait(Transaction& tx);

// "?,?,…" for at least so many values; `count` becomes for how many. Few lengths exist, so that statements are kept
// prepared: the last value is given again.
std::string places_for(std::size_t& count);

// Cells kept in memory between questions, a block as long as its version in the store is the same. Thread-safe.
class CellCache {
 public:
  using Cells = std::shared_ptr<const std::vector<std::uint32_t>>;
  Cells find(Cell cell, std::int64_t block, std::int64_t version) const;  // or nothing
  void keep(Cell cell, std::int64_t block, std::int64_t version, Cells cells);

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<Cell, std::int64_t>, std::pair<std::int64_t, Cells>> blocks_;
};

class WordIndex {
 public:
  WordIndex(Transaction& tx, CellCache& cache);

  IdSet with_any(const std::vector<std::string>& words);
  // The same of the index alone, which may know what waits by other words.
  IdSet indexed_with_any(const std::vector<std::string>& words);
  const IdSet& waiting() const { return waiting_ids_; }
  IdSet with_prefix(const std::string& prefix);  // of two letters and more

  // One number cell of every document.
  class Column {
   public:
    std::uint32_t of(std::int64_t id);  // 0 of what it does not know

   private:
    friend class WordIndex;
    std::map<std::int64_t, CellCache::Cells> blocks_;
    std::int64_t block_ = -1;  // the last asked: ids come in their order
    const std::vector<std::uint32_t>* cells_ = nullptr;
  };
  Column& column(Cell cell);
  // How many of these documents have each text.
  std::map<std::string, std::int64_t> count_texts(const IdSet& documents, Cell cell);

  struct Waiting {
    std::int64_t id = 0;
    std::vector<std::string> before, words;  // in the index; now
    std::array<std::uint32_t, number_cells> numbers{};
    std::array<std::string, text_cells> texts{};
  };

 private:
  CellCache::Cells read_block(Cell cell, std::int64_t block, std::int64_t version);

  Transaction& tx_;
  CellCache& cache_;
  std::map<Cell, Column> columns_;  // those asked so far
  std::vector<Waiting> waiting_;
  IdSet waiting_ids_;
  std::vector<std::pair<std::string_view, std::int64_t>> waiting_words_;  // sorted
};

}  // namespace documents
