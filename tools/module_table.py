#!/usr/bin/env python3
"""Writes the module table of ARCHITECTURE.md from the build files; --check fails when it is not up to date."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check_modules  # noqa: E402

BEGIN, END = "<!-- modules: begin (tools/module_table.py writes these lines) -->\n", "<!-- modules: end -->"


def order(graph):
    from graphlib import TopologicalSorter
    return list(TopologicalSorter({m: sorted(d) for m, d in sorted(graph.items())}).static_order())


def table(root):
    graph = check_modules.read_graph(root / "src", [])
    lines = []
    for module in order(graph):
        readme = root / "src/modules" / module / "README.md"
        text = readme.read_text(encoding="utf-8") if readme.exists() else ""
        purpose = text.split("\n\n")[1].replace("\n", " ").split(". ")[0].rstrip(".") if "\n\n" in text else ""
        lines.append(f"| {module} | {', '.join(sorted(graph[module])) or '–'} | {purpose} |\n")
    return "".join(lines)


def main():
    root = Path(__file__).resolve().parents[1]
    file = root / "ARCHITECTURE.md"
    text = file.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    wanted = head + BEGIN + table(root) + END + rest.split(END, 1)[1]
    if "--check" in sys.argv:
        if wanted != text:
            print("ARCHITECTURE.md: the module table is out of date; run tools/module_table.py")
            return 1
        return 0
    file.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
