// What a decision does: the registers change here and nowhere else in this module.

#include <algorithm>

#include "base/text.h"
#include "modules/intake/intake.h"

namespace intake {
namespace {

documents::Source source_of(const StoredItem& item) {
  documents::Source source;
  source.intake_id = item.text_id.value;
  source.start = item.view.start;
  source.end = item.view.end;
  return source;
}

const StoredItem* by_key(const std::vector<StoredItem>& items, const std::string& key) {
  const auto it = std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.view.key == key; });
  return it == items.end() ? nullptr : &*it;
}

}  // namespace

void IntakeService::apply(platform::Transaction& tx, const base::Actor& actor, const StoredText& text, StoredItem& item,
                          const Decision& decision, const std::vector<StoredItem>& all) {
  auto& view = item.view;
  if (view.state != ItemState::waiting) take_back(tx, actor, item);
  view.document_id.reset();
  view.state = ItemState::waiting;
  if (decision.action == Action::correct) {
    if (decision.start || decision.end) {
      view.start = decision.start.value_or(view.start);
      view.end = decision.end.value_or(view.end);
      check_span(view.start, view.end, text.row.length);
      const auto points = base::to_code_points(store_.body(tx, item.text_id));
      view.words = base::to_utf8(
          std::u32string_view(points).substr(std::size_t(view.start), std::size_t(view.end - view.start)));
    }
    if (decision.canonical) {
      check_values(view.type, *decision.canonical);
      view.canonical = *decision.canonical;
    }
  }
  if (decision.action == Action::accept || decision.action == Action::correct) {
    if (view.type == "document")
      accept_document(tx, actor, text, item, decision, all);
    else if (view.type == "person") {
      const auto offices = view.canonical.find("offices");
      const std::string name = view.canonical.value("name", view.words);
      if (offices == view.canonical.end() || !offices->is_array() || offices->empty())
        store_.add_attestation(tx, item, text.unit_id, name, "", text.row.day);
      else
        for (const auto& office : *offices)
          store_.add_attestation(tx, item, text.unit_id, name, office.get<std::string>(), text.row.day);
    } else {
      store_.add_fact(tx, item, text.unit_id, text.row.day);
    }
    view.state = decision.action == Action::accept ? ItemState::accepted : ItemState::corrected;
  } else if (decision.action == Action::reject) {
    view.state = ItemState::rejected;
  }
  view.decided_by = actor.name;
  item.decided_at = s_.clock.now();
  if (!store_.save_item(tx, item, decision.version))
    throw base::Error(base::ErrorKind::conflict, "intake.item_changed", {{"by", view.decided_by}}).at_field("version");
  if (view.type == "document" && view.document_id) write_relations(tx, actor, item.text_id);
}

void IntakeService::accept_document(platform::Transaction& tx, const base::Actor& actor, const StoredText& text,
                                    StoredItem& item, const Decision& decision, const std::vector<StoredItem>& all) {
  auto& view = item.view;
  const auto found = candidates(tx, actor, item, all);
  const std::string form = view.canonical.value("form", "");
  documents::DocumentId target;
  if (decision.document_id) {
    const auto chosen =
        std::find_if(found.begin(), found.end(), [&](const auto& c) { return c.id.value == *decision.document_id; });
    if (chosen == found.end()) {
      // Chosen from the register by hand: it must be one that the reviewer may see.
      s_.documents.get_document(actor, documents::DocumentId{*decision.document_id}, std::nullopt);
      target = documents::DocumentId{*decision.document_id};
    } else {
      target = chosen->id;
    }
  } else if (const auto one = std::find_if(found.begin(), found.end(), [](const auto& c) { return c.exactly_one; });
             one != found.end() && !decision.create) {
    target = one->id;
  } else if (found.size() > 1 && !decision.create) {
    throw base::Error(base::ErrorKind::invalid, "intake.choose_candidate", {{"words", view.words}})
        .at_field("document_id");
  } else if (form == "anaphor") {
    const auto refers = view.canonical.find("refers_to");
    const auto* full =
        refers != view.canonical.end() && refers->is_string() ? by_key(all, refers->get<std::string>()) : nullptr;
    if (!full || !full->view.document_id)
      throw base::Error(base::ErrorKind::invalid, "intake.accept_full_first", {{"words", view.words}})
          .at_field("document_id");
    target = documents::DocumentId{*full->view.document_id};
  } else {
    target = s_.documents.ensure_stub(tx, actor, citation_of(view.canonical), text.unit_id, source_of(item));
  }
  if (form == "self") {
    // The text in hand is this paper: it goes on record with its file. A number of a province's run read at the
    // centre has no owner yet and stays a stub.
    const auto citation = citation_of(view.canonical);
    const auto unit = s_.tree.nearest_span(tx, text.unit_id, s_.clock.today());
    const bool owned = citation.code.ends_with("TW") || (unit && unit->kind != tree::UnitKind::central);
    const bool registered = std::any_of(found.begin(), found.end(), [&](const auto& c) {
      return c.id == target && c.state == documents::DocumentState::registered;
    });
    if (owned && !registered && citation.number && !citation.title.empty())
      target = s_.documents.register_cited(tx, actor, citation, text.unit_id, source_of(item));
    const auto file = s_.files.find_file(tx, text.file_hash);
    if (file)
      s_.documents.attach_file(tx, actor, target, *file, text.row.name, "application/octet-stream",
                               store_.body(tx, item.text_id));
  }
  view.document_id = target.value;
}

void IntakeService::write_relations(platform::Transaction& tx, const base::Actor& actor, TextId text) {
  const auto all = store_.list_items(tx, text);
  for (const auto& item : all) {
    const auto& view = item.view;
    const auto stated = view.canonical.find("relations");
    if (view.type != "document" || !view.document_id || stated == view.canonical.end() || !stated->is_array()) continue;
    for (const auto& relation : *stated) {
      if (!relation.is_object()) continue;
      const auto kind = base::parse_enum<documents::RelationKind>(relation.value("rel", ""));
      const auto* other = by_key(all, relation.value("target", ""));
      if (!kind || !other || !other->view.document_id || *other->view.document_id == *view.document_id) continue;
      documents::NewRelation wanted;
      wanted.kind = *kind;
      wanted.target_id = documents::DocumentId{*other->view.document_id};
      wanted.source = text.value ? "intake" : "";
      try {
        const auto id =
            s_.documents.add_relation(tx, actor, documents::DocumentId{*view.document_id}, wanted, source_of(item));
        store_.add_relation(tx, view.id, id.value);
      } catch (const base::Error& error) {
        // A relation that is there already is what the text says; a rule's refusal stays with the reviewer.
        if (error.key() != "documents.relation_exists") throw;
      }
    }
  }
}

void IntakeService::take_back(platform::Transaction& tx, const base::Actor& actor, StoredItem& item) {
  store_.remove_facts(tx, item.view.id);
  for (const auto relation : store_.take_relations(tx, item.view.id))
    s_.documents.remove_relation(tx, actor, documents::RelationId{relation});
}

}  // namespace intake
