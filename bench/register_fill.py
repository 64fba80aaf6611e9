#!/usr/bin/env python3
"""Fills an initialised store with a register for measuring: 3,214 units, a million documents, their parties, effects
and some texts, with set-based inserts, always the same for the same number.
  register_fill.py STORE [DOCUMENTS]     STORE is DIR/lienthong.db or postgresql://…
Three accounts may then read: bench.centre (TW), bench.province (P7), bench.commune (P7X9)."""
import datetime
import random
import sqlite3
import subprocess
import sys
import unicodedata

SYLLABLES = (
    "tổ chức cán bộ đảng viên cơ sở xây dựng công tác thực hiện nghị quyết kế hoạch nhiệm vụ trung ương tỉnh ủy xã "
    "phường sắp xếp máy tinh gọn hiệu lực quả đánh giá loại quy định hướng dẫn báo cáo tổng kết sơ chuyển đổi số biên "
    "chế đào tạo bồi dưỡng kiểm tra giám sát kỷ luật dân vận tuyên giáo nội chính phòng chống lãng phí kinh tế văn hóa "
    "dục y nông nghiệp thôn mới đất đai môi trường giao thông an ninh quốc thanh niên phụ nữ cựu chiến binh đoàn huyện "
    "đại hội kỳ khen thưởng thi đua"
).split()
KINDS = [("resolution", "NQ"), ("decision", "QĐ"), ("conclusion", "KL"), ("directive", "CT"), ("guideline", "HD"),
         ("plan", "KH"), ("report", "BC"), ("official_letter", "CV"), ("notice", "TB"), ("programme", "CTr")]
FIELDS = ["Tổ chức bộ máy", "Cán bộ", "Cơ sở đảng", "Biên chế", "Kiểm tra", "Dân vận", "Tuyên giáo", "Văn phòng",
          "Kinh tế", "Nội chính"]
TERMS = [(11, "2011-01-20"), (12, "2016-01-29"), (13, "2021-02-02"), (14, "2026-01-23")]
PROVINCES, COMMUNES, ADVISERS, RARE = 63, 50, 20, 200_000
DAY_ZERO = datetime.date(1850, 1, 1).toordinal()


def fold(text):
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def key(text):
    return "_".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


class Store:
    """The two ways of many rows at once."""

    def __init__(self, url):
        self.lite = None if url.startswith("postgresql:") else sqlite3.connect(url, isolation_level=None)
        self.url = url
        if self.lite:
            self.lite.execute("PRAGMA cache_size=-400000")
            self.lite.execute("PRAGMA synchronous=OFF")
            self.lite.execute("BEGIN")

    def insert(self, table, columns, rows):
        if self.lite:
            places = ",".join("?" * len(columns))
            self.lite.executemany(f"INSERT INTO {table}({','.join(columns)}) VALUES ({places})", rows)
            return
        copy = f"COPY {table}({','.join(columns)}) FROM STDIN"
        with subprocess.Popen(["psql", "-qX", "-v", "ON_ERROR_STOP=1", self.url, "-c", copy], stdin=subprocess.PIPE,
                              text=True, encoding="utf-8") as psql:
            for row in rows:
                psql.stdin.write("\t".join("\\N" if v is None else str(v) for v in row) + "\n")
            psql.stdin.close()
        if psql.returncode:
            sys.exit(f"psql refused the rows of {table}")

    def finish(self):
        if self.lite:
            self.lite.execute("COMMIT")
            self.lite.execute("ANALYZE")
            self.lite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.lite.close()
        else:
            subprocess.run(["psql", "-qX", self.url, "-c", "VACUUM (ANALYZE)"], check=True)


def tree_rows():
    """(id, code, parent, kind, path)"""
    rows = [(1, "TW", None, "central", "/1/")]
    for p in range(PROVINCES):
        province = len(rows) + 1
        rows.append((province, f"P{p}", 1, "province", f"/1/{province}/"))
        for c in range(COMMUNES):
            commune = len(rows) + 1
            rows.append((commune, f"P{p}X{c}", province, "commune", f"/1/{province}/{commune}/"))
    return rows


def fill_tree(store, tree):
    level = {"central": "centre"}
    store.insert("tree_unit", ["id", "code", "fold"], ((i, c, c.lower()) for i, c, *_ in tree))
    store.insert("tree_span", ["id", "unit_id", "parent_id", "name", "words", "kind", "level", "from_date"],
                 ((i, i, p, f"Đơn vị {c}", f"don vi {c.lower()}", k, level.get(k, k), "1976-01-01") for i, c, p, k, _ in tree))
    store.insert("tree_path", ["unit_id", "edition", "path"], ((i, 0, path) for i, _, _, _, path in tree))
    store.insert("tree_state", ["id", "scope_day", "version"], [(1, datetime.date.today().isoformat(), 1)])
    accounts = [("bench.centre", 1), ("bench.province", tree[1 + 7 * (COMMUNES + 1)][0]),
                ("bench.commune", tree[1 + 7 * (COMMUNES + 1) + 10][0])]
    store.insert("identity_account",
                 ["id", "name", "folded", "full_name", "search", "unit_id", "password_hash", "must_change", "disabled",
                  "totp_step", "language", "theme", "text_size", "created_at", "version"],
                 ((100 + n, name, name, name, name, 0, "", 0, 0, 0, "vi", "light", "normal", 0, 1)
                  for n, (name, _) in enumerate(accounts)))
    store.insert("identity_grant", ["id", "account_id", "role", "unit_id", "from_day", "granted_by", "created_at"],
                 ((100 + n, 100 + n, "document_officer", unit, "2000-01-01", "bench", 0)
                  for n, (_, unit) in enumerate(accounts)))


def document_rows(tree, count):
    """Yields (document, parties, effect, file) for every document."""
    r = random.Random(20261122)
    folded = [fold(s) for s in SYLLABLES]
    for i in range(1, count + 1):
        unit = tree[0] if r.random() < 0.05 else tree[1 + int(r.random() * (len(tree) - 1))]
        kind, short = KINDS[int(r.random() * 10)]
        field, adviser = FIELDS[int(r.random() * 10)], int(r.random() * ADVISERS)
        day = datetime.date(2005, 1, 1) + datetime.timedelta(int(r.random() * 7990))
        date, central = day.isoformat(), unit[0] == 1
        code = f"{short}/{'TW' if central else 'TU'}"
        code_key = code.upper()
        number, text_of_file = 1 + int(r.random() * 500), None
        is_open, replaced = central and r.random() < 0.8, r.random() < 0.02
        # Half of the words are among the first dozen, as in real titles.
        picks = [int(r.random() * 12) if r.random() < 0.5 else int(r.random() * len(SYLLABLES))
                 for _ in range(8 + int(r.random() * 9))]
        words = {folded[w] for w in picks}
        if i % 50 == 0:
            text = [int(r.random() * len(SYLLABLES)) for _ in range(150)]
            text_of_file = " ".join(SYLLABLES[w] for w in text) + f" sâu{int(r.random() * 5000)}"
            words.update(fold(text_of_file).split())
        term = max((n for n, since in TERMS if since <= date), default=None) if central else None
        issuer = "Bộ Chính trị" if central else f"Ban Thường vụ {unit[1]}"
        other = tree[1 + int(r.random() * (len(tree) - 1))]
        parties = [(i, unit[0], 0, "owner")] + ([(i, other[0], 1, "addressee")] if other[0] != unit[0] else [])
        words.update([f"hiem{int(r.random() * RARE)}", f"{number}{key(code).replace('_', '')}", str(number), f"_k_{kind}",
                      f"_c_{key(code)}", f"_f_{key(field)}", f"_u_{unit[0]}", "_s_registered",
                      f"_a_ban_tham_muu_{adviser}", f"_i_{key(issuer)}", "_e_in_force"])
        words.update(f"_p_{p[1]}" for p in parties)
        words.update(f"_q_{p[1]}" for p in parties if p[2])
        if term:
            words.add(f"_t_{term}")
        if is_open:
            words.add("_o_all")
        if replaced:
            words.add("_e_replaced")
        position = ((day.toordinal() - DAY_ZERO + 1) << 32) + i
        document = (i, position, 1, "registered", kind, number, "", code, code_key, TERMS.index((term, dict(TERMS)[term])) + 1 if term else -day.year,
                    0, date, unit[0], unit[0], len(tree) + 1 + adviser, int(is_open), field, key(field),
                    " ".join(SYLLABLES[w] for w in picks), "", "", 0, 0, "bench", " ".join(sorted(words)))
        yield (document, parties, (i, date, "replaced" if replaced else "in_force"),
               text_of_file and (i, i, "0" * 64, "toan-van.txt", "text/plain", len(text_of_file), text_of_file, 0, "bench"))


def main():
    store, count = Store(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    tree = tree_rows()
    fill_tree(store, tree)
    store.insert("documents_congress", ["id", "unit_id", "number", "closed", "term_from", "source"],
                 ((n + 1, 1, number, since, since, "bench") for n, (number, since) in enumerate(TERMS)))
    bodies = [(i, i, "Bộ Chính trị" if i == 1 else f"Ban Thường vụ {c}") for i, c, *_ in tree]
    bodies += [(len(tree) + 1 + n, 1, f"Ban tham mưu {n}") for n in range(ADVISERS)]
    store.insert("documents_body", ["id", "unit_id", "name", "name_key"], ((*b, key(b[2])) for b in bodies))
    rest = []

    def documents():
        for document, *others in document_rows(tree, count):
            rest.append(others)
            yield document

    store.insert("documents_document",
                 ["id", "position", "version", "state", "kind", "number", "suffix", "code", "code_key", "congress_id",
                  "congress_paper", "issued", "owner_unit_id", "issuer_id", "advising_id", "open_to_all", "field",
                  "field_key", "subject", "addressees", "source", "created_at", "updated_at", "created_by", "words"],
                 documents())
    store.insert("documents_party", ["document_id", "unit_id", "subtree", "role"], (p for o in rest for p in o[0]))
    store.insert("documents_effect", ["document_id", "from_on", "status"], (o[1] for o in rest))
    store.insert("documents_file", ["id", "document_id", "hash", "name", "content_type", "size", "text", "created_at",
                                    "created_by"], (o[2] for o in rest if o[2]))
    store.finish()


if __name__ == "__main__":
    main()
