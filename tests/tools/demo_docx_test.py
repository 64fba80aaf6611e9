"""The Word files of the demo are what their sources say, and hold every word of them."""
import os
import re
import sys
import unittest
import zipfile
from html import unescape

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import demo_docx  # noqa: E402


class DemoFiles(unittest.TestCase):
    def test_committed_files_match_their_sources(self):
        self.assertEqual(demo_docx.main(["--check"]), 0)

    def test_every_word_is_in_the_file(self):
        folder = os.path.join(demo_docx.FOLDER, "source")
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                wanted = re.sub(r"(?m)^[#=>|] ?|\|", " ", file.read()).split()
            with zipfile.ZipFile(os.path.join(demo_docx.FOLDER, name.replace(".txt", ".docx"))) as archive:
                xml = archive.read("word/document.xml").decode("utf-8")
            self.assertEqual(unescape(re.sub("<[^>]*>", "", xml.replace("</w:p>", " "))).split(), wanted)


if __name__ == "__main__":
    unittest.main()
