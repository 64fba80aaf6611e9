#pragma once
// What the intake shows and takes: texts, their readings, decisions, accepted facts. Described once.

#include <optional>
#include <string>
#include <vector>

#include "base/record.h"

namespace intake {

using TextId = base::Id<struct TextTag>;
using ItemId = base::Id<struct ItemTag>;

BOOST_DEFINE_ENUM_CLASS(ItemState, waiting, accepted, corrected, rejected)
BOOST_DEFINE_ENUM_CLASS(Action, accept, correct, reject, reopen)
BOOST_DEFINE_ENUM_CLASS(ItemsOf, all, waiting, decided)
BOOST_DEFINE_ENUM_CLASS(ItemsFrom, first, waiting)

// A text in a list.
struct TextRow {
  TextId id;
  std::string name, unit_code, unit_name, kind, encoding;
  std::int64_t length = 0;
  std::optional<base::Date> day;
  bool day_inferred = false;
  std::int64_t waiting = 0, decided = 0;
  std::string reader_version, uploaded_by, uploaded_at;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(TextRow, (),
                      (id, name, unit_code, unit_name, kind, encoding, length, day, day_inferred, waiting, decided,
                       reader_version, uploaded_by, uploaded_at, version))

struct TextView {
  TextRow about;
  std::int64_t start = 0;  // of the part that follows. Units: code points
  std::string text;
  base::Json pages;     // [{number, start}]
  base::Json warnings;  // [{key, sentence}]
};
BOOST_DESCRIBE_STRUCT(TextView, (), (about, start, text, pages, warnings))

// A candidate for a citation, with the words that speak for it.
struct CandidateView {
  std::int64_t document_id = 0;
  std::string label, state;
  std::vector<std::string> reasons;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (document_id, label, state, reasons))

// What the register did not take of an accepted item.
struct RefusalView {
  std::string key, sentence;
};
BOOST_DESCRIBE_STRUCT(RefusalView, (), (key, sentence))

// Another item that this one means: what a relation leads to, what "this resolution" is.
struct OtherItem {
  ItemId id;
  std::string key, type, words;
  base::Json canonical;
};
BOOST_DESCRIBE_STRUCT(OtherItem, (), (id, key, type, words, canonical))

struct ItemView {
  ItemId id;
  std::string key, type;
  std::int64_t start = 0, end = 0;
  std::string words;
  base::Json canonical, original, proposed;
  std::string difference, certainty, method;
  bool optional = false;
  ItemState state{};
  std::vector<CandidateView> candidates;
  std::optional<std::int64_t> document_id;
  std::string document_label, decided_by, decided_at;
  std::vector<RefusalView> refusals;
  std::vector<OtherItem> others;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ItemView, (),
                      (id, key, type, start, end, words, canonical, original, proposed, difference, certainty, method,
                       optional, state, candidates, document_id, document_label, decided_by, decided_at, refusals,
                       others, version))

// A part of the list of items, in the order of the text.
struct ItemPage {
  std::vector<ItemView> items;
  std::optional<std::string> next, previous;  // cursors of the pages beside this one
  std::int64_t before = 0, total = 0;         // of the items asked for: how many come earlier, and how many there are
  bool capped = false;
};
BOOST_DESCRIBE_STRUCT(ItemPage, (), (items, next, previous, before, total, capped))

struct ItemCount {
  std::string type;
  ItemState state{};
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ItemCount, (), (type, state, count))

// How many items of each type and state a text has, and how many of them may be accepted without a look.
struct ItemCounts {
  std::vector<ItemCount> counts;
  std::int64_t certain = 0;
};
BOOST_DESCRIBE_STRUCT(ItemCounts, (), (counts, certain))

struct Decision {
  std::int64_t version = 0;
  Action action{};
  std::optional<std::int64_t> start, end;   // correct: the new span
  std::optional<base::Json> canonical;      // correct: the new values
  std::optional<std::int64_t> document_id;  // choose this candidate
  bool create = false;                      // not in the register: enter it as it is cited
};
BOOST_DESCRIBE_STRUCT(Decision, (), (version, action, start, end, canonical, document_id, create))

// An item that the reader missed, added by a person; it is accepted at once.
struct NewItem {
  std::string type;
  std::int64_t start = 0, end = 0;
  base::Json canonical;
  std::optional<std::int64_t> document_id;  // this document of the register
  bool create = false;                      // not in the register: enter it as it is cited
};
BOOST_DESCRIBE_STRUCT(NewItem, (), (type, start, end, canonical, document_id, create))

struct ContradictionView {
  std::int64_t id = 0;
  std::string key, sentence;
  base::Json spans;
  std::string found, expected;
};
BOOST_DESCRIBE_STRUCT(ContradictionView, (), (id, key, sentence, spans, found, expected))

struct FactView {
  std::int64_t id = 0;
  std::string type, words;
  base::Json canonical;
  std::optional<base::Date> day;
  TextId text_id;
  ItemId item_id;
  std::string text_name;
};
BOOST_DESCRIBE_STRUCT(FactView, (), (id, type, words, canonical, day, text_id, item_id, text_name))

struct AttestationView {
  std::int64_t id = 0;
  std::string person, office;
  std::optional<base::Date> day;
  TextId text_id;
  ItemId item_id;
  std::string text_name;
};
BOOST_DESCRIBE_STRUCT(AttestationView, (), (id, person, office, day, text_id, item_id, text_name))

// The answer to an upload: the text, or the job that is reading it.
struct Uploaded {
  std::optional<TextId> text_id;
  std::optional<std::int64_t> job_id;
  bool known_already = false;
};
BOOST_DESCRIBE_STRUCT(Uploaded, (), (text_id, job_id, known_already))

// An item as a decision left it.
struct DecidedItem {
  ItemId id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(DecidedItem, (), (id, version))

struct AcceptedCertain {
  std::int64_t accepted = 0, left = 0, relations_refused = 0;
  std::vector<DecidedItem> items;  // those that were accepted
};
BOOST_DESCRIBE_STRUCT(AcceptedCertain, (), (accepted, left, relations_refused, items))

// The reading of a text that somebody looks at when they ask for another.
struct SeenText {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SeenText, (), (version))

struct Reread {
  std::int64_t added = 0, changed = 0, removed = 0;
};
BOOST_DESCRIBE_STRUCT(Reread, (), (added, changed, removed))

}  // namespace intake

template <>
struct base::labels<intake::TextRow> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"name", "Tên tệp", "File", readonly},
                                        {"unit_code", "Mã đơn vị", "Unit code", readonly | hidden_column},
                                        {"unit_name", "Đơn vị nhận", "Received by", readonly},
                                        {"kind", "Loại tệp", "Kind", readonly},
                                        {"encoding", "Bảng mã", "Encoding", readonly},
                                        {"length", "Số ký tự", "Characters", readonly},
                                        {"day", "Ngày của sự việc", "Day", readonly},
                                        {"day_inferred", "Ngày suy ra", "Day is inferred", readonly | hidden_column},
                                        {"waiting", "Chờ xem", "Waiting", readonly},
                                        {"decided", "Đã xem", "Decided", readonly},
                                        {"reader_version", "Bản bộ đọc", "Reader", readonly | hidden_column},
                                        {"uploaded_by", "Người nạp", "Uploaded by", readonly},
                                        {"uploaded_at", "Nạp lúc", "Uploaded", readonly},
                                        {"version", "Phiên bản", "Version", readonly | hidden_column}};
};
template <>
struct base::labels<intake::TextView> {
  static constexpr FieldLabel list[] = {{"about", "Thông tin", "About", readonly},
                                        {"start", "Bắt đầu", "Start", readonly},
                                        {"text", "Văn bản", "Text", readonly},
                                        {"pages", "Trang", "Pages", readonly},
                                        {"warnings", "Lưu ý", "Warnings", readonly}};
};
template <>
struct base::labels<intake::CandidateView> {
  static constexpr FieldLabel list[] = {{"document_id", "Số văn bản", "Document", readonly},
                                        {"label", "Văn bản", "Label", readonly},
                                        {"state", "Tình trạng", "State", readonly},
                                        {"reasons", "Căn cứ", "Reasons", readonly}};
};
template <>
struct base::labels<intake::ItemView> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"key", "Khóa", "Key", readonly},
                                        {"type", "Loại", "Type", readonly},
                                        {"start", "Bắt đầu", "Start", readonly},
                                        {"end", "Kết thúc", "End", readonly},
                                        {"words", "Nguyên văn", "Words", readonly},
                                        {"canonical", "Giá trị", "Values", readonly},
                                        {"original", "Máy đọc", "As read", readonly},
                                        {"proposed", "Bản đọc mới", "Proposed", readonly},
                                        {"difference", "Khác biệt", "Difference", readonly},
                                        {"certainty", "Độ chắc", "Certainty", readonly},
                                        {"method", "Cách đọc", "Method", readonly},
                                        {"optional", "Tùy chọn", "Optional", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"candidates", "Ứng viên", "Candidates", readonly},
                                        {"document_id", "Văn bản trong sổ", "Document", readonly},
                                        {"document_label", "Tên văn bản trong sổ", "Document label", readonly},
                                        {"decided_by", "Người quyết", "Decided by", readonly},
                                        {"decided_at", "Quyết lúc", "Decided at", readonly},
                                        {"refusals", "Chưa ghi vào sổ", "Not in the register", readonly},
                                        {"others", "Các mục nhắc tới", "Other items", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<intake::OtherItem> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"key", "Khóa", "Key", readonly},
                                        {"type", "Loại", "Type", readonly},
                                        {"words", "Nguyên văn", "Words", readonly},
                                        {"canonical", "Giá trị", "Values", readonly}};
};
template <>
struct base::labels<intake::ItemPage> {
  static constexpr FieldLabel list[] = {{"items", "Các mục", "Items", readonly},
                                        {"next", "Trang sau", "Next page", readonly},
                                        {"previous", "Trang trước", "Previous page", readonly},
                                        {"before", "Số mục đứng trước", "Items before", readonly},
                                        {"total", "Tổng số", "Total", readonly},
                                        {"capped", "Còn nhiều hơn", "More than that", readonly}};
};
template <>
struct base::labels<intake::ItemCount> {
  static constexpr FieldLabel list[] = {{"type", "Loại", "Type", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"count", "Số mục", "Count", readonly}};
};
template <>
struct base::labels<intake::ItemCounts> {
  static constexpr FieldLabel list[] = {{"counts", "Số mục theo loại và trạng thái", "Counts", readonly},
                                        {"certain", "Chắc chắn, chờ nhận", "Certain, waiting", readonly}};
};
template <>
struct base::labels<intake::DecidedItem> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly}, {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<intake::RefusalView> {
  static constexpr FieldLabel list[] = {{"key", "Khóa", "Key", readonly}, {"sentence", "Vì sao", "Why", readonly}};
};
template <>
struct base::labels<intake::Decision> {
  static constexpr FieldLabel list[] = {{"version", "Phiên bản đã thấy", "Version seen", required},
                                        {"action", "Quyết định", "Action", required},
                                        {"start", "Bắt đầu", "Start"},
                                        {"end", "Kết thúc", "End"},
                                        {"canonical", "Giá trị đúng", "Values"},
                                        {"document_id", "Văn bản được chọn", "Chosen document"},
                                        {"create", "Ghi mới vào sổ", "Enter into the register"}};
};
template <>
struct base::labels<intake::NewItem> {
  static constexpr FieldLabel list[] = {{"type", "Loại", "Type", required},
                                        {"start", "Bắt đầu", "Start", required},
                                        {"end", "Kết thúc", "End", required},
                                        {"canonical", "Giá trị", "Values", required},
                                        {"document_id", "Văn bản được chọn", "Chosen document"},
                                        {"create", "Ghi mới vào sổ", "Enter into the register"}};
};
template <>
struct base::labels<intake::ContradictionView> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"key", "Khóa", "Key", readonly},
                                        {"sentence", "Điều mâu thuẫn", "Contradiction", readonly},
                                        {"spans", "Chỗ trong văn bản", "Spans", readonly},
                                        {"found", "Đọc thấy", "Found", readonly},
                                        {"expected", "Nơi khác viết", "Elsewhere", readonly}};
};
template <>
struct base::labels<intake::FactView> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"type", "Loại", "Type", readonly},
                                        {"words", "Nguyên văn", "Words", readonly},
                                        {"canonical", "Giá trị", "Values", readonly},
                                        {"day", "Ngày", "Day", readonly},
                                        {"text_id", "Văn bản nguồn", "Source", readonly},
                                        {"item_id", "Mục", "Item", readonly},
                                        {"text_name", "Tên nguồn", "Source name", readonly}};
};
template <>
struct base::labels<intake::AttestationView> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"person", "Họ và tên", "Name", readonly | personal},
                                        {"office", "Chức vụ", "Office", readonly},
                                        {"day", "Ngày", "Day", readonly},
                                        {"text_id", "Văn bản nguồn", "Source", readonly},
                                        {"item_id", "Mục", "Item", readonly},
                                        {"text_name", "Tên nguồn", "Source name", readonly}};
};
template <>
struct base::labels<intake::Uploaded> {
  static constexpr FieldLabel list[] = {{"text_id", "Văn bản", "Text", readonly},
                                        {"job_id", "Việc đang chạy", "Job", readonly},
                                        {"known_already", "Đã có từ trước", "Known already", readonly}};
};
template <>
struct base::labels<intake::AcceptedCertain> {
  static constexpr FieldLabel list[] = {{"accepted", "Đã nhận", "Accepted", readonly},
                                        {"left", "Còn lại", "Left", readonly},
                                        {"relations_refused", "Quan hệ chưa ghi vào sổ", "Relations refused", readonly},
                                        {"items", "Các mục đã nhận", "Accepted items", readonly}};
};
template <>
struct base::labels<intake::SeenText> {
  static constexpr FieldLabel list[] = {{"version", "Phiên bản đã thấy", "Version seen", required}};
};
template <>
struct base::labels<intake::Reread> {
  static constexpr FieldLabel list[] = {{"added", "Thêm", "Added", readonly},
                                        {"changed", "Đổi", "Changed", readonly},
                                        {"removed", "Bớt", "Removed", readonly}};
};
static_assert(base::complete<intake::TextRow>() && base::complete<intake::ItemView>() &&
              base::complete<intake::Decision>());
