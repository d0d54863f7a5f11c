#!/usr/bin/env python3
"""The oracle of ar-apply, on books few enough to apply by hand.

Each expected row was worked out on paper from the specification; what it
comes from stands beside it.
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import apply  # noqa: E402
import apply_names  # noqa: E402

COLUMNS = "date,type,doc,customer,amount,ref,memo,due,discount_date," \
    "discount,reason,deduction"
CUSTOMERS = "customer,name,parent\nA,Acme Industries Ltd,\nB,Bolt,A\n"


class Applies(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-apply.")
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def apply(self, rows, *args):
        """(what was made, what is left) on 2026-10-31, in few words."""
        width = COLUMNS.count(",")
        rows = [line.strip() for line in rows.strip().splitlines()]
        rows = [line + "," * (width - line.count(",")) for line in rows]
        result = apply.run(
            ["--as-of", "2026-10-31", "--customers",
             self.file("customers.csv", CUSTOMERS), *args,
             self.file("book.csv", "\n".join([COLUMNS] + rows) + "\n")])
        made = [" ".join(r[c] for c in ("type", "doc", "amount", "ref",
                                        "reason") if r.get(c))
                + (" of " + r["ref_customer"] if r["ref_customer"] else "")
                for r in result.rows]
        left = ["%s %s %s" % (r["doc"], r["open"], r["cause"])
                for r in result.exceptions]
        return made, left

    # 100.00 with 2.00 off until August 11, and 60.00
    BOOK = """
        2026-08-01,invoice,INV-1,A,100.00,,,2026-08-31,2026-08-11,2.00
        2026-08-02,invoice,INV-2,A,60.00,,,2026-09-01
        """

    def test_number_net_of_discount(self):
        self.assertEqual(self.apply(
            self.BOOK + "2026-08-11,receipt,R,A,-98.00,,inv 0001"),
            (["apply R 98.00 INV-1", "discount R -2.00 INV-1 "
              "discount-earned"], []))

    def test_discount_a_day_late(self):
        late = self.BOOK + "2026-08-12,receipt,R,A,-98.00,,inv 0001"
        self.assertEqual(self.apply(late), (
            ["apply R 98.00 INV-1", "dispute R 2.00 INV-1 "
             "discount-unearned"], []))
        self.assertEqual(self.apply(late, "--discount-grace", "1")[0][1],
                         "discount R -2.00 INV-1 discount-grace")
        self.assertEqual(self.apply(late, "--always-discount")[0][1],
                         "discount R -2.00 INV-1 discount-unearned")

    def test_one_item_or_several_answers(self):
        self.assertEqual(self.apply(
            self.BOOK + "2026-08-20,receipt,R,A,-60.00"),
            (["apply R 60.00 INV-2"], []))
        self.assertEqual(self.apply(
            self.BOOK + """2026-08-03,debit,D-1,A,60.00
            2026-08-20,receipt,R,A,-60.00"""),
            ([], ["R 60.00 several-answers"]))

    def test_account_and_subset(self):
        self.assertEqual(self.apply(
            self.BOOK + "2026-08-20,receipt,R,A,-160.00")[0],
            ["apply R 100.00 INV-1", "apply R 60.00 INV-2"])
        # 7.41 + 60.00: of the sums within 1 % of 67.41 it is the only one;
        # 1 of 2 * 67 + 1 = 135 amounts, 0.74 %
        more = self.BOOK + """2026-08-03,invoice,INV-3,A,7.41
            2026-08-20,receipt,R,A,-67.41"""
        self.assertEqual(self.apply(more)[0], [
            "apply R 7.41 INV-3", "apply R 60.00 INV-2"])
        self.assertEqual(self.apply(more, "--subset-chance", "0.7"),
                         ([], ["R 67.41 chance-subset"]))

    def test_who_names_a_document_means_no_other(self):
        self.assertEqual(self.apply("""
            2026-08-01,invoice,2501,A,100.00
            2026-08-01,invoice,2502,A,60.00
            2026-08-20,receipt,R,A,-60.00,,2501"""),
            ([], ["R 60.00 no-match"]))

    def test_short(self):
        short = self.BOOK + "2026-08-20,receipt,R,A,-55.00,,INV-2 "
        self.assertEqual(self.apply(short), (["apply R 55.00 INV-2"], []))
        self.assertEqual(self.apply(short + "freight")[0], [
            "apply R 55.00 INV-2", "dispute R 5.00 INV-2 freight"])
        self.assertEqual(self.apply(short, "--tolerance", "5.00")[0], [
            "apply R 55.00 INV-2", "writeoff R -5.00 INV-2 small-balance"])
        # 5.00 is more than 8 % of 60.00, 4.80
        self.assertEqual(self.apply(short, "--tolerance", "5.00,8%")[0],
                         ["apply R 55.00 INV-2"])

    def test_partial_discount(self):
        # 49.00 / 98.00 of 2.00
        self.assertEqual(self.apply(
            self.BOOK + "2026-08-11,receipt,R,A,-49.00,,INV-1",
            "--partial-discount")[0],
            ["apply R 49.00 INV-1", "discount R -1.00 INV-1 "
             "discount-earned"])

    def test_over(self):
        over = self.BOOK + "2026-08-20,receipt,R,A,-61.00,,INV-2"
        self.assertEqual(self.apply(over), (
            ["apply R 60.00 INV-2"], ["R 1.00 over-payment"]))
        self.assertEqual(self.apply(
            over, "--tolerance", "1.00", "--write-off-over"),
            (["apply R 60.00 INV-2", "adjust R 1.00 R small-balance"], []))

    def test_credits(self):
        book = self.BOOK + "2026-08-05,credit,CM-1,A,-10.00%s\n"
        self.assertEqual(self.apply(book % ",INV-2")[0],
                         ["apply CM-1 10.00 INV-2"])
        self.assertEqual(self.apply(
            book % "" + "2026-08-20,receipt,R,A,-50.00,,INV-2 less CM-1")[0],
            ["apply CM-1 10.00 INV-2", "apply R 50.00 INV-2"])
        # discount 2.00 x 90 / 100
        self.assertEqual(self.apply(
            book % ",INV-1" + "2026-08-06,receipt,R,A,-88.20,,INV-1")[0],
            ["apply CM-1 10.00 INV-1", "apply R 88.20 INV-1",
             "discount R -1.80 INV-1 discount-earned"])

    def test_bank_return(self):
        made, left = self.apply(self.BOOK + """
            2026-08-10,receipt,R,A,-98.00,,INV-1
            2026-08-10,apply,R,A,98.00,INV-1
            2026-08-10,discount,R,A,-2.00,INV-1
            2026-08-13,receipt,X,A,98.00,R,,,,,nsf
            2026-08-20,receipt,R2,A,-100.00""")
        self.assertEqual(made, [
            "apply R -98.00 INV-1", "discount R 2.00 INV-1",
            "apply R 98.00 X", "apply R2 100.00 INV-1"])
        self.assertEqual(left, [])

    def test_held_back(self):
        receipt = "2026-08-20,receipt,R,A,-60.00,,INV-2\n"
        self.assertEqual(self.apply(
            self.BOOK + receipt + "2026-08-21,hold,,A")[1],
            ["R 60.00 customer-hold"])
        self.assertEqual(self.apply(
            self.BOOK + receipt + receipt.replace(",R,", ",R2,"))[1],
            ["R2 60.00 duplicate"])
        self.assertEqual(self.apply(
            self.BOOK + receipt + "2026-11-01,refund,,A,60.00,R")[1],
            ["R 60.00 later-rows"])

    def test_remittance(self):
        made, left = self.apply(self.BOOK + """
            2026-08-20,receipt,R,A,-150.00
            2026-08-20,remit,R,A,100.00,INV 1
            2026-08-20,remit,R,A,50.00,2,,,,,freight,10.00""")
        self.assertEqual(made, [
            "apply R 100.00 INV-1", "apply R 50.00 INV-2",
            "dispute R 10.00 INV-2 freight"])
        made, left = self.apply(self.BOOK + """
            2026-08-20,receipt,R,A,-150.00
            2026-08-20,remit,R,A,100.00,INV 1""")
        self.assertEqual((made, left), ([], ["R 150.00 remit-mismatch"]))

    def test_family_and_payer(self):
        child = "2026-08-01,invoice,INV-7,B,75.00\n"
        self.assertEqual(self.apply(
            child + "2026-08-20,receipt,R,A,-75.00")[0],
            ["apply R 75.00 INV-7 of B"])
        self.assertEqual(self.apply(
            child + self.BOOK + "2026-08-20,receipt,R,UNIDENTIFIED,-60.00,,"
            "ACME INDUSTRIES")[0],
            ["transfer R -60.00 R of UNIDENTIFIED", "apply R 60.00 INV-2"])

    def test_normal_forms(self):
        for text, normal in (("inv-0017", "INV17"), ("2026/0017", "2026.17"),
                             ("A/26-099", "A26.99"), ("#00", "0")):
            self.assertEqual(apply_names.normal(text), normal)
        self.assertEqual(apply_names.core("INV17"), "17")
        self.assertEqual(apply_names.core("INV17A"), "")

    def test_cites(self):
        def cites(memo):
            return [(c.text, c.firm, c.less) for c in
                    apply_names.cites(memo)]
        self.assertEqual(cites("INV-1001, 1002 & 1005-1007 less CM-12"), [
            ("INV-1001", True, False), ("1002", True, False),
            ("1005-1007", True, False), ("CM-12", True, True)])
        self.assertEqual(cites("TEL 555-0142 2026-10-31 1,250.00 CHECK 77"),
                         [])


if __name__ == "__main__":
    unittest.main()
