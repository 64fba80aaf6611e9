// The register as a whole: numbers under any interleaving, sums, and relations in any order.
#include <algorithm>
#include <set>
#include <thread>

#include "tests/property/properties.h"
#include "tests/support/world.h"

namespace documents {
namespace {

class RegisterProperties : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_ENGINE(); }
  static void add_units(scenario::World& world) {
    world.app().org->add_unit(
        world.actor,
        {"TW", "Trung ương", tree::UnitKind::central, tree::UnitLevel::centre, "", *base::make_date(1930, 2, 3), {}});
  }
  static Document paper(std::optional<std::int64_t> number, const std::string& code, const std::string& kind,
                        const std::string& issuer, base::Date issued) {
    Document d;
    d.kind = kind;
    d.number = number;
    d.code = code;
    d.owner_unit = "TW";
    d.issuer = issuer;
    d.subject = "Về việc thử";
    d.issued = base::parse_partial_date(base::to_iso(issued));
    return d;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterProperties, support::engines(), support::engine_name);

// The model: the numbers that are gone. The next one is one more than the highest; whatever lies below it and is
// not gone is a gap that the series names.
TEST_P(RegisterProperties, NumbersFollowTheModelWhateverComesInWhichOrder) {
  scenario::World world(GetParam());
  add_units(world);
  auto& documents = *world.app().documents;
  int series = 0;
  property::check(
      GetParam() == "sqlite" ? 15 : 5,
      [&] {
        const auto day = *base::make_date(2024, 1, 2);
        const std::string code = "TB/S" + std::to_string(++series);
        std::set<std::int64_t> gone;
        std::int64_t id = 0;
        const int steps = *rc::gen::inRange(1, 15);
        for (int i = 0; i < steps; ++i) {
          const auto number = *rc::gen::inRange<std::int64_t>(1, 20);
          const bool free = !gone.contains(number);
          const auto expected = gone.empty() ? 1 : *gone.rbegin() + 1;
          bool done = true;
          try {
            switch (*rc::gen::inRange(0, 4)) {
              case 0: {
                const auto given = documents.allocate_number(world.actor, {"TW", code, day, {}, ""});
                RC_ASSERT(given.number == expected);
                gone.insert(given.number);
                id = given.series_id;
                continue;
              }
              case 1:
                id = documents.reserve_number(world.actor, {"TW", code, day, number, "giữ chỗ"}).series_id;
                break;
              case 2: {
                if (!id) continue;
                documents.void_number(world.actor, {id, number, "ghi nhầm"});
                gone.insert(number);
                continue;
              }
              default:
                documents.create_document(world.actor, paper(number, code, "notice", "Văn phòng", day));
                gone.insert(number);  // also one that was reserved before
                continue;
            }
          } catch (const base::Error&) {
            done = false;
          }
          if (done) {
            RC_ASSERT(free);
            gone.insert(number);
          }
        }
        if (!id) return;
        const auto page = documents.get_series(world.actor, id);
        std::set<std::int64_t> gaps, expected;
        for (const auto& gap : page.gaps)
          for (auto n = gap.from; n <= gap.to; ++n) gaps.insert(n);
        for (std::int64_t n = 1; !gone.empty() && n < *gone.rbegin(); ++n)
          if (!gone.contains(n)) expected.insert(n);
        RC_ASSERT(gaps == expected);
        RC_ASSERT(page.series.used + page.series.reserved + page.series.voided == std::int64_t(gone.size()));
        RC_ASSERT(page.series.gaps == std::int64_t(gaps.size()));
      },
      20);
}

TEST_P(RegisterProperties, ManyAtOnceGetEveryNumberOnce) {
  scenario::World world(GetParam());
  add_units(world);
  int series = 0;
  property::check(
      2,
      [&] {
        const std::string code = "TB/C" + std::to_string(++series);
        const auto day = *base::make_date(2024, 1, 2);
        std::vector<std::vector<std::int64_t>> taken(*rc::gen::inRange<std::size_t>(2, 5));
        const int each = *rc::gen::inRange(1, 10);
        {
          std::vector<std::jthread> threads;
          for (std::size_t t = 0; t < taken.size(); ++t)
            threads.emplace_back([&, t] {
              for (int i = 0; i < each; ++i)
                taken[t].push_back(
                    t % 2 ? world.app().documents->allocate_number(world.actor, {"TW", code, day, {}, ""}).number
                          : *world.app()
                                 .documents->create_document(world.actor, paper({}, code, "notice", "Văn phòng", day))
                                 .document.number);
            });
        }
        std::vector<std::int64_t> all;
        for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
        std::sort(all.begin(), all.end());
        RC_ASSERT(all.size() == taken.size() * std::size_t(each));
        for (std::size_t i = 0; i < all.size(); ++i) RC_ASSERT(all[i] == std::int64_t(i) + 1);
      },
      10);
}

TEST_P(RegisterProperties, EveryTallySumsToTheCount) {
  scenario::World world(GetParam());
  add_units(world);
  auto& documents = *world.app().documents;
  std::int64_t number = 0;
  property::check(
      GetParam() == "sqlite" ? 8 : 4,
      [&] {
        const int more = *rc::gen::inRange(0, 4);
        for (int i = 0; i < more; ++i) {
          auto d = paper(++number, *rc::gen::element<std::string>("KL/TW", "CT/TW"),
                         *rc::gen::element<std::string>("conclusion", "directive"),
                         *rc::gen::element<std::string>("Bộ Chính trị", "Ban Bí thư", ""), {*property::days()});
          d.field = *rc::gen::element<std::string>("", "Cán bộ", "Tổ chức bộ máy");
          documents.create_document(world.actor, d);
        }
        DocumentQuery query;
        if (*rc::gen::arbitrary<bool>()) query.kind = "conclusion";
        if (*rc::gen::arbitrary<bool>()) query.from = base::Date{*property::days()};
        const auto total = documents.count_documents(world.actor, query).total;
        for (const auto by : {TallyBy::issuer, TallyBy::advising, TallyBy::kind, TallyBy::field, TallyBy::year,
                              TallyBy::quarter, TallyBy::month, TallyBy::term, TallyBy::code}) {
          const auto tally = documents.tally_documents(world.actor, query, by);
          std::int64_t sum = 0;
          for (const auto& row : tally.rows) sum += row.count;
          RC_ASSERT(sum == total);
          RC_ASSERT(tally.total == total);
        }
      },
      10);
}

TEST_P(RegisterProperties, StoredEffectDoesNotDependOnTheOrderOfRelations) {
  scenario::World world(GetParam());
  add_units(world);
  auto& documents = *world.app().documents;
  std::int64_t number = 0;
  const auto put = [&] {
    return documents
        .create_document(world.actor, paper(++number, "QĐ/TW", "regulation", "Ban Chấp hành Trung ương",
                                            *base::make_date(1990, 1, 1)))
        .document.id;
  };
  property::check(
      GetParam() == "sqlite" ? 8 : 3,
      [&] {
        struct Change {
          RelationKind kind;
          Extent extent;
          base::Date from;
        };
        std::vector<Change> changes;
        const int count = *rc::gen::inRange(1, 4);
        for (int i = 0; i < count; ++i)
          changes.push_back({*rc::gen::element(RelationKind::amends, RelationKind::replaces, RelationKind::repeals,
                                               RelationKind::guides),
                             *rc::gen::element(Extent::wholly, Extent::partly),
                             {*property::days()}});
        std::vector<DocumentId> sources, targets{put(), put()};
        for (int i = 0; i < count; ++i) sources.push_back(put());
        for (int round = 0; round < 2; ++round) {
          for (int k = 0; k < count; ++k) {
            const auto i = std::size_t(round == 0 ? k : count - 1 - k);
            NewRelation relation;
            relation.kind = changes[i].kind;
            relation.extent = changes[i].extent;
            relation.from = changes[i].from;
            relation.target_id = targets[std::size_t(round)];
            documents.add_relation(world.actor, sources[i], relation);
          }
        }
        const auto one = documents.get_document(world.actor, targets[0], {}).document,
                   two = documents.get_document(world.actor, targets[1], {}).document;
        RC_ASSERT(one.timeline == two.timeline);
        RC_ASSERT(one.status == two.status);
      },
      10);
}

}  // namespace
}  // namespace documents
