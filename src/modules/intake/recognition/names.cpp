#include "modules/intake/recognition/names.h"

#include <algorithm>

#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Lexicon surname_lexicon{"surnames", names_surname};
const WordSet surname_words("surnames");
const WordSet rare_surnames("surnames", "rare");
const WordSet wordy_surnames("surnames", "word");
const WordSet middle_words("name_middles");
const WordSet given_words("given_names");
const WordSet clan_words("clan_names");
const Lexicon address_lexicon{"honorifics", starts_person};
const Lexicon degree_lexicon{"degrees", starts_person};
const Lexicon name_place_types{"place_types"};
const Lexicon name_vetoes{"name_vetoes"};
const Lexicon name_places{"place_names"};
const Lexicon historic_names{"historic_names"};
const Lexicon name_kinds{"kinds"};
const Lexicon name_functions{"body_functions"};
const Lexicon name_purposes{"body_purposes"};
const Lexicon name_offices{"office_heads", starts_office};
const Lexicon name_bodies{"organisation_heads", starts_organisation};
const Lexicon name_stops{"stop_cues"};
const WordSet strong_middles{"văn", "thị", "đình", "hữu", "đức", "xuân", "ngọc", "quang", "bá", "khắc", "viết"};
const WordSet strict_places{"đường", "phố", "cầu", "lộ", "hồ", "sông", "chợ", "trường", "viên", "làng", "bản", "đài"};
const WordSet committee_words{"ủy", "ubnd", "hđnd", "mttq", "an", "đoàn", "bộ"};
const WordSet after_address_never{"chủ",    "bí",     "phó", "trưởng", "giám",  "tổng",  "thủ", "ủy",
                                  "thường", "nguyên", "các", "viện",   "hiệu",  "chánh", "cục", "vụ",
                                  "đại",    "thứ",    "bộ",  "tư",     "chính", "chỉ",   "đội", "tổ"};
const WordSet shouted_addresses{"đồng", "ông", "bà"};
const WordSet open_syllables{"văn", "thị"};
const Lexicon person_labels{"chủ trì",         "chủ tọa",       "thư ký",           "họ và tên", "họ tên",
                            "người trình bày", "người báo cáo", "báo cáo viên",     "người ký",  "người lập",
                            "người gửi",       "đồng chủ trì",  "chủ tịch hội đồng"};
const Word word_ba{"bà"};
const Word word_doan{"đoàn"};

bool is_apostrophe(const SourceText& text, std::ptrdiff_t i) {
  const Token& t = text[i];
  if (!t.touches() || t.end - t.start != 1 || !text[i + 1].is_word() || !text[i + 1].touches()) return false;
  const char32_t c = text.points()[t.start];
  return (c == U'\'' || c == U'\u2019' || c == U'\u2018') && text[i - 1].end - text[i - 1].start <= 2;
}

bool continues_run(const SourceText& text, std::ptrdiff_t i, bool upper) {
  const Token& t = text[i];
  if (!t.is_word() || !t.is_capitalised() || t.touches() || t.has(Token::tab_before) || column_gap(text, i - 1))
    return false;
  const bool single = t.end - t.start == 1;
  return single || (t.shape == Shape::upper) == upper;
}

// A phrase of work or office begins here, so a name ends before it.
bool begins_phrase(const SourceText& text, std::ptrdiff_t i, bool upper) {
  const Token& t = text[i];
  if ((t.triggers & starts_office) != 0 && name_offices.match(text, i).length >= 2) return true;
  if ((t.triggers & starts_person) != 0 && !is_name_syllable(t.word) && address_length(text, i) > 0) return true;
  if ((t.triggers & starts_organisation) != 0) {
    const int length = name_bodies.match(text, i).length;
    if (length >= 2 || (length == 1 && !is_name_syllable(t.word))) return true;
  }
  const int length = name_functions.match(text, i).length;
  if (length >= 2 && (upper || !text[i + 1].is_capitalised())) return true;
  return upper && (name_stops.match(text, i).length >= 2 || name_kinds.match(text, i).length >= 2);
}

std::ptrdiff_t run_end(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t cap) {
  const bool upper =
      text[i].shape == Shape::upper || (text[i].end - text[i].start == 1 && text[i + 1].shape == Shape::upper);
  std::ptrdiff_t j = i + 1;
  while (j < i + cap) {
    if (is_apostrophe(text, j)) {
      j += 2;
      continue;
    }
    if (!continues_run(text, j, upper) || begins_phrase(text, j, upper)) break;
    ++j;
  }
  return j;
}

// The next frequent family name with at least one syllable after it.
std::ptrdiff_t next_surname(const SourceText& text, std::ptrdiff_t from, std::ptrdiff_t end) {
  for (std::ptrdiff_t j = from; j + 2 <= end; ++j)
    if (surname_words.has(text[j].word) && !rare_surnames.has(text[j].word)) return j;
  return end;
}

// Two names side by side, or a place and a name: the first position from which a frequent family name and a
// middle name follow.
std::ptrdiff_t inner_name(const SourceText& text, std::ptrdiff_t from, std::ptrdiff_t end) {
  for (std::ptrdiff_t j = from; j + 2 <= end; ++j)
    if (surname_words.has(text[j].word) && !rare_surnames.has(text[j].word) &&
        (end - j >= 3 ? middle_words.has(text[j + 1].word) || given_words.has(text[j + 1].word)
                      : given_words.has(text[j + 1].word)))
      return j;
  return end;
}

bool known_syllables(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last, int may_miss) {
  int missed = 0;
  for (std::ptrdiff_t j = first; j < last; ++j)
    if (!is_name_syllable(text[j].word) && text[j].end - text[j].start > 1) ++missed;
  return missed <= may_miss;
}

// Whether an office head stands before, with nothing but words between: "Chủ tịch UBND xã Nguyễn Văn Minh".
bool office_head_before(const SourceText& text, std::ptrdiff_t i) {
  for (std::ptrdiff_t j = i - 1; j >= i - 12 && text[j].is_word(); --j)
    if ((text[j].triggers & starts_office) != 0 && name_offices.match(text, j)) return true;
  return false;
}

bool is_firm(const Token& token) {
  return surname_words.has(token.word) && !rare_surnames.has(token.word) && !wordy_surnames.has(token.word);
}

// "3. Pờ Xè Chừ": after the number of a line.
bool is_numbered(const SourceText& text, std::ptrdiff_t i) {
  return i >= 2 && text[i - 1].is('.') && text[i - 2].is_number() && (i == 2 || text[i - 3].is_newline());
}

class Finder {
 public:
  explicit Finder(const SourceText& text) : text_(text) {}

  std::vector<Name> run() {
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size());) {
      const std::uint16_t triggers = text_[i].triggers;
      if ((triggers & (starts_person | names_surname | starts_office)) == 0 && !text_[i].is_capitalised()) {
        ++i;
        continue;
      }
      const bool listed =
          text_[i].shape == Shape::cap && i > 0 &&
          (text_[i - 1].is(';') || text_[i - 1].is(':') || text_[i - 1].is(',') || is_numbered(text_, i));
      const bool middled = text_[i].is_capitalised() && open_syllables.has(text_[i + 1].word) && has_open_middle(i);
      if (const std::ptrdiff_t end = of_clan(i)) {
        i = end;
        continue;
      }
      if ((triggers & (starts_person | names_surname | starts_office)) == 0 && !listed && !middled) {
        ++i;
        continue;
      }
      std::ptrdiff_t next = 0;
      if ((triggers & starts_person) != 0) next = addressed(i);
      if (next == 0 && (triggers & starts_office) != 0) next = after_office(i);
      if (next == 0 && text_[i].shape == Shape::cap && (triggers & starts_person) == 0) next = before_office(i);
      if (next == 0 && listed && text_[i - 1].is(':')) next = labelled(i);
      if (next == 0 && (middled || ((triggers & names_surname) != 0 && text_[i].is_capitalised()))) next = plain(i);
      i = next > 0 ? next : i + 1;
    }
    return std::move(names_);
  }

 private:
  // A name after forms of address and degrees; returns the token to go on from, 0 when there is none.
  std::ptrdiff_t addressed(std::ptrdiff_t i) {
    std::ptrdiff_t j = i;
    bool degree_only = true;
    for (int rounds = 0; rounds < 4; ++rounds) {
      const int degree = degree_lexicon.match(text_, j).length, address = address_lexicon.match(text_, j).length;
      const int length = address_length(text_, j);
      if (length == 0) break;
      if (j > i && is_surname(text_[j]) && degree == 0 && address == 1 && text_[j].is_capitalised()) break;
      if (degree == 0) degree_only = false;
      j += length;
    }
    if (j > i && text_[j].has(Token::sentence_first)) return 0;
    // Among capitals "CỤ THỂ", "ANH HÙNG" are words.
    if (text_[i].shape == Shape::upper && text_[i].end - text_[i].start > 1 && text_[j].shape == Shape::upper &&
        !shouted_addresses.has(text_[i].word) && address_lexicon.match(text_, i))
      return 0;
    if (j == i || !text_[j].is_capitalised() || text_[j].touches() || column_gap(text_, j - 1)) return 0;
    if (text_[i].is_capitalised() && name_places.match(text_, i).length > j - i) return 0;
    if (text_[i].shape == Shape::cap && name_place_types.match_before(text_, i)) return 0;
    const Shape before = text_[j - 1].shape;
    const bool upper_text = text_[j].shape == Shape::upper && before == Shape::upper && j - i > 1;
    const std::ptrdiff_t end = end_of(j, upper_text);
    const std::ptrdiff_t length = syllables(j, end);
    if (length < 1 || begins_phrase(text_, j, upper_text)) return 0;
    const bool surname = surname_words.has(text_[j].word);
    if (!surname && after_address_never.has(text_[j].word) && text_[j + 1].is_lower()) return 0;
    if (!surname && degree_only && (length < 2 || !known_syllables(text_, j, end, 1))) return 0;
    if (length == 1 && !short_name(i, j)) return 0;
    if (length == 2 && !surname && name_functions.match(text_, j).length >= 2) return 0;
    Name name{.first = j, .last = end, .lead = i, .addressed = true};
    name.form = length >= 3 || (length == 2 && surname) ? NameForm::full
                : length == 2                           ? NameForm::doubtful
                                                        : NameForm::short_form;
    names_.push_back(name);
    return end;
  }

  // "H'Bia" is one syllable in three tokens.
  std::ptrdiff_t syllables(std::ptrdiff_t first, std::ptrdiff_t last) const {
    return std::count_if(text_.tokens().begin() + first, text_.tokens().begin() + last,
                         [&](const Token& t) { return t.is_word() && (!t.touches() || &t == &text_[first]); });
  }

  bool short_name(std::ptrdiff_t lead, std::ptrdiff_t i) const {
    const Token& t = text_[i];
    if (t.shape == Shape::upper && t.end - t.start > 1 && text_[lead].shape != Shape::upper) return false;
    if ((t.end - t.start < 2 && !is_apostrophe(text_, i + 1)) || t.shape == Shape::mixed) return false;
    if (degree_lexicon.match(text_, lead) && !is_name_syllable(t.word)) return false;
    if (t.shape == Shape::upper && t.end - t.start > 1 &&
        (!given_words.has(t.word) || !shouted_addresses.has(text_[lead].word)))
      return false;
    if (name_functions.match(text_, i).length >= 2 || name_stops.match(text_, i).length >= 2) return false;
    // A compound word at the start of something else: "đồng chí Trưởng đoàn".
    return !(text_[i + 1].is_lower() &&
             (name_offices.match(text_, i).length >= 2 || name_bodies.match(text_, i).length >= 2));
  }

  // "…; Lèng A Chính, Trưởng Ban …": in a list, capitals before an office are a name, whatever the family name.
  std::ptrdiff_t before_office(std::ptrdiff_t i) {
    const Token& mark = text_[i - 1];
    const bool numbered = is_numbered(text_, i);
    if (i == 0 || (!mark.is(';') && !mark.is(':') && !mark.is(',') && !numbered)) return 0;
    const std::ptrdiff_t end = run_end(text_, i, 5);
    if (end - i < 2 || end - i > 4 ||
        !(text_[end].is(',') || text_[end].is('(') || (text_[end].is('-') && !text_[end].touches())))
      return 0;
    const bool office = name_offices.match(text_, end + 1).length >= 2 ||
                        (text_[end + 1].is(word_former_) && name_offices.match(text_, end + 2).length >= 1);
    if (!office || begins_phrase(text_, i, false) || name_places.match(text_, i) || name_bodies.match(text_, i) ||
        name_functions.match(text_, i))
      return 0;
    if (!is_name_syllable(text_[end - 1].word) && !numbered) return 0;
    names_.push_back({.first = i, .last = end, .lead = i, .form = end - i >= 3 ? NameForm::full : NameForm::doubtful});
    return end;
  }

  // "Y Khuê Niê Mlô", "H'Lơi Êban", "K'Brong Siu": a letter for man or woman first, a clan at the end.
  std::ptrdiff_t of_clan(std::ptrdiff_t i) {
    if (text_[i].end - text_[i].start != 1 || !text_[i].is_capitalised() || name_place_types.match_before(text_, i))
      return 0;
    const std::ptrdiff_t end = run_end(text_, i, 8);
    if (end - i < 3 || !clan_words.has(text_[end - 1].word)) return 0;
    names_.push_back({.first = i, .last = end, .lead = i, .form = NameForm::full});
    return end;
  }

  // "Tán Thị Bông": the middle tells a name whose family name is in no list.
  bool has_open_middle(std::ptrdiff_t i) const {
    const Token &middle = text_[i + 1], &given = text_[i + 2];
    return middle.shape == text_[i].shape && given.shape == text_[i].shape && !middle.touches() && !given.touches() &&
           !text_[i].touches() && is_name_syllable(given.word) && !name_place_types.match_before(text_, i) &&
           !name_offices.match(text_, i) && !name_bodies.match(text_, i);
  }

  // "Chủ trì: Bồ Xuân Hổ"
  std::ptrdiff_t labelled(std::ptrdiff_t i) {
    if (!person_labels.match_before(text_, i - 1)) return 0;
    const std::ptrdiff_t end = run_end(text_, i, 5);
    if (end - i < 2 || end - i > 4 || !is_name_syllable(text_[end - 1].word) || name_offices.match(text_, i) ||
        name_bodies.match(text_, i) || name_functions.match(text_, i) || name_places.match(text_, i))
      return 0;
    names_.push_back({.first = i, .last = end, .lead = i, .form = NameForm::full});
    return end;
  }

  // "bí thư Toàn": kept only when a full name of the text ends so.
  std::ptrdiff_t after_office(std::ptrdiff_t i) {
    const std::ptrdiff_t j = i + name_offices.match(text_, i).length;
    const Token& t = text_[j];
    if (j == i || t.shape != Shape::cap || t.touches() || !given_words.has(t.word) || text_[j + 1].is_capitalised())
      return 0;
    if (column_gap(text_, j - 1) || begins_phrase(text_, j, false) || name_bodies.match(text_, j) ||
        name_functions.match(text_, j).length >= 2)
      return 0;
    names_.push_back({.first = j, .last = j + 1, .lead = j, .form = NameForm::short_form});
    return j + 1;
  }

  // A name that starts with a family name and has no form of address.
  std::ptrdiff_t plain(std::ptrdiff_t i) {
    const bool upper = text_[i].shape == Shape::upper;
    if (text_[i].shape == Shape::mixed || (text_[i].touches() && !text_[i - 1].is('"') && !text_[i - 1].is('(') &&
                                           !text_[i - 1].is('/') && !text_[i - 1].is('-')))
      return 0;
    std::ptrdiff_t end = end_of(i, upper);
    const std::ptrdiff_t whole = run_end(text_, i, 8);
    const std::ptrdiff_t place = name_places.match(text_, i).length;
    if (place >= 2 && i + place <= whole && !(place == 3 && chairman_before(i))) return i + place;
    if (end - i < 2) return 0;
    if (text_[i - 1].is_capitalised() && !text_[i].touches()) {
      const std::ptrdiff_t inner = next_surname(text_, i + 1, std::min(whole, i + 5));
      if (rare_surnames.has(text_[i].word) && inner < std::min(whole, i + 3)) return inner;
      if (!is_firm(text_[i]) && end - i == 2) return end;
    }
    if (name_functions.match(text_, i).length >= 2 || name_purposes.match(text_, i).length >= 2) return 0;
    if (name_bodies.match(text_, i).length >= 1 && !is_name_syllable(text_[i].word)) return 0;
    if (text_[i].is(word_doan) && name_bodies.match(text_, i)) return 0;
    if (name_vetoes.match_before(text_, i)) return end;
    if (upper && text_[i - 1].shape == Shape::upper && text_[i - 1].end - text_[i - 1].start > 1 &&
        !text_[i].has(Token::sentence_first) && !text_[i - 1].is_newline() && !column_gap(text_, i - 1) &&
        !is_firm(text_[i]))
      return 0;
    bool placed = false;
    if (after_place(i, end)) {
      if (const std::ptrdiff_t inner = inner_name(text_, i + 1, whole); inner < whole && inner - i <= 3) return inner;
      placed = true;
    }
    Name name{.first = i, .last = end, .lead = i, .placed = placed};
    name.form = form_of(i, end, upper);
    if (upper && name.form != NameForm::full && text_[i - 1].shape == Shape::upper &&
        !text_[i].has(Token::sentence_first))
      return 0;
    names_.push_back(name);
    return end;
  }

  bool chairman_before(std::ptrdiff_t i) const {
    return name_offices.match_before(text_, i).length >= 2 && name_places.match(text_, i);
  }

  // tỉnh, xã, Huyện ủy … before: a place unless the form is that of a person.
  bool after_place(std::ptrdiff_t i, std::ptrdiff_t end) const {
    const Token& before = text_[i - 1];
    if (!before.is_word() || text_[i].touches()) return false;
    const bool place_type = bool(name_place_types.match_before(text_, i));
    if (!place_type && !committee_words.has(before.word)) return false;
    // Nobody stands behind a body or a place unless an office began there: "Bí thư Đảng ủy xã Ma Khánh Toàn".
    if (end - i == 2 || !office_head_before(text_, i) || historic_names.match(text_, i)) return true;
    if (!place_type) return false;
    return strict_places.has(before.word) ||
           !(strong_middles.has(text_[i + 1].word) || known_syllables(text_, i + 1, end, 0));
  }

  NameForm form_of(std::ptrdiff_t i, std::ptrdiff_t end, bool upper) const {
    const std::ptrdiff_t length = end - i;
    if (length == 2) return NameForm::doubtful;
    if (rare_surnames.has(text_[i].word) && !strong_middles.has(text_[i + 1].word)) return NameForm::doubtful;
    return known_syllables(text_, i + 1, end, upper ? 0 : 1) ? NameForm::full : NameForm::doubtful;
  }

  std::ptrdiff_t end_of(std::ptrdiff_t i, bool upper) const {
    std::ptrdiff_t end = run_end(text_, i, 6);
    if (upper) {
      // Among capitals only the syllables tell where the name ends.
      std::ptrdiff_t j = i + 1;
      while (j < end && j < i + 5 && (is_name_syllable(text_[j].word) || text_[j].end - text_[j].start == 1)) ++j;
      const bool whole_line = end - i <= 5 && (text_[end].is_newline() || column_gap(text_, end - 1) ||
                                               text_[end].kind == TokenKind::punct);
      const bool phrase = name_functions.match(text_, i).length >= 2 || name_bodies.match(text_, i).length >= 2;
      end = whole_line && end - i >= 3 && (end - j <= 1 || !phrase) && surname_words.has(text_[i].word) ? end : j;
    }
    if (end - i > 3)
      for (std::ptrdiff_t j = i + 2; j + 2 <= end; ++j)
        if (surname_words.has(text_[j].word) && !rare_surnames.has(text_[j].word) &&
            (text_[j + 1].is(word_van_) || text_[j + 1].is(word_thi_)))
          return j;
    // A name broken by the end of its line: "Hồ Thị" / "Hoàng Yến", "Nguyễn" / "Văn An".
    if (text_[end].is_newline() && text_[end + 1].shape == Shape::cap &&
        ((end - i == 2 && open_syllables.has(text_[end - 1].word) && !begins_phrase(text_, end + 1, false)) ||
         (end - i == 1 && surname_words.has(text_[i].word) &&
          (open_syllables.has(text_[end + 1].word) ||
           (is_firm(text_[i]) && is_name_syllable(text_[end + 1].word) && is_name_syllable(text_[end + 2].word) &&
            text_[end + 2].shape == Shape::cap)))))
      return std::min(run_end(text_, end + 1, 4), end + 6 - (end - i));
    const bool ethnic = !surname_words.has(text_[i].word) || is_apostrophe(text_, i + 1);
    return std::min(end, i + (ethnic || upper ? 6 : 5));
  }

  const SourceText& text_;
  std::vector<Name> names_;
  static const Word word_van_, word_thi_, word_former_;
};

const Word Finder::word_van_{"văn"};
const Word Finder::word_thi_{"thị"};
const Word Finder::word_former_{"nguyên"};

}  // namespace

bool is_firm_surname(const Token& token) { return is_firm(token); }
bool is_surname(const Token& token) { return surname_words.has(token.word); }
bool is_name_syllable(WordId word) { return given_words.has(word) || middle_words.has(word); }
std::ptrdiff_t name_run_end(const SourceText& text, std::ptrdiff_t i) { return run_end(text, i, 6); }

int address_length(const SourceText& text, std::ptrdiff_t i) {
  if ((text[i].triggers & starts_person) == 0) return 0;
  int length = std::max(degree_lexicon.match(text, i).length, address_lexicon.match(text, i).length);
  if (length == 0) return 0;
  // "ông (bà)", "ông/bà"
  if (text[i + length].is('(') && text[i + length + 1].is(word_ba) && text[i + length + 2].is(')')) length += 3;
  if (text[i + length].is('/') && text[i + length + 1].is(word_ba)) length += 2;
  const bool abbreviated = length == 1 && text[i].end - text[i].start <= 5 && text[i].is_capitalised();
  if (text[i + length].is('.') && text[i + length].touches() && abbreviated && degree_lexicon.match(text, i)) ++length;
  // "đồng chí: Nguyễn Văn An", "PGS, TS Nguyễn Văn An"
  if (text[i + length].is(':') && text[i + length + 1].is_capitalised() && is_surname(text[i + length + 1])) ++length;
  if (text[i + length].is(',') && degree_lexicon.match(text, i) && degree_lexicon.match(text, i + length + 1)) ++length;
  return length;
}

NameTable::NameTable(const SourceText& text) : leads_(text.size()) { replace(Finder(text).run()); }

void NameTable::replace(std::vector<Name> names) {
  for (const Name& name : names_) leads_[std::size_t(name.lead)] = false;
  names_ = std::move(names);
  for (const Name& name : names_) leads_[std::size_t(name.lead)] = true;
}

const Name* NameTable::ending_at(std::ptrdiff_t i) const {
  const auto found =
      std::lower_bound(names_.begin(), names_.end(), i, [](const Name& n, std::ptrdiff_t at) { return n.last < at; });
  return found != names_.end() && found->last == i ? &*found : nullptr;
}

const Name* NameTable::find_led_at(std::ptrdiff_t i) const {
  const auto found =
      std::lower_bound(names_.begin(), names_.end(), i, [](const Name& n, std::ptrdiff_t at) { return n.lead < at; });
  return found != names_.end() && found->lead == i ? &*found : nullptr;
}

}  // namespace intake
