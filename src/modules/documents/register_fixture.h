#pragma once
// A register to test on: a small tree (centre, two provinces, a commune and a cell), one account a role, and the
// register on either engine. Used by the tests of this module only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/documents/documents.h"
#include "modules/documents/machine.h"
#include "modules/documents/word_index.h"
#include "tests/support/register_store.h"

namespace documents {

using support::key_of;

inline base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

class Register : public support::RegisterStore {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    using enum tree::UnitKind;
    using tree::UnitLevel;
    open({{1, "TW", "Trung ương", central, UnitLevel::centre, "", day("1930-02-03"), {}},
          {2, "P01", "Đảng bộ tỉnh Sông Lam", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
          {3, "P02", "Đảng bộ tỉnh Núi Hồng", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
          {4, "X01", "Đảng bộ xã Bến Tre Xanh", commune, UnitLevel::commune, "P01", day("1976-01-01"), {}},
          {5, "C01", "Chi bộ thôn Một", grassroots_cell, UnitLevel::cell, "X01", day("1976-01-01"), {}}});
  }
  Documents& register_() { return *documents_; }

  Document paper(const std::string& kind, const std::string& code, std::optional<std::int64_t> number,
                 const char* issued, const std::string& issuer = "Bộ Chính trị") {
    Document d;
    d.kind = kind;
    d.code = code;
    d.number = number;
    d.issued = base::parse_partial_date(issued).value();
    d.owner_unit = "TW";
    d.issuer = issuer;
    d.subject = "Về việc thử " + kind;
    return d;
  }
  DocumentId put(const Document& d) { return register_().create_document(os_, d).document.id; }
  // How many entries of this verb the journal has.
  std::int64_t journal(const char* verb) {
    auto tx = database().begin_read();
    return tx.find<std::int64_t>("SELECT COUNT(*) FROM audit_entry WHERE verb = ?", verb).value_or(0);
  }
  // Takes into the index what waits.
  void index_all() {
    auto tx = database().begin();
    while (index_waiting(tx, 7) > 0) {
    }
    tx.commit();
  }
  void add_congresses() {
    register_().add_term(os_, {0, "TW", 12, day("2016-01-20"), day("2016-01-28"), {}, {}, {}, ""});
    register_().add_term(os_, {0, "TW", 13, day("2021-01-25"), day("2021-02-01"), {}, {}, {}, ""});
    register_().add_term(os_, {0, "TW", 14, day("2026-01-19"), day("2026-01-23"), day("2026-01-23"), {}, {}, ""});
  }
  NewRelation relation(RelationKind kind, DocumentId target, const char* from = nullptr) {
    NewRelation r;
    r.kind = kind;
    r.target_id = target;
    if (from) r.from = day(from);
    return r;
  }
};

}  // namespace documents
