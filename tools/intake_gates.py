#!/usr/bin/env python3
"""intake_gates.py READER [--variants [KINDS]] [--only articles|dev|measure] [--keep DIR]

Runs a reader over the golden texts and says whether the gates of the intake are met: the source articles (when
../shared is present), the texts to develop against and the texts for measuring. READER is a program that prints one
line of JSON per file: "build/release/lienthong intake --format json" or the recogniser's own tool. --variants also
dresses the development texts differently and counts readings that change. Exits 1 when a gate is missed.
"""
import contextlib
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile

import intake_score
import intake_variants

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
GOLDEN = os.path.join(ROOT, "tests", "golden", "intake")
TEXTS = (".txt", ".docx", ".html")


def articles():
    """(texts, gold) of the five source articles, or nothing where they are not at hand."""
    for up in ("..", os.path.join("..", "..")):
        shared = os.path.join(ROOT, up, "shared")
        if os.path.isdir(os.path.join(shared, "intake", "gold")):
            return os.path.join(shared, "seeds"), os.path.join(shared, "intake", "gold")
    return None


def read(reader, folder, out):
    """Runs the reader over a folder; writes one prediction file per text."""
    files = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(TEXTS))
    done = subprocess.run(reader + files, capture_output=True, text=True, encoding="utf-8", check=False)
    os.makedirs(out, exist_ok=True)
    seen = 0
    for line in done.stdout.splitlines():
        if not line.strip():
            continue
        record = json.loads(line)
        name = os.path.splitext(os.path.basename(record["file"]))[0] + ".json"
        with open(os.path.join(out, name), "w", encoding="utf-8") as file:
            json.dump(record["items"], file, ensure_ascii=False)
        seen += 1
    if seen != len(files):
        print(f"{seen} of {len(files)} files of {folder} were read. {done.stderr.strip()[:400]}", file=sys.stderr)
    return seen == len(files)


def score(label, gold, predictions, gates):
    print(f"== {label}")
    tallies, links = intake_score.score_folders(gold, predictions)
    intake_score.report(tallies, links)
    return intake_score.check_gates(gates, intake_score.measures(tallies, links))


def variants(reader, clean, out, kinds):
    """Differences of every kind; the declared losses are not counted."""
    with contextlib.redirect_stdout(io.StringIO()):
        intake_variants.make(os.path.join(GOLDEN, "dev"), out, kinds, "1")
    changed = 0
    print("== the same texts in other dress")
    for kind in kinds:
        if not read(reader, os.path.join(out, kind), os.path.join(out, kind + ".read")):
            changed += 1
            continue
        changed += intake_variants.compare(out, kind, clean, os.path.join(out, kind + ".read"), False)
    return changed


def run(reader, only, kinds, out):
    missed = 0
    sets = [("dev", os.path.join(GOLDEN, "dev"), os.path.join(GOLDEN, "dev"), "other"),
            ("measure", os.path.join(GOLDEN, "measure"), os.path.join(GOLDEN, "measure"), "other")]
    found = articles()
    if found:
        sets.insert(0, ("articles", found[0], found[1], "articles"))
    for label, texts, gold, gates in sets:
        if only and label != only:
            continue
        predictions = os.path.join(out, label)
        missed += not read(reader, texts, predictions)
        missed += score(label, gold, predictions, gates)
    if kinds:
        clean = os.path.join(out, "dev")
        if not os.path.isdir(clean):
            missed += not read(reader, os.path.join(GOLDEN, "dev"), clean)
        missed += variants(reader, clean, os.path.join(out, "variants"), kinds)
    return missed


def main(arguments):
    if not arguments or arguments[0].startswith("--"):
        print(__doc__, file=sys.stderr)
        return 2
    reader, kinds, only, keep = shlex.split(arguments[0]), None, None, None
    for position, word in enumerate(arguments[1:], 1):
        following = arguments[position + 1] if position + 1 < len(arguments) else ""
        if word == "--variants":
            kinds = following.split(",") if following and not following.startswith("--") else list(intake_variants.KINDS)
        elif word == "--only":
            only = following
        elif word == "--keep":
            keep = following
    with tempfile.TemporaryDirectory() as temporary:
        missed = run(reader, only, kinds, keep or temporary)
    print(f"{missed} missed" if missed else "all gates met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
