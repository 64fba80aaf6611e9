#!/usr/bin/env python3
"""Asks a running server for the first 20 names, common and rare, of the country and of a province, and for single
records, over HTTP; prints the 50th and 95th percentile of each beside its bar.
  roster_bench.py ADDRESS TOKEN BAR   BAR in milliseconds, of lists"""
import http.client
import json
import os
import random
import sys
import time
import urllib.parse

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
COMMON = ["nguyen", "van", "thi", "nguyen van hung", "tran thi", "le"]
RARE = ["khuc", "nghiem thi khue", "hua ba khiem", "gia"]
address, token, bar = sys.argv[1].removeprefix("http://"), sys.argv[2], float(sys.argv[3])
client = http.client.HTTPConnection(address)
spoken = random.Random(7)


def get(path):
    begun = time.perf_counter()
    client.request("GET", "/api/v1" + path, headers={"Authorization": "Bearer " + token})
    answer = client.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - begun) * 1000
    assert answer.status == 200, body
    return taken, json.loads(body)


def names(words, unit=None):
    query = {"limit": 20, "q": words}
    if unit:
        query["unit"] = unit
    return get("/members?" + urllib.parse.urlencode(query))


def tell(what, limit, ask):
    for _ in range(3):
        ask()
    times = sorted(ask()[0] for _ in range(ROUNDS))
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    print(f"members: {what:34} {p50:7.1f} ms, 95 of 100 within {p95:7.1f} ms (bar {limit:g}){'' if p95 <= limit else ' MISSED'}")


def province():
    return f"P{spoken.randrange(64, 68)}" if spoken.random() < 0.2 else f"P{spoken.choice([1, 3, 7, 13, 26, 27]):02}"


codes = [m["code"] for m in names("tran")[1]["items"]]
tell("common names, the country", bar, lambda: names(spoken.choice(COMMON)))
tell("rare names, the country", bar, lambda: names(spoken.choice(RARE)))
tell("common names, a province", bar, lambda: names(spoken.choice(COMMON), province()))
tell("rare names, a province", bar, lambda: names(spoken.choice(RARE), province()))
tell("all names, a cell", bar, lambda: names("", f"C{spoken.randrange(1, 2000):06}"))
tell("a record", 5, lambda: get("/members/" + spoken.choice(codes)))
