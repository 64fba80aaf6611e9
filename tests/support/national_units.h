#pragma once
// The rows of a units.csv of the size of the country: the centre, 67 committees, districts and communes,
// 53,800 grassroots organisations and 270,000 cells, with the end of the districts on 2025-07-01: every third
// commune goes on below its province and takes over the grassroots organisations of the two that end. Invented
// throughout; the same on every run.

#include <string>
#include <vector>

#include "modules/tree/tree.h"

namespace support {

struct NationalSize {
  int committees = 67, districts = 11, communes = 15, grassroots = 5, cells = 5;  // below each
};

// About 324,000 units with the sizes given; small enough for a unit test with NationalSize{3, 2, 3, 2, 2}.
inline std::vector<tree::UnitRow> national_units(const NationalSize& size = {}) {
  using enum tree::UnitKind;
  using L = tree::UnitLevel;
  const base::Date end = *base::make_date(2025, 7, 1), since = *base::make_date(1976, 1, 1);
  static constexpr const char* places[] = {"Đông", "Tây", "Nam", "Bắc", "Trung", "Thượng",
                                           "Hạ",   "Tân", "Phú", "An",  "Hòa",   "Bình"};
  static constexpr const char* names[] = {"Sơn",  "Hải",   "Lộc",  "Thịnh", "Giang", "Khê", "Lâm",
                                          "Điền", "Phong", "Thủy", "Minh",  "Xuân",  "Đức"};
  std::vector<tree::UnitRow> rows;
  std::size_t spoken = 0;
  const auto place = [&] {
    const auto n = spoken++;
    return std::string(places[n % 12]) + " " + names[n / 12 % 13] + (n % 7 == 0 ? " " + std::to_string(n % 97) : "");
  };
  const auto padded = [](int n, int width) {
    std::string digits = std::to_string(n);
    return std::string(std::size_t(width) - std::min<std::size_t>(std::size_t(width), digits.size()), '0') + digits;
  };
  const auto add = [&](std::string code, std::string name, tree::UnitKind kind, L level, std::string parent,
                       base::Date from, std::optional<base::Date> to = std::nullopt) {
    rows.push_back(
        {std::int64_t(rows.size()) + 2, std::move(code), std::move(name), kind, level, std::move(parent), from, to});
  };
  add("TW", "Ban Chấp hành Trung ương", central, L::centre, "", *base::make_date(1930, 2, 3));
  int g = 0, c = 0;
  for (int p = 1; p <= size.committees; ++p) {
    const std::string province_code = "P" + padded(p, 2);
    const bool is_province = p <= size.committees - 4 || size.committees < 10;
    add(province_code, is_province ? "Đảng bộ tỉnh " + place() : "Đảng bộ trực thuộc " + place(),
        is_province ? province : committee_central, L::province, "TW", since);
    for (int d = 1; d <= size.districts; ++d) {
      const std::string district_code = province_code + ".H" + padded(d, 2);
      add(district_code, "Đảng bộ huyện " + place(), district, L::district, province_code, since, end);
      std::string heir;
      for (int x = 1; x <= size.communes; ++x) {
        const std::string commune_code = district_code + ".X" + padded(x, 2), name = place();
        const bool goes_on = x % 3 == 1;
        if (goes_on) heir = commune_code;
        add(commune_code, "Đảng bộ xã " + name, commune, L::commune, district_code, since, end);
        if (goes_on) add(commune_code, "Đảng bộ xã " + name + " (mới)", commune, L::commune, province_code, end);
        for (int o = 1; o <= size.grassroots; ++o) {
          const std::string code = "G" + padded(++g, 6);
          const bool is_cell = o == size.grassroots;
          const auto kind = is_cell ? grassroots_cell : grassroots_committee;
          const std::string title = (is_cell ? "Chi bộ cơ sở Trường " : "Đảng bộ cơ sở ") + place();
          add(code, title, kind, L::grassroots, commune_code, since, goes_on ? std::nullopt : std::optional(end));
          if (!goes_on) add(code, title, kind, L::grassroots, heir, end);
          if (is_cell) continue;
          for (int i = 1; i <= size.cells + (g % 5 == 1); ++i)
            add("C" + padded(++c, 6), "Chi bộ thôn " + place(), cell, L::cell, code, since);
        }
      }
    }
  }
  return rows;
}

}  // namespace support
