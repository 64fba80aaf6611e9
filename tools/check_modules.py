#!/usr/bin/env python3
"""Fails when the code walks against the map of ARCHITECTURE.md.

Each src/modules/<name>/CMakeLists.txt states `app_module(<name> DEPENDS a b)`: the only place where a dependency is
declared. D1 the graph has no cycle; D2 an include of another module is declared; D3 it is that module's face, or a
header that the face includes itself; D4 base and platform know no module, base does not know platform, and no module
knows app or cli; D5 a table belongs to the module whose name it begins with: SQL elsewhere names it only when it is
tree_scope.
"""
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

DECLARATION = re.compile(r"app_module\(\s*(\w+)(?:\s+DEPENDS\s*([^)]*))?\)")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
CREATED = re.compile(r"CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)")
SHARED_TABLES = {"tree_scope"}


def read_graph(src, errors):
    graph = {}
    for file in sorted(src.glob("modules/*/CMakeLists.txt")):
        found = DECLARATION.search(file.read_text(encoding="utf-8"))
        if not found or found[1] != file.parent.name:
            errors.append(f"{file}: no app_module({file.parent.name} …) line")
            continue
        words = (found[2] or "").split()
        graph[found[1]] = set(words[: words.index("LINK")] if "LINK" in words else words)
    if not graph:
        errors.append(f"{src}: no module found; a check that sees nothing must not pass")
    return graph


def faces(src, graph):
    """The headers that others may include: the face, and what the face itself includes of its module."""
    open_headers = {}
    for module in graph:
        allowed = {f"modules/{module}/{module}.h"}
        face = src / "modules" / module / f"{module}.h"
        waiting = [face] if face.exists() else []
        for name in (f"{module}_http.h", f"{module}_rules.h", f"{module}_service.h"):
            allowed.add(f"app:modules/{module}/{name}")
        while waiting:
            for line in waiting.pop().read_text(encoding="utf-8").splitlines():
                hit = INCLUDE.match(line)
                if hit and hit[1].startswith(f"modules/{module}/") and hit[1] not in allowed:
                    allowed.add(hit[1])
                    waiting.append(src / hit[1])
        open_headers[module] = allowed
    return open_headers


def judge(room, include, graph, open_headers):
    top, to = room[0], include.split("/")
    if top in {"base", "platform"} and to[0] == "modules":
        return f"D4 {top} must not know a module"
    if top == "base" and to[0] == "platform":
        return "D4 base must not know platform"
    if top == "modules" and to[0] in {"app", "cli"}:
        return "D4 a module must not know the composition root"
    if to[0] != "modules" or (top == "modules" and to[1] == room[1]):
        return None
    if top == "modules" and to[1] not in graph.get(room[1], ()):
        return f"D2 {room[1]} does not declare {to[1]}"
    allowed = open_headers.get(to[1], set())
    if include in allowed or (top in {"app", "cli"} and ("app:" + include in allowed or len(to) > 3)):
        return None
    return f"D3 {to[1]} is reached behind its face"


def check_tables(src, errors):
    owner = {}
    for file in sorted(src.rglob("migrations/*.sql")):
        part = file.parent.parent.name
        for table in CREATED.findall(file.read_text(encoding="utf-8")):
            if not table.startswith(part + "_"):
                errors.append(f"{file}: D5 table {table} does not begin with {part}_")
            owner[table] = part
    names = re.compile(r"\b(" + "|".join(sorted(owner, key=len, reverse=True)) + r")\b") if owner else None
    for file in sorted(src.rglob("*.cpp")):
        part = file.relative_to(src).parts[1] if len(file.relative_to(src).parts) > 2 else ""
        if names is None or file.name.endswith(("_test.cpp", "_bench.cpp")):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if '"' not in line or line.lstrip().startswith("//"):
                continue
            for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
                for table in names.findall(literal):
                    sql = re.search(r"\b(FROM|JOIN|INTO|UPDATE|TABLE)\s+" + table + r"\b", literal)
                    if sql and owner[table] != part and table not in SHARED_TABLES:
                        errors.append(f"{file}:{number}: D5 table {table} belongs to {owner[table]}")


def check(src):
    errors = []
    graph = read_graph(src, errors)
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        errors.append("D1 cycle: " + " -> ".join(cycle.args[1]))
    open_headers = faces(src, graph)
    for file in sorted(p for p in src.rglob("*") if p.suffix in {".h", ".cpp"}):
        if file.name.endswith("_test.cpp") or "test_support" in file.name:
            continue
        room = file.relative_to(src).parts
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            hit = INCLUDE.match(line)
            problem = hit and judge(room, hit[1], graph, open_headers)
            if problem:
                errors.append(f"{file}:{number}: {problem}: {hit[1]}")
    check_tables(src, errors)
    return errors


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "src"))
    print("\n".join(found) or "modules and tables: ok")
    sys.exit(bool(found))
