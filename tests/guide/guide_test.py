"""The guide tells the truth: each of its commands is run on the real program, in order, in an empty folder.

A ```sh block is run as it stands, with the program first in PATH; `lienthong … serve` goes on in the background, on a
free port, until the guide ends. A ```text block after it is what must be printed, line by line; … stands for anything.
In all pages, what is written as `lienthong …` or `./run …` must exist with its flags, and every link must lead somewhere.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("LIENTHONG_BIN", "")
PAGES = [ROOT / n for n in ("README.md", "README.vi.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.M | re.S)
WRITTEN = re.compile(r"`((?:lienthong|\./run) [^`]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def need_binary():
    if not (BINARY and os.access(BINARY, os.X_OK)):
        raise unittest.SkipTest("LIENTHONG_BIN names no program; build it and set LIENTHONG_BIN=build/dev/lienthong")


class Shell:
    """A folder, the program in PATH, and at most one server in the background."""

    def __init__(self, folder):
        self.folder, self.server, self.port = pathlib.Path(folder), None, None
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "lienthong").symlink_to(pathlib.Path(BINARY).resolve())
        self.env = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}

    def run(self, block):
        block = block.replace("127.0.0.1:8080", f"127.0.0.1:{self.port or 0}")
        served = re.search(r"^lienthong\b.* serve\b.*$", block, re.M)
        before = block[: served.start()] if served else block
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", before], cwd=self.folder, env=self.env, timeout=120,
                              capture_output=True, encoding="utf-8")
        if done.returncode:
            raise AssertionError(f"failed with {done.returncode}:\n{block}\n{done.stdout}{done.stderr}")
        if served:
            self.serve(served[0])
        return done.stdout

    def serve(self, command):
        self.server = subprocess.Popen(["bash", "-c", f"exec {command} --port-file port"], cwd=self.folder, env=self.env,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            if (self.folder / "port").exists():
                self.port = (self.folder / "port").read_text()
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{command} did not start")

    def close(self):
        if self.server:
            self.server.terminate()
            self.server.wait(30)


def as_pattern(line):
    return ".*".join(re.escape(part) for part in line.split("…"))


def blocks_of(page):
    return BLOCK.findall(page.read_text(encoding="utf-8"))


class Guide(unittest.TestCase):
    def follow(self, page):
        need_binary()
        blocks = blocks_of(page)
        self.assertGreater(len([b for kind, b in blocks if kind == "sh"]), 5, "the guide shows its commands")
        with tempfile.TemporaryDirectory(prefix="lienthong-guide-") as folder:
            shell = Shell(folder)
            printed = ""
            try:
                for kind, block in blocks:
                    if kind == "sh":
                        printed = shell.run(block)
                    else:
                        for line in block.splitlines():
                            self.assertRegex(printed, f"(?m)^{as_pattern(line)}$")
                self.assertIsNone(shell.server.poll(), "the server still runs at the end")
            finally:
                shell.close()

    def test_vietnamese(self):
        self.follow(ROOT / "docs/guide/vi.md")

    def test_english(self):
        self.follow(ROOT / "docs/guide/en.md")

    def test_both_show_the_same_commands(self):
        def verbs(page):
            shown = "\n".join(block for kind, block in blocks_of(ROOT / "docs/guide" / page) if kind == "sh")
            return re.findall(r"lienthong (?:--config \S+ )?([a-z]+)", shown)

        self.assertEqual(verbs("vi.md"), verbs("en.md"))


class Pages(unittest.TestCase):
    def test_commands_that_are_written_exist(self):
        need_binary()
        verbs = re.findall(r"^\./run (\S+)", subprocess.run(["./run", "help"], cwd=ROOT, capture_output=True, encoding="utf-8").stdout, re.M)
        found = 0
        for page in PAGES:
            for command in WRITTEN.findall(page.read_text(encoding="utf-8")):
                words = command.split()
                if words[0] == "./run":
                    self.assertIn(words[1], verbs, f"{page.name}: {command}")
                    continue
                names = []
                for word in words[1:]:
                    if not re.fullmatch(r"[a-z-]+", word) or word.startswith("-"):
                        break
                    names.append(word)
                help_text = subprocess.run([BINARY, *names, "--help"], capture_output=True, encoding="utf-8").stdout
                self.assertIn("Usage: lienthong " + " ".join(names), help_text, f"{page.name}: {command}")
                general = subprocess.run([BINARY, "--help"], capture_output=True, encoding="utf-8").stdout
                for flag in re.findall(r"--[a-z-]+", command):
                    self.assertIn(flag, help_text + general, f"{page.name}: {command}")
                found += 1
        self.assertGreater(found, 2)

    def test_links_lead_somewhere(self):
        for page in PAGES:
            for link in LINK.findall(page.read_text(encoding="utf-8")):
                self.assertTrue((page.parent / link).exists(), f"{page.relative_to(ROOT)}: {link}")


class Planted(unittest.TestCase):
    def test_a_command_that_fails_is_seen(self):
        need_binary()
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(AssertionError, "failed with"):
                Shell(folder).run("lienthong export units x.csv --no-such-flag\n")

    def test_what_is_printed_is_compared(self):
        self.assertRegex("Số: 5 mục.", as_pattern("Số: … mục."))
        self.assertNotRegex("Số: 5 việc.", as_pattern("Số: … mục."))


if __name__ == "__main__":
    unittest.main()
