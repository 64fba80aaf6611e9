#include "base/record.h"
#include "modules/documents/documents_api.h"

namespace documents {

using platform::Request;

void add_relations(platform::Routes& api, Documents& documents) {
  api.get("listRelations", "/documents/{id}/relations", "Quan hệ hai chiều của một văn bản")
      .needs(Permission::documents_read)
      .with({id_parameter()})
      .gives<DocumentPage>()
      .answers([&documents](Request& r) {
        return platform::record_response(documents.list_relations(r.actor, id_of<DocumentId>(r)));
      });

  api.post("addRelation", "/documents/{id}/relations", "Ghi một quan hệ từ văn bản này")
      .needs(Permission::documents_register)
      .with({id_parameter()})
      .takes<NewRelation>()
      .gives<RelationView>()
      .success(201)
      .answers([&documents](Request& r) {
        return platform::record_response(
            documents.add_relation(r.actor, id_of<DocumentId>(r), base::parse_record<NewRelation>(r.body)), 201);
      });

  api.post("endRelation", "/document-relations/{id}/end",
           "Kết thúc một quan hệ từ một ngày; kèm phiên bản đã thấy (If-Match)")
      .needs(Permission::documents_register)
      .with({in_path("id", "integer", "Số của quan hệ"), in_query("to", "date", "Ngày đầu tiên không còn", true)})
      .answers([&documents](Request& r) {
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
      });

  api.remove("removeRelation", "/document-relations/{id}", "Bỏ một quan hệ ghi nhầm")
      .needs(Permission::documents_register)
      .with({in_path("id", "integer", "Số của quan hệ")})
      .answers([&documents](Request& r) {
        documents.remove_relation(r.actor, id_of<RelationId>(r));
        return platform::no_content();
      });

  api.get("getRelationGraph", "/documents/{id}/graph", "Sơ đồ quan hệ quanh một văn bản, vào một ngày")
      .needs(Permission::documents_read)
      .with({id_parameter(), in_query("depth", "integer", "Bao nhiêu bước, đến 5"),
             in_query("on", "date", "Vào ngày nào")})
      .gives<Graph>()
      .answers([&documents](Request& r) {
        return platform::record_response(documents.get_graph(
            r.actor, id_of<DocumentId>(r), int(r.query_number("depth", 2, 1, 5)), r.query_date("on")));
      });
}

}  // namespace documents
