"""Every checker catches its planted violation, and passes the tree as it is."""
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import check_modules  # noqa: E402
import check_rules  # noqa: E402
import check_sentences  # noqa: E402
import module_table  # noqa: E402


def plant(files):
    """A folder with these files; `with plant(…) as folder` gives its path."""
    folder = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = Path(folder.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def module(name, depends="", includes=""):
    return {f"modules/{name}/CMakeLists.txt": f"app_module({name} DEPENDS {depends})", f"modules/{name}/{name}.h": includes}


class Modules(unittest.TestCase):
    def found(self, files):
        with plant(files) as folder:
            return "\n".join(check_modules.check(Path(folder)))

    def test_the_tree_as_it_is(self):
        self.assertEqual(check_modules.check(ROOT / "src"), [])

    def test_a_cycle(self):
        self.assertIn("D1", self.found({**module("a", "b"), **module("b", "a")}))

    def test_an_undeclared_include(self):
        self.assertIn("D2", self.found({**module("a", "", '#include "modules/b/b.h"'), **module("b")}))

    def test_an_include_behind_a_face(self):
        self.assertIn("D3", self.found({**module("a", "b", '#include "modules/b/b_store.h"'), **module("b")}))
        self.assertEqual("", self.found({**module("a", "b", '#include "modules/b/b.h"'), **module("b")}))

    def test_a_platform_that_knows_a_module(self):
        self.assertIn("D4", self.found({**module("a"), "platform/x/x.h": '#include "modules/a/a.h"'}))

    def test_a_table_of_another_module(self):
        table = {"modules/a/migrations/0001_x.sql": "CREATE TABLE a_thing(id INTEGER);"}
        self.assertIn("D5", self.found({**module("a"), **module("b"), **table, "modules/b/b.cpp": 'q("SELECT 1 FROM a_thing");'}))
        self.assertIn("D5", self.found({**module("b"), "modules/b/migrations/0001_x.sql": "CREATE TABLE other(id INTEGER);"}))

    def test_nothing_to_see(self):
        self.assertIn("must not pass", self.found({"x.h": ""}))


class Sentences(unittest.TestCase):
    def found(self, code, pairs):
        with plant({"a.cpp": code, "sentences.json": json.dumps(pairs)}) as folder:
            return "\n".join(check_sentences.check(Path(folder)))

    good = {"a.b": {"vi": "Số {n} đã có.", "en": "Number {n} is there."}}
    thrown = 'throw base::Error(base::ErrorKind::invalid, "a.b");'

    def test_the_tree_as_it_is(self):
        self.assertEqual(check_sentences.check(ROOT / "src"), [])

    def test_a_good_one(self):
        self.assertEqual("", self.found(self.thrown, self.good))

    def test_a_key_without_a_sentence(self):
        self.assertIn("S1", self.found('throw base::Error(base::ErrorKind::invalid, "a.c");' + self.thrown, self.good))

    def test_a_verb_of_the_journal_without_a_sentence(self):
        code = 'm.at.audit.record(tx, actor, "a.done",\n  "thing", id);' + self.thrown
        self.assertIn("S1", self.found(code, self.good))
        self.assertEqual("", self.found(code, {**self.good, "a.done": {"vi": "Đã xong.", "en": "Done."}}))

    def test_a_verb_that_is_an_error_or_has_a_place(self):
        done = {"a.done": {"vi": "Đã xong.", "en": "Done."}}
        recorded = 'm.at.audit.record(tx, actor, "a.done",\n  "thing", id);' + self.thrown
        self.assertIn("S6", self.found(recorded + 'throw Error(ErrorKind::conflict, "a.done");', {**self.good, **done}))
        self.assertIn("S6", self.found(recorded, {**self.good, "a.done": {"vi": "Đã có {n}.", "en": "{n} is there."}}))

    def test_places_that_differ(self):
        self.assertIn("S2", self.found(self.thrown, {"a.b": {"vi": "Số {n}.", "en": "Number."}}))

    def test_an_exclamation(self):
        self.assertIn("S3", self.found(self.thrown, {"a.b": {"vi": "Sai!", "en": "Wrong."}}))

    def test_keys_out_of_order(self):
        both = {"b.b": self.good["a.b"], "a.b": self.good["a.b"]}
        self.assertIn("S4", self.found(self.thrown + '"b.b"', both))

    def test_a_dead_sentence(self):
        self.assertIn("S5", self.found("", self.good))


class Rules(unittest.TestCase):
    def found(self, files):
        with plant(files) as folder:
            return "\n".join(check_rules.check(Path(folder)))

    good = {
        "src/m/x_rules.cpp": '// R01: 36-HD/VPTW II.1.3.1\nrule({"R01", "a.b"});',
        "src/m/sentences.json": json.dumps({"a.b": {"vi": "A.", "en": "A."}}),
        "tests/scenarios/m/x.txt": "Kịch bản: R01 a\nKhi b\nThì bị từ chối theo R01: A.",
    }

    def test_the_tree_as_it_is(self):
        self.assertEqual(check_rules.check(ROOT), [])

    def test_a_good_one(self):
        self.assertEqual("", self.found(self.good))

    def test_each_missing_place(self):
        self.assertIn("U1", self.found({**self.good, "src/m/x_rules.cpp": 'rule({"R01", "a.b"});'}))
        self.assertIn("U2", self.found({**self.good, "tests/scenarios/m/x.txt": "# R01"}))
        self.assertIn("U2", self.found({**self.good, "tests/scenarios/m/x.txt": "Scenario: R01 a\nThen b"}))
        self.assertIn("U2", self.found({**self.good, "tests/scenarios/m/x.txt": "", "tests/m_test.cpp": "R01"}))
        self.assertIn("U3", self.found({**self.good, "src/m/sentences.json": "{}"}))
        self.assertIn("U4", self.found({**self.good, "src/m/y.cpp": 'no({"R09"});'}))


class Table(unittest.TestCase):
    def test_the_tree_as_it_is(self):
        self.assertIn(module_table.table(ROOT), (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))

    def test_a_module_that_the_table_does_not_know(self):
        with plant({"src/" + name: text for name, text in module("a").items()}) as folder:
            self.assertIn("| a |", module_table.table(Path(folder)))


class Style(unittest.TestCase):
    def check(self, *arguments):
        done = subprocess.run([ROOT / "tools/check_style.sh", *map(str, arguments)], capture_output=True, encoding="utf-8")
        return done.returncode, done.stdout

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_format(self):
        with plant({"bad.cpp": "int  x  =1 ;\n", "good.cpp": "int x = 1;\n"}) as folder:
            self.assertEqual(self.check("format", f"{folder}/good.cpp"), (0, ""))
            code, said = self.check("format", f"{folder}/good.cpp", f"{folder}/bad.cpp")
            self.assertEqual((code, "bad.cpp" in said, "good.cpp" in said), (1, True, False))

    @unittest.skipUnless(shutil.which("clang-tidy"), "clang-tidy is not installed")
    def test_tidy(self):
        bad = "struct A {\n  virtual ~A() = default;\n  virtual int f() { return 1; }\n};\nstruct B : A {\n  int f() { return 2; }\n};\n"
        good = bad.replace("int f() { return 2; }", "int f() override { return 2; }")
        with plant({"bad.cpp": bad, "good.cpp": good}) as folder:
            commands = [{"directory": folder, "file": f"{folder}/{n}", "command": f"c++ -std=c++20 -Wno-error=restrict -c {folder}/{n}"} for n in ("bad.cpp", "good.cpp")]
            Path(folder, "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
            self.assertEqual(self.check("tidy", folder, f"{folder}/good.cpp")[0], 0)
            code, said = self.check("tidy", folder, f"{folder}/bad.cpp")
            self.assertEqual((code, "modernize-use-override" in said), (1, True))


class Planted(unittest.TestCase):
    def test_the_scripts_say_no_by_their_exit_code(self):
        with plant({"x.h": ""}) as folder:
            for tool in ("check_modules.py", "check_sentences.py", "check_rules.py"):
                done = subprocess.run([sys.executable, ROOT / "tools" / tool, folder], capture_output=True)
                self.assertEqual(done.returncode, 1, tool)


if __name__ == "__main__":
    unittest.main()
