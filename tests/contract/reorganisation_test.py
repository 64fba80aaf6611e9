"""Reorganisations by plan file: the command line, the merger of 2025 on the demo's units, and kills in their midst.

After a kill a plan is carried out whole or not at all, on SQLite and, where LIENTHONG_TEST_PG names one, on PostgreSQL.
"""
import contextlib
import csv
import http.client
import io
import json
import os
import random
import threading
import time
import unittest

import support
from machine_test import NewDatabase

LONG = bool(os.environ.get("LIENTHONG_LONG"))
DEMO = support.ROOT / "data" / "demo"
COUNTRY = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương Đảng,central,centre,,1930-02-03,
P1,Đảng bộ tỉnh Sơn Khê,province,province,TW,1950-01-01,
G1,Đảng bộ cơ sở Nhà máy Gạch,grassroots_committee,grassroots,P1,1990-01-01,
"""
CELLS = 12
MERGE = {"id": "SX-1", "decision": "321-QĐ/TW@2025-06-24", "effective_on": "2026-01-01", "changes": [
    {"verb": "merge", "from": [f"C{i}", f"C{i + 1}"],
     "into": {"code": f"N{i}", "name": f"Chi bộ mới {i}", "kind": "cell", "level": "cell", "parent_code": "G1"}} for i in range(0, CELLS, 2)]}


def country():
    return COUNTRY + "".join(f"C{i},Chi bộ {i},cell,cell,G1,1990-01-01,\n" for i in range(CELLS))


def add_members(server, count):
    members = "code,full_name,gender\n" + "".join(f"D{i},Người Thử {i},female\n" for i in range(count))
    spells = "member_code,unit_code,status,from,to\n" + "".join(f"D{i},C{i % CELLS},official,2010-01-01,\n" for i in range(count))
    for name, text in (("members", members), ("spells", spells)):
        (server.folder / f"{name}.csv").write_text(text, encoding="utf-8")
        server.must("import", name, server.folder / f"{name}.csv", *server.where)


def exported(server, name):
    path = server.folder / f"out-{name}.csv"
    server.must("export", name, path, *server.where)
    return path.read_text(encoding="utf-8-sig")


class CommandLine(unittest.TestCase):
    def setUp(self):
        support.need_binary()
        self.server = support.Server(country())
        self.addCleanup(self.server.stop)
        add_members(self.server, 40)

    def run_plan(self, verb, plan, *more):
        path = self.server.folder / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return support.run("reorganise", verb, path, "--format", "json", *more, *self.server.where)

    def test_a_plan_file_is_previewed_carried_out_and_undone(self):
        before = exported(self.server, "units"), exported(self.server, "spells")
        code, out, complaints = self.run_plan("preview", MERGE)
        self.assertEqual(code, 0, complaints)
        preview = json.loads(out)
        self.assertEqual(preview["people"], 40)
        self.assertEqual((preview["units"]["ended"], preview["units"]["established"]), (12, 6))
        self.assertEqual({t["measure"]: (t["before"], t["after"]) for t in preview["totals"]}["members"], (40, 40))
        self.assertFalse(preview["access_grows"])
        self.assertEqual(exported(self.server, "spells"), before[1])
        code, out, complaints = self.run_plan("commit", MERGE)
        self.assertEqual(code, 0, complaints)
        self.assertEqual(json.loads(out)["item"]["state"], "committed")
        spells = list(csv.DictReader(io.StringIO(exported(self.server, "spells"))))
        self.assertEqual(len(spells), 80)
        self.assertEqual({s["reason"] for s in spells if s["to"]}, {"reorganised"})
        code, out, complaints = support.run("reorganise", "undo", "SX-1", "--format", "json", *self.server.where)
        self.assertEqual(code, 0, complaints)
        self.assertEqual((exported(self.server, "units"), exported(self.server, "spells")), before)

    def test_what_cannot_be_is_said_and_nothing_changes(self):
        before = exported(self.server, "units")
        plan = {**MERGE, "changes": [{"verb": "end", "unit": "C1"}]}
        code, out, _ = self.run_plan("preview", plan)
        self.assertEqual(code, 1)
        self.assertIn("đảng viên", json.loads(out)["problems"][0]["sentence"])
        code, _, complaints = self.run_plan("commit", plan)
        self.assertEqual(code, 1)
        self.assertEqual(json.loads(complaints)["key"], "request.fields")
        self.assertEqual(exported(self.server, "units"), before)
        self.assertEqual(support.run("reorganise", "undo", "NO", *self.server.where)[0], 1)
        self.assertEqual(support.run("reorganise", "jump", *self.server.where)[0], 2)

    def test_old_codes_in_imported_spells_and_units_resolve(self):
        self.assertEqual(self.run_plan("commit", MERGE)[0], 0)
        client = self.server.client(support.ADMIN)
        found = client.get("searchUnits", query={"q": "C1"})["items"][0]
        self.assertEqual((found["code"], [b["code"] for b in found["became"]]), ("C1", ["N0"]))


class HandsOff:
    """A cell with people is not ended by hand or by a file, nor turned into what holds none."""

    def test_whoever_stands_in_a_cell_is_not_left_behind(self):
        support.need_binary()
        server = support.Server(country(), self.new_database())
        self.addCleanup(server.stop)
        add_members(server, 40)
        client = server.client(support.ADMIN)
        before = exported(server, "units")
        version = client.call("getUnit", path={"code": "C1"}).headers["etag"]
        for operation, body in (("endUnit", {"on": "2026-01-01"}),
                                ("changeUnit", {"from": "2026-01-01", "kind": "board", "level": "none"})):
            reply = client.call(operation, path={"code": "C1"}, body=body, headers={"If-Match": version})
            self.assertEqual(reply.status, 400, reply)
            self.assertIn("đảng viên ở C1", json.dumps(reply.value, ensure_ascii=False))
        path = server.folder / "ends.csv"
        path.write_text(COUNTRY.splitlines()[0] + "\nC1,Chi bộ 1,cell,cell,G1,1990-01-01,2026-01-01\n", encoding="utf-8")
        code, out, complaints = support.run("import", "units", path, *server.where)
        self.assertNotEqual(code, 0)
        self.assertIn("đảng viên ở C1", out + complaints)
        self.assertEqual(exported(server, "units"), before)


class HandsOffOnSqlite(HandsOff, unittest.TestCase):
    def new_database(self):
        return ""


class HandsOffOnPostgresql(HandsOff, unittest.TestCase):
    def new_database(self):
        return NewDatabase(self).url


class Merger2025(unittest.TestCase):
    def test_63_provinces_become_34_and_the_district_level_ends(self):
        support.need_binary()
        server = support.Server((DEMO / "units.csv").read_text(encoding="utf-8-sig"))
        self.addCleanup(server.stop)
        before = exported(server, "units")
        server.must("reorganise", "commit", DEMO / "reorganisation_2025.json", *server.where)
        client = server.client(support.ADMIN)

        def count(on, level):
            rows = [r for r in csv.DictReader(io.StringIO(exported(server, "units"))) if r["kind"] == level]
            return sum(r["from"] <= on and (not r["to"] or r["to"] > on) for r in rows)

        self.assertEqual((count("2025-06-30", "province"), count("2025-07-01", "province")), (63, 34))
        self.assertEqual((count("2025-06-30", "district") > 0, count("2025-07-01", "district")), (True, 0))
        old = client.get("getUnit", path={"code": "HG"}, query={"on": "2025-07-01"})
        self.assertFalse(old["active"])
        self.assertEqual([b["code"] for b in old["unit"]["became"]], ["TQ25"])
        found = client.get("searchUnits", query={"q": "quan hai chau"})["items"]
        district = next(i for i in found if i["code"] == "DNG.Q01")
        self.assertEqual([b["code"] for b in district["became"]], ["DNG25"])
        proof = client.get("getReorganisation", path={"code": "SX-2025"})["proof"]
        self.assertEqual(proof["units"]["before"] - proof["units"]["ended"] + proof["units"]["established"], proof["units"]["after"])
        server.must("reorganise", "undo", "SX-2025", *server.where)
        self.assertEqual(exported(server, "units"), before)


class KilledPlans:
    """The server is killed while it carries plans out and undoes them."""

    rounds = 300 if LONG else 20

    def test_a_killed_plan_is_carried_out_whole_or_not_at_all(self):
        support.need_binary()
        server = support.Server(country(), self.new_database())
        self.addCleanup(server.stop)
        add_members(server, 1200)
        token = server.client(support.ADMIN).token
        client = support.Client(server.port, token)
        item = client.get("createReorganisation", body=MERGE)["item"]

        def change(verb, version):
            headers = {"If-Match": f'"{version}"'}
            return support.Client(server.port, token).call(verb, path={"code": item["code"]}, headers=headers)

        started = time.monotonic()
        states = {"draft": (exported(server, "units"), exported(server, "spells"))}
        # undone plans are done with: every commit is one of a new plan of the same changes
        answer = change("commitReorganisation", item["version"])
        took = max(time.monotonic() - started, 0.1)
        states["committed"] = exported(server, "units"), exported(server, "spells")
        item = change("undoReorganisation", answer.value["item"]["version"]).value["item"]
        self.assertEqual((exported(server, "units"), exported(server, "spells")), states["draft"])
        chance, seen = random.Random(2026), set()
        for turn in range(self.rounds):
            item = support.Client(server.port, token).get("createReorganisation", body={**MERGE, "id": f"SX-{turn + 2}"})["item"]
            acknowledged = []

            def work():
                with contextlib.suppress(OSError, http.client.HTTPException):
                    version = item["version"]
                    for verb, state in (("commitReorganisation", "committed"), ("undoReorganisation", "undone")):
                        version = change(verb, version).value["item"]["version"]
                        acknowledged.append(state)

            writer = threading.Thread(target=work)
            writer.start()
            time.sleep(chance.uniform(0, took))
            server.process.kill()
            server.process.wait()
            writer.join(60)
            server.log.close()
            server.start()
            with self.subTest(turn):
                page = support.Client(server.port, token).get("getReorganisation", path={"code": item["code"]})
                state = page["item"]["state"]
                self.assertIn(state, {"": {"draft", "committed"}, "committed": {"committed", "undone"}, "undone": {"undone"}}[
                    acknowledged[-1] if acknowledged else ""])
                expected = states["committed" if state == "committed" else "draft"]
                self.assertEqual((exported(server, "units"), exported(server, "spells")), expected)
                seen.add(state)
                if state == "committed":
                    self.assertEqual(change("undoReorganisation", page["item"]["version"]).status, 200)
        self.assertEqual((exported(server, "units"), exported(server, "spells")), states["draft"])
        server.must("verify", *server.where)
        self.assertGreater(len(seen), 1, "every kill came at the same moment")


class KilledPlansOnSqlite(KilledPlans, unittest.TestCase):
    def new_database(self):
        return ""


class KilledPlansOnPostgresql(KilledPlans, unittest.TestCase):
    def new_database(self):
        return NewDatabase(self).url
