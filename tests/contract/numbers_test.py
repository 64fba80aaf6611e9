"""A thousand numbers asked for at once over HTTP: no double, no gap that nobody can explain.

On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one.
"""
import concurrent.futures
import http.client
import json
import unittest

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương Đảng,central,centre,,1930-02-03,
"""
WANTED, CLIENTS = 1000, 20
REQUEST = {"unit": "TW", "code": "TB/TW", "reason": "Văn bản đang soạn", "on": "2024-01-02"}


class Numbers:
    database = ""

    @classmethod
    def setUpClass(cls):
        cls.server = support.Server(UNITS, cls.database)
        cls.addClassCleanup(cls.server.stop)
        cls.client = cls.server.client(support.ADMIN)

    def allocate(self, count):
        client = support.Client(self.server.port, self.client.token)
        return [client.get("allocateNumber", body=REQUEST) for _ in range(count)]

    def ask_and_hang_up(self):
        """Somebody whose line breaks after the question: the number may be taken, and is then on record."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("POST", "/api/v1/numbers/allocate", json.dumps(REQUEST),
                           {"Authorization": "Bearer " + self.client.token, "Content-Type": "application/json"})
        connection.close()

    def test_a_thousand_at_once_give_no_double_and_no_gap(self):
        with concurrent.futures.ThreadPoolExecutor(CLIENTS + 1) as pool:
            asked = [pool.submit(self.allocate, WANTED // CLIENTS) for _ in range(CLIENTS)]
            broken = pool.submit(lambda: [self.ask_and_hang_up() for _ in range(10)])
            given = [answer for some in asked for answer in some.result()]
            broken.result()
        numbers = [answer["number"] for answer in given]
        self.assertEqual(len(numbers), WANTED)
        self.assertEqual(len(set(numbers)), WANTED)
        self.assertEqual(len({answer["series_id"] for answer in given}), 1)
        page = self.client.get("getSeries", path={"id": given[0]["series_id"]})
        self.assertEqual((page["series"]["gaps"], page["gaps"]), (0, []))
        self.assertEqual(page["series"]["last"], page["series"]["reserved"])
        self.assertLessEqual(set(numbers), {row["number"] for row in page["set_aside"]})


class OnSqlite(Numbers, unittest.TestCase):
    pass


class OnPostgresql(Numbers, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


if __name__ == "__main__":
    unittest.main()
