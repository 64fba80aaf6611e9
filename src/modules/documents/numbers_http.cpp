#include "base/record.h"
#include "modules/documents/documents_api.h"

namespace documents {
namespace {

using platform::Request;

}  // namespace

void add_numbers(ApiBuilder& api, Documents& documents) {
  auto list = api.get("listSeries", "/series", "Các dãy số: cơ quan giữ sổ, ký hiệu, khóa", "documents_read");
  list.parameters = {{"unit", "query", "string", "Mã cơ quan giữ sổ", false}};
  list.response_schema = platform::list_schema<SeriesRow>();
  list.handler = [&documents](Request& r) {
    return some_response(documents.list_series(r.actor, r.query_value("unit").value_or("")));
  };
  api.add(std::move(list));

  auto get = api.get("getSeries", "/series/{id}", "Một dãy số với số còn thiếu, số giữ chỗ và số bỏ", "documents_read");
  get.parameters = {{"id", "path", "integer", "Số của dãy", true}};
  get.response_schema = platform::record_schema<SeriesPage>();
  get.handler = [&documents](Request& r) {
    return platform::record_response(documents.get_series(r.actor, number_of_path(r, "id")));
  };
  api.add(std::move(get));

  auto allocate = api.write("POST", "allocateNumber", "/numbers/allocate", "Cấp số tiếp theo", "numbers_allocate");
  allocate.request_schema = platform::record_schema<NumberRequest>();
  allocate.response_schema = platform::record_schema<AllocatedNumber>();
  allocate.success = 201;
  allocate.handler = [&documents](Request& r) {
    return platform::record_response(documents.allocate_number(r.actor, base::parse_record<NumberRequest>(r.body)),
                                     201);
  };
  api.add(std::move(allocate));

  auto reserve = api.write("POST", "reserveNumber", "/numbers/reserve", "Giữ chỗ một số, có lý do", "numbers_allocate");
  reserve.request_schema = platform::record_schema<NumberRequest>();
  reserve.response_schema = platform::record_schema<AllocatedNumber>();
  reserve.success = 201;
  reserve.handler = [&documents](Request& r) {
    return platform::record_response(documents.reserve_number(r.actor, base::parse_record<NumberRequest>(r.body)), 201);
  };
  api.add(std::move(reserve));

  auto voided = api.write("POST", "voidNumber", "/numbers/void", "Bỏ một số, có lý do", "documents_manage");
  voided.request_schema = platform::record_schema<VoidRequest>();
  voided.success = 204;
  voided.handler = [&documents](Request& r) {
    documents.void_number(r.actor, base::parse_record<VoidRequest>(r.body));
    return platform::no_content();
  };
  api.add(std::move(voided));

  auto terms = api.get("listTerms", "/terms", "Các khóa của một đảng bộ", "documents_read");
  terms.parameters = {{"unit", "query", "string", "Mã đảng bộ", true}};
  terms.response_schema = platform::list_schema<Congress>();
  terms.handler = [&documents](Request& r) {
    return platform::list_response(documents.list_terms(r.actor, r.query_value("unit").value_or("")));
  };
  api.add(std::move(terms));

  auto add = api.write("POST", "addTerm", "/terms", "Ghi một đại hội; khóa được tính từ đó", "documents_manage");
  add.request_schema = platform::record_schema<Congress>();
  add.response_schema = platform::record_schema<Congress>();
  add.success = 201;
  add.handler = [&documents](Request& r) {
    return platform::record_response(documents.add_term(r.actor, base::parse_record<Congress>(r.body)), 201);
  };
  api.add(std::move(add));
}

void add_claims_and_views(ApiBuilder& api, Documents& documents) {
  auto claims =
      api.get("listClaims", "/document-claims", "Con số được nói ra, bên cạnh số sổ đếm được", "documents_read");
  claims.response_schema = platform::list_schema<Claim>();
  claims.handler = [&documents](Request& r) { return some_response(documents.list_claims(r.actor)); };
  api.add(std::move(claims));

  auto add = api.write("POST", "addClaim", "/document-claims", "Ghi một con số được nói ra", "documents_register");
  add.request_schema = platform::record_schema<Claim>();
  add.response_schema = platform::record_schema<Claim>();
  add.success = 201;
  add.handler = [&documents](Request& r) {
    return platform::record_response(documents.add_claim(r.actor, base::parse_record<Claim>(r.body)), 201);
  };
  api.add(std::move(add));

  auto drop =
      api.write("DELETE", "removeClaim", "/document-claims/{id}", "Bỏ một con số ghi nhầm", "documents_register");
  drop.parameters = {{"id", "path", "integer", "Số của con số được nói ra", true}};
  drop.success = 204;
  drop.handler = [&documents](Request& r) {
    documents.remove_claim(r.actor, r.path_number("id", "documents.claim_unknown"));
    return platform::no_content();
  };
  api.add(std::move(drop));

  auto views = api.get("listViews", "/document-views", "Các bộ lọc đã lưu của tôi", "documents_read");
  views.response_schema = platform::list_schema<SavedView>();
  views.handler = [&documents](Request& r) { return platform::list_response(documents.list_views(r.actor)); };
  api.add(std::move(views));

  auto save = api.write("POST", "saveView", "/document-views", "Lưu một bộ lọc; cùng tên thì thay", "documents_read");
  save.request_schema = platform::record_schema<SavedView>();
  save.response_schema = platform::record_schema<SavedView>();
  save.success = 201;
  save.handler = [&documents](Request& r) {
    return platform::record_response(documents.save_view(r.actor, base::parse_record<SavedView>(r.body)), 201);
  };
  api.add(std::move(save));

  auto remove = api.write("DELETE", "deleteView", "/document-views/{id}", "Xóa một bộ lọc đã lưu", "documents_read");
  remove.parameters = {{"id", "path", "integer", "Số của bộ lọc", true}};
  remove.success = 204;
  remove.handler = [&documents](Request& r) {
    documents.delete_view(r.actor, number_of_path(r, "id"));
    return platform::no_content();
  };
  api.add(std::move(remove));
}

void add_relations(ApiBuilder& api, Documents& documents) {
  auto list =
      api.get("listRelations", "/documents/{id}/relations", "Quan hệ hai chiều của một văn bản", "documents_read");
  list.parameters = {id_parameter()};
  list.response_schema = platform::record_schema<DocumentPage>();
  list.handler = [&documents](Request& r) {
    return platform::record_response(documents.list_relations(r.actor, id_of<DocumentId>(r)));
  };
  api.add(std::move(list));

  auto add = api.write("POST", "addRelation", "/documents/{id}/relations", "Ghi một quan hệ từ văn bản này",
                       "documents_register");
  add.parameters = {id_parameter()};
  add.request_schema = platform::record_schema<NewRelation>();
  add.response_schema = platform::record_schema<RelationView>();
  add.success = 201;
  add.handler = [&documents](Request& r) {
    return platform::record_response(
        documents.add_relation(r.actor, id_of<DocumentId>(r), base::parse_record<NewRelation>(r.body)), 201);
  };
  api.add(std::move(add));

  auto end = api.write("POST", "endRelation", "/document-relations/{id}/end",
                       "Kết thúc một quan hệ từ một ngày; kèm phiên bản đã thấy (If-Match)", "documents_register");
  end.parameters = {{"id", "path", "integer", "Số của quan hệ", true},
                    {"to", "query", "date", "Ngày đầu tiên không còn", true}};
  end.success = 204;
  end.handler = [&documents](Request& r) {
    const auto to = r.query_date("to");
    if (!to) throw base::Error(base::ErrorKind::invalid, "field.required").at_field("to");
    const auto id = id_of<RelationId>(r);
    return platform::edit_or_show_both(
        r, "documents.relation_changed", base::Json{{"to", base::to_iso(*to)}},
        [&] {
          documents.end_relation(r.actor, id, seen_version(r), *to);
          return platform::no_content();
        },
        [&] { return documents.get_relation(r.actor, id); });
  };
  api.add(std::move(end));

  auto remove = api.write("DELETE", "removeRelation", "/document-relations/{id}", "Bỏ một quan hệ ghi nhầm",
                          "documents_register");
  remove.parameters = {{"id", "path", "integer", "Số của quan hệ", true}};
  remove.success = 204;
  remove.handler = [&documents](Request& r) {
    documents.remove_relation(r.actor, id_of<RelationId>(r));
    return platform::no_content();
  };
  api.add(std::move(remove));

  auto graph = api.get("getRelationGraph", "/documents/{id}/graph", "Sơ đồ quan hệ quanh một văn bản, vào một ngày",
                       "documents_read");
  graph.parameters = {id_parameter(),
                      {"depth", "query", "integer", "Bao nhiêu bước, đến 5", false},
                      {"on", "query", "date", "Vào ngày nào", false}};
  graph.response_schema = platform::record_schema<Graph>();
  graph.handler = [&documents](Request& r) {
    return platform::record_response(
        documents.get_graph(r.actor, id_of<DocumentId>(r), int(r.query_number("depth", 2, 1, 5)), r.query_date("on")));
  };
  api.add(std::move(graph));
}

}  // namespace documents
