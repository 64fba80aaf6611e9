#include "modules/reviews/words.h"

namespace reviews {
namespace {

struct Words {
  const char *vi, *en;
};

constexpr Words of_criteria[] = {{"ít đảng viên chính thức", "few official members"},
                                 {"lâu không kết nạp", "no admission for long"},
                                 {"nhiều người không được công nhận", "probation often lost"},
                                 {"cấp trên xếp yếu kém", "judged weak by the superior"}};
constexpr Words of_grounds[] = {{"xếp loại không hoàn thành nhiệm vụ", "rated as not having fulfilled its tasks"},
                                {"tổ chức đảng bị thi hành kỷ luật", "the organisation was disciplined"},
                                {"không duy trì được sinh hoạt định kỳ", "it does not hold its regular meetings"},
                                {"khuyết cấp ủy, bí thư kéo dài", "long without committee or secretary"}};
constexpr Words of_progress[] = {
    {"chưa có kế hoạch", "no plan"}, {"đang làm", "under way"}, {"sắp đến hạn", "due soon"}, {"quá hạn", "overdue"}};

std::string say(const Words& words, base::Language language) {
  return language == base::Language::vi ? words.vi : words.en;
}

}  // namespace

std::string words_of(Criterion criterion, base::Language language) {
  return say(of_criteria[std::size_t(criterion)], language);
}
std::string words_of(Ground ground, base::Language language) { return say(of_grounds[std::size_t(ground)], language); }
std::string words_of(Progress progress, base::Language language) {
  return say(of_progress[std::size_t(progress)], language);
}
std::string words_of(tree::UnitKind kind, base::Language language) {
  if (kind == tree::UnitKind::cell) return say({"chi bộ", "cell"}, language);
  if (kind == tree::UnitKind::grassroots_cell) return say({"chi bộ cơ sở", "grassroots cell"}, language);
  return say({"đảng bộ cơ sở", "grassroots committee"}, language);
}

}  // namespace reviews
