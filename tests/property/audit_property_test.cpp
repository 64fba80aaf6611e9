// The journal: whatever single edit somebody with the database makes, the chain says so.
#include "tests/property/properties.h"
#include "tests/support/test_store.h"

#include "modules/audit/audit.h"

namespace audit {
namespace {

class JournalProperties : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_ENGINE(); }
};
INSTANTIATE_TEST_SUITE_P(Engines, JournalProperties, support::engines(), support::engine_name);

constexpr int entries = 12;

std::string some_edit() {
  const std::string k = std::to_string(*rc::gen::inRange(1, entries + 1));
  const std::string other = std::to_string(*rc::gen::inRange(1, entries + 1));
  const auto word = *rc::gen::element<std::string>("actor", "verb", "object_kind", "object_id", "difference",
                                                   "on_behalf_of", "request_id", "mark");
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
      return "UPDATE audit_entry SET " + word + " = 'zz' WHERE sequence = " + k;
    case 1:
      return "UPDATE audit_entry SET " + *rc::gen::element<std::string>("at", "account_id", "unit_id") +
             " = 99 WHERE sequence = " + k;
    case 2:
      return "DELETE FROM audit_entry WHERE sequence = " + k;
    case 3:
      return "DELETE FROM audit_entry WHERE sequence >= " + k;
    case 4:
      return "DELETE FROM audit_seal WHERE sequence = " + k;
    case 5:
      return "UPDATE audit_seal SET hash = '" + std::string(64, 'a') + "' WHERE sequence = " + k;
    case 6:
      return "UPDATE audit_entry SET sequence = -sequence WHERE sequence = " + k;
    case 7:
      return "UPDATE audit_head SET sequence = sequence - 1";
    case 8:
      return "DELETE FROM audit_head";
    default:
      RC_PRE(k != other);  // contents in another order
      return "UPDATE audit_entry SET object_id = (SELECT b.object_id FROM audit_entry b WHERE b.sequence = " + other +
             ") WHERE sequence = " + k;
  }
}

TEST_P(JournalProperties, AnySingleEditIsSeenAndNamed) {
  platform::start_crypto();
  const platform::FixedClock clock{1'700'000'000'000'000};
  support::Store store(GetParam(), platform::read_migrations("audit", migrations()));
  const auto key = platform::new_signing_key();
  Audit audit(store.database(), clock, key, store.folder());
  const base::Actor actor{base::ActorKind::account, 3, "lan.nguyen", 1, "", "r1"};
  {
    auto tx = store.database().begin();
    for (int i = 0; i < entries; ++i)
      audit.record(tx, actor, "sample.changed", "thing", std::to_string(i), 7, R"({"name":["a","b"]})");
    audit.seal(tx);
    ASSERT_TRUE(audit.verify(tx).whole);
    tx.commit();
  }
  property::check(60, [&] {
    auto tx = store.database().begin();  // never committed: each case meets the whole journal
    const std::string edit = some_edit();
    RC_ASSERT(tx.run(edit) >= 1);
    const Check check = audit.verify(tx);
    RC_ASSERT(!check.whole);
    RC_ASSERT(check.first_broken.has_value());
  });
}

}  // namespace
}  // namespace audit
