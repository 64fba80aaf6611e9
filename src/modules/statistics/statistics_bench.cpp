// The five questions beside one plain pass over sorted columns, in one run, at the size of what bench/national.cpp
// wrote with "peers": bench_module_statistics FOLDER [DUCKDB_RESULTS POSTGRESQL_RESULTS]. A file of results has one
// line "Q1 milliseconds" a question. Exits with 1 where an answer differs from the plain pass's. With "growth" as the
// second word: the same people 1, 5 and 20 times, as far as the memory goes; bytes and nanoseconds a row.

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <sstream>

#include "modules/statistics/counting.h"

#if defined(__x86_64__)
#define AS_FAST_AS_IT_GETS __attribute__((target("arch=x86-64-v3"), optimize("O3")))
#else
#define AS_FAST_AS_IT_GETS
#endif

namespace statistics {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int epoch_1930 = -14610;  // 1930-01-01 as base::Date::days
constexpr std::uint16_t asked_day = 34332, open_end = 65535;

double best_of(int tries, const std::function<void()>& f) {
  double best = 1e9;
  for (int i = 0; i < tries; ++i) {
    const auto begun = Clock::now();
    f();
    best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
  }
  return best;
}

// Of a file of /proc. Units: megabytes.
double megabytes(const char* file, const std::string& name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name)) return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}
double resident_mb() { return megabytes("/proc/self/status", "VmRSS"); }

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line)
    if (c == ',')
      out.emplace_back();
    else
      out.back() += c;
  return out;
}

// What the generator wrote: the tree over time, and spans of cells that are numbered from the root down.
struct Data {
  struct Org {
    int parent, level, last;
  };
  std::vector<Org> orgs;
  std::vector<std::string> codes;  // of the orgs
  std::shared_ptr<const DatedTree> tree;
  members::Columns columns;
  std::vector<std::uint32_t> cell;  // of the spells

  void read_tree(const std::string& folder) {
    std::map<std::string, std::vector<tree::UnitSpan>> spans;
    std::ifstream in(folder + "/units.csv");
    std::string line;
    std::getline(in, line);
    std::vector<std::string> order;
    while (std::getline(in, line)) {
      const auto f = split(line);
      tree::UnitSpan span;
      span.code = f[0];
      span.name = f[1];
      span.kind = *base::parse_enum<tree::UnitKind>(f[2]);
      span.level = *base::parse_enum<tree::UnitLevel>(f[3]);
      span.parent_code = f[4];
      span.from = *base::parse_iso_date(f[5]);
      if (!f[6].empty()) span.to = base::parse_iso_date(f[6]);
      if (spans[f[0]].empty()) order.push_back(f[0]);
      spans[f[0]].push_back(span);
    }
    std::map<std::string, std::int64_t> ids;
    for (const auto& code : order) ids.emplace(code, std::int64_t(ids.size()) + 1);
    Histories all;
    for (auto& [code, of_unit] : spans) {
      for (auto& span : of_unit) {
        span.unit_id = {ids[code]};
        if (!span.parent_code.empty()) span.parent_id = tree::UnitId{ids[span.parent_code]};
      }
      all.push_back(make_history(of_unit));
    }
    tree = std::make_shared<const DatedTree>(std::move(all), std::vector<Succession>{});
    std::FILE* file = std::fopen((folder + "/orgs.csv").c_str(), "r");
    CHECK(file);
    int number, parent, level, last, cells = 0, province = 0;
    while (std::fscanf(file, "%d,%d,%d,%d", &number, &parent, &level, &last) == 4) {
      orgs.push_back({parent, level, last});
      char code[16] = "";
      if (level == 4) std::snprintf(code, sizeof code, "C%06d", ++cells);
      if (level == 1) std::snprintf(code, sizeof code, "P%02d", ++province);
      codes.emplace_back(code);
    }
    std::fclose(file);
  }

  void read_members(const std::string& folder) {
    std::FILE* file = std::fopen((folder + "/spans.csv").c_str(), "r");
    CHECK(file);
    auto& c = columns;
    c.ethnicities = {""};
    for (int i = 0; i < 54; ++i) c.ethnicities.push_back("Dân tộc " + std::to_string(i + 1));
    c.occupations = {""};
    char line[256];
    long last_member = -1;
    std::vector<std::uint32_t> units(orgs.size(), 0);
    for (std::size_t i = 0; i < orgs.size(); ++i)
      if (orgs[i].level == 4) units[i] = std::uint32_t(tree->unit(tree->find_code(codes[i])).id.value);
    while (std::fgets(line, sizeof line, file)) {
      long v[10];
      char* at = line;
      for (auto& value : v) {
        value = std::strtol(at, &at, 10);
        ++at;
      }
      if (v[0] != last_member) {
        last_member = v[0];
        c.id.push_back(std::uint32_t(v[0] + 1));
        c.birth.push_back(std::int32_t(v[8]) + epoch_1930);
        c.admitted.push_back(std::int32_t(v[9]) + epoch_1930);
        c.gender.push_back(std::uint8_t(v[5]));
        c.education.push_back(std::uint8_t(v[7]));
        c.focus_group.push_back(std::uint8_t(v[0] % 3));
        c.ethnicity.push_back(std::uint16_t(v[6] + 1));
        c.occupation.push_back(0);
        c.first_spell.push_back(std::uint32_t(c.unit.size()));
      } else if (c.to.back() != members::no_day) {
        c.reason.back() =
            std::uint8_t(c.status.back() == 0 ? members::EndReason::recognised : members::EndReason::transferred);
      }
      cell.push_back(std::uint32_t(v[1]));
      c.unit.push_back(units[std::size_t(v[1])]);
      c.from.push_back(std::int32_t(v[2]) + epoch_1930);
      c.to.push_back(v[3] == open_end ? members::no_day : std::int32_t(v[3]) + epoch_1930);
      c.status.push_back(std::uint8_t(v[4]));
      c.reason.push_back(v[3] == open_end ? members::no_value : std::uint8_t(members::EndReason::left));
    }
    std::fclose(file);
    c.first_spell.push_back(std::uint32_t(c.unit.size()));
  }
};

// One pass over columns sorted by cell: the floor of a scan.
struct Plain {
  std::vector<std::uint16_t> from, to;
  std::vector<std::uint8_t> status, gender, education;
  std::vector<std::uint32_t> cell, first_row;
  std::vector<std::uint8_t> group;  // of the orgs, for Q5
  const Data& data;

  explicit Plain(const Data& d) : data(d) {
    const auto& c = d.columns;
    const std::size_t n = d.cell.size();
    first_row.assign(d.orgs.size() + 2, 0);
    for (const auto o : d.cell) ++first_row[o + 1];
    for (std::size_t i = 1; i < first_row.size(); ++i) first_row[i] += first_row[i - 1];
    from.resize(n), to.resize(n), status.resize(n), gender.resize(n), education.resize(n), cell.resize(n);
    auto next = first_row;
    for (std::size_t m = 0; m < c.id.size(); ++m)
      for (auto s = c.first_spell[m]; s < c.first_spell[m + 1]; ++s) {
        const auto at = next[d.cell[s]]++;
        cell[at] = d.cell[s];
        from[at] = std::uint16_t(c.from[s] - epoch_1930);
        to[at] = c.to[s] == members::no_day ? open_end : std::uint16_t(c.to[s] - epoch_1930);
        status[at] = c.status[s];
        gender[at] = c.gender[m];
        education[at] = c.education[m];
      }
  }
  std::vector<int> children(int o) const {
    std::vector<int> out;
    for (int i = o + 1; i <= data.orgs[std::size_t(o)].last; i = data.orgs[std::size_t(i)].last + 1) out.push_back(i);
    return out;
  }
  std::uint32_t begin(int o) const { return first_row[std::size_t(o)]; }
  std::uint32_t end(int o) const { return first_row[std::size_t(data.orgs[std::size_t(o)].last) + 1]; }

  AS_FAST_AS_IT_GETS std::vector<std::int64_t> q1() const {
    std::vector<std::int64_t> out;
    for (const int c : children(0)) {
      std::uint32_t k[2] = {0, 0};
      for (std::size_t i = begin(c), e = end(c); i < e; ++i) {
        const std::uint32_t a = (from[i] <= asked_day) & (to[i] > asked_day);
        k[0] += a & (gender[i] == 0);
        k[1] += a & (gender[i] == 1);
      }
      out.insert(out.end(), {k[0], k[1]});
    }
    return out;
  }
  AS_FAST_AS_IT_GETS std::vector<std::int64_t> q2(int province) const {
    std::vector<std::int64_t> out;
    for (const int c : children(province)) {
      std::uint32_t k[8] = {};
      for (std::size_t i = begin(c), e = end(c); i < e; ++i)
        k[education[i]] += (from[i] <= asked_day) & (to[i] > asked_day);
      out.insert(out.end(), k, k + 8);
    }
    return out;
  }
  AS_FAST_AS_IT_GETS std::vector<std::int64_t> q3() const {
    constexpr std::uint16_t opening = asked_day - 365;
    std::vector<std::int64_t> out;
    for (const int c : children(0)) {
      std::uint32_t base = 0, admitted = 0;
      for (std::size_t i = begin(c), e = end(c); i < e; ++i) {
        base += (from[i] <= opening) & (to[i] > opening);
        admitted += (status[i] == 0) & (from[i] > opening) & (from[i] <= asked_day);
      }
      out.insert(out.end(), {base, admitted});
    }
    return out;
  }
  AS_FAST_AS_IT_GETS std::vector<std::int64_t> q4(int province) const {
    std::vector<std::int64_t> out;
    for (int q = 39; q >= 0; --q) {
      const int d = asked_day - q * 91;
      std::uint32_t k = 0;
      for (std::size_t i = begin(province), e = end(province); i < e; ++i) k += (from[i] <= d) & (to[i] > d);
      out.push_back(k);
    }
    return out;
  }
  AS_FAST_AS_IT_GETS std::vector<std::int64_t> q5() const {
    std::uint32_t k[256] = {};
    for (std::size_t i = 0, n = cell.size(); i < n; ++i)
      k[group[cell[i]]] += (from[i] <= asked_day) & (to[i] > asked_day);
    return {k, k + 256};
  }
};

std::map<std::string, double> read_results(const char* path) {
  std::map<std::string, double> out;
  std::ifstream in(path ? path : "/dev/null");
  std::string name;
  for (double ms; in >> name >> ms;) out[name] = ms;
  return out;
}

class Bench {
 public:
  Bench(const Data& data, const Picture& picture, const Plain& plain, int argc, char** argv)
      : tree_(*data.tree),
        picture_(picture),
        plain_(plain),
        duckdb_(read_results(argc > 2 ? argv[2] : nullptr)),
        postgresql_(read_results(argc > 3 ? argv[3] : nullptr)) {}

  void row(const char* name, const char* bar, const std::function<std::vector<std::int64_t>()>& ours,
           const std::function<std::vector<std::int64_t>()>& theirs) {
    std::vector<std::int64_t> a, b;
    const double mine = best_of(25, [&] { a = ours(); }), pass = best_of(15, [&] { b = theirs(); });
    std::printf("%s  engine %8.3f ms, plain pass %8.3f ms: %6.2fx (bar %s)", name, mine, pass, mine / pass, bar);
    for (const auto& [peer, results] : {std::pair("DuckDB", &duckdb_), std::pair("PostgreSQL", &postgresql_)})
      if (const auto it = results->find(name); it != results->end())
        std::printf("; %s %.1f ms, %.0fx", peer, it->second, it->second / mine);
    std::printf("%s\n", a == b ? "" : "  DIFFERENT ANSWERS");
    same_ = same_ && a == b;
  }

  Day day(int since_1930) const { return day_of(since_1930 + epoch_1930); }
  Perimeter children(const char* code, Day from, Day to) const {
    return as_was(tree_, tree_.find_code(code), {Division::By::child, {}}, from, to);
  }
  // The own rows of the asked unit are none, and no answer of the peers.
  std::vector<std::int64_t> without(const char* code, const Perimeter& p, std::vector<std::int64_t> sums) const {
    const std::size_t each = sums.size() / p.units.size();
    for (auto g = p.units.size(); g-- > 0;)
      if (p.units[g] == tree_.find_code(code) || p.units[g] == nothing)
        sums.erase(sums.begin() + long(g * each), sums.begin() + long((g + 1) * each));
    return sums;
  }

  int run(int province) {
    const Day on = day(asked_day);
    row(
        "Q1", "< 1",
        [&] {
          const auto p = children("TW", on, on);
          const Trait by[] = {Trait::gender};
          return without("TW", p, tally(picture_, p, Count::members, by, {{on}}));
        },
        [&] { return plain_.q1(); });
    row(
        "Q2", "<= 2",
        [&] {
          const auto p = children("P06", on, on);
          const Trait by[] = {Trait::education};
          auto sums = without("P06", p, tally(picture_, p, Count::members, by, {{on}}));
          std::vector<std::int64_t> out;  // without "unknown"
          for (std::size_t i = 0; i < sums.size(); ++i)
            if (i % 9 != 8) out.push_back(sums[i]);
          return out;
        },
        [&] { return plain_.q2(province); });
    row(
        "Q3", "<= 2",
        [&] {
          const Day from = day(asked_day - 364), to = day(asked_day + 1);
          const auto p = children("TW", before(from), to);
          const auto opening = without("TW", p, tally(picture_, p, Count::members, {}, {{before(from)}}));
          const auto admitted = without("TW", p, tally(picture_, p, Count::admissions, {}, {{from, to}}));
          std::vector<std::int64_t> out;
          for (std::size_t i = 0; i < opening.size(); ++i) out.insert(out.end(), {opening[i], admitted[i]});
          return out;
        },
        [&] { return plain_.q3(); });
    row(
        "Q4", "< 1",
        [&] {
          Times times;
          for (int q = 39; q >= 0; --q) times.points.push_back(day(asked_day - q * 91));
          const auto p = as_was(tree_, tree_.find_code("P06"), {}, times.points.front(), on);
          return tally(picture_, p, Count::members, {}, times);
        },
        [&] { return plain_.q4(province); });
    const Day merged = day_of(*base::make_date(2025, 7, 1));
    const Restated restated(tree_, merged);
    const Division by_child{Division::By::child, {}};
    const auto of_2025 = as_restated(tree_, tree_, restated, tree_.find_code("TW"), by_child, merged);
    for (const auto way : {Way::cheapest, Way::pass})
      row(
          way == Way::cheapest ? "Q5" : "Q5 by a pass", "<= 1.5",
          [&] {
            const auto p = as_restated(tree_, tree_, restated, tree_.find_code("TW"), by_child, merged);
            auto sums = tally(picture_, p, Count::members, {}, {{on}}, way);
            sums.resize(256);
            return sums;
          },
          [&] { return plain_.q5(); });
    const double restating = best_of(3, [&] { Restated again(tree_, merged); });
    std::printf("restating the tree of one day: %.0f ms, once for that day; %zu groups, %zu runs\n", restating,
                of_2025.units.size(), of_2025.runs.size());
    return same_ ? 0 : 1;
  }

 private:
  const DatedTree& tree_;
  const Picture& picture_;
  const Plain& plain_;
  std::map<std::string, double> duckdb_, postgresql_;
  bool same_ = true;
};

int bench(int argc, char** argv) {
  if (argc < 2) return std::fputs("bench_module_statistics FOLDER [DUCKDB_RESULTS POSTGRESQL_RESULTS]\n", stderr), 2;
  Data data;
  const double tree_ms = best_of(1, [&] { data.read_tree(argv[1]); });
  data.read_members(argv[1]);
  const double before = resident_mb();
  Picture picture;
  const double laid = best_of(1, [&] { picture = lay(data.tree, data.columns, {}, 1); });
  const double n = double(picture.rows->size());
  std::printf("%zu members, %zu spells, %zu units in %zu places; tree %.1f s\n", data.columns.id.size(),
              data.columns.unit.size(), data.tree->unit_count(), data.tree->place_count(), tree_ms / 1000);
  std::printf("%.0f rows laid in %.2f s: %.0f ns and %.1f bytes a row; resident +%.0f MB\n", n, laid / 1000,
              laid * 1e6 / n, double(picture.rows->bytes()) / n, resident_mb() - before);
  Plain plain(data);
  int province = -1;
  for (std::size_t i = 0; i < data.codes.size(); ++i)
    if (data.codes[i] == "P06") province = int(i);
  // Which group each cell belongs to in the tree of the merger.
  const Restated restated(*data.tree, day_of(*base::make_date(2025, 7, 1)));
  const auto groups = as_restated(*data.tree, *data.tree, restated, data.tree->find_code("TW"),
                                  {Division::By::child, {}}, day_of(*base::make_date(2025, 7, 1)));
  plain.group.assign(data.orgs.size(), 255);
  for (std::size_t o = 0; o < data.orgs.size(); ++o)
    if (data.orgs[o].level == 4)
      plain.group[o] =
          std::uint8_t(groups.group_of(data.tree->pieces(data.tree->find_code(data.codes[o])).front().place));
  const int result = Bench(data, picture, plain, argc, argv).run(province);
  std::vector<members::MemberChange> changes(1000);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    members::MemberFact member;
    member.id = {std::int64_t(data.columns.id.size() + i) + 1};
    member.spells.push_back({tree::UnitId{data.columns.unit[i * 7]}, {}, base::Date{19000}, {}, {}});
    changes[i].after = member;
  }
  Picture written;
  const double write = best_of(5, [&] { written = with_members(picture, changes, 2); });
  Changed changed;
  for (const auto& change : changes) changed[change.after->id.value] = change.after;
  const auto tree_changed = [&](std::size_t cells) {
    Histories moved;
    for (std::uint32_t u = 0; u < data.tree->unit_count() && moved.size() < cells; ++u) {
      auto history = data.tree->unit(u);
      if (history.stretches.back().level != tree::UnitLevel::cell) continue;
      history.stretches.back().parent = data.tree->unit(data.tree->find_code("P06")).id.value;
      moved.push_back(std::make_shared<const UnitHistory>(std::move(history)));
    }
    std::size_t rows = 0;
    const double took = best_of(1, [&] {
      const auto next =
          with_tree(written, std::make_shared<const DatedTree>(data.tree->with(moved, {})), data.columns, changed);
      rows = next ? next->since->rows.size() : 0;
    });
    std::printf("a change of the tree that moves %zu cells: %.0f ms, %zu rows beside the base%s\n", cells, took, rows,
                rows ? "" : ": all would be laid anew");
  };
  std::printf("1,000 members written: %.2f ms\n", write);
  for (const std::size_t cells : {0, 1, 300, 3000}) tree_changed(cells);
  return result;
}

// The same members so many times.
members::Columns repeated(const members::Columns& c, std::size_t times) {
  members::Columns out;
  out.ethnicities = c.ethnicities;
  out.occupations = c.occupations;
  const auto repeat = [&](auto& to, const auto& from) {
    to.reserve(from.size() * times);
    for (std::size_t i = 0; i < times; ++i) to.insert(to.end(), from.begin(), from.end());
  };
  repeat(out.birth, c.birth), repeat(out.admitted, c.admitted), repeat(out.gender, c.gender);
  repeat(out.education, c.education), repeat(out.focus_group, c.focus_group), repeat(out.ethnicity, c.ethnicity);
  repeat(out.occupation, c.occupation), repeat(out.unit, c.unit), repeat(out.from, c.from), repeat(out.to, c.to);
  repeat(out.status, c.status), repeat(out.reason, c.reason);
  for (std::size_t i = 0; i < times; ++i)
    for (std::size_t m = 0; m < c.id.size(); ++m) {
      out.id.push_back(std::uint32_t(out.id.size() + 1));
      out.first_spell.push_back(std::uint32_t(i * c.unit.size()) + c.first_spell[m]);
    }
  out.first_spell.push_back(std::uint32_t(out.unit.size()));
  return out;
}

int growth(const char* folder) {
  Data data;
  data.read_tree(folder);
  data.read_members(folder);
  const auto all = data.tree->find_code("TW"), province = data.tree->find_code("P06");
  const Day on = day_of(asked_day + epoch_1930);
  std::printf("%5s %12s %12s %7s %8s %10s %12s %12s\n", "size", "spells", "rows", "laid s", "bytes", "laid ns",
              "Q1 ms, ns/row", "Q2 ms, ns/row");
  for (const std::size_t times : {1, 5, 20}) {
    // Columns, rows, what laying needs beside them, and the index.
    const double needed = double(data.columns.unit.size()) * double(times) * 85 / 1e6;
    if (needed > megabytes("/proc/meminfo", "MemAvailable")) {
      std::printf("%4zux left out: needs some %.0f MB\n", times, needed);
      continue;
    }
    const auto columns = repeated(data.columns, times);
    Picture picture;
    const double laid = best_of(1, [&] { picture = lay(data.tree, columns, {}, 1); });
    const auto asked = [&](std::uint32_t unit, Trait trait) {
      const Trait by[] = {trait};
      const auto p = as_was(*data.tree, unit, {Division::By::child, {}}, on, on);
      return best_of(9, [&] { tally(picture, p, Count::members, by, {{on}}); });
    };
    const double n = double(picture.rows->size()), q1 = asked(all, Trait::gender),
                 q2 = asked(province, Trait::education);
    std::printf("%4zux %12zu %12.0f %7.1f %8.1f %10.0f %7.2f, %.4f %7.2f, %.4f\n", times, columns.unit.size(), n,
                laid / 1000, double(picture.rows->bytes()) / n, laid * 1e6 / n, q1, q1 * 1e6 / n, q2, q2 * 1e6 / n);
  }
  return 0;
}

}  // namespace
}  // namespace statistics

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[2]) == "growth") return statistics::growth(argv[1]);
  return statistics::bench(argc, argv);
}
