#include "modules/intake/intake.h"

namespace intake {

using identity::Permission;

StoredText IntakeService::access_text(platform::Transaction& tx, const base::Actor& actor, TextId id,
                                      Permission permission) {
  auto text = store_.find_text(tx, id);
  if (!text || !s_.access.may(tx, actor, Permission::intake_read, text->unit_id))
    throw base::Error(base::ErrorKind::not_found, "intake.text_unknown");
  s_.access.require(tx, actor, permission, text->unit_id);
  if (permission == Permission::intake_read)
    s_.audit.record_view(actor, "text", std::to_string(id.value), text->unit_id.value);
  if (const auto span = s_.tree.nearest_span(tx, text->unit_id, s_.clock.today())) {
    text->row.unit_code = span->code;
    text->row.unit_name = span->name;
  }
  return *text;
}

IntakeService::TextPage IntakeService::list_texts(const base::Actor& actor, const TextFilter& filter) {
  auto tx = s_.database.begin_read();
  auto asked = filter;
  ++asked.limit;
  TextPage page;
  for (auto& text : store_.list_texts(tx, s_.access.scope(tx, actor, Permission::intake_read), asked)) {
    if (int(page.items.size()) == filter.limit) {
      page.next = std::to_string(page.items.back().id.value);
      break;
    }
    if (const auto span = s_.tree.nearest_span(tx, text.unit_id, s_.clock.today())) {
      text.row.unit_code = span->code;
      text.row.unit_name = span->name;
    }
    page.items.push_back(std::move(text.row));
  }
  return page;
}

TextView IntakeService::get_text(const base::Actor& actor, TextId id, base::Language language,
                                 const std::optional<TextPart>& part) {
  auto tx = s_.database.begin_read();
  auto text = access_text(tx, actor, id, Permission::intake_read);
  TextView view{text.row, part ? part->start : 0,
                part ? store_.body_part(tx, id, part->start, part->length) : store_.body(tx, id),
                base::Json::parse(text.pages), base::Json::array()};
  for (const auto& w : base::Json::parse(text.warnings))
    view.warnings.push_back({{"key", w.at("key")},
                             {"sentence", base::sentence(w.at("key").get<std::string>(),
                                                         w.at("parameters").get<base::Parameters>(), language)}});
  return view;
}

IntakeService::Desk IntakeService::desk(platform::Transaction& tx, const base::Actor& actor, StoredText text) {
  return {tx, actor, std::move(text), store_};
}

ItemView IntakeService::get_item(const base::Actor& actor, ItemId id, base::Language language) {
  auto tx = s_.database.begin_read();
  auto known = store_.find_item(tx, id);
  if (!known) throw base::Error(base::ErrorKind::not_found, "intake.item_unknown");
  auto on_desk = desk(tx, actor, access_text(tx, actor, known->text_id, Permission::intake_read));
  return shown(on_desk, on_desk.take(std::move(*known)), language);
}

// One decision by itself: what the rules of the register refuse undoes it.
void IntakeService::carry_out(Desk& desk, StoredItem& item, const Decision& decision) {
  apply(desk, item, decision);
  for (const auto& refused : write_relations(desk, {item.view.key}))
    if (!lacks_right(refused)) throw refused;
  store_.count_text(desk.tx, item.text_id);
}

ItemView IntakeService::decide(const base::Actor& actor, ItemId id, const Decision& decision, base::Language language) {
  auto tx = s_.database.begin();
  auto known = store_.find_item(tx, id);
  if (!known) throw base::Error(base::ErrorKind::not_found, "intake.item_unknown");
  auto on_desk = desk(tx, actor, access_text(tx, actor, known->text_id, Permission::intake_review));
  auto& item = on_desk.take(std::move(*known));
  if (item.view.version != decision.version)
    throw base::Error(base::ErrorKind::conflict, "intake.item_changed", {{"by", item.view.decided_by}})
        .at_field("version");
  const auto before = item.view.state;
  carry_out(on_desk, item, decision);
  s_.audit.record(tx, actor, "intake." + std::string(base::enum_name(decision.action)), "item",
                  std::to_string(id.value), on_desk.text.unit_id.value,
                  base::Json{{"text", item.text_id.value},
                             {"type", item.view.type},
                             {"state", {base::enum_name(before), base::enum_name(item.view.state)}},
                             {"span", {item.view.start, item.view.end}}}
                      .dump());
  auto view = shown(on_desk, item, language);
  tx.commit();
  return view;
}

ItemView IntakeService::add_item(const base::Actor& actor, TextId id, const NewItem& wanted, base::Language language) {
  auto tx = s_.database.begin();
  const auto text = access_text(tx, actor, id, Permission::intake_review);
  check_values(wanted.type, wanted.canonical);
  const auto words = words_of(store_.body(tx, id), wanted.start, wanted.end);
  const auto added = store_.add_by_hand(tx, id, wanted, words);
  auto on_desk = desk(tx, actor, text);
  auto& item = on_desk.take(*store_.find_item(tx, added));
  Decision decision;
  decision.version = item.view.version;
  decision.document_id = wanted.document_id;
  decision.create = wanted.create;
  carry_out(on_desk, item, decision);
  s_.audit.record(tx, actor, "intake.added", "item", std::to_string(added.value), text.unit_id.value,
                  base::Json{{"text", id.value}, {"type", wanted.type}, {"span", {wanted.start, wanted.end}}}.dump());
  auto view = shown(on_desk, item, language);
  tx.commit();
  return view;
}

AcceptedCertain IntakeService::accept_certain(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_review));
  on_desk.take_all(store_.list_items(tx, id));
  AcceptedCertain answer;
  std::set<std::string> decided;
  for (auto& item : on_desk.items) {
    if (item.view.state != ItemState::waiting || item.view.optional) continue;
    if (certainty_of(on_desk, item) != "certain") {
      ++answer.left;
      continue;
    }
    Decision decision;
    decision.version = item.view.version;
    try {
      apply(on_desk, item, decision);
    } catch (const base::Error& error) {  // one that the register refuses does not hold up the others
      if (!is_refusal(error)) throw;
      ++answer.left;
      continue;
    }
    decided.insert(item.view.key);
    answer.items.push_back({item.view.id, item.view.version});
    ++answer.accepted;
  }
  answer.relations_refused = std::int64_t(write_relations(on_desk, decided).size());
  store_.count_text(tx, id);
  s_.audit.record(
      tx, actor, "intake.accepted_certain", "text", std::to_string(id.value), on_desk.text.unit_id.value,
      base::Json{{"accepted", answer.accepted}, {"left", answer.left}, {"relations_refused", answer.relations_refused}}
          .dump());
  tx.commit();
  return answer;
}

TextRow IntakeService::get_text_row(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin_read();
  return access_text(tx, actor, id, Permission::intake_read).row;
}

Reread IntakeService::reread(const base::Actor& actor, TextId id, std::int64_t version_seen) {
  const auto access = [&](platform::Transaction& tx) {
    auto text = access_text(tx, actor, id, Permission::intake_review);
    if (text.row.version != version_seen)
      throw base::Error(base::ErrorKind::conflict, "intake.text_changed").at_field("version");
    return text;
  };
  // The body never changes, so nobody else has to wait while it is read.
  const std::string body = [&] {
    auto tx = s_.database.begin_read();
    access(tx);
    return store_.body(tx, id);
  }();
  Reading reading = read_drafts(body);
  auto tx = s_.database.begin();
  const auto text = access(tx);
  const auto stored = store_.list_items(tx, id);
  const auto before = store_.list_read(tx, id);
  Reread answer;
  for (const auto& change : compare(before, reading.drafts)) {
    switch (change.kind) {
      case Difference::none:
        break;
      case Difference::added:
        store_.add_item(tx, id, reading.drafts[*change.after], Difference::added);
        ++answer.added;
        break;
      case Difference::changed: {
        const auto& now = reading.drafts[*change.after];
        store_.set_difference(tx, stored[*change.before].view.id, Difference::changed,
                              base::Json{{"start", now.start}, {"end", now.end}, {"canonical", now.canonical}});
        ++answer.changed;
        break;
      }
      case Difference::removed:
        if (before[*change.before].method == by_hand) break;
        store_.set_difference(tx, stored[*change.before].view.id, Difference::removed, std::nullopt);
        ++answer.removed;
        break;
    }
  }
  store_.set_reading(tx, id, reading);
  store_.count_text(tx, id);
  s_.audit.record(tx, actor, "intake.reread", "text", std::to_string(id.value), text.unit_id.value,
                  base::to_json(answer).dump());
  tx.commit();
  return answer;
}

std::vector<FactView> IntakeService::list_facts(const base::Actor& actor, const FactFilter& filter) {
  auto tx = s_.database.begin_read();
  return store_.list_facts(tx, s_.access.scope(tx, actor, Permission::intake_read), filter);
}

std::vector<AttestationView> IntakeService::list_attestations(const base::Actor& actor,
                                                              const AttestationFilter& filter) {
  auto tx = s_.database.begin_read();
  std::vector<AttestationView> out;
  for (auto& a : store_.list_attestations(tx, s_.access.scope(tx, actor, Permission::intake_read), filter)) {
    s_.audit.record_view(actor, "attestation", std::to_string(a.view.id), a.unit_id.value);
    out.push_back(std::move(a.view));
  }
  return out;
}

std::string IntakeService::original(const base::Actor& actor, TextId id, std::string& bytes) {
  auto tx = s_.database.begin_read();
  const auto text = access_text(tx, actor, id, Permission::intake_read);
  bytes = s_.files.read(tx, text.file_hash);
  return text.row.name;
}

}  // namespace intake
