#include <unordered_set>

#include "modules/org/org.h"
#include "modules/org/org_store.h"
#include "modules/org/unit_table.h"

namespace org {

using base::ErrorKind;
using identity::Permission;

std::int64_t OrgService::export_units(const base::Actor& actor, const std::filesystem::path& file,
                                      platform::TableFormat format) {
  std::int64_t count = 0;
  {
    auto tx = database_.begin_read();
    const auto scope = access_.scope(tx, actor, Permission::units_read);
    std::unordered_set<std::int64_t> visible;
    if (!scope.everything) {
      platform::Bindings bindings;
      const std::string where = scope.condition("s", bindings);
      for (auto r = tx.query_values("SELECT s.unit_id FROM tree_scope s WHERE " + where, bindings.values()); r->next();)
        visible.insert(r->integer(0));
    }
    const auto writer = platform::create_table(file, format, "Đơn vị", {5, 6});
    writer->add(std::vector<std::string>(std::begin(unit_columns), std::end(unit_columns)));
    tree_.each_span(tx, [&](const tree::UnitSpan& span) {
      if (!scope.everything && !visible.contains(span.unit_id.value)) return;
      writer->add(unit_cells(span));
      ++count;
    });
    writer->finish();
  }
  auto tx = database_.begin();
  audit_.record(tx, actor, "org.units_exported", "export", "", 0, base::Json{{"rows", count}}.dump());
  tx.commit();
  return count;
}

std::int64_t OrgService::import_functions(const base::Actor& actor, const std::filesystem::path& file) {
  const auto reader = platform::open_table(file);
  platform::TableRow row;
  if (!reader->next(row)) throw base::Error(ErrorKind::invalid, "table.empty");
  const std::vector<std::string> expected{"unit_code", "text", "document", "provision", "from", "to"};
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (i >= row.cells.size() || row.cells[i] != expected[i])
      throw base::Error(ErrorKind::invalid, "table.column_missing", {{"column", expected[i]}});
  auto tx = database_.begin();
  std::int64_t fresh = 0;
  while (reader->next(row)) {
    row.cells.resize(6);
    const auto unit = tree_.find_unit(tx, row.cells[0]);
    const auto from = base::parse_any_date(row.cells[4]), to = base::parse_any_date(row.cells[5]);
    const bool right =
        unit && from && (row.cells[5].empty() || (to && *from < *to)) && !row.cells[1].empty() && !row.cells[2].empty();
    if (!right) throw base::Error(ErrorKind::invalid, "org.function_row", {{"line", std::to_string(row.line)}});
    access_.require(tx, actor, Permission::units_manage, *unit);
    const NewUnitFunction function{row.cells[1], row.cells[2], row.cells[3], *from, to};
    if (has_function(tx, *unit, function)) continue;
    insert_function(tx, *unit, function, clock_.now());
    ++fresh;
  }
  audit_.record(tx, actor, "org.functions_imported", "import", "", 0, base::Json{{"rows", fresh}}.dump());
  tx.commit();
  return fresh;
}

}  // namespace org
