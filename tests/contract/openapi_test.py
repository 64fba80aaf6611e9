"""The committed documents are what the program says of itself."""
import unittest

import support


class Documents(unittest.TestCase):
    def setUp(self):
        support.need_binary()

    def compare(self, command, path):
        committed = (support.ROOT / path).read_text(encoding="utf-8")
        code, printed, complaints = support.run(command)
        self.assertEqual(code, 0, complaints)
        if printed != committed:
            self.fail(f"{path} is not what `lienthong {command}` prints; `./run golden --accept` regenerates it, then read the diff")

    def test_openapi_json_is_what_the_program_prints(self):
        self.compare("openapi", "api/openapi.json")

    def test_access_md_is_what_the_program_prints(self):
        self.compare("access", "docs/access.md")

    def test_every_operation_has_a_name_of_its_own_and_a_way_to_refuse(self):
        names = [o["operationId"] for methods in support.DOCUMENT["paths"].values() for o in methods.values()]
        self.assertEqual(len(names), len(set(names)))
        for name, (_, _, operation) in support.OPERATIONS.items():
            self.assertIn("default", operation["responses"], name)


if __name__ == "__main__":
    unittest.main()
