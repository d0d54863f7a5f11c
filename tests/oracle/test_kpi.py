#!/usr/bin/env python3
"""The figures of receivables, on books few enough to do by hand.

Each expected figure was worked out on paper from the specification; the
arithmetic stands beside it.  The oracle must find it, and ar-kpi too where it
is built.
"""

import contextlib
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import kpi  # noqa: E402
from test_age import script  # noqa: E402

COMPANY = os.path.join(HERE, "..", "company", "make-company")
PROPERTY = script("property-kpi")
COLUMNS = ("date type doc customer amount ref currency ref_customer ref_due "
           "due doc_date discount_date discount tax reason rule rate line "
           "ref_currency ref_amount entity salesman").split()
LEAD = 5  # columns that need no name


def book_of(text):
    """date type doc customer amount [ref] [column=value...]; - is blank."""
    rows = []
    for line in text.strip().splitlines():
        row, words = {}, line.split()
        for i, word in enumerate(words):
            name, mark, value = word.partition("=")
            if not mark:
                name, value = COLUMNS[i], word
            row[name] = "" if value == "-" else value
        rows.append(row)
    used = [c for i, c in enumerate(COLUMNS)
            if i <= LEAD or any(c in row for row in rows)]
    return "\n".join(",".join(row.get(c, "") for c in used)
                     for row in [dict(zip(used, used))] + rows) + "\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-kpi.")
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def both(self, args, path):
        """(text, status) of the oracle; the tool must say the same."""
        with contextlib.redirect_stderr(io.StringIO()):
            text, status = kpi.run(args + [path])
        command = PROPERTY.tool()
        if command:
            done = subprocess.run(command + args + [path],
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
            self.assertEqual((done.stdout.decode(), done.returncode),
                             (text, status), done.stderr.decode())
        return text, status

    def table(self, text, *args):
        out, self.status = self.both(list(args),
                                     self.file("book.csv", book_of(text)))
        return list(csv.DictReader(io.StringIO(out)))

    def find(self, text, *args):
        """{figure: "value | inputs"} of the last period of one group."""
        return {row["kpi"]: row["value"] + " | " + row["inputs"]
                for row in self.table(text, *args)}

    def must(self, found, **expected):
        self.assertEqual({k: found.get(k) for k in expected}, expected)


JANUARY = ("--from", "2026-01-01", "--to", "2026-01-31")


class Balances(Case):
    BOOK = """
        2026-01-05 invoice I1 A  3000 due=2026-02-04
        2026-01-20 invoice I2 B  6200 due=2026-01-30
        2026-01-25 receipt R1 A -1000
        2026-01-25 apply   R1 A  1000 I1
        """

    def test_a_first_month(self):
        # E = 3000 + 6200 - 1000, S = 3000 + 6200, C = 3000 - 1000
        self.must(
            self.find(self.BOOK, *JANUARY),
            # 8200 * 31 / 9200 = 254200 / 9200 = 27.6304
            dso="27.63 | E=8200.00;S=9200.00;D=31",
            # 8200 / 2 * 31 / 9200 = 127100 / 9200 = 13.8152
            dso_avg="13.82 | B=0.00;E=8200.00;S=9200.00;D=31",
            # 2000 * 31 / 9200 = 6.7391; 6200 * 31 / 9200 = 20.8913
            bpdso="6.74 | C=2000.00;S=9200.00;D=31",
            add="20.89 | E=8200.00;C=2000.00;S=9200.00;D=31",
            # 9200 / 4100 = 2.2439
            turnover="2.24 | S=9200.00;B=0.00;E=8200.00",
            # (9200 - 8200) / (9200 - 2000) = 1000 / 7200 = 0.13888
            cei="13.89 | B=0.00;S=9200.00;N=1;E=8200.00;C=2000.00",
            cash_share_of_reductions="100.00 | B=0.00;S=9200.00;E=8200.00;"
            "WO=0.00",
            # 2000 / 8200 = 0.2439
            pct_current="24.39 | C=2000.00;G=8200.00",
            pct_past_due="75.61 | G=8200.00;C=2000.00",
            pct_over_90="0.00 | O=0.00;G=8200.00",
            # 6200 / 8200 squared + 2000 / 8200 squared
            # = (38440000 + 4000000) / 67240000 = 0.631171
            concentration_hhi="6311.72 | Q=42440000.0000;P=8200.00",
            concentration_top10="100.00 | X=8200.00;P=8200.00")

    def test_one_day(self):
        # 9200 of sales are not of this day: 6200 are
        self.must(self.find(self.BOOK, "--from", "2026-01-20", "--to",
                            "2026-01-20"),
                  # (3000 + 6200) / 6200 * 1 = 1.4838
                  dso="1.48 | E=9200.00;S=6200.00;D=1",
                  # N = 1/31: 6200 * 31 = 192200;
                  # (3000 + 192200 - 9200) / (3000 + 192200 - 9200) = 1
                  cei="100.00 | B=3000.00;S=6200.00;N=1/31;E=9200.00;"
                  "C=9200.00")

    def test_zero_sales(self):
        self.must(self.find(self.BOOK, "--from", "2026-02-01", "--to",
                            "2026-02-28"),
                  dso=" | E=8200.00;S=0.00;D=28;no sales",
                  dso_countback=" | E=8200.00;S2026-02=0.00;D2026-02=28;"
                  "no sales in 2026-02",
                  bad_debt_pct=" | WO=0.00;R=0.00;S=0.00;no sales",
                  turnover="0.00 | S=0.00;B=8200.00;E=8200.00",
                  # (8200 - 8200) / (8200 - 0) = 0; 4 is past due, all of it
                  cei="0.00 | B=8200.00;S=0.00;N=1;E=8200.00;C=0.00",
                  cash_share_of_reductions=" | B=8200.00;S=0.00;E=8200.00;"
                  "WO=0.00;no reductions")

    def test_only_credits(self):
        book = "2026-01-10 credit C1 A -100"
        self.must(self.find(book, *JANUARY),
                  dso=" | E=-100.00;S=-100.00;D=31;sales are negative",
                  dso_countback=" | E=-100.00;credit balance",
                  dso_true="0.00 | ",
                  # -100 / -50: but nothing is owed
                  turnover=" | S=-100.00;B=0.00;E=-100.00;credit balance",
                  cei=" | B=0.00;S=-100.00;N=1;E=-100.00;C=0.00;"
                  "less than nothing to collect",
                  pct_current=" | C=0.00;G=0.00;no debts",
                  concentration_hhi=" | Q=0.0000;P=0.00;no debts")
        self.must(self.find(book, *JANUARY, "--gross-sales"),
                  dso=" | E=-100.00;S=0.00;D=31;no sales")

    def test_leap_february(self):
        book = """
            2024-02-10 invoice I1 A 580 due=2024-03-10
            """
        rows = self.table(book, "--to", "2024-02-29", "--period", "month",
                          "--kpi", "dso")
        self.assertEqual([(r["from"], r["to"], r["value"], r["inputs"])
                          for r in rows],  # no rows before there is an item
                         [("2024-02-01", "2024-02-29", "29.00",
                           "E=580.00;S=580.00;D=29")])
        self.must(self.find(book, "--from", "2024-02-15", "--to",
                            "2024-03-10"),
                  # 15 of 29 and 10 of 31 days: (465 + 290) / 899
                  cei=" | B=580.00;S=0.00;N=755/899;E=580.00;C=580.00;"
                  "nothing to collect")

    def test_quarters_across_years(self):
        book = """
            2025-10-01 invoice I0 A 1000 due=2025-10-31
            2025-11-10 invoice I1 A 1000 due=2025-12-10
            2026-01-05 invoice I2 A 3000 due=2026-04-05
            2026-02-01 receipt R1 A -2700
            """
        rows = self.table(book, "--from", "2025-11-15", "--to", "2026-03-31",
                          "--period", "quarter", "--kpi", "cei,cei_period")
        self.assertEqual([(r["from"], r["to"], r["value"], r["inputs"])
                          for r in rows], [
            # 16 of 30 days and 31 of 31: 23/15; all is past due
            ("2025-11-15", "2025-12-31", "0.00",
             "B=2000.00;S=0.00;N=23/15;E=2000.00;C=0.00"),
            ("2025-11-15", "2025-12-31", "0.00",
             "B=2000.00;S=0.00;E=2000.00;C=0.00"),
            # a month sold 1000: (2000 + 1000 - 2300) / (2000 + 1000 - 3000)
            ("2026-01-01", "2026-03-31", "",
             "B=2000.00;S=3000.00;N=3;E=2300.00;C=3000.00;"
             "nothing to collect"),
            # (2000 + 3000 - 2300) / (2000 + 3000 - 3000) = 2700 / 2000
            ("2026-01-01", "2026-03-31", "135.00",
             "B=2000.00;S=3000.00;E=2300.00;C=3000.00")])

    def test_twelve_months_by_quarter_and_year(self):
        rows = self.table(self.BOOK, "--to", "2026-11-15", "--period",
                          "quarter", "--kpi", "dso")
        self.assertEqual([(r["from"], r["to"]) for r in rows], [
            ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"),
            ("2026-07-01", "2026-09-30"), ("2026-10-01", "2026-11-15")])
        rows = self.table("2025-10-05 invoice I A 1\n" + self.BOOK, "--to",
                          "2026-11-15", "--period", "year", "--kpi", "dso")
        self.assertEqual([(r["from"], r["to"]) for r in rows], [
            ("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-11-15")])
        rows = self.table(self.BOOK, "--to", "2026-02-15", "--period",
                          "all", "--kpi", "dso")
        self.assertEqual([(r["from"], r["to"]) for r in rows],
                         [("2026-01-05", "2026-02-15")])


class Days(Case):
    SOLD = """
        2026-01-10 invoice I1 A 4000 due=2026-02-10
        2026-02-10 invoice I2 A 1500 due=2026-03-10
        2026-03-10 invoice I3 A 2000 due=2026-04-10
        2026-03-20 receipt R1 A -2500
        2026-03-20 apply   R1 A 2500 I1
        """
    MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")

    def test_countback(self):
        # E = 7500 - 2500 = 5000; 5000 - 2000 - 1500 = 1500 of 4000;
        # 31 + 28 + 1500 * 31 / 4000 = 59 + 11.625
        self.must(self.find(self.SOLD, *self.MARCH),
                  dso_countback="70.63 | E=5000.00;S2026-03=2000.00;"
                  "D2026-03=31;S2026-02=1500.00;D2026-02=28;"
                  "S2026-01=4000.00;D2026-01=31")
        # 30 + 30 + 1500 * 30 / 4000 = 60 + 11.25
        self.must(self.find(self.SOLD, *self.MARCH, "--days30"),
                  dso_countback="71.25 | E=5000.00;S2026-03=2000.00;"
                  "D2026-03=30;S2026-02=1500.00;D2026-02=30;"
                  "S2026-01=4000.00;D2026-01=30")
        # until March 15: E = 7500; 15 + 28 + 31 and nothing before
        self.must(self.find(self.SOLD, "--from", "2026-03-01", "--to",
                            "2026-03-15"),
                  dso_countback="74.00 | E=7500.00;S2026-03=2000.00;"
                  "D2026-03=15;S2026-02=1500.00;D2026-02=28;"
                  "S2026-01=4000.00;D2026-01=31")

    def test_countback_stops(self):
        self.must(self.find("2025-12-01 debit F A 10 reason=fee\n"
                            + self.SOLD, "--from", "2026-03-01", "--to",
                            "2026-03-15"),
                  dso_countback=" | E=7510.00;S2026-03=2000.00;D2026-03=15;"
                  "S2026-02=1500.00;D2026-02=28;S2026-01=4000.00;"
                  "D2026-01=31;S2025-12=0.00;D2025-12=31;"
                  "no sales in 2025-12")
        self.must(self.find(self.SOLD + "2026-02-20 credit C A -1600",
                            *self.MARCH),
                  dso_countback=" | E=3400.00;S2026-03=2000.00;D2026-03=31;"
                  "S2026-02=-100.00;D2026-02=28;"
                  "sales of 2026-02 are negative")

    def test_rolling(self):
        # E: 5000 + 5500 + 4000 = 14500; S = 7500; 14500 * 30 / 7500 = 58
        self.must(self.find(self.SOLD, *self.MARCH),
                  dso_rolling="58.00 | E2026-03-31=5000.00;"
                  "E2026-02-28=5500.00;E2026-01-31=4000.00;S=7500.00")
        # on the 30th: February has none, its last; sales after February 28
        self.must(self.find(self.SOLD, "--from", "2026-03-01", "--to",
                            "2026-03-30", "--months", "1"),
                  # 5000 * 30 / 2000
                  dso_rolling="75.00 | E2026-03-30=5000.00;S=2000.00")

    def test_true(self):
        # I1: 1500 open 80 days, of 4000 sold: 120000 / 4000 = 30
        # I2: 1500 open 49 days: 49; I3: 21
        self.must(self.find(self.SOLD, *self.MARCH),
                  dso_true="100.00 | X2026-01=120000.00;S2026-01=4000.00;"
                  "X2026-02=73500.00;S2026-02=1500.00;X2026-03=42000.00;"
                  "S2026-03=2000.00")
        self.must(self.find(
            "2026-01-10 debit F A 10 doc_date=2026-01-08 reason=interest",
            *JANUARY), dso_true=" | X2026-01=230.00;S2026-01=0.00;"
            "no sales in 2026-01")
        # of a document dated later there is nothing to say yet
        self.must(self.find("2026-01-10 invoice I A 10 doc_date=2026-02-08",
                            *JANUARY), dso_true="0.00 | ")

    def test_sales(self):
        """What is a sale, and what voids one."""
        book = """
            2026-01-02 invoice I1 A 119 tax=19
            2026-01-03 debit   D1 A 50
            2026-01-03 debit   D2 A 50 reason=interest
            2026-01-03 debit   D3 A 50 reason=fee
            2026-01-03 debit   D4 A 50 reason=netting
            2026-01-04 credit  C1 A -23.80 tax=-3.80
            2026-01-05 reverse V1 A -59.50 I1 reason=void tax=-9.50
            2026-01-05 reverse V2 A -7 I1
            2026-01-05 reverse V3 A -50 D2 reason=void
            2026-01-05 reverse V4 A 3.80 C1 reason=rebill
            2026-01-06 transfer T1 A 10 I1
            2026-01-07 receipt R1 A 20 reason=nsf
            """
        # 119 + 50 - 23.80 - 59.50 + 3.80 = 89.50
        self.must(self.find(book, *JANUARY), bad_debt_pct="0.00 | WO=0.00;"
                  "R=0.00;S=89.50")
        # 119 + 50 - 59.50
        self.must(self.find(book, *JANUARY, "--gross-sales"),
                  bad_debt_pct="0.00 | WO=0.00;R=0.00;S=109.50")
        # 100 + 50 - 20 - 50 + 3.80
        self.must(self.find(book, *JANUARY, "--net"),
                  bad_debt_pct="0.00 | WO=0.00;R=0.00;S=83.80")


class Payments(Case):
    def test_two_installments(self):
        book = """
            2026-01-01 invoice I1 A 300 due=2026-01-31
            2026-01-01 invoice I1 A 300 due=2026-03-02
            2026-01-31 receipt R1 A -400
            2026-02-02 apply   R1 A  400 I1
            2026-03-12 receipt R2 A -200
            2026-03-12 apply   R2 A  200 I1
            """
        self.must(self.find(book, "--from", "2026-03-01", "--to",
                            "2026-03-31"),
                  # 400 * 30 + 200 * 70 = 26000; by 600
                  days_to_pay="43.33 | W=26000.00;P=600.00",
                  # 300 in time, 100 30 days early, 200 10 days late
                  days_late="-1.67 | W=-1000.00;P=600.00",
                  days_to_pay_avg="70.00 | W=70;n=1",
                  days_late_avg="10.00 | W=10;n=1")
        # Both name the second, of 100 less; what is too much for it counts
        # for it all the same: 300 * -30 + 200 * 10 = -7000; by 500
        book = book.replace("-400", "-300").replace(" 400", " 300").replace(
            "I1\n", "I1 ref_due=2026-03-02\n") \
            + "2026-03-01 discount D1 A -100 I1"
        self.must(self.find(book, "--from", "2026-03-01", "--to",
                            "2026-03-31"),
                  days_late="-14.00 | W=-7000.00;P=500.00")
        self.must(self.find(book, *JANUARY),
                  days_to_pay=" | W=0.00;P=0.00;nothing closed",
                  days_late_avg=" | W=0;n=0;nothing closed")

    def test_money_identified_counts_from_its_own_day(self):
        book = """
            2026-01-01 invoice  I1 A 100 due=2026-01-11
            2026-01-05 receipt  R1 UNIDENTIFIED -100
            2026-01-20 transfer R1 A -100 R1 ref_customer=UNIDENTIFIED
            2026-01-20 apply    R1 A  100 I1
            """
        self.must(self.find(book, *JANUARY),
                  days_to_pay="4.00 | W=400.00;P=100.00",
                  days_late="-6.00 | W=-600.00;P=100.00",
                  # 100 applied; 100 received, 100 went and came
                  application_rate="100.00 | A=100.00;U=0.00;R=100.00")

    def test_not_by_receipts(self):
        """A credit closes it: that is no payment."""
        self.must(self.find("""
            2026-01-01 invoice I1 A 100
            2026-01-05 credit  C1 A -100
            2026-01-05 apply   C1 A  100 I1
            """, *JANUARY), days_to_pay=" | W=0.00;P=0.00;nothing closed")

    def test_bank_returns_are_not_paid(self):
        self.must(self.find("""
            2026-01-05 receipt R1 A -100
            2026-01-09 receipt B1 A  100 R1 reason=bank-return
            2026-01-09 apply   R1 A  100 B1
            """, *JANUARY), days_to_pay=" | W=0.00;P=0.00;nothing closed",
            cash_app_accuracy=" | n=0;u=0;nothing applied")

    BUCKETS = """
        2026-01-01 invoice  I1 A 1000 due=2026-01-15
        2026-01-01 invoice  I2 A  500 due=2026-02-28
        2026-02-05 invoice  I3 A 2000 due=2026-03-05
        2026-02-10 receipt  R1 A -450
        2026-02-10 apply    R1 A  400 I1
        2026-02-11 apply    R1 A   50 I3
        2026-02-20 writeoff W1 A -150 I1 reason=bad-debt
        2026-02-21 writeoff W2 A   50 I1 reason=recovery
        2026-02-22 writeoff W3 A  -30 I2 reason=small-balance
        """

    def test_buckets(self):
        self.must(
            self.find(self.BUCKETS, "--from", "2026-02-01", "--to",
                      "2026-02-28", "--provision", self.file(
                          "p.csv", "bucket,rate\n31-60,12.5%\ncurrent,"
                          "0.005\n")),
            # I1 was 16 days late with 1000, and is 44 days late with
            # 1000 - 400 - 150 + 50 = 500; I2 is due on the last day
            roll_rate_1_30="50.00 | X=500.00;O=1000.00",
            roll_rate_current="0.00 | X=0.00;O=500.00",
            roll_rate_61_90=" | X=0.00;O=0.00;nothing in the bucket",
            roll_rate_over_90=None,
            collected_rate_1_30="40.00 | P=400.00;O=1000.00",
            collected_rate_current="0.00 | P=0.00;O=500.00",
            loss_rate_1_30="10.00 | L=100.00;O=1000.00",
            loss_rate_current="0.00 | L=0.00;O=500.00",
            # (150 - 50) / 2000
            bad_debt_pct="5.00 | WO=150.00;R=50.00;S=2000.00",
            # 470 + 1950 not due at 0.5 %, 500 at 12.5 %: 12.10 + 62.50
            allowance="74.60 | Ocurrent=2420.00;rcurrent=0.5%;"
            "O31_60=500.00;r31_60=12.5%",
            # 400 / (1000 + 500)
            collector_effectiveness="26.67 | K=400.00;P=1000.00;F=500.00",
            # 1500 + 2000 - 2920 = 580, of it 150 written off
            cash_share_of_reductions="74.14 | B=1500.00;S=2000.00;"
            "E=2920.00;WO=150.00")

    def test_buckets_of_ones_own(self):
        found = self.find(self.BUCKETS, "--from", "2026-02-01", "--to",
                          "2026-02-28", "--buckets", "20,40")
        self.must(found, roll_rate_1_20="50.00 | X=500.00;O=1000.00",
                  loss_rate_over_40=" | L=0.00;O=0.00;nothing in the bucket",
                  roll_rate_21_40=" | X=0.00;O=0.00;nothing in the bucket",
                  roll_rate_over_40=None, allowance=" | no provision table")

    def test_receipts(self):
        book = """
            2026-01-02 invoice I1 A 500
            2026-01-20 receipt R1 A -100
            2026-02-03 apply   R1 A   60 I1 rule=exact
            2026-02-10 receipt R2 A -200
            2026-02-10 apply   R2 A  150 I1 rule=manual
            2026-02-12 apply   R2 A  -50 I1 reason=wrong
            2026-02-13 apply   R2 A   30 I1
            2026-02-14 apply   R2 A  -30 I1 reason=nsf
            """
        self.must(
            self.find(book, "--from", "2026-02-01", "--to", "2026-02-28"),
            # 60 + 150 - 50 + 30 - 30 of 100 that stood and 200
            application_rate="53.33 | A=160.00;U=100.00;R=200.00",
            auto_match_rate="33.33 | m=1;n=3",
            # 60 / 240
            auto_match_money="25.00 | M=60.00;A=240.00",
            cash_app_accuracy="66.67 | n=3;u=1",
            # R1: 40 for 39 days; R2: 100 for 18
            unapplied_over_7="140.00 | U=140.00",
            unapplied_over_7_count="2 | n=2",
            unapplied_over_7_oldest="39.00 | d=39")
        self.must(
            self.find(book, "--from", "2026-02-01", "--to", "2026-02-28",
                      "--accuracy-days", "1", "--unapplied-days", "18"),
            cash_app_accuracy="100.00 | n=3;u=0",
            unapplied_over_18="40.00 | U=40.00", unapplied_over_7=None)
        self.must(
            self.find(book, *JANUARY, "--unapplied-days", "11"),
            application_rate="0.00 | A=0.00;U=0.00;R=100.00",
            auto_match_rate=" | m=0;n=0;nothing applied",
            unapplied_over_11_oldest=" | none")

    def test_discounts(self):
        book = """
            2026-01-02 invoice I1 A 1000 discount_date=2026-01-12 discount=20
            2026-01-02 invoice I2 A 500 discount_date=2026-01-09;2026-02-01 \
discount=15;5
            2026-01-03 invoice I3 A 300 discount_date=2026-01-13 discount=9
            2026-01-05 credit  C1 A -100
            2026-01-05 apply   C1 A  100 I3
            2026-01-10 discount D1 A -20 I1
            """.replace("\\\n", "")
        # I1 20, I3 9 * 200 / 300 = 6; I2's last day is in February
        self.must(self.find(book, *JANUARY),
                  discount_earned_pct="76.92 | X=20.00;O=26.00",
                  discount_lost="6.00 | O=26.00;X=20.00")
        self.must(self.find(book, "--from", "2026-02-01", "--to",
                            "2026-02-28"),
                  discount_earned_pct="0.00 | X=0.00;O=15.00",
                  discount_lost="15.00 | O=15.00;X=0.00")


class Events(Case):
    def test_disputes(self):
        book = """
            2026-01-01 invoice I1 A 100
            2026-01-01 invoice I2 A 100
            2026-01-03 dispute D1 A 30 I1 reason=pricing
            2026-01-05 dispute D2 A 90 I1
            2026-01-07 dispute D3 A -  I2 reason=damage
            2026-01-10 resolve D3 A -  I2
            2026-01-11 dispute D4 A -  I2 reason=damage
            2026-01-21 resolve D4 A -  I2
            2026-02-05 resolve D1 A -  I1
            """
        self.must(
            self.find(book, *JANUARY),
            # 3 and 10 days
            dispute_days="6.50 | W=13;n=2",
            dispute_days_median="6.50 | n=2;m=3;m=10",
            # 28 and 26 days
            dispute_open_age="27.00 | W=54;n=2",
            # 30 and 90 of 100: 30 and 70
            disputes_open="100.00 | X=100.00",
            disputes_open_count="2 | n=2",
            disputes_open_pricing="30.00 | X=30.00",
            disputes_open_other="70.00 | X=70.00",
            disputes_open_damage=None)
        self.must(
            self.find(book, "--from", "2026-02-01", "--to", "2026-02-28"),
            dispute_days_median="33.00 | n=1;m=33",
            disputes_open_other="90.00 | X=90.00")
        self.must(
            self.find(book, "--from", "2026-03-01", "--to", "2026-03-31"),
            dispute_days=" | W=0;n=0;none resolved",
            dispute_days_median=" | n=0;none resolved")

    def test_paid_though_never_resolved(self):
        self.must(self.find("""
            2026-01-01 invoice I1 A 100
            2026-01-03 dispute D1 A 30 I1
            2026-01-10 receipt R1 A -100
            2026-01-10 apply   R1 A  100 I1
            """, *JANUARY), dispute_days=" | W=0;n=0;none resolved",
            dispute_open_age=" | W=0;n=0;none open",
            disputes_open="0.00 | X=0.00", disputes_open_count="0 | n=0")

    def test_promises(self):
        book = """
            2026-01-01 invoice I1 A 100
            2026-01-01 invoice I2 A 70
            2026-01-05 promise P1 A 100 I1 due=2026-01-10
            2026-01-06 promise P2 A -  I2 due=2026-01-12
            2026-01-07 promise P3 A 60 - due=2026-01-20
            2026-01-08 receipt R1 A -100
            2026-01-30 apply   R1 A  100 I1
            2026-01-13 receipt R2 A -70
            2026-01-13 apply   R2 A  70 I2
            2026-01-15 receipt R3 A 120 reason=nsf
            """
        # P1 kept by R1; P2: nothing by the 12th; P3: 100 + 70 - 120 = 50
        self.must(self.find(book, *JANUARY),
                  promise_kept_pct="33.33 | k=1;n=3",
                  # 100 + 0 + 50 of 100 + 70 + 60
                  promise_kept_money="65.22 | K=150.00;P=230.00")
        # by the 29th R1 is not applied to I1
        self.must(self.find(book, "--from", "2026-01-01", "--to",
                            "2026-01-29"),
                  promise_kept_pct="0.00 | k=0;n=3")
        self.must(self.find(book, "--from", "2026-02-01", "--to",
                            "2026-02-28"),
                  promise_kept_pct=" | k=0;n=0;no promises due",
                  promise_kept_money=" | K=0.00;P=0.00;no promises due")

    def test_credit_limits(self):
        book = """
            2026-01-01 invoice I1 A 100
            2026-01-01 invoice I2 B 200
            2026-01-01 receipt R2 B -30
            2026-01-01 invoice I3 C 900
            """
        limits = self.file("c.csv", "customer,name,credit_limit\n"
                           "A,Ax,100\nB,Bx,120.50\nC,Cx,\n")
        self.must(self.find(book, *JANUARY, "--customers", limits),
                  # 200 - 30 - 120.50
                  credit_exposure="49.50 | X=49.50",
                  credit_exposure_count="1 | n=1")
        self.must(self.find(book, *JANUARY),
                  credit_exposure=" | no credit limits",
                  credit_exposure_count=" | no credit limits")
        rows = self.table(book, *JANUARY, "--customers", limits, "--by",
                          "customer", "--kpi", "credit_exposure,dso")
        self.assertEqual(
            [(r["customer"], r["kpi"], r["value"]) for r in rows],
            [("A", "dso", "31.00"), ("A", "credit_exposure", "0.00"),
             # 170 / 200 * 31
             ("B", "dso", "26.35"), ("B", "credit_exposure", "49.50"),
             ("C", "dso", "31.00"), ("C", "credit_exposure", "0.00")])


class Openings(Case):
    BOOK = """
        2026-01-31 invoice I0 A 100 doc_date=2026-01-10 reason=opening
        2026-01-31 invoice I1 A 50
        2026-02-10 invoice I2 A 280
        """

    def test_before_the_opening_balance(self):
        opening = " | before the opening balance"
        # the opening day itself can tell of what happened on it
        self.must(self.find(self.BOOK, "--from", "2026-01-31", "--to",
                            "2026-01-31"),
                  dso="3.00 | E=150.00;S=50.00;D=1", dso_avg=opening,
                  application_rate=opening, dso_countback=" | E=150.00;"
                  "before the opening balance",
                  auto_match_rate=" | m=0;n=0;nothing applied")
        self.must(self.find(self.BOOK, "--from", "2026-01-30", "--to",
                            "2026-02-28"),
                  dso=opening, dispute_days=opening, discount_lost=opening,
                  pct_current="0.00 | C=0.00;G=430.00")

    def test_the_first_whole_month(self):
        self.must(self.find(self.BOOK, "--from", "2026-02-01", "--to",
                            "2026-02-28"),
                  # 430 / 280 * 28
                  dso="43.00 | E=430.00;S=280.00;D=28",
                  dso_avg="29.00 | B=150.00;E=430.00;S=280.00;D=28",
                  dso_rolling=" | before the opening balance",
                  dso_countback=" | E=430.00;S2026-02=280.00;D2026-02=28;"
                  "before the opening balance",
                  dso_true=" | before the opening balance")
        self.must(self.find(self.BOOK, "--from", "2026-02-01", "--to",
                            "2026-02-28", "--months", "1"),
                  # 430 * 30 / 280 = 46.0714
                  dso_rolling="46.07 | E2026-02-28=430.00;S=280.00")


class Bases(Case):
    BOOK = """
        2026-01-10 invoice I1 A 100 - USD
        2026-01-10 invoice I2 A 100 - EUR rate=1.5
        2026-01-20 receipt R1 A -40 - EUR rate=1.2
        2026-01-20 apply   R1 A  40 I2 EUR
        """
    RATES = "date,currency,rate\n2026-01-05,EUR,1.1\n2026-01-15,EUR,1.3\n" \
        "2026-01-31,EUR,1.005\n"

    def test_rate_of_the_day(self):
        rates = self.file("r.csv", self.RATES)
        self.must(self.find(self.BOOK, *JANUARY, "--base", "USD", "--rates",
                            rates),
                  # E = 100 + 60 * 1.005; S = 100 + 100 * 1.1;
                  # 160.30 * 31 / 210 = 4969.30 / 210 = 23.6633
                  dso="23.66 | E=160.30;S=210.00;D=31",
                  # 40 of 40, on the 20th at 1.3
                  application_rate="100.00 | A=52.00;U=0.00;R=52.00")

    def test_booking_rates(self):
        self.must(self.find(self.BOOK, *JANUARY, "--base", "USD",
                            "--base-rate", "booking"),
                  # E = 100 + 60 * 1.5; S = 100 + 150
                  dso="23.56 | E=190.00;S=250.00;D=31",
                  application_rate="100.00 | A=48.00;U=0.00;R=48.00")

    def test_item_by_item(self):
        """0.01 at 0.5 is 0.01 each, and so three are 0.03."""
        rates = self.file("r.csv", "date,currency,rate\n2026-01-01,EUR,.5\n"
                          .replace(",.5", ",0.5"))
        self.must(self.find("""
            2026-01-10 invoice I1 A 0.01 - EUR
            2026-01-10 invoice I2 A 0.01 - EUR
            2026-01-10 invoice I3 A 0.01 - EUR
            """, *JANUARY, "--base", "USD", "--rates", rates),
            dso="31.00 | E=0.03;S=0.03;D=31")

    def test_no_rate(self):
        with self.assertRaises(kpi.Failed):
            kpi.run([*JANUARY, "--base", "USD", "--rates", self.file(
                "r.csv", "date,currency,rate\n2026-01-15,EUR,1\n"),
                self.file("b.csv", book_of(self.BOOK))])

    def test_currencies_are_not_added(self):
        rows = self.table(self.BOOK, *JANUARY, "--kpi", "unapplied_over,dso")
        self.assertEqual(
            [(r["currency"], r["kpi"], r["value"], r["unit"]) for r in rows],
            [("EUR", "dso", "18.60", "days"),  # 60 / 100 * 31
             ("EUR", "unapplied_over_7", "0.00", "EUR"),
             ("EUR", "unapplied_over_7_count", "0", "count"),
             ("EUR", "unapplied_over_7_oldest", "", "days"),
             ("USD", "dso", "31.00", "days"),
             ("USD", "unapplied_over_7", "0.00", "USD"),
             ("USD", "unapplied_over_7_count", "0", "count"),
             ("USD", "unapplied_over_7_oldest", "", "days")])


class Shapes(Case):
    BOOK = Balances.BOOK

    def test_get(self):
        path = self.file("book.csv", book_of(self.BOOK))
        args = ["--to", "2026-01-31", "--get", "dso", "--digits"]
        # 27.6304347826
        self.assertEqual(self.both(args + ["0"], path), ("28\n", 0))
        self.assertEqual(self.both(args + ["9"], path),
                         ("27.630434783\n", 0))
        self.assertEqual(
            self.both(["--to", "2026-02-28", "--get", "dso"], path), ("", 1))

    def test_wide(self):
        text, _ = self.both(
            ["--to", "2026-02-28", "--wide", "--kpi", "add,dso"],
            self.file("book.csv", book_of(self.BOOK)))
        self.assertEqual(text, "from,to,currency,dso,add\n"
                         "2026-01-01,2026-01-31,,27.63,20.89\n"
                         "2026-02-01,2026-02-28,,,\n")

    def test_targets(self):
        rows = self.table(
            self.BOOK, "--to", "2026-02-28", "--target", self.file(
                "t.csv", "kpi,min,max\npct_current,24.39,\ndso,20.0,27.63\n"
                "turnover,,2.5\n"))
        # 24.3902 is met; 27.6304 is more than 27.63, though it prints so
        self.assertEqual(
            [(r["kpi"], r["value"], r["target"], r["status"]) for r in rows],
            [("dso", "27.63", "20..27.63", "missed"),
             ("turnover", "2.24", "..2.5", "met"),
             ("pct_current", "24.39", "24.39..", "met"),
             ("dso", "", "20..27.63", "unknown"),
             ("turnover", "0.00", "..2.5", "met"),
             ("pct_current", "0.00", "24.39..", "missed")])
        self.assertEqual(self.status, 1)

    def test_nothing(self):
        self.assertEqual(self.table(self.BOOK, "--to", "2025-12-31"), [])

    def test_a_later_part_makes_no_earlier_group(self):
        rows = self.table("""
            2026-01-05 invoice I1 A 10 due=2026-01-10 salesman=x
            2026-02-05 invoice I1 A 20 due=2026-01-09 salesman=y
            2026-01-06 writeoff W A -10 I1
            """, "--to", "2026-02-28", "--by", "salesman", "--kpi",
            "bad_debt_pct")
        # x's part came first: what is done to the item is his, though y's is
        # due before it
        self.assertEqual([(r["from"], r["salesman"], r["inputs"])
                          for r in rows], [
            ("2026-01-01", "x", "WO=10.00;R=0.00;S=10.00"),
            ("2026-02-01", "x", "WO=0.00;R=0.00;S=0.00;no sales"),
            ("2026-02-01", "y", "WO=0.00;R=0.00;S=20.00")])


class Company(unittest.TestCase):
    """The demo company's year."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([COMPANY, cls.folder.name], check=True)
        cls.write("provision", "bucket,rate\ncurrent,0.5%\n1-30,2%\n"
                  "31-60,10%\n61-90,0.25\n91+,60%\n")
        cls.write("target", "kpi,min,max\ndso,,45\ncei,75,\n"
                  "pct_over_90,,3.5\n")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder.name, name + ".csv")

    @classmethod
    def write(cls, name, text):
        with open(cls.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def agree(self, *args):
        """The tool, cell by cell, where there is one."""
        args = [self.path(a[1:]) if a[0] == "@" else a for a in args]
        command = PROPERTY.tool()
        if not command:
            self.skipTest("no ar-kpi")
        text, status = kpi.run(args + [self.path("book")])
        done = subprocess.run(command + args + [self.path("book")],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        self.assertGreater(text.count("\n"), 20)
        self.assertEqual(done.stdout.decode().splitlines(),
                         text.splitlines())

    YEAR = ["--from", "2025-11-01", "--to", "2026-10-31", "--period",
            "month", "--customers", "@customers", "--provision",
            "@provision"]

    def test_the_year(self):
        self.agree(*self.YEAR)

    def test_the_year_in_dollars(self):
        self.agree(*self.YEAR, "--base", "USD", "--rates", "@rates")

    def test_targets_by_collector(self):
        self.agree(*self.YEAR, "--by", "collector", "--target", "@target")

    def test_quarters_by_segment(self):
        self.agree("--as-of", "2026-10-31", "--period", "quarter",
                   "--customers", "@customers", "--by",
                   "customers.segment", "--wide", "--net", "--days30")

    def test_sql_says_the_same(self):
        sql = script("kpi-sql")
        text, _ = kpi.run([
            "--from", "2025-12-01", "--to", "2026-10-31", "--period", "month",
            "--kpi", "cei,dso,bpdso", self.path("book")])
        rows = csv.DictReader(io.StringIO(text))
        found = {}
        for row in rows:
            at = found.setdefault((row["to"], row["currency"]), {})
            at[row["kpi"]] = row["value"]
            at.update(pair.split("=") for pair in row["inputs"].split(";"))
        self.assertEqual(
            [[*key] + [at[c] for c in "B E S C dso bpdso cei".split()]
             for key, at in sorted(found.items(), key=lambda x: x[0][::-1])],
            list(sql.rows("2025-12", "2026-10", self.path("book"))))


if __name__ == "__main__":
    unittest.main()
