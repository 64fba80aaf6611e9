#include "modules/intake/recognition/setting.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Lexicon provinces{"provinces"};
const Lexicon province_words({"tỉnh\ttỉnh", "tỉnh ủy\t*tỉnh", "tỉnh đoàn\t*tỉnh"}, names_level);
const Lexicon district_words({"huyện\thuyện", "quận\tquận", "thị xã\tthị xã", "huyện ủy\t*huyện", "quận ủy\t*quận",
                              "thị ủy\t*thị xã", "huyện đoàn\t*huyện"},
                             names_level);
const Lexicon city_words({"thành phố\tthành phố", "tp\tthành phố", "thành ủy\t*thành phố", "thành đoàn\t*thành phố"},
                         names_level);
const Lexicon commune_words({"xã\txã", "phường\tphường", "thị trấn\tthị trấn", "đặc khu\tđặc khu"}, names_level);
const Lexicon party_committee{"đảng ủy"};
const Lexicon case_functions{"body_functions"};
const Lexicon case_heads{"organisation_heads"};
const Lexicon case_levels{"body_levels"};
const Lexicon place_stops{"stop_cues"};
const Lexicon abbreviations_kept{"ubnd", "hđnd", "mttq", "btv",  "bch",  "ubkt", "lđlđ", "lhpn",
                                 "ccb",  "tncs", "htx",  "thpt", "thcs", "tnhh", "bhxh", "tp"};
const WordSet place_enders{"và", "của", "về", "số", "quyết", "các"};
const Lexicon state_heads{"ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd"};
const Word word_tp{"tp"};
const Lexicon letterhead_boards{"ban tổ chức",
                                "ban tuyên giáo",
                                "ban dân vận",
                                "ban nội chính",
                                "ủy ban kiểm tra",
                                "văn phòng",
                                "ban tuyên giáo và dân vận",
                                "ban thường vụ"};
const WordSet small_heads{"ban", "bộ", "sở", "phòng", "hội", "cục", "vụ", "viện", "chi", "tổng"};

bool is_committee_value(const std::string* value) { return value != nullptr && value->starts_with('*'); }

// "ỦY BAN NHÂN DÂN" (a line break) before the word of level.
bool state_letterhead(const SourceText& text, std::ptrdiff_t i) {
  return state_heads.match_before(text, text[i - 1].is_newline() ? i - 1 : i).length > 0;
}

std::ptrdiff_t place_end(const SourceText& text, std::ptrdiff_t i) {
  if (const auto province = provinces.match(text, i)) return i + province.length;
  std::ptrdiff_t j = i;
  while (j < i + 3 && text[j].is_word() && text[j].is_capitalised() && text[j].shape != Shape::mixed &&
         !place_enders.has(text[j].word) && !place_stops.match(text, j) &&
         (j == i || (!text[j].touches() && !column_gap(text, j - 1) && !case_heads.match(text, j))))
    ++j;
  return j;
}

}  // namespace

LevelWord level_word(const SourceText& text, std::ptrdiff_t i) {
  if ((text[i].triggers & names_level) == 0) return {};
  if (const auto m = province_words.match(text, i)) return {Level::province, m.length, is_committee_value(m.value)};
  if (const auto m = district_words.match(text, i)) return {Level::district, m.length, is_committee_value(m.value)};
  if (const auto m = commune_words.match(text, i)) return {Level::commune, m.length, false};
  if (const auto m = city_words.match(text, i)) {
    const std::ptrdiff_t next = i + m.length + (text[i + m.length].is('.') ? 1 : 0);
    const auto province = provinces.match(text, next);
    const bool named = text[next].is_capitalised();
    return {province || !named ? Level::province : Level::district, m.length, is_committee_value(m.value)};
  }
  return {};
}

std::string running_case(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  std::string out;
  bool shout = true;
  for (std::ptrdiff_t i = first; i < last; ++i)
    if (text[i].is_word() && text[i].shape != Shape::upper) shout = false;
  if (!shout || last - first < 2) return text.squeezed_tokens(first, last);
  const auto add = [&](std::ptrdiff_t i, bool capital) {
    const Token& t = text[i];
    if (t.is_newline()) return;
    if (!out.empty() && !t.touches()) out += ' ';
    if (!t.is_word()) {
      out += text.slice(t.start, t.end);
    } else if (abbreviations_kept.match(text, i)) {
      out += text.slice(t.start, t.end);
    } else {
      out += capital ? text.slice(t.start, t.start + 1) + base::to_lower(text.slice(t.start + 1, t.end))
                     : base::to_lower(text.slice(t.start, t.end));
    }
  };
  for (std::ptrdiff_t i = first; i < last;) {
    const auto head = case_heads.match(text, i), function = case_functions.match(text, i),
               level = case_levels.match(text, i);
    const auto best = std::max({head.length, function.length, level.length});
    if (best == 0 || i + best > last) {
      add(i, !place_enders.has(text[i].word)), ++i;
      continue;
    }
    // A phrase that the list writes with capitals inside is printed so: "Đảng Cộng sản Việt Nam".
    const std::string* phrase = head.length == best ? head.phrase : function.length == best ? function.phrase : nullptr;
    if (phrase != nullptr && base::to_lower(*phrase) != *phrase) {
      out += (out.empty() ? "" : " ") + *phrase;
      i += best;
      continue;
    }
    const bool low = level.length == best && head.length < best && function.length < best && i > first;
    for (int k = 0; k < best; ++k)
      add(i + k, !low && (k == 0 || (k == 1 && head.length == best && small_heads.has(text[i].word))));
    i += best;
  }
  return out;
}

Setting::Setting(const SourceText& text, const NameTable& names) {
  // "ĐẢNG ỦY CÔNG TY ĐIỆN LỰC TÂY SƠN" and the like: the whole line.
  for (std::ptrdiff_t i = 0; i < 60; ++i) {
    if (text[i].shape != Shape::upper || !party_committee.match(text, i) ||
        (i > 0 && !text[i - 1].is_newline() && !column_gap(text, i - 1)))
      continue;
    std::ptrdiff_t end = i;
    while (end < i + 14 && text[end].shape == Shape::upper && !column_gap(text, end)) ++end;
    if (column_gap(text, end) && text[end].shape == Shape::upper) ++end;
    if (end > i + 2) committee_ = base::old_style_tone(running_case(text, i, end));
    break;
  }
  const auto tokens = text.tokens();
  for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(tokens.size()); ++i) {
    const LevelWord word = (tokens[std::size_t(i)].triggers & names_level) != 0 ? level_word(text, i) : LevelWord{};
    if (word.length == 0) {
      if (mentions_[1].empty() && text[i].is_capitalised() && text[i].word != unknown_word) {
        // A province alone, as in the line of place and date.
        if (const auto province = provinces.match(text, i))
          mentions_[1].push_back({i, *province.value, running_case(text, i, i + province.length)});
      }
      continue;
    }
    std::ptrdiff_t next = i + word.length;
    if (text[next].is('.') && text[next].touches() && text[i].word == word_tp.id) ++next;
    if (!text[next].is_capitalised() || column_gap(text, next - 1) || text[next].is_newline()) continue;
    if (const Name* name = names.led_at(next); name != nullptr && !name->placed && name->form == NameForm::full)
      continue;
    const std::ptrdiff_t end = place_end(text, next);
    if (end == next) continue;
    auto& list = mentions_[std::size_t(word.level)];
    const bool shout = text[next].shape == Shape::upper && end - next > 1;
    std::string name = text.squeezed_tokens(next, end);
    if (shout) {
      name.clear();
      for (std::ptrdiff_t k = next; k < end; ++k) {
        if (k > next) name += ' ';
        name +=
            text.slice(text[k].start, text[k].start + 1) + base::to_lower(text.slice(text[k].start + 1, text[k].end));
      }
    }
    std::string kind = word.level == Level::province ? "tỉnh" : base::to_lower(text.squeezed_tokens(i, i + 1));
    if (word.level == Level::province && text[i].start < text[next].start)
      if (const auto province = provinces.match(text, next)) kind = *province.value;
    if (word.level == Level::district && (kind == "thị" || kind == "thành" || kind == "tp"))
      kind = kind == "thị" ? "thị xã" : "thành phố";
    if (list.size() < 4096) list.push_back({i, kind, name});
    if (own_level_ == Level::unknown && i < 60 && text[i].shape == Shape::upper &&
        (word.committee || state_letterhead(text, i)))
      own_level_ = word.level;
    if (committee_.empty() && i < 60 && (word.committee || party_committee.match_before(text, i))) {
      const std::ptrdiff_t from = word.committee ? i : i - 2;
      const bool letterhead =
          text[from].shape == Shape::upper && (from == 0 || text[from - 1].is_newline() || column_gap(text, from - 1));
      if (letterhead)
        committee_ = base::old_style_tone(running_case(text, from, next)) + ' ' + name, own_level_ = word.level;
    }
    i = end - 1;
  }
}

const Setting::Mention* Setting::nearest(Level level, std::ptrdiff_t i) const {
  if (std::size_t(level) >= mentions_.size() || mentions_[std::size_t(level)].empty()) return nullptr;
  const auto& list = mentions_[std::size_t(level)];
  if (level == own_level_) return &list.front();
  const auto after =
      std::upper_bound(list.begin(), list.end(), i, [](std::ptrdiff_t at, const Mention& m) { return at < m.at; });
  return after == list.begin() ? &list.front() : &*(after - 1);
}

std::string Setting::place(Level level, std::ptrdiff_t i) const {
  const Mention* mention = nearest(level, i);
  return mention == nullptr ? std::string() : mention->place;
}

std::string Setting::kind(Level level, std::ptrdiff_t i) const {
  const Mention* mention = nearest(level, i);
  return mention == nullptr ? std::string() : mention->kind;
}

std::string Setting::board(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) const {
  const bool board = text[first].shape == Shape::upper && letterhead_boards.match(text, first).length == last - first;
  if (!board || committee_.empty()) return {};
  const std::size_t cut = committee_.find(' ', committee_.find(' ') + 1);
  return running_case(text, first, last) + ' ' +
         (committee_.starts_with("Đảng ủy") ? committee_ : committee_.substr(0, cut));
}

}  // namespace intake
