"""A text as a DOCX with split runs and as an HTML page with inline tags, for the variants of the golden texts."""
import io
import zipfile
from unicodedata import combining
from xml.sax.saxutils import escape


def pieces(line, chance):
    """The line cut at random places, also within words and numbers."""
    cuts = sorted({chance.randrange(len(line)) for _ in range(max(1, len(line) // 12))}) if line else []
    cuts = [c for c in cuts if not combining(line[c])]
    return [line[a:b] for a, b in zip([0] + cuts, cuts + [len(line)]) if a < b]


def docx_bytes(text, chance):
    body = []
    for line in text.split("\n"):
        runs = []
        for piece in pieces(line, chance):
            style = chance.choice(["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>", '<w:rPr><w:sz w:val="28"/></w:rPr>'])
            inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in piece.split("\t"))
            runs.append(f"<w:r>{style}{inner}</w:r>")
            if chance.random() < 0.1:
                runs.append('<w:proofErr w:type="spellStart"/>')
        body.append(f"<w:p>{''.join(runs)}</w:p>")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{space}"><w:body>{"".join(body)}</w:body></w:document>'
    types = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
             '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    links = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", document)):
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def inline(words, chance):
    """Words with inline tags at random places."""
    parts = []
    for piece in pieces(words, chance):
        tag = chance.choice(["", "b", "i", "em", "span", 'span style="color:#333"', 'font face="Arial"'])
        escaped = escape(piece).replace("\u00a0", "&nbsp;")
        parts.append(f"<{tag}>{escaped}</{tag.split()[0]}>" if tag else escaped)
    return "".join(parts)


def html_group(kind, lines, chance):
    """Lines of one kind that follow each other: rows of a table, text with aligned blanks, or a paragraph."""
    if kind == "table":
        rows = ("".join(f"<td>{inline(cell, chance)}</td>" for cell in line.split("\t")) for line in lines)
        return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    words = [inline(line, chance) for line in lines]
    return f"<pre>{chr(10).join(words)}</pre>" if kind == "aligned" else f"<p>{'<br>'.join(words)}</p>"


def html_bytes(text, chance):
    groups = []
    for line in text.split("\n"):
        kind = "table" if "\t" in line else "aligned" if "  " in line else "blank" if not line.strip() else "words"
        if not groups or groups[-1][0] != kind:
            groups.append((kind, []))
        groups[-1][1].append(line)
    body = "\n".join(html_group(kind, lines, chance) for kind, lines in groups if kind != "blank")
    page = ("<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title></title><style>p{margin:0}</style>"
            "<script>var n = 'Nghị quyết số 1-NQ/TW';</script></head><body><div>\n" + body + "\n</div></body></html>\n")
    return page.encode("utf-8")
