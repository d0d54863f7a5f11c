#!/usr/bin/env python3
"""The oracle itself, on books small enough to work out by hand.

Each expected figure was worked out on paper from the design; the sums stand
beside them.
"""

import contextlib
import importlib.machinery
import importlib.util
import io
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import age  # noqa: E402


def script(name):
    loader = importlib.machinery.SourceFileLoader(
        name.replace("-", "_"), os.path.join(HERE, name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Books(unittest.TestCase):
    def report(self, book, *args):
        """The report's lines, without its header."""
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="",
                                         encoding="utf-8") as f:
            f.write("\n".join(line.strip()
                              for line in book.strip().splitlines()) + "\n")
            f.flush()
            return age.run(list(args) + [f.name]).splitlines()[1:]

    def ages(self, book, day, *args):
        return self.report(book, "--as-of", day, *args)

    def items(self, book, day, *args):
        """--items, without customer, currency and date."""
        found = []
        for line in self.ages(book, day, "--items", *args):
            cells = line.split(",")
            found.append(",".join(cells[2:4] + cells[5:]))
        return found

    def fails(self, book, text):
        with self.assertRaises(age.BadData) as caught:
            self.ages(book, "2026-12-31")
        self.assertIn(text, str(caught.exception))


class AsOf(Books):
    BOOK = """date,type,doc,customer,amount,ref,due
        2026-01-05,invoice,I1,A,100,,2026-02-04
        2026-02-10,receipt,R1,A,-60,,
        2026-02-20,apply,R1,A,60,I1,"""

    def test_before_the_book_there_is_nothing(self):
        self.assertEqual(self.ages(self.BOOK, "2026-01-04"), [])

    def test_due_today_is_current(self):
        self.assertEqual(
            self.ages(self.BOOK, "2026-02-04"),
            ["A,,100.00,0.00,0.00,0.00,0.00,0.00,0.00,100.00"])

    def test_a_day_later_is_late(self):
        self.assertEqual(
            self.ages(self.BOOK, "2026-02-05"),
            ["A,,0.00,100.00,0.00,0.00,0.00,0.00,0.00,100.00"])

    def test_money_between_receipt_and_application(self):
        self.assertEqual(
            self.ages(self.BOOK, "2026-02-19"),
            ["A,,0.00,100.00,0.00,0.00,0.00,0.00,-60.00,40.00"])

    def test_after_the_application(self):
        self.assertEqual(
            self.ages(self.BOOK, "2026-02-20"),
            ["A,,0.00,40.00,0.00,0.00,0.00,0.00,0.00,40.00"])

    def test_buckets_change_on_their_days(self):
        # due 02-04: 30 days 03-06, 31 days 03-07, 91 days 05-06
        for day, bucket in (("2026-03-06", "1-30"), ("2026-03-07", "31-60"),
                            ("2026-05-05", "61-90"), ("2026-05-06", "91+")):
            self.assertEqual(self.items(self.BOOK, day)[0].split(",")[4],
                             bucket)

    def test_a_row_waits_for_its_items(self):
        # The apply is dated before the invoice: it counts from 01-20.
        book = """date,type,doc,customer,amount,ref
            2026-01-01,receipt,R1,A,-60,
            2026-01-05,apply,R1,A,60,I1
            2026-01-20,invoice,I1,A,100,"""
        self.assertEqual(self.items(book, "2026-01-19"),
                         ["R1,receipt,,18,unapplied,-60.00,-60.00"])
        self.assertEqual(self.items(book, "2026-01-20"),
                         ["I1,invoice,,0,current,100.00,40.00"])

    def test_basis(self):
        book = """date,type,doc,customer,amount,due,doc_date
            2026-03-01,invoice,I1,A,1,2026-03-31,2026-02-20
            2026-03-02,invoice,I2,A,2,,2026-02-20
            2026-03-03,invoice,I3,A,4,,"""
        # 03-11: I1 -20 / 19 / 10 days, I2 19 / 19 / 9, I3 8 / 8 / 8
        for basis, days in (("due", ["-20", "19", "8"]),
                            ("doc", ["19", "19", "8"]),
                            ("post", ["10", "9", "8"])):
            self.assertEqual(
                [line.split(",")[3] for line in
                 self.items(book, "2026-03-11", "--basis", basis)], days)


class Installments(Books):
    BOOK = """date,type,doc,customer,amount,ref,ref_due,due
        2026-01-01,invoice,I1,A,100,,,2026-01-31
        2026-01-01,invoice,I1,A,50,,,2026-02-28
        2026-01-01,receipt,R1,A,-500,,,
        """

    def open(self, rows):
        return [line.split(",")[-1] for line in
                self.items(self.BOOK + rows, "2026-01-10")
                if line.startswith("I1")]

    def test_oldest_first(self):
        self.assertEqual(self.open("2026-01-02,apply,R1,A,120,I1,,"),
                         ["30.00"])

    def test_named_first(self):
        self.assertEqual(
            self.open("2026-01-02,apply,R1,A,30,I1,2026-02-28,"),
            ["100.00", "20.00"])

    def test_what_a_named_one_can_not_take_fills_the_oldest(self):
        # 70 on 50 leaves 20 for the first: 80
        self.assertEqual(
            self.open("2026-01-02,apply,R1,A,70,I1,2026-02-28,"), ["80.00"])

    def test_past_zero_stands_on_the_last(self):
        # 150 - 70 - 90 = -10
        self.assertEqual(
            self.open("""2026-01-02,apply,R1,A,70,I1,2026-02-28,
                2026-01-02,apply,R1,A,90,I1,,"""), ["-10.00"])

    def test_a_named_increase_makes_room(self):
        # 100 + 30 - 120 = 10; the other is untouched
        self.assertEqual(
            self.open("""2026-01-02,writeoff,W,A,30,I1,2026-01-31,
                2026-01-02,apply,R1,A,120,I1,,"""), ["10.00", "50.00"])

    def test_an_increase_stands_on_the_last(self):
        self.assertEqual(self.open("2026-01-02,writeoff,W,A,7,I1,,"),
                         ["100.00", "57.00"])

    def test_apply_and_unapply_is_nothing(self):
        self.assertEqual(
            self.open("""2026-01-02,apply,R1,A,120,I1,,
                2026-01-03,apply,R1,A,-120,I1,,"""), ["100.00", "50.00"])

    def test_lines_of_one_due_date(self):
        # One installment in --items; "10" fills before "9" (bytes).
        book = """date,type,doc,customer,amount,account,line,due,ref
            2026-01-01,invoice,I1,A,30,1210,9,2026-01-31,
            2026-01-01,invoice,I1,A,30,1200,10,2026-01-31,
            2026-01-01,receipt,R1,A,-40,1200,,,
            2026-01-02,apply,R1,A,40,,,,I1"""
        self.assertEqual(
            self.items(book, "2026-01-10"),
            ["I1,invoice,2026-01-31,-21,current,60.00,20.00"])
        self.assertEqual(
            self.ages(book, "2026-01-10", "--by", "account"),
            ["1210,,20.00,0.00,0.00,0.00,0.00,0.00,0.00,20.00"])

    def test_a_credit_item_fills_likewise(self):
        book = """date,type,doc,customer,amount,ref,due
            2026-01-01,credit,C1,A,-10,,2026-01-31
            2026-01-01,credit,C1,A,-10,,2026-02-28
            2026-01-02,refund,F1,A,12,C1,"""
        self.assertEqual(
            self.items(book, "2026-01-10"),
            ["C1,credit,2026-02-28,-49,credits,-10.00,-8.00"])

    def test_unknown_installment(self):
        self.fails(self.BOOK + "2026-01-02,apply,R1,A,1,I1,2026-03-01,",
                   "no installment due 2026-03-01")


class Transfers(Books):
    def test_a_payer_is_found(self):
        book = """date,type,doc,customer,amount,ref,ref_customer
            2026-01-10,receipt,W1,UNIDENTIFIED,-80,,
            2026-01-05,transfer,W1,A,-80,W1,UNIDENTIFIED
            2026-01-11,invoice,I1,A,80,,
            2026-01-11,apply,W1,A,50,I1,"""
        # The transfer waits for the receipt.
        self.assertEqual(
            self.ages(book, "2026-01-10"),
            ["A,,0.00,0.00,0.00,0.00,0.00,0.00,-80.00,-80.00"])
        # Its item is as old as the receipt: 1 day.
        self.assertEqual(self.items(book, "2026-01-11"),
                         ["I1,invoice,,0,current,80.00,30.00",
                          "W1,receipt,,1,unapplied,-80.00,-30.00"])

    def test_a_chain_inherits_its_due_date(self):
        book = """date,type,doc,customer,amount,ref,ref_due,due
            2026-01-01,invoice,I1,A,100,,,2026-01-31
            2026-01-01,invoice,I1,A,100,,,2026-02-28
            2026-02-01,transfer,I2,A,60,I1,2026-02-28,
            2026-02-01,transfer,I3,A,10,I2,,
            2026-02-01,transfer,I4,A,5,I1,,"""
        self.assertEqual(
            self.items(book, "2026-02-10"),
            ["I1,invoice,2026-01-31,10,1-30,100.00,95.00",
             "I1,invoice,2026-02-28,-18,current,100.00,40.00",
             "I2,invoice,2026-02-28,-18,current,60.00,50.00",
             "I3,invoice,2026-02-28,-18,current,10.00,10.00",
             "I4,invoice,2026-01-31,10,1-30,5.00,5.00"])

    def test_a_new_due_date(self):
        book = """date,type,doc,customer,amount,ref,ref_due,due
            2026-01-01,invoice,I1,A,100,,,2026-01-31
            2026-02-01,transfer,I1,A,40,I1,,2026-03-31"""
        self.assertEqual(
            self.items(book, "2026-02-10"),
            ["I1,invoice,2026-01-31,10,1-30,100.00,60.00",
             "I1,invoice,2026-03-31,-49,current,40.00,40.00"])

    def test_the_sign_says_which_side(self):
        book = """date,type,doc,customer,amount,ref
            2026-01-01,invoice,1001,A,100,
            2026-01-01,receipt,1001,A,-30,
            2026-01-02,transfer,X,A,-10,1001
            2026-01-02,transfer,Y,A,25,1001"""
        self.assertEqual(self.items(book, "2026-01-02"),
                         ["1001,invoice,,1,1-30,100.00,75.00",
                          "1001,receipt,,1,unapplied,-30.00,-20.00",
                          "X,receipt,,1,unapplied,-10.00,-10.00",
                          "Y,invoice,,1,1-30,25.00,25.00"])

    def test_of_nothing(self):
        self.fails("""date,type,doc,customer,amount,ref
            2026-01-02,transfer,X,A,10,Y
            2026-01-02,transfer,Y,A,10,X""", "ref is not in the book")


class Disputes(Books):
    BOOK = """date,type,doc,customer,amount,ref,due
        2026-01-01,invoice,I1,A,100,,2026-01-31
        2026-01-01,invoice,I1,A,50,,2026-02-28
        """

    def disputed(self, rows, day="2026-02-10"):
        """buckets current and 1-30, disputed"""
        cells = self.ages(self.BOOK + rows, day, "--disputed")[0].split(",")
        return cells[2], cells[3], cells[7]

    def test_oldest_debt_first(self):
        self.assertEqual(self.disputed("2026-01-05,dispute,D1,A,120,I1,"),
                         ("30.00", "0.00", "120.00"))

    def test_blank_is_all_of_it(self):
        self.assertEqual(self.disputed("2026-01-05,dispute,D1,A,,I1,"),
                         ("0.00", "0.00", "150.00"))

    def test_not_more_than_is_open(self):
        self.assertEqual(
            self.disputed("""2026-01-05,dispute,D1,A,120,I1,
                2026-01-06,receipt,R1,A,-90,,
                2026-01-06,apply,R1,A,90,I1,"""), ("0.00", "0.00", "60.00"))

    def test_resolve_some_then_the_rest(self):
        rows = """2026-01-05,dispute,D1,A,80,I1,
            2026-01-06,resolve,D1,A,30,I1,
            2026-02-09,resolve,D1,A,,I1,"""
        self.assertEqual(self.disputed(rows, "2026-02-08")[2], "50.00")
        self.assertEqual(self.disputed(rows)[2], "0.00")

    def test_a_blank_number_is_a_number(self):
        # The blank resolve leaves D1 alone; never below zero.
        self.assertEqual(
            self.disputed("""2026-01-05,dispute,D1,A,10,I1,
                2026-01-05,dispute,,A,20,I1,
                2026-01-06,resolve,,A,25,I1,"""),
            ("50.00", "90.00", "10.00"))

    def test_one_day_dispute_before_resolve(self):
        # Both wait for the invoice: 40 - 15 = 25.
        self.assertEqual(
            self.disputed("""2025-12-05,resolve,D1,A,15,I1,
                2025-12-06,dispute,D1,A,40,I1,""")[2], "25.00")


class Credits(Books):
    BOOK = """date,type,doc,customer,amount,ref,due
        2026-01-01,invoice,I1,A,100,,2026-01-31
        2026-01-01,invoice,I2,A,50,,2026-03-01
        2026-01-01,credit,C1,A,-70,,
        2026-01-01,receipt,R1,A,-60,,
        """
    # 2026-02-10: I1 10 days, I2 current, C1 and R1 40 days

    def modes(self, mode, rows=""):
        return self.ages(self.BOOK + rows, "2026-02-10", "--credits", mode)

    def test_column(self):
        self.assertEqual(
            self.modes("column"),
            ["A,,50.00,100.00,0.00,0.00,0.00,-70.00,-60.00,20.00"])

    def test_bucket(self):
        self.assertEqual(
            self.modes("bucket"),
            ["A,,50.00,100.00,-130.00,0.00,0.00,0.00,0.00,20.00"])

    def test_current(self):
        self.assertEqual(
            self.modes("current"),
            ["A,,-80.00,100.00,0.00,0.00,0.00,0.00,0.00,20.00"])

    def test_oldest(self):
        # 130 against 100, then 30 against 50
        self.assertEqual(
            self.modes("oldest"),
            ["A,,20.00,0.00,0.00,0.00,0.00,0.00,0.00,20.00"])

    def test_oldest_uses_receipts_first(self):
        # 60 of R1 and 120 of 130 credit are used; 10 credit stays
        self.assertEqual(
            self.modes("oldest", "2026-01-01,credit,C2,A,-30,,"),
            ["A,,0.00,0.00,0.00,0.00,0.00,-10.00,0.00,-10.00"])

    def test_the_sign_decides_not_the_type(self):
        # Receipt applied past zero: +20 in a bucket, I1 at -20 in credits.
        book = """date,type,doc,customer,amount,ref
            2026-01-01,invoice,I1,A,100,
            2026-01-01,receipt,R1,A,-100,
            2026-01-02,apply,R1,A,120,I1"""
        self.assertEqual(
            self.ages(book, "2026-01-03"),
            ["A,,0.00,20.00,0.00,0.00,0.00,-20.00,0.00,0.00"])

    def test_zero(self):
        book = """date,type,doc,customer,amount
            2026-01-01,invoice,I1,A,0
            2026-01-01,invoice,I2,B,-0.00"""
        self.assertEqual(self.ages(book, "2026-01-03"), [])
        self.assertEqual(
            self.ages(book, "2026-01-03", "--zero"),
            [c + ",,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00" for c in "AB"])


class Others(Books):
    def test_a_bank_return(self):
        book = """date,type,doc,customer,amount,ref,reason
            2026-01-01,invoice,I1,A,100,,
            2026-01-05,receipt,R1,A,-100,,
            2026-01-05,apply,R1,A,100,I1,
            2026-01-08,receipt,N1,A,100,R1,nsf
            2026-01-08,apply,R1,A,-100,I1,
            2026-01-08,apply,R1,A,100,N1,"""
        self.assertEqual(self.items(book, "2026-01-07"), [])
        self.assertEqual(self.items(book, "2026-01-08"),
                         ["I1,invoice,,7,1-30,100.00,100.00"])

    def test_parent_pays_child_in_another_entity(self):
        book = """ref_customer,ref_entity,date,type,doc,customer,amount,entity,ref
            ,,2026-01-01,invoice,I1,C,100,20,
            ,,2026-01-05,receipt,R1,P,-100,10,
            C,20,2026-01-05,apply,R1,P,90,10,I1"""
        self.assertEqual(
            self.ages(book, "2026-01-05", "--by", "entity,customer"),
            ["10,P,,0.00,0.00,0.00,0.00,0.00,0.00,-10.00,-10.00",
             "20,C,,0.00,10.00,0.00,0.00,0.00,0.00,0.00,10.00"])

    def test_currencies_are_never_added(self):
        book = """date,type,doc,customer,amount,currency,ref,ref_currency,ref_amount
            2026-01-01,invoice,I1,A,1000,JPY,,,
            2026-01-01,receipt,R1,A,-10.5,KWD,,,
            2026-01-01,apply,R1,A,2.5,KWD,I1,JPY,400"""
        self.assertEqual(
            self.ages(book, "2026-01-01", "--total"),
            ["A,JPY,600,0,0,0,0,0,0,600",
             "A,KWD,0.000,0.000,0.000,0.000,0.000,0.000,-8.000,-8.000",
             "TOTAL,JPY,600,0,0,0,0,0,0,600",
             "TOTAL,KWD,0.000,0.000,0.000,0.000,0.000,0.000,-8.000,-8.000"])

    def test_a_plain_list(self):
        book = """doc,date,amount,customer,due
            ,2026-01-01,10,A,2026-01-31
            ,2026-01-01,10,A,2026-01-31
            X,2026-01-01,-3,A,"""
        self.assertEqual(
            self.ages(book, "2026-01-20"),
            ["A,,20.00,0.00,0.00,0.00,0.00,-3.00,0.00,17.00"])

    def test_header_again(self):
        book = """date,type,doc,customer,amount
            2026-01-01,invoice,I1,A,10
            date,customer,amount,doc,type
            2026-01-01,A,5,I2,invoice"""
        self.assertEqual(
            self.ages(book, "2026-01-01"),
            ["A,,15.00,0.00,0.00,0.00,0.00,0.00,0.00,15.00"])


class Bad(Books):
    def bad(self, row, text):
        self.fails("""date,type,doc,customer,amount,ref
            2026-01-01,invoice,I1,A,10,
            2026-01-01,receipt,R1,A,-10,
            2026-01-01,invoice,R1,A,10,
            """ + row, text)

    def test_rows(self):
        for row, text in (
                ("2026-01-01,apply,R1,A,5,I9", "I9 is not in the book"),
                ("2026-01-01,apply,R9,A,5,I1", "R9 is not in the book"),
                ("2026-01-01,discount,x,A,-5,R9", "R9 is not in the book"),
                ("2026-01-01,adjust,x,A,-5,R1", "both a debit and a credit"),
                ("2026-01-01,invoice,I1,A,10,", "the same item"),
                ("2026-01-01,invoice,I2,A,-10,", "wrong sign"),
                ("2026-01-01,receipt,R2,A,10,", "wrong sign"),
                ("2026-02-30,invoice,I2,A,10,", "not a date"),
                ("2026-01-01,invoice,I2,A,1.005,", "too many decimals"),
                ("2026-01-01,bill,I2,A,1,", "not a type"),
                ("2026-01-01,apply,R1,A,5,I1\n2026-01-01,apply,R1,A,5,I1",
                 "the same row")):
            with self.subTest(row):
                self.bad(row, text)


class AnotherOpinion(unittest.TestCase):
    """SQLite ages simple books and plain lists to the same bytes."""

    def test_sqlite(self):
        books, sql = script("random-book"), script("age-sql")
        for seed in range(1, 16):
            for kind in ("simple", "list"):
                columns, rows = books.random_book(seed, 25, kind)
                self.same(sql, books.as_csv(rows, columns),
                          ["2026-02-01", "2026-03-31", "2026-12-31"])

    def test_ibm(self):
        ibm = script("ibm-book")
        if not os.path.exists(ibm.SAMPLE):
            self.skipTest("no ../shared/data/ibm-ar")
        out = io.StringIO()
        argv, sys.argv = sys.argv, ["ibm-book"]
        with contextlib.redirect_stdout(out):
            ibm.main()
        sys.argv = argv
        self.same(script("age-sql"), out.getvalue(),
                  ["2012-06-30", "2013-06-30"])

    def same(self, sql, text, days):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="",
                                         encoding="utf-8") as f:
            f.write(text)
            f.flush()
            for day in days:
                self.assertEqual(sql.run(day, f.name),
                                 age.run(["--as-of", day, f.name]))


if __name__ == "__main__":
    unittest.main()
