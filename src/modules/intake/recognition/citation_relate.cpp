#include <cstdlib>
#include <string>

#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// The words between two citations that say how the first relates to the second.
const Lexicon relation_cues{"sơ kết\treviews",
                            "tổng kết\tsums_up",
                            "sửa đổi, bổ sung\tamends",
                            "sửa đổi\tamends",
                            "điều chỉnh\tamends",
                            "bổ sung\tsupplements",
                            "thay thế\treplaces",
                            "thay thế cho\treplaces",
                            "bãi bỏ\trepeals",
                            "hủy bỏ\trepeals",
                            "thu hồi\trepeals",
                            "đính chính\tcorrects",
                            "hướng dẫn\tguides",
                            "hướng dẫn thực hiện\tguides",
                            "hướng dẫn thi hành\tguides",
                            "cụ thể hóa\tconcretises",
                            "tiếp tục thực hiện\tcontinues",
                            "tiếp tục đẩy mạnh thực hiện\tcontinues",
                            "tiếp tục triển khai\tcontinues",
                            "thực hiện\timplements",
                            "triển khai\timplements",
                            "triển khai thực hiện\timplements",
                            "tổ chức thực hiện\timplements",
                            "kết quả thực hiện\treports_on",
                            "tình hình thực hiện\treports_on",
                            "tiến độ thực hiện\treports_on",
                            "báo cáo kết quả\treports_on",
                            "báo cáo tình hình\treports_on"};
const Lexicon passive_marks{"được", "bị", "đã được"};
const Lexicon basis_openers{"căn cứ", "- căn cứ", "* căn cứ", "+ căn cứ"};
const Lexicon acting_openers{"thực hiện", "triển khai", "triển khai thực hiện"};

class Relator {
 public:
  Relator(const SourceText& text, std::vector<Item>& items) : text_(text), items_(items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].type != ItemType::document) continue;
      documents_.push_back(i);
      if (items[i].method == "self") self_ = std::ptrdiff_t(i);
    }
  }

  void run() {
    for (std::size_t k = 0; k < documents_.size(); ++k) {
      Item& item = items_[documents_[k]];
      if (item.method == "self") continue;
      const std::ptrdiff_t at = text_.token_at(item.start);
      if (k > 0 && relate_to_before(items_[documents_[k - 1]], item, at)) continue;
      if (self_ >= 0) relate_to_self(item, at);
    }
  }

 private:
  void add(Item& from, std::string_view rel, const Item& to) {
    if (from.id == to.id) return;
    if (!from.canonical.has("relations")) from.canonical.set("relations", List{});
    List& list = std::get<List>(*from.canonical.edit("relations"));
    if (list.size() >= 200) return;
    for (const Value& value : list)
      if (std::get<Record>(value)[1].second == Value(to.id)) return;
    list.push_back(Record{{"rel", Value(rel)}, {"target", Value(to.id)}});
  }

  // "A về tổng kết B", "A để sơ kết 5 năm thực hiện B", "Quyết định này … thay thế B".
  bool relate_to_before(Item& before, Item& item, std::ptrdiff_t at) {
    std::ptrdiff_t first = text_.token_at(before.end);
    if (before.method == "self") {
      if (before.canonical.integer("title_start") < 0 ||
          before.canonical.integer("title_end") < std::int64_t(item.start))
        return false;
      first = text_.token_at(std::size_t(before.canonical.integer("title_start")));
    }
    if (at - first > 24 || at <= first) return false;
    if (text_[first].is(',') && text_[first + 1].is(words::ve)) ++first;  // "Kết luận …, về tổng kết …"
    for (std::ptrdiff_t i = first; i < at; ++i) {
      const Token& token = text_[i];
      if (token.is_newline() || token.is(';') || token.is('.') ||
          ((token.is(',') || token.is(words::va)) && before.method != "anaphor"))
        return false;
      const auto cue = relation_cues.match(text_, i);
      if (!cue) continue;
      if (at - i - cue.length > 10 || has_break(i + cue.length, at)) return false;
      if (passive_marks.match_before(text_, i)) return add(item, *cue.value, target_of(before)), true;
      add(target_of(before), *cue.value, item);
      return true;
    }
    return false;
  }

  bool has_break(std::ptrdiff_t first, std::ptrdiff_t last) const {
    for (std::ptrdiff_t i = first; i < last; ++i)
      if (text_[i].is(',') || text_[i].is(';') || text_[i].is(')') || text_[i].is('.') || text_[i].is_newline())
        return true;
    return false;
  }

  // A paragraph that opens with "Căn cứ" or "Thực hiện" speaks of the document itself.
  void relate_to_self(Item& item, std::ptrdiff_t at) {
    const std::ptrdiff_t first = text_.paragraph_begin(at, 200);
    Item& self = items_[std::size_t(self_)];
    if (item.start < self.end || item.method == "anaphor") return;
    if (basis_openers.match(text_, first))
      add(self, "cites_as_basis", item);
    else if (acting_openers.match(text_, first) && at - first < 6)
      add(self, "implements", item);
  }

  Item& target_of(Item& mention) {
    const std::string id = mention.canonical.text("refers_to");
    const auto index = id.empty() ? 0 : std::size_t(std::atoll(id.c_str() + 1));  // "d12" is the twelfth document
    return mention.method == "anaphor" && index >= 1 && index <= documents_.size() ? items_[documents_[index - 1]]
                                                                                   : mention;
  }

  const SourceText& text_;
  std::vector<Item>& items_;
  std::vector<std::size_t> documents_;
  std::ptrdiff_t self_ = -1;
};

}  // namespace

void relate_documents(const SourceText& text, std::vector<Item>& items) { Relator(text, items).run(); }

}  // namespace intake
