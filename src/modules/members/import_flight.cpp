#include <algorithm>
#include <future>

#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/members/columns_builder.h"
#include "modules/members/import_batch.h"
#include "modules/members/import_changes.h"
#include "modules/members/import_stage.h"
#include "modules/members/snapshot.h"
#include "platform/clock/clock.h"
#include "platform/log/log.h"

namespace members {
namespace {

constexpr std::size_t most_corrected = 20'000;  // members: the flip writes them, and others wait for it
constexpr std::size_t documents_at_once = 100;

}  // namespace

// One file on its way in.
struct Imports::Flight {
  Imports& imports;
  const base::Actor& actor;
  ImportKind kind;
  ImportOptions options;
  Shown shown;
  ImportProblems problems;
  ImportSummary summary{};
  MemberFile member_file{};
  SpellFile spell_file{};
  CheckedSpells checked{};
  ImportScope scope{};
  std::vector<std::int64_t> documents{};  // by their number in the file
  std::int64_t version = 0, tree_version = 0, versions = 0;
  std::int64_t last_member = 0;  // those that the batch makes come after it
  bool staged = false, live = false;

  Flight(Imports& owner, const base::Actor& who, ImportKind what, const ImportOptions& given, const Shown& show)
      : imports(owner),
        actor(who),
        kind(what),
        options(given),
        shown(show ? show : [](std::int64_t, std::int64_t) {}),
        problems(given.each_problem) {}
  ~Flight() {
    if (staged && !live) give_up();
  }
  Flight(const Flight&) = delete;

  Surroundings& at() const { return imports.at_; }
  const CitizenNumbers& citizens() const { return imports.members_.citizen_numbers(); }

  void read(const std::filesystem::path& file) {
    summary = platform::summary_of(options, base::enum_name(kind), file, actor);
    auto hash = std::async(std::launch::async, [&] { return platform::file_hash(file); });
    const auto progress = [&](std::int64_t, int thousandths) { shown(thousandths * 35 / 100, 1000); };
    if (kind == ImportKind::members)
      member_file = read_member_file(file, options.columns, at().clock.today(), problems, progress);
    else
      spell_file = read_spell_file(file, options.columns, problems, progress);
    summary.rows = kind == ImportKind::members ? member_file.rows : spell_file.rows;
    summary.file_hash = hash.get();
  }

  void check() {
    check_documents();
    auto tx = at().database.begin_read();
    version = read_state(tx).version;
    tree_version = at().tree.version(tx);
    const auto held = at().access.scope(tx, actor, identity::Permission::members_import);
    if (held.nothing()) at().access.require(tx, actor, identity::Permission::members_import, {});
    scope = read_scope(tx, held);
    scope.today = at().clock.today();
    if (kind == ImportKind::members) {
      check_members(tx, member_file, scope, actor.account_id, citizens(), problems);
      count(member_file.lines, member_file.refused);
    } else {
      const auto reference = [&](std::int64_t id) {
        return at().documents.reference_to(tx, documents::DocumentId{id});
      };
      checked = check_spells(tx, at().tree, spell_file, scope, reference, problems);
      count(spell_file.lines, spell_file.refused);
    }
    problems.count_into(summary);
    const auto corrections = kind == ImportKind::members ? std::size_t(summary.corrected) : checked.corrects.size();
    if (corrections > most_corrected)
      throw base::Error(base::ErrorKind::too_large, "members.import_corrects_too_many",
                        {{"count", std::to_string(corrections)}, {"most", std::to_string(most_corrected)}});
    shown(450, 1000);
  }

  bool stores() const {
    return !options.dry_run && (options.valid_only || problems.total() == 0) && summary.added + summary.corrected > 0;
  }

  void stage() {
    if (!stores()) return;
    {
      auto tx = at().database.begin();
      summary.state = BatchState::staging;
      summary.id = store::batches.insert(tx, summary, actor.account_id, at().clock.now());
      last_member = tx.find<std::int64_t>("SELECT MAX(id) FROM members_member").value_or(0);
      tx.commit();
      staged = true;
    }
    cite_documents();
    const auto laid = [&](std::int64_t rows) {
      shown(450 + rows * 400 / std::max<std::int64_t>(summary.rows, 1), 1000);
    };
    versions = summary.added;  // of new members; each begins with 1
    if (kind == ImportKind::members)
      stage_members(at().database, member_file, summary.id, citizens(), laid);
    else
      versions = stage_spells(at().database, spell_file, checked, documents, summary.id, laid);
  }

  ImportReport finish() {
    std::optional<ColumnsKeeper::Replacement> replacing;
    const bool whole = stores() && imports.keeper_.started() && touched() > few_members;
    if (whole) {
      replacing.emplace(imports.keeper_);
      std::shared_ptr<const Columns> next;
      {
        auto tx = at().database.begin_read();
        auto members = touched_members();
        tx.each(
            "SELECT id FROM members_member WHERE id > ? AND batch_id = ?",
            [&](platform::Row row) { members.push_back(row.get<std::int64_t>(0)); }, last_member, summary.id);
        next = imports.keeper_.load_with(tx, summary.id, std::move(members));
      }
      shown(930, 1000);
      imports.keeper_.prepare_all(std::move(next));
    }
    auto tx = at().database.begin();  // short: others wait for it
    if (staged) {
      require_not_overtaken(tx);
      flip(tx, whole);
    } else {
      summary.id = store::batches.insert(tx, summary, actor.account_id, at().clock.now());
      store::batches.finish(tx, summary, problems);
    }
    store::batches.insert_problems(tx, summary.id, problems.kept());
    if (summary.state == BatchState::live)
      at().audit.record(tx, actor, kind == ImportKind::members ? "members.imported" : "members.spells_imported",
                        "import", std::to_string(summary.id), 0, platform::journal_json(summary));
    tx.commit();
    live = true;
    count_again();
    summary.made_at = platform::iso_time(at().clock.now());
    shown(1000, 1000);
    return {summary, problems.kept()};
  }

 private:
  template <class Lines>
  void count(const Lines& lines, std::int64_t refused_while_reading) {
    summary.refused = refused_while_reading;
    for (const auto& line : lines) {
      summary.refused += line.fate == Fate::refused;
      summary.added += line.fate == Fate::fresh;
      summary.corrected += line.fate == Fate::corrects;
      summary.same += line.fate == Fate::same;
    }
  }

  // Calls f for every document that the file names and a unit that will see it, some in a transaction.
  template <class F>
  void each_document(bool keep, F&& f) {
    std::vector<std::uint32_t> units(spell_file.documents.size());
    for (const auto& line : spell_file.lines) units[line.document] = line.unit;
    for (std::uint32_t at_once = 1; at_once < spell_file.documents.size(); at_once += documents_at_once) {
      auto tx = at().database.begin();
      for (auto i = at_once; i < std::min<std::size_t>(spell_file.documents.size(), at_once + documents_at_once); ++i)
        f(tx, i, at().tree.find_unit(tx, spell_file.units.at(units[i])).value_or(tree::UnitId{}));
      if (keep) tx.commit();
    }
  }
  documents::DocumentId cite(platform::Transaction& tx, std::uint32_t document, tree::UnitId reader) {
    return at().documents.ensure_cited(tx, actor, std::string(spell_file.documents.at(document)), reader,
                                       "document_code");
  }
  // A paper whose name nobody can read refuses its rows; nothing is kept of the others yet.
  void check_documents() {
    std::vector<bool> unreadable(spell_file.documents.size());
    each_document(false, [&](auto& tx, std::uint32_t i, tree::UnitId reader) {
      try {
        cite(tx, i, reader);
      } catch (const base::Error& error) {
        if (error.kind() != base::ErrorKind::invalid) throw;
        unreadable[i] = true;
      }
    });
    for (auto& line : spell_file.lines) {
      if (spell_file.documents.size() < 2 || !unreadable[line.document]) continue;
      line.fate = Fate::refused;
      problems.say(line.line, "document_code", "documents.reference_unreadable",
                   {{"text", std::string(spell_file.documents.at(line.document))}});
    }
  }
  void cite_documents() {
    documents.assign(std::max<std::size_t>(spell_file.documents.size(), 1), 0);
    each_document(true,
                  [&](auto& tx, std::uint32_t i, tree::UnitId reader) { documents[i] = cite(tx, i, reader).value; });
  }

  // How many members it concerns, or a few more.
  std::size_t touched() const {
    return std::size_t(kind == ImportKind::members ? summary.added + summary.corrected
                                                   : std::int64_t(spell_file.codes.size()));
  }

  std::vector<std::int64_t> touched_members() const {
    std::vector<std::int64_t> ids;
    if (kind == ImportKind::members) {
      for (const auto& line : member_file.lines)
        if (line.fate == Fate::corrects) ids.push_back(line.member);
    } else {
      for (const auto& line : spell_file.lines)
        if (line.fate == Fate::fresh || line.fate == Fate::corrects) ids.push_back(checked.known[line.code].id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  // What was checked still is so: nobody wrote to a member of the file, and the tree is the same.
  void require_not_overtaken(platform::Transaction& tx) const {
    const auto overtaken = [] { throw base::Error(base::ErrorKind::conflict, "members.import_overtaken"); };
    if (kind == ImportKind::spells && at().tree.version(tx) != tree_version) overtaken();
    const auto held = at().access.scope(tx, actor, identity::Permission::members_import);
    if (held.everything != scope.scope.everything || held.paths != scope.scope.paths) overtaken();
    if (read_state(tx).version == version) return;
    if (!imports.keeper_.started()) overtaken();
    const auto ids = touched_members();
    for (const auto written : imports.keeper_.written_since(version))
      if (std::binary_search(ids.begin(), ids.end(), written.value)) overtaken();
  }

  void flip(platform::Transaction& tx, bool whole) {
    std::vector<MemberChange> changes;
    std::vector<std::int64_t> ids;
    std::vector<std::optional<StoredMember>> before;
    const bool told = touched() <= few_members;  // else nobody holds the register in memory
    if (told) {
      ids = touched_members();
      for (const auto id : ids) before.push_back(store::find_member(tx, MemberId{id}));
    }
    summary.state = BatchState::live;
    store::batches.finish(tx, summary, problems);
    store::set_versions(tx, summary.id, versions);
    auto corrections = kind == ImportKind::members ? correct_members(tx) : correct_spells(tx);
    if (whole) {
      imports.keeper_.show(tx, raise_version(tx));
      imports.members_.listeners().tell(tx, corrections);
      return;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
      changes.push_back(change_of(before[i], store::find_member(tx, MemberId{ids[i]})));
    if (kind == ImportKind::members && told)
      for (const auto& line : member_file.lines)
        if (line.fate == Fate::fresh)
          if (const auto id = store::find_member(tx, member_file.codes.at(line.code)))
            changes.push_back(change_of({}, store::find_member(tx, *id)));
    imports.members_.listeners().tell(tx, changes);
    if (changes.empty()) raise_version(tx);
  }

  MemberChange correct(platform::Transaction& tx, const StoredMember& before, const StoredMember& after) {
    store_corrected(tx, before, after);
    store::insert_correction(tx, summary.id, before, before.version + 1);
    return change_of(before, after);
  }

  std::vector<MemberChange> correct_members(platform::Transaction& tx) {
    std::vector<MemberChange> changes;
    for (const auto& line : member_file.lines) {
      if (line.fate != Fate::corrects) continue;
      const auto before = store::find_member(tx, MemberId{line.member}).value();
      changes.push_back(correct(tx, before, corrected(before, line, member_file, citizens())));
    }
    return changes;
  }

  // The spells of a member of whom one is corrected are written together.
  std::vector<MemberChange> correct_spells(platform::Transaction& tx) {
    std::vector<MemberChange> changes;
    for (std::size_t at = 0; at < spell_file.lines.size();) {
      auto end = at;
      while (end < spell_file.lines.size() && spell_file.lines[end].code == spell_file.lines[at].code) ++end;
      const auto code = spell_file.lines[at].code;
      if (checked.corrects.contains(code)) {
        const auto before = store::find_member(tx, MemberId{checked.known[code].id}).value();
        auto after = before;
        for (; at < end; ++at) put(after.spells, spell_file.lines[at]);
        std::sort(after.spells.begin(), after.spells.end(),
                  [](const auto& a, const auto& b) { return a.fact.from < b.fact.from; });
        changes.push_back(correct(tx, before, after));
      }
      at = end;
    }
    return changes;
  }
  void put(std::vector<StoredSpell>& spells, const SpellLine& line) const {
    if (line.fate != Fate::fresh && line.fate != Fate::corrects) return;
    const auto found =
        std::find_if(spells.begin(), spells.end(), [&](const auto& s) { return s.fact.from.days == line.from; });
    auto& spell = line.fate == Fate::corrects && found != spells.end() ? *found : spells.emplace_back();
    spell.fact.unit = tree::UnitId{checked.units[line.unit]};
    spell.fact.status = Status(line.status);
    spell.fact.from = base::Date{line.from};
    spell.fact.to = line.to == no_day ? std::nullopt : std::optional(base::Date{line.to});
    spell.fact.reason = line.reason == no_value ? std::nullopt : std::optional(EndReason(line.reason));
    if (line.document) spell.document_id = documents[line.document];
    if (line.fate == Fate::fresh) spell.batch_id = summary.id;
  }

  void count_again() {
    if (summary.state != BatchState::live || touched() <= few_members) return;
    auto tx = at().database.begin();
    tx.count_again(kind == ImportKind::members ? "members_member" : "members_spell");
    tx.commit();
  }

  // Where the store is away, the next start takes the rows away.
  void give_up() {
    try {
      remove_leftovers(at().database, summary.id);
    } catch (const std::exception& error) {
      platform::log(platform::LogLevel::warning, "members.import_tidy", {{"detail", error.what()}});
    }
  }
};

ImportReport Imports::import_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                                  const ImportOptions& options, const Shown& shown) {
  Flight flight(*this, actor, kind, options, shown);
  {
    auto tx = at_.database.begin_read();
    at_.access.require_anywhere(tx, actor, identity::Permission::members_import);
  }
  flight.read(file);
  const std::lock_guard alone(importing_);
  tidy();  // on the command line nobody has started anything
  flight.check();
  flight.stage();
  return flight.finish();
}

}  // namespace members
