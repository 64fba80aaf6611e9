#include "modules/identity/identity.h"
#include "modules/reviews/reviews.h"
#include "platform/http/routes.h"

namespace reviews {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

const auto remedy_id = in_path("id", "integer", "Số kế hoạch củng cố");
const auto judgement_id = in_path("id", "integer", "Số quyết định xếp yếu kém");
const platform::ParameterSpec seen{"If-Match", "header", "string", "Phiên bản đã xem (version)", true};

std::int64_t seen_of(const Request& request) {
  const auto version = request.seen_version();
  if (!version) throw base::Error(base::ErrorKind::invalid, "reviews.version_needed");
  return *version;
}

Response answer(const Judgement& judgement, int status = 200) {
  return platform::record_response(judgement, status).version(judgement.version);
}
Response answer(const RemedyPage& page, int status = 200) {
  return platform::record_response(page, status).version(page.about.version);
}

RemedyId remedy_of(const Request& r) { return RemedyId{r.path_number("id", "reviews.remedy_unknown")}; }
JudgementId judgement_of(const Request& r) { return JudgementId{r.path_number("id", "reviews.judgement_unknown")}; }

WeakQuery weak_query(const Request& r) {
  return {r.query_value("unit").value_or(""), r.query_date("on"), r.query_enum<Criterion>("mark"),
          r.query_enum<Progress>("progress"), r.query_enum<tree::UnitKind>("kind")};
}

std::vector<platform::ParameterSpec> weak_parameters(std::vector<platform::ParameterSpec> more) {
  std::vector<platform::ParameterSpec> all{
      in_query("unit", "string", "Mã đơn vị; cả các đơn vị bên dưới"),
      in_query("on", "date", "Vào ngày; mặc định là hôm nay"),
      in_query("mark", "string", "few_official, no_admission, lost_probation hoặc judged"),
      in_query("progress", "string", "Kế hoạch: without, on_time, soon hoặc overdue"),
      in_query("kind", "string", "grassroots_committee, grassroots_cell hoặc cell")};
  for (auto& one : more) all.push_back(std::move(one));
  return all;
}

void add_weak(platform::Routes& api, Reviews& s) {
  api.get("listWeakOrganisations", "/weak-organisations",
          "Tổ chức cơ sở đảng, chi bộ yếu kém vào một ngày, theo tiêu chí của ngày ấy")
      .needs(Permission::reviews_read)
      .with(weak_parameters({in_query("cursor", "string", "Con trỏ của trang trước (next)"),
                             in_query("limit", "integer", "Số dòng mỗi trang")}))
      .gives<WeakList>()
      .answers([&s](Request& r) {
        return platform::record_response(s.list_weak(r.actor, weak_query(r), r.query_value("cursor").value_or(""),
                                                     int(r.query_number("limit", 50, 1, 500))));
      });
  api.get("exportWeakOrganisations", "/weak-organisations/export", "Danh sách tổ chức yếu kém thành bảng CSV hoặc XLSX")
      .needs(Permission::reviews_read)
      .with(weak_parameters({in_query("format", "string", "csv hoặc xlsx")}))
      .type("text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .slow()
      .answers([&s](Request& r) {
        const auto query = weak_query(r);
        return platform::download_table(r, "to-chuc-yeu-kem", [&](const auto& path, auto format) {
          s.export_weak(r.actor, query, r.language, path, format);
        });
      });
  api.get("getUnitReview", "/units/{code}/review",
          "Một tổ chức: vì sao yếu kém, các quyết định và kế hoạch củng cố của nó")
      .needs(Permission::reviews_read)
      .with({in_path("code", "string", "Mã đơn vị"), in_query("on", "date", "Vào ngày; mặc định là hôm nay")})
      .gives<UnitReview>()
      .answers([&s](Request& r) {
        return platform::record_response(s.get_unit(r.actor, r.path_value("code"), r.query_date("on"), r.language));
      });
}

void add_judgements(platform::Routes& api, Reviews& s) {
  api.post("judgeWeak", "/weak-judgements", "Cấp trên xếp một tổ chức là yếu kém theo một căn cứ, bằng một văn bản")
      .needs(Permission::reviews_manage)
      .takes<NewJudgement>()
      .gives<Judgement>()
      .success(201)
      .answers([&s](Request& r) { return answer(s.judge(r.actor, base::parse_record<NewJudgement>(r.body)), 201); });
  api.get("getWeakJudgement", "/weak-judgements/{id}", "Một quyết định xếp yếu kém")
      .needs(Permission::reviews_read)
      .with({judgement_id})
      .gives<Judgement>()
      .answers([&s](Request& r) { return answer(s.get_judgement(r.actor, judgement_of(r))); });
  api.post("endWeakJudgement", "/weak-judgements/{id}/end", "Thôi xếp yếu kém từ một ngày, bằng một văn bản")
      .needs(Permission::reviews_manage)
      .with({judgement_id, seen})
      .takes<EndOfJudgement>()
      .gives<Judgement>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<EndOfJudgement>(r.body);
        return platform::edit_or_show_both(
            r, "reviews.changed_meanwhile", given,
            [&] { return answer(s.end_judgement(r.actor, judgement_of(r), given, seen_of(r))); },
            [&] { return s.get_judgement(r.actor, judgement_of(r)); });
      });
}

// An edit of a plan, with the version that the caller saw; a conflict shows both.
template <class Sent, class Edit>
void add_edit(platform::Route route, Reviews& s, Edit edit) {
  route.template takes<Sent>().template gives<RemedyPage>().answers([&s, edit](Request& r) {
    const auto given = base::parse_record<Sent>(r.body);
    return platform::edit_or_show_both(
        r, "reviews.changed_meanwhile", given, [&] { return answer(edit(r, given, seen_of(r))); },
        [&] { return s.get_remedy(r.actor, remedy_of(r)); });
  });
}

void add_remedies(platform::Routes& api, Reviews& s) {
  api.get("listRemedies", "/remedies", "Kế hoạch củng cố được xem: đang làm theo hạn, rồi đã kết luận")
      .needs(Permission::reviews_read)
      .with({in_query("unit", "string", "Mã đơn vị; tổ chức hoặc đơn vị chủ trì ở dưới"),
             in_query("state", "string", "open hoặc closed"),
             in_query("progress", "string", "on_time, soon (sắp đến hạn) hoặc overdue (quá hạn)"),
             in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .lists<RemedyItem>()
      .answers([&s](Request& r) {
        const RemedyQuery query{r.query_value("unit").value_or(""), r.query_enum<RemedyState>("state"),
                                r.query_enum<Progress>("progress")};
        const auto list = s.list_remedies(r.actor, query, r.query_value("cursor").value_or(""),
                                          int(r.query_number("limit", 50, 1, 200)));
        return platform::list_response(list.items, {list.next, list.total});
      });
  api.get("getRemedy", "/remedies/{id}", "Một kế hoạch củng cố: các việc, hạn, kết quả, dòng thời gian")
      .needs(Permission::reviews_read)
      .with({remedy_id})
      .gives<RemedyPage>()
      .answers([&s](Request& r) { return answer(s.get_remedy(r.actor, remedy_of(r))); });
  api.post("openRemedy", "/remedies", "Lập kế hoạch củng cố một tổ chức: mục tiêu, một đơn vị chủ trì, hạn, các việc")
      .needs(Permission::reviews_manage)
      .takes<NewRemedy>()
      .gives<RemedyPage>()
      .success(201)
      .answers([&s](Request& r) { return answer(s.open_remedy(r.actor, base::parse_record<NewRemedy>(r.body)), 201); });
  const auto edit = [&](platform::Route route) {
    return route.needs(Permission::reviews_manage).with({remedy_id, seen});
  };
  add_edit<RemedyEdit>(edit(api.put("updateRemedy", "/remedies/{id}", "Sửa mục tiêu, đơn vị chủ trì, văn bản")), s,
                       [&s](Request& r, const RemedyEdit& given, std::int64_t version) {
                         return s.update_remedy(r.actor, remedy_of(r), given, version);
                       });
  add_edit<NewDeadline>(edit(api.post("extendRemedy", "/remedies/{id}/extend", "Gia hạn, nói rõ lý do")), s,
                        [&s](Request& r, const NewDeadline& given, std::int64_t version) {
                          return s.extend_remedy(r.actor, remedy_of(r), given, version);
                        });
  add_edit<EndOfRemedy>(edit(api.post("closeRemedy", "/remedies/{id}/close", "Kết luận: đạt, đạt một phần, không đạt")),
                        s, [&s](Request& r, const EndOfRemedy& given, std::int64_t version) {
                          return s.close_remedy(r.actor, remedy_of(r), given, version);
                        });
  add_edit<NewDeadline>(edit(api.post("reopenRemedy", "/remedies/{id}/reopen", "Mở lại kế hoạch đã kết luận")), s,
                        [&s](Request& r, const NewDeadline& given, std::int64_t version) {
                          return s.reopen_remedy(r.actor, remedy_of(r), given, version);
                        });
  add_edit<NewStep>(edit(api.post("addRemedyStep", "/remedies/{id}/steps", "Thêm một việc vào kế hoạch")), s,
                    [&s](Request& r, const NewStep& given, std::int64_t version) {
                      return s.add_step(r.actor, remedy_of(r), given, version);
                    });
  add_edit<StepReport>(api.put("reportRemedyStep", "/remedies/{id}/steps/{step}", "Báo tình trạng một việc")
                           .needs(Permission::reviews_manage)
                           .with({remedy_id, in_path("step", "integer", "Số của việc"), seen}),
                       s, [&s](Request& r, const StepReport& given, std::int64_t version) {
                         return s.report_step(r.actor, remedy_of(r), r.path_number("step", "reviews.step_unknown"),
                                              given, version);
                       });
}

}  // namespace

void add_operations(platform::Api& all, Reviews& reviews) {
  platform::Routes api(all, "reviews");
  add_weak(api, reviews);
  add_judgements(api, reviews);
  add_remedies(api, reviews);
}

}  // namespace reviews
