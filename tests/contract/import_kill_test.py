"""Imports of units, members and spells that are killed at random points, and the undoing of one: what is there afterwards
is the register before, or the whole file, never a part; the next import is not hindered, and the journal's chain is whole. LIENTHONG_LONG=1 does it hundreds
of times. On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one."""
import json
import os
import pathlib
import random
import subprocess
import tempfile
import time
import unittest

import support

HEAD = "code,name,kind,level,parent_code,from,to\n"
TURNS = 300 if os.environ.get("LIENTHONG_LONG") else 20
PEOPLE = 3_000
UNITS_OF_A_FILE = 2_500  # staged beside the tree
UNITS = HEAD + """TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,
C1,Chi bộ Một,grassroots_cell,grassroots,TW,1930-02-03,
"""


class Kills:
    def database(self):
        return []

    def setUp(self):
        support.need_binary()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.where = ["--data", self.folder / "store", *self.database()]
        self.random = random.Random(2026)
        (self.folder / "units.csv").write_text(UNITS)
        support.run("init", "--admin", support.ADMIN, "--password-stdin", *self.where, text=support.PASSWORD)
        self.do("import", "units", self.folder / "units.csv")

    def do(self, *arguments):
        code, out, err = support.run(*arguments, *self.where)
        self.assertEqual(code, 0, err)
        return out

    def write(self, turn):
        codes = [f"M{turn}.{i}" for i in range(PEOPLE)]
        (self.folder / "members.csv").write_text("code,full_name,gender\n" + "".join(f"{c},Nguyễn Văn Thử,male\n" for c in codes))
        (self.folder / "spells.csv").write_text(
            "member_code,unit_code,status,from,to\n" + "".join(f"{c},C1,official,2000-01-01,\n" for c in codes))

    def import_(self, kind):
        begun = time.monotonic()
        self.do("import", kind, self.folder / f"{kind}.csv")
        return time.monotonic() - begun

    def import_and_kill(self, kind, longest):
        self.kill(["import", kind, self.folder / f"{kind}.csv"], longest)

    def kill(self, command, longest):
        command = [support.BINARY, *map(str, command), *self.where]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.random.uniform(0.3, 1) * longest)
        process.kill()
        process.wait()

    def count(self, kind):
        self.do("export", kind, self.folder / "out.csv")
        return (self.folder / "out.csv").read_text().count("\n") - 1

    def test_an_import_that_is_killed_is_there_whole_or_not_at_all(self):
        self.write(0)
        longest = {kind: self.import_(kind) for kind in ("members", "spells")}
        there = {"members": PEOPLE, "spells": PEOPLE}
        for turn in range(1, TURNS + 1):
            kind = ("members", "spells")[turn % 2]
            self.write(turn)
            if kind == "spells":
                self.import_("members")
                there["members"] += PEOPLE
            self.import_and_kill(kind, longest[kind])
            now = self.count(kind)
            self.assertIn(now - there[kind], (0, PEOPLE), f"{kind}, turn {turn}")
            there[kind] = now
        self.do("audit", "verify")
        for kind in ("members", "spells"):  # what was cut off is no hindrance
            self.import_(kind)
        self.write(TURNS + 1)
        for kind in ("members", "spells"):
            before = self.count(kind)
            self.import_(kind)
            self.assertEqual(self.count(kind), before + PEOPLE)


    def write_units(self, turn):
        (self.folder / "units.csv").write_text(
            HEAD + f"TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,\nB{turn},Ban {turn},board,none,TW,2000-01-01,\n"
            + "".join(f"B{turn}.{i},Phòng {i},board,none,B{turn},2000-01-01,\n" for i in range(UNITS_OF_A_FILE)))

    def test_units_that_are_killed_on_their_way_in_or_out_are_there_whole_or_not_at_all(self):
        rows = UNITS_OF_A_FILE + 1
        self.write_units(0)
        longest = self.import_("units")
        there = self.count("units")
        for turn in range(1, TURNS // 2 + 1):
            self.write_units(turn)
            self.kill(["import", "units", self.folder / "units.csv"], longest)
            now = self.count("units")
            self.assertIn(now - there, (0, rows), f"turn {turn}")
            if now == there:
                self.import_("units")  # what was cut off is no hindrance
                now = self.count("units")
            self.assertEqual(now - there, rows)
            batch = self.newest_batch()
            self.kill(["import", "undo", "units", batch], longest)
            now = self.count("units")
            self.assertIn(now - there, (0, rows), f"turn {turn}, undone")
            if now != there:
                self.do("import", "undo", "units", batch)
                self.assertEqual(self.count("units"), there)
        self.do("audit", "verify")

    def newest_batch(self):
        summary = json.loads(self.do("import", "units", self.folder / "units.csv", "--dry-run", "--format", "json"))
        self.assertEqual((summary["added"], summary["corrected"]), (0, 0))
        return summary["id"] - 1


class KillsOnSqlite(Kills, unittest.TestCase):
    pass


class KillsOnPostgresql(Kills, unittest.TestCase):
    def database(self):
        return ["--db", support.new_database(type(self))]


if __name__ == "__main__":
    unittest.main()
