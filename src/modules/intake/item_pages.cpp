// What a reviewer sees of the items of a text: a part of the list, the counts of all, and what contradicts.

#include <charconv>

#include "base/text.h"
#include "modules/intake/intake.h"

namespace intake {

using identity::Permission;

namespace {

constexpr std::size_t most_contradictions = 200;

struct Cursor {
  Side side = Side::after;
  ItemPlace place;
};

std::string cursor_text(Side side, const StoredItem& item) {
  const auto& v = item.view;
  return (side == Side::after ? "after." : "before.") + std::to_string(v.start) + "." + std::to_string(v.end) + "." +
         std::to_string(v.id.value);
}

std::vector<std::string> keys_of_others(const base::Json& canonical) {
  std::vector<std::string> keys;
  if (auto key = text_field(canonical, "refers_to"); !key.empty()) keys.push_back(std::move(key));
  if (const auto stated = canonical.find("relations"); stated != canonical.end() && stated->is_array())
    for (const auto& relation : *stated)
      if (relation.is_object()) keys.push_back(text_field(relation, "target"));
  return keys;
}

// Errors: invalid "intake.cursor".
Cursor read_cursor(std::string_view text) {
  Cursor cursor;
  cursor.side = text.starts_with("before") ? Side::before : Side::after;
  const char *at = text.data() + text.find('.'), *end = text.data() + text.size();
  if (!text.starts_with("before.") && !text.starts_with("after.")) at = end;
  for (auto* number : {&cursor.place.start, &cursor.place.end, &cursor.place.id}) {
    const auto read = at == end || *at != '.' ? std::from_chars_result{at, std::errc::invalid_argument}
                                              : std::from_chars(at + 1, end, *number);
    if (read.ec != std::errc{}) at = nullptr;
    if (!at) break;
    at = read.ptr;
  }
  if (at != end) throw base::Error(base::ErrorKind::invalid, "intake.cursor").at_field("cursor");
  return cursor;
}

}  // namespace

const std::vector<documents::Candidate>& IntakeService::candidates(Desk& desk, const StoredItem& item) {
  static const std::vector<documents::Candidate> none;
  if (item.view.type != "document") return none;
  const auto& canonical = item.view.canonical;
  // "Nghị quyết này": whatever the full mention is.
  if (const auto* full = desk.by_key(text_field(canonical, "refers_to"));
      full && full->view.id != item.view.id && !full->view.canonical.contains("refers_to"))
    return candidates(desk, *full);
  if (text_field(canonical, "form") == "anaphor") return none;
  return candidates(desk, citation_of(canonical));
}

const std::vector<documents::Candidate>& IntakeService::candidates(Desk& desk, const documents::Citation& citation) {
  const auto [place, added] = desk.found.try_emplace(base::to_json(citation).dump());
  if (added) place->second = s_.documents.find_candidates(desk.tx, desk.actor, citation);
  return place->second;
}

// What the reader was sure of can mean several entries of the register, or none.
std::string IntakeService::certainty_of(Desk& desk, const StoredItem& item) {
  const auto& view = item.view;
  if (view.type != "document" || view.state != ItemState::waiting) return view.certainty;
  const auto& found = candidates(desk, item);
  if (found.size() > 1 && std::ranges::none_of(found, &documents::Candidate::exactly_one)) return "choose";
  const std::string form = text_field(view.canonical, "form");
  return found.empty() && form != "full" && form != "self" && form != "named" ? "needs_person" : view.certainty;
}

ItemView IntakeService::shown(Desk& desk, const StoredItem& item, base::Language language) {
  ItemView view = item.view;
  for (const auto& r : item.refusals) {
    const auto key = r.at("key").get<std::string>();
    view.refusals.push_back({key, base::sentence(key, r.at("parameters").get<base::Parameters>(), language)});
  }
  if (view.type != "document") return view;
  for (const auto& c : candidates(desk, item)) {
    view.candidates.push_back({c.id.value, c.label + (c.subject.empty() ? "" : " · " + c.subject),
                               std::string(base::enum_name(c.state)), c.reasons});
    if (view.document_id == c.id.value) view.document_label = c.label;
  }
  view.certainty = certainty_of(desk, item);
  for (const auto& key : keys_of_others(view.canonical))
    if (const auto* other = desk.by_key(key))
      view.others.push_back(
          {other->view.id, other->view.key, other->view.type, other->view.words, other->view.canonical});
  return view;
}

std::optional<ItemPlace> IntakeService::focus(platform::Transaction& tx, TextId id, const ItemQuery& query) {
  if (query.item) {
    const auto item = store_.find_item(tx, *query.item);
    if (item && item->text_id == id) return ItemPlace{item->view.start, item->view.end, item->view.id.value};
  }
  auto wanted = query.filter;
  if (query.at)
    wanted.from = *query.at;
  else if (query.begin == ItemsFrom::waiting && !wanted.waiting)
    wanted.waiting = true;
  else
    return std::nullopt;
  return store_.first_place(tx, id, wanted);
}

ItemPage IntakeService::list_items(const base::Actor& actor, TextId id, const ItemQuery& query,
                                   base::Language language) {
  auto tx = s_.database.begin_read();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_read));
  const auto beside = [&](Side side, const std::optional<ItemPlace>& place, int most) {
    return store_.list_beside(tx, id, query.filter, side, place, most);
  };
  std::vector<StoredItem> items;
  bool earlier = false, later = false;
  const auto take_one_more = [&](Side side, std::vector<StoredItem> some, int most) {
    auto& more = side == Side::after ? later : earlier;
    if (std::ssize(some) > most) more = true, some.erase(side == Side::after ? some.end() - 1 : some.begin());
    items.insert(side == Side::after ? items.end() : items.begin(), std::move_iterator(some.begin()),
                 std::move_iterator(some.end()));
  };
  if (!query.cursor.empty()) {
    const auto [side, place] = read_cursor(query.cursor);
    (side == Side::after ? earlier : later) = true;
    take_one_more(side, beside(side, place, query.limit + 1), query.limit);
  } else {
    auto place = focus(tx, id, query);
    const int above = place ? query.limit / 4 : 0;
    if (place) take_one_more(Side::before, beside(Side::before, place, above + 1), above);
    if (place) --place->id;  // the item itself is the first of those after
    take_one_more(Side::after, beside(Side::after, place, query.limit - above + 1), query.limit - above);
  }
  ItemPage page;
  page.total = store_.count_items(tx, id, query.filter);
  if (items.empty()) return page;
  const auto& first = items.front().view;
  if (earlier) {
    page.previous = cursor_text(Side::before, items.front());
    page.before = store_.count_items(tx, id, query.filter, ItemPlace{first.start, first.end, first.id.value});
  }
  if (later) page.next = cursor_text(Side::after, items.back());
  std::vector<const StoredItem*> shown_here;
  for (auto& item : items) shown_here.push_back(&on_desk.take(std::move(item)));
  for (const auto* item : shown_here) page.items.push_back(shown(on_desk, *item, language));
  return page;
}

ItemCounts IntakeService::count_items(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin_read();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_read));
  ItemCounts counts{store_.count_by_type(tx, id), store_.count_certain_others(tx, id)};
  for (const auto& item : store_.list_certain_documents(tx, id))
    if (certainty_of(on_desk, item) == "certain") ++counts.certain;
  return counts;
}

IntakeService::Contradictions IntakeService::list_contradictions(const base::Actor& actor, TextId id,
                                                                 base::Language language) {
  auto tx = s_.database.begin_read();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_read));
  Contradictions out{store_.list_contradictions(tx, id)};
  // Between this text and the register: the same number with another date.
  for (const auto& item : store_.list_numbered(tx, id)) {
    auto citation = citation_of(item.view.canonical);
    if (!citation.date || !citation.number) continue;
    const auto stated = *citation.date;
    citation.date.reset();
    const auto& found = candidates(on_desk, citation);
    const bool agrees = std::ranges::any_of(found, [&](const auto& c) { return c.issued && c.issued->meets(stated); });
    if (found.empty() || agrees || !found.front().issued) continue;
    out.items.push_back({0, "intake.contradiction.register_date", "",
                         base::Json::array({base::Json::array({item.view.start, item.view.end})}), stated.text(),
                         found.front().label + " " + found.front().issued->text()});
  }
  if ((out.capped = out.items.size() > most_contradictions)) out.items.resize(most_contradictions);
  if (out.items.empty()) return out;
  const std::string body = store_.body(tx, id);
  const auto points = base::to_code_points(body);
  for (auto& c : out.items) {
    c.sentence = base::sentence(c.key, {{"found", c.found}, {"expected", c.expected}}, language);
    for (auto& span : c.spans) {
      const auto start = span.at(0).get<std::size_t>(), end = span.at(1).get<std::size_t>();
      const auto words = std::u32string_view(points).substr(std::min(start, points.size()), end - start);
      span = {{"start", start}, {"end", end}, {"words", base::to_utf8(words)}};
    }
  }
  return out;
}

}  // namespace intake
