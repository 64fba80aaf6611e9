#!/usr/bin/env python3
"""demo_docx.py [--check]: writes data/demo/texts/NAME.docx from data/demo/texts/source/NAME.txt.

A line of the source is a paragraph: `# ` bold and centred, `= ` centred, `> ` to the right, `| a | b |` a table row,
anything else a plain paragraph. The same source always gives the same bytes; --check only compares.
"""
import io
import os
import sys
import zipfile
from xml.sax.saxutils import escape

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "demo", "texts")
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARKS = {"# ": ("center", True), "= ": ("center", False), "> ": ("right", False)}


def paragraph(words, place="both", bold=False):
    weight = "<w:b/>" if bold else ""
    run = f'<w:r><w:rPr>{weight}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    return f'<w:p><w:pPr><w:jc w:val="{place}"/></w:pPr>{run}</w:p>'


def table(rows):
    width = 9000 // max(len(row) for row in rows)
    edges = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    out = [f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>']
    out.append("<w:tblGrid>" + f'<w:gridCol w:w="{width}"/>' * max(len(row) for row in rows) + "</w:tblGrid>")
    for number, row in enumerate(rows):
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(c, "left", number == 0)}</w:tc>' for c in row)
        out.append(f"<w:tr>{cells}</w:tr>")
    return "".join(out) + "</w:tbl>"


def body(source):
    out, rows = [], []
    for line in source.rstrip("\n").split("\n"):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            out.append(table(rows))
            rows = []
        place, bold = MARKS.get(line[:2], ("both", False)) if line != "=" else ("center", False)
        words = line[2:] if line[:2] in MARKS else "" if line == "=" else line
        out.append(paragraph(words, place, bold))
    return "".join(out + ([table(rows)] if rows else []))


def docx(source):
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    styles = ('<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
              '<w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>')
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
                               f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{SPACE}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{SPACE}"><w:body>{body(source)}{page}</w:body></w:document>'}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            archive.writestr(info, HEAD + content)
    return out.getvalue()


def main(arguments):
    stale = 0
    for name in sorted(os.listdir(os.path.join(FOLDER, "source"))):
        with open(os.path.join(FOLDER, "source", name), encoding="utf-8") as file:
            data = docx(file.read())
        path = os.path.join(FOLDER, name.replace(".txt", ".docx"))
        if "--check" in arguments:
            with open(path, "rb") as file:
                if file.read() != data:
                    print(f"{path} differs from its source", file=sys.stderr)
                    stale = 1
            continue
        with open(path, "wb") as file:
            file.write(data)
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
