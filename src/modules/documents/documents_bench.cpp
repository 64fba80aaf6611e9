// A register of a million documents on the store named by LIENTHONG_BENCH_STORE (a file, or postgresql://…): fills it
// when it is empty, then asks lists, filters and searches as a central, a provincial and a communal reader and
// prints the 50th and 95th percentile of each, by the wall and by this thread's processor (which is all of SQLite's
// work). LIENTHONG_BENCH_DOCUMENTS changes the number of documents.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "base/text.h"
#include "modules/documents/documents.h"
#include "modules/documents/documents_store.h"
#include "modules/documents/machine.h"
#include "platform/crypto/crypto.h"

namespace documents {
namespace {

using BenchClock = std::chrono::steady_clock;

constexpr const char* syllables[] = {
    "tổ",     "chức",   "cán",   "bộ",     "đảng", "viên",  "cơ",    "sở",   "xây",   "dựng",   "công",  "tác",
    "thực",   "hiện",   "nghị",  "quyết",  "kế",   "hoạch", "nhiệm", "vụ",   "trung", "ương",   "tỉnh",  "ủy",
    "xã",     "phường", "sắp",   "xếp",    "bộ",   "máy",   "tinh",  "gọn",  "hiệu",  "lực",    "quả",   "đánh",
    "giá",    "xếp",    "loại",  "quy",    "định", "hướng", "dẫn",   "báo",  "cáo",   "tổng",   "kết",   "sơ",
    "chuyển", "đổi",    "số",    "biên",   "chế",  "đào",   "tạo",   "bồi",  "dưỡng", "kiểm",   "tra",   "giám",
    "sát",    "kỷ",     "luật",  "dân",    "vận",  "tuyên", "giáo",  "nội",  "chính", "phòng",  "chống", "lãng",
    "phí",    "kinh",   "tế",    "văn",    "hóa",  "giáo",  "dục",   "y",    "nông",  "nghiệp", "thôn",  "mới",
    "đất",    "đai",    "môi",   "trường", "giao", "thông", "an",    "ninh", "quốc",  "thanh",  "niên",  "phụ",
    "nữ",     "cựu",    "chiến", "binh",   "công", "đoàn",  "huyện", "đại",  "hội",   "nhiệm",  "kỳ",    "khen",
    "thưởng", "thi",    "đua"};
constexpr const char* kind_keys[] = {"resolution", "decision", "conclusion",      "directive", "guideline",
                                     "plan",       "report",   "official_letter", "notice",    "programme"};
constexpr const char* kind_codes[] = {"NQ", "QĐ", "KL", "CT", "HD", "KH", "BC", "CV", "TB", "CTr"};
constexpr const char* fields[] = {"Tổ chức bộ máy", "Cán bộ",     "Cơ sở đảng", "Biên chế", "Kiểm tra",
                                  "Dân vận",        "Tuyên giáo", "Văn phòng",  "Kinh tế",  "Nội chính"};

double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct BenchWorld {
  std::unique_ptr<platform::Database> database;
  platform::SystemClock clock;
  platform::Files files;
  tree::Tree tree;
  std::unique_ptr<audit::Audit> audit;
  std::unique_ptr<identity::Access> access;
  std::unique_ptr<Documents> documents;
};

void fill_tree(BenchWorld& world) {
  std::vector<tree::UnitRow> rows;
  const auto from = base::make_date(1976, 1, 1).value();
  const auto add = [&](std::string code, std::string parent, tree::UnitKind kind, tree::UnitLevel level) {
    rows.push_back({std::int64_t(rows.size() + 1), code, "Đơn vị " + code, kind, level, std::move(parent), from, {}});
  };
  add("TW", "", tree::UnitKind::central, tree::UnitLevel::centre);
  for (int p = 0; p < 63; ++p) {
    const std::string province = "P" + std::to_string(p);
    add(province, "TW", tree::UnitKind::province, tree::UnitLevel::province);
    for (int c = 0; c < 50; ++c)
      add(province + "X" + std::to_string(c), province, tree::UnitKind::commune, tree::UnitLevel::commune);
  }
  auto tx = world.database->begin();
  world.tree.store_rows(tx, rows, world.clock.today());
  tx.commit();
}

void fill_documents(BenchWorld& world, std::int64_t count) {
  std::mt19937_64 random(20261122);
  std::vector<std::pair<std::int64_t, std::string>> units;
  auto tx = world.database->begin();
  tx.each("SELECT id, code FROM tree_unit ORDER BY id",
          [&](platform::Row row) { units.emplace_back(row.get<std::int64_t>(0), row.get<std::string>(1)); });
  std::vector<std::int64_t> bodies;
  for (const auto& [id, code] : units)
    bodies.push_back(store::ensure_body(tx, id, code == "TW" ? "Bộ Chính trị" : "Ban Thường vụ " + code));
  std::vector<std::int64_t> advising;
  for (int i = 0; i < 20; ++i)
    advising.push_back(store::ensure_body(tx, units[0].first, "Ban tham mưu " + std::to_string(i)));
  std::vector<std::string> folded;
  for (const char* s : syllables) folded.push_back(base::fold(s));
  const std::string_view columns[] = {
      "id",          "position",    "version",     "state",          "kind",    "number",        "suffix",
      "code",        "code_key",    "congress_id", "congress_paper", "issued",  "owner_unit_id", "issuer_id",
      "advising_id", "open_to_all", "field",       "field_key",      "subject", "addressees",    "source",
      "created_at",  "updated_at",  "created_by",  "words"};
  const std::string_view party_columns[] = {"document_id", "unit_id", "subtree", "role"},
                         effect_columns[] = {"document_id", "from_on", "status"};
  const auto pick = [&](std::size_t n) { return std::size_t(random() % n); };
  struct Side {
    std::int64_t id, owner, other;
    std::string from;
    bool replaced;
  };
  std::vector<Side> sides;
  {
    const auto rows = tx.bulk_insert("documents_document", columns);
    for (std::int64_t id = 1; id <= count; ++id) {
      const std::size_t level = pick(100), unit = level < 5 ? 0 : 1 + pick(units.size() - 1);
      const std::size_t kind = pick(10), field = pick(10), adviser = pick(20);
      const auto issued = base::Date{base::make_date(2005, 1, 1)->days + std::int32_t(random() % 7990)};
      const std::string code = std::string(kind_codes[kind]) + "/" + (unit == 0 ? "TW" : "TU"), key = code_key(code),
                        date = base::to_iso(issued);
      const std::int64_t number = 1 + std::int64_t(random() % 500);
      const bool open = unit == 0 && pick(10) < 8, replaced = pick(50) == 0;
      std::string subject, words;
      for (std::size_t i = 0, n = 8 + pick(9); i < n; ++i) {
        // Half of the words are among the first dozen, as in real titles.
        const auto w = pick(2) ? pick(12) : pick(std::size(syllables));
        subject += (i ? " " : "") + std::string(syllables[w]);
        words += folded[w] + " ";
      }
      const std::string rare = "hiem" + std::to_string(random() % 200000), fkey = field_key(fields[field]);
      std::string token = std::to_string(number);
      for (const char c : key)
        if (c != '/') token += char(c >= 'A' && c <= 'Z' ? c + 32 : c);
      words += rare + " " + token + " " + std::to_string(number) + " _k_" + kind_keys[kind] + " _c_" + field_key(key) +
               " _f_" + fkey + " _u_" + std::to_string(units[unit].first) + " _s_registered _a_ban_tham_muu_" +
               std::to_string(adviser) + " _i_" +
               (unit == 0 ? "bo_chinh_tri" : "ban_thuong_vu_" + field_key(units[unit].second)) +
               (open ? " _o_all" : "") + (replaced ? " _e_in_force _e_replaced" : " _e_in_force");
      const std::int64_t position = position_of(issued, id);
      const platform::Value row[] = {id,
                                     position,
                                     std::int64_t(1),
                                     std::string_view("registered"),
                                     std::string_view(kind_keys[kind]),
                                     number,
                                     std::string_view(""),
                                     std::string_view(code),
                                     std::string_view(key),
                                     std::int64_t(0),
                                     std::int64_t(0),
                                     std::string_view(date),
                                     units[unit].first,
                                     bodies[unit],
                                     advising[adviser],
                                     std::int64_t(open),
                                     std::string_view(fields[field]),
                                     std::string_view(fkey),
                                     std::string_view(subject),
                                     std::string_view(""),
                                     std::string_view(""),
                                     std::int64_t(0),
                                     std::int64_t(0),
                                     std::string_view("bench"),
                                     std::string_view(words)};
      rows->add(row);
      sides.push_back({id, units[unit].first, units[1 + pick(units.size() - 1)].first, date, replaced});
    }
    rows->finish();
  }
  {
    const auto rows = tx.bulk_insert("documents_party", party_columns);
    for (const auto& s : sides) {
      const platform::Value owner[] = {s.id, s.owner, std::int64_t(0), std::string_view("owner")};
      rows->add(owner);
      if (s.other == s.owner) continue;
      const platform::Value other[] = {s.id, s.other, std::int64_t(1), std::string_view("addressee")};
      rows->add(other);
    }
    rows->finish();
  }
  const auto rows = tx.bulk_insert("documents_effect", effect_columns);
  for (const auto& s : sides) {
    const platform::Value row[] = {s.id, std::string_view(s.from),
                                   std::string_view(s.replaced ? "replaced" : "in_force")};
    rows->add(row);
  }
  rows->finish();
  tx.commit();
  auto analyse = world.database->begin();
  analyse.execute("ANALYZE");
  analyse.commit();
}

base::Actor bench_account(BenchWorld& world, const std::string& name, const char* unit) {
  auto tx = world.database->begin();
  auto id = tx.find<std::int64_t>("SELECT id FROM identity_account WHERE folded = ?", name);
  if (!id) {
    id = tx.insert(
        "INSERT INTO identity_account(name, folded, full_name, search, unit_id, password_hash, must_change, disabled, "
        "totp_step, language, theme, text_size, created_at, version) "
        "VALUES (?, ?, ?, ?, 0, '', 0, 0, 0, 'vi', 'light', 'normal', 0, 1)",
        name, name, name, name);
    tx.insert(
        "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at) VALUES (?, "
        "'document_officer', ?, '2000-01-01', 'bench', 0)",
        *id, *world.tree.find_unit(tx, unit));
  }
  tx.commit();
  return {base::ActorKind::account, *id, name, 1, "", "bench"};
}

void measure(BenchWorld& world, const char* who, const base::Actor& actor) {
  std::mt19937_64 random(7);
  const auto pick = [&](std::size_t n) { return std::size_t(random() % n); };
  std::vector<double> all, all_processor;
  const auto ask = [&](const char* what, auto&& make) {
    std::vector<double> times, processor;
    std::size_t found = 0;
    for (int i = 0; i < 25; ++i) {
      DocumentQuery query;
      std::string cursor;
      make(query, cursor);
      const auto start = BenchClock::now();
      const double before = processor_ms();
      found += world.documents->list_documents(actor, query, cursor, 50).items.size();
      times.push_back(std::chrono::duration<double, std::milli>(BenchClock::now() - start).count());
      processor.push_back(processor_ms() - before);
    }
    all.insert(all.end(), times.begin(), times.end());
    all_processor.insert(all_processor.end(), processor.begin(), processor.end());
    std::ranges::sort(times);
    std::ranges::sort(processor);
    std::printf("%-10s %-34s p50 %8.2f ms  p95 %8.2f ms  processor p95 %8.2f ms  rows %zu\n", who, what, times[12],
                times[23], processor[23], found / 25);
    std::fflush(stdout);
  };
  ask("newest", [](auto&, auto&) {});
  ask("a page deep inside", [&](auto&, auto& cursor) {
    cursor = std::to_string(position_of_day(base::make_date(2006 + int(pick(18)), 6, 1).value()));
  });
  ask("kind", [&](auto& q, auto&) { q.kind = kind_keys[pick(10)]; });
  ask("kind, field, adviser", [&](auto& q, auto&) {
    q.kind = kind_keys[pick(10)], q.field = fields[pick(10)], q.advising = "Ban tham mưu " + std::to_string(pick(20));
  });
  ask("code and issuer that rarely meet",
      [&](auto& q, auto&) { q.code = "KL/TW", q.issuer = "Ban Thường vụ P" + std::to_string(pick(63)); });
  ask("issuer, a year", [&](auto& q, auto&) {
    q.issuer = "Bộ Chính trị", q.from = base::make_date(2010 + int(pick(10)), 1, 1),
    q.to = base::Date{q.from->days + 365};
  });
  ask("replaced today", [&](auto& q, auto&) { q.status = EffectStatus::replaced; });
  ask("in force on a day, kind", [&](auto& q, auto&) {
    q.status = EffectStatus::in_force, q.on = base::make_date(2010 + int(pick(10)), 3, 1), q.kind = kind_keys[pick(10)];
  });
  ask("one common word", [&](auto& q, auto&) { q.text = std::string(syllables[pick(12)]) + " "; });
  ask("three common words", [&](auto& q, auto&) {
    q.text = std::string(syllables[pick(12)]) + " " + syllables[pick(12)] + " " + syllables[12 + pick(60)] + " ";
  });
  ask("a rare word", [&](auto& q, auto&) { q.text = "hiem" + std::to_string(pick(200000)) + " "; });
  ask("common, rare together", [&](auto& q, auto&) { q.text = "to chuc hiem" + std::to_string(pick(200000)) + " "; });
  ask("prefix being typed", [&](auto& q, auto&) { q.text = "can bo hiem" + std::to_string(10 + pick(90)); });
  ask("two letters being typed", [&](auto& q, auto&) { q.text = std::string("to chuc ") + (pick(2) ? "th" : "ca"); });
  ask("a number", [&](auto& q, auto&) { q.text = std::to_string(1 + pick(500)) + "-KL/TƯ"; });
  ask("words and kind and field",
      [&](auto& q, auto&) { q.text = "xay dung dang ", q.kind = kind_keys[pick(10)], q.field = fields[pick(10)]; });
  std::ranges::sort(all);
  std::ranges::sort(all_processor);
  std::printf("%-10s %-34s p50 %8.2f ms  p95 %8.2f ms  processor p95 %8.2f ms\n", who, "ALL", all[all.size() / 2],
              all[all.size() * 95 / 100], all_processor[all.size() * 95 / 100]);
}

int run_bench() {
  const char* url = std::getenv("LIENTHONG_BENCH_STORE");
  const char* wanted = std::getenv("LIENTHONG_BENCH_DOCUMENTS");
  if (!url) {
    std::puts("LIENTHONG_BENCH_STORE names no store: nothing measured.");
    return 0;
  }
  platform::start_crypto();
  BenchWorld world;
  world.database = platform::Database::open(url);
  std::vector<platform::Migration> all;
  const auto add = [&](const char* name, auto files) {
    for (auto& m : platform::read_migrations(name, files)) all.push_back(std::move(m));
  };
  add("files", platform::files::migrations()), add("audit", audit::migrations()), add("tree", tree::migrations());
  add("identity", identity::migrations()), add("documents", migrations());
  world.database->migrate(all);
  world.audit = std::make_unique<audit::Audit>(*world.database, world.clock, platform::new_signing_key(),
                                               std::filesystem::temp_directory_path());
  world.access = std::make_unique<identity::Access>(world.tree, world.clock);
  world.documents = std::make_unique<Documents>(
      Surroundings{*world.database, world.clock, world.files, *world.audit, world.tree, *world.access});
  const bool empty = !world.database->begin_read().find<std::int64_t>("SELECT id FROM documents_document LIMIT 1");
  if (empty) {
    const auto start = BenchClock::now();
    fill_tree(world);
    fill_documents(world, wanted ? std::atoll(wanted) : 1'000'000);
    std::printf("filled in %.0f s\n", std::chrono::duration<double>(BenchClock::now() - start).count());
    std::fflush(stdout);
  }
  measure(world, "central", bench_account(world, "bench.central", "TW"));
  measure(world, "province", bench_account(world, "bench.province", "P7"));
  measure(world, "commune", bench_account(world, "bench.commune", "P7X9"));
  return 0;
}

}  // namespace
}  // namespace documents

int main() { return documents::run_bench(); }
