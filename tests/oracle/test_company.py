#!/usr/bin/env python3
"""The demo company is what it says, and the same on every run."""

import csv
import datetime
import hashlib
import importlib.machinery
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from decimal import Decimal

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import age  # noqa: E402

SCRIPT = os.path.join(HERE, "..", "company", "make-company")
END = datetime.date(2026, 10, 31)

# Whoever changes the company changes this, and every golden file with it.
SHA256 = (
    "6377a9b60589ae29a5ffcd178f0b6b0e"
    "573b6648322448722d992829cd140985")
MONTH_SHA256 = (
    "24151664412b9100d19dad88aaa40a85"
    "b65fdaec105681c053faf69613171ba5")

GL_SHA256 = (
    "edcfb784ba7dfa0c03eff4ab755d8f5c"
    "dad7f2274ae73ea8e671d50bb34e2223")
BANK_SHA256 = (
    "dc904b3a509d47d83ee5ab18daf324c9"
    "8155d4e59fb93598a9bc6ae087b3be43")


def load():
    loader = importlib.machinery.SourceFileLoader("make_company", SCRIPT)
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Company(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([SCRIPT, cls.folder.name], check=True)
        cls.path = os.path.join(cls.folder.name, "book.csv")
        cls.rows = cls.table("book")
        cls.book = age.Book(age.read([cls.path]))  # raises at bad data

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def table(cls, name):
        path = os.path.join(cls.folder.name, name + ".csv")
        with open(path, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def digest(self, *names):
        digest = hashlib.sha256()
        for name in names:
            path = os.path.join(self.folder.name, name + ".csv")
            with open(path, "rb") as f:
                digest.update(f.read())
        return digest.hexdigest()

    def test_the_same_bytes(self):
        self.assertEqual(
            self.digest("book", "customers", "aliases", "rates", "policy"),
            SHA256)
        self.assertEqual(
            self.digest("month-book", "month-truth"), MONTH_SHA256)
        self.assertEqual(self.digest("gl", "gl-faults", "gl-truth"),
                         GL_SHA256)
        self.assertEqual(self.digest("bank", "bank-truth"), BANK_SHA256)

    def test_the_ledger_balances(self):
        """Every entry of it, and the control account as the book."""
        sums, open_ = Counter(), Counter()
        for row in self.table("gl"):
            amount = Decimal(row["amount"])
            sums[row["entry"], row["currency"]] += amount
            open_[row["currency"]] += amount * (row["account"] == "1200")
        self.assertEqual(set(sums.values()), {0})
        for item in self.book.openings:
            open_[item.currency] -= sum(
                a for _, a in self.book.parts(item, END))
        self.assertEqual(set(open_.values()), {0})

    def test_the_bank_says_what_was_received(self):
        """Each receipt of the month is in one line, or is outstanding."""
        said, lines = Counter(), {row["id"]: row
                                  for row in self.table("bank")}
        for row in self.table("bank-truth"):
            said.update(row["docs"].split())
            if row["id"]:
                self.assertEqual(lines.pop(row["id"])["amount"],
                                 row["amount"])
        self.assertEqual(lines, {})
        received = Counter(
            row["doc"] for row in self.rows
            if row["type"] in ("receipt", "refund")
            and row["date"] >= "2026-10")
        self.assertEqual(said, received)

    def test_what_is_open_is_what_was_played(self):
        """The ledger's rules lead where the play of the year led."""
        company = load().Company()
        company.play()
        for customer in company.customers:
            for inv in customer.invoices:
                item = age.Item("debit", "", customer.id, inv.doc,
                                customer.currency)
                found = {o.due: a for o, a in self.book.parts(item, END)}
                for due, cents in inv.parts:
                    self.assertEqual(found.get(due, 0), Decimal(cents) / 100,
                                     inv.doc)

    def test_nothing_is_driven_past_zero(self):
        for day in (END, datetime.date(2026, 3, 31)):
            for item in self.book.openings:
                amount = sum(a for _, a in self.book.parts(item, day))
                if item.side == age.DEBIT:
                    self.assertGreaterEqual(amount, 0, item)
                else:
                    self.assertLessEqual(amount, 0, item)

    def test_everything_happens(self):
        types = Counter(row["type"] for row in self.rows)
        for kind, least in (("invoice", 6000), ("receipt", 3000),
                            ("apply", 6000), ("credit", 100), ("debit", 20),
                            ("transfer", 20), ("discount", 300),
                            ("writeoff", 50), ("adjust", 5), ("reverse", 5),
                            ("refund", 20), ("dispute", 100),
                            ("resolve", 100), ("promise", 100), ("hold", 10),
                            ("release", 10), ("note", 100)):
            self.assertGreaterEqual(types[kind], least, kind)
        reasons = Counter(row["reason"] for row in self.rows)
        for reason in ("nsf", "bad-debt", "small-balance", "recovery", "void",
                       "rebill", "duplicate", "opening", "discount-earned",
                       "discount-grace", "interest", "fee", "goods-return"):
            self.assertGreater(reasons[reason], 0, reason)
        for what, count in (
                ("un-applied", sum(row["type"] == "apply"
                                   and row["amount"][0] == "-"
                                   for row in self.rows)),
                ("paid by a parent", sum(row["type"] == "apply"
                                         and row["ref_customer"] != ""
                                         for row in self.rows)),
                ("payer unknown", sum(row["customer"] == "UNIDENTIFIED"
                                      for row in self.rows))):
            self.assertGreater(count, 10, what)

    def test_customers(self):
        customers = self.table("customers")
        self.assertEqual(len({c["customer"] for c in customers}), 400)
        self.assertEqual(len({c["name"] for c in customers}), 400)
        self.assertEqual({c["currency"] for c in customers}, {"USD", "EUR"})
        for c in customers:
            self.assertTrue(c["email"].endswith("@example.com"))
            self.assertRegex(c["phone"], r"^555-01\d\d$")
        policies = {row["policy"] for row in self.table("policy")}
        self.assertEqual(policies, {"standard", "strict", "gentle"})
        self.assertLessEqual({c["policy"] for c in customers}, policies)

    def test_it_ages_like_a_real_one(self):
        lines = age.run(["--as-of", str(END), "--by", "currency", self.path])
        for line in lines.splitlines()[1:]:
            cells = [Decimal(c) for c in line.split(",")[1:]]
            buckets, owed = cells[:5], sum(cells[:5])
            self.assertTrue(65 < 100 * buckets[0] / owed < 85, line)
            self.assertTrue(all(b > 0 for b in buckets), line)
            self.assertTrue(buckets[4] < owed / 20, line)

    # -- The month before cash application ---------------------------------

    def load_month(self, *names):
        return age.Book(age.read([os.path.join(
            self.folder.name, name + ".csv") for name in names]))

    def test_month_and_truth_are_the_book(self):
        """What was left out of the month is all that it lacks."""
        month = self.load_month("month-book", "month-truth")
        for item in set(self.book.openings) | set(month.openings):
            self.assertEqual(parts(month, item), parts(self.book, item), item)
            self.assertEqual(month.disputed(item, END),
                             self.book.disputed(item, END), item)

    def test_month_is_before_application(self):
        month = self.load_month("month-book")
        for item in month.openings:
            amount = sum(a for _, a in month.parts(item, END))
            if item.side == age.DEBIT:
                self.assertGreaterEqual(amount, 0, item)
            else:
                self.assertLessEqual(amount, 0, item)
        rows = self.table("month-book")
        receipts = of_month(rows)
        self.assertGreater(len(receipts), 450)
        self.assertEqual(made_of(receipts, rows), [])
        truth = made_of(receipts, self.table("month-truth"))
        self.assertGreater(len(truth), 600)

    def test_what_payers_say(self):
        rows = self.table("month-book")
        receipts = of_month(rows)
        said = {}
        for row in rows:
            if row["type"] == "remit":
                key = row["customer"], row["doc"]
                said[key] = said.get(key, 0) + Decimal(row["amount"])
        for key, amount in said.items():
            self.assertEqual(amount + Decimal(receipts[key]["amount"]), 0)
        share = 100 * len(said) / len(receipts)
        self.assertTrue(50 < share < 70, share)
        cite = sum(re.search(r"\d{5}", row["memo"]) is not None
                   for key, row in receipts.items() if key not in said)
        self.assertTrue(25 < 100 * cite / len(receipts) < 40, cite)
        self.assertGreater(sum(row["memo"] == "" for row
                               in receipts.values()), 5)
        self.assertGreater(sum(key[0] == "UNIDENTIFIED"
                               for key in receipts), 10)
        for column in ("discount", "deduction"):
            self.assertTrue(any(row[column] for row in rows
                                if row["type"] == "remit"), column)


def parts(book, item):
    """What is open of an item, by due date."""
    if item not in book.openings:
        return {}
    return {o.due: a for o, a in book.parts(item, END) if a}


def of_month(rows):
    """The receipts of October by customer and number."""
    return {(row["customer"], row["doc"]): row for row in rows
            if row["type"] == "receipt" and row["date"] >= "2026-10"
            and row["amount"].startswith("-")}


def made_of(receipts, rows):
    """What was made of these receipts, and un-applied of any."""
    docs = {doc for _, doc in receipts}
    return [row for row in rows if row["date"] >= "2026-10"
            and (row["type"] in ("apply", "transfer", "discount")
                 and row["doc"] in docs
                 or row["type"] == "apply" and row["amount"][0] == "-")]


if __name__ == "__main__":
    unittest.main()
