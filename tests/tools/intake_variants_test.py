"""The variants of a text: what they change, that places move with the words, and that comparing notices a difference."""
import json
import os
import random
import re
import sys
import unittest
import zipfile
from io import BytesIO
from unicodedata import normalize

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import intake_variants as variants  # noqa: E402

DEV = os.path.join(ROOT, "tests", "golden", "intake", "dev")
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def texts():
    for name in sorted(n[:-5] for n in os.listdir(DEV) if n.endswith(".json")):
        with open(os.path.join(DEV, name + ".txt"), encoding="utf-8", newline="") as file:
            text = normalize("NFC", file.read())
        with open(os.path.join(DEV, name + ".json"), encoding="utf-8") as file:
            yield name, text, json.load(file)


def made(kind, text, items=()):
    return variants.make_variant(kind, text, list(items), random.Random("1"))


class Letters(unittest.TestCase):
    def test_known_words_in_legacy_bytes(self):
        self.assertEqual(made("tcvn3", "Cộng hòa Xã hội")[0].decode("latin-1"), "Céng hßa X· héi")
        self.assertEqual(made("vni", "Cộng hòa Xã hội, Đảng, Việt")[0].decode("latin-1"), "Coäng hoøa Xaõ hoäi, Ñaûng, Vieät")
        self.assertEqual(normalize("NFC", made("cp1258", "Cộng hòa Xã hội ĐỀ")[0].decode("cp1258")), "Cộng hòa Xã hội ĐỀ")

    def test_every_letter_has_its_own_code(self):
        for encode in (variants.vni_bytes, variants.cp1258_bytes):
            codes = [encode(c) for c in LETTERS + LETTERS.upper()]
            self.assertEqual(len(set(codes)), len(codes))
        codes = [variants.tcvn3_bytes(c) for c in LETTERS]
        self.assertEqual(len(set(codes)), len(codes))
        self.assertTrue(all(len(c) == 1 for c in codes))

    def test_tcvn3_loses_toned_capitals_only(self):
        _, _, edits, _ = made("tcvn3", "NGHỊ QUYẾT ĐẢNG")
        self.assertEqual(edits.text, "NGHị QUYếT ĐảNG")

    def test_tones_move_in_open_syllables_only(self):
        self.assertEqual(made("tone_new", "hòa Thúy ủy quý kế hoạch HÒA đoàn")[2].text, "hoà Thuý uỷ quý kế hoạch HOÀ đoàn")
        self.assertEqual(made("tone_old", "hoà Thuý uỷ quý khoảng")[2].text, "hòa Thúy ủy quý khoảng")
        self.assertEqual(made("uy_new", "ủy hòa")[2].text, "uỷ hòa")


class Places(unittest.TestCase):
    def test_items_keep_their_words_in_every_variant(self):
        for _, text, items in texts():
            for kind, rule in variants.KINDS.items():
                _, moved, edits, _ = made(kind, text, items)
                for old, new in zip(items, moved):
                    self.assertEqual(edits.text[new["start"]:new["end"]], new["text"])
                    if kind in ("dash_spaced", "crlf", "wrap", "nbsp"):
                        self.assertEqual(re.sub(r"\s", "", old["text"]), re.sub(r"\s", "", new["text"]))
                    for start, end in new["canonical"].get("office_spans", []):
                        self.assertTrue(edits.text[start:end].strip())

    def test_a_place_after_a_longer_replacement_moves(self):
        edits = variants.Edits("a-b c", [(1, 2, " - ")])
        self.assertEqual((edits.text, edits.start(4), edits.end(5), edits.start(0)), ("a - b c", 6, 7, 0))

    def test_files_decode_to_the_expected_text(self):
        for _, text, _ in texts():
            self.assertEqual(normalize("NFC", made("nfd", text)[0].decode("utf-8")), text)
            self.assertEqual(made("utf16", text)[0].decode("utf-16"), text)
            data, _, edits, _ = made("cp1258", text)
            self.assertEqual(normalize("NFC", data.decode("cp1258")), edits.text)

    def test_containers_hold_the_same_words(self):
        for _, text, _ in texts():
            with zipfile.ZipFile(BytesIO(made("docx", text)[0])) as archive:
                xml = archive.read("word/document.xml").decode("utf-8")
            words = re.sub("<[^>]*>", "", xml.replace("</w:p>", "\n").replace("<w:tab/>", "\t")).rstrip("\n")
            self.assertEqual(self.unescaped(words), text.rstrip("\n"))
            page = made("html", text)[0].decode("utf-8")
            body = re.sub("<[^>]*>", "", page.split("<body><div>")[1].replace("<td>", " ").replace("<br>", " "))
            self.assertEqual(self.unescaped(body).split(), text.split())

    def test_wrapping_breaks_long_lines_only(self):
        for _, text, _ in texts():
            for line in made("wrap", text)[2].text.split("\n"):
                if "|" not in line and "\t" not in line and "  " not in line:
                    self.assertLess(len(line), 90)

    def unescaped(self, words):
        return words.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Comparing(unittest.TestCase):
    def test_the_same_reading_has_no_difference_and_a_changed_one_has(self):
        _, text, items = next(texts())
        for kind in variants.KINDS:
            _, moved, edits, _ = made(kind, text, items)
            self.assertEqual(variants.compare_items(kind, items, moved, edits)[0], [], kind)
        _, moved, edits, _ = made("dash_spaced", text, items)
        without = [i for i in moved if i != next(m for m in moved if m["type"] == "date")]
        self.assertEqual(len(variants.compare_items("dash_spaced", items, without, edits)[0]), 1)
        dated = next(i for i in moved if i["type"] == "date")
        dated["canonical"]["iso"] = "1901"
        self.assertEqual(len(variants.compare_items("dash_spaced", items, moved, edits)[0]), 1)

    def test_noise_forgives_only_what_it_touched(self):
        _, text, items = next(texts())
        _, moved, edits, loose = made("ocr", text, items)
        kept = [i for i in moved if i["id"] not in loose]
        self.assertTrue(loose)
        self.assertEqual(variants.compare_items("ocr", items, kept, edits)[0], [])
        self.assertTrue(variants.compare_items("ocr", items, [], edits)[0])


if __name__ == "__main__":
    unittest.main()
