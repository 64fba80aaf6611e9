#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/date.h"
#include "modules/intake/recognition/dates.h"

namespace intake {
namespace {

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
      if (item.type == ItemType::document && item.method == "self") {
        self_dated_ = true;
        remember_page(item.canonical.text("date"));
      }
      if (item.type != ItemType::date) continue;
      const auto parsed = year_of(item.canonical.text("iso"));
      if (!parsed) continue;
      known_.push_back({item.start, parsed->year, *parsed, sentence_of(item.start)});
      if (parsed->day != 0 && is_page_date(item)) remember_page(parsed->text());
    }
  }

  void run() {
    for (Item& item : items_) {
      if (item.type != ItemType::date) continue;
      const std::string iso = item.canonical.text("iso");
      if (!iso.starts_with("--") || iso.starts_with("---")) continue;
      const std::string rest = iso.substr(2);
      if (const int year = choose(item, rest))
        item.canonical.set("resolved", fmt::format("{:04}-{}", year, rest));
      else
        item.certainty = Certainty::needs_person;
    }
  }

 private:
  static std::optional<base::PartialDate> year_of(const std::string& iso) {
    if (iso.size() < 4 || iso[0] == '-') return {};
    return base::parse_partial_date(iso.find('Q') != iso.npos || iso.find('H') != iso.npos ? iso.substr(0, 4) : iso);
  }
  std::ptrdiff_t sentence_of(std::uint32_t point) const { return text_.sentence_begin(text_.token_at(point), 120); }

  // A full date that stands in a short line of its own near the top or the end ("Thứ Bảy, 04/03/2017").
  bool is_page_date(const Item& item) const {
    const std::ptrdiff_t at = text_.token_at(item.start);
    if (at > 120) return false;
    return text_.paragraph_end(at, 30) - text_.paragraph_begin(at, 30) < 26;
  }
  void remember_page(const std::string& iso) {
    if (page_.year == 0)
      if (const auto parsed = base::parse_partial_date(iso)) page_ = *parsed;
  }

  // Month and day of "04-03", "04", "Q2", "H1": the first day it can mean.
  static std::pair<int, int> month_day(const std::string& rest) {
    if (rest[0] == 'Q') return {(rest[1] - '1') * 3 + 1, 1};
    if (rest[0] == 'H') return {rest[1] == '1' ? 1 : 7, 1};
    return {std::atoi(rest.c_str()), rest.size() > 3 ? std::atoi(rest.c_str() + 3) : 1};
  }

  // The year in the same sentence, else of the page, else of the text around; 0 when nothing speaks for one.
  int choose(const Item& item, const std::string& rest) const {
    const auto [month, day] = month_day(rest);
    const std::ptrdiff_t sentence = sentence_of(item.start);
    // Known dates stand in text order: look at the few around this one.
    const auto after = std::lower_bound(known_.begin(), known_.end(), item.start,
                                        [](const Known& k, std::uint32_t at) { return k.start < at; });
    int near = 0;
    const int before = after != known_.begin() ? std::prev(after)->year : 0;
    for (auto k = after; k != known_.begin() && after - k < 6 && std::prev(k)->sentence == sentence; --k)
      near = std::prev(k)->year;
    if (near == 0 && after != known_.end() && after->sentence == sentence) near = after->year;
    if (page_.year != 0 && page_.day != 0 && rest[0] != 'Q' && rest[0] != 'H') return by_page(month, day, near);
    if (near != 0) return near;
    if (page_.year != 0) return page_.year;
    if (before != 0) return before;
    return known_.empty() ? 0 : known_.front().year;
  }

  // An event lies before the page that reports it, a deadline of an official text after it.
  int by_page(int month, int day, int near) const {
    const auto same = base::make_date(page_.year, month, day);
    const auto page = page_.exact();
    if (!same || !page) return page_.year;
    if (near == page_.year) return near;
    if (self_dated_) return near != 0 && near > page_.year ? near : page_.year;
    return *same <= *page                                                     ? page_.year
           : (near != 0 && near < page_.year) || same->days - page->days > 60 ? page_.year - 1
                                                                              : page_.year;
  }

  const SourceText& text_;
  std::vector<Item>& items_;
  std::vector<Known> known_;
  base::PartialDate page_;
  bool self_dated_ = false;  // the text carries its own number: it orders rather than reports
};

}  // namespace

void resolve_dates(const SourceText& text, std::vector<Item>& items) { YearResolver(text, items).run(); }

}  // namespace intake
