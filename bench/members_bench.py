"""A national history of members on one engine: imports into an empty store and into the full one, the longest wait of
another writer, ready after a start, memory, names and records. Every figure beside its bar, with their ratio.

Usage: members_bench.py PROGRAM FOLDER_OF_CSV DATA [postgresql://…] — called by `./run bench members`.
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

import roster_bench

BARS = {"empty": 90_000, "full": 20_000, "import_mb": 3072, "wait_ms": 1000, "snapshot_s": 8, "bare_s": 40, "ready_mb": 1536}
PASSWORD = "mat-khau-cua-phep-do-2026"


def tell(engine, what, value, unit, bar, at_least=False):
    ratio = value / bar
    missed = ratio < 1 if at_least else ratio > 1
    print(f"members on {engine}: {what:42} {value:12,.1f} {unit:6} bar {bar:9,} ratio {ratio:5.2f}{' MISSED' if missed else ''}", flush=True)


class Bench:
    def __init__(self, program, national, data, database):
        self.program, self.national, self.data = program, pathlib.Path(national), pathlib.Path(data)
        self.engine = "PostgreSQL" if database else "SQLite"
        self.where = ["--data", data, *(["--db", database] if database else [])]
        self.address = self.server = None

    def run(self, *arguments, text=""):
        """Seconds, the output, and the most memory in MB."""
        begun = time.monotonic()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen([self.program, *map(str, arguments), *self.where], stdin=subprocess.PIPE, stdout=out)
            process.stdin.write(text.encode())
            process.stdin.close()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            if status:
                sys.exit(f"{arguments} failed")
            out.seek(0)
            return time.monotonic() - begun, out.read().decode(), usage.ru_maxrss / 1024

    def load(self, kind, file, where, bar):
        with open(file, "rb") as rows:
            count = sum(piece.count(b"\n") for piece in iter(lambda: rows.read(1 << 20), b"")) - 1
        seconds, _, memory = self.run("import", kind, file)
        tell(self.engine, f"{kind} into {where}", count / seconds, "rows/s", bar, at_least=True)
        return memory

    def serve(self, what, bar):
        port, begun = self.data / "port", time.monotonic()
        port.unlink(missing_ok=True)
        self.server = subprocess.Popen([self.program, "serve", *self.where, "--listen", "127.0.0.1:0", "--port-file", port],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (port.exists() and port.read_text().strip()):
            if self.server.poll() is not None:
                sys.exit("the server ended")
            time.sleep(0.02)
        tell(self.engine, f"ready {what}", time.monotonic() - begun, "s", bar)
        tell(self.engine, f"resident then, {what}", self.resident(), "MB", BARS["ready_mb"])
        self.address = f"127.0.0.1:{port.read_text().strip()}"

    def resident(self):
        status = pathlib.Path(f"/proc/{self.server.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def stop(self):
        self.server.terminate()
        self.server.wait()

    def token(self):
        return self.run("token", "create", "--account", "bench", "--days", 1)[1].strip()

    def write_until(self, stop, token, waits):
        client = http.client.HTTPConnection(self.address)
        sizes = ["normal", "large"]
        while not stop.is_set():
            begun = time.monotonic()
            client.request("PUT", "/api/v1/me/preferences", json.dumps({"text_size": sizes[len(waits) % 2]}),
                           {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
            answer = client.getresponse()
            answer.read()
            assert answer.status < 300, answer.status
            waits.append(time.monotonic() - begun)
            time.sleep(0.005)

    def beside_a_writer(self, token):
        """The tenth comes into the full store of the running server while somebody else writes."""
        stop, waits = threading.Event(), []
        writer = threading.Thread(target=self.write_until, args=(stop, token, waits))
        writer.start()
        for kind in ("members", "spells"):
            self.load(kind, self.national / "more" / f"{kind}.csv", "the full store, served", BARS["full"])
        stop.set()
        writer.join()
        tell(self.engine, f"longest wait of another writer, {len(waits)} writes", max(waits) * 1000, "ms", BARS["wait_ms"])
        tell(self.engine, "resident after the imports", self.resident(), "MB", BARS["import_mb"])

    def measure(self):
        self.data.mkdir(parents=True, exist_ok=True)
        self.run("init", "--admin", "bench", "--password-stdin", text=PASSWORD + "\n")
        most = max(self.load(kind, self.national / f"{kind}.csv", "an empty store", BARS["empty"])
                   for kind in ("units", "members", "spells"))
        tell(self.engine, "most resident while importing", most, "MB", BARS["import_mb"])
        token = self.token()
        self.serve("without a snapshot", BARS["bare_s"])
        self.stop()
        self.serve("from the snapshot", BARS["snapshot_s"])
        roster_bench.measure(self.address, token, self.engine, 60 if self.engine == "PostgreSQL" else 30, tell)
        subprocess.run([sys.executable, pathlib.Path(__file__).with_name("statistics_http.py"), "http://" + self.address, token], check=True)
        self.beside_a_writer(token)
        self.stop()


if __name__ == "__main__":
    bench = Bench(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "")
    try:
        bench.measure()
    finally:
        if bench.server and bench.server.poll() is None:
            bench.stop()
