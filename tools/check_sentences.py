#!/usr/bin/env python3
"""Fails when an error key thrown in the code has no sentence, or a sentence is not one.

S1 every key in base::Error(…, "x.y"), every {"R..", "x.y"} refusal and every verb given to the journal has a sentence
in some sentences.json; S2 a sentence exists in Vietnamese and English and both have the same {places}; S3 no
exclamation mark, and it ends with a full stop or a question mark; S4 the keys of a file are sorted; S5 a sentence that
nobody says is dead; S6 a verb's sentence tells what was done: it has no {places} and nobody throws it as an error.
"""
import json
import re
import sys
from pathlib import Path

THROWN = re.compile(r'ErrorKind::\w+,\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"|(?:invalid|unauthenticated|forbidden|not_found|conflict|too_large|rule_broken|throttled|unavailable),\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"')
ANY_KEY = re.compile(r'"([a-z_]+(?:\.[a-z_0-9]+)+)"')
VERB = re.compile(r'(?:\brecord|\bjournal|\bstore_change)\([^;]*?"([a-z_]+\.[a-z_]+)"')
PLACE = re.compile(r"\{(\w+)\}")


def check(src):
    errors, known, vietnamese = [], {}, {}
    files = sorted(src.rglob("sentences.json"))
    if not files:
        return [f"{src}: no sentences.json found; a check that sees nothing must not pass"]
    for file in files:
        pairs = json.loads(file.read_text(encoding="utf-8"))
        if list(pairs) != sorted(pairs):
            errors.append(f"{file}: S4 keys are not sorted")
        for key, pair in pairs.items():
            known[key], vietnamese[key] = file, pair.get("vi", "")
            if set(pair) != {"vi", "en"}:
                errors.append(f"{file}: S2 {key} needs exactly vi and en")
                continue
            if set(PLACE.findall(pair["vi"])) != set(PLACE.findall(pair["en"])):
                errors.append(f"{file}: S2 {key}: the places differ between vi and en")
            for language, text in pair.items():
                if "!" in text or text.rstrip()[-1:] not in ".?":
                    errors.append(f"{file}: S3 {key}.{language}: {text}")
    mentioned, verbs, thrown = set(), set(), set()
    for file in sorted(p for p in src.rglob("*") if p.suffix in {".h", ".cpp"}):
        text = file.read_text(encoding="utf-8")
        mentioned.update(ANY_KEY.findall(text))
        if file.name.endswith("_test.cpp"):
            continue
        for key in VERB.findall(text):
            verbs.add(key)
            if key not in known:
                errors.append(f"{file}: S1 the journal's {key} has no sentence")
        for number, line in enumerate(text.splitlines(), 1):
            if line.lstrip().startswith("//"):
                continue
            for groups in THROWN.findall(line):
                key = groups[0] or groups[1]
                thrown.add(key)
                if key not in known:
                    errors.append(f"{file}:{number}: S1 {key} has no sentence")
    for key in sorted(verbs & set(vietnamese)):
        if key in thrown or PLACE.search(vietnamese[key]):
            errors.append(f"{known[key]}: S6 the journal's {key} is an error's sentence, or has a place to fill")
    for key, file in known.items():
        if key not in mentioned and not any(key.startswith(m) for m in mentioned if m.endswith(".")):
            prefix = key.rsplit(".", 1)[0] + "."
            built = any(f'"{prefix}"' in p.read_text(encoding="utf-8") for p in src.rglob("*.cpp"))
            if not built:
                errors.append(f"{file}: S5 nobody says {key}")
    return errors


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "src"))
    print("\n".join(found) or "sentences: ok")
    sys.exit(bool(found))
