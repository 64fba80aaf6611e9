#include "modules/intake/recognition/tokenise.h"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/intake/recognition/letters.h"

namespace intake {
namespace {

// Words after which a line cannot end a paragraph.
const std::array open_ended{Word("quý"),   Word("số"),     Word("ngày"), Word("tháng"), Word("năm"),   Word("khóa"),
                            Word("thứ"),   Word("của"),    Word("và"),   Word("về"),    Word("lần"),   Word("các"),
                            Word("đồng"),  Word("theo"),   Word("tại"),  Word("trong"), Word("với"),   Word("cho"),
                            Word("hơn"),   Word("kỳ"),     Word("đoạn"), Word("nhiệm"), Word("từ"),    Word("đến"),
                            Word("trước"), Word("sau"),    Word("vào"),  Word("tới"),   Word("do"),    Word("là"),
                            Word("để"),    Word("khoảng"), Word("gần"),  Word("hết"),   Word("những"), Word("một")};
// A capitalised syllable that begins a name cannot end a line of its own.
const std::array open_names{Word("bộ"),    Word("ban"),  Word("kế"),    Word("kết"),   Word("chỉ"),   Word("thường"),
                            Word("trung"), Word("đại"),  Word("tỉnh"),  Word("thành"), Word("huyện"), Word("phó"),
                            Word("bí"),    Word("nghị"), Word("quyết"), Word("quy"),   Word("ủy")};
// Before a full stop these do not end a sentence.
const std::array abbreviations{Word("tp"), Word("ts"), Word("gs"), Word("pgs"), Word("ths"), Word("bs"), Word("tx"),
                               Word("ks"), Word("đ"),  Word("tr"), Word("st"),  Word("đc"),  Word("tt"), Word("v")};

template <class Array>
bool is_in(const Array& words, WordId id) {
  return id >= first_word && std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.id == id; });
}

// The width at which the lines of a wrapped text were broken; 0 when its paragraphs are single lines.
std::size_t wrap_width(std::u32string_view points) {
  constexpr std::size_t widest = 120;
  std::array<std::size_t, widest + 1> lines{};
  std::size_t long_points = 0, count = 0;
  for (std::size_t at = 0; at < points.size();) {
    const std::size_t end = std::min(points.find(U'\n', at), points.size());
    std::u32string_view line = points.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && line.back() <= U' ') line.remove_suffix(1);
    const auto is_column = [](char32_t c) { return c == U'|' || c == U'\t'; };
    if (line.empty() || std::any_of(line.begin(), line.end(), is_column)) continue;  // rows of tables are not wrapped
    if (line.size() <= widest)
      ++lines[line.size()], ++count;
    else if ((long_points += line.size()) * 5 > points.size())
      return 0;
  }
  if (count < 4) return 0;
  std::size_t seen = 0;
  for (std::size_t width = widest; width >= 36; --width)
    if ((seen += lines[width]) * 50 > count) return width;
  return 0;
}

class Tokeniser {
 public:
  explicit Tokeniser(std::u32string_view points) : points_(points), width_(wrap_width(points)) {
    tokens_.reserve(points.size() / 3 + 2);
  }

  std::vector<Token> run() {
    while (at_ < points_.size()) {
      const Letters::Entry entry = table_.look(points_[at_]);
      switch (entry.type) {
        case PointClass::lower:
        case PointClass::upper:
          word();
          break;
        case PointClass::digit:
          number();
          break;
        case PointClass::space:
          blank(entry.low == u'\t');
          break;
        case PointClass::line:
          lines();
          break;
        case PointClass::ignored:
          ++at_;
          break;
        case PointClass::quote:
          quote();
          break;
        case PointClass::other:
          punctuation(entry.low);
          break;
      }
    }
    if (tokens_.empty() || !tokens_.back().is_newline()) newline(points_.size(), points_.size());
    return std::move(tokens_);
  }

 private:
  void push(Token token) {
    token.flags = std::uint8_t(token.flags | flags_);
    if (starts_sentence(token)) token.flags |= Token::sentence_first;
    flags_ = 0;
    tokens_.push_back(token);
  }

  // Four blanks part columns as a tab does.
  void blank(bool tab) {
    std::size_t end = at_ + 1;
    while (!tab && end < points_.size() && (points_[end] == U' ' || points_[end] == U'\u00A0')) ++end;
    const bool column = tab || end - at_ >= 4;
    flags_ = std::uint8_t(flags_ | Token::space_before | (column ? Token::tab_before : 0));
    row_ = row_ || tab;
    columns_ = columns_ || column;
    at_ = end;
  }

  // The line that starts at `at` has a gap of four blanks inside.
  bool parts_columns(std::size_t at) const {
    std::size_t blanks = 0;
    for (const std::size_t end = std::min(points_.size(), at + 200); at < end && points_[at] != U'\n'; ++at) {
      if (points_[at] != U' ' && points_[at] != U'\u00A0') {
        if (blanks >= 4) return true;
        blanks = 0;
      } else {
        ++blanks;
      }
    }
    return false;
  }

  void word() {
    const std::size_t start = at_;
    std::uint32_t hash = hash_seed;
    std::size_t upper = 0, size = 0, at = at_;
    bool first_upper = false;
    constexpr std::size_t longest = 31;  // a longer run is no word that a lexicon knows
    for (; at < points_.size(); ++at) {
      const Letters::Entry entry = table_.look(points_[at]);
      if (entry.type == PointClass::ignored) continue;
      if (entry.type != PointClass::lower && entry.type != PointClass::upper) break;
      if (entry.type == PointClass::upper) {
        ++upper;
        if (size == 0) first_upper = true;
      }
      if (size < longest) {
        folded_[size] = entry.low;
        hash = hash_step(hash, entry.low);
      }
      ++size;
    }
    at_ = at;
    Token token{.start = std::uint32_t(start), .end = std::uint32_t(at)};
    token.kind = TokenKind::word;
    token.shape = !first_upper ? Shape::lower : upper == 1 ? Shape::cap : upper == size ? Shape::upper : Shape::mixed;
    if (upper == size && size < 9 && roman_value(points_.substr(start, at - start)) > 0) token.flags |= Token::roman;
    if (size < longest) look_up(token, size, hash);
    push(token);
  }

  void look_up(Token& token, std::size_t size, std::uint32_t hash) {
    if (size >= 2 && fold_tone(folded_[size - 2], folded_[size - 1], size >= 3 ? folded_[size - 3] : 0)) {
      hash = hash_seed;
      for (std::size_t i = 0; i < size; ++i) hash = hash_step(hash, folded_[i]);
    }
    const KnownWord known = find_word({folded_.data(), size}, hash);
    token.word = known.id;
    token.triggers = known.triggers;
  }

  void number() {
    const std::size_t start = at_;
    while (at_ < points_.size() && points_[at_] >= U'0' && points_[at_] <= U'9') ++at_;
    push({.start = std::uint32_t(start), .end = std::uint32_t(at_), .word = number_word, .kind = TokenKind::number});
  }

  void quote() {
    const char32_t c = points_[at_];
    bool opening = c == U'\u201C' || c == U'\u201E' || c == U'\u00AB' || c == U'\u2018' || c == U'\u2039';
    if (c == U'"' && (flags_ != 0 || tokens_.empty() || tokens_.back().is('(')))
      opening = at_ + 1 < points_.size() && points_[at_ + 1] > U' ';
    Token token{
        .start = std::uint32_t(at_), .end = std::uint32_t(at_ + 1), .word = WordId('"'), .kind = TokenKind::quote};
    if (opening) token.flags |= Token::opening;
    ++at_;
    push(token);
  }

  void punctuation(char16_t kin) {
    const std::size_t start = at_++;
    row_ = row_ || kin == u'|';
    if (kin == u'.' && points_.substr(at_, 2) == U"..") kin = u'~', at_ += 2;
    while (kin == u'~' && at_ < points_.size() && points_[at_] == U'.') ++at_;
    push({.start = std::uint32_t(start), .end = std::uint32_t(at_), .word = WordId(kin < 256 ? kin : 0)});
  }

  // A run of white space that holds line breaks.
  void lines() {
    const std::size_t start = at_, line = line_;
    int breaks = 0;
    std::size_t end = at_;
    for (; at_ < points_.size(); ++at_) {
      const PointClass type = table_.look(points_[at_]).type;
      if (type == PointClass::line) {
        if (!(points_[at_] == U'\n' && at_ > start && points_[at_ - 1] == U'\r')) ++breaks;
        end = at_ + 1;
      } else if (type != PointClass::space) {
        break;
      }
    }
    line_ = end;
    const bool columns = std::exchange(columns_, false) && parts_columns(at_);
    const bool row = std::exchange(row_, false) || columns;
    if (breaks == 1 && !row && at_ < points_.size() && wraps(start - line)) {
      flags_ = std::uint8_t(flags_ | Token::line_break | Token::space_before);
      return;
    }
    newline(start, at_);
  }

  void newline(std::size_t start, std::size_t end) {
    flags_ = 0;
    if (tokens_.empty() && end < points_.size()) return;
    if (!tokens_.empty() && tokens_.back().is_newline()) return;
    push({.start = std::uint32_t(start), .end = std::uint32_t(end), .word = WordId('\n'), .kind = TokenKind::newline});
    flags_ = Token::space_before;
  }

  // Whether the single break before at_ only wraps a line of `length` code points.
  bool wraps(std::size_t length) const {
    if (tokens_.empty()) return false;
    const Token& last = tokens_.back();
    const Letters::Entry next = table_.look(points_[at_]);
    const bool number_goes_on = last.is_number() && next.low == u'-' && at_ + 2 < points_.size() &&
                                points_[at_ + 1] == U' ' && points_[at_ + 2] >= U'0' && points_[at_ + 2] <= U'9' &&
                                length >= 38;
    if (number_goes_on || (last.is_number() && next.low == u'-' && continues_sign())) return true;
    if (next.type == PointClass::other &&
        (next.low == u'-' || next.low == u'*' || next.low == u'+' || next.low == u'|'))
      return false;
    const bool ended = last.is('.') || last.is('!') || last.is('?') || last.is(';') || last.is(':') || last.is('~');
    if (!ended && next.type == PointClass::lower && !is_list_letter()) return true;
    if (last.is('-') && next.type == PointClass::digit && tokens_.size() > 1 && tokens_[tokens_.size() - 2].is_number())
      return true;
    if (last.shape == Shape::cap && is_in(open_names, last.word) && !starts_list_item()) return true;
    if (last.is(',') || last.is('/') || last.is('(') || (last.is('-') && last.touches()) ||
        is_in(open_ended, last.word))
      return true;
    if (next.type == PointClass::other && (next.low == u'/' || next.low == u',' || next.low == u')')) return true;
    if (width_ == 0 || starts_list_item()) return false;
    std::size_t word = at_;
    while (word < points_.size() && points_[word] > U' ' && word < at_ + 24) ++word;
    const bool full = length + 1 + (word - at_) > width_;
    return full || (!ended && length * 20 >= width_ * 11 && last.shape != Shape::upper);
  }

  // "số 05" / "– CT/TW": the sign of a number on the next line.
  bool continues_sign() const {
    std::size_t i = at_ + 1;
    while (i < points_.size() && points_[i] == U' ') ++i;
    const std::size_t first = i;
    while (i < points_.size() && i < first + 5 && table_.look(points_[i]).type == PointClass::upper) ++i;
    return i >= first + 2 && i < points_.size() && points_[i] == U'/';
  }

  // "a) …", "b. …"
  bool is_list_letter() const {
    return at_ + 1 < points_.size() && (points_[at_ + 1] == U')' || points_[at_ + 1] == U'.');
  }
  // "1. …", "2.1. …", "IV. …", "a) …": at most eight characters up to a point or bracket and a blank.
  bool starts_list_item() const {
    for (std::size_t i = at_; i < std::min(at_ + 8, points_.size()); ++i) {
      const char32_t c = points_[i];
      const bool dash = i > at_ && points_[at_] <= U'9' && table_.look(c).low == u'-';
      if (c == U'.' || c == U')' || dash) {
        if (i + 1 < points_.size() && (points_[i + 1] == U' ' || points_[i + 1] == U'\u00A0') && i > at_) return true;
        continue;
      }
      const bool label = (c >= U'0' && c <= U'9') || c == U'I' || c == U'V' || c == U'X' || (i == at_ && c < 0x80);
      if (!label) return false;
    }
    return false;
  }

  bool starts_sentence(const Token& token) const {
    if (token.is_newline()) return false;
    if (tokens_.empty() || tokens_.back().is_newline()) return true;
    if (token.touches() || !(token.is_capitalised() || token.kind != TokenKind::word)) return false;
    std::size_t k = tokens_.size() - 1;
    if (tokens_[k].kind == TokenKind::quote && !tokens_[k].has(Token::opening) && k > 0) --k;
    const Token& stop = tokens_[k];
    if (stop.is('!') || stop.is('?')) return true;
    if (stop.is('~')) return token.is_capitalised() && token.is_word();
    if (!stop.is('.')) return false;
    if (token.kind == TokenKind::punct && !token.is('-') && !token.is('*') && !token.is('(')) return false;
    if (k == 0) return true;
    const Token& before = tokens_[k - 1];
    if (before.is_number() && token.is_number()) return false;
    if (!before.is_word() || !stop.touches()) return true;
    if (before.end - before.start == 1 && before.is_capitalised() && !before.has(Token::roman)) return false;
    return !(before.is_capitalised() && is_in(abbreviations, before.word));
  }

  std::u32string_view points_;
  std::size_t width_;
  const Letters& table_ = letters();
  std::vector<Token> tokens_;
  std::array<char32_t, 32> folded_{};
  std::size_t at_ = 0, line_ = 0;  // reading here; start of this line
  std::uint8_t flags_ = Token::space_before;
  bool row_ = false;      // a tab or bar stood in this line: a row of a table
  bool columns_ = false;  // a wide gap stood in this line
};

}  // namespace

std::vector<Token> tokenise(std::u32string_view points) { return Tokeniser(points).run(); }

}  // namespace intake
