#include "modules/documents/list_store.h"
#include "modules/documents/register_fixture.h"
#include "tests/support/statements.h"

namespace documents {
namespace {

class RegisterSight : public Register {
 protected:
  static constexpr int many = 1200;  // communes: more words than one statement asks
  void SetUp() override {
    Register::SetUp();
    if (IsSkipped()) return;
    province_ = account("tinh", "document_officer", "P01");
    auto tx = database().begin();
    std::vector<tree::UnitRow> communes;
    for (int i = 0; i < many; ++i) communes.push_back(commune(i, "P01", "1976-01-01"));
    tree_.store_rows(tx, communes, clock_.today());
    tx.commit();
    auto paper_of_all = paper("conclusion", "KL/TW", 1, "2023-01-10");
    for (int i = 0; i < many; ++i) paper_of_all.parties.push_back({communes[std::size_t(i)].code, "", false});
    put(paper_of_all);
    index_all();
  }
  static tree::UnitRow commune(int i, const char* parent, const char* from) {
    return {i + 1,
            "Y" + std::to_string(1000 + i),
            "Đảng bộ xã số " + std::to_string(i),
            tree::UnitKind::commune,
            tree::UnitLevel::commune,
            parent,
            day(from),
            {}};
  }
  std::int64_t count(const base::Actor& actor) { return register_().count_documents(actor, {}).total; }
  std::vector<std::string> labels(const base::Actor& actor) {
    std::vector<std::string> all;
    for (const auto& row : register_().list_documents(actor, {}, "", 10).items) all.push_back(row.label);
    return all;
  }
  DocumentId put_for(std::int64_t number, const char* unit) {
    auto d = paper("conclusion", "KL/TW", number, "2023-01-10");
    d.parties = {{unit, "", false}};
    return put(d);
  }
  std::uint64_t statements_of(const base::Actor& actor) {
    return support::statements_of([&] { count(actor); });
  }
  base::Actor province_;
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterSight, support::engines(), support::engine_name);

TEST_P(RegisterSight, AGreatPartOfTheTreeCostsTheNextQuestionNoMoreThanASmallOne) {
  const auto first = statements_of(province_), next = statements_of(province_),
             small = statements_of(account("xa", "document_officer", "Y1000"));
  EXPECT_GT(first, next);
  EXPECT_LE(next, small);
  put_for(2, "Y1001");
  EXPECT_EQ(statements_of(province_), next + 1) << "what waits is asked of Access, the others are known";
}

TEST_P(RegisterSight, IsOfNowWhenAPartyCameOrWentWhetherTheIndexHasItOrNot) {
  EXPECT_EQ(count(province_), 1);
  const auto id = put_for(2, "Y1007"), hidden = put_for(3, "P02");
  EXPECT_EQ(count(province_), 2);
  index_all();
  EXPECT_EQ(count(province_), 2);
  const auto give = [&](DocumentId document, const char* unit) {
    auto d = register_().get_document(os_, document, {}).document;
    d.parties = {{unit, "", false}};
    register_().update_document(os_, document, d.version, d);
  };
  give(hidden, "X01");  // no party of anything until now
  give(id, "P02");
  EXPECT_EQ(labels(province_), (std::vector<std::string>{"03-KL/TW", "01-KL/TW"}));
  index_all();
  EXPECT_EQ(labels(province_), (std::vector<std::string>{"03-KL/TW", "01-KL/TW"}));
}

TEST_P(RegisterSight, IsOfNowWhenAUnitMovedOrAGrantEnded) {
  const auto other = account("tinh.khac", "document_officer", "P02");
  put_for(2, "Y1007");
  index_all();
  EXPECT_EQ(count(province_), 2);
  EXPECT_EQ(count(other), 0);
  {
    auto tx = database().begin();
    const auto moved = commune(7, "P02", "2020-01-01");
    tree_.store_rows(tx, std::span(&moved, 1), clock_.today());
    tx.commit();
  }
  EXPECT_EQ(labels(province_), (std::vector<std::string>{"01-KL/TW"}));
  EXPECT_EQ(count(other), 2);
  {
    auto tx = database().begin();
    tx.run("UPDATE identity_grant SET unit_id = ? WHERE account_id = ?", *tree_.find_unit(tx, "X01"),
           province_.account_id);
    tx.commit();
  }
  EXPECT_EQ(count(province_), 0);
}

// A reader whose snapshot is older asks at the same time as one of now.
TEST_P(RegisterSight, AnOlderSnapshotNeitherTakesNorGivesAnAnswerOfNow) {
  auto older = database().begin_read();
  const auto seen_in = [&](platform::Transaction& tx, CellCache& cells, SeenCache& seen) {
    const auto scope = access_->scope(tx, province_, identity::Permission::documents_read);
    Viewer viewer(tx, {*access_, tree_, cells, seen}, scope);
    const DocumentQuery query;
    return Lister(tx, viewer, query, clock_.today()).count(0);
  };
  CellCache cells;
  SeenCache seen;
  EXPECT_EQ(seen_in(older, cells, seen), 1);
  put_for(2, "Y1007");
  index_all();
  auto now = database().begin_read();
  EXPECT_EQ(seen_in(now, cells, seen), 2);
  EXPECT_EQ(seen_in(older, cells, seen), 1);
  EXPECT_EQ(seen_in(now, cells, seen), 2);
}

TEST(SeenByParts, KeepsTheLatestUsed) {
  SeenCache cache;
  const auto some = std::make_shared<const IdSet>();
  cache.keep({"/1/"}, {1, 1}, some);
  for (int i = 2; i < 200; ++i) {
    EXPECT_EQ(cache.find({"/1/"}, {1, 1}), some);
    cache.keep({"/" + std::to_string(i) + "/"}, {1, 1}, some);
  }
  EXPECT_FALSE(cache.knows({"/2/"}));
  EXPECT_TRUE(cache.knows({"/199/"}));
  EXPECT_EQ(cache.find({"/1/"}, {1, 2}), nullptr);
  EXPECT_EQ(cache.find({"/1/"}, {2, 1}), nullptr);
}

}  // namespace
}  // namespace documents
