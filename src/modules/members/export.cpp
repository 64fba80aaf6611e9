#include <map>
#include <unordered_map>

#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/members/home.h"
#include "modules/members/import_check.h"

namespace members {
namespace {

using identity::Permission;

constexpr std::int64_t ids_written_at_once = 50'000;  // PostgreSQL gives an answer whole

// The units on top of what is seen; 0 for everything.
std::vector<std::int64_t> tops_of(platform::Transaction& tx, const identity::Scope& scope) {
  if (scope.everything) return {0};
  std::vector<std::int64_t> tops;
  for (const auto& path : scope.paths)
    if (const auto unit = tx.find<std::int64_t>("SELECT unit_id FROM tree_scope WHERE path = ?", path))
      tops.push_back(*unit);
  return tops;
}

// Members of the scope, with their spells, in the order of ids.
class Export {
 public:
  Export(Surroundings& at, const CitizenNumbers& citizens, const base::Actor& actor, platform::Transaction& tx)
      : at_(at), citizens_(citizens), tx_(tx) {
    scope_ = read_scope(tx, at.access.scope(tx, actor, Permission::members_read));
    identified_ = read_scope(tx, at.access.scope(tx, actor, Permission::members_identify));
    last_ = tx.find<std::int64_t>("SELECT MAX(id) FROM members_member").value_or(0);
    at.tree.each_span(tx, [&](const tree::UnitSpan& span) { codes_[span.unit_id.value] = span.code; });
  }

  std::int64_t write(ImportKind kind, platform::TableWriter& writer) {
    for (std::int64_t after = 0; after < last_; after += ids_written_at_once) {
      read_homes(after, after + ids_written_at_once);
      if (kind == ImportKind::members)
        write_members(writer, after, after + ids_written_at_once);
      else
        write_spells(writer, after, after + ids_written_at_once);
    }
    return count_;
  }

 private:
  void read_homes(std::int64_t after, std::int64_t until) {
    homes_.clear();
    tx_.each(
        "SELECT s.member_id, s.unit_id, s.from_date FROM members_spell s WHERE s.member_id > ? AND s.member_id <= ? "
        "AND " +
            store::is_live("s") + " ORDER BY s.member_id, s.from_date",
        [&](platform::Row row) {
          homes_.try_emplace(row.get<std::int64_t>(0), today_.days)
              .first->second.add(row.get<std::int64_t>(1), row.get<base::Date>(2).days);
        },
        after, until);
  }
  // Who has no cell yet is seen by those who see everything.
  bool is_seen(const ImportScope& scope, std::int64_t member) const {
    const auto home = homes_.find(member);
    return scope.scope.everything || (home != homes_.end() && scope.holds(home->second.unit()));
  }

  void write_members(platform::TableWriter& writer, std::int64_t after, std::int64_t until) {
    const auto rows = tx_.query(
        "SELECT m.id, m.code, m.full_name, m.gender, m.birth_date, m.ethnicity, m.education, m.occupation, "
        "m.focus_group, m.citizen_sealed, m.admitted_on, m.ceremony_on, m.official_on, m.standing FROM members_member "
        "m WHERE m.id > ? AND m.id <= ? AND " +
            store::is_live("m") + " ORDER BY m.id",
        after, until);
    std::vector<std::string> cells(std::size(member_columns));
    while (rows->next()) {
      const auto id = rows->integer(0);
      if (!is_seen(scope_, id)) continue;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const int column = int(i) + 1;
        if (member_columns[i] != "citizen_number")
          cells[i] = rows->is_null(column) ? "" : std::string(rows->text(column));
        else
          cells[i] =
              rows->is_null(column) || !is_seen(identified_, id) ? "" : citizens_.open(rows->blob(column)).value_or("");
      }
      writer.add(cells);
      ++count_;
    }
  }

  void write_spells(platform::TableWriter& writer, std::int64_t after, std::int64_t until) {
    const auto rows = tx_.query(
        "SELECT m.id, m.code, s.unit_id, s.status, s.from_date, s.to_date, s.reason, s.document_id FROM members_spell "
        "s JOIN members_member m ON m.id = s.member_id WHERE s.member_id > ? AND s.member_id <= ? AND " +
            store::is_live("s") + " AND " + store::is_live("m") + " ORDER BY s.member_id, s.from_date",
        after, until);
    const auto text = [&](int column) { return rows->is_null(column) ? "" : std::string(rows->text(column)); };
    while (rows->next()) {
      if (!is_seen(scope_, rows->integer(0))) continue;
      const std::string cells[] = {text(1),
                                   codes_[rows->integer(2)],
                                   text(3),
                                   text(4),
                                   text(5),
                                   text(6),
                                   rows->is_null(7) ? "" : reference_to(rows->integer(7))};
      writer.add(cells);
      ++count_;
    }
  }

  const std::string& reference_to(std::int64_t document) {
    auto& text = references_[document];
    if (text.empty()) text = at_.documents.reference_to(tx_, documents::DocumentId{document});
    return text;
  }

  Surroundings& at_;
  const CitizenNumbers& citizens_;
  platform::Transaction& tx_;
  ImportScope scope_, identified_;
  std::int64_t last_ = 0, count_ = 0;
  std::unordered_map<std::int64_t, std::string> codes_;
  const base::Date today_ = at_.clock.today();
  std::unordered_map<std::int64_t, Home> homes_;  // of the members at hand
  std::map<std::int64_t, std::string> references_;
};

// Before the first row is written, so that a file that breaks off is known of, too. One view for all of a branch: who
// asks who looked at their record finds it by their home.
void note_export(Surroundings& at, const base::Actor& actor, ImportKind kind) {
  auto tx = at.database.begin();
  const auto held = at.access.scope(tx, actor, Permission::members_read);
  if (held.nothing()) at.access.require(tx, actor, Permission::members_read, {});
  const std::string name(base::enum_name(kind));
  for (const auto& top : tops_of(tx, held)) at.audit.record_view(actor, "member_export", name, top);
  if (kind == ImportKind::members)
    for (const auto& top : tops_of(tx, at.access.scope(tx, actor, Permission::members_identify)))
      at.audit.record_view(actor, "citizen_number_export", name, top);
  at.audit.record(tx, actor, "members.export_begun", "export", "", 0, base::Json{{"kind", name}}.dump());
  tx.commit();
}

}  // namespace

std::int64_t Imports::export_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                                  platform::TableFormat format) {
  note_export(at_, actor, kind);
  std::int64_t count = 0;
  {
    auto tx = at_.database.begin_read();
    Export out(at_, members_.citizen_numbers(), actor, tx);
    const bool members = kind == ImportKind::members;
    const auto writer =
        platform::create_table(file, format, members ? "Đảng viên" : "Sinh hoạt đảng",
                               members ? std::vector<std::size_t>{3, 9, 10, 11} : std::vector<std::size_t>{3, 4});
    writer->add(members ? std::vector<std::string>(std::begin(member_columns), std::end(member_columns))
                        : std::vector<std::string>(std::begin(spell_columns), std::end(spell_columns)));
    count = out.write(kind, *writer);
    writer->finish();
  }
  auto tx = at_.database.begin();
  at_.audit.record(tx, actor, "members.exported", "export", "", 0,
                   base::Json{{"kind", base::enum_name(kind)}, {"rows", count}}.dump());
  tx.commit();
  return count;
}

}  // namespace members
