#pragma once
// A desk to test on: centre, two provinces and their communes, the register and the intake on either engine, and
// texts whose items are given, not read. Used by the tests of this module only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "modules/intake/intake.h"
#include "tests/support/register_store.h"

namespace intake {

using support::key_of;

inline base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

class Desks : public support::RegisterStore {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    using enum tree::UnitKind;
    using tree::UnitLevel;
    auto above = platform::read_migrations("jobs", platform::jobs::migrations());
    for (auto& m : platform::read_migrations("intake", migrations())) above.push_back(std::move(m));
    open({{1, "TW", "Trung ương", central, UnitLevel::centre, "", day("1930-02-03"), {}},
          {2, "P1", "Đảng bộ tỉnh Sông Lam", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
          {3, "P2", "Đảng bộ tỉnh Núi Hồng", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
          {4, "C1", "Đảng bộ xã Bến Tre Xanh", commune, UnitLevel::commune, "P1", day("1976-01-01"), {}},
          {5, "C2", "Đảng bộ xã Hòa Lâm", commune, UnitLevel::commune, "P2", day("1976-01-01"), {}}},
         std::move(above));
    jobs_ = std::make_unique<platform::Jobs>(database(), clock_, store_->folder() / "pending");
    intake_ = std::make_unique<IntakeService>(
        Surroundings{database(), clock_, files_, *jobs_, *audit_, tree_, *access_, *documents_});
  }

  // A paper of the centre that everybody sees.
  documents::DocumentId put(const char* kind, const char* code, int number, const char* issued) {
    documents::Document d;
    d.kind = kind;
    d.code = code;
    d.number = number;
    d.issued = base::parse_partial_date(issued).value();
    d.owner_unit = "TW";
    d.issuer = "Bộ Chính trị";
    d.subject = "Về việc thử " + std::to_string(number);
    d.open_to_all = true;
    return documents_->create_document(os_, d).document.id;
  }
  // A text of a unit in which these documents are cited, in the order given and with the keys d1, d2, …
  TextId text_with(const char* unit, const std::vector<base::Json>& papers) {
    auto tx = database().begin();
    Reading reading;
    std::string body;
    for (const auto& paper : papers) {
      const std::string key = "d" + std::to_string(reading.drafts.size() + 1);
      const std::string words = "Văn bản " + key;
      const auto start = std::int64_t(base::count_code_points(body));
      reading.drafts.push_back({key, "document", start, start + std::int64_t(base::count_code_points(words)), words,
                                paper, "certain", "given", base::Json::array(), false});
      body += words + "\n";
    }
    NewText text{*tree_.find_unit(tx, unit),
                 "van-ban.txt",
                 files_.keep(tx, unit + body + base::Json(papers).dump()).hash,
                 "text",
                 "utf-8",
                 "[]",
                 "[]",
                 0,
                 0,
                 clock_.now(),
                 "test"};
    const auto id = IntakeStore().add_text(tx, text, body, reading);
    tx.commit();
    return id;
  }
  ItemView item(TextId text, const std::string& key) {
    auto page = intake_->list_items(os_, text);
    for (auto& i : page.items)
      if (i.key == key) return i;
    ADD_FAILURE() << "no item " << key;
    return {};
  }
  ItemView decide(const base::Actor& actor, TextId text, const std::string& key, Action action,
                  std::optional<base::Json> canonical = {}, std::optional<documents::DocumentId> document = {}) {
    Decision d;
    const auto seen = item(text, key);
    d.version = seen.version;
    d.action = action;
    d.canonical = std::move(canonical);
    if (document) d.document_id = document->value;
    return intake_->decide(actor, seen.id, d);
  }
  documents::DocumentPage page(documents::DocumentId id) { return documents_->get_document(os_, id, {}); }
  static std::vector<std::string> keys(const ItemView& item) {
    std::vector<std::string> out;
    for (const auto& r : item.refusals) out.push_back(r.key);
    return out;
  }

  std::unique_ptr<platform::Jobs> jobs_;
  std::unique_ptr<IntakeService> intake_;
};

}  // namespace intake
