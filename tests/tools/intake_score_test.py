"""The scorer of the intake: its own sums, and the same numbers as the published scorer where that is at hand."""
import copy
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import intake_score  # noqa: E402

DEV = os.path.join(ROOT, "tests", "golden", "intake", "dev")
SHARED = next((p for p in (os.path.join(ROOT, up, "shared", "intake") for up in ("..", os.path.join("..", "..")))
               if os.path.exists(os.path.join(p, "score.py"))), None)


def item(sort, start, end, identity, **canonical):
    return {"id": identity, "type": sort, "text": "x" * (end - start), "start": start, "end": end, "canonical": canonical}


class Folder:
    def __init__(self, items):
        self.folder = tempfile.TemporaryDirectory()
        with open(os.path.join(self.folder.name, "a.json"), "w", encoding="utf-8") as file:
            json.dump(items, file)
        self.path = self.folder.name


def score(gold, predicted, kinds=None):
    a, b = Folder(gold), Folder(predicted)
    try:
        return intake_score.score_folders(a.path, b.path, kinds)
    finally:
        a.folder.cleanup()
        b.folder.cleanup()


class Sums(unittest.TestCase):
    def test_hit_miss_and_too_much(self):
        tallies, _ = score([item("date", 0, 4, "t1", iso="2024"), item("date", 9, 13, "t2", iso="2025")],
                           [item("date", 0, 4, "x", iso="2023"), item("date", 20, 24, "y", iso="2026")])
        t = tallies["date"]
        self.assertEqual((t.hits, t.false_hits, t.misses), (1, 1, 1))
        self.assertEqual(t.fields["iso"], [0, 1])

    def test_optional_items_are_neither_required_nor_punished(self):
        gold = [dict(item("person", 0, 4, "p1", name="A"), optional=True)]
        for predicted in ([], [item("person", 0, 4, "x", name="B")], [item("person", 2, 6, "x", name="B")]):
            t = score(gold, predicted)[0]["person"]
            self.assertEqual((t.hits, t.false_hits, t.misses), (0, 0, 0))

    def test_dates_inside_a_document_are_not_held_against_the_reader(self):
        gold = [item("document", 0, 30, "d1", kind="Kết luận")]
        t = score(gold, [item("date", 10, 20, "x", iso="2024")])[0]["date"]
        self.assertEqual(t.false_hits, 0)
        t = score(gold, [item("person", 10, 20, "x", name="A")])[0]["person"]
        self.assertEqual(t.false_hits, 1)

    def test_numbers_and_tone_styles_compare_by_meaning(self):
        gold = [item("document", 0, 9, "d1", kind="Kết luận", number="05"), item("person", 20, 29, "p1", name="Lê Thị Hòa", offices=[])]
        tallies, _ = score(gold, [item("document", 0, 9, "x", kind="kết luận", number="5"), item("person", 20, 29, "y", name="Lê Thị Hoà")])
        self.assertEqual((tallies["document"].whole, tallies["person"].whole), ([1, 1], [1, 1]))

    def test_links_are_mapped_by_span(self):
        gold = [item("document", 0, 9, "d1", kind="K"), item("document", 20, 25, "d2", kind="K", refers_to="d1"),
                item("document", 30, 35, "d3", kind="K")]
        read = [item("document", 0, 9, "7", kind="K"), item("document", 20, 25, "8", kind="K", refers_to="7"),
                item("document", 30, 35, "9", kind="K", refers_to="7")]
        links = score(gold, read)[1]
        self.assertEqual((links.right, links.wrong, links.invented, links.abstained), (1, 1, 1, 0))
        del read[1]["canonical"]["refers_to"], read[2]["canonical"]["refers_to"]
        links = score(gold, read)[1]
        self.assertEqual((links.right, links.wrong, links.abstained), (0, 0, 1))

    def test_gates_fail_on_empty_predictions_and_pass_on_the_gold(self):
        with tempfile.TemporaryDirectory() as empty:
            self.assertEqual(self.run_tool(DEV, empty, "--gates", "other").returncode, 1)
        done = self.run_tool(DEV, DEV, "--gates", "other")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("MISSED", done.stdout)

    def test_measuring_texts_are_not_listed_error_by_error(self):
        folder = os.path.join(ROOT, "tests", "golden", "intake", "measure")
        self.assertEqual(self.run_tool(folder, folder, "--errors").returncode, 2)

    def run_tool(self, *arguments):
        return subprocess.run([sys.executable, os.path.join(ROOT, "tools", "intake_score.py"), *arguments],
                              capture_output=True, text=True, check=False)


def spoiled(items, chance):
    """A reader that misses, invents, shifts and misreads."""
    out = []
    for thing in copy.deepcopy(items):
        luck = chance.random()
        if luck < 0.1:
            continue
        if luck < 0.2:
            thing["end"] += chance.randint(1, 6)
        elif luck < 0.25:
            thing["start"] = max(0, thing["start"] - chance.randint(1, 30))
        elif luck < 0.4:
            key = chance.choice(list(thing["canonical"]) or ["name"])
            thing["canonical"][key] = chance.choice([None, "khác", 7, []])
        thing.pop("optional", None)
        out.append(thing)
        if luck > 0.9:
            start = chance.randint(0, 3000)
            out.append(dict(copy.deepcopy(thing), start=start, end=start + chance.randint(1, 40), id="z%d" % len(out)))
    return sorted(out, key=lambda i: (i["start"], i["end"]))


@unittest.skipUnless(SHARED, "the published scorer (../shared/intake/score.py) is not here")
class SameNumbers(unittest.TestCase):
    def compare(self, gold):
        for seed in range(6):
            with tempfile.TemporaryDirectory() as folder:
                chance = random.Random(seed)
                for path in glob.glob(os.path.join(gold, "*.json")):
                    with open(path, encoding="utf-8") as file:
                        items = spoiled(json.load(file), chance)
                    with open(os.path.join(folder, os.path.basename(path)), "w", encoding="utf-8") as file:
                        json.dump(items, file, ensure_ascii=False)
                command = [sys.executable, os.path.join(SHARED, "score.py"), gold, folder]
                theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
                command[1] = os.path.join(ROOT, "tools", "intake_score.py")
                ours = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
                ours = [re.sub(r" \| also .*", "", line) for line in ours if "exact P" in line]
                self.assertEqual([line.rstrip() for line in ours], [line.rstrip() for line in theirs])

    def test_on_our_texts(self):
        self.compare(DEV)

    def test_on_the_articles(self):
        self.compare(os.path.join(SHARED, "gold"))


if __name__ == "__main__":
    unittest.main()
