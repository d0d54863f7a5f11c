#!/usr/bin/env python3
"""Subledger against ledger, on books few enough to do by hand.

Each expected item was worked out on paper from the specification; what adds up
to it stands beside it.  The oracle must find it, and ar-reconcile too where it
is built.
"""

import contextlib
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
from decimal import Decimal

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import bankmatch  # noqa: E402
import reconcile  # noqa: E402
from test_age import script  # noqa: E402

COMPANY = os.path.join(HERE, "..", "company", "make-company")
PROPERTY = script("property-reconcile")
SQL = script("reconcile-sql")
BOOK = ("date type doc customer amount ref currency account entity reason "
        "ref_customer ref_currency ref_amount rate tax line id").split()
GL = ("date account amount ref customer currency source entity base_amount"
      ).split()


def table(text, columns, least):
    """Words of a line, then column=value; - is blank."""
    rows = []
    for line in text.strip().splitlines():
        row, words = {}, line.split()
        for i, word in enumerate(words):
            name, mark, value = word.partition("=")
            if not mark:
                name, value = columns[i], word
            row[name] = "" if value == "-" else value
        rows.append(row)
    used = [c for i, c in enumerate(columns)
            if i < least or any(c in row for row in rows)]
    return "\n".join(",".join(row.get(c, "") for c in used)
                     for row in [dict(zip(used, used))] + rows) + "\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-reconcile.")
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def both(self, args):
        """(rows, status) of the oracle; the tool must say the same."""
        with contextlib.redirect_stderr(io.StringIO()):
            text, status = reconcile.run(args)
        command = PROPERTY.tool()
        if command:
            done = subprocess.run(command + args, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
            found = PROPERTY.without(done.stdout.decode(), "next_step")
            self.assertEqual(
                (found, done.returncode),
                (PROPERTY.without(text, "next_step"), status),
                done.stderr.decode())
        return list(csv.DictReader(io.StringIO(text))), status

    def run_it(self, book, gl, *args):
        found = self.both(
            ["--as-of", "2026-10-31", *args, "--gl",
             self.file("gl.csv", table(gl, GL, 4)),
             self.file("book.csv", table(book, BOOK, 6))])
        self.rows, self.status = found
        return self.rows

    def items(self, book, gl, *expected, args=("--control", "1200"),
              status=1):
        """Each expected: class key book other difference, - is blank."""
        found = [" ".join(row[c] or "-" for c in (
            "class", "key", "book_amount", "other_amount", "difference"))
            for row in self.run_it(book, gl, *args)]
        self.assertEqual((found, self.status), (list(expected), status))
        return self.rows

    def agree(self, book, gl, *args):
        self.items(book, gl, args=args or ("--control", "1200"), status=0)


INVOICE = "2026-10-01 invoice I1 A 100\n"
PAID = INVOICE + "2026-10-05 receipt R1 A -100\n" \
    "2026-10-05 apply R1 A 100 I1\n"


class Agree(Case):
    def test_a_line_a_row(self):
        # The application stays within 1200: it is posted nowhere.
        self.agree(PAID, """2026-10-01 1200 100 I1 A
            2026-10-06 1200 -100 R1 -""")

    def test_parts_of_one_document(self):
        # 30 + 70 of one day are one line of 100, of a day later.
        self.agree("""2026-10-01 invoice I1 A 30 line=1
            2026-10-01 invoice I1 A 70 line=2""", "2026-10-02 1200 100 I1 A")
        # 90 = 60 + 30 the other way round.
        self.agree("2026-10-01 invoice I1 A 90", """2026-10-01 1200 60 I1 A
            2026-10-01 1200 30 I1 A""")
        # 60 + 40 = 100 = 10 + 90, on days of their own.
        self.agree("""2026-10-01 invoice I1 A 60 line=1
            2026-10-02 invoice I1 A 40 line=2""", """2026-10-03 1200 10 I1 A
            2026-10-04 1200 90 I1 A""")

    def test_two_accounts(self):
        # The advance goes from 2100 to 1200: -100 + 100, and 100 - 100.
        self.agree(PAID, """2026-10-01 1200 100 I1 A
            2026-10-05 2100 -100 R1 A
            2026-10-05 2100 100 R1 A
            2026-10-05 1200 -100 R1 A""", "--control", "1200", "--advance",
                   "2100")

    def test_an_effective_date(self):
        # Written on the 2nd, but the invoice only is there on the 9th.
        self.agree("""2026-10-09 invoice I1 A 100
            2026-10-02 writeoff W1 A -5 I1""", """2026-10-09 1200 100 I1 A
            2026-10-09 1200 -5 W1 A""")

    def test_another_reference(self):
        # W1 is not known to the ledger, which has the invoice's number; a
        # line without number is the only one of its day and amount.
        self.agree(INVOICE + """2026-10-02 writeoff W1 A -5 I1
            2026-10-03 debit D1 A 7""", """2026-10-01 1200 100 I1 A
            2026-10-02 1200 -5 I1 A
            2026-10-03 1200 7 - A""")

    def test_a_batch(self):
        # 100 + 50 = 150 of invoices; the credit memo is none of them.
        rows = self.items("""2026-10-01 invoice I1 A 100
            2026-10-01 invoice I2 B 50
            2026-10-01 credit C1 B -20""", """2026-10-01 1200 150 DAY -
            2026-10-01 1200 -20 C1 B""", "matched C1 -20.00 -20.00 0.00",
                          "summary 2026-10-01/invoice 150.00 150.00 0.00",
                          args=("--control", "1200", "--batch", "date,type",
                                "--all"), status=0)
        self.assertEqual(len(rows[1]["lines"].split()), 3)

    def test_a_deposit_and_its_discounts(self):
        # 98 + 50 = 148 of checks are a deposit; what check 77 took off, 1.20
        # and 0.80, is posted under its number as 2.00.
        self.agree("""2026-10-01 invoice I1 A 160
            2026-10-05 receipt 77 A -98
            2026-10-05 discount 77 A -1.20 I1 id=a
            2026-10-05 discount 77 A -0.80 I1 id=b
            2026-10-05 receipt 78 B -50""", """2026-10-01 1200 160 I1 A
            2026-10-05 1200 -148 DEP -
            2026-10-05 1200 -2 77 A""", "--control", "1200", "--batch",
                   "date,type")

    def test_what_is_later_is_nothing(self):
        self.agree(INVOICE + "2026-11-01 invoice I2 A 5",
                   """2026-10-01 1200 100 I1 A
                      2026-11-03 1200 7 I3 A""")

    def test_base(self):
        # 100 EUR at 1.1 are 110 USD, 100 EUR at 1.2 are 120: what applying
        # them leaves is 120 - 110 = 10.
        self.agree("""2026-10-01 invoice I1 A 100 currency=EUR rate=1.1
            2026-10-05 receipt R1 A -100 currency=EUR rate=1.2
            2026-10-06 apply R1 A 100 I1 currency=EUR""",
                   """2026-10-01 1200 110 I1
                      2026-10-05 1200 -120 R1
                      2026-10-06 1200 10 R1""", "--control", "1200",
                   "--base", "USD")


class One(Case):
    """A fault of each class."""

    def test_missing(self):
        self.items(INVOICE + "2026-10-02 invoice I2 A 50",
                   """2026-10-01 1200 100 I1 A
                      2026-10-03 1200 70 I3 B""",
                   # 150 - 170 = 50 - 70
                   "missing-in-gl I2 50.00 - 50.00",
                   "missing-in-book I3 - 70.00 -70.00")

    def test_timing(self):
        rows = self.items(INVOICE + "2026-11-02 receipt R1 A -30",
                          """2026-11-01 1200 100 I1 A
                             2026-10-30 1200 -30 R1 A""",
                          # 100 of the book count, and -30 of the ledger.
                          "timing I1 100.00 100.00 100.00",
                          "timing R1 -30.00 -30.00 30.00")
        # 31 days from October 1 to November 1; 30 to the 31st.
        self.assertEqual([(r["days"], r["age"]) for r in rows],
                         [("31", "30"), ("-3", "1")])

    def amount(self, book, gl, kind, difference, args="", more=""):
        self.items("2026-10-01 invoice I1 A %s %s" % (book, more),
                   "2026-10-01 1200 %s I1 A" % gl, "%s I1 %s %s %s" % (
                       kind, book, gl, difference),
                   args=["--control", "1200"] + args.split())

    def test_amounts(self):
        self.amount("100.00", "91.00", "amount", "9.00")
        self.amount("100.00", "99.95", "amount-rounding", "0.05")
        self.amount("100.00", "99.94", "amount", "0.06")
        self.amount("120.00", "210.00", "amount-transposition", "-90.00")
        self.amount("100.00", "-100.00", "amount-sign", "200.00")
        self.amount("100.00", "10000.00", "amount-decimal-shift", "-9900.00")
        self.amount("119.00", "100.00", "amount-tax", "19.00",
                    more="tax=19.00")

    def test_amount_without_decimals(self):
        for other, kind in ((99, "amount-rounding"), (98, "amount")):
            self.items("2026-10-01 invoice I1 A 100 currency=JPY",
                       "2026-10-01 1200 %d I1 A currency=JPY" % other,
                       "%s I1 100 %d %d" % (kind, other, 100 - other))

    def test_fx(self):
        # 100 EUR at 1.1 are 110, the ledger took 1.15.
        self.items("2026-10-01 invoice I1 A 100 currency=EUR rate=1.1",
                   "2026-10-01 1200 100 I1 A currency=EUR "
                   "base_amount=115.00", "amount-fx I1 110.00 115.00 -5.00",
                   args=("--control", "1200", "--base", "USD"))

    def test_twice(self):
        self.items(INVOICE, "2026-10-01 1200 100 I1 A\n"
                   "2026-10-02 1200 100 I1 A",
                   "duplicate-gl I1 - 100.00 -100.00")
        self.items("""2026-10-01 invoice I1 A 100 line=1
            2026-10-02 invoice I1 A 100 line=2""", "2026-10-01 1200 100 I1 A",
                   "duplicate-book I1 100.00 - 100.00")

    def test_reversal_pair(self):
        self.items(INVOICE, """2026-10-01 1200 100 I1 A
            2026-10-02 1200 8 X -
            2026-10-03 1200 -8 X -""", "reversal-pair X - 0.00 0.00")

    def test_sources(self):
        self.items(INVOICE, """2026-10-01 1200 100 I1 A source=AR
            2026-10-02 1200 8 - - source=GJ
            2026-10-03 1200 9 - - source=RV""",
                   "manual-journal - - 8.00 -8.00",
                   "fx-revaluation - - 9.00 -9.00",
                   args=("--control", "1200", "--feed", "AR",
                         "--revaluation", "RV"))

    def test_elsewhere(self):
        # On 1290, which nobody reconciles: one row.
        rows = self.items(INVOICE, "2026-10-01 1290 100 I1 A",
                          "wrong-account I1 100.00 - 100.00")
        self.assertEqual(len(rows[0]["lines"].split()), 2)
        # On 1210, which is: 100 too much here, 100 too little there.
        self.items(INVOICE.strip() + " account=1200",
                   "2026-10-01 1210 100 I1 A",
                   "wrong-account I1 100.00 - 100.00",
                   "wrong-account I1 - 100.00 -100.00",
                   args=("--control", "1200", "--control", "1210"))
        self.items(INVOICE, "2026-10-01 1200 100 I1 B",
                   "wrong-customer I1 100.00 100.00 0.00")
        self.items(INVOICE.strip() + " entity=10",
                   "2026-10-01 1200 100 I1 A entity=20",
                   "wrong-entity I1 100.00 - 100.00",
                   "wrong-entity I1 - 100.00 -100.00")
        self.items(INVOICE.strip() + "\n2026-10-05 receipt R1 A -60",
                   """2026-10-01 1200 100 I1 A
                      2026-10-05 1200 -60 R1 A""",
                   "unapplied-elsewhere R1 - -60.00 60.00",
                   "unapplied-elsewhere R1 -60.00 - -60.00",
                   args=("--control", "1200", "--advance", "2100"))

    def test_voided(self):
        self.items(INVOICE, """2026-10-01 1200 100 I1 A
            2026-10-09 1200 -100 I1 A""", "voided I1 - -100.00 100.00")
        self.items(INVOICE + "2026-10-09 reverse - A -100 I1 reason=void",
                   "2026-10-01 1200 100 I1 A",
                   "voided I1 -100.00 - -100.00")

    def test_application_before_document(self):
        # Written in October on an invoice of November: it counts then.
        self.items("""2026-11-05 invoice I1 A 100
            2026-10-20 writeoff W1 A -5 I1""", """2026-11-05 1200 100 I1 A
            2026-10-20 1200 -5 W1 A""",
                   "application-before-document W1 -5.00 -5.00 5.00")

    def test_over_applied(self):
        # 100 - 130 = -30 is past zero.
        self.items(INVOICE + "2026-10-09 adjust A1 A -130 I1",
                   "2026-10-01 1200 100 I1 A",
                   "over-applied A1 -130.00 - -130.00")

    def test_a_batch_of_another_amount(self):
        # One batch of the day and one line are left: 150 - 145.
        self.items("""2026-10-01 invoice I1 A 100
            2026-10-01 invoice I2 B 50""", "2026-10-01 1200 145 DAY -",
                   "amount 2026-10-01/invoice 150.00 145.00 5.00",
                   args=("--control", "1200", "--batch", "date,type"))

    def test_an_opening(self):
        # Before October the book has 100 and the ledger says 80.
        self.items("""2026-09-01 invoice I1 A 100
            2026-10-02 invoice I2 A 7""", "2026-10-02 1200 7 I2 A",
                   "opening-difference - 100.00 80.00 20.00",
                   args=("--control", "1200", "--from", "2026-10-01",
                         "--opening-gl", "80"))
        # What the ledger posted late is matched across: 100 - 0 - 100.
        self.agree("""2026-09-30 invoice I1 A 100
            2026-10-02 invoice I2 A 7""", """2026-10-01 1200 100 I1 A
            2026-10-02 1200 7 I2 A""", "--control", "1200", "--from",
                   "2026-10-01", "--opening-gl", "0")


class Gate(Case):
    BOOK = INVOICE + "2026-10-25 invoice I2 A 50"

    def status_of(self, *args):
        self.run_it(self.BOOK, "2026-10-01 1200 100 I1 A", "--control",
                    "1200", *args)
        return self.status

    def test_allow(self):
        self.assertEqual(self.status_of(), 1)
        self.assertEqual(self.status_of("--allow", "missing-in-gl"), 0)
        # It is 6 days old.
        self.assertEqual(self.status_of("--allow", "missing-in-gl:6"), 0)
        self.assertEqual(self.status_of("--allow", "missing-in-gl:5"), 1)

    def test_tolerance(self):
        self.assertEqual(self.status_of("--tolerance", "50.00"), 0)
        self.assertEqual(self.status_of("--tolerance", "49.99"), 1)

    def test_no_difference_is_a_finding_too(self):
        self.run_it(INVOICE, "2026-10-01 1200 100 I1 B", "--control", "1200",
                    "--tolerance", "1")
        self.assertEqual(self.status, 1)


class Reports(Case):
    BOOK = PAID + """2026-10-09 debit D1 A 3 reason=interest
        2026-10-10 writeoff W1 A -1 D1"""
    GL = """2026-10-01 1200 100 I1 A
        2026-10-05 1200 -100 R1 A
        2026-10-12 1200 3.50 D1 A
        2026-10-13 1200 -2 X A"""

    def test_summary(self):
        found = [" ".join(row[c] or "-" for c in (
            "line", "items", "book", "other", "difference"))
            for row in self.run_it(self.BOOK, self.GL, "--summary",
                                   "--control", "1200")
            if row["line"] not in ("balance", "unexplained")]
        self.assertEqual(found, [
            "matched 2 0.00 0.00 0.00",
            "missing-in-gl 1 -1.00 0.00 -1.00",
            "missing-in-book 1 0.00 -2.00 2.00",
            "amount 1 3.00 3.50 -0.50"])

    def test_daily(self):
        found = [" ".join(row[c] or "-" for c in (
            "date", "book", "other", "difference", "first_day"))
            for row in self.run_it(self.BOOK, self.GL, "--daily",
                                   "--control", "1200")]
        self.assertEqual(found, [
            "2026-10-01 100.00 100.00 0.00 -",
            "2026-10-05 0.00 0.00 0.00 -",
            "2026-10-09 3.00 0.00 3.00 2026-10-09",
            "2026-10-10 2.00 0.00 2.00 2026-10-09",
            "2026-10-12 2.00 3.50 -1.50 2026-10-09",
            "2026-10-13 2.00 1.50 0.50 2026-10-09"])

    def test_rollforward(self):
        found = {row["line"]: (row["book"], row["other"])
                 for row in self.run_it(
                     self.BOOK, self.GL, "--rollforward", "--control", "1200",
                     "--from", "2026-10-02", "--to", "2026-10-31")}
        zero = ("0.00", "0.00")
        self.assertEqual(
            {line: pair for line, pair in found.items() if pair != zero}, {
                "opening": ("100.00", "100.00"),
                "finance-charges": ("3.00", "3.50"),
                "receipts": ("-100.00", "-100.00"),
                "write-offs": ("-1.00", "0.00"),
                "other": ("0.00", "-2.00"),
                "closing": ("2.00", "1.50")})


class Brute(unittest.TestCase):
    """bankmatch.py sees what is wrong: it would be worth little else."""

    @staticmethod
    def day(number):
        return datetime.date(2026, 10, number)

    def receipt(self, number, amount, customer="C1"):
        return {"date": self.day(number), "doc": "R%d" % number,
                "customer": customer, "amount": "-%d.00" % amount}

    def line(self, number, amount, **cells):
        return dict({"date": self.day(number), "amount": "%d.00" % amount},
                    **cells)

    def wrong(self, book, bank, *items):
        with self.assertRaises(bankmatch.Wrong):
            bankmatch.check(list(items), book, bank)

    def test_chosen(self):
        a, b = self.receipt(1, 50), self.receipt(2, 50)
        x = self.line(3, 50)
        self.wrong([a, b], [x], ("matched", [a], [x]),
                   ("outstanding", [b], []))
        # But of the day of one of them: that rule has one answer.
        y = self.line(2, 50)
        bankmatch.check([("matched", [b], [y]), ("outstanding", [a], [])],
                        [a, b], [y])

    def test_not_found(self):
        a, x = self.receipt(1, 50), self.line(3, 50)
        self.wrong([a], [x], ("outstanding", [a], []),
                   ("bank-only-receipt", [], [x]))

    def test_a_combination_of_several(self):
        # 30 + 20 are 50, and so are 40 + 10.
        book = [self.receipt(i + 1, n)
                for i, n in enumerate((30, 20, 40, 10))]
        x = self.line(4, 50)
        self.wrong(book, [x], ("matched", book[:2], [x]),
                   ("outstanding", [book[2]], []),
                   ("outstanding", [book[3]], []))

    def test_lost(self):
        a, x = self.receipt(1, 50), self.line(1, 50)
        self.wrong([a], [x], ("outstanding", [a], []))


class Demo(Case):
    """The demo company, and SQL's full outer join as a third opinion."""

    @classmethod
    def setUpClass(cls):
        cls.demo = tempfile.TemporaryDirectory()
        subprocess.run([COMPANY, cls.demo.name], check=True)
        cls.book = os.path.join(cls.demo.name, "book.csv")

    @classmethod
    def tearDownClass(cls):
        cls.demo.cleanup()

    def args(self, gl, *more):
        return ["--as-of", "2026-10-31", "--control", "1200", "--gl",
                os.path.join(self.demo.name, gl), *more, self.book]

    def test_the_ledger_agrees(self):
        rows, status = self.both(self.args("gl.csv", "--batch", "date,type"))
        self.assertEqual((rows, status), ([], 0))

    def test_every_fault_is_named(self):
        rows, status = self.both(self.args(
            "gl-faults.csv", "--batch", "date,type", "--feed", "AR,CASH",
            "--revaluation", "REVAL"))
        columns = "class currency key book_amount other_amount difference"
        with open(os.path.join(self.demo.name, "gl-truth.csv"),
                  encoding="utf-8", newline="") as f:
            truth = list(csv.DictReader(f))
        self.assertEqual(*(Counter(tuple(row[c] for c in columns.split())
                                   for row in its) for its in (rows, truth)))
        self.assertEqual((len(truth), status), (17, 1))

    def test_the_bank(self):
        """Each line is what the truth says, with just its receipts."""
        command = PROPERTY.tool()
        if not command:
            self.skipTest("no ar-reconcile")
        done = subprocess.run(command + [
            "--as-of", "2026-10-31", "--from", "2026-10-01", "--all",
            "--bank", "bank.csv", "--customers", "customers.csv",
            "book.csv"], cwd=self.demo.name, stdout=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        tables = {}
        for name in ("book", "bank", "bank-truth"):
            with open(os.path.join(self.demo.name, name + ".csv"),
                      encoding="utf-8", newline="") as f:
                tables[name] = list(csv.DictReader(f))
        found = []
        for row in csv.DictReader(io.StringIO(done.stdout.decode())):
            docs, line = [], ""
            for place in row["lines"].split():
                path, _, number = place.partition(":")
                at = tables[path[:-4]][int(number) - 2]
                if path == "bank.csv":
                    line = at["id"]
                else:
                    docs.append(at["doc"])
            found.append((row["class"], line, tuple(sorted(docs))))
        self.assertEqual(Counter(found), Counter(
            (row["class"], row["id"], tuple(sorted(row["docs"].split())))
            for row in tables["bank-truth"]))

    def derived(self):
        """A line a row; some are lost, some come twice, some are new."""
        with open(self.book, encoding="utf-8", newline="") as f:
            rows = [row for row in csv.DictReader(f)
                    if row["type"] in reconcile.age.OPENING + (
                        "discount", "writeoff", "adjust", "fx", "refund",
                        "reverse")]
        lines = ["date,account,amount,currency,ref"]
        for i, row in enumerate(rows):
            line = ",".join([row["date"], "1200", row["amount"],
                             row["currency"], row["doc"] or row["ref"]])
            lines += [line] * (0 if i % 101 == 7 else 2 if i % 499 == 3
                               else 1)
            if i % 307 == 11:
                lines.append(line + "-X")
        return self.file("gl.csv", "\n".join(lines) + "\n")

    def test_an_outer_join(self):
        gl = self.derived()
        sums = {}
        for row in self.both(self.args(gl, "--summary"))[0]:
            its = sums.setdefault(row["currency"], Counter())
            if row["line"] == "balance":
                its["book"] = Decimal(row["book"])
                its["other"] = Decimal(row["other"])
            elif row["line"] not in ("matched", "unexplained"):
                for side in ("book", "other"):
                    amount = Decimal(row[side])
                    its["only_" + side] += int(row["items"]) * bool(amount)
                    its["sum_" + side] += amount
            elif row["line"] == "matched":
                its["agree"] = int(row["items"])
        self.assertEqual(sorted(sums), ["EUR", "USD"])
        for row in SQL.rows("2026-10-31", self.book, gl):
            cells = dict(zip(SQL.HEADER.split(","), row))
            self.assertGreater(int(cells["only_book"]), 20)
            for name, value in sums[cells.pop("currency")].items():
                self.assertEqual(Decimal(cells[name]), value, name)


if __name__ == "__main__":
    unittest.main()
