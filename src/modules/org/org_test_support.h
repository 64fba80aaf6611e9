#pragma once
// What the tests of org share: a store with its collaborators, a small country, and how a report or a refusal is
// said in one word. Each test has its own world.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <utility>

#include "modules/org/org.h"
#include "tests/support/accounts.h"
#include "tests/support/test_store.h"

namespace org {

inline base::Date day(const char* iso) { return *base::parse_iso_date(iso); }

// A store with its collaborators. Actors: os_, the whole store; planner_ and reader_, on P14 and below.
class OrgWorld {
 public:
  explicit OrgWorld(const std::string& engine)
      : store_(engine, all_migrations()),
        clock_(1'686'000'000'000'000),
        access_(tree_, clock_),
        key_(platform::new_signing_key()),
        audit_(store_.database(), clock_, key_, store_.folder()),
        jobs_(store_.database(), clock_, store_.folder() / "waiting"),
        uploads_(store_.database(), clock_, store_.folder() / "prepared"),
        org_(store_.database(), tree_, access_, audit_, jobs_, clock_) {}

  static std::vector<platform::Migration> all_migrations() {
    std::vector<platform::Migration> all;
    const auto add = [&](const char* module, auto files) {
      for (auto& m : platform::read_migrations(module, files)) all.push_back(m);
    };
    add("audit", audit::migrations());
    add("jobs", platform::jobs::migrations());
    add("imports", platform::imports::migrations());
    add("tree", tree::migrations());
    add("identity", identity::migrations());
    add("org", org::migrations());
    return all;
  }
  base::Actor account(const std::string& name, const char* role, const char* unit) {
    return support::account_with(store_.database(), tree_, name, role, unit);
  }
  std::filesystem::path file(std::string_view content, const std::string& name = "units.csv") {
    const auto path = store_.folder() / (std::to_string(++files_) + "-" + name);
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::string exported() {
    const auto path = store_.folder() / "out.csv";
    org_.export_units(os_, path, platform::TableFormat::csv);
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<audit::Entry> journal(const std::string& verb) {
    auto tx = store_.database().begin_read();
    audit::Filter filter;
    filter.verb = verb;
    return audit_.list_entries(tx, filter);
  }

  support::Store store_;
  platform::FixedClock clock_;
  tree::Tree tree_;
  identity::Access access_;
  platform::SigningKey key_;
  audit::Audit audit_;
  platform::Jobs jobs_;
  platform::ImportUploads uploads_;
  OrgService org_;
  base::Actor os_{base::ActorKind::operating_system, 0, "os:test", 0, "", ""};
  int files_ = 0;
};

inline constexpr std::string_view small_country =
    "code,name,kind,level,parent_code,from,to\n"
    "TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,\n"
    "P14,Đảng bộ tỉnh Lạng Sơn,province,province,TW,1975-01-01,\n"
    "P14.B1,Ban Tổ chức Tỉnh ủy Lạng Sơn,board,none,P14,1975-01-01,\n"
    "P14.H1,Đảng bộ huyện Bắc Sơn,district,district,P14,1975-01-01,2025-07-01\n"
    "P15,Đảng bộ tỉnh Sơn La,province,province,TW,1975-01-01,\n"
    "P15.B1,Ban Tổ chức Tỉnh ủy Sơn La,board,none,P15,1975-01-01,\n";

inline bool stored(const ImportReport& report) { return report.summary.state == platform::BatchState::live; }
// Rows that made or changed something.
inline std::int64_t changed(const ImportReport& report) { return report.summary.added + report.summary.corrected; }

inline std::vector<std::string> lines_of(const ImportReport& report) {
  std::vector<std::string> out;
  for (const auto& p : report.problems) out.push_back(std::to_string(p.line) + " " + p.field + " " + p.key);
  return out;
}

inline std::vector<std::string> codes_of(const std::vector<UnitItem>& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.code);
  return out;
}

template <class F>
std::string key_of(F&& f) {
  try {
    f();
    return "done";
  } catch (const base::FieldErrors& error) {
    return error.problems().front().field + " " + error.problems().front().key;
  } catch (const base::Error& error) {
    return error.key();
  }
}

// The world of one engine; tests of one subject derive from it.
class OrgFixture : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    platform::start_crypto();
    world_ = std::make_unique<OrgWorld>(GetParam());
  }
  OrgWorld& fill() {
    const auto report = world_->org_.import_units(world_->os_, world_->file(small_country), {});
    EXPECT_THAT(lines_of(report), testing::IsEmpty());
    EXPECT_TRUE(stored(report));
    return *world_;
  }
  ImportReport import(std::string_view csv, ImportOptions options = {}) {
    return world_->org_.import_units(world_->os_, world_->file(csv), options);
  }
  std::unique_ptr<OrgWorld> world_;
};

}  // namespace org
