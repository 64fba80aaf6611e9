"""Questions over HTTP at a fixed rate: statistics_http.py ADDRESS TOKEN [SECONDS] [A_SECOND].

Q1 national by committee and gender on a day, Q2 one province by what is below it and education, Q4 forty quarters of one
province. A question is sent at its moment whether or not earlier ones have answered; the time counts from that moment.
"""
import http.client
import json
import sys
import threading
import time

ADDRESS, TOKEN = sys.argv[1][7:], sys.argv[2]
SECONDS = int(sys.argv[3]) if len(sys.argv) > 3 else 20
RATE = int(sys.argv[4]) if len(sys.argv) > 4 else 100
QUESTIONS = {
    "Q1": {"measure": "members", "unit": "TW", "by": ["child", "gender"], "on": "2023-12-31"},
    "Q2": {"measure": "members", "unit": "P06", "by": ["child", "education"], "on": "2023-12-31"},
    "Q4": {"measure": "members", "unit": "P06", "by": ["time"], "series": {"from": "2014-01-01", "to": "2024-01-01", "step": "quarter"}},
}
HEADERS = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
CLIENTS = 16
taken = {name: [] for name in QUESTIONS}
lock = threading.Lock()


def client(number, begun):
    connection = http.client.HTTPConnection(ADDRESS, timeout=60)
    for i in range(number, SECONDS * RATE, CLIENTS):
        name = list(QUESTIONS)[i % len(QUESTIONS)]
        moment = begun + i / RATE
        time.sleep(max(0, moment - time.perf_counter()))
        connection.request("POST", "/api/v1/statistics/query", json.dumps(QUESTIONS[name]), HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{name}: {answer.status} {body[:300]}")
        with lock:
            taken[name].append(time.perf_counter() - moment)


threads = [threading.Thread(target=client, args=(n, time.perf_counter() + 0.5)) for n in range(CLIENTS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for name, times in [*taken.items(), ("all", sum(taken.values(), []))]:
    times.sort()
    print(f"statistics over HTTP: {name}: {len(times)} answers at {RATE} a second, p50 {times[len(times) // 2] * 1000:.1f} ms, "
          f"p95 {times[int(len(times) * 0.95)] * 1000:.1f} ms (bar 20), most {times[-1] * 1000:.1f} ms")
