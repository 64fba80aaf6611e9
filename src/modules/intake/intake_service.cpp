#include "modules/intake/intake.h"

#include <fstream>

#include "base/text.h"
#include "modules/intake/reading/reading.h"

namespace intake {
namespace {

using identity::Permission;

constexpr std::uintmax_t read_at_once = 4 << 20;  // Units: bytes; larger files and slow kinds go to a job

std::string read_head(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(16, '\0');
  in.read(head.data(), std::streamsize(head.size()));
  head.resize(std::size_t(in.gcount()));
  return head;
}

// Pictures and PDF may need minutes; everything else that is small is read while the person waits.
bool is_slow(const std::filesystem::path& path) {
  const std::string head = read_head(path);
  return std::filesystem::file_size(path) > read_at_once || head.starts_with("%PDF") || head.starts_with("\x89PNG") ||
         head.starts_with("\xFF\xD8\xFF") || head.starts_with("II*") || head.starts_with("MM");
}

std::string pages_json(const ReadText& read) {
  base::Json pages = base::Json::array();
  for (std::size_t i = 0; i < read.pages.size(); ++i) {
    base::Json page = {{"number", i + 1}, {"start", read.pages[i].start}};
    if (read.pages[i].confidence) page["confidence"] = *read.pages[i].confidence;
    pages.push_back(page);
  }
  return pages.dump();
}

std::string warnings_json(const ReadText& read) {
  base::Json warnings = base::Json::array();
  for (const auto& w : read.warnings) warnings.push_back({{"key", w.key}, {"parameters", w.parameters}});
  return warnings.dump();
}

// A file name as shown and stored: the last part of any path, without control characters.
std::string clean_name(const std::string& name) {
  std::string out;
  for (const char c : name.substr(name.find_last_of("/\\") == std::string::npos ? 0 : name.find_last_of("/\\") + 1))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  if (!base::is_valid_utf8(out)) out.clear();
  out = base::squeeze(base::to_nfc(out));
  if (base::count_code_points(out) > 200) out = base::to_utf8(base::to_code_points(out).substr(0, 200));
  return out.empty() ? "khong-ten" : out;
}

}  // namespace

IntakeService::IntakeService(Surroundings surroundings) : s_(std::move(surroundings)) {
  std::filesystem::create_directories(s_.pending_folder);
  s_.jobs.add_kind("intake.read", [this](platform::JobRun& run) { return read_job(run); });
}

Uploaded IntakeService::upload(const base::Actor& actor, const std::string& unit_code, const std::string& name,
                               const std::filesystem::path& file) {
  tree::UnitId unit;
  {
    auto tx = s_.database.begin_read();
    const auto found = s_.tree.find_unit(tx, unit_code);
    if (!found || !s_.access.may(tx, actor, Permission::intake_upload, *found))
      throw base::Error(base::ErrorKind::not_found, "intake.unit_unknown", {{"unit", unit_code}}).at_field("unit");
    unit = *found;
  }
  const std::string shown_name = clean_name(name);
  if (!is_slow(file)) return keep(actor, unit, shown_name, file, {});

  // The name waits beside the bytes, outside the store: a secret text must leave no trace in a job.
  const std::string token = platform::random_token(12);
  const auto pending = s_.pending_folder / token;
  std::filesystem::rename(file, pending);
  std::ofstream(pending.string() + ".name") << shown_name;
  auto tx = s_.database.begin();
  const auto job = s_.jobs.enqueue(tx, actor, "intake.read", "Đọc văn bản",
                                   base::Json{{"file", token}, {"unit", unit.value}}.dump(), unit.value);
  tx.commit();
  Uploaded answer;
  answer.job_id = job.value;
  return answer;
}

std::string IntakeService::read_job(platform::JobRun& run) {
  const auto input = base::Json::parse(run.job().input);
  const auto pending = s_.pending_folder / input.at("file").get<std::string>();
  const auto name_file = std::filesystem::path(pending.string() + ".name");
  if (!std::filesystem::exists(pending)) throw base::Error(base::ErrorKind::not_found, "intake.upload_gone");
  std::string name;
  std::getline(std::ifstream(name_file), name);
  const auto forget = [&] {
    std::filesystem::remove(pending);
    std::filesystem::remove(name_file);
  };
  bool cancelled = false;
  try {
    const auto answer = keep(run.actor(), tree::UnitId{input.at("unit").get<std::int64_t>()}, name, pending,
                             [&](std::size_t page, std::size_t pages) {
                               try {
                                 run.progress(std::int64_t(page), std::int64_t(pages));
                               } catch (const platform::JobCancelled&) {
                                 cancelled = true;
                                 return false;
                               }
                               return true;
                             });
    forget();
    return base::to_json(answer).dump();
  } catch (const base::Error&) {
    forget();
    if (cancelled) throw platform::JobCancelled{};
    throw;
  }
}

Uploaded IntakeService::keep(const base::Actor& actor, tree::UnitId unit, const std::string& name,
                             const std::filesystem::path& file,
                             const std::function<bool(std::size_t, std::size_t)>& progress) {
  ReadOptions options;
  options.progress = progress;
  ReadText read;
  try {
    read = read_file(file, options);
  } catch (const base::Error& error) {
    if (error.key() == "intake.secret_refused") {
      auto tx = s_.database.begin();
      s_.audit.record(tx, actor, "intake.secret_refused", "text", "", unit.value);
      tx.commit();
    }
    throw;
  }
  const Reading reading = read_drafts(read.text);

  auto tx = s_.database.begin();
  s_.access.require(tx, actor, Permission::intake_upload, unit);
  const auto kept = s_.files.keep_file(tx, file);
  Uploaded answer;
  if (const auto known = store_.find_by_file(tx, unit, kept.hash)) {
    answer.text_id = *known;
    answer.known_already = true;
    return answer;
  }
  NewText text{unit,
               name,
               kept.hash,
               std::string(name_of(read.kind)),
               read.encoding,
               pages_json(read),
               warnings_json(read),
               std::int64_t(read.length),
               actor.account_id,
               s_.clock.now(),
               actor.name};
  const TextId id = store_.add_text(tx, text, read.text, reading);
  s_.audit.record(
      tx, actor, "intake.uploaded", "text", std::to_string(id.value), unit.value,
      base::Json{{"kind", text.kind}, {"encoding", text.encoding}, {"items", reading.drafts.size()}}.dump());
  tx.commit();
  answer.text_id = id;
  return answer;
}

StoredText IntakeService::access_text(platform::Transaction& tx, const base::Actor& actor, TextId id,
                                      Permission permission) {
  auto text = store_.find_text(tx, id);
  if (!text || !s_.access.may(tx, actor, Permission::intake_read, text->unit_id))
    throw base::Error(base::ErrorKind::not_found, "intake.text_unknown");
  s_.access.require(tx, actor, permission, text->unit_id);
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

TextView IntakeService::get_text(const base::Actor& actor, TextId id, base::Language language) {
  auto tx = s_.database.begin_read();
  auto text = access_text(tx, actor, id, Permission::intake_read);
  TextView view{text.row, store_.body(tx, id), base::Json::parse(text.pages), base::Json::array()};
  for (const auto& w : base::Json::parse(text.warnings))
    view.warnings.push_back({{"key", w.at("key")},
                             {"sentence", base::sentence(w.at("key").get<std::string>(),
                                                         w.at("parameters").get<base::Parameters>(), language)}});
  return view;
}

IntakeService::Desk IntakeService::desk(platform::Transaction& tx, const base::Actor& actor, StoredText text) {
  const TextId id = text.row.id;
  return {tx, actor, std::move(text), store_.list_items(tx, id)};
}

const std::vector<documents::Candidate>& IntakeService::candidates(Desk& desk, const StoredItem& item) {
  static const std::vector<documents::Candidate> none;
  if (item.view.type != "document") return none;
  const auto& canonical = item.view.canonical;
  // "Nghị quyết này": whatever the full mention is.
  if (const auto* full = desk.by_key(text_field(canonical, "refers_to"));
      full && full->view.id != item.view.id && !full->view.canonical.contains("refers_to"))
    return candidates(desk, *full);
  if (text_field(canonical, "form") == "anaphor") return none;
  const auto citation = citation_of(canonical);
  const auto [place, added] = desk.found.try_emplace(base::to_json(citation).dump());
  if (added) place->second = s_.documents.find_candidates(desk.tx, desk.actor, citation);
  return place->second;
}

ItemView IntakeService::shown(Desk& desk, const StoredItem& item) {
  ItemView view = item.view;
  if (view.type != "document") return view;
  const auto& found = candidates(desk, item);
  bool exactly_one = false;
  for (const auto& c : found) {
    view.candidates.push_back({c.id.value, c.label + (c.subject.empty() ? "" : " · " + c.subject),
                               std::string(base::enum_name(c.state)), c.reasons});
    exactly_one = exactly_one || c.exactly_one;
    if (view.document_id == c.id.value) view.document_label = c.label;
  }
  if (view.state != ItemState::waiting) return view;
  const std::string form = text_field(view.canonical, "form");
  if (found.size() > 1 && !exactly_one)
    view.certainty = "choose";
  else if (found.empty() && form != "full" && form != "self" && form != "named")
    view.certainty = "needs_person";
  return view;
}

std::vector<ItemView> IntakeService::list_items(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin_read();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_read));
  std::vector<ItemView> out;
  out.reserve(on_desk.items.size());
  for (const auto& item : on_desk.items) out.push_back(shown(on_desk, item));
  return out;
}

ItemView IntakeService::decide(const base::Actor& actor, ItemId id, const Decision& decision) {
  auto tx = s_.database.begin();
  const auto known = store_.find_item(tx, id);
  if (!known) throw base::Error(base::ErrorKind::not_found, "intake.item_unknown");
  auto on_desk = desk(tx, actor, access_text(tx, actor, known->text_id, Permission::intake_review));
  auto& item = on_desk.by_id(id);
  if (item.view.version != decision.version)
    throw base::Error(base::ErrorKind::conflict, "intake.item_changed", {{"by", item.view.decided_by}})
        .at_field("version");
  const auto before = item.view.state;
  apply(on_desk, item, decision);
  if (const auto refused = write_relations(on_desk, {item.view.key}); !refused.empty()) throw refused.front();
  store_.count_text(tx, item.text_id);
  s_.audit.record(tx, actor, "intake." + std::string(base::enum_name(decision.action)), "item",
                  std::to_string(id.value), on_desk.text.unit_id.value,
                  base::Json{{"text", item.text_id.value},
                             {"type", item.view.type},
                             {"state", {base::enum_name(before), base::enum_name(item.view.state)}},
                             {"span", {item.view.start, item.view.end}}}
                      .dump());
  auto view = shown(on_desk, item);
  tx.commit();
  return view;
}

ItemView IntakeService::add_item(const base::Actor& actor, TextId id, const NewItem& wanted) {
  auto tx = s_.database.begin();
  const auto text = access_text(tx, actor, id, Permission::intake_review);
  check_values(wanted.type, wanted.canonical);
  const auto words = words_of(store_.body(tx, id), wanted.start, wanted.end);
  const auto added = store_.add_by_hand(tx, id, wanted, words);
  auto on_desk = desk(tx, actor, text);
  auto& item = on_desk.by_id(added);
  Decision decision;
  decision.version = item.view.version;
  decision.document_id = wanted.document_id;
  decision.create = wanted.create;
  apply(on_desk, item, decision);
  store_.count_text(tx, id);
  s_.audit.record(tx, actor, "intake.added", "item", std::to_string(added.value), text.unit_id.value,
                  base::Json{{"text", id.value}, {"type", wanted.type}, {"span", {wanted.start, wanted.end}}}.dump());
  auto view = shown(on_desk, item);
  tx.commit();
  return view;
}

AcceptedCertain IntakeService::accept_certain(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin();
  auto on_desk = desk(tx, actor, access_text(tx, actor, id, Permission::intake_review));
  AcceptedCertain answer;
  std::set<std::string> decided;
  for (auto& item : on_desk.items) {
    if (item.view.state != ItemState::waiting || item.view.optional) continue;
    if (shown(on_desk, item).certainty != "certain") {
      ++answer.left;
      continue;
    }
    Decision decision;
    decision.version = item.view.version;
    apply(on_desk, item, decision);
    decided.insert(item.view.key);
    ++answer.accepted;
  }
  answer.relations_refused = std::int64_t(write_relations(on_desk, decided).size());
  store_.count_text(tx, id);
  s_.audit.record(tx, actor, "intake.accepted_certain", "text", std::to_string(id.value), on_desk.text.unit_id.value,
                  base::to_json(answer).dump());
  tx.commit();
  return answer;
}

Reread IntakeService::reread(const base::Actor& actor, TextId id) {
  auto tx = s_.database.begin();
  const auto text = access_text(tx, actor, id, Permission::intake_review);
  const auto stored = store_.list_items(tx, id);
  const auto before = store_.list_read(tx, id);
  Reading reading = read_drafts(store_.body(tx, id));
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

std::vector<ContradictionView> IntakeService::list_contradictions(const base::Actor& actor, TextId id,
                                                                  base::Language language) {
  auto tx = s_.database.begin_read();
  access_text(tx, actor, id, Permission::intake_read);
  auto out = store_.list_contradictions(tx, id);
  // Between this text and the register: the same number with another date.
  for (const auto& item : store_.list_items(tx, id)) {
    if (item.view.type != "document" || !item.view.canonical.contains("number")) continue;
    auto citation = citation_of(item.view.canonical);
    if (!citation.date || !citation.number) continue;
    const auto stated = *citation.date;
    citation.date.reset();
    const auto found = s_.documents.find_candidates(tx, actor, citation);
    const bool agrees = std::any_of(found.begin(), found.end(), [&](const auto& c) {
      return c.issued && (c.issued->first() <= stated.last() && stated.first() <= c.issued->last());
    });
    if (found.empty() || agrees || !found.front().issued) continue;
    out.push_back({0, "intake.contradiction.register_date", "",
                   base::Json::array({base::Json::array({item.view.start, item.view.end})}), stated.text(),
                   found.front().label + " " + found.front().issued->text()});
  }
  for (auto& c : out) c.sentence = base::sentence(c.key, {{"found", c.found}, {"expected", c.expected}}, language);
  return out;
}

std::vector<FactView> IntakeService::list_facts(const base::Actor& actor, const FactFilter& filter) {
  auto tx = s_.database.begin_read();
  return store_.list_facts(tx, s_.access.scope(tx, actor, Permission::intake_read), filter);
}

std::vector<AttestationView> IntakeService::list_attestations(const base::Actor& actor,
                                                              const AttestationFilter& filter) {
  auto tx = s_.database.begin_read();
  auto out = store_.list_attestations(tx, s_.access.scope(tx, actor, Permission::intake_read), filter);
  for (const auto& a : out) s_.audit.record_view(actor, "attestation", std::to_string(a.id), 0);
  return out;
}

std::string IntakeService::original(const base::Actor& actor, TextId id, std::string& bytes) {
  auto tx = s_.database.begin_read();
  const auto text = access_text(tx, actor, id, Permission::intake_read);
  bytes = s_.files.read(tx, text.file_hash);
  return text.row.name;
}

}  // namespace intake
