#pragma once
// From what the reader found to what a reviewer sees: pure, no SQL, no clock. Which day a text speaks of,
// how a newer reading differs from an older one, and what a corrected value must look like.

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/record.h"
#include "modules/intake/recognition/recognise.h"

namespace intake {

// A reading as it is stored.
struct Draft {
  std::string key, type;
  std::int64_t start = 0, end = 0;
  std::string words;
  base::Json canonical;
  std::string certainty, method;
  base::Json candidates;
  bool optional = false;
};

struct Reading {
  std::vector<Draft> drafts;
  std::vector<Contradiction> contradictions;
  std::optional<base::Date> day;  // of the event, else of the text itself
  bool day_inferred = false;      // from the page's own date, not from a stated event
};

Reading read_drafts(std::string_view nfc_text);

base::Json to_json(const Value& value);
base::Json to_json(const Fields& fields);

enum class Difference { none, added, changed, removed };
struct Change {
  Difference kind = Difference::none;
  std::optional<std::size_t> before, after;  // indexes
};
// Pairs an older reading's drafts with a newer one's by type and span; then by type and overlap. The newer ones take
// the keys of the older, so that what refers to them still does; those without a pair get keys of their own.
std::vector<Change> compare(const std::vector<Draft>& before, std::vector<Draft>& after);

// A field that holds words, or nothing.
std::string text_field(const base::Json& canonical, const char* field);

// The words of a span. Errors: invalid "intake.span_outside".
std::string words_of(const std::string& body, std::int64_t start, std::int64_t end);
// Errors: invalid "intake.type_unknown", "intake.values_wrong" at a field.
void check_values(const std::string& type, const base::Json& canonical);

}  // namespace intake
