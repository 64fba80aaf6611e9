"""The small organisation of the access test: TW > A > A1 and TW > B, an account with one role on A for each role,
and for every place (own: in A; party: of TW, addressed to A; outside: of B) the things that operations are about.
"""
import base64
import datetime
import hashlib
import hmac
import os
import struct
import time
import urllib.parse
import zlib

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,
A,Đảng bộ tỉnh An Sơn,province,province,TW,1950-01-01,
A1,Đảng bộ xã Hòa Lâm,commune,commune,A,1950-01-01,
B,Đảng bộ tỉnh Bình Khê,province,province,TW,1950-01-01,
AC,Chi bộ Trường An Sơn,grassroots_cell,grassroots,A,1950-01-01,
BC,Chi bộ Trường Bình Khê,grassroots_cell,grassroots,B,1950-01-01,
"""
CELL = {"own": "AC", "outside": "BC"}  # members belong to cells; of a record there are no parties
OWNER = {"own": "A", "party": "TW", "outside": "B"}
WORD = {"own": "cầu ván", "party": "mái ngói", "outside": "bờ tre"}  # in the subjects: finds the documents of one place
TEXT = """TỈNH ỦY THỬ NGHIỆM
Số 63-KL/TU

KẾT LUẬN
về sơ kết Nghị quyết số 15-NQ/TU ngày 20/3/2023

Ngày 25/6/2024, tại hội nghị có đồng chí Trần Văn Thử, Ủy viên Ban Chấp hành Trung ương Đảng, Bí thư Tỉnh ủy, dự và phát biểu.
Toàn tỉnh kết nạp 3.047 đảng viên. Kết luận này thay thế Kết luận số 22-KL/TU ngày 10/11/2021.
"""
# The own account asks for no permission, and each of its steps for a slow password hash (argon2id): all roles go
# through it in the long form, these in the short one.
THOROUGH = ("administrator", "member")
NEW_PASSWORD = "mười hai chiếc thuyền nan 1986"


def day_of(number):
    """A day of long ago, later for greater numbers."""
    return (datetime.date(1990, 1, 1) + datetime.timedelta(days=number)).isoformat()


def tiny_png():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 16) * 16)) + chunk(b"IEND", b""))


def totp(address):
    secret = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))["secret"]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return str((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)


class World:
    def __init__(self, roles):
        self.server = support.Server(UNITS)
        try:
            self.admin = self.server.client(support.ADMIN)
            self.session = support.Client(self.server.port)
            self.session.sign_in()
            self.admin_session = self.session.get("listMySessions")["items"][0]["id"]
            self.admin_token = self.admin.get("listTokens")["items"][0]["id"]
            self.count = 0
            self.accounts, self.clients, self.flow = {}, {}, {}
            for role in roles:
                self.add_role(role)
            self.things = {place: self.make_things(place) for place in OWNER}
        except BaseException:
            self.server.stop()
            raise

    def next(self):
        self.count += 1
        return self.count

    def skips(self, name, place, role):
        """Steps with the own account that this run leaves to the long form."""
        return (name, place, "member") in self.flow and (name, place, role) not in self.flow

    def add_role(self, role):
        made = self.admin.get("createAccount", body={"name": role, "full_name": "Trần Thị Thử", "unit_code": "A",
                                                     "grant": {"role": role, "unit_code": "A"}})
        self.accounts[role] = made["account"]["id"]
        if role in THOROUGH or os.environ.get("LIENTHONG_LONG"):
            self.own_account(role, made["link"].split("#")[1])
        self.clients[role] = self.server.client(role)

    def own_account(self, role, link):
        """What everybody does with the own account, in the only order that works; the answers are judged later."""
        def keep(name, client, **arguments):
            answer = self.flow[name, "own", role] = client.call(name, **arguments)
            return answer.value

        first, second, third = (support.Client(self.server.port) for _ in range(3))
        credentials = {"name": role, "password": support.PASSWORD}
        keep("lookAtOneTimeLink", first, body={"token": link})
        keep("useOneTimeLink", first, body={"token": link, "password": support.PASSWORD})
        keep("signIn", second, body=credentials)
        keep("getSession", second)
        other = next(s["id"] for s in keep("listMySessions", second)["items"] if not s["current"])
        self.flow["revokeSession", "outside", role] = second.call("revokeSession", path={"id": self.admin_session})
        keep("revokeSession", second, path={"id": other})
        address = keep("startTotp", second, body={"password": support.PASSWORD})["address"]
        codes = keep("confirmTotp", second, body={"code": totp(address)})["codes"]
        third.call("signIn", body=credentials)
        keep("signInSecondFactor", third, body={"code": codes[0]})
        keep("newRecoveryCodes", third, body={"password": support.PASSWORD})
        keep("removeTotp", third, body={"password": support.PASSWORD})
        keep("changePassword", third, body={"current_password": support.PASSWORD, "new_password": NEW_PASSWORD})
        made = keep("createToken", third, body={"name": "thử", "scope": "read", "days": 3})
        keep("listTokens", third)
        self.flow["revokeToken", "outside", role] = third.call("revokeToken", path={"id": self.admin_token})
        keep("revokeToken", third, path={"id": made["about"]["id"]})
        keep("putPreferences", third, body={"language": "en", "theme": "dark", "text_size": "normal"})
        keep("getPreferences", third)
        keep("signOut", third)

    # ---- things ----

    def make_things(self, place):
        unit = OWNER[place]
        thing = {"unit": unit, "document": self.document(place), "victim": self.victim(place)}
        thing["file"] = self.admin.get("uploadDocumentFile", path={"id": thing["document"]}, query={"name": "a.txt"}, body=b"noi dung")["id"]
        thing["target"] = self.document(place)
        code = "BC/TW" if unit == "TW" else "BC/TU"
        thing["code"] = code
        thing["series"] = self.admin.get("allocateNumber", body={"unit": unit, "code": code, "reason": "thử", "on": "2024-02-01"})["series_id"]
        thing["claim"] = self.admin.get("addClaim", body={"unit": unit, "text": "1 văn bản", "value": 1, "query": {"text": WORD[place]}})["id"]
        thing["text"] = self.upload(unit)
        self.admin.get("acceptCertainIntakeItems", path={"id": thing["text"]})
        thing["job"] = self.admin.get("uploadIntakeText", query={"unit": unit, "name": "a.png"}, body=tiny_png())["job_id"]
        thing["entry"] = self.admin.get("listJournal", query={"unit": unit, "objectKind": "document"})["items"][0]["sequence"]
        if place in CELL:
            thing["member"] = self.member(place)
            thing["probationer"] = self.member(place, official_on=None)
            thing["case"] = self.admission(place)
            thing["asker"], thing["question"] = self.asker(place)
            thing["judgement"] = self.judgement(place, "failed_tasks")["id"]
        thing["remedy"] = self.remedy(place)["about"]["id"]
        thing["plan"] = self.plan(place)["code"]
        thing["view"] = self.admin.get("saveView", body={"name": "của quản trị " + place, "query": {}})["id"]
        return thing

    def plan_file(self, place):
        """Establishes a board below the place's unit: everybody who sees that unit sees it, and nobody more."""
        number = self.next()
        board = {"code": f"{OWNER[place]}.BAN{number}", "name": "Ban mới", "kind": "board", "level": "none", "parent_code": OWNER[place]}
        return {"id": f"SX-{number}", "decision": "321-QĐ/TW@2025-06-24", "effective_on": "2025-07-01", "changes": [{"verb": "establish", "into": board}]}

    def plan(self, place):
        return self.admin.get("createReorganisation", body=self.plan_file(place))["item"]

    def judgement(self, place, ground="disciplined"):
        """A decision about the place's cell, later than all before it, which are over by then."""
        for one in self.admin.get("getUnitReview", path={"code": CELL[place]})["judgements"]:
            if one["ground"] == ground and not one["ended_on"]:
                self.admin.get("endWeakJudgement", path={"id": one["id"]}, headers={"If-Match": f'"{one["version"]}"'},
                               body={"document": "8-QĐ/TU@2026-02-01", "on": day_of(self.next())})
        return self.admin.get("judgeWeak", body=self.decision(place, ground))

    def decision(self, place, ground="disciplined"):
        return {"unit_code": CELL[place], "ground": ground, "document": "7-QĐ/TU@2010-01-01", "on": day_of(self.next())}

    def remedy_file(self, place):
        """Party: of a cell elsewhere, led from A."""
        return {"unit_code": CELL.get(place, "BC"), "lead_code": {"own": "A", "party": "A1", "outside": "B"}[place], "goal": "Củng cố chi bộ",
                "document": "9-QĐ/TU@2026-03-01", "on": "2026-03-01", "due_on": "2027-03-01", "steps": [{"measure": "train"}]}

    def conclude(self, remedy, by):
        """A plan at the version of its item."""
        return by.call("closeRemedy", path={"id": remedy["id"]}, headers={"If-Match": f'"{remedy["version"]}"'},
                                       body={"result": "partly", "on": "2026-04-01", "document": "10-KL/TU@2026-04-01"})

    def remedy(self, place):
        body = self.remedy_file(place)
        for one in self.admin.get("getUnitReview", path={"code": body["unit_code"]})["remedies"]:
            if one["state"] == "open":
                self.conclude(one, self.admin)
        return self.admin.get("openRemedy", body=body)

    def committed_plan(self, place):
        made = self.plan(place)
        return self.admin.get("commitReorganisation", path={"code": made["code"]}, headers={"If-Match": f'"{made["version"]}"'})["item"]

    def reduction(self, unit):
        return {"unit_code": unit, "kind": "board", "fewer": 3, "from": "2025-01-01", "to": "2026-01-01", "basis": "thử"}

    def new_member(self, place, **fields):
        return {"unit_code": CELL[place], "joined_on": "2015-05-19", "full_name": "Trần Thị Thử", "gender": "female",
                "admitted_on": "2015-05-03", "ceremony_on": "2015-05-19", "official_on": "2016-05-19",
                "citizen_number": f"0011880{self.next():05}", **fields}

    def member(self, place, **fields):
        return self.admin.get("createMember", body=self.new_member(place, **fields))["code"]

    def admission(self, place):
        body = {"unit_code": CELL[place], "on": "2026-02-03", "applicant": {"full_name": "Lê Thị Thử", "gender": "female", "birth_date": "1999-03-08"}}
        return self.admin.get("openAdmission", body=body)["about"]["id"]

    def asker(self, place, field="birth_date"):
        """A member with an account of their own, and a question of theirs."""
        name = f"hoi.{self.next()}"
        self.admin.get("createAccount", body={"name": name, "full_name": "Lê Văn Thử", "unit_code": OWNER[place], "grant": {"role": "member", "unit_code": OWNER[place]}})
        code = self.member(place)
        self.admin.call("linkMemberAccount", path={"code": code}, body={"account": name})
        return code, self.server.client(name).get("askQuestion", body={"field": field, "text": "Chưa đúng"})["id"]

    def incoming(self):
        """A transfer from outside to the own cell, and its version."""
        page = self.admin.get("openTransfer", path={"code": self.member("outside")}, body={"to_code": "AC", "moved_on": "2026-10-01", "sent_on": "2026-10-02"})
        return page["about"]["id"]

    def upload(self, unit):
        return self.admin.get("uploadIntakeText", query={"unit": unit, "name": f"ket-luan-{unit}-{self.next()}.txt"},
                              body=(TEXT + f"Bản số {self.count}.\n").encode())["text_id"]

    def paper(self, place):
        body = {"kind": "report", "owner_unit": OWNER[place], "issuer": "Văn phòng", "issued": "2024-03-01", "open_to_all": False,
                "subject": f"Báo cáo {WORD[place]} lần {self.next()}"}
        return {**body, "parties": [{"unit": "A", "subtree": True}]} if place == "party" else body

    def document(self, place):
        return self.admin.get("createDocument", body=self.paper(place))["document"]["id"]

    def relation(self, place):
        thing = self.things[place]
        return self.admin.get("addRelation", path={"id": self.document(place)},
                              body={"kind": "reports_on", "target_id": thing["document"], "from": "2024-03-01"})["id"]

    def victim(self, place):
        """An account with the role of a member, on which others act."""
        unit = OWNER[place]
        return self.admin.get("createAccount", body={"name": f"nguoi.{self.next()}", "full_name": "Lê Văn Thử", "unit_code": unit,
                                                     "grant": {"role": "member", "unit_code": unit}})["account"]

    def unit(self, place):
        code = f"{OWNER[place]}.{self.next()}"
        return self.admin.call("addUnit", body={"code": code, "name": "Chi bộ thử " + code, "kind": "commune", "level": "commune",
                                                "parent_code": OWNER[place], "from": "2020-01-01"})

    def function(self, place):
        return self.admin.get("addUnitFunction", path={"code": OWNER[place]},
                              body={"text": "Tham mưu", "document": "1-QĐ/TU", "from": f"20{self.next() % 20 + 1:02}-01-01"})["id"]
