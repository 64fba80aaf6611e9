"""Asks a running server for the first 20 names, common and rare, of the country and of a province, and for single
records, over HTTP; tells the 95th percentile of each beside its bar. Used by members_bench.py."""
import http.client
import json
import random
import time
import urllib.parse

ROUNDS = 100
RECORD_BAR = 5  # ms
COMMON = ["nguyen", "van", "thi", "nguyen van hung", "tran thi", "le"]
RARE = ["khuc", "nghiem thi khue", "hua ba khiem", "gia"]


def measure(address, token, engine, bar, tell):
    client, spoken = http.client.HTTPConnection(address), random.Random(7)

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

    def province():
        return f"P{spoken.randrange(64, 68)}" if spoken.random() < 0.2 else f"P{spoken.choice([1, 3, 7, 13, 26, 27]):02}"

    def ask(what, limit, question):
        for _ in range(3):
            question()
        times = sorted(question()[0] for _ in range(ROUNDS))
        tell(engine, what + ", 95 of 100 within", times[ROUNDS * 95 // 100], "ms", limit)

    codes = [m["code"] for m in names("tran")[1]["items"]]
    ask("common names, the country", bar, lambda: names(spoken.choice(COMMON)))
    ask("rare names, the country", bar, lambda: names(spoken.choice(RARE)))
    ask("common names, a province", bar, lambda: names(spoken.choice(COMMON), province()))
    ask("rare names, a province", bar, lambda: names(spoken.choice(RARE), province()))
    ask("all names, a cell", bar, lambda: names("", f"C{spoken.randrange(1, 500):06}"))
    ask("a record", RECORD_BAR, lambda: get("/members/" + spoken.choice(codes)))
