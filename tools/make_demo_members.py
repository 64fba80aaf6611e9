#!/usr/bin/env python3
"""Writes data/demo/members.csv and data/demo/spells.csv: invented members of the demo organisation's cells in Lạng Sơn.

Every name and number is made up. The same on every run; as of November 2026: some are probationary, some about to be
recognised, some due for a badge, a few have left."""
import csv
import datetime
import pathlib
import random

random.seed(1930)
DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo"
TODAY = datetime.date(2026, 11, 22)
FAMILIES = ["Hoàng", "Nông", "Lương", "Vi", "Lý", "Triệu", "Nguyễn", "Trần", "Lê", "Phạm", "Hà", "Chu", "Dương", "Bế"]
MIDDLES = {"female": ["Thị", "Thu", "Ngọc", "Minh"], "male": ["Văn", "Đức", "Quang", "Minh"]}
GIVEN = {"female": ["Hoa", "Hòa", "Lựu", "Nga", "Sen", "Bích", "Hường", "Đào", "Mận", "Thảo", "Yến", "Lan", "Hằng", "Dung"],
         "male": ["Thịnh", "Sáu", "Hà", "Khuê", "Thọ", "Dũng", "Long", "Sơn", "Bình", "Hải", "Cường", "Tùng", "Lâm", "An"]}
ETHNICITIES = ["Tày"] * 5 + ["Nùng"] * 4 + ["Kinh"] * 4 + ["Dao"]
EDUCATIONS = ["lower_secondary", "upper_secondary", "upper_secondary", "vocational", "college", "bachelor", "bachelor", "master"]
OCCUPATIONS = ["Nông dân", "Giáo viên", "Công chức", "Công nhân", "Y sĩ", "Bộ đội", "Hưu trí", "Kinh doanh"]


def months(day, count):
    month = day.year * 12 + day.month - 1 + count
    return datetime.date(month // 12, month % 12 + 1, min(day.day, 28))


def member(number, cell, since):
    gender = random.choice(["female", "male", "male"])
    age = random.randint(19, 86)
    birth = TODAY - datetime.timedelta(days=age * 365 + random.randint(0, 364))
    admitted = birth + datetime.timedelta(days=random.randint(19 * 365, 34 * 365))
    if number % 9 == 0 or admitted > TODAY - datetime.timedelta(days=60):  # admitted in the last two years
        admitted = TODAY - datetime.timedelta(days=random.randint(60, 720))
        birth = admitted - datetime.timedelta(days=random.randint(20 * 365, 34 * 365))
    admitted = max(admitted, since)
    ceremony = admitted + datetime.timedelta(days=random.randint(5, 25))
    official = months(ceremony, 12)
    code = f"LS{number:05}"
    focus = "student" if (TODAY - birth).days < 23 * 365 else "non_state_worker" if random.random() < 0.08 else "none"
    done = official <= TODAY and not (official > TODAY - datetime.timedelta(days=120) and number % 2)
    end = months(official, random.randint(24, 240)) if done and random.random() < 0.06 else None
    left = end is not None and end < TODAY
    row = [code, " ".join([random.choice(FAMILIES), random.choice(MIDDLES[gender]), random.choice(GIVEN[gender])]), gender,
           birth, random.choice(ETHNICITIES), random.choice(EDUCATIONS), random.choice(OCCUPATIONS), focus, "",
           admitted, ceremony, official if done else "", "exempt" if done and not left and age > 82 else "active"]
    spells = [[code, cell, "probationary", ceremony, official if done else "", "recognised" if done else "", ""]]
    if done:
        spells.append([code, cell, "official", official, end if left else "", random.choice(["deceased", "left"]) if left else "", ""])
    return row, spells


def main():
    units = list(csv.DictReader((DATA / "units.csv").open(encoding="utf-8")))
    cells = [u for u in units if u["code"].startswith("LS.") and u["kind"] in ("cell", "grassroots_cell") and not u["to"]][:120]
    people, spells = [], []
    for i in range(600):
        cell = cells[i % len(cells)]
        row, own = member(i + 1, cell["code"], datetime.date.fromisoformat(cell["from"]))
        people.append(row)
        spells += own
    write("members.csv", "code,full_name,gender,birth_date,ethnicity,education,occupation,focus_group,citizen_number,admitted_on,ceremony_on,official_on,standing", people)
    write("spells.csv", "member_code,unit_code,status,from,to,reason,document_code", spells)


def write(name, head, rows):
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
