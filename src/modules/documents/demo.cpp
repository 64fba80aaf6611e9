#include <map>

#include "modules/documents/machine.h"
#include "platform/table/table.h"

namespace documents {
namespace {

// The rows of a CSV file by the names of its first line.
std::vector<std::map<std::string, std::string>> read_named_rows(const std::filesystem::path& path) {
  std::vector<std::map<std::string, std::string>> rows;
  const auto reader = platform::open_table(path);
  platform::TableRow row;
  std::vector<std::string> names;
  while (reader->next(row)) {
    if (names.empty()) {
      names = row.cells;
      continue;
    }
    auto& named = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) named[names[i]] = i < row.cells.size() ? row.cells[i] : "";
  }
  return rows;
}

std::optional<std::int64_t> number_in(const std::string& text) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(text);
}

Document document_in(std::map<std::string, std::string>& row) {
  Document d;
  d.owner_unit = row["owner_unit"];
  d.kind = row["kind"];
  d.number = number_in(row["number"]);
  d.code = row["code"];
  d.year = number_in(row["year"]);
  d.issued = base::parse_partial_date(row["issued"]);
  d.issuer = row["issuer"];
  d.advising = row["advising"];
  d.subject = row["subject"];
  d.field = row["field"];
  d.open_to_all = true;  // public documents
  d.effective_from = base::parse_iso_date(row["effective_from"]);
  d.source = row["source"];
  for (std::string rest = row["aliases"]; !rest.empty();) {
    const auto cut = rest.find(';');
    d.aliases.push_back(rest.substr(0, cut));
    rest = cut == std::string::npos ? "" : rest.substr(cut + 1);
  }
  return d;
}

std::optional<DocumentId> named_document(Transaction& tx, const std::string& text) {
  if (const auto id = store::find_by_reference(tx, text)) return DocumentId{*id};
  const auto ids = store::list_by_alias(tx, alias_key(text));
  return ids.size() == 1 ? std::optional(DocumentId{ids[0]}) : std::nullopt;
}

}  // namespace

int load_demo(Documents& documents, platform::Database& database, tree::Tree& tree, const base::Actor& actor,
              const std::filesystem::path& folder) {
  for (auto& row : read_named_rows(folder / "congresses.csv")) {
    Congress c;
    c.unit = row["unit"];
    c.number = number_in(row["number"]).value_or(0);
    c.opened = base::parse_iso_date(row["opened"]);
    c.closed = base::parse_iso_date(row["closed"]).value_or(base::Date{});
    c.plenum = base::parse_iso_date(row["plenum"]);
    c.source = row["source"];
    bool known = false;
    for (const auto& term : documents.list_terms(actor, c.unit)) known = known || term.number == c.number;
    if (!known) documents.add_term(actor, c);
  }
  auto tx = database.begin();
  int registered = 0;
  for (auto& row : read_named_rows(folder / "documents.csv")) {
    if (!tree.find_unit(tx, row["owner_unit"])) continue;
    const Document d = document_in(row);
    bool known = false;
    if (d.number)
      for (const auto id : store::list_by_number(tx, *d.number, d.suffix, code_key(d.code))) {
        const auto other = store::find_document(tx, id);
        known = known || (other && other->issued == d.issued && other->year == d.year);
      }
    for (const auto& alias : d.aliases) known = known || !store::list_by_alias(tx, alias_key(alias)).empty();
    if (known) continue;
    documents.register_document(tx, actor, d);
    ++registered;
  }
  for (auto& row : read_named_rows(folder / "relations.csv")) {
    const auto source = named_document(tx, row["source"]), target = named_document(tx, row["target"]);
    const auto kind = base::parse_enum<RelationKind>(row["relation"]);
    if (!source || !target || !kind) continue;
    NewRelation r;
    r.kind = *kind;
    r.target_id = *target;
    r.provision = row["provision"];
    r.from = base::parse_iso_date(row["from"]);
    r.extent = base::parse_enum<Extent>(row["extent"]).value_or(Extent::wholly);
    r.source = row["note"];
    if (!store::has_relation(tx, {0, r.kind, source->value, target->value, r.provision, {}, {}, r.extent, ""}))
      documents.add_relation(tx, actor, *source, r);
  }
  tx.commit();
  return registered;
}

}  // namespace documents
