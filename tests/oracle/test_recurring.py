#!/usr/bin/env python3
"""The oracle of contracts, on contracts small enough to walk by hand."""

import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
import invoice  # noqa: E402
from test_invoice import Bills  # noqa: E402

HEADER = "customer,item,price,qty,every,start,anchor,end,mode,reason\n"


class Contracts(Bills):
    def lines(self, contracts, since, until, columns, *args):
        path = self.file("contracts.csv", contracts)
        return self.cells(invoice.run(
            ["--recurring", path, "--from", since, "--to", until,
             *args]).rows, columns)

    def one(self, cells, since, until, columns, *args):
        """The lines of one contract of A for I."""
        return self.lines(HEADER + "A,I," + cells, since, until, columns,
                          *args)


class Periods(Contracts):
    def dates(self, cells, until="2027-01-01"):
        return self.one(cells, "2026-01-01", until,
                        "date service_from service_to qty price")

    def test_the_last_of_the_month_does_not_drift(self):
        found = self.dates("9.50,2,1m,2026-01-31,,,,", "2026-05-01")
        self.assertEqual(found, [
            "2026-01-31 2026-01-31 2026-02-27 2 9.5",
            "2026-02-28 2026-02-28 2026-03-30 2 9.5",
            "2026-03-31 2026-03-31 2026-04-29 2 9.5",
            "2026-04-30 2026-04-30 2026-05-30 2 9.5"])

    def test_a_clamped_start_is_on_its_anchor(self):
        self.assertEqual(self.dates("5,,1m,2026-02-28,31,,,", "2026-03-31"), [
            "2026-02-28 2026-02-28 2026-03-30 1 5",
            "2026-03-31 2026-03-31 2026-04-29 1 5"])

    def test_in_arrears(self):
        self.assertEqual(self.dates("5,,6m,2026-01-01,,,arrears,"), [
            "2026-06-30 2026-01-01 2026-06-30 1 5",
            "2026-12-31 2026-07-01 2026-12-31 1 5"])

    def test_leap_years(self):
        self.assertEqual(
            self.one("5,,1y,2024-02-29,,,,", "2024-01-01", "2028-12-31",
                     "date service_to"),
            ["2024-02-29 2025-02-27", "2025-02-28 2026-02-27",
             "2026-02-28 2027-02-27", "2027-02-28 2028-02-28",
             "2028-02-29 2029-02-27"])

    def test_the_window_holds_both_ends(self):
        for since, until, n in (("2026-03-05", "2026-03-05", 1),
                                ("2026-03-06", "2026-04-04", 0),
                                ("2026-03-05", "2026-04-05", 2)):
            self.assertEqual(len(self.one("5,,1m,2026-01-05,,,,", since,
                                          until, "date")), n)

    def test_order(self):
        self.assertEqual(self.lines(
            HEADER + "B,I,1,,1m,2026-01-05,,,,\n" +
            "A,I,1,,1m,2026-01-05,,,,\nA,J,1,,1m,2026-01-04,,,,",
            "2026-01-01", "2026-02-04", "date customer item"),
            ["2026-01-04 A J", "2026-01-05 B I", "2026-01-05 A I",
             "2026-02-04 A J"])


class Parts(Contracts):
    def parts(self, cells, *args, since="2026-10-01", until="2026-12-31"):
        return self.one(cells, since, until,
                        "date service_from service_to qty price memo", *args)

    def test_the_first_period(self):
        # October 16 to 31: 16 of 31 days; 16/31 * 100 = 51.612...
        self.assertEqual(
            self.parts("100,,1m,2026-10-16,1,,,", until="2026-11-01"),
            ["2026-10-16 2026-10-16 2026-10-31 1 51.61 "
             "16/31 of 2026-10-01 to 2026-10-31",
             "2026-11-01 2026-11-01 2026-11-30 1 100 "])

    def test_of_a_quarter(self):
        # The quarter that ends on September 30 has 31 + 31 + 30 days.
        self.assertEqual(
            self.parts("92,,3m,2026-09-21,1,,arrears,", since="2026-09-01",
                       until="2026-12-30"),
            ["2026-09-30 2026-09-21 2026-09-30 1 10.00 "
             "10/92 of 2026-07-01 to 2026-09-30"])

    def test_every_month_has_30_days(self):
        # From the 16th, index 15: 15 days; from the 31st: none, no line
        self.assertEqual(self.parts(
            "100,,1m,2026-10-16,1,,,", "--proration", "30",
            until="2026-10-31"),
            ["2026-10-16 2026-10-16 2026-10-31 1 50.00 "
             "15/30 of 2026-10-01 to 2026-10-31"])
        self.assertEqual(self.parts(
            "100,,1m,2026-10-31,1,,,", "--proration", "30",
            until="2026-10-31"), [])
        # February 28: indices 27 to 30
        self.assertEqual(self.parts(
            "100,,1m,2026-02-28,1,,,", "--proration", "30",
            since="2026-02-01", until="2026-02-28"),
            ["2026-02-28 2026-02-28 2026-02-28 1 10.00 "
             "3/30 of 2026-02-01 to 2026-02-28"])

    def test_or_28(self):
        # From the 16th: indices 15 to 28
        self.assertEqual(self.parts(
            "100,,1m,2026-10-16,1,,,", "--proration", "28",
            until="2026-10-31"),
            ["2026-10-16 2026-10-16 2026-10-31 1 46.43 "
             "13/28 of 2026-10-01 to 2026-10-31"])

    def test_a_short_month_stands_for_the_anchor(self):
        # January 31 to February 27 ends where the 31st would be: indices
        # 30 to 60 (days, 30 a month), 28 to 56; so 30 and 28 are whole.
        # To February 10: index 40 (38) less 30 (28).
        for basis, part, price in (("30", "10/30", "33.33"),
                                   ("28", "10/28", "35.71")):
            self.assertEqual(
                self.parts("100,,1m,2026-01-31,,2026-02-10,,", "--proration",
                           basis, since="2026-01-31", until="2026-02-27"),
                ["2026-01-31 2026-01-31 2026-02-10 1 %s "
                 "%s of 2026-01-31 to 2026-02-27" % (price, part)])

    def test_nothing_is_no_line(self):
        # 16/31 of 0.005 is 0.0026; a price of 0 is a price
        self.assertEqual(self.parts("0.005,,1m,2026-10-16,1,2026-10-31,,"),
                         [])
        self.assertEqual(self.one("0,,1m,2026-10-01,1,2026-10-31,,",
                                  "2026-10-01", "2026-10-31", "qty price"),
                         ["1 0"])

    def test_a_rebate_that_ends_early(self):
        # -50 given, 15/31 = -24.19 used; 25.81 is charged again.
        self.assertEqual(
            self.one("-50,,1m,2026-10-01,,2026-10-15,,upgrade",
                     "2026-10-01", "2026-10-31", "qty price"),
            ["1 -50", "1 25.81"])

    def test_the_memo_keeps_its_own(self):
        self.assertEqual(
            self.lines("customer,item,price,every,start,end,memo\n"
                       "A,I,31,1m,2026-10-01,2026-10-15,so",
                       "2026-10-01", "2026-10-31", "memo"),
            ["so; 15/31 of 2026-10-01 to 2026-10-31"])

    def test_an_agreed_end(self):
        # In advance and in arrears 15 of 31 days: 48.387...
        for mode, date in (("advance", "2026-10-01"),
                           ("arrears", "2026-10-15")):
            self.assertEqual(
                self.parts("100,,1m,2026-10-01,,2026-10-15,%s," % mode),
                [date + " 2026-10-01 2026-10-15 1 48.39 "
                 "15/31 of 2026-10-01 to 2026-10-31"])

    def test_an_end_on_the_last_day_is_no_part(self):
        for cells in ("advance,", "advance,termination", "arrears,"):
            self.assertEqual(
                self.one("100,,1m,2026-10-01,,2026-10-31," + cells,
                         "2026-10-01", "2026-12-31", "qty price"), ["1 100"])

    def test_an_early_end(self):
        # Billed 100.00; used 15/31 = 48.39; so 51.61 goes back.
        self.assertEqual(
            self.parts("50,2,1m,2026-10-01,,2026-10-15,,upgrade"),
            ["2026-10-01 2026-10-01 2026-10-31 2 50 ",
             "2026-10-16 2026-10-16 2026-10-31 -1 51.61 "
             "upgrade: 16/31 of 2026-10-01 to 2026-10-31 unused"])

    def test_an_early_end_in_arrears(self):
        self.assertEqual(
            self.parts("100,,1m,2026-10-01,,2026-10-15,arrears,upgrade"),
            ["2026-10-15 2026-10-01 2026-10-15 1 48.39 "
             "15/31 of 2026-10-01 to 2026-10-31"])

    def test_an_early_end_in_the_first_part(self):
        # Billed 16/31 = 51.61 on the 16th, used 5/31 = 16.13: 35.48 back
        self.assertEqual(
            self.parts("100,,1m,2026-10-16,1,2026-10-20,,termination"),
            ["2026-10-16 2026-10-16 2026-10-31 1 51.61 "
             "16/31 of 2026-10-01 to 2026-10-31",
             "2026-10-21 2026-10-21 2026-10-31 -1 35.48 "
             "termination: 11/31 of 2026-10-01 to 2026-10-31 unused"])

    def test_bad_contracts(self):
        for cells in ("1,,1w,2026-01-01,,,,", "1,,0m,2026-01-01,,,,",
                      "1,,1m,,,,,", "1,,1m,2026-01-01,32,,,",
                      "1,,1m,2026-01-02,,2026-01-01,,",
                      "1,,1m,2026-01-02,,,later,"):
            with self.assertRaises(age.BadData, msg=cells):
                self.dates = self.parts(cells)


class Upgrade(Contracts):
    TABLE = HEADER + """A,basic,31.00,,1m,2026-10-01,,2026-10-15,,upgrade
        A,pro,62.00,,1m,2026-10-16,1,,,"""

    def test_billed_at_once(self):
        # October 1: 31.00.  October 16: basic gives back 16/31 of 31.00 =
        # 16.00 (31 - 15), pro takes 16/31 of 62.00 = 32.00.
        path = self.file("contracts.csv", self.TABLE)
        result = invoice.run(["--recurring", path, "--from", "2026-10-01",
                              "--to", "2026-11-30", "--start", "1"])
        self.assertEqual(self.cells(result.rows, "doc date type amount"), [
            "1 2026-10-01 invoice 31.00", "2 2026-10-16 invoice 16.00",
            "3 2026-11-01 invoice 62.00"])
        self.assertEqual(self.cells(result.lines, "doc line item qty net"), [
            "1 1 basic 1 31.00", "2 1 basic -1 -16.00", "2 2 pro 1 32.00",
            "3 1 pro 1 62.00"])

    def test_two_runs_are_one(self):
        for middle in ("2026-10-01", "2026-10-15", "2026-10-16"):
            whole = self.lines(self.TABLE, "2026-10-01", "2026-12-31",
                               "date item qty price memo")
            after = age.datetime.date.fromisoformat(middle) \
                + age.datetime.timedelta(1)
            self.assertEqual(whole, self.lines(
                self.TABLE, "2026-10-01", middle, "date item qty price memo")
                + self.lines(self.TABLE, str(after), "2026-12-31",
                             "date item qty price memo"))


if __name__ == "__main__":
    unittest.main()
