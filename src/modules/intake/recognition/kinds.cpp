#include "modules/intake/recognition/kinds.h"

namespace intake {
namespace {

const Lexicon kind_names{"kinds", starts_document};
const Lexicon sign_names{"signs"};
// Abbreviations that stand alone before a number.
const Lexicon short_kinds{
    {"NQ\tNghị quyết", "NQTW\tNghị quyết", "KL\tKết luận", "CT\tChỉ thị", "QĐ\tQuyết định", "QĐi\tQuy định",
     "HD\tHướng dẫn", "KH\tKế hoạch", "TB\tThông báo", "TTr\tTờ trình", "CTr\tChương trình", "BC\tBáo cáo",
     "CV\tCông văn", "NĐ\tNghị định", "ĐA\tĐề án", "QC\tQuy chế", "TT\tThông tư"},
    starts_document};
const Word sign_tt{"tt"};

// A word of a law's name keeps "luật sư" and "pháp luật" from being a kind; "Bộ luật" is in the list.
const Lexicon before_kind_vetoes{"pháp", "kỷ", "định", "quy"};
const Lexicon law_words{"luật"};

}  // namespace

KindScan scan_kind(const SourceText& text, std::ptrdiff_t i) {
  const Token& token = text[i];
  if ((token.triggers & starts_document) == 0) return {};
  if (const auto match = kind_names.match(text, i)) {
    if (law_words.contains(token.word) && before_kind_vetoes.match_before(text, i)) return {};
    return {i + match.length, *match.value, token.is_capitalised(), false};
  }
  if (token.shape != Shape::upper && token.shape != Shape::mixed) return {};
  if (const auto match = short_kinds.match(text, i)) return {i + match.length, *match.value, true, true};
  return {};
}

std::string kind_of_sign(WordId sign, bool state) {
  if (state && sign == sign_tt) return "Thông tư";
  if (!sign_names.contains(sign)) return {};
  const std::string* value = sign_names.value_of(sign);
  return value ? *value : std::string();
}

bool is_known_sign(WordId sign) { return sign_names.contains(sign); }

}  // namespace intake
