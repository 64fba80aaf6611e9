#include <algorithm>
#include <span>

#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Word fill_ban{"ban"}, fill_hanh{"hành"}, fill_ky{"ký"};
const Lexicon issue_verbs{"ban hành", "ký ban hành", "thông qua", "ký"};
const Lexicon between_subject_and_verb{
    "đã",      "vừa",  "đã kịp thời", "mới", "kịp thời",  "tiếp tục",       "sẽ", "đã thống nhất",
    "cũng đã", "từng", "đã từng",     "mới", "đã họp và", "đã thảo luận và"};
const Lexicon passive{"được", "do", "đã được"};
const Lexicon enumeration{"như", "gồm", "là", "sau", "sau đây", "bao gồm"};

bool inside(std::span<const Citation> citations, std::ptrdiff_t token) {
  return std::any_of(citations.begin(), citations.end(),
                     [&](const Citation& c) { return c.first <= token && token < c.last; });
}

// "Ban Tổ chức Trung ương đã …; ban hành Kế hoạch …": the subject that opens the sentence and acts.
std::string subject_of_sentence(const SourceText& text, std::ptrdiff_t at) {
  const std::ptrdiff_t first = text.sentence_begin(at - 1, 120);
  const IssuerScan scan = scan_issuer(text, first);
  return scan && between_subject_and_verb.match(text, scan.end) ? text.squeezed_tokens(first, scan.end) : std::string();
}

// "Bộ Chính trị đã ban hành Kết luận số 14-KL/TW": the body before the verb right before the citation.
std::string subject_of(const SourceText& text, std::ptrdiff_t first, std::span<const Citation> near_by) {
  std::ptrdiff_t at = first;
  static const Lexicon articles{"các", "những", "mới"};
  if (const auto m = articles.match_before(text, at)) at -= m.length;
  const auto verb = issue_verbs.match_before(text, at);
  if (!verb) return {};
  at -= verb.length;
  if (const auto adverb = between_subject_and_verb.match_before(text, at)) at -= adverb.length;
  if (text[at - 1].is(';')) return subject_of_sentence(text, at);
  const std::ptrdiff_t start = issuer_before(text, at);
  if (start < 0 || inside(near_by, start)) return {};
  return text.squeezed_tokens(start, at);
}

// "(ngày 03/11/2021)" right after the citation.
void read_bracketed_date(const SourceText& text, Citation& c) {
  if (!c.date.empty() || !text[c.last].is('(')) return;
  const std::ptrdiff_t at = c.last + (text[c.last + 1].is(words::ngay) ? 2 : 1);
  const DayScan day = scan_day(text, at, at == c.last + 2);
  if (day && day.year != 0 && text[day.end].is(')')) c.date = day.iso();
}

// "[được] do Bộ Chính trị ban hành [ngày …]" after the citation.
void read_passive(const SourceText& text, Citation& c) {
  std::ptrdiff_t at = c.last;
  if (text[at].is(',') || text[at].is('(')) ++at;
  const auto by = passive.match(text, at);
  if (by) at += by.length;
  if (text[at].is(words::do_by)) ++at;
  const IssuerScan body = by ? scan_issuer(text, at) : IssuerScan{};
  const std::ptrdiff_t after = body ? body.end : at;
  const auto verb = issue_verbs.match(text, after);
  if (!verb) return;
  if (body && c.issuer.empty()) c.issuer = text.squeezed_tokens(at, body.end);
  std::ptrdiff_t date_at = after + verb.length;
  // "được ban hành, sửa đổi năm 2019"
  static const Lexicon amended{", sửa đổi", "và sửa đổi", ", sửa đổi, bổ sung"};
  if (const auto m = amended.match(text, date_at)) date_at += m.length;
  if (!c.date.empty()) return;
  if (text[date_at].is(words::ngay)) {
    if (const DayScan day = scan_day(text, date_at + 1, true)) c.date = day.iso();
  } else if (text[date_at].is(words::nam) && scan_year(text, date_at + 1) != 0) {
    c.date = std::to_string(scan_year(text, date_at + 1));
  }
}

struct Announced {
  std::string issuer;
  std::ptrdiff_t at = -1;
};

// "… do Bộ Chính trị ban hành, như: " names the issuer of what is listed after it.
Announced announced_issuer(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t sentence) {
  for (std::ptrdiff_t i = first - 1; i > sentence + 2; --i) {
    if (!text[i].is(':')) continue;
    std::ptrdiff_t end = i;
    if (const auto m = enumeration.match_before(text, end)) end -= m.length;
    if (text[end - 1].is(',')) --end;
    const auto verb = issue_verbs.match_before(text, end);
    if (!verb) return {};
    const std::ptrdiff_t start = issuer_before(text, end - verb.length);
    if (start < 1 || !passive.match_before(text, start)) return {};
    return {text.squeezed_tokens(start, end - verb.length), i};
  }
  return {};
}

}  // namespace

void fill_from_clause(const SourceText& text, Citations& citations) {
  std::ptrdiff_t sentence_seen = -1;
  Announced announced;
  for (std::size_t k = 0; k < citations.size(); ++k) {
    Citation& c = citations[k];
    if (c.form == "self" || c.form == "anaphor") continue;
    read_bracketed_date(text, c);
    read_passive(text, c);
    const bool in_title = k > 0 && citations[k - 1].title_first <= c.first && c.first < citations[k - 1].title_last + 1;
    const std::ptrdiff_t sentence = text.sentence_begin(c.first, 200);
    if (sentence != sentence_seen) {
      announced = announced_issuer(text, c.first, sentence);
      sentence_seen = sentence;
    }
    if (!c.issuer.empty() || in_title) continue;
    const Token& before = text[c.first - 1];
    if (announced.at >= 0 && (before.is(':') || before.is(';') || (before.is(',') && c.form != "named")))
      c.issuer = announced.issuer;
    if (c.issuer.empty()) {
      const std::size_t nearest = std::min<std::size_t>(k, 2);
      c.issuer = subject_of(text, c.first, std::span(citations).subspan(k - nearest, nearest));
    }
  }
}

}  // namespace intake
