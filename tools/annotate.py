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

from annotation_values import (COMPLETE_DATE, ISO, KINDS, Mistake, calendar_date, collapse, personal_name, read_date,
                               read_document, read_figure)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "golden", "intake")
TYPES = {"d": "document", "p": "person", "o": "organisation", "f": "figure", "t": "date", "k": "task",
         "r": "proposal", "w": "award", "c": "conference"}
CENTRAL = ["Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương",
           "Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương", "Ban Tuyên giáo và Dân vận Trung ương",
           "Ban Dân vận Trung ương", "Ủy ban Kiểm tra Trung ương", "Văn phòng Trung ương Đảng",
           "Văn phòng Trung ương", "Ban Nội chính Trung ương", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ"]


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
