"""The server is killed while members come in by hand and by file, and while they move: what was acknowledged is there
afterwards, a batch is there whole or not at all, everybody has one home, and the figures are those of the register.
"""
import collections
import csv
import os
import time
import unittest

import machine_test
import support

UNITS = machine_test.UNITS + """X1,Đảng bộ xã Thượng Khê,commune,commune,P1,1950-01-01,
G1,Đảng bộ cơ sở Trường Thượng Khê,grassroots_committee,grassroots,X1,1990-01-01,
C1,Chi bộ Một,cell,cell,G1,1990-01-01,
C2,Chi bộ Hai,cell,cell,G1,1990-01-01,
"""
MEMBERS = "code,full_name,gender,admitted_on,ceremony_on,official_on\n"
SPELLS = "member_code,unit_code,status,from,to\n"
BATCH = 400  # members of a file
STATISTICS = {"measure": "members", "unit": "TW", "by": [], "on": "2026-01-01"}


class RegisterKills(machine_test.Kills):
    units_file = UNITS
    rounds = 150 if os.environ.get("LIENTHONG_LONG") else 10  # on each of two databases

    def setUp(self):
        super().setUp()
        self.people, self.moved, self.kinds = [], [], {}

    def something_was_written(self):
        return self.people

    def add(self, client):
        answer = client.call("createMember", body={
            "unit_code": "C1", "joined_on": "2015-05-19", "full_name": "Trần Thị Thử", "gender": "female",
            "admitted_on": "2015-05-03", "ceremony_on": "2015-05-19", "official_on": "2016-05-19"})
        self.assertEqual(answer.status, 201, answer.value)
        self.people.append(answer.value["code"])
        return answer.value["code"]

    def import_file(self, client, kind, prefix, text):
        job = client.get("importMembers", query={"kind": kind, "file_name": f"{kind}.csv"}, body=text.encode())["job_id"]
        self.jobs[job], self.kinds[job] = prefix, kind
        while client.get("getJob", path={"id": job})["state"] in ("waiting", "running"):
            time.sleep(0.02)

    def writers(self, turn):
        def person(client, n):
            self.add(client)

        def move(client, n):
            code = self.add(client)
            case = client.get("openTransfer", path={"code": code}, body={"to_code": "C2", "moved_on": "2025-10-01", "sent_on": "2025-10-02"})
            client.get("takeMemberStep", path={"id": case["about"]["id"]}, headers={"If-Match": '"1"'}, body={"stage": "accepted", "on": "2025-10-05"})
            self.moved.append(code)

        def batch(client, n):
            prefix = f"B{turn}.{n}."
            codes = [f"{prefix}{i}" for i in range(BATCH)]
            people = "".join(f"{code},Lê Văn Tệp,male,2010-02-03,2010-02-03,2011-02-03\n" for code in codes)
            spells = "".join(f"{code},C1,official,2011-02-03,\n" for code in codes)
            self.import_file(client, "members", prefix, MEMBERS + people)
            self.import_file(client, "spells", prefix, SPELLS + spells)

        return person, move, batch

    def export(self, kind):
        path = self.server.folder / f"{kind}.csv"
        self.server.must("export", kind, path, *self.server.where)
        with open(path, encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    def check(self, whole):
        client = self.client()
        self.see_jobs_end(client)
        self.server.must("verify", *self.server.where)
        if not whole:
            return
        members, spells = self.export("members"), self.export("spells")
        codes = {row["code"] for row in members}
        self.assertEqual([p for p in self.people if p not in codes], [], "acknowledged members are missing")
        open_spells = collections.defaultdict(list)
        for row in spells:
            if not row["to"]:
                open_spells[row["member_code"]].append(row["unit_code"])
        self.assertEqual([m for m, homes in open_spells.items() if len(homes) != 1], [], "somebody has two homes")
        self.assertEqual([m for m in self.moved if open_spells[m] != ["C2"]], [], "an acknowledged transfer is lost")
        found = {"members": collections.Counter(c.rsplit(".", 1)[0] + "." for c in codes),
                 "spells": collections.Counter(m.rsplit(".", 1)[0] + "." for m in open_spells)}
        for job, prefix in self.jobs.items():
            there = found[self.kinds[job]][prefix]
            whole = False
            if self.states[job] == "done":
                summary = client.get("getMemberImport", path={"job": job})["summary"]
                # Killed between the file's coming in and the job's end, it ran again and found everything there.
                whole = summary["state"] == "live" or summary["same"] == BATCH
            self.assertEqual(there, BATCH if whole else 0, (prefix, self.kinds[job], self.states[job]))
        counted = client.get("queryStatistics", body=STATISTICS)["rows"]
        self.assertEqual(counted, [[len(open_spells)]])


class RegisterKillsOnSqlite(RegisterKills, unittest.TestCase):
    def new_database(self):
        return ""


class RegisterKillsOnPostgresql(RegisterKills, unittest.TestCase):
    def new_database(self):
        return machine_test.NewDatabase(self).url
