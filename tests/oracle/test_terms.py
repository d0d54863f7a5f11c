#!/usr/bin/env python3
"""The oracle of payment terms itself, on dates worked out with a calendar."""

import datetime
import os
import re
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import terms  # noqa: E402

MANUAL = os.path.join(HERE, "..", "..", "man", "ar-terms.5")


def day(text):
    return datetime.date.fromisoformat(text)


def rows(text, date, amount=100000, *args, **named):
    """DUE AMOUNT [DATE DISCOUNT]... in minor units, a line a row."""
    found = terms.apply(terms.parse(text), day(date), amount, *args, **named)
    return [" ".join([str(due), str(a)] + ["%s %d" % d for d in tiers])
            for due, a, tiers in found]


class Manual(unittest.TestCase):
    def table(self, pattern):
        with open(MANUAL, encoding="utf-8") as f:
            found = re.findall(pattern, f.read(), re.M)
        self.assertGreater(len(found), 10)
        return found

    def test_steps(self):
        for steps, before, after in self.table(
                r"^\.It Li (.*) Ta (\d{4}-\S+) Ta (\d{4}-\S+)$"):
            with self.subTest(steps=steps, before=before):
                self.assertEqual(rows("due " + steps, before),
                                 [after + " 100000"])

    def test_shorthand(self):
        for short, full in self.table(r"^\.It Li (.*) Ta Li (.*)$"):
            for each in short.split(" No or Li "):
                with self.subTest(short=each):
                    self.assertEqual(rows(each, "2026-10-09"),
                                     rows(full, "2026-10-09"))


class Shares(unittest.TestCase):
    def test_thirds(self):
        self.assertEqual(
            rows("30% net 30, 30% net 60, balance net 90", "2026-10-31", 9999),
            # 2999.7 twice, and 9999 - 6000
            ["2026-11-30 3000", "2026-12-30 3000", "2027-01-29 3999"])

    def test_fixed_shares_come_first(self):
        # 50 % of 1000.00 - 200.00, half a cent up, the rest for the last
        self.assertEqual(
            rows("50% net 1, fixed 200.00 net 2, 50% net 3", "2026-10-01",
                 100001),
            ["2026-10-02 40001", "2026-10-03 20000", "2026-10-04 40000"])

    def test_fixed_share_of_too_much(self):
        with self.assertRaisesRegex(terms.BadTerms, "^fixed$"):
            rows("fixed 200 net 1, balance net 2", "2026-10-01", 19999)
        with self.assertRaisesRegex(terms.BadTerms, "^decimals$"):
            rows("fixed 0.50 net 1, balance net 2", "2026-10-01", 5,
                 exponent=0)

    def test_nothing_is_left(self):
        # half a cent each, rounded up while there is one
        text = "10% net 1, 10% net 2, 10% net 3, balance net 4"
        self.assertEqual(rows(text, "2026-10-01", 5)[:3],
                         ["2026-10-02 1", "2026-10-03 1", "2026-10-04 1"])
        self.assertEqual(rows("10% net 1, 20% net 2, balance net 3",
                              "2026-10-01", 1), ["2026-10-04 1"])
        self.assertEqual(rows("50% 2/1 net 2, 50% net 3", "2026-10-01", 0),
                         ["2026-10-04 0"])

    def test_a_credit_is_the_mirror(self):
        self.assertEqual(
            rows("50% 2/1 net 2, 50% net 3", "2026-10-01", -25),
            # -12.5 is -13; 2 % of it -0.26
            ["2026-10-03 -13 2026-10-02 0", "2026-10-04 -12"])


class Discounts(unittest.TestCase):
    def test_tiers(self):
        self.assertEqual(
            rows("3/10 2/30 net 60", "2026-10-31"),
            ["2026-12-30 100000 2026-11-10 3000 2026-11-30 2000"])

    def test_base(self):
        # 10 % of 100.00 * 19 / 119 = 15.97 and of the other 84.03
        self.assertEqual(
            rows("fixed 19 10/1 net 2, balance 10/1 net 3", "2026-10-01",
                 11900, 10000),
            ["2026-10-03 1900 2026-10-02 160",
             "2026-10-04 10000 2026-10-02 840"])

    def test_rounding(self):
        for rounding, cents in (("away", 1), ("even", 0)):  # half a cent
            self.assertEqual(
                rows("2/1 net 2", "2026-10-01", 25, rounding=rounding),
                ["2026-10-03 25 2026-10-02 %d" % cents])

    def test_one_row(self):
        # half a cent and half a cent are one
        self.assertEqual(
            rows("50% 2/1 net 2, 50% 2.0/1 net 2", "2026-10-01", 50),
            ["2026-10-03 50 2026-10-02 1"])
        self.assertEqual(
            rows("50% 2/1 net 2, 50% 3/1 net 2", "2026-10-01", 200),
            ["2026-10-03 100 2026-10-02 2", "2026-10-03 100 2026-10-02 3"])


class Dates(unittest.TestCase):
    def test_holidays(self):
        # 2026-12-25 is a Friday
        closed = [day("2026-12-25"), day("2026-12-28")]
        self.assertEqual(
            rows("due bday", "2026-12-25", holidays=closed),
            ["2026-12-29 100000"])

    def test_beyond(self):
        for text in ("net 1", "due +1m", "due next 31", "due prox 1",
                     "2/1 net 1"):
            with self.subTest(text=text):
                with self.assertRaisesRegex(terms.BadTerms, "^date$"):
                    rows(text, "9999-12-31")
        self.assertEqual(rows("due day 31", "9999-12-02"),
                         ["9999-12-31 100000"])


class Refused(unittest.TestCase):
    def test_refused(self):
        for text in (
                "", "30", "net", "net x", "net 100000", "net 30 eom",
                "2/10 eom", "2/10, eom", "eom net 30", "due 30", "due",
                "due day 0", "due next 32", "due cutoff 5 day 3", "due prox",
                "due +30", "due +30w", "due +1.5d", "disc 2% +1d, due +2d",
                "disc 2 +1d; due +2d", "disc 2%; due +2d", "+30d",
                "0/10 net 30", "101/10 net 30", "2/10", "net 30,",
                "net 30, net 60", "30% net 30", "30% net 30, 69% net 60",
                "100% net 30, balance net 60", "balance net 1, 5% net 2",
                "fixed 5 net 30", "fixed 0 net 30, balance net 60",
                "0.0000000001% net 1, balance net 2", "netx 30"):
            with self.subTest(text=text):
                self.assertRaises(terms.BadTerms, terms.parse, text)


if __name__ == "__main__":
    unittest.main()
