"""What is exported and imported into an empty store is the same: units, members and spells, as CSV and as XLSX.

On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one.
"""
import json
import pathlib
import tempfile
import unittest

import support

KINDS = ("units", "members", "spells")
UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương Đảng,central,centre,,3/2/1930,
P1,Đảng bộ tỉnh Sơn Khê,province,province,TW,01/01/1950,
P1.H,Đảng bộ huyện Khe,district,district,P1,1975-01-01,01/07/2025
G1,"Đảng bộ cơ sở Nhà máy ""Gạch"", Ngói",grassroots_committee,grassroots,P1.H,1990-01-01,2020-01-01
G1,=Đảng bộ cơ sở Nhà máy,grassroots_committee,grassroots,P1,2020-01-01,
C1,Chi bộ 1,cell,cell,G1,1990-01-01,
C2,Chi bộ 2,cell,cell,G1,1990-01-01,
"""
MEMBERS = """code,full_name,gender,birth_date,ethnicity,education,occupation,focus_group,citizen_number,admitted_on,ceremony_on,official_on,standing
M1,Nguyễn Văn Hùng,male,15/03/1899,Kinh,,,none,,1930-03-01,,,active
M2,Trần Thị Lụa,female,1925-03,Tày,secondary?,,none,,19/8/1946,,,exempt
M3,Lê Quý,male,1928,Kinh,bachelor,Thợ gạch,non_state_worker,001090000003,2019-05-03,2019-06-01,2020-06-01,suspended
M4,Phạm An,female,2001-12-31,Mường,master,"Kỹ sư, quản đốc",student,,2024-01-02,2024-02-03,,active
"""
SPELLS = """member_code,unit_code,status,from,to,reason,document_code
M1,C1,official,01/03/1990,2001-05-06,deceased,
M2,C1,official,1990-01-01,,,
M3,C2,probationary,1/6/2019,01/06/2020,recognised,12-QĐ/TU@2020-06-01
M3,C2,official,2020-06-01,,,
"""
# Names two cells that are gone by its day: the row means what took their place.
LATE = """member_code,unit_code,status,from,to
M4,C2,probationary,2026-03-01,
"""
MERGE = {"id": "SX-1", "decision": "321-QĐ/TW@2025-06-24", "effective_on": "2026-01-01", "changes": [
    {"verb": "merge", "from": ["C1", "C2"],
     "into": {"code": "N1", "name": "Chi bộ mới", "kind": "cell", "level": "cell", "parent_code": "G1"}}]}


class RoundTrip:
    def database(self):
        return []

    def setUp(self):
        support.need_binary()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.source = self.new_store("source")
        for name, text in (("units", UNITS), ("members", MEMBERS.replace("secondary?", "lower_secondary")), ("spells", SPELLS)):
            self.bring(self.source, name, text)
        (self.folder / "plan.json").write_text(json.dumps(MERGE), encoding="utf-8")
        self.must("reorganise", "commit", self.folder / "plan.json", *self.source)
        self.bring(self.source, "spells", LATE)

    def new_store(self, name):
        where = ["--data", self.folder / name, *self.database()]
        support.run("init", "--admin", support.ADMIN, "--password-stdin", *where, text=support.PASSWORD)
        return where

    def must(self, *arguments):
        code, out, complaints = support.run(*arguments)
        self.assertEqual(code, 0, f"{arguments}: {out}{complaints}")

    def bring(self, where, kind, text):
        path = self.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        self.must("import", kind, path, *where)

    def exported(self, where):
        texts = {}
        for kind in KINDS:
            path = self.folder / f"out-{kind}.csv"
            self.must("export", kind, path, *where)
            texts[kind] = path.read_text(encoding="utf-8-sig")
        return texts

    def go_round(self, ending):
        expected = self.exported(self.source)
        self.assertIn("M2,Trần Thị Lụa,female,1925-03,", expected["members"])
        self.assertIn("M3,Lê Quý,male,1928,", expected["members"])
        self.assertIn("M1,Nguyễn Văn Hùng,male,1899-03-15,", expected["members"])
        self.assertIn("M4,N1,probationary,2026-03-01,,", expected["spells"])
        other = self.new_store(f"other-{ending}")
        for kind in KINDS:
            self.must("export", kind, self.folder / f"round-{kind}.{ending}", *self.source)
            self.must("import", kind, self.folder / f"round-{kind}.{ending}", *other)
        self.assertEqual(self.exported(other), expected)
        for kind in KINDS:  # and what is there already changes nothing
            code, out, complaints = support.run("import", kind, self.folder / f"round-{kind}.{ending}", "--format", "json", *other)
            self.assertEqual(code, 0, complaints)
            summary = json.loads(out)
            self.assertEqual((summary["state"], summary["added"], summary["corrected"]), ("checked", 0, 0), kind)

    def test_csv(self):
        self.go_round("csv")

    def test_xlsx(self):
        self.go_round("xlsx")


class OnSqlite(RoundTrip, unittest.TestCase):
    pass


class OnPostgresql(RoundTrip, unittest.TestCase):
    def database(self):
        return ["--db", support.new_database(type(self))]


if __name__ == "__main__":
    unittest.main()
