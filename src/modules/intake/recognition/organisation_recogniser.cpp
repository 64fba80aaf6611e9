#include "modules/intake/recognition/organisation_recogniser.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

using Span = std::pair<std::uint32_t, std::uint32_t>;

const WordSet plural_words{"các", "những", "mọi", "mỗi", "từng", "nhiều", "số", "vài"};
const WordSet class_words{"các", "cấp", "những", "cùng", "viên"};
const Lexicon class_rows{"chi ủy", "chi bộ", "đảng ủy", "thành ủy", "huyện ủy", "các", "đoàn thể"};
const Lexicon class_tails{"trực thuộc", "cấp trên", "cấp dưới", "cấp ủy", "cơ sở", "huyện", "xã", "tỉnh"};
const Lexicon bare_committees{"tỉnh ủy",
                              "thành ủy",
                              "huyện ủy",
                              "thị ủy",
                              "quận ủy",
                              "đảng ủy",
                              "ban thường vụ",
                              "ban chấp hành",
                              "tỉnh đoàn",
                              "thành đoàn",
                              "huyện đoàn",
                              "thị đoàn",
                              "quận đoàn",
                              "đoàn thanh niên",
                              "btv",
                              "bch",
                              "đoàn đại biểu quốc hội",
                              "mặt trận tổ quốc",
                              "ban cán sự đảng",
                              "đảng đoàn",
                              "trường chính trị",
                              "ban tổ chức",
                              "ban tuyên giáo",
                              "ban dân vận",
                              "ban nội chính",
                              "ban xây dựng đảng",
                              "ủy ban nhân dân",
                              "hội đồng nhân dân",
                              "ủy ban kiểm tra",
                              "ubkt"};
const Lexicon standing_offices{"thường trực ban bí thư", "thường trực hđnd", "thường trực"};
const Lexicon secretariat_standing{"thường trực ban bí thư"};
const Lexicon plain_people{"cán bộ",   "công chức", "nhân viên", "thành viên", "chuyên viên",
                           "đại biểu", "kế toán",   "giáo viên", "thư ký"};
const Lexicon body_kinds{"kinds"};
const Lexicon body_heads{"organisation_heads"};
const Lexicon body_fields{"body_functions"};
const WordSet shout_links{"giữa", "cùng", "của", "m", "l", "tm", "tl", "do", "thuộc", "tại", "và", "với", "cho"};
const Lexicon central_words{"trung ương", "trung ương đảng", "bộ chính trị", "ban bí thư"};
const Lexicon board_heads{"ban tổ chức",
                          "ban tuyên giáo",
                          "ban dân vận",
                          "ban nội chính",
                          "ban kiểm tra",
                          "ủy ban kiểm tra",
                          "ban thường vụ",
                          "ban chấp hành",
                          "văn phòng",
                          "thường trực",
                          "ban tuyên giáo và dân vận",
                          "ban xây dựng đảng"};
const Lexicon party_committee{"đảng ủy"};
const Lexicon city_words_{"thành ủy", "thành phố", "thành đoàn"};
const Lexicon state_bodies{"ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd"};
const Lexicon letterhead_rooms{"văn phòng", "ủy ban kiểm tra"};
const Lexicon brief_bodies{"body_abbreviations"};
const Lexicon definition_words{
    "gọi tắt là", "sau đây gọi tắt là", "viết tắt là",         "sau đây viết tắt là", "sau đây gọi là",
    "gọi tắt",    "viết tắt",           "dưới đây gọi tắt là", "dưới đây viết tắt là"};
const Lexicon before_brief{"thường trực", "hội", "ủy ban"};
const Lexicon office_rooms{"phòng"};
const Lexicon province_organs{"sở", "ban dân tộc"};

class Finder_ {
 public:
  Finder_(const SourceText& text, const NameTable& names, const Setting& setting, std::vector<Item>& items)
      : text_(text), names_(names), items_(items), setting_(setting) {
    for (const Item& item : items) {
      if (item.type == ItemType::document || item.type == ItemType::award) shields_.emplace_back(item.start, item.end);
      if (item.type != ItemType::person) continue;
      if (const Value* spans = item.canonical.find("office_spans"))
        if (const List* list = std::get_if<List>(spans))
          for (const Value& span : *list)
            if (const List* pair = std::get_if<List>(&span); pair != nullptr && pair->size() == 2)
              shields_.emplace_back(std::uint32_t(*(*pair)[0].integer()), std::uint32_t(*(*pair)[1].integer()));
    }
    std::sort(shields_.begin(), shields_.end());
    committee_ = placed(setting.committee());
    const auto tokens = text.tokens();
    for (std::size_t i = 1; i < tokens.size(); ++i)
      if (tokens[i].is('(')) define(std::ptrdiff_t(i));
  }

  void run() {
    const std::ptrdiff_t size = std::ptrdiff_t(text_.size());
    for (std::ptrdiff_t i = 0; i < size;) {
      const Token& t = text_[i];
      if (const std::string* whole = defined(t); whole != nullptr && !shielded(t.start)) {
        emit(i, i + 1, *whole, "defined");
        ++i;
        continue;
      }
      if ((t.triggers & (starts_office | starts_organisation)) == 0 || shielded(t.start)) {
        ++i;
        continue;
      }
      if ((t.triggers & starts_office) != 0) {
        const std::ptrdiff_t end = office(i);
        if (end > i) {
          i = end;
          continue;
        }
      }
      if ((t.triggers & starts_organisation) == 0 || !t.is_capitalised()) {
        ++i;
        continue;
      }
      const Body body = body_at(text_, names_, i);
      if (body && specific(i, body)) {
        emit(i, body.end, full_name(i, body), body.placed ? "placed" : "setting");
        i = body.end;
      } else {
        ++i;
      }
    }
  }

 private:
  bool shielded(std::uint32_t start) {
    while (shield_ < shields_.size() && shields_[shield_].second <= start) ++shield_;
    for (std::size_t k = shield_; k < shields_.size() && k < shield_ + 8 && shields_[k].first <= start; ++k)
      if (start < shields_[k].second) return true;
    return false;
  }

  // Bodies inside an office are part of it, also where nobody is named: "Trưởng Ban Tổ chức Trung ương".
  std::ptrdiff_t office(std::ptrdiff_t i) const {
    if (standing_offices.match(text_, i) && !secretariat_standing.match(text_, i)) return i;
    if (text_[i].is_lower() && plain_people.match(text_, i)) return i;
    const std::ptrdiff_t end = office_end(text_, names_, i);
    if (end == i || body_at(text_, names_, i)) return i;
    return end;
  }

  bool specific(std::ptrdiff_t i, const Body& body) const {
    const Token &before = text_[i - 1], &after = text_[body.end];
    const bool joined = !text_[i].touches();
    if (body_kinds.match(text_, i).length >= 2) return false;
    if (text_[i].shape == Shape::upper && text_[i + 1].shape == Shape::upper && !shouted(i, body)) return false;
    if (i > 0 && joined && plural_words.has(before.word) && !body.placed) return false;
    if (class_words.has(after.word) && !body.placed && body.kind != BodyKind::whole) return false;
    if (after.is_lower() && !body.placed && class_tails.match(text_, body.end) && body.kind != BodyKind::whole &&
        !after.has(Token::sentence_first))
      return false;
    if (after.is(',') && body.bare && text_[body.end + 1].is_lower() && class_rows.match(text_, body.end + 1))
      return false;
    switch (body.kind) {
      case BodyKind::none:
        return false;
      case BodyKind::whole:
        return true;
      case BodyKind::level:
        return !body.bare || (bare_committees.match(text_, i).length >= body.end - i);
      case BodyKind::committee:
        return !body.bare;
      case BodyKind::field:
        if (body.bare && i < 60 && text_[i].shape == Shape::upper && letterhead_rooms.match(text_, i) &&
            before.is_newline())
          return true;
        return !body.bare || bare_committees.match(text_, i).length >= body.end - i;
      case BodyKind::number:
      case BodyKind::purpose:
      case BodyKind::place:
      case BodyKind::standing:
        return !body.bare;
    }
    return false;
  }

  // Among capitals a head of one syllable ("VỤ", "BAN") says nothing without its field of work.
  bool shouted(std::ptrdiff_t i, const Body& body) const {
    const Token& before = text_[i - 1];
    if (before.shape == Shape::upper && before.end - before.start > 1 && !text_[i].touches() && !before.is_newline() &&
        !column_gap(text_, i - 1) && !shout_links.has(before.word) && !text_[i].has(Token::sentence_first))
      return false;
    if (body.kind != BodyKind::field && body.kind != BodyKind::place && body.kind != BodyKind::purpose) return true;
    return body_heads.match(text_, i).length >= 2 || body_fields.match(text_, i + 1);
  }

  void emit(std::ptrdiff_t first, std::ptrdiff_t last, std::string name, std::string_view method) {
    Item item;
    item.type = ItemType::organisation;
    item.start = text_[first].start;
    item.end = text_[last - 1].end;
    item.canonical.set("name", std::move(name));
    item.method = method;
    item.confidence = 0.95;
    items_.push_back(std::move(item));
  }

  // "Ban Tuyên giáo và Dân vận Tỉnh ủy (gọi tắt là BTGDV)": from then on the short form is the body.
  void define(std::ptrdiff_t open) {
    const std::ptrdiff_t i = open + 1 + definition_words.match(text_, open + 1).length;
    if (!is_brief(text_[i]) || !text_[i + 1].is(')')) return;
    std::ptrdiff_t first = -1;
    for (std::ptrdiff_t j = open - 1; j >= 0 && j > open - 16 && text_[j].is_word(); --j)
      if (text_[j].is_capitalised() && body_at(text_, names_, j).end == open) first = j;
    if (first < 0) return;
    defined_.try_emplace(text_.points(text_[i]), full_name(first, body_at(text_, names_, first)));
  }
  static bool is_brief(const Token& t) { return t.shape == Shape::upper && t.end - t.start >= 3; }
  const std::string* defined(const Token& t) const {
    if (defined_.empty() || !is_brief(t)) return nullptr;
    const auto found = defined_.find(text_.points(t));
    return found == defined_.end() ? nullptr : &found->second;
  }

  // A committee of the letterhead that ends with its level has its place from elsewhere: "Đảng ủy Công an tỉnh".
  std::string placed(const std::string& committee) const {
    static constexpr std::array<std::pair<std::string_view, Level>, 3> ends{
        {{" tỉnh", Level::province}, {" huyện", Level::district}, {" xã", Level::commune}}};
    for (const auto& [word, level] : ends)
      if (const std::string place = committee.ends_with(word) ? setting_.place(level, 0) : std::string();
          !place.empty())
        return committee + ' ' + place;
    return committee;
  }

  std::string full_name(std::ptrdiff_t i, const Body& body) const {
    const std::string name = printed_name(i, body.end);
    const std::string& committee = committee_;
    constexpr std::string_view bloc = "Đảng ủy Khối", province_committee = "Tỉnh ủy";
    if (name.ends_with(bloc) && committee.starts_with(bloc)) return name + committee.substr(bloc.size());
    if (body.kind == BodyKind::whole && name.ends_with(province_committee) && body.end == i + 1) {
      if (!committee.starts_with(province_committee) && !committee.starts_with("Thành ủy")) return name;
      return name.substr(0, name.size() - province_committee.size()) + committee;
    }
    if (body.placed || body.kind == BodyKind::whole || central_words.match_before(text_, body.end)) return name;
    // The last word of level decides which place is missing.
    for (int length = 1; length <= 2; ++length) {
      const LevelWord word = level_word(text_, body.end - length);
      if (word.length != length) continue;
      std::string place = setting_.place(word.level, i);
      if (city_words_.match_before(text_, body.end) && setting_.kind(Level::province, i) != "thành phố" &&
          setting_.kind(Level::district, i) == "thành phố")
        place = setting_.place(Level::district, i);
      if (place.empty() && word.level == Level::province && city_words_.match_before(text_, body.end))
        place = setting_.place(Level::district, i);
      return place.empty() ? name : name + ' ' + place;
    }
    if (party_committee.match_before(text_, body.end) && committee.starts_with("Đảng ủy "))
      return name + committee.substr(std::string_view("Đảng ủy").size());
    if (province_organs.match(text_, i)) return with_place(name, Level::province, i);
    if (state_bodies.match(text_, i) && setting_.own_level() != Level::unknown)
      return with_place(name, setting_.own_level(), i);
    if (office_rooms.match(text_, i) &&
        (setting_.own_level() == Level::district || (setting_.own_level() == Level::unknown && committee.empty())))
      return with_place(name, Level::district, i);
    const auto board = board_heads.match(text_, i);
    if (board && i + board.length == body.end && !committee.empty()) return name + ' ' + committee;
    return name;
  }

  std::string with_place(const std::string& name, Level level, std::ptrdiff_t i) const {
    const std::string place = setting_.place(level, i);
    return place.empty() ? name : name + ' ' + setting_.kind(level, i) + ' ' + place;
  }

  // Written abbreviations of bodies in full: "HĐND tỉnh", "Thường trực HĐND tỉnh" → "… Hội đồng nhân dân tỉnh".
  std::string printed_name(std::ptrdiff_t first, std::ptrdiff_t last) const {
    std::string name = base::old_style_tone(running_case(text_, first, last));
    for (std::ptrdiff_t k = first; k < last; ++k) {
      if (text_[k].shape != Shape::upper || (k > first && !before_brief.match(text_, first))) continue;
      const std::string* whole = brief_bodies.value_of(text_[k].word);
      const std::string brief = whole != nullptr ? text_.slice(text_[k].start, text_[k].end) : std::string();
      const std::size_t at = whole != nullptr ? name.find(brief) : name.npos;
      if (at != name.npos) name.replace(at, brief.size(), *whole);
    }
    return name;
  }

  const SourceText& text_;
  const NameTable& names_;
  std::vector<Item>& items_;
  const Setting& setting_;
  std::string committee_;  // of the letterhead, with its place
  std::unordered_map<std::u32string_view, std::string> defined_;
  std::vector<Span> shields_;
  std::size_t shield_ = 0;
};

}  // namespace

void recognise_organisations(const SourceText& text, const NameTable& names, const Setting& setting,
                             std::vector<Item>& items) {
  Finder_(text, names, setting, items).run();
}

}  // namespace intake
