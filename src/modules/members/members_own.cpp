// A member's own page: the record, who looked at it, and questions about fields that the unit answers.
#include <algorithm>

#include "modules/members/members_machine.h"

namespace members {
namespace {

constexpr std::string_view question_columns =
    "SELECT q.id, q.member_id, q.field, q.text, q.asked_on, q.answer, q.answered_on, q.accepted, q.version "
    "FROM members_question q ";

struct StoredQuestion {
  MemberId member;
  Question question;
};

StoredQuestion read_question(const platform::Row& row) {
  StoredQuestion q;
  q.question.id = row.get<QuestionId>(0);
  q.member = row.get<MemberId>(1);
  q.question.field = row.get<std::string>(2);
  q.question.text = row.get<std::string>(3);
  q.question.asked_on = row.get<base::Date>(4);
  q.question.answer = row.get<std::string>(5);
  q.question.answered_on = row.get<std::optional<base::Date>>(6);
  q.question.accepted = row.get<std::optional<bool>>(7);
  q.question.version = row.get<std::int64_t>(8);
  return q;
}

std::string label_of(std::string_view field) {
  const auto* label = base::find_label<MemberPage>(field);
  return label ? std::string(label->vi) : std::string(field);
}

// With whom it is about; without those whose record does not exist any more.
std::vector<Question> describe(Transaction& tx, const std::vector<StoredQuestion>& stored) {
  std::vector<Question> questions;
  for (const auto& [id, question] : stored)
    if (const auto member = store::find_member(tx, id)) {
      auto& q = questions.emplace_back(question);
      q.member_code = member->code;
      q.full_name = member->full_name;
      q.field_label = label_of(q.field);
    }
  return questions;
}

// A unit that the home lay in or below, and when.
struct Above {
  std::int64_t unit = 0;
  base::Interval when;
};

void add_above(Transaction& tx, const tree::Tree& tree, tree::UnitId unit, base::Interval when,
               std::vector<Above>& out) {
  out.push_back({unit.value, when});
  const auto spans = tree.list_history(tx, unit);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    // Before its first day and after its last it stands where it stood next to them, or below what took its place.
    auto from = i == 0 ? when.from : std::max(when.from, spans[i].from);
    auto to = i + 1 < spans.size() ? std::optional(spans[i + 1].from) : std::nullopt;
    const auto heirs =
        i + 1 == spans.size() && spans[i].to ? tree.list_successors(tx, unit) : std::vector<tree::Successor>{};
    if (heirs.size() == 1) {
      to = spans[i].to;
      const base::Interval later{std::max(when.from, *to), when.to};
      if (!later.empty()) add_above(tx, tree, heirs.front().successor, later, out);
    }
    if (when.to && (!to || *when.to < *to)) to = when.to;
    if (spans[i].parent_id && !base::Interval{from, to}.empty())
      add_above(tx, tree, *spans[i].parent_id, {from, to}, out);
  }
}

// By the home of each day: of the spell that had begun last.
void add_units_above(Transaction& tx, const tree::Tree& tree, const StoredMember& member, std::vector<Above>& out) {
  for (std::size_t i = 0; i < member.spells.size(); ++i) {
    const auto from = i == 0 ? base::Date{0} : member.spells[i].fact.from;
    const auto to = i + 1 < member.spells.size() ? std::optional(member.spells[i + 1].fact.from) : std::nullopt;
    add_above(tx, tree, member.spells[i].fact.unit, {from, to}, out);
  }
}

}  // namespace

StoredMember MembersService::Machine::own_record(Transaction& tx, const base::Actor& actor) const {
  const auto id =
      actor.account_id == 0
          ? std::nullopt
          : tx.find<MemberId>("SELECT member_id FROM members_account WHERE account_id = ?", actor.account_id);
  auto member = id ? store::find_member(tx, *id) : std::nullopt;
  if (!member) throw Error(ErrorKind::not_found, "members.no_own_record");
  return kept_of(tx, *std::move(member));
}

void MembersService::link_account(const base::Actor& actor, const std::string& code, const AccountOfMember& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.access_to_change(tx, actor, code);
  const auto account = m.at.access.find_account(tx, given.account);
  if (!account) refuse_field("account", "members.account_unknown", {{"name", given.account}});
  if (tx.find<std::int64_t>("SELECT account_id FROM members_account WHERE account_id = ? AND member_id <> ?", *account,
                            member.id))
    throw Error(ErrorKind::conflict, "members.account_taken", {{"name", given.account}});
  tx.run("DELETE FROM members_account WHERE member_id = ?", member.id);
  tx.run("INSERT INTO members_account(account_id, member_id) VALUES (?, ?)", *account, member.id);
  m.at.audit.record(tx, actor, "members.account_linked", "member", member.code, m.home_of(member).value,
                    Json{{"account", given.account}}.dump());
  tx.commit();
}

void MembersService::unlink_account(const base::Actor& actor, const std::string& code) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.access_to_change(tx, actor, code);
  if (tx.run("DELETE FROM members_account WHERE member_id = ?", member.id) == 0)
    throw Error(ErrorKind::not_found, "members.no_account", {{"code", code}});
  m.at.audit.record(tx, actor, "members.account_unlinked", "member", member.code, m.home_of(member).value);
  tx.commit();
}

MemberPage MembersService::get_own_record(const base::Actor& actor) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  return m.page_of(tx, actor, m.own_record(tx, actor));
}

// Looked at by itself, or in a file of a whole branch.
std::vector<RecordView> MembersService::list_own_views(const base::Actor& actor) {
  auto& m = *machine_;
  std::vector<std::string> codes;
  std::vector<Above> above;
  {
    auto tx = m.at.database.begin_read();
    const auto member = m.own_record(tx, actor);
    codes = store::list_codes(tx, member.id);
    for (const auto& code : codes)
      add_units_above(tx, m.at.tree, *store::find_member(tx, *store::find_member(tx, code)), above);
  }
  const auto lay_below = [&](std::int64_t unit, base::Date day) {
    return unit == 0 ||
           std::ranges::any_of(above, [&](const Above& a) { return a.unit == unit && a.when.contains(day); });
  };
  std::vector<RecordView> views;
  const auto add = [&](audit::Filter filter, const char* kind, ViewManner manner, bool citizen_number) {
    filter.object_kind = kind;
    filter.limit = 200;
    for (const auto& e : m.at.audit.list_views(filter))
      if (manner != ViewManner::exported || lay_below(e.unit_id, platform::day_of(e.at)))
        views.push_back({e.at, e.actor, citizen_number, manner});
  };
  for (const auto& code : codes) {
    audit::Filter alone;
    alone.object_id = code;
    add(alone, "member", ViewManner::record, false);
    add(alone, "citizen_number", ViewManner::citizen_number, true);
  }
  audit::Filter branch;
  branch.unit_is_seen = [&](std::int64_t unit) {
    return unit == 0 || std::ranges::find(above, unit, &Above::unit) != above.end();
  };
  add(branch, "member_export", ViewManner::exported, false);
  add(branch, "citizen_number_export", ViewManner::exported, true);
  std::ranges::sort(views, std::ranges::greater{}, &RecordView::at);
  return views;
}

std::vector<Question> MembersService::list_own_questions(const base::Actor& actor) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  std::vector<StoredQuestion> stored;
  tx.each(
      std::string(question_columns) + "WHERE q.member_id IN " + store::of_record() + " ORDER BY q.id DESC",
      [&](platform::Row row) { stored.push_back(read_question(row)); }, m.own_record(tx, actor).id);
  return describe(tx, stored);
}

Question MembersService::ask_question(const base::Actor& actor, const NewQuestion& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.own_record(tx, actor);
  const auto known = list_purposes();
  if (std::ranges::none_of(known, [&](const auto& p) { return p.field == given.field; }))
    refuse_field("field", "field.value_unknown");
  const std::string text = clean(given.text);
  if (text.empty()) refuse_field("text", "field.required");
  if (tx.find<std::int64_t>("SELECT id FROM members_question WHERE member_id = ? AND field = ? AND answered_on IS NULL",
                            member.id, given.field))
    throw Error(ErrorKind::conflict, "members.question_open", {{"field", label_of(given.field)}});
  StoredQuestion q{member.id, {}};
  q.question.field = given.field;
  q.question.text = text;
  q.question.asked_on = m.today();
  q.question.id =
      QuestionId{tx.insert("INSERT INTO members_question(member_id, unit_id, field, text, asked_on, answer, version) "
                           "VALUES (?, ?, ?, ?, ?, '', 1)",
                           member.id, m.home_of(member), given.field, text, m.today())};
  m.at.audit.record(tx, actor, "members.question_asked", "member", member.code, m.home_of(member).value,
                    Json{{"field", given.field}}.dump());
  auto question = describe(tx, {q}).front();
  tx.commit();
  return question;
}

std::vector<Question> MembersService::list_questions(const base::Actor& actor, const std::string& unit,
                                                     bool unanswered) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.reading_scope(tx, actor, unit);
  if (scope.nothing()) return {};
  platform::Bindings values;
  const std::string sql = std::string(question_columns) + "JOIN tree_scope t ON t.unit_id = q.unit_id WHERE (" +
                          scope.condition("t", values) + ")" + (unanswered ? " AND q.answered_on IS NULL" : "") +
                          " ORDER BY q.id DESC LIMIT 500";
  std::vector<StoredQuestion> stored;
  {
    auto rows = tx.query_values(sql, values.values());
    while (rows->next()) stored.push_back(read_question(platform::Row(*rows)));
  }
  return describe(tx, stored);
}

Question MembersService::get_question(const base::Actor& actor, QuestionId id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  return m.access_question(tx, actor, id);
}

Question MembersService::Machine::access_question(Transaction& tx, const base::Actor& actor, QuestionId id) const {
  std::vector<StoredQuestion> stored;
  tree::UnitId unit;
  tx.each(
      std::string(question_columns) + "WHERE q.id = ?",
      [&](platform::Row row) { stored.push_back(read_question(row)); }, id);
  if (!stored.empty())
    unit = tx.find<tree::UnitId>("SELECT unit_id FROM members_question WHERE id = ?", id).value_or(tree::UnitId{});
  auto questions = describe(tx, stored);
  if (questions.empty() || !at.access.may(tx, actor, Permission::members_read, unit))
    throw Error(ErrorKind::not_found, "members.question_unknown");
  return questions.front();
}

Question MembersService::answer_question(const base::Actor& actor, QuestionId id, const Answer& given,
                                         std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto question = m.access_question(tx, actor, id);
  const auto unit = tx.find<tree::UnitId>("SELECT unit_id FROM members_question WHERE id = ?", id).value();
  m.at.access.require(tx, actor, Permission::members_manage, unit);
  if (question.version != seen_version) throw Error(ErrorKind::conflict, "members.question_changed");
  question.answer = clean(given.answer);
  if (question.answer.empty()) refuse_field("answer", "field.required");
  question.accepted = given.accepted;
  question.answered_on = m.today();
  tx.run("UPDATE members_question SET answer = ?, accepted = ?, answered_on = ?, version = version + 1 WHERE id = ?",
         question.answer, given.accepted, m.today(), id);
  ++question.version;
  m.at.audit.record(tx, actor, "members.question_answered", "member", question.member_code, unit.value,
                    Json{{"field", question.field}, {"accepted", given.accepted}}.dump());
  tx.commit();
  return question;
}

}  // namespace members
