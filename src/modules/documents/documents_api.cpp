#include "modules/documents/documents_api.h"

#include <charconv>

#include "base/record.h"
#include "modules/documents/reference.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/table/table.h"

namespace documents {
namespace {

using platform::Request;
using platform::Response;

constexpr int most_exported = 200'000;

std::string_view status_words(EffectStatus status) {
  switch (status) {
    case EffectStatus::not_yet:
      return "chưa có hiệu lực";
    case EffectStatus::in_force:
      return "còn hiệu lực";
    case EffectStatus::partly_amended:
      return "được sửa đổi, bổ sung một phần";
    case EffectStatus::replaced:
      return "đã được thay thế";
    case EffectStatus::repealed:
      return "đã bị bãi bỏ";
    case EffectStatus::expired:
      return "hết hiệu lực";
    case EffectStatus::unknown:
      return "chưa rõ";
  }
  return "";
}

struct Column {
  std::string_view field, title;
  std::string (*value)(const DocumentRow&);
};

std::string number_text(const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : ""; }

constexpr Column export_columns[] = {
    {"label", "Số, ký hiệu", [](const DocumentRow& r) { return r.label; }},
    {"kind", "Loại", [](const DocumentRow& r) { return find_kind(r.kind) ? find_kind(r.kind)->vi : r.kind; }},
    {"issued", "Ngày ban hành", [](const DocumentRow& r) { return r.issued ? r.issued->text() : ""; }},
    {"issuer", "Cơ quan ban hành", [](const DocumentRow& r) { return r.issuer; }},
    {"advising", "Cơ quan tham mưu", [](const DocumentRow& r) { return r.advising; }},
    {"subject", "Trích yếu", [](const DocumentRow& r) { return r.subject; }},
    {"field", "Lĩnh vực", [](const DocumentRow& r) { return r.field; }},
    {"owner_unit", "Cơ quan giữ sổ", [](const DocumentRow& r) { return r.owner_unit; }},
    {"term", "Khóa", [](const DocumentRow& r) { return number_text(r.term); }},
    {"state", "Trạng thái",
     [](const DocumentRow& r) {
       return std::string(r.state == DocumentState::stub ? "chưa có trong sổ" : "đã vào sổ");
     }},
    {"status", "Hiệu lực", [](const DocumentRow& r) { return std::string(status_words(r.status)); }}};

// The columns asked, in the order asked: what is exported is what is seen.
std::vector<const Column*> chosen_columns(const Request& request) {
  const std::string asked = request.query_value("columns").value_or("");
  std::vector<const Column*> chosen;
  for (std::size_t from = 0; from <= asked.size() && !asked.empty();) {
    auto to = asked.find(',', from);
    if (to == std::string::npos) to = asked.size();
    const auto name = std::string_view(asked).substr(from, to - from);
    const auto before = chosen.size();
    for (const auto& column : export_columns)
      if (column.field == name) chosen.push_back(&column);
    if (chosen.size() == before) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("columns");
    from = to + 1;
  }
  if (chosen.empty())
    for (const auto& column : export_columns) chosen.push_back(&column);
  return chosen;
}

// The documents that were selected, in their order; not asked for: all that the query finds.
std::vector<DocumentId> chosen_documents(const Request& request) {
  constexpr std::size_t most = 500;
  std::vector<DocumentId> chosen;
  const auto asked = request.query.find("ids");
  if (asked == request.query.end()) return chosen;
  const char* end = asked->second.data() + asked->second.size();
  for (const char* at = asked->second.data(); at <= end; ++at) {
    std::int64_t id = 0;
    const auto read = std::from_chars(at, end, id);
    at = read.ptr;
    if (read.ec != std::errc() || (at < end && *at != ',') || chosen.size() == most)
      throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("ids");
    chosen.push_back({id});
  }
  return chosen;
}

Response export_documents(Documents& documents, const platform::Clock& clock, Request& request) {
  const auto columns = chosen_columns(request);
  const auto chosen = chosen_documents(request);
  const auto query = read_query(request);
  std::vector<std::size_t> dates;
  std::vector<std::string> cells;
  for (const auto* column : columns) {
    if (column->field == "issued") dates.push_back(cells.size());
    cells.emplace_back(column->title);
  }
  const auto write = [&](const std::filesystem::path& path, platform::TableFormat format) {
    const auto writer = platform::create_table(path, format, "Văn bản", dates);
    writer->add(cells);
    documents.each_document(
        request.actor, query, most_exported,
        [&](const DocumentRow& row) {
          cells.clear();
          for (const auto* column : columns) cells.push_back(column->value(row));
          writer->add(cells);
        },
        chosen);
    writer->finish();
  };
  return platform::download_table(request, "van-ban-" + base::to_iso(clock.today()), write);
}

}  // namespace

std::int64_t seen_version(const Request& request) {
  if (const auto seen = request.seen_version()) return *seen;
  throw base::Error(base::ErrorKind::invalid, "documents.if_match_needed");
}

platform::ParameterSpec id_parameter() { return in_path("id", "integer", "Số của văn bản trong hệ thống"); }

std::vector<platform::ParameterSpec> query_parameters(std::vector<platform::ParameterSpec> more) {
  std::vector<platform::ParameterSpec> all{
      in_query("text", "string", "Từ cần tìm, có dấu hay không dấu; số hiệu viết cách nào cũng được"),
      in_query("kind", "string", "Loại văn bản, như resolution"),
      in_query("code", "string", "Ký hiệu, như KL/TW"),
      in_query("issuer", "string", "Tên cơ quan ban hành"),
      in_query("advising", "string", "Tên cơ quan tham mưu"),
      in_query("field", "string", "Lĩnh vực"),
      in_query("unit", "string", "Mã cơ quan giữ sổ"),
      in_query("term", "integer", "Khóa"),
      in_query("from", "date", "Ban hành từ ngày"),
      in_query("to", "date", "Ban hành trước ngày"),
      in_query("status", "string", "Hiệu lực: not_yet, in_force, partly_amended, replaced, repealed, expired, unknown"),
      in_query("on", "date", "Hiệu lực vào ngày nào; mặc định là hôm nay"),
      in_query("state", "string", "registered hoặc stub"),
      in_query("sort", "string", "newest, oldest, registered, number")};
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return all;
}

DocumentQuery read_query(const Request& request) {
  base::Json json = base::Json::object();
  for (const auto& spec : query_parameters()) {
    const auto value = request.query_value(spec.name);
    if (!value || value->empty()) continue;
    if (spec.type == "integer")
      json[spec.name] = request.query_number(spec.name, 0, 0, 1000);
    else
      json[spec.name] = *value;
  }
  DocumentQuery query;
  std::vector<base::FieldProblem> problems;
  base::from_json(json, query, "", problems);
  if (!problems.empty()) throw base::FieldErrors(std::move(problems));
  return query;
}

std::int64_t number_of_path(const Request& request, const std::string& name) {
  return request.path_number(name, "documents.unknown");
}

void add_export(platform::Routes& api, Documents& documents, const platform::Clock& clock) {
  api.get("exportDocuments", "/documents/export", "Xuất đúng những gì đang thấy ra CSV hoặc XLSX")
      .needs(Permission::documents_export)
      .with(query_parameters(
          {in_query("format", "string", "csv hoặc xlsx"),
           in_query("columns", "string", "Các cột, cách nhau bằng dấu phẩy"),
           in_query("ids", "string", "Chỉ những văn bản này, theo số trong hệ thống, cách nhau bằng dấu phẩy")}))
      .slow()
      .type(platform::table_types)
      .answers([&documents, &clock](Request& r) { return export_documents(documents, clock, r); });
}

}  // namespace documents
