#!/usr/bin/env python3
"""Writes data/demo/units.csv and data/demo/functions.csv: the organisation of the demo as of 2023.

Provinces, districts, communes and central bodies carry their public names; villages, schools and cells are
invented in their manner. The same on every run."""
import csv
import pathlib
import random

random.seed(2023)
OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo"

CITIES = {"HN", "HP", "DNG", "HCM", "CT"}
# Code in the demo, name, first day of the province in the form it had in 2023.
PROVINCES = """HN Hà Nội 1976-07-02|HG Hà Giang 1991-10-01|CB Cao Bằng 1978-12-29|BK Bắc Kạn 1997-01-01|TQ Tuyên Quang 1991-10-01
LCA Lào Cai 1991-10-01|DB Điện Biên 2004-01-01|LCH Lai Châu 2004-01-01|SL Sơn La 1976-07-02|YB Yên Bái 1991-10-01
HB Hòa Bình 1991-10-01|TN Thái Nguyên 1997-01-01|LS Lạng Sơn 1978-12-29|QNI Quảng Ninh 1976-07-02|BG Bắc Giang 1997-01-01
PT Phú Thọ 1997-01-01|VP Vĩnh Phúc 1997-01-01|BN Bắc Ninh 1997-01-01|HD Hải Dương 1997-01-01|HP Hải Phòng 1976-07-02
HY Hưng Yên 1997-01-01|TB Thái Bình 1976-07-02|HNA Hà Nam 1997-01-01|ND Nam Định 1997-01-01|NB Ninh Bình 1992-04-01
TH Thanh Hóa 1976-07-02|NA Nghệ An 1991-09-01|HT Hà Tĩnh 1991-09-01|QB Quảng Bình 1989-07-01|QT Quảng Trị 1989-07-01
TTH Thừa Thiên Huế 1989-07-01|DNG Đà Nẵng 1997-01-01|QNA Quảng Nam 1997-01-01|QNG Quảng Ngãi 1989-07-01|BD Bình Định 1989-07-01
PY Phú Yên 1989-07-01|KH Khánh Hòa 1989-07-01|NT Ninh Thuận 1992-04-01|BT Bình Thuận 1992-04-01|KT Kon Tum 1991-10-01
GL Gia Lai 1991-10-01|DL Đắk Lắk 2004-01-01|DKN Đắk Nông 2004-01-01|LD Lâm Đồng 1976-07-02|BP Bình Phước 1997-01-01
TNI Tây Ninh 1976-07-02|BDG Bình Dương 1997-01-01|DNI Đồng Nai 1976-07-02|BRVT Bà Rịa - Vũng Tàu 1991-10-01|HCM Hồ Chí Minh 1976-07-02
LA Long An 1976-07-02|TG Tiền Giang 1976-07-02|BTR Bến Tre 1976-07-02|TV Trà Vinh 1992-05-01|VL Vĩnh Long 1992-05-01
DT Đồng Tháp 1976-07-02|AG An Giang 1976-07-02|KG Kiên Giang 1976-07-02|CT Cần Thơ 2004-01-01|HGI Hậu Giang 2004-01-01
ST Sóc Trăng 1992-04-01|BL Bạc Liêu 1997-01-01|CM Cà Mau 1997-01-01"""

CENTRAL_BODIES = [
    ("TW.VP", "Văn phòng Trung ương Đảng", "board"), ("TW.BTC", "Ban Tổ chức Trung ương", "board"),
    ("TW.UBKT", "Cơ quan Ủy ban Kiểm tra Trung ương", "board"), ("TW.BTG", "Ban Tuyên giáo Trung ương", "board"),
    ("TW.BDV", "Ban Dân vận Trung ương", "board"), ("TW.BNC", "Ban Nội chính Trung ương", "board"),
    ("TW.BDN", "Ban Đối ngoại Trung ương", "board"), ("TW.BKT", "Ban Kinh tế Trung ương", "board"),
    ("TW.HDLL", "Hội đồng Lý luận Trung ương", "board"),
    ("TW.HVCT", "Học viện Chính trị quốc gia Hồ Chí Minh", "public_service_unit"),
    ("TW.BND", "Báo Nhân Dân", "public_service_unit"), ("TW.TCCS", "Tạp chí Cộng sản", "public_service_unit"),
    ("TW.NXB", "Nhà xuất bản Chính trị quốc gia Sự thật", "public_service_unit"),
]
BTC_PARTS = ["Vụ Tổ chức - Điều lệ", "Vụ Cơ sở đảng, đảng viên", "Vụ Địa phương I", "Vụ Địa phương II", "Vụ Địa phương III",
             "Vụ Chính sách cán bộ", "Vụ Đào tạo, bồi dưỡng cán bộ", "Cục Bảo vệ chính trị nội bộ", "Văn phòng Ban", "Tạp chí Xây dựng Đảng"]

LANG_SON = ["Thành phố Lạng Sơn", "Tràng Định", "Bình Gia", "Văn Lãng", "Cao Lộc", "Văn Quan", "Bắc Sơn", "Hữu Lũng", "Chi Lăng", "Lộc Bình", "Đình Lập"]
BAC_SON = ["Thị trấn Bắc Sơn"] + "Long Đống,Vạn Thủy,Đồng Ý,Tân Tri,Bắc Quỳnh,Hưng Vũ,Tân Lập,Vũ Sơn,Chiêu Vũ,Tân Hương,Chiến Thắng,Vũ Lăng,Trấn Yên,Vũ Lễ,Nhất Hòa,Nhất Tiến,Tân Thành".split(",")
CHI_LANG = ["Thị trấn Đồng Mỏ", "Thị trấn Chi Lăng"] + "Vân An,Vân Thủy,Gia Lộc,Bắc Thủy,Chiến Thắng,Mai Sao,Bằng Hữu,Thượng Cường,Bằng Mạc,Nhân Lý,Lâm Sơn,Liên Sơn,Vạn Linh,Hòa Bình,Hữu Kiên,Quan Sơn,Y Tịch,Chi Lăng".split(",")
DA_NANG = ["Quận Hải Châu", "Quận Thanh Khê", "Quận Sơn Trà", "Quận Ngũ Hành Sơn", "Quận Liên Chiểu", "Quận Cẩm Lệ", "Huyện Hòa Vang", "Huyện Hoàng Sa"]
HAI_CHAU = "Thanh Bình,Thuận Phước,Thạch Thang,Hải Châu I,Hải Châu II,Phước Ninh,Hòa Thuận Tây,Hòa Thuận Đông,Nam Dương,Bình Hiên,Bình Thuận,Hòa Cường Bắc,Hòa Cường Nam".split(",")
AGENCIES = ["Bộ Giáo dục và Đào tạo", "Bộ Y tế", "Bộ Nội vụ", "Bộ Tư pháp", "Bộ Tài chính", "Bộ Kế hoạch và Đầu tư", "Bộ Công Thương",
            "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Giao thông vận tải", "Bộ Xây dựng", "Bộ Tài nguyên và Môi trường",
            "Bộ Thông tin và Truyền thông", "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ",
            "Ủy ban Dân tộc", "Thanh tra Chính phủ", "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Kiểm toán Nhà nước",
            "Đài Tiếng nói Việt Nam", "Đài Truyền hình Việt Nam", "Thông tấn xã Việt Nam", "Ban Tổ chức Trung ương", "Văn phòng Trung ương Đảng"]
AGENCY_CELLS = ["Văn phòng", "Vụ Tổ chức cán bộ", "Vụ Pháp chế", "Vụ Kế hoạch - Tài chính", "Thanh tra", "Vụ Hợp tác quốc tế", "Trung tâm Thông tin"]

rows = []


def add(code, name, kind, level, parent, since, until=""):
    rows.append([code, name, kind, level, parent, since, until])


def village():
    return random.choice(["Nà", "Bản", "Pác", "Khuổi", "Lân", "Phai", "Khau", "Cốc"]) + " " + random.choice(
        ["Lình", "Cầm", "Ràng", "Mỏ", "Gỗ", "Pán", "Hát", "Yếng", "Thí", "Luông", "Sliêng", "Cuổi", "Mạ", "Đeng", "Riềng", "Lay", "Danh", "Slim"])


def bodies(code, committee, since, all_six=True):
    add(f"{code}.BTC", f"Ban Tổ chức {committee}", "board", "none", code, since)
    if not all_six:
        return
    for part, name in [("VP", "Văn phòng"), ("UBKT", "Cơ quan Ủy ban Kiểm tra"), ("BTG", "Ban Tuyên giáo"), ("BDV", "Ban Dân vận"), ("BNC", "Ban Nội chính")]:
        add(f"{code}.{part}", f"{name} {committee}", "board", "none", code, "2013-06-01" if part == "BNC" else since)


def grassroots(code, parent, name, cells, since):
    if not cells:
        return add(code, f"Chi bộ cơ sở {name}", "grassroots_cell", "grassroots", parent, since)
    add(code, f"Đảng bộ {name}", "grassroots_committee", "grassroots", parent, since)
    for i, cell in enumerate(cells, 1):
        add(f"{code}.C{i:02}", f"Chi bộ {cell}", "cell", "cell", code, since)


def commune(code, parent, title, places, since):
    add(code, f"Đảng bộ {title}", "commune", "commune", parent, since)
    bare = title.split(" ", 1)[1] if title.split(" ")[0] in ("xã", "phường") else title.split(" ", 2)[2]
    names = places + [f"Trường Mầm non {bare}", f"Trường Tiểu học {bare}", f"Trường Trung học cơ sở {bare}", f"Trạm Y tế {title}", f"Cơ quan {title}"]
    for i, name in enumerate(names, 1):
        add(f"{code}.C{i:02}", f"Chi bộ {name}", "cell", "cell", code, since if i <= len(places) else max(since, "2005-09-05"))


def district_bodies(code, area, since):
    for i, (name, cells) in enumerate([
            (f"Cơ quan {'Quận ủy' if area.startswith('quận') else 'Huyện ủy'} {area}", ["Văn phòng", "Ban Tổ chức", "Ủy ban Kiểm tra", "Ban Tuyên giáo", "Ban Dân vận"]),
            (f"Cơ quan Ủy ban nhân dân {area}", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Giáo dục và Đào tạo"]),
            (f"Công an {area}", ["Tổng hợp", "Cảnh sát", "An ninh"]), (f"Quân sự {area}", ["Tham mưu", "Chính trị", "Hậu cần"]),
            (f"Trung tâm Y tế {area}", ["Hành chính", "Khối Lâm sàng", "Khối Dự phòng"]),
            (f"Tòa án nhân dân {area}", []), (f"Viện kiểm sát nhân dân {area}", []), (f"Trường Trung học phổ thông {area}", [])], 1):
        grassroots(f"{code}.G{i:02}", code, name, cells, since)


add("TW", "Ban Chấp hành Trung ương Đảng", "central", "centre", "", "1930-02-03")
for code, name, kind in CENTRAL_BODIES:
    add(code, name, kind, "none", "TW", "2012-12-28" if code in ("TW.BNC", "TW.BKT") else "1976-12-20" if code != "TW.HVCT" else "1992-03-10")
for i, part in enumerate(BTC_PARTS, 1):
    add(f"TW.BTC.{i:02}", f"{part} (Ban Tổ chức Trung ương)", "board" if "Tạp chí" not in part else "public_service_unit", "none", "TW.BTC", "1992-01-01")

for line in PROVINCES.replace("\n", "|").split("|"):
    code, rest = line.split(" ", 1)
    name, since = rest.rsplit(" ", 1)
    city = code in CITIES
    add(code, f"Đảng bộ {'thành phố' if city else 'tỉnh'} {name}", "province", "province", "TW", since)
    bodies(code, f"{'Thành ủy' if city else 'Tỉnh ủy'} {name}", since, code in ("LS", "DNG"))
    if code == "LS":
        for i, area in enumerate(LANG_SON, 1):
            place = area if area.startswith("Thành phố") else "huyện " + area
            add(f"{code}.H{i:02}", "Đảng bộ " + place[0].lower() + place[1:], "district", "district", code, since)
            add(f"{code}.H{i:02}.BTC", f"Ban Tổ chức {'Thành ủy' if i == 1 else 'Huyện ủy'} {area.replace('Thành phố ', '')}", "board", "none", f"{code}.H{i:02}", since)
        for h, area, communes in [(7, "huyện Bắc Sơn", BAC_SON), (9, "huyện Chi Lăng", CHI_LANG)]:
            district_bodies(f"{code}.H{h:02}", area, since)
            for i, name in enumerate(communes, 1):
                title = name[0].lower() + name[1:] if name.startswith("Thị trấn") else "xã " + name
                places = sorted({"thôn " + village() for _ in range(random.randint(7, 11))}) if title.startswith("xã") else [f"khối phố {n}" for n in range(1, random.randint(6, 9))]
                commune(f"{code}.H{h:02}.X{i:02}", f"{code}.H{h:02}", title, places, since)
    if code == "DNG":
        for i, area in enumerate(DA_NANG, 1):
            add(f"{code}.Q{i:02}", "Đảng bộ " + area[0].lower() + area[1:], "district", "district", code, "2005-08-05" if "Cẩm Lệ" in area else since)
            kind = "Quận ủy" if area.startswith("Quận") else "Huyện ủy"
            add(f"{code}.Q{i:02}.BTC", f"Ban Tổ chức {kind} {area.split(' ', 1)[1]}", "board", "none", f"{code}.Q{i:02}", "2005-08-05" if "Cẩm Lệ" in area else since)
        district_bodies(f"{code}.Q01", "quận Hải Châu", since)
        for i, ward in enumerate(HAI_CHAU, 1):
            split = ward in ("Hòa Thuận Tây", "Hòa Thuận Đông", "Hòa Cường Bắc", "Hòa Cường Nam")
            commune(f"{code}.Q01.X{i:02}", f"{code}.Q01", "phường " + ward, [f"khu dân cư số {n}" for n in range(1, random.randint(9, 14))], "2005-08-05" if split else since)

add("KCQ", "Đảng bộ Khối các cơ quan Trung ương", "committee_central", "province", "TW", "2007-03-01")
add("KDN", "Đảng bộ Khối Doanh nghiệp Trung ương", "committee_central", "province", "TW", "2007-03-01")
add("QD", "Đảng bộ Quân đội", "committee_central", "province", "TW", "1946-01-01")
add("CA", "Đảng bộ Công an Trung ương", "committee_central", "province", "TW", "1976-07-02")
bodies("KCQ", "Đảng ủy Khối các cơ quan Trung ương", "2007-03-01")
bodies("KDN", "Đảng ủy Khối Doanh nghiệp Trung ương", "2007-03-01", False)
add("QD.BTC", "Cục Tổ chức, Tổng cục Chính trị", "board", "none", "QD", "1976-07-02")
add("CA.BTC", "Cục Tổ chức cán bộ, Bộ Công an", "board", "none", "CA", "1976-07-02")
for i, agency in enumerate(AGENCIES, 1):
    grassroots(f"KCQ.G{i:02}", "KCQ", agency, random.sample(AGENCY_CELLS, random.randint(5, 7)), "2007-03-01")

functions = []
DOC137 = "137-QĐ/TW@2023-12-01"
SIX = {
    "BTC": ["Tham mưu về tổ chức bộ máy, biên chế của hệ thống chính trị ở địa phương", "Tham mưu về cán bộ và bảo vệ chính trị nội bộ",
            "Tham mưu về tổ chức cơ sở đảng, đảng viên và thi hành Điều lệ Đảng"],
    "UBKT": ["Tham mưu, giúp việc về công tác kiểm tra, giám sát và kỷ luật của Đảng"],
    "BTG": ["Tham mưu về chính trị, tư tưởng, tuyên truyền, văn hóa, văn nghệ, khoa giáo"],
    "BDV": ["Tham mưu về công tác dân vận"],
    "BNC": ["Tham mưu về công tác nội chính, phòng, chống tham nhũng, tiêu cực và cải cách tư pháp"],
    "VP": ["Tham mưu, tổng hợp phục vụ cấp ủy; điều phối chương trình công tác", "Quản lý tài chính, tài sản, văn thư, lưu trữ của cấp ủy"],
}
for code in ("LS", "DNG"):
    for part, texts in SIX.items():
        for text in texts:
            functions.append([f"{code}.{part}", text, DOC137, "", "2023-12-01", ""])
            if part in ("BTC", "UBKT", "VP"):
                functions.append([f"{code}.{part}", text, "04-QĐi/TW@2018-07-25", "", "2018-07-25", "2023-12-01"])

for name, header, data in [("units.csv", "code,name,kind,level,parent_code,from,to", rows), ("functions.csv", "unit_code,text,document,provision,from,to", functions)]:
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(data)
