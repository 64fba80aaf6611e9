#include "modules/intake/recognition/task_items.h"

#include <algorithm>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/task_recogniser.h"

namespace intake {
namespace {

const Lexicon answer_label{"trả lời"};
const Word word_done{"đã"};
const Lexicon accepted_words{"tiếp thu", "đồng ý", "nhất trí", "chấp thuận", "đang được sửa đổi", "thống nhất"};
const Lexicon rejected_words{"không có cơ sở", "không đồng ý", "chưa xem xét", "không chấp thuận", "không xem xét"};
const Lexicon passed_words{"đã chuyển", "chuyển bộ", "chuyển kiến nghị", "báo cáo cấp có thẩm quyền", "đã kiến nghị"};
const Lexicon explained_words{"đã được quy định", "được quy định tại", "đã có hướng dẫn", "giải thích",
                              "thực hiện theo"};

std::string_view answer_at(const SourceText& text, std::ptrdiff_t i) {
  if (rejected_words.match(text, i)) return "rejected";
  if (passed_words.match(text, i)) return "passed_on";
  if (accepted_words.match(text, i)) return "accepted";
  return explained_words.match(text, i) ? "explained" : "";
}

// "Trả lời: …" on the next line.
std::string_view answer_after(const SourceText& text, std::ptrdiff_t i) {
  if (text[i].is_newline()) ++i;
  if (!answer_label.match(text, i)) return {};
  for (std::ptrdiff_t j = i; j < i + 60 && !text[j].is_newline(); ++j)
    if (const std::string_view answer = answer_at(text, j); !answer.empty()) return answer;
  return {};
}

// "lắp thêm đèn đường (đã tiếp thu …)", "miễn quỹ: không đồng ý, vì …": the mark before the answer, or `last`.
std::ptrdiff_t answer_inside(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last,
                             std::string_view& answer) {
  for (std::ptrdiff_t j = first + 1; j + 1 < last; ++j) {
    if (!text[j].is('(') && !text[j].is(':')) continue;
    answer = answer_at(text, j + (text[j + 1].is(word_done) ? 2 : 1));
    if (!answer.empty()) return j;
  }
  return last;
}

}  // namespace

void emit_task(const SourceText& text, const Clauses& clauses, const TaskFrame& frame, std::ptrdiff_t first,
               std::ptrdiff_t last, std::vector<Item>& items) {
  if (last <= first || clauses.trimmed(first, last) <= first) return;
  Item item;
  item.type = ItemType::task;
  item.start = text[first].start;
  item.end = text[clauses.trimmed(first, last) - 1].end;
  item.canonical.set("summary", text.squeezed(item.start, item.end));
  if (!frame.owner.empty()) item.canonical.set("owner", frame.owner);
  if (!frame.partners.empty()) {
    List partners;
    for (const std::string& partner : frame.partners) partners.emplace_back(partner);
    item.canonical.set("coordinators", std::move(partners));
  }
  if (const auto due = clauses.due_in(first, last); due.second > 0)
    item.canonical.set("due_span", List{Value(std::int64_t(due.first)), Value(std::int64_t(due.second))});
  item.method = "clause";
  item.certainty = Certainty::needs_person;
  item.confidence = 0.8;
  items.push_back(std::move(item));
}

void emit_proposal(const SourceText& text, const Clauses& clauses, const Request& request, std::ptrdiff_t first,
                   std::ptrdiff_t last, std::ptrdiff_t sentence, std::vector<Item>& items) {
  std::string_view answer;
  last = answer_inside(text, first, last, answer);
  if (answer.empty()) answer = answer_after(text, sentence);
  Item item;
  item.type = ItemType::proposal;
  item.start = text[first].start;
  item.end = text[clauses.trimmed(first, last) - 1].end;
  item.canonical.set("summary", text.squeezed(item.start, item.end));
  if (!request.by.empty()) item.canonical.set("proposer", request.by);
  if (!request.to.empty()) item.canonical.set("addressee", request.to);
  if (!answer.empty()) item.canonical.set("answer", std::string(answer));
  if (const auto due = clauses.due_in(first, last); due.second > 0)
    item.canonical.set("due_span", List{Value(std::int64_t(due.first)), Value(std::int64_t(due.second))});
  item.method = "clause";
  item.certainty = Certainty::needs_person;
  item.confidence = 0.8;
  items.push_back(std::move(item));
}

void link_due_dates(const SourceText&, std::vector<Item>& items) {
  std::vector<const Item*> dates, documents;
  for (const Item& item : items) {
    if (item.type == ItemType::date) dates.push_back(&item);
    if (item.type == ItemType::document) documents.push_back(&item);
  }
  const auto by_start = [](const Item* item, std::uint32_t at) { return item->start < at; };
  for (Item& item : items) {
    if (item.type != ItemType::task && item.type != ItemType::proposal) continue;
    if (item.type == ItemType::proposal) {
      List inside;
      for (auto at = std::lower_bound(documents.begin(), documents.end(), item.start, by_start);
           at != documents.end() && (*at)->end <= item.end; ++at)
        inside.emplace_back((*at)->id);
      if (!inside.empty()) item.canonical.set("documents", std::move(inside));
    }
    const Value* span = item.canonical.find("due_span");
    const List* ends = span == nullptr ? nullptr : std::get_if<List>(span);
    if (ends == nullptr || ends->size() != 2) continue;
    const std::uint32_t start = std::uint32_t(*(*ends)[0].integer()), end = std::uint32_t(*(*ends)[1].integer());
    std::string due;
    for (auto at = std::lower_bound(dates.begin(), dates.end(), start, by_start);
         at != dates.end() && (*at)->end <= end; ++at) {
      const Fields& date = (*at)->canonical;
      for (const std::string_view key : {"recur", "resolved", "iso", "to"})
        if (const std::string value = date.text(key); !value.empty()) {
          due = value;
          break;
        }
    }
    if (!due.empty()) item.canonical.set(item.type == ItemType::task ? "due" : "answer_due", due);
  }
}

}  // namespace intake
