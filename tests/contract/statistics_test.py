"""Figures over HTTP and on the command line: the last write is in the next answer, as it was and restated; who sees what;
small groups."""
import json
import unittest

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,
P1,Đảng bộ tỉnh Sông Lam,province,province,TW,1950-01-01,
P2,Đảng bộ tỉnh Núi Hồng,province,province,TW,1950-01-01,
C1,Chi bộ Trường Sông Lam,grassroots_cell,grassroots,P1,1950-01-01,
C2,Chi bộ Trường Núi Hồng,grassroots_cell,grassroots,P2,1950-01-01,
"""


class Statistics:
    database = ""

    @classmethod
    def setUpClass(cls):
        cls.server = support.Server(UNITS, cls.database)
        cls.addClassCleanup(cls.server.stop)
        cls.client = cls.server.client(support.ADMIN)
        cls.count = 0
        for cell, gender, number in (("C1", "female", 6), ("C1", "male", 9), ("C2", "female", 7), ("C2", "male", 2)):
            for _ in range(number):
                cls.member(cell, gender)

    @classmethod
    def member(cls, cell, gender="female"):
        cls.count += 1
        return cls.client.get("createMember", body={
            "unit_code": cell, "joined_on": "2015-05-19", "full_name": "Trần Thị Thử", "gender": gender, "admitted_on": "2015-05-03",
            "ceremony_on": "2015-05-19", "official_on": "2016-05-19"})["code"]

    def ask(self, client=None, **query):
        return (client or self.client).get("queryStatistics", body={"measure": "members", "unit": "TW", "on": "2023-12-31", **query})

    def officer(self, name, role, unit):
        self.client.get("createAccount", body={"name": name, "full_name": "Lê Thị Thử", "unit_code": unit, "grant": {"role": role, "unit_code": unit}})
        return self.server.client(name)

    def test_the_next_answer_has_the_write(self):
        before = self.ask(unit="C1")["rows"][0][0]
        self.member("C1")
        self.assertEqual(self.ask(unit="C1")["rows"], [[before + 1]])

    def test_rows_stand_in_the_order_of_the_tree_and_say_where_they_come_from(self):
        answer = self.ask(unit="P2", by=["child", "gender"])
        self.assertEqual(answer["columns"], ["child", "gender", "members"])
        self.assertEqual([r for r in answer["rows"] if r[0] == "C2"], [["C2", "female", 7], ["C2", "male", 2]])
        self.assertEqual(answer["provenance"]["structure"], {"mode": "as_was"})
        self.assertIn("Đảng bộ tỉnh Núi Hồng", answer["sentence"])
        self.assertEqual(self.ask(unit="C2", by=["status"], on="2015-12-31")["rows"], [["probationary", 9], ["official", 0]])

    def test_a_unit_that_moves_is_counted_where_it_was_and_where_it_is(self):
        self.client.get("addUnit", body={"code": "C3", "name": "Chi bộ Ba", "kind": "grassroots_cell", "level": "grassroots", "parent_code": "P2", "from": "1990-01-01"})
        for _ in range(5):
            self.member("C3")
        self.assertEqual(self.ask(unit="C3")["rows"], [[5]])
        here = self.ask(unit="P1")["rows"][0][0]
        there = self.ask(unit="P2")["rows"][0][0]
        version = self.client.call("getUnit", path={"code": "C3"}).headers["ETag"]
        self.client.get("changeUnit", path={"code": "C3"}, headers={"If-Match": version}, body={"from": "2024-07-01", "parent_code": "P1"})
        self.assertEqual(self.ask(unit="P1")["rows"], [[here]])
        self.assertEqual(self.ask(unit="P1", on="2024-12-31")["rows"], [[here + 5]])
        restated = {"mode": "restated", "on": "2025-01-01"}
        self.assertEqual(self.ask(unit="P1", structure=restated)["rows"], [[here + 5]])
        self.assertEqual(self.ask(unit="P2", structure=restated)["rows"], [[there - 5]])
        year = {"from": "2024-01-01", "to": "2025-01-01"}
        self.assertEqual(self.ask(unit="P1", measure="reorganised_in", on=None, period=year)["rows"], [[5]])

    def test_without_the_records_small_groups_are_withheld_and_only_ends_of_months_may_be_asked(self):
        planner = self.officer("kehoach.p2", "planner", "P2")
        answer = self.ask(planner, unit="C2", by=["gender"])
        self.assertEqual(answer["rows"], [["female", None], ["male", None]])
        self.assertEqual(answer["withheld"], [["female"], ["male"]])
        self.assertEqual(self.ask(planner, unit="C2")["rows"], [[9]])
        refused = planner.call("queryStatistics", body={"measure": "members", "unit": "P2", "on": "2023-12-30"})
        self.assertEqual((refused.status, refused.key), (400, "statistics.period_ends_only"))

    def test_one_sees_the_own_subtree_what_is_above_it_and_beside_it_as_totals(self):
        secretary = self.officer("dangtich.p1", "membership_officer", "P1")
        self.assertEqual(len(self.ask(secretary, unit="TW", by=["child"])["rows"]), 2)
        self.ask(secretary, unit="P2")
        for query in ({"unit": "TW", "by": ["level:grassroots"]}, {"unit": "P2", "by": ["child"]}, {"unit": "C2"}):
            refused = secretary.call("queryStatistics", body={"measure": "members", "on": "2023-12-31", **query})
            self.assertEqual((refused.status, refused.key), (404, "tree.unit_unknown"), query)

    def test_the_command_line_gives_the_same_answer(self):
        query = {"measure": "members", "unit": "P2", "by": ["gender"], "on": "2023-12-31"}
        out = json.loads(self.server.must("statistics", "query", json.dumps(query), *self.server.where))
        self.assertEqual(out["rows"], self.ask(**query)["rows"])
        code, _, complaint = support.run("statistics", "query", '{"measure":"members","unit":"P9","on":"2023-12-31"}', *self.server.where)
        self.assertEqual(code, 1)
        self.assertIn("Không có đơn vị này", complaint)

    def test_every_measure_says_what_it_counts(self):
        measures = self.client.get("listMeasures")["items"]
        self.assertEqual(len(measures), len({m["name"] for m in measures}))
        self.assertTrue(all(m["version"] >= 1 and m["definition"].endswith(".") for m in measures))


class OnSqlite(Statistics, unittest.TestCase):
    pass


class OnPostgresql(Statistics, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


if __name__ == "__main__":
    unittest.main()
