#include "base/record.h"
#include "modules/documents/documents_api.h"
#include "platform/crypto/crypto.h"

namespace documents {
namespace {

using platform::Request;
using platform::Response;

void add_lists(platform::Routes& api, Documents& documents) {
  api.get("listDocuments", "/documents", "Danh sách văn bản: lọc, tìm, sắp xếp, từng trang")
      .needs(Permission::documents_read)
      .with(query_parameters({in_query("cursor", "string", "Trang sau: giá trị next của trang trước"),
                              in_query("limit", "integer", "Số dòng một trang, đến 200")}))
      .gives<DocumentList>()
      .answers([&documents](Request& r) {
        const auto query = read_query(r);
        const auto limit = int(r.query_number("limit", 50, 1, 200));
        return platform::record_response(
            documents.list_documents(r.actor, query, r.query_value("cursor").value_or(""), limit));
      });

  api.get("countDocuments", "/documents/count", "Đếm đúng số văn bản của một bộ lọc")
      .needs(Permission::documents_read)
      .with(query_parameters())
      .gives<Count>()
      .answers([&documents](Request& r) {
        return platform::record_response(documents.count_documents(r.actor, read_query(r)));
      });

  api.get("tallyDocuments", "/documents/tally", "Đếm văn bản theo cơ quan, loại, lĩnh vực, thời gian, khóa")
      .needs(Permission::documents_read)
      .with(query_parameters(
          {in_query("by", "string", "issuer, advising, kind, field, year, quarter, month, term, code", true)}))
      .gives<Tally>()
      .answers([&documents](Request& r) {
        const auto by = base::parse_enum<TallyBy>(r.query_value("by").value_or(""));
        if (!by) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("by");
        return platform::record_response(documents.tally_documents(r.actor, read_query(r), *by));
      });

  api.get("findDocument", "/documents/find", "Tìm một văn bản theo số, ký hiệu, tên gọi hoặc vài từ")
      .needs(Permission::documents_read)
      .with({in_query("text", "string", "Như 50-KL/TW, 321-QĐ/TW@2025-06-24, Nghị quyết Trung ương 4 khóa XII", true)})
      .lists<Candidate>()
      .answers([&documents](Request& r) {
        return platform::list_response(documents.find_document(r.actor, r.query_value("text").value_or("")));
      });
}

Response page_with_tag(const DocumentPage& page) {
  return platform::record_response(page).version(page.document.version);
}

Response update(Documents& documents, Request& r) {
  const auto id = id_of<DocumentId>(r);
  const auto record = base::parse_record<Document>(r.body);
  return platform::edit_or_show_both(
      r, "documents.version", record,
      [&] { return page_with_tag(documents.update_document(r.actor, id, seen_version(r), record)); },
      [&] { return documents.get_document(r.actor, id, std::nullopt).document; });
}

void add_one(platform::Routes& api, Documents& documents) {
  api.get("getDocument", "/documents/{id}", "Một văn bản với quan hệ hai chiều và hiệu lực vào một ngày")
      .needs(Permission::documents_read)
      .with({id_parameter(), in_query("on", "date", "Hiệu lực vào ngày nào; mặc định là hôm nay")})
      .gives<DocumentPage>()
      .answers([&documents](Request& r) {
        return page_with_tag(documents.get_document(r.actor, id_of<DocumentId>(r), r.query_date("on")));
      });

  api.post("createDocument", "/documents", "Vào sổ một văn bản")
      .needs(Permission::documents_register)
      .takes<Document>()
      .gives<DocumentPage>()
      .success(201)
      .answers([&documents](Request& r) {
        auto response = page_with_tag(documents.create_document(r.actor, base::parse_record<Document>(r.body)));
        response.status = 201;
        return response;
      });

  api.put("updateDocument", "/documents/{id}", "Sửa một văn bản; kèm phiên bản đã thấy (If-Match)")
      .needs(Permission::documents_register)
      .with({id_parameter()})
      .takes<Document>()
      .gives<DocumentPage>()
      .answers([&documents](Request& r) { return update(documents, r); });
}

void add_aliases(platform::Routes& api, Documents& documents) {
  api.get("listAliases", "/documents/{id}/aliases", "Tên gọi khác của một văn bản")
      .needs(Permission::documents_read)
      .with({id_parameter()})
      .lists<AliasName>()
      .answers([&documents](Request& r) {
        return platform::list_response(documents.list_aliases(r.actor, id_of<DocumentId>(r)));
      });
  api.post("addAlias", "/documents/{id}/aliases", "Thêm một tên gọi khác")
      .needs(Permission::documents_register)
      .with({id_parameter()})
      .takes<AliasName>()
      .gives<AliasName>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(
            documents.add_alias(r.actor, id_of<DocumentId>(r), base::parse_record<AliasName>(r.body).name), 201);
      });
  api.remove("removeAlias", "/documents/{id}/aliases/{alias}", "Bỏ một tên gọi khác")
      .needs(Permission::documents_register)
      .with({id_parameter(), in_path("alias", "integer", "Số của tên gọi")})
      .answers([&documents](Request& r) {
        documents.remove_alias(r.actor, id_of<DocumentId>(r), number_of_path(r, "alias"));
        return platform::no_content();
      });
}

void add_files(platform::Routes& api, Documents& documents) {
  api.post("uploadDocumentFile", "/documents/{id}/files", "Đính kèm một tệp")
      .needs(Permission::documents_register)
      .with({id_parameter(), in_query("name", "string", "Tên tệp", true)})
      .streams(200u << 20)
      .slow()
      .gives<AttachedFile>()
      .success(201)
      .answers([&documents](Request& r) {
        const std::string type = r.header("content-type");
        return platform::record_response(
            documents.upload_file(r.actor, id_of<DocumentId>(r), r.query_value("name").value_or(""),
                                  type.empty() ? "application/octet-stream" : type, r.body_file),
            201);
      });
  api.get("downloadDocumentFile", "/documents/{id}/files/{file}", "Tải một tệp đính kèm")
      .needs(Permission::documents_read)
      .with({id_parameter(), in_path("file", "integer", "Số của tệp")})
      .type("application/octet-stream")
      .answers([&documents](Request& r) {
        platform::TemporaryFile bytes;
        const auto file =
            documents.download_file(r.actor, id_of<DocumentId>(r), number_of_path(r, "file"), bytes.path());
        return platform::download("application/octet-stream", file.name, std::move(bytes));
      });
}

}  // namespace

void add_operations(platform::Api& all, Documents& documents, const platform::Clock& clock) {
  platform::Routes api(all, "documents");
  add_export(api, documents, clock);
  add_lists(api, documents);
  add_numbers(api, documents);
  add_claims_and_views(api, documents);
  add_one(api, documents);
  add_aliases(api, documents);
  add_relations(api, documents);
  add_files(api, documents);
}

}  // namespace documents
