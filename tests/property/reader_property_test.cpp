// The reader: whatever the text, an item is the words it points at, and the way the bytes came does not matter.
#include "base/record.h"
#include "base/text.h"
#include "modules/intake/reading/reading_samples.h"
#include "modules/intake/recognition/recognise.h"
#include "tests/property/properties.h"

namespace intake {
namespace {

TEST(ReaderProperties, EveryItemIsTheWordsItPointsAt) {
  property::check(100, [] {
    const std::string nfc = base::to_nfc(*property::vietnamese());
    const SourceText text(nfc);
    const auto length = base::count_code_points(nfc);
    const auto points = base::to_code_points(nfc);
    const auto items = recognise(text);
    const auto line = base::Json::parse(to_json(text, items, "f", "utf-8"));
    RC_ASSERT(line["length"] == length);
    RC_ASSERT(line["items"].size() <= items.size());
    std::size_t before = 0;
    for (const auto& item : line["items"]) {
      const auto start = item["start"].get<std::size_t>(), end = item["end"].get<std::size_t>();
      RC_ASSERT(start < end);
      RC_ASSERT(end <= length);
      RC_ASSERT(before <= start);
      RC_ASSERT(item["text"].get<std::string>() == base::to_utf8(points.substr(start, end - start)));
      before = start;
    }
  });
}

TEST(ReaderProperties, ReadingTwiceSaysTheSame) {
  property::check(50, [] {
    const std::string nfc = base::to_nfc(*property::vietnamese());
    const SourceText text(nfc);
    RC_ASSERT(to_json(text, recognise(text), "f", "utf-8") == to_json(text, recognise(text), "f", "utf-8"));
  });
}

// Whole sentences in any order, so that the letters say which encoding it is.
std::string prose() {
  std::vector<std::string> sentences;
  for (std::string rest(samples::prose); !rest.empty(); rest = rest.substr(rest.find('\n') + 1))
    sentences.push_back(rest.substr(0, rest.find('\n') + 1));
  const auto order =
      *rc::gen::container<std::vector<std::size_t>>(8, rc::gen::inRange<std::size_t>(0, sentences.size()));
  std::string text;
  for (const auto i : order) text += sentences[i];
  return text;
}

TEST(ReaderProperties, TheEncodingOfTheBytesDoesNotMatter) {
  property::check(20, [] {
    const std::string text = prose();
    const auto wide = base::to_code_points(text);
    std::string utf16 = "\xFF\xFE";
    for (const char32_t c : wide) utf16 += char(c & 0xFF), utf16 += char(c >> 8);
    RC_ASSERT(read_here(utf16).text == text);
    RC_ASSERT(read_here(text).text == text);
    RC_ASSERT(read_here("\xEF\xBB\xBF" + text).text == text);
    for (const auto encoding : {Encoding::vni, Encoding::cp1258})
      RC_ASSERT(read_here(samples::bytes_for(encoding, text)).text == text);
    const std::string small = base::to_lower(text);  // TCVN3 has no capitals with tones
    RC_ASSERT(read_here(samples::bytes_for(Encoding::tcvn3, small)).text == small);
  });
}

}  // namespace
}  // namespace intake
