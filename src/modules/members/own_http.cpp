#include "modules/identity/identity.h"
#include "modules/members/members_http.h"

namespace members {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;

const auto by_code = in_path("code", "string", "Mã đảng viên");

platform::Response question_response(const Question& question, int status = 200) {
  return platform::record_response(question, status).version(question.version);
}

void add_own(platform::Routes& api, MembersService& s) {
  api.get("getOwnRecord", "/my/member", "Hồ sơ đảng viên của chính mình").gives<MemberPage>().answers([&s](Request& r) {
    return page_response(s.get_own_record(r.actor));
  });
  api.get("listOwnRecordViews", "/my/member/views", "Ai đã xem hồ sơ của mình, mới nhất trước")
      .lists<RecordView>()
      .answers([&s](Request& r) { return platform::list_response(s.list_own_views(r.actor)); });
  api.get("listOwnQuestions", "/my/member/questions", "Những điều mình đã hỏi về hồ sơ")
      .lists<Question>()
      .answers([&s](Request& r) { return platform::list_response(s.list_own_questions(r.actor)); });
  api.post("askQuestion", "/my/member/questions", "Hỏi về một trường chưa đúng; chi bộ trả lời")
      .takes<NewQuestion>()
      .gives<Question>()
      .success(201)
      .answers([&s](Request& r) {
        return question_response(s.ask_question(r.actor, base::parse_record<NewQuestion>(r.body)), 201);
      });
}

void add_questions(platform::Routes& api, MembersService& s) {
  api.get("listQuestions", "/member-questions", "Điều đảng viên hỏi về hồ sơ của mình, mới nhất trước")
      .needs(Permission::members_read)
      .with({in_query("unit", "string", "Mã đơn vị; cả các đơn vị bên dưới"),
             in_query("unanswered", "boolean", "Chỉ những điều chưa trả lời")})
      .lists<Question>()
      .answers([&s](Request& r) {
        return platform::list_response(s.list_questions(r.actor, r.query_value("unit").value_or(""),
                                                        r.query_value("unanswered").value_or("") == "true"));
      });
  api.post("answerQuestion", "/member-questions/{id}/answer", "Trả lời một điều đảng viên hỏi")
      .needs(Permission::members_manage)
      .with({in_path("id", "integer", "Số của câu hỏi"),
             {"If-Match", "header", "string", "Phiên bản đã xem (version của câu hỏi)", true}})
      .takes<Answer>()
      .gives<Question>()
      .answers([&s](Request& r) {
        const QuestionId id{r.path_number("id", "members.question_unknown")};
        const auto given = base::parse_record<Answer>(r.body);
        const auto seen = seen_version(r);
        return platform::edit_or_show_both(
            r, "members.question_changed", given,
            [&] { return question_response(s.answer_question(r.actor, id, given, seen)); },
            [&] { return s.get_question(r.actor, id); });
      });
  api.put("linkMemberAccount", "/members/{code}/account", "Nối tài khoản với hồ sơ, để đảng viên xem hồ sơ của mình")
      .needs(Permission::members_manage)
      .with({by_code})
      .takes<AccountOfMember>()
      .answers([&s](Request& r) {
        s.link_account(r.actor, r.path_value("code"), base::parse_record<AccountOfMember>(r.body));
        return platform::no_content();
      });
  api.remove("unlinkMemberAccount", "/members/{code}/account", "Thôi nối tài khoản với hồ sơ")
      .needs(Permission::members_manage)
      .with({by_code})
      .answers([&s](Request& r) {
        s.unlink_account(r.actor, r.path_value("code"));
        return platform::no_content();
      });
}

}  // namespace

void add_own_operations(platform::Routes& api, MembersService& service) {
  add_own(api, service);
  add_questions(api, service);
}

}  // namespace members
