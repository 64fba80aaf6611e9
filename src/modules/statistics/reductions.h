#pragma once
// Targets of fewer units: so many of one kind below a unit, in a period, with the paper that says so. Progress is what
// committed plans ended of that kind less what they established; what open plans would do stands beside it. Access:
// seen where figures are, set with targets_manage. Thread-safe. Tables: statistics_reduction,
// statistics_removed_reduction. Part of the face.

#include <span>

#include "base/actor.h"
#include "modules/reorganisation/records.h"
#include "modules/tree/tree.h"

namespace platform {
class Clock;
}
namespace identity {
class Access;
}
namespace audit {
class Audit;
}
namespace reorganisation {
class ReorganisationService;
}

namespace statistics {

namespace store {
struct ReductionRow;
}

struct ReductionEdit {
  std::string unit_code;
  tree::UnitKind kind{};
  std::int64_t fewer = 0;
  base::Date from, to;
  std::string basis;
};
BOOST_DESCRIBE_STRUCT(ReductionEdit, (), (unit_code, kind, fewer, from, to, basis))

struct ReductionPlan {
  std::string plan, title;
  reorganisation::PlanState state{};
  base::Date on;
  std::int64_t ended = 0, established = 0;
};
BOOST_DESCRIBE_STRUCT(ReductionPlan, (), (plan, title, state, on, ended, established))

struct Reduction {
  std::int64_t id = 0, version = 0;
  std::string unit_code, unit_name;
  tree::UnitKind kind{};
  std::int64_t fewer = 0;
  base::Date from, to;
  std::string basis;
  base::Date set_on;
  std::string set_by;
  bool may_edit = false;
  std::int64_t done = 0;     // of committed plans whose day has come: ended less established
  std::int64_t planned = 0;  // of committed ones of a later day, and of open ones that one may see; each unit once
  std::int64_t left = 0;     // of what is to be done, less done
  std::vector<ReductionPlan> plans;
};
BOOST_DESCRIBE_STRUCT(Reduction, (),
                      (id, version, unit_code, unit_name, kind, fewer, from, to, basis, set_on, set_by, may_edit, done,
                       planned, left, plans))

class Reductions {
 public:
  Reductions(platform::Database& database, const tree::Tree& tree, const identity::Access& access, audit::Audit& audit,
             const platform::Clock& clock, reorganisation::ReorganisationService& plans);
  // Of a unit and of those below it, the latest period first. Errors: not_found "tree.unit_unknown".
  std::vector<Reduction> list(const base::Actor& actor, const std::string& unit);
  // Errors: invalid "statistics.reduction_number", "statistics.period_reversed" at their fields.
  Reduction add(const base::Actor& actor, const ReductionEdit& edit);
  // Errors of both: not_found "statistics.reduction_unknown"; conflict "statistics.reduction_changed".
  Reduction set(const base::Actor& actor, std::int64_t id, const ReductionEdit& edit, std::int64_t seen);
  void remove(const base::Actor& actor, std::int64_t id, std::int64_t seen);

 private:
  tree::UnitId access_unit(platform::Transaction& tx, const base::Actor& actor, const std::string& code) const;
  tree::UnitId access_edit(platform::Transaction& tx, const base::Actor& actor, const ReductionEdit& edit) const;
  tree::UnitId access_version(platform::Transaction& tx, const base::Actor& actor, std::int64_t id,
                              std::int64_t seen) const;
  std::vector<Reduction> shown(platform::Transaction& tx, const base::Actor& actor,
                               std::span<const store::ReductionRow> rows) const;
  Reduction shown(platform::Transaction& tx, const base::Actor& actor, std::int64_t id) const;

  platform::Database& database_;
  const tree::Tree& tree_;
  const identity::Access& access_;
  audit::Audit& audit_;
  const platform::Clock& clock_;
  reorganisation::ReorganisationService& plans_;
};

}  // namespace statistics

template <>
struct base::labels<statistics::ReductionEdit> {
  static constexpr FieldLabel list[] = {
      {"unit_code", "Mã đơn vị", "Unit", required, 40},        {"kind", "Loại đơn vị", "Kind", required},
      {"fewer", "Giảm bao nhiêu", "How many fewer", required}, {"from", "Từ ngày", "From", required},
      {"to", "Đến trước ngày", "To, exclusive", required},     {"basis", "Căn cứ", "Basis", plain, 500}};
};
template <>
struct base::labels<statistics::ReductionPlan> {
  static constexpr FieldLabel list[] = {
      {"plan", "Phương án", "Plan", readonly},    {"title", "Tên", "Title", readonly},
      {"state", "Trạng thái", "State", readonly}, {"on", "Có hiệu lực từ", "Effective on", readonly},
      {"ended", "Thôi", "Ended", readonly},       {"established", "Lập mới", "Established", readonly}};
};
template <>
struct base::labels<statistics::Reduction> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"version", "Phiên bản", "Version", readonly},
                                        {"unit_code", "Mã đơn vị", "Unit", readonly},
                                        {"unit_name", "Đơn vị", "Name", readonly},
                                        {"kind", "Loại đơn vị", "Kind", readonly},
                                        {"fewer", "Giảm bao nhiêu", "How many fewer", readonly},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến trước ngày", "To, exclusive", readonly},
                                        {"basis", "Căn cứ", "Basis", readonly},
                                        {"set_on", "Ngày đặt", "Set on", readonly},
                                        {"set_by", "Người đặt", "Set by", readonly},
                                        {"may_edit", "Được sửa", "May edit", readonly},
                                        {"done", "Đã giảm", "Done", readonly},
                                        {"planned", "Sẽ giảm theo phương án", "Planned", readonly},
                                        {"left", "Còn phải giảm", "Left", readonly},
                                        {"plans", "Các phương án", "Plans", readonly}};
};
static_assert(base::complete<statistics::ReductionEdit>() && base::complete<statistics::ReductionPlan>() &&
              base::complete<statistics::Reduction>());
