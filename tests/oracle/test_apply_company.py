#!/usr/bin/env python3
"""ar-apply on the demo company's October, against what was truly paid.

month-book.csv is the book before October's receipts were applied, and
month-truth.csv what was left out of it (see tests/company/company_month.py).
The policy is the company's: three days of grace, 5.00 written off, and money
is taken from customers who get no more goods.
"""

import csv
import datetime
import os
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict
from decimal import Decimal

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import age  # noqa: E402

BUILD = os.environ.get("AR_BUILD") or os.path.join(HERE, "..", "..", "build")
COMPANY = os.path.join(HERE, "..", "company", "make-company")
END = datetime.date(2026, 10, 31)
POLICY = ["--as-of", str(END), "--customers", "customers.csv", "--aliases",
          "aliases.csv", "--discount-grace", "3", "--tolerance", "5.00",
          "--despite-hold"]


def sums(rows, taken):
    """What was applied, by receipt, owner and number of the item.  What a
    receipt takes with it, credit memos and earlier receipts, is its own; what
    a credit memo says itself that it credits is not."""
    found = defaultdict(Decimal)
    for row in rows:
        if row["type"] == "apply" and not row.get(
                "rule", "").startswith("own:credit"):
            doc = taken.get((row["customer"], row["doc"]), row["doc"])
            owner = row["ref_customer"] or row["customer"]
            found[doc, owner, row["ref"]] += Decimal(row["amount"])
    return found


class October(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([COMPANY, cls.folder.name], check=True)
        cls.status = cls.apply("month-book.csv", "-o", "applied.csv",
                               "--exceptions", "exceptions.csv")
        cls.rows = cls.table("applied")
        cls.truth = cls.table("month-truth")
        cls.receipts = {
            (row["customer"], row["doc"]) for row in cls.table("month-book")
            if row["type"] == "receipt" and row["date"] >= "2026-10"
            and row["amount"].startswith("-")}
        cls.docs = {doc for _, doc in cls.receipts}
        cls.taken = {}
        for row in cls.truth:
            if row["memo"].startswith("taken with "):
                cls.taken[row["customer"], row["doc"]] = row["memo"][11:]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def apply(cls, *args):
        tool = os.path.abspath(os.path.join(BUILD, "bin", "ar-apply"))
        return subprocess.run([tool, *POLICY, *args], cwd=cls.folder.name,
                              stderr=subprocess.PIPE).returncode

    @classmethod
    def table(cls, name):
        path = os.path.join(cls.folder.name, name + ".csv")
        with open(path, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def test_nothing_contradicts_the_truth(self):
        """No receipt pays more of an item than it truly paid."""
        truth = sums(self.truth, self.taken)
        for key, amount in sums(self.rows, self.taken).items():
            if key[0] in self.docs:
                self.assertLessEqual(amount, truth[key], key)

    def test_payers_are_those_who_paid(self):
        paid = {row["doc"]: row["customer"] for row in self.truth
                if row["type"] == "transfer"}
        found = {row["doc"]: row["customer"] for row in self.rows
                 if row["type"] == "transfer"}
        self.assertGreater(len(found), 10)
        for doc, customer in found.items():
            self.assertEqual(customer, paid[doc], doc)

    def test_discounts_and_deductions(self):
        """As they truly were, but for what was taken without being earned."""
        truth = {(row["ref_customer"] or row["customer"], row["ref"],
                  row["type"]): row for row in self.truth}
        for row in self.rows:
            if row["type"] in ("discount", "dispute") and \
                    row["reason"] != "discount-unearned":
                true = truth[row["ref_customer"] or row["customer"],
                             row["ref"], row["type"]]
                self.assertEqual(row["reason"], true["reason"], true)
                self.assertLessEqual(abs(Decimal(row["amount"])),
                                     abs(Decimal(true["amount"])), true)

    def test_of_a_hundred_receipts_98_are_matched(self):
        """Matched is what paid all that it truly paid.

        Of some money nothing is to be paid: too much, paid twice, or of
        nobody.  Too much is matched when only that is left; the others are
        not.  Of all receipts 97 are used up.
        """
        self.assertEqual(self.status, 1)
        left = [row for row in self.table("exceptions")
                if row["doc"] in self.docs and row["date"] >= "2026-10"]
        paid = defaultdict(Decimal)
        for (doc, _, _), amount in sums(self.truth, {}).items():
            paid[doc] += amount
        wrong = [row for row in left if paid[row["doc"]] == 0 or
                 Decimal(row["amount"]) - Decimal(row["open"])
                 != paid[row["doc"]]]
        for count, least in ((len(left), 97), (len(wrong), 98)):
            share = 100 - 100 * count / len(self.receipts)
            self.assertGreaterEqual(share, least, "\n" + "\n".join(
                " ".join(row.values()) for row in left))

    def test_what_is_left_is_open(self):
        """The exceptions, and no others, are what the book has open."""
        paths = [os.path.join(self.folder.name, name)
                 for name in ("month-book.csv", "applied.csv")]
        book = age.Book(age.read(paths))
        opened = {}
        for item in book.openings:
            amount = sum(a for _, a in book.parts(item, END))
            if item.side == age.DEBIT:
                self.assertGreaterEqual(amount, 0, item)
            elif amount and age.kind_of(book, item) == "receipt":
                opened[item.customer, item.doc] = -amount
            else:
                self.assertLessEqual(amount, 0, item)
        told = {(row["customer"], row["doc"]): Decimal(row["open"])
                for row in self.table("exceptions")}
        self.assertEqual(told, opened)

    def test_every_exception_says_why_and_what_to_do(self):
        for row in self.table("exceptions"):
            self.assertTrue(row["cause"] and row["next_step"], row)

    def test_again_there_is_nothing_to_do(self):
        self.apply("month-book.csv", "applied.csv", "-o", "again.csv")
        self.assertEqual(self.table("again"), [])


if __name__ == "__main__":
    unittest.main()
