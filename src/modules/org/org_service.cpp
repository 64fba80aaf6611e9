#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/org/org.h"
#include "modules/org/org_store.h"
#include "modules/org/unit_file.h"

namespace org {
namespace {

using base::ErrorKind;
using identity::Permission;

UnitItem item_of(const tree::UnitSpan& span, std::int64_t children = 0) {
  return {span.code, span.name, span.kind, span.level, span.parent_code, span.from, span.to, children, {}};
}

tree::UnitRow row_of(const tree::UnitSpan& span) {
  return {0, span.code, span.name, span.kind, span.level, span.parent_code, span.from, span.to};
}

[[noreturn]] void refuse(const std::vector<tree::RowProblem>& problems) {
  std::vector<base::FieldProblem> fields;
  for (const auto& p : problems) fields.push_back({p.field, p.key, p.parameters});
  throw base::FieldErrors(std::move(fields));
}

[[noreturn]] void refuse_field(const char* field, const char* key, base::Parameters parameters = {}) {
  throw base::FieldErrors({{field, key, std::move(parameters)}});
}

void check_version(const std::vector<tree::UnitSpan>& history, std::string_view version) {
  if (version.empty()) throw base::Error(ErrorKind::invalid, "org.version_needed");
  if (version != version_of(history))
    throw base::Error(ErrorKind::conflict, "org.changed_meanwhile", {{"code", history.front().code}});
}

std::string page_json(const std::vector<tree::UnitSpan>& history) {
  base::Json spans = base::Json::array();
  for (const auto& span : history) spans.push_back(base::to_json(item_of(span)));
  return spans.dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

}  // namespace

OrgService::Visible OrgService::access_unit(platform::Transaction& tx, const base::Actor& actor,
                                            std::string_view code) const {
  const auto scope = access_.scope(tx, actor, Permission::units_read);
  const auto unit = tree_.find_unit(tx, code);
  if (!unit || !scope.holds(tree_.path(tx, *unit))) throw base::Error(ErrorKind::not_found, "tree.unit_unknown");
  return {*unit, scope};
}

// What a unit that has ended is on that day, or what it is called now; nothing while it is what the span says.
std::vector<UnitName> OrgService::became(platform::Transaction& tx, const identity::Scope& scope,
                                         const tree::UnitSpan& span, base::Date on) const {
  std::vector<UnitName> names;
  for (const auto unit : tree_.resolve(tx, span.unit_id, on)) {
    const auto now = tree_.nearest_span(tx, unit, on);
    if ((unit != span.unit_id || now->name != span.name) && scope.holds(tree_.path(tx, unit)))
      names.push_back({now->code, now->name});
  }
  return names;
}

UnitList OrgService::list_roots(const base::Actor& actor, base::Date on) {
  auto tx = database_.begin_read();
  const auto scope = access_.scope(tx, actor, Permission::units_read);
  UnitList list;
  const auto add = [&](const tree::UnitSpan& span) {
    list.items.push_back(item_of(span, tree_.count_children(tx, span.unit_id, on)));
  };
  if (scope.everything)
    for (const auto& root : tree_.list_roots(tx, on)) add(root);
  for (const auto& path : scope.paths) {
    const auto unit = tx.find<tree::UnitId>("SELECT unit_id FROM tree_scope WHERE path = ?", path);
    if (const auto span = unit ? tree_.nearest_span(tx, *unit, on) : std::nullopt) add(*span);
  }
  std::sort(list.items.begin(), list.items.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  list.total = std::int64_t(list.items.size());
  return list;
}

UnitList OrgService::list_children(const base::Actor& actor, std::string_view code, base::Date on, int offset,
                                   int limit) {
  auto tx = database_.begin_read();
  const auto [unit, scope] = access_unit(tx, actor, code);
  UnitList list;
  if (scope.everything) {
    list.total = tree_.count_children(tx, unit, on);
    for (const auto& child : tree_.list_children(tx, unit, on, offset, limit))
      list.items.push_back(item_of(child.span, child.children));
    return list;
  }
  // On a day of the past something may have stood below that lies outside the scope today.
  for (const auto& child : tree_.list_children(tx, unit, on, 0, 100'000)) {
    if (!scope.holds(tree_.path(tx, child.span.unit_id))) continue;
    if (list.total++ >= offset && int(list.items.size()) < limit)
      list.items.push_back(item_of(child.span, child.children));
  }
  return list;
}

UnitList OrgService::search(const base::Actor& actor, std::string_view text, base::Date on, int limit) {
  auto tx = database_.begin_read();
  const auto scope = access_.scope(tx, actor, Permission::units_read);
  UnitList list;
  if (scope.nothing()) return list;
  std::set<tree::UnitId> found;
  for (const auto& span : tree_.search(tx, text, on, scope.paths, limit + 1))
    found.insert(span.unit_id), list.items.push_back(item_of(span, 0));
  if (int(list.items.size()) <= limit)
    for (const auto& span : tree_.search_former(tx, text, on, scope.paths, 2 * (limit + 1))) {
      if (int(list.items.size()) > limit || found.contains(span.unit_id)) continue;
      list.items.push_back(item_of(span, 0));
      list.items.back().became = became(tx, scope, span, on);
    }
  list.capped = int(list.items.size()) > limit;
  if (list.capped) list.items.pop_back();
  list.total = std::int64_t(list.items.size());
  return list;
}

UnitPage OrgService::read_page(platform::Transaction& tx, const base::Actor& actor, tree::UnitId unit,
                               base::Date on) const {
  const auto scope = access_.scope(tx, actor, Permission::units_read);
  const auto history = tree_.list_history(tx, unit);
  CHECK(!history.empty());
  const auto held = std::find_if(history.begin(), history.end(), [&](const auto& s) {
    return base::Interval{s.from, s.to}.contains(on);
  });
  UnitPage page;
  page.active = held != history.end();
  const tree::UnitSpan span = page.active ? *held : *tree_.nearest_span(tx, unit, on);
  page.unit = item_of(span, tree_.count_children(tx, unit, on));
  page.on = on;
  if (page.active && span.parent_id)
    for (const auto& above : tree_.list_ancestors(tx, *span.parent_id, on))
      if (scope.everything || scope.holds(tree_.path(tx, above.unit_id))) page.ancestors.push_back(item_of(above));
  for (const auto& s : history) page.history.push_back(item_of(s));
  page.unit.became = became(tx, scope, span, on);
  for (const auto& taken : tree_.list_predecessors(tx, unit))
    if (scope.holds(tree_.path(tx, taken.unit)))
      if (const auto last = tree_.nearest_span(tx, taken.unit, taken.on))
        page.predecessors.push_back({last->code, last->name});
  page.functions = list_stored_functions(tx, unit, on);
  for (auto& f : page.functions) f.unit_code = span.code;
  page.may_change = access_.may(tx, actor, Permission::units_manage, unit);
  page.version = version_of(history);
  return page;
}

UnitPage OrgService::get_unit(const base::Actor& actor, std::string_view code, base::Date on) {
  auto tx = database_.begin_read();
  return read_page(tx, actor, access_unit(tx, actor, code).id, on);
}

std::vector<UnitItem> OrgService::list_history(const base::Actor& actor, std::string_view code) {
  auto tx = database_.begin_read();
  std::vector<UnitItem> items;
  for (const auto& span : tree_.list_history(tx, access_unit(tx, actor, code).id)) items.push_back(item_of(span));
  return items;
}

// Whoever puts a unit somewhere must be allowed to change there. What they may not see is unknown to them.
void OrgService::require_parent(platform::Transaction& tx, const base::Actor& actor,
                                const std::string& parent_code) const {
  if (parent_code.empty()) return access_.require(tx, actor, Permission::units_manage, {});
  const auto parent = tree_.find_unit(tx, parent_code);
  if (!parent || !access_.may(tx, actor, Permission::units_read, *parent))
    refuse_field("parent_code", "tree.parent_unknown", {{"parent", parent_code}});
  access_.require(tx, actor, Permission::units_manage, *parent);
}

UnitPage OrgService::store_change(platform::Transaction& tx, const base::Actor& actor, tree::UnitId unit,
                                  std::span<const tree::UnitRow> rows, std::string_view verb, base::Date shown) {
  const auto before = unit ? tree_.list_history(tx, unit) : std::vector<tree::UnitSpan>{};
  if (const auto problems = tree_.check_rows(tx, rows); !problems.empty()) refuse(problems);
  tree_.store_rows(tx, rows, clock_.today());
  const auto stored = *tree_.find_unit(tx, rows.front().code);
  const auto after = tree_.list_history(tx, stored);
  audit_.record(tx, actor, std::string(verb), "unit", rows.front().code, stored.value,
                R"({"history":[)" + page_json(before) + "," + page_json(after) + "]}");
  auto page = read_page(tx, actor, stored, shown);
  tx.commit();
  return page;
}

UnitPage OrgService::add_unit(const base::Actor& actor, const NewUnit& unit) {
  auto tx = database_.begin();
  require_parent(tx, actor, unit.parent_code);
  if (tree_.find_unit(tx, unit.code))
    throw base::Error(ErrorKind::conflict, "org.code_taken", {{"code", unit.code}}).at_field("code");
  const tree::UnitRow rows[] = {{0, unit.code, base::squeeze(base::to_nfc(unit.name)), unit.kind, unit.level,
                                 unit.parent_code, unit.from, unit.to}};
  return store_change(tx, actor, {}, rows, "org.unit_added", unit.from);
}

UnitPage OrgService::change_unit(const base::Actor& actor, std::string_view code, const UnitChange& change,
                                 std::string_view version) {
  auto tx = database_.begin();
  const auto unit = access_unit(tx, actor, code).id;
  access_.require(tx, actor, Permission::units_manage, unit);
  const auto history = tree_.list_history(tx, unit);
  check_version(history, version);
  const auto held = std::find_if(history.begin(), history.end(), [&](const auto& s) {
    return base::Interval{s.from, s.to}.contains(change.from);
  });
  if (held == history.end())
    refuse_field("from", "org.not_active_then",
                 {{"code", std::string(code)}, {"day", base::to_vietnamese(change.from)}});
  auto row = row_of(*held);
  row.from = change.from;
  if (change.name) row.name = base::squeeze(base::to_nfc(*change.name));
  if (change.kind) row.kind = *change.kind;
  if (change.level) row.level = *change.level;
  if (change.parent_code) row.parent_code = *change.parent_code;
  const bool same = row.name == held->name && row.kind == held->kind && row.level == held->level &&
                    row.parent_code == held->parent_code;
  if (same) throw base::Error(ErrorKind::invalid, "org.nothing_changed");
  if (row.parent_code != held->parent_code) require_parent(tx, actor, row.parent_code);
  std::vector<tree::UnitRow> rows{row};
  for (auto later = held + 1; later != history.end(); ++later) rows.push_back(row_of(*later));
  return store_change(tx, actor, unit, rows, held->from == change.from ? "org.unit_corrected" : "org.unit_changed",
                      change.from);
}

UnitPage OrgService::end_unit(const base::Actor& actor, std::string_view code, base::Date on,
                              std::string_view version) {
  auto tx = database_.begin();
  const auto unit = access_unit(tx, actor, code).id;
  access_.require(tx, actor, Permission::units_manage, unit);
  const auto history = tree_.list_history(tx, unit);
  check_version(history, version);
  if (on <= history.front().from)
    refuse_field("on", "org.end_before_start",
                 {{"code", std::string(code)}, {"day", base::to_vietnamese(history.front().from)}});
  const auto last = std::find_if(history.rbegin(), history.rend(), [&](const auto& s) { return s.from < on; });
  if (last->to && *last->to < on)
    refuse_field("on", "org.not_active_then", {{"code", std::string(code)}, {"day", base::to_vietnamese(on)}});
  auto row = row_of(*last);
  row.to = on;
  return store_change(tx, actor, unit, std::vector{row}, "org.unit_ended", on);
}

std::vector<UnitFunction> OrgService::list_functions(const base::Actor& actor, std::string_view code, base::Date on) {
  auto tx = database_.begin_read();
  auto functions = list_stored_functions(tx, access_unit(tx, actor, code).id, on);
  for (auto& f : functions) f.unit_code = code;
  return functions;
}

UnitFunction OrgService::add_function(const base::Actor& actor, std::string_view code,
                                      const NewUnitFunction& function) {
  auto tx = database_.begin();
  const auto unit = access_unit(tx, actor, code).id;
  access_.require(tx, actor, Permission::units_manage, unit);
  if (function.to && *function.to <= function.from)
    refuse_field("to", "tree.dates_turned",
                 {{"from", base::to_vietnamese(function.from)}, {"to", base::to_vietnamese(*function.to)}});
  if (base::squeeze(function.text).empty()) refuse_field("text", "field.required");
  if (base::squeeze(function.document).empty()) refuse_field("document", "field.required");
  const auto id = insert_function(tx, unit, function, clock_.now());
  audit_.record(tx, actor, "org.function_added", "unit", std::string(code), unit.value,
                R"({"function":)" + base::to_json(function).dump() + "}");
  tx.commit();
  return {id, std::string(code), function.text, function.document, function.provision, function.from, function.to, 1};
}

StoredFunction OrgService::access_function(platform::Transaction& tx, const base::Actor& actor, std::int64_t id) const {
  auto found = find_function(tx, id);
  if (!found || !access_.may(tx, actor, Permission::units_read, found->unit))
    throw base::Error(ErrorKind::not_found, "org.function_unknown");
  found->function.unit_code = tree_.nearest_span(tx, found->unit, clock_.today())->code;
  return *found;
}

UnitFunction OrgService::get_function(const base::Actor& actor, std::int64_t id) {
  auto tx = database_.begin_read();
  return access_function(tx, actor, id).function;
}

UnitFunction OrgService::end_function(const base::Actor& actor, std::int64_t id, std::int64_t seen_version,
                                      base::Date on) {
  auto tx = database_.begin();
  auto [unit, f] = access_function(tx, actor, id);
  access_.require(tx, actor, Permission::units_manage, unit);
  if (f.version != seen_version) throw base::Error(ErrorKind::conflict, "org.function_changed");
  if (on <= f.from)
    refuse_field("on", "tree.dates_turned", {{"from", base::to_vietnamese(f.from)}, {"to", base::to_vietnamese(on)}});
  const std::string before = f.to ? base::to_iso(*f.to) : "";
  set_function_end(tx, id, on);
  f.to = on;
  ++f.version;
  audit_.record(tx, actor, "org.function_ended", "unit", f.unit_code, unit.value,
                base::Json{{"function", id}, {"to", {before, base::to_iso(on)}}}.dump());
  tx.commit();
  return f;
}

}  // namespace org
