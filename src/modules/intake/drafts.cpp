#include "modules/intake/drafts.h"

#include <algorithm>
#include <map>
#include <set>

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

// Items refer to each other by key: in relations and from "this resolution" to the full mention.
void rename_keys(Draft& draft, const std::map<std::string, std::string>& names) {
  const auto rename = [&](base::Json& place) {
    if (!place.is_string()) return;
    if (const auto it = names.find(place.get<std::string>()); it != names.end()) place = it->second;
  };
  draft.key = names.at(draft.key);
  if (draft.canonical.contains("refers_to")) rename(draft.canonical["refers_to"]);
  if (const auto relations = draft.canonical.find("relations"); relations != draft.canonical.end())
    for (auto& relation : *relations)
      if (relation.is_object() && relation.contains("target")) rename(relation["target"]);
}

// The newer readings of one type that have no pair yet, by where they start.
struct Unpaired {
  std::multimap<std::int64_t, std::size_t> by_start;
  std::int64_t longest = 0;  // Units: code points
};

// For each older reading the newer one of its type with the same span; else the first that overlaps it.
std::vector<std::optional<std::size_t>> pair_up(const std::vector<Draft>& before, const std::vector<Draft>& after) {
  std::map<std::string, Unpaired> unpaired;
  for (std::size_t k = 0; k < after.size(); ++k) {
    auto& same_type = unpaired[after[k].type];
    same_type.by_start.emplace(after[k].start, k);
    same_type.longest = std::max(same_type.longest, after[k].end - after[k].start);
  }
  std::vector<std::optional<std::size_t>> match(before.size());
  for (const bool exactly : {true, false})
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (match[i]) continue;
      const auto& old = before[i];
      auto& [by_start, longest] = unpaired[old.type];
      auto it = by_start.lower_bound(exactly ? old.start : old.start - longest);
      for (; it != by_start.end() && it->first < old.end; ++it) {
        const auto& now = after[it->second];
        if (exactly ? now.start == old.start && now.end == old.end : old.start < now.end) break;
      }
      if (it == by_start.end() || it->first >= old.end) continue;
      match[i] = it->second;
      by_start.erase(it);
    }
  return match;
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

std::string text_field(const base::Json& canonical, const char* field) {
  const auto it = canonical.find(field);
  return it != canonical.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::vector<Change> compare(const std::vector<Draft>& before, std::vector<Draft>& after) {
  const auto match = pair_up(before, after);
  std::vector<bool> taken(after.size(), false);
  for (const auto& k : match)
    if (k) taken[*k] = true;

  std::set<std::string> used;
  std::map<std::string, std::string> renamed;
  for (const auto& old : before) used.insert(old.key);
  for (std::size_t i = 0; i < before.size(); ++i)
    if (match[i]) renamed[after[*match[i]].key] = before[i].key;
  for (const auto& now : after) {
    std::string key = now.key;
    for (int n = 2; !renamed.contains(now.key) && !used.insert(key).second; ++n)
      key = now.key + "." + std::to_string(n);
    renamed.try_emplace(now.key, key);
  }
  for (auto& now : after) rename_keys(now, renamed);

  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!match[i]) {
      changes.push_back({Difference::removed, i, {}});
      continue;
    }
    const auto &old = before[i], &now = after[*match[i]];
    const bool same = now.start == old.start && now.end == old.end && now.canonical == old.canonical;
    changes.push_back({same ? Difference::none : Difference::changed, i, match[i]});
  }
  for (std::size_t k = 0; k < after.size(); ++k)
    if (!taken[k]) changes.push_back({Difference::added, {}, k});
  return changes;
}

std::string words_of(const std::string& body, std::int64_t start, std::int64_t end) {
  const auto points = base::to_code_points(body);
  if (start < 0 || end <= start || end > std::int64_t(points.size()))
    throw base::Error(base::ErrorKind::invalid, "intake.span_outside").at_field("start");
  return base::to_utf8(std::u32string_view(points).substr(std::size_t(start), std::size_t(end - start)));
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
    if (const auto it = canonical.find("offices"); it != canonical.end() && !it->is_null())
      if (!it->is_array() || !std::all_of(it->begin(), it->end(), [](const auto& o) { return o.is_string(); }))
        wrong("offices");
  } else if (type == "organisation") {
    text("name", true);
  } else if (type == "figure") {
    if (!canonical.contains("value")) wrong("value");
  } else if (type == "date") {
    text("iso", false);
  } else if (type == "task" || type == "proposal") {
    text("summary", false);
  } else if (type == "award" || type == "conference") {
    text("name", false);
  } else {
    throw base::Error(base::ErrorKind::invalid, "intake.type_unknown", {{"type", type}}).at_field("type");
  }
}

}  // namespace intake
