#include <algorithm>
#include <map>

#include "modules/documents/machine.h"

namespace documents {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t most_nodes = 200;

// The day on which a relation takes effect: its own, or its source's.
std::optional<base::Date> day_of_event(const NewRelation& relation, const StoredDocument& source) {
  if (relation.from) return relation.from;
  if (source.effective_from) return source.effective_from;
  return source.first_day();
}

}  // namespace

CompetenceFacts Documents::Machine::competence(Transaction& tx, RelationKind kind, const StoredDocument& source,
                                               const StoredDocument& target) {
  const auto from = store::find_body(tx, source.issuer_id), to = store::find_body(tx, target.issuer_id);
  CompetenceFacts facts;
  facts.kind = kind;
  facts.known = from && to && (source.is_party() || source.code.empty()) &&
                (target.is_party() || target.code.empty()) && find_kind(source.kind) && find_kind(source.kind)->party &&
                find_kind(target.kind) && find_kind(target.kind)->party;
  facts.source_label = store::label(tx, source);
  facts.target_label = store::label(tx, target);
  if (!facts.known) return facts;
  facts.source_issuer = from->name;
  facts.target_issuer = to->name;
  facts.same_body = from->id == to->id;
  facts.same_organisation = from->unit_id == to->unit_id;
  facts.superior_organisation =
      from->unit_id != to->unit_id && at.tree.contains(tx, tree::UnitId{from->unit_id}, tree::UnitId{to->unit_id});
  return facts;
}

std::int64_t Documents::Machine::relate(Transaction& tx, const base::Actor& actor, const StoredDocument& source,
                                        const NewRelation& relation, const std::string& note) {
  if (relation.target_id.value == source.id)
    throw Error(ErrorKind::invalid, "documents.relation_to_itself").at_field("target_id");
  const auto target = store::find_document(tx, relation.target_id.value);
  if (!target || target->state == DocumentState::merged)
    throw Error(ErrorKind::not_found, "documents.unknown").at_field("target_id");
  if (relation.from && relation.to && *relation.to <= *relation.from)
    throw Error(ErrorKind::invalid, "documents.relation_ends_before_start").at_field("to");
  StoredRelation stored{0,
                        relation.kind,
                        source.id,
                        target->id,
                        base::squeeze(base::to_nfc(relation.provision)),
                        relation.from,
                        relation.to,
                        relation.extent,
                        note};
  if (store::has_relation(tx, stored))
    throw Error(ErrorKind::conflict, "documents.relation_exists", {{"target", store::label(tx, *target)}});
  at.access.require(tx, actor, identity::Permission::documents_register, tree::UnitId{source.owner_unit_id});
  const auto event = day_of_event(relation, source);
  if (needs_competence(relation.kind)) {
    if (event && target->issued && *event < target->issued->first())
      throw Error(ErrorKind::invalid, "documents.repeal_before_issue",
                  {{"target", store::label(tx, *target)},
                   {"issued", base::to_vietnamese(target->issued->first())},
                   {"from", base::to_vietnamese(*event)}})
          .at_field("from");
    base::require(
        may_change_document(competence(tx, relation.kind, source, *target), event.value_or(at.clock.today())));
  }
  if (relation.kind == RelationKind::replaces && store::reaches(tx, RelationKind::replaces, target->id, source.id))
    throw Error(ErrorKind::invalid, "documents.relation_cycle", {{"target", store::label(tx, *target)}})
        .at_field("target_id");
  const auto id = store::insert_relation(tx, stored, at.clock.now(), actor.name);
  refresh_effect(tx, target->id);
  journal(tx, actor, "documents.relation_added", source,
          base::Json{{"kind", base::enum_name(relation.kind)}, {"target", target->id}, {"provision", stored.provision}}
              .dump());
  return id;
}

RelationId Documents::add_relation(Transaction& tx, const base::Actor& actor, DocumentId from,
                                   const NewRelation& relation, const Source& source) {
  auto& m = *machine_;
  const auto row = m.access_document(tx, actor, from);
  NewRelation seen = relation;
  seen.target_id = DocumentId{m.access_document(tx, actor, relation.target_id).id};
  return RelationId{m.relate(tx, actor, row, seen, source_text(source, relation.source))};
}

RelationView Documents::add_relation(const base::Actor& actor, DocumentId source, const NewRelation& relation) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto row = m.access_to_change(tx, actor, source);
  NewRelation complete = relation;
  if (!complete.target_id && !complete.target.empty()) {
    complete.target_id = ensure_cited(tx, actor, complete.target, tree::UnitId{row.owner_unit_id}, "target");
  } else {
    complete.target_id = DocumentId{m.access_document(tx, actor, complete.target_id).id};
  }
  const auto id = m.relate(tx, actor, row, complete, source_text({}, relation.source));
  auto view = m.relation_view(tx, m.read_scope(tx, actor), *store::find_relation(tx, id));
  tx.commit();
  return view;
}

DocumentPage Documents::list_relations(const base::Actor& actor, DocumentId id) {
  return get_document(actor, id, std::nullopt);
}

RelationView Documents::get_relation(const base::Actor& actor, RelationId id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto relation = store::find_relation(tx, id.value);
  if (!relation) throw Error(ErrorKind::not_found, "documents.relation_unknown");
  m.access_document(tx, actor, DocumentId{relation->source_id});
  return m.relation_view(tx, m.read_scope(tx, actor), *relation);
}

void Documents::end_relation(const base::Actor& actor, RelationId id, std::int64_t seen_version, base::Date to) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto relation = store::find_relation(tx, id.value);
  if (!relation) throw Error(ErrorKind::not_found, "documents.relation_unknown");
  const auto row = m.access_to_change(tx, actor, DocumentId{relation->source_id});
  if (relation->version != seen_version) throw Error(ErrorKind::conflict, "documents.relation_changed");
  if (relation->from && to <= *relation->from)
    throw Error(ErrorKind::invalid, "documents.relation_ends_before_start").at_field("to");
  store::end_relation(tx, id.value, to);
  m.refresh_effect(tx, relation->target_id);
  m.journal(tx, actor, "documents.relation_ended", row,
            base::Json{{"relation", id.value}, {"to", base::to_iso(to)}}.dump());
  tx.commit();
}

void Documents::remove_relation(const base::Actor& actor, RelationId id) {
  auto tx = machine_->at.database.begin();
  remove_relation(tx, actor, id);
  tx.commit();
}

void Documents::remove_relation(platform::Transaction& tx, const base::Actor& actor, RelationId id) {
  auto& m = *machine_;
  const auto relation = store::find_relation(tx, id.value);
  if (!relation) throw Error(ErrorKind::not_found, "documents.relation_unknown");
  const auto row = m.access_to_change(tx, actor, DocumentId{relation->source_id});
  store::remove_relation(tx, id.value);
  m.refresh_effect(tx, relation->target_id);
  m.journal(tx, actor, "documents.relation_removed", row,
            base::Json{{"kind", base::enum_name(relation->kind)},
                       {"target", relation->target_id},
                       {"provision", relation->provision}}
                .dump());
}

Graph Documents::get_graph(const base::Actor& actor, DocumentId id, int depth, std::optional<base::Date> on) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  const auto start = m.access_document(tx, actor, id);
  const base::Date day = on.value_or(m.at.clock.today());
  Graph graph;
  std::map<std::int64_t, int> distance{{start.id, 0}};
  std::map<std::int64_t, StoredRelation> edges;
  std::vector<StoredDocument> open{start};
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto& d = open[i];
    const int near = distance[d.id];
    graph.nodes.push_back({DocumentId{d.id}, store::label(tx, d), d.kind, d.subject, d.issued,
                           status_on(store::list_effects(tx, d.id), day), near});
    if (near >= depth) continue;
    const auto relations = store::list_relations(tx, d.id);
    graph.cut = graph.cut || relations.cut;
    for (const auto& r : relations.all) {
      if (on && ((r.from && day < *r.from) || (r.to && *r.to <= day))) continue;
      const auto other = r.source_id == d.id ? r.target_id : r.source_id;
      if (!distance.contains(other)) {
        if (open.size() >= most_nodes && graph.cut) continue;
        const auto document = store::find_document(tx, other);
        if (!document || !m.sees(tx, scope, *document)) continue;
        if (open.size() >= most_nodes) {
          graph.cut = true;
          continue;
        }
        distance[other] = near + 1;
        open.push_back(*document);
      }
      edges.emplace(r.id, r);
    }
  }
  for (const auto& [key, r] : edges) graph.edges.push_back(m.relation_view(tx, scope, r));
  return graph;
}

void Documents::merge_stub(Transaction& tx, const base::Actor& actor, DocumentId stub, DocumentId into) {
  auto& m = *machine_;
  auto row = store::find_document(tx, stub.value);
  const auto target = store::find_document(tx, into.value);
  if (!row || !target || row->state != DocumentState::stub || stub == into)
    throw Error(ErrorKind::invalid, "documents.merge_needs_stub");
  std::vector<std::int64_t> touched{into.value};
  for (const auto& target : store::list_targets(tx, stub.value)) touched.push_back(target.id);
  store::move_relations(tx, stub.value, into.value);
  for (const auto& alias : store::list_aliases(tx, stub.value)) {
    store::insert_alias(tx, into.value, alias.name, alias_key(alias.name));
    store::remove_alias(tx, stub.value, alias.id);
  }
  store::move_files(tx, stub.value, into.value);
  row->state = DocumentState::merged;
  row->merged_into = into.value;
  row->series_id.reset();
  ++row->version;
  store::update_document(tx, *row);
  m.refresh_effect(tx, stub.value);
  for (const auto id : touched) m.refresh_effect(tx, id);
  m.journal(tx, actor, "documents.stub_merged", *row, base::Json{{"into", into.value}}.dump());
}

}  // namespace documents
