#include "modules/members/import_units.h"

namespace members {
namespace {

constexpr std::uint32_t few_units = 2'000;  // looked up one by one; of more the whole tree is read

UnitLife read_unit(platform::Transaction& tx, const tree::Tree& tree, tree::UnitId unit) {
  UnitLife life;
  for (const auto& span : tree.list_history(tx, unit)) life.add(span);
  return life;
}

std::string code_of(platform::Transaction& tx, const tree::Tree& tree, tree::UnitId unit) {
  return tree.list_history(tx, unit).front().code;
}

}  // namespace

const char* UnitLife::refuses(std::int32_t from, std::int32_t to) const {
  if (from < stretches.front().from) return "members.import_unit_not_yet";
  for (const auto& s : stretches) {
    if (s.to <= from) continue;
    if (s.from > from) return "members.import_unit_ended";
    if (!s.is_cell) return "members.import_not_a_cell";
    if (to <= s.to) return nullptr;
    from = s.to;
  }
  return "members.import_unit_ended";
}

std::vector<UnitLife> read_units(platform::Transaction& tx, const tree::Tree& tree, const Words& codes) {
  std::vector<UnitLife> units(codes.size());
  if (codes.size() > few_units) {
    tree.each_span(tx, [&](const tree::UnitSpan& span) {
      if (const auto number = codes.find(span.code)) units[*number].add(span);
    });
    return units;
  }
  for (std::uint32_t i = 0; i < codes.size(); ++i)
    if (const auto unit = tree.find_unit(tx, codes.at(i))) units[i] = read_unit(tx, tree, *unit);
  return units;
}

void follow_successors(platform::Transaction& tx, const tree::Tree& tree, SpellFile& file, std::vector<UnitLife>& units,
                       ImportProblems& problems) {
  std::map<std::pair<std::uint32_t, std::int32_t>, std::vector<tree::UnitId>> known;
  for (auto& line : file.lines) {
    if (line.fate == Fate::refused || !units[line.unit].id || line.from < units[line.unit].end()) continue;
    const tree::UnitId gone{units[line.unit].id};
    const auto [found, fresh] = known.try_emplace({line.unit, line.from});
    if (fresh) found->second = tree.resolve(tx, gone, base::Date{line.from});
    const auto& ends = found->second;
    if (ends.size() > 1) {
      std::string codes;
      for (const auto end : ends) codes += (codes.empty() ? "" : ", ") + code_of(tx, tree, end);
      problems.say(line.line, "unit_code", "members.import_unit_divided",
                   {{"code", std::string(file.units.at(line.unit))}, {"codes", codes}});
      line.fate = Fate::refused;
    } else if (ends.size() == 1 && ends.front() != gone) {
      line.unit = file.units.add(code_of(tx, tree, ends.front()));
      if (line.unit == units.size()) units.push_back(read_unit(tx, tree, ends.front()));
    }
  }
}

}  // namespace members
