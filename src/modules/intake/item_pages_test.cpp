#include "modules/intake/intake_fixture.h"

namespace intake {
namespace {

class ItemPages : public Desks {
 protected:
  // Items of two types in the order i0, i1, …: words of ten letters, and at every tenth place one more that begins
  // there and is longer. Every third is decided.
  TextId long_text(int items) {
    auto tx = database().begin();
    Reading reading;
    std::string body;
    for (int i = 0; i < items; ++i) {
      const auto start = std::int64_t(i) * 11;
      const auto add = [&](const char* prefix, const char* type, std::int64_t end) {
        reading.drafts.push_back({prefix + std::to_string(i), type, start, end, "x", base::Json{{"name", "x"}},
                                  i % 2 ? "certain" : "needs_person", "given", base::Json::array(), false});
      };
      if (i % 10 == 0) add("l", "organisation", start + 25);
      add("i", i % 4 == 0 ? "organisation" : "task", start + 10);
      body += "mười chữ ừ\n";
    }
    NewText text{*tree_.find_unit(tx, "TW"), "dai.txt", "hash", "text", "utf-8", "[]", "[]", 0, 0, clock_.now(), "x"};
    text.length = std::int64_t(base::count_code_points(body));
    const auto id = IntakeStore().add_text(tx, text, body, reading);
    tx.run("UPDATE intake_item SET state = 'accepted' WHERE text_id = ? AND id % 3 = 0", id);
    tx.commit();
    return id;
  }
  static std::vector<std::string> keys_of(const ItemPage& page) {
    std::vector<std::string> out;
    for (const auto& i : page.items) out.push_back(i.key);
    return out;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, ItemPages, support::engines(), support::engine_name);

TEST_P(ItemPages, FollowOneAnotherBothWaysInTheOrderOfTheText) {
  const auto text = long_text(60);
  const auto all = intake_->list_items(os_, text);
  ASSERT_EQ(all.items.size(), 66u);
  EXPECT_EQ(all.total, 66);
  EXPECT_EQ((std::vector<std::string>{all.items[0].key, all.items[1].key, all.items[2].key}),
            (std::vector<std::string>{"l0", "i0", "i1"}));
  EXPECT_FALSE(all.next || all.previous);
  for (const auto& type : {"", "organisation", "task"})
    for (const std::optional<bool> waiting : {std::optional<bool>{}, std::optional(true), std::optional(false)}) {
      std::vector<std::string> expected, forth, back;
      for (const auto& i : all.items)
        if ((*type == 0 || i.type == type) && (!waiting || *waiting == (i.state == ItemState::waiting)))
          expected.push_back(i.key);
      ItemQuery query{.filter = {.type = type, .waiting = waiting}, .limit = 7};
      for (auto page = intake_->list_items(os_, text, query);; page = intake_->list_items(os_, text, query)) {
        EXPECT_EQ(page.before, std::ssize(forth));
        EXPECT_EQ(page.total, std::ssize(expected));
        EXPECT_EQ(page.previous.has_value(), !forth.empty());
        for (const auto& key : keys_of(page)) forth.push_back(key);
        query.cursor = page.next.value_or(page.previous.value_or(""));
        if (!page.next) break;
      }
      EXPECT_EQ(forth, expected);
      const auto last = std::size_t(std::ssize(expected) % 7 == 0 ? 7 : std::ssize(expected) % 7);
      while (!query.cursor.empty()) {
        const auto page = intake_->list_items(os_, text, query);
        EXPECT_TRUE(page.next);
        const auto some = keys_of(page);
        back.insert(back.begin(), some.begin(), some.end());
        query.cursor = page.previous.value_or("");
      }
      EXPECT_EQ(back, std::vector<std::string>(expected.begin(), expected.end() - std::ptrdiff_t(last)));
    }
}

TEST_P(ItemPages, BeginAroundAnItemAPlaceOrTheFirstThatWaits) {
  const auto text = long_text(60);
  const auto all = intake_->list_items(os_, text).items;
  const auto page = intake_->list_items(os_, text, {.item = all[30].id, .limit = 8});
  ASSERT_EQ(page.items.size(), 8u);
  EXPECT_EQ(page.items[2].id, all[30].id);
  EXPECT_EQ(page.before, 28);
  const auto decided = std::ranges::find(all, ItemState::accepted, &ItemView::state);
  const auto next = intake_->list_items(os_, text, {.filter = {.waiting = true}, .item = decided->id, .limit = 1});
  EXPECT_EQ(next.items.at(0).key, (decided + 1)->key) << "the next one that waits after a decided one";
  EXPECT_EQ(intake_->list_items(os_, text, {.at = 15 * 11 + 3, .limit = 1}).items.at(0).key, "i15");
  EXPECT_EQ(intake_->list_items(os_, text, {.begin = ItemsFrom::waiting, .limit = 1}).items.at(0).state,
            ItemState::waiting);
  EXPECT_EQ(intake_->list_items(os_, text, {.item = all.back().id, .limit = 4}).items.back().id, all.back().id);
  for (const char* cursor : {"x", "after", "after.", "after.1.2", "after.1.2.x", "before.1.2.3.4", "after.1..3"})
    EXPECT_EQ(key_of([&] { intake_->list_items(os_, text, {.cursor = cursor}); }), "intake.cursor") << cursor;
}

TEST_P(ItemPages, OfAPartOfTheTextAreThoseThatTouchIt) {
  const auto text = long_text(60);
  const auto touching = [&](std::int64_t from, std::int64_t to) {
    return keys_of(intake_->list_items(os_, text, {.filter = {.from = from, .to = to}}));
  };
  EXPECT_EQ(touching(10 * 11 + 12, 10 * 11 + 23), (std::vector<std::string>{"l10", "i11", "i12"}));
  EXPECT_EQ(touching(21, 22), (std::vector<std::string>{"l0"}));
  EXPECT_TRUE(touching(5000, 6000).empty());
  const auto part = intake_->get_text(os_, text, base::Language::vi, TextPart{22, 4});
  EXPECT_EQ(part.start, 22);
  EXPECT_EQ(part.text, "mười");
  for (const std::int64_t far : {100'000, INT32_MAX})
    EXPECT_TRUE(intake_->get_text(os_, text, base::Language::vi, TextPart{far, INT32_MAX}).text.empty());
  EXPECT_EQ(std::int64_t(base::count_code_points(intake_->get_text(os_, text, base::Language::vi).text)), 60 * 11);
}

TEST_P(ItemPages, AreCountedByTypeAndState) {
  const auto text = long_text(60);
  std::map<std::pair<std::string, ItemState>, std::int64_t> expected;
  std::int64_t certain = 0;
  for (const auto& i : intake_->list_items(os_, text).items) {
    ++expected[{i.type, i.state}];
    certain += i.state == ItemState::waiting && i.certainty == "certain";
  }
  const auto counts = intake_->count_items(os_, text);
  EXPECT_EQ(counts.certain, certain);
  for (const auto& c : counts.counts) EXPECT_EQ(c.count, (expected[{c.type, c.state}])) << c.type;
  EXPECT_EQ(counts.counts.size(), expected.size());
  const auto accepted = intake_->accept_certain(os_, text);
  EXPECT_EQ(std::ssize(accepted.items), certain);
  EXPECT_EQ(intake_->count_items(os_, text).certain, 0);
  for (const auto& i : accepted.items) EXPECT_EQ(intake_->get_item(os_, i.id).version, i.version);
}

// A citation of which the register has two is not certain, whatever the reader said.
TEST_P(ItemPages, CountAsCertainWhatTheRegisterLeavesCertain) {
  put("conclusion", "KL/TW", 5, "2019-01-10");
  put("conclusion", "KL/TW", 5, "2023-01-10");
  const auto text = text_with("TW", {{{"kind", "conclusion"}, {"form", "full"}, {"number", 5}, {"code", "KL/TW"}},
                                     {{"kind", "conclusion"}, {"form", "full"}, {"number", 6}, {"code", "KL/TW"}}});
  ASSERT_EQ(item(text, "d1").candidates.size(), 2u);
  EXPECT_EQ(intake_->count_items(os_, text).certain, 1);
}

TEST_P(ItemPages, NameWhatAnItemRefersTo) {
  base::Json resolution{{"kind", "resolution"}, {"form", "full"}, {"number", 7}, {"code", "NQ/TW"}};
  base::Json guide{{"kind", "guideline"}, {"form", "full"}, {"number", 8}, {"code", "HD/TW"}};
  guide["relations"] = {{{"rel", "guides"}, {"target", "d1"}}};
  const auto text =
      text_with("TW", {resolution, guide, {{"kind", "resolution"}, {"form", "anaphor"}, {"refers_to", "d1"}}});
  const auto page = intake_->list_items(os_, text, {.item = item(text, "d2").id, .limit = 1});
  ASSERT_EQ(page.items.size(), 1u);
  ASSERT_EQ(page.items[0].others.size(), 1u);
  EXPECT_EQ(page.items[0].others[0].key, "d1");
  EXPECT_EQ(item(text, "d3").others.at(0).id, item(text, "d1").id);
}

TEST_P(ItemPages, AContradictionShowsItsWords) {
  put("conclusion", "KL/TW", 5, "2023-01-10");
  const auto text = text_with(
      "TW", {{{"kind", "conclusion"}, {"form", "full"}, {"number", 5}, {"code", "KL/TW"}, {"date", "2023-02-10"}}});
  const auto found = intake_->list_contradictions(os_, text, base::Language::vi);
  ASSERT_EQ(found.items.size(), 1u);
  EXPECT_FALSE(found.capped);
  EXPECT_EQ(found.items[0].spans.at(0), (base::Json{{"start", 0}, {"end", 10}, {"words", "Văn bản d1"}}));
}

}  // namespace
}  // namespace intake
