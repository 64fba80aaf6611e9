#include "modules/intake/recognition/page_roles.h"

#include <algorithm>

#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/offices.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Lexicon credit_cues{"credit_cues"};
const Lexicon comment_heads{"comment_heads"};
const Lexicon web_heads{"web_heads"};
const Lexicon signed_lines{"t/m", "tm",    "k/t",      "kt",    "t/l",    "tl",
                           "tuq", "đã ký", "nơi nhận", "người", "thư ký", "chủ trì"};
const Lexicon credit_places{"place_names"};
const Lexicon credit_functions{"body_functions"};
const Lexicon credit_bodies{"organisation_heads"};
const Lexicon credit_offices{"office_heads"};
const Lexicon credit_kinds{"kinds"};
const WordSet photo_words{"ảnh", "clip", "video", "họa"};
const WordSet credit_ends{"thực", "ghi", "tổng", "lược"};
const Word word_by{"theo"};

// Capitalised words that can be a pen name: one to four, perhaps an initial first ("S. Hải", "N.ĐOAN").
std::ptrdiff_t pen_name_end(const SourceText& text, std::ptrdiff_t i) {
  std::ptrdiff_t j = i, words = 0;
  while (words < 4) {
    const Token& t = text[j];
    if (!t.is_word() || !t.is_capitalised() || t.shape == Shape::mixed) break;
    if (words > 0 && (column_gap(text, j - 1) || (t.touches() && !text[j - 1].is('.')))) break;
    const bool initial = t.end - t.start <= 2 && text[j + 1].is('.') && text[j + 1].touches();
    j += initial ? 2 : 1;
    ++words;
  }
  return words == 0 || (words == 1 && j - i < 2) ? i : j;
}

bool plausible_pen_name(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  if (last - first < 2) return false;
  if (const auto place = credit_places.match(text, first); place && place.length >= last - first) return false;
  if (credit_functions.match(text, first).length >= 2 || credit_bodies.match(text, first).length >= 2) return false;
  if (credit_offices.match(text, first).length >= 2 || comment_heads.match(text, first) || web_heads.match(text, first))
    return false;
  if (credit_kinds.match(text, first) || signed_lines.match(text, first)) return false;
  int known = 0, words = 0;
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (!text[i].is_word()) continue;
    ++words;
    known += is_name_syllable(text[i].word) || is_surname(text[i]) || text[i].end - text[i].start <= 2;
  }
  if (text[first].end - text[first].start <= 2 && !is_name_syllable(text[last - 1].word)) return false;  // "D. CAM KẾT"
  return known * 2 > words || (known * 2 == words && words == 2);
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::byline:
      return "byline";
    case Role::photo:
      return "photo";
    case Role::commenter:
      return "commenter";
    case Role::none:
      break;
  }
  return "";
}

PageRoles::PageRoles(const SourceText& text, NameTable& names) : text_(text) {
  scan_lines(names);
  // A name read by the layout replaces what its form gave, unless that is longer.
  const auto& all = names.all();
  std::vector<Name> merged;
  merged.reserve(all.size() + found_.size());
  std::size_t k = 0;
  for (const Name& name : found_) {
    while (k < all.size() && all[k].last <= name.first) merged.push_back(all[k++]);
    if (k < all.size() && all[k].first == name.first && all[k].last > name.last) continue;
    merged.push_back(name);
    while (k < all.size() && all[k].first < name.last) ++k;
  }
  merged.insert(merged.end(), all.begin() + std::ptrdiff_t(k), all.end());
  names.replace(std::move(merged));
  std::sort(credits_.begin(), credits_.end(), [](const Credit& a, const Credit& b) { return a.first < b.first; });
}

Role PageRoles::of(const Name& name) const {
  const auto found = std::lower_bound(credits_.begin(), credits_.end(), name.first,
                                      [](const Credit& c, std::ptrdiff_t at) { return c.first < at; });
  return found != credits_.end() && found->first == name.first ? found->role : Role::none;
}

bool PageRoles::labels(const Name& name) const {
  const Token& left = text_[name.lead - 1];
  return text_[name.last].is(':') &&
         (name.lead == 0 || left.is_newline() || text_[name.lead].has(Token::sentence_first));
}

bool PageRoles::stands_alone(const Name& name) const {
  return name.last - name.first >= 3 && name.form == NameForm::doubtful && is_surname(text_[name.first]) &&
         is_name_syllable(text_[name.last - 1].word) && is_alone(text_, name);
}

void PageRoles::add(std::ptrdiff_t first, std::ptrdiff_t last, Role role, NameTable&) {
  found_.push_back(
      {.first = first, .last = last, .lead = first, .form = last - first >= 3 ? NameForm::full : NameForm::doubtful});
  credits_.push_back({first, role});
}

void PageRoles::scan_lines(NameTable& names) {
  const std::ptrdiff_t size = std::ptrdiff_t(text_.size());
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> lines;
  for (std::ptrdiff_t i = 0; i < size;) {
    std::ptrdiff_t end = i;
    while (!text_[end].is_newline()) ++end;
    if (end > i) lines.emplace_back(i, end);
    i = end + 1;
  }
  // The body of the text ends where a page's menus and comments begin.
  std::size_t body = lines.size();
  for (std::size_t k = lines.size() / 3; k < lines.size() && body == lines.size(); ++k) {
    const auto [first, last] = lines[k];
    const auto head = comment_heads.match(text_, first), web = web_heads.match(text_, first);
    const bool short_line = last - first <= 8;
    if (short_line && (head || (web && (web.length == last - first || text_[first + web.length].is(':'))))) body = k;
  }
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const auto [first, last] = lines[k];
    if (last - first <= 12) {
      const auto head = comment_heads.match(text_, first);
      const bool closes = bool(web_heads.match(text_, first)) && !head;
      if (head &&
          (head.length == last - first || text_[first + head.length].is('(') || text_[first + head.length].is(':')))
        comments_ = true;
      else if (comments_ && closes)
        comments_ = false;
    }
    if (comments_) {
      if (comment(first, last, names)) continue;
    }
    if (credit(first, last, names)) continue;
    const bool near_end = k + 3 >= body && k < body, near_start = k < 5 && lines.size() > 8;
    if ((near_end || near_start) && (near_end || is_firm_surname(text_[first]))) signed_line(first, last, names);
  }
}

bool PageRoles::credit(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names) {
  bool any = false;
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (!credit_cues.may_start(text_[i].word)) continue;
    const bool opens = i == first || text_[i - 1].is('(') || text_[i - 1].is('[') || text_[i - 1].is('-') ||
                       text_[i - 1].is('.') || column_gap(text_, i - 1);
    if (!opens) continue;
    const auto cue = credit_cues.match(text_, i);
    if (!cue) continue;
    std::ptrdiff_t k = i + cue.length;
    const bool colon = text_[k].is(':');
    if (colon) ++k;
    const bool by = text_[i].is(word_by);
    if (!colon && !(by && i == first)) continue;
    bool photo = false;
    for (std::ptrdiff_t w = i; w < i + cue.length; ++w) photo = photo || photo_words.has(text_[w].word);
    photo = photo && cue.length == 1;
    for (int person = 0; person < 5; ++person) {
      const std::ptrdiff_t end = pen_name_end(text_, k);
      const Token& stop = text_[end];
      const bool closes = stop.is_newline() || stop.is('/') || stop.is(')') || stop.is(']') || stop.is('-') ||
                          stop.is(',') || stop.is('.') || stop.is('|') || column_gap(text_, end - 1);
      if (end == k || !closes || !plausible_pen_name(text_, k, end) || (by && !stop.is_newline() && !stop.is('/')))
        break;
      add(k, end, photo ? Role::photo : Role::byline, names);
      any = true;
      if (!stop.is(',') && !stop.is('-')) break;
      k = end + 1;
    }
    i = k;
  }
  return any;
}

// "THANH MAI", "Minh Hà - Thu Trang", "HOÀI SƠN (thực hiện)" alone on a line near the end or the head.
bool PageRoles::signed_line(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names) {
  if (last - first > 14) return false;
  std::ptrdiff_t k = first;
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> found;
  while (k < last) {
    const std::ptrdiff_t end = pen_name_end(text_, k);
    if (end == k || !plausible_pen_name(text_, k, end)) return false;
    if (end - k == 2 && !is_surname(text_[k]) && !is_name_syllable(text_[k].word) && !text_[k + 1].is('.'))
      return false;
    found.emplace_back(k, end);
    k = end;
    if (text_[k].is('-') || text_[k].is(',') || text_[k].is('/'))
      ++k;
    else if (text_[k].is('(') && credit_ends.has(text_[k + 1].word))
      break;
    else if (k < last)
      return false;
  }
  for (const auto& [from, to] : found) add(from, to, Role::byline, names);
  return !found.empty();
}

// "Minh Nguyệt - 13/02/2025 20:11", "Nguyễn Hoa 2 giờ trước", or a name alone, inside the comments.
bool PageRoles::comment(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names) {
  const std::ptrdiff_t end = pen_name_end(text_, first);
  if (end == first || end - first < 2 || comment_heads.match(text_, first)) return false;
  std::ptrdiff_t k = end;
  if (text_[k].is('-') || text_[k].is('|') || text_[k].is(',') || text_[k].is('(') || text_[k].is('*') ||
      text_[k].is(':'))
    ++k;
  const bool alone = end == last, dated = text_[k].is_number(), labelled = text_[end].is(':');
  if (!alone && !dated && !labelled) return false;
  if (alone && !plausible_pen_name(text_, first, end)) return false;
  add(first, end, Role::commenter, names);
  return true;
}

}  // namespace intake
