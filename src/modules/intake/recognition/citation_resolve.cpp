#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "base/text.h"
#include "modules/intake/recognition/citations.h"

namespace intake {
namespace {

// How far back "Kết luận này" may point, in code points.
constexpr std::uint32_t anaphor_reach = 4000;

bool same_kind(std::string_view a, std::string_view b) {
  return a == b || (a.starts_with("Chương trình") && b.starts_with("Chương trình"));
}

std::string folded(const std::string& text) { return base::to_lower(base::old_style_tone(base::squeeze(text))); }

// One body may be named more fully than the other.
bool same_issuer(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return true;
  const std::string left = folded(a), right = folded(b);
  return left.find(right) != left.npos || right.find(left) != right.npos;
}

// What identifies the document of a mention: kind and number, or the words that name it.
std::string key_of(const Item& item) {
  const Fields& f = item.canonical;
  if (f.has("number"))
    return f.text("kind") + "|" + std::to_string(std::atoi(f.text("number").c_str())) + "|" + folded(f.text("code")) +
           "|" + std::to_string(f.integer("year"));
  return f.text("kind") + "|" + std::to_string(f.integer("congress")) + "|" + std::to_string(f.integer("session")) +
         "|" + std::to_string(f.integer("term")) + "|" +
         (f.integer("congress") < 0 && f.integer("session") < 0 ? folded(f.text("title")) + folded(f.text("issuer"))
                                                                : "");
}

int richness(const Item& item) {
  return 2 * item.canonical.has("date") + item.canonical.has("issuer") + 3 * (item.method == "self") +
         item.canonical.has("title");
}

class Resolver {
 public:
  Resolver(const SourceText& text, std::vector<Item>& items) : text_(text) {
    for (Item& item : items)
      if (item.type == ItemType::document) documents_.push_back(&item);
    for (Item* item : documents_) {
      if (item->method == "self") self_ = item;
      if (item->method == "full" || item->method == "self") remember(*item);
    }
  }

  void run() {
    for (std::size_t k = 0; k < documents_.size(); ++k) {
      Item& item = *documents_[k];
      if (item.method == "short")
        resolve_short(item);
      else if (item.method == "anaphor")
        resolve_anaphor(k);
    }
  }

 private:
  static std::string number_key(const Item& item) {
    std::string kind = item.canonical.text("kind");
    if (kind.starts_with("Chương trình")) kind = "Chương trình";
    return kind + "|" + std::to_string(std::atoi(item.canonical.text("number").c_str()));
  }

  // The same number of another term is another document.
  static bool dates_differ(const Item& a, const Item& b) {
    const std::string left = a.canonical.text("date"), right = b.canonical.text("date");
    return !left.empty() && !right.empty() && !left.starts_with(right) && !right.starts_with(left);
  }

  // The fullest mention of every document, by kind and number; a few of one number are enough to abstain.
  void remember(Item& item) {
    std::vector<Item*>& found = by_number_[number_key(item)];
    const std::string key = key_of(item);
    for (Item*& other : found) {
      if (key_of(*other) != key || dates_differ(item, *other)) continue;
      if (richness(item) > richness(*other)) other = &item;
      return;
    }
    if (found.size() < 8) found.push_back(&item);
  }

  static void offer(Item& item, const Item& target, std::string_view reason) {
    if (item.candidates.size() < 8)
      item.candidates.push_back({target.id, std::string(reason), target.start, target.end});
  }
  static void link(Item& item, const Item& target, std::string_view reason) {
    item.canonical.set("refers_to", target.id);
    item.candidates.clear();
    offer(item, target, reason);
  }

  // The same number and kind, fully cited somewhere in this text, and only one such document.
  void resolve_short(Item& item) const {
    const auto found = by_number_.find(number_key(item));
    if (found == by_number_.end()) return;
    const Item* best = nullptr;
    for (const Item* candidate : found->second) {
      if (!same_issuer(item.canonical.text("issuer"), candidate->canonical.text("issuer"))) continue;
      const std::int64_t year = item.canonical.integer("year");
      if (year > 0 && candidate->canonical.integer("year") != year) continue;
      const std::string date = item.canonical.text("date"), other = candidate->canonical.text("date");
      if (!date.empty() && !other.empty() && !other.starts_with(date) && !date.starts_with(other)) continue;
      if (best != nullptr) return choose(item, found->second);
      best = candidate;
    }
    if (best != nullptr) link(item, *best, "same_number");
  }

  static void choose(Item& item, const std::vector<Item*>& candidates) {
    item.certainty = Certainty::choose;
    for (const Item* candidate : candidates) offer(item, *candidate, "same_number");
  }

  void resolve_anaphor(std::size_t k) {
    Item& item = *documents_[k];
    const std::string kind = item.canonical.text("kind");
    const bool above =
        text_.points(item.end - 4, item.end) == U"trên" || text_.points(item.end - 3, item.end) == U"đây";
    if (self_ != nullptr && self_ != &item && !above && same_kind(self_->canonical.text("kind"), kind) &&
        self_->start < item.start)
      return link(item, *self_, "own_document");
    std::ptrdiff_t sentence = -1;
    std::vector<Item*> found;
    for (std::size_t j = k; j-- > 0;) {
      Item& other = *documents_[j];
      if (item.start - other.start > anaphor_reach && &other != self_) break;
      if (!same_kind(other.canonical.text("kind"), kind) || (above && other.method == "self")) continue;
      const std::ptrdiff_t at = text_.sentence_begin(text_.token_at(other.start));
      if (sentence >= 0 && at != sentence) break;
      sentence = at;
      found.push_back(&other);
    }
    if (found.empty()) {
      item.certainty = Certainty::needs_person;
      return;
    }
    Item* target = nullptr;
    for (Item* other : found) {
      Item* full = fullest(*other);
      if (full == nullptr) continue;
      if (target != nullptr && key_of(*full) != key_of(*target)) {
        item.certainty = Certainty::choose;
        for (const Item* each : found) offer(item, *each, "same_kind_before");
        return;
      }
      if (target == nullptr || richness(*full) > richness(*target)) target = full;
    }
    if (target != nullptr) link(item, *target, "same_kind_before");
  }

  // What a mention stands for: the full mention it refers to, or itself; nothing for an unresolved anaphor.
  Item* fullest(Item& mention) const {
    const std::string id = mention.canonical.text("refers_to");
    if (id.empty()) return mention.method == "anaphor" ? nullptr : &mention;
    const auto index = std::size_t(std::atoll(id.c_str() + 1));  // "d12" is the twelfth document
    return index >= 1 && index <= documents_.size() ? documents_[index - 1] : nullptr;
  }

  const SourceText& text_;
  std::vector<Item*> documents_;
  std::map<std::string, std::vector<Item*>> by_number_;
  Item* self_ = nullptr;
};

}  // namespace

void resolve_references(const SourceText& text, std::vector<Item>& items) { Resolver(text, items).run(); }

}  // namespace intake
