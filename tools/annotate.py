#!/usr/bin/env python3
"""annotate.py SOURCE... [--check|--review|--lint]: compiles marked-up texts into the golden corpus of the intake.

A source holds a header (lines starting with @, closed by a line ---) and a body with inline markup:
    ‹d:a Kết luận số 14-KL/TW ngày 22/9/2021¦key=value¦flag›      items may nest
d document  p person  o organisation  f figure  t date  k task  r proposal  w award  c conference
T title of the document before it   O office phrase   ! no organisation or date is read inside
␣ is a no-break space, ⇥ a tab.  What the words say (number, date, value) is read from them; an attribute overrides it.
tests/golden/intake/README.md has the full list. --review prints every item, --lint prints what looks forgotten,
--check writes nothing and fails when the committed files differ from their sources.
"""
import json
import os
import re
import sys
import unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "golden", "intake")
TYPES = {"d": "document", "p": "person", "o": "organisation", "f": "figure", "t": "date", "k": "task",
         "r": "proposal", "w": "award", "c": "conference"}
KINDS = ["Chương trình hành động", "Chương trình làm việc", "Chương trình",
         "Nghị quyết", "Kết luận",
         "Chỉ thị", "Quy định", "Quyết định", "Hướng dẫn", "Kế hoạch", "Thông báo", "Thông tri", "Quy chế",
         "Công văn", "Báo cáo", "Tờ trình", "Đề án", "Công điện", "Điều lệ", "Hiến pháp", "Bộ luật", "Luật",
         "Pháp lệnh", "Nghị định", "Thông tư"]
SHORT = {"NQ": "Nghị quyết", "KL": "Kết luận", "CT": "Chỉ thị", "QĐ": "Quyết định", "HD": "Hướng dẫn",
         "KH": "Kế hoạch", "TB": "Thông báo", "TTr": "Tờ trình", "BC": "Báo cáo", "CV": "Công văn",
         "QĐi": "Quy định", "CTr": "Chương trình", "QC": "Quy chế", "TT": "Thông tri", "ĐA": "Đề án",
         "CĐ": "Công điện"}
CENTRAL = ["Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương",
           "Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương", "Ban Tuyên giáo và Dân vận Trung ương",
           "Ban Dân vận Trung ương", "Ủy ban Kiểm tra Trung ương", "Văn phòng Trung ương Đảng",
           "Văn phòng Trung ương", "Ban Nội chính Trung ương", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ"]
TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
         "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
         "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
QUALIFIERS = {"trên": "gt", "hơn": "gt", "quá": "gt", "gần": "lt", "dưới": "lt", "ít nhất": "ge",
              "tối thiểu": "ge", "không quá": "le", "tối đa": "le", "khoảng": "approx"}
DASH = "\\-‐‑‒–—"
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
SIGN = r"[A-ZĐƯ][A-Za-zĐđƯư]*"
YEAR = r"(?:19|20)\d\d"
DAY_MONTH_YEAR = rf"\d{{1,2}}\s*[/.{DASH}]\s*\d{{1,2}}\s*[/.{DASH}]\s*{YEAR}"
LONG_DATE = rf"ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+{YEAR}"
COMPLETE_DATE = re.compile(
    rf"(?<!\w)(?:{LONG_DATE}|(?:ngày\s+)?{DAY_MONTH_YEAR}|(?:đầu |giữa |cuối )?(?:tháng\s+\d{{1,2}}/{YEAR}|"
    rf"quý\s+(?:IV|I{{1,3}}|[1-4])(?:/|\s+năm\s+){YEAR}|tháng\s+\d{{1,2}}\s+năm\s+{YEAR})|"
    rf"(?:nhiệm kỳ|giai đoạn)\s+{YEAR}\s*[{DASH}]\s*{YEAR}|(?:đầu |giữa |cuối )?năm\s+{YEAR})(?!\w|\s*[{DASH}]\s*{YEAR})", re.I)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Mistake(Exception):
    pass


def collapse(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def old_tone(word):
    """Old style puts the tone on the first vowel of an open oa, oe, uy (Hòa); never after q."""
    match = re.fullmatch(r"(.*?)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])", word, re.I)
    if not match or match.group(1).lower().endswith("q"):
        return word
    pair = match.group(2)
    fixed = TONES[pair.lower()]
    return match.group(1) + "".join(b.upper() if a.isupper() else b for a, b in zip(pair, fixed))


def personal_name(text):
    words = [old_tone(w) for w in collapse(text).split()]
    return " ".join(w[:1] + w[1:].lower() if w.isupper() and len(w) > 1 and "." not in w else w for w in words)


def cardinal(text):
    if text.isdigit():
        return int(text)
    total = 0
    for here, after in zip(text, text[1:] + " "):
        value = ROMAN[here]
        total += -value if ROMAN.get(after, 0) > value else value
    return total


def number_value(text):
    value = float(text.replace(".", "").replace(",", "."))
    return int(value) if value == int(value) else value


def scaled(value, factor):
    value = round(value * factor, 6)
    return int(value) if value == int(value) else value


# ---------------------------------------------------------------- canonical values read from the words
def read_date(text, attributes, default_year):
    low = collapse(text).lower()
    out = {}
    if "recur" in attributes:
        return {"recur": attributes["recur"]}
    for word, part in (("giữa", "mid"), ("đầu", "early"), ("cuối", "late")):
        if low.startswith(word + " "):
            out["part"] = part
    year = re.findall(rf"(?<!\d){YEAR}(?!\d)", low)
    given = attributes.get("r")
    if len(year) == 2:
        return {"from": year[0], "to": year[1]}
    y = year[0] if year else None
    day = re.search(rf"(\d{{1,2}})\s*[/.{DASH}]\s*(\d{{1,2}})(?!\d)", low) or re.search(r"(\d{1,2}) tháng (\d{1,2})", low)
    quarter = re.search(r"quý (iv|i{1,3}|[1-4])\b", low)
    half = re.search(r"6 tháng (đầu|cuối)|(?:nửa) (đầu|cuối) năm", low)
    month = re.search(r"tháng (\d{1,2})", low)
    lone = re.fullmatch(r"(?:ngày )?(\d{1,2})", low)
    if half:
        tail = "-H1" if "đầu" in half.group(0) else "-H2"
    elif day and not re.fullmatch(rf"(?:tháng )?\d{{1,2}}/{YEAR}", low):
        tail = "-%02d-%02d" % (int(day.group(2)), int(day.group(1)))
    elif quarter:
        tail = "-Q%d" % cardinal(quarter.group(1).upper())
    elif month:
        tail = "-%02d" % int(month.group(1))
    elif re.fullmatch(rf"\d{{1,2}}/{YEAR}", low):
        tail = "-%02d" % int(low.split("/")[0])
    elif lone and attributes.get("iso"):
        return {k: attributes[k] for k in ("iso", "resolved") if k in attributes}
    elif y:
        tail = ""
    else:
        raise Mistake(f"date not understood: {text!r}")
    if "iso" in attributes:
        out["iso"] = attributes["iso"]
    elif y:
        out["iso"] = y + tail
    else:
        out["iso"] = "-" + tail
        year_known = given or default_year
        if year_known and year_known != "none":
            out["resolved"] = year_known + tail
    if "note" in attributes:
        out["note"] = attributes["note"]
    return out


def read_figure(text, attributes, following):
    words = collapse(text).lower()
    out = {}
    for phrase, qualifier in QUALIFIERS.items():
        if words.startswith(phrase + " "):
            out["qualifier"], words = qualifier, words[len(phrase) + 1:]
            break
    factor, unit = 1, None
    half_year = re.fullmatch(rf"({NUMBER}|\w+) năm rưỡi", words)
    if words.endswith("%"):
        words, unit = words[:-1].strip(), "%"
    if half_year:
        first = half_year.group(1)
        out["value"] = (WORDS.get(first) or number_value(first)) + 0.5
        unit = "năm"
    else:
        for scale, size in SCALES.items():
            if re.search(rf"\s{scale}\b", words):
                factor *= size
                words = re.sub(rf"\s{scale}\b", "", words)
        span = re.fullmatch(rf"({NUMBER})%?\s*(?:[{DASH}]|đến|tới)\s*({NUMBER})", words)
        ratio = re.fullmatch(rf"({NUMBER})/({NUMBER})", words)
        if span:
            out["value"] = [scaled(number_value(g), factor) for g in span.groups()]
        elif ratio:
            out["value"], out["of"] = (number_value(g) for g in ratio.groups())
        elif re.fullmatch(NUMBER, words):
            out["value"] = scaled(number_value(words), factor)
        elif words in WORDS:
            out["value"] = scaled(WORDS[words], factor)
        elif "v" not in attributes:
            raise Mistake(f"figure not understood: {text!r}")
    if "v" in attributes:
        out["value"] = json.loads(attributes["v"])
    if "of" in attributes:
        out["of"] = json.loads(attributes["of"])
    for key in attributes:
        if re.fullmatch(r"\+\d+", key):
            unit = " ".join(following.split()[:int(key[1:])]).rstrip(",;.:/)|]”\"")
    unit = attributes.get("u", unit)
    if not unit:
        raise Mistake(f"figure without a unit: {text!r}")
    out["unit"] = collapse(unit)
    for key, name in (("w", "what"), ("period", "period"), ("due", "due"), ("q", "qualifier")):
        if key in attributes:
            out[name] = attributes[key]
    if "target" in attributes:
        out["target"] = True
    return out


def iso_of(text):
    text = collapse(text)
    match = re.search(rf"(\d{{1,2}})\s*[/.{DASH}]\s*(\d{{1,2}})\s*[/.{DASH}]\s*({YEAR})", text) or \
        re.search(rf"(\d{{1,2}}) tháng (\d{{1,2}}) năm ({YEAR})", text)
    return "%s-%02d-%02d" % (match.group(3), int(match.group(2)), int(match.group(1))) if match else None


def read_document(text, attributes, inherited):
    words = collapse(text)
    out = {"kind": None, "number": None, "code": None, "issuer": None, "date": None}
    low = words.lower()
    for kind in KINDS:
        if low.startswith(kind.lower()):
            out["kind"] = kind
            break
    else:
        for short, kind in SHORT.items():
            if re.match(rf"{short}\b", words):
                out["kind"] = kind
    reference = re.search(rf"(\d+)\s*[{DASH}]\s*({SIGN})\s*/\s*({SIGN})", words)
    state = re.search(rf"(\d+)/({YEAR})/({SIGN}(?:[{DASH}]{SIGN})*\d*)", words) or \
        re.search(rf"(\d+)()/({SIGN}(?:[{DASH}]{SIGN})*\d*)", words)
    after_kind = words[len(out["kind"]):] if out["kind"] and low.startswith(out["kind"].lower()) else words
    after_kind = re.sub(r"^(?:NQ|KL|CT|QĐ|HD|KH|TB|BC|CV)\b", "", after_kind)
    short = re.match(r"\s*(?:số:? ?)?(\d+)\b(?!\s*tháng|/\d)", after_kind, re.I)
    if reference:
        out["number"] = reference.group(1)
        out["code"] = reference.group(2) + "/" + reference.group(3).replace("TƯ", "TW")
    elif state:
        out["number"], out["code"] = state.group(1), re.sub(f"[{DASH}]", "-", state.group(3))
        if state.group(2):
            out["year"] = int(state.group(2))
    elif short and "named" not in attributes:
        out["number"] = short.group(1)
    if re.search(r"ngày ", low):
        out["date"] = iso_of(words)
    issuer = re.search(r"\s(?:của) (.+)$", words) or re.search(r", (Hội nghị (?:lần thứ|Trung ương) .+)$", words)
    if issuer and (out["number"] or "date" in words):
        out["issuer"] = re.sub(rf",? ngày {DAY_MONTH_YEAR}.*$|,? {LONG_DATE}.*$", "", issuer.group(1))
    anaphor = re.search(r" (này|trên|nói trên|nêu trên)$", low)
    out["form"] = "self" if "self" in attributes else "full" if out["code"] else "short" if out["number"] else \
        "anaphor" if anaphor else "named"
    if inherited:
        out["kind"] = out["kind"] or inherited["kind"]
        if "like" in attributes and attributes.get("like_code"):
            out["code"] = inherited["code"]
    term = re.search(r"[Kk]h(?:óa|oá) ([IVXL]+|\d+)", words)
    if term:
        out["term"] = cardinal(term.group(1))
    session = re.search(r"(?:[Tt]rung ương|lần thứ) (\d+)\b", words)
    if session and re.search(r"[Tt]rung ương \d|Hội nghị lần thứ", words):
        out["session"] = int(session.group(1))
    congress = re.search(r"Đại hội (?:.*?lần thứ )?([IVXL]+|\d+)\b", words)
    if congress:
        out["congress"] = cardinal(congress.group(1))
    for key in ("kind", "number", "code", "issuer", "date", "form"):
        if key in attributes:
            out[key] = attributes[key] or None
    for key in ("session", "term", "congress", "year"):
        if key in attributes:
            out[key] = int(attributes[key])
            if attributes[key] == "0":
                del out[key]
    if "kinds" in attributes:
        out["kinds"] = attributes["kinds"].split(",")
        out["collective"] = True
    if not out["kind"]:
        raise Mistake(f"document without a kind: {text!r}")
    return out


# ---------------------------------------------------------------- markup
class Node:
    def __init__(self, kind, label, start):
        self.kind, self.label, self.start, self.end, self.attributes = kind, label, start, None, {}


def parse_attributes(text):
    out = {}
    for piece in text.split("¦"):
        if not piece:
            continue
        key, _, value = piece.partition("=")
        out[key.strip()] = value.strip()
    return out


def parse_body(body):
    """Plain text and the nodes of the markup, offsets in code points."""
    plain, nodes, stack, position = [], [], [], 0
    length = 0
    while position < len(body):
        char = body[position]
        if char == "‹":
            head = re.compile(r"([a-zTO!])(?::(\w+))? ").match(body, position + 1)
            if not head:
                raise Mistake(f"bad markup near {body[position:position + 40]!r}")
            stack.append(Node(head.group(1), head.group(2), length))
            position = head.end()
            continue
        if char in "¦›" and stack:
            node = stack.pop()
            node.end = length
            if char == "¦":
                close = body.index("›", position)
                node.attributes = parse_attributes(body[position + 1:close])
                position = close
            nodes.append(node)
            position += 1
            continue
        if char in "¦›":
            raise Mistake(f"stray {char} near {body[max(0, position - 40):position]!r}")
        plain.append({"␣": "\u00a0", "⇥": "\t"}.get(char, char))
        length += 1
        position += 1
    if stack:
        raise Mistake(f"markup {stack[-1].kind} is not closed")
    return "".join(plain), sorted(nodes, key=lambda n: (n.start, -n.end))


def inside(start, end, spans):
    return any(s <= start and end <= e for s, e in spans)


def touches(start, end, spans):
    return any(s < end and start < e for s, e in spans)


def pattern_of(name):
    return r"(?<!\w)" + r"\s+".join(re.escape(w) for w in name.split()) + r"(?!\w|\s+viên\b)"


class Compiler:
    def __init__(self, source):
        with open(source, encoding="utf-8", newline="") as file:
            raw = unicodedata.normalize("NFC", file.read())
        header, _, body = raw.partition("\n---\n")
        self.name = os.path.splitext(os.path.basename(source))[0]
        self.settings, self.orgs = {}, {name: name for name in CENTRAL}
        for line in header.splitlines():
            key, _, value = line[1:].partition(" ")
            if key == "org":
                name, _, full = value.partition("=")
                self.orgs[collapse(name)] = collapse(full or name)
            elif key == "noorg":
                self.orgs.pop(collapse(value), None)
            else:
                self.settings[key] = value.strip()
        for full in list(self.orgs.values()):
            self.orgs.setdefault(full, full)
        self.text, self.nodes = parse_body(body)
        if self.text != unicodedata.normalize("NFC", self.text):
            raise Mistake("the body is not NFC")
        self.items, self.labels = [], {}

    def compile(self):
        self.offices = [n for n in self.nodes if n.kind == "O"]
        for node in self.nodes:
            if node.kind in TYPES:
                self.add(node)
        self.auto_dates()
        self.auto_organisations()
        self.items.sort(key=lambda i: (i["start"], -i["end"], i["type"]))
        self.number()
        self.link()
        self.titles()
        problems = verify(self.text, self.items)
        if problems:
            raise Mistake("; ".join(problems))
        return self.items

    def add(self, node):
        text, attributes = self.text[node.start:node.end], node.attributes
        item = {"id": None, "type": TYPES[node.kind], "text": text, "start": node.start, "end": node.end}
        following = self.text[node.end:node.end + 200]
        if node.kind == "d":
            inherited = self.labels[attributes["like"]]["canonical"] if "like" in attributes else None
            canonical = read_document(text, attributes, inherited)
        elif node.kind == "p":
            canonical = self.person(node, text, attributes)
        elif node.kind == "f":
            canonical = read_figure(text, attributes, following)
        elif node.kind == "t":
            canonical = read_date(text, attributes, self.settings.get("year"))
        elif node.kind == "o":
            canonical = {"name": attributes.get("n") or self.orgs.get(collapse(text), collapse(text))}
        else:
            canonical = self.other(node, text, attributes)
        item["canonical"] = canonical
        if "opt" in attributes or (node.kind == "p" and "role" in attributes):
            item["optional"] = True
        item["_node"] = node
        self.items.append(item)
        if node.label:
            if node.label in self.labels:
                raise Mistake(f"label {node.label} is used twice")
            self.labels[node.label] = item

    def person(self, node, text, attributes):
        chosen = []
        for key in attributes:
            if match := re.fullmatch(r"b(\d+)", key):
                chosen += [o for o in self.offices if o.end <= node.start][-int(match.group(1)):]
            elif match := re.fullmatch(r"a(\d+)", key):
                chosen += [o for o in self.offices if o.start >= node.end][:int(match.group(1))]
            elif key.startswith("o:"):
                chosen += [o for o in self.offices if o.label == key[2:]]
                if not any(o.label == key[2:] for o in self.offices):
                    raise Mistake(f"no office {key}")
        chosen.sort(key=lambda o: o.start)
        out = {"name": attributes.get("n") or personal_name(text),
               "offices": [collapse(self.text[o.start:o.end]) for o in chosen],
               "office_spans": [[o.start, o.end] for o in chosen]}
        if "role" in attributes:
            out["role"] = attributes["role"]
        return out

    def other(self, node, text, attributes):
        out = {"summary": collapse(text)} if node.kind in "kr" else {}
        if node.kind == "c":
            out["name"] = attributes.get("name", collapse(text))
        names = {"k": {"o": "owner", "due": "due", "co": "coordinators", "summary": "summary"},
                 "r": {"by": "proposer", "to": "addressee", "ans": "answer", "due": "answer_due", "docs": "documents",
                       "summary": "summary"},
                 "w": {"name": "name", "issuer": "issuer", "tier": "tier", "edition": "edition", "period": "period",
                       "to": "recipients", "count": "count", "value": "value"},
                 "c": {"date": "date", "chair": "chair", "sites": "sites"}}[node.kind]
        for key, value in attributes.items():
            if key in ("opt", "name") and key not in names:
                continue
            if key not in names:
                raise Mistake(f"attribute {key} on {text!r}")
            if key == "co" or (node.kind == "w" and key == "to"):
                value = [v.strip() for v in value.split(";")]
            elif key == "docs":
                value = value.split(",")
            elif key in ("edition", "count", "value", "sites") and value.isdigit():
                value = int(value)
            out[names[key]] = value
        if node.kind == "w" and "name" not in out:
            raise Mistake(f"award without a name: {text!r}")
        return out

    def shields(self):
        return [(i["start"], i["end"]) for i in self.items if i["type"] == "document"] + \
            [(n.start, n.end) for n in self.nodes if n.kind == "!"]

    def auto_dates(self):
        taken = self.shields() + [(i["start"], i["end"]) for i in self.items if i["type"] == "date"]
        for match in COMPLETE_DATE.finditer(self.text):
            if not touches(match.start(), match.end(), taken):
                self.items.append({"id": None, "type": "date", "text": match.group(0), "start": match.start(),
                                   "end": match.end(), "canonical": read_date(match.group(0), {}, None)})

    def auto_organisations(self):
        blocked = self.shields() + [(n.start, n.end) for n in self.offices] + \
            [(i["start"], i["end"]) for i in self.items if i["type"] in ("organisation", "award")]
        for name in sorted(self.orgs, key=len, reverse=True):
            for match in re.finditer(pattern_of(name), self.text):
                if touches(match.start(), match.end(), blocked):
                    continue
                blocked.append((match.start(), match.end()))
                self.items.append({"id": None, "type": "organisation", "text": match.group(0), "start": match.start(),
                                   "end": match.end(), "canonical": {"name": self.orgs[name]}})

    def number(self):
        counters = {}
        letters = {v: k for k, v in TYPES.items()}
        for item in self.items:
            letter = letters[item["type"]]
            counters[letter] = counters.get(letter, 0) + 1
            item["id"] = f"{letter}{counters[letter]}"

    def target(self, label):
        if label not in self.labels:
            raise Mistake(f"unknown label {label}")
        return self.labels[label]["id"]

    def link(self):
        for item in self.items:
            node = item.get("_node")
            if node is None:
                continue
            attributes, canonical = node.attributes, item["canonical"]
            if "ref" in attributes:
                canonical["refers_to"] = self.target(attributes["ref"])
            if "rel" in attributes:
                canonical["relations"] = [{"rel": r.split(":")[0], "target": self.target(r.split(":")[1])}
                                          for r in attributes["rel"].split(",")]
            if "documents" in canonical:
                canonical["documents"] = [self.target(x) for x in canonical["documents"]]
            if item["type"] in ("task", "proposal") and canonical.get("due") == "":
                dates = [i for i in self.items if i["type"] == "date" and item["start"] <= i["start"] and i["end"] <= item["end"]]
                if not dates:
                    raise Mistake(f"no date inside {item['text']!r}")
                last = dates[-1]["canonical"]
                canonical["due"] = last.get("recur") or last.get("resolved") or last.get("iso") or last.get("to")

    def titles(self):
        documents = [i for i in self.items if i["type"] == "document"]
        for node in self.nodes:
            if node.kind == "T":
                before = [d for d in documents if d["end"] <= node.start]
                inner = [d for d in documents if d["start"] <= node.start and node.end <= d["end"]]
                owner = self.labels[node.label] if node.label else (inner or before)[-1]
                self.set_title(owner, node.start, node.end)
        for item in documents:
            wanted = item.get("_node").attributes.get("title")
            if wanted:
                match = re.compile(pattern_of(wanted)).search(self.text, item["start"])
                if not match:
                    raise Mistake(f"title not found: {wanted!r}")
                self.set_title(item, match.start(), match.end())

    def set_title(self, item, start, end):
        item["canonical"].update(title=collapse(self.text[start:end]), title_start=start, title_end=end)


# ---------------------------------------------------------------- invariants
ISO = re.compile(r"(?:\d{4}|-)(?:-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]))?$")


def calendar_date(value):
    import datetime
    if re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", value):
        year = int(value[:4]) if value[0] != "-" else 2024
        try:
            datetime.date(year, int(value[-5:-3]), int(value[-2:]))
        except ValueError:
            return False
    return True


def verify(text, items):
    problems, ids, last_end = [], {i["id"]: i for i in items}, {}
    if len(ids) != len(items):
        problems.append("ids are not unique")
    for item in items:
        where, canonical = f"{item['id']} {item['text'][:40]!r}", item["canonical"]
        if text[item["start"]:item["end"]] != item["text"]:
            problems.append(f"{where}: text differs from its span")
        if item["text"] != item["text"].strip() or not item["text"]:
            problems.append(f"{where}: white space at an end")
        if item["start"] < last_end.get(item["type"], 0):
            problems.append(f"{where}: overlaps an item of its type")
        last_end[item["type"]] = item["end"]
        for key in ("iso", "resolved", "from", "to", "date", "due", "answer_due"):
            value = canonical.get(key)
            if isinstance(value, str) and not value.startswith("R/") and not (ISO.match(value) and calendar_date(value)):
                problems.append(f"{where}: {key} {value!r} is no ISO date")
        if item["type"] == "person":
            if [collapse(text[s:e]) for s, e in canonical["office_spans"]] != canonical["offices"]:
                problems.append(f"{where}: offices differ from their spans")
        targets = ([canonical["refers_to"]] if "refers_to" in canonical else []) + \
            [r["target"] for r in canonical.get("relations", [])] + canonical.get("documents", [])
        for target in targets:
            if ids.get(target, {}).get("type") != "document":
                problems.append(f"{where}: {target} is no document")
        if "title" in canonical and collapse(text[canonical["title_start"]:canonical["title_end"]]) != canonical["title"]:
            problems.append(f"{where}: title differs from its span")
    return problems


LINT = [("digit", r"(?m)(?<!Điều )(?<!Biểu )(?<![\d.])(?!^[ |(]*\d+(?:\.\d+)*[.)|/ ])(?:(?<=^)|(?<=[^\d.]))\d[\d.,/%]*", ("figure", "date", "document")),
        ("kind", r"(?:%s)" % "|".join(KINDS), ("document",)),
        ("name", r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Mai|Cao|Đào|Tạ|Lò|Giàng|Sùng)(?: [A-ZĐÀ-Ỹ]\w+){1,3}", ("person",)),
        ("body", r"(?:Ban|Ủy ban|Uỷ ban|Bộ|Sở|Văn phòng|Hội|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Đảng ủy|Chi bộ|Đảng bộ|Trường|Phòng|Cục|Vụ|Đoàn|UBND|HĐND|MTTQ|Mặt trận|Liên đoàn|Công an|Quận ủy|Học viện|Báo|Đài)(?= )", ("organisation",)),
        ("words", r"\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?!\d)\w+", ("figure",)),
        ("task", r"\b(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|[Pp]hân công|có trách nhiệm|[Kk]iến nghị|[Đđ]ề xuất)\b", ("task?",)),
        ("award", r"(?:Bằng khen|Giấy khen|Huy hiệu|Huân chương|Giải [A-ZĐn])", ("award",))]


def lint(compiler):
    text = compiler.text
    for label, pattern, types in LINT:
        found = []
        for match in re.finditer(pattern, text):
            spans = [(i["start"], i["end"]) for i in compiler.items if i["type"] in types + ("document",)]
            spans += [(n.start, n.end) for n in compiler.offices]
            if not touches(match.start(), match.end(), spans):
                found.append(collapse(text[max(0, match.start() - 25):match.end() + 25]))
        if found:
            print(f"  [{label}]")
            for line in found:
                print("     ", line)


def review(compiler):
    for item in compiler.items:
        flag = " OPTIONAL" if item.get("optional") else ""
        shown = {k: v for k, v in item["canonical"].items() if v not in (None, [], "") and k not in ("office_spans", "title_start", "title_end", "what")}
        print(f"  {item['id']:4s} {item['text']!r}{flag} {json.dumps(shown, ensure_ascii=False)}")


def output(compiler):
    form = compiler.settings.get("emit", "nfc").upper()
    text = unicodedata.normalize(form, compiler.text)
    items = [{k: v for k, v in i.items() if k != "_node"} for i in compiler.items]
    rows = ",\n".join(json.dumps(i, ensure_ascii=False) for i in items)
    return text.encode("utf-8"), ("[\n" + rows + "\n]\n").encode("utf-8")


def same_bytes(path, data):
    if not os.path.exists(path):
        return False
    with open(path, "rb") as file:
        return file.read() == data


def compile_file(path, options):
    compiler = Compiler(path)
    compiler.compile()
    base = os.path.join(ROOT, compiler.settings.get("set", "dev"), compiler.name)
    if options & {"--review", "--lint"}:
        print(f"== {compiler.name} ({compiler.settings.get('layout', '')}): {len(compiler.items)} items")
    if "--review" in options:
        review(compiler)
    if "--lint" in options:
        lint(compiler)
    for suffix, data in zip((".txt", ".json"), output(compiler)):
        if "--check" in options:
            if not same_bytes(base + suffix, data):
                raise Mistake(f"{base + suffix} differs from its source; run tools/annotate.py")
        else:
            os.makedirs(os.path.dirname(base), exist_ok=True)
            with open(base + suffix, "wb") as file:
                file.write(data)


def main(arguments):
    options = {a for a in arguments if a.startswith("--")}
    paths = [a for a in arguments if not a.startswith("--")]
    if not paths:
        folder = os.path.join(ROOT, "source")
        paths = sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".txt"))
    failed = 0
    for path in paths:
        try:
            compile_file(path, options)
        except (Mistake, KeyError, ValueError, IndexError) as error:
            failed += 1
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
