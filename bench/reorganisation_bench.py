"""A plan that merges 3,000 communes into 1,000 and moves 250,000 members: preview, commit, undo, and how long others wait.

Readers ask for units, for names and for figures (Q1) all the while; one writer adds units. Usage:
reorganisation_bench.py PROGRAM [postgresql://…] — called by `./run bench reorganisation`.
Bars: preview 5 s, commit 20 s, no reader waits over 100 ms.
"""
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

PROVINCES, COMMUNES, CELLS_EACH, MEMBERS_EACH = 34, 3000, 5, 18
ADMIN, PASSWORD = "quantri", "con đường nhỏ có hàng cau 1975"


def write_country(folder):
    with open(folder / "units.csv", "w", encoding="utf-8") as units, open(folder / "members.csv", "w", encoding="utf-8") as members, \
            open(folder / "spells.csv", "w", encoding="utf-8") as spells:
        units.write("code,name,kind,level,parent_code,from,to\nTW,Trung ương,central,centre,,1930-02-03,\n")
        members.write("code,full_name,gender\n")
        spells.write("member_code,unit_code,status,from,to\n")
        for p in range(PROVINCES):
            units.write(f"P{p},Tỉnh {p},province,province,TW,1950-01-01,\n")
        count = 0
        for x in range(COMMUNES):
            units.write(f"X{x},Xã {x},commune,commune,P{x // 3 % PROVINCES},1976-01-01,\n")
            for c in range(CELLS_EACH):
                units.write(f"X{x}.C{c},Chi bộ {c},grassroots_cell,grassroots,X{x},1976-01-01,\n")
                for _ in range(MEMBERS_EACH):
                    count += 1
                    members.write(f"D{count},Người Thử {count},{'female' if count % 3 else 'male'}\n")
                    spells.write(f"D{count},X{x}.C{c},official,2010-01-01,\n")
    return count


def write_plan(folder):
    """Three communes become one, and their cells of one number become one cell."""
    changes = []
    for x in range(0, COMMUNES, 3):
        three = [f"X{x + i}" for i in range(3)]
        changes.append({"verb": "merge", "from": three, "into": {
            "code": f"N{x}", "name": f"Xã mới {x}", "kind": "commune", "level": "commune", "parent_code": f"P{x // 3 % PROVINCES}"}})
        for c in range(CELLS_EACH):
            changes.append({"verb": "merge", "from": [f"{code}.C{c}" for code in three], "into": {
                "code": f"N{x}.C{c}", "name": f"Chi bộ {c}", "kind": "grassroots_cell", "level": "grassroots", "parent_code": f"N{x}"}})
    (folder / "plan.json").write_text(json.dumps({"id": "SX-1", "decision": "321-QĐ/TW@2025-06-24", "effective_on": "2026-01-01", "changes": changes}))


class Bench:
    def __init__(self, program, database):
        self.program, self.folder = program, pathlib.Path(tempfile.mkdtemp(prefix="lienthong-bench-"))
        self.where = ["--data", str(self.folder / "data"), *(["--db", database] if database else [])]

    def run(self, *arguments, text=""):
        started = time.monotonic()
        done = subprocess.run([self.program, *map(str, arguments), *self.where], input=text, encoding="utf-8", capture_output=True)
        if done.returncode:
            sys.exit(f"{arguments[0]}: {done.stderr}")
        return time.monotonic() - started, done.stdout

    def ask_until(self, name, port, token, stop, waits):
        """What is asked again and again, and each time how long the answer took."""
        connection, count = http.client.HTTPConnection("127.0.0.1", port), 0
        while not stop.is_set():
            count += 1
            method, path, body, pause = {
                "units": ("GET", "/api/v1/units/TW/children?limit=40", None, 0.01),
                "names": ("GET", "/api/v1/members?unit=P1&limit=20", None, 0.01),
                "figures": ("POST", "/api/v1/statistics/query", {"measure": "members", "unit": "TW", "by": ["child", "gender"],
                                                                 "on": "2025-12-31", "structure": {"mode": "as_was"}}, 0.01),
                "writer": ("POST", "/api/v1/units", {"code": f"B{time.monotonic_ns()}", "name": "Ban", "kind": "board", "level": "none",
                                                     "parent_code": "P1", "from": "2001-01-01"}, 0.25)}[name]
            started = time.monotonic()
            connection.request(method, path, body and json.dumps(body),
                               {"Authorization": "Bearer " + token, **({"Content-Type": "application/json"} if body else {})})
            answer = connection.getresponse()
            text = answer.read()
            waits.append(time.monotonic() - started)
            if answer.status >= 300:
                sys.stderr.write(f"{name}: {answer.status} {text[:300]!r}\n")
                return
            time.sleep(pause)

    @staticmethod
    def processor_seconds(process):
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def measure(self, server, port, token, name, bar, arguments):
        stop, waits = threading.Event(), {who: [] for who in ("units", "names", "figures", "writer")}
        askers = [threading.Thread(target=self.ask_until, args=(who, port, token, stop, those)) for who, those in waits.items()]
        for asker in askers:
            asker.start()
        before = self.processor_seconds(server)
        took, _ = self.run(*arguments)
        spent = self.processor_seconds(server) - before
        stop.set()
        for asker in askers:
            asker.join()
        longest = ", ".join(f"{who} {max(those) * 1000:.0f} ms of {len(those)}" for who, those in waits.items())
        print(f"reorganisation: {name} {took:.1f} s" + (f" (bar {bar}, {took / bar:.2f}×)" if bar else "") +
              f", {spent:.1f} s of the server's processors; longest waits: {longest} (bar for readers 100)", flush=True)

    def main(self):
        people = write_country(self.folder)
        write_plan(self.folder)
        self.run("init", "--admin", ADMIN, "--password-stdin", text=PASSWORD + "\n")
        for what in ("units", "members", "spells"):
            self.run("import", what, self.folder / f"{what}.csv")
        port_file = self.folder / "port"
        server = subprocess.Popen([self.program, "serve", "--listen", "127.0.0.1:0", "--port-file", str(port_file), *self.where], stderr=subprocess.DEVNULL)
        try:
            while not (port_file.exists() and port_file.read_text().strip()):
                time.sleep(0.05)
            token = self.run("token", "create", "--account", ADMIN)[1].strip()
            print(f"reorganisation: {COMMUNES} communes, {COMMUNES * CELLS_EACH} cells, {people} members")
            for name, bar, arguments in (("preview", 5, ["reorganise", "preview", self.folder / "plan.json"]),
                                         ("commit", 20, ["reorganise", "commit", self.folder / "plan.json"]),
                                         ("undo", None, ["reorganise", "undo", "SX-1"])):
                self.measure(server, int(port_file.read_text()), token, name, bar, arguments)
        finally:
            server.terminate()
            server.wait()
            subprocess.run(["rm", "-rf", self.folder], check=True)


if __name__ == "__main__":
    Bench(os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "").main()
