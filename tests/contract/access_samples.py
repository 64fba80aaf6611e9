"""One valid call for every operation and place, and what in its answer shows that the thing was really seen."""
import csv
import io
import time

from access_world import CELL, day_of, OWNER, WORD

# Refusals of a field: to the caller the unit does not exist. The samples are valid, so these mean "no".
UNSEEN = {"identity.unit_unknown", "tree.parent_unknown", "documents.unit_unknown", "tree.unit_unknown", "members.unit_unknown", "reorganisation.unit_unknown"}


def allowed(answer):
    keys = {answer.key, *(p["key"] for p in (answer.value or {}).get("problems", []))} if answer.status == 400 else set()
    if keys & UNSEEN or answer.status in (401, 403, 404):
        return False
    if answer.status < 300 or answer.status in (409, 422):
        return True
    raise AssertionError(f"the sample is wrong: {answer!r}")


def shows(test):
    """For lists: the answer counts only when the thing of the place is in it."""
    def judge(answer, world, place):
        return allowed(answer) and bool(test(answer, world.things[place], place))
    return judge


def items(test):
    return shows(lambda answer, thing, place: any(test(i, thing, place) for i in answer.value["items"]))


def imported(answer, client, report="getImportReport"):
    if not allowed(answer):
        return False
    for _ in range(200):
        if client.get("getJob", path={"id": answer.value["job_id"]})["state"] not in ("waiting", "running"):
            break
        time.sleep(0.02)
    return client.get(report, path={"job": answer.value["job_id"]})["summary"]["refused"] == 0


def units_file(place, number):
    return f"code,name,kind,level,parent_code,from,to\n{OWNER[place]}.N{number},Đảng bộ xã Mới,commune,commune,{OWNER[place]},2024-01-01,\n".encode()


class Samples:
    """call(operation, role, place) gives whether the role was allowed."""

    def __init__(self, world):
        self.w = world
        self.linked = {}

    def call(self, name, role, place):
        kept = self.w.flow.get((name, place, role))
        if kept is not None:
            return allowed(kept)
        own = getattr(self, name, None)
        client = self.w.clients[role]
        if own:
            return own(client, place, role)
        arguments, judge = self.SIMPLE[name]
        answer = client.call(name, **(arguments(self.w, self.w.things[place], place) if arguments else {}))
        return judge(answer, self.w, place) if judge else allowed(answer)

    # What needs no more than a call: how to call, and how to judge.
    SIMPLE = {
        "getHealth": (None, None), "getReadiness": (None, None), "getMetrics": (None, None),
        "listRoles": (None, None), "getSecondFactorSettings": (None, None),
        "putSecondFactorSettings": (lambda w, t, p: {"body": {"items": []}}, None),
        "listAccounts": (lambda w, t, p: {"query": {"limit": 200}}, items(lambda i, t, p: i["id"] == t["victim"]["id"])),
        "createAccount": (lambda w, t, p: {"body": {"name": f"moi.{w.next()}", "full_name": "Phạm Thị Thử", "unit_code": t["unit"]}}, None),
        "bulkCreateAccounts": (lambda w, t, p: {"query": {"dryRun": "true"}, "body": f"name,full_name,unit_code\nloat.{w.next()},Vũ Văn Thử,{t['unit']}\n".encode()},
                               shows(lambda a, t, p: not a.value["refused"])),
        "getAccount": (lambda w, t, p: {"path": {"id": t["victim"]["id"]}}, None),
        "resetAccount": (lambda w, t, p: {"path": {"id": t["victim"]["id"]}, "body": {"second_factor": True}}, None),
        "disableAccount": (lambda w, t, p: {"path": {"id": t["victim"]["id"]}}, None),
        "enableAccount": (lambda w, t, p: {"path": {"id": t["victim"]["id"]}}, None),
        "listGrants": (lambda w, t, p: {"query": {"unit": t["unit"]}}, items(lambda i, t, p: i["unit_code"] == t["unit"])),
        "addGrant": (lambda w, t, p: {"path": {"id": w.victim(p)["id"]}, "body": {"role": "site_delegate", "unit_code": t["unit"]}}, None),
        "listJournal": (lambda w, t, p: {"query": {"unit": t["unit"]}}, items(lambda i, t, p: i["unit_code"] == t["unit"])),
        "listJournalViews": (lambda w, t, p: {"query": {"unit": t["unit"]}}, None),
        "listJournalVerbs": (None, lambda a, w, p: allowed(a) and bool(a.value["items"]) and all(i["text"] != i["verb"] for i in a.value["items"])),
        "exportJournalHead": (None, None), "verifyJournal": (lambda w, t, p: {"body": {}}, None),
        "getJournalEntry": (lambda w, t, p: {"path": {"id": t["entry"]}}, None),
        "listJobs": (lambda w, t, p: {"query": {"limit": 200}}, items(lambda i, t, p: i["id"] == t["job"])),
        "getJob": (lambda w, t, p: {"path": {"id": t["job"]}}, None),
        "cancelJob": (lambda w, t, p: {"path": {"id": t["job"]}}, None),
        "listRootUnits": (None, items(lambda i, t, p: i["code"] == t["unit"])),
        "listChildUnits": (lambda w, t, p: {"path": {"code": t["unit"]}}, None),
        "searchUnits": (lambda w, t, p: {"query": {"q": "dang bo tinh"}}, items(lambda i, t, p: i["code"] == t["unit"])),
        "getUnit": (lambda w, t, p: {"path": {"code": t["unit"]}}, None),
        "getUnitHistory": (lambda w, t, p: {"path": {"code": t["unit"]}}, None),
        "listUnitFunctions": (lambda w, t, p: {"path": {"code": t["unit"]}}, None),
        "addUnit": (lambda w, t, p: {"body": {"code": f"{t['unit']}.M{w.next()}", "name": "Đảng bộ xã Mới", "kind": "commune", "level": "commune",
                                              "parent_code": t["unit"], "from": "2024-01-01"}}, None),
        "addUnitFunction": (lambda w, t, p: {"path": {"code": t["unit"]}, "body": {"text": f"Việc {w.next()}", "document": "2-QĐ/TU", "from": "2024-01-01"}}, None),
        "endUnitFunction": (lambda w, t, p: {"path": {"id": w.function(p)}, "body": {"on": "2025-01-01"}, "headers": {"If-Match": '"1"'}}, None),
        "exportUnits": (lambda w, t, p: {"query": {"format": "csv"}},
                        shows(lambda a, t, p: any(r and r[0] == t["unit"] for r in csv.reader(io.StringIO(a.raw.decode("utf-8-sig")))))),
        "listMembers": (lambda w, t, p: {"query": {"limit": 500}}, items(lambda i, t, p: i["code"] == t["member"])),
        "exportMembers": (lambda w, t, p: {"query": {"kind": "members", "format": "csv"}},
                          shows(lambda a, t, p: any(r and r[0] == t["member"] for r in csv.reader(io.StringIO(a.raw.decode("utf-8-sig")))))),
        "createMember": (lambda w, t, p: {"body": w.new_member(p)}, None),
        "getMember": (lambda w, t, p: {"path": {"code": t["member"]}}, None),
        "getMemberTimeline": (lambda w, t, p: {"path": {"code": t["member"]}}, shows(lambda a, t, p: a.value["items"])),
        "getCitizenNumber": (lambda w, t, p: {"path": {"code": t["member"]}}, shows(lambda a, t, p: len(a.value["citizen_number"]) == 12)),
        "openAdmission": (lambda w, t, p: {"body": {"unit_code": CELL[p], "on": "2026-02-03", "applicant": {"full_name": "Lê Thị Thử", "gender": "female", "birth_date": "1999-03-08"}}}, None),
        "openRecognition": (lambda w, t, p: {"path": {"code": w.member(p, official_on=None)}, "body": {}}, None),
        "openTransfer": (lambda w, t, p: {"path": {"code": w.member(p)}, "body": {"to_code": "BC" if p == "own" else "AC", "moved_on": "2026-10-01", "sent_on": "2026-10-02"}}, None),
        "openAbsence": (lambda w, t, p: {"path": {"code": w.member(p)}, "body": {"kind": "exemption", "from": "2026-10-01"}}, None),
        "listMemberCases": (lambda w, t, p: {"query": {"limit": 200, "kind": "admission"}}, items(lambda i, t, p: i["id"] == t["case"])),
        "getMemberForm": (lambda w, t, p: {"path": {"id": t["case"], "form": "application"}}, None),
        "awardBadge": (lambda w, t, p: {"path": {"code": w.member(p, joined_on="1995-05-19", admitted_on="1995-05-19", ceremony_on="1995-05-19", official_on="1996-05-19")},
                                        "body": {"years": 30, "on": "2025-09-02", "manner": "due"}}, None),
        "getVotingRight": (lambda w, t, p: {"path": {"code": t["member"]}, "query": {"unit": CELL[p], "on": "2026-10-01"}}, None),
        "listMembersDue": (lambda w, t, p: {"query": {"kind": "recognition", "until": "2030-01-01"}}, items(lambda i, t, p: i["member_code"] == t["probationer"])),
        "findMemberCandidates": (lambda w, t, p: {"body": {"unit_code": CELL[p], "full_name": "Lê Thị Thử", "birth_date": "1999-03-08"}}, None),
        "scanDuplicates": (lambda w, t, p: {"query": {"unit": t["unit"]}}, None),
        "listDuplicates": (lambda w, t, p: {"query": {"unit": t["unit"]}}, None),
        "compareMembers": (lambda w, t, p: {"path": {"code": t["member"], "other": w.member(p)}}, None),
        "markDistinct": (lambda w, t, p: {"path": {"code": w.member(p), "other": w.member(p)}, "body": {"note": "khác quê"}}, None),
        "unmarkDistinct": (lambda w, t, p: {"path": {"code": w.member(p), "other": w.member(p)}}, None),
        "mergeMembers": (lambda w, t, p: {"path": {"code": w.member(p)}, "headers": {"If-Match": '"1"'}, "body": {"dissolved_code": w.member(p), "dissolved_version": 1}}, None),
        "listQuestions": (None, items(lambda i, t, p: i["id"] == t["question"])),
        "answerQuestion": (lambda w, t, p: {"path": {"id": w.asker(p)[1]}, "headers": {"If-Match": '"1"'}, "body": {"answer": "Đã xem", "accepted": False}}, None),
        "linkMemberAccount": (lambda w, t, p: {"path": {"code": w.member(p)}, "body": {"account": w.victim(p)["name"]}}, None),
        "unlinkMemberAccount": (lambda w, t, p: {"path": {"code": w.asker(p)[0]}}, None),
        "listMemberFields": (None, lambda a, w, p: allowed(a) and bool(a.value["items"])),
        "queryStatistics": (lambda w, t, p: {"body": {"measure": "members", "unit": t["unit"], "by": ["child"], "on": "2023-12-31"}}, None),
        "exportStatistics": (lambda w, t, p: {"query": {"format": "csv"}, "body": {"measure": "members", "unit": t["unit"], "by": ["child"], "on": "2023-12-31"}}, None),
        "getTargets": (lambda w, t, p: {"query": {"unit": t["unit"], "year": 2023}}, None),
        "setTarget": (lambda w, t, p: {"path": {"unit": t["unit"], "year": 2031, "measure": "admissions"}, "body": {"value": 5, "reason": "thử"}}, None),
        "listTargetVersions": (lambda w, t, p: {"path": {"unit": t["unit"], "year": 2031, "measure": "admissions"}}, None),
        "assessGoal": (lambda w, t, p: {"query": {"unit": t["unit"], "goal": 900, "by": "2090-12-31"}}, None),
        "listReductions": (lambda w, t, p: {"query": {"unit": t["unit"]}}, None),
        "addReduction": (lambda w, t, p: {"body": w.reduction(t["unit"])}, None),
        "getSheet": (lambda w, t, p: {"path": {"code": w.committed_plan(p)["code"]}}, None),
        "exportSheet": (lambda w, t, p: {"path": {"code": w.committed_plan(p)["code"]}, "query": {"format": "csv"}}, None),
        "listMeasures": (None, lambda a, w, p: allowed(a) and bool(a.value["items"])),
        "listWeakOrganisations": (lambda w, t, p: {"query": {"limit": 500}}, items(lambda i, t, p: i["unit_code"] == CELL[p])),
        "exportWeakOrganisations": (lambda w, t, p: {"query": {"format": "csv"}},
                                    shows(lambda a, t, p: any(r and r[0] == CELL[p] for r in csv.reader(io.StringIO(a.raw.decode("utf-8-sig")))))),
        "getUnitReview": (lambda w, t, p: {"path": {"code": CELL[p]}}, None),
        "judgeWeak": (lambda w, t, p: {"body": w.decision(p, "leaderless")}, None),
        "getWeakJudgement": (lambda w, t, p: {"path": {"id": t["judgement"]}}, None),
        "listRemedies": (lambda w, t, p: {"query": {"limit": 200}}, items(lambda i, t, p: i["id"] == t["remedy"])),
        "getRemedy": (lambda w, t, p: {"path": {"id": t["remedy"]}}, None),
        "openRemedy": (lambda w, t, p: {"body": w.remedy_file(p)}, None),
        "listReorganisations": (None, items(lambda i, t, p: i["code"] == t["plan"])),
        "getReorganisation": (lambda w, t, p: {"path": {"code": t["plan"]}}, None),
        "listReorganisedUnits": (lambda w, t, p: {"path": {"code": t["plan"]}}, None),
        "previewReorganisation": (lambda w, t, p: {"body": w.plan_file(p)}, shows(lambda a, t, p: not a.value["problems"])),
        "previewStoredReorganisation": (lambda w, t, p: {"path": {"code": t["plan"]}}, None),
        "createReorganisation": (lambda w, t, p: {"body": w.plan_file(p)}, None),
        "listRules": (None, lambda a, w, p: allowed(a) and bool(a.value["items"])),
        "getRule": (lambda w, t, p: {"path": {"id": "R01"}}, None),
        "setRuleParameter": (lambda w, t, p: {"path": {"id": "R07", "key": "within"}, "body": {"value": 30, "from": "2024-01-01"}, "headers": {"If-Match": '"0"'}}, None),
        "listCalendarYears": (None, lambda a, w, p: allowed(a) and bool(a.value["items"])),
        "putCalendarYear": (lambda w, t, p: {"path": {"year": 2030}, "body": {"announced": True, "source": "Thông báo thử", "days": []}, "headers": {"If-Match": '"0"'}}, None),
        "exportDocuments": (lambda w, t, p: {"query": {"format": "csv", "text": WORD[p]}}, shows(lambda a, t, p: WORD[p] in a.raw.decode("utf-8-sig"))),
        "listDocuments": (lambda w, t, p: {"query": {"text": WORD[p]}}, items(lambda i, t, p: i["id"] == t["document"])),
        "countDocuments": (lambda w, t, p: {"query": {"text": WORD[p]}}, shows(lambda a, t, p: a.value["total"])),
        "tallyDocuments": (lambda w, t, p: {"query": {"text": WORD[p], "by": "kind"}}, shows(lambda a, t, p: a.value["total"])),
        "findDocument": (lambda w, t, p: {"query": {"text": WORD[p]}}, shows(lambda a, t, p: a.value["items"])),
        "listSeries": (None, items(lambda i, t, p: i["id"] == t["series"])),
        "getSeries": (lambda w, t, p: {"path": {"id": t["series"]}}, None),
        "allocateNumber": (lambda w, t, p: {"body": {"unit": t["unit"], "code": t["code"], "reason": "thử", "on": "2024-03-01"}}, None),
        "reserveNumber": (lambda w, t, p: {"body": {"unit": t["unit"], "code": t["code"], "number": 300 + w.next(), "reason": "giữ", "on": "2024-03-01"}}, None),
        "voidNumber": (lambda w, t, p: {"body": {"series_id": t["series"], "number": 3000 + w.next(), "reason": "bỏ"}}, None),
        "listTerms": (lambda w, t, p: {"query": {"unit": t["unit"]}}, None),
        "listClaims": (None, items(lambda i, t, p: i["id"] == t["claim"])),
        "addClaim": (lambda w, t, p: {"body": {"unit": t["unit"], "text": "2 văn bản", "value": 2, "query": {"text": WORD[p]}}}, None),
        "listViews": (None, None),
        "saveView": (lambda w, t, p: {"body": {"name": "của tôi", "query": {"kind": "report"}}}, None),
        "getDocument": (lambda w, t, p: {"path": {"id": t["document"]}}, None),
        "createDocument": (lambda w, t, p: {"body": w.paper(p)}, None),
        "listAliases": (lambda w, t, p: {"path": {"id": t["document"]}}, None),
        "addAlias": (lambda w, t, p: {"path": {"id": t["document"]}, "body": {"name": f"Báo cáo tên khác {w.next()}"}}, None),
        "listRelations": (lambda w, t, p: {"path": {"id": t["document"]}}, None),
        "addRelation": (lambda w, t, p: {"path": {"id": t["document"]}, "body": {"kind": "implements", "target_id": t["target"], "provision": f"khoản {w.next()}"}}, None),
        "endRelation": (lambda w, t, p: {"path": {"id": w.relation(p)}, "query": {"to": "2025-01-01"}, "headers": {"If-Match": '"1"'}}, None),
        "removeRelation": (lambda w, t, p: {"path": {"id": w.relation(p)}}, None),
        "getRelationGraph": (lambda w, t, p: {"path": {"id": t["document"]}}, None),
        "uploadDocumentFile": (lambda w, t, p: {"path": {"id": t["document"]}, "query": {"name": "b.txt"}, "body": b"b"}, None),
        "downloadDocumentFile": (lambda w, t, p: {"path": {"id": t["document"], "file": t["file"]}}, None),
        "uploadIntakeText": (lambda w, t, p: {"query": {"unit": t["unit"], "name": f"b{w.next()}.txt"}, "body": f"Báo cáo số {w.count}".encode()}, None),
        "listIntakeTexts": (None, items(lambda i, t, p: i["id"] == t["text"])),
        "getIntakeText": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "downloadIntakeText": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "listIntakeItems": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "countIntakeItems": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "addIntakeItem": (lambda w, t, p: {"path": {"id": t["text"]}, "body": {"type": "figure", "start": 0, "end": 3, "canonical": {"value": 1}}}, None),
        "acceptCertainIntakeItems": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "listContradictions": (lambda w, t, p: {"path": {"id": t["text"]}}, None),
        "listFacts": (None, items(lambda i, t, p: i["text_id"] == t["text"])),
        "listAttestations": (None, items(lambda i, t, p: i["text_id"] == t["text"])),
    }

    # What needs a look at the thing first, so that the version is today's.
    def updateAccount(self, client, place, role):
        path = {"id": self.w.things[place]["victim"]["id"]}
        version = self.w.admin.get("getAccount", path=path)["version"]
        return allowed(client.call("updateAccount", path=path, body={"full_name": f"Lê Thị Thử {self.w.next()}", "version": version}))

    def removeGrant(self, client, place, role):
        given = self.w.admin.get("listGrants", query={"account": self.w.victim(place)["id"]})["items"][0]["id"]
        return allowed(client.call("removeGrant", path={"id": given}))

    def changeUnit(self, client, place, role):
        made = self.w.unit(place)
        return allowed(client.call("changeUnit", path={"code": made.value["unit"]["code"]}, headers={"If-Match": made.headers["etag"]},
                                   body={"from": "2024-01-01", "name": "Đảng bộ xã Đổi tên"}))

    def endUnit(self, client, place, role):
        made = self.w.unit(place)
        return allowed(client.call("endUnit", path={"code": made.value["unit"]["code"]}, headers={"If-Match": made.headers["etag"]}, body={"on": "2024-01-01"}))

    def correctMember(self, client, place, role):
        path = {"code": self.w.things[place]["member"]}
        seen = self.w.admin.call("getMember", path=path)
        return allowed(client.call("correctMember", path=path, headers={"If-Match": seen.headers["etag"]}, body={"occupation": f"Nghề {self.w.next()}"}))

    def getMemberCase(self, client, place, role):
        case = self.w.incoming() if place == "party" else self.w.things[place]["case"]
        return allowed(client.call("getMemberCase", path={"id": case}))

    def takeMemberStep(self, client, place, role):
        """Party: the receiver of a transfer takes the member in."""
        case = self.w.incoming() if place == "party" else self.w.admission(place)
        step = {"stage": "accepted" if place == "party" else "cell_vote", "on": "2026-10-05"}
        return allowed(client.call("takeMemberStep", path={"id": case}, headers={"If-Match": '"1"'}, body=step))

    def own(self, client, role):
        """Every role has a record of its own, once its account is linked to one."""
        if role not in self.linked:
            self.linked[role] = self.w.member("own")
            self.w.admin.call("linkMemberAccount", path={"code": self.linked[role]}, body={"account": role})
        return self.linked[role]

    def getOwnRecord(self, client, place, role):
        code = self.own(client, role)
        answer = client.call("getOwnRecord")
        return allowed(answer) and answer.value["code"] == code

    def listOwnRecordViews(self, client, place, role):
        self.own(client, role)
        return allowed(client.call("listOwnRecordViews"))

    def listOwnQuestions(self, client, place, role):
        self.own(client, role)
        return allowed(client.call("listOwnQuestions"))

    def askQuestion(self, client, place, role):
        self.own(client, role)
        return allowed(client.call("askQuestion", body={"field": "gender", "text": "Chưa đúng"}))

    def undoEnd(self, client, place, role):
        path = {"code": self.w.member(place)}
        self.w.admin.get("endMembership", path=path, headers={"If-Match": '"1"'}, body={"reason": "deceased", "on": "2026-10-01"})
        return allowed(client.call("undoEnd", path=path, headers={"If-Match": '"2"'}, body={"note": "nhập nhầm người"}))

    def undoMerge(self, client, place, role):
        gone = self.w.member(place)
        self.w.admin.get("mergeMembers", path={"code": self.w.member(place)}, headers={"If-Match": '"1"'}, body={"dissolved_code": gone, "dissolved_version": 1})
        return allowed(client.call("undoMerge", path={"code": gone}, headers={"If-Match": '"2"'}))

    def endMembership(self, client, place, role):
        path = {"code": self.w.member(place)}
        return allowed(client.call("endMembership", path=path, headers={"If-Match": '"1"'}, body={"reason": "deceased", "on": "2026-10-01"}))

    def endWeakJudgement(self, client, place, role):
        made = self.w.judgement(place)
        return allowed(client.call("endWeakJudgement", path={"id": made["id"]}, headers={"If-Match": '"1"'},
                                   body={"document": "8-QĐ/TU@2026-02-01", "on": day_of(self.w.next())}))

    def change_remedy(self, name, client, place, body, **path):
        page = self.w.remedy(place)
        return allowed(client.call(name, path={"id": page["about"]["id"], **path}, headers={"If-Match": f'"{page["about"]["version"]}"'}, body=body))

    def updateRemedy(self, client, place, role):
        return self.change_remedy("updateRemedy", client, place, {"lead_code": "A", "goal": "Mục tiêu khác", "document": "11-QĐ/TU@2026-05-01"})

    def extendRemedy(self, client, place, role):
        return self.change_remedy("extendRemedy", client, place, {"on": "2026-05-01", "due_on": "2027-09-01", "reason": "chờ đại hội"})

    def closeRemedy(self, client, place, role):
        return allowed(self.w.conclude(self.w.remedy(place)["about"], client))

    def reopenRemedy(self, client, place, role):
        closed = self.w.conclude(self.w.remedy(place)["about"], self.w.admin).value["about"]
        return allowed(client.call("reopenRemedy", path={"id": closed["id"]}, headers={"If-Match": f'"{closed["version"]}"'},
                                   body={"on": "2026-05-01", "due_on": "2027-09-01", "reason": "chưa vững"}))

    def addRemedyStep(self, client, place, role):
        return self.change_remedy("addRemedyStep", client, place, {"measure": "inspect", "text": "Kiểm tra sinh hoạt"})

    def reportRemedyStep(self, client, place, role):
        page = self.w.remedy(place)
        return allowed(client.call("reportRemedyStep", path={"id": page["about"]["id"], "step": page["steps"][0]["id"]},
                                   headers={"If-Match": f'"{page["about"]["version"]}"'}, body={"state": "doing", "on": "2026-05-01"}))

    def change_plan(self, name, client, place, **arguments):
        made = self.w.plan(place)
        return allowed(client.call(name, path={"code": made["code"]}, headers={"If-Match": f'"{made["version"]}"'}, **arguments))

    def updateReorganisation(self, client, place, role):
        made = self.w.plan(place)
        body = {**self.w.plan_file(place), "id": made["code"]}
        return allowed(client.call("updateReorganisation", path={"code": made["code"]}, headers={"If-Match": f'"{made["version"]}"'}, body=body))

    def removeReorganisation(self, client, place, role):
        return self.change_plan("removeReorganisation", client, place)

    def takeReorganisation(self, client, place, role):
        return self.change_plan("takeReorganisation", client, place)

    def approveReorganisation(self, client, place, role):
        return self.change_plan("approveReorganisation", client, place)

    def commitReorganisation(self, client, place, role):
        return self.change_plan("commitReorganisation", client, place)

    def undoReorganisation(self, client, place, role):
        made = self.w.committed_plan(place)
        return allowed(client.call("undoReorganisation", path={"code": made["code"]}, headers={"If-Match": f'"{made["version"]}"'}))

    def setReduction(self, client, place, role):
        body = self.w.reduction(self.w.things[place]["unit"])
        made = self.w.admin.get("addReduction", body=body)
        return allowed(client.call("setReduction", path={"id": made["id"]}, headers={"If-Match": '"1"'}, body=body))

    def removeReduction(self, client, place, role):
        made = self.w.admin.get("addReduction", body=self.w.reduction(self.w.things[place]["unit"]))
        return allowed(client.call("removeReduction", path={"id": made["id"]}, headers={"If-Match": '"1"'}))

    def rereadIntakeText(self, client, place, role):
        path = {"id": self.w.things[place]["text"]}
        version = self.w.admin.get("getIntakeText", path=path)["about"]["version"]
        return allowed(client.call("rereadIntakeText", path=path, body={"version": version}))

    def importUnits(self, client, place, role):
        answer = client.call("importUnits", query={"dry_run": "true", "file_name": "a.csv"}, body=units_file(place, self.w.next()))
        return imported(answer, client)

    def an_import(self, operation, client, place, send):
        """The summary of one's own import, or, for those who cannot import, of a colleague's on the same unit; outside: of
        somebody else's."""
        start, report, colleague = {"units": ("importUnits", "getImportReport", "planner"),
                                    "members": ("importMembers", "getMemberImport", "membership_officer")}[operation]
        by, queued = client, send(client, start) if place == "own" else None
        if queued is None or queued.status >= 400:
            by = self.w.clients[colleague] if place == "own" else self.w.admin
            queued = send(by, start)
        assert imported(queued, by, report)
        return by.get(report, path={"job": queued.value["job_id"]})["summary"]

    def a_unit_import(self, client, place, **query):
        body = units_file(place, self.w.next())
        return self.an_import("units", client, place, lambda by, start: by.call(start, query=query, body=body))

    def a_member_import(self, client, place, code, **query):
        body = f"code,full_name,gender\n{code},Nguyễn Văn Nhập {self.w.next()},male\n".encode()
        query = {"kind": "members", **query}
        return self.an_import("members", client, place, lambda by, start: by.call(start, query=query, body=body))

    def prepareUnitImport(self, client, place, role):
        return allowed(client.call("prepareUnitImport", query={"file_name": "a.csv"}, body=units_file(place, self.w.next())))

    def getImportReport(self, client, place, role):
        made = self.a_unit_import(client, place, dry_run="true")
        return allowed(client.call("getImportReport", path={"job": made["job_id"]}))

    def exportUnitImportProblems(self, client, place, role):
        made = self.a_unit_import(client, place, dry_run="true")
        return allowed(client.call("exportUnitImportProblems", path={"job": made["job_id"]}))

    def listUnitImports(self, client, place, role):
        made = self.a_unit_import(client, place, dry_run="true")
        answer = client.call("listUnitImports", query={"limit": 500})
        return allowed(answer) and any(i["id"] == made["id"] for i in answer.value["items"])

    def undoUnitImport(self, client, place, role):
        made = self.a_unit_import(client, place)
        return allowed(client.call("undoUnitImport", path={"batch": made["id"]}))

    def importMembers(self, client, place, role):
        body = f"code,full_name,gender\n{self.w.things[place]['member']},Nguyễn Văn Nhập {self.w.next()},male\n".encode()
        answer = client.call("importMembers", query={"kind": "members", "dry_run": "true"}, body=body)
        return imported(answer, client, "getMemberImport")

    def prepareMemberImport(self, client, place, role):
        body = b"code,full_name,gender\nX,Y,male\n"
        return allowed(client.call("prepareMemberImport", query={"kind": "members", "file_name": "a.csv"}, body=body))

    def getMemberImport(self, client, place, role):
        made = self.a_member_import(client, place, self.w.things[place]["member"], dry_run="true")
        return allowed(client.call("getMemberImport", path={"job": made["job_id"]}))

    def exportMemberImportProblems(self, client, place, role):
        made = self.a_member_import(client, place, self.w.things[place]["member"], dry_run="true")
        return allowed(client.call("exportMemberImportProblems", path={"job": made["job_id"]}))

    def listMemberImports(self, client, place, role):
        made = self.a_member_import(client, place, self.w.things[place]["member"], dry_run="true")
        answer = client.call("listMemberImports", query={"limit": 500})
        return allowed(answer) and any(i["id"] == made["id"] for i in answer.value["items"])

    def undoMemberImport(self, client, place, role):
        made = self.a_member_import(client, place, f"NHAP{self.w.next()}")
        return allowed(client.call("undoMemberImport", path={"batch": made["id"]}))

    def addTerm(self, client, place, role):
        number = 90 - self.w.next() % 80
        body = {"unit": self.w.things[place]["unit"], "number": number, "closed": f"{1930 + number}-01-01"}
        return allowed(client.call("addTerm", body=body))

    def updateDocument(self, client, place, role):
        path = {"id": self.w.things[place]["document"]}
        seen = self.w.admin.call("getDocument", path=path)
        body = {**seen.value["document"], "field": f"Lĩnh vực {self.w.next()}"}
        return allowed(client.call("updateDocument", path=path, headers={"If-Match": seen.headers["etag"]}, body=body))

    def removeAlias(self, client, place, role):
        thing = self.w.things[place]
        alias = self.w.admin.get("addAlias", path={"id": thing["document"]}, body={"name": f"Tên bỏ đi {self.w.next()}"})
        return allowed(client.call("removeAlias", path={"id": thing["document"], "alias": alias["id"]}))

    def removeClaim(self, client, place, role):
        body = {"unit": self.w.things[place]["unit"], "text": "3 văn bản", "value": 3, "query": {"text": WORD[place]}}
        return allowed(client.call("removeClaim", path={"id": self.w.admin.get("addClaim", body=body)["id"]}))

    def deleteView(self, client, place, role):
        view = self.w.things[place]["view"]
        if place == "own":
            view = client.get("saveView", body={"name": "để xóa", "query": {}})["id"]
        return allowed(client.call("deleteView", path={"id": view}))

    def decideIntakeItem(self, client, place, role):
        found = self.w.admin.get("listIntakeItems", path={"id": self.w.things[place]["text"]})["items"][-1]
        action = "reopen" if found["state"] != "waiting" else "reject"
        return allowed(client.call("decideIntakeItem", path={"id": found["id"]}, body={"version": found["version"], "action": action}))
