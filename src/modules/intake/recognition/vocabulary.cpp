#include "modules/intake/recognition/vocabulary.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.h"
#include "modules/intake/recognition/letters.h"

namespace intake {
namespace {

// Open addressing, at most half full; a slot holds the hash and the id.
class Table {
 public:
  static Table& instance() {
    static Table table;
    return table;
  }

  KnownWord find(std::u32string_view folded, std::uint32_t hash) const {
    for (std::size_t at = hash & mask(); slots_[at].id != 0; at = (at + 1) & mask())
      if (slots_[at].hash == hash && words_[slots_[at].id - first_word] == folded)
        return {slots_[at].id, triggers_[slots_[at].id - first_word]};
    return {};
  }

  WordId add(std::u32string folded, std::uint32_t hash, std::uint16_t triggers) {
    WordId id = find(folded, hash).id;
    if (id == unknown_word) {
      if (words_.size() > 60000) throw std::length_error("vocabulary");
      id = WordId(first_word + words_.size());
      words_.push_back(std::move(folded));
      triggers_.push_back(0);
      place({hash, id});
      if (words_.size() * 2 > slots_.size()) grow();
    }
    triggers_[id - first_word] = std::uint16_t(triggers_[id - first_word] | triggers);
    return id;
  }

  std::size_t size() const { return words_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    WordId id = 0;
  };
  std::size_t mask() const { return slots_.size() - 1; }
  void place(Slot slot) {
    std::size_t at = slot.hash & mask();
    while (slots_[at].id != 0) at = (at + 1) & mask();
    slots_[at] = slot;
  }
  void grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, {});
    for (const Slot& slot : old)
      if (slot.id != 0) place(slot);
  }
  std::vector<Slot> slots_ = std::vector<Slot>(4096);
  std::vector<std::u32string> words_;
  std::vector<std::uint16_t> triggers_;
};

}  // namespace

WordId register_word(std::string_view word, std::uint16_t triggers) {
  std::u32string folded = base::to_code_points(base::to_nfc(word));
  for (char32_t& c : folded) c = letters().look(c).low;
  if (folded.size() == 1 && folded[0] < 256 && letters().look(folded[0]).type == PointClass::other)
    return WordId(folded[0]);
  if (const std::size_t n = folded.size(); n >= 2) fold_tone(folded[n - 2], folded[n - 1], n >= 3 ? folded[n - 3] : 0);
  std::uint32_t hash = hash_seed;
  for (const char32_t c : folded) hash = hash_step(hash, c);
  return Table::instance().add(std::move(folded), hash, triggers);
}

KnownWord find_word(std::u32string_view folded, std::uint32_t hash) { return Table::instance().find(folded, hash); }
std::size_t vocabulary_size() { return Table::instance().size(); }

}  // namespace intake
