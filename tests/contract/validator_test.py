"""The validator catches planted faults; otherwise the contract tests would pass for the wrong reason."""
import copy
import json
import unittest

import support
import validator


def answer(operation, value, status=200, kind="application/json"):
    support.check_answer(support.OPERATIONS[operation][2],
                         support.Answer(status, {"content-type": kind}, json.dumps(value).encode() if value is not None else b""))


UNIT = {"became": [], "children": 0, "code": "A", "from": "2020-01-31", "kind": "province", "level": "province", "name": "A", "parent_code": "TW", "to": None}
LIST = {"capped": False, "items": [UNIT], "next": None, "total": 1}
PROBLEM = {"type": "about:blank", "title": "t", "status": 404, "detail": "d", "key": "tree.unit_unknown", "id": "1"}


class Validator(unittest.TestCase):
    def test_right_answers_pass(self):
        answer("listRootUnits", LIST)
        answer("listRootUnits", PROBLEM, 404, "application/problem+json")

    def test_each_planted_fault_is_caught(self):
        def planted(change):
            value = copy.deepcopy(LIST)
            change(value)
            return value

        for name, change in {
            "unknown property": lambda v: v.update(secret=1),
            "unknown property within": lambda v: v["items"][0].update(secret=1),
            "missing property": lambda v: v.pop("capped"),
            "wrong type": lambda v: v.update(total="1"),
            "a boolean for a number": lambda v: v.update(total=True),
            "null where none may be": lambda v: v.update(capped=None),
            "value outside the list": lambda v: v["items"][0].update(kind="village"),
            "a date that does not exist": lambda v: v["items"][0].update({"from": "2020-02-30"}),
            "too long": lambda v: v["items"][0].update(code="A" * 41),
        }.items():
            with self.subTest(name), self.assertRaises(validator.Fault):
                answer("listRootUnits", planted(change))

    def test_wrong_statuses_and_problems_are_caught(self):
        for value, status, kind in [(LIST, 202, "application/json"), (LIST, 200, "text/html"), (PROBLEM, 404, "application/json"),
                                    (PROBLEM, 403, "application/problem+json"), ({**PROBLEM, "stack": "x"}, 404, "application/problem+json"),
                                    ({k: v for k, v in PROBLEM.items() if k != "key"}, 404, "application/problem+json")]:
            with self.subTest(status=status, kind=kind), self.assertRaises(validator.Fault):
                answer("listRootUnits", value, status, kind)
        with self.assertRaises(validator.Fault):
            answer("signOut", {"left": "over"}, 204)

    def test_patterns_and_unknown_keywords(self):
        validator.check("2020-05", {"type": "string", "pattern": r"^\d{4}-\d{2}$"}, {})
        with self.assertRaises(validator.Fault):
            validator.check("may", {"type": "string", "pattern": r"^\d{4}-\d{2}$"}, {})
        with self.assertRaises(validator.Fault):
            validator.check(3, {"type": "integer", "multipleOf": 2}, {})

    def test_wrong_requests_are_caught(self):
        operation = support.OPERATIONS["createAccount"][2]
        right = {"name": "an.nv", "full_name": "Nguyễn Văn An", "unit_code": "A"}
        support.check_request(operation, {}, {}, {}, right)
        for wrong in ({"name": "an.nv"}, {**right, "admin": True}, {**right, "name": 7}):
            with self.assertRaises(validator.Fault):
                support.check_request(operation, {}, {}, {}, wrong)
        with self.assertRaises(validator.Fault):
            support.check_request(support.OPERATIONS["searchUnits"][2], {}, {}, {}, None)
        with self.assertRaises(validator.Fault):
            support.check_request(support.OPERATIONS["listRootUnits"][2], {}, {"page": 1}, {}, None)


if __name__ == "__main__":
    unittest.main()
