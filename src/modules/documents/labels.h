#pragma once
// The labels of the register's records, in both languages. Kept apart because they are many.

#include "modules/documents/records.h"

template <>
struct base::labels<documents::Source> {
  static constexpr FieldLabel list[] = {{"intake_id", "Văn bản nhận vào", "Intake"},
                                        {"start", "Từ ký tự", "Start"},
                                        {"end", "Đến ký tự", "End"},
                                        {"note", "Ghi chú", "Note"}};
};
static_assert(base::complete<documents::Source>());

template <>
struct base::labels<documents::PartyUnit> {
  static constexpr FieldLabel list[] = {{"unit", "Đơn vị", "Unit", required, 40},
                                        {"name", "Tên", "Name", readonly},
                                        {"subtree", "Cả cấp dưới", "Subtree"}};
};
static_assert(base::complete<documents::PartyUnit>());

template <>
struct base::labels<documents::EffectSpan> {
  static constexpr FieldLabel list[] = {{"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"status", "Hiệu lực", "Status", readonly}};
};
static_assert(base::complete<documents::EffectSpan>());

template <>
struct base::labels<documents::AliasName> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly}, {"name", "Tên gọi khác", "Alias", required, 300}};
};
static_assert(base::complete<documents::AliasName>());

template <>
struct base::labels<documents::AttachedFile> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"name", "Tên tệp", "Name", readonly},
                                        {"content_type", "Loại tệp", "Type", readonly},
                                        {"hash", "Mã băm", "Hash", readonly},
                                        {"size", "Kích thước", "Size", readonly}};
};
static_assert(base::complete<documents::AttachedFile>());

template <>
struct base::labels<documents::Document> {
  static constexpr FieldLabel list[] = {{"id", "Số trong hệ thống", "Id", readonly | hidden_column},
                                        {"version", "Phiên bản", "Version", readonly | hidden_column},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"label", "Số, ký hiệu", "Number and code", readonly},
                                        {"kind", "Loại", "Kind", required, 40},
                                        {"number", "Số", "Number"},
                                        {"suffix", "Chữ sau số", "Suffix", plain, 3},
                                        {"code", "Ký hiệu", "Code", plain, 60},
                                        {"year", "Năm trong số", "Year"},
                                        {"issued", "Ngày ban hành", "Issued"},
                                        {"owner_unit", "Cơ quan giữ sổ", "Owner", required, 40},
                                        {"owner_name", "Tên cơ quan giữ sổ", "Owner name", readonly},
                                        {"congress_paper", "Văn bản của đại hội", "Congress paper"},
                                        {"term", "Khóa", "Term", readonly},
                                        {"issuer", "Cơ quan ban hành", "Issuer", plain, 300},
                                        {"advising", "Cơ quan tham mưu", "Advising body", plain, 300},
                                        {"subject", "Trích yếu", "Subject", required, 2000},
                                        {"field", "Lĩnh vực", "Field", plain, 120},
                                        {"addressees", "Nơi nhận", "Addressees", plain, 2000},
                                        {"open_to_all", "Gửi toàn Đảng bộ", "Open to all"},
                                        {"parties", "Đơn vị nhận", "Receiving units"},
                                        {"effective_from", "Có hiệu lực từ", "Effective from"},
                                        {"effective_to", "Hết hiệu lực từ", "Effective to"},
                                        {"aliases", "Tên gọi khác", "Aliases", readonly},
                                        {"source", "Nguồn", "Source", plain, 1000},
                                        {"read_from", "Đọc được từ", "Read from", readonly | hidden_column},
                                        {"status", "Hiệu lực", "Status", readonly},
                                        {"timeline", "Diễn biến hiệu lực", "Timeline", readonly | hidden_column},
                                        {"files", "Tệp đính kèm", "Files", readonly | hidden_column}};
};
static_assert(base::complete<documents::Document>());

template <>
struct base::labels<documents::RelationView> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"kind", "Quan hệ", "Relation", readonly},
                                        {"source_id", "Văn bản nguồn", "Source id", readonly},
                                        {"target_id", "Văn bản đích", "Target id", readonly},
                                        {"source_label", "Văn bản nguồn", "Source document", readonly},
                                        {"target_label", "Văn bản đích", "Target document", readonly},
                                        {"provision", "Điều khoản", "Provision", readonly},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"extent", "Phạm vi", "Extent", readonly},
                                        {"source", "Nguồn", "Source", readonly},
                                        {"read_from", "Đọc được từ", "Read from", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
static_assert(base::complete<documents::RelationView>());

template <>
struct base::labels<documents::NewRelation> {
  static constexpr FieldLabel list[] = {{"kind", "Quan hệ", "Relation", required},
                                        {"target_id", "Văn bản đích", "Target id"},
                                        {"target", "Số, ký hiệu của văn bản đích", "Target reference", plain, 200},
                                        {"provision", "Điều khoản", "Provision", plain, 300},
                                        {"from", "Từ ngày", "From"},
                                        {"to", "Đến ngày", "To"},
                                        {"extent", "Phạm vi", "Extent"},
                                        {"source", "Nguồn", "Source", plain, 1000}};
};
static_assert(base::complete<documents::NewRelation>());

template <>
struct base::labels<documents::DocumentPage> {
  static constexpr FieldLabel list[] = {{"document", "Văn bản", "Document", readonly},
                                        {"outgoing", "Quan hệ đi", "Outgoing", readonly},
                                        {"incoming", "Quan hệ đến", "Incoming", readonly},
                                        {"capped", "Còn nữa", "More", readonly}};
};
static_assert(base::complete<documents::DocumentPage>());

template <>
struct base::labels<documents::MarkedHit> {
  static constexpr FieldLabel list[] = {{"field", "Trường", "Field", readonly},
                                        {"start", "Từ ký tự", "Start", readonly},
                                        {"end", "Đến ký tự", "End", readonly}};
};
static_assert(base::complete<documents::MarkedHit>());

template <>
struct base::labels<documents::DocumentRow> {
  static constexpr FieldLabel list[] = {{"id", "Số trong hệ thống", "Id", readonly | hidden_column},
                                        {"label", "Số, ký hiệu", "Number and code", readonly},
                                        {"kind", "Loại", "Kind", readonly},
                                        {"number", "Số", "Number", readonly | hidden_column},
                                        {"code", "Ký hiệu", "Code", readonly | hidden_column},
                                        {"issued", "Ngày ban hành", "Issued", readonly},
                                        {"issuer", "Cơ quan ban hành", "Issuer", readonly},
                                        {"advising", "Cơ quan tham mưu", "Advising body", readonly},
                                        {"subject", "Trích yếu", "Subject", readonly},
                                        {"field", "Lĩnh vực", "Field", readonly},
                                        {"owner_unit", "Cơ quan giữ sổ", "Owner", readonly},
                                        {"term", "Khóa", "Term", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"status", "Hiệu lực", "Status", readonly},
                                        {"hits", "Chỗ khớp", "Hits", readonly | hidden_column},
                                        {"snippet", "Đoạn khớp", "Snippet", readonly | hidden_column}};
};
static_assert(base::complete<documents::DocumentRow>());

template <>
struct base::labels<documents::DocumentList> {
  static constexpr FieldLabel list[] = {{"items", "Danh sách", "Items", readonly},
                                        {"next", "Trang sau", "Next", readonly},
                                        {"total", "Tổng số", "Total", readonly},
                                        {"capped", "Còn nữa", "Capped", readonly}};
};
static_assert(base::complete<documents::DocumentList>());

template <>
struct base::labels<documents::DocumentQuery> {
  static constexpr FieldLabel list[] = {{"text", "Từ cần tìm", "Text", plain, 500},
                                        {"kind", "Loại", "Kind", plain, 40},
                                        {"code", "Ký hiệu", "Code", plain, 60},
                                        {"issuer", "Cơ quan ban hành", "Issuer", plain, 300},
                                        {"advising", "Cơ quan tham mưu", "Advising body", plain, 300},
                                        {"field", "Lĩnh vực", "Field", plain, 120},
                                        {"unit", "Cơ quan giữ sổ", "Owner", plain, 40},
                                        {"term", "Khóa", "Term"},
                                        {"from", "Ban hành từ ngày", "Issued from"},
                                        {"to", "Trước ngày", "Before"},
                                        {"status", "Hiệu lực", "Status"},
                                        {"on", "Vào ngày", "On"},
                                        {"state", "Trạng thái", "State"},
                                        {"sort", "Sắp theo", "Sort"}};
};
static_assert(base::complete<documents::DocumentQuery>());

template <>
struct base::labels<documents::Count> {
  static constexpr FieldLabel list[] = {{"total", "Tổng số", "Total", readonly}};
};
static_assert(base::complete<documents::Count>());

template <>
struct base::labels<documents::TallyRow> {
  static constexpr FieldLabel list[] = {
      {"key", "Khóa", "Key", readonly}, {"name", "Tên", "Name", readonly}, {"count", "Số văn bản", "Count", readonly}};
};
static_assert(base::complete<documents::TallyRow>());

template <>
struct base::labels<documents::Tally> {
  static constexpr FieldLabel list[] = {{"rows", "Các dòng", "Rows", readonly},
                                        {"total", "Tổng số", "Total", readonly}};
};
static_assert(base::complete<documents::Tally>());

template <>
struct base::labels<documents::Congress> {
  static constexpr FieldLabel list[] = {
      {"id", "Số", "Id", readonly},
      {"unit", "Đảng bộ", "Organisation", required, 40},
      {"number", "Lần thứ", "Number", required},
      {"opened", "Khai mạc", "Opened"},
      {"closed", "Bế mạc", "Closed", required},
      {"plenum", "Hội nghị lần thứ nhất (nếu họp trong đại hội)", "First plenum during the congress"},
      {"term_from", "Khóa bắt đầu từ", "Term from", readonly},
      {"term_to", "Khóa kết thúc trước", "Term to", readonly},
      {"source", "Nguồn", "Source", plain, 1000}};
};
static_assert(base::complete<documents::Congress>());

template <>
struct base::labels<documents::SeriesRow> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"unit", "Cơ quan giữ sổ", "Owner", readonly},
                                        {"code", "Ký hiệu", "Code", readonly},
                                        {"term", "Khóa", "Term", readonly},
                                        {"run", "Sổ", "Run", readonly},
                                        {"used", "Đã dùng", "Used", readonly},
                                        {"reserved", "Giữ chỗ", "Reserved", readonly},
                                        {"voided", "Bỏ", "Void", readonly},
                                        {"last", "Số cuối", "Last", readonly},
                                        {"gaps", "Số còn thiếu", "Gaps", readonly}};
};
static_assert(base::complete<documents::SeriesRow>());

template <>
struct base::labels<documents::NumberRow> {
  static constexpr FieldLabel list[] = {{"number", "Số", "Number", readonly},
                                        {"suffix", "Chữ sau số", "Suffix", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"document_id", "Văn bản", "Document", readonly},
                                        {"reason", "Lý do", "Reason", readonly}};
};
static_assert(base::complete<documents::NumberRow>());

template <>
struct base::labels<documents::NumberGap> {
  static constexpr FieldLabel list[] = {{"from", "Từ số", "From", readonly}, {"to", "Đến số", "To", readonly}};
};
static_assert(base::complete<documents::NumberGap>());

template <>
struct base::labels<documents::SeriesPage> {
  static constexpr FieldLabel list[] = {{"series", "Dãy số", "Series", readonly},
                                        {"gaps", "Số còn thiếu", "Gaps", readonly},
                                        {"set_aside", "Số giữ chỗ và bỏ", "Set aside", readonly}};
};
static_assert(base::complete<documents::SeriesPage>());

template <>
struct base::labels<documents::NumberRequest> {
  static constexpr FieldLabel list[] = {{"unit", "Cơ quan giữ sổ", "Owner", required, 40},
                                        {"code", "Ký hiệu", "Code", required, 60},
                                        {"on", "Ngày", "On"},
                                        {"number", "Số", "Number"},
                                        {"reason", "Lý do", "Reason", plain, 500}};
};
static_assert(base::complete<documents::NumberRequest>());

template <>
struct base::labels<documents::AllocatedNumber> {
  static constexpr FieldLabel list[] = {{"series_id", "Dãy số", "Series", readonly},
                                        {"number", "Số", "Number", readonly},
                                        {"label", "Số, ký hiệu", "Label", readonly},
                                        {"term", "Khóa", "Term", readonly}};
};
static_assert(base::complete<documents::AllocatedNumber>());

template <>
struct base::labels<documents::VoidRequest> {
  static constexpr FieldLabel list[] = {{"series_id", "Dãy số", "Series", required},
                                        {"number", "Số", "Number", required},
                                        {"reason", "Lý do", "Reason", required, 500}};
};
static_assert(base::complete<documents::VoidRequest>());

template <>
struct base::labels<documents::Claim> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"unit", "Đơn vị", "Unit", required, 40},
                                        {"text", "Câu nói", "Text", required, 1000},
                                        {"value", "Con số nói ra", "Value", required},
                                        {"query", "Điều kiện đếm", "Query", required},
                                        {"dated", "Ngày nói", "Dated"},
                                        {"source_document_id", "Văn bản nguồn", "Source document"},
                                        {"source", "Nguồn", "Source", plain, 1000},
                                        {"count", "Sổ đếm được", "Count", readonly},
                                        {"difference", "Chênh lệch", "Difference", readonly}};
};
static_assert(base::complete<documents::Claim>());

template <>
struct base::labels<documents::SavedView> {
  static constexpr FieldLabel list[] = {
      {"id", "Số", "Id", readonly}, {"name", "Tên", "Name", required, 120}, {"query", "Bộ lọc", "Query", required}};
};
static_assert(base::complete<documents::SavedView>());

template <>
struct base::labels<documents::Citation> {
  static constexpr FieldLabel list[] = {{"kind", "Loại", "Kind", plain, 60},
                                        {"number", "Số", "Number"},
                                        {"suffix", "Chữ sau số", "Suffix", plain, 3},
                                        {"code", "Ký hiệu", "Code", plain, 60},
                                        {"year", "Năm", "Year"},
                                        {"date", "Ngày", "Date"},
                                        {"issuer", "Cơ quan ban hành", "Issuer", plain, 300},
                                        {"title", "Tên", "Title", plain, 1000},
                                        {"session", "Hội nghị lần thứ", "Session"},
                                        {"term", "Khóa", "Term"},
                                        {"congress", "Đại hội lần thứ", "Congress"}};
};
static_assert(base::complete<documents::Citation>());

template <>
struct base::labels<documents::Candidate> {
  static constexpr FieldLabel list[] = {
      {"id", "Số trong hệ thống", "Id", readonly},   {"label", "Số, ký hiệu", "Label", readonly},
      {"subject", "Trích yếu", "Subject", readonly}, {"issued", "Ngày ban hành", "Issued", readonly},
      {"state", "Trạng thái", "State", readonly},    {"reasons", "Căn cứ", "Reasons", readonly},
      {"weight", "Trọng số", "Weight", readonly},    {"exactly_one", "Chỉ còn một", "Exactly one", readonly}};
};
static_assert(base::complete<documents::Candidate>());

template <>
struct base::labels<documents::GraphNode> {
  static constexpr FieldLabel list[] = {{"id", "Số trong hệ thống", "Id", readonly},
                                        {"label", "Số, ký hiệu", "Label", readonly},
                                        {"kind", "Loại", "Kind", readonly},
                                        {"subject", "Trích yếu", "Subject", readonly},
                                        {"issued", "Ngày ban hành", "Issued", readonly},
                                        {"status", "Hiệu lực", "Status", readonly},
                                        {"distance", "Khoảng cách", "Distance", readonly}};
};
static_assert(base::complete<documents::GraphNode>());

template <>
struct base::labels<documents::Graph> {
  static constexpr FieldLabel list[] = {{"nodes", "Văn bản", "Nodes", readonly},
                                        {"edges", "Quan hệ", "Edges", readonly},
                                        {"cut", "Còn nữa", "Cut", readonly}};
};
static_assert(base::complete<documents::Graph>());
