#include <fstream>
#include <thread>

#include "modules/members/columns_builder.h"
#include "modules/members/imports.h"
#include "modules/members/members_fixture.h"
#include "modules/members/roster.h"

namespace members {
namespace {

constexpr std::string_view member_header =
    "code,full_name,gender,birth_date,ethnicity,education,occupation,focus_group,citizen_number,admitted_on,"
    "ceremony_on,official_on,standing\n";
constexpr std::string_view spell_header = "member_code,unit_code,status,from,to,reason,document_code\n";

class MembersImport : public MembersTest {
 protected:
  void SetUp() override {
    MembersTest::SetUp();
    if (IsSkipped()) return;
    jobs_ = std::make_unique<platform::Jobs>(database(), clock_, store_->folder() / "waiting");
    imports_ = std::make_unique<Imports>(Surroundings{database(), clock_, keys_, store_->folder() / "keys", tree_,
                                                      *audit_, *access_, *policy_, *documents_},
                                         *jobs_, *members_, *keeper_);
    imports_->start();
  }
  std::filesystem::path file(std::string_view header, std::string_view rows) {
    const auto path = store_->folder() / ("in-" + std::to_string(++files_) + ".csv");
    std::ofstream(path, std::ios::binary) << header << rows;
    return path;
  }
  ImportReport members(std::string_view rows, ImportOptions options = {}) {
    return imports_->import_file(os_, ImportKind::members, file(member_header, rows), options);
  }
  ImportReport spells(std::string_view rows, ImportOptions options = {}) {
    return imports_->import_file(os_, ImportKind::spells, file(spell_header, rows), options);
  }
  std::string exported(ImportKind kind, const base::Actor& actor) {
    const auto path = store_->folder() / "out.csv";
    imports_->export_file(actor, kind, path, platform::TableFormat::csv);
    std::ifstream in(path);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    std::erase(text, '\r');
    return text.substr(text.find('\n') + 1);
  }
  // How many entries of this verb the journal has.
  std::int64_t journal(const char* verb) {
    auto tx = database().begin_read();
    return tx.find<std::int64_t>("SELECT COUNT(*) FROM audit_entry WHERE verb = ?", verb).value_or(0);
  }
  std::string exported(ImportKind kind) { return exported(kind, os_); }
  // Who is found, as "name" in the order of the roster.
  std::vector<std::string> found(const RosterQuery& query, int limit = 20) {
    auto tx = database().begin_read();
    std::vector<std::string> names;
    for (const auto id : members_->roster().find(tx, query, "", limit).members)
      names.push_back(store::find_member(tx, id)->full_name);
    return names;
  }
  RosterQuery everywhere(std::string words = "") {
    RosterQuery query;
    query.scope.everything = true;
    query.words = std::move(words);
    return query;
  }
  // What listeners hold equals what the store says.
  void expect_columns_true() {
    auto tx = database().begin_read();
    const auto now = load_columns(tx);
    std::int64_t current = 0;
    for (std::size_t i = 0; i < now.id.size(); ++i)
      for (auto s = now.first_spell[i]; s < now.first_spell[i + 1]; ++s)
        current += now.from[s] <= clock_.today().days && clock_.today().days < now.to[s];
    EXPECT_EQ(std::int64_t(found(everywhere(), 1000).size()), current);
  }

  std::unique_ptr<platform::Jobs> jobs_;
  std::unique_ptr<Imports> imports_;
  int files_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, MembersImport, support::engines(), support::engine_name);

std::vector<std::string> said(const ImportReport& report) {
  std::vector<std::string> out;
  for (const auto& p : report.problems)
    out.push_back(std::to_string(p.line) + " " + p.field + " " + p.key.substr(p.key.find('.') + 1));
  return out;
}

constexpr std::string_view two_members =
    "M1,Nguyễn Văn Hùng,male,1970-04-11,Kinh,bachelor,Công nhân,none,001070000001,1991-07-27,1991-08-01,1992-08-01,"
    "active\n"
    "M2,Trần Thị Hoa,female,1980-05,Tày,,,student,,2001-02-03,2001-02-10,,exempt\n";
constexpr std::string_view their_spells =
    "M1,C01,probationary,1991-08-01,1992-08-01,recognised,\n"
    "M1,C01,official,1992-08-01,2010-01-01,transferred,321-QĐ/TW@2009-12-24\n"
    "M1,C02,official,2010-01-01,,,\n"
    "M2,C09,probationary,2001-02-10,,,\n";

TEST_P(MembersImport, WhatIsExportedAndImportedAgainIsEqual) {
  ASSERT_THAT(said(members(two_members)), testing::IsEmpty());
  const auto report = spells(their_spells);
  ASSERT_THAT(said(report), testing::IsEmpty());
  EXPECT_EQ(report.summary.state, BatchState::live);
  EXPECT_EQ(report.summary.added, 4);
  EXPECT_EQ(exported(ImportKind::members), two_members);
  EXPECT_EQ(exported(ImportKind::spells), their_spells);
  expect_columns_true();
  EXPECT_EQ(journal("members.imported"), 1);
  EXPECT_EQ(journal("members.spells_imported"), 1);
}

TEST_P(MembersImport, AnExportThatBreaksOffIsToldOfWithItsCitizenNumbers) {
  members(two_members);
  EXPECT_ANY_THROW(imports_->export_file(os_, ImportKind::members, store_->folder() / "none" / "out.csv",
                                         platform::TableFormat::csv));
  EXPECT_EQ(journal("members.export_begun"), 1);
  EXPECT_EQ(journal("members.exported"), 0);
  audit_->flush_views();
  for (const char* kind : {"member_export", "citizen_number_export"}) {
    audit::Filter filter;
    filter.object_kind = kind;
    EXPECT_EQ(audit_->list_views(filter).size(), 1u) << kind;
  }
}

TEST_P(MembersImport, TheSameFileAgainChangesNothing) {
  members(two_members), spells(their_spells);
  const auto again = members(two_members);
  EXPECT_EQ(again.summary.same, 2);
  EXPECT_EQ(again.summary.state, BatchState::checked);
  EXPECT_EQ(spells(their_spells).summary.same, 4);
  EXPECT_EQ(journal("members.imported"), 1);
}

TEST_P(MembersImport, DaysAsPeopleWriteThemAndColumnsThatAreAbsentAreTaken) {
  const auto report = imports_->import_file(
      os_, ImportKind::members, file("code;full_name;gender;admitted_on\n", "M1;Nguyễn Văn Hùng;male;27/7/1991\n"), {});
  EXPECT_THAT(said(report), testing::IsEmpty());
  EXPECT_EQ(stored("M1").admitted_on, day("1991-07-27"));
}

TEST_P(MembersImport, ColumnsGoByTheNamesThatAPersonGave) {
  ImportOptions options;
  options.columns = {{"Mã số", "code"}, {"Họ và tên", "full_name"}, {"Giới", "gender"}};
  const auto path = file("Mã số,Họ và tên,Giới,Ghi chú\n", "M1,Nguyễn Văn Hùng,male,không\n");
  EXPECT_THAT(said(imports_->import_file(os_, ImportKind::members, path, options)), testing::IsEmpty());
  EXPECT_EQ(stored("M1").full_name, "Nguyễn Văn Hùng");
  EXPECT_EQ(key_of([&] { imports_->import_file(os_, ImportKind::members, path, {}); }), "table.column_missing");
}

TEST_P(MembersImport, EveryProblemOfAMembersFileIsNamed) {
  EXPECT_THAT(said(members("M1,Nguyễn Văn Hùng,male,1970-02-30,,,,,,,,,\n"
                           ",Không Mã,male,,,,,,,,,,\n"
                           "M3,,nam,,,,,,,,,,\n"
                           "M4,Lê Văn An,male,1990-01-01,,phd,,,123,1980-01-01,1979-01-01,1978-01-01,away\n"
                           "M5,Lê Văn An,male,,,,,,,,,,\n"
                           "M5,Lê Văn An,male,,,,,,,,,,\n"
                           "M6,Lê Văn An,male,2199-01-01,,,,,,,,,\n")),
              testing::ElementsAre("2 birth_date import_day_impossible", "3 code required", "4 full_name required",
                                   "4 gender import_value_unknown", "5 education import_value_unknown",
                                   "5 citizen_number import_citizen_form", "5 standing import_value_unknown",
                                   "5 admitted_on import_before_birth", "5 ceremony_on import_ceremony_too_early",
                                   "5 official_on import_official_too_early", "7 code import_code_twice",
                                   "8 birth_date import_day_impossible"));
  EXPECT_EQ(exported(ImportKind::members), "");
}

TEST_P(MembersImport, EveryProblemOfASpellsFileIsNamed) {
  members(two_members);
  const auto report = spells(
      "M1,C01,probationary,1991-08-01,1992-08-01,recognised,\n"
      "M1,C02,official,1992-01-01,,,\n"                // in two places
      "M9,C01,official,1992-01-01,,,\n"                // nobody
      "M2,C77,official,1992-01-01,,,\n"                // no unit
      "M2,X01,official,1992-01-01,,,\n"                // no cell
      "M2,C01,official,1970-01-01,1971-01-01,left,\n"  // before the cell
      "M2,C01,official,2001-01-01,2000-01-01,left,\n"
      "M2,C01,official,2001-01-01,2002-01-01,,\n"
      "M2,C01,official,2001-01-01,,left,\n"
      "M2,C01,official,2001-01-01,2002-01-01,recognised,\n"
      "M2,C01,official,2001-01-01,,,không phải văn bản\n");
  auto lines = said(report);
  std::sort(lines.begin(), lines.end());
  EXPECT_THAT(lines, testing::ElementsAre("10 reason import_reason_without_end", "11 reason import_recognised_twice",
                                          "12 document_code reference_unreadable", "3 from import_overlap",
                                          "4 member_code import_member_unknown", "5 unit_code import_unit_unknown",
                                          "6 unit_code import_not_a_cell", "7 unit_code import_unit_not_yet",
                                          "8 to import_end_before_start", "9 reason import_reason_missing"));
  EXPECT_EQ(report.summary.refused, 10);
  EXPECT_EQ(exported(ImportKind::spells), "");
  EXPECT_EQ(report.summary.state, BatchState::checked);
}

TEST_P(MembersImport, ASpellThatOutlivesItsCellIsRefused) {
  members(two_members);
  {
    auto tx = database().begin();
    tree_.store_rows(tx,
                     std::vector<tree::UnitRow>{{1, "C02", "Chi bộ thôn Hai", tree::UnitKind::cell,
                                                 tree::UnitLevel::cell, "G01", day("1976-01-01"), day("2005-01-01")}},
                     clock_.today());
    tx.commit();
  }
  EXPECT_THAT(said(spells("M1,C02,official,2000-01-01,,,\nM2,C02,official,2000-01-01,2005-01-01,left,\n")),
              testing::ElementsAre("2 unit_code import_unit_ended"));
}

TEST_P(MembersImport, ACellThatIsGoneMeansItsSuccessor) {
  members(two_members);
  const auto end = [&](const char* code, std::vector<const char*> successors) {
    auto tx = database().begin();
    const auto unit = *tree_.find_unit(tx, code);
    tree_.store_rows(tx,
                     std::vector<tree::UnitRow>{{1, code, "Chi bộ cũ", tree::UnitKind::cell, tree::UnitLevel::cell,
                                                 "G01", day("1976-01-01"), day("2005-01-01")}},
                     clock_.today());
    std::vector<tree::Successor> links;
    for (const char* successor : successors)
      links.push_back({unit, *tree_.find_unit(tx, successor), day("2005-01-01"), 0});
    tree_.add_successors(tx, links, clock_.today());
    tx.commit();
  };
  end("C02", {"C01"});
  EXPECT_THAT(said(spells("M1,C02,official,2010-01-01,,,\n")), testing::IsEmpty());
  EXPECT_EQ(exported(ImportKind::spells), "M1,C01,official,2010-01-01,,,\n");
  {
    auto tx = database().begin();
    tree_.store_rows(
        tx,
        std::vector<tree::UnitRow>{
            {1, "C03", "Chi bộ Ba", tree::UnitKind::cell, tree::UnitLevel::cell, "G01", day("1976-01-01"), {}}},
        clock_.today());
    tx.commit();
  }
  end("C03", {"C01", "C09"});
  EXPECT_THAT(said(spells("M2,C03,official,2010-01-01,,,\n")), testing::ElementsAre("2 unit_code import_unit_divided"));
}

TEST_P(MembersImport, ValidRowsOnlyLeavesOutWhatIsRefused) {
  ImportOptions options;
  options.valid_only = true;
  const auto report = members("M1,Nguyễn Văn Hùng,male,,,,,,,,,,\nM2,,male,,,,,,,,,,\n", options);
  EXPECT_EQ(report.summary.state, BatchState::live);
  EXPECT_EQ(report.summary.added, 1);
  EXPECT_EQ(report.summary.refused, 1);
  EXPECT_EQ(stored("M1").full_name, "Nguyễn Văn Hùng");
}

TEST_P(MembersImport, ADryRunStoresNothing) {
  ImportOptions options;
  options.dry_run = true;
  EXPECT_EQ(members(two_members, options).summary.added, 2);
  EXPECT_EQ(exported(ImportKind::members), "");
  EXPECT_EQ(members(two_members).summary.added, 2);
}

TEST_P(MembersImport, AnotherRowOfAKnownCodeIsACorrectionThatUndoTakesBack) {
  members(two_members), spells(their_spells);
  const auto report = members("M1,Nguyễn Văn Hưng,male,,,,,,,,,,\n");
  EXPECT_EQ(report.summary.corrected, 1);
  EXPECT_EQ(stored("M1").full_name, "Nguyễn Văn Hưng");
  EXPECT_EQ(stored("M1").ethnicity, "Kinh");  // an empty cell says nothing
  EXPECT_THAT(found(everywhere("hung")), testing::ElementsAre("Nguyễn Văn Hưng"));
  const auto moved = spells("M1,C02,official,2010-01-01,2015-01-01,transferred,\nM1,C01,official,2015-01-01,,,\n");
  EXPECT_EQ(moved.summary.corrected, 1);
  EXPECT_EQ(moved.summary.added, 1);
  EXPECT_EQ(stored("M1").spells.size(), 4u);
  expect_columns_true();
  EXPECT_EQ(key_of([&] { imports_->undo(os_, report.summary.id); }), "members.batch_built_on");
  imports_->undo(os_, moved.summary.id);
  imports_->undo(os_, report.summary.id);
  EXPECT_EQ(exported(ImportKind::members), two_members);
  EXPECT_EQ(exported(ImportKind::spells), their_spells);
  expect_columns_true();
}

TEST_P(MembersImport, ABatchIsUndoneUnlessSomethingWasBuiltOnIt) {
  const auto people = members(two_members), homes = spells(their_spells);
  EXPECT_EQ(key_of([&] { imports_->undo(os_, people.summary.id); }), "members.batch_built_on");
  EXPECT_EQ(imports_->undo(os_, homes.summary.id).state, BatchState::undone);
  EXPECT_EQ(exported(ImportKind::spells), "");
  EXPECT_THAT(found(everywhere()), testing::IsEmpty());
  EXPECT_EQ(key_of([&] { imports_->undo(os_, homes.summary.id); }), "members.batch_not_live");
  const auto again = spells(their_spells);
  MemberCorrection correction;
  correction.full_name = "Trần Thị Hòa";
  members_->correct_member(os_, "M2", correction, 1);
  EXPECT_EQ(key_of([&] { imports_->undo(os_, again.summary.id); }), "members.batch_built_on");
  EXPECT_EQ(journal("members.import_undone"), 1);
}

TEST_P(MembersImport, AFileRevivesNoDissolvedRecord) {
  members(two_members), spells(their_spells);
  MergeOrder order;
  order.dissolved_code = "M2", order.dissolved_version = 1;
  members_->merge_members(os_, "M1", order, 1);
  EXPECT_THAT(said(spells(their_spells)), testing::ElementsAre("5 member_code import_dissolved"));
  EXPECT_EQ(said(spells("M2,C01,official,2030-01-01,,,\n")).front(), "2 member_code import_dissolved");
  EXPECT_THAT(said(members("M2,Trần Thị Hòa,female,1980-05,,,,student,,,,,\n")),
              testing::ElementsAre("2 code import_dissolved"));
  EXPECT_FALSE(members_->get_member(os_, "M2").status);
  EXPECT_EQ(stored("M2").full_name, "Trần Thị Hoa");
}

TEST_P(MembersImport, AMergeThatIsUndoneStandsInNobodysWay) {
  members(two_members);
  const auto homes = spells(their_spells);
  MergeOrder order;
  order.dissolved_code = "M2", order.dissolved_version = 1;
  const auto merge = [&] { members_->merge_members(os_, "M1", order, stored("M1").version); };
  merge();
  EXPECT_EQ(key_of([&] { imports_->undo(os_, homes.summary.id); }), "members.batch_built_on");
  const auto named = members("M1,Nguyễn Văn Hưng,male,1970-04-11,,,,none,,,,,\n");
  imports_->undo(os_, named.summary.id);
  members_->undo_merge(os_, "M2", stored("M2").version);
  EXPECT_EQ(imports_->undo(os_, homes.summary.id).state, BatchState::undone);
}

TEST_P(MembersImport, TheIdOfAMemberThatWasTakenAwayIsNeverGivenAgain) {
  const auto batch = members(two_members).summary.id;
  const auto id_of = [&](const char* code) {
    auto tx = database().begin_read();
    return store::find_member(tx, code).value();
  };
  const auto last = id_of("M2");
  imports_->undo(os_, batch);
  EXPECT_EQ(exported(ImportKind::members), "");
  members(two_members);
  EXPECT_GT(id_of("M1").value, last.value);
  EXPECT_EQ(exported(ImportKind::members), two_members);
  expect_columns_true();
}

TEST_P(MembersImport, WhatAMemberWasGivenSinceStandsInTheWayOfUndoing) {
  const auto batch = members(two_members).summary.id;
  {
    auto tx = database().begin();
    tx.run("INSERT INTO members_account(account_id, member_id) SELECT 77, id FROM members_member WHERE code = 'M1'");
    tx.commit();
  }
  EXPECT_EQ(key_of([&] { imports_->undo(os_, batch); }), "members.batch_built_on");
}

TEST_P(MembersImport, NobodyImportsOutsideTheirPartOfTheTree) {
  members(two_members);
  const auto import = [&](const base::Actor& actor, ImportKind kind, std::string_view header, std::string_view rows) {
    return said(imports_->import_file(actor, kind, file(header, rows), {}));
  };
  EXPECT_EQ(key_of([&] { import(secretary_, ImportKind::members, member_header, two_members); }), "identity.forbidden");
  EXPECT_THAT(import(officer_, ImportKind::spells, spell_header, their_spells),
              testing::ElementsAre("5 unit_code import_unit_unknown"));
  spells(their_spells);
  EXPECT_THAT(import(officer_, ImportKind::members, member_header, "M2,Tên Khác,male,,,,,,,,,,\n"),
              testing::ElementsAre("2 code import_code_taken"));
  // Nor takes somebody of another branch in by a row of one's own cell.
  EXPECT_THAT(import(officer_, ImportKind::spells, spell_header, "M2,C01,official,2001-01-01,,,\n"),
              testing::ElementsAre("2 member_code import_member_unknown"));
  EXPECT_THAT(import(officer_, ImportKind::members, member_header, "M1,Tên Khác,male,,,,,,,,,,\n"), testing::IsEmpty());
  EXPECT_EQ(exported(ImportKind::spells, officer_), their_spells.substr(0, their_spells.rfind("M2")));
}

// Enough that it comes whole, and is staged in more than one piece.
std::pair<std::string, std::string> a_crowd(int count) {
  std::string people, homes;
  for (int i = 0; i < count; ++i) {
    const auto code = "D" + std::to_string(100'000 + i);
    people += code + ",Nguyễn Văn " + (i % 2 ? "Hùng" : "An") + ",male,,,,,,,,,,\n";
    homes += code + (i % 3 ? ",C01" : ",C09") + ",official,2000-01-01,,,\n";
  }
  return {people, homes};
}

TEST_P(MembersImport, AGreatFileIsSeenWholeOrNotAtAllAndOthersWriteMeanwhile) {
  members(two_members), spells(their_spells);
  const auto [people, homes] = a_crowd(30'000);
  ASSERT_THAT(said(members(people)), testing::IsEmpty());
  std::int64_t steps = 0, written = 0;
  const auto report = imports_->import_file(os_, ImportKind::spells, file(spell_header, homes), {},
                                            [&](std::int64_t done, std::int64_t) {
                                              if (done <= 450 || done == 1000) return;
                                              ++steps;
                                              EXPECT_EQ(found(everywhere("an"), 5).size(), 0u);
                                              std::thread([&] {
                                                MemberCorrection correction;
                                                correction.occupation = "Việc " + std::to_string(steps);
                                                members_->correct_member(os_, "M2", correction, steps);
                                                ++written;
                                              }).join();
                                            });
  EXPECT_EQ(report.summary.state, BatchState::live);
  EXPECT_GE(steps, 2);
  EXPECT_EQ(written, steps);
  EXPECT_EQ(found(everywhere("an"), 5).size(), 5u);
  EXPECT_EQ(stored("M2").occupation, "Việc " + std::to_string(steps));
  imports_->undo(os_, report.summary.id);
  EXPECT_EQ(found(everywhere(), 5).size(), 2u);
}

TEST_P(MembersImport, AWriteToAMemberOfTheFileMeanwhileRefusesTheImport) {
  members(two_members), spells("M1,C01,official,1992-08-01,,,\n");
  bool done = false;
  EXPECT_EQ(key_of([&] {
              imports_->import_file(os_, ImportKind::spells,
                                    file(spell_header, their_spells.substr(their_spells.rfind("M2"))), {},
                                    [&](std::int64_t at, std::int64_t) {
                                      if (at < 450 || std::exchange(done, true)) return;
                                      MemberCorrection correction;
                                      correction.occupation = "Việc khác";
                                      members_->correct_member(os_, "M2", correction, 1);
                                    });
            }),
            "members.import_overtaken");
  EXPECT_TRUE(done);
  EXPECT_EQ(stored("M2").spells.size(), 0u);
}

TEST_P(MembersImport, AnImportThatIsCutOffLeavesNothing) {
  const auto [people, homes] = a_crowd(30'000);
  EXPECT_THROW(imports_->import_file(os_, ImportKind::members, file(member_header, people), {},
                                     [&](std::int64_t done, std::int64_t) {
                                       if (done > 600) throw platform::JobCancelled{};
                                     }),
               platform::JobCancelled);
  auto tx = database().begin_read();
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM members_member"), 0);
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM members_batch"), 0);
}

TEST_P(MembersImport, ARegisterPreparedForAnImportThatFailsIsLetGo) {
  struct Late final : MemberListener {
    std::weak_ptr<const Columns> prepared;
    std::function<void()> meanwhile;
    void prepare(std::shared_ptr<const Columns> next) override {
      prepared = next;
      meanwhile();
    }
    void forget() override {}
    void replaced(platform::Transaction&) override {}
    void changed(platform::Transaction&, std::int64_t, const std::vector<MemberChange>&) override {}
  } late;
  members(two_members);
  members_->listeners().add(late);
  late.meanwhile = [&] {
    MemberCorrection correction;
    correction.occupation = "Việc khác";
    members_->correct_member(os_, "M2", correction, 1);
  };
  const auto people = a_crowd(3'000).first + "M2,Trần Thị Hoa,female,1980-06,,,,,,,,,\n";
  EXPECT_EQ(key_of([&] { members(people); }), "members.import_overtaken");
  EXPECT_TRUE(late.prepared.expired());
  late.meanwhile = [] {};
  EXPECT_EQ(members(people).summary.added, 3'000);
}

TEST_P(MembersImport, WhatACrashLeftIsTakenAwayByTheNextImport) {
  {
    auto tx = database().begin();
    tx.run("INSERT INTO members_batch(name, state, account_id, made_at) VALUES ('dở', 'staging', 0, 0)");
    tx.run(
        "INSERT INTO members_member(code, full_name, gender, focus_group, standing, batch_id, version) SELECT 'M1', "
        "'Dở', 'male', 'none', 'active', id, 1 FROM members_batch");
    tx.commit();
  }
  EXPECT_EQ(exported(ImportKind::members), "");
  EXPECT_THAT(said(members(two_members)), testing::IsEmpty());
}

TEST_P(MembersImport, AnErrorInEveryRowIsCountedAndKeptInPart) {
  std::string rows;
  for (int i = 0; i < 50'000; ++i) rows += "M" + std::to_string(i) + ",,male,,,,,,,,,,\n";
  std::int64_t heard = 0;
  ImportOptions options;
  options.each_problem = [&](const ImportProblem&) { ++heard; };
  const auto report = members(rows, options);
  EXPECT_EQ(heard, 50'000);
  EXPECT_EQ(report.summary.problems, 50'000);
  EXPECT_EQ(report.problems.size(), 20'000u);
  const auto batches = imports_->list_batches(os_, base::Language::vi, 5);
  ASSERT_EQ(batches.size(), 1u);
  EXPECT_EQ(base::to_json(batches[0].counts), base::to_json(report.summary.counts));
  ASSERT_EQ(report.summary.counts.size(), 1u);
  EXPECT_EQ(report.summary.counts[0].count, 50'000);
}

TEST_P(MembersImport, TheRegisterComesBackFromItsSnapshotAndFromTheStoreAlike) {
  members(two_members), spells(their_spells);
  MemberCorrection correction;
  correction.full_name = "Trần Thị Hòa";
  members_->correct_member(os_, "M2", correction, 1);
  keeper_->stop();
  const auto path = store_->folder() / "members.snapshot";
  auto tx = database().begin_read();
  const auto state = read_state(tx);
  const auto loaded = load_columns(tx);
  auto kept = read_snapshot(path, state);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->id, loaded.id);
  EXPECT_EQ(kept->names, loaded.names);
  EXPECT_EQ(kept->name, loaded.name);
  EXPECT_EQ(kept->unit, loaded.unit);
  EXPECT_EQ(kept->from, loaded.from);
  EXPECT_EQ(kept->to, loaded.to);
  EXPECT_EQ(kept->reason, loaded.reason);
  EXPECT_FALSE(read_snapshot(path, {state.version, state.stamp + 1}));  // of another state
  const auto size = std::filesystem::file_size(path);
  {
    std::fstream damaged(path, std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(std::streamoff(size / 2));
    damaged.put('#');
  }
  EXPECT_FALSE(read_snapshot(path, state));
  ASSERT_TRUE(write_snapshot(path, state, loaded));
  std::filesystem::resize_file(path, size - 1);
  EXPECT_FALSE(read_snapshot(path, state));
}

TEST_P(MembersImport, ReadingAgainOnlyWhomItConcernsGivesTheSameRegister) {
  members(two_members), spells(their_spells);
  const auto [people, homes] = a_crowd(500);
  members(people);
  Columns before;
  {
    auto tx = database().begin_read();
    before = load_columns(tx);
  }
  spells(homes.substr(0, homes.find("D100250")));
  members("M3,Lê Thị Mới,female,,Thái,,Dệt vải,,,,,,\n");
  MemberCorrection correction;
  correction.full_name = "Trần Thị Hòa";
  members_->correct_member(os_, "M2", correction, stored("M2").version);
  auto tx = database().begin_read();
  const auto last = tx.find<std::int64_t>("SELECT MAX(id) FROM members_member").value();
  const auto all_of = [](const Columns& c) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < c.id.size(); ++i) {
      const auto m = fact_at(c, i);
      auto& text = all.emplace_back(std::to_string(m.id.value) + m.full_name + m.ethnicity + m.occupation);
      for (const auto& s : m.spells) text += " " + std::to_string(s.unit.value) + base::to_iso(s.from);
    }
    return all;
  };
  const auto now = load_columns(tx);
  // Those with a new home, the one of another name, the new one, and one whom nobody knows.
  std::vector<std::int64_t> ids{stored("M2").id.value};
  for (auto id = stored("D100000").id.value; id < stored("D100250").id.value; ++id) ids.push_back(id);
  ids.insert(ids.end(), {last, last + 5});
  const auto again = load_columns_over(tx, 0, before, ids);
  EXPECT_EQ(all_of(again), all_of(now));
  EXPECT_EQ(again.names, now.names);
  EXPECT_EQ(again.name, now.name);
  EXPECT_EQ(again.version, now.version);
  ids.clear();
  EXPECT_NE(all_of(load_columns_over(tx, 0, before, ids)), all_of(now));
}

TEST_P(MembersImport, NamesComeInVietnameseOrderWithinAPartOfTheTree) {
  std::string people, homes;
  int n = 0;
  for (const char* name : {"Lý Thị Hòa", "Nguyễn Văn Hùng", "Lý Thị Hoa", "An Văn Long", "Nguyễn Thị Ánh"}) {
    const auto code = "M" + std::to_string(++n);
    people += code + "," + name + ",female,,,,,,,,,,\n";
    homes += code + (n == 2 ? ",C09" : ",C01") + ",official,2000-01-01" + (n == 4 ? ",2001-01-01,left,\n" : ",,,\n");
  }
  members(people), spells(homes);
  const auto all = testing::ElementsAre("Nguyễn Thị Ánh", "Lý Thị Hoa", "Lý Thị Hòa", "Nguyễn Văn Hùng");
  EXPECT_THAT(found(everywhere()), all);
  EXPECT_THAT(found(everywhere("hoa ly")), testing::ElementsAre("Lý Thị Hoa", "Lý Thị Hòa"));
  auto query = everywhere();
  query.ended = true;
  EXPECT_THAT(found(query), testing::ElementsAre("An Văn Long"));
  query = {};
  {
    auto tx = database().begin_read();
    query.scope.paths = {tree_.path(tx, *tree_.find_unit(tx, "P01"))};
  }
  EXPECT_THAT(found(query), testing::ElementsAre("Nguyễn Thị Ánh", "Lý Thị Hoa", "Lý Thị Hòa"));
  Listeners others;  // the same from what was read at a start, and page by page
  ColumnsKeeper keeper(database(), others, store_->folder() / "other.snapshot");
  Roster roster(tree_, clock_);
  others.add(roster);
  keeper.start();
  auto tx = database().begin_read();
  std::string after;
  std::vector<std::string> names;
  do {
    const auto page = roster.find(tx, everywhere(), after, 1);
    EXPECT_EQ(page.count, 4 - std::int64_t(names.size()));
    for (const auto id : page.members) names.push_back(store::find_member(tx, id)->full_name);
    after = page.next;
  } while (!after.empty());
  EXPECT_THAT(names, all);
  EXPECT_EQ(key_of([&] { members_->roster().find(tx, everywhere(), "???", 1); }), "members.cursor");
}

}  // namespace
}  // namespace members
