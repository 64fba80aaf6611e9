#include "modules/reviews/reviews_store.h"

namespace reviews::store {
namespace {

constexpr const char* judgement_columns =
    "SELECT id, unit_id, ground, document_id, decided_on, ended_on, end_document_id, version FROM reviews_judgement ";
constexpr const char* remedy_columns =
    "SELECT r.id, r.unit_id, r.lead_id, r.goal, r.document_id, r.opened_on, r.due_on, r.closed_on, r.result, "
    "r.end_document_id, r.version FROM reviews_remedy r ";

template <class E>
std::optional<E> find_enum(const platform::Row& row, int column) {
  const auto text = row.get<std::optional<std::string>>(column);
  return text ? base::parse_enum<E>(*text) : std::nullopt;
}
template <class E>
E read_enum(const platform::Row& row, int column) {
  return find_enum<E>(row, column).value_or(E{});
}

StoredJudgement read_judgement(const platform::Row& row) {
  return {row.get<JudgementId>(0),
          row.get<tree::UnitId>(1),
          read_enum<Ground>(row, 2),
          row.get<std::int64_t>(3),
          row.get<base::Date>(4),
          row.get<std::optional<base::Date>>(5),
          row.get<std::optional<std::int64_t>>(6),
          row.get<std::int64_t>(7)};
}

StoredRemedy read_remedy(const platform::Row& row) {
  StoredRemedy r;
  r.id = row.get<RemedyId>(0);
  r.unit = row.get<tree::UnitId>(1), r.lead = row.get<tree::UnitId>(2);
  r.goal = row.get<std::string>(3);
  r.document = row.get<std::int64_t>(4);
  r.opened_on = row.get<base::Date>(5), r.due_on = row.get<base::Date>(6);
  r.closed_on = row.get<std::optional<base::Date>>(7);
  r.result = find_enum<RemedyResult>(row, 8);
  r.end_document = row.get<std::optional<std::int64_t>>(9);
  r.version = row.get<std::int64_t>(10);
  return r;
}

template <class T, class Read, class... A>
std::vector<T> list(Transaction& tx, const std::string& sql, Read read, const A&... values) {
  std::vector<T> out;
  tx.each(
      sql, [&](const platform::Row& row) { out.push_back(read(row)); }, values...);
  return out;
}

template <class T>
std::optional<T> first(std::vector<T> all) {
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

template <class E>
std::optional<std::string> name_of(std::optional<E> value) {
  return value ? std::optional(std::string(base::enum_name(*value))) : std::nullopt;
}

std::string where(const RemedyFilter& filter, platform::Bindings& values) {
  std::string sql = "WHERE EXISTS (SELECT 1 FROM tree_scope s WHERE s.unit_id IN (r.unit_id, r.lead_id) AND " +
                    filter.seen.condition("s", values) + " AND " + filter.below.condition("s", values) + ")";
  if (filter.state)
    sql += *filter.state == RemedyState::open ? " AND r.closed_on IS NULL" : " AND r.closed_on IS NOT NULL";
  if (filter.due_from) {
    sql += " AND r.due_on >= ?";
    values.add(*filter.due_from);
  }
  if (filter.due_before) {
    sql += " AND r.due_on < ?";
    values.add(*filter.due_before);
  }
  return sql;
}

}  // namespace

JudgementId add_judgement(Transaction& tx, const StoredJudgement& j) {
  return JudgementId{tx.insert(
      "INSERT INTO reviews_judgement(unit_id, ground, document_id, decided_on, version) VALUES (?, ?, ?, ?, 1)", j.unit,
      base::enum_name(j.ground), j.document, j.decided_on)};
}

void end_judgement(Transaction& tx, const StoredJudgement& j) {
  tx.run("UPDATE reviews_judgement SET ended_on = ?, end_document_id = ?, version = version + 1 WHERE id = ?",
         j.ended_on, j.end_document, j.id);
}

std::optional<StoredJudgement> find_judgement(Transaction& tx, JudgementId id) {
  return first(list<StoredJudgement>(tx, std::string(judgement_columns) + "WHERE id = ?", read_judgement, id));
}

std::vector<StoredJudgement> list_judgements(Transaction& tx, tree::UnitId unit) {
  return list<StoredJudgement>(
      tx, std::string(judgement_columns) + "WHERE unit_id = ? ORDER BY decided_on DESC, id DESC", read_judgement, unit);
}

std::vector<StoredJudgement> list_judgements_on(Transaction& tx, base::Date day) {
  return list<StoredJudgement>(
      tx, std::string(judgement_columns) + "WHERE decided_on <= ? AND (ended_on IS NULL OR ended_on > ?)",
      read_judgement, day, day);
}

RemedyId add_remedy(Transaction& tx, const StoredRemedy& r) {
  return RemedyId{
      tx.insert("INSERT INTO reviews_remedy(unit_id, lead_id, goal, document_id, opened_on, due_on, version) VALUES "
                "(?, ?, ?, ?, ?, ?, 1)",
                r.unit, r.lead, r.goal, r.document, r.opened_on, r.due_on)};
}

void update_remedy(Transaction& tx, const StoredRemedy& r) {
  tx.run(
      "UPDATE reviews_remedy SET lead_id = ?, goal = ?, document_id = ?, due_on = ?, closed_on = ?, result = ?, "
      "end_document_id = ?, version = version + 1 WHERE id = ?",
      r.lead, r.goal, r.document, r.due_on, r.closed_on, name_of(r.result), r.end_document, r.id);
}

std::optional<StoredRemedy> find_remedy(Transaction& tx, RemedyId id) {
  return first(list<StoredRemedy>(tx, std::string(remedy_columns) + "WHERE r.id = ?", read_remedy, id));
}

std::vector<StoredRemedy> list_remedies_of(Transaction& tx, tree::UnitId unit) {
  return list<StoredRemedy>(
      tx, std::string(remedy_columns) + "WHERE r.unit_id = ? ORDER BY r.opened_on DESC, r.id DESC", read_remedy, unit);
}

std::vector<StoredRemedy> list_remedies_on(Transaction& tx, base::Date day) {
  return list<StoredRemedy>(
      tx,
      std::string(remedy_columns) +
          "WHERE r.opened_on <= ? AND (r.closed_on IS NULL OR r.closed_on > ?) ORDER BY r.due_on, r.id",
      read_remedy, day, day);
}

std::vector<StoredRemedy> list_remedies(Transaction& tx, const RemedyFilter& filter, int offset, int limit) {
  platform::Bindings values;
  const std::string sql = remedy_columns + where(filter, values) +
                          " ORDER BY CASE WHEN r.closed_on IS NULL THEN 0 ELSE 1 END, CASE WHEN r.closed_on IS NULL "
                          "THEN r.due_on END, r.closed_on DESC, r.id LIMIT " +
                          std::to_string(limit) + " OFFSET " + std::to_string(offset);
  std::vector<StoredRemedy> out;
  for (auto rows = tx.query_values(sql, values.values()); rows->next();)
    out.push_back(read_remedy(platform::Row(*rows)));
  return out;
}

std::int64_t count_remedies(Transaction& tx, const RemedyFilter& filter) {
  platform::Bindings values;
  const std::string sql = "SELECT COUNT(*) FROM reviews_remedy r " + where(filter, values);
  const auto rows = tx.query_values(sql, values.values());
  return rows->next() ? rows->integer(0) : 0;
}

std::int64_t count_open_at(Transaction& tx, tree::UnitId unit) {
  return tx
      .find<std::int64_t>(
          "SELECT COUNT(*) FROM reviews_remedy WHERE closed_on IS NULL AND (unit_id = ? OR lead_id = ?)", unit, unit)
      .value_or(0);
}

std::int64_t count_kept_of(Transaction& tx, tree::UnitId unit) {
  return tx
      .find<std::int64_t>(
          "SELECT (SELECT COUNT(*) FROM reviews_remedy WHERE unit_id = ? OR lead_id = ?) + (SELECT COUNT(*) FROM "
          "reviews_judgement WHERE unit_id = ?)",
          unit, unit, unit)
      .value_or(0);
}

std::int64_t add_step(Transaction& tx, RemedyId remedy, const NewStep& step) {
  return tx.insert(
      "INSERT INTO reviews_step(remedy_id, measure, text, due_on, state, note) VALUES (?, ?, ?, ?, 'waiting', '')",
      remedy, base::enum_name(step.measure), step.text, step.due_on);
}

void report_step(Transaction& tx, std::int64_t step, const StepReport& report) {
  tx.run("UPDATE reviews_step SET state = ?, state_on = ?, note = ? WHERE id = ?", base::enum_name(report.state),
         report.on, report.note, step);
}

std::vector<RemedyStep> list_steps(Transaction& tx, RemedyId remedy) {
  return list<RemedyStep>(
      tx, "SELECT id, measure, text, due_on, state, state_on, note FROM reviews_step WHERE remedy_id = ? ORDER BY id",
      [](const platform::Row& row) {
        return RemedyStep{row.get<std::int64_t>(0),     read_enum<Measure>(row, 1),
                          row.get<std::string>(2),      row.get<std::optional<base::Date>>(3),
                          read_enum<StepState>(row, 4), row.get<std::optional<base::Date>>(5),
                          row.get<std::string>(6)};
      },
      remedy);
}

void add_event(Transaction& tx, RemedyId remedy, const StoredEvent& e) {
  tx.insert(
      "INSERT INTO reviews_event(remedy_id, kind, on_date, due_on, text, document_id, measure, step, account) VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      remedy, base::enum_name(e.kind), e.on, e.due_on, e.text, e.document, name_of(e.measure), name_of(e.step),
      e.account);
}

std::vector<StoredEvent> list_events(Transaction& tx, RemedyId remedy) {
  return list<StoredEvent>(
      tx,
      "SELECT kind, on_date, due_on, text, document_id, measure, step, account FROM reviews_event WHERE remedy_id = ? "
      "ORDER BY id "
      "DESC",
      [](const platform::Row& row) {
        return StoredEvent{read_enum<EventKind>(row, 0),
                           row.get<base::Date>(1),
                           row.get<std::optional<base::Date>>(2),
                           row.get<std::string>(3),
                           row.get<std::optional<std::int64_t>>(4),
                           find_enum<Measure>(row, 5),
                           find_enum<StepState>(row, 6),
                           row.get<std::string>(7)};
      },
      remedy);
}

}  // namespace reviews::store
