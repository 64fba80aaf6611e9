
#include "base/record.h"
#include "modules/documents/documents_api.h"
#include "platform/crypto/crypto.h"

namespace documents {
namespace {

using platform::Request;
using platform::Response;

void add_lists(ApiBuilder& api, Documents& documents) {
  auto list =
      api.get("listDocuments", "/documents", "Danh sách văn bản: lọc, tìm, sắp xếp, từng trang", "documents_read");
  list.parameters = query_parameters();
  list.parameters.push_back({"cursor", "query", "string", "Trang sau: giá trị next của trang trước", false});
  list.parameters.push_back({"limit", "query", "integer", "Số dòng một trang, đến 200", false});
  list.response_schema = platform::record_schema<DocumentList>();
  list.handler = [&documents](Request& r) {
    const auto query = read_query(r);
    const auto limit = int(r.query_number("limit", 50, 1, 200));
    return platform::record_response(
        documents.list_documents(r.actor, query, r.query_value("cursor").value_or(""), limit));
  };
  api.add(std::move(list));

  auto count = api.get("countDocuments", "/documents/count", "Đếm đúng số văn bản của một bộ lọc", "documents_read");
  count.parameters = query_parameters();
  count.response_schema = platform::record_schema<Count>();
  count.handler = [&documents](Request& r) {
    return platform::record_response(documents.count_documents(r.actor, read_query(r)));
  };
  api.add(std::move(count));

  auto tally = api.get("tallyDocuments", "/documents/tally",
                       "Đếm văn bản theo cơ quan, loại, lĩnh vực, thời gian, khóa", "documents_read");
  tally.parameters = query_parameters();
  tally.parameters.push_back(
      {"by", "query", "string", "issuer, advising, kind, field, year, quarter, month, term, code", true});
  tally.response_schema = platform::record_schema<Tally>();
  tally.handler = [&documents](Request& r) {
    const auto by = base::parse_enum<TallyBy>(r.query_value("by").value_or(""));
    if (!by) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("by");
    return platform::record_response(documents.tally_documents(r.actor, read_query(r), *by));
  };
  api.add(std::move(tally));

  auto find = api.get("findDocument", "/documents/find", "Tìm một văn bản theo số, ký hiệu, tên gọi hoặc vài từ",
                      "documents_read");
  find.parameters = {
      {"text", "query", "string", "Như 50-KL/TW, 321-QĐ/TW@2025-06-24, Nghị quyết Trung ương 4 khóa XII", true}};
  find.response_schema = platform::list_schema<Candidate>();
  find.handler = [&documents](Request& r) {
    return platform::list_response(documents.find_document(r.actor, r.query_value("text").value_or("")));
  };
  api.add(std::move(find));
}

Response page_with_tag(const DocumentPage& page) {
  return platform::record_response(page).header("ETag", "\"" + std::to_string(page.document.version) + "\"");
}

Response update(Documents& documents, Request& r) {
  const auto id = id_of<DocumentId>(r);
  const auto record = base::parse_record<Document>(r.body);
  return platform::edit_or_show_both(
      r, "documents.version", record,
      [&] { return page_with_tag(documents.update_document(r.actor, id, seen_version(r), record)); },
      [&] { return documents.get_document(r.actor, id, std::nullopt).document; });
}

void add_one(ApiBuilder& api, Documents& documents) {
  auto get = api.get("getDocument", "/documents/{id}", "Một văn bản với quan hệ hai chiều và hiệu lực vào một ngày",
                     "documents_read");
  get.parameters = {id_parameter(), {"on", "query", "date", "Hiệu lực vào ngày nào; mặc định là hôm nay", false}};
  get.response_schema = platform::record_schema<DocumentPage>();
  get.handler = [&documents](Request& r) {
    return page_with_tag(documents.get_document(r.actor, id_of<DocumentId>(r), r.query_date("on")));
  };
  api.add(std::move(get));

  auto create = api.write("POST", "createDocument", "/documents", "Vào sổ một văn bản", "documents_register");
  create.request_schema = platform::record_schema<Document>();
  create.response_schema = platform::record_schema<DocumentPage>();
  create.success = 201;
  create.handler = [&documents](Request& r) {
    auto response = page_with_tag(documents.create_document(r.actor, base::parse_record<Document>(r.body)));
    response.status = 201;
    return response;
  };
  api.add(std::move(create));

  auto change = api.write("PUT", "updateDocument", "/documents/{id}",
                          "Sửa một văn bản; kèm phiên bản đã thấy (If-Match)", "documents_register");
  change.parameters = {id_parameter()};
  change.request_schema = platform::record_schema<Document>();
  change.response_schema = platform::record_schema<DocumentPage>();
  change.handler = [&documents](Request& r) { return update(documents, r); };
  api.add(std::move(change));
}

void add_aliases(ApiBuilder& api, Documents& documents) {
  auto list = api.get("listAliases", "/documents/{id}/aliases", "Tên gọi khác của một văn bản", "documents_read");
  list.parameters = {id_parameter()};
  list.response_schema = platform::list_schema<AliasName>();
  list.handler = [&documents](Request& r) {
    return platform::list_response(documents.list_aliases(r.actor, id_of<DocumentId>(r)));
  };
  api.add(std::move(list));
  auto add = api.write("POST", "addAlias", "/documents/{id}/aliases", "Thêm một tên gọi khác", "documents_register");
  add.parameters = {id_parameter()};
  add.request_schema = platform::record_schema<AliasName>();
  add.response_schema = platform::record_schema<AliasName>();
  add.success = 201;
  add.handler = [&documents](Request& r) {
    return platform::record_response(
        documents.add_alias(r.actor, id_of<DocumentId>(r), base::parse_record<AliasName>(r.body).name), 201);
  };
  api.add(std::move(add));
  auto remove = api.write("DELETE", "removeAlias", "/documents/{id}/aliases/{alias}", "Bỏ một tên gọi khác",
                          "documents_register");
  remove.parameters = {id_parameter(), {"alias", "path", "integer", "Số của tên gọi", true}};
  remove.success = 204;
  remove.handler = [&documents](Request& r) {
    documents.remove_alias(r.actor, id_of<DocumentId>(r), number_of_path(r, "alias"));
    return platform::no_content();
  };
  api.add(std::move(remove));
}

std::filesystem::path temporary_file() {
  return std::filesystem::temp_directory_path() / ("lienthong-" + platform::to_hex(platform::random_bytes(12)));
}

void add_files(ApiBuilder& api, Documents& documents) {
  auto upload =
      api.write("POST", "uploadDocumentFile", "/documents/{id}/files", "Đính kèm một tệp", "documents_register");
  upload.parameters = {id_parameter(), {"name", "query", "string", "Tên tệp", true}};
  upload.response_schema = platform::record_schema<AttachedFile>();
  upload.success = 201;
  upload.streams = true;
  upload.slow = true;  // a scan is read before it is kept
  upload.body_limit = 200u << 20;
  upload.handler = [&documents](Request& r) {
    const std::string type = r.header("content-type");
    return platform::record_response(
        documents.upload_file(r.actor, id_of<DocumentId>(r), r.query_value("name").value_or(""),
                              type.empty() ? "application/octet-stream" : type, r.body_file),
        201);
  };
  api.add(std::move(upload));
  auto download =
      api.get("downloadDocumentFile", "/documents/{id}/files/{file}", "Tải một tệp đính kèm", "documents_read");
  download.parameters = {id_parameter(), {"file", "path", "integer", "Số của tệp", true}};
  download.response_type = "application/octet-stream";
  download.handler = [&documents](Request& r) {
    const auto path = temporary_file();
    const auto file = documents.download_file(r.actor, id_of<DocumentId>(r), number_of_path(r, "file"), path);
    Response response = platform::download("application/octet-stream", file.name, "");
    response.file = path;
    response.remove_file = true;
    return response;
  };
  api.add(std::move(download));
}

}  // namespace

void add_operations(platform::Api& api, Documents& documents, const platform::Clock& clock) {
  ApiBuilder builder(api);
  add_export(builder, documents, clock);
  add_lists(builder, documents);
  add_numbers(builder, documents);
  add_claims_and_views(builder, documents);
  add_one(builder, documents);
  add_aliases(builder, documents);
  add_relations(builder, documents);
  add_files(builder, documents);
}

}  // namespace documents
