// Writes a national history of the size of the country, invented throughout and the same on every run:
//   national FOLDER [SCALE] [peers]
// units.csv, members.csv, spells.csv as they are imported; SCALE 1 is 5.3 million members, 12.5 million spells and
// 324,000 units, of which 270,000 cells, with the 63 provinces that became 34 and the end of the districts on
// 2025-07-01. "peers" adds orgs.csv and spans.csv: the same spells for other engines, units numbered from the root
// down, days counted from 1930-01-01.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

// The same numbers with every compiler, which std::uniform_int_distribution does not promise.
class Chance {
 public:
  int uniform(int from, int to) { return from + int(engine_() % std::uint64_t(to - from + 1)); }
  // One of a list of {what, weight}.
  template <class List>
  std::size_t weighted(const List& list, int sum) {
    int left = uniform(0, sum - 1);
    for (std::size_t i = 0;; ++i)
      if ((left -= list[i].weight) < 0) return i;
  }

 private:
  std::mt19937_64 engine_{20231228};
};

struct Word {
  std::string_view text;
  int weight;
};
template <std::size_t N>
constexpr int sum_of(const std::array<Word, N>& words) {
  int sum = 0;
  for (const auto& word : words) sum += word.weight;
  return sum;
}

// Weights as the names are roughly spread; nobody real.
constexpr std::array<Word, 40> families{
    {{"Nguyễn", 320}, {"Trần", 110}, {"Lê", 95},   {"Phạm", 65},  {"Hoàng", 35}, {"Huỳnh", 25}, {"Phan", 40},
     {"Vũ", 25},      {"Võ", 20},    {"Đặng", 21}, {"Bùi", 20},   {"Đỗ", 14},    {"Hồ", 13},    {"Ngô", 13},
     {"Dương", 10},   {"Lý", 8},     {"Đinh", 8},  {"Đào", 7},    {"Đoàn", 7},   {"Trịnh", 6},  {"Mai", 6},
     {"Trương", 12},  {"Lương", 7},  {"Hà", 7},    {"Tạ", 5},     {"Cao", 5},    {"Lâm", 5},    {"Châu", 4},
     {"Tô", 4},       {"Phùng", 4},  {"Thái", 4},  {"Triệu", 3},  {"Quách", 3},  {"Nông", 3},   {"Vi", 3},
     {"Lò", 3},       {"Giàng", 2},  {"Hứa", 2},   {"Nghiêm", 2}, {"Khúc", 1}}};
constexpr std::array<Word, 12> women_middle{{{"Thị", 450},
                                             {"Thị Thu", 80},
                                             {"Thị Thanh", 70},
                                             {"Ngọc", 60},
                                             {"Thị Minh", 50},
                                             {"Thị Kim", 50},
                                             {"Thu", 40},
                                             {"Phương", 40},
                                             {"Thị Hồng", 40},
                                             {"Thanh", 40},
                                             {"Bích", 20},
                                             {"Diệu", 10}}};
constexpr std::array<Word, 16> men_middle{{{"Văn", 430},
                                           {"Đức", 70},
                                           {"Hữu", 60},
                                           {"Quang", 55},
                                           {"Minh", 55},
                                           {"Xuân", 45},
                                           {"Đình", 45},
                                           {"Công", 40},
                                           {"Thanh", 40},
                                           {"Ngọc", 40},
                                           {"Quốc", 30},
                                           {"Trọng", 25},
                                           {"Thế", 20},
                                           {"Duy", 20},
                                           {"Viết", 15},
                                           {"Bá", 10}}};
constexpr std::array<Word, 40> women_given{
    {{"Lan", 40},    {"Hoa", 45},   {"Hương", 55}, {"Hà", 45},     {"Hằng", 35}, {"Hạnh", 30}, {"Hiền", 40},
     {"Huệ", 20},    {"Linh", 45},  {"Loan", 25},  {"Mai", 40},    {"Minh", 15}, {"Nga", 30},  {"Ngân", 20},
     {"Nguyệt", 20}, {"Nhung", 25}, {"Oanh", 20},  {"Phương", 45}, {"Thảo", 35}, {"Thủy", 40}, {"Thúy", 25},
     {"Trang", 40},  {"Tuyết", 20}, {"Vân", 30},   {"Xuân", 15},   {"Yến", 25},  {"Anh", 40},  {"Bình", 20},
     {"Chi", 15},    {"Dung", 30},  {"Duyên", 15}, {"Giang", 15},  {"Hòa", 20},  {"Lý", 10},   {"Quyên", 12},
     {"Quỳnh", 15},  {"Thơm", 8},   {"Tươi", 4},   {"Uyên", 6},    {"Khuê", 1}}};
constexpr std::array<Word, 48> men_given{
    {{"Hùng", 50},  {"Dũng", 45},  {"Tuấn", 50},   {"Nam", 40},   {"Hải", 40},   {"Sơn", 40},  {"Long", 30},
     {"Thắng", 40}, {"Bình", 35},  {"Cường", 40},  {"Đức", 30},   {"Hiếu", 25},  {"Hòa", 25},  {"Hoàng", 25},
     {"Huy", 25},   {"Khánh", 15}, {"Kiên", 20},   {"Lâm", 20},   {"Lộc", 12},   {"Minh", 45}, {"Nghĩa", 15},
     {"Phong", 20}, {"Phú", 15},   {"Phúc", 15},   {"Quân", 20},  {"Quang", 30}, {"Quý", 12},  {"Quyết", 10},
     {"Tài", 15},   {"Tâm", 20},   {"Tân", 15},    {"Thành", 35}, {"Thịnh", 12}, {"Thọ", 10},  {"Tiến", 25},
     {"Toàn", 20},  {"Trung", 30}, {"Trường", 20}, {"Tú", 15},    {"Tùng", 20},  {"Việt", 20}, {"Vinh", 15},
     {"Vũ", 12},    {"An", 12},    {"Anh", 25},    {"Chiến", 20}, {"Đạt", 15},   {"Khiêm", 1}}};
constexpr std::array<std::string_view, 54> peoples{
    "Kinh",    "Tày",        "Thái",  "Mường",    "Khmer",    "Hoa",          "Nùng",    "Mông",    "Dao",
    "Gia Rai", "Ê Đê",       "Ba Na", "Sán Chay", "Chăm",     "Cơ Ho",        "Xơ Đăng", "Sán Dìu", "Hrê",
    "Ra Glai", "Mnông",      "Thổ",   "Xtiêng",   "Khơ Mú",   "Bru Vân Kiều", "Cơ Tu",   "Giáy",    "Tà Ôi",
    "Mạ",      "Giẻ Triêng", "Co",    "Chơ Ro",   "Xinh Mun", "Hà Nhì",       "Chu Ru",  "Lào",     "La Chí",
    "Kháng",   "Phù Lá",     "La Hủ", "La Ha",    "Pà Thẻn",  "Lự",           "Ngái",    "Chứt",    "Lô Lô",
    "Mảng",    "Cờ Lao",     "Bố Y",  "Cống",     "Si La",    "Pu Péo",       "Rơ Măm",  "Brâu",    "Ơ Đu"};
constexpr std::array<Word, 12> occupations{{{"Công chức", 180},
                                            {"Viên chức", 200},
                                            {"Nông dân", 160},
                                            {"Công nhân", 90},
                                            {"Hưu trí", 200},
                                            {"Giáo viên", 60},
                                            {"Bác sĩ", 20},
                                            {"Kỹ sư", 30},
                                            {"Sinh viên", 20},
                                            {"Kinh doanh", 20},
                                            {"Lái xe", 10},
                                            {"Thợ thủ công", 10}}};
constexpr std::string_view educations[] = {"primary", "lower_secondary", "upper_secondary", "vocational",
                                           "college", "bachelor",        "master",          "doctor"};
constexpr std::string_view endings[] = {"deceased", "deceased", "deceased",   "deceased",   "deceased", "deceased",
                                        "left",     "left",     "struck_off", "struck_off", "expelled"};

struct Province {
  std::string_view name, into;  // "" goes on as it is
};
// Which province went where on 1 July 2025.
constexpr Province provinces[] = {{"Hà Nội", ""},
                                  {"Hà Giang", "Tuyên Quang"},
                                  {"Cao Bằng", ""},
                                  {"Bắc Kạn", "Thái Nguyên"},
                                  {"Tuyên Quang", "Tuyên Quang"},
                                  {"Lào Cai", "Lào Cai"},
                                  {"Điện Biên", ""},
                                  {"Lai Châu", ""},
                                  {"Sơn La", ""},
                                  {"Yên Bái", "Lào Cai"},
                                  {"Hòa Bình", "Phú Thọ"},
                                  {"Thái Nguyên", "Thái Nguyên"},
                                  {"Lạng Sơn", ""},
                                  {"Quảng Ninh", ""},
                                  {"Bắc Giang", "Bắc Ninh"},
                                  {"Phú Thọ", "Phú Thọ"},
                                  {"Vĩnh Phúc", "Phú Thọ"},
                                  {"Bắc Ninh", "Bắc Ninh"},
                                  {"Hải Dương", "Hải Phòng"},
                                  {"Hải Phòng", "Hải Phòng"},
                                  {"Hưng Yên", "Hưng Yên"},
                                  {"Thái Bình", "Hưng Yên"},
                                  {"Hà Nam", "Ninh Bình"},
                                  {"Nam Định", "Ninh Bình"},
                                  {"Ninh Bình", "Ninh Bình"},
                                  {"Thanh Hóa", ""},
                                  {"Nghệ An", ""},
                                  {"Hà Tĩnh", ""},
                                  {"Quảng Bình", "Quảng Trị"},
                                  {"Quảng Trị", "Quảng Trị"},
                                  {"Huế", ""},
                                  {"Đà Nẵng", "Đà Nẵng"},
                                  {"Quảng Nam", "Đà Nẵng"},
                                  {"Quảng Ngãi", "Quảng Ngãi"},
                                  {"Bình Định", "Gia Lai"},
                                  {"Phú Yên", "Đắk Lắk"},
                                  {"Khánh Hòa", "Khánh Hòa"},
                                  {"Ninh Thuận", "Khánh Hòa"},
                                  {"Bình Thuận", "Lâm Đồng"},
                                  {"Kon Tum", "Quảng Ngãi"},
                                  {"Gia Lai", "Gia Lai"},
                                  {"Đắk Lắk", "Đắk Lắk"},
                                  {"Đắk Nông", "Lâm Đồng"},
                                  {"Lâm Đồng", "Lâm Đồng"},
                                  {"Bình Phước", "Đồng Nai"},
                                  {"Tây Ninh", "Tây Ninh"},
                                  {"Bình Dương", "Hồ Chí Minh"},
                                  {"Đồng Nai", "Đồng Nai"},
                                  {"Bà Rịa - Vũng Tàu", "Hồ Chí Minh"},
                                  {"Hồ Chí Minh", "Hồ Chí Minh"},
                                  {"Long An", "Tây Ninh"},
                                  {"Tiền Giang", "Đồng Tháp"},
                                  {"Bến Tre", "Vĩnh Long"},
                                  {"Trà Vinh", "Vĩnh Long"},
                                  {"Vĩnh Long", "Vĩnh Long"},
                                  {"Đồng Tháp", "Đồng Tháp"},
                                  {"An Giang", "An Giang"},
                                  {"Kiên Giang", "An Giang"},
                                  {"Cần Thơ", "Cần Thơ"},
                                  {"Hậu Giang", "Cần Thơ"},
                                  {"Sóc Trăng", "Cần Thơ"},
                                  {"Bạc Liêu", "Cà Mau"},
                                  {"Cà Mau", "Cà Mau"}};
constexpr int committees = 4;  // directly under the centre, beside the provinces
constexpr std::string_view day_of_merger = "2025-07-01", since = "1930-02-03";

class File {
 public:
  File(const std::string& folder, const char* name) : file_(std::fopen((folder + "/" + name).c_str(), "w")) {
    if (!file_) std::perror(name), std::exit(1);
    std::setvbuf(file_, nullptr, _IOFBF, 1 << 22);
  }
  ~File() {
    if (std::fclose(file_) != 0) std::perror("national"), std::exit(1);
  }
  File(const File&) = delete;
  File& operator<<(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file_);
    return *this;
  }
  File& operator<<(std::int64_t number) {
    std::fprintf(file_, "%lld", static_cast<long long>(number));
    return *this;
  }

 private:
  std::FILE* file_;
};

std::string coded(char letter, std::int64_t number, int width) {
  char text[24];
  std::snprintf(text, sizeof text, "%c%0*lld", letter, width, static_cast<long long>(number));
  return text;
}

// Days from 1930-01-01, as ISO text.
std::string iso(int days) {
  const int z = days + 719468 - 14610, era = z / 146097, doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", yoe + era * 400 + (month <= 2), month, day);
  return text;
}

class Country {
 public:
  Country(const std::string& folder, double scale, bool peers) : folder_(folder), scale_(scale), peers_(peers) {}

  void write_units() {
    File units(folder_, "units.csv");
    units << "code,name,kind,level,parent_code,from,to\n";
    const auto row = [&](const std::string& code, const std::string& name, std::string_view kind,
                         std::string_view level, std::string_view parent, std::string_view from,
                         std::string_view to = "") {
      units << code << "," << name << "," << kind << "," << level << "," << parent << "," << from << "," << to << "\n";
    };
    row("TW", "Ban Chấp hành Trung ương", "central", "centre", "", since);
    add(-1, 0);
    std::vector<std::pair<std::string_view, std::string>> heirs;
    const auto heir_of = [&](std::string_view name) {
      for (const auto& [heir, code] : heirs)
        if (heir == name) return code;
      heirs.emplace_back(name, coded('M', std::int64_t(heirs.size()) + 1, 2));
      row(heirs.back().second, "Đảng bộ tỉnh " + std::string(name) + " (mới)", "province", "province", "TW",
          day_of_merger);
      return heirs.back().second;
    };
    int grassroots = 0, communes = 0;
    for (int p = 0; p < int(std::size(provinces)) + committees; ++p) {
      const bool is_province = p < int(std::size(provinces));
      const std::string code = coded('P', p + 1, 2);
      std::string above = code;
      if (!is_province) {
        row(code, "Đảng bộ khối trực thuộc " + std::to_string(p - int(std::size(provinces)) + 1), "committee_central",
            "province", "TW", since);
      } else {
        const bool merged = !provinces[p].into.empty();
        if (merged) above = heir_of(provinces[p].into);
        row(code, "Đảng bộ tỉnh " + std::string(provinces[p].name), "province", "province", "TW", since,
            merged ? day_of_merger : "");
      }
      const int province = add(0, 1);
      const double wished = chance_.uniform(8, 14) * scale_;
      const int districts = std::max(1, int(std::lround(wished)));
      for (int d = 1; d <= districts; ++d) {
        const std::string district_code = code + "." + coded('H', d, 2);
        row(district_code, "Đảng bộ huyện " + std::to_string(d) + " của " + code, "district", "district", code, since,
            day_of_merger);
        const int first_commune = communes + 1;
        for (int i = 0; i < 4 + (d % 2); ++i) {
          const auto commune = coded('X', ++communes, 5);
          row(commune, "Đảng bộ xã " + std::to_string(communes), "commune", "commune", above, day_of_merger);
        }
        const int district = add(province, 2);
        const int organisations = std::max(1, int(std::lround(chance_.uniform(55, 91) * std::min(1.0, wished))));
        for (int g = 0; g < organisations; ++g) {
          const std::string name = "Đảng bộ cơ sở " + std::to_string(++grassroots), own = coded('G', grassroots, 6);
          row(own, name, "grassroots_committee", "grassroots", district_code, since, day_of_merger);
          row(own, name, "grassroots_committee", "grassroots",
              coded('X', first_commune + g % (communes - first_commune + 1), 5), day_of_merger);
          const int organisation = add(district, 3);
          for (int c = chance_.uniform(3, 7); c; --c) {
            cells_.push_back(add(organisation, 4));
            row(cell_code(cells_.size() - 1), "Chi bộ " + std::to_string(cells_.size()), "cell", "cell", own, since);
          }
          close(organisation);
        }
        close(district);
      }
      close(province);
    }
    close(0);
    if (!peers_) return;
    File orgs(folder_, "orgs.csv");
    for (std::size_t i = 0; i < orgs_.size(); ++i)
      orgs << std::int64_t(i) << "," << orgs_[i].parent << "," << orgs_[i].level << "," << orgs_[i].last << "\n";
  }

  void write_members() {
    File members(folder_, "members.csv"), spells(folder_, "spells.csv");
    File spans(peers_ ? folder_ : "/dev", peers_ ? "spans.csv" : "null");
    members << "code,full_name,gender,birth_date,ethnicity,education,occupation,focus_group,citizen_number,admitted_on,"
               "ceremony_on,official_on,standing\n";
    spells << "member_code,unit_code,status,from,to,reason,document_code\n";
    const auto count = std::int64_t(std::llround(5'300'000 * scale_));
    std::int64_t written = 0;
    for (std::int64_t m = 0; m < count; ++m) {
      const std::string code = coded('M', m + 1, 8);
      const int birth = chance_.uniform(7300, 27700);
      int admitted = birth + chance_.uniform(18 * 365, 45 * 365);
      if (admitted > horizon) admitted = horizon - chance_.uniform(0, 4000);
      const bool man = chance_.uniform(0, 99) >= 35;
      const int people = chance_.uniform(0, 99) < 86 ? 0 : chance_.uniform(1, 53), education = chance_.uniform(0, 6);
      const bool goes = chance_.uniform(0, 99) < 8;
      const int left = goes ? std::max(admitted + 1, chance_.uniform(admitted, horizon)) : open;
      std::size_t cell = std::size_t(chance_.uniform(0, int(cells_.size()) - 1));
      const int steps = chance_.uniform(1, 5);
      int from = admitted, official = open;
      for (int s = 0; s < steps; ++s) {
        int to = s == steps - 1 ? left : from + (s == 0 ? 365 : chance_.uniform(300, 6000));
        const bool last = to >= left || to > horizon;
        if (last) to = left;
        spells << code << "," << cell_code(cell) << "," << (s == 0 ? "probationary" : "official") << "," << iso(from)
               << ",";
        if (to != open)
          spells << iso(to) << ","
                 << (last     ? endings[chance_.uniform(0, int(std::size(endings)) - 1)]
                     : s == 0 ? "recognised"
                              : "transferred");
        else
          spells << ",";
        spells << ",\n";
        if (peers_)
          spans << m << "," << cells_[cell] << "," << from << "," << to << "," << (s == 0 ? 0 : 1) << ","
                << (man ? 0 : 1) << "," << people << "," << education << "," << birth << "," << admitted << "\n";
        ++written;
        if (s == 1) official = from;
        if (last) break;
        from = to;
        if (s > 0) cell = std::size_t(chance_.uniform(0, int(cells_.size()) - 1));
      }
      members << code << ",";
      write_name(members, man);
      const int group = chance_.uniform(0, 99);
      members << (man ? ",male," : ",female,") << iso(birth) << "," << peoples[std::size_t(people)] << ","
              << educations[education] << "," << occupations[chance_.weighted(occupations, sum_of(occupations))].text
              << ","
              << (group < 3    ? "student"
                  : group < 11 ? "non_state_worker"
                               : "none")
              << ",," << iso(admitted) << "," << iso(admitted) << "," << (official == open ? "" : iso(official)) << ","
              << (chance_.uniform(0, 99) < 4 ? "exempt" : "active") << "\n";
    }
    std::printf("%zu units, %zu cells, %lld members, %lld spells\n", orgs_.size(), cells_.size(),
                static_cast<long long>(count), static_cast<long long>(written));
  }

 private:
  static constexpr int horizon = 34332, open = 65535;  // 2023-12-31; of a spell that goes on
  struct Org {
    int parent, level, last;
  };

  int add(int parent, int level) {
    orgs_.push_back({parent, level, int(orgs_.size())});
    return int(orgs_.size()) - 1;
  }
  void close(int org) { orgs_[std::size_t(org)].last = int(orgs_.size()) - 1; }
  static std::string cell_code(std::size_t cell) { return coded('C', std::int64_t(cell) + 1, 6); }

  void write_name(File& file, bool man) {
    file << families[chance_.weighted(families, sum_of(families))].text << " ";
    if (man)
      file << men_middle[chance_.weighted(men_middle, sum_of(men_middle))].text << " "
           << men_given[chance_.weighted(men_given, sum_of(men_given))].text;
    else
      file << women_middle[chance_.weighted(women_middle, sum_of(women_middle))].text << " "
           << women_given[chance_.weighted(women_given, sum_of(women_given))].text;
  }

  std::string folder_;
  double scale_;
  bool peers_;
  Chance chance_;
  std::vector<Org> orgs_;
  std::vector<int> cells_;  // their places in orgs_
};

}  // namespace

int main(int argc, char** argv) {
  const double scale = argc > 2 ? std::atof(argv[2]) : 1;
  if (argc < 2 || scale <= 0) return std::fputs("national FOLDER [SCALE] [peers]\n", stderr), 2;
  Country country(argv[1], scale, argc > 3 && std::string_view(argv[3]) == "peers");
  country.write_units();
  country.write_members();
}
