#include <algorithm>
#include <map>
#include <thread>

#include "modules/reviews/reviews_machine.h"
#include "modules/reviews/words.h"

namespace reviews {
namespace {
constexpr int most_tries = 1000;  // a commit shows within microseconds of its end
}

Reviews::Reviews(Surroundings surroundings) : machine_(std::make_unique<Machine>(surroundings)) {}
Reviews::~Reviews() = default;

members::MemberListener& Reviews::listener() { return machine_->strength; }
tree::TreeListener& Reviews::tree_listener() { return machine_->strength; }

WeakQuestion Reviews::Machine::question(Transaction& tx, const base::Actor& actor, const Places& of,
                                        base::Date on) const {
  WeakQuestion q;
  q.criteria = criteria_of(tx, at.policy, on);
  q.seen = at.access.scope(tx, actor, Permission::reviews_read);
  q.counted = at.access.scope(tx, actor, Permission::members_read);
  for (const auto& j : store::list_judgements_on(tx, on))
    if (const auto place = of.find(j.unit); place != nowhere) q.judged.push_back(place);
  return q;
}

std::unordered_map<std::uint32_t, StoredRemedy> Reviews::Machine::remedies_on(Transaction& tx, const Places& of,
                                                                              base::Date on) const {
  std::unordered_map<std::uint32_t, StoredRemedy> out;
  for (auto& remedy : store::list_remedies_on(tx, on)) {
    auto place = of.find(remedy.unit);
    if (place != nowhere && !of.lives(place, on))
      if (const auto heirs = at.tree.resolve(tx, remedy.unit, on); heirs.size() == 1) place = of.find(heirs.front());
    if (place != nowhere) out.try_emplace(place, std::move(remedy));
  }
  return out;
}

Reviews::Machine::Found Reviews::Machine::find(std::optional<Transaction>& tx, const base::Actor& actor,
                                               tree::UnitId unit, base::Date on, bool all) const {
  Found out;
  for (int tries = 0; tries < most_tries; ++tries) {
    if (tries) {
      std::this_thread::yield();
      tx.emplace(at.database.begin_read());
    }
    out.places = places.of(*tx);
    out.question = question(*tx, actor, *out.places, on);
    out.question.all = all;
    if (unit) out.question.unit = out.places->find(unit);
    if (auto weak = find_weak(*out.places, strength, out.question)) {
      out.weak = std::move(*weak);
      return out;
    }
  }
  throw Error(ErrorKind::unavailable, "reviews.tree_moving");
}

Reviews::Machine::Listed Reviews::Machine::list(std::optional<Transaction>& tx, const base::Actor& actor,
                                                const WeakQuery& query) const {
  at.access.require_anywhere(*tx, actor, Permission::reviews_read);
  const auto unit = query.unit.empty() ? tree::UnitId{} : access_unit(*tx, actor, query.unit);
  Listed out;
  out.page.on = query.on.value_or(today());
  auto found = find(tx, actor, unit, out.page.on, false);
  out.places = found.places;
  out.page.figures = !found.question.counted.nothing();
  out.remedies = remedies_on(*tx, *out.places, out.page.on);
  std::map<Criterion, std::int64_t> by_mark;
  std::map<Progress, std::int64_t> by_progress;
  std::map<tree::UnitKind, std::int64_t> by_kind;
  for (auto& weak : found.weak) {
    const auto remedy = out.remedies.find(weak.place);
    const auto progress =
        remedy == out.remedies.end() ? Progress::without : progress_of(remedy->second.due_on, out.page.on);
    for (unsigned c = 0; c <= unsigned(Criterion::judged); ++c) by_mark[Criterion(c)] += (weak.marks >> c) & 1;
    ++by_progress[progress];
    ++by_kind[weak.kind];
    if (query.mark && !(weak.marks & bit(*query.mark))) continue;
    if ((query.progress && *query.progress != progress) || (query.kind && *query.kind != weak.kind)) continue;
    out.rows.push_back(std::move(weak));
  }
  const auto tell = [](const auto& counts, std::vector<Tally>& to) {
    for (const auto& [key, count] : counts)
      if (count) to.push_back({std::string(base::enum_name(key)), count});
  };
  tell(by_mark, out.page.by_mark);
  tell(by_progress, out.page.by_progress);
  tell(by_kind, out.page.by_kind);
  out.page.total = std::ssize(out.rows);
  return out;
}

WeakItem Reviews::Machine::item_of(Transaction& tx, const Listed& listed, const Weak& weak) const {
  const auto on = listed.page.on;
  const auto span = name_of(tx, listed.places->id(weak.place), on);
  WeakItem item;
  item.unit_code = span.code, item.unit_name = span.name, item.kind = weak.kind;
  item.superior_code = span.parent_code;
  if (span.parent_id) item.superior_name = name_of(tx, *span.parent_id, on).name;
  for (unsigned c = 0; c <= unsigned(Criterion::judged); ++c)
    if (weak.marks & bit(Criterion(c))) item.marks.push_back(Criterion(c));
  if (weak.counted) item.figures = weak.facts.figures;
  if (const auto it = listed.remedies.find(weak.place); it != listed.remedies.end()) {
    item.remedy_id = it->second.id;
    item.due_on = it->second.due_on;
    item.progress = progress_of(it->second.due_on, on);
  }
  return item;
}

WeakList Reviews::list_weak(const base::Actor& actor, const WeakQuery& query, const std::string& cursor, int limit) {
  auto& m = *machine_;
  std::optional<Transaction> tx(m.at.database.begin_read());
  auto listed = m.list(tx, actor, query);
  auto row = listed.rows.begin();
  if (!cursor.empty()) {
    const auto last = m.at.tree.find_unit(*tx, cursor);
    if (!last) throw Error(ErrorKind::invalid, "reviews.cursor").at_field("cursor");
    row = std::ranges::upper_bound(listed.rows, listed.places->find(*last), {}, &Weak::place);
  }
  for (; row != listed.rows.end() && std::ssize(listed.page.items) < limit; ++row)
    listed.page.items.push_back(m.item_of(*tx, listed, *row));
  if (row != listed.rows.end()) listed.page.next = listed.page.items.back().unit_code;
  return listed.page;
}

void Reviews::export_weak(const base::Actor& actor, const WeakQuery& query, base::Language language,
                          const std::filesystem::path& path, platform::TableFormat format) {
  auto& m = *machine_;
  const bool vi = language == base::Language::vi;
  Machine::Listed listed;
  {
    std::optional<Transaction> tx(m.at.database.begin_read());
    listed = m.list(tx, actor, query);
    auto table = platform::create_table(path, format, vi ? "Tổ chức yếu kém" : "Weak organisations", {10});
    std::vector<std::string> head;
    base::for_each_member<WeakItem>([&](std::string_view field, auto) {
      const auto* label = base::find_label<WeakItem>(field);
      if (field == "remedy_id") return;
      if (field != "figures") {
        head.emplace_back(vi ? label->vi : label->en);
        return;
      }
      for (const auto& figure : base::labels<Figures>::list) head.emplace_back(vi ? figure.vi : figure.en);
    });
    table->add(head);
    for (const auto& weak : listed.rows) {
      const auto item = m.item_of(*tx, listed, weak);
      std::string marks;
      for (const auto mark : item.marks) marks += (marks.empty() ? "" : "; ") + words_of(mark, language);
      std::vector<std::string> line{item.unit_code,     item.unit_name,     words_of(item.kind, language),
                                    item.superior_code, item.superior_name, marks};
      base::for_each_member<Figures>([&](std::string_view, auto figure) {
        line.push_back(item.figures ? std::to_string((*item.figures).*figure) : "");
      });
      line.push_back(words_of(item.progress, language));
      line.push_back(item.due_on ? base::to_iso(*item.due_on) : "");
      table->add(line);
    }
    table->finish();
  }
  auto tx = m.at.database.begin();
  const auto unit = query.unit.empty() ? std::nullopt : m.at.tree.find_unit(tx, query.unit);
  m.at.audit.record(tx, actor, "reviews.exported", "weak_organisations", query.unit, unit ? unit->value : 0,
                    Json{{"on", base::to_iso(listed.page.on)}, {"rows", listed.page.total}}.dump());
  tx.commit();
}

UnitReview Reviews::get_unit(const base::Actor& actor, const std::string& code, std::optional<base::Date> on,
                             base::Language language) {
  auto& m = *machine_;
  std::optional<Transaction> reader(m.at.database.begin_read());
  const auto unit = m.access_unit(*reader, actor, code);
  UnitReview out;
  out.on = on.value_or(m.today());
  const auto found = m.find(reader, actor, unit, out.on, true);
  for (const auto& weak : found.weak)
    if (weak.place == found.question.unit && weak.counted) {
      out.figures = weak.facts.figures;
      out.reasons = reasons_of(weak.marks, weak.facts, found.question.criteria, language);
    }
  auto& tx = *reader;
  const auto span = m.name_of(tx, unit, out.on);
  out.unit_code = span.code, out.unit_name = span.name;
  for (const auto& j : store::list_judgements(tx, unit)) {
    out.judgements.push_back(m.judgement_of(tx, j));
    if (j.holds_on(out.on))
      out.reasons.push_back(reason_of(j.ground, out.judgements.back().document, j.decided_on, language));
  }
  // Its own, and those of whoever it took the place of.
  std::vector<tree::UnitId> all{unit};
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto& s : m.at.tree.list_predecessors(tx, all[i]))
      if (m.heir_of(tx, s.unit) == m.heir_of(tx, unit) && std::ranges::find(all, s.unit) == all.end())
        all.push_back(s.unit);
  for (const auto one : all)
    for (const auto& remedy : store::list_remedies_of(tx, one)) out.remedies.push_back(m.item_of(tx, remedy));
  out.may_decide = m.may_decide(tx, actor, unit);
  return out;
}

Judgement Reviews::judge(const base::Actor& actor, const NewJudgement& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto unit = m.access_organisation(tx, actor, given.unit_code, "unit_code");
  m.require_to_decide(tx, actor, unit);
  m.require_past(given.on, "on");
  if (!m.at.tree.find_span(tx, unit, given.on))
    refuse_field("on", "reviews.not_living", {{"code", given.unit_code}, {"day", base::to_vietnamese(given.on)}});
  for (const auto& j : store::list_judgements(tx, unit))
    if (j.ground == given.ground && base::Interval{j.decided_on, j.ended_on}.overlaps({given.on, std::nullopt}))
      throw Error(ErrorKind::conflict, "reviews.judged_already", {{"day", base::to_vietnamese(j.decided_on)}});
  StoredJudgement j{{}, unit, given.ground, m.cite(tx, actor, given.document, unit), given.on, {}, {}, 1};
  j.id = store::add_judgement(tx, j);
  m.at.audit.record(tx, actor, "reviews.judged", "judgement", std::to_string(j.id.value), unit.value,
                    Json{{"ground", base::enum_name(j.ground)}, {"on", base::to_iso(given.on)}}.dump());
  auto out = m.judgement_of(tx, j);
  tx.commit();
  return out;
}

Judgement Reviews::end_judgement(const base::Actor& actor, JudgementId id, const EndOfJudgement& given,
                                 std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto j = m.access_judgement(tx, actor, id);
  m.require_to_decide(tx, actor, j.unit);
  if (j.version != seen) throw Error(ErrorKind::conflict, "reviews.changed_meanwhile");
  if (j.ended_on)
    throw Error(ErrorKind::conflict, "reviews.judgement_over", {{"day", base::to_vietnamese(*j.ended_on)}});
  m.require_past(given.on, "on");
  if (given.on <= j.decided_on)
    refuse_field("on", "reviews.day_too_early", {{"day", base::to_vietnamese(j.decided_on)}});
  j.ended_on = given.on;
  j.end_document = m.cite(tx, actor, given.document, j.unit);
  store::end_judgement(tx, j);
  ++j.version;
  m.at.audit.record(tx, actor, "reviews.judgement_ended", "judgement", std::to_string(id.value), j.unit.value,
                    Json{{"ground", base::enum_name(j.ground)}, {"on", base::to_iso(given.on)}}.dump());
  auto out = m.judgement_of(tx, j);
  tx.commit();
  return out;
}

Judgement Reviews::get_judgement(const base::Actor& actor, JudgementId id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  return m.judgement_of(tx, m.access_judgement(tx, actor, id));
}

}  // namespace reviews
