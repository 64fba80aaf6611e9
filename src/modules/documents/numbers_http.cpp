#include "base/record.h"
#include "modules/documents/documents_api.h"

namespace documents {

using platform::Request;

void add_numbers(platform::Routes& api, Documents& documents) {
  api.get("listSeries", "/series", "Các dãy số: cơ quan giữ sổ, ký hiệu, khóa")
      .needs(Permission::documents_read)
      .with({in_query("unit", "string", "Mã cơ quan giữ sổ")})
      .lists<SeriesRow>()
      .answers([&documents](Request& r) {
        return some_response(documents.list_series(r.actor, r.query_value("unit").value_or("")));
      });

  api.get("getSeries", "/series/{id}", "Một dãy số với số còn thiếu, số giữ chỗ và số bỏ")
      .needs(Permission::documents_read)
      .with({in_path("id", "integer", "Số của dãy")})
      .gives<SeriesPage>()
      .answers([&documents](Request& r) {
        return platform::record_response(documents.get_series(r.actor, number_of_path(r, "id")));
      });

  api.post("allocateNumber", "/numbers/allocate", "Cấp số tiếp theo")
      .needs(Permission::numbers_allocate)
      .takes<NumberRequest>()
      .gives<AllocatedNumber>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(documents.allocate_number(r.actor, base::parse_record<NumberRequest>(r.body)),
                                         201);
      });

  api.post("reserveNumber", "/numbers/reserve", "Giữ chỗ một số, có lý do")
      .needs(Permission::numbers_allocate)
      .takes<NumberRequest>()
      .gives<AllocatedNumber>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(documents.reserve_number(r.actor, base::parse_record<NumberRequest>(r.body)),
                                         201);
      });

  api.post("voidNumber", "/numbers/void", "Bỏ một số, có lý do")
      .needs(Permission::documents_manage)
      .takes<VoidRequest>()
      .answers([&documents](Request& r) {
        documents.void_number(r.actor, base::parse_record<VoidRequest>(r.body));
        return platform::no_content();
      });

  api.get("listTerms", "/terms", "Các khóa của một đảng bộ")
      .needs(Permission::documents_read)
      .with({in_query("unit", "string", "Mã đảng bộ", true)})
      .lists<Congress>()
      .answers([&documents](Request& r) {
        return platform::list_response(documents.list_terms(r.actor, r.query_value("unit").value_or("")));
      });

  api.post("addTerm", "/terms", "Ghi một đại hội; khóa được tính từ đó")
      .needs(Permission::documents_manage)
      .takes<Congress>()
      .gives<Congress>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(documents.add_term(r.actor, base::parse_record<Congress>(r.body)), 201);
      });
}

void add_claims_and_views(platform::Routes& api, Documents& documents) {
  api.get("listClaims", "/document-claims", "Con số được nói ra, bên cạnh số sổ đếm được")
      .needs(Permission::documents_read)
      .lists<Claim>()
      .answers([&documents](Request& r) { return some_response(documents.list_claims(r.actor)); });

  api.post("addClaim", "/document-claims", "Ghi một con số được nói ra")
      .needs(Permission::documents_register)
      .takes<Claim>()
      .gives<Claim>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(documents.add_claim(r.actor, base::parse_record<Claim>(r.body)), 201);
      });

  api.remove("removeClaim", "/document-claims/{id}", "Bỏ một con số ghi nhầm")
      .needs(Permission::documents_register)
      .with({in_path("id", "integer", "Số của con số được nói ra")})
      .answers([&documents](Request& r) {
        documents.remove_claim(r.actor, r.path_number("id", "documents.claim_unknown"));
        return platform::no_content();
      });

  api.get("listViews", "/document-views", "Các bộ lọc đã lưu của tôi")
      .needs(Permission::documents_read)
      .lists<SavedView>()
      .answers([&documents](Request& r) { return platform::list_response(documents.list_views(r.actor)); });

  api.post("saveView", "/document-views", "Lưu một bộ lọc; cùng tên thì thay")
      .needs(Permission::documents_read)
      .takes<SavedView>()
      .gives<SavedView>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(documents.save_view(r.actor, base::parse_record<SavedView>(r.body)), 201);
      });

  api.remove("deleteView", "/document-views/{id}", "Xóa một bộ lọc đã lưu")
      .needs(Permission::documents_read)
      .with({in_path("id", "integer", "Số của bộ lọc")})
      .answers([&documents](Request& r) {
        documents.delete_view(r.actor, number_of_path(r, "id"));
        return platform::no_content();
      });
}

}  // namespace documents
