#include "modules/intake/recognition/award_recogniser.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/span_cursor.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Lexicon award_heads("award_heads", starts_award);
const Lexicon award_parts{"lao động",
                          "độc lập",
                          "kháng chiến",
                          "chiến công",
                          "quân công",
                          "bảo vệ tổ quốc",
                          "hồ chí minh",
                          "sao vàng",
                          "hữu nghị",
                          "đại đoàn kết dân tộc",
                          "dũng cảm",
                          "chiến sĩ vẻ vang",
                          "quân kỳ quyết thắng",
                          "vì an ninh tổ quốc",
                          "đảng",
                          "anh hùng lao động",
                          "anh hùng lực lượng vũ trang nhân dân",
                          "chiến sĩ thi đua",
                          "chiến sĩ thi đua cơ sở",
                          "chiến sĩ thi đua toàn quốc",
                          "chiến sĩ thi đua cấp tỉnh",
                          "chiến sĩ thi đua cấp bộ",
                          "lao động tiên tiến",
                          "lao động xuất sắc",
                          "tập thể lao động xuất sắc",
                          "tập thể lao động tiên tiến",
                          "đơn vị quyết thắng",
                          "nhà giáo nhân dân",
                          "nhà giáo ưu tú",
                          "thầy thuốc nhân dân",
                          "thầy thuốc ưu tú",
                          "nghệ sĩ nhân dân",
                          "nghệ sĩ ưu tú",
                          "nghệ nhân nhân dân",
                          "nghệ nhân ưu tú",
                          "bà mẹ việt nam anh hùng",
                          "xuất sắc",
                          "hạng",
                          "đơn vị dẫn đầu",
                          "dẫn đầu phong trào thi đua",
                          "đơn vị xuất sắc",
                          "gia đình văn hóa"};
const Lexicon tier_words{"nhất\tNhất",
                         "nhì\tNhì",
                         "ba\tBa",
                         "đặc biệt\tĐặc biệt",
                         "khuyến khích\tKhuyến khích",
                         "a\tA",
                         "b\tB",
                         "c\tC",
                         "vàng\tVàng",
                         "bạc\tBạc",
                         "đồng\tĐồng",
                         "xuất sắc\tXuất sắc",
                         "triển vọng\tTriển vọng",
                         "chuyên đề\tChuyên đề",
                         "phụ\tPhụ",
                         "tư\tTư",
                         "i\tI",
                         "ii\tII",
                         "iii\tIII"};
const Lexicon prize_stops{"trị giá", "thuộc về", "cho",      "được",    "tại",  "do",    "của",  "và",
                          "với",     "gồm",      "là",       "đã",      "sẽ",   "trong", "nhằm", "vào",
                          "có",      "này",      "nói trên", "tổ chức", "dành", "ở"};
const Lexicon mandate{"mang tên"};
const Lexicon edition_words{"lần thứ", "lần"};
const Lexicon giving_words{"tặng",      "trao", "trao tặng", "nhận", "tặng thưởng", "truy tặng",
                           "được tặng", "đoạt", "giành",     "đạt",  "cho"};
const Lexicon to_words{"cho", "tặng", "đến", "thuộc về"};
const Lexicon taker_verbs{"nhận",  "đón nhận",       "được tặng",        "được nhận",    "được trao", "đoạt",
                          "giành", "được trao tặng", "được tặng thưởng", "vinh dự nhận", "được"};
const Lexicon state_issuers{"chủ tịch nước", "thủ tướng chính phủ", "thủ tướng", "nhà nước", "chính phủ"};
const WordSet counts{"các", "nhiều", "những", "mỗi", "hai", "ba", "bốn", "năm"};
const Word word_of{"của"};
const Word word_term_of{"năm"};
const Word word_tier{"hạng"};
const Word word_age_of{"tuổi"};
const Word word_party{"đảng"};
const Word word_prize{"giải"};
const Word word_award_prize{"thưởng"};
const Word word_to{"cho"};

class AwardReader {
 public:
  AwardReader(const SourceText& text, const NameTable& names, std::vector<Item>& items)
      : text_(text), names_(names), items_(items), documents_(items, ItemType::document) {
    for (const Item& item : items)
      if (item.type == ItemType::person && !item.optional) persons_.emplace_back(item.end, item.canonical.text("name"));
    std::sort(persons_.begin(), persons_.end());
  }

  void run() {
    std::vector<Item> found;
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size()); ++i) {
      if ((text_[i].triggers & starts_award) == 0) continue;
      const auto head = award_heads.match(text_, i);
      if (!head || documents_.covers(text_[i].start)) continue;
      Item item;
      const std::ptrdiff_t end = read(i, i + head.length, *head.value, item);
      if (end == i) continue;
      item.type = ItemType::award;
      item.start = text_[i].start;
      item.end = text_[end - 1].end;
      item.method = "award";
      item.confidence = 0.95;
      recipients(i, end, item);
      found.push_back(std::move(item));
      i = end - 1;
    }
    fill_prizes(found);
    for (Item& item : found) items_.push_back(std::move(item));
  }

 private:
  std::ptrdiff_t read(std::ptrdiff_t first, std::ptrdiff_t i, const std::string& kind, Item& item) {
    const bool capital = text_[first].is_capitalised();
    const bool counted =
        text_[first - 1].is_number() || (counts.has(text_[first - 1].word) && !text_[first].touches() && !capital);
    if (kind == "prize") return prize(first, i, counted, item);
    if (counted && !capital) return first;
    const std::ptrdiff_t after_head = i;
    if (kind == "badge" && text_[i].is_number() && text_[i + 1].is(word_term_of)) {  // "30 năm tuổi Đảng"
      item.canonical.set("tier", text_.squeezed_tokens(i, i + 2));
      i += 2;
      if (text_[i].is(word_age_of)) ++i;
      if (text_[i].is(word_party)) ++i;
    }
    while (const auto part = award_parts.match(text_, i)) {
      if (text_[i].is(word_tier)) break;
      i += part.length;
    }
    if (text_[i].kind == TokenKind::quote) i = quoted(i);
    std::ptrdiff_t name_end = i;
    if (text_[i].is(word_tier))
      if (const auto tier = tier_words.match(text_, i + 1)) {
        item.canonical.set("tier", text_.squeezed_tokens(i, i + 1 + tier.length));
        i += 1 + tier.length;
      }
    const bool bare = i == after_head;
    if (bare && (kind == "medal" || kind == "title" || (kind == "badge" && !capital))) return first;
    if (bare && !capital && (kind == "certificate" || kind == "flag") && !giving_words.match_before(text_, first))
      return first;
    item.canonical.set("name", base::old_style_tone(text_.squeezed_tokens(first, name_end)));
    return tail(i, item);
  }

  // "Giải báo chí … mang tên Búa liềm vàng lần thứ VII – năm 2022", "Giải A", "giải Nhất"
  std::ptrdiff_t prize(std::ptrdiff_t first, std::ptrdiff_t i, bool counted, Item& item) {
    if (const auto tier = tier_words.match(text_, i); tier && text_[i].is_capitalised() && i == first + 1) {
      if (counted) return first;
      item.canonical.set("tier", *tier.value);
      i += tier.length;
      if (const auto series = award_heads.match(text_, i);
          series && text_[i].is_capitalised() && *series.value == "prize") {
        const std::ptrdiff_t end = prize(i, i + series.length, false, item);
        if (end > i) return end;
      }
      if (!text_[i].is_capitalised() && !text_[i].is(word_award_prize)) {
        item.canonical.set("name", text_.squeezed_tokens(first, i));
        return tail(i, item);
      }
    }
    if (!text_[first].is_capitalised() || counted) return first;
    std::ptrdiff_t name_first = first, name_end = i;
    for (int steps = 0; steps < 24; ++steps) {
      if (const auto named = mandate.match(text_, i)) {
        i += named.length;
        name_first = i;
        if (text_[i].kind == TokenKind::quote) {
          const std::ptrdiff_t end = quoted(i);
          item.canonical.set("name", text_.squeezed_tokens(i + 1, end - 1));
          return tail(end, item);
        }
        while (text_[i].is_word() && (i == name_first || text_[i].is_lower() || text_[i].is_capitalised()) &&
               !edition_words.match(text_, i) && !prize_stops.match(text_, i) && i < name_first + 8)
          ++i;
        name_end = i;
        break;
      }
      const Token& t = text_[i];
      if (!t.is_word() || edition_words.match(text_, i) || prize_stops.match(text_, i) ||
          (t.is(word_term_of) && text_[i + 1].is_number()))
        break;
      if (t.kind == TokenKind::quote) break;
      ++i;
      name_end = i;
    }
    if (text_[i].kind == TokenKind::quote && text_[i].has(Token::opening)) {
      const std::ptrdiff_t end = quoted(i);
      if (end > i) i = name_end = end;
    }
    const bool named = name_end - first >= 3 || (name_end - first == 2 && !text_[first + 1].is(word_award_prize) &&
                                                 text_[first + 1].is_capitalised());
    bool proper =
        name_first != first || edition_words.match(text_, name_end) || text_[name_end - 1].kind == TokenKind::quote;
    for (std::ptrdiff_t k = first + 1; k < name_end; ++k) proper = proper || text_[k].is_capitalised();
    if (!named || !proper) return first;
    item.canonical.set("name", base::old_style_tone(text_.squeezed_tokens(name_first, name_end)));
    const std::ptrdiff_t end = tail(name_end, item);
    series_ = item.canonical.text("name");
    return end;
  }

  std::ptrdiff_t quoted(std::ptrdiff_t i) const {
    for (std::ptrdiff_t j = i + 1; j < i + 24 && !text_[j].is_newline(); ++j)
      if (text_[j].kind == TokenKind::quote) return j + 1;
    return i;
  }

  // Edition, period and issuer.
  std::ptrdiff_t tail(std::ptrdiff_t i, Item& item) {
    for (int rounds = 0; rounds < 4; ++rounds) {
      if (const auto edition = edition_words.match(text_, i); edition && text_.ordinal(i + edition.length) > 0) {
        item.canonical.set("edition", Value(text_.ordinal(i + edition.length)));
        i += edition.length + 1;
        continue;
      }
      const std::ptrdiff_t year = text_[i].is('-') || text_[i].is(',') ? i + 1 : i;
      if (text_[year].is(word_term_of) && text_[year + 1].is_number() && text_.digits(year + 1) == 4 &&
          (item.canonical.has("edition") || (year == i && !item.canonical.has("tier")))) {
        item.canonical.set("period", text_.squeezed_tokens(year + 1, year + 2));
        i = year + 2;
        continue;
      }
      if (text_[i].is(word_of)) {
        const std::ptrdiff_t end = issuer_end(i + 1);
        if (end > i + 1) {
          item.canonical.set("issuer", base::old_style_tone(text_.squeezed_tokens(i + 1, end)));
          return end;
        }
      }
      break;
    }
    return i;
  }

  std::ptrdiff_t issuer_end(std::ptrdiff_t i) const {
    if (const auto state = state_issuers.match(text_, i)) return i + state.length;
    if (const Body body = body_at(text_, names_, i); body && text_[i].is_capitalised()) return body.end;
    const std::ptrdiff_t office = office_end(text_, names_, i);
    return text_[i].is_capitalised() ? office : i;
  }

  // "… cho A và B", else who receives before the verb; the giver before it is the issuer.
  void recipients(std::ptrdiff_t first, std::ptrdiff_t end, Item& item) {
    List takers;
    std::ptrdiff_t i = end;
    if (const auto to = to_words.match(text_, i)) {
      i += to.length;
      std::ptrdiff_t j = i;
      while (j < i + 30 && (text_[j].is_word() || text_[j].is_number())) ++j;
      if (j > i) takers.emplace_back(base::old_style_tone(text_.squeezed_tokens(i, j)));
    }
    std::ptrdiff_t verb = first;
    if (const auto taking = taker_verbs.match_before(text_, first))
      verb = first - taking.length;
    else if (const auto giving = giving_words.match_before(text_, first))
      verb = first - giving.length;
    const bool takes = taker_verbs.match_before(text_, first).length > 0;
    if (takes && takers.empty()) subject(verb, takers);
    if (!takes && verb < first && !item.canonical.has("issuer"))
      if (const std::string giver = body_before(verb); !giver.empty()) item.canonical.set("issuer", giver);
    if (!takers.empty()) item.canonical.set("recipients", std::move(takers));
  }

  void subject(std::ptrdiff_t verb, List& takers) const {
    std::ptrdiff_t j = verb;
    while (j > 0 && j > verb - 24 && !text_[j - 1].is_newline() && !text_[j - 1].is('.') && !text_[j - 1].is(',') &&
           !text_[j - 1].is(':') && !text_[j - 1].is(';'))
      --j;
    std::ptrdiff_t start = j;
    for (std::ptrdiff_t k = j; k <= verb; ++k) {
      const bool and_word = k < verb && text_[k].is(word_plus_award);
      if (k < verb && !and_word) continue;
      if (k > start) takers.emplace_back(person_or_words(start, k));
      start = k + 1;
    }
  }

  Value person_or_words(std::ptrdiff_t first, std::ptrdiff_t last) const {
    const auto at =
        std::lower_bound(persons_.begin(), persons_.end(), std::make_pair(text_[last - 1].end, std::string()));
    if (at != persons_.end() && at->first == text_[last - 1].end) return Value(at->second);
    return Value(base::old_style_tone(text_.squeezed_tokens(first, last)));
  }

  std::string body_before(std::ptrdiff_t end) const {
    for (std::ptrdiff_t j = end - 1; j >= 0 && j > end - 14 && text_[j].is_word(); --j) {
      if ((text_[j].triggers & starts_organisation) == 0 || !text_[j].is_capitalised()) continue;
      std::ptrdiff_t best = -1;
      for (std::ptrdiff_t k = j; k > end - 14 && k >= 0 && text_[k].is_word(); --k)
        if ((text_[k].triggers & starts_organisation) != 0 && text_[k].is_capitalised() &&
            body_at(text_, names_, k).end == end)
          best = k;
      return best < 0 ? std::string() : base::old_style_tone(text_.squeezed_tokens(best, end));
    }
    return {};
  }

  // "Giải A" of the prize that the text names.
  void fill_prizes(std::vector<Item>& found) const {
    std::string series;
    for (Item& item : found) {
      const std::string name = item.canonical.text("name");
      const bool tier_only =
          item.canonical.has("tier") && base::to_lower(name).starts_with("giải ") && name.size() < 24;
      if (tier_only && !series.empty())
        item.canonical.set("name", series);
      else if (base::to_lower(name).starts_with("giải ") || item.canonical.has("edition"))
        series = name;
    }
  }

  const SourceText& text_;
  const NameTable& names_;
  std::vector<Item>& items_;
  SpanCursor documents_;
  std::vector<std::pair<std::uint32_t, std::string>> persons_;
  std::string series_;
  static const Word word_plus_award;
};

const Word AwardReader::word_plus_award{"và"};

}  // namespace

void recognise_awards(const SourceText& text, const NameTable& names, std::vector<Item>& items) {
  AwardReader(text, names, items).run();
}

}  // namespace intake
