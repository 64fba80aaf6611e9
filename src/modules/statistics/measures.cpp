#include "modules/statistics/measures.h"

namespace statistics {
namespace {

constexpr About measures[] = {
    {Measure::members, 1, Kind::state, Count::members, "Số đảng viên", "Members",
     "Người đang sinh hoạt ở một chi bộ vào ngày ấy, chính thức và dự bị; người được miễn hoặc đang bị đình chỉ sinh "
     "hoạt "
     "vẫn tính; người đang chuyển sinh hoạt tính ở nơi đi cho đến khi nơi đến tiếp nhận.",
     "People who belong to a cell on that day, official and probationary; exempt and suspended members count; a member "
     "in transfer counts at the sender until the receiver accepts."},
    {Measure::admissions, 1, Kind::flow, Count::admissions, "Số đảng viên kết nạp", "Admissions",
     "Lần bắt đầu sinh hoạt đảng trong kỳ, kể cả kết nạp lại.",
     "Memberships that begin in the period, re-admissions "
     "included."},
    {Measure::recognitions, 1, Kind::flow, Count::recognitions, "Số đảng viên được công nhận chính thức",
     "Recognitions", "Đảng viên dự bị được công nhận chính thức trong kỳ.",
     "Probationary members recognised as official in the period."},
    {Measure::leavers, 1, Kind::flow, Count::leavers, "Số đảng viên ra khỏi Đảng hoặc từ trần", "Leavers",
     "Người thôi là đảng viên trong kỳ: xóa tên, xin ra, khai trừ, từ trần, hồ sơ trùng được gộp, hoặc không ghi lý "
     "do.",
     "People whose membership ends in the period: struck off, left, expelled, deceased, a duplicate record merged, or "
     "no reason stored."},
    {Measure::transfers_in, 1, Kind::flow, Count::transfers_in, "Số đảng viên chuyển đến", "Transfers in",
     "Đảng viên chuyển từ ngoài đơn vị vào trong kỳ; chuyển giữa các chi bộ bên trong không tính.",
     "Members who come from outside the unit in the period; moves inside it do not count."},
    {Measure::transfers_out, 1, Kind::flow, Count::transfers_out, "Số đảng viên chuyển đi", "Transfers out",
     "Đảng viên chuyển ra ngoài đơn vị trong kỳ; chuyển giữa các chi bộ bên trong không tính.",
     "Members who go outside the unit in the period; moves inside it do not count."},
    {Measure::reorganised_in, 1, Kind::flow, Count::reorganised_in, "Số đảng viên tăng do sắp xếp tổ chức",
     "Reorganised in", "Đảng viên vào đơn vị trong kỳ vì tổ chức được sắp xếp lại.",
     "Members who come into the unit in the period because organisations were rearranged."},
    {Measure::reorganised_out, 1, Kind::flow, Count::reorganised_out, "Số đảng viên giảm do sắp xếp tổ chức",
     "Reorganised out", "Đảng viên ra khỏi đơn vị trong kỳ vì tổ chức được sắp xếp lại.",
     "Members who go out of the unit in the period because organisations were rearranged."},
    {Measure::opening, 1, Kind::edge, Count::members, "Số đảng viên đầu kỳ", "Opening strength",
     "Số đảng viên vào ngày ngay trước kỳ.", "Members on the day before the period."},
    {Measure::closing, 1, Kind::edge, Count::members, "Số đảng viên cuối kỳ", "Closing strength",
     "Số đảng viên vào ngày cuối của kỳ.", "Members on the last day of the period."},
    {Measure::growth_rate, 1, Kind::ratio, Count::members, "Tỷ lệ tăng đảng viên", "Growth rate",
     "(Cuối kỳ − đầu kỳ) : đầu kỳ; mẫu số là số đảng viên đầu kỳ. Trống khi đầu kỳ không có ai.",
     "(Closing − opening) : opening; the denominator is the opening strength. Empty where nobody was there."},
    {Measure::units, 1, Kind::units, Count::members, "Số tổ chức", "Units",
     "Tổ chức có vào ngày ấy, kể cả chính đơn vị được hỏi; theo cơ cấu của một ngày thì là tổ chức của ngày đó.",
     "Units that exist on the day, the asked one included; restated, those of the tree of that day."},
    {Measure::dropouts_in_probation, 1, Kind::flow, Count::dropouts, "Số đảng viên thôi khi còn dự bị",
     "Drop-outs in probation", "Người thôi là đảng viên trong kỳ khi còn là đảng viên dự bị.",
     "People whose membership ends in the period while they are probationary."},
    {Measure::admissions_late_in_period, 1, Kind::flow, Count::admissions, "Số đảng viên kết nạp trong 14 ngày cuối kỳ",
     "Admissions late in the period", "Lần kết nạp trong 14 ngày cuối của kỳ.",
     "Admissions in the last 14 days of the period."},
    {Measure::ends_within_24_months, 1, Kind::flow, Count::early_ends, "Số đảng viên thôi trước 24 tháng",
     "Ends within 24 months", "Người thôi là đảng viên trong kỳ khi chưa đủ 24 tháng từ ngày vào Đảng.",
     "People whose membership ends in the period less than 24 months after it began."},
    {Measure::target, 1, Kind::target, Count::members, "Chỉ tiêu tăng đảng viên", "Growth target",
     "Chỉ tiêu tỷ lệ tăng đảng viên của năm, tính bằng phần trăm của số đầu năm; đơn vị chưa có chỉ tiêu riêng lấy "
     "theo "
     "chỉ tiêu của cấp trên được hỏi. Trống khi chưa có chỉ tiêu.",
     "The growth target of the year, in per cent of the opening strength; a unit without its own takes that of the "
     "asked "
     "unit above it. Empty where there is none."},
    {Measure::target_reached, 1, Kind::target, Count::members, "Đạt chỉ tiêu tăng đảng viên", "Growth target reached",
     "1 khi tỷ lệ tăng trong năm, tính trên số đầu năm, bằng hoặc hơn chỉ tiêu; 0 khi chưa; năm đang chạy thì tính đến "
     "hết "
     "tháng trước. Trống khi không có chỉ tiêu hoặc không có số liệu.",
     "1 where the growth of the year over the opening strength is the target or more, 0 where it is less; while the "
     "year "
     "runs, up to the end of last month. Empty without a target or a figure."},
};

constexpr Dimension dimensions[] = {
    {"gender", "giới", "gender", Trait::gender},
    {"age_band", "nhóm tuổi", "age band", Trait::age_band},
    {"party_age_band", "nhóm tuổi đảng", "party age band", Trait::party_age_band},
    {"ethnicity", "dân tộc", "ethnicity", Trait::ethnicity},
    {"education", "trình độ học vấn", "education", Trait::education},
    {"occupation", "nghề nghiệp", "occupation", Trait::occupation},
    {"focus_group", "nhóm cần quan tâm", "focus group", Trait::focus_group},
    {"status", "chính thức, dự bị", "status", Trait::status},
    {"reason", "lý do", "reason", Trait::reason},
};

}  // namespace

std::span<const About> all_measures() { return measures; }
const About& about(Measure measure) { return measures[std::size_t(measure)]; }
std::span<const Dimension> all_dimensions() { return dimensions; }

Definition definition_of(const About& about, base::Language language) {
  const bool vi = language == base::Language::vi;
  return {std::string(base::enum_name(about.measure)), about.version, std::string(vi ? about.title_vi : about.title_en),
          std::string(vi ? about.vi : about.en)};
}

}  // namespace statistics
