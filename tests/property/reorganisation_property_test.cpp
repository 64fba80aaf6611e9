// Random reorganisations over random trees with members: nobody is lost, everybody has one home in a cell that lives,
// and undo restores units, spells, successors, paths and grants exactly. On both engines.

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "app/app.h"
#include "tests/support/accounts.h"
#include "tests/support/test_store.h"

namespace {

using base::Json;

base::Date day(int year, int month = 1) { return *base::make_date(year, month, 1); }

// One country in one store; every round has a province of its own, so that a round costs no new store.
class Rounds {
 public:
  explicit Rounds(const std::string& engine) : store_(engine, app::all_migrations()) {
    const auto url = store_.url();
    store_.close();
    app::Settings settings;
    settings.data = store_.folder() / "data";
    settings.database = url;
    app_ = std::make_unique<app::App>(settings, &clock_);
    auto tx = app_->database->begin();
    put(tx, {{1, "TW", "Trung ương", tree::UnitKind::central, tree::UnitLevel::centre, "", day(1930), {}}});
    tx.commit();
  }

  // Gives how many plans were carried out.
  int run(unsigned seed) {
    random_.seed(seed);
    prefix_ = "R" + std::to_string(seed) + ".";
    fresh_ = 0;
    build();
    int carried = 0;
    for (int step = 0; step < 4; ++step) {
      if (any(3) == 0) transfer_somebody();
      carried += try_plan(seed, step);
    }
    return carried;
  }

 private:
  int any(int n) { return int(random_() % unsigned(n)); }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[std::size_t(any(int(list.size())))];
  }

  void put(platform::Transaction& tx, const std::vector<tree::UnitRow>& rows) {
    const auto problems = app_->tree.check_rows(tx, rows);
    ASSERT_TRUE(problems.empty()) << problems.front().key;
    app_->tree.store_rows(tx, rows, clock_.today());
  }

  // A province of three committees and six cells, with members who came, were recognised and moved at random.
  void build() {
    std::vector<tree::UnitRow> rows{
        {1, prefix_ + "P", "Tỉnh", tree::UnitKind::province, tree::UnitLevel::province, "TW", day(1976), {}}};
    std::vector<std::string> committees, cells;
    for (int i = 0; i < 3; ++i) {
      committees.push_back(prefix_ + "G" + std::to_string(i));
      rows.push_back({1,
                      committees.back(),
                      "Đảng bộ",
                      tree::UnitKind::grassroots_committee,
                      tree::UnitLevel::grassroots,
                      prefix_ + "P",
                      day(1990),
                      {}});
    }
    for (int i = 0; i < 6; ++i) {
      cells.push_back(prefix_ + "C" + std::to_string(i));
      rows.push_back(
          {1, cells.back(), "Chi bộ", tree::UnitKind::cell, tree::UnitLevel::cell, pick(committees), day(1990), {}});
    }
    auto tx = app_->database->begin();
    put(tx, rows);
    for (int i = 0; i < 10; ++i) add_member(tx, prefix_ + "M" + std::to_string(i), cells);
    support::add_grant(tx, support::add_account(tx, prefix_ + "a"), "unit_secretary", id(tx, pick(cells)));
    tx.commit();
  }

  tree::UnitId id(platform::Transaction& tx, const std::string& code) { return *app_->tree.find_unit(tx, code); }

  void add_member(platform::Transaction& tx, const std::string& code, const std::vector<std::string>& cells) {
    const auto member = tx.insert(
        "INSERT INTO members_member(code, full_name, gender, focus_group, standing, batch_id, version) VALUES (?, "
        "'Người "
        "Thử', ?, 'none', 'active', 0, 1)",
        code, any(2) ? "female" : "male");
    auto from = day(2000 + any(10), 1 + any(12));
    const auto recognised = base::Date{from.days + 300 + any(200)};
    auto cell = pick(cells);
    add_spell(tx, member, cell, "probationary", from, recognised, "recognised");
    from = recognised;
    if (any(2)) {
      const auto moved = base::Date{from.days + 1 + any(4000)};
      add_spell(tx, member, cell, "official", from, moved, "transferred");
      cell = pick(cells), from = moved;
    }
    if (any(4) == 0)
      add_spell(tx, member, cell, "official", from, base::Date{from.days + 1 + any(3000)}, "left");
    else
      add_spell(tx, member, cell, "official", from, {}, {});
  }
  void add_spell(platform::Transaction& tx, std::int64_t member, const std::string& cell, const char* status,
                 base::Date from, std::optional<base::Date> to, std::optional<std::string> reason) {
    tx.run(
        "INSERT INTO members_spell(member_id, unit_id, status, from_date, to_date, reason, batch_id) VALUES (?, ?, ?, "
        "?, "
        "?, ?, 0)",
        member, id(tx, cell), status, from, to, reason);
  }

  // Moves one member's open spell on a late day to a cell that lives for ever, as a transfer does.
  void transfer_somebody() {
    auto tx = app_->database->begin();
    const auto cells = living(tx, day(2031), true);
    std::vector<std::array<std::int64_t, 2>> open;
    tx.each(
        "SELECT s.id, s.member_id FROM members_spell s JOIN members_member m ON m.id = s.member_id WHERE s.to_date IS "
        "NULL AND s.from_date < '2030-01-01' AND m.code LIKE ? ORDER BY s.id",
        [&](platform::Row row) {
          open.push_back({row.get<std::int64_t>(0), row.get<std::int64_t>(1)});
        },
        prefix_ + "%");
    if (open.empty() || cells.empty()) return;
    const auto [spell, member] = pick(open);
    tx.run("UPDATE members_spell SET to_date = ?, reason = 'transferred' WHERE id = ?", day(2031), spell);
    add_spell(tx, member, pick(cells), "official", day(2031), {}, {});
    tx.commit();
  }

  std::vector<std::string> living(platform::Transaction& tx, base::Date on, bool cells) {
    std::vector<std::string> codes;
    app_->tree.each_span(tx, [&](const tree::UnitSpan& s) {
      const bool is_cell = s.kind == tree::UnitKind::cell;
      if (s.code.starts_with(prefix_) && is_cell == cells && s.kind != tree::UnitKind::province && s.from <= on &&
          (!s.to || *s.to > on))
        codes.push_back(s.code);
    });
    return codes;
  }

  Json fresh_unit(bool cell, const std::string& parent) {
    return {{"code", prefix_ + "N" + std::to_string(++fresh_)},
            {"name", "Đơn vị mới"},
            {"kind", cell ? "cell" : "grassroots_committee"},
            {"level", cell ? "cell" : "grassroots"},
            {"parent_code", parent}};
  }

  Json random_change(platform::Transaction& tx, base::Date on) {
    const bool cell = any(3) > 0;
    const auto units = living(tx, on, cell), committees = living(tx, on, false);
    if (units.size() < 2 || committees.empty()) return {};
    const auto parent = cell ? pick(committees) : prefix_ + "P";
    const auto one = pick(units), other = pick(units);
    switch (any(6)) {
      case 0:
        return {{"verb", "merge"}, {"from", {one, other}}, {"into", fresh_unit(cell, parent)}};
      case 1:
        return {{"verb", "absorb"}, {"from", {one}}, {"into", other}};
      case 2: {
        const auto a = fresh_unit(cell, parent), b = fresh_unit(cell, parent);
        Json assign = Json::array();
        if (cell) assign.push_back({{"where", {{"gender", "female"}}}, {"to", a["code"]}});
        assign.push_back({{"where", Json::object()}, {"to", b["code"]}});
        return {{"verb", "split"}, {"from", one}, {"into", {a, b}}, {"assign", assign}};
      }
      case 3: {
        const auto a = fresh_unit(cell, parent);
        const Json where = cell ? Json{{"gender", "male"}} : Json{{"kind", "cell"}};
        return {{"verb", "split"},
                {"from", one},
                {"into", {a, one}},
                {"assign", {{{"where", where}, {"to", a["code"]}}, {{"where", Json::object()}, {"to", one}}}}};
      }
      case 4:
        return {{"verb", "rename"}, {"unit", one}, {"name", "Tên " + std::to_string(any(1000))}};
      default:
        return cell ? Json{{"verb", "move"}, {"unit", one}, {"parent_code", parent}}
                    : Json{{"verb", "end"}, {"unit", one}};
    }
  }

  bool try_plan(unsigned seed, int step) {
    const auto on = day(2005 + any(25), 1 + any(12));
    const std::string code = "SX-" + std::to_string(seed) + "-" + std::to_string(step);
    Json plan{{"id", code}, {"decision", "321-QĐ/TW@2025-06-24"}, {"effective_on", base::to_iso(on)}};
    {
      auto tx = app_->database->begin_read();
      for (int i = 0; i <= any(3); ++i)
        if (auto change = random_change(tx, on); !change.is_null()) plan["changes"].push_back(std::move(change));
    }
    const auto actor = app_->operating_system_actor();
    if (!plan.contains("changes")) return false;
    if (!app_->reorganisation->preview(actor, plan, base::Language::vi).problems.empty()) return false;
    const auto before = everything();
    const auto counts = people(on);
    auto item = app_->reorganisation->bring_plan(actor, plan).item;
    auto second = actor;
    second.name = "os:nguoi-duyet";
    item = app_->reorganisation->approve_plan(second, code, item.version).item;
    const auto page = app_->reorganisation->commit_plan(actor, code, item.version);
    for (const auto& total : page.proof->totals) EXPECT_EQ(total.before, total.after) << total.measure;
    EXPECT_EQ(people(on), counts) << plan.dump();
    check_homes(plan);
    if (any(3) > 0) return true;
    app_->reorganisation->undo_plan(actor, code, page.item.version);
    EXPECT_EQ(everything(), before) << plan.dump();
    return true;
  }

  // Members with a spell that holds, around the day and far from it.
  std::map<std::string, std::int64_t> people(base::Date on) {
    auto tx = app_->database->begin_read();
    std::map<std::string, std::int64_t> counts;
    for (const int away : {-4000, -1, 0, 1, 400, 4000}) {
      const base::Date then{on.days + away};
      counts[base::to_iso(then)] = *tx.find<std::int64_t>(
          "SELECT COUNT(DISTINCT s.member_id) FROM members_spell s JOIN members_member m ON m.id = "
          "s.member_id WHERE m.code LIKE ? AND s.from_date <= ? AND (s.to_date IS NULL OR s.to_date > ?)",
          prefix_ + "%", then, then);
    }
    return counts;
  }

  // At every instant nobody is in two cells, nor in one that is not there; whoever has not left is somewhere.
  void check_homes(const Json& plan) {
    auto tx = app_->database->begin_read();
    std::map<std::int64_t, std::optional<base::Date>> last;
    std::map<std::int64_t, std::string> reasons;
    tx.each(
        "SELECT s.member_id, s.unit_id, s.from_date, s.to_date, COALESCE(s.reason, '') FROM members_spell s JOIN "
        "members_member m ON m.id = s.member_id WHERE m.code LIKE ? ORDER BY s.member_id, s.from_date",
        [&](platform::Row row) {
          const auto member = row.get<std::int64_t>(0);
          const auto from = row.get<base::Date>(2);
          const auto to = row.get<std::optional<base::Date>>(3);
          if (const auto it = last.find(member); it != last.end()) {
            EXPECT_EQ(it->second, from) << "a gap or two homes: " << plan.dump();
          }
          last[member] = to;
          reasons[member] = row.get<std::string>(4);
          EXPECT_FALSE(to && *to <= from) << plan.dump();
          check_life(tx, row.get<tree::UnitId>(1), from, to, plan);
        },
        prefix_ + "%");
    for (const auto& [member, to] : last) EXPECT_EQ(to.has_value(), reasons[member] == "left") << plan.dump();
  }
  void check_life(platform::Transaction& tx, tree::UnitId unit, base::Date from, std::optional<base::Date> to,
                  const Json& plan) {
    auto reached = from;
    bool open = false;
    for (const auto& span : app_->tree.list_history(tx, unit)) {
      if (span.from > reached || (span.to && *span.to <= reached)) continue;
      EXPECT_EQ(span.kind, tree::UnitKind::cell);
      open = !span.to;
      if (span.to) reached = *span.to;
    }
    EXPECT_TRUE(open || (to && *to <= reached)) << "in a cell that has gone: " << plan.dump();
  }

  std::string everything() {
    auto tx = app_->database->begin_read();
    std::string out;
    std::map<std::int64_t, std::string> codes;
    app_->tree.each_span(tx, [&](const tree::UnitSpan& s) {
      if (!s.code.starts_with(prefix_)) return;
      codes[s.unit_id.value] = s.code;
      out += s.code + "|" + s.name + "|" + s.parent_code + "|" + base::to_iso(s.from) +
             (s.to ? base::to_iso(*s.to) : "") + "\n";
    });
    app_->tree.each_successor(tx, [&](const tree::Successor& s) {
      if (codes.contains(s.unit.value))
        out += codes[s.unit.value] + ">" + codes[s.successor.value] + base::to_iso(s.on) + "\n";
    });
    for (const auto& [unit, code] : codes) out += code + " " + app_->tree.path(tx, tree::UnitId{unit}) + "\n";
    for (const auto& h : identity::list_holders(tx, clock_.today()))
      if (h.account.starts_with(prefix_)) out += h.account + codes[h.unit.value] + "\n";
    tx.each(
        "SELECT m.code, s.unit_id, s.status, s.from_date, COALESCE(s.to_date, ''), COALESCE(s.reason, ''), "
        "COALESCE(s.document_id, 0) FROM members_spell s JOIN members_member m ON m.id = s.member_id WHERE m.code LIKE "
        "? "
        "ORDER BY m.code, s.from_date",
        [&](platform::Row row) {
          for (int i = 0; i < 7; ++i) out += row.get<std::string>(i) + "|";
          out += "\n";
        },
        prefix_ + "%");
    return out;
  }

  platform::FixedClock clock_{1'795'305'600'000'000};  // 2026-11-22
  support::Store store_;
  std::unique_ptr<app::App> app_;
  std::mt19937 random_;
  std::string prefix_;
  int fresh_ = 0;
};

class ReorganisationProperty : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Engines, ReorganisationProperty, support::engines(), support::engine_name);

TEST_P(ReorganisationProperty, NobodyIsLostEverybodyHasOneHomeAndUndoRestores) {
  NEEDS_ENGINE();
  platform::start_crypto();
  [[maybe_unused]] static const bool said = (app::add_all_sentences(), true);  // once for both engines
  const bool longer = std::getenv("LIENTHONG_LONG") != nullptr;
  const int rounds = GetParam() == "sqlite" ? (longer ? 10'000 : 500) : (longer ? 500 : 25);
  constexpr int in_one_store = 50;  // more make every look at the whole tree dear
  int carried = 0;
  for (int first = 0; first < rounds; first += in_one_store) {
    Rounds country(GetParam());
    for (int i = first; i < std::min(first + in_one_store, rounds); ++i) carried += country.run(unsigned(i));
    if (HasFailure()) FAIL() << "in a round from " << first;
  }
  EXPECT_GT(carried, rounds / 2);  // enough of the random plans were possible
}

}  // namespace
