#pragma once
// Records that may be of one person: candidates when somebody is entered, pairs that a scan of the register found, two
// records side by side, the mark that they are two people, and the merge of two records into one. Nobody outside the
// reader's sight is named: of such a record only that it exists, and whom to ask. Part of the face.

#include "modules/members/likeness.h"
#include "modules/members/records.h"

namespace members {

// One record as it is shown among duplicates.
struct Lookalike {
  bool seen = false;  // else nothing but `ask` is told
  std::string code{}, full_name{};
  std::optional<base::PartialDate> birth_date{};
  std::string unit_code{}, unit_name{};
  std::optional<base::Date> admitted_on{};
  std::optional<Status> status{};
  std::string ask{};  // the unit above both, whose officers see both records
};
BOOST_DESCRIBE_STRUCT(Lookalike, (),
                      (seen, code, full_name, birth_date, unit_code, unit_name, admitted_on, status, ask))

// Who is about to be entered.
struct Newcomer {
  std::string unit_code{}, full_name{};
  std::optional<base::PartialDate> birth_date{};
  std::string citizen_number{};
};
BOOST_DESCRIBE_STRUCT(Newcomer, (), (unit_code, full_name, birth_date, citizen_number))

struct Candidate {
  Lookalike person{};
  std::vector<Likeness> reasons{};  // none of a record that is not seen
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (person, reasons))

// That two records are of two people: somebody looked.
struct DistinctMark {
  std::string account{};
  base::Date on{};
  std::string note{};
};
BOOST_DESCRIBE_STRUCT(DistinctMark, (), (account, on, note))
struct DistinctNote {
  std::string note{};
};
BOOST_DESCRIBE_STRUCT(DistinctNote, (), (note))

struct Duplicate {
  std::int64_t number = 0;  // in its scan
  Lookalike one{}, other{};
  std::vector<Likeness> reasons{};
  std::optional<DistinctMark> distinct{};
};
BOOST_DESCRIBE_STRUCT(Duplicate, (), (number, one, other, reasons, distinct))

struct ScanSummary {
  std::int64_t id = 0;
  std::string unit_code{}, unit_name{}, account{};
  std::int64_t finished_at = 0;                            // Units: microseconds UTC
  std::int64_t same_number = 0, same_birth = 0, near = 0;  // pairs
  std::int64_t crowded = 0;  // groups of so many of one name and year that their pairs say nothing and are left out
  bool capped = false;       // more pairs of the lower grade than are kept
};
BOOST_DESCRIBE_STRUCT(ScanSummary, (),
                      (id, unit_code, unit_name, account, finished_at, same_number, same_birth, near, crowded, capped))

struct DuplicateFilter {
  std::string unit;       // of the scan
  bool lower = false;     // also those of a lower grade
  bool distinct = false;  // those that are marked as two people, instead of those that wait
};
struct DuplicateList {
  std::optional<ScanSummary> scan;  // nothing: the unit was never scanned
  std::vector<Duplicate> items;
  std::optional<std::string> next;
};

// Two records side by side.
struct Comparison {
  MemberPage one{}, other{};
  std::vector<Likeness> reasons{};
  std::vector<std::string> different{};  // fields
  std::optional<DistinctMark> distinct{};
  bool may_merge = false;
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (one, other, reasons, different, distinct, may_merge))

// The record of the address is kept, the other one is dissolved into it.
struct MergeOrder {
  std::string dissolved_code{};
  std::int64_t dissolved_version = 0;
  std::optional<base::Date> on{};   // the first day that counts the kept record only; today
  std::vector<std::string> take{};  // fields whose value comes from the dissolved record
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(MergeOrder, (), (dissolved_code, dissolved_version, on, take, entered_for, note))

}  // namespace members

template <>
struct base::labels<members::Lookalike> {
  static constexpr FieldLabel list[] = {{"seen", "Được xem", "Seen", readonly},
                                        {"code", "Mã đảng viên", "Code", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"birth_date", "Ngày sinh", "Born", readonly | personal},
                                        {"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"admitted_on", "Ngày vào Đảng", "Admitted", readonly},
                                        {"status", "Tư cách", "Status", readonly},
                                        {"ask", "Hỏi nơi nào", "Whom to ask", readonly}};
};
template <>
struct base::labels<members::Newcomer> {
  static constexpr FieldLabel list[] = {{"unit_code", "Mã chi bộ", "Cell", required, 40},
                                        {"full_name", "Họ và tên", "Name", required | personal, 100},
                                        {"birth_date", "Ngày sinh", "Born", personal},
                                        {"citizen_number", "Số căn cước", "Citizen number", personal, 20}};
};
template <>
struct base::labels<members::Candidate> {
  static constexpr FieldLabel list[] = {{"person", "Hồ sơ", "Record", readonly},
                                        {"reasons", "Vì sao có thể trùng", "Reasons", readonly}};
};
template <>
struct base::labels<members::DistinctMark> {
  static constexpr FieldLabel list[] = {{"account", "Người đánh dấu", "Marked by", readonly},
                                        {"on", "Ngày đánh dấu", "Marked on", readonly},
                                        {"note", "Ghi chú", "Note", readonly}};
};
template <>
struct base::labels<members::DistinctNote> {
  static constexpr FieldLabel list[] = {{"note", "Vì sao là hai người", "Why they are two", required, 300}};
};
template <>
struct base::labels<members::Duplicate> {
  static constexpr FieldLabel list[] = {{"number", "Số", "Number", readonly},
                                        {"one", "Hồ sơ thứ nhất", "One record", readonly},
                                        {"other", "Hồ sơ thứ hai", "The other", readonly},
                                        {"reasons", "Vì sao có thể trùng", "Reasons", readonly},
                                        {"distinct", "Là hai người", "Two people", readonly}};
};
template <>
struct base::labels<members::ScanSummary> {
  static constexpr FieldLabel list[] = {{"id", "Lần rà soát", "Scan", readonly},
                                        {"unit_code", "Mã đơn vị", "Unit", readonly},
                                        {"unit_name", "Đơn vị", "Unit's name", readonly},
                                        {"account", "Người rà soát", "Account", readonly},
                                        {"finished_at", "Xong lúc", "Finished at", readonly},
                                        {"same_number", "Đôi trùng số căn cước", "Same number", readonly},
                                        {"same_birth", "Đôi trùng tên và ngày sinh", "Same name and birth", readonly},
                                        {"near", "Đôi gần giống", "Near", readonly},
                                        {"crowded", "Nhóm quá đông", "Crowded groups", readonly},
                                        {"capped", "Còn nữa", "Capped", readonly}};
};
template <>
struct base::labels<members::Comparison> {
  static constexpr FieldLabel list[] = {{"one", "Hồ sơ thứ nhất", "One record", readonly},
                                        {"other", "Hồ sơ thứ hai", "The other", readonly},
                                        {"reasons", "Vì sao có thể trùng", "Reasons", readonly},
                                        {"different", "Trường khác nhau", "Fields that differ", readonly},
                                        {"distinct", "Là hai người", "Two people", readonly},
                                        {"may_merge", "Được gộp", "May merge", readonly}};
};
template <>
struct base::labels<members::MergeOrder> {
  static constexpr FieldLabel list[] = {{"dissolved_code", "Mã hồ sơ được gộp vào", "Dissolved record", required, 40},
                                        {"dissolved_version", "Phiên bản đã xem của hồ sơ ấy", "Its version", required},
                                        {"on", "Gộp từ ngày", "From"},
                                        {"take", "Trường lấy theo hồ sơ ấy", "Fields taken from it"},
                                        members::label_entered_for,
                                        members::label_note};
};
static_assert(base::complete<members::Lookalike>() && base::complete<members::Newcomer>() &&
              base::complete<members::Candidate>() && base::complete<members::DistinctMark>() &&
              base::complete<members::DistinctNote>() && base::complete<members::Duplicate>() &&
              base::complete<members::ScanSummary>() && base::complete<members::Comparison>() &&
              base::complete<members::MergeOrder>());
