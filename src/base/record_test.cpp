#include "base/record.h"

#include <gtest/gtest.h>

namespace sample {
BOOST_DEFINE_ENUM_CLASS(Colour, red, blue)
struct Thing {
  base::Id<struct ThingTag> id;
  std::string name;
  std::optional<std::string> phone;
  base::Date born;
  Colour colour{};
  std::vector<std::string> tags;
  bool operator==(const Thing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, phone, born, colour, tags))

struct Free {
  int count{};
  base::Json value;
};
BOOST_DESCRIBE_STRUCT(Free, (), (count, value))
}  // namespace sample

template <>
struct base::labels<sample::Thing> {
  static constexpr FieldLabel list[] = {{"id", "Mã", "Id", readonly},
                                        {"name", "Tên", "Name", required, 5},
                                        {"phone", "Điện thoại", "Phone", personal, 20},
                                        {"born", "Ngày sinh", "Born", required},
                                        {"colour", "Màu", "Colour"},
                                        {"tags", "Nhãn", "Tags"}};
};
static_assert(base::complete<sample::Thing>());
template <>
struct base::labels<sample::Free> {
  static constexpr FieldLabel list[] = {{"count", "Số", "Count"}, {"value", "Giá trị", "Value"}};
};

namespace base {

TEST(Record, ReadsAndWritesJson) {
  const auto thing =
      parse_record<sample::Thing>(R"({"name":"Ổn","phone":null,"born":"02/09/1975","colour":"blue","tags":["a"]})");
  EXPECT_EQ(to_json(thing).dump(),
            R"({"born":"1975-09-02","colour":"blue","id":0,"name":"Ổn","phone":null,"tags":["a"]})");
}

TEST(Record, NamesEveryWrongFieldAtOnce) {
  try {
    parse_record<sample::Thing>(R"({"name":"quá dài rồi","born":"31/02/2020","colour":"xanh","tags":[1],"extra":1})");
    FAIL() << "accepted";
  } catch (const FieldErrors& errors) {
    std::string fields;
    for (const auto& p : errors.problems()) fields += p.field + ":" + p.key + " ";
    EXPECT_EQ(fields,
              "name:field.too_long born:field.date_expected colour:field.value_unknown "
              "tags[0]:field.text_expected extra:field.unknown ");
  }
}

TEST(Record, RefusesTextWithAZeroByte) {
  EXPECT_THROW(parse_record<sample::Thing>(R"({"name":"a\u0000b","born":"1975-09-02"})"), FieldErrors);
}

// A value of any shape was copied by recursion: 400,000 brackets ended the server.
TEST(Record, RefusesJsonThatIsNestedTooDeep) {
  const auto nested = [](int depth) {
    return "{\"value\":" + std::string(depth, '[') + "\"a]\\\"[[\"" + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(parse_record<sample::Free>(nested(60)).value.size(), 1u);
  for (const int depth : {65, 400000}) EXPECT_THROW(parse_record<sample::Free>(nested(depth)), Error) << depth;
}

TEST(Record, RefusesANumberThatDoesNotFit) {
  EXPECT_EQ(parse_record<sample::Free>(R"({"count":-2147483648})").count, -2147483647 - 1);
  for (const char* count : {"2147483648", "-2147483649", "18446744073709551615", "1e3", "1.5"})
    EXPECT_THROW(parse_record<sample::Free>(std::string("{\"count\":") + count + "}"), FieldErrors) << count;
}

TEST(Record, HidesPersonalValuesInDifferences) {
  sample::Thing a, b;
  b.phone = "0901";
  b.name = "Bình";
  EXPECT_EQ(difference(a, b).dump(), R"({"name":["","Bình"],"phone":["***","***"]})");
}

TEST(Record, GivesASchema) {
  const auto s = schema<sample::Thing>();
  EXPECT_EQ(s["properties"]["phone"]["type"].dump(), R"(["string","null"])");
  EXPECT_EQ(s["properties"]["phone"]["maxLength"], 20);
  EXPECT_EQ(s["required"].dump(), R"(["id","name","born"])");
}

}  // namespace base
