#include "modules/intake/recognition/conference_recogniser.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/span_cursor.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

constexpr int most_weighed = 40;  // each looks at every item

const Lexicon conference_heads({"hội nghị", "hội thảo", "tọa đàm", "lễ công bố", "lễ tổng kết", "lễ trao", "lễ kỷ niệm",
                                "lễ phát động", "lễ ra mắt", "phiên họp", "buổi tọa đàm", "hội nghị - hội thảo"},
                               starts_conference);
const Lexicon conference_themes{
    "toàn quốc",    "tổng kết",   "sơ kết",       "giao ban",      "trực tuyến",    "triển khai",
    "quán triệt",   "công bố",    "tập huấn",     "ban chấp hành", "lần thứ",       "chuyên đề",
    "học tập",      "cán bộ",     "sơ, tổng kết", "đánh giá",      "phổ biến",      "gặp mặt",
    "báo cáo viên", "thường kỳ",  "về",           "khoa học",      "quyết định",    "và",
    "tuyên dương",  "biểu dương", "thông báo",    "nghiên cứu",    "ban thường vụ", "kiểm điểm"};
const Lexicon holding_words{"tổ chức",  "chủ trì",    "khai mạc", "diễn ra", "tại",   "dự",  "tham dự",
                            "biên bản", "đã tổ chức", "đến dự",   "và",      "trong", "ngày"};
const Lexicon name_stops{"do",        "được",
                         "tại",       "để",
                         "với sự",    "vào",
                         "nhằm",      "đã",
                         "dưới",      "diễn ra",
                         "nhấn mạnh", "theo hình thức",
                         "kết nối",   "bằng hình thức",
                         "cho biết",  "có",
                         "của ngành", "chiều",
                         "sáng"};
const Lexicon more_themes{"triển khai", "phương hướng", "quán triệt", "đánh giá", "sơ kết", "nhiệm vụ", "biểu dương"};
const Lexicon chair_words{"chủ trì", "đồng chủ trì", "chủ tọa", "chủ trì hội nghị"};
const Lexicon site_words{"điểm cầu"};
const Word word_hold{"tổ"};

class ConferenceReader {
 public:
  ConferenceReader(const SourceText& text, std::vector<Item>& items)
      : text_(text), items_(items), documents_(items, ItemType::document) {}

  void run() {
    std::ptrdiff_t best = -1, best_end = 0;
    int best_score = 0, weighed = 0;
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size()); ++i) {
      if ((text_[i].triggers & starts_conference) == 0) continue;
      const auto head = conference_heads.match(text_, i);
      if (!head || documents_.covers(text_[i].start) || !conference_themes.match(text_, i + head.length)) continue;
      const std::ptrdiff_t end = name_end(i, i + head.length);
      if (++weighed > most_weighed) break;
      const int score = weigh(i, end, head.length);
      if (score > best_score) best = i, best_end = end, best_score = score;
      i = end - 1;
      if (best_score >= 5) break;
    }
    if (best >= 0 && best_score >= 2) emit(best, best_end);
  }

 private:
  std::ptrdiff_t name_end(std::ptrdiff_t first, std::ptrdiff_t i) const {
    for (; i < first + 45; ++i) {
      const Token& t = text_[i];
      if (t.is_newline() || t.has(Token::sentence_first) || column_gap(text_, i - 1) || name_stops.match(text_, i))
        break;
      if (t.is(',')) {
        if (!more_themes.match(text_, i + 1)) break;
        continue;
      }
      if (t.is('(')) {
        std::ptrdiff_t close = i;
        while (close < i + 5 && !text_[close].is(')')) ++close;
        if (!text_[close].is(')') || text_[i + 1].is_number()) break;
        i = close;
        continue;
      }
      if (t.kind == TokenKind::punct && !t.is('-') && !t.is('/')) break;
    }
    while (i > first && (text_[i - 1].is(',') || text_[i - 1].is('-'))) --i;
    return i;
  }

  // A name with a verb of holding before it, a theme and a date near by weighs more.
  int weigh(std::ptrdiff_t i, std::ptrdiff_t end, int head) const {
    int score = end - i > head + 1 ? 1 : 0;
    if (text_[i - 2].is(word_hold) && text_[i - 2].is_capitalised()) return 0;  // "Tổ chức hội nghị …" is a duty
    if (holding_words.match_before(text_, i)) score += 2;
    if (i == 0 || text_[i - 1].is_newline()) score += 1;
    const std::ptrdiff_t first = text_.sentence_begin(i, 80), last = text_.sentence_end(i, 80);
    for (const Item& item : items_) {
      if (item.type != ItemType::date || item.start < text_[first].start || item.end > text_[last - 1].end) continue;
      if (!item.canonical.text("iso").empty()) {
        score += item.canonical.text("iso").size() >= 7 ? 2 : 0;
        break;
      }
    }
    return score;
  }

  void emit(std::ptrdiff_t first, std::ptrdiff_t end) {
    Item item;
    item.type = ItemType::conference;
    item.start = text_[first].start;
    item.end = text_[end - 1].end;
    item.canonical.set("name", base::old_style_tone(running_case(text_, first, end)));
    if (const Item* date = date_near(first, end))
      item.canonical.set("date_span", List{Value(std::int64_t(date->start)), Value(std::int64_t(date->end))});
    if (const std::string chair = chairs(); !chair.empty()) item.canonical.set("chair", chair);
    if (const std::int64_t count = sites(); count > 0) item.canonical.set("sites", Value(count));
    item.method = "conference";
    item.certainty = Certainty::needs_person;
    item.confidence = 0.8;
    items_.push_back(std::move(item));
  }

  // A day in the sentence of the name (before it first), else in the lines right after.
  const Item* date_near(std::ptrdiff_t first, std::ptrdiff_t end) const {
    const std::uint32_t from = text_[text_.sentence_begin(first, 120)].start;
    const std::uint32_t to = text_[text_.sentence_end(end - 1, 120) - 1].end + 80;
    const Item *inside = nullptr, *before = nullptr, *after = nullptr;
    for (const Item& item : items_) {
      if (item.type != ItemType::date || item.start < from || item.end > to) continue;
      const std::string iso = item.canonical.text("iso");
      if (iso.size() < 7 || iso.find('Q') != iso.npos || iso.find('H') != iso.npos ||
          iso.substr(iso.size() - 3, 1) != "-")
        continue;
      if (iso.size() == 7 && iso[0] != '-') continue;  // a month
      if (item.end <= text_[first].start)
        before = &item;
      else if (item.end <= text_[end - 1].end)
        inside = inside == nullptr ? &item : inside;
      else if (after == nullptr)
        after = &item;
    }
    return before != nullptr ? before : inside != nullptr ? inside : after;
  }

  // Persons of a sentence that says "chủ trì", before the verb or after "Chủ trì:".
  std::string chairs() const {
    int tried = 0;
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size()); ++i) {
      if (!text_[i].is_word() || text_[i].word == unknown_word || !chair_words.match(text_, i)) continue;
      if (++tried > most_weighed) break;
      const auto chair = chair_words.match(text_, i);
      const std::uint32_t here = text_[i].start;
      const bool label =
          text_[i + chair.length].is(':') || (text_[i].is_capitalised() && text_[i + chair.length + 2].is(':'));
      const std::uint32_t from = label ? here : text_[text_.sentence_begin(i, 120)].start;
      const std::uint32_t to = label ? text_[text_.sentence_end(i, 60) - 1].end : here;
      std::string names;
      for (const Item& item : items_)
        if (item.type == ItemType::person && !item.optional && item.start >= from && item.end <= to) {
          if (names.size() > 400) break;
          names += (names.empty() ? "" : ", ") + item.canonical.text("name");
        }
      if (!names.empty()) return names;
    }
    return {};
  }

  // "18 điểm cầu cấp huyện và 102 điểm cầu cấp xã": the sum of one sentence.
  std::int64_t sites() const {
    std::int64_t sum = 0;
    for (std::ptrdiff_t i = 1; i < std::ptrdiff_t(text_.size()); ++i) {
      if (sum > 0 && (text_[i].has(Token::sentence_first) || text_[i].is_newline())) return sum;
      if (site_words.match(text_, i) && text_[i - 1].is_number() && text_[i - 1].end - text_[i - 1].start <= 5)
        sum += text_.number(i - 1);
    }
    return sum;
  }

  const SourceText& text_;
  std::vector<Item>& items_;
  SpanCursor documents_;
};

}  // namespace

void recognise_conference(const SourceText& text, std::vector<Item>& items) { ConferenceReader(text, items).run(); }

void link_conference_date(const SourceText&, std::vector<Item>& items) {
  for (Item& conference : items) {
    if (conference.type != ItemType::conference) continue;
    const Value* span = conference.canonical.find("date_span");
    const List* ends = span == nullptr ? nullptr : std::get_if<List>(span);
    if (ends == nullptr || ends->size() != 2) continue;
    const std::int64_t start = *(*ends)[0].integer();
    const auto date = std::find_if(items.begin(), items.end(), [&](const Item& item) {
      return item.type == ItemType::date && std::int64_t(item.start) == start;
    });
    if (date == items.end()) continue;
    const std::string resolved = date->canonical.text("resolved");
    conference.canonical.set("date", resolved.empty() ? date->canonical.text("iso") : resolved);
  }
}

}  // namespace intake
