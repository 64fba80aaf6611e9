"""Every operation of the OpenAPI document, by every role, on what is its own, addressed to it, and outside.

access.csv is written by hand: yes, no (401, 403, 404, or not in the list), - where the place means nothing.
"""
import csv
import unittest

import access_samples
import access_world
import support

PLACES = ("own", "party", "outside")


def read_table(text):
    rows = list(csv.DictReader(text.splitlines()))
    roles = [name for name in rows[0] if name not in ("operation", "place")]
    table = {}
    for row in rows:
        if (row["operation"], row["place"]) in table:
            raise AssertionError(f"twice: {row['operation']} {row['place']}")
        for role in roles:
            if row[role] not in ("yes", "no", "-"):
                raise AssertionError(f"{row['operation']} {row['place']} {role}: {row[role]!r}")
        table[row["operation"], row["place"]] = {role: row[role] for role in roles}
    return roles, table


def faults_of(table, operations):
    """Operations without rows, and rows for operations that are gone."""
    wanted = {(name, place) for name in operations for place in PLACES}
    return [f"no row: {k}" for k in sorted(wanted - set(table))] + [f"gone: {k}" for k in sorted(set(table) - wanted)]


TEXT = (support.ROOT / "tests" / "contract" / "access.csv").read_text(encoding="utf-8")
ROLES, TABLE = read_table(TEXT)


class Table(unittest.TestCase):
    def test_every_operation_has_rows_and_every_row_an_operation(self):
        self.assertEqual(faults_of(TABLE, support.OPERATIONS), [])

    def test_every_role_of_the_document_has_a_column(self):
        schema = support.OPERATIONS["addGrant"][2]["requestBody"]["content"]["application/json"]["schema"]
        self.assertEqual(ROLES, schema["properties"]["role"]["enum"])

    def test_a_planted_operation_and_a_planted_row_are_found(self):
        self.assertEqual(len(faults_of(TABLE, [*support.OPERATIONS, "deleteEverything"])), 3)
        self.assertEqual(faults_of({**TABLE, ("gone", "own"): {}}, support.OPERATIONS), ["gone: ('gone', 'own')"])


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        support.need_binary()
        cls.world = access_world.World(ROLES)
        cls.addClassCleanup(cls.world.server.stop)
        cls.samples = access_samples.Samples(cls.world)

    def test_every_role_may_what_the_table_says_and_nothing_else(self):
        wrong, calls = [], 0
        for (name, place), expected in TABLE.items():
            for role, word in expected.items():
                if word == "-" or self.world.skips(name, place, role):
                    continue
                calls += 1
                try:
                    allowed = self.samples.call(name, role, place)
                except AssertionError as fault:
                    wrong.append(f"{name} {place} {role}: {fault}")
                    continue
                if allowed != (word == "yes"):
                    wrong.append(f"{name} {place} {role}: expected {word}, was {'allowed' if allowed else 'refused'}")
        self.assertGreater(calls, 1500)
        if wrong:
            self.fail(f"{len(wrong)} of {calls}:\n" + "\n".join(wrong[:60]))

    def test_nobody_gets_in_without_a_token_or_session(self):
        nobody = support.Client(self.world.server.port)
        path = {"id": 1, "code": "A", "job": 1, "alias": 1, "file": 1, "form": "application", "step": 1}
        for name, (_, template, operation) in support.OPERATIONS.items():
            if operation["x-door"] == "open":
                continue
            with self.subTest(name):
                answer = nobody.call(name, path={k: v for k, v in path.items() if "{%s}" % k in template}, checked=False)
                self.assertEqual(answer.status, 401)

    def test_a_token_that_only_reads_changes_nothing(self):
        reader = self.world.server.client("administrator", scope="read")
        thing = self.world.things["own"]
        self.assertEqual(reader.call("getDocument", path={"id": thing["document"]}).status, 200)
        for name, arguments in {"createDocument": {"body": self.world.paper("own")}, "disableAccount": {"path": {"id": thing["victim"]["id"]}},
                                "rereadIntakeText": {"path": {"id": thing["text"]}, "body": {"version": 1}}}.items():
            with self.subTest(name):
                self.assertEqual(reader.call(name, **arguments).status, 403)


if __name__ == "__main__":
    unittest.main()
