#pragma once
// The records of reorganisations as they travel: plans in their lists and by themselves, and what a plan would do.
// Plain data. Part of the face.

#include "base/record.h"
#include "modules/reorganisation/planner.h"

namespace reorganisation {

BOOST_DEFINE_ENUM_CLASS(PlanState, draft, approved, committed, undone)

// A plan file (CONTRACTS.md, Command line); what stands in grants and changes is read by read_plan().
struct PlanFile {
  std::string id, title, decision;
  base::Date effective_on;
  base::Json grants, changes;
};
BOOST_DESCRIBE_STRUCT(PlanFile, (), (id, title, decision, effective_on, grants, changes))

struct PlanItem {
  std::string code, title;
  PlanState state{};
  std::string owner_code, owner_name;
  base::Date effective_on;
  std::string decision, planner, approver, committer;
  std::int64_t changed_at = 0, version = 0;
};
BOOST_DESCRIBE_STRUCT(PlanItem, (),
                      (code, title, state, owner_code, owner_name, effective_on, decision, planner, approver, committer,
                       changed_at, version))

struct Total {
  std::string measure;
  std::int64_t before = 0, after = 0;
};
BOOST_DESCRIBE_STRUCT(Total, (), (measure, before, after))

// Units at the root on the plan's day: before + established − ended = after.
struct UnitSums {
  std::int64_t before = 0, after = 0, ended = 0, established = 0, changed = 0, moved_along = 0;
};
BOOST_DESCRIBE_STRUCT(UnitSums, (), (before, after, ended, established, changed, moved_along))

// What was proved when the plan was committed.
struct Proof {
  std::vector<Total> totals;
  UnitSums units;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (totals, units))

struct PlanPage {
  PlanItem item;
  base::Json plan;
  bool may_edit = false, may_take = false, may_approve = false, may_commit = false, may_undo = false;
  std::optional<Proof> proof;  // of a plan that is, or was, committed
};
BOOST_DESCRIBE_STRUCT(PlanPage, (), (item, plan, may_edit, may_take, may_approve, may_commit, may_undo, proof))

struct PlanProblem {
  int step = 0;
  std::string key, sentence;
};
BOOST_DESCRIBE_STRUCT(PlanProblem, (), (step, key, sentence))

// parent_before, parent_after: the codes of its superiors on the day before the plan's and on that day; "" of none.
struct UnitFate {
  int step = 0;
  Fate fate{};
  std::string code, name;
  std::vector<std::string> successors;
  std::string parent_before, parent_after;
};
BOOST_DESCRIBE_STRUCT(UnitFate, (), (step, fate, code, name, successors, parent_before, parent_after))

// roles: through which an account gains, or lost, rights over the branch.
struct BranchSight {
  std::string code, name;
  std::int64_t units = 0, people = 0;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(BranchSight, (), (code, name, units, people, roles))

// Over what an account would have rights that it has not now, and over what no more.
struct SightChange {
  std::string account, full_name;
  std::vector<BranchSight> gained, lost;
};
BOOST_DESCRIBE_STRUCT(SightChange, (), (account, full_name, gained, lost))

struct Preview {
  std::string code;
  base::Date effective_on;
  std::string owner_code;
  std::vector<PlanProblem> problems;  // with one, the rest is empty
  std::int64_t people = 0;
  UnitSums units;
  // The first thousand of each list; how many there are: units says it, moved_rows, access_rows.
  std::vector<UnitFate> unit_list;
  std::vector<tree::Moved> moved;  // people, work, documents, targets and accounts, unit by unit
  std::int64_t moved_rows = 0, work = 0, documents = 0, targets = 0;
  std::vector<SightChange> access;
  std::int64_t access_rows = 0;
  bool access_grows = false;
  std::vector<Total> totals;
};
BOOST_DESCRIBE_STRUCT(Preview, (),
                      (code, effective_on, owner_code, problems, people, units, unit_list, moved, moved_rows, work,
                       documents, targets, access, access_rows, access_grows, totals))

}  // namespace reorganisation

template <>
struct base::labels<reorganisation::PlanFile> {
  static constexpr FieldLabel list[] = {{"id", "Mã phương án", "Plan", required, 60},
                                        {"title", "Tên phương án", "Title", plain, 300},
                                        {"decision", "Văn bản quyết định", "Deciding document", required, 300},
                                        {"effective_on", "Hiệu lực từ", "Effective on", required},
                                        {"grants", "Vai trò chuyển theo", "Grants passed on"},
                                        {"changes", "Các bước", "Steps", required}};
};
template <>
struct base::labels<reorganisation::PlanItem> {
  static constexpr FieldLabel list[] = {{"code", "Mã phương án", "Plan", readonly, 40},
                                        {"title", "Tên phương án", "Title", readonly, 300},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"owner_code", "Mã đơn vị chủ trì", "Owner's code", readonly, 40},
                                        {"owner_name", "Đơn vị chủ trì", "Owner", readonly, 300},
                                        {"effective_on", "Hiệu lực từ", "Effective on", readonly},
                                        {"decision", "Văn bản quyết định", "Deciding document", readonly, 300},
                                        {"planner", "Người lập", "Planner", readonly},
                                        {"approver", "Người duyệt", "Approver", readonly},
                                        {"committer", "Người thực hiện", "Committed by", readonly},
                                        {"changed_at", "Thay đổi lúc", "Changed at", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<reorganisation::Total> {
  static constexpr FieldLabel list[] = {{"measure", "Chỉ tiêu", "Measure", readonly},
                                        {"before", "Trước", "Before", readonly},
                                        {"after", "Sau", "After", readonly}};
};
template <>
struct base::labels<reorganisation::UnitSums> {
  static constexpr FieldLabel list[] = {{"before", "Số đơn vị trước", "Units before", readonly},
                                        {"after", "Số đơn vị sau", "Units after", readonly},
                                        {"ended", "Kết thúc", "Ended", readonly},
                                        {"established", "Lập mới", "Established", readonly},
                                        {"changed", "Thay đổi", "Changed", readonly},
                                        {"moved_along", "Chuyển theo cấp trên", "Moved along", readonly}};
};
template <>
struct base::labels<reorganisation::Proof> {
  static constexpr FieldLabel list[] = {{"totals", "Tổng số người", "People", readonly},
                                        {"units", "Đơn vị", "Units", readonly}};
};
template <>
struct base::labels<reorganisation::PlanPage> {
  static constexpr FieldLabel list[] = {{"item", "Phương án", "Plan", readonly},
                                        {"plan", "Nội dung", "Content", readonly},
                                        {"may_edit", "Được sửa", "May edit", readonly},
                                        {"may_take", "Được nhận", "May take over", readonly},
                                        {"may_approve", "Được duyệt", "May approve", readonly},
                                        {"may_commit", "Được thực hiện", "May commit", readonly},
                                        {"may_undo", "Được hoàn tác", "May undo", readonly},
                                        {"proof", "Bằng chứng bảo toàn", "Conservation proof", readonly}};
};
template <>
struct base::labels<reorganisation::PlanProblem> {
  static constexpr FieldLabel list[] = {
      {"step", "Bước", "Step", readonly}, {"key", "Khóa", "Key", readonly}, {"sentence", "Lý do", "Reason", readonly}};
};
template <>
struct base::labels<reorganisation::UnitFate> {
  static constexpr FieldLabel list[] = {{"step", "Bước", "Step", readonly},
                                        {"fate", "Kết quả", "Fate", readonly},
                                        {"code", "Mã", "Code", readonly, 40},
                                        {"name", "Tên đơn vị", "Name", readonly, 300},
                                        {"successors", "Đơn vị kế tục", "Successors", readonly},
                                        {"parent_before", "Trực thuộc trước", "Superior before", readonly, 40},
                                        {"parent_after", "Trực thuộc sau", "Superior after", readonly, 40}};
};
template <>
struct base::labels<reorganisation::BranchSight> {
  static constexpr FieldLabel list[] = {{"code", "Mã", "Code", readonly, 40},
                                        {"name", "Tên đơn vị", "Name", readonly, 300},
                                        {"units", "Số đơn vị", "Units", readonly},
                                        {"people", "Số người", "People", readonly},
                                        {"roles", "Vai trò", "Roles", readonly}};
};
template <>
struct base::labels<reorganisation::SightChange> {
  static constexpr FieldLabel list[] = {{"account", "Tài khoản", "Account", readonly},
                                        {"full_name", "Họ tên", "Full name", readonly | personal},
                                        {"gained", "Xem thêm được", "Gained", readonly},
                                        {"lost", "Không còn xem được", "Lost", readonly}};
};
template <>
struct base::labels<reorganisation::Preview> {
  static constexpr FieldLabel list[] = {{"code", "Mã phương án", "Plan", readonly, 40},
                                        {"effective_on", "Hiệu lực từ", "Effective on", readonly},
                                        {"owner_code", "Đơn vị chủ trì", "Owner", readonly, 40},
                                        {"problems", "Vướng mắc", "Problems", readonly},
                                        {"people", "Số người chuyển", "People moved", readonly},
                                        {"units", "Đơn vị", "Units", readonly},
                                        {"unit_list", "Từng đơn vị", "Unit by unit", readonly},
                                        {"moved", "Chuyển theo đơn vị", "Moved", readonly},
                                        {"moved_rows", "Số dòng chuyển", "Rows moved", readonly},
                                        {"work", "Việc đang làm", "Open work", readonly},
                                        {"documents", "Văn bản", "Documents", readonly},
                                        {"targets", "Chỉ tiêu giao", "Targets", readonly},
                                        {"access", "Thay đổi quyền xem", "Access difference", readonly},
                                        {"access_rows", "Số tài khoản đổi quyền xem", "Accounts", readonly},
                                        {"access_grows", "Quyền xem rộng thêm", "Access grows", readonly},
                                        {"totals", "Tổng số người", "Totals", readonly}};
};
static_assert(base::complete<reorganisation::PlanFile>() && base::complete<reorganisation::PlanItem>() &&
              base::complete<reorganisation::PlanPage>() && base::complete<reorganisation::Proof>() &&
              base::complete<reorganisation::Preview>());
static_assert(base::complete<reorganisation::Total>() && base::complete<reorganisation::UnitSums>() &&
              base::complete<reorganisation::PlanProblem>() && base::complete<reorganisation::UnitFate>() &&
              base::complete<reorganisation::BranchSight>() && base::complete<reorganisation::SightChange>());
