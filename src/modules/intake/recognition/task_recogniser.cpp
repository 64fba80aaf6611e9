#include "modules/intake/recognition/task_recogniser.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/parties.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

enum class Cue { none, order, ask, request };

// order: always a duty; ask: a duty or a proposal by rank; request: a proposal.
const Lexicon cue_lexicon({"giao\torder", "giao cho\torder", "giao nhiệm vụ cho\torder", "yêu cầu\torder",
                           "phân công\torder", "phân công cho\torder", "chỉ đạo\torder", "đề nghị\task",
                           "kiến nghị\trequest", "đề xuất\trequest", "kiến nghị với\trequest", "đề xuất với\trequest",
                           "đề nghị với\task", "đề nghị, kiến nghị\trequest", "kiến nghị, đề xuất\trequest",
                           "đề xuất, kiến nghị\trequest"},
                          starts_task);
const Lexicon duty_cues{"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ"};
const Lexicon modal_words{"phải", "cần", "nên", "sẽ"};
const Lexicon joint_words{"chủ trì",
                          "chủ trì, phối hợp",
                          "chủ trì phối hợp",
                          "phối hợp",
                          "phối hợp với",
                          "phối hợp cùng",
                          "chủ trì, phối hợp với",
                          "chủ trì phối hợp với",
                          "phối hợp chặt chẽ với",
                          "chủ trì và phối hợp với",
                          "cùng với",
                          "phối hợp các",
                          "chủ trì, cùng với"};
const Lexicon item_labels{"một là",   "hai là",  "ba là",  "bốn là", "năm là",  "sáu là", "bảy là",
                          "thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "điều",   "mục"};
const Lexicon lead_ins{"trong thời hạn", "căn cứ",   "định kỳ",    "trên cơ sở", "thời gian tới", "trước mắt",
                       "hằng năm",       "hằng quý", "hằng tháng", "theo đó",    "đồng thời",     "riêng"};
const Lexicon task_heads{"tổ chức thực hiện", "phân công thực hiện",   "phân công nhiệm vụ",  "phân công",
                         "chế độ báo cáo",    "trách nhiệm thực hiện", "triển khai thực hiện"};
const Lexicon request_heads{"kiến nghị",          "đề xuất",         "kiến nghị, đề xuất",
                            "đề xuất, kiến nghị", "những kiến nghị", "một số kiến nghị"};
const Lexicon request_lists{
    "đề xuất, kiến nghị như", "kiến nghị, đề xuất như", "đề xuất như", "kiến nghị như", "đề nghị như",
    "đề xuất, kiến nghị sau", "kiến nghị sau"};
const Lexicon never_before{"được",    "bàn",      "theo",    "của",    "những", "các",   "sự",          "việc",
                           "về",      "nội dung", "ý kiến",  "chuyển", "nhóm",  "trình", "các đề xuất", "biên chế được",
                           "đã được", "số",       "đáp ứng", "mức"};
const Lexicon due_marks{"trước",    "chậm nhất", "trong",      "vào",        "xong",
                        "đến",      "hết",       "hạn",        "xong trước", "chậm nhất là",
                        "vào cuối", "vào đầu",   "trước ngày", "muộn nhất",  "hoàn thành"};
const Lexicon answer_label{"trả lời"};
const Lexicon accepted_words{"tiếp thu", "đồng ý", "nhất trí", "chấp thuận", "đang được sửa đổi", "thống nhất"};
const Lexicon rejected_words{"không có cơ sở", "không đồng ý", "chưa xem xét", "không chấp thuận", "không xem xét"};
const Lexicon passed_words{"đã chuyển", "chuyển bộ", "chuyển kiến nghị", "báo cáo cấp có thẩm quyền", "đã kiến nghị"};
const Lexicon explained_words{"đã được quy định", "được quy định tại", "đã có hướng dẫn", "giải thích",
                              "thực hiện theo"};
const Lexicon boards{"ban tổ chức",
                     "ban tuyên giáo",
                     "ban dân vận",
                     "ban nội chính",
                     "ủy ban kiểm tra",
                     "văn phòng",
                     "ban tuyên giáo và dân vận",
                     "ban thường vụ"};
const WordSet lower_speakers{"tôi", "chúng"};
const Word word_day{"ngày"};
const Word word_said{"phát"};
const Word word_report{"báo"};
const Lexicon recurring{"hằng tháng", "hằng quý", "hằng năm", "hàng tháng", "hàng quý", "hàng năm", "định kỳ"};
const WordSet spans_of_time{"ngày", "tháng", "tuần", "năm"};
const WordSet within_words{"trong", "sau", "quá"};
const Word word_article{"điều"};
const Word word_within{"trong"};
const Word word_and_also{"và"};
const Word word_will{"đã"};
const Word word_about{"về"};
const Word word_such{"như"};

class Reader {
 public:
  Reader(const SourceText& text, const NameTable& names, std::vector<Item>& items)
      : text_(text), parties_(text, names, items), items_(items), setting_(text, names) {
    for (const Item& item : items) {
      if (item.type == ItemType::document) documents_.emplace_back(item.start, item.end);
      if (item.type == ItemType::document && item.canonical.text("form") == "self") directive_ = true;
      if (item.type == ItemType::date) dates_.emplace_back(item.start, item.end);
      if (item.type == ItemType::task) rows_.emplace_back(item.start, item.end);
      if (item.type == ItemType::organisation && issuer_.empty() && item.start < 200) issuer_ = issuer_of(item);
    }
    if (issuer_.empty()) issuer_ = setting_.committee();
    std::sort(documents_.begin(), documents_.end());
    std::sort(dates_.begin(), dates_.end());
    std::sort(rows_.begin(), rows_.end());
  }

  void run() {
    const std::ptrdiff_t size = std::ptrdiff_t(text_.size());
    for (std::ptrdiff_t i = 0; i < size;) {
      std::ptrdiff_t end = i + 1;
      while (end < size && !text_[end].is_newline() && !text_[end].has(Token::sentence_first)) ++end;
      if (text_[i].is_newline()) {
        i = end;
        continue;
      }
      // "1.", "III." alone are the label of what follows.
      if (end - i <= 4 && end < size && !text_[end].is_newline() && is_label(i, end)) {
        ++end;
        while (end < size && !text_[end].is_newline() && !text_[end].has(Token::sentence_first)) ++end;
      }
      sentence(i, end);
      i = end;
    }
  }

 private:
  enum class Section { none, duties, requests };
  struct Frame {  // who has to do what
    std::string owner;
    std::vector<std::string> partners;
    std::ptrdiff_t action = 0;
  };

  bool is_label(std::ptrdiff_t first, std::ptrdiff_t last) const {
    for (std::ptrdiff_t i = first; i < last; ++i) {
      const Token& t = text_[i];
      if (t.is_word() && !t.has(Token::roman) && t.end - t.start > 2 && !t.is(word_article)) return false;
    }
    return text_[last - 1].is('.');
  }

  // "Ban Tổ chức" under "TỈNH ỦY HÀ NAM" issues as "Ban Tổ chức Tỉnh ủy".
  std::string issuer_of(const Item& item) const {
    const std::ptrdiff_t first = text_.token_at(item.start), last = text_.token_at(item.end);
    const std::string& committee = setting_.committee();
    const bool board = text_[first].shape == Shape::upper && boards.match(text_, first).length == last - first;
    if (!board || committee.empty()) return {};
    const std::size_t cut = committee.find(' ', committee.find(' ') + 1);
    return running_case(text_, first, last) + ' ' +
           (committee.starts_with("Đảng ủy") ? committee : committee.substr(0, cut));
  }

  void sentence(std::ptrdiff_t first, std::ptrdiff_t last) {
    const bool line_first = first == 0 || text_[first - 1].is_newline();
    if (line_first && heading(first, last)) return;
    if (is_row(first)) return;
    bool listed = false;
    std::ptrdiff_t i = label_end(first, last, listed);
    if (line_first && !listed && !text_[first].is('-') && !text_[first].is('*') && !text_[first].is('+'))
      list_owner_.clear(), list_ = Cue::none;
    if (line_first) line_listed_ = listed;
    listed = listed || line_listed_;
    const std::ptrdiff_t led = lead_in_end(i, last);
    led_in_ = led > i && text_[i].is(word_within) && directive_;
    i = led;
    if (text_[last - 1].is(':') && concludes(i, last)) list_ = Cue::order, list_owner_.clear();
    if (opening_cue(i, last)) return;
    if (inner_cue(first, i, last)) return;
    duty(i, last, listed);
  }

  bool is_row(std::ptrdiff_t i) {
    while (row_ < rows_.size() && rows_[row_].second <= text_[i].start) ++row_;
    for (std::ptrdiff_t j = i; j < i + 40 && !text_[j].is_newline(); ++j)
      if (text_[j].is('|') || (j > i && text_[j].has(Token::tab_before))) return true;
    return row_ < rows_.size() && rows_[row_].first <= text_[i].start;
  }

  // "… kết luận:" opens a list of duties.
  bool concludes(std::ptrdiff_t first, std::ptrdiff_t last) const {
    static const Lexicon closing{"kết luận", "kết luận như sau", "chỉ đạo",       "chỉ đạo như sau",
                                 "yêu cầu",  "yêu cầu như sau",  "giao nhiệm vụ", "giao nhiệm vụ như sau"};
    return last - first > 1 && closing.match_before(text_, last - 1).length > 0;
  }

  // "III. TỔ CHỨC THỰC HIỆN", "KIẾN NGHỊ, ĐỀ XUẤT": sets what the lines below are.
  bool heading(std::ptrdiff_t first, std::ptrdiff_t last) {
    if (last - first > 16 || !text_[last].is_newline()) return false;
    std::ptrdiff_t i = first;
    while (i < last && i < first + 6 &&
           (!text_[i].is_word() || text_[i].has(Token::roman) || text_[i].end - text_[i].start == 1))
      ++i;
    if (text_[i].is(word_article) && text_[i + 1].is_number())
      i += text_[i + 2].is('.') || text_[i + 2].is(':') ? 3 : 2;
    if (!text_[i].is_word()) return false;
    const bool shout = text_[i].shape == Shape::upper;
    const bool short_head =
        last - i <= 6 && text_[i].is_capitalised() && !text_[last - 1].is('.') && !text_[last - 1].is(';');
    if (!shout && !(short_head && (task_heads.match(text_, i) || request_heads.match(text_, i)))) return false;
    section_ = Section::none;
    for (std::ptrdiff_t j = i; j < last; ++j) {
      if (task_heads.match(text_, j)) section_ = Section::duties;
      if (section_ == Section::none && request_heads.match(text_, j) && j <= i + 4) section_ = Section::requests;
    }
    return true;
  }

  // One past "1.", "a)", "(2)", "-", "Điều 4.", "Một là,", "3.2."
  std::ptrdiff_t label_end(std::ptrdiff_t first, std::ptrdiff_t last, bool& listed) const {
    std::ptrdiff_t i = first;
    for (int parts = 0; parts < 3; ++parts) {
      const std::ptrdiff_t before = i;
      if (text_[i].is('-') || text_[i].is('*') || text_[i].is('+')) ++i;
      if (const auto label = item_labels.match(text_, i)) {
        std::ptrdiff_t j = i + label.length;
        if (text_[j].is_number()) ++j;
        if (text_[j].is(',') || text_[j].is(':') || text_[j].is('.')) i = j + 1;
      }
      if (text_[i].is('(') && (text_[i + 1].is_number() || text_[i + 1].end - text_[i + 1].start == 1) &&
          text_[i + 2].is(')'))
        i += 3;
      const bool number = text_[i].is_number() ||
                          (text_[i].is_word() && (text_[i].end - text_[i].start == 1 || text_[i].has(Token::roman)));
      if (number && (text_[i + 1].is('.') || text_[i + 1].is(')') || text_[i + 1].is('/') || text_[i + 1].is('-'))) {
        i += 2;
        while (text_[i].is_number() && (text_[i + 1].is('.') || text_[i + 1].is(')'))) i += 2;
        if (text_[i].is_number() && text_[i].touches()) ++i;
      }
      if (i == before) break;
      listed = true;
    }
    return std::min(i, last);
  }

  // "Trong thời hạn 60 ngày …, Giám đốc Sở …": skips to after the comma.
  std::ptrdiff_t lead_in_end(std::ptrdiff_t i, std::ptrdiff_t last) const {
    if (!lead_ins.match(text_, i)) return i;
    for (std::ptrdiff_t j = i; j < last && j < i + 40; ++j)
      if (text_[j].is(',') && text_[j + 1].is_word() && parties_.at(j + 1)) return j + 1;
    return i;
  }

  // What stands between the party and its verb: "có trách nhiệm", "chủ trì, phối hợp với …".
  bool reach_action(std::ptrdiff_t i, std::ptrdiff_t last, Frame& frame, bool& strong) const {
    for (int steps = 0; steps < 6 && i < last; ++steps) {
      if (text_[i].is(',') || text_[i].is(word_and_also)) {
        ++i;
        continue;
      }
      if (const auto duty = duty_cues.match(text_, i)) {
        strong = true;
        i += duty.length;
        continue;
      }
      if (const auto modal = modal_words.match(text_, i)) {
        i += modal.length;
        continue;
      }
      const auto joint = joint_words.match(text_, i);
      if (!joint) break;
      const auto partner = parties_.at(i + joint.length);
      if (partner) {
        add_partners(partner, frame);
        strong = true;
        i = partner.last;
        if (text_[i].is(',') && action_verb(text_, i + 1) > 0) ++i;
        continue;
      }
      if (action_verb(text_, i + joint.length) == 0) break;
      strong = strong || joint.length == 2;
      i += joint.length;
    }
    frame.action = i;
    return i < last && action_verb(text_, i) > 0;
  }

  void add_partners(const Parties::Party& party, Frame& frame) const {
    if (party.is_class && party.elements.size() == 1) {
      split_class(party, frame);
      return;
    }
    for (const auto& [first, last] : party.elements)
      frame.partners.push_back(base::old_style_tone(text_.squeezed_tokens(first, last)));
  }
  static void split_class(const Parties::Party& party, Frame& frame) { frame.partners.push_back(party.printed); }

  // "Giao …", "Đề nghị …" at the start of a sentence: the document or the list's speaker speaks.
  bool opening_cue(std::ptrdiff_t i, std::ptrdiff_t last) {
    const auto cue = cue_lexicon.match(text_, i);
    if (!cue) return false;
    Parties::Speaker speaker;
    speaker.printed = issuer_;
    speaker.rank = rank_of(issuer_);
    return follow(*cue.value, i, i + cue.length, last, speaker);
  }

  // "đồng chí X yêu cầu …", "Tỉnh ủy Y kiến nghị …", "nêu những đề xuất, kiến nghị như: …"
  bool inner_cue(std::ptrdiff_t sentence, std::ptrdiff_t from, std::ptrdiff_t last) {
    bool any = false;
    for (std::ptrdiff_t i = from; i < last; ++i) {
      if ((text_[i].triggers & starts_task) == 0 || !text_[i].is_lower()) continue;
      const auto cue = cue_lexicon.match(text_, i);
      if (!cue || in_document(text_[i].start)) continue;
      if (request_lists.match(text_, i)) {
        request_list(sentence, i, last);
        return true;
      }
      if (never_before.match_before(text_, i)) {
        i += cue.length - 1;
        continue;
      }
      if (*cue.value == "order" && text_[i + cue.length].is_word() && !parties_.at(i + cue.length)) continue;
      Parties::Speaker speaker = parties_.speaker_before(sentence, i);
      // The subject must stand close: only adverbs, brackets and "đã" between.
      const std::ptrdiff_t stop = follow_end(i + cue.length, last);
      if (!speaker && lower_speakers.has(text_[sentence].word)) {
        if (issuer_.empty())
          speaker = parties_.person_before(i);
        else
          speaker.printed = issuer_, speaker.rank = rank_of(issuer_);
      }
      if (!speaker) speaker.printed = class_subject(sentence, i);
      if (speaker && *cue.value == "request" && acts_between(speaker.last, i)) continue;
      const bool opens_list = text_[i + cue.length].is(':') && i + cue.length + 1 >= last;
      if (!speaker && !opens_list && *cue.value != "order" && !parties_.at(i + cue.length)) continue;
      if (follow(*cue.value, i, i + cue.length, *cue.value == "order" ? last : stop, speaker)) {
        any = true;
        i = stop - 1;
      }
    }
    return any;
  }

  // "A và B sơ kết …, đề xuất …": the subject does something else first.
  bool acts_between(std::ptrdiff_t first, std::ptrdiff_t last) const {
    if (first < 0) return false;
    for (std::ptrdiff_t j = first; j < last; ++j)
      if (text_[j].is_lower() && action_verb(text_, j) > 0 && !text_[j].is(word_said) && !text_[j].is(word_report))
        return true;
    return false;
  }

  std::ptrdiff_t follow_end(std::ptrdiff_t i, std::ptrdiff_t last) const {
    // Another speaker's cue after ';' starts anew.
    std::ptrdiff_t j = i;
    while (j < last && !text_[j].is(';')) ++j;
    for (std::ptrdiff_t k = j; k < last && k < j + 30; ++k)
      if ((text_[k].triggers & starts_task) != 0 && text_[k].is_lower() && !never_before.match_before(text_, k))
        if (const auto cue = cue_lexicon.match(text_, k); cue && *cue.value != "order") return j;
    return last;
  }

  // "Một số quận, huyện đề nghị", "các đại biểu … kiến nghị"
  std::string class_subject(std::ptrdiff_t sentence, std::ptrdiff_t i) const {
    for (std::ptrdiff_t j = std::max(sentence, i - 14); j < i; ++j) {
      const auto party = parties_.at(j);
      const bool starts = j == sentence || text_[j - 1].is(',') || text_[j - 1].is(';');
      if (!starts) continue;
      if (party && party.is_class && party.last <= i) return party.printed;
      if (i - j <= 8 && (text_[j].is_capitalised() || text_[j].is_lower()) && is_plain_subject(j, i))
        return base::old_style_tone(text_.squeezed_tokens(j, i));
    }
    return {};
  }
  bool is_plain_subject(std::ptrdiff_t first, std::ptrdiff_t last) const {
    static const Lexicon openers{"một số", "nhiều", "các", "cử tri", "người dân", "đại biểu", "lãnh đạo"};
    if (!openers.match(text_, first)) return false;
    for (std::ptrdiff_t k = first; k < last; ++k)
      if (text_[k].kind == TokenKind::punct && !text_[k].is(',')) return false;
    return true;
  }

  bool follow(const std::string& kind, std::ptrdiff_t cue, std::ptrdiff_t i, std::ptrdiff_t last,
              const Parties::Speaker& speaker) {
    if (text_[i].is(':')) {
      if (i + 1 >= last) {  // the list is below
        list_ = kind == "order" ? Cue::order : kind == "ask" ? Cue::ask : Cue::request;
        list_speaker_ = speaker;
        list_owner_.clear();
        return true;
      }
      ++i;
    }
    Frame frame;
    bool strong = kind == "order";
    std::ptrdiff_t from = i;
    // "đề nghị thời gian tới, Ban X …", "đề nghị trong quý IV, …"
    for (std::ptrdiff_t j = i; j < std::min(last, i + 8) && !parties_.at(from); ++j)
      if (text_[j].is(',') && parties_.at(j + 1)) from = j + 1;
    const auto party = parties_.at(from);
    if (party) {
      frame.owner = party.printed;
      const int to = rank_of(party.printed), by = speaker.rank;
      // Between peers a subject that asks makes a request; "Đề nghị …" at the head of a line gives a duty.
      const bool opening = text_[cue].is_capitalised();
      const bool own = !issuer_.empty() && opening && issuer_.starts_with(party.printed);
      const bool up = kind == "request" || section_ == Section::requests || own ||
                      (by >= 0 && to >= 0 && to != 9 && (to < by || (to == by && !opening)));
      std::ptrdiff_t action = skip_time(party.last, last);
      if (text_[action].is(':') && action + 1 >= last) {  // "Đề nghị Ban Tổ chức Trung ương:" and a list below
        list_ = kind == "order" || !up ? Cue::order : Cue::request;
        list_speaker_ = speaker;
        list_owner_ = party.printed;
        return true;
      }
      if (kind != "order" && up) {
        if (action_verb(text_, action) == 0 && !reach_action(action, last, frame, strong)) return false;
        if (action_verb(text_, action) == 0) action = frame.action;
        return proposals(speaker.printed, party.printed, action, last);
      }
      if (kind == "ask" && by < 0 && to != 9 && !directive_ && !speaker) return false;
      // "tập trung 6 nhiệm vụ: a; b; c"
      if (const std::ptrdiff_t colon = counted_list(action, last); colon > 0) {
        frame.action = colon + 1;
        return duties(frame, last, true, strong || true);
      }
      if (!reach_action(action, last, frame, strong)) return false;
      return duties(frame, last, strong, true);
    }
    if (kind == "order") return false;
    if (action_verb(text_, i) == 0) return false;
    const bool lower =
        kind == "request" || section_ == Section::requests || speaker.rank >= 2 || (!speaker.person && speaker);
    if (!lower || (kind == "ask" && speaker.person && section_ != Section::requests && text_[cue].is_lower()))
      return false;
    if (kind == "ask" && speaker.rank < 0 && !speaker.printed.empty() && speaker.person) return false;
    return proposals(speaker.printed, {}, i, last);
  }

  // "trong quý IV" between the party and its verb.
  std::ptrdiff_t skip_time(std::ptrdiff_t i, std::ptrdiff_t last) const {
    if (action_verb(text_, i) > 0) return i;
    for (std::ptrdiff_t j = i; j < std::min(last, i + 6); ++j)
      if (starts_date_at(text_[j].start)) {
        const auto end = text_.token_at(date_end(text_[j].start));
        return action_verb(text_, end) > 0 ? end : i;
      }
    return i;
  }

  std::ptrdiff_t counted_list(std::ptrdiff_t i, std::ptrdiff_t last) const {
    for (std::ptrdiff_t j = i; j < std::min(last, i + 14); ++j)
      if (text_[j].is(':') && j > i && j + 1 < last)
        return std::any_of(text_.tokens().begin() + i, text_.tokens().begin() + j,
                           [](const Token& t) { return t.is_number(); })
                   ? j
                   : 0;
    return 0;
  }

  // A sentence that begins with the party: "Ban Tổ chức Tỉnh ủy tham mưu …, hoàn thành trước …"
  void duty(std::ptrdiff_t i, std::ptrdiff_t last, bool listed) {
    Frame frame;
    bool strong = false;
    const auto party = parties_.at(i);
    if (!party) {
      if (list_ == Cue::request && listed && action_verb(text_, i) > 0) {
        proposals(list_speaker_.printed, list_owner_, i, last);
        return;
      }
      if (list_ == Cue::none || !listed || list_owner_.empty() || action_verb(text_, i) == 0)
        return later_duty(i, last, listed);
      frame.owner = list_owner_;
      frame.action = i;
      duties(frame, last, true, true);
      return;
    }
    frame.owner = party.printed;
    std::ptrdiff_t from = party.last;
    if (text_[from].is(':') && from + 1 < last) ++from, strong = listed;
    if (!reach_action(from, last, frame, strong)) return;
    if (list_ == Cue::request && listed) {
      proposals(list_speaker_.printed, party.printed, frame.action, last);
      return;
    }
    const bool in_list = section_ == Section::duties || (listed && list_ != Cue::none) || led_in_;
    duties(frame, last, (strong && (directive_ || listed)) || in_list, in_list || listed || directive_);
  }

  // The clauses of one sentence, from the first duty on; `sure` gives a duty without a due date.
  bool duties(Frame frame, std::ptrdiff_t last, bool sure, bool with_due) {
    bool any = false;
    std::ptrdiff_t i = frame.action;
    while (i < last) {
      const std::ptrdiff_t end = clause_end(i, last);
      const auto due = due_in(i, end);
      if ((sure || (with_due && (due.second > 0 || is_timed(i, end))) || (due.second > 0 && is_recurring(i, end))) &&
          (due.second > 0 || !frame.owner.empty()))
        emit_task(frame, i, end, due), any = true;
      if (end >= last || !text_[end].is(';')) break;
      i = end + 1;
      if (text_[i].is(word_and_also)) ++i;
      const auto party = parties_.at(i);
      Frame next;
      bool strong = false;
      if (party && reach_action(party.last, last, next, strong)) {
        next.owner = party.printed;
        frame = next;
        i = frame.action;
      } else if (action_verb(text_, i) > 0) {
        frame.partners.clear();
      } else {
        break;
      }
    }
    return any;
  }

  // "trong 05 ngày làm việc", "định kỳ hằng quý": a deadline without a date.
  bool is_timed(std::ptrdiff_t first, std::ptrdiff_t last) const {
    for (std::ptrdiff_t j = first; j + 2 < last; ++j)
      if (within_words.has(text_[j].word) && text_[j + 1].is_number() && spans_of_time.has(text_[j + 2].word))
        return true;
    return is_recurring(first, last);
  }
  bool is_recurring(std::ptrdiff_t first, std::ptrdiff_t last) const {
    for (std::ptrdiff_t j = first; j < last; ++j)
      if (recurring.match(text_, j)) return true;
    return false;
  }

  // The clauses after ';' and after a label ("Ghi chú:", "15h00:") when the first one gives no duty.
  void later_duty(std::ptrdiff_t i, std::ptrdiff_t last, bool listed) {
    for (std::ptrdiff_t j = i; j + 2 < last && j < i + 200; ++j) {
      if (!text_[j].is(';') && !(text_[j].is(':') && j < i + 4)) continue;
      if (!parties_.at(j + 1)) continue;
      duty(j + 1, last, listed);
      return;
    }
  }

  bool proposals(const std::string& by, const std::string& to, std::ptrdiff_t i, std::ptrdiff_t last) {
    bool any = false;
    while (i < last) {
      const std::ptrdiff_t end = clause_end(i, last);
      if (end - i >= 2) emit_proposal(by, to, i, end, last), any = true;
      if (end >= last || !text_[end].is(';')) break;
      i = end + 1;
      if (action_verb(text_, i) == 0 && !text_[i].is_lower()) break;
      if (action_verb(text_, i) == 0) break;
    }
    return any;
  }

  void request_list(std::ptrdiff_t sentence, std::ptrdiff_t cue, std::ptrdiff_t last) {
    std::ptrdiff_t i = cue;
    while (i < last && !text_[i].is(':')) ++i;
    const auto speaker = parties_.speaker_before(sentence, cue);
    std::string by;
    for (std::ptrdiff_t j = sentence; j < cue && by.empty(); ++j)
      if (j == sentence || text_[j - 1].is(',')) {
        const std::ptrdiff_t end = subject_end(j, cue);
        if (end > j) by = base::old_style_tone(text_.squeezed_tokens(j, end));
      }
    if (by.empty()) by = speaker.printed;
    if (i < last) proposals(by, {}, i + 1, last);
  }
  // "các đại biểu đã …"
  std::ptrdiff_t subject_end(std::ptrdiff_t i, std::ptrdiff_t cue) const {
    static const Lexicon openers{"các đại biểu", "đại biểu", "các địa phương", "các đơn vị",    "các ý kiến",
                                 "các đồng chí", "cử tri",   "các tỉnh ủy",    "nhiều đại biểu"};
    const auto opener = openers.match(text_, i);
    return opener && i + opener.length < cue ? i + opener.length : i;
  }

  std::ptrdiff_t clause_end(std::ptrdiff_t i, std::ptrdiff_t last) const {
    int depth = 0;
    std::ptrdiff_t j = i;
    for (; j < last; ++j) {
      const Token& t = text_[j];
      if (t.is('(')) ++depth;
      if (t.is(')')) --depth;
      if (t.is_newline()) break;
      if (depth <= 0 && t.is(';')) return trimmed(i, j) == j ? j : j;
    }
    return trimmed(i, j);
  }
  std::ptrdiff_t trimmed(std::ptrdiff_t first, std::ptrdiff_t last) const {
    while (last > first &&
           (text_[last - 1].is('.') || text_[last - 1].is('~') || text_[last - 1].is(',') || text_[last - 1].is('/') ||
            text_[last - 1].is(';') || text_[last - 1].is(':') || text_[last - 1].is('!') ||
            (text_[last - 1].kind == TokenKind::quote && !opened(first, last - 1))))
      --last;
    return last;
  }
  bool opened(std::ptrdiff_t first, std::ptrdiff_t quote) const {
    return std::any_of(text_.tokens().begin() + first, text_.tokens().begin() + quote,
                       [](const Token& t) { return t.has(Token::opening); });
  }

  // The last date of the clause that a word of deadline introduces, or that recurs or closes the clause.
  std::pair<std::uint32_t, std::uint32_t> due_in(std::ptrdiff_t first, std::ptrdiff_t last) const {
    std::pair<std::uint32_t, std::uint32_t> due{0, 0};
    if (last <= first) return due;
    const std::uint32_t start = text_[first].start, end = text_[last - 1].end;
    for (auto at = std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(start, std::uint32_t(0)));
         at != dates_.end() && at->second <= end; ++at) {
      const std::ptrdiff_t token = text_.token_at(at->first);
      bool marked = at->second == end && text_[token].is(word_day);
      for (std::ptrdiff_t back = token; back >= std::max(first, token - 3) && !marked; --back)
        marked = bool(due_marks.match_before(text_, back));
      if (marked) due = *at;
    }
    return due;
  }
  bool starts_date_at(std::uint32_t point) const {
    const auto at = std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(point, std::uint32_t(0)));
    return at != dates_.end() && at->first == point;
  }
  std::uint32_t date_end(std::uint32_t point) const {
    return std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(point, std::uint32_t(0)))->second;
  }
  bool in_document(std::uint32_t point) const {
    auto at = std::upper_bound(documents_.begin(), documents_.end(), std::make_pair(point, std::uint32_t(-1)));
    return at != documents_.begin() && (--at)->second > point;
  }

  void emit_task(const Frame& frame, std::ptrdiff_t first, std::ptrdiff_t last,
                 std::pair<std::uint32_t, std::uint32_t> due) {
    if (last <= first || trimmed(first, last) <= first) return;
    Item item;
    item.type = ItemType::task;
    item.start = text_[first].start;
    item.end = text_[trimmed(first, last) - 1].end;
    item.canonical.set("summary", text_.squeezed(item.start, item.end));
    if (!frame.owner.empty()) item.canonical.set("owner", frame.owner);
    if (!frame.partners.empty()) {
      List partners;
      for (const std::string& partner : frame.partners) partners.emplace_back(partner);
      item.canonical.set("coordinators", std::move(partners));
    }
    if (due.second > 0)
      item.canonical.set("due_span", List{Value(std::int64_t(due.first)), Value(std::int64_t(due.second))});
    item.method = "clause";
    item.certainty = Certainty::needs_person;
    item.confidence = 0.8;
    items_.push_back(std::move(item));
  }

  void emit_proposal(const std::string& by, const std::string& to, std::ptrdiff_t first, std::ptrdiff_t last,
                     std::ptrdiff_t sentence) {
    Item item;
    item.type = ItemType::proposal;
    item.start = text_[first].start;
    item.end = text_[trimmed(first, last) - 1].end;
    item.canonical.set("summary", text_.squeezed(item.start, item.end));
    if (!by.empty()) item.canonical.set("proposer", by);
    if (!to.empty()) item.canonical.set("addressee", to);
    if (const std::string_view answer = answer_after(sentence); !answer.empty())
      item.canonical.set("answer", std::string(answer));
    if (const auto due = due_in(first, last); due.second > 0)
      item.canonical.set("due_span", List{Value(std::int64_t(due.first)), Value(std::int64_t(due.second))});
    item.method = "clause";
    item.certainty = Certainty::needs_person;
    item.confidence = 0.8;
    items_.push_back(std::move(item));
  }

  // "Trả lời: …" on the next line.
  std::string_view answer_after(std::ptrdiff_t i) const {
    if (text_[i].is_newline()) ++i;
    if (!answer_label.match(text_, i)) return {};
    for (std::ptrdiff_t j = i; j < i + 60 && !text_[j].is_newline(); ++j) {
      if (rejected_words.match(text_, j)) return "rejected";
      if (passed_words.match(text_, j)) return "passed_on";
      if (accepted_words.match(text_, j)) return "accepted";
      if (explained_words.match(text_, j)) return "explained";
    }
    return {};
  }

  const SourceText& text_;
  Parties parties_;
  std::vector<Item>& items_;
  Setting setting_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> documents_, dates_, rows_;
  std::size_t row_ = 0;
  bool directive_ = false, line_listed_ = false, led_in_ = false;
  Section section_ = Section::none;
  Cue list_ = Cue::none;
  Parties::Speaker list_speaker_;
  std::string list_owner_, issuer_;
};

}  // namespace

void recognise_tasks(const SourceText& text, const NameTable& names, std::vector<Item>& items) {
  recognise_task_rows(text, items);
  Reader(text, names, items).run();
}

void link_due_dates(const SourceText&, std::vector<Item>& items) {
  std::vector<const Item*> dates, documents;
  for (const Item& item : items) {
    if (item.type == ItemType::date) dates.push_back(&item);
    if (item.type == ItemType::document) documents.push_back(&item);
  }
  const auto by_start = [](const Item* item, std::uint32_t at) { return item->start < at; };
  for (Item& item : items) {
    if (item.type != ItemType::task && item.type != ItemType::proposal) continue;
    if (item.type == ItemType::proposal) {
      List inside;
      for (auto at = std::lower_bound(documents.begin(), documents.end(), item.start, by_start);
           at != documents.end() && (*at)->end <= item.end; ++at)
        inside.emplace_back((*at)->id);
      if (!inside.empty()) item.canonical.set("documents", std::move(inside));
    }
    const Value* span = item.canonical.find("due_span");
    const List* ends = span == nullptr ? nullptr : std::get_if<List>(span);
    if (ends == nullptr || ends->size() != 2) continue;
    const std::uint32_t start = std::uint32_t(*(*ends)[0].integer()), end = std::uint32_t(*(*ends)[1].integer());
    std::string due;
    for (auto at = std::lower_bound(dates.begin(), dates.end(), start, by_start);
         at != dates.end() && (*at)->end <= end; ++at) {
      const Fields& date = (*at)->canonical;
      for (const std::string_view key : {"recur", "resolved", "iso", "to"})
        if (const std::string value = date.text(key); !value.empty()) {
          due = value;
          break;
        }
    }
    if (!due.empty()) item.canonical.set(item.type == ItemType::task ? "due" : "answer_due", due);
  }
}

}  // namespace intake
