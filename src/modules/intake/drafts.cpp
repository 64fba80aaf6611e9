#include "modules/intake/drafts.h"

#include "base/text.h"

namespace intake {
namespace {

std::optional<base::Date> exact_day(const base::Json& canonical, const char* field) {
  const auto it = canonical.find(field);
  if (it == canonical.end() || !it->is_string()) return std::nullopt;
  return base::parse_iso_date(it->get<std::string>());
}

// The day of the event: the conference's, else the document's own date in its letterhead, else the first
// full date of the text (a page's date: inferred).
void find_day(Reading& reading) {
  for (const auto& d : reading.drafts)
    if (d.type == "conference" && (reading.day = exact_day(d.canonical, "date"))) return;
  for (const auto& d : reading.drafts)
    if (d.type == "document" && d.canonical.value("form", "") == "self" &&
        (reading.day = exact_day(d.canonical, "date")))
      return;
  for (const auto& d : reading.drafts) {
    if (d.type != "date") continue;
    reading.day = exact_day(d.canonical, "iso");
    if (!reading.day) reading.day = exact_day(d.canonical, "resolved");
    if (reading.day) {
      reading.day_inferred = true;
      return;
    }
  }
}

}  // namespace

base::Json to_json(const Value& value) {
  return std::visit(
      [](const auto& v) -> base::Json {
        using V = std::remove_cvref_t<decltype(v)>;
        if constexpr (std::is_same_v<V, List>) {
          base::Json array = base::Json::array();
          for (const auto& x : v) array.push_back(to_json(x));
          return array;
        } else if constexpr (std::is_same_v<V, Record>) {
          base::Json object = base::Json::object();
          for (const auto& [key, x] : v) object[std::string(key)] = to_json(x);
          return object;
        } else {
          return v;
        }
      },
      static_cast<const std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Record>&>(value));
}

base::Json to_json(const Fields& fields) {
  base::Json object = base::Json::object();
  for (const auto& [key, value] : fields.all()) object[std::string(key)] = to_json(value);
  return object;
}

Reading read_drafts(std::string_view nfc_text) {
  const SourceText text(nfc_text);
  const auto items = recognise(text);
  Reading reading;
  for (const auto& item : items) {
    base::Json candidates = base::Json::array();
    for (const auto& c : item.candidates)
      candidates.push_back({{"target", c.target}, {"reason", c.reason}, {"start", c.start}, {"end", c.end}});
    reading.drafts.push_back({item.id, std::string(to_string(item.type)), item.start, item.end,
                              text.slice(item.start, item.end), to_json(item.canonical),
                              std::string(to_string(item.certainty)), std::string(item.method), std::move(candidates),
                              item.optional});
  }
  reading.contradictions = contradictions(text, items);
  find_day(reading);
  return reading;
}

std::vector<Change> compare(const std::vector<Draft>& before, const std::vector<Draft>& after) {
  std::vector<Change> changes;
  std::vector<bool> taken(after.size(), false);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& old = before[i];
    std::optional<std::size_t> match;
    for (int pass = 0; pass < 2 && !match; ++pass)
      for (std::size_t k = 0; k < after.size() && !match; ++k) {
        const auto& now = after[k];
        if (taken[k] || now.type != old.type) continue;
        const bool same = now.start == old.start && now.end == old.end;
        if (pass == 0 ? same : now.start < old.end && old.start < now.end) match = k;
      }
    if (!match) {
      changes.push_back({Difference::removed, i, {}});
      continue;
    }
    taken[*match] = true;
    const auto& now = after[*match];
    const bool same = now.start == old.start && now.end == old.end && now.canonical == old.canonical;
    changes.push_back({same ? Difference::none : Difference::changed, i, match});
  }
  for (std::size_t k = 0; k < after.size(); ++k)
    if (!taken[k]) changes.push_back({Difference::added, {}, k});
  return changes;
}

void check_span(std::int64_t start, std::int64_t end, std::int64_t length) {
  if (start < 0 || end <= start || end > length)
    throw base::Error(base::ErrorKind::invalid, "intake.span_outside").at_field("start");
}

void check_values(const std::string& type, const base::Json& canonical) {
  const auto wrong = [](const char* field) {
    throw base::Error(base::ErrorKind::invalid, "intake.values_wrong", {{"field", field}})
        .at_field(std::string("canonical.") + field);
  };
  const auto text = [&](const char* field, bool needed) {
    const auto it = canonical.find(field);
    if (it == canonical.end() || it->is_null()) return needed ? wrong(field) : void();
    if (!it->is_string() || (needed && it->get<std::string>().empty()) || it->get<std::string>().size() > 4000)
      wrong(field);
  };
  if (!canonical.is_object() || canonical.dump(-1, ' ', false, base::Json::error_handler_t::replace).size() > 20000)
    wrong("canonical");
  if (type == "document") {
    text("kind", true);
    for (auto field : {"code", "issuer", "title"}) text(field, false);
    if (const auto it = canonical.find("date"); it != canonical.end() && !it->is_null() &&
                                                (!it->is_string() || !base::parse_partial_date(it->get<std::string>())))
      wrong("date");
  } else if (type == "person") {
    text("name", true);
    if (const auto it = canonical.find("offices"); it != canonical.end() && !it->is_null() && !it->is_array())
      wrong("offices");
  } else if (type == "organisation") {
    text("name", true);
  } else if (type == "figure") {
    if (!canonical.contains("value")) wrong("value");
  }
}

}  // namespace intake
