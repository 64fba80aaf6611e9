// Scores the recogniser on annotated texts: the texts of this repository, and the source articles where they are
// present beside the checkout. The rules of scoring are those of the annotation (exact spans, optional items).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"

namespace intake {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

struct Score {
  int hits = 0, extra = 0, missed = 0;
  std::map<std::string, std::pair<int, int>> fields;  // right, all
  double f1() const { return hits == 0 ? 0 : 2.0 * hits / (2.0 * hits + extra + missed); }
  double field(const std::string& key) const {
    const auto at = fields.find(key);
    return at == fields.end() || at->second.second == 0 ? 1.0 : double(at->second.first) / at->second.second;
  }
};

bool absent(const json& value) { return value.is_null() || (value.is_array() && value.empty()); }

json normal(const std::string& key, const json& value) {
  if (key == "number" && value.is_string()) return std::atoi(value.get<std::string>().c_str());
  if (value.is_string()) return base::to_lower(base::old_style_tone(base::squeeze(value.get<std::string>())));
  return value;
}

using Span = std::pair<int, int>;
std::map<Span, json> of_type(const json& items, const std::string& type) {
  std::map<Span, json> out;
  for (const json& item : items)
    if (item["type"] == type) out[{item["start"], item["end"]}] = item;
  return out;
}

const std::map<std::string, std::vector<std::string>> scored{
    {"document", {"kind", "number", "code", "issuer", "date", "session", "term", "congress"}},
    {"figure", {"value", "of", "unit"}},
    {"date", {"iso", "from", "to", "part", "recur"}}};

void score_links(const std::map<Span, json>& gold, const std::map<Span, json>& found, Score& score) {
  const auto span_of = [](const std::map<Span, json>& items, const json& id) {
    for (const auto& [span, item] : items)
      if (item["id"] == id) return span;
    return Span{-1, -1};
  };
  for (const auto& [span, item] : gold) {
    if (!item["canonical"].contains("refers_to") || item.value("optional", false) || !found.contains(span)) continue;
    const json& mine = found.at(span)["canonical"];
    auto& [right, all] = score.fields["refers_to"];
    ++all;
    right += mine.contains("refers_to") &&
             span_of(found, mine["refers_to"]) == span_of(gold, item["canonical"]["refers_to"]);
  }
}

void add_text(const fs::path& text_path, const fs::path& gold_path, std::map<std::string, Score>& scores) {
  const SourceText text(base::to_nfc(read_whole(text_path)));
  const json mine = json::parse(to_json(text, recognise(text), text_path.filename().string(), "utf-8"))["items"];
  const json gold = json::parse(read_whole(gold_path));
  const auto documents = of_type(gold, "document");
  for (const auto& [type, keys] : scored) {
    Score& score = scores[type];
    const auto expected = of_type(gold, type), found = of_type(mine, type);
    for (const auto& [span, item] : found) {
      const auto at = expected.find(span);
      if (at == expected.end()) {
        const auto overlaps = [s = span](const auto& other, bool inside) {
          return inside ? other.first.first <= s.first && s.second <= other.first.second
                        : other.first.first < s.second && s.first < other.first.second;
        };
        const bool shielded = type != "document" && std::any_of(documents.begin(), documents.end(),
                                                                [&](const auto& d) { return overlaps(d, true); });
        const bool arguable = std::any_of(expected.begin(), expected.end(), [&](const auto& e) {
          return e.second.value("optional", false) && overlaps(e, false);
        });
        score.extra += !shielded && !arguable;
        if (!shielded && !arguable)
          std::cout << text_path.filename() << " extra " << type << ": " << item["text"] << '\n';
        continue;
      }
      if (at->second.value("optional", false)) continue;
      ++score.hits;
      for (const std::string& key : keys) {
        const json a = at->second["canonical"].value(key, json()), b = item["canonical"].value(key, json());
        if (absent(a) && absent(b)) continue;
        ++score.fields[key].second;
        score.fields[key].first += normal(key, a) == normal(key, b);
      }
    }
    for (const auto& [span, item] : expected) {
      const bool missed = !found.contains(span) && !item.value("optional", false);
      score.missed += missed;
      if (missed) std::cout << text_path.filename() << " missed " << type << ": " << item["text"] << '\n';
    }
    if (type == "document") score_links(expected, found, score);
  }
}

std::map<std::string, Score> score_folder(const fs::path& texts, const fs::path& gold) {
  std::map<std::string, Score> scores;
  for (const auto& entry : fs::directory_iterator(gold)) {
    if (entry.path().extension() != ".json") continue;
    const fs::path text = texts / (entry.path().stem().string() + ".txt");
    if (fs::exists(text)) add_text(text, entry.path(), scores);
  }
  for (const auto& [type, score] : scores) {
    std::cout << type << " F1 " << score.f1();
    for (const auto& [key, share] : score.fields) std::cout << ' ' << key << ' ' << share.first << '/' << share.second;
    std::cout << '\n';
  }
  return scores;
}

TEST(Golden, ReadsTheSourceArticlesExactly) {
  const fs::path shared = fs::path(LIENTHONG_SOURCE_DIR) / "../shared";
  fs::path found;
  for (const char* up : {"../shared", "../../shared"})
    if (fs::exists(fs::path(LIENTHONG_SOURCE_DIR) / up / "intake/gold")) found = fs::path(LIENTHONG_SOURCE_DIR) / up;
  if (found.empty()) GTEST_SKIP() << "The source articles are not beside this checkout (" << shared.string() << ").";
  auto scores = score_folder(found / "seeds", found / "intake/gold");
  EXPECT_EQ(scores["document"].f1(), 1.0);
  EXPECT_GE(scores["date"].f1(), 0.99);
  EXPECT_GE(scores["figure"].f1(), 0.98);
  for (const auto& [type, keys] : scored)
    for (const std::string& key : keys) EXPECT_GE(scores[type].field(key), 0.98) << type << '.' << key;
  EXPECT_EQ(scores["document"].field("refers_to"), 1.0);
}

TEST(Golden, ReadsTheTextsOfOtherLayouts) {
  const fs::path texts = fs::path(LIENTHONG_SOURCE_DIR) / "tests/golden/intake/dev";
  if (!fs::exists(texts)) GTEST_SKIP() << "No texts at " << texts.string();
  auto scores = score_folder(texts, texts);
  EXPECT_GE(scores["document"].f1(), 0.97);
  EXPECT_GE(scores["date"].f1(), 0.99);
  EXPECT_GE(scores["figure"].f1(), 0.97);
  for (const std::string& key : scored.at("document"))
    EXPECT_GE(scores["document"].field(key), key == "term" ? 0.8 : 0.93) << key;
  EXPECT_GE(scores["figure"].field("value"), 0.98);
  EXPECT_GE(scores["figure"].field("unit"), 0.85);
  EXPECT_GE(scores["document"].field("refers_to"), 0.90);
}

}  // namespace
}  // namespace intake
