"""A file with an error in every row: the file of errors keeps the first million and says how many more there are."""
import collections
import pathlib
import subprocess
import tempfile
import unittest

import support

ROWS, KEPT = 150_000, 1_000_000
BAD = ",Nguyễn Văn Thử,khác,1970-02-30,,tiến sĩ,,không rõ,12,2001-02-30,,,không rõ\n"  # seven errors
HEADER = ("code,full_name,gender,birth_date,ethnicity,education,occupation,focus_group,citizen_number,admitted_on,"
          "ceremony_on,official_on,standing\n")


class ErrorFile(unittest.TestCase):
    def test_of_too_many_errors_the_first_are_kept_and_the_rest_is_counted(self):
        support.need_binary()
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            run = lambda *arguments, text="": subprocess.run(
                [support.BINARY, *map(str, arguments), "--data", folder / "data"], input=text, encoding="utf-8", capture_output=True)
            self.assertEqual(run("init", "--admin", "quantri", "--password-stdin", text="con đường nhỏ có hàng cau 1975\n").returncode, 0)
            with open(folder / "members.csv", "w", encoding="utf-8") as file:
                file.write(HEADER)
                file.writelines(f"M{i}{BAD}" for i in range(ROWS))
            done = run("import", "members", folder / "members.csv", "--errors", folder / "errors.csv")
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"{ROWS} dòng, {ROWS} bị từ chối", done.stdout)
            keys, last = collections.Counter(), ""
            with open(folder / "errors.csv", encoding="utf-8") as file:
                next(file)
                for last in file:
                    keys[last.split(",", 3)[2]] += 1
            self.assertEqual(keys.pop("cli.errors_left_out"), 1)
            self.assertEqual(sum(keys.values()), KEPT)
            self.assertIn(f"Còn {7 * ROWS - KEPT} lỗi nữa", last)


if __name__ == "__main__":
    unittest.main()
