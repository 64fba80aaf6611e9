#include "modules/intake/recognition/citations.h"

#include <set>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

Value text_or_null(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

Item to_item(const SourceText& text, const Citation& c) {
  Item item;
  item.type = ItemType::document;
  item.start = text[c.first].start;
  item.end = text[c.last - 1].end;
  item.optional = c.optional;
  item.method = c.form;
  Fields& fields = item.canonical;
  fields.reserve(10);
  fields.set("kind", c.kind).set("number", text_or_null(c.number)).set("code", text_or_null(c.code));
  fields.set("issuer", text_or_null(c.issuer)).set("date", text_or_null(c.date)).set("form", c.form);
  if (c.session) fields.set("session", c.session);
  if (c.term) fields.set("term", c.term);
  if (c.congress) fields.set("congress", c.congress);
  if (c.year) fields.set("year", c.year);
  if (c.collective) {
    List kinds;
    for (const std::string& kind : c.kinds) kinds.emplace_back(kind);
    fields.set("kinds", std::move(kinds)).set("collective", true);
  }
  if (c.title_last > c.title_first) {
    const std::size_t start = text[c.title_first].start, end = text[c.title_last - 1].end;
    fields.set("title", text.squeezed(start, end)).set("title_start", start).set("title_end", end);
  }
  if (!c.known_sign || c.repaired) item.certainty = Certainty::needs_person, item.confidence = 0.6;
  return item;
}

// The title of an outer citation ends after the number of the one inside it.
void cut_titles(const SourceText& text, Citations& citations) {
  for (std::size_t k = 0; k + 1 < citations.size(); ++k) {
    Citation& c = citations[k];
    const Citation& next = citations[k + 1];
    if (c.title_last <= c.title_first || next.first < c.title_first || next.first >= c.title_last) continue;
    if (text[c.title_first - 1].kind == TokenKind::quote) continue;
    std::ptrdiff_t end = next.last;
    if (next.form == "full" || next.form == "short") {
      end = next.first;
      while (end < next.last && !text[end].is(words::ngay) && !text[end].is(words::cua) && !text[end].is(',') &&
             !text[end].is(words::nam))
        ++end;
    }
    c.title_last = end;
  }
}

// "quy định này" in lower case (or where a sentence starts) points at a document only when one of its kind was named
// before.
void drop_vague_anaphors(const SourceText& text, Citations& citations) {
  std::set<std::string> named;
  std::erase_if(citations, [&](const Citation& c) {
    if (c.form != "anaphor") return named.insert(c.kind), false;
    const bool pointed = text[c.first].is_capitalised() && !text[c.first].has(Token::sentence_first);
    return !pointed && !named.contains(c.kind);
  });
}

class DocumentReader {
 public:
  explicit DocumentReader(const SourceText& text) : text_(text) {}

  Citations run() {
    const auto tokens = text_.tokens();
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(tokens.size());) {
      const Token& token = tokens[std::size_t(i)];
      std::ptrdiff_t next = 0;
      if ((token.triggers & starts_document) != 0)
        next = read(i);
      else if (token.is_number() && (tokens[std::size_t(i) + 1].is('-') || tokens[std::size_t(i) + 1].is('/')))
        next = read_bare_reference(text_, i, found_);
      i = next > i ? next : i + 1;
    }
    return std::move(found_);
  }

 private:
  std::ptrdiff_t read(std::ptrdiff_t i) {
    if (text_[i].is(words::so)) {
      const bool has_self = !found_.empty() && found_.front().form == "self";
      return has_self ? 0 : read_own_number(text_, i, found_);
    }
    const KindScan kind = scan_kind(text_, i);
    if (!kind) return 0;
    using Reader = std::ptrdiff_t (*)(const SourceText&, std::ptrdiff_t, const KindScan&, Citations&);
    static constexpr Reader readers[] = {read_numbered, read_plenum, read_congress, read_anaphor, read_named};
    for (const Reader reader : readers)
      if (const std::ptrdiff_t end = reader(text_, i, kind, found_)) return end;
    return 0;
  }

  const SourceText& text_;
  Citations found_;
};

}  // namespace

void recognise_documents(const SourceText& text, std::vector<Item>& items) {
  Citations citations = DocumentReader(text).run();
  drop_vague_anaphors(text, citations);
  cut_titles(text, citations);
  fill_from_clause(text, citations);
  items.reserve(items.size() + citations.size());
  for (const Citation& c : citations) items.push_back(to_item(text, c));
}

}  // namespace intake
