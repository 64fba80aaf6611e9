// The forms that an office prints, filled in as far as the register knows; what is kept on paper only stays empty.
#include "modules/members/members_machine.h"

namespace members {
namespace {

void add(Form& form, const char* label, std::string value) { form.lines.push_back({label, std::move(value)}); }

std::string text_of(const std::optional<base::Date>& day) { return day ? base::to_vietnamese(*day) : ""; }
std::string text_of(const base::PartialDate& day) {
  const auto exact = day.exact();
  return exact ? base::to_vietnamese(*exact) : day.text();
}

void fill_application(Form& form, const Applicant& person) {
  form.number = "1-KNĐ";
  form.title = "Đơn xin vào Đảng";
  add(form, "Nghề nghiệp", person.occupation);
  add(form, "Ngày của đơn", base::to_vietnamese(form.on));
  add(form, "Ký tên", "");
}

void fill_background(Form& form, const Applicant& person) {
  form.number = "2-KNĐ";
  form.title = "Lý lịch của người xin vào Đảng";
  add(form, "Dân tộc", person.ethnicity);
  add(form, "Nghề nghiệp", person.occupation);
  for (const char* label : {"Quê quán", "Nơi ở hiện nay", "Học vấn, chuyên môn", "Lịch sử bản thân",
                            "Hoàn cảnh gia đình", "Tự nhận xét", "Cam đoan và ký tên"})
    add(form, label, "");
}

Applicant person_of(const StoredMember& m) {
  return {m.full_name,  m.gender,     m.birth_date.value_or(base::PartialDate{}), m.ethnicity, m.education,
          m.occupation, m.focus_group};
}

}  // namespace

Form MembersService::get_form(const base::Actor& actor, CaseId id, FormKind kind) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto c = m.access_case(tx, actor, id);
  const auto page = m.page_of(tx, actor, c);
  const auto member = c.member ? store::find_member(tx, *c.member) : std::nullopt;
  const auto* decision = c.last(Stage::decision);
  const bool admission = c.kind == CaseKind::admission || c.kind == CaseKind::readmission;
  const bool fits = kind == FormKind::transfer_slip        ? c.kind == CaseKind::transfer
                    : kind == FormKind::admission_decision ? admission && decision
                                                           : admission;
  if (!fits) throw Error(ErrorKind::not_found, "members.form_unknown");
  const Applicant person = member ? person_of(*member) : page.applicant.value_or(Applicant{});
  if (member) m.at.audit.record_view(actor, "member", member->code, m.home_of(*member).value);
  Form form;
  form.kind = kind;
  form.on = kind == FormKind::admission_decision ? decision->on : c.from;
  form.unit_name = page.about.unit_name;
  if (const auto line = m.at.tree.list_ancestors(tx, c.unit, form.on); line.size() > 1)
    form.superior_name = line[line.size() - 2].name;
  add(form, "Họ và tên", person.full_name);
  add(form, "Giới", person.gender == Gender::female ? "Nữ" : "Nam");
  add(form, "Ngày sinh", person.birth_date.year ? text_of(person.birth_date) : "");
  if (kind == FormKind::application) {
    fill_application(form, person);
  } else if (kind == FormKind::background) {
    fill_background(form, person);
  } else if (kind == FormKind::admission_decision) {
    form.title = "Quyết định kết nạp đảng viên";
    add(form, "Số quyết định", m.reference_to(tx, decision->document_id));
    add(form, "Ngày chi bộ xét", base::to_vietnamese(c.last(Stage::cell_vote)->on));
    add(form, "Ngày đảng ủy cơ sở xét", base::to_vietnamese(c.last(Stage::committee_vote)->on));
    add(form, "Kết nạp vào Đảng từ ngày", base::to_vietnamese(form.on));
  } else {
    form.title = "Giấy giới thiệu chuyển sinh hoạt đảng";
    add(form, "Mã đảng viên", member->code);
    add(form, "Ngày vào Đảng", text_of(member->admitted_on));
    add(form, "Ngày chính thức", text_of(member->official_on));
    add(form, "Nơi chuyển đi", page.about.unit_name);
    add(form, "Nơi chuyển đến", page.about.other_name);
    add(form, "Nộp giấy chậm nhất ngày", text_of(c.due));
  }
  return form;
}

}  // namespace members
