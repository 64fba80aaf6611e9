#!/usr/bin/env python3
"""intake_variants.py make GOLD_DIR OUT_DIR [--kinds a,b] [--seed N]
intake_variants.py compare OUT_DIR KIND CLEAN_PREDICTIONS VARIANT_PREDICTIONS [--list]
intake_variants.py kinds

make writes every text of GOLD_DIR in other dress: OUT_DIR/KIND/NAME.txt (or .docx, .html), the golden items moved to the
new places in OUT_DIR/KIND.gold/NAME.json, and OUT_DIR/KIND.map/NAME.json (where the places moved). compare moves what
was read from the clean text through that map and exits 1 when the variant was read differently, except for the losses
that KINDS declares. Score a variant with: intake_score.py OUT_DIR/KIND.gold PREDICTIONS.
"""
import json
import os
import random
import re
import sys
from unicodedata import normalize

from intake_containers import docx_bytes, html_bytes
from intake_encodings import (LOOKALIKE, TCVN3, WINDOWS, cp1258_bytes, is_vietnamese, split_tone, tcvn3_bytes,
                              vni_bytes)

SCANNED_LOSS = "items touched by noise"
CASE_LOSS = "types that only case gives away"
# kind → match (offset or text), types that may be lost, what else is lost
KINDS = {
    "nfd": {"match": "offset", "loses": [], "note": "decomposed letters; offsets are those of the NFC form"},
    "tone_new": {"match": "offset", "loses": [], "note": "hoà, thuý, uỷ"},
    "tone_old": {"match": "offset", "loses": [], "note": "hòa, thúy, ủy"},
    "uy_new": {"match": "offset", "loses": [], "note": "uỷ only"},
    "uy_old": {"match": "offset", "loses": [], "note": "ủy only"},
    "dash_en": {"match": "offset", "loses": [], "note": "every hyphen an en dash"},
    "dash_nonbreaking": {"match": "offset", "loses": [], "note": "every hyphen U+2011"},
    "dash_minus": {"match": "offset", "loses": [], "note": "every hyphen U+2212"},
    "dash_spaced": {"match": "offset", "loses": [], "note": "blanks around the dash of a sign: 14 - KL/TW"},
    "nbsp": {"match": "offset", "loses": [], "note": "every third blank a no-break space"},
    "wrap": {"match": "offset", "loses": [], "note": "line breaks every 40 to 70 columns"},
    "upper": {"match": "offset", "loses": ["person", "organisation", "task", "proposal", "award", "conference"],
              "note": CASE_LOSS + "; short and named citations, written-out numbers"},
    "crlf": {"match": "offset", "loses": [], "note": "line ends CR LF"},
    "utf8_bom": {"match": "offset", "loses": [], "note": "byte order mark"},
    "utf16": {"match": "offset", "loses": [], "note": "UTF-16 little endian with mark"},
    "tcvn3": {"match": "offset", "loses": [], "margin": 80, "touched": ["person", "organisation", "task", "proposal", "award", "conference"],
              "note": "toned capitals become lower case, and what only they begin is lost; symbols become ?"},
    "vni": {"match": "offset", "loses": [], "note": "symbols become ?"},
    "cp1258": {"match": "offset", "loses": [], "note": "symbols become ?"},
    "docx": {"match": "text", "loses": [], "note": "one paragraph a line, runs split at random"},
    "html": {"match": "text", "loses": [], "note": "paragraphs with line breaks, inline tags at random, tabs as table cells"},
    "ocr": {"match": "offset", "margin": 12, "loses": ["organisation", "task", "proposal", "award", "conference"],
            "fields": ["kind", "number", "code", "value", "of", "iso", "from", "to", "part", "recur"],
            "note": "1 % of the letters misread; " + SCANNED_LOSS + ", words read elsewhere (unit, issuer, office, full name)"},
}
EXTENSION = {"docx": ".docx", "html": ".html"}


# ---------------------------------------------------------------- moving places
class Edits:
    """Replacements of parts of a text, and where each place of the old text is in the new one."""

    def __init__(self, text, edits):
        self.edits = sorted(edits)
        parts, at = [], 0
        for start, end, words in self.edits:
            parts += [text[at:start], words]
            at = end
        self.text = "".join(parts) + text[at:]

    def start(self, place):
        moved = place
        for start, end, words in self.edits:
            if end <= place and not (start == end == place):
                moved += len(words) - (end - start)
            elif start < place:
                moved += start - place
        return moved

    def end(self, place):
        moved = place
        for start, end, words in self.edits:
            if start >= place:
                break
            moved += len(words) - (end - start) if end <= place else start + len(words) - place
        return moved

    def touched(self, start, end):
        return any(s < end and start < e for s, e, _ in self.edits)


def move_items(items, edits, loose=()):
    out = []
    for item in items:
        moved = dict(item, start=edits.start(item["start"]), end=edits.end(item["end"]))
        moved["text"] = edits.text[moved["start"]:moved["end"]]
        canonical = dict(item.get("canonical", {}))
        if canonical.get("office_spans"):
            canonical["office_spans"] = [[edits.start(s), edits.end(e)] for s, e in canonical["office_spans"]]
        if isinstance(canonical.get("title_start"), int):
            canonical["title_start"] = edits.start(canonical["title_start"])
            canonical["title_end"] = edits.end(canonical["title_end"])
        moved["canonical"] = canonical
        if item["id"] in loose:
            moved["optional"] = True
        out.append(moved)
    return out


# ---------------------------------------------------------------- letters
PAIRS = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
         "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}


def like(model, words):
    return "".join(b.upper() if a.isupper() else b for a, b in zip(model, words))


def change_tones(text, old_style, only=None):
    """Tone placement in open syllables oa, oe, uy; never after q (quý), never before a letter (hoàn)."""
    table = {k: v for k, v in PAIRS.items() if only is None or k in only}
    if not old_style:
        table = {v: k for k, v in table.items()}
    edits = []
    for match in re.finditer("|".join(table), text, re.I):
        before = text[match.start() - 1:match.start()].lower()
        after = text[match.end():match.end() + 1]
        if before != "q" and not after.isalpha():
            edits.append((match.start(), match.end(), like(match.group(0), table[match.group(0).lower()])))
    return Edits(text, edits)


def replace_characters(text, table):
    return Edits(text, [(i, i + 1, table[c]) for i, c in enumerate(text) if c in table])


def spaced_dashes(text):
    pattern = re.compile(r"(?<=\d)-(?=(?:NQ|KL|CT|QĐ|QĐi|HD|KH|TB|TTr|CTr|CV|BC)/)")
    return Edits(text, [(m.start(), m.end(), " - ") for m in pattern.finditer(text)])


def no_break_spaces(text):
    places = [i for i, c in enumerate(text) if c == " " and text[i - 1:i] not in ("", "\n", " ") and text[i + 1:i + 2] not in (" ", "\n")]
    return Edits(text, [(i, i + 1, "\u00a0") for i in places[::3]])


def wrapped(text, chance):
    edits, line_start = [], 0
    for line in text.split("\n"):
        if not re.search(r"  |\t|\|", line):
            column = 0
            width = chance.randint(40, 70)
            last_blank = None
            for i, c in enumerate(line):
                if c == " ":
                    last_blank = i
                column += 1
                if column > width and last_blank is not None:
                    edits.append((line_start + last_blank, line_start + last_blank + 1, "\n"))
                    column, last_blank, width = i - last_blank, None, chance.randint(40, 70)
        line_start += len(line) + 1
    return Edits(text, edits)


def upper(text):
    return Edits(text, [(i, i + 1, c.upper()) for i, c in enumerate(text) if c.upper() != c and len(c.upper()) == 1])


# ---------------------------------------------------------------- what legacy encodings can hold
def tcvn3_text(text):
    """What a TCVN3 file can hold: toned capitals have no code and are stored as small letters."""
    edits = []
    for i, c in enumerate(text):
        if c not in TCVN3 and c.lower() in TCVN3 and split_tone(c)[1]:
            edits.append((i, i + 1, c.lower()))
    return Edits(text, edits)


def storable(text, known):
    """Signs without a code become look-alikes or question marks, one for one."""
    edits = []
    for i, c in enumerate(text):
        if ord(c) > 126 and c not in WINDOWS and not known(c):
            edits.append((i, i + 1, LOOKALIKE.get(c, "?")))
    return Edits(text, edits)


# ---------------------------------------------------------------- misread letters
MISREAD = {"0": "O", "1": "l", "9": "0", "5": "S", "8": "B", "l": "1", "i": "í", "ấ": "ẩ", "ề": "ể", "ế": "ể", "ộ": "ô",
           "ị": "i", "ư": "u", "đ": "d", "Đ": "D", "h": "b", "n": "ri", "m": "rn", "c": "e", "ủ": "ú", "ạ": "a", "ă": "ä",
           "/": "l", "-": "~", ",": ".", ".": ",", "t": "f", "g": "q", "à": "á", "ô": "ó"}


def misread(text, chance):
    places = [i for i, c in enumerate(text) if c in MISREAD]
    wanted = min(len(places), max(1, len(text) // 100))
    return Edits(text, [(i, i + 1, MISREAD[text[i]]) for i in chance.sample(places, wanted)])


# ---------------------------------------------------------------- one variant
def edits_of(kind, text, chance):
    """What a kind changes in the letters of the text."""
    dashes = {"dash_en": "–", "dash_nonbreaking": "‑", "dash_minus": "−"}
    if kind in ("tone_new", "tone_old"):
        return change_tones(text, kind == "tone_old")
    if kind in ("uy_new", "uy_old"):
        return change_tones(text, kind == "uy_old", {"uỷ"})
    if kind in dashes:
        return replace_characters(text, {"-": dashes[kind]})
    if kind == "crlf":
        return replace_characters(text, {"\n": "\r\n"})
    if kind == "tcvn3":
        return Edits(text, merge(text, storable(tcvn3_text(text).text, lambda c: c in TCVN3).text))
    if kind in ("vni", "cp1258"):
        return storable(text, is_vietnamese)
    if kind in ("wrap", "ocr"):
        return wrapped(text, chance) if kind == "wrap" else misread(text, chance)
    plain_changes = {"dash_spaced": spaced_dashes, "nbsp": no_break_spaces, "upper": upper}
    return plain_changes[kind](text) if kind in plain_changes else Edits(text, [])


def bytes_of(kind, text, chance):
    """The file that holds the text."""
    encodings = {"tcvn3": tcvn3_bytes, "vni": vni_bytes, "cp1258": cp1258_bytes,
                 "nfd": lambda t: normalize("NFD", t).encode("utf-8"),
                 "utf8_bom": lambda t: b"\xef\xbb\xbf" + t.encode("utf-8"),
                 "utf16": lambda t: b"\xff\xfe" + t.encode("utf-16-le"),
                 "docx": lambda t: docx_bytes(t, chance), "html": lambda t: html_bytes(t, chance)}
    return encodings[kind](text) if kind in encodings else text.encode("utf-8")


def make_variant(kind, text, items, chance):
    """(bytes of the file, golden items of the variant, edits, ids of items that may be lost)"""
    edits, loose = edits_of(kind, text, chance), set()
    if kind == "upper":
        loose = {i["id"] for i in items if i["type"] in KINDS[kind]["loses"] or only_case(i)}
    elif kind == "ocr":
        loose = {i["id"] for i in items if edits.touched(i["start"] - 12, i["end"] + 12)}
    return bytes_of(kind, edits.text, chance), move_items(items, edits, loose), edits, loose


def only_case(item):
    canonical = item["canonical"]
    return (item["type"] == "document" and canonical.get("form") in ("named", "short", "anaphor")) or \
        (item["type"] == "figure" and not re.search(r"\d", item["text"]))


def merge(old, new):
    return [(i, i + 1, b) for i, (a, b) in enumerate(zip(old, new)) if a != b]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def dump(value):
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8")


def make(gold_folder, out, kinds, seed):
    names = sorted(n[:-5] for n in os.listdir(gold_folder) if n.endswith(".json"))
    for kind in kinds:
        for name in names:
            with open(os.path.join(gold_folder, name + ".txt"), encoding="utf-8", newline="") as file:
                text = normalize("NFC", file.read())
            with open(os.path.join(gold_folder, name + ".json"), encoding="utf-8") as file:
                items = json.load(file)
            data, moved, edits, loose = make_variant(kind, text, items, random.Random(f"{seed}:{kind}:{name}"))
            write(os.path.join(out, kind, name + EXTENSION.get(kind, ".txt")), data)
            write(os.path.join(out, kind + ".gold", name + ".json"), dump(moved))
            write(os.path.join(out, kind + ".map", name + ".json"),
                  dump({"edits": edits.edits, "text": text, "loose": sorted(i["text"] for i in moved if i["id"] in loose)}))
    print(f"{len(names)} texts, {len(kinds)} kinds: {' '.join(kinds)}")


# ---------------------------------------------------------------- comparing what was read
PLACES = re.compile(r"id|text|start|end|.*_(?:spans?|start|end)")


def plain(value):
    if isinstance(value, str):
        value = " ".join(normalize("NFC", value).lower().split())
        value = re.sub("[‐‑‒–—−]", "-", re.sub(r"\s*([‐‑‒–—−-])\s*", r"\1", value))
        return change_tones(value, True).text
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in sorted(value.items()) if not PLACES.fullmatch(k) and v not in (None, [], "")}
    return value


def keyed(items, match, fields=None):
    """Items by what makes them the same one: their place, or their words and which time they occur."""
    out, seen = {}, {}
    by_id = {i.get("id"): i for i in items}
    for item in items:
        canonical = plain({k: v for k, v in item.get("canonical", {}).items() if k not in ("refers_to", "relations", "documents")})
        target = by_id.get(item.get("canonical", {}).get("refers_to"))
        if fields:
            canonical = {k: v for k, v in canonical.items() if k in fields}
        elif target:
            canonical["refers_to"] = plain(target["text"])
        if match == "offset":
            key = (item["type"], item["start"], item["end"])
        else:
            words = (item["type"], plain(item["text"]))
            seen[words] = seen.get(words, 0) + 1
            key = words + (seen[words],)
        out[key] = canonical
    return out


def compare_items(kind, clean, variant, edits, fixed_text=None):
    """Differences as lines; items of lost types and items touched by noise are left out."""
    rule = KINDS[kind]
    moved = move_items(clean, edits) if rule["match"] == "offset" else clean
    before, after = keyed(moved, rule["match"], rule.get("fields")), keyed(variant, rule["match"], rule.get("fields"))
    noise, margin = (edits.edits, rule["margin"]) if "margin" in rule else ([], 0)
    new_edges = [(edits.start(s), edits.end(e)) for s, e, _ in noise]

    def forgiven(key):
        if key[0] in rule["loses"]:
            return True
        if kind == "upper":
            form = before.get(key, after.get(key, {})).get("form")
            return key[0] == "figure" or (key[0] == "document" and form in ("named", "short", "anaphor"))
        if key[0] not in rule.get("touched", [key[0]]):
            return False
        return any(s < key[2] + margin and key[1] - margin < e for s, e in new_edges)

    gone = [k for k in before if k not in after and forgiven(k)]
    cut = [k for k in after if noise and any(k[0] == g[0] and k[1] < g[2] and g[1] < k[2] for g in gone)]
    freed = [k for k in after if noise and any(g[0] == "document" and g[1] <= k[1] and k[2] <= g[2] for g in gone)]
    lines = [f"lost {k}" for k in before if k not in after and not forgiven(k)]
    lines += [f"new {k}" for k in after if k not in before and not forgiven(k) and k not in cut and k not in freed]
    lines += [f"changed {k}: {before[k]} → {after[k]}" for k in before if k in after and before[k] != after[k] and not forgiven(k)]
    return lines, len(before)


def compare(out, kind, clean_folder, variant_folder, listing):
    total = different = 0
    for file_name in sorted(os.listdir(os.path.join(out, kind + ".map"))):
        loaded = []
        for path in (os.path.join(out, kind + ".map", file_name), os.path.join(clean_folder, file_name), os.path.join(variant_folder, file_name)):
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    loaded.append(json.load(file))
            else:
                loaded.append([])
        mapping, clean, variant = loaded
        edits = Edits(mapping["text"], [tuple(e) for e in mapping["edits"]])
        lines, count = compare_items(kind, clean, variant, edits)
        total += count
        different += len(lines)
        if listing:
            for line in lines:
                print(f"  {file_name}: {line}")
    print(f"{kind}: {different} differences in {total} items (declared: {KINDS[kind]['note']})")
    return 1 if different else 0


def main(arguments):
    words = [a for a in arguments if not a.startswith("--")]
    if words[:1] == ["kinds"]:
        for kind, rule in KINDS.items():
            print(f"{kind:17s} {rule['note']}")
        return 0
    if words[:1] == ["make"] and len(words) >= 3:
        kinds = arguments[arguments.index("--kinds") + 1].split(",") if "--kinds" in arguments else list(KINDS)
        seed = arguments[arguments.index("--seed") + 1] if "--seed" in arguments else "1"
        make(words[1], words[2], kinds, seed)
        return 0
    if words[:1] == ["compare"] and len(words) == 5 and words[2] in KINDS:
        return compare(*words[1:], "--list" in arguments)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        sys.exit(1)
