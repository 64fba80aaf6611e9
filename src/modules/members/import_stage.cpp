#include "modules/members/import_stage.h"

#include <algorithm>
#include <chrono>

namespace members {
namespace {

using platform::Value;

// Others wait for one piece.
constexpr std::int64_t rows_at_once = 50'000;
constexpr std::chrono::milliseconds time_at_once{300};

// ISO text of days by the million: most come again and again.
class DayTexts {
 public:
  Value of(std::int32_t day) {
    if (day == no_day) return nullptr;
    auto& text = texts_.at(std::size_t(day - first));
    if (text.empty()) text = base::to_iso(base::Date{day});
    return std::string_view(text);
  }

 private:
  static constexpr std::int32_t first = -43'829, last = 84'005;  // 1850-01-01, 2199-12-31
  std::vector<std::string> texts_{std::size_t(last - first + 1)};
};

template <class E>
Value name_of(std::uint8_t value) {
  if (value == no_value) return nullptr;
  return base::enum_name(E(value));
}

Value text_or_null(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }

// Lines of one stretch of members by their units: both indexes of the table then grow page by page, and not all over.
std::vector<std::uint32_t> order_of_laying(const SpellFile& file, const CheckedSpells& checked) {
  constexpr std::size_t stretch = 500'000;
  std::vector<std::uint32_t> order;
  std::vector<std::pair<std::int64_t, std::uint32_t>> lines;  // unit, place
  const auto lay = [&] {
    std::sort(lines.begin(), lines.end());
    for (const auto& line : lines) order.push_back(line.second);
    lines.clear();
  };
  for (std::uint32_t i = 0; i < file.lines.size(); ++i) {
    const auto& line = file.lines[i];
    if (line.fate != Fate::fresh || checked.corrects.contains(line.code)) continue;
    lines.emplace_back(checked.units[line.unit], i);
    if (lines.size() == stretch) lay();
  }
  lay();
  return order;
}

// Of the members who get spells; a correction makes another version.
std::int64_t versions_of(const SpellFile& file, const CheckedSpells& checked) {
  std::int64_t sum = 0, last = 0;
  for (const auto& line : file.lines) {
    if (line.fate != Fate::fresh) continue;
    const auto& member = checked.known[line.code];
    if (std::exchange(last, member.id) != member.id) sum += member.version + checked.corrects.contains(line.code);
  }
  return sum;
}

template <class Lines, class Add>
void in_pieces(platform::Database& database, std::string_view table, std::span<const std::string_view> columns,
               const Lines& lines, const Laid& laid, Add&& add) {
  std::int64_t done = 0;
  for (std::size_t at = 0; at < lines.size();) {
    auto tx = database.begin();
    const auto until = std::chrono::steady_clock::now() + time_at_once;
    auto bulk = tx.bulk_insert(table, columns);
    for (std::int64_t count = 0; at < lines.size() && count < rows_at_once; ++at) {
      if (!add(*bulk, lines[at])) continue;
      ++done;
      if (++count % 1000 == 0 && std::chrono::steady_clock::now() > until) {
        ++at;
        break;
      }
    }
    bulk->finish();
    bulk.reset();
    tx.commit();
    laid(done);
  }
}

}  // namespace

StoredMember new_member(const MemberLine& line, const MemberFile& file, const CitizenNumbers& citizens) {
  StoredMember member;
  member.code = std::string(file.codes.at(line.code));
  return corrected(member, line, file, citizens);
}

void stage_members(platform::Database& database, const MemberFile& file, std::int64_t batch,
                   const CitizenNumbers& citizens, const Laid& laid) {
  static constexpr std::string_view columns[] = {"code",           "full_name",    "gender",      "birth_date",
                                                 "ethnicity",      "education",    "occupation",  "focus_group",
                                                 "citizen_sealed", "citizen_hash", "admitted_on", "ceremony_on",
                                                 "official_on",    "standing",     "batch_id",    "version"};
  DayTexts days;
  std::string birth, sealed, hash;
  in_pieces(
      database, "members_member", columns, file.lines, laid, [&](platform::BulkInsert& bulk, const MemberLine& m) {
        if (m.fate != Fate::fresh) return false;
        const auto date = birth_of(m);
        birth = date ? date->text() : "";
        if (m.citizen) {
          const auto digits = file.citizens.at(m.citizen);
          sealed = citizens.seal(digits);
          hash = citizens.hash(digits);
        }
        const Value row[] = {file.codes.at(m.code),
                             file.names.at(m.name),
                             name_of<Gender>(m.gender),
                             text_or_null(birth),
                             text_or_null(file.ethnicities.at(m.ethnicity)),
                             name_of<Education>(m.education),
                             text_or_null(file.occupations.at(m.occupation)),
                             base::enum_name(m.focus_group == no_value ? FocusGroup::none : FocusGroup(m.focus_group)),
                             m.citizen ? Value(platform::Blob{sealed}) : Value(nullptr),
                             m.citizen ? Value(platform::Blob{hash}) : Value(nullptr),
                             days.of(m.admitted),
                             days.of(m.ceremony),
                             days.of(m.official),
                             base::enum_name(m.standing == no_value ? Standing::active : Standing(m.standing)),
                             batch,
                             std::int64_t(1)};
        bulk.add(row);
        return true;
      });
}

std::int64_t stage_spells(platform::Database& database, const SpellFile& file, const CheckedSpells& checked,
                          const std::vector<std::int64_t>& documents, std::int64_t batch, const Laid& laid) {
  static constexpr std::string_view columns[] = {"member_id", "unit_id", "status",      "from_date",
                                                 "to_date",   "reason",  "document_id", "batch_id"};
  DayTexts days;
  const auto order = order_of_laying(file, checked);
  in_pieces(database, "members_spell", columns, order, laid, [&](platform::BulkInsert& bulk, std::uint32_t place) {
    const auto& s = file.lines[place];
    const auto& member = checked.known[s.code];
    const auto document = documents[s.document];
    const Value row[] = {member.id,
                         checked.units[s.unit],
                         name_of<Status>(s.status),
                         days.of(s.from),
                         days.of(s.to),
                         name_of<EndReason>(s.reason),
                         document ? Value(document) : Value(nullptr),
                         batch};
    bulk.add(row);
    return true;
  });
  return versions_of(file, checked);
}

}  // namespace members
