#include <array>
#include <cstdlib>
#include <map>
#include <string>

#include "base/date.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/recognise.h"

namespace intake {
namespace {

const Lexicon weekdays{"thứ hai\t1", "thứ ba\t2", "thứ tư\t3", "thứ năm\t4", "thứ sáu\t5", "thứ bảy\t6", "chủ nhật\t0"};

int digits_that_differ(const std::string& a, const std::string& b) {
  int count = 0;
  for (std::size_t i = 0; i < 4; ++i) count += a[i] != b[i];
  return count;
}

// The words right before both dates are the same: the same thing, once with another year.
bool same_words_before(const SourceText& text, std::uint32_t a, std::uint32_t b) {
  const std::ptrdiff_t i = text.token_at(a), k = text.token_at(b);
  int same = 0;
  while (same < 4 && text[i - 1 - same].is_word() && text[k - 1 - same].is_word() &&
         (text[i - 1 - same].word != unknown_word ? text[i - 1 - same].word == text[k - 1 - same].word
                                                  : text.points(text[i - 1 - same]) == text.points(text[k - 1 - same])))
    ++same;
  return same >= 3;
}

void find_year_slips(const SourceText& text, const std::vector<const Item*>& years, std::vector<Contradiction>& out) {
  std::map<std::string, int> counts;
  for (const Item* item : years) ++counts[item->canonical.text("iso")];
  for (const Item* item : years) {
    const std::string iso = item->canonical.text("iso");
    if (counts[iso] > 1) continue;
    for (const Item* other : years) {
      const std::string there = other->canonical.text("iso");
      if (there == iso || digits_that_differ(iso, there) != 1 ||
          std::abs(std::atoi(iso.c_str()) - std::atoi(there.c_str())) < 10)
        continue;
      if (!same_words_before(text, item->start, other->start)) continue;
      if (counts[there] == 1 && item->start < other->start) continue;  // of two, the later one is the slip
      out.push_back(
          {"intake.contradiction.year_slip", {{item->start, item->end}, {other->start, other->end}}, iso, there});
      break;
    }
  }
}

// "Thứ Bảy, 05/03/2017" was a Sunday.
void find_wrong_weekdays(const SourceText& text, const Item& item, base::Date day, std::vector<Contradiction>& out) {
  std::ptrdiff_t at = text.token_at(item.start);
  if (text[at - 1].is(',') || text[at - 1].is('(')) --at;
  const auto named = weekdays.match_before(text, at);
  if (!named) return;
  const int real = ((day.days % 7) + 11) % 7;  // 1970-01-01 was a Thursday
  if (std::atoi(named.value->c_str()) == real) return;
  out.push_back({"intake.contradiction.weekday",
                 {{text[at - named.length].start, item.end}},
                 std::string(text.slice(text[at - named.length].start, text[at - 1].end)),
                 ""});
}

// The page is dated far away from the day on which the text says that it happened.
void find_page_dates(const SourceText& text, const std::vector<const Item*>& days, std::vector<Contradiction>& out) {
  const Item* page = nullptr;
  for (const Item* item : days) {
    const std::ptrdiff_t at = text.token_at(item->start);
    const bool alone = at < 120 && text.paragraph_end(at, 20) - text.paragraph_begin(at, 20) < 20;
    if (page == nullptr && alone && !item->canonical.has("resolved")) page = item;
  }
  if (page == nullptr) return;
  const auto printed = base::parse_iso_date(page->canonical.text("iso"));
  for (const Item* item : days) {
    if (item == page || !item->canonical.has("resolved") || text.token_at(item->start) > 260) continue;
    const auto event = base::parse_iso_date(item->canonical.text("resolved"));
    if (!event || !printed || (printed->days >= event->days && printed->days - event->days <= 60)) continue;
    out.push_back({"intake.contradiction.page_date",
                   {{page->start, page->end}, {item->start, item->end}},
                   base::to_iso(*printed),
                   base::to_iso(*event)});
    return;
  }
}

// One number, two dates.
void find_document_dates(const std::vector<Item>& items, std::vector<Contradiction>& out) {
  std::map<std::string, const Item*> seen;
  for (const Item& item : items) {
    if (item.type != ItemType::document || item.method != "full" || !item.canonical.has("date")) continue;
    const std::string key =
        item.canonical.text("kind") + "|" + item.canonical.text("number") + "|" + item.canonical.text("code");
    const auto [at, fresh] = seen.emplace(key, &item);
    const std::string date = item.canonical.text("date"), first = at->second->canonical.text("date");
    if (fresh || date == first || date.starts_with(first) || first.starts_with(date)) continue;
    if (key.find("/TU") != key.npos || key.find("/HU") != key.npos || key.find("/ĐU") != key.npos)
      continue;  // many bodies share these signs
    out.push_back({"intake.contradiction.document_date",
                   {{at->second->start, at->second->end}, {item.start, item.end}},
                   date,
                   first});
  }
}

}  // namespace

std::vector<Contradiction> contradictions(const SourceText& text, const std::vector<Item>& items) {
  std::vector<Contradiction> out;
  std::vector<const Item*> years, days;
  for (const Item& item : items) {
    if (item.type != ItemType::date) continue;
    const std::string iso = item.canonical.text("iso");
    if (iso.size() == 4) years.push_back(&item);
    const bool resolved = item.canonical.has("resolved");
    const auto day = base::parse_iso_date(resolved ? item.canonical.text("resolved") : iso);
    if (!day) continue;
    days.push_back(&item);
    if (!resolved) find_wrong_weekdays(text, item, *day, out);
  }
  if (years.size() <= 2000) find_year_slips(text, years, out);
  find_page_dates(text, days, out);
  find_document_dates(items, out);
  return out;
}

}  // namespace intake
