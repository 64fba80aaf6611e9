#!/usr/bin/env python3
"""Fails when a rule's id does not tie its four places together.

A rule is registered in a *_rules.cpp of a module (policy::Rule with its id, citation and sentence key). For every id:
U1 the *_rules.cpp quotes its source in a comment above a function that answers it; U2 a scenario in tests/scenarios
has the id in its name, and one has it refuse with the sentence that the user reads; U3 its sentence exists; U4 no rule
id is refused in code without being registered.
"""
import json
import re
import sys
from pathlib import Path

REGISTERED = re.compile(r'(?:\{|\.id = )"(R\d\d)"')
REFUSED = re.compile(r'"(R\d\d)"')
SENTENCE = re.compile(r'"([a-z_]+\.[a-z_0-9.]+)"')


def check(root):
    errors, registered = [], {}
    sentences = set()
    for file in (root / "src").rglob("sentences.json"):
        sentences |= set(json.loads(file.read_text(encoding="utf-8")))
    for file in sorted((root / "src").rglob("*_rules.cpp")):
        text = file.read_text(encoding="utf-8")
        for rule in REGISTERED.findall(text):
            registered.setdefault(rule, file)
    if not registered:
        return [f"{root}: no rule found; a check that sees nothing must not pass"]
    scenarios = "\n".join(p.read_text(encoding="utf-8") for p in sorted((root / "tests/scenarios").rglob("*.txt")))
    for rule, file in sorted(registered.items()):
        text = file.read_text(encoding="utf-8")
        if not re.search(r"^\s*//.*\b" + rule + r"\b", text, re.M):
            errors.append(f"{file}: U1 no comment quotes the source of {rule}")
        if not re.search(rf"^\s*(?:Kịch bản|Scenario):.*\b{rule}\b", scenarios, re.M):
            errors.append(f"{file}: U2 no scenario is about {rule}")
        elif not re.search(rf"(?:bị từ chối theo|it is refused by) {rule}: \S", scenarios):
            errors.append(f"{file}: U2 no scenario says the sentence with which {rule} refuses")
        if not any(key in sentences for key in SENTENCE.findall(text)):
            errors.append(f"{file}: U3 {rule} has no sentence")
    for file in sorted((root / "src").rglob("*.cpp")):
        if file.name.endswith(("_test.cpp", "_steps.cpp")):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for rule in REFUSED.findall(line):
                if rule not in registered:
                    errors.append(f"{file}:{number}: U4 {rule} is not registered")
    return errors


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(found) or "rules: ok")
    sys.exit(bool(found))
