"""The markup compiler: what it reads from the words, what it refuses, and that the committed corpus is sound."""
import json
import os
import sys
import tempfile
import unittest
from unicodedata import normalize

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
import annotate  # noqa: E402


def compiled(body, header="@year 2025\n@org Tỉnh ủy = Tỉnh ủy Hà Nam"):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
        file.write(header + "\n---\n" + body)
    try:
        compiler = annotate.Compiler(file.name)
        return compiler.text, compiler.compile()
    finally:
        os.unlink(file.name)


def only(items, kind):
    return [i for i in items if i["type"] == kind]


class Markup(unittest.TestCase):
    def test_document_fields_come_from_the_words(self):
        _, items = compiled("‹d Kết luận số 14 - KL/TƯ ngày 22/9/2021 của Bộ Chính trị›")
        self.assertEqual(items[0]["canonical"], {"kind": "Kết luận", "number": "14", "code": "KL/TW",
                                                 "issuer": "Bộ Chính trị", "date": "2021-09-22", "form": "full"})

    def test_dates_and_organisations_inside_a_document_are_not_read_again(self):
        _, items = compiled("‹d Quyết định số 5-QĐ/TU ngày 1/2/2025 của Tỉnh ủy›, Tỉnh ủy họp ngày 3/2/2025")
        self.assertEqual([(i["type"], i["text"]) for i in items[1:]], [("organisation", "Tỉnh ủy"), ("date", "ngày 3/2/2025")])

    def test_figures(self):
        for words, value in (("hơn 53.800", 53800), ("3-4%", [3, 4]), ("1,25 tỷ", 1250000000), ("2 năm rưỡi", 2.5), ("hai", 2)):
            _, items = compiled(f"‹f {words}¦u=x›")
            self.assertEqual(items[0]["canonical"]["value"], value, words)
        _, items = compiled("‹f 34/67¦+4› tỉnh, thành phố.")
        self.assertEqual((items[0]["canonical"]["value"], items[0]["canonical"]["of"], items[0]["canonical"]["unit"]),
                         (34, 67, "tỉnh, thành phố"))

    def test_years_that_are_missing_are_resolved(self):
        _, items = compiled("‹t ngày 29-12› ‹t quý I› ‹t tháng 6›")
        self.assertEqual([i["canonical"] for i in items], [{"iso": "--12-29", "resolved": "2025-12-29"},
                                                           {"iso": "--Q1", "resolved": "2025-Q1"},
                                                           {"iso": "--06", "resolved": "2025-06"}])

    def test_names_keep_one_tone_style_and_their_offices(self):
        text, items = compiled("‹O Bí thư›, ‹O Trưởng Ban› ‹p NGUYỄN THỊ HOÀ¦b2›")
        person = only(items, "person")[0]["canonical"]
        self.assertEqual((person["name"], person["offices"]), ("Nguyễn Thị Hòa", ["Bí thư", "Trưởng Ban"]))
        self.assertEqual([text[s:e] for s, e in person["office_spans"]], person["offices"])

    def test_bad_markup_is_refused(self):
        for body in ("‹d Kết luận", "a › b", "‹t ngày 31/2/2025›", "‹d Số 5¦self›", "‹d Kết luận 5¦ref=none›", "‹f mười mấy¦u=x›",
                     "‹p A¦o:none›", "‹t ngày 1/2/2025 ›"):
            with self.assertRaises((annotate.Mistake, KeyError), msg=body):
                compiled(body)

    def test_overlap_of_one_type_is_refused(self):
        with self.assertRaises(annotate.Mistake):
            compiled("‹f 3 ‹f 4¦u=x›¦v=3¦u=x›")


class Corpus(unittest.TestCase):
    def test_committed_files_match_their_sources(self):
        self.assertEqual(annotate.main(["--check"]), 0)

    def test_every_committed_file_keeps_the_invariants(self):
        seen = 0
        for part in ("dev", "measure"):
            folder = os.path.join(annotate.ROOT, part)
            for name in sorted(n for n in os.listdir(folder) if n.endswith(".json")):
                with open(os.path.join(folder, name[:-5] + ".txt"), encoding="utf-8", newline="") as file:
                    text = normalize("NFC", file.read())
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    items = json.load(file)
                self.assertEqual(annotate.verify(text, items), [], name)
                self.assertEqual([i["start"] for i in items], sorted(i["start"] for i in items), name)
                seen += 1
        self.assertGreaterEqual(seen, 36)


if __name__ == "__main__":
    unittest.main()
