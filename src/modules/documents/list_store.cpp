#include "modules/documents/list_store.h"

#include <algorithm>
#include <charconv>

namespace documents {
namespace {

// Of more documents than this, the statuses of all there are are read at once.
constexpr std::int64_t many = 20000;
constexpr std::size_t ids_at_once = 512;
constexpr std::size_t first_part = 2048, part_grows = 8;

std::int64_t cell_of_day(base::Date day) { return position_of_day(day) >> 32; }

IdSet set_of(std::span<const std::int64_t> ids) {
  IdSet set;
  for (const auto id : ids) set.add(id);
  return set;
}

// Whether the greatest comes first.
bool falls(Sort sort) { return sort == Sort::newest || sort == Sort::registered; }

std::vector<std::int64_t> list_of(const IdSet& set) {
  std::vector<std::int64_t> ids;
  set.each([&](std::int64_t id) { ids.push_back(id); });
  return ids;
}

}  // namespace

Lister::Lister(Transaction& tx, Viewer& viewer, const DocumentQuery& query, base::Date today)
    : tx_(tx),
      viewer_(viewer),
      query_(query),
      on_(query.on.value_or(today)),
      words_(parse_search(query.text)),
      index_(viewer.index()) {
  find();
}

// Each set leaves less of what was found.
void Lister::find() {
  if (words_.empty() && query_.text.find_first_not_of(" \t\n") != std::string::npos) return;
  if (query_.state)
    hits_ = index_.with_any({"_s_" + std::string(base::enum_name(*query_.state))});
  else
    hits_ = index_.with_any({"_s_registered", "_s_stub"});
  auto wanted = facets();
  wanted.insert(wanted.end(), words_.words.begin(), words_.words.end());
  for (std::size_t i = 0; i < wanted.size() && !hits_.empty(); ++i) {
    const bool prefix = !words_.empty() && words_.last_is_prefix && i + 1 == wanted.size();
    hits_ &= prefix ? index_.with_prefix(wanted[i]) : index_.with_any({wanted[i]});
  }
  viewer_.keep_seen(hits_);
  if (!hits_.empty()) keep_period();
}

std::vector<std::string> Lister::facets() const {
  std::vector<std::string> all;
  const auto add = [&](const char* facet, const std::string& text) {
    if (!text.empty()) all.push_back(facet + field_key(text));
  };
  if (!query_.kind.empty()) all.push_back("_k_" + query_.kind);
  if (!query_.code.empty()) add("_c_", code_key(query_.code));
  add("_f_", query_.field);
  add("_i_", query_.issuer);
  add("_a_", query_.advising);
  if (query_.term) all.push_back("_t_" + std::to_string(*query_.term));
  if (!query_.unit.empty()) {
    const auto unit = viewer_.find_unit(query_.unit);
    all.push_back(unit ? "_u_" + std::to_string(unit->value) : "_u_");
  }
  if (query_.status && *query_.status != EffectStatus::unknown)
    all.push_back("_e_" + std::string(base::enum_name(*query_.status)));
  return all;
}

void Lister::keep_period() {
  auto least = query_.from ? cell_of_day(*query_.from) : 0, below = std::numeric_limits<std::int64_t>::max();
  if (query_.to) below = cell_of_day(*query_.to);
  if (query_.status) below = std::min(below, cell_of_day(on_) + 1);
  if (least == 0 && below == std::numeric_limits<std::int64_t>::max()) return;
  auto& days = index_.column(Cell::day);
  hits_.keep_if([&](std::int64_t id) { return days.of(id) >= least && days.of(id) < below; });
}

// What has no number has no place in their order.
void Lister::keep_numbered() {
  if (query_.sort != Sort::number) return;
  auto& numbers = index_.column(Cell::number);
  hits_.keep_if([&](std::int64_t id) { return numbers.of(id) > 0; });
}

Lister::Found Lister::found_at(Key key) const {
  const Key place = falls(query_.sort) ? ~key : key;
  const auto id = std::int64_t(place & 0xFFFFFFFF);
  if (query_.sort != Sort::number) return {id, std::to_string(place)};
  return {id, std::to_string((place >> 32) - 1) + "." + std::to_string(id)};
}

std::optional<Lister::Key> Lister::read_cursor(const std::string& text) const {
  if (text.empty()) return std::nullopt;
  std::uint64_t first = 0, second = 0;
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, first);
  if (error == std::errc{} && at != end && *at == '.')
    std::tie(at, error) = [&] {
      const auto r = std::from_chars(at + 1, end, second);
      return std::tuple(r.ptr, r.ec);
    }();
  if (error != std::errc{} || at != end)
    throw base::Error(base::ErrorKind::invalid, "documents.cursor").at_field("cursor");
  if (query_.sort == Sort::number) return (first + 1) << 32 | (second & 0xFFFFFFFF);
  return falls(query_.sort) ? ~first : first;
}

// The least keys after this one, in order. Twice as many are kept as are wanted, and cut back when there are more.
std::vector<Lister::Key> Lister::next_keys(std::optional<Key> after, std::size_t most) {
  std::vector<Key> keys;
  const std::size_t room = 2 * most + 1000;
  Key below = std::numeric_limits<Key>::max();
  const auto cut = [&] {
    if (keys.size() <= most) return;
    std::ranges::nth_element(keys, keys.begin() + std::ptrdiff_t(most));
    below = keys[most];
    keys.resize(most);
  };
  auto* cells = query_.sort == Sort::registered
                    ? nullptr
                    : &index_.column(query_.sort == Sort::number ? Cell::number : Cell::day);
  hits_.each([&](std::int64_t id) {
    const Key place = (cells ? Key(cells->of(id)) << 32 : 0) | Key(id), key = falls(query_.sort) ? ~place : place;
    if (key >= below || (after && key <= *after)) return;
    keys.push_back(key);
    if (keys.size() >= room) cut();
  });
  cut();
  std::ranges::sort(keys);
  return keys;
}

std::vector<Lister::Found> Lister::page(const std::string& cursor, int limit) {
  std::vector<Found> found;
  auto after = read_cursor(cursor);
  keep_numbered();
  for (auto most = std::size_t(limit);; most *= part_grows) {
    const auto keys = next_keys(after, most);
    IdSet ids;
    for (const auto key : keys) ids.add(found_at(key).id);
    if (query_.status) ids = with_status(ids);
    for (const auto key : keys) {
      if (auto next = found_at(key); ids.contains(next.id)) found.push_back(std::move(next));
      if (std::ssize(found) == limit) return found;
    }
    if (keys.size() < most) return found;
    after = keys.back();
  }
}

std::int64_t Lister::count(std::int64_t at_most) {
  keep_numbered();
  const auto capped = [&](std::int64_t total) { return at_most > 0 ? std::min(total, at_most) : total; };
  if (!query_.status) return capped(hits_.size());
  if (at_most == 0) return with_status(hits_).size();
  const auto ids = list_of(hits_);
  std::int64_t total = 0;
  for (std::size_t from = 0, part = first_part; from < ids.size() && total < at_most; from += part, part *= part_grows)
    total += with_status(set_of(std::span(ids).subspan(from, std::min(part, ids.size() - from)))).size();
  return capped(total);
}

// Those of them that have the wanted status on the day.
IdSet Lister::with_status(const IdSet& documents) const {
  const bool unknown = *query_.status == EffectStatus::unknown;
  const std::string sql =
      std::string("SELECT document_id FROM documents_effect WHERE from_on <= ? AND (to_on IS NULL OR to_on > ?)") +
      (unknown ? "" : " AND status = ?");
  IdSet with;
  const auto read = [&](std::span<const std::int64_t> ids) {
    std::string text = sql;
    platform::Bindings values;
    values.add(on_);
    values.add(on_);
    if (!unknown) values.add(base::enum_name(*query_.status));
    if (!ids.empty()) {
      std::size_t count = ids.size();
      text += " AND document_id IN (" + places_for(count) + ")";
      for (std::size_t i = 0; i < count; ++i) values.add(ids[std::min(i, ids.size() - 1)]);
    }
    const auto rows = tx_.query_values(text, values.values());
    while (rows->next()) with.add(rows->integer(0));
  };
  if (documents.size() > many) {
    read({});
  } else {
    const auto ids = list_of(documents);
    for (std::size_t from = 0; from < ids.size(); from += ids_at_once)
      read(std::span(ids).subspan(from, std::min(ids_at_once, ids.size() - from)));
  }
  IdSet kept = documents;
  unknown ? kept -= with : kept &= with;
  return kept;
}

}  // namespace documents
