#include "modules/documents/register_fixture.h"
#include "tests/support/statements.h"

namespace documents {
namespace {

class RegisterClaims : public Register {};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterClaims, support::engines(), support::engine_name);

TEST_P(RegisterClaims, AClaimStandsBesideTheCount) {
  add_congresses();
  for (int i = 1; i <= 3; ++i) put(paper("resolution", "NQ/TW", i, "2022-05-05", "Ban Chấp hành Trung ương"));
  Claim claim;
  claim.unit = "TW";
  claim.text = "Ban Chấp hành Trung ương ban hành 11 văn bản";
  claim.value = 11;
  claim.query.issuer = "Ban Chấp hành Trung ương";
  claim.query.term = 13;
  register_().add_claim(os_, claim);
  const auto stored = register_().list_claims(os_).items.at(0);
  EXPECT_EQ(stored.value, 11);
  EXPECT_EQ(stored.count, 3);
  EXPECT_EQ(stored.difference, -8);
  register_().remove_claim(os_, stored.id);
  EXPECT_TRUE(register_().list_claims(os_).items.empty());
  EXPECT_EQ(journal("documents.claim_removed"), 1);
  EXPECT_EQ(key_of([&] { register_().remove_claim(os_, stored.id); }), "documents.claim_unknown");
}

TEST_P(RegisterClaims, AClaimIsSeenByItsUnitAndWhereItsDocumentIsSeen) {
  auto open = paper("report", "BC/TW", 1, "2023-01-10");
  open.open_to_all = true;
  Claim claim;
  claim.unit = "TW";
  claim.value = 3;
  claim.text = "Riêng của trung ương";
  register_().add_claim(os_, claim);
  claim.text = "Trong văn bản gửi mọi nơi";
  claim.source_document_id = put(open).value;
  register_().add_claim(os_, claim);
  claim.text = "Của tỉnh";
  claim.unit = "P01";
  claim.source_document_id.reset();
  register_().add_claim(os_, claim);
  const auto texts = [&](const base::Actor& actor) {
    std::vector<std::string> all;
    for (const auto& c : register_().list_claims(actor).items) all.push_back(c.text);
    return all;
  };
  EXPECT_EQ(texts(os_).size(), 3u);
  const auto read_in_it = register_().list_claims(os_).items.at(1);
  ASSERT_EQ(read_in_it.text, "Trong văn bản gửi mọi nơi");
  const auto province = account("tinh.ghi", "document_officer", "P01");
  const auto own = register_().list_claims(os_).items.at(2);
  ASSERT_EQ(own.text, "Riêng của trung ương");
  EXPECT_EQ(key_of([&] { register_().remove_claim(province, own.id); }), "documents.claim_unknown");
  EXPECT_EQ(key_of([&] { register_().remove_claim(province, read_in_it.id); }), "identity.forbidden");
  base::Actor nobody = province;
  nobody.account_id = 999;
  for (const auto id : {own.id, read_in_it.id})
    EXPECT_EQ(key_of([&] { register_().remove_claim(nobody, id); }), "documents.forbidden");
  EXPECT_EQ(texts(account("tinh", "document_officer", "P01")),
            (std::vector<std::string>{"Của tỉnh", "Trong văn bản gửi mọi nơi"}));
  EXPECT_EQ(texts(account("tinh.khac", "document_officer", "P02")),
            (std::vector<std::string>{"Trong văn bản gửi mọi nơi"}));
}

// Every claim read all that waits for the index once more.
TEST_P(RegisterClaims, AreCountedByOneLookAtTheIndex) {
  add_congresses();
  put(paper("resolution", "NQ/TW", 1, "2022-05-05", "Ban Chấp hành Trung ương"));
  Claim claim;
  claim.unit = "TW";
  claim.text = "Ban Chấp hành Trung ương ban hành 11 văn bản";
  claim.value = 11;
  claim.query.kind = "resolution";
  const auto reader = account("van.thu", "document_officer", "TW");
  const auto statements = [&](std::size_t claims) {
    while (register_().list_claims(os_).items.size() < claims) register_().add_claim(os_, claim);
    return support::statements_of([&] {
      for (const auto& c : register_().list_claims(reader).items) EXPECT_EQ(c.count, 1);
    });
  };
  const auto one = statements(1);
  EXPECT_EQ(statements(11) - one, 10 * 2u) << "a claim asks for the sets of its state and of its kind";
}

}  // namespace
}  // namespace documents
