#pragma once
// The records of org as they travel: what a unit's page and lists show, what a change takes in, what an
// import reports. Plain data; no SQL, no rights. Part of the face (org.h includes it).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/record.h"
#include "modules/tree/tree.h"

namespace org {

struct UnitName {
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(UnitName, (), (code, name))

// A line of the tree, of a search or of a history.
struct UnitItem {
  std::string code, name;
  tree::UnitKind kind{};
  tree::UnitLevel level{};
  std::string parent_code;
  base::Date from;
  std::optional<base::Date> to;
  std::int64_t children = 0;  // direct ones on the day asked for; 0 in a history
  // Of a search and of a unit's page, where this has ended or has another name by that day: what it is now.
  std::vector<UnitName> became;
};
BOOST_DESCRIBE_STRUCT(UnitItem, (), (code, name, kind, level, parent_code, from, to, children, became))

struct UnitFunction {
  std::int64_t id = 0;
  std::string unit_code;
  std::string text;
  std::string document;   // "137-QĐ/TW@2023-12-01"
  std::string provision;  // "Điều 5, khoản 2"
  base::Date from;
  std::optional<base::Date> to;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(UnitFunction, (), (id, unit_code, text, document, provision, from, to, version))

struct UnitPage {
  UnitItem unit;  // what holds on the day, or last held, or will first hold
  base::Date on;
  bool active = false;              // on that day
  std::vector<UnitItem> ancestors;  // from the highest that may be seen down to the parent
  std::vector<UnitItem> history;
  std::vector<UnitName> predecessors;   // whose place it took, at any time, as far as the actor sees them
  std::vector<UnitFunction> functions;  // of that day
  bool may_change = false;
  std::string version;
};
BOOST_DESCRIBE_STRUCT(UnitPage, (),
                      (unit, on, active, ancestors, history, predecessors, functions, may_change, version))

struct NewUnit {
  std::string code, name;
  tree::UnitKind kind{};
  tree::UnitLevel level{};
  std::string parent_code;
  base::Date from;
  std::optional<base::Date> to;
};
BOOST_DESCRIBE_STRUCT(NewUnit, (), (code, name, kind, level, parent_code, from, to))

// What is absent stays as it is. On a day on which a span begins it corrects that span.
struct UnitChange {
  base::Date from;
  std::optional<std::string> name;
  std::optional<tree::UnitKind> kind;
  std::optional<tree::UnitLevel> level;
  std::optional<std::string> parent_code;
};
BOOST_DESCRIBE_STRUCT(UnitChange, (), (from, name, kind, level, parent_code))

struct EndOn {
  base::Date on;  // the first day no longer in force
};
BOOST_DESCRIBE_STRUCT(EndOn, (), (on))

struct NewUnitFunction {
  std::string text, document, provision;
  base::Date from;
  std::optional<base::Date> to;
};
BOOST_DESCRIBE_STRUCT(NewUnitFunction, (), (text, document, provision, from, to))

}  // namespace org

template <>
struct base::labels<org::UnitName> {
  static constexpr FieldLabel list[] = {{"code", "Mã", "Code", readonly, 40},
                                        {"name", "Tên đơn vị", "Name", readonly, 300}};
};
template <>
struct base::labels<org::UnitItem> {
  static constexpr FieldLabel list[] = {{"code", "Mã", "Code", readonly, 40},
                                        {"name", "Tên đơn vị", "Name", readonly, 300},
                                        {"kind", "Loại", "Kind", readonly},
                                        {"level", "Cấp", "Level", readonly},
                                        {"parent_code", "Trực thuộc", "Parent", readonly, 40},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"children", "Số đơn vị trực thuộc", "Children", readonly},
                                        {"became", "Nay là", "Became", readonly}};
};
template <>
struct base::labels<org::UnitFunction> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"unit_code", "Mã đơn vị", "Unit", readonly, 40},
                                        {"text", "Chức năng, nhiệm vụ", "Function", readonly, 4000},
                                        {"document", "Văn bản quy định", "Document", readonly, 200},
                                        {"provision", "Điều khoản", "Provision", readonly, 200},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<org::UnitPage> {
  static constexpr FieldLabel list[] = {{"unit", "Đơn vị", "Unit", readonly},
                                        {"on", "Ngày xem", "On", readonly},
                                        {"active", "Đang hoạt động", "Active", readonly},
                                        {"ancestors", "Cấp trên", "Ancestors", readonly},
                                        {"history", "Lịch sử", "History", readonly},
                                        {"predecessors", "Kế tục", "Predecessors", readonly},
                                        {"functions", "Chức năng, nhiệm vụ", "Functions", readonly},
                                        {"may_change", "Được sửa", "May change", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<org::NewUnit> {
  static constexpr FieldLabel list[] = {{"code", "Mã", "Code", required, 40},
                                        {"name", "Tên đơn vị", "Name", required, 300},
                                        {"kind", "Loại", "Kind", required},
                                        {"level", "Cấp", "Level", required},
                                        {"parent_code", "Trực thuộc", "Parent", plain, 40},
                                        {"from", "Từ ngày", "From", required},
                                        {"to", "Đến ngày", "To"}};
};
template <>
struct base::labels<org::UnitChange> {
  static constexpr FieldLabel list[] = {{"from", "Từ ngày", "From", required},
                                        {"name", "Tên đơn vị", "Name", plain, 300},
                                        {"kind", "Loại", "Kind"},
                                        {"level", "Cấp", "Level"},
                                        {"parent_code", "Trực thuộc", "Parent", plain, 40}};
};
template <>
struct base::labels<org::EndOn> {
  static constexpr FieldLabel list[] = {{"on", "Kết thúc từ ngày", "Ended on", required}};
};
template <>
struct base::labels<org::NewUnitFunction> {
  static constexpr FieldLabel list[] = {{"text", "Chức năng, nhiệm vụ", "Function", required, 4000},
                                        {"document", "Văn bản quy định", "Document", required, 200},
                                        {"provision", "Điều khoản", "Provision", plain, 200},
                                        {"from", "Từ ngày", "From", required},
                                        {"to", "Đến ngày", "To"}};
};
static_assert(base::complete<org::UnitName>() && base::complete<org::UnitItem>() &&
              base::complete<org::UnitFunction>() && base::complete<org::UnitPage>());
static_assert(base::complete<org::NewUnit>() && base::complete<org::UnitChange>() && base::complete<org::EndOn>());
static_assert(base::complete<org::NewUnitFunction>());
