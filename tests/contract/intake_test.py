"""The main job over HTTP: from an official text to the registers; then the machine around it: backup, restore, ends.

On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one.
"""
import os
import pathlib
import unittest

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương Đảng,central,centre,,1930-02-03,
P1,Đảng bộ tỉnh Sơn Khê,province,province,TW,1950-01-01,
P2,Đảng bộ tỉnh Bình Khê,province,province,TW,1950-01-01,
"""
TEXTS = sorted((support.ROOT / "data" / "demo" / "texts").glob("*.txt"))
SECRET = "TỈNH ỦY SƠN KHÊ\n\nTUYỆT MẬT\n\nSố 01-BC/TU\n\nBÁO CÁO\nvề việc Hồng Hạc thử nghiệm\n"
NAUGHTY = "Robert'); DROP TABLE identity_account;-- <script>alert(1)</script>"


class MainJob:
    """The steps share one store and run in the order of their names."""

    database = ""

    @classmethod
    def setUpClass(cls):
        support.need_binary()
        cls.server = support.Server(UNITS, cls.database)
        cls.addClassCleanup(cls.server.stop)
        cls.admin = cls.server.client(support.ADMIN)
        cls.texts = {}

    def account(self, name, role, unit):
        self.admin.get("createAccount", body={"name": name, "full_name": "Trần Văn Thử", "unit_code": unit, "grant": {"role": role, "unit_code": unit}})
        return self.server.client(name)

    def items(self, text, **wanted):
        found = self.admin.get("listIntakeItems", path={"id": text})["items"]
        return [i for i in found if all(i[k] == v for k, v in wanted.items())]

    def seen(self, text):
        return {"version": self.admin.get("getIntakeText", path={"id": text})["about"]["version"]}

    def decide(self, item, status=200, **decision):
        answer = self.admin.call("decideIntakeItem", path={"id": item["id"]}, body={"version": item["version"], **decision})
        self.assertEqual(answer.status, status, answer)
        return answer

    def test_01_texts_are_read(self):
        self.assertGreaterEqual(len(TEXTS), 5)
        for path in TEXTS:
            answer = self.admin.get("uploadIntakeText", query={"unit": "P1", "name": path.name}, body=path.read_bytes())
            self.assertFalse(answer["known_already"])
            self.texts[path.name[:2]] = answer["text_id"]
            again = self.admin.get("uploadIntakeText", query={"unit": "P1", "name": "again " + path.name}, body=path.read_bytes())
            self.assertEqual((again["text_id"], again["known_already"]), (answer["text_id"], True))
            text = self.admin.get("getIntakeText", path={"id": answer["text_id"]})["text"]
            for item in self.items(answer["text_id"]):
                self.assertEqual(item["words"], text[item["start"]:item["end"]])
        self.assertEqual(len(self.admin.get("listIntakeTexts")["items"]), len(TEXTS))

    def test_02_decisions_one_by_one(self):
        text = self.texts["08"]
        figure = self.items(text, type="figure", state="waiting")[0]
        self.assertEqual(self.decide(figure, action="reject").value["state"], "rejected")
        late = self.decide(figure, status=409, action="accept")
        self.assertEqual(late.key, "intake.item_changed")
        self.assertEqual((late.value["current"]["id"], late.value["current"]["state"], late.value["sent"]["action"]), (figure["id"], "rejected", "accept"))
        rejected = self.items(text, id=figure["id"])[0]
        self.assertEqual(rejected["state"], "rejected")
        opened = self.decide(rejected, action="reopen").value
        self.assertEqual(opened["state"], "waiting")
        corrected = self.decide(opened, action="correct", start=opened["start"], end=opened["end"] + 1).value
        whole = self.admin.get("getIntakeText", path={"id": text})["text"]
        self.assertEqual((corrected["state"], corrected["words"]), ("corrected", whole[opened["start"]:opened["end"] + 1]))

    def test_03_certain_items_reach_the_registers(self):
        for text in self.texts.values():
            answer = self.admin.get("acceptCertainIntakeItems", path={"id": text})
            self.assertEqual(answer["left"], len(self.items(text, state="waiting", optional=False)))
        self.assertGreater(len(self.items(self.texts["08"], type="document", state="accepted")), 0)
        found = [self.admin.get("findDocument", query={"text": words})["items"] for words in ("63-KL/TU", "63 - KL/TU", "Kết luận 63", "ket luan so 63-kl/tu")]
        self.assertEqual(len({hits[0]["id"] for hits in found}), 1)
        page = self.admin.get("listRelations", path={"id": found[0][0]["id"]})
        replaced = [r["target_label"] for r in page["outgoing"] if r["kind"] == "replaces"]
        self.assertTrue(replaced and "22-KL/TU" in replaced[0], page["outgoing"])

    def test_04_variants_of_a_central_number_find_one_document(self):
        made = self.admin.get("createDocument", body={"kind": "conclusion", "owner_unit": "TW", "number": 50, "code": "KL/TW", "issued": "2023-02-28",
                                                      "issuer": "Bộ Chính trị", "subject": "Tiếp tục thực hiện một nghị quyết", "open_to_all": True})
        for words in ("50-KL/TW", "50 - KL/TƯ", "50-kl/tư", "Kết luận 50", "Kết luận số 50-KL/TW"):
            with self.subTest(words):
                hits = self.admin.get("findDocument", query={"text": words})["items"]
                self.assertEqual(hits[0]["id"], made["document"]["id"], hits)
        twice = self.admin.call("createDocument", body={"kind": "conclusion", "owner_unit": "TW", "number": 50, "code": "KL/TW", "issued": "2023-03-01",
                                                        "issuer": "Bộ Chính trị", "subject": "Số đã có"})
        self.assertIn(twice.status, (409, 422))

    def test_05_offices_are_attested_by_day(self):
        everybody = self.admin.get("listAttestations")["items"]
        dated = [a for a in everybody if a["day"] and a["person"]]
        self.assertGreater(len(dated), 0)
        one = dated[0]
        there = self.admin.get("listAttestations", query={"on": one["day"], "name": one["person"]})["items"]
        self.assertIn(one["id"], [a["id"] for a in there])
        self.assertEqual(self.admin.get("listAttestations", query={"on": "1999-01-01"})["items"], [])

    def test_06_a_secret_text_leaves_nothing(self):
        before = self.admin.get("listIntakeTexts")["items"]
        answer = self.admin.call("uploadIntakeText", query={"unit": "P1", "name": "Hồng Hạc.txt"}, body=SECRET.encode())
        self.assertEqual(answer.key, "intake.text_secret", answer)
        self.assertNotIn("Hồng Hạc", answer.raw.decode())
        self.assertEqual(self.admin.get("listIntakeTexts")["items"], before)
        newest = self.admin.get("listJournal", query={"verb": "intake.secret_refused"})
        self.assertEqual(len(newest["items"]), 1)
        self.assertNotIn("Hạc", str(newest))
        self.assertNotIn("Hạc", self.server.log_text())
        kept = [p for p in self.server.data.rglob("*") if p.is_file() and "Hồng Hạc".encode() in p.read_bytes()]
        self.assertEqual(kept, [])

    def test_07_others_do_not_see_the_text(self):
        outsider = self.account("nguoi.ngoai", "document_officer", "P2")
        insider = self.account("nguoi.trong", "document_officer", "P1")
        text = self.texts["08"]
        for name in ("getIntakeText", "listIntakeItems", "countIntakeItems", "downloadIntakeText", "listContradictions", "acceptCertainIntakeItems", "rereadIntakeText"):
            seen = {"body": self.seen(text)} if name == "rereadIntakeText" else {}
            with self.subTest(name):
                self.assertEqual(outsider.call(name, path={"id": text}, **seen).status, 404)
                self.assertEqual(insider.call(name, path={"id": text}, **seen).status, 200)
        self.assertEqual(outsider.get("listIntakeTexts")["items"], [])
        self.assertEqual(outsider.get("listFacts")["items"], [])

    def test_08_a_reviewer_changes_no_document_of_others(self):
        directives = [self.admin.get("createDocument", body={"kind": "directive", "owner_unit": "TW", "number": number, "code": "CT/TW", "issued": issued,
                                                             "issuer": "Ban Bí thư", "subject": f"Việc thử {number}", "open_to_all": True})["document"]["id"]
                      for number, issued in ((8801, "2025-03-01"), (8802, "2026-03-01"))]
        officer = self.account("van.thu.p2", "document_officer", "P2")
        said = "Căn cứ Chỉ thị số 8801-CT/TW ngày 01/3/2025 và Chỉ thị số 8802-CT/TW ngày 01/3/2026 của Ban Bí thư.\n"
        text = officer.get("uploadIntakeText", query={"unit": "P2", "name": "can-cu.txt"}, body=said.encode())["text_id"]
        cited = {i["canonical"]["number"]: i for i in officer.get("listIntakeItems", path={"id": text})["items"] if i["type"] == "document"}
        older, newer = cited["8801"], cited["8802"]
        officer.get("decideIntakeItem", path={"id": older["id"]}, body={"version": older["version"], "action": "accept"})
        values = {**newer["canonical"], "form": "self", "relations": [{"rel": "repeals", "target": older["key"]}]}
        kept = officer.get("decideIntakeItem", path={"id": newer["id"]}, body={"version": newer["version"], "action": "correct", "canonical": values})
        self.assertEqual((kept["state"], kept["document_id"]), ("corrected", directives[1]))
        self.assertEqual({r["key"] for r in kept["refusals"]}, {"intake.relation_without_right", "intake.paper_without_right"})
        self.assertTrue(all("chưa ghi vào sổ" in r["sentence"].lower() for r in kept["refusals"]))
        page = self.admin.get("listRelations", path={"id": directives[0]})
        self.assertEqual(page["incoming"], [])
        self.assertEqual(self.admin.get("getDocument", path={"id": directives[1]})["document"]["files"], [])

    def test_08_a_file_of_the_register_may_be_unreadable_but_not_secret(self):
        document = self.admin.get("createDocument", body={"kind": "plan", "owner_unit": "P1", "number": 8801, "code": "KH/TU", "issued": "2026-03-01", "subject": "Việc thử"})["document"]["id"]
        table = self.admin.get("uploadDocumentFile", path={"id": document}, query={"name": "bang.xls"}, body=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
        self.assertEqual(table["name"], "bang.xls")
        before = len(self.admin.get("listJournal", query={"verb": "intake.secret_refused"})["items"])
        answer = self.admin.call("uploadDocumentFile", path={"id": document}, query={"name": "Hồng Hạc.txt"}, body=SECRET.encode())
        self.assertEqual(answer.key, "intake.text_secret")
        self.assertEqual(len(self.admin.get("listJournal", query={"verb": "intake.secret_refused"})["items"]), before + 1)

    def test_075_what_the_reader_missed_is_added_by_hand(self):
        text = self.texts["08"]
        whole = self.admin.get("getIntakeText", path={"id": text})["text"]
        read = self.items(text)
        end = next(at for at in range(len(whole) - 1, 0, -1) if whole[at - 1].isalpha())
        start = whole.rfind(" ", 0, end) + 1
        wanted = {"type": "figure", "start": start, "end": end, "canonical": {"value": 7, "unit": "chi bộ"}}
        made = self.admin.call("addIntakeItem", path={"id": text}, body=wanted)
        self.assertEqual((made.status, made.value["state"], made.value["words"], made.value["method"]), (201, "accepted", whole[start:end], "by_hand"), made)
        self.assertIn(made.value["id"], [f["item_id"] for f in self.admin.get("listFacts", query={"type": "figure"})["items"]])
        self.assertIn("intake.added", [e["verb"] for e in self.admin.get("listJournal", query={"verb": "intake.added"})["items"]])
        cited = {"type": "document", "start": start, "end": end, "canonical": {"kind": "Chỉ thị", "number": "9901", "code": "CT/TW"}}
        paper = self.admin.get("addIntakeItem", path={"id": text}, body=cited)
        self.assertEqual(self.admin.get("findDocument", query={"text": "9901-CT/TW"})["items"][0]["id"], paper["document_id"])
        for refused, key in (({"end": len(whole) + 1}, "intake.span_outside"), ({"type": "opinion"}, "intake.type_unknown"),
                             ({"canonical": {}}, "intake.values_wrong"), ({"canonical": {"value": 1}, "start": end}, "intake.span_outside")):
            with self.subTest(refused):
                self.assertEqual(self.admin.call("addIntakeItem", path={"id": text}, body={**wanted, **refused}).key, key)
        # Reading again: what a person added and what a person corrected shows no difference that is none.
        seen = self.seen(text)
        self.admin.get("rereadIntakeText", path={"id": text}, body=seen)
        late = self.admin.call("rereadIntakeText", path={"id": text}, body=seen)
        self.assertEqual((late.status, late.key, late.value["current"]["id"]), (409, "intake.text_changed", text))
        again = self.items(text)
        self.assertEqual(len(again), len(read) + 2)
        self.assertEqual([i["words"] for i in again if i["difference"] != "none"], [])
        self.assertEqual([i["state"] for i in again if i["method"] == "by_hand"], ["accepted", "accepted"])

    def test_08_what_was_typed_comes_back_as_it_was(self):
        unit = {"code": "P9", "name": NAUGHTY, "kind": "province", "level": "province", "parent_code": "TW", "from": "2020-01-01"}
        made = self.admin.get("addUnit", body=unit)
        self.assertEqual(made["unit"]["name"], NAUGHTY)
        self.assertEqual(self.admin.get("getUnit", path={"code": "P9"})["unit"]["name"], NAUGHTY)
        account = self.admin.get("createAccount", body={"name": "thu.ky", "full_name": NAUGHTY, "unit_code": "P9"})["account"]
        self.assertEqual(self.admin.get("getAccount", path={"id": account["id"]})["full_name"], NAUGHTY)
        found = self.admin.get("listAccounts", query={"search": "Robert'); DROP"})["items"]
        self.assertEqual([a["full_name"] for a in found], [NAUGHTY])
        refused = self.admin.call("createAccount", body={"name": "a'; DROP TABLE x", "full_name": "A", "unit_code": NAUGHTY[:40]})
        self.assertEqual(refused.status, 400)
        function = self.admin.get("addUnitFunction", path={"code": "P9"}, body={"text": NAUGHTY, "document": NAUGHTY, "provision": NAUGHTY, "from": "2020-01-01"})
        self.assertEqual([function[k] for k in ("text", "document", "provision")], [NAUGHTY] * 3)
        self.assertEqual(self.admin.get("searchUnits", query={"q": "' OR 1=1 --"})["items"], [])

    def test_09_a_backup_while_serving_restores_to_the_same(self):
        backup = self.server.folder / "backup.zip"
        phrase = self.server.folder / "phrase"
        phrase.write_text("câu bí mật của bản sao\n", encoding="utf-8")
        def verify(where):
            return self.server.must("verify", *where).splitlines()
        for _ in range(5):  # a serving server also notes who was seen last
            before = verify(self.server.where)
            self.server.must("backup", backup, "--pass-phrase-file", phrase, *self.server.where)
            source = verify(self.server.where)
            if source == before:
                break
        self.server.must("verify", backup)
        other = self.server.folder / "restored"
        self.server.must("restore", backup, "--data", other, "--pass-phrase-file", phrase)
        self.server.must("audit", "verify", *self.server.where)
        # Into SQLite whatever it was, and from there, where there is a PostgreSQL, into that.
        places = [["--data", other]]
        if os.environ.get("LIENTHONG_TEST_PG"):
            third = support.new_database(type(self))
            self.server.must("backup", backup, "--pass-phrase-file", phrase, "--data", other)
            places.append(["--data", self.server.folder / "third", "--db", third])
            self.server.must("restore", backup, *places[-1], "--pass-phrase-file", phrase)
        self.assertTrue(source[-1].startswith("Nội dung kho: "))
        for where in places:
            lines = verify(where)
            self.assertTrue(any(line.startswith("Chuỗi lượt xem toàn vẹn: ") and ": 0 mục" not in line for line in lines), lines)
            self.assertEqual(lines[-1], source[-1])
        code, _, complaints = support.run("restore", backup, "--data", other, "--pass-phrase-file", phrase)
        self.assertEqual(code, 1, "a store that is not empty was overwritten")
        self.assertTrue(complaints.startswith("lienthong: "), complaints)

    def test_10_the_journal_is_whole_and_the_server_ends_cleanly(self):
        checks = self.admin.get("verifyJournal", body={})
        self.assertTrue(checks["journal"]["whole"] and checks["views"]["whole"])
        self.assertEqual(self.server.terminate(), 0)
        self.server.must("audit", "verify", *self.server.where)
        self.server.start()
        self.admin = self.server.client(support.ADMIN)
        self.assertEqual(sum(t["unit_code"] == "P1" for t in self.admin.get("listIntakeTexts")["items"]), len(TEXTS))


class OnSqlite(MainJob, unittest.TestCase):
    pass


class OnPostgresql(MainJob, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


class Machine(unittest.TestCase):
    """What goes wrong around the program: a sentence, and an exit code that says whose fault it is."""

    def setUp(self):
        support.need_binary()

    def refused(self, *arguments):
        code, out, complaints = support.run(*arguments)
        self.assertEqual(code, 1, complaints)
        self.assertRegex(complaints, r"^lienthong: \S.{20,}")
        self.assertNotIn("terminate called", complaints)
        return complaints

    def test_a_port_in_use_is_said(self):
        server = support.Server()
        self.addCleanup(server.stop)
        port = str(server.port)
        self.assertIn(port, self.refused("serve", "--data", server.folder / "other", "--listen", "127.0.0.1:" + port))

    def test_a_data_folder_that_cannot_be_written_is_said(self):
        for folder in ("/proc/lienthong", "/dev/null/lienthong"):
            with self.subTest(folder):
                self.assertIn(folder, self.refused("serve", "--data", folder, "--listen", "127.0.0.1:0"))

    def test_a_database_that_is_not_there_is_said(self):
        self.refused("verify", "--data", pathlib.Path("/nonexistent-data"), "--db", "postgresql://nobody@127.0.0.1:9/none")

    def test_wrong_usage_is_two(self):
        for arguments in ([], ["fly"], ["serve", "--wings"], ["init"], ["token", "create", "--days", "0", "--account", "a"]):
            with self.subTest(arguments):
                self.assertEqual(support.run(*arguments)[0], 2)
        self.assertEqual(support.run("--help")[0], 0)


if __name__ == "__main__":
    unittest.main()
