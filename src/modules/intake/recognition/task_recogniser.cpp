#include "modules/intake/recognition/task_recogniser.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/bodies.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/parties.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/task_items.h"
#include "modules/intake/recognition/task_lines.h"
#include "modules/intake/recognition/task_subjects.h"

namespace intake {
namespace {

enum class Cue { none, order, ask, request };

// order: always a duty; ask: a duty or a proposal by rank; request: a proposal.
const Lexicon cue_lexicon({"giao\torder", "giao cho\torder", "giao nhiệm vụ cho\torder", "yêu cầu\torder",
                           "phân công\torder", "phân công cho\torder", "chỉ đạo\torder", "đề nghị\task",
                           "kiến nghị\trequest", "đề xuất\trequest", "kiến nghị với\trequest", "đề xuất với\trequest",
                           "đề nghị với\task", "đề nghị, kiến nghị\trequest", "kiến nghị, đề xuất\trequest",
                           "đề xuất, kiến nghị\trequest", "mong\trequest", "mong muốn\trequest"},
                          starts_task);
const Lexicon lead_ins{"trong thời hạn", "căn cứ",   "định kỳ",    "trên cơ sở", "thời gian tới", "trước mắt",
                       "hằng năm",       "hằng quý", "hằng tháng", "theo đó",    "đồng thời",     "riêng"};
const Lexicon request_lists{
    "đề xuất, kiến nghị như", "kiến nghị, đề xuất như", "đề xuất như", "kiến nghị như", "đề nghị như",
    "đề xuất, kiến nghị sau", "kiến nghị sau"};
const Lexicon never_before{"được",    "bàn",      "theo",    "của",    "những", "các",   "sự",          "việc",
                           "về",      "nội dung", "ý kiến",  "chuyển", "nhóm",  "trình", "các đề xuất", "biên chế được",
                           "đã được", "số",       "đáp ứng", "mức"};
const Lexicon towards_words{"đối với", "với", "về phía"};
const Word word_within{"trong"};
const Word word_and_also{"và"};

constexpr int lowest_rank = 8;                    // of a cell or a village: what it asks for goes up
constexpr std::ptrdiff_t longest_sentence = 600;  // tokens; a longer one is read in parts

class Reader {
 public:
  // The parties point into `items`, so what is read goes into a list of its own.
  Reader(const SourceText& text, const NameTable& names, const Setting& setting, const std::vector<Item>& items)
      : text_(text), parties_(text, names, items), clauses_(text, items), setting_(setting) {
    for (const Item& item : items) {
      if (item.type == ItemType::document && item.method == "self") directive_ = true;
      if (item.type == ItemType::task) rows_.emplace_back(item.start, item.end);
      if (item.type == ItemType::organisation && issuer_.empty() && item.start < 200)
        issuer_ = setting_.board(text_, text_.token_at(item.start), text_.token_at(item.end));
    }
    if (issuer_.empty()) issuer_ = setting_.committee();
    std::sort(rows_.begin(), rows_.end());
  }

  std::vector<Item> run() {
    const std::ptrdiff_t size = std::ptrdiff_t(text_.size());
    for (std::ptrdiff_t i = 0; i < size;) {
      if (text_[i].is_newline()) {
        ++i;
        continue;
      }
      std::ptrdiff_t end = sentence_end(i);
      // "1.", "III." alone are the label of what follows.
      if (end - i <= 4 && end < size && !text_[end].is_newline() && is_line_label(text_, i, end))
        end = sentence_end(end);
      sentence(i, end);
      i = end;
    }
    return std::move(found_);
  }

 private:
  std::ptrdiff_t sentence_end(std::ptrdiff_t i) const { return text_.sentence_end(i, longest_sentence); }

  void sentence(std::ptrdiff_t first, std::ptrdiff_t last) {
    const bool line_first = first == 0 || text_[first - 1].is_newline();
    if (line_first) {
      if (section_depth_ > 0 && label_depth(text_, first) == section_depth_) close_section();
      if (heads_list(first, last)) return;
      if (const auto section = section_of_heading(text_, first, last)) {
        close_section();
        section_ = *section;
        section_depth_ = label_depth(text_, first);
        return;
      }
    }
    if (is_row(first)) return;
    std::ptrdiff_t i = line_label_end(text_, first, last);
    if (section_ == Section::requests && asked_of(i, last)) return;
    bool listed = i > first;
    if (line_first && !listed && !text_[first].is('-') && !text_[first].is('*') && !text_[first].is('+'))
      list_owner_.clear(), list_ = Cue::none;
    if (line_first) line_listed_ = listed;
    listed = listed || line_listed_;
    asks_ = listed && (list_ == Cue::request || section_ == Section::requests);
    const std::ptrdiff_t led = lead_in_end(i, last);
    led_in_ = led > i && text_[i].is(word_within) && directive_;
    i = led;
    if (text_[last - 1].is(':') && concludes(i, last)) list_ = Cue::order, list_owner_.clear();
    if (opening_cue(i, last)) return;
    if (inner_cue(first, i, last)) return;
    duty(i, last, listed);
  }

  void close_section() {
    section_ = Section::none;
    section_depth_ = 0;
    list_ = Cue::none;
    list_owner_.clear();
  }

  // "1. Ban Tổ chức Thành ủy", "BAN TỔ CHỨC TỈNH ỦY", "3.1. Đối với Trung ương": what stands below is theirs.
  bool heads_list(std::ptrdiff_t first, std::ptrdiff_t last) {
    if (!text_[last].is_newline()) return false;
    std::ptrdiff_t i = line_label_end(text_, first, last);
    const bool colon = text_[last - 1].is(':');
    if (section_ == Section::none && !(colon && directive_ && i == first)) return false;
    const auto towards = towards_words.match(text_, i);
    i += towards.length;
    const std::ptrdiff_t end = colon ? last - 1 : last;
    if (end <= i || end - i > 16 || text_[end - 1].kind == TokenKind::punct || !text_[i].is_capitalised()) return false;
    for (std::ptrdiff_t j = i; j < end; ++j)
      if ((text_[j].triggers & starts_task) != 0 && cue_lexicon.match(text_, j)) return false;
    if (!towards && !parties_.fills(i, end)) return false;
    list_ = section_ == Section::requests ? Cue::request : Cue::order;
    list_owner_ = base::old_style_tone(text_.squeezed_tokens(i, end));
    list_speaker_.printed = issuer_;
    return true;
  }

  // "Với Huyện ủy: sớm phê duyệt …" among the requests.
  bool asked_of(std::ptrdiff_t i, std::ptrdiff_t last) {
    const auto towards = towards_words.match(text_, i);
    if (!towards) return false;
    std::ptrdiff_t colon = i;
    while (colon < last && colon < i + 20 && !text_[colon].is(':')) ++colon;
    if (!text_[colon].is(':') || colon + 1 >= last) return false;
    return proposals(issuer_, base::old_style_tone(text_.squeezed_tokens(i + towards.length, colon)), colon + 1, last);
  }
  std::string asking() const { return list_ == Cue::request ? list_speaker_.printed : issuer_; }

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

  // "Trong thời hạn 60 ngày …, Giám đốc Sở …": skips to after the comma.
  std::ptrdiff_t lead_in_end(std::ptrdiff_t i, std::ptrdiff_t last) const {
    if (!lead_ins.match(text_, i)) return i;
    for (std::ptrdiff_t j = i; j < last && j < i + 40; ++j)
      if (text_[j].is(',') && text_[j + 1].is_word() && parties_.at(j + 1)) return j + 1;
    return i;
  }

  // "Giao …", "Đề nghị …" at the start of a sentence: the document or the list's speaker speaks.
  bool opening_cue(std::ptrdiff_t i, std::ptrdiff_t last) {
    const auto cue = cue_lexicon.match(text_, i);
    if (!cue) return false;
    Parties::Speaker speaker;
    speaker.printed = issuer_;
    speaker.rank = rank_of(issuer_);
    if (asks_ && list_ == Cue::request) speaker = list_speaker_;
    return follow(*cue.value, i, i + cue.length, last, speaker);
  }

  // "đồng chí X yêu cầu …", "Tỉnh ủy Y kiến nghị …", "nêu những đề xuất, kiến nghị như: …"
  bool inner_cue(std::ptrdiff_t sentence, std::ptrdiff_t from, std::ptrdiff_t last) {
    bool any = false;
    for (std::ptrdiff_t i = from; i < last; ++i) {
      if ((text_[i].triggers & starts_task) == 0 || !text_[i].is_lower()) continue;
      const auto cue = cue_lexicon.match(text_, i);
      if (!cue || clauses_.in_document(i)) continue;
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
      if (!speaker && speaks_for_itself(text_, sentence, i)) {
        if (issuer_.empty())
          speaker = list_speaker_ ? list_speaker_ : parties_.person_before(i);
        else
          speaker.printed = issuer_, speaker.rank = rank_of(issuer_);
      }
      if (!speaker) speaker.printed = class_subject(text_, parties_, sentence, i);
      if (speaker && *cue.value == "request" && acts_between(text_, speaker.last, i)) continue;
      const bool opens_list = text_[i + cue.length].is(':') && i + cue.length + 1 >= last;
      if (!speaker && !opens_list && *cue.value != "order" && !parties_.at(i + cue.length)) continue;
      if (follow(*cue.value, i, i + cue.length, *cue.value == "order" ? last : stop, speaker)) {
        any = true;
        i = stop - 1;
      }
    }
    return any;
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
    TaskFrame frame;
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
      const bool up = kind == "request" || section_ == Section::requests || asks_ || own ||
                      (by >= 0 && to >= 0 && to != 9 && (to < by || (to == by && !opening)));
      std::ptrdiff_t action = skip_time(party.last, last);
      if (text_[action].is(':') && action + 1 >= last) {  // "Đề nghị Ban Tổ chức Trung ương:" and a list below
        list_ = kind == "order" || !up ? Cue::order : Cue::request;
        list_speaker_ = speaker;
        list_owner_ = party.printed;
        return true;
      }
      if (kind != "order" && up) {
        if (action_verb(text_, action) == 0 && !reach_action(text_, parties_, action, last, frame, strong))
          return false;
        if (action_verb(text_, action) == 0) action = frame.action;
        return proposals(speaker.printed, party.printed, action, last);
      }
      if (kind == "ask" && by < 0 && to != 9 && !directive_ && !speaker) return false;
      // "tập trung 6 nhiệm vụ: a; b; c"
      if (const std::ptrdiff_t colon = clauses_.counted_list(action, last); colon > 0) {
        frame.action = colon + 1;
        return duties(frame, last, true, true);
      }
      if (!reach_action(text_, parties_, action, last, frame, strong)) return false;
      return duties(frame, last, strong || (directive_ && opening), true);
    }
    if (kind == "order") return false;
    if (action_verb(text_, i) == 0) return false;
    const bool lower =
        kind == "request" || section_ == Section::requests || speaker.rank >= 2 || (!speaker.person && speaker);
    if (!lower || (kind == "ask" && speaker.person && speaker.rank < lowest_rank && section_ != Section::requests &&
                   text_[cue].is_lower()))
      return false;
    if (kind == "ask" && speaker.rank < 0 && !speaker.printed.empty() && speaker.person) return false;
    return proposals(speaker.printed, {}, i, last);
  }

  // "trong quý IV" between the party and its verb.
  std::ptrdiff_t skip_time(std::ptrdiff_t i, std::ptrdiff_t last) const {
    if (action_verb(text_, i) > 0) return i;
    for (std::ptrdiff_t j = i; j < std::min(last, i + 6); ++j)
      if (const std::ptrdiff_t end = clauses_.past_date(j); end > j) return action_verb(text_, end) > 0 ? end : i;
    return i;
  }

  // A sentence that begins with the party: "Ban Tổ chức Tỉnh ủy tham mưu …, hoàn thành trước …"
  void duty(std::ptrdiff_t i, std::ptrdiff_t last, bool listed) {
    TaskFrame frame;
    bool strong = false;
    const auto party = parties_.at(i);
    if (!party) {
      if (asks_ && action_verb(text_, i) > 0) {
        proposals(asking(), list_owner_, i, last);
        return;
      }
      if (list_ == Cue::none || !listed || list_owner_.empty() || action_verb(text_, i) == 0)
        return later_duty(i, last, listed);
      frame.owner = list_owner_;
      if (!reach_action(text_, parties_, i, last, frame, strong)) frame.action = i;
      duties(frame, last, true, true);
      return;
    }
    frame.owner = party.printed;
    std::ptrdiff_t from = party.last;
    if (text_[from].is(':') && from + 1 < last) ++from, strong = listed;
    if (!reach_action(text_, parties_, from, last, frame, strong)) return;
    if (asks_) {
      proposals(asking(), party.printed, frame.action, last);
      return;
    }
    const bool in_list = section_ == Section::duties || (listed && list_ != Cue::none) || led_in_;
    duties(frame, last, (strong && (directive_ || listed)) || in_list, in_list || listed || directive_);
  }

  // The clauses of one sentence, from the first duty on; `sure` gives a duty without a due date.
  bool duties(TaskFrame frame, std::ptrdiff_t last, bool sure, bool with_due) {
    bool any = false;
    std::ptrdiff_t i = frame.action;
    while (i < last) {
      const std::ptrdiff_t end = next_owner(i, clauses_.end(i, last), last);
      const bool due = clauses_.due_in(i, end).second > 0;
      if ((sure || (with_due && (due || clauses_.is_timed(i, end))) || (due && clauses_.is_recurring(i, end))) &&
          (due || !frame.owner.empty()))
        emit_task(text_, clauses_, frame, i, end, found_), any = true;
      if (end >= last || !(text_[end].is(';') || text_[end].is(','))) break;
      i = end + 1;
      if (text_[i].is(word_and_also)) ++i;
      const auto party = parties_.at(i);
      TaskFrame next;
      bool strong = false;
      if (party && reach_action(text_, parties_, party.last, last, next, strong)) {
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

  // "A chuẩn bị … trong quý I/2026, B thẩm định …": the comma after the deadline of A, before what B has to do.
  std::ptrdiff_t next_owner(std::ptrdiff_t i, std::ptrdiff_t end, std::ptrdiff_t last) const {
    for (std::ptrdiff_t j = i + 1; j < end; ++j) {
      if (!text_[j].is(',') || !clauses_.past_due(j)) continue;
      const auto party = parties_.at(j + 1);
      TaskFrame next;
      bool strong = false;
      if (party && reach_action(text_, parties_, party.last, last, next, strong)) return j;
    }
    return end;
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
      const std::ptrdiff_t end = clauses_.end(i, last);
      if (end - i >= 2) emit_proposal(text_, clauses_, {by, to}, i, end, last, found_), any = true;
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
        const std::ptrdiff_t end = subject_end(text_, j, cue);
        if (end > j) by = base::old_style_tone(text_.squeezed_tokens(j, end));
      }
    if (by.empty()) by = speaker.printed;
    if (i + 1 < last) {
      proposals(by, {}, i + 1, last);
    } else if (i < last) {  // the list is below
      list_ = Cue::request;
      list_speaker_.printed = by;
      list_owner_.clear();
    }
  }
  const SourceText& text_;
  Parties parties_;
  Clauses clauses_;
  std::vector<Item> found_;
  const Setting& setting_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows_;
  std::size_t row_ = 0;
  bool directive_ = false, line_listed_ = false, led_in_ = false;
  bool asks_ = false;  // the line stands in a list of requests
  Section section_ = Section::none;
  int section_depth_ = 0;
  Cue list_ = Cue::none;
  Parties::Speaker list_speaker_;
  std::string list_owner_, issuer_;
};

}  // namespace

void recognise_tasks(const SourceText& text, const NameTable& names, const Setting& setting, std::vector<Item>& items) {
  recognise_task_rows(text, items);
  for (Item& item : Reader(text, names, setting, items).run()) items.push_back(std::move(item));
}

}  // namespace intake
