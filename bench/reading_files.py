"""Files for `./run bench reading`: reading_files.py FOLDER writes text of the demo and of the golden tests as HTML, DOCX
and PDF of about a megabyte each, and a PDF of five scanned pages. PDFs are printed by Chromium and written anew by
cairo, which leaves out what is for screen readers and so is as small as a word processor's: the harder case a megabyte.
"""
import itertools
import pathlib
import random
import subprocess
import sys
from html import escape

root = pathlib.Path(__file__).parent.parent
sys.path.append(str(root / "tools"))
from intake_containers import docx_bytes, html_bytes  # noqa: E402

folder = pathlib.Path(sys.argv[1])
chance = random.Random(1)
texts = [path.read_text() for path in sorted([*root.glob("data/demo/texts/*.txt"), *root.glob("tests/golden/intake/dev/*.txt")])]
lines = [line for text in texts for line in text.split("\n") if line.strip()]


def long_text(size):
    """Whole texts until they are so many bytes, each time in another order."""
    parts = itertools.chain.from_iterable(chance.sample(texts, len(texts)) for _ in itertools.count())
    out = []
    while size > 0:
        out.append(next(parts))
        size -= len(out[-1].encode())
    return "\n".join(out)


def paragraphs(count):
    return "".join(f"<p>{escape(' '.join(chance.sample(lines, 5)))}</p>" for _ in range(count))


def table(rows):
    def cell():
        return "<td>" + escape(chance.choice(lines)[:90])

    body = "".join(f"<tr><td>{row}{cell()}{cell()}<td>Quý {row % 4 + 1}/2024" for row in range(1, rows + 1))
    return f"<table><tr><th>TT<th>Nội dung<th>Chủ trì<th>Thời hạn{body}</table>"


def print_pdf(name, body):
    page, printed = folder / f"{name}.page.html", folder / f"{name}.printed.pdf"
    page.write_text(
        "<meta charset=utf-8><style>body{font:13pt 'Noto Serif';text-align:justify}table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid #000;padding:3px}.columns{columns:2;font-size:11pt}@page{size:A4}</style>" + body)
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={printed}", page], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["pdftocairo", "-pdf", printed, folder / f"{name}.pdf"], check=True)


(folder / "page.html").write_bytes(html_bytes(long_text(600_000), chance))
(folder / "paper.docx").write_bytes(docx_bytes(long_text(1_500_000), chance))
print_pdf("plain", paragraphs(1700))
print_pdf("tables", "".join(f"<div class=columns>{paragraphs(4)}</div>{table(12)}" for _ in range(190)))
scanned = "<style>@page{margin:0}body{margin:0}img{display:block;width:100%;height:296mm}</style>"
print_pdf("scan", scanned + f"<img src='{root}/tests/fixtures/files/ket-luan-200.png'>" * 5)
