// Why each field of the register is kept (MEM-05): what has no line here is not asked of anybody.
#include "modules/members/members.h"

namespace members {

std::vector<FieldPurpose> MembersService::list_purposes() {
  constexpr struct {
    const char *field, *purpose, *report;
  } purposes[] = {
      {"code", "Gọi tên hồ sơ mà không nêu người", "Mọi báo cáo"},
      {"full_name", "Biết là ai; tìm trong danh sách chi bộ", "Danh sách đảng viên, giấy giới thiệu chuyển sinh hoạt"},
      {"gender", "Cơ cấu nữ", "Biểu cơ cấu đảng viên"},
      {"birth_date", "Tuổi khi xét kết nạp (R05); cơ cấu tuổi; tìm hồ sơ trùng", "Biểu cơ cấu đảng viên"},
      {"ethnicity", "Cơ cấu dân tộc", "Biểu đảng viên theo dân tộc"},
      {"education", "Điều kiện học vấn khi kết nạp; cơ cấu học vấn", "Biểu cơ cấu đảng viên"},
      {"occupation", "Cơ cấu nghề nghiệp", "Biểu cơ cấu đảng viên"},
      {"focus_group", "Theo dõi kết nạp học sinh, sinh viên và lao động ngoài khu vực nhà nước",
       "Biểu kết nạp theo nhóm cần quan tâm"},
      {"citizen_number", "Tìm hồ sơ trùng; đối chiếu với cơ sở dữ liệu đảng viên", "Rà soát hồ sơ trùng"},
      {"admitted_on", "Tuổi đảng (R08), huy hiệu Đảng (R09)", "Biểu kết nạp, danh sách tặng huy hiệu"},
      {"ceremony_on", "Thời gian dự bị (R06)", "Danh sách đến hạn công nhận chính thức"},
      {"official_on", "Tư cách chính thức từ ngày nào", "Biểu công nhận chính thức"},
      {"standing", "Ai đang sinh hoạt, được miễn, bị đình chỉ hay tạm đi", "Biểu tăng, giảm đảng viên"},
      {"merged_into", "Hai hồ sơ của một người được gộp lại", "Rà soát hồ sơ trùng"},
  };
  std::vector<FieldPurpose> list;
  for (const auto& p : purposes) {
    const auto* label = base::find_label<MemberPage>(p.field);
    CHECK(label);
    list.push_back({p.field, std::string(label->vi), p.purpose, p.report});
  }
  return list;
}

}  // namespace members
