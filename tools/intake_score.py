#!/usr/bin/env python3
"""intake_score.py GOLD_DIR PREDICTIONS_DIR [--types a,b] [--gates articles|other] [--errors]

Scores what the intake read against the golden items: exact and overlap precision, recall and F1 per type, the canonical
fields on exact hits, owner and due on overlapping tasks, links of short and anaphoric citations (refers_to, mapped by
span), and years that were worked out. Optional golden items are neither required nor punished; a date, figure or
organisation read inside a golden document, an organisation inside an office or an award, is not held against the reader.

--gates prints one line per gate and exits 1 when one is missed. --errors lists misses; it refuses a folder named
measure, which is looked at in totals only.
"""
import json
import os
import sys
from unicodedata import normalize

FIELDS = {"document": ["kind", "number", "code", "issuer", "date", "session", "term", "congress"],
          "figure": ["value", "of", "unit"], "date": ["iso", "from", "to", "part", "recur"],
          "person": ["name", "offices"], "organisation": ["name"], "task": ["owner", "due"],
          "proposal": ["proposer"], "award": ["name"]}
MORE = {"document": ["form", "title"], "figure": ["qualifier"], "date": ["resolved"], "person": ["role"],
        "task": ["coordinators"], "proposal": ["addressee", "answer"], "award": ["issuer", "tier", "edition"],
        "organisation": []}
SHIELDED = {"date": {"document"}, "figure": {"document"}, "organisation": {"document", "office", "award"}}
NEW_TONES, OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), \
    "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
GATES = {
    "articles": [("documents", "document.f1", 1.00), ("dates", "date.f1", 0.99), ("figures", "figure.f1", 0.98),
                 ("persons", "person.f1", 0.99), ("offices", "person.offices", 0.95)],
    "other": [("documents", "document.f1", 0.97), ("documents, all canonical fields", "document.all", 0.93),
              ("dates", "date.f1", 0.99), ("figure values", "figure.value_f1", 0.98), ("figure units", "figure.unit", 0.85),
              ("persons", "person.f1", 0.96), ("offices", "person.offices", 0.90),
              ("organisations", "organisation.f1", 0.85), ("tasks, overlap", "task.overlap_f1", 0.70),
              ("task owners", "task.owner_overlap", 0.80), ("task due dates", "task.due_overlap", 0.90),
              ("refers_to", "refers_to.right", 0.90), ("refers_to, links not wrong", "refers_to.not_wrong", 0.98)]}


# ---------------------------------------------------------------- comparing values
def plain(value):
    """Lower case, one space, NFC, one tone style: what two readers may print differently."""
    if isinstance(value, str):
        value = " ".join(normalize("NFC", value).lower().split())
        for new, old in zip(NEW_TONES, OLD_TONES):
            value = value.replace(new, old)
        return value
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def as_number(value):
    try:
        return str(int(value))
    except (TypeError, ValueError):
        return value


def absent(value):
    return value is None or value == []


def same(key, gold, predicted):
    if key == "number":
        return as_number(gold) == as_number(predicted)
    return plain(gold) == plain(predicted)


def ratio(part, whole):
    return part / whole if whole else 0


def f1(hits, false_hits, misses):
    precision, recall = ratio(hits, hits + false_hits), ratio(hits, hits + misses)
    return precision, recall, ratio(2 * precision * recall, precision + recall)


# ---------------------------------------------------------------- one type
class Tally:
    def __init__(self, kind):
        self.kind = kind
        self.hits = self.false_hits = self.misses = 0
        self.overlap_hits = self.overlap_false = self.overlap_misses = 0
        self.fields = {k: [0, 0] for k in FIELDS[kind] + MORE[kind]}
        self.whole = [0, 0]
        self.value_hits = 0
        self.pairs = {k: [0, 0] for k in FIELDS[kind]}
        self.errors = []

    def exact(self):
        return f1(self.hits, self.false_hits, self.misses)

    def overlap(self):
        return f1(self.overlap_hits, self.overlap_false, self.overlap_misses)


def span(item):
    return item["start"], item["end"]


def meet(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def shields(gold):
    out = [(i["start"], i["end"], i["type"]) for i in gold if i["type"] in ("document", "award")]
    for item in gold:
        if item["type"] == "person":
            out += [(s, e, "office") for s, e in item["canonical"].get("office_spans", [])]
    return out


def is_shielded(item, areas):
    kinds = SHIELDED.get(item["type"], ())
    return any(s <= item["start"] and item["end"] <= e and kind in kinds for s, e, kind in areas)


def compare_fields(tally, gold, predicted):
    whole = True
    for key in FIELDS[tally.kind] + MORE[tally.kind]:
        a, b = gold["canonical"].get(key), predicted["canonical"].get(key)
        if absent(a) and absent(b):
            continue
        right = same(key, a, b)
        tally.fields[key][0] += right
        tally.fields[key][1] += 1
        if not right:
            tally.errors.append(f"{key}: {a!r} read as {b!r} in {gold['text'][:60]!r}")
        if key in FIELDS[tally.kind]:
            whole &= right
    tally.whole[0] += whole
    tally.whole[1] += 1
    if tally.kind == "figure":
        tally.value_hits += all(same(k, gold["canonical"].get(k), predicted["canonical"].get(k)) for k in ("value", "of"))


def score_exact(tally, gold, predicted, areas):
    by_span = {span(i): i for i in gold}
    found = set()
    for item in predicted:
        match = by_span.get(span(item))
        if match is not None:
            found.add(match["id"])
            if not match.get("optional"):
                tally.hits += 1
                compare_fields(tally, match, item)
            continue
        near_optional = any(g.get("optional") and meet(g, item) for g in gold)
        if not near_optional and not is_shielded(item, areas):
            tally.false_hits += 1
            tally.errors.append(f"too much: {item.get('text', '')[:80]!r} at {item['start']}")
    for item in gold:
        if item["id"] not in found and not item.get("optional"):
            tally.misses += 1
            tally.errors.append(f"missed: {item['text'][:80]!r} at {item['start']}")


def score_overlap(tally, gold, predicted, areas):
    taken = set()
    for item in predicted:
        free = [g for g in gold if meet(g, item) and g["id"] not in taken]
        if free:
            taken.add(free[0]["id"])
            tally.overlap_hits += not free[0].get("optional")
        elif not is_shielded(item, areas):
            tally.overlap_false += 1
    tally.overlap_misses += sum(1 for g in gold if g["id"] not in taken and not g.get("optional"))


def score_pairs(tally, gold, predicted):
    """Fields of items that overlap: each golden item with the prediction that covers most of it."""
    used = set()
    for item in gold:
        if item.get("optional"):
            continue
        best = max(((min(p["end"], item["end"]) - max(p["start"], item["start"]), -i) for i, p in enumerate(predicted)
                    if meet(p, item) and i not in used), default=None)
        if best is None:
            continue
        used.add(-best[1])
        other = predicted[-best[1]]
        for key in FIELDS[tally.kind]:
            a, b = item["canonical"].get(key), other["canonical"].get(key)
            if absent(a) and absent(b):
                continue
            right = same(key, a, b)
            tally.pairs[key][0] += right
            tally.pairs[key][1] += 1
            if not right:
                tally.errors.append(f"overlap {key}: {a!r} read as {b!r} in {item['text'][:60]!r}")


# ---------------------------------------------------------------- links between citations
class Links:
    def __init__(self):
        self.right = self.wrong = self.abstained = self.invented = self.missed = 0
        self.made = self.gold = 0
        self.errors = []


def score_links(links, gold, predicted):
    documents = [i for i in gold if i["type"] == "document"]
    read = [i for i in predicted if i["type"] == "document"]
    gold_by_span, gold_by_id = {span(i): i for i in documents}, {i["id"]: i for i in documents}
    read_by_span, read_by_id = {span(i): i for i in read}, {i["id"]: i for i in read if "id" in i}
    for item in documents:
        if item.get("optional"):
            continue
        wanted = item["canonical"].get("refers_to")
        links.gold += wanted is not None
        other = read_by_span.get(span(item))
        if other is None:
            links.missed += wanted is not None
            continue
        target = other["canonical"].get("refers_to")
        if target is None:
            links.abstained += wanted is not None
            if wanted:
                links.errors.append(f"no link: {item['text']!r} → {gold_by_id[wanted]['text']!r}")
            continue
        links.made += 1
        at = read_by_id.get(target) if isinstance(target, str) else None
        reached = gold_by_span.get(span(at)) if at else None
        if reached is not None and reached["id"] == wanted:
            links.right += 1
        else:
            links.wrong += 1
            links.invented += wanted is None
            links.errors.append(f"wrong link: {item['text']!r} → {at['text'] if at else target!r}, "
                                f"not {gold_by_id[wanted]['text'] if wanted else 'any'!r}")


# ---------------------------------------------------------------- folders
def read_items(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def score_folders(gold_folder, predicted_folder, kinds=None):
    kinds = kinds or list(FIELDS)
    tallies, links = {k: Tally(k) for k in kinds}, Links()
    for name in sorted(n for n in os.listdir(gold_folder) if n.endswith(".json")):
        gold = read_items(os.path.join(gold_folder, name))
        predicted = read_items(os.path.join(predicted_folder, name))
        areas = shields(gold)
        for kind, tally in tallies.items():
            g = [i for i in gold if i["type"] == kind]
            p = [i for i in predicted if i["type"] == kind]
            before = len(tally.errors)
            score_exact(tally, g, p, areas)
            score_overlap(tally, g, p, areas)
            if kind in ("task", "proposal"):
                score_pairs(tally, g, p)
            tally.errors[before:] = [f"{name}: {e}" for e in tally.errors[before:]]
        before = len(links.errors)
        score_links(links, gold, predicted)
        links.errors[before:] = [f"{name}: {e}" for e in links.errors[before:]]
    return tallies, links


def measures(tallies, links):
    out = {}
    for kind, tally in tallies.items():
        out[f"{kind}.f1"], out[f"{kind}.overlap_f1"] = tally.exact()[2], tally.overlap()[2]
        out[f"{kind}.all"] = ratio(*tally.whole)
        for key, (right, total) in tally.fields.items():
            out[f"{kind}.{key}"] = ratio(right, total)
        for key, (right, total) in tally.pairs.items():
            out[f"{kind}.{key}_overlap"] = ratio(right, total)
    if "figure" in tallies:
        t = tallies["figure"]
        out["figure.value_f1"] = f1(t.value_hits, t.false_hits + t.hits - t.value_hits, t.misses + t.hits - t.value_hits)[2]
    out["refers_to.right"] = ratio(links.right, links.gold)
    out["refers_to.not_wrong"] = 1 - ratio(links.wrong, links.made)
    return out


def report(tallies, links):
    for kind, t in tallies.items():
        p, r, f = t.exact()
        fields = " ".join(f"{k}={a}/{b}" for k, (a, b) in t.fields.items() if b and k in FIELDS[kind])
        more = " ".join(f"{k}={a}/{b}" for k, (a, b) in t.fields.items() if b and k in MORE[kind])
        print(f"{kind:13s} n={t.hits + t.misses:3d} exact P {p:.3f} R {r:.3f} F1 {f:.3f} | overlap F1 {t.overlap()[2]:.3f} | "
              f"canonical all-fields {t.whole[0]}/{t.whole[1]}  {fields}" + (f" | also {more}" if more else ""))
        if any(b for _, b in t.pairs.values()):
            print(f"{'':13s} on overlap: " + " ".join(f"{k}={a}/{b}" for k, (a, b) in t.pairs.items() if b))
    print(f"refers_to     n={links.gold:3d} right {links.right} wrong {links.wrong} (of these without a link in the gold "
          f"{links.invented}) abstained {links.abstained} citation missed {links.missed} | wrong of links made "
          f"{ratio(links.wrong, links.made):.3f}")


def check_gates(name, values):
    missed = 0
    for label, key, bar in GATES[name]:
        value = values.get(key, 0)
        good = value >= bar - 1e-9
        missed += not good
        print(f"{'ok    ' if good else 'MISSED'} {label}: {value:.3f} (bar {bar:.2f})")
    return missed


def main(arguments):
    folders = [a for a in arguments if not a.startswith("--")]
    options = {a: arguments[i + 1] if i + 1 < len(arguments) else "" for i, a in enumerate(arguments) if a in ("--types", "--gates")}
    folders = [f for f in folders if f not in options.values()]
    if len(folders) != 2 or options.get("--gates", "other") not in GATES:
        print(__doc__, file=sys.stderr)
        return 2
    kinds = options["--types"].split(",") if "--types" in options else None
    tallies, links = score_folders(folders[0], folders[1], kinds)
    report(tallies, links)
    if "--errors" in arguments:
        if os.path.basename(os.path.realpath(folders[0])) == "measure":
            print("The measuring texts are looked at in totals only; no errors are listed.", file=sys.stderr)
            return 2
        for kind, tally in tallies.items():
            for error in tally.errors:
                print(f"  {kind} {error}")
        for error in links.errors:
            print(f"  refers_to {error}")
    if "--gates" in options:
        return 1 if check_gates(options["--gates"], measures(tallies, links)) else 0
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        sys.exit(1)
