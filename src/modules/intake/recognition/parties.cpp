#include "modules/intake/recognition/parties.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

constexpr int longest_class = 30;

const Lexicon action_verbs{"action_verbs"};
const Lexicon party_nouns{"party_nouns"};
const Lexicon party_openers{"party_openers"};
const Lexicon duty_words{"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "phải", "cần", "chủ trì"};
const WordSet time_words{"trong", "từ", "trước", "đến", "vào"};
const Word word_all{"các"};
const Word word_got{"được"};
const Word word_with{"và"};

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

int action_verb(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is_word() || text[i].word == unknown_word) return 0;
  return action_verbs.match(text, i).length;
}

int rank_of(std::string_view party) {
  const std::string low = base::to_lower(base::old_style_tone(party));
  if (low.starts_with("các ") || low.starts_with("toàn ") || low.starts_with("cấp ủy") || low.starts_with("mỗi ") ||
      low.starts_with("từng "))
    return 9;
  int level = -1;
  const bool central = has(low, "trung ương") || has(low, "bộ chính trị") || has(low, "ban bí thư") ||
                       has(low, "chính phủ") || has(low, "quốc hội") || has(low, "bộ trưởng") ||
                       (low.starts_with("bộ ") && !has(low, "tỉnh"));
  if (has(low, "chi bộ") || has(low, "thôn") || has(low, "khu phố"))
    level = 8;
  else if (has(low, "đảng ủy khối") && !central)
    level = 4;
  else if (has(low, " xã") || has(low, "phường") || has(low, "thị trấn") || has(low, "công ty"))
    level = 6;
  else if (has(low, "huyện") || has(low, "quận") || has(low, "thị xã") || has(low, "thị ủy"))
    level = 4;
  else if (has(low, "tỉnh") || has(low, "thành ủy") || has(low, "thành phố") || low.starts_with("sở ") ||
           has(low, " sở "))
    level = 2;
  else if (central)
    level = 0;
  else if (has(low, "đảng ủy"))
    level = 6;
  if (level < 0) return -1;
  const bool committee = low.starts_with("tỉnh ủy") || low.starts_with("thành ủy") || low.starts_with("huyện ủy") ||
                         low.starts_with("quận ủy") || low.starts_with("đảng ủy") || low.starts_with("ban thường vụ") ||
                         low.starts_with("ban chấp hành") || low.starts_with("thường trực") ||
                         low.starts_with("bí thư") || low.starts_with("phó bí thư") || low.starts_with("ủy viên bộ") ||
                         low.starts_with("chủ tịch") || low.starts_with("bộ chính trị") ||
                         low.starts_with("ban bí thư") || low.starts_with("thị ủy") || low.starts_with("chi bộ");
  return level + (committee ? 0 : 1);
}

namespace {

// The highest rank of a person's offices. Few offices are held by many: their ranks are kept.
int rank_of_person(const Item& person, std::unordered_map<std::string_view, int>& known) {
  int best = -1;
  const Value* offices = person.canonical.find("offices");
  const List* list = offices == nullptr ? nullptr : std::get_if<List>(offices);
  if (list == nullptr) return best;
  for (const Value& office : *list) {
    const std::string* words = office.text();
    if (words == nullptr) continue;
    const auto [place, fresh] = known.try_emplace(*words, 0);
    if (fresh) place->second = rank_of(*words);
    if (place->second >= 0 && (best < 0 || place->second < best)) best = place->second;
  }
  return best;
}

}  // namespace

Parties::Parties(const SourceText& text, const NameTable& names, const std::vector<Item>& items)
    : text_(text), names_(names) {
  std::unordered_map<std::string_view, int> ranks;
  for (const Item& item : items) {
    if (item.type == ItemType::person && !item.optional) {
      const int rank = rank_of_person(item, ranks);
      spans_.push_back({text.token_at(item.start), text.token_at(item.end), &item, rank});
      if (rank >= 0) known_ranks_.emplace_back(item.canonical.text("name"), rank);
    } else if (item.type == ItemType::organisation) {
      spans_.push_back({text.token_at(item.start), text.token_at(item.end), &item, -1});
    }
  }
  std::sort(spans_.begin(), spans_.end(),
            [](const Span& a, const Span& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
  std::stable_sort(known_ranks_.begin(), known_ranks_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

const Parties::Span* Parties::starting_at(std::ptrdiff_t i) const {
  const auto found =
      std::lower_bound(spans_.begin(), spans_.end(), i, [](const Span& s, std::ptrdiff_t at) { return s.first < at; });
  return found != spans_.end() && found->first == i ? &*found : nullptr;
}

// One past the offices that follow a name: ", Ủy viên Ban Thường vụ, Chánh Văn phòng Tỉnh ủy,".
std::ptrdiff_t Parties::after_offices(std::ptrdiff_t i) const {
  std::ptrdiff_t reached = i;
  for (int steps = 0; steps < 8; ++steps) {
    const bool mark = text_[i].is(',') || (text_[i].is('-') && !text_[i].touches()) || text_[i].is('(');
    if (!mark) break;
    const std::ptrdiff_t end = office_end(text_, names_, i + 1);
    if (end == i + 1) break;
    i = reached = end;
    if (text_[i].is(')')) i = ++reached;
  }
  return reached > 0 && text_[reached].is(',') && action_verb(text_, reached + 1) > 0 ? reached + 1 : reached;
}

std::ptrdiff_t Parties::class_end(std::ptrdiff_t i) const {
  const auto opener = party_openers.match(text_, i);
  std::ptrdiff_t j = i + std::max(1, opener.length);
  for (; j < i + longest_class; ++j) {
    const Token& t = text_[j];
    if (t.is_newline() || t.is('.') || t.is(':') || t.is(';') || t.kind == TokenKind::quote ||
        t.has(Token::sentence_first))
      return i;
    if (time_words.has(t.word) && (text_[j + 1].is_number() || (text_[j + 1].triggers & starts_date) != 0)) return j;
    if (t.is(word_got)) {  // "các cơ quan được giao chủ trì": a verb inside the name of the class
      ++j;
      for (int k = 0; k < 2; ++k) j += action_verb(text_, j);
      --j;
      continue;
    }
    if (duty_words.match(text_, j)) return j;
    if (const auto noun = party_nouns.match(text_, j)) {
      j += noun.length - 1;
      continue;
    }
    if (const Span* span = starting_at(j)) {
      j = span->last - 1;
      continue;
    }
    if (t.is_lower() && action_verb(text_, j) > 0) return j;
  }
  return i;
}

std::ptrdiff_t Parties::element_end(std::ptrdiff_t i, bool& is_class) const {
  is_class = false;
  if (text_[i].kind == TokenKind::punct || text_[i].is_newline()) return i;
  if (const Name* name = names_.led_at(i); name != nullptr && (name->addressed || name->form == NameForm::full))
    return after_offices(name->last);
  if (const Span* span = starting_at(i)) {
    if (span->item->type == ItemType::person) return after_offices(span->last);
    return span->last;
  }
  if ((text_[i].triggers & starts_office) != 0 && text_[i].is_capitalised()) {
    const std::ptrdiff_t end = office_end(text_, names_, i);
    if (end > i + 1 && text_[end - 1].is_word()) {
      if (action_verb(text_, end) > 0 || duty_words.match(text_, end) || text_[end].is(',') || text_[end].is(';') ||
          text_[end].is(word_with))
        return end;
      if (const Name* name = names_.led_at(end)) return after_offices(name->last);
    }
  }
  if (party_openers.match(text_, i)) {
    const std::ptrdiff_t end = class_end(i);
    is_class = end > i;
    return end;
  }
  if (text_[i].is_capitalised())
    if (const Body body = body_at(text_, names_, i)) {
      if (text_[body.end].is(word_all)) {  // "Ban Thường vụ các đảng ủy xã, phường"
        const std::ptrdiff_t end = class_end(body.end);
        is_class = end > body.end;
        return is_class ? end : i;
      }
      if (action_verb(text_, body.end) > 0 || duty_words.match(text_, body.end) || text_[body.end].is(','))
        return body.end;
    }
  return i;
}

Parties::Party Parties::at(std::ptrdiff_t i) const {
  Party party;
  party.first = party.last = i;
  const Name* alone = names_.led_at(i);
  for (int elements = 0; elements < 12; ++elements) {
    bool is_class = false;
    const std::ptrdiff_t end = element_end(i, is_class);
    if (end == i) break;
    party.last = end;
    party.elements.emplace_back(i, end);
    party.is_class = party.is_class || is_class;
    const bool joined = text_[end].is(',') || text_[end].is(word_with) || text_[end].is(';');
    if (!joined || is_class) break;
    i = end + 1;
    // ", tham mưu …" after a comma is the duty, not another party.
    if (text_[i].is_lower() && action_verb(text_, i) > 0 && party_nouns.match(text_, i).length == 0) break;
  }
  if (!party) return party;
  std::ptrdiff_t first = party.first, last = party.last;
  if (alone != nullptr && starting_at(alone->first) != nullptr && last <= after_offices(alone->last))
    first = alone->first, last = alone->last;
  while (last > first && text_[last - 1].is(',')) --last;
  party.printed = base::old_style_tone(text_.squeezed_tokens(first, last));
  return party;
}

bool Parties::fills(std::ptrdiff_t i, std::ptrdiff_t end) const {
  if (at(i).last == end) return true;
  if (!party_openers.match(text_, i)) return false;
  for (std::ptrdiff_t j = i + 1; j < end; ++j) {
    if (const auto noun = party_nouns.match(text_, j))
      j += noun.length - 1;
    else if (!text_[j].is_word() && !text_[j].is(','))
      return false;
    else if (action_verb(text_, j) > 0)
      return false;
  }
  return true;
}

Parties::Speaker Parties::speaker_of(const Span& span) const {
  Speaker speaker;
  speaker.last = span.last;
  speaker.person = span.item->type == ItemType::person;
  const std::string name = span.item->canonical.text("name");
  speaker.printed = speaker.person ? name : base::old_style_tone(text_.squeezed_tokens(span.first, span.last));
  speaker.rank = speaker.person ? span.rank : rank_of(speaker.printed);
  if (speaker.person && speaker.rank < 0) {
    const auto known = std::lower_bound(known_ranks_.begin(), known_ranks_.end(), name,
                                        [](const auto& k, const std::string& n) { return k.first < n; });
    if (known != known_ranks_.end() && known->first == name) speaker.rank = known->second;
  }
  return speaker;
}

Parties::Speaker Parties::person_before(std::ptrdiff_t i) const {
  auto found =
      std::lower_bound(spans_.begin(), spans_.end(), i, [](const Span& s, std::ptrdiff_t at) { return s.first < at; });
  for (int steps = 0; found != spans_.begin() && steps < 50; ++steps)
    if ((--found)->item->type == ItemType::person) return speaker_of(*found);
  return {};
}

Parties::Speaker Parties::speaker_before(std::ptrdiff_t sentence, std::ptrdiff_t i) const {
  for (std::ptrdiff_t j = i - 1; j >= sentence && j > i - 16; --j)
    if ((text_[j].triggers & starts_office) != 0 && text_[j].is_capitalised() && office_end(text_, names_, j) == i &&
        starting_at(j) == nullptr) {
      Speaker post;
      post.printed = base::old_style_tone(text_.squeezed_tokens(j, i));
      post.rank = rank_of(post.printed);
      post.person = true;
      post.last = i;
      return post;
    }
  auto found =
      std::lower_bound(spans_.begin(), spans_.end(), i, [](const Span& s, std::ptrdiff_t at) { return s.first < at; });
  while (found != spans_.begin()) {
    --found;
    if (found->first < sentence || found->first < i - 40) break;
    if (found->last > i) continue;
    // A post without a name stands closer: "… A, Thường trực Ban Bí thư đề nghị".
    return speaker_of(*found);
  }
  return {};
}

}  // namespace intake
