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

// Gives whether there was one.
bool forget_refusal(StoredItem& item, const std::string& about) {
  auto& kept = item.refusals.get_ref<base::Json::array_t&>();
  return std::erase_if(kept, [&](const base::Json& r) { return r.at("about") == about; }) > 0;
}

std::string about_left(std::int64_t relation) { return "left.relation." + std::to_string(relation); }

void refuse(StoredItem& item, const std::string& about, const char* key, const base::Parameters& parameters = {}) {
  item.refusals.push_back({{"about", about}, {"key", key}, {"parameters", parameters}});
}

}  // namespace

bool lacks_right(const base::Error& error) {
  return error.kind() == base::ErrorKind::forbidden || error.kind() == base::ErrorKind::not_found;
}

bool is_refusal(const base::Error& error) {
  using enum base::ErrorKind;
  return lacks_right(error) || error.kind() == invalid || error.kind() == rule_broken ||
         (error.kind() == conflict && !error.key().starts_with("database."));
}

StoredItem& IntakeService::Desk::take(StoredItem item) {
  auto& place = ids[item.view.id.value];
  if (!place) {
    place = &items.emplace_back(std::move(item));
    keys.try_emplace(place->view.key, place);
  }
  return *place;
}

void IntakeService::Desk::take_all(std::vector<StoredItem> stored) {
  for (auto& item : stored) take(std::move(item));
}

StoredItem* IntakeService::Desk::by_key(const std::string& key) {
  if (key.empty()) return nullptr;
  if (const auto at_hand = keys.find(key); at_hand != keys.end()) return at_hand->second;
  auto item = store.find_by_key(tx, text.row.id, key);
  return item ? &take(std::move(*item)) : nullptr;
}

void IntakeService::apply(Desk& desk, StoredItem& item, const Decision& decision) {
  auto& view = item.view;
  item.refusals = base::Json::array();
  if (view.state != ItemState::waiting) take_back(desk, item);
  view.document_id.reset();
  view.state = ItemState::waiting;
  if (decision.action == Action::correct) {
    if (decision.start || decision.end) {
      view.start = decision.start.value_or(view.start);
      view.end = decision.end.value_or(view.end);
      view.words = words_of(store_.body(desk.tx, item.text_id), view.start, view.end);
    }
    if (decision.canonical) {
      check_values(view.type, *decision.canonical);
      view.canonical = *decision.canonical;
    }
  }
  if (decision.action == Action::accept || decision.action == Action::correct) {
    const auto unit = desk.text.unit_id;
    const auto day = desk.text.row.day;
    if (view.type == "document") {
      view.document_id =
          keep_paper(desk, item, target_of(desk, item, decision), decision.document_id.has_value()).value;
    } else if (view.type == "person") {
      const auto offices = view.canonical.find("offices");
      const std::string name = text_field(view.canonical, "name");
      if (offices == view.canonical.end() || !offices->is_array() || offices->empty())
        store_.add_attestation(desk.tx, item, unit, name, "", day);
      else
        for (const auto& office : *offices)
          store_.add_attestation(desk.tx, item, unit, name, office.get<std::string>(), day);
    } else {
      store_.add_fact(desk.tx, item, unit, day);
    }
    view.state = decision.action == Action::accept ? ItemState::accepted : ItemState::corrected;
  } else if (decision.action == Action::reject) {
    view.state = ItemState::rejected;
  }
  const bool decided = view.state != ItemState::waiting;
  item.decided_at = s_.clock.now();
  view.decided_by = decided ? desk.actor.name : "";
  view.decided_at = decided ? platform::iso_time(item.decided_at) : "";
  if (!store_.save_item(desk.tx, item, decision.version))
    throw base::Error(base::ErrorKind::conflict, "intake.item_changed", {{"by", view.decided_by}}).at_field("version");
  ++view.version;
}

// The entry of the register that an accepted citation means: the one chosen, the only candidate, what an anaphor
// refers to, or a new stub.
documents::DocumentId IntakeService::target_of(Desk& desk, const StoredItem& item, const Decision& decision) {
  const auto& view = item.view;
  const auto& found = candidates(desk, item);
  if (decision.document_id) {
    const documents::DocumentId chosen{*decision.document_id};
    // Chosen from the register by hand: it must be one that the reviewer may see.
    if (std::none_of(found.begin(), found.end(), [&](const auto& c) { return c.id == chosen; }))
      s_.documents.get_document(desk.actor, chosen, std::nullopt);
    return chosen;
  }
  if (!decision.create) {
    const auto one = std::find_if(found.begin(), found.end(), [](const auto& c) { return c.exactly_one; });
    if (one != found.end()) return one->id;
    if (found.size() > 1)
      throw base::Error(base::ErrorKind::invalid, "intake.choose_candidate", {{"words", view.words}})
          .at_field("document_id");
  }
  if (text_field(view.canonical, "form") == "anaphor") {
    const auto* full = desk.by_key(text_field(view.canonical, "refers_to"));
    if (!full || !full->view.document_id)
      throw base::Error(base::ErrorKind::invalid, "intake.accept_full_first", {{"words", view.words}})
          .at_field("document_id");
    return documents::DocumentId{*full->view.document_id};
  }
  // The text in hand itself: what can go on record needs no stub before.
  auto made = text_field(view.canonical, "form") == "self" ? register_paper(desk, item) : std::nullopt;
  if (!made)
    made =
        s_.documents.ensure_stub(desk.tx, desk.actor, citation_of(view.canonical), desk.text.unit_id, source_of(item));
  desk.found.clear();
  return *made;
}

// Nothing when the register lacks what it needs, or the run is not the reviewer's to fill.
std::optional<documents::DocumentId> IntakeService::register_paper(Desk& desk, const StoredItem& item) {
  try {
    const auto made = s_.documents.register_cited(desk.tx, desk.actor, citation_of(item.view.canonical),
                                                  desk.text.unit_id, source_of(item));
    if (made) desk.found.clear();
    return made;
  } catch (const base::Error& error) {
    if (!lacks_right(error)) throw;
    return std::nullopt;
  }
}

// The text in hand is the paper that its own number names: it goes on record with its file. A number of which nobody
// can tell whose run it is, or whose run is not the reviewer's to fill, stays a stub without the file.
documents::DocumentId IntakeService::keep_paper(Desk& desk, StoredItem& item, documents::DocumentId target,
                                                bool chosen) {
  if (text_field(item.view.canonical, "form") != "self") return target;
  const auto& found = candidates(desk, item);
  const auto known = std::find_if(found.begin(), found.end(), [&](const auto& c) { return c.id == target; });
  const bool registered = known == found.end() ? chosen : known->state == documents::DocumentState::registered;
  if (!registered) {
    const auto made = register_paper(desk, item);
    if (!made) {
      refuse(item, "", "intake.paper_not_entered");
      return target;
    }
    target = *made;
  }
  const auto file = s_.files.find_file(desk.tx, desk.text.file_hash);
  if (!file) return target;
  try {
    if (const auto attached = s_.documents.attach_file(desk.tx, desk.actor, target, *file, desk.text.row.name,
                                                       "application/octet-stream", store_.body(desk.tx, item.text_id)))
      store_.add_attachment(desk.tx, item.view.id, target, *attached);
  } catch (const base::Error& error) {
    if (!lacks_right(error)) throw;
    refuse(item, "", "intake.paper_without_right");
  }
  return target;
}

// The relations that the text states between accepted documents, of which one was decided just now. Gives what the
// rules refuse.
std::vector<base::Error> IntakeService::write_relations(Desk& desk, const std::set<std::string>& decided) {
  std::vector<base::Error> refused;
  desk.take_all(store_.list_with_relations(desk.tx, desk.text.row.id));
  for (std::size_t at = 0; at < desk.items.size(); ++at) {  // looking one up may bring another to the desk
    auto& item = desk.items[at];
    const auto& view = item.view;
    const auto stated = view.canonical.find("relations");
    if (view.type != "document" || stated == view.canonical.end() || !stated->is_array()) continue;
    const base::Json before = item.refusals;
    for (const auto& relation : *stated) {
      if (!relation.is_object()) continue;
      const auto kind = base::parse_enum<documents::RelationKind>(text_field(relation, "rel"));
      const std::string target = text_field(relation, "target");
      if (!kind || (!decided.contains(view.key) && !decided.contains(target))) continue;
      auto* other = desk.by_key(target);
      if (!other) continue;
      forget_refusal(item, other->view.key);
      if (!view.document_id || !other->view.document_id || *other->view.document_id == *view.document_id) continue;
      documents::NewRelation wanted;
      wanted.kind = *kind;
      wanted.target_id = documents::DocumentId{*other->view.document_id};
      try {
        const auto id = s_.documents.add_relation(desk.tx, desk.actor, documents::DocumentId{*view.document_id}, wanted,
                                                  source_of(item));
        for (const auto end : {view.id, other->view.id}) store_.add_relation(desk.tx, end, id.value);
      } catch (const base::Error& error) {
        // A relation that is there already is what the text says; any other refusal is for the reviewer.
        if (error.key() == "documents.relation_exists") {
          forget_left(desk, item, *other);
          continue;
        }
        if (!is_refusal(error)) throw;
        refused.push_back(error);
        refuse(item, other->view.key,
               lacks_right(error) ? "intake.relation_without_right" : "intake.relation_not_entered",
               {{"target", other->view.words}});
      }
    }
    if (item.refusals != before) store_.set_refusals(desk.tx, item);
  }
  return refused;
}

// What could not be taken out is stated again: it is not left over.
void IntakeService::forget_left(Desk& desk, StoredItem& source, StoredItem& target) {
  const auto of_target = store_.list_relations(desk.tx, target.view.id);
  for (const auto relation : store_.list_relations(desk.tx, source.view.id))
    for (auto* end : {&source, &target})
      if (std::ranges::find(of_target, relation) != of_target.end() && forget_refusal(*end, about_left(relation)))
        store_.set_refusals(desk.tx, *end);
}

// Whoever reviews the text may change their mind about it. What the register does not let them take out stays there
// and is said, with who can; what is gone already is nothing to take out.
void IntakeService::take_back(Desk& desk, StoredItem& item) {
  store_.remove_facts(desk.tx, item.view.id);
  const auto take_out = [&](const std::string& about, const char* left, auto&& remove) {
    try {
      remove();
      return true;
    } catch (const base::Error& error) {
      if (error.key() == "documents.relation_unknown") return true;
      if (!lacks_right(error)) throw;
      const bool named = error.parameters().contains("unit");
      forget_refusal(item, about);
      refuse(item, about, named ? left : "intake.left_unseen", named ? error.parameters() : base::Parameters{});
      return false;
    }
  };
  for (const auto relation : store_.list_relations(desk.tx, item.view.id))
    if (take_out(about_left(relation), "intake.relation_left",
                 [&] { s_.documents.remove_relation(desk.tx, desk.actor, documents::RelationId{relation}); }))
      store_.forget_relation(desk.tx, relation);
  for (const auto& [document, file] : store_.list_attachments(desk.tx, item.view.id))
    if (take_out("left.file", "intake.file_left",
                 [&] { s_.documents.detach_file(desk.tx, desk.actor, document, file); }))
      store_.forget_attachment(desk.tx, item.view.id, file);
}

}  // namespace intake
