#include "modules/org/unit_table.h"

namespace org {

bool read_unit_row(const platform::TableColumns& columns, const platform::TableRow& cells, tree::UnitRow& row,
                   std::vector<ImportProblem>& problems) {
  const auto before = problems.size();
  const auto say = [&](std::size_t column, const char* key, base::Parameters p = {}) {
    problems.push_back({cells.line, std::string(unit_columns[column]), key, std::move(p)});
  };
  row.line = cells.line;
  row.code = columns.cell(cells, 0);
  row.name = columns.cell(cells, 1);
  const auto value = [](std::string text) { return text.substr(0, 60); };
  if (const auto kind = base::parse_enum<tree::UnitKind>(columns.cell(cells, 2)))
    row.kind = *kind;
  else
    say(2, "org.kind_unknown", {{"value", value(columns.cell(cells, 2))}});
  if (const auto level = base::parse_enum<tree::UnitLevel>(columns.cell(cells, 3)))
    row.level = *level;
  else
    say(3, "org.level_unknown", {{"value", value(columns.cell(cells, 3))}});
  row.parent_code = columns.cell(cells, 4);
  if (const auto from = base::parse_any_date(columns.cell(cells, 5)))
    row.from = *from;
  else
    say(5, columns.cell(cells, 5).empty() ? "field.required" : "org.date_impossible",
        {{"value", value(columns.cell(cells, 5))}});
  row.to.reset();
  if (const auto end = columns.cell(cells, 6); !end.empty()) {
    row.to = base::parse_any_date(end);
    if (!row.to) say(6, "org.date_impossible", {{"value", value(end)}});
  }
  return problems.size() == before;
}

std::vector<std::string> unit_cells(const tree::UnitSpan& span) {
  return {span.code,
          span.name,
          std::string(base::enum_name(span.kind)),
          std::string(base::enum_name(span.level)),
          span.parent_code,
          base::to_iso(span.from),
          span.to ? base::to_iso(*span.to) : ""};
}

}  // namespace org
