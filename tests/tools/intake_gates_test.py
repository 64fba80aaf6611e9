"""The gates over all golden texts, with readers that are made up: one that knows the gold, one that reads nothing."""
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
TOOL = os.path.join(ROOT, "tools", "intake_gates.py")
KNOWING = """
import json, os, sys
for path in sys.argv[1:]:
    gold = os.path.splitext(path)[0] + ".json"
    print(json.dumps({"file": path, "items": json.load(open(gold, encoding="utf-8")) if os.path.exists(gold) else []}))
"""
BLIND = """
import json, sys
for path in sys.argv[1:]:
    print(json.dumps({"file": path, "items": []}))
"""


class Gates(unittest.TestCase):
    def run_with(self, program, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "reader.py")
            with open(path, "w", encoding="utf-8") as file:
                file.write(program)
            return subprocess.run([sys.executable, TOOL, f"{sys.executable} {path}", *arguments],
                                  capture_output=True, text=True, check=False)

    def test_a_reader_that_knows_the_gold_meets_every_gate(self):
        for part in ("dev", "measure"):
            done = self.run_with(KNOWING, "--only", part)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("all gates met", done.stdout)

    def test_a_reader_that_reads_nothing_misses_them(self):
        done = self.run_with(BLIND, "--only", "dev")
        self.assertEqual(done.returncode, 1)
        self.assertIn("MISSED documents", done.stdout)

    def test_a_reader_that_skips_a_file_is_noticed(self):
        done = self.run_with(KNOWING.replace("sys.argv[1:]", "sys.argv[2:]"), "--only", "dev")
        self.assertEqual(done.returncode, 1)
        self.assertIn("files of", done.stderr)

    def test_variants_compare_with_the_reading_of_the_clean_text(self):
        done = self.run_with(BLIND, "--only", "dev", "--variants", "nbsp,docx")
        self.assertIn("nbsp: 0 differences", done.stdout)
        self.assertIn("docx: 0 differences", done.stdout)


if __name__ == "__main__":
    unittest.main()
