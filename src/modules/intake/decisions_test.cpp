// Stories of what a decision may do to the register: no more than the person who decides.
#include "base/text.h"
#include "modules/intake/intake_fixture.h"

namespace intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Decisions : public Desks {};
INSTANTIATE_TEST_SUITE_P(Engines, Decisions, support::engines(), support::engine_name);

base::Json paper(const char* kind, const char* code, int number, const char* date) {
  return {{"kind", kind}, {"code", code}, {"number", std::to_string(number)}, {"date", date}};
}
base::Json repealing(base::Json paper, const char* target) {
  paper["relations"] = {{{"rel", "repeals"}, {"target", target}}};
  return paper;
}

TEST_P(Decisions, ACommuneDoesNotRepealADirectiveOfTheCentre) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01"), newer = put("directive", "CT/TW", 6, "2026-03-01");
  const auto text =
      text_with("C2", {paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), paper("Chỉ thị", "CT/TW", 6, "2026-03-01")});
  const auto commune = account("thu.ky.xa", "unit_secretary", "C2");
  decide(commune, text, "d1", Action::accept);
  const auto said =
      decide(commune, text, "d2", Action::correct, repealing(paper("Chỉ thị", "CT/TW", 6, "2026-03-01"), "d1"));
  EXPECT_EQ(said.state, ItemState::corrected);
  EXPECT_EQ(said.document_id, newer.value);
  EXPECT_THAT(keys(said), ElementsAre("intake.relation_without_right"));
  EXPECT_THAT(keys(item(text, "d2")), ElementsAre("intake.relation_without_right"));
  EXPECT_THAT(page(older).incoming, IsEmpty());
  EXPECT_EQ(key_of([&] { decide(commune, text, "d2", Action::reopen); }), "done");
  // Who may change the newer directive enters what the text says.
  EXPECT_THAT(keys(decide(os_, text, "d2", Action::accept)), IsEmpty());
  EXPECT_EQ(page(older).incoming.size(), 1u);
}

TEST_P(Decisions, ATextHangsOnNoDocumentThatTheReviewerMayNotChange) {
  const auto directive = put("directive", "CT/TW", 5, "2025-03-01");
  auto self = paper("Chỉ thị", "CT/TW", 5, "2025-03-01");
  self["form"] = "self";
  const auto text = text_with("C2", {paper("Báo cáo", "BC/ĐU", 7, "2026-03-01")});
  const auto commune = account("thu.ky.xa", "unit_secretary", "C2");
  const auto said = decide(commune, text, "d1", Action::correct, self, directive);
  EXPECT_EQ(said.document_id, directive.value);
  EXPECT_THAT(keys(said), ElementsAre("intake.paper_without_right"));
  EXPECT_THAT(page(directive).document.files, IsEmpty());
  // Who may, hangs it there once however often it is decided, and reopening takes it off.
  for (int i = 0; i < 3; ++i) EXPECT_THAT(keys(decide(os_, text, "d1", Action::correct, self, directive)), IsEmpty());
  EXPECT_EQ(page(directive).document.files.size(), 1u);
  decide(os_, text, "d1", Action::reopen);
  EXPECT_THAT(page(directive).document.files, IsEmpty());
}

TEST_P(Decisions, AFileThatSomebodyElseAttachedStaysWhenTheItemIsReopened) {
  const auto directive = put("directive", "CT/TW", 5, "2025-03-01");
  auto self = paper("Chỉ thị", "CT/TW", 5, "2025-03-01");
  self["form"] = "self";
  const auto text = text_with("TW", {self});
  decide(os_, text, "d1", Action::accept);
  const auto second = text_with("P1", {self, paper("Chỉ thị", "CT/TW", 6, "2025-03-01")});
  decide(os_, second, "d1", Action::accept);
  ASSERT_EQ(page(directive).document.files.size(), 2u);
  decide(os_, second, "d1", Action::reject);
  EXPECT_EQ(page(directive).document.files.size(), 1u);
}

TEST_P(Decisions, ACommuneRegistersNothingInTheRunOfTheCentre) {
  auto self = paper("Quyết định", "QĐ/TW", 501, "2026-02-01");
  self["form"] = "self";
  self["title"] = "Về việc thử nghiệm của xã";
  const auto text = text_with("C2", {self});
  const auto said = decide(account("thu.ky.xa", "unit_secretary", "C2"), text, "d1", Action::accept);
  EXPECT_THAT(keys(said), ElementsAre("intake.paper_not_entered"));
  const auto stub = page(documents::DocumentId{said.document_id.value()}).document;
  EXPECT_EQ(stub.state, documents::DocumentState::stub);
  EXPECT_THAT(stub.files, IsEmpty());
  EXPECT_EQ(key_of([&] { put("decision", "QĐ/TW", 501, "2026-02-01"); }), "done");
  // The commune's own paper goes on record with its file.
  auto own = paper("Báo cáo", "BC/ĐU", 7, "2026-03-01");
  own["form"] = "self";
  own["title"] = "Tình hình quý một của xã";
  const auto report = text_with("C2", {own});
  const auto kept = decide(account("van.thu.xa", "document_officer", "C2"), report, "d1", Action::accept);
  EXPECT_THAT(kept.refusals, IsEmpty());
  const auto paper_of_commune = page(documents::DocumentId{kept.document_id.value()}).document;
  EXPECT_EQ(paper_of_commune.state, documents::DocumentState::registered);
  EXPECT_EQ(paper_of_commune.files.size(), 1u);
}

TEST_P(Decisions, ReopeningEitherEndTakesTheRelationBack) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01");
  put("directive", "CT/TW", 6, "2026-03-01");
  const auto text = text_with(
      "TW", {paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), repealing(paper("Chỉ thị", "CT/TW", 6, "2026-03-01"), "d1")});
  for (const char* end : {"d1", "d2"}) {
    for (const char* key : {"d1", "d2"}) decide(os_, text, key, Action::accept);
    EXPECT_EQ(page(older).incoming.size(), 1u);
    decide(os_, text, end, end == std::string("d1") ? Action::reopen : Action::reject);
    EXPECT_THAT(page(older).incoming, IsEmpty()) << end;
  }
}

// A commune's officer accepts, an officer of the centre enters the relation; the commune may still change its mind
// about its own text, and hears who can take the relation out.
TEST_P(Decisions, AnItemIsReopenedByWhoReviewsTheTextAndTheRelationOfOthersStays) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01");
  put("directive", "CT/TW", 6, "2026-03-01");
  const auto text = text_with(
      "C2", {paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), repealing(paper("Chỉ thị", "CT/TW", 6, "2026-03-01"), "d1")});
  for (const char* key : {"d1", "d2"}) decide(os_, text, key, Action::accept);
  ASSERT_EQ(page(older).incoming.size(), 1u);
  const auto commune = account("thu.ky.xa", "unit_secretary", "C2");
  const auto open = decide(commune, text, "d2", Action::reopen);
  EXPECT_EQ(open.state, ItemState::waiting);
  EXPECT_THAT(keys(open), ElementsAre("intake.relation_left"));
  EXPECT_EQ(page(older).incoming.size(), 1u);
  // Accepted again, the relation is there already; who may remove it does so by reopening.
  EXPECT_THAT(keys(decide(commune, text, "d2", Action::accept)), IsEmpty());
  EXPECT_THAT(keys(decide(os_, text, "d2", Action::reopen)), IsEmpty());
  EXPECT_THAT(page(older).incoming, IsEmpty());
}

TEST_P(Decisions, ACorrectedItemIsNotWarnedOfARelationThatTheTextStillStates) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01");
  put("directive", "CT/TW", 6, "2026-03-01");
  const auto plain = paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), newer = paper("Chỉ thị", "CT/TW", 6, "2026-03-01");
  const auto text = text_with("C2", {plain, repealing(newer, "d1")});
  for (const char* key : {"d1", "d2"}) decide(os_, text, key, Action::accept);
  const auto commune = account("thu.ky.xa", "unit_secretary", "C2");
  EXPECT_THAT(keys(decide(commune, text, "d2", Action::correct, repealing(newer, "d1"))), IsEmpty());
  EXPECT_THAT(keys(decide(commune, text, "d1", Action::correct, plain)), IsEmpty());
  EXPECT_THAT(keys(item(text, "d1")), IsEmpty());
  EXPECT_EQ(page(older).incoming.size(), 1u);
  // What the corrected text no longer states is left over.
  EXPECT_THAT(keys(decide(commune, text, "d2", Action::correct, newer)), ElementsAre("intake.relation_left"));
}

TEST_P(Decisions, AFileOfOthersStaysWhenTheItemIsReopened) {
  const auto directive = put("directive", "CT/TW", 5, "2025-03-01");
  auto self = paper("Chỉ thị", "CT/TW", 5, "2025-03-01");
  self["form"] = "self";
  const auto text = text_with("C2", {self});
  decide(os_, text, "d1", Action::accept);
  ASSERT_EQ(page(directive).document.files.size(), 1u);
  EXPECT_THAT(keys(decide(account("thu.ky.xa", "unit_secretary", "C2"), text, "d1", Action::reopen)),
              ElementsAre("intake.file_left"));
  EXPECT_EQ(page(directive).document.files.size(), 1u);
  decide(os_, text, "d1", Action::accept);
  EXPECT_THAT(keys(decide(os_, text, "d1", Action::reopen)), IsEmpty());
  EXPECT_THAT(page(directive).document.files, IsEmpty());
}

TEST_P(Decisions, ARelationThatWasRemovedByHandIsNothingToTakeBack) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01");
  put("directive", "CT/TW", 6, "2026-03-01");
  const auto text = text_with(
      "TW", {paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), repealing(paper("Chỉ thị", "CT/TW", 6, "2026-03-01"), "d1")});
  for (const char* key : {"d1", "d2"}) decide(os_, text, key, Action::accept);
  documents_->remove_relation(os_, page(older).incoming.at(0).id);
  const auto open = decide(os_, text, "d2", Action::reopen);
  EXPECT_EQ(open.state, ItemState::waiting);
  EXPECT_THAT(keys(open), IsEmpty());
  decide(os_, text, "d2", Action::accept);
  EXPECT_EQ(page(older).incoming.size(), 1u);
}

TEST_P(Decisions, WhatAReviewerAddsWritesItsRelations) {
  const auto older = put("directive", "CT/TW", 5, "2025-03-01"), newer = put("directive", "CT/TW", 6, "2026-03-01");
  const auto text = text_with("C2", {paper("Chỉ thị", "CT/TW", 5, "2025-03-01")});
  decide(os_, text, "d1", Action::accept);
  const NewItem missed{"document", 0, 7, repealing(paper("Chỉ thị", "CT/TW", 6, "2026-03-01"), "d1"), newer.value};
  const auto added = intake_->add_item(os_, text, missed);
  EXPECT_THAT(keys(added), IsEmpty());
  ASSERT_EQ(page(older).incoming.size(), 1u);
  Decision reopen;
  reopen.version = added.version;
  reopen.action = Action::reopen;
  intake_->decide(os_, added.id, reopen);
  EXPECT_THAT(page(older).incoming, IsEmpty());
  // Without the right over the newer directive the relation stays a refusal of the item.
  EXPECT_THAT(keys(intake_->add_item(account("thu.ky.xa", "unit_secretary", "C2"), text, missed)),
              ElementsAre("intake.relation_without_right"));
}

TEST_P(Decisions, OneRefusalDoesNotHoldUpTheCertainRest) {
  put("decision", "QĐ/TW", 501, "2025-01-10");
  auto taken = paper("Quyết định", "QĐ/TW", 501, "2025-05-05");
  taken["form"] = "self";
  taken["title"] = "Một quyết định khác cùng số";
  const auto later = put("directive", "CT/TW", 6, "2026-03-01");
  put("directive", "CT/TW", 5, "2025-03-01");
  const auto text = text_with("TW", {taken, repealing(paper("Chỉ thị", "CT/TW", 5, "2025-03-01"), "d3"),
                                     paper("Chỉ thị", "CT/TW", 6, "2026-03-01")});
  const auto answer = intake_->accept_certain(os_, text);
  EXPECT_EQ(answer.accepted, 2);
  EXPECT_EQ(answer.left, 1);
  EXPECT_EQ(answer.relations_refused, 1);
  EXPECT_EQ(item(text, "d1").state, ItemState::waiting);
  EXPECT_THAT(keys(item(text, "d2")), ElementsAre("intake.relation_not_entered"));
  EXPECT_THAT(page(later).incoming, IsEmpty());
  EXPECT_EQ(key_of([&] { decide(os_, text, "d1", Action::accept); }), "documents.number_taken");
}

}  // namespace
}  // namespace intake
