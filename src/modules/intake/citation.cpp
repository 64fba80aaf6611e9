#include <charconv>

#include "modules/intake/intake.h"

namespace intake {
namespace {

std::optional<std::int64_t> whole_number(const base::Json& canonical, const char* field) {
  const auto it = canonical.find(field);
  if (it == canonical.end()) return std::nullopt;
  if (it->is_number_integer()) return it->get<std::int64_t>();
  if (!it->is_string()) return std::nullopt;
  const auto& text = it->get_ref<const std::string&>();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

// "04" has no suffix; "04a" has "a".
std::string suffix_of(const base::Json& canonical) {
  const std::string number = text_field(canonical, "number");
  const auto at = number.find_first_not_of("0123456789");
  return at == std::string::npos ? std::string() : number.substr(at);
}

}  // namespace

documents::Citation citation_of(const base::Json& canonical) {
  documents::Citation c;
  c.kind = text_field(canonical, "kind");
  c.number = whole_number(canonical, "number");
  c.suffix = suffix_of(canonical);
  c.code = text_field(canonical, "code");
  c.year = whole_number(canonical, "year");
  c.date = base::parse_partial_date(text_field(canonical, "date"));
  c.issuer = text_field(canonical, "issuer");
  c.title = text_field(canonical, "title");
  c.session = whole_number(canonical, "session");
  c.term = whole_number(canonical, "term");
  c.congress = whole_number(canonical, "congress");
  return c;
}

}  // namespace intake
