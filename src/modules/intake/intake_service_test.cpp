// Stories of texts on their way in: what waits, what is refused, what is looked at.
#include "modules/intake/intake_fixture.h"

namespace intake {
namespace {

class Texts : public Desks {
 protected:
  std::filesystem::path file(const std::string& bytes) {
    const auto path = store_->folder() / "upload";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::size_t pending() {
    const std::filesystem::directory_iterator files(store_->folder() / "pending");
    return std::size_t(std::distance(begin(files), end(files)));
  }
  std::vector<audit::Entry> entries(const std::string& verb) {
    auto tx = database().begin_read();
    audit::Filter filter;
    filter.verb = verb;
    return audit_->list_entries(tx, filter);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Texts, support::engines(), support::engine_name);

const std::string secret = "TỈNH ỦY SÔNG LAM\n\nTUYỆT MẬT\n\nSố 01-BC/TU\n\nBÁO CÁO\nvề việc thử nghiệm\n";

TEST_P(Texts, AReadingThatIsStoppedBeforeItBeginsLeavesNoBytes) {
  const auto job = intake_->upload(os_, "P1", "ban-quet.pdf", file("%PDF-1.4 thử")).job_id;
  EXPECT_EQ(pending(), 2u);  // the bytes and their name
  auto tx = database().begin();
  jobs_->cancel(tx, platform::JobId{job.value()});
  tx.commit();
  EXPECT_EQ(pending(), 0u);
}

TEST_P(Texts, ASecretFileForTheRegisterIsRefusedAndJournalled) {
  auto tx = database().begin_read();
  const auto unit = *tree_.find_unit(tx, "P1");
  EXPECT_EQ(key_of([&] { intake_->text_of_file(os_, unit, file(secret)); }), "intake.text_secret");
  const auto noted = entries("intake.secret_refused");
  ASSERT_EQ(noted.size(), 1u);
  EXPECT_EQ(noted[0].unit_id, unit.value);
}

TEST_P(Texts, AFileThatCannotBeReadHasNoWords) {
  auto tx = database().begin_read();
  EXPECT_EQ(intake_->text_of_file(os_, *tree_.find_unit(tx, "P1"), file(std::string("\xD0\xCF\x11\xE0", 4))), "");
  EXPECT_TRUE(entries("intake.secret_refused").empty());
}

TEST_P(Texts, OfTwoWhoHaveATextReadAgainTheLaterOneIsTold) {
  const auto text = text_with("TW", {{{"kind", "Chỉ thị"}, {"number", "5"}, {"code", "CT/TW"}}});
  const auto version = [&] { return intake_->get_text_row(os_, text).version; };
  const auto seen = version();
  decide(os_, text, "d1", Action::reject);
  EXPECT_EQ(version(), seen) << "a decision is no new reading";
  intake_->reread(os_, text, seen);
  EXPECT_EQ(key_of([&] { intake_->reread(os_, text, seen); }), "intake.text_changed");
  EXPECT_EQ(key_of([&] { intake_->reread(os_, text, version()); }), "done");
}

TEST_P(Texts, LookingAtATextIsNotedOnItsUnit) {
  const auto text = text_with("P1", {{{"kind", "Báo cáo"}, {"number", "7"}}});
  std::string bytes;
  intake_->get_text(os_, text, base::Language::vi);
  intake_->list_items(os_, text);
  intake_->original(os_, text, bytes);
  audit_->flush_views();
  auto tx = database().begin_read();
  const auto views = audit_->list_views({});
  ASSERT_EQ(views.size(), 3u);
  for (const auto& view : views) {
    EXPECT_EQ(view.object_kind, "text");
    EXPECT_EQ(view.unit_id, tree_.find_unit(tx, "P1")->value);
  }
}

TEST_P(Texts, AnOfficeThatIsLookedUpIsNotedOnTheUnitOfItsText) {
  const auto text = text_with("P1", {{{"kind", "Báo cáo"}, {"number", "7"}}});
  intake_->add_item(os_, text, {"person", 0, 7, {{"name", "Trần Văn Thử"}, {"offices", {"Bí thư"}}}, {}, false});
  ASSERT_EQ(intake_->list_attestations(os_, {}).size(), 1u);
  audit_->flush_views();
  audit::Filter filter;
  filter.object_kind = "attestation";
  auto tx = database().begin_read();
  ASSERT_EQ(audit_->list_views(filter).size(), 1u);
  EXPECT_EQ(audit_->list_views(filter)[0].unit_id, tree_.find_unit(tx, "P1")->value);
}

}  // namespace
}  // namespace intake
