"""What a machine does to the program: it is killed, its disk is full, its database goes away and comes back.

Whatever was acknowledged is there afterwards, nothing is there by half, the journal's chain holds. The short form kills
a few times, LIENTHONG_LONG=1 hundreds of times. On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one.
"""
import collections
import contextlib
import http.client
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import uuid

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương Đảng,central,centre,,1930-02-03,
P1,Đảng bộ tỉnh Sơn Khê,province,province,TW,1950-01-01,
"""
HEADER = "code,name,kind,level,parent_code,from,to\n"
LONG = bool(os.environ.get("LIENTHONG_LONG"))
STAGED = 2500  # rows of an import that is staged in batches
TEXT = (support.ROOT / "data" / "demo" / "texts")


def psql(statement):
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", os.environ["LIENTHONG_TEST_PG"], "-c", statement], check=True,
                   stdout=subprocess.DEVNULL)


class NewDatabase:
    """A PostgreSQL database of a test's own; skips where there is none."""

    def __init__(self, case):
        address = os.environ.get("LIENTHONG_TEST_PG", "")
        if not address:
            raise unittest.SkipTest("LIENTHONG_TEST_PG names no PostgreSQL")
        self.name = "lienthong_machine_" + uuid.uuid4().hex[:12]
        self.url = address.replace("/postgres?", f"/{self.name}?")
        psql(f"CREATE DATABASE {self.name}")
        case.addCleanup(psql, f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def go_away(self):
        psql(f"ALTER DATABASE {self.name} WITH ALLOW_CONNECTIONS false")
        psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def come_back(self):
        psql(f"ALTER DATABASE {self.name} WITH ALLOW_CONNECTIONS true")


def add_unit(client, code):
    return client.call("addUnit", body={"code": code, "name": "Ban " + code, "kind": "board", "level": "none",
                                        "parent_code": "P1", "from": "2001-01-01"})


class Kills:
    """The server is killed in the midst of writing, again and again, on one store. A class says what is written
    (writers) and what must be there afterwards (check)."""

    units_file = UNITS
    rounds = 200 if LONG else 4

    def setUp(self):
        support.need_binary()
        self.server = support.Server(self.units_file, self.new_database())
        self.addCleanup(self.server.stop)
        self.token = self.server.client(support.ADMIN).token
        self.random = random.Random(2026)
        self.faults = []  # of writers, but for the server's end
        self.jobs = {}  # job → prefix of its codes
        self.states = {}  # of jobs that ended

    def client(self):
        return support.Client(self.server.port, self.token)

    def write_until_killed(self, step):
        """Calls step(client, n) until the server is gone."""
        client = self.client()
        try:
            for n in range(10**6):
                step(client, n)
        except (OSError, http.client.HTTPException):
            pass
        except Exception as fault:  # a thread of its own would swallow it
            self.faults.append(fault)

    def one_round(self, turn):
        writers = [threading.Thread(target=self.write_until_killed, args=(step,)) for step in self.writers(turn)]
        for writer in writers:
            writer.start()
        time.sleep(self.random.uniform(0.05, 2.0))
        self.server.process.kill()
        self.server.process.wait()
        for writer in writers:
            writer.join(60)
            self.assertFalse(writer.is_alive())
        self.assertEqual(self.faults, [])

    def see_jobs_end(self, client):
        for job in self.jobs.keys() - self.states.keys():  # interrupted ones run again
            while (state := client.get("getJob", path={"id": job})["state"]) in ("waiting", "running"):
                time.sleep(0.05)
            if state == "failed":  # the third interruption gives a job up
                self.assertEqual(client.get("getJob", path={"id": job})["error_key"], "jobs.gave_up")
            self.states[job] = state

    def test_what_was_acknowledged_survives_kills(self):
        for turn in range(self.rounds):
            with self.subTest(turn):
                self.one_round(turn)
                self.server.log.close()
                self.server.start()
                self.check(whole=(turn + 1).bit_count() == 1 or turn + 1 == self.rounds)
        self.assertTrue(self.something_was_written())


class StoreKills(Kills):
    def setUp(self):
        super().setUp()
        self.units, self.numbers, self.texts, self.backups = [], [], [], []
        self.checked = {"units": 0, "texts": 0, "backups": 0}  # how many of each a check has seen

    def something_was_written(self):
        return self.units and self.numbers

    def writers(self, turn):
        # The last try of an import refuses units (tree.closed, org_great_import_test): here they take turns.
        tree = threading.Lock()

        def unit(client, n):
            with tree:
                if add_unit(client, f"U{turn}.{n}").status == 201:
                    self.units.append(f"U{turn}.{n}")
            time.sleep(0.01)  # the lock is not fair

        def number(client, n):
            answer = client.get("allocateNumber", body={"unit": "P1", "code": "BC/TU", "reason": "thử", "on": "2024-02-01"})
            self.series = answer["series_id"]
            self.numbers.append(answer["number"])

        def intake(client, n):
            text = f"TỈNH ỦY SƠN KHÊ\n\nSố {turn * 1000 + n + 1}-KL/TU\n\nKẾT LUẬN\nvề công tác văn thư lần {turn}.{n}\n"
            answer = client.get("uploadIntakeText", query={"unit": "P1", "name": f"{turn}-{n}.txt"}, body=text.encode())
            client.get("acceptCertainIntakeItems", path={"id": answer["text_id"]})
            self.texts.append(answer["text_id"])

        def great_import(client, n):
            prefix = f"R{turn}.{n}."
            rows = "".join(f"{prefix}{i},Ban {i},board,none,P1,2001-01-01,\n" for i in range(STAGED))
            with tree:
                job = client.get("importUnits", query={"file_name": "a.csv"}, body=(HEADER + rows).encode())["job_id"]
                self.jobs[job] = prefix
                while client.get("getJob", path={"id": job})["state"] in ("waiting", "running"):
                    time.sleep(0.02)
            time.sleep(0.01)

        def backup(client, n):
            path = self.server.folder / f"backup-{turn}-{n}"
            self.backups.append(path)
            support.run("backup", path, *self.server.where)
            client.get("getPreferences")  # ends this writer when the server is gone

        return unit, number, intake, great_import, backup

    def check(self, whole):
        """What was acknowledged since the last check is there; the whole of it costs its length, so not every time."""
        client = self.client()
        self.see_jobs_end(client)
        if whole:
            self.checked = dict.fromkeys(self.checked, 0)
            self.check_every_row()
        for unit in self.since("units"):
            self.assertEqual(client.call("getUnit", path={"code": unit}).status, 200, unit)
        if self.numbers:
            self.assertEqual(len(set(self.numbers)), len(self.numbers), "a number was given twice")
            series = client.get("getSeries", path={"id": self.series})
            self.assertEqual(series["gaps"], [])
            self.assertGreaterEqual(series["series"]["last"], max(self.numbers))
        for text in self.since("texts"):
            items = client.get("listIntakeItems", path={"id": text})["items"]
            self.assertTrue(any(i["state"] == "accepted" for i in items), text)
        for path in self.since("backups"):
            if path.exists():
                self.server.must("verify", path)
        self.server.must("verify", *self.server.where)

    def since(self, name):
        """Those of a list that no check has seen."""
        all_of_it = getattr(self, name)
        first, self.checked[name] = self.checked[name], len(all_of_it)
        return all_of_it[first:]

    def check_every_row(self):
        self.server.must("export", "units", self.server.folder / "out.csv", *self.server.where)
        codes = {line.split(",")[0] for line in (self.server.folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()}
        self.assertEqual([u for u in self.units if u not in codes], [], "acknowledged units are missing")
        found = collections.Counter(code.rsplit(".", 1)[0] + "." for code in codes)
        for job, prefix in self.jobs.items():
            self.assertEqual(found[prefix], STAGED if self.states[job] == "done" else 0, (job, self.states[job]))

    def test_a_store_that_was_killed_while_it_was_made_is_made_by_the_next(self):
        for turn in range(100 if LONG else 3):
            with self.subTest(turn):
                folder = self.server.folder / f"made-{turn}"
                database = self.new_database()
                where = ["--data", folder, *(["--db", database] if database else [])]
                init = [support.BINARY, "init", "--admin", support.ADMIN, "--password-stdin", *map(str, where)]
                process = subprocess.Popen(init, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write((support.PASSWORD + "\n").encode())
                    process.stdin.close()
                time.sleep(self.random.uniform(0, 0.6))
                process.kill()
                process.wait()
                code, _, complaints = support.run(*init[1:], text=support.PASSWORD + "\n")
                if code != 0:  # the killed one had come to its end
                    self.assertIn("quản trị", complaints)
                self.server.must("verify", *where)


class KillsOnSqlite(StoreKills, unittest.TestCase):
    def new_database(self):
        return ""


class KillsOnPostgresql(StoreKills, unittest.TestCase):
    def new_database(self):
        return NewDatabase(self).url


class LostDatabase(unittest.TestCase):
    def test_requests_are_refused_clearly_and_the_server_recovers_by_itself(self):
        support.need_binary()
        database = NewDatabase(self)
        server = support.Server(UNITS, database.url)
        self.addCleanup(server.stop)
        client = server.client(support.ADMIN)
        for _ in range(5):
            self.assertEqual(client.call("getPreferences").status, 200)
        self.assertEqual(add_unit(client, "A1").status, 201)
        for turn in range(3):
            database.go_away()
            for answer in (add_unit(client, f"B{turn}"), client.call("getPreferences"), client.call("getPreferences")):
                self.assertEqual((answer.status, answer.key), (503, "database.lost"), answer)
                self.assertIn("retry-after", answer.headers)
            self.assertEqual(support.Client(server.port).call("getHealth").status, 200)
            self.assertEqual(support.Client(server.port).call("getReadiness").status, 503)
            database.come_back()
            # The first request after it came back is answered, reading and writing: nobody has to restart anything.
            self.assertEqual(client.call("getPreferences").status, 200)
            self.assertEqual(add_unit(client, f"C{turn}").status, 201)
            self.assertEqual(client.call("getUnit", path={"code": f"B{turn}"}).status, 404)
        server.must("verify", *server.where)
        # It still holds the store: a second server is refused.
        code, _, complaints = support.run("serve", "--data", server.folder / "other", "--db", database.url, "--listen", "127.0.0.1:0")
        self.assertEqual(code, 1)
        self.assertIn("Một máy chủ khác", complaints)
        self.assertEqual(server.terminate(), 0)


class SmallDisk:
    """A folder with a disk of its own of a few megabytes; skips where the sandbox mounts nothing."""

    def __init__(self, case, size):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="lienthong-disk-"))
        case.addCleanup(self.path.rmdir)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(self.path)], capture_output=True).returncode:
            raise unittest.SkipTest("this machine lets nobody mount a small disk")
        case.addCleanup(subprocess.run, ["umount", "-l", str(self.path)])

    def fill(self):
        with open(self.path / "filler", "ab", buffering=0) as filler, contextlib.suppress(OSError):
            while filler.write(bytes(4096)):
                pass

    def clear(self):
        (self.path / "filler").unlink()


class Disk(unittest.TestCase):
    def setUp(self):
        support.need_binary()

    def test_a_full_disk_refuses_writes_and_loses_nothing(self):
        disk = SmallDisk(self, "12m")
        server = support.Server(UNITS)
        self.addCleanup(server.stop)
        self.assertEqual(server.terminate(), 0)
        os.rename(server.data, server.folder / "moved")
        subprocess.run(["cp", "-r", str(server.folder / "moved"), str(disk.path / "data")], check=True)
        server.where = ["--data", disk.path / "data"]
        server.start()
        client = server.client(support.ADMIN)
        self.assertEqual(add_unit(client, "A1").status, 201)
        disk.fill()
        refused = []
        for n in range(400):  # what is left of the last block may still take a few
            answer = add_unit(client, f"B{n}")
            if answer.status != 201:
                refused.append(n)
                self.assertEqual((answer.status, answer.key), (503, "database.full"), answer)
                self.assertIn("retry-after", answer.headers)
            if len(refused) > 2:
                break
        self.assertGreater(len(refused), 2, "the disk was never full")
        upload = client.call("uploadIntakeText", query={"unit": "P1", "name": "a.txt"}, body=b"noi dung " * 100_000)
        self.assertEqual((upload.status, upload.key), (503, "database.full"), upload)
        code, _, complaints = support.run("backup", disk.path / "backup", *server.where)
        self.assertEqual(code, 1, complaints)
        self.assertRegex(complaints, "^lienthong: Không ghi được tệp sao lưu")
        self.assertFalse((disk.path / "backup").exists())
        self.assertEqual(client.call("getUnit", path={"code": "A1"}).status, 200)  # reading goes on
        disk.clear()
        self.assertEqual(add_unit(client, "C1").status, 201)  # and so does writing, by itself
        self.assertEqual(client.call("getUnit", path={"code": f"B{refused[0]}"}).status, 404)
        self.assertEqual(server.terminate(), 0)
        server.must("verify", *server.where)

    def test_a_disk_that_is_read_only_is_said(self):
        disk = SmallDisk(self, "12m")
        (disk.path / "data").mkdir()
        if subprocess.run(["mount", "-o", "remount,ro", str(disk.path)], capture_output=True).returncode:
            self.skipTest("this machine remounts nothing")
        for folder in (disk.path / "data", disk.path / "new"):
            code, _, complaints = support.run("serve", "--data", folder, "--listen", "127.0.0.1:0")
            self.assertEqual(code, 1)
            self.assertRegex(complaints, "^lienthong: Không ghi được vào thư mục dữ liệu")
            code, _, complaints = support.run("serve", "--data", folder, "--listen", "127.0.0.1:0", "--format", "json", "--language", "en")
            self.assertEqual(code, 1)
            self.assertIn("app.data_unwritable", complaints)


if __name__ == "__main__":
    unittest.main()
