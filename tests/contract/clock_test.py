"""The machine's clock is set back, while the server runs and between two starts: orders and numbers stay right.

The program is the real one; a preloaded shifted_clock.c stands between it and the machine's clock, which runs a month
ahead at first: set back, no right is younger than the day.
"""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import support
from numbers_test import UNITS

A_MONTH = 30 * 86400
NUMBER = {"unit": "TW", "code": "TB/TW", "reason": "Văn bản đang soạn", "on": "2024-01-02"}


class ClockSetBack:
    database = ""

    def setUp(self):
        support.need_binary()
        if not shutil.which("cc"):
            self.skipTest("there is no C compiler for shifted_clock.c")
        folder = pathlib.Path(tempfile.mkdtemp(prefix="lienthong-clock-"))
        self.addCleanup(shutil.rmtree, folder)
        self.shift = folder / "shift"
        self.run_ahead(A_MONTH)
        library = folder / "shifted_clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, pathlib.Path(__file__).with_name("shifted_clock.c"), "-ldl"], check=True)
        self.server = support.Server(UNITS, self.database, {"LD_PRELOAD": str(library), "CLOCK_SHIFT": str(self.shift)})
        self.addCleanup(self.server.stop)
        self.client = self.server.client(support.ADMIN)

    def run_ahead(self, seconds):
        self.shift.write_text(str(seconds))

    def write(self, code):
        """A unit and a number; gives the number."""
        self.client.get("addUnit", body={"code": code, "name": "Ban " + code, "kind": "board", "level": "none",
                                         "parent_code": "TW", "from": "2001-01-01"})
        return self.client.get("allocateNumber", body=NUMBER)["number"]

    def journal(self):
        """The oldest first."""
        return self.client.get("listJournal", query={"limit": "100"})["items"][::-1]

    def check_order(self, codes):
        journal = self.journal()
        sequences = [entry["sequence"] for entry in journal]
        self.assertEqual(sequences, sorted(set(sequences)))
        self.assertEqual([entry["object_id"] for entry in journal if entry["verb"] == "org.unit_added"], codes)

    def test_while_the_server_runs(self):
        first = self.write("A")
        self.run_ahead(0)
        self.assertEqual([self.write("B"), self.write("C")], [first + 1, first + 2])
        times = [entry["at"] for entry in self.journal()]
        self.assertEqual(times, sorted(times))  # time stands still until the clock has caught up
        self.check_order(["A", "B", "C"])
        self.run_ahead(A_MONTH)
        self.assertEqual(self.write("D"), first + 3)
        self.server.must("audit", "verify", *self.server.where)

    def test_between_two_starts(self):
        first = self.write("A")
        self.assertEqual(self.server.terminate(), 0)
        self.assertNotIn("Đồng hồ máy", self.server.log_text())
        self.run_ahead(0)
        self.server.start()
        self.client = support.Client(self.server.port, self.client.token)
        self.assertRegex(self.server.log_text(), "lienthong: Đồng hồ máy .* chậm hơn lần ghi cuối trong nhật ký .* Hãy chỉnh giờ")
        self.assertEqual(self.write("B"), first + 1)
        self.check_order(["A", "B"])
        said = [entry for entry in self.journal() if entry["verb"] == "app.started_clock_behind"]
        self.assertEqual(len(said), 1)
        self.assertLess(said[0]["difference"]["now"], said[0]["difference"]["last"])
        self.run_ahead(A_MONTH)
        self.assertEqual(self.server.terminate(), 0)
        self.server.start()
        self.client = support.Client(self.server.port, self.client.token)
        self.assertEqual(self.write("C"), first + 2)
        self.assertEqual(len([e for e in self.journal() if e["verb"] == "app.started_clock_behind"]), 1)
        self.server.must("audit", "verify", *self.server.where)


class ClockSetBackOnSqlite(ClockSetBack, unittest.TestCase):
    pass


class ClockSetBackOnPostgresql(ClockSetBack, unittest.TestCase):
    def setUp(self):
        self.database = support.new_database(type(self))
        super().setUp()


if __name__ == "__main__":
    unittest.main()
