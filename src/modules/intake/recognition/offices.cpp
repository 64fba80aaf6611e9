#include "modules/intake/recognition/offices.h"

#include <algorithm>

#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {

struct Segment {
  std::ptrdiff_t first, last;
  std::ptrdiff_t centre;
  bool sole;  // nothing else on its line
};

namespace {

constexpr int longest_office = 32;

const Lexicon group_openers{"group_honorifics"};
const Lexicon signing_authorities{"t/m", "tm",  "t.m", "k/t",   "kt",       "k.t",     "t/l",
                                  "tl",  "t.l", "tuq", "t.u.q", "thay mặt", "ký thay", "thừa lệnh"};
const Lexicon plain_callings{"cán bộ",     "công chức", "nhân viên", "giáo viên",
                             "thành viên", "kế toán",   "phụ trách", "thư ký"};
const Lexicon meeting_roles{"thư ký", "chủ trì", "chủ tọa", "thành viên", "thành phần", "đại biểu"};
const Lexicon signing_roles{"thư ký", "chủ trì", "chủ tọa", "người chủ trì", "thư ký cuộc họp", "chủ trì cuộc họp"};
const Lexicon personal_data{"sinh năm", "sinh ngày", "sn", "dân tộc", "quê", "trú tại", "quê quán", "sinh"};
const Lexicon post_labels{"chức vụ", "chức danh", "chức vụ hiện nay", "chức vụ, đơn vị", "chức vụ, đơn vị công tác"};
const Lexicon office_tails{"thường trực", "phụ trách", "chuyên trách"};
const WordSet group_first_words{"các", "hai", "ba", "quý", "bốn"};
const Word word_together{"và"};
const Word word_concurrently{"kiêm"};
const Word word_who{"người"};
const Word word_age{"tuổi"};
const Word word_comrade{"đồng"};
const Word word_comrade_end{"chí"};

bool is_spaced_dash(const SourceText& text, std::ptrdiff_t i) { return text[i].is('-') && !text[i].touches(); }
bool is_cell_edge(const SourceText& text, std::ptrdiff_t i) {
  return text[i].is_newline() || text[i].is('|') || text[i].has(Token::tab_before);
}

std::ptrdiff_t column_of(const SourceText& text, std::ptrdiff_t i) {
  std::ptrdiff_t at = std::ptrdiff_t(text[i].start);
  const std::ptrdiff_t floor = std::max<std::ptrdiff_t>(0, at - 300);
  std::ptrdiff_t line = at;
  while (line > floor && text.points()[std::size_t(line - 1)] != U'\n') --line;
  return at - line;
}

Segment segment_before(const SourceText& text, std::ptrdiff_t last) {
  std::ptrdiff_t first = last - 1;
  while (first > 0 && last - first < 40 && !text[first - 1].is_newline() && !column_gap(text, first - 1) &&
         !text[first].has(Token::line_break))
    --first;
  const std::ptrdiff_t column = column_of(text, first);
  const bool sole = (first == 0 || text[first - 1].is_newline() || text[first].has(Token::line_break)) &&
                    (text[last].is_newline() || text[last].has(Token::line_break));
  return {first, last, column + std::ptrdiff_t(text[last - 1].end - text[first].start) / 2, sole};
}

}  // namespace

bool is_alone(const SourceText& text, const Name& name) {
  const bool left = name.lead == 0 || text[name.lead - 1].is_newline() || column_gap(text, name.lead - 1) ||
                    text[name.lead].has(Token::line_break);
  const Token& next = text[name.last];
  return left && (next.is_newline() || column_gap(text, name.last - 1) || next.has(Token::line_break));
}

bool OfficeFinder::is_signature(const Name& name) const {
  bool signed_here = false;
  return is_alone(text_, name) && (!signature(name, &signed_here).empty() || signed_here);
}

OfficeFinder::OfficeFinder(const SourceText& text, const NameTable& names) : text_(text), names_(names) {
  find_groups();
}

Offices OfficeFinder::at(const Name& name) const {
  Offices offices = before(name);
  std::ptrdiff_t end = 0;
  const Offices behind = after(name, end);
  if (const Group* group = group_of(name); group != nullptr && offices.empty()) {
    offices = group->shared;
    if (behind.empty() && group->shared.empty() && group->comrades) offices = trailing(name, *group);
  }
  offices.insert(offices.end(), behind.begin(), behind.end());
  if (offices.empty() && text_[name.lead - 1].is('|') && name.lead >= 2) {
    const std::ptrdiff_t start = nearest_before(name.lead - 1);
    if (start >= 0 && is_cell_edge(text_, start - 1)) offices.emplace_back(start, name.lead - 1);
  }
  if (offices.empty()) offices = below(name);
  if (offices.empty() && is_alone(text_, name)) offices = signature(name, nullptr);
  return offices;
}

// "Bà TRẦN THỊ BÌNH" / "Chức vụ: Phó Bí thư Chi bộ": the whole line under the name.
Offices OfficeFinder::below(const Name& name) const {
  Offices offices;
  if (!text_[name.last].is_newline()) return offices;
  std::ptrdiff_t i = name.last + 1;
  const auto label = post_labels.match(text_, i);
  if (label && text_[i + label.length].is(':')) {
    i += label.length + 1;
  } else if (text_[i].shape != Shape::cap || belongs_above(name)) {
    return offices;
  }
  for (;; ++i) {
    const std::ptrdiff_t end = office_end(text_, names_, i);
    if (end == i) return {};
    offices.emplace_back(i, end);
    if (text_[end].is_newline()) return offices;
    if (!text_[end].is(',') && !is_spaced_dash(text_, end)) return {};
    i = end;
  }
}

// A line of office stands over the name and is not that of a name over it.
bool OfficeFinder::belongs_above(const Name& name) const {
  if (name.lead < 2 || !text_[name.lead - 1].is_newline()) return false;
  const Segment office = segment_before(text_, name.lead - 1);
  if (office_end(text_, names_, office.first) < office.last) return false;
  if (office.first < 2 || !text_[office.first - 1].is_newline()) return true;
  return names_.led_at(segment_before(text_, office.first - 1).first) == nullptr;
}

// The earliest token from which an office runs exactly to `end`; -1 when none does.
std::ptrdiff_t OfficeFinder::nearest_before(std::ptrdiff_t end) const {
  std::ptrdiff_t best = -1;
  for (std::ptrdiff_t j = end - 1; j >= 0 && j >= end - longest_office; --j) {
    const Token& t = text_[j];
    if (t.is_newline() || t.is(';') || t.is(':') || t.is('(') || t.is('|') || t.kind == TokenKind::quote) break;
    if ((t.triggers & starts_office) != 0 && office_end(text_, names_, j) == end)
      best = j;
    else if (best >= 0 && t.is(','))
      break;
    if (t.has(Token::sentence_first)) break;
  }
  return best;
}

Offices OfficeFinder::before(const Name& name) const {
  Offices chain;
  std::ptrdiff_t end = name.lead;
  if (end > 0 && is_spaced_dash(text_, end - 1)) {
    const std::ptrdiff_t start = nearest_before(end - 1);
    if (start < 0 || !(text_[start].has(Token::sentence_first) || is_cell_edge(text_, start - 1))) return {};
    return {{start, end - 1}};
  }
  while (chain.size() < 8) {
    const std::ptrdiff_t start = nearest_before(end);
    if (start < 0) break;
    chain.insert(chain.begin(), {start, end});
    if (!(text_[start - 1].is(',') || is_spaced_dash(text_, start - 1) || text_[start - 1].is(word_concurrently)))
      break;
    end = start - 1;
  }
  if (chain.size() > 1) {
    // "…, NAME, Bí thư Huyện ủy, Chủ tịch … NAME": the first ones belong to the name before them.
    const std::ptrdiff_t first = chain.front().first;
    const bool taken = text_[first - 1].is(',') || is_spaced_dash(text_, first - 1);
    if (taken && names_.ending_at(first - 1) != nullptr) chain.erase(chain.begin(), chain.end() - 1);
  }
  return chain;
}

Offices OfficeFinder::after(const Name& name, std::ptrdiff_t& end) const {
  Offices offices;
  std::ptrdiff_t i = name.last;
  end = i;
  const bool bracket = text_[i].is('('),
             cell = text_[i].is('|') || (text_[i].has(Token::tab_before) && !text_[i].is_newline());
  if (bracket || text_[i].is(',') || text_[i].is('|') || is_spaced_dash(text_, i))
    ++i;
  else if (!cell)
    return offices;
  for (int skipped = 0; skipped < 3; ++skipped) {  // ", 45 tuổi, ", ", sinh năm 1979, "
    const bool data = (text_[i].is_number() && (text_[i + 1].is(word_age) || (cell && is_cell_edge(text_, i + 1)))) ||
                      personal_data.match(text_, i);
    if (!data) break;
    std::ptrdiff_t j = i;
    while (j < i + 12 && !text_[j].is(',') && !text_[j].is('|') && !text_[j].is(')') && !text_[j].is(';') &&
           !text_[j].is_newline() && !(cell && j > i && text_[j].has(Token::tab_before)) && !is_spaced_dash(text_, j))
      ++j;
    if (cell && j > i && text_[j].has(Token::tab_before) && !text_[j].is_newline()) {
      i = j;
      continue;
    }
    if (!text_[j].is(',') && !text_[j].is(')') && !text_[j].is('|') && !is_spaced_dash(text_, j)) return offices;
    i = j + 1;
    if (text_[j].is(')') && text_[i].is(',')) ++i;
  }
  while (offices.size() < 8) {
    const std::ptrdiff_t last = office_end(text_, names_, i);
    if (last == i) break;
    if (names_.led_at(last) != nullptr && !column_gap(text_, last - 1)) break;  // it belongs to the next name
    const auto calling = plain_callings.match(text_, i);
    if (calling && calling.length == last - i && text_[i].is_lower() && !text_[last].is(';') && !text_[last].is(')') &&
        !text_[last].is('.') && !text_[last].is_newline())
      break;
    if (cell && !is_cell_edge(text_, last) && !text_[last].is(',') && !is_spaced_dash(text_, last)) break;
    offices.emplace_back(i, last);
    end = last;
    const bool more = text_[last].is(',') || is_spaced_dash(text_, last) || text_[last].is(word_concurrently) ||
                      text_[last].is(word_together) || (text_[last].is('/') && !cell);
    if (!more) break;
    i = last + 1;
  }
  return offices;
}

const OfficeFinder::Group* OfficeFinder::group_of(const Name& name) const {
  const auto found = std::upper_bound(groups_.begin(), groups_.end(), name.lead,
                                      [](std::ptrdiff_t at, const Group& group) { return at < group.first; });
  if (found == groups_.begin()) return nullptr;
  const Group& group = *(found - 1);
  if (name.lead >= group.last) return nullptr;
  const Token& t = text_[name.lead - 1];
  const bool element = name.lead == group.first || t.is(':') || t.is(',') || t.is(';') || t.is(word_together) ||
                       t.is('-') || t.is('*') || t.is('+') || t.is('.') || t.is(')') || t.is_newline();
  return element ? &group : nullptr;
}

void OfficeFinder::find_groups() {
  if (names_.all().empty()) return;
  for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size()); ++i) {
    const Token& t = text_[i];
    const bool opening = group_first_words.has(t.word);
    if (!opening && !t.is(':')) continue;
    Group group;
    std::ptrdiff_t k = i;
    if (opening) {
      const auto opener = group_openers.match(text_, i);
      group.comrades = bool(opener);
      k = i + (opener ? opener.length : 1);
      if (!opener && !text_[k].is_capitalised()) continue;
      for (std::ptrdiff_t end = office_end(text_, names_, k); end > k; end = office_end(text_, names_, k)) {
        group.shared.emplace_back(k, end);
        k = end;
        if (text_[k].is(',') && office_end(text_, names_, k + 1) > k + 1) ++k;
      }
      if (!opener && group.shared.empty()) continue;
      if (text_[k].is(':'))
        ++k;
      else if (names_.led_at(k) == nullptr)
        continue;
    } else {
      std::ptrdiff_t next = i + 1;
      while (next < i + 4 &&
             (text_[next].is_newline() || text_[next].is('-') || text_[next].is('*') || text_[next].is('+')))
        ++next;
      if (names_.led_at(next) == nullptr) continue;
      const std::ptrdiff_t start = nearest_before(i);
      if (start < 0) continue;
      const Token& left = text_[start - 1];
      const bool opens = text_[start].has(Token::sentence_first) || left.is('-') || left.is('*') || left.is('+') ||
                         left.is('.') || left.is(')') || left.is_newline() || left.is(';') ||
                         (left.is(word_comrade_end) && text_[start - 2].is(word_comrade));
      const bool of_name = names_.ending_at(start - 1) != nullptr;
      if (!opens || of_name || meeting_roles.match(text_, start).length >= i - start) continue;
      group.shared.emplace_back(start, i);
      k = i + 1;
    }
    const bool lines = text_[k].is_newline() && text_[k - 1].is(':');
    group.first = k;
    group.last = group_end(k, lines);
    if (group.last > k && (groups_.empty() || groups_.back().last <= group.first || !group.shared.empty()))
      groups_.push_back(std::move(group));
  }
  std::stable_sort(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) { return a.first < b.first; });
}

std::ptrdiff_t OfficeFinder::group_end(std::ptrdiff_t i, bool lines) const {
  std::ptrdiff_t k = i, reached = i;
  const auto is_mark = [&](std::ptrdiff_t at) {
    const Token& t = text_[at];
    return t.is(',') || t.is(';') || t.is(word_together) ||
           (lines &&
            (t.is_newline() || t.is('-') || t.is('*') || t.is('+') || t.is('.') || t.is(')') || t.is_number()));
  };
  for (int elements = 0; elements < 200; ++elements) {
    while (k < std::ptrdiff_t(text_.size()) && is_mark(k)) ++k;
    const Name* name = names_.led_at(k);
    if (name == nullptr) {
      std::ptrdiff_t j = k;
      while (j < k + 40 && !text_[j].is(';') && !text_[j].is_newline() && !text_[j].is('.')) ++j;
      if (!text_[j].is(';') || elements == 0) break;
      k = j;
      continue;
    }
    after(*name, k);
    k = std::max(k, name->last);
    if (text_[k].is('(')) {
      std::ptrdiff_t j = k;
      while (j < k + 20 && !text_[j].is(')') && !text_[j].is_newline()) ++j;
      if (text_[j].is(')')) k = j + 1;
    } else if (text_[k].is(')')) {
      ++k;
    }
    reached = k;
  }
  return reached;
}

// First token of the line above that is one office together with this one ("PHÓ CHÁNH VĂN" / "PHÒNG"), else -1.
std::ptrdiff_t OfficeFinder::line_of_office_above(const Segment& segment, std::ptrdiff_t centre) const {
  std::ptrdiff_t above = segment.first;
  while (above > 0 && text_[above - 1].is_newline()) --above;
  if (above == 0) return -1;
  const Segment upper = segment_before(text_, above);
  if (text_[upper.first].shape != Shape::upper || std::abs(upper.centre - centre) > 22) return -1;
  const SourceText joined(text_.squeezed_tokens(upper.first, upper.last) + ' ' +
                          text_.squeezed_tokens(segment.first, segment.last));
  const bool one = office_end(joined, NameTable(joined), 0) + 1 == std::ptrdiff_t(joined.size());
  return one ? upper.first : -1;
}

// "các đồng chí A, B, Phó Chủ tịch …": the office after the last name of the part is everybody's.
Offices OfficeFinder::trailing(const Name& name, const Group& group) const {
  std::ptrdiff_t k = name.last;
  for (int walked = 0; walked < 12 && (text_[k].is(',') || text_[k].is(word_together)); ++walked) {
    const Name* next = names_.led_at(k + 1);
    if (next == nullptr || k + 1 >= group.last) return {};
    std::ptrdiff_t end = 0;
    Offices offices = after(*next, end);
    k = next->last;
    if (offices.empty()) continue;
    if (text_[k].is('-') || text_[k].is('(')) return {};
    return (text_[end].is(',') || text_[end].is(word_together)) && names_.led_at(end + 1) != nullptr ? Offices{}
                                                                                                     : offices;
  }
  return {};
}

Offices OfficeFinder::signature(const Name& name, bool* signed_here) const {
  Offices offices;
  std::ptrdiff_t last = name.lead;
  const std::ptrdiff_t width = std::ptrdiff_t(text_[name.last - 1].end - text_[name.first].start);
  const std::ptrdiff_t centre = column_of(text_, name.first) + width / 2;
  const bool sole = (name.lead == 0 || text_[name.lead - 1].is_newline() || text_[name.lead].has(Token::line_break)) &&
                    (text_[name.last].is_newline() || text_[name.last].has(Token::line_break));
  int lines = 0, office_line = 0;
  for (int steps = 0; steps < 24 && last > 0 && lines <= 7; ++steps) {
    if (text_[last - 1].is_newline()) {
      --last, ++lines;
      continue;
    }
    if (text_[last].has(Token::line_break)) ++lines;
    if (!offices.empty() && lines > office_line + 1) break;  // the block of the signature has ended
    const Segment segment = segment_before(text_, last);
    last = segment.first;
    const bool aligned = std::abs(segment.centre - centre) <= 22;
    if (!aligned) {
      const bool office =
          text_[segment.first].shape == Shape::upper && office_end(text_, names_, segment.first) >= segment.last;
      if (!(sole && segment.sole && office)) {
        if (segment.sole && centre <= 30) break;
        continue;  // the other column
      }
    }
    const Token& first = text_[segment.first];
    if (first.is('(') || first.is('[') || first.is('*') ||
        (first.is_word() && text_.squeezed_tokens(segment.first, segment.last) == "Đã ký"))
      continue;
    if (first.is_capitalised() && signing_authorities.match(text_, segment.first)) {
      if (signed_here != nullptr) *signed_here = true;
      break;
    }
    if (first.shape == Shape::upper && first.is(word_who)) {  // "NGƯỜI LẬP BIỂU"
      if (signed_here != nullptr) *signed_here = true;
      break;
    }
    const auto role = signing_roles.match(text_, segment.first);
    const std::ptrdiff_t end = role && first.shape == Shape::upper && role.length == segment.last - segment.first
                                   ? segment.last
                                   : office_end(text_, names_, segment.first);
    if (office_tails.match(text_, segment.first).length == segment.last - segment.first && first.shape == Shape::upper)
      if (const std::ptrdiff_t above = line_of_office_above(segment, centre); above >= 0) {
        offices.insert(offices.begin(), {above, segment.last});
        last = above;
        office_line = ++lines;
        continue;
      }
    if (end > segment.first &&
        (end >= segment.last || (offices.empty() && first.shape == Shape::upper && end + 2 >= segment.last))) {
      const bool shout = first.shape == Shape::upper;
      if (!shout && (!offices.empty() || first.has(Token::tab_before) || lines > 4)) break;
      offices.insert(offices.begin(), {segment.first, std::max(end, segment.last)});
      office_line = lines;
      continue;
    }
    // A second line of an office in capitals: kept for the line above it.
    if (offices.empty() && first.shape == Shape::upper && segment.last - segment.first <= 4 &&
        !text_[segment.last - 1].is_number())
      if (const std::ptrdiff_t above = line_of_office_above(segment, centre); above >= 0) {
        offices.insert(offices.begin(), {above, segment.last});
        last = above;
        office_line = ++lines;
        continue;
      }
    break;
  }
  return offices;
}

}  // namespace intake
