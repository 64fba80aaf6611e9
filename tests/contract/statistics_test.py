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
        version = self.client.call("getUnit", path={"code": "C3"}).headers["etag"]
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
        table = planner.call("exportStatistics", body={"measure": "members", "unit": "C2", "by": ["gender"], "on": "2023-12-31"}).raw.decode("utf-8-sig").splitlines()
        self.assertEqual(table[1:3], ["female,giữ lại", "male,giữ lại"])
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

    def test_the_command_line_gives_the_same_answer_beside_a_server_without_one_and_after_it_came_back(self):
        query = {"measure": "members", "unit": "P2", "by": ["gender"], "on": "2023-12-31"}
        out = json.loads(self.server.must("statistics", "query", json.dumps(query), *self.server.where))
        self.assertEqual(out["rows"], self.ask(**query)["rows"])
        self.server.process.terminate()
        self.server.process.wait()
        self.server.log.close()
        alone = json.loads(self.server.must("statistics", "query", json.dumps(query), *self.server.where))
        self.server.start()
        self.assertEqual(alone["rows"], out["rows"])
        type(self).client = self.server.client(support.ADMIN)
        self.assertEqual(self.ask(**query)["rows"], out["rows"])
        code, _, complaint = support.run("statistics", "query", '{"measure":"members","unit":"P9","on":"2023-12-31"}', *self.server.where)
        self.assertEqual(code, 1)
        self.assertIn("Không có đơn vị này", complaint)

    def test_the_table_of_an_answer_has_the_names_and_says_where_it_comes_from(self):
        body = {"measure": "members", "unit": "TW", "by": ["child", "gender"], "on": "2015-12-31"}
        lines = self.client.call("exportStatistics", query={"format": "csv"}, body=body).raw.decode("utf-8-sig").splitlines()
        self.assertEqual(lines[0], "child,tên đơn vị,gender,members")
        self.assertIn("P2,Đảng bộ tỉnh Núi Hồng,male,2", lines)
        self.assertIn("vào ngày 31/12/2015", lines[-3])
        self.assertIn("định nghĩa phiên bản 1", lines[-1])
        self.assertEqual(self.client.call("exportStatistics", query={"format": "xlsx"}, body=body).raw[:2], b"PK")

    def test_every_measure_says_what_it_counts(self):
        measures = self.client.get("listMeasures")["items"]
        self.assertEqual(len(measures), len({m["name"] for m in measures}))
        self.assertTrue(all(m["version"] >= 1 and m["definition"].endswith(".") for m in measures))


class Plans:
    """Two provinces that a plan merges on 1 January 2024: figures as planned and afterwards, targets, the sheet, and what a
    reduction target makes of plans."""
    database = ""
    PLAN = {"id": "SX-9", "title": "Hợp nhất hai tỉnh", "decision": "321-QĐ/TW@2023-11-24", "effective_on": "2024-01-01", "changes": [
        {"verb": "merge", "from": ["P1", "P2"],
         "into": {"code": "P9", "name": "Đảng bộ tỉnh Lam Hồng", "kind": "province", "level": "province", "parent_code": "TW"}},
        {"verb": "end", "from": "S1"}]}
    PLANNED = {"mode": "planned", "plan": "SX-9"}

    def setUp(self):
        self.server = support.Server(UNITS + "S1,Trung tâm Thử,public_service_unit,none,P1,1990-01-01,\nS2,Viện Thử,public_service_unit,none,P2,1990-01-01,\n", self.database)
        self.addCleanup(self.server.stop)
        self.client = self.server.client(support.ADMIN)
        for cell, number in (("C1", 7), ("C2", 9)):
            for i in range(number):
                self.client.get("createMember", body={
                    "unit_code": cell, "joined_on": "2015-05-19", "full_name": "Trần Thị Thử", "gender": "female", "admitted_on": "2015-05-03", "ceremony_on": "2015-05-19"})

    def ask(self, client=None, **query):
        return (client or self.client).get("queryStatistics", body={"measure": "members", "unit": "TW", "by": ["child"], "on": "2023-12-31", **query})

    def plan_file(self):
        path = self.server.folder / "plan.json"
        path.write_text(json.dumps(self.PLAN), encoding="utf-8")
        return path

    def commit(self):
        self.server.must("reorganise", "commit", self.plan_file(), *self.server.where)

    def target(self, unit, year, measure, value):
        call = self.client.call("setTarget", path={"unit": unit, "year": year, "measure": measure}, headers={"If-Match": '"0"'}, body={"value": value, "reason": "thử"})
        self.assertEqual(call.status, 200, call.raw)

    def values(self, unit, year, measure):
        return [v["value"] for v in self.client.get("listTargetVersions", path={"unit": unit, "year": year, "measure": measure})["items"]]

    def test_a_draft_is_counted_as_if_it_were_carried_out_and_says_which_plan(self):
        self.client.get("createReorganisation", body=self.PLAN)
        answer = self.ask(structure=self.PLANNED)
        self.assertEqual(answer["rows"], [["P9", 16]])
        structure = answer["provenance"]["structure"]
        self.assertEqual((structure["mode"], structure["plan"], structure["on"], structure["plan_state"]), ("planned", "SX-9", "2024-01-01", "draft"))
        self.assertEqual(self.ask(unit="P9", structure=self.PLANNED)["rows"], [["C1", 7], ["C2", 9], ["S2", 0]])
        self.assertEqual(self.ask()["rows"], [["P1", 7], ["P2", 9]])
        self.commit()
        after = self.ask(structure=self.PLANNED)
        self.assertEqual((after["rows"], after["provenance"]["structure"]["plan_state"]), ([["P9", 16]], "committed"))
        self.assertEqual(self.ask(structure={"mode": "restated", "on": "2024-01-01"})["rows"], [["P9", 16]])

    def test_a_plan_is_not_taken_for_one_that_was_removed(self):
        made = self.client.call("createReorganisation", body=self.PLAN)
        self.assertEqual(self.ask(structure=self.PLANNED)["rows"], [["P9", 16]])
        self.assertEqual(self.client.call("removeReorganisation", path={"code": "SX-9"}, headers={"If-Match": made.headers["etag"]}).status, 204)
        into = {**self.PLAN["changes"][0]["into"], "code": "P8"}
        self.client.get("createReorganisation", body={**self.PLAN, "id": "SX-8", "changes": [{**self.PLAN["changes"][0], "into": into}]})
        self.assertEqual(self.ask(structure={"mode": "planned", "plan": "SX-8"})["rows"], [["P8", 16]])

    def test_people_are_not_counted_in_a_plan_that_divides_a_cell_before_it_is_carried_out(self):
        plan = {**self.PLAN, "changes": [{"verb": "split", "from": "C1", "into": ["C1", {
            "code": "C8", "name": "Chi bộ Tám", "kind": "grassroots_cell", "level": "grassroots", "parent_code": "P2"}],
            "assign": {"where": {"gender": "female"}, "to": "C8"}}]}
        self.client.get("createReorganisation", body=plan)
        refused = self.client.call("queryStatistics", body={"measure": "members", "unit": "P2", "on": "2023-12-31", "structure": self.PLANNED})
        self.assertEqual((refused.status, refused.key), (409, "statistics.plan_divides"))
        self.assertEqual(self.ask(measure="units", unit="P2", by=[], structure=self.PLANNED)["rows"], [[4]])
        path = self.plan_file()
        path.write_text(json.dumps(plan), encoding="utf-8")
        self.server.must("reorganise", "commit", path, *self.server.where)
        self.assertEqual(self.ask(unit="C8", by=[], on="2024-01-01", structure=self.PLANNED)["rows"], [[7]])

    def test_a_plan_is_counted_only_by_who_may_see_it_and_the_figures_of_all_that_it_touches(self):
        self.client.get("createReorganisation", body=self.PLAN)
        body = {"measure": "members", "on": "2023-12-31", "structure": self.PLANNED}
        for name, role, unit in (("kehoach.p1", "planner", "P1"), ("dangtich.p2", "membership_officer", "P2")):
            self.client.get("createAccount", body={"name": name, "full_name": "Lê Thị Thử", "unit_code": unit, "grant": {"role": role, "unit_code": unit}})
            refused = self.server.client(name).call("queryStatistics", body={**body, "unit": unit})
            self.assertEqual(refused.status, 404, refused.raw)
        missing = self.client.call("queryStatistics", body={**body, "unit": "TW", "structure": {"mode": "planned"}})
        self.assertEqual((missing.status, missing.key), (400, "statistics.structure_plan_missing"))

    def test_targets_of_later_years_go_to_the_successor_and_back(self):
        for unit, value in (("P1", 10), ("P2", 20)):
            self.target(unit, 2031, "admissions", value)
        self.target("P1", 2023, "admissions", 5)
        self.target("P1", 2031, "growth_rate", 3)
        self.commit()
        self.assertEqual(self.values("P9", 2031, "admissions"), [30])
        self.assertEqual(self.values("P9", 2031, "growth_rate"), [3])
        self.assertEqual(self.values("P9", 2023, "admissions"), [])
        self.assertEqual(self.values("P1", 2023, "admissions"), [5])
        self.server.must("reorganise", "undo", "SX-9", *self.server.where)
        self.assertEqual(self.values("P1", 2031, "admissions"), [10])

    def test_a_target_set_since_stands_in_the_way_of_undoing(self):
        self.commit()
        self.target("P9", 2031, "admissions", 30)
        code, _, complaint = support.run("reorganise", "undo", "SX-9", *self.server.where)
        self.assertEqual(code, 1)
        self.assertIn("P9 đã có chỉ tiêu năm 2031", complaint)

    def test_the_sheet_compares_the_same_people_before_and_after(self):
        self.client.get("createReorganisation", body=self.PLAN)
        early = self.client.call("getSheet", path={"code": "SX-9"})
        self.assertEqual((early.status, early.key), (409, "statistics.sheet_not_committed"))
        self.commit()
        sheet = self.client.get("getSheet", path={"code": "SX-9"})
        self.assertEqual([p["on"] for p in sheet["points"]], ["2023-12-31", "2024-06-30", "2024-12-31", "2025-12-31"])
        rows = {row["key"]: [cell["value"] for cell in row["cells"]] for row in sheet["rows"]}
        due = [p["due"] for p in sheet["points"]]
        self.assertEqual(rows["members"], [16 if d else None for d in due])
        self.assertEqual(rows["units_public_service_unit"], [n if d else None for n, d in zip((2, 1, 1, 1), due)])
        self.assertEqual(rows["units_province"], [n if d else None for n, d in zip((2, 1, 1, 1), due)])
        self.assertEqual((sheet["before"], sheet["after"]), (["Đảng bộ tỉnh Sông Lam", "Đảng bộ tỉnh Núi Hồng"], ["Đảng bộ tỉnh Lam Hồng"]))
        self.assertEqual(json.loads(self.server.must("statistics", "sheet", "SX-9", *self.server.where))["rows"], sheet["rows"])
        lines = self.client.call("exportSheet", path={"code": "SX-9"}, query={"format": "csv"}).raw.decode("utf-8-sig").splitlines()
        self.assertIn("trước sắp xếp (31/12/2023)", lines[0])
        self.assertEqual(self.client.call("exportSheet", path={"code": "SX-9"}, query={"format": "xlsx"}).raw[:2], b"PK")

    def test_the_sheet_hides_what_a_query_hides(self):
        self.client.get("addUnit", body={"code": "P3", "name": "Đảng bộ Ba", "kind": "province", "level": "province", "parent_code": "TW", "from": "1990-01-01"})
        self.client.get("addUnit", body={"code": "C3", "name": "Chi bộ Ba", "kind": "grassroots_cell", "level": "grassroots", "parent_code": "P3", "from": "1990-01-01"})
        for _ in range(3):
            self.client.get("createMember", body={
                "unit_code": "C3", "joined_on": "2015-05-19", "full_name": "Trần Thị Thử", "gender": "female", "admitted_on": "2015-05-03", "ceremony_on": "2015-05-19"})
        self.client.get("createReorganisation", body=self.PLAN)
        self.commit()
        self.client.get("createAccount", body={"name": "kehoach.tw", "full_name": "Lê Thị Thử", "unit_code": "TW", "grant": {"role": "planner", "unit_code": "TW"}})
        planner = self.server.client("kehoach.tw")
        asked = planner.get("queryStatistics", body={"measure": "members", "unit": "P9", "on": "2023-12-31", "structure": {"mode": "restated", "on": "2024-01-01"}})
        self.assertEqual(asked["rows"], [[None]])
        for client, expected in ((self.client, (16, False)), (planner, (None, True))):
            first = client.get("getSheet", path={"code": "SX-9"})["rows"][0]["cells"][0]
            self.assertEqual((first["value"], first["withheld"]), expected)

    def test_the_sheet_judges_the_units_of_its_own_structure_by_their_own_targets(self):
        self.target("P1", 2023, "growth_rate", 50)
        self.commit()
        self.target("P9", 2023, "growth_rate", 0)
        rows = {row["key"]: [cell["value"] for cell in row["cells"]] for row in self.client.get("getSheet", path={"code": "SX-9"})["rows"]}
        self.assertEqual((rows["targets_judged"], rows["targets_reached"]), ([1, 1, None, None], [1, 1, None, None]))

    def test_a_unit_that_several_plans_end_is_one_fewer_once_the_day_has_come(self):
        made = self.client.get("addReduction", body={"unit_code": "TW", "kind": "public_service_unit", "fewer": 2, "from": "2024-01-01", "to": "2091-01-01", "basis": ""})
        end = {**self.PLAN, "effective_on": "2090-01-01", "changes": [{"verb": "end", "from": "S1"}]}
        for code in ("SX-8", "SX-9"):
            self.client.get("createReorganisation", body={**end, "id": code})

        def progress():
            item = self.client.get("listReductions", query={"unit": "TW"})["items"][0]
            return item["done"], item["planned"], len(item["plans"])
        self.assertEqual(progress(), (0, 1, 2))
        path = self.plan_file()
        path.write_text(json.dumps(end), encoding="utf-8")
        self.server.must("reorganise", "commit", path, *self.server.where)
        self.assertEqual(progress(), (0, 1, 2))
        self.client.call("removeReduction", path={"id": made["id"]}, headers={"If-Match": '"1"'})
        again = self.client.get("addReduction", body={"unit_code": "TW", "kind": "public_service_unit", "fewer": 2, "from": "2024-01-01", "to": "2091-01-01", "basis": ""})
        self.assertGreater(again["id"], made["id"])

    def test_a_reduction_counts_what_plans_ended_less_what_they_established(self):
        made = self.client.get("addReduction", body={"unit_code": "TW", "kind": "public_service_unit", "fewer": 2, "from": "2024-01-01", "to": "2025-01-01", "basis": "Kế hoạch năm 2024"})
        self.assertEqual((made["done"], made["planned"], made["left"], made["plans"]), (0, 0, 2, []))
        self.client.get("createReorganisation", body=self.PLAN)
        planned = self.client.get("listReductions", query={"unit": "TW"})["items"][0]
        self.assertEqual((planned["done"], planned["planned"], planned["left"]), (0, 1, 2))
        self.commit()
        done = self.client.get("listReductions", query={"unit": "TW"})["items"][0]
        self.assertEqual((done["done"], done["planned"], done["left"]), (1, 0, 1))
        self.assertEqual([(p["plan"], p["ended"], p["established"]) for p in done["plans"]], [("SX-9", 1, 0)])
        edit = {"unit_code": "TW", "kind": "public_service_unit", "fewer": 1, "from": "2024-01-01", "to": "2025-01-01", "basis": ""}
        stale = self.client.call("setReduction", path={"id": made["id"]}, headers={"If-Match": '"7"'}, body=edit)
        self.assertEqual((stale.status, stale.key), (409, "statistics.reduction_changed"))
        self.assertEqual(self.client.get("setReduction", path={"id": made["id"]}, headers={"If-Match": '"1"'}, body=edit)["left"], 0)
        wrong = self.client.call("addReduction", body={**edit, "fewer": 0})
        self.assertEqual((wrong.status, wrong.key), (400, "statistics.reduction_number"))
        self.client.call("removeReduction", path={"id": made["id"]}, headers={"If-Match": '"2"'})
        self.assertEqual(self.client.get("listReductions", query={"unit": "TW"})["items"], [])


class Targets:
    """Two provinces, 20 and 30 members on 1 January 2023; the first admits one during the year, the second none."""
    database = ""

    @classmethod
    def setUpClass(cls):
        cls.server = support.Server(UNITS, cls.database)
        cls.addClassCleanup(cls.server.stop)
        cls.client = cls.server.client(support.ADMIN)
        for cell, number, joined in (("C1", 20, "2015-05-19"), ("C1", 1, "2023-12-25"), ("C2", 30, "2015-05-19")):
            for _ in range(number):
                cls.client.get("createMember", body={
                    "unit_code": cell, "joined_on": joined, "full_name": "Trần Thị Thử", "gender": "female", "admitted_on": joined, "ceremony_on": joined})

    def put(self, unit, year, measure, value, seen=0, reason="", client=None):
        return (client or self.client).call("setTarget", path={"unit": unit, "year": year, "measure": measure}, headers={"If-Match": f'"{seen}"'},
                                            body={"value": value, "reason": reason})

    def page(self, unit, year, **query):
        return self.client.get("getTargets", query={"unit": unit, "year": year, **query})

    def test_how_many_reached_it_is_counted_by_the_rule_asked_for(self):
        self.put("TW", 2023, "growth_rate", 4.8)
        page = self.page("TW", 2023)
        self.assertEqual((page["reached"], page["judged"]), (1, 2))
        first, second = page["below"]
        self.assertEqual((first["actual"], first["inherited"], first["reached"], second["actual"], second["reached"]), (5.0, True, True, 0.0, False))
        self.assertEqual(first["admissions_late_in_period"], 1)
        self.assertEqual(self.page("TW", 2023, denominator="closing")["reached"], 0)  # 1 of 21 is 4.76 %
        year = {"from": "2023-01-01", "to": "2024-01-01"}
        rows = self.client.get("queryStatistics", body={"measure": "target_reached", "unit": "TW", "by": ["child"], "period": year})["rows"]
        self.assertEqual(rows, [["P1", 1], ["P2", 0]])
        rows = self.client.get("queryStatistics", body={"measure": "target", "unit": "TW", "by": ["child"], "period": year})["rows"]
        self.assertEqual(rows, [["P1", 4.8], ["P2", 4.8]])

    def test_what_is_not_allocated_stays_in_sight(self):
        self.put("TW", 2022, "admissions", 100)
        self.put("P1", 2022, "admissions", 60)
        page = self.page("TW", 2022, measure="admissions")
        self.assertEqual((page["allocated"], page["unallocated"]), (60, 40))

    def test_a_late_change_is_marked_needs_a_reason_and_the_earlier_version_stays(self):
        self.put("P2", 2021, "admissions", 10)
        refused = self.put("P2", 2021, "admissions", 5, seen=1)
        self.assertEqual((refused.status, refused.key), (400, "statistics.reason_needed"))
        self.assertTrue(self.put("P2", 2021, "admissions", 5, seen=1, reason="Nguồn kết nạp đã hết").value["late"])
        versions = self.client.get("listTargetVersions", path={"unit": "P2", "year": 2021, "measure": "admissions"})["items"]
        self.assertEqual([(v["version"], v["value"], v["late"]) for v in versions], [(2, 5, True), (1, 10, False)])
        conflict = self.put("P2", 2021, "admissions", 7, seen=1, reason="Xem lại")
        self.assertEqual((conflict.status, conflict.key), (409, "statistics.target_changed"))

    def test_a_target_that_the_unit_sets_itself_says_so_and_why(self):
        self.client.get("createAccount", body={"name": "kehoach.p1", "full_name": "Lê Thị Thử", "unit_code": "P1", "grant": {"role": "planner", "unit_code": "P1"}})
        planner = self.server.client("kehoach.p1")
        self.assertEqual(self.put("P1", 2040, "growth_rate", 1.5, client=planner).key, "statistics.reason_needed")
        self.assertTrue(self.put("P1", 2040, "growth_rate", 1.5, client=planner, reason="Ít nguồn kết nạp").value["local"])
        self.assertEqual(self.put("P2", 2040, "growth_rate", 1.5, client=planner, reason="Của nơi khác").status, 404)

    def test_a_goal_says_what_is_needed_each_year(self):
        answer = self.client.get("assessGoal", query={"unit": "TW", "goal": 102, "by": "2090-12-31"})
        self.assertEqual(answer["members"], 51)
        self.assertAlmostEqual(answer["needed_a_year"] * answer["years"], 51)
        refused = self.client.call("assessGoal", query={"unit": "TW", "goal": 102, "by": "2000-12-31"})
        self.assertEqual(refused.key, "statistics.goal_passed")

    def test_a_target_that_cannot_be_is_refused(self):
        for year, measure, value, key in ((2022, "growth_rate", 5000, "statistics.target_value"), (1800, "growth_rate", 3, "statistics.year"),
                                          (2022, "admissions", -1, "statistics.target_value"), (2022, "mood", 1, "statistics.target_unknown")):
            self.assertEqual(self.put("P1", year, measure, value).key, key)


class TargetsOnSqlite(Targets, unittest.TestCase):
    pass


class TargetsOnPostgresql(Targets, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


class PlansOnSqlite(Plans, unittest.TestCase):
    pass


class PlansOnPostgresql(Plans, unittest.TestCase):
    def setUp(self):
        self.database = support.new_database(type(self))
        super().setUp()


class OnSqlite(Statistics, unittest.TestCase):
    pass


class OnPostgresql(Statistics, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


if __name__ == "__main__":
    unittest.main()
