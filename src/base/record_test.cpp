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
