"""How the program is started, spoken to and ended: settings, help, TLS, a full queue, a polite end, phases of a request."""
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
import unittest.mock

import support

COMMANDS = ["serve", "demo", "init", "token create", "import units", "export units", "intake", "audit verify", "audit head", "audit forget", "keys rotate", "backup",
            "restore", "verify", "jobs", "openapi", "access"]


class Settings(unittest.TestCase):
    """The flag wins over the environment, the environment over the file."""

    def setUp(self):
        support.need_binary()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lienthong-settings-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def started(self, flags=(), env=None, file=""):
        """Whether `serve` starts; what it says when it does not."""
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        command = [support.BINARY]
        if file:
            (self.folder / "settings.toml").write_text(file, encoding="utf-8")
            command += ["--config", str(self.folder / "settings.toml")]
        process = subprocess.Popen([*command, "serve", "--port-file", str(port), *flags], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        until = time.monotonic() + 60
        while process.poll() is None and not port.exists() and time.monotonic() < until:
            time.sleep(0.02)
        process.terminate()
        said = process.communicate(timeout=60)[1].decode()
        return port.exists(), said

    def test_flag_environment_file(self):
        data, good, wrong = str(self.folder / "data"), "127.0.0.1:0", "nowhere"
        self.assertTrue(self.started(["--data", data, "--listen", good])[0])
        self.assertTrue(self.started(env={"LIENTHONG_DATA": data, "LIENTHONG_LISTEN": good})[0])
        self.assertTrue(self.started(file=f'[serve]\ndata = "{data}"\nlisten = "{good}"\n')[0])
        file = f'[serve]\ndata = "{data}"\nlisten = "{wrong}"\n'
        started, said = self.started(file=file)
        self.assertFalse(started)
        self.assertIn(wrong, said)
        self.assertTrue(self.started(file=file, env={"LIENTHONG_LISTEN": good})[0])
        self.assertTrue(self.started(["--listen", good], file=file, env={"LIENTHONG_LISTEN": wrong})[0])

    def test_places_that_cannot_be_used_are_said(self):
        data = str(self.folder / "data")
        for flags, word in ((["--listen", "203.0.113.7:8080"], "203.0.113.7"), (["--listen", "nobody.example:80"], "nobody.example"),
                            (["--certificate", "/nonexistent"], "/nonexistent")):
            with self.subTest(flags):
                code, _, said = support.run("serve", "--data", data, *(["--listen", "127.0.0.1:0"] if "--listen" not in flags else []), *flags)
                self.assertEqual(code, 1)
                self.assertRegex(said, "^lienthong: ")
                self.assertIn(word, said)
        code, _, said = support.run("serve", "--data", data, "--listen", "127.0.0.1:0", "--port-file", self.folder / "none" / "port")
        self.assertEqual(code, 1)
        self.assertIn("Không ghi được tệp", said)

    def test_every_command_has_its_help(self):
        general = support.run("--help")[1]
        for command in COMMANDS:
            with self.subTest(command):
                code, out, _ = support.run(*command.split(), "--help")
                self.assertEqual(code, 0)
                self.assertIn("Usage: lienthong " + command, out)
                self.assertIn(command.split()[0], general)
        serve = support.run("serve", "--help")[1]
        for setting in ("LISTEN", "DATA", "DB", "CERTIFICATE", "KEY", "WORKERS", "QUEUE", "TRUST_PROXY", "LOG_LEVEL", "LOG_FILE"):
            self.assertIn("LIENTHONG_" + setting, serve)


class Serving(unittest.TestCase):
    def server(self, *flags):
        server = support.Server()
        self.addCleanup(server.stop)
        if flags:
            server.terminate()
            server.where += list(flags)
            server.start()
        return server

    def test_a_full_queue_says_when_to_come_again(self):
        server = self.server("--workers", "1", "--queue", "1")
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            body = {"name": support.ADMIN, "password": support.PASSWORD}
            answers = list(pool.map(lambda _: support.Client(server.port).call("signIn", body=body), range(24)))
        refused = [a for a in answers if a.status == 503]
        self.assertTrue(refused)
        for answer in refused:
            self.assertEqual(answer.key, "server.busy")
            self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
        self.assertTrue(any(a.status == 200 for a in answers))

    def test_what_was_accepted_is_answered_before_the_end(self):
        server = self.server()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            client = support.Client(server.port)
            busy = pool.submit(client.call, "signIn", body={"name": support.ADMIN, "password": support.PASSWORD})
            metrics = support.Client(server.port)
            until = time.monotonic() + 60
            while b"lienthong_http_open_connections 1\n" in metrics.call("getMetrics").raw and time.monotonic() < until and not busy.done():
                time.sleep(0.001)
            time.sleep(0.02)
            server.process.send_signal(signal.SIGTERM)
            self.assertEqual(busy.result(60).status, 200)
        self.assertEqual(server.process.wait(60), 0)

    def test_a_great_upload_is_not_held_in_memory(self):
        server = self.server()
        client = server.client(support.ADMIN)

        def most_resident():
            status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
            return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
        before = most_resident()
        answer = client.call("importUnits", query={"file_name": "a.csv"}, body=b"x" * (60 << 20))
        self.assertIn(answer.status, (202, 400, 413), answer)
        if answer.status != 413:
            self.assertLess(most_resident() - before, 40 << 10)

    def test_a_body_that_does_not_come_is_cut_and_others_go_on(self):
        server = self.server()
        slow = socket.create_connection(("127.0.0.1", server.port))
        self.addCleanup(slow.close)
        slow.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{")
        for _ in range(20):
            self.assertEqual(support.Client(server.port).call("getHealth").status, 200)


class Folder(unittest.TestCase):
    """What the data folder holds, and for whom."""

    def setUp(self):
        support.need_binary()
        self.server = support.Server()
        self.addCleanup(self.server.stop)

    def test_what_is_kept_is_for_its_owner_only(self):
        kept = [self.server.data, *self.server.data.rglob("*")]
        self.assertGreater(len(kept), 5)
        self.assertEqual([str(path) for path in kept if path.stat().st_mode & 0o077], [])

    def test_files_on_their_way_stay_in_it(self):
        self.server.terminate()
        uploads = self.server.data / "uploads"
        (uploads / "pending").mkdir(exist_ok=True)
        left = [uploads / name for name in ("upload-left", "lienthong-left", "unit-import-left", "pending/99", "pending/99.name")]
        for path in left:
            path.write_text("x")
        with unittest.mock.patch.dict(os.environ, TMPDIR="/nonexistent"):
            self.server.start()
        self.assertEqual([path for path in left if path.exists()], [])
        self.assertEqual(self.server.client(support.ADMIN).call("exportUnits").status, 200)


class CommandSocket(unittest.TestCase):
    def test_nonsense_ends_nobody(self):
        server = support.Server()
        self.addCleanup(server.stop)
        for line in (b"{}", b"[]", b"7", b'{"arguments": "x", "files": 3}', b'{"arguments": [1], "files": [], "input": ""}',
                     b'{"arguments": [], "files": []}', b"{", b"\xff"):
            with socket.socket(socket.AF_UNIX) as other:
                other.connect(str(server.data / "socket"))
                other.sendall(line + b"\n")
                self.assertEqual(other.recv(1), b"", line)
        self.assertEqual(server.client(support.ADMIN).call("getPreferences").status, 200)


class Conflicts(unittest.TestCase):
    """Of two who edit one thing, the slower one is shown both."""

    def test_accounts_and_units(self):
        server = support.Server("code,name,kind,level,parent_code,from,to\nTW,Trung ương,central,centre,,1930-02-03,\n")
        self.addCleanup(server.stop)
        admin = server.client(support.ADMIN)
        account = admin.get("createAccount", body={"name": "lan", "full_name": "Lan", "unit_code": "TW"})["account"]
        edits = [("updateAccount", {"id": account["id"]}, "full_name", {}, str(account["version"])),
                 ("changeUnit", {"code": "TW"}, "name", {"from": "2020-01-01"}, admin.call("getUnit", path={"code": "TW"}).headers["etag"])]
        for name, path, field, more, seen in edits:
            with self.subTest(name):
                send = lambda value: admin.call(name, path=path, body={field: value, **more}, headers={"If-Match": seen})
                self.assertEqual(send("Thứ nhất").status, 200)
                late = send("Thứ hai")
                self.assertEqual(late.status, 409, late)
                current = late.value["current"].get("unit", late.value["current"])
                self.assertEqual((current[field], late.value["sent"][field]), ("Thứ nhất", "Thứ hai"))


class Forgetting(unittest.TestCase):
    def test_the_journal_no_longer_knows_a_forgotten_person(self):
        server = support.Server("code,name,kind,level,parent_code,from,to\nTW,Trung ương,central,centre,,1930-02-03,\n")
        self.addCleanup(server.stop)
        admin = server.client(support.ADMIN)
        account = admin.get("createAccount", body={"name": "lan", "full_name": "Lan Xa Lạ", "unit_code": "TW"})["account"]
        entry = next(e for e in admin.get("listJournal")["items"] if e["verb"] == "identity.account_created")
        known = lambda: "Lan Xa Lạ" in json.dumps(admin.get("getJournalEntry", path={"id": entry["sequence"]}), ensure_ascii=False)
        self.assertTrue(known())
        person = f"account:{account['id']}"
        code, said, _ = support.run("audit", "forget", person, "--language", "en", *server.where)
        self.assertEqual((code, said), (0, f"Destroyed the key: the personal values of {person} in the journal cannot be read any more.\n"))
        self.assertFalse(known())
        self.assertEqual(support.run("audit", "verify", *server.where)[0], 0)
        code, _, complaint = support.run("audit", "forget", "account:999", *server.where)
        self.assertEqual(code, 1)
        self.assertIn("account:999", complaint)


class Tls(unittest.TestCase):
    def test_it_speaks_tls_with_a_certificate(self):
        support.need_binary()
        if not shutil.which("openssl"):
            self.skipTest("openssl is not here to make a certificate")
        server = support.Server()
        self.addCleanup(server.stop)
        server.terminate()
        certificate, key = server.folder / "certificate.pem", server.folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        server.where += ["--certificate", certificate, "--key", key]
        server.start()
        trusted = ssl.create_default_context(cafile=str(certificate))
        connection = http.client.HTTPSConnection("localhost", server.port, context=trusted, timeout=60)
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.read()), (200, b"ok\n"))
        self.assertIn("max-age", answer.headers.get("Strict-Transport-Security", ""))
        connection.close()
        old = ssl.create_default_context(cafile=str(certificate))
        old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, OSError)):
            http.client.HTTPSConnection("localhost", server.port, context=old, timeout=60).connect()
        plain = http.client.HTTPConnection("localhost", server.port, timeout=60)
        with self.assertRaises((http.client.HTTPException, OSError)):
            plain.request("GET", "/healthz")
            plain.getresponse()
        code = server.terminate()
        self.assertEqual(code, 0)


if __name__ == "__main__":
    unittest.main()
