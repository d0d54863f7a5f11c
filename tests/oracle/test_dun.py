#!/usr/bin/env python3
"""Who is dunned, how firmly and what it costs, on books few enough to do by
hand.

Each expected figure was worked out on paper from the specification; the
arithmetic stands beside it.  The oracle must find it, and ar-dun too where it
is built.
"""

import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from collections import Counter

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import age  # noqa: E402
import dun  # noqa: E402
from kpi_sums import month_end  # noqa: E402
from test_age import script  # noqa: E402

COMPANY = os.path.join(HERE, "..", "company", "make-company")
PROPERTY = script("property-dun")
LEAD = "date type doc customer amount ref due".split()
HEADER = LEAD + "ref_due doc_date level interest_to reason line id".split()
CUSTOMERS = "customer policy parent hold credit_limit".split()


def as_table(text, lead, more=()):
    """A row a line: cells in the order of `lead`, - is blank, or name=cell."""
    rows = []
    for line in text.strip().splitlines():
        row = {}
        for i, word in enumerate(line.split()):
            name, mark, value = word.partition("=")
            if not mark:
                name, value = lead[i], word
            row[name] = "" if value == "-" else value
        rows.append(row)
    extra = sorted({c for row in rows for c in row} - set(lead) - set(more))
    header = list(lead) + list(more) + extra
    return PROPERTY.to_csv([header] + [[row.get(c, "") for c in header]
                                       for row in rows])


class Case(unittest.TestCase):
    """One customer's invoice is 1000.00, due on 2026-01-31, unless said."""

    BOOK = "2026-01-01 invoice I1 A 1000 - 2026-01-31"

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-dun.")
        self.addCleanup(shutil.rmtree, self.folder)
        self.customers, self.side = None, "held"

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        return self.path(name)

    def run_both(self, day, policy, book=None, *args):
        """Rows of the oracle; the tool must print the same."""
        book = self.BOOK if book is None else book
        args = ["--as-of", day, "--start", "N1", "--" + self.side,
                self.path("side.csv"), "--policy",
                self.file("policy.csv", as_table(
                    policy, ["policy", "level", "days"]))] + list(args)
        if self.customers:
            args += ["--customers", self.file("customers.csv", as_table(
                self.customers, CUSTOMERS))]
        args.append(self.file("book.csv", as_table(book, LEAD, HEADER[7:])))
        result = dun.run(args)
        self.must_agree(args, result)
        its = PROPERTY.table(result.sides[self.side])
        if self.side != "held":
            return its
        self.held = ["%s %s %s" % (row["ref"] or "-", row["reason"],
                                   row["until"]) for row in its]
        self.details = [row["detail"] for row in its]
        self.text = result.rows
        return PROPERTY.table(result.rows)

    def must_agree(self, args, result):
        command = PROPERTY.tool()
        if not command:
            return
        done = subprocess.run(command + args, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        self.assertEqual((done.stdout.decode(), done.returncode),
                         (result.rows, result.status), done.stderr.decode())
        with open(self.path("side.csv"), encoding="utf-8") as f:
            side = f.read()
        self.assertEqual(side, result.sides[self.side])

    def notices(self, *args):
        """["ref level amount fee interest"], - where blank."""
        return [" ".join(row[c] or "-" for c in (
            "ref", "level", "amount", "fee", "interest"))
                for row in self.run_both(*args)]


class Levels(Case):
    def test_due_one_day_less_is_not_due(self):
        # 2026-01-31 + 10 days is 2026-02-10; the day before it is 9.
        self.assertEqual(self.notices("2026-02-09", "p 1 10"), [])
        self.assertEqual(self.held, [])
        self.assertEqual(self.notices("2026-02-10", "p 1 10"),
                         ["I1 1 1000.00 - -"])

    def test_on_the_due_date_nothing_is_late(self):
        self.assertEqual(self.notices("2026-01-31", "p 1 0"), [])
        self.assertEqual(self.notices("2026-02-01", "p 1 0"),
                         ["I1 1 1000.00 - -"])

    def test_grace(self):
        # Late from the sixth day: 2026-02-06 is day 6.
        policy = """p 0 - grace_days=5
                    p 1 1"""
        self.assertEqual(self.notices("2026-02-05", policy), [])
        self.assertEqual(self.notices("2026-02-06", policy),
                         ["I1 1 1000.00 - -"])

    THREE = """p 1 1
               p 2 30
               p 3 60"""

    def test_one_rises_one(self):
        # 90 days late: the days of all three are over.
        self.assertEqual(self.notices("2026-05-01", self.THREE),
                         ["I1 1 1000.00 - -"])
        book = self.BOOK + "\n2026-05-01 notice H1 A - I1 level=1"
        self.assertEqual(self.notices("2026-05-02", self.THREE, book),
                         ["I1 2 1000.00 - -"])

    def test_not_twice_a_day(self):
        book = self.BOOK + "\n2026-05-01 notice H1 A - I1 level=1"
        self.assertEqual(self.notices("2026-05-01", self.THREE, book), [])
        self.assertEqual(self.held, ["I1 noticed 2026-05-02"])

    def test_jump_goes_by_days(self):
        # 2026-01-31 + 59 is 2026-03-31, + 60 is 2026-04-01
        policy = "p 0 - advance=jump\n" + self.THREE
        self.assertEqual(self.notices("2026-03-31", policy),
                         ["I1 2 1000.00 - -"])
        self.assertEqual(self.notices("2026-04-01", policy),
                         ["I1 3 1000.00 - -"])

    def test_end_of_month(self):
        # Due on 10 January: the end of the month is the 31st, + 10 days.
        book = "2026-01-01 invoice I1 A 1000 - 2026-01-10"
        self.assertEqual(self.notices("2026-02-09", "p 1 10 from=eom", book),
                         [])
        self.assertEqual(self.notices("2026-02-10", "p 1 10 from=eom", book),
                         ["I1 1 1000.00 - -"])

    def test_from_the_previous(self):
        policy = """p 1 1
                    p 2 14 from=previous"""
        book = self.BOOK + "\n2026-03-01 notice H1 A - I1 level=1"
        # 13 days and 14 days after the notice.  On the 13th nothing is new.
        self.assertEqual(self.notices("2026-03-14", policy, book), [])
        self.assertEqual(self.held, [])
        self.assertEqual(self.notices("2026-03-15", policy, book),
                         ["I1 2 1000.00 - -"])

    def test_a_repetition(self):
        book = self.BOOK + "\n2026-03-01 notice H1 A - I1 level=1"
        policy = "p 1 1 min_days_between=14"
        self.assertEqual(self.notices("2026-03-14", policy, book), [])
        self.assertEqual(self.held, ["I1 noticed 2026-03-15"])
        self.assertEqual(self.notices("2026-03-15", policy, book),
                         ["I1 1 1000.00 - -"])

    def test_installments_are_dunned_on_their_own(self):
        book = """2026-01-01 invoice I1 A 300 - 2026-01-31
                  2026-01-01 invoice I1 A 300 - 2026-03-02
                  2026-02-10 notice H1 A - I1 level=1 ref_due=2026-01-31"""
        rows = self.run_both("2026-03-12", "p 1 10\np 2 40", book)
        # 40 days after 2026-01-31, 10 days after 2026-03-02.
        self.assertEqual([(row["ref_due"], row["level"]) for row in rows],
                         [("2026-01-31", "2"), ("2026-03-02", "1")])

    def test_an_earlier_day_is_refused(self):
        book = self.BOOK + "\n2026-03-01 notice H1 A - I1 level=1"
        with self.assertRaisesRegex(dun.Failed, "notice of 2026-03-01"):
            self.run_both("2026-02-28", "p 1 1", book)


    def test_a_number_is_not_given_out_again(self):
        # That of a notice, and of a letter whose fee alone is in the book;
        # of a letter that is not written, it is nobody's.
        for row in ("notice N1 B - I1 ref_customer=A", "debit N1-F1 B 5",
                    "debit N1-I12 B 5"):
            book = self.BOOK + "\n2026-01-02 " + row
            with self.assertRaisesRegex(dun.Failed, "N1 is used in .*:3"):
                self.run_both("2026-02-10", "p 1 1", book)
            self.assertEqual(self.notices("2026-01-02", "p 1 1", book), [])


class Minimums(Case):
    TWO = """2026-01-01 invoice I1 A 60 - 2026-01-31
             2026-01-01 invoice I2 A 39.99 - 2026-02-01"""

    def test_it_falls_and_is_not_skipped(self):
        # 60 + 39.99 = 99.99 is below 100: both fall to level 1.
        policy = """p 0 - advance=jump
                    p 1 1
                    p 2 20 min_amount=%s fee=9"""
        self.assertEqual(
            self.notices("2026-03-01", policy % "100.00", self.TWO),
            ["I1 1 60.00 - -", "I2 1 39.99 - -"])
        self.assertEqual(
            self.notices("2026-03-01", policy % "99.99", self.TWO),
            ["I1 2 60.00 9.00 -", "I2 2 39.99 - -"])

    def test_what_fell_counts_below(self):
        # On 2026-02-20 I1 is 20 days late, I2 19: alone at level 2, 60 is
        # too little; at level 1 both are 99.99, which is enough.
        policy = """p 0 - advance=jump
                    p 1 1 min_amount=99.99
                    p 2 20 min_amount=60.01"""
        self.assertEqual(self.notices("2026-02-20", policy, self.TWO),
                         ["I1 1 60.00 - -", "I2 1 39.99 - -"])

    def test_below_the_first(self):
        self.assertEqual(self.notices(
            "2026-03-01", "p 1 1 min_amount=100", self.TWO), [])
        self.assertEqual(self.held, ["I1 below-minimum ",
                                     "I2 below-minimum "])

    def test_a_fall_to_what_was_noticed(self):
        """... is a repetition, which needs an interval."""
        book = """2026-01-01 invoice I1 A 60 - 2026-01-31
                  2026-02-10 notice H1 A - I1 level=1"""
        policy = """p 1 1 min_days_between=%d
                    p 2 20 min_amount=100"""
        self.assertEqual(self.notices("2026-03-01", policy % 0, book), [])
        self.assertEqual(self.held, ["I1 below-minimum "])
        # 2026-02-10 + 19 days is 2026-03-01.
        self.assertEqual(self.notices("2026-03-01", policy % 20, book), [])
        self.assertEqual(self.notices("2026-03-01", policy % 19, book),
                         ["I1 1 60.00 - -"])

    def test_percent(self):
        # Late is 60 of 60 + 39.99 + 20.01 = 120.00: exactly half.
        book = """2026-01-01 invoice I1 A 60 - 2026-01-31
                  2026-01-01 invoice I2 A 39.99 - 2026-04-01
                  2026-01-01 invoice I3 A 20.01 - 2026-04-02"""
        self.assertEqual(self.notices(
            "2026-03-01", "p 1 1 min_percent=50%", book), ["I1 1 60.00 - -"])
        self.assertEqual(self.notices(
            "2026-03-01", "p 1 1 min_percent=0.501", book), [])
        # One of the two is enough; of one that is not there, the other.
        for more, found in (("min_amount=60 combine=or", 1),
                            ("min_amount=61 combine=or", 0),
                            ("combine=or", 0), ("min_amount=60", 0)):
            self.assertEqual(len(self.notices(
                "2026-03-01", "p 1 1 min_percent=51% " + more, book)), found)

    def test_count(self):
        self.assertEqual(self.notices(
            "2026-03-01", "p 1 1 min_count=3", self.TWO), [])
        self.assertEqual(len(self.notices(
            "2026-03-01", "p 1 1 min_count=2", self.TWO)), 2)

    def test_arrears(self):
        # On 2026-02-10 the oldest is 10 days late.
        policy = """p 0 - min_days_arrears=%d
                    p 1 1"""
        self.assertEqual(
            self.notices("2026-02-10", policy % 11, self.TWO), [])
        self.assertEqual(self.held, ["I1 arrears ", "I2 arrears "])
        self.assertEqual(
            len(self.notices("2026-02-10", policy % 10, self.TWO)), 2)


class Charges(Case):
    PAID = Case.BOOK + """
        2026-02-10 receipt R1 A -400
        2026-02-10 apply R1 A 400 I1"""

    def test_interest_over_a_partial_payment(self):
        policy = "p 1 1 interest_rate=9% min_days_between=1"
        # 2026-01-31 to 2026-02-10: 10 days of 1000; to 2026-03-02: 20 days
        # of 600: 22000 * 0.09 / 365 = 5.4246
        rows = self.run_both("2026-03-02", policy, self.PAID)
        self.assertEqual([row["interest"] for row in rows], ["5.42"])
        self.assertEqual(rows[0]["interest_to"], "2026-03-02")
        self.assertEqual(rows[0]["amount"], "600.00")
        # to 2026-03-12: 10 more days: 6000 * 0.09 / 365 = 1.4794
        book = self.PAID + """
            2026-03-02 notice H1 A 600 I1 level=1 interest_to=2026-03-02"""
        self.assertEqual(self.notices("2026-03-12", policy, book),
                         ["I1 1 600.00 - 1.48"])
        # At once: 28000 * 0.09 / 365 = 6.9041 = 5.42 + 1.48
        self.assertEqual(self.notices("2026-03-12", policy, self.PAID),
                         ["I1 1 600.00 - 6.90"])

    def test_interest_on_what_is_open_today(self):
        # 30 days of 600: 18000 * 0.09 / 365 = 4.4383
        self.assertEqual(self.notices(
            "2026-03-02", "p 1 1 interest_rate=0.09 interest_base=balance",
            self.PAID), ["I1 1 600.00 - 4.44"])

    def test_day_counts(self):
        # 2026-01-31 to 2026-03-01 is 29 days; with months of 30 days from
        # the 30th of January to the 1st of March, 31.
        book = "2026-01-01 invoice I1 A 1200 - 2026-01-31"
        for count, interest in (
                ("365", "11.44"),      # 1200 * 0.12 * 29 / 365 = 11.4411
                ("360", "11.60"),      # 1200 * 0.12 * 29 / 360 = 11.6
                ("30/360", "12.40")):  # 1200 * 0.12 * 31 / 360 = 12.4
            self.assertEqual(self.notices(
                "2026-03-01", "p 1 1 interest_rate=12% day_count=" + count,
                book), ["I1 1 1200.00 - " + interest])

    def test_rounded_once_half_away(self):
        # 10 days of 1825 at 1%: 18250 * 0.01 / 365 = 0.50; of 18.25, 0.005
        self.assertEqual(self.notices(
            "2026-02-10", "p 1 1 interest_rate=1%",
            "2026-01-01 invoice I1 A 18.25 - 2026-01-31"),
            ["I1 1 18.25 - 0.01"])
        # 9 days: 0.0045, which is nothing, but the days are charged.
        rows = self.run_both("2026-02-09", "p 1 1 interest_rate=1%",
                             "2026-01-01 invoice I1 A 18.25 - 2026-01-31")
        self.assertEqual((rows[0]["interest"], rows[0]["interest_to"]),
                         ("", "2026-02-09"))

    def test_fee(self):
        # 333.50 + 100.00 = 433.50; 1% is 4.335: 4.34; with 5.00: 9.34.
        # The fee of an earlier letter is dunned, and bears none.
        book = """2026-01-01 invoice I1 A 333.50 - 2026-01-31
                  2026-01-01 invoice I2 A 100 - 2026-01-31
                  2026-01-01 debit F1 A 40 - 2026-01-31 reason=fee"""
        policy = "p 1 1 fee=5 fee_percent=1% interest_rate=9%"
        # 30 days: 333.5 * 2.7 / 365 = 2.4669; 100 * 2.7 / 365 = 0.7397
        self.assertEqual(self.notices("2026-03-02", policy, book),
                         ["F1 1 40.00 9.34 -", "I1 1 333.50 - 2.47",
                          "I2 1 100.00 - 0.74"])
        alone = "2026-01-01 debit F1 A 40 - 2026-01-31 reason=interest"
        self.assertEqual(self.notices("2026-03-02", policy, alone),
                         ["F1 1 40.00 - -"])

    def test_charges_as_debits(self):
        book = """2026-01-01 invoice I1 A 1000 - 2026-01-31
                  2026-01-01 invoice I1 A 1000 - 2026-02-10
                  2026-01-01 invoice I2 A 500 - 2026-01-31"""
        # On 2026-03-02 30 and 20 days: 2700 / 365 = 7.3973 = 7.40, 1800 /
        # 365 = 4.9315 = 4.93; 1350 / 365 = 3.6986 = 3.70
        rows = self.run_both(
            "2026-03-02", "p 1 1 fee=10 interest_rate=9% deadline_days=10",
            book, "--book-fees")
        self.assertEqual(
            [" ".join(row[c] or "-" for c in (
                "type", "doc", "amount", "ref", "due", "reason"))
             for row in rows],
            ["notice N1 1000.00 I1 2026-03-12 -",
             "notice N1 500.00 I2 2026-03-12 -",
             "notice N1 1000.00 I1 2026-03-12 -",
             "debit N1-I1 12.33 I1 2026-03-12 interest",
             "debit N1-I2 3.70 I2 2026-03-12 interest",
             "debit N1-F1 10.00 - 2026-03-12 fee"])

    def test_dispute_of_a_part(self):
        # 2026-01-31 to 2026-02-10, 10 days of 1000; then 20 days of 600.
        book = self.BOOK + "\n2026-02-10 dispute D1 A 400 I1"
        policy = """p 0 - exclude_disputed=%s
                    p 1 1 interest_rate=9%%"""
        self.assertEqual(self.notices("2026-03-02", policy % "part", book),
                         ["I1 1 600.00 - 5.42"])
        self.assertEqual(self.notices("2026-03-02", policy % "item", book),
                         [])
        self.assertEqual(self.held, ["I1 disputed "])
        # 30 days of 1000: 2700 / 365 = 7.3973
        self.assertEqual(self.notices("2026-03-02", policy % "no", book),
                         ["I1 1 1000.00 - 7.40"])
        # Resolved on 2026-02-20: 10 days of 1000, 10 of 600, 10 of 1000:
        # 26000 * 0.09 / 365 = 6.4109
        book += "\n2026-02-20 resolve D1 A - I1"
        self.assertEqual(self.notices("2026-03-02", policy % "part", book),
                         ["I1 1 1000.00 - 6.41"])


class Held(Case):
    def test_a_promise(self):
        book = self.BOOK + "\n2026-02-10 promise P1 A 1 %s 2026-02-20"
        for ref in "I1", "-":
            self.assertEqual(self.notices("2026-02-20", "p 1 1", book % ref),
                             [])
            self.assertEqual(self.held, ["I1 promise 2026-02-20"])
            self.assertEqual(self.notices("2026-02-21", "p 1 1", book % ref),
                             ["I1 1 1000.00 - -"])

    def test_a_hold(self):
        book = self.BOOK + "\n2026-02-10 hold H1 A - %s 2026-02-20"
        for ref in "I1", "-":
            self.assertEqual(self.notices("2026-02-20", "p 1 1", book % ref),
                             [])
            self.assertEqual(self.held, ["I1 hold 2026-02-20"])
            self.assertEqual(len(self.notices("2026-02-21", "p 1 1",
                                              book % ref)), 1)
            more = book % ref + "\n2026-02-12 release - A - " + ref
            self.assertEqual(len(self.notices("2026-02-15", "p 1 1", more)),
                             1)

    def test_customers(self):
        book = "\n".join("2026-01-01 invoice I%s %s 10 - 2026-01-31" % (c, c)
                         for c in "ABCD")
        self.customers = """A q
                            B none
                            C q - yes"""
        policy = "p 1 1\nq 1 1"
        self.assertEqual(self.notices("2026-02-20", policy, book),
                         ["IA 1 10.00 - -"])
        self.assertEqual(self.held, ["IB excluded ", "IC hold ",
                                     "ID no-policy "])
        self.assertEqual(
            len(self.notices("2026-02-20", policy, book, "--default-policy",
                             "p")), 2)
        # The only one, and the one called so.
        for policy in "q 1 1", "q 1 1\ndefault 1 1":
            self.assertEqual(
                len(self.notices("2026-02-20", policy, book)), 2)

    def test_credit_covers_the_oldest(self):
        book = """2026-01-01 invoice I1 A 50 - 2026-01-31
                  2026-01-01 invoice I2 A 100 - 2026-02-01
                  2026-01-15 credit C1 A -80"""
        # 80 - 50 = 30; 100 - 30 = 70
        self.assertEqual(self.notices(
            "2026-02-20", "p 0 - net_credits=yes\np 1 1", book),
            ["I2 1 70.00 - -"])
        self.assertEqual(self.held, ["I1 covered "])
        self.assertEqual(len(self.notices("2026-02-20", "p 1 1", book)), 2)

    def test_credit_covers_the_family(self):
        """... whether who has it owes anything himself or not."""
        book = """2026-01-01 invoice I1 A 100 - 2026-01-31
                  2026-01-15 credit C1 B -70"""
        self.customers = """A
                            B - A"""
        for group, amount in ("parent", "30.00"), ("customer", "100.00"):
            self.assertEqual(self.notices(
                "2026-02-20", "p 0 - net_credits=yes group=%s\np 1 1" % group,
                book), ["I1 1 %s - -" % amount])

    def test_an_over_payment_is_credit(self):
        book = """2026-01-01 invoice I1 A 50 - 2026-01-31
                  2026-01-01 invoice I2 A 100 - 2026-01-31
                  2026-01-15 receipt R1 A -120
                  2026-01-15 apply R1 A 120 I2"""
        # 120 - 100 = 20; 50 - 20 = 30
        self.assertEqual(self.notices(
            "2026-02-20", "p 0 - net_credits=yes\np 1 1", book),
            ["I1 1 30.00 - -"])

    def test_unapplied_cash(self):
        book = self.BOOK + "\n2026-02-10 receipt R1 A -400"
        self.assertEqual(self.notices("2026-02-20", "p 1 1", book),
                         ["I1 1 1000.00 - -"])
        self.assertEqual(self.held, ["- unapplied-cash "])


    def detail(self, policy, events="", day="2026-03-02"):
        """What is said of the one that is held."""
        self.assertEqual(self.notices(
            day, policy, self.BOOK + "\n" + events), [])
        self.assertEqual(len(self.details), 1, self.held)
        return self.details[0]

    def test_details(self):
        for events, policy, detail in (
                ("2026-02-01 hold H1 A - I1 2026-03-02", "p 1 1",
                 "through 2026-03-02"),
                ("2026-02-01 hold H1 A - -", "p 1 1", "until it is released"),
                ("2026-02-01 promise P1 A 5 I1 2026-03-03", "p 1 1",
                 "promised for 2026-03-03"),
                # Of D2 700 are left; D3 is resolved.
                ("""2026-02-01 dispute D2 A 800 I1
                    2026-02-01 dispute D1 A 400 I1
                    2026-02-02 dispute D3 A 1 I1
                    2026-02-03 resolve D2 A 100 I1
                    2026-02-03 resolve D3 A - I1""", "p 1 1",
                 "D1 400.00; D2 700.00"),
                ("2026-02-01 dispute - A - I1", "p 1 1", "1000.00"),
                # Of two notices of a day, the higher level.
                ("""2026-02-28 notice N5 A - I1 level=2
                    2026-02-28 notice N6 A - I1 level=1""",
                 "p 1 1\np 2 2 min_days_between=9", "N5 of 2026-02-28"),
                ("2026-02-01 credit C1 A -1500", "p 0 - net_credits=yes\n"
                 "p 1 1", "credits cover 1000.00"),
                ("", "p 0 - min_days_arrears=31\np 1 1",
                 "min_days_arrears 31"),
                ("", "p 1 1 min_amount=1000.01 min_percent=0.055 min_count=2",
                 "level 1: min_amount 1000.01 min_percent 5.5% min_count 2"),
                # It fell from level 3 to the first, which it had.
                ("2026-02-28 notice N5 A - I1 level=1", "p 0 - advance=jump\n"
                 "p 1 1\np 2 2 min_percent=100% min_count=2\n"
                 "p 3 3 min_amount=9999",
                 "level 2: min_percent 100% min_count 2"),
                ("", "p 1 1\nq 1 1", "no policy named, and no default")):
            self.assertEqual(self.detail(policy, events), detail)
        self.customers = "A p - waits"
        self.assertEqual(self.detail("p 1 1"), "customers table: waits")
        self.customers = "A none"
        self.assertEqual(self.detail("p 1 1"), "policy none")


class Letters(Case):
    def test_the_rows(self):
        self.run_both("2026-03-02", "p 1 1 fee=5 interest_rate=9% "
                      "deadline_days=10 channel=letter action=credit_stop")
        self.assertEqual(
            self.text,
            "date,type,doc,customer,amount,ref,ref_due,due,id,level,fee,"
            "interest,interest_to,reason,rule\n"
            "2026-03-02,notice,N1,A,1000.00,I1,2026-01-31,2026-03-12,"
            "notice:2026-03-02:A:I1:2026-01-31,1,5.00,7.40,2026-03-02,"
            "credit_stop,p:1\n")

    def test_groups(self):
        book = """2026-01-01 invoice I1 B 10 - 2026-01-31 currency=USD
                  2026-01-01 invoice I2 A 10 - 2026-02-01 currency=USD
                  2026-01-01 invoice I3 A 10 - 2026-01-31 currency=EUR
                  2026-01-01 invoice I4 A 10 - 2026-01-30 currency=USD"""
        self.customers = """A - B
                            B"""
        for group, found in (
                ("customer", "N1 I3, N2 I4, N2 I2, N3 I1"),
                ("parent", "N1 I3, N2 I4, N2 I1, N2 I2"),
                ("item", "N1 I3, N2 I2, N3 I4, N4 I1")):
            rows = self.run_both("2026-02-20", "p 0 - group=%s\np 1 1"
                                 % group, book)
            self.assertEqual(", ".join(
                row["doc"] + " " + row["ref"] for row in rows), found)

    def test_a_letter_has_the_deadline_of_its_highest_level(self):
        book = """2026-01-01 invoice I1 A 10 - 2026-01-31
                  2026-01-01 invoice I2 A 10 - 2026-02-15"""
        rows = self.run_both(
            "2026-02-20", """p 0 - advance=jump
                             p 1 1 deadline_days=5 fee=1 channel=email
                             p 2 20 deadline_days=10 fee=2""", book)
        self.assertEqual(
            [" ".join(row[c] or "-" for c in (
                "ref", "level", "due", "fee", "reason", "rule"))
             for row in rows],
            ["I1 2 2026-03-02 2.00 - p:2", "I2 1 2026-03-02 - email p:1"])


class Others(Case):
    """Calls, what to expect, and whom to sell nothing more."""

    TWO = """2026-01-01 invoice I1 A 1000 - 2026-01-31
             2025-11-01 invoice I2 B 500 - 2025-12-02"""

    def calls(self, book, *args):
        self.side = "calls"
        return [" ".join(row[c] or "-" for c in (
            "rank", "customer", "past_due", "oldest_days", "promised",
            "broken_promises", "level", "expected", "score"))
                for row in self.run_both("2026-03-02", "p 1 99\np 2 100",
                                         book, *args)]

    def test_calls(self):
        # A: 30 days late, 40 * 30 / 120 + 30 * 1000 / 1000 = 10 + 30;
        # B: 90 days late, 40 * 90 / 120 + 30 * 500 / 1000 = 30 + 15.
        # Nobody ever paid: both are expected tomorrow.
        self.assertEqual(self.calls(self.TWO), [
            "1 B 500.00 90 0.00 0 - 500.00 45",
            "2 A 1000.00 30 0.00 0 - 1000.00 40"])
        self.assertEqual(len(self.calls(self.TWO, "--top", "1")), 1)
        # Level 1 of 2: 10 * 1 / 2; as many points, but more past due.
        book = self.TWO + "\n2026-03-01 notice H1 A - I1 level=1"
        self.assertEqual(self.calls(book), [
            "1 A 1000.00 30 0.00 0 1 1000.00 45",
            "2 B 500.00 90 0.00 0 - 500.00 45"])
        # A broken promise.  It was broken by 0.01.
        book = self.TWO + """
            2026-02-10 promise P1 A 100 I1 2026-02-20
            2026-02-20 receipt R1 A -99.99
            2026-02-20 apply R1 A 99.99 I1"""
        # 1000 - 99.99 = 900.01: 10 + 30 + 10; B: 30 + 30 * 500 / 900.01
        # = 30 + 16.67
        self.assertEqual(self.calls(book), [
            "1 A 900.01 30 0.00 1 - 900.01 50",
            "2 B 500.00 90 0.00 0 - 500.00 47"])
        # One that covers it all, and so is expected on its day: 14 days
        # from 2026-03-02 is 2026-03-16.
        for day, expected in ("16", "1000.00"), ("17", "0.00"):
            book = self.TWO + "\n2026-03-01 promise P1 A - I1 2026-03-" + day
            self.assertEqual(self.calls(book), [
                "1 B 500.00 90 0.00 0 - 500.00 45",
                "2 A 1000.00 30 1000.00 0 - %s 10" % expected])

    def test_forecast(self):
        # C paid 100 after 10 days and 200 after 20 days: 5000 / 300 =
        # 16.67, that is 17.  2026-02-20 + 17 days is 2026-03-09, the last
        # day of week 1; D, who never paid, is taken for as late: 2026-03-10.
        # E promised it for later, in week 4: 2026-03-24 to 2026-03-30.
        book = """2026-01-01 invoice I0 C 300 - 2026-01-10
                  2026-01-20 receipt R1 C -100
                  2026-01-20 apply R1 C 100 I0
                  2026-01-30 receipt R2 C -200
                  2026-01-30 apply R2 C 200 I0
                  2026-02-01 invoice I1 C 10 - 2026-02-20
                  2026-02-01 invoice I2 D 20 - 2026-02-21
                  2026-02-01 invoice I3 E 30 - 2026-02-21
                  2026-02-01 promise P1 E - I3 2026-03-24
                  2026-02-01 invoice I4 C 40 - 2026-12-31"""
        self.side = "forecast"
        rows = self.run_both("2026-03-02", "p 1 1", book)
        self.assertEqual(
            [" ".join(row[c] or "-" for c in (
                "week", "from", "to", "customer", "expected"))
             for row in rows],
            ["1 2026-03-03 2026-03-09 C 10.00",
             "2 2026-03-10 2026-03-16 D 20.00",
             "4 2026-03-24 2026-03-30 E 30.00",
             # 26 weeks end on 2026-08-31
             "later 2026-09-01 - C 40.00"])

    def test_credit_hold(self):
        self.customers = """A p - - 900
                            B p - - 500"""
        self.side = "credit-hold"
        rows = self.run_both(
            "2026-03-02", "p 1 90 action=credit_stop", self.TWO)
        self.assertEqual(
            [" ".join(row[c] or "-" for c in (
                "customer", "balance", "credit_limit", "over", "level",
                "reason")) for row in rows],
            ["A 1000.00 900.00 100.00 - limit",
             "B 500.00 500.00 - 1 credit_stop"])


class Company(unittest.TestCase):
    """The demo company, dunned at the end of each month of its year."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="ar-dun.")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        subprocess.run([COMPANY, cls.folder], check=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def dun(self, day, files):
        """A run, of the tool if there is one; the text must be one."""
        args = ["--as-of", str(day), "--start", "N-%s01" % str(day)[2:7],
                "--policy", self.path("policy.csv"), "--customers",
                self.path("customers.csv"), "--book-fees", "--held",
                self.path("held.csv")] + files
        result = dun.run(args)
        command = PROPERTY.tool()
        if command:
            done = subprocess.run(command + args, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
            self.assertEqual(done.stdout.decode(), result.rows,
                             done.stderr.decode())
            with open(self.path("held.csv"), encoding="utf-8") as f:
                held = f.read()
            self.assertEqual(held, result.sides["held"])
        return result

    def test_a_year(self):
        files, rows = [self.path("book.csv")], []
        day, reasons = datetime.date(2025, 11, 30), Counter()
        while day <= datetime.date(2026, 10, 31):
            result = self.dun(day, files)
            files.append(self.path("%s.csv" % day))
            with open(files[-1], "w", encoding="utf-8", newline="") as f:
                f.write(result.rows)
            rows += PROPERTY.table(result.rows)
            reasons.update(row["reason"] for row in
                           PROPERTY.table(result.sides["held"]))
            day = month_end(day + dun.DAY)
        self.check(rows, reasons)
        # The same day again, with the book as memory.
        again = self.dun(datetime.date(2026, 10, 31), files)
        self.assertEqual(again.rows.count("\n"), 1)
        age.run(["--as-of", "2026-10-31"] + files)  # it is a book

    def check(self, rows, reasons):
        levels = Counter(row["level"] for row in rows
                         if row["type"] == "notice")
        for level, least in ("1", 300), ("2", 30), ("3", 10), ("4", 1):
            self.assertGreaterEqual(levels[level], least, level)
        for reason in ("disputed", "promise", "hold", "below-minimum",
                       "unapplied-cash"):
            self.assertGreater(reasons[reason], 0, reason)
        last = Counter()
        for row in rows:
            if row["type"] == "notice":
                name = PROPERTY.key(row)
                self.assertLessEqual(int(row["level"]), last[name] + 1)
                last[name] = int(row["level"])
        charged = Counter(row["reason"] for row in rows
                          if row["type"] == "debit")
        self.assertTrue(charged["fee"] and charged["interest"], charged)


if __name__ == "__main__":
    unittest.main()
