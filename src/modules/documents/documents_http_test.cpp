#include <fstream>
#include <sstream>

#include "modules/documents/register_fixture.h"
#include "platform/http/http.h"

namespace documents {
namespace {

class RegisterHttp : public Register {
 protected:
  void SetUp() override {
    Register::SetUp();
    if (IsSkipped()) return;
    add_operations(api_, register_(), clock_);
  }
  platform::Response call(const std::string& id, platform::Request request) {
    request.actor = os_;
    for (const auto& operation : api_.operations())
      if (operation.id == id) return operation.handler(request);
    throw std::runtime_error("no operation " + id);
  }
  platform::Request with_id(DocumentId id) {
    platform::Request r;
    r.path_values["id"] = std::to_string(id.value);
    return r;
  }
  platform::Api api_;
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterHttp, support::engines(), support::engine_name);

TEST_P(RegisterHttp, ARecordGoesInAndOutAndAnOldVersionShowsBoth) {
  platform::Request create;
  create.body =
      R"({"kind":"conclusion","number":50,"code":"KL/TW","issued":"2023-02-28","owner_unit":"TW","issuer":"Bộ Chính trị","subject":"Sơ kết"})";
  const auto created = call("createDocument", create);
  EXPECT_EQ(created.status, 201);
  auto document = base::Json::parse(created.body)["document"];
  EXPECT_EQ(document["label"], "50-KL/TW");
  auto change = with_id(DocumentId{document["id"]});
  document["subject"] = "Sơ kết 5 năm";
  change.body = document.dump();
  EXPECT_EQ(key_of([&] { call("updateDocument", change); }), "documents.if_match_needed");
  change.headers["if-match"] = "\"1\"";
  EXPECT_EQ(call("updateDocument", change).status, 200);
  const auto refused = call("updateDocument", change);
  EXPECT_EQ(refused.status, 409);
  const auto both = base::Json::parse(refused.body);
  EXPECT_EQ(both["current"]["version"], 2);
  EXPECT_EQ(both["sent"]["subject"], "Sơ kết 5 năm");
}

TEST_P(RegisterHttp, ListsReadTheirFiltersAndRefuseWhatTheyDoNotKnow) {
  put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  platform::Request list;
  list.query = {{"kind", "conclusion"}, {"from", "2023-01-01"}, {"text", "50-KL/TƯ"}};
  const auto answer = base::Json::parse(call("listDocuments", list).body);
  EXPECT_EQ(answer["items"].size(), 1u);
  EXPECT_EQ(answer["total"], 1);
  EXPECT_FALSE(answer["capped"]);
  list.query["status"] = "vui";
  EXPECT_EQ(key_of([&] { call("listDocuments", list); }), "request.fields");
  list.query = {{"from", "2023-02-30"}};
  EXPECT_EQ(key_of([&] { call("listDocuments", list); }), "request.fields");
  platform::Request one;
  one.path_values["id"] = "1; DROP TABLE x";
  EXPECT_EQ(key_of([&] { call("getDocument", one); }), "documents.unknown");
}

TEST_P(RegisterHttp, TheExportHoldsTheRowsAndColumnsThatWereAskedAndNoFormula) {
  auto odd = paper("conclusion", "KL/TW", 50, "2023-02-28");
  odd.subject = "=HYPERLINK(1)";
  put(odd);
  const auto second = put(paper("directive", "CT/TW", 1, "2023-02-28"));
  platform::Request r;
  r.query = {{"kind", "conclusion"}, {"columns", "label,subject"}};
  const auto response = call("exportDocuments", r);
  std::ostringstream text;
  text << std::ifstream(response.file->path()).rdbuf();
  EXPECT_NE(text.str().find("Số, ký hiệu"), std::string::npos);
  EXPECT_NE(text.str().find("50-KL/TW"), std::string::npos);
  EXPECT_NE(text.str().find("'=HYPERLINK"), std::string::npos);
  EXPECT_EQ(text.str().find("CT/TW"), std::string::npos);
  r.query = {{"columns", "label"}, {"ids", std::to_string(second.value)}};
  const auto selected = call("exportDocuments", r);
  std::ostringstream rows;
  rows << std::ifstream(selected.file->path()).rdbuf();
  EXPECT_NE(rows.str().find("01-CT/TW"), std::string::npos);
  EXPECT_EQ(rows.str().find("50-KL/TW"), std::string::npos);
  for (const char* ids : {"", "1,", "x", "1,,2", "1;2", "99999999999999999999"}) {
    r.query["ids"] = ids;
    EXPECT_EQ(key_of([&] { call("exportDocuments", r); }), "field.value_unknown") << ids;
  }
  r.query.erase("ids");
  r.query["columns"] = "label,password";
  EXPECT_EQ(key_of([&] { call("exportDocuments", r); }), "field.value_unknown");
}

}  // namespace
}  // namespace documents
