"""Values of a query that speak the search index's own language find no more than others: a clear refusal, or nothing.

On SQLite always; on PostgreSQL too when LIENTHONG_TEST_PG names one.
"""
import unittest

import support

UNITS = """code,name,kind,level,parent_code,from,to
TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,
A,Đảng bộ tỉnh An Sơn,province,province,TW,1950-01-01,
"""
VALUES = ['x" OR "_s_registered" OR "y', "x' | '_s_registered' | 'y", 'x") OR ("_s_registered', "x') | ('_s_registered",
          '"', "'", "conclusion OR _s_registered", "\\"]


class Values:
    database = ""

    @classmethod
    def setUpClass(cls):
        cls.server = support.Server(UNITS, cls.database)
        cls.addClassCleanup(cls.server.stop)
        admin = cls.server.client(support.ADMIN)
        admin.get("createAccount", body={"name": "xem", "full_name": "Trần Thị Thử", "unit_code": "A",
                                         "grant": {"role": "leader", "unit_code": "A"}})
        for number, subject, everybody in ((1, "Riêng của trung ương", False), (2, "Gửi mọi nơi", True)):
            admin.get("createDocument", body={"kind": "conclusion", "code": "KL/TW", "number": number,
                                              "issued": "2025-03-04", "owner_unit": "TW", "subject": subject,
                                              "open_to_all": everybody})
        cls.reader = cls.server.client("xem")

    def test_no_value_shows_a_document_that_is_not_seen(self):
        for name in ("text", "kind", "code", "issuer", "advising", "field", "unit"):
            for value in VALUES:
                with self.subTest(name=name, value=value):
                    listed = self.reader.call("listDocuments", query={name: value})
                    counted = self.reader.call("countDocuments", query={name: value})
                    exported = self.reader.call("exportDocuments", query={name: value})
                    if name == "kind":
                        for answer in (listed, counted, exported):
                            self.assertEqual((answer.status, answer.key), (400, "documents.kind_unknown"))
                        continue
                    self.assertLessEqual({row["subject"] for row in listed.value["items"]}, {"Gửi mọi nơi"})
                    self.assertLessEqual(counted.value["total"], 1)
                    self.assertNotIn("Riêng", exported.raw.decode())


class OnSqlite(Values, unittest.TestCase):
    pass


class OnPostgresql(Values, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = support.new_database(cls)
        super().setUpClass()


if __name__ == "__main__":
    unittest.main()
