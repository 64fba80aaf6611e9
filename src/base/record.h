#pragma once
// One struct, one description. A record's members are named once (BOOST_DESCRIBE_STRUCT) and labelled once
// (base::labels<T>); JSON, the OpenAPI schema, SQL binding, table columns and journal differences follow.
// A field without a label, or a member left out of the description, does not compile (base::complete<T>()).
// Heavy header: include it in .cpp files and in records' own headers only.

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <boost/pfr.hpp>
#include <concepts>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/id.h"

namespace base {

using Json = nlohmann::json;

enum FieldFlags : unsigned {
  plain = 0,
  required = 1,       // must be present in a request
  personal = 2,       // hidden in journal differences and logs
  readonly = 4,       // given out, never taken in
  hidden_column = 8,  // not offered as a column of tables and exports
};

struct FieldLabel {
  std::string_view field, vi, en;
  unsigned flags = plain;
  int max_length = 0;  // Units: code points; 0 is the default limit of 2,000
};

template <class T>
struct labels;  // specialise: static constexpr FieldLabel list[] = {…};

template <class T>
using described_members = boost::describe::describe_members<T, boost::describe::mod_public>;
template <class T>
concept Described = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
constexpr const FieldLabel* find_label(std::string_view field) {
  if constexpr (requires { labels<T>::list; })
    for (const auto& label : labels<T>::list)
      if (label.field == field) return &label;
  return nullptr;
}

// Calls f(name, member pointer) for every member, in order.
template <class T, class F>
constexpr void for_each_member(F&& f) {
  boost::mp11::mp_for_each<described_members<T>>([&](auto d) { f(std::string_view(d.name), d.pointer); });
}

template <class T>
consteval bool complete() {
  static_assert(boost::pfr::tuple_size_v<T> == boost::mp11::mp_size<described_members<T>>::value,
                "a member is missing in BOOST_DESCRIBE_STRUCT");
  bool ok = true;
  boost::mp11::mp_for_each<described_members<T>>([&](auto d) { ok = ok && find_label<T>(d.name) != nullptr; });
  return ok;
}

template <DescribedEnum E>
std::string_view enum_name(E value) {
  return boost::describe::enum_to_string(value, "?");
}
template <DescribedEnum E>
std::optional<E> parse_enum(std::string_view name) {
  E value{};
  if (boost::describe::enum_from_string(std::string(name).c_str(), value)) return value;
  return std::nullopt;
}

// ---- JSON out ----
template <class T>
Json to_json(const T& v) {
  if constexpr (is_optional<T>)
    return v ? to_json(*v) : Json(nullptr);
  else if constexpr (is_vector<T>) {
    Json array = Json::array();
    for (const auto& x : v) array.push_back(to_json(x));
    return array;
  } else if constexpr (is_id<T>)
    return v.value;
  else if constexpr (std::is_same_v<T, Date>)
    return to_iso(v);
  else if constexpr (std::is_same_v<T, PartialDate>)
    return v.text();
  else if constexpr (DescribedEnum<T>)
    return std::string(enum_name(v));
  else if constexpr (Described<T>) {
    Json object = Json::object();
    for_each_member<T>([&](std::string_view name, auto member) { object[std::string(name)] = to_json(v.*member); });
    return object;
  } else
    return v;
}

// ---- JSON in: collects every field that is wrong, then throws one Error ----
struct FieldProblem {
  std::string field, key;
  Parameters parameters;
};
// Error kind invalid, key "request.fields"; carries all problems.
class FieldErrors : public Error {
 public:
  explicit FieldErrors(std::vector<FieldProblem> problems)
      : Error(ErrorKind::invalid, "request.fields"), problems_(std::move(problems)) {
    if (!problems_.empty()) at_field(problems_.front().field);
  }
  const std::vector<FieldProblem>& problems() const { return problems_; }

 private:
  std::vector<FieldProblem> problems_;
};

std::size_t count_json_text(const std::string& text);  // code points, or npos when it is not UTF-8 or holds a zero byte

// JSON of a stranger; discarded when it is none, or nested deeper than 64 levels: copying and writing a value recurse.
Json parse_json(std::string_view text);

// The whole number of a JSON value, or nothing when it is none or does not fit into T.
template <class T>
std::optional<T> fitting(const Json& j) {
  if (j.is_number_unsigned()) {
    const auto value = j.get<std::uint64_t>();
    return std::in_range<T>(value) ? std::optional(T(value)) : std::nullopt;
  }
  if (!j.is_number_integer()) return std::nullopt;
  const auto value = j.get<std::int64_t>();
  return std::in_range<T>(value) ? std::optional(T(value)) : std::nullopt;
}

template <class T>
void from_json(const Json& j, T& v, const std::string& path, std::vector<FieldProblem>& problems, int max_length = 0) {
  const auto wrong = [&](const char* key, Parameters p = {}) { problems.push_back({path, key, std::move(p)}); };
  if constexpr (is_optional<T>) {
    if (j.is_null())
      v.reset();
    else
      from_json(j, v.emplace(), path, problems, max_length);
  } else if constexpr (is_vector<T>) {
    if (!j.is_array()) return wrong("field.list_expected");
    if (j.size() > 100000) return wrong("field.too_long", {{"max", "100000"}});
    v.clear();
    for (std::size_t i = 0; i < j.size(); ++i)
      from_json(j[i], v.emplace_back(), path + "[" + std::to_string(i) + "]", problems, max_length);
  } else if constexpr (is_id<T>) {
    const auto value = fitting<std::int64_t>(j);
    if (!value) return wrong("field.number_expected");
    v.value = *value;
  } else if constexpr (std::is_same_v<T, Date>) {
    auto date = j.is_string() ? parse_any_date(j.get_ref<const std::string&>()) : std::nullopt;
    if (!date) return wrong("field.date_expected");
    v = *date;
  } else if constexpr (std::is_same_v<T, PartialDate>) {
    auto date = j.is_string() ? parse_partial_date(j.get_ref<const std::string&>()) : std::nullopt;
    if (!date) return wrong("field.date_expected");
    v = *date;
  } else if constexpr (DescribedEnum<T>) {
    auto value = j.is_string() ? parse_enum<T>(j.get_ref<const std::string&>()) : std::nullopt;
    if (!value) return wrong("field.value_unknown");
    v = *value;
  } else if constexpr (std::is_same_v<T, Json>) {
    v = j;
  } else if constexpr (Described<T>) {
    if (!j.is_object()) return wrong("field.object_expected");
    for_each_member<T>([&](std::string_view name, auto member) {
      const auto* label = find_label<T>(name);
      if (label && (label->flags & readonly)) return;
      const std::string at = path.empty() ? std::string(name) : path + "." + std::string(name);
      const auto it = j.find(name);
      const bool absent = it == j.end() || (it->is_null() && !is_optional<std::remove_cvref_t<decltype(v.*member)>>);
      if (absent) {
        if (label && (label->flags & required)) problems.push_back({at, "field.required", {}});
        return;
      }
      from_json(*it, v.*member, at, problems, label ? label->max_length : 0);
    });
    for (const auto& item : j.items()) {  // not taken apart: clang 14 cannot capture the parts in a lambda
      const std::string& key = item.key();
      bool known = false;
      for_each_member<T>([&](std::string_view name, auto) { known = known || name == key; });
      if (!known) problems.push_back({path.empty() ? key : path + "." + key, "field.unknown", {}});
    }
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!j.is_boolean()) return wrong("field.yes_no_expected");
    v = j.get<bool>();
  } else if constexpr (std::is_integral_v<T>) {
    const auto value = fitting<T>(j);
    if (!value) return wrong("field.number_expected");
    v = *value;
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!j.is_number()) return wrong("field.number_expected");
    v = j.get<T>();
  } else {
    static_assert(std::is_same_v<T, std::string>, "a type that JSON cannot carry");
    if (!j.is_string()) return wrong("field.text_expected");
    const auto& text = j.get_ref<const std::string&>();
    const auto length = count_json_text(text);
    const auto limit = std::size_t(max_length ? max_length : 2000);
    if (length == std::string::npos) return wrong("field.not_utf8");
    if (length > limit) return wrong("field.too_long", {{"max", std::to_string(limit)}});
    v = text;
  }
}

// Reads a whole request body. Errors: invalid "request.not_json", "request.fields".
template <class T>
T parse_record(std::string_view body) {
  const Json j = parse_json(body);
  if (j.is_discarded()) throw Error(ErrorKind::invalid, "request.not_json");
  T value{};
  std::vector<FieldProblem> problems;
  from_json(j, value, "", problems);
  if (!problems.empty()) throw FieldErrors(std::move(problems));
  return value;
}

// ---- OpenAPI 3.1 schema ----
template <class T>
Json schema() {
  if constexpr (is_optional<T>) {
    Json s = schema<typename T::value_type>();
    if (s.contains("type") && s["type"].is_string()) s["type"] = Json::array({s["type"], "null"});
    if (s.contains("enum")) s["enum"].push_back(nullptr);
    return s;
  } else if constexpr (is_vector<T>)
    return {{"type", "array"}, {"items", schema<typename T::value_type>()}};
  else if constexpr (is_id<T>)
    return {{"type", "integer"}, {"format", "int64"}};
  else if constexpr (std::is_same_v<T, Date>)
    return {{"type", "string"}, {"format", "date"}};
  else if constexpr (std::is_same_v<T, PartialDate>)
    return {{"type", "string"}, {"pattern", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"}};
  else if constexpr (DescribedEnum<T>) {
    Json names = Json::array();
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) { names.push_back(d.name); });
    return {{"type", "string"}, {"enum", names}};
  } else if constexpr (std::is_same_v<T, Json>)
    return Json::object();
  else if constexpr (Described<T>) {
    Json properties = Json::object(), needed = Json::array();
    for_each_member<T>([&](std::string_view name, auto member) {
      using M = std::remove_cvref_t<decltype(std::declval<T>().*member)>;
      Json s = schema<M>();
      if (const auto* label = find_label<T>(name)) {
        s["title"] = label->vi;
        const bool text = s.contains("type") && (s["type"] == "string" || s["type"] == Json::array({"string", "null"}));
        if (label->max_length && text) s["maxLength"] = label->max_length;
        if (label->flags & readonly) s["readOnly"] = true;
        if (label->flags & personal) s["x-personal"] = true;
        if (label->flags & (required | readonly)) needed.push_back(name);
      }
      properties[std::string(name)] = std::move(s);
    });
    return {{"type", "object"}, {"properties", properties}, {"required", needed}};
  } else if constexpr (std::is_same_v<T, bool>)
    return {{"type", "boolean"}};
  else if constexpr (std::is_integral_v<T>)
    return {{"type", "integer"}, {"format", sizeof(T) == 8 ? "int64" : "int32"}};
  else if constexpr (std::is_floating_point_v<T>)
    return {{"type", "number"}};
  else
    return {{"type", "string"}};
}

// ---- what changed, for the journal; personal values are not shown ----
template <class T>
Json difference(const T& before, const T& after) {
  Json d = Json::object();
  for_each_member<T>([&](std::string_view name, auto member) {
    if (before.*member == after.*member) return;
    const auto* label = find_label<T>(name);
    d[std::string(name)] = label && (label->flags & personal)
                               ? Json::array({"***", "***"})
                               : Json::array({to_json(before.*member), to_json(after.*member)});
  });
  return d;
}

}  // namespace base
