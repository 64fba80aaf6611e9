#include "modules/identity/accounts.h"

#include <fstream>
#include <set>

#include "modules/identity/identity_test_support.h"

namespace identity {
namespace {

class AccountsTest : public IdentityTest {
 protected:
  AccountService& accounts() { return service_->accounts; }
};
INSTANTIATE_TEST_SUITE_P(Engines, AccountsTest, support::engines(), support::engine_name);

TEST_P(AccountsTest, NamesAreUniqueWhenFolded) {
  accounts().create_account(system(), {"Đặng.Ẩn", "Ẩn", "P1", {}});
  for (const char* same : {"dang.an", "DANG.AN", "đặng.ẩn"})
    EXPECT_EQ(key_of([&] {
                accounts().create_account(system(), {same, "x", "P1", {}});
              }),
              "identity.name_taken")
        << same;
}

TEST_P(AccountsTest, AnAdministratorSeesAndKeepsOnlyTheirUnits) {
  add("goc", "", Role::administrator);
  const AccountId p1 = add("p1", "P1", Role::administrator), c11 = add("c11", "C11", Role::member);
  const AccountId p2 = add("p2", "P2", Role::member);
  const auto me = actor(p1, "p1");
  const auto page = accounts().list_accounts(me, "", "", 50);
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[0].name, "c11");
  EXPECT_EQ(page.total, 2);
  EXPECT_EQ(key_of([&] { accounts().get_account(me, p2); }), "identity.account_unknown");
  EXPECT_EQ(key_of([&] { accounts().reset_account(me, p2, {}); }), "identity.account_unknown");
  EXPECT_EQ(key_of([&] { accounts().create_account(me, {"x1", "x", "P2", {}}); }), "identity.unit_unknown");
  EXPECT_EQ(key_of([&] { accounts().create_account(me, {"x1", "x", "", {}}); }), "identity.forbidden");
  EXPECT_EQ(key_of([&] { accounts().create_account(me, {"x1", "x", "C12", {}}); }), "");
  EXPECT_EQ(key_of([&] { accounts().list_accounts(actor(c11, "c11"), "", "", 50); }), "identity.forbidden");
}

TEST_P(AccountsTest, AResetBelowNeverOpensADoorAbove) {
  add("goc", "", Role::administrator);
  const AccountId p1 = add("p1", "P1", Role::administrator), officer = add("vt", "C11", Role::document_officer);
  const auto me = actor(p1, "p1");
  EXPECT_EQ(key_of([&] { accounts().reset_account(me, officer, {}); }), "");
  accounts().add_grant(system(), officer, {Role::document_officer, "TW", {}, {}});
  EXPECT_EQ(key_of([&] { accounts().reset_account(me, officer, {}); }), "identity.account_above");
  EXPECT_EQ(key_of([&] { accounts().set_disabled(me, officer, true); }), "identity.account_above");
}

TEST_P(AccountsTest, NobodyGrantsMoreThanTheyHold) {
  const AccountId secretary = add("bt", "C11", Role::unit_secretary), other = add("dv", "C11");
  const auto me = actor(secretary, "bt");
  EXPECT_EQ(key_of([&] {
              accounts().add_grant(me, other, {Role::administrator, "C11", {}, {}});
            }),
            "identity.grant_above");
  EXPECT_EQ(key_of([&] { accounts().add_grant(me, other, {Role::auditor, "C11", {}, {}}); }), "identity.grant_above");
  EXPECT_EQ(key_of([&] { accounts().add_grant(me, other, {Role::member, "P1", {}, {}}); }), "identity.unit_unknown");
  const Grant grant = accounts().add_grant(me, other, {Role::member, "C11", {}, {}});
  EXPECT_EQ(grant.unit_name, "Xã Một Một");
  EXPECT_EQ(grant.granted_by, "bt");
  EXPECT_EQ(key_of([&] { accounts().add_grant(me, other, {Role::member, "C11", {}, {}}); }), "identity.grant_exists");
  EXPECT_EQ(key_of([&] {
              accounts().add_grant(me, other, {Role::site_delegate, "C11", clock_.today(), clock_.today()});
            }),
            "identity.grant_dates");
  accounts().remove_grant(me, grant.id);
  EXPECT_EQ(accounts().list_grants(me, other, {}).size(), 0u);
  EXPECT_EQ(key_of([&] { accounts().remove_grant(actor(other, "dv"), grant.id); }), "identity.grant_unknown");
}

TEST_P(AccountsTest, TheLastAdministratorStays) {
  const AccountId only = accounts().create_first(system(), "goc", "Gốc", good_password);
  EXPECT_EQ(key_of([&] { accounts().create_first(system(), "hai", "Hai", good_password); }), "identity.has_accounts");
  EXPECT_EQ(key_of([&] { accounts().set_disabled(actor(only, "goc"), only, true); }), "identity.not_yourself");
  EXPECT_EQ(key_of([&] { accounts().set_disabled(system(), only, true); }), "identity.last_administrator");
  const GrantId grant = accounts().list_grants(system(), only, {})[0].id;
  EXPECT_EQ(key_of([&] { accounts().remove_grant(system(), grant); }), "identity.last_administrator");
  const AccountId second = add("hai", "", Role::administrator);
  EXPECT_EQ(key_of([&] { accounts().set_disabled(actor(second, "hai"), only, true); }), "");
  EXPECT_EQ(key_of([&] { accounts().set_disabled(system(), second, true); }), "identity.last_administrator");
}

TEST_P(AccountsTest, TheLaterOfTwoEditorsIsTold) {
  const AccountId id = add("lan", "P1");
  const auto version = accounts().get_account(system(), id).version;
  EXPECT_EQ(accounts().update_account(system(), id, {"Lan Mới", {}, version}).full_name, "Lan Mới");
  EXPECT_EQ(key_of([&] {
              accounts().update_account(system(), id, {"Lan Khác", {}, version});
            }),
            "identity.account_changed");
  EXPECT_EQ(key_of([&] { accounts().update_account(system(), id, {"Lan Khác", {}, {}}); }), "identity.account_changed");
  EXPECT_EQ(accounts().get_account(system(), id).full_name, "Lan Mới");
}

TEST_P(AccountsTest, PagesAndSearchesWithoutAccents) {
  for (int i = 0; i < 7; ++i)
    accounts().create_account(system(), {"tk" + std::to_string(i), i % 2 ? "Nguyễn Thị Ổn" : "Trần 100% Đỗ", "P1", {}});
  const auto names = [&](AccountSort sort) {
    std::string all;
    AccountPage page;
    do {
      page = accounts().list_accounts(system(), "", page.next, 3, sort);
      for (const auto& account : page.items) all += account.name + " ";
    } while (!page.next.empty());
    return all;
  };
  EXPECT_EQ(names(AccountSort::account), "tk0 tk1 tk2 tk3 tk4 tk5 tk6 ");
  EXPECT_EQ(names(AccountSort::person), "tk0 tk2 tk4 tk6 tk1 tk3 tk5 ");
  EXPECT_EQ(accounts().list_accounts(system(), "nguyen thi on", "", 50).total, 3);
  EXPECT_EQ(accounts().list_accounts(system(), "0%", "", 50).total, 4);
  EXPECT_EQ(accounts().list_accounts(system(), "_", "", 50).total, 0);
  EXPECT_EQ(accounts().list_accounts(system(), "", "rubbish!", 50).items.size(), 7u);
}

TEST_P(AccountsTest, PeopleStandByGivenNameAlsoThoseOfAProgramOfBefore) {
  for (const auto& [name, full] : std::initializer_list<std::pair<const char*, const char*>>{
           {"a", "Vi Văn Bình"}, {"b", "Đỗ Thị An"}, {"c", "Hà Thị Dung"}, {"d", "Bế Văn Đào"}, {"e", "Bế Văn Ân"}})
    accounts().create_account(system(), {std::string("tk.") + name, full, "P1", {}});
  const auto names = [&] {
    std::string all;
    for (const auto& account : accounts().list_accounts(system(), "", "", 50).items) all += account.name.back();
    return all;
  };
  EXPECT_EQ(names(), "beacd");
  {
    auto tx = database().begin();
    tx.run("UPDATE identity_account SET ordered = ''");
    tx.commit();
  }
  IdentityService upgraded(database(), clock_, keys_, tree_, *audit_, *access_, *jobs_);
  upgraded.start();
  upgraded.stop();
  EXPECT_EQ(names(), "beacd");
  auto lan = accounts().list_accounts(system(), "", "", 1).items.at(0);
  accounts().update_account(system(), lan.id, {"Đỗ Thị Yến", {}, lan.version});
  EXPECT_EQ(names(), "eacdb");
}

TEST_P(AccountsTest, AFileMakesTheGoodRowsAndReportsEachOther) {
  base::add_sentences({});
  const auto path = store_->folder() / "accounts.csv";
  std::ofstream(path) << "name,full_name,unit_code,role,from,to\n"
                         "lan,Nguyễn Thị Lan,C11,document_officer,2025-01-01,\n"
                         "LAN,Trùng Tên,C11,,,\n"
                         "minh tran,Có Dấu Cách,C11,,,\n"
                         "an,,C11,,,\n"
                         "binh,Bình,C99,,,\n"
                         "chi,Chi,C11,king,,\n"
                         "dung,Dũng,C11,member,31/02/2025,\n"
                         "em,Em,C11,member,2025-05-01,2025-04-01\n"
                         "\"=cmd()\",Giang,C11,,,\n"
                         "hoa,Hòa,,,,\n";
  const auto dry = accounts().create_from_file(system(), path, true, base::Language::vi);
  EXPECT_EQ(accounts().list_accounts(system(), "", "", 50).total, 0);
  const auto report = accounts().create_from_file(system(), path, false, base::Language::vi);
  EXPECT_EQ(report.rows, 10);
  ASSERT_EQ(report.created.size(), 2u);
  EXPECT_EQ(report.created[0].name, "lan");
  EXPECT_EQ(report.created[0].link.rfind("/link#", 0), 0u);
  std::string refused;
  for (const auto& row : report.refused) refused += std::to_string(row.line) + ":" + row.field + ":" + row.key + " ";
  EXPECT_EQ(refused,
            "3:name:identity.name_taken 4:name:identity.name_form 5:full_name:field.required "
            "6:unit_code:identity.unit_unknown 7:role:field.value_unknown 8:from:field.date_expected "
            "9:grant.to:identity.grant_dates 10:name:identity.name_form ");
  EXPECT_EQ(dry.refused.size(), report.refused.size());
  EXPECT_EQ(accounts().list_accounts(system(), "", "", 50).total, 2);
  std::ofstream(path) << "ten,ho_ten\n";
  EXPECT_EQ(key_of([&] { accounts().create_from_file(system(), path, false, base::Language::vi); }),
            "identity.column_missing");
}

TEST_P(AccountsTest, TheVerbsOfTheJournalAreThoseWithinTheAuditorsUnits) {
  const auto me = actor(add("kt", "P1", Role::auditor), "kt");
  const auto outside = add("c21", "C21");
  accounts().set_disabled(system(), outside, true);
  const auto verbs = [&](const base::Actor& who) {
    std::set<std::string> all;
    for (const auto& v : service_->journal.list_verbs(who, base::Language::vi)) all.insert(v.verb);
    return all;
  };
  EXPECT_TRUE(verbs(system()).contains("identity.account_disabled"));
  EXPECT_TRUE(verbs(me).contains("identity.account_created"));
  EXPECT_FALSE(verbs(me).contains("identity.account_disabled"));
}

TEST_P(AccountsTest, TheJournalIsReadWithinTheAuditorsUnitsAndPersonalValuesOnlyOneByOne) {
  const AccountId auditor = add("kt", "P1", Role::auditor);
  add("c11", "C11");
  add("c21", "C21");
  const auto me = actor(auditor, "kt");
  JournalQuery query;
  query.verb = "identity.account_created";
  const auto page = service_->journal.list_entries(me, query, base::Language::vi);
  ASSERT_EQ(page.items.size(), 2u);  // P1 and C11, not C21
  EXPECT_EQ(page.items[0].unit_code, "C11");
  EXPECT_EQ(page.items[0].difference["full_name"], "***");
  const auto entry = service_->journal.get_entry(me, page.items[0].sequence, base::Language::vi);
  EXPECT_EQ(entry.difference["full_name"], "Họ tên c11");
  EXPECT_EQ(key_of([&] { service_->journal.get_entry(me, entry.sequence + 1, base::Language::vi); }),
            "identity.entry_unknown");
  audit_->flush_views();
  const auto views = service_->journal.list_views(me, {}, base::Language::vi);
  ASSERT_EQ(views.items.size(), 1u);
  EXPECT_EQ(views.items[0].object_kind, "journal_entry");
  query.unit_code = "C21";
  EXPECT_EQ(key_of([&] { service_->journal.list_entries(me, query, base::Language::vi); }), "identity.unit_unknown");
  EXPECT_EQ(key_of([&] {
              service_->journal.list_entries(actor(add("dv", "P1", Role::member), "dv"), {}, base::Language::vi);
            }),
            "identity.forbidden");
  const std::string head = service_->journal.export_head(me);
  EXPECT_TRUE(service_->journal.verify(me, head, base::Language::vi).journal.whole);
}

TEST_P(AccountsTest, JobsAreSeenByTheirOwnerAndByWhoReadsJobsThere) {
  jobs_->add_kind("sample", [](platform::JobRun&) { return std::string("{}"); });
  const AccountId owner = add("vt", "C11", Role::document_officer), admin = add("p1", "P1", Role::administrator);
  const AccountId other = add("p2", "P2", Role::administrator), auditor = add("kt", "P1", Role::auditor);
  auto tx = database().begin();
  const auto id = jobs_->enqueue(tx, actor(owner, "vt"), "sample", "Việc thử", "{}", tree_.find_unit(tx, "C11")->value);
  tx.commit();
  for (const AccountId who : {owner, admin, auditor})
    EXPECT_EQ(service_->journal.list_jobs(actor(who), 10, base::Language::vi).size(), 1u);
  EXPECT_EQ(service_->journal.list_jobs(actor(other), 10, base::Language::vi).size(), 0u);
  EXPECT_EQ(key_of([&] { service_->journal.get_job(actor(other), id, base::Language::vi); }), "identity.job_unknown");
  EXPECT_EQ(key_of([&] { service_->journal.cancel_job(actor(auditor), id, base::Language::vi); }),
            "identity.forbidden");
  EXPECT_EQ(service_->journal.cancel_job(actor(admin), id, base::Language::vi).state, "cancelled");
}

TEST_P(AccountsTest, JobsOfOthersCutNobodysOwnOff) {
  jobs_->add_kind("sample", [](platform::JobRun&) { return std::string("{}"); });
  const AccountId owner = add("vt", "C11", Role::document_officer), auditor = add("kt", "P1", Role::auditor);
  const auto queue = [&](AccountId who, const char* unit) {
    auto tx = database().begin();
    const auto id = jobs_->enqueue(tx, actor(who), "sample", "Việc thử", "{}", tree_.find_unit(tx, unit)->value);
    tx.commit();
    return id.value;
  };
  const auto seen = [&](AccountId who) {
    std::vector<std::int64_t> out;
    for (const auto& job : service_->journal.list_jobs(actor(who), 2, base::Language::vi)) out.push_back(job.id);
    return out;
  };
  const auto own = queue(auditor, "P2"), below = queue(owner, "C11");
  for (int i = 0; i < 12; ++i) queue(owner, "P2");
  EXPECT_EQ(seen(auditor), (std::vector{below, own}));  // the newest first
  EXPECT_EQ(seen(owner).size(), 2u);
}

// Every operation answers rubbish with an error of the house, and never with a crash or a success.
TEST_P(AccountsTest, OperationsSurviveRubbish) {
  add("goc", "", Role::administrator);
  const auto no_path = store_->folder() / "absent";
  for (const auto& operation : api_.operations())
    for (const char* body : {"", "null", "[]", "{", "{\"name\":1}", "{\"x\":\"\\u0000\"}", "\xFF",
                             "{\"token\":\"\",\"password\":\"\",\"code\":\"\"}"}) {
      platform::Request request;
      request.body = body;
      request.body_file = no_path;
      request.path_values = {{"id", "99999999999999999999999"}};
      request.query = {{"limit", "-1"}, {"from", "31/02/2020"}, {"account", "x"}, {"unit", "'; DROP TABLE x; --"}};
      request.actor = actor(AccountId{1}, "goc");
      try {
        operation.handler(request);
      } catch (const base::Error&) {
      }
    }
  SUCCEED();
}

}  // namespace
}  // namespace identity
