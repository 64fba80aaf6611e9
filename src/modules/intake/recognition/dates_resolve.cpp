#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/date.h"
#include "modules/intake/recognition/dates.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// What stands before a date that is still to come.
const Lexicon deadline_words{"trước", "chậm nhất", "chậm nhất là", "hết", "xong",       "hạn",
                             "trong", "muộn nhất", "đến",          "sau", "từ nay đến", "đến hết"};
const Lexicon counted_to{"tính đến", "tính đến hết", "tính tới"};  // what was counted has been
const Lexicon today_words{"hôm nay", "hôm nay,", "hôm nay là"};
constexpr int days_back = 60;  // a deadline further back than this is one of the next year

struct Known {
  std::uint32_t start;
  int year;
  base::PartialDate date;
  std::ptrdiff_t sentence;
};

class YearResolver {
 public:
  YearResolver(const SourceText& text, std::vector<Item>& items) : text_(text), items_(items) {
    for (const Item& item : items) {
      if (item.type == ItemType::document) read_document(item);
      if (item.type == ItemType::date) read_date(item);
    }
    if (page_.year == 0) page_ = edge_;
    if (page_.day == 0) read_dateline();
  }

  void run() {
    const Item* before = nullptr;  // the date before this one
    for (Item& item : items_) {
      if (item.type != ItemType::date) continue;
      const std::string iso = item.canonical.text("iso");
      if (iso.starts_with("--") && !iso.starts_with("---")) {
        const std::string rest = iso.substr(2);
        const int begun = before != nullptr ? end_of_period(*before, item, rest) : 0;
        if (const int year = begun != 0 ? begun : choose(item, rest))
          item.canonical.set("resolved", fmt::format("{:04}-{}", year, rest));
        else
          item.certainty = Certainty::needs_person;
      }
      before = &item;
    }
  }

 private:
  static std::optional<base::PartialDate> year_of(const std::string& iso) {
    if (iso.size() < 4 || iso[0] == '-') return {};
    return base::parse_partial_date(iso.find('Q') != iso.npos || iso.find('H') != iso.npos ? iso.substr(0, 4) : iso);
  }
  std::ptrdiff_t sentence_of(std::uint32_t point) const { return text_.sentence_begin(text_.token_at(point), 120); }

  void read_document(const Item& item) {
    const auto date = base::parse_partial_date(item.canonical.text("date"));
    if (item.method == "self") {
      self_dated_ = true;
      if (date) remember_page(*date);
    }
    if (date) remember_latest(*date);
  }

  void read_date(const Item& item) {
    const auto parsed = year_of(item.canonical.text("iso"));
    if (!parsed) return;
    known_.push_back({item.start, parsed->year, *parsed, sentence_of(item.start)});
    if (parsed->month == 0) {
      if (first_year_ == 0 && !is_deadline(item.start)) first_year_ = parsed->year;
      return;
    }
    if (!is_deadline(item.start)) remember_latest(*parsed);
    const Place place = place_of(item.start, parsed->day != 0);
    if (place == Place::page)
      remember_page(*parsed);
    else if (place == Place::edge)
      edge_ = *parsed;
  }

  // "Sáng 21/12, tại Tam Kỳ, …": the day of the report, once its year is known.
  void read_dateline() {
    for (const Item& item : items_) {
      if (text_.token_at(item.start) > 80) return;
      const std::string iso = item.type == ItemType::date ? item.canonical.text("iso") : std::string();
      if (iso.size() != 7 || !iso.starts_with("--") || is_deadline(item.start)) continue;
      if (const int year = choose(item, iso.substr(2)))
        page_ = base::parse_partial_date(fmt::format("{:04}-{}", year, iso.substr(2))).value_or(page_);
      return;
    }
  }

  // A date in a short line of its own near the top ("Thứ Bảy, 04/03/2017"), after "hôm nay", or else at the edges of
  // the text.
  enum class Place { text, page, edge };
  Place place_of(std::uint32_t start, bool with_day) const {
    const std::ptrdiff_t at = text_.token_at(start);
    if (at < 400 && with_day && (today_words.match_before(text_, at) || today_words.match_before(text_, at - 1)))
      return Place::page;
    const std::ptrdiff_t line = text_.paragraph_end(at, 30) - text_.paragraph_begin(at, 30);
    if (at <= 120 && with_day && line < 26) return Place::page;
    const bool masthead = at <= 60 && line<16, close = at + 60> std::ptrdiff_t(text_.size()) && line < 12;
    return masthead || close ? Place::edge : Place::text;
  }
  void remember_page(const base::PartialDate& date) {
    if (page_.year == 0) page_ = date;
  }
  void remember_latest(const base::PartialDate& date) {
    const auto key = [](const base::PartialDate& d) { return d.year * 10000 + d.month * 100 + d.day; };
    if (date.month != 0 && key(date) > key(latest_)) latest_ = date;
  }

  // Month and day of "04-03", "04", "Q2", "H1": the first day it can mean.
  static std::pair<int, int> month_day(const std::string& rest) {
    if (rest[0] == 'Q') return {(rest[1] - '1') * 3 + 1, 1};
    if (rest[0] == 'H') return {rest[1] == '1' ? 1 : 7, 1};
    return {std::atoi(rest.c_str()), rest.size() > 3 ? std::atoi(rest.c_str() + 3) : 1};
  }

  bool is_deadline(std::uint32_t start) const {
    const std::ptrdiff_t at = text_.token_at(start);
    if (counted_to.match_before(text_, at)) return false;
    return deadline_words.match_before(text_, at) || text_[at - 1].is('|') ||
           (text_[at].has(Token::tab_before) && !text_[at - 1].is_newline());
  }

  // The year in the same sentence, else of the page, else of what the text cites; 0 when nothing speaks for one.
  int choose(const Item& item, const std::string& rest) const {
    const auto [month, day] = month_day(rest);
    const int near = year_in_sentence(item);
    if (const int opening = year_that_opens(item)) return opening;
    if (page_.day != 0) {
      const bool to_come = is_deadline(item.start);
      if (rest[0] == 'Q' || rest[0] == 'H') {
        if (near != 0) return near;
        const bool next = to_come && rest[0] == 'Q' && page_.month > 10 && month + 2 < page_.month;
        return page_.year + (next ? 1 : 0);
      }
      return by_page(month, day, near, to_come);
    }
    if (near != 0) return near;
    if (page_.year != 0) return page_.year;
    if (latest_.year == 0 || (first_year_ > latest_.year && first_year_ <= latest_.year + 5)) return first_year_;
    return nearest_to(latest_, month, day);
  }

  // "từ ngày 20/11 đến ngày 05/12": the end lies in the year of the beginning, or in the next one.
  int end_of_period(const Item& begin, const Item& end, const std::string& rest) const {
    const std::string from = begin.canonical.text("resolved");
    const std::ptrdiff_t first = text_.token_at(begin.start), at = text_.token_at(end.start);
    if (from.size() != 10 || rest.size() != 5 || !text_[first - 1].is(words::tu_from) ||
        !text_[at - 1].is(words::den) || text_[at - 2].end != begin.end)
      return 0;
    return std::atoi(from.c_str()) + (rest < from.substr(5) ? 1 : 0);
  }

  // Known dates stand in text order: look at the few around this one.
  int year_in_sentence(const Item& item) const {
    const std::ptrdiff_t sentence = sentence_of(item.start);
    const auto after = std::lower_bound(known_.begin(), known_.end(), item.start,
                                        [](const Known& k, std::uint32_t at) { return k.start < at; });
    const int oldest = std::max(page_.year, latest_.year) - 5;  // an anniversary names the year of long ago
    int near = 0;
    for (auto k = after; k != known_.begin() && after - k < 6 && std::prev(k)->sentence == sentence; --k)
      if (std::prev(k)->year >= oldest) near = std::prev(k)->year;
    for (auto k = after; near == 0 && k != known_.end() && k - after < 6 && k->sentence == sentence; ++k)
      if (k->year >= oldest) near = k->year;
    return near;
  }

  // "Năm 2024, đợt kiểm tra bắt đầu ngày 12/10."
  int year_that_opens(const Item& item) const {
    const std::ptrdiff_t sentence = sentence_of(item.start);
    const std::uint32_t start = text_[sentence].start;
    const auto k = std::lower_bound(known_.begin(), known_.end(), start,
                                    [](const Known& known, std::uint32_t at) { return known.start < at; });
    const bool opens = k != known_.end() && k->start == start && k->date.month == 0 && k->start < item.start;
    return opens && text_[sentence + 2].is(',') ? k->year : 0;
  }

  // Half a year before or after the latest paper that the text knows.
  static int nearest_to(const base::PartialDate& date, int month, int day) {
    const int there = date.month * 31 + date.day, here = month * 31 + day;
    return here - there > 186 ? date.year - 1 : there - here > 186 ? date.year + 1 : date.year;
  }

  // An event lies before the page that reports it, a deadline after it.
  int by_page(int month, int day, int near, bool to_come) const {
    const auto same = base::make_date(page_.year, month, day);
    const auto page = page_.exact();
    if (!same || !page) return page_.year;
    const int ahead = same->days - page->days;
    if (self_dated_ && near > page_.year) return near;
    if (to_come && ahead < -days_back && (page_.month > 10 || !self_dated_)) return page_.year + 1;
    if (near == page_.year || self_dated_ || to_come || ahead <= 0) return page_.year;
    return (near != 0 && near < page_.year) || ahead > days_back ? page_.year - 1 : page_.year;
  }

  const SourceText& text_;
  std::vector<Item>& items_;
  std::vector<Known> known_;
  base::PartialDate page_, edge_, latest_;  // of the page; of its first or last lines; the latest one of the text
  int first_year_ = 0;                      // the first year that stands alone
  bool self_dated_ = false;                 // the text carries its own number: it orders rather than reports
};

}  // namespace

void resolve_dates(const SourceText& text, std::vector<Item>& items) { YearResolver(text, items).run(); }

}  // namespace intake
