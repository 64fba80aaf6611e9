#include "modules/documents/word_index.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>

namespace documents {
namespace {

using Waiting = WordIndex::Waiting;

constexpr std::int64_t most_waiting = 256;
constexpr std::int64_t most_waiting_letters = 64 << 10;  // every question reads them
constexpr std::size_t most_letters_at_once = 8 << 20;    // Units: bytes
constexpr std::size_t most_places = 512;
constexpr std::size_t least_beginning = 2, longest_beginning = 6;
constexpr const char* cell_names[] = {"day", "number", "issuer", "advising", "kind", "field", "code", "term", "month"};

const char* name_of(Cell cell) { return cell_names[std::size_t(cell)]; }

// The words under which a document is kept, in order: its own, and the beginnings that are asked while somebody types.
std::vector<std::string> kept_words(std::string_view words) {
  std::vector<std::string> all;
  for (std::size_t from = 0; from < words.size();) {
    const auto to = std::min(words.find(' ', from), words.size());
    const auto word = words.substr(from, to - from);
    from = to + 1;
    if (word.empty()) continue;
    all.emplace_back(word);
    if (word[0] == '_') continue;
    for (auto length = least_beginning; length <= std::min(word.size(), longest_beginning); ++length)
      all.push_back(std::string(word.substr(0, length)) + "*");
  }
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  return all;
}

std::uint32_t cell_of(std::int64_t number) {
  return std::uint32_t(std::clamp<std::int64_t>(number, 0, std::numeric_limits<std::uint32_t>::max()));
}

enum class For { asking, indexing };

std::vector<Waiting> list_waiting(Transaction& tx, For what, std::int64_t most) {
  std::vector<Waiting> all;
  std::size_t letters = 0;
  const auto rows = tx.query(
      "SELECT w.document_id, w.words, d.words, d.position / 4294967296, d.number + 1, bi.name, ba.name, d.kind, "
      "d.field, d.code, c.number, SUBSTR(d.issued, 1, 7) FROM documents_index_waiting w LEFT JOIN documents_document d "
      "ON d.id = w.document_id LEFT JOIN documents_body bi ON bi.id = d.issuer_id LEFT JOIN documents_body ba ON ba.id "
      "= d.advising_id LEFT JOIN documents_congress c ON c.id = d.congress_id ORDER BY w.document_id LIMIT ?",
      most);
  while (rows->next()) {
    Waiting w{rows->integer(0), {}, kept_words(rows->text(2))};
    if (what == For::indexing) w.before = kept_words(rows->text(1));
    for (std::size_t i = 0; i < number_cells; ++i) w.numbers[i] = cell_of(rows->integer(int(3 + i)));
    for (std::size_t i = 0; i < text_cells; ++i) w.texts[i] = rows->text(int(3 + number_cells + i));
    all.push_back(std::move(w));
    letters += rows->text(1).size() + rows->text(2).size();
    if (what == For::indexing && letters > most_letters_at_once) break;
  }
  return all;
}

// Calls f with the answer to `sql`, whose last place is "IN (@)", for these words in turn.
template <class F>
void each_of_words(Transaction& tx, const std::string& sql, std::optional<std::int64_t> block,
                   std::span<const std::string> words, F&& f) {
  for (std::size_t from = 0; from < words.size(); from += most_places) {
    const auto some = words.subspan(from, std::min(most_places, words.size() - from));
    std::size_t count = some.size();
    const auto places = places_for(count);
    platform::Bindings values;
    if (block) values.add(*block);
    for (std::size_t i = 0; i < count; ++i) values.add(some[std::min(i, some.size() - 1)]);
    std::string filled = sql;
    filled.replace(filled.find('@'), 1, places);
    const auto rows = tx.query_values(filled, values.values());
    while (rows->next()) f(*rows);
  }
}

void store_words(Transaction& tx, std::int64_t block, std::span<const Waiting> documents) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> changes;  // place * 2 + whether it has the word now
  for (const auto& d : documents) {
    const auto place = std::uint32_t(d.id % ids_of_block) * 2;
    std::vector<std::string> differ;
    std::ranges::set_difference(d.before, d.words, std::back_inserter(differ));
    for (auto& word : differ) changes[std::move(word)].push_back(place);
    differ.clear();
    std::ranges::set_difference(d.words, d.before, std::back_inserter(differ));
    for (auto& word : differ) changes[std::move(word)].push_back(place + 1);
  }
  std::vector<std::string> words;
  for (const auto& [word, places] : changes) words.push_back(word);
  std::ranges::sort(words);
  std::unordered_map<std::string, std::string> stored;
  each_of_words(tx, "DELETE FROM documents_index_word WHERE block = ? AND word IN (@) RETURNING word, ids", block,
                words, [&](const platform::Rows& row) { stored.emplace(row.text(0), row.blob(1)); });
  static constexpr std::string_view columns[] = {"word", "block", "ids"};
  const auto insert = tx.bulk_insert("documents_index_word", columns);
  for (const auto& word : words) {
    BlockBits bits{};
    if (const auto it = stored.find(word); it != stored.end()) unpack_into(bits, it->second);
    for (const auto change : changes[word]) {
      const auto bit = std::uint64_t(1) << (change / 2 % 64);
      auto& part = bits[change / 2 / 64];
      part = change % 2 ? part | bit : part & ~bit;
    }
    const auto packed = pack(bits);
    if (!packed.empty()) insert->add(std::vector<platform::Value>{word, block, platform::Blob{packed}});
  }
  insert->finish();
}

// The places of texts in the list of all, the new ones added.
class Texts {
 public:
  explicit Texts(Transaction& tx) : tx_(tx) {
    tx.each("SELECT id, value FROM documents_index_text",
            [&](platform::Row row) { places_.emplace(row.get<std::string>(1), row.get<std::int64_t>(0)); });
  }
  std::int64_t place(const std::string& text) {
    if (text.empty()) return 0;
    auto& place = places_[text];
    if (place == 0) place = tx_.insert("INSERT INTO documents_index_text(value) VALUES (?)", text);
    return place;
  }

 private:
  Transaction& tx_;
  std::unordered_map<std::string, std::int64_t> places_;
};

std::vector<std::uint32_t> cells_from(std::string_view bytes) {
  std::vector<std::uint32_t> cells(bytes.size() / sizeof(std::uint32_t));
  std::memcpy(cells.data(), bytes.data(), cells.size() * sizeof(std::uint32_t));
  return cells;
}

std::uint32_t& cell_at(std::vector<std::uint32_t>& cells, std::int64_t id) {
  const auto place = std::size_t(id % ids_of_block);
  if (cells.size() <= place) cells.resize(place + 1);
  return cells[place];
}

void store_cells(Transaction& tx, std::int64_t block, std::span<const Waiting> documents, Texts& texts) {
  for (std::size_t c = 0; c < std::size(cell_names); ++c) {
    std::vector<std::uint32_t> cells;
    std::int64_t version = 0;
    {
      const auto rows = tx.query("SELECT version, cells FROM documents_index_cells WHERE name = ? AND block = ?",
                                 cell_names[c], block);
      while (rows->next()) version = rows->integer(0), cells = cells_from(rows->blob(1));
    }
    bool differ = version == 0;
    for (const auto& d : documents) {
      const auto now = c < number_cells ? d.numbers[c] : cell_of(texts.place(d.texts[c - number_cells]));
      auto& cell = cell_at(cells, d.id);
      differ = differ || cell != now;
      cell = now;
    }
    if (!differ) continue;
    tx.run("DELETE FROM documents_index_cells WHERE name = ? AND block = ?", cell_names[c], block);
    tx.run("INSERT INTO documents_index_cells(name, block, version, cells) VALUES (?, ?, ?, ?)", cell_names[c], block,
           version + 1,
           platform::Blob{{reinterpret_cast<const char*>(cells.data()), cells.size() * sizeof(std::uint32_t)}});
  }
}

}  // namespace

std::string places_for(std::size_t& count) {
  for (const std::size_t step : {std::size_t(1), std::size_t(8), std::size_t(64), most_places})
    if (count <= step) {
      count = step;
      break;
    }
  std::string places = "?";
  for (std::size_t i = 1; i < count; ++i) places += ",?";
  return places;
}

std::int64_t index_waiting(Transaction& tx, std::int64_t most) {
  const auto waiting = list_waiting(tx, For::indexing, most);
  if (waiting.empty()) return 0;
  Texts texts(tx);
  for (auto from = waiting.begin(); from != waiting.end();) {
    const auto block = from->id / ids_of_block;
    const auto to = std::find_if(from, waiting.end(), [&](const Waiting& w) { return w.id / ids_of_block != block; });
    store_words(tx, block, {from, to});
    store_cells(tx, block, {from, to}, texts);
    from = to;
  }
  tx.run("DELETE FROM documents_index_waiting WHERE document_id <= ?", waiting.back().id);
  tx.run("UPDATE documents_index_state SET version = version + 1");
  return std::ssize(waiting);
}

bool many_wait(Transaction& tx) {
  std::int64_t documents = 0, letters = 0;
  tx.each(
      "SELECT COUNT(*), COALESCE(SUM(LENGTH(d.words)), 0) FROM documents_index_waiting w JOIN documents_document d ON "
      "d.id = w.document_id",
      [&](platform::Row row) { documents = row.get<std::int64_t>(0), letters = row.get<std::int64_t>(1); });
  return documents > most_waiting || letters > most_waiting_letters;
}

CellCache::Cells CellCache::find(Cell cell, std::int64_t block, std::int64_t version) const {
  std::lock_guard lock(mutex_);
  const auto it = blocks_.find({cell, block});
  return it != blocks_.end() && it->second.first == version ? it->second.second : nullptr;
}

void CellCache::keep(Cell cell, std::int64_t block, std::int64_t version, Cells cells) {
  std::lock_guard lock(mutex_);
  auto& kept = blocks_[{cell, block}];
  if (kept.first < version) kept = {version, std::move(cells)};
}

WordIndex::WordIndex(Transaction& tx, CellCache& cache)
    : tx_(tx), cache_(cache), waiting_(list_waiting(tx, For::asking, std::numeric_limits<std::int64_t>::max())) {
  for (const auto& w : waiting_) {
    waiting_ids_.add(w.id);
    for (const auto& word : w.words) waiting_words_.emplace_back(word, w.id);
  }
  std::ranges::sort(waiting_words_);
}

IdSet WordIndex::indexed_with_any(const std::vector<std::string>& words) {
  IdSet found;
  each_of_words(tx_, "SELECT block, ids FROM documents_index_word WHERE word IN (@)", {}, words,
                [&](const platform::Rows& row) { found.add_packed(row.integer(0), row.blob(1)); });
  return found;
}

IdSet WordIndex::with_any(const std::vector<std::string>& words) {
  IdSet found = indexed_with_any(words);
  found -= waiting_ids_;
  for (const auto& word : words)
    for (const auto& [same, id] : std::ranges::equal_range(waiting_words_, std::string_view(word), {},
                                                           &std::pair<std::string_view, std::int64_t>::first))
      found.add(id);
  return found;
}

IdSet WordIndex::with_prefix(const std::string& prefix) {
  if (prefix.size() <= longest_beginning) return with_any({prefix + "*"});
  std::string end = prefix;
  ++end.back();
  IdSet found;
  const auto rows = tx_.query("SELECT block, ids FROM documents_index_word WHERE word >= ? AND word < ?", prefix, end);
  while (rows->next()) found.add_packed(rows->integer(0), rows->blob(1));
  found -= waiting_ids_;
  for (auto at = std::ranges::lower_bound(waiting_words_, std::pair(std::string_view(prefix), std::int64_t(0)));
       at != waiting_words_.end() && at->first < end; ++at)
    found.add(at->second);
  return found;
}

std::uint32_t WordIndex::Column::of(std::int64_t id) {
  if (id / ids_of_block != block_) {
    block_ = id / ids_of_block;
    const auto it = blocks_.find(block_);
    cells_ = it == blocks_.end() ? nullptr : it->second.get();
  }
  const auto place = std::size_t(id % ids_of_block);
  return cells_ && place < cells_->size() ? (*cells_)[place] : 0;
}

WordIndex::Column& WordIndex::column(Cell cell) {
  const auto [known, is_new] = columns_.try_emplace(cell);
  Column& column = known->second;
  if (!is_new) return column;
  std::vector<std::pair<std::int64_t, std::int64_t>> versions;
  tx_.each(
      "SELECT block, version FROM documents_index_cells WHERE name = ?",
      [&](platform::Row row) { versions.emplace_back(row.get<std::int64_t>(0), row.get<std::int64_t>(1)); },
      name_of(cell));
  for (const auto& [block, version] : versions) column.blocks_[block] = read_block(cell, block, version);
  if (std::size_t(cell) >= number_cells) return column;
  std::map<std::int64_t, std::vector<std::uint32_t>> changed;
  for (const auto& w : waiting_) {
    const auto block = w.id / ids_of_block;
    const auto [at, is_first] = changed.try_emplace(block);
    if (const auto& kept = column.blocks_[block]; is_first && kept) at->second = *kept;
    cell_at(at->second, w.id) = w.numbers[std::size_t(cell)];
  }
  for (auto& [block, cells] : changed)
    column.blocks_[block] = std::make_shared<const std::vector<std::uint32_t>>(std::move(cells));
  return column;
}

// What a writer sees may still be rolled back: it is not kept.
CellCache::Cells WordIndex::read_block(Cell cell, std::int64_t block, std::int64_t version) {
  if (auto kept = cache_.find(cell, block, version); kept && tx_.is_read_only()) return kept;
  const auto rows =
      tx_.query("SELECT cells FROM documents_index_cells WHERE name = ? AND block = ?", name_of(cell), block);
  CHECK(rows->next());
  auto cells = std::make_shared<const std::vector<std::uint32_t>>(cells_from(rows->blob(0)));
  if (tx_.is_read_only()) cache_.keep(cell, block, version, cells);
  return cells;
}

std::map<std::string, std::int64_t> WordIndex::count_texts(const IdSet& documents, Cell cell) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& w : waiting_)
    if (documents.contains(w.id)) ++counts[w.texts[std::size_t(cell) - number_cells]];
  IdSet indexed = documents;
  indexed -= waiting_ids_;
  auto& cells = column(cell);
  std::vector<std::int64_t> by_place;
  indexed.each([&](std::int64_t id) {
    const auto place = cells.of(id);
    if (by_place.size() <= place) by_place.resize(place + 1);
    ++by_place[place];
  });
  if (!by_place.empty() && by_place[0] > 0) counts[""] += by_place[0];
  tx_.each("SELECT id, value FROM documents_index_text", [&](platform::Row row) {
    const auto place = row.get<std::size_t>(0);
    if (place < by_place.size() && by_place[place] > 0) counts[row.get<std::string>(1)] += by_place[place];
  });
  return counts;
}

}  // namespace documents
