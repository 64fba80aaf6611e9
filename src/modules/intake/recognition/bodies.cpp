#include "modules/intake/recognition/bodies.h"

#include <algorithm>
#include <array>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

constexpr int max_steps = 40;

const Lexicon heads_of_offices{"office_heads", starts_office};
const Lexicon office_modifiers{"office_modifiers", starts_office};
const Lexicon heads_of_bodies{"organisation_heads", starts_organisation};
const Lexicon body_functions{"body_functions"};
const Lexicon body_purposes{"body_purposes"};
const Lexicon body_levels{"body_levels"};
const Lexicon body_places{"place_names"};
const Lexicon body_stops{"stop_cues"};
const Lexicon committee_heads{"tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "trung ương", "đảng ủy"};
const Lexicon item_tails{"thường trực", "phụ trách", "chuyên trách"};
const WordSet body_small_words("function_words");
const WordSet free_levels{"tỉnh", "huyện", "quận", "xã", "phường", "thành", "thị", "trung", "cơ", "đặc", "thôn", "khu"};
const WordSet counted_parts{"bộ",   "phố", "tổ",   "thôn", "số",    "khu",    "ấp",  "xóm",
                            "khối", "bản", "đoàn", "đội",  "phòng", "trường", "đạo", "vực"};
const Word word_and{"và"};
const Word word_centre{"ương"};
const Word word_number{"số"};
const Word word_term{"khóa"};
const Word word_office{"văn"};
const Word word_room{"phòng"};
const Word word_the{"các"};
const Word word_grade{"cấp"};
const Word word_region{"vùng"};

BodyKind kind_of(const std::string& value) {
  static constexpr std::array<std::pair<std::string_view, BodyKind>, 9> kinds{{{"whole", BodyKind::whole},
                                                                               {"level", BodyKind::level},
                                                                               {"function", BodyKind::field},
                                                                               {"place", BodyKind::place},
                                                                               {"number", BodyKind::number},
                                                                               {"purpose", BodyKind::purpose},
                                                                               {"thường", BodyKind::standing},
                                                                               {"đảng bộ", BodyKind::committee},
                                                                               {"mặt trận", BodyKind::committee}}};
  for (const auto& [name, kind] : kinds)
    if (name == value) return kind;
  return BodyKind::none;
}

// Walks along the name of a body.
class Walker {
 public:
  Walker(const SourceText& text, const NameTable& names, std::ptrdiff_t start, std::ptrdiff_t at, bool of_office)
      : text_(text), names_(names), start_(start), at_(at), of_office_(of_office) {}

  void head(BodyKind kind, bool with_field) { head_ = kind, after_function_ = with_field; }
  void walk() {
    for (int steps = 0; steps < max_steps; ++steps) {
      if (at_boundary() && !crosses_line()) break;
      if (!step()) break;
    }
  }
  std::ptrdiff_t at() const { return at_; }
  bool placed() const { return placed_; }

 private:
  bool at_boundary() const {
    const Token& t = text_[at_];
    if (t.is_newline() || t.has(Token::sentence_first) || column_gap(text_, at_ - 1)) return true;
    if (t.kind == TokenKind::quote) return true;
    if (upper() && t.shape == Shape::cap && t.end - t.start > 1) return true;
    return name_here(at_);
  }
  // Whether a person begins at token i, so that the phrase must end before.
  bool name_here(std::ptrdiff_t i) const {
    const Name* name = names_.led_at(i);
    if (name == nullptr || name->placed) return false;
    if (name->addressed || name->form == NameForm::full) return true;
    return name->form == NameForm::doubtful && (of_office_ || is_firm_surname(text_[name->first]));
  }
  // A line ended inside the name: "Ban Tổ chức" / "Tỉnh ủy báo cáo". Only before a committee, in running text.
  bool crosses_line() {
    if (!text_[at_].is_newline() || text_[at_ - 1].kind == TokenKind::punct) return false;
    if (upper()) {  // a letterhead in two lines: "ỦY BAN NHÂN DÂN" / "TỈNH LÂM ĐỒNG"
      const auto level = body_levels.match(text_, at_ + 1);
      if (!level || placed_ || heads_of_bodies.match(text_, at_ + 1) || text_[at_ + 1].shape != Shape::upper ||
          !text_[at_ + 1 + level.length].is_capitalised())
        return false;
      return ++at_, true;
    }
    if (of_office_ && continues_item()) return ++at_, true;
    if (!committee_heads.match(text_, at_ + 1) || text_[at_ + 1].shape != Shape::cap || text_[at_ + 3].is_newline())
      return false;
    std::ptrdiff_t line = at_ - 1;
    while (line > 0 && at_ - line < 30 && !text_[line - 1].is_newline() && !text_[line].has(Token::line_break)) --line;
    // A line that begins in lower case is running text, however short.
    const bool runs = text_[line].is_lower() && text_[line].has(Token::line_break);
    if (!runs && ((head_ == BodyKind::level && !after_function_) || line <= 0 ||
                  text_[at_ - 1].end - text_[line].start < 25 || text_[line].is('-') || text_[line].is('|')))
      return false;
    ++at_;
    return true;
  }
  // "- Đồng chí A, Phó Bí thư" / "Thường trực Đảng ủy, Tổ trưởng;": the item of a list goes on, with its mark at the
  // end.
  bool continues_item() const {
    const std::ptrdiff_t next = at_ + 1;
    if (text_[next].shape != Shape::cap ||
        !(item_tails.match(text_, next) || body_functions.match(text_, next) || heads_of_bodies.match(text_, next)))
      return false;
    const std::ptrdiff_t end = text_.paragraph_end(next, 16);
    if (!text_[end].is_newline() || !(text_[end - 1].is(';') || text_[end - 1].is('.') || text_[end - 1].is(',')))
      return false;
    const std::ptrdiff_t line = text_.paragraph_begin(at_ - 1, 40);
    return line + 2 < start_ && (text_[line].is('-') || text_[line].is('*') || text_[line].is('+') ||
                                 (text_[line].is_number() && text_[line + 1].is('.')));
  }
  bool upper() const {
    return text_[start_].shape == Shape::upper && text_[start_].end - text_[start_].start > 1 &&
           text_[start_ + 1].shape == Shape::upper;
  }
  bool take(std::ptrdiff_t tokens) {
    at_ += tokens;
    return true;
  }

  bool step() {
    const Token& t = text_[at_];
    if (t.is_number()) return number();
    if (t.is('-')) return dash();
    if (t.is('.') && t.touches() && text_[at_ + 1].is_capitalised() && text_[at_ + 1].touches()) return take(1);
    if (!t.is_word()) return false;
    if (t.is(word_and)) return conjunction();
    if (t.is(word_number) && text_[at_ + 1].is_number() && counted_parts_before()) return placed_ = true, take(2);
    if (t.is(word_term) && text_.ordinal(at_ + 1) > 0) return placed_ = true, take(2);
    return t.is_capitalised() ? capital() : lower();
  }

  // "Tổ vận hành số 3", "tổ dân phố số 5"
  bool counted_parts_before() const {
    return text_[at_ - 1].is_word() && (of_office_ || head_ == BodyKind::number || head_ == BodyKind::place);
  }

  bool number() {
    if (!counted_parts.has(text_[at_ - 1].word) && head_ != BodyKind::number && head_ != BodyKind::purpose)
      return false;
    if (text_[at_ + 1].is('/') || text_[at_ + 1].is('%') || (text_[at_ + 1].is('.') && text_[at_ + 2].touches()))
      return false;
    return placed_ = true, take(1);
  }

  bool dash() {
    if (!text_[at_ + 1].is_capitalised() || heads_of_offices.match(text_, at_ + 1)) return false;
    if (name_here(at_ + 1)) return false;
    const bool abbreviations = text_[at_ - 1].shape == Shape::upper && text_[at_ + 1].shape == Shape::upper && !upper();
    if (abbreviations && heads_of_bodies.match(text_, at_ + 1)) return take(1);
    if (heads_of_bodies.match(text_, at_ + 1)) return false;
    if (after_function_ && body_functions.match(text_, at_ + 1)) return take(1);
    return false;
  }

  bool conjunction() {
    const Token& next = text_[at_ + 1];
    if (!next.is_capitalised() || heads_of_offices.match(text_, at_ + 1) || name_here(at_ + 1)) return false;
    const bool office_of = text_[start_].is(word_office) && text_[start_ + 1].is(word_room);
    const auto body = heads_of_bodies.match(text_, at_ + 1);
    if (body)
      return (office_of || of_office_) && body.length <= 2 && (next.shape == Shape::upper || office_of) && !upper() &&
             take(1);
    return after_function_ && body_functions.match(text_, at_ + 1) && take(1);
  }

  bool capital() {
    const Token& t = text_[at_];
    if (of_office_ && (t.triggers & starts_office) != 0 && at_ > start_ && begins_office()) return false;
    const int address = address_length(text_, at_);
    if (address > 0 && text_[at_ + address].is_capitalised() && !is_name_syllable(t.word)) return false;
    const auto function = body_functions.match(text_, at_);
    const auto head = (t.triggers & starts_organisation) != 0 ? heads_of_bodies.match(text_, at_) : Lexicon::Match{};
    if (head && placed_ && kind_of(*head.value) == BodyKind::whole) return false;
    if (function && function.length >= head.length) {
      after_function_ = true;
      return take(function.length);
    }
    if (head) {
      head_ = kind_of(*head.value);
      after_function_ = head_ == BodyKind::whole || (head_ == BodyKind::field && head.length >= 2);
      return take(head.length);
    }
    if (head_ == BodyKind::purpose)
      if (const auto purpose = body_purposes.match(text_, at_)) return take(purpose.length);
    after_function_ = false;
    if (const auto place = body_places.match(text_, at_)) return placed_ = true, take(place.length);
    if (upper()) {
      const auto level = body_levels.match(text_, at_);
      if (level) return take(level.length);
      const bool ends_line = placed_ && text_[at_ + 1].is_newline();  // "XÃ NẬM LÚC"
      const bool stop = !ends_line && (body_stops.match(text_, at_) || body_small_words.has(t.word));
      return stop ? false : (placed_ = true, take(1));
    }
    if (text_[at_ - 1].is(word_centre)) return false;  // nothing comes after "Trung ương"
    return proper_part();
  }

  bool begins_office() const {
    const auto office = heads_of_offices.match(text_, at_);
    return office && office.length >= 2 && !heads_of_bodies.match(text_, at_) && !body_functions.match(text_, at_);
  }

  // Any capitalised word, and one small syllable after it when a boundary follows: "Y Thương", "Điện lực".
  bool proper_part() {
    placed_ = true;
    ++at_;
    const Token& low = text_[at_];
    if (!low.is_lower() || low.touches() || low.is(word_and) || body_small_words.has(low.word) ||
        body_levels.match(text_, at_) || body_stops.match(text_, at_))
      return true;
    const Token& next = text_[at_ + 1];
    const bool boundary = next.is_newline() || !next.is_word() || next.is_capitalised() || next.is(word_and) ||
                          body_stops.match(text_, at_ + 1) || body_levels.match(text_, at_ + 1);
    if (boundary && head_ != BodyKind::level && head_ != BodyKind::whole) return ++at_, true;
    if (of_office_ && is_small(at_ + 1) && (is_mark(at_ + 2) || text_[at_ + 2].is(word_number))) at_ += 2;
    return true;
  }

  bool is_mark(std::ptrdiff_t i) const { return text_[i].is_newline() || text_[i].kind == TokenKind::punct; }
  bool is_small(std::ptrdiff_t i) const {
    return text_[i].is_lower() && !body_small_words.has(text_[i].word) && !body_stops.match(text_, i) &&
           !body_levels.match(text_, i);
  }

  bool lower() {
    const bool low_office = of_office_ && text_[start_].is_lower();
    if (head_ == BodyKind::purpose)
      if (const auto purpose = body_purposes.match(text_, at_)) return after_function_ = true, take(purpose.length);
    if (low_office || (of_office_ && heads_of_bodies.match(text_, at_).length >= 2)) {
      if (const auto head = heads_of_bodies.match(text_, at_)) return head_ = kind_of(*head.value), take(head.length);
    }
    const auto function = body_functions.match(text_, at_);
    if (function && (low_office || (function.length >= 2 && text_[at_].is(word_the))) && !body_stops.match(text_, at_))
      return after_function_ = true, take(function.length);
    if (function && of_office_ && function.length >= 2 && !body_stops.match(text_, at_))
      return after_function_ = true, take(function.length);
    return level();
  }

  bool level() {
    const auto level = body_levels.match(text_, at_);
    if (!level) return false;
    std::ptrdiff_t next = at_ + level.length;
    if (text_[next].is('.') && text_[next].touches()) ++next;
    if (text_[next].is(word_number) && text_[next + 1].is_number()) ++next;
    const bool named = text_[next].is_capitalised() || text_[next].is_number();
    if (!named && !free_levels.has(text_[at_].word)) return false;
    if (!named && body_functions.match(text_, at_).length > level.length) return false;
    at_ += level.length;
    after_function_ = false;
    if (named && !text_[next].has(Token::sentence_first) && !column_gap(text_, next - 1)) {
      at_ = next;
      place();
    }
    return true;
  }

  void place() {
    if (text_[at_].is_number()) {
      placed_ = true, ++at_;
      return;
    }
    if (name_here(at_)) return;
    if (heads_of_bodies.match(text_, at_).length >= 2 || heads_of_offices.match(text_, at_).length >= 2) return;
    if (upper() && text_[at_].shape == Shape::cap && text_[at_].end - text_[at_].start > 1) return;
    placed_ = true;
    if (const auto known = body_places.match(text_, at_)) {
      at_ += known.length;
      return;
    }
    for (int syllables = 0; syllables < 4; ++syllables, ++at_) {
      const Token& t = text_[at_];
      if (upper() && t.shape != Shape::upper && t.end - t.start > 1) break;
      if (!t.is_word() || !t.is_capitalised() || (syllables > 0 && (at_boundary() || column_gap(text_, at_ - 1))))
        break;
      if (syllables > 0 && (heads_of_bodies.match(text_, at_).length >= 2 ||
                            heads_of_offices.match(text_, at_).length >= 2 || name_here(at_)))
        break;
      if (upper() && (body_stops.match(text_, at_) || body_small_words.has(t.word))) break;
    }
  }

  const SourceText& text_;
  const NameTable& names_;
  std::ptrdiff_t start_, at_;
  bool of_office_;
  BodyKind head_ = BodyKind::none;
  bool after_function_ = false, placed_ = false;
};

}  // namespace

bool column_gap(const SourceText& text, std::ptrdiff_t i) {
  const Token& right = text[i + 1];
  if (right.has(Token::line_break)) return false;
  return right.has(Token::tab_before) || (right.start >= text[i].end + 3 && i >= 0 && !text[i].is_newline());
}

std::ptrdiff_t office_end(const SourceText& text, const NameTable& names, std::ptrdiff_t i) {
  if ((text[i].triggers & starts_office) == 0) return i;
  std::ptrdiff_t j = i;
  auto head = heads_of_offices.match(text, j);
  if (!head) {
    while (const auto modifier = office_modifiers.match(text, j)) j += modifier.length;
    if (j == i || !(head = heads_of_offices.match(text, j))) return i;
  }
  j += head.length;
  Walker walker(text, names, i, j, true);
  walker.head(BodyKind::field, false);
  walker.walk();
  return walker.at();
}

Body body_at(const SourceText& text, const NameTable& names, std::ptrdiff_t i) {
  if ((text[i].triggers & starts_organisation) == 0) return {};
  const auto head = heads_of_bodies.match(text, i);
  if (!head) return {};
  Body body{.end = i + head.length, .kind = kind_of(*head.value)};
  Walker walker(text, names, i, body.end, false);
  walker.head(body.kind, head.length >= 2 && body.kind == BodyKind::field);
  walker.walk();
  body.bare = walker.at() == body.end;
  body.end = walker.at();
  body.placed = walker.placed();
  return body;
}

}  // namespace intake
