#!/usr/bin/env python3
"""Asks a running server's register lists, filters, searches and tallies as three readers, over HTTP, and prints the
50th and 95th percentile of each kind beside the bar.
  register_bench.py ADDRESS PROCESS NAME=TOKEN…   PROCESS is the server's id, or 0; its processor time is shown too
Each kind is asked ROUNDS times with other values; the whole is done RUNS times and the best run of each kind counts,
since a shared machine only ever adds time. The floor is the same client's round trip for /healthz."""
import glob
import http.client
import os
import random
import sys
import time
import urllib.parse

BAR, ROUNDS, RUNS = 100.0, int(os.environ.get("BENCH_ROUNDS", "20")), int(os.environ.get("BENCH_RUNS", "3"))
COMMON = "tổ chức cán bộ đảng viên cơ sở xây dựng công tác".split()
OTHER = "nghị quyết kế hoạch nhiệm vụ trung ương tỉnh ủy sắp xếp máy tinh gọn hiệu lực đánh giá quy định hướng dẫn".split()
KINDS = ["resolution", "decision", "conclusion", "directive", "guideline", "plan", "report", "notice", "programme"]
FIELDS = ["Tổ chức bộ máy", "Cán bộ", "Cơ sở đảng", "Biên chế", "Kiểm tra", "Dân vận", "Tuyên giáo", "Văn phòng"]
CODES = ["NQ", "QĐ", "KL", "CT", "HD", "KH", "BC"]


def year(r):
    return 2008 + r.randrange(16)


def position(y):
    from datetime import date
    return ((date(y, 6, 1).toordinal() - date(1850, 1, 1).toordinal() + 1) << 32)


LISTS = {
    "newest": lambda r: {},
    "a page deep inside": lambda r: {"cursor": position(year(r))},
    "oldest, a kind": lambda r: {"sort": "oldest", "kind": r.choice(KINDS)},
    "by number, a kind": lambda r: {"sort": "number", "kind": r.choice(KINDS)},
    "last registered, a word": lambda r: {"sort": "registered", "text": r.choice(OTHER) + " "},
    "kind": lambda r: {"kind": r.choice(KINDS)},
    "kind, field, adviser": lambda r: {"kind": r.choice(KINDS), "field": r.choice(FIELDS), "advising": f"Ban tham mưu {r.randrange(20)}"},
    "series and term": lambda r: {"code": r.choice(CODES) + "/TW", "term": r.choice([11, 12, 13])},
    "code and issuer that never meet": lambda r: {"code": "KL/TW", "issuer": f"Ban Thường vụ P{r.randrange(63)}"},
    "issuer, a year": lambda r: {"issuer": "Bộ Chính trị", "from": f"{year(r)}-01-01", "to": f"{year(r) + 1}-01-01"},
    "owner, kind": lambda r: {"unit": "P7", "kind": r.choice(KINDS)},
    "state, a month": lambda r: {"state": "registered", "from": f"{year(r)}-03-01", "to": f"{year(r)}-04-01"},
    "replaced today": lambda r: {"status": "replaced"},
    "in force on a day, kind": lambda r: {"status": "in_force", "on": f"{year(r)}-03-01", "kind": r.choice(KINDS)},
    "one common word": lambda r: {"text": r.choice(COMMON) + " "},
    "three common words": lambda r: {"text": " ".join(r.sample(COMMON, 2) + [r.choice(OTHER)]) + " "},
    "a rare word": lambda r: {"text": f"hiem{r.randrange(200000)} "},
    "common and rare": lambda r: {"text": f"to chuc hiem{r.randrange(200000)} "},
    "a word of a text": lambda r: {"text": f"sau{r.randrange(5000)} "},
    "a prefix being typed": lambda r: {"text": f"can bo hiem{10 + r.randrange(90)}"},
    "two letters being typed": lambda r: {"text": "to chuc " + r.choice(["th", "ca", "ba", "qu"])},
    "a number": lambda r: {"text": f"{1 + r.randrange(500)}-{r.choice(CODES)}/TƯ"},
    "words, kind, field": lambda r: {"text": "xay dung dang ", "kind": r.choice(KINDS), "field": r.choice(FIELDS)},
}
TALLIES = {
    "tally by issuer": lambda r: {"by": "issuer"},
    "tally by kind": lambda r: {"by": "kind"},
    "tally by month, a term": lambda r: {"by": "month", "term": r.choice([12, 13])},
    "tally by field, a kind": lambda r: {"by": "field", "kind": r.choice(KINDS)},
}


def processor(process):
    """Milliseconds that the server, and PostgreSQL's processes for it, have had of a processor."""
    folders = [f"/proc/{process}/task"] + [f"/proc/{p}/task" for p in postgres_processes()]
    return sum(int(open(f).read().split()[0]) for d in folders for f in glob.glob(d + "/*/schedstat")) / 1e6


BACKENDS = []


def postgres_processes():
    return [p for p in BACKENDS if os.path.exists(f"/proc/{p}")]


def find_backends():
    name = os.environ.get("BENCH_DATABASE")
    for f in glob.glob("/proc/[0-9]*/cmdline") if name else []:
        try:
            if open(f).read().startswith("postgres: ") and f" {name} " in open(f).read():
                BACKENDS.append(f.split("/")[2])
        except OSError:
            pass


class Reader:
    def __init__(self, address, token, process):
        host, port = address.removeprefix("http://").split(":")
        self.connection, self.token, self.process = http.client.HTTPConnection(host, int(port)), token, process

    def ask(self, path, query):
        query = {k: str(v) for k, v in query.items()}
        used = processor(self.process) if self.process else 0.0
        begun = time.perf_counter()
        self.connection.request("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""),
                                headers={"Authorization": "Bearer " + self.token} if self.token else {})
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            sys.exit(f"{path} {query}: {answer.status} {body[:300]}")
        return took, (processor(self.process) - used if self.process else 0.0)


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main():
    address, process = sys.argv[1], sys.argv[2] if sys.argv[2] != "0" else ""
    readers = dict(pair.split("=", 1) for pair in sys.argv[3:])
    floor = Reader(address, "", "")
    floor_ms = percentile([floor.ask("/healthz", {})[0] for _ in range(200)], 0.5)
    print(f"round trip of /healthz: {floor_ms:.2f} ms; bar {BAR:.0f} ms at the 95th percentile")
    for name, token in readers.items():
        reader = Reader(address, token, process)
        reader.ask("/api/v1/documents", {})
        find_backends()
        for group, path, kinds in (("lists", "/api/v1/documents", LISTS), ("tallies", "/api/v1/documents/tally", TALLIES)):
            best = {}
            for run in range(RUNS):
                for what, make in kinds.items():
                    r = random.Random(f"{run} {what}")
                    pairs = [reader.ask(path, make(r)) for _ in range(ROUNDS if group == "lists" else 3)]
                    p95 = percentile([p[0] for p in pairs], 0.95)
                    if what not in best or p95 < percentile([p[0] for p in best[what]], 0.95):
                        best[what] = pairs
            for what, pairs in best.items():
                took, used = [p[0] for p in pairs], [p[1] for p in pairs]
                p95 = percentile(took, 0.95)
                print(f"{name:9} {what:32} p50 {percentile(took, 0.5):8.1f}  p95 {p95:8.1f}  processor p95 {percentile(used, 0.95):8.1f}"
                      f"  {p95 / floor_ms:6.0f} round trips{'  ABOVE' if p95 > BAR else ''}", flush=True)
            every = [t for pairs in best.values() for t, _ in pairs]
            used = [u for pairs in best.values() for _, u in pairs]
            print(f"{name:9} {'ALL ' + group:32} p50 {percentile(every, 0.5):8.1f}  p95 {percentile(every, 0.95):8.1f}"
                  f"  processor p95 {percentile(used, 0.95):8.1f}", flush=True)


if __name__ == "__main__":
    main()
