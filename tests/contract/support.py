"""Runs the real program for the contract tests, and talks to it through api/openapi.json only.

Every request and every answer of a Client is checked against the document, also the refusals.
"""
import atexit
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid

import validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "api" / "openapi.json").read_text(encoding="utf-8"))
BINARY = os.environ.get("LIENTHONG_BIN", "")
ADMIN = "quantri"
PASSWORD = "con đường nhỏ có hàng cau 1975"


def need_binary():
    if not (BINARY and os.access(BINARY, os.X_OK)):
        raise unittest.SkipTest("LIENTHONG_BIN names no program; build it and set LIENTHONG_BIN=build/dev/lienthong")


def new_database(test_class):
    """The address of an empty PostgreSQL database that goes when the tests of the class are done."""
    address = os.environ.get("LIENTHONG_TEST_PG", "")
    if not address:
        raise unittest.SkipTest("LIENTHONG_TEST_PG names no PostgreSQL")
    name = "lienthong_contract_" + uuid.uuid4().hex[:12]
    psql = ["psql", "-q", address, "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    test_class.addClassCleanup(subprocess.run, [*psql, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"], check=True)
    return address.replace("/postgres?", f"/{name}?")


def list_operations(document=None):
    return {
        operation["operationId"]: (method.upper(), path, operation)
        for path, methods in (document or DOCUMENT)["paths"].items()
        for method, operation in methods.items()
    }


OPERATIONS = list_operations()


def run(*arguments, text="", env=None):
    """One command; gives its exit code, output and complaints."""
    done = subprocess.run([BINARY, *map(str, arguments)], input=text, capture_output=True, encoding="utf-8", timeout=60,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


class Answer:
    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw
        kind = headers.get("content-type", "")
        self.value = json.loads(raw) if raw and "json" in kind.split(";")[0].split("/")[-1] else None

    @property
    def key(self):
        return self.value.get("key", "") if isinstance(self.value, dict) else ""

    def __repr__(self):
        return f"{self.status} {self.raw[:400].decode('utf-8', 'replace')}"


def check_request(operation, path, query, headers, body, document=DOCUMENT):
    given = {("path", k) for k in path} | {("query", k) for k in query} | {("header", k) for k in headers}
    listed = {(p["in"], p["name"]): p for p in operation.get("parameters", [])}
    if strange := {g for g in given if g[0] != "header"} - set(listed):
        raise validator.Fault(f"{operation['operationId']}: parameters {strange} are not in the document")
    if missing := {k for k, p in listed.items() if p.get("required")} - given:
        raise validator.Fault(f"{operation['operationId']}: parameters {missing} are missing")
    content = operation.get("requestBody", {}).get("content", {})
    if body is not None and not content:
        raise validator.Fault(f"{operation['operationId']}: takes no body")
    if "application/json" in content and body is not None:
        validator.check(body, content["application/json"]["schema"], document, operation["operationId"], request=True)


def check_answer(operation, answer, document=DOCUMENT):
    name = operation["operationId"]
    kind = answer.headers.get("content-type", "").split(";")[0]
    if answer.status >= 400:
        if kind != "application/problem+json":
            raise validator.Fault(f"{name}: a refusal as {kind!r}")
        validator.check(answer.value, document["components"]["schemas"]["Problem"], document, name)
        if answer.value["status"] != answer.status:
            raise validator.Fault(f"{name}: the body says {answer.value['status']}, the answer {answer.status}")
        return
    if str(answer.status) not in operation["responses"]:
        raise validator.Fault(f"{name}: status {answer.status} is not in the document")
    content = operation["responses"][str(answer.status)].get("content", {})
    if not content:
        if answer.raw:
            raise validator.Fault(f"{name}: a body where none is in the document")
    elif kind not in content:
        raise validator.Fault(f"{name}: {kind!r} is none of {list(content)}")
    elif "json" in kind:
        validator.check(answer.value, content[kind]["schema"], document, name)


class Client:
    """Somebody at the door: nobody, a session with its cookie, or a token."""

    def __init__(self, port, token=""):
        self.port, self.token, self.cookie, self.csrf = port, token, "", ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        atexit.register(self.connection.close)

    def _send(self, method, target, data, headers):
        for again in (True, False):
            try:
                self.connection.request(method, target, data, headers)
                response = self.connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()  # kept alive too long
                if not again:
                    raise

    def call(self, name, path=None, query=None, body=None, headers=None, checked=True):
        path, query, headers = path or {}, query or {}, dict(headers or {})
        method, template, operation = OPERATIONS[name]
        if checked:
            check_request(operation, path, query, headers, body)
        target = template
        for key, value in path.items():
            target = target.replace("{%s}" % key, urllib.parse.quote(str(value), safe=""))
        if query:
            target += "?" + urllib.parse.urlencode(query)
        data = body
        if isinstance(body, (dict, list)):
            data = json.dumps(body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        elif body is not None:
            headers["Content-Type"] = "application/octet-stream"
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if self.cookie:
            headers["Cookie"] = "lt_session=" + self.cookie
            headers["X-CSRF-Token"] = self.csrf
        response, raw = self._send(method, target, data, headers)
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, raw)
        check_answer(operation, answer)
        cookie = answer.headers.get("set-cookie", "")
        if cookie.startswith("lt_session="):
            self.cookie = cookie.split(";")[0].removeprefix("lt_session=")
        if isinstance(answer.value, dict) and "csrf" in answer.value:
            self.csrf = answer.value["csrf"]
        return answer

    def get(self, name, **arguments):
        """A call that must be answered; gives the value."""
        answer = self.call(name, **arguments)
        if answer.status >= 300:
            raise AssertionError(f"{name}: {answer!r}")
        return answer.value

    def sign_in(self, name=ADMIN, password=PASSWORD):
        return self.get("signIn", body={"name": name, "password": password})


class Server:
    """`lienthong serve` on an empty store with its first administrator; stop() ends it and removes the folder."""

    def __init__(self, units="", database="", env=None):
        need_binary()
        self.env = {**os.environ, **(env or {})}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lienthong-contract-"))
        self.data = self.folder / "data"
        self.data.mkdir()
        self.where = ["--data", self.data, *(["--db", database] if database else [])]
        self.must("init", "--admin", ADMIN, "--password-stdin", *self.where, text=PASSWORD + "\n")
        if units:
            (self.folder / "units.csv").write_text(units, encoding="utf-8")
            self.must("import", "units", self.folder / "units.csv", *self.where)
        self.start()

    @staticmethod
    def must(*arguments, text=""):
        code, out, complaints = run(*arguments, text=text)
        if code != 0:
            raise AssertionError(f"{arguments[0]} ended with {code}: {complaints}{out}")
        return out

    def start(self):
        port_file = self.folder / "port"
        port_file.unlink(missing_ok=True)
        self.log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen([BINARY, "serve", "--listen", "127.0.0.1:0", "--port-file", str(port_file), *map(str, self.where)],
                                        stdout=self.log, stderr=self.log, env=self.env)
        until = time.monotonic() + 30
        while not (port_file.exists() and port_file.read_text().strip()):
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError("the server did not start: " + (self.folder / "server.log").read_text(errors="replace"))
            time.sleep(0.02)
        self.port = int(port_file.read_text())

    def client(self, account="", scope="all"):
        """A client with a token of the account, or nobody."""
        token = self.must("token", "create", "--account", account, "--scope", scope, *self.where).strip() if account else ""
        return Client(self.port, token)

    def log_text(self):
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def terminate(self):
        """Ends the server as a system does; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.log.close()
        return code

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
