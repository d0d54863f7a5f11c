#!/usr/bin/env python3
"""The oracle of ar-invoice, on lines few enough to bill by hand.

Each expected figure was worked out on paper from the specification; the
sums stand beside them.
"""

import csv
import io
import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
import invoice  # noqa: E402


class Bills(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-invoice.")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, text):
        with open(self.path(name), "w", encoding="utf-8", newline="") as f:
            f.write("\n".join(line.strip() for line in
                              text.strip().splitlines()) + "\n")
        return self.path(name)

    def bill(self, lines, *args):
        """A Result; documents are dated 2026-10-31 and begin at I-1."""
        args = list(args)
        if "--date" not in args:
            args += ["--date", "2026-10-31"]
        if "--start" not in args:
            args += ["--start", "I-1"]
        return invoice.run(args + [self.file("lines.csv", lines)])

    @staticmethod
    def cells(text, columns):
        """Some columns of a CSV text, a joined row each."""
        return [" ".join(row[c] for c in columns.split())
                for row in csv.DictReader(io.StringIO(text))]

    def rows(self, lines, columns, *args):
        return self.cells(self.bill(lines, *args).rows, columns)

    def priced(self, lines, columns, *args):
        return self.cells(self.bill(lines, *args).lines, columns)

    def found(self, lines, columns, *args):
        return self.cells(self.bill(lines, "--findings", "yes",
                                    *args).findings, columns)

    def fails(self, text, lines, *args):
        with self.assertRaises(age.BadData) as caught:
            self.bill(lines, *args)
        self.assertIn(text, str(caught.exception))


class Arithmetic(Bills):
    def net(self, qty, price, *args, discount="", kind="", currency="USD"):
        row, = self.priced(
            "customer,description,qty,price,line_discount,type,currency\n"
            "A,x,%s,%s,%s,%s,%s" % (qty, price, discount, kind, currency),
            "qty net", "--accept", "all", *args)
        return row

    def test_the_exact_product_is_rounded_once(self):
        # 3 * 1.115 = 3.345; 0.333333333 * 3.000000003 = 0.999999999999...
        self.assertEqual(self.net("3", "1.115"), "3 3.35")
        self.assertEqual(self.net("0.333333333", "3.000000003"),
                         "0.333333333 1.00")

    def test_ties_go_away_from_zero_or_to_even(self):
        # 1.005 lies between 1.00 and 1.01, 1.015 between 1.01 and 1.02
        for price, away, even in (("1.005", "1.01", "1.00"),
                                  ("1.015", "1.02", "1.02")):
            self.assertEqual(self.net("1", price), "1 " + away)
            self.assertEqual(self.net("1", price, "--rounding", "half-even"),
                             "1 " + even)
            self.assertEqual(self.net("-1", price), "-1 -" + away)

    def test_decimals_are_those_of_the_currency(self):
        self.assertEqual(self.net("3", "2.5", currency="JPY"), "3 8")
        self.assertEqual(self.net("3", "0.1235", currency="KWD"), "3 0.371")

    def test_a_discount_in_percent(self):
        # 7 * 0.35 * 0.9 = 2.205: of the exact product, not of a rounded one
        self.assertEqual(self.net("7", "0.35", discount="10%"), "7 2.21")
        # 0.045 * 0.5 = 0.0225; half of a rounded 0.05 would make 0.03
        self.assertEqual(self.net("1", "0.045", discount="50%"), "1 0.02")

    def test_a_discount_in_money(self):
        # list 3.345 = 3.35, less 0.35; a return gives back 3.00
        self.assertEqual(self.net("3", "1.115", discount="0.35"), "3 3.00")
        self.assertEqual(self.net("-3", "1.115", discount="0.35"), "-3 -3.00")
        self.assertEqual(self.net("3", "1.115", discount="3.35"), "3 0.00")

    def test_a_credit_line_is_turned_around(self):
        self.assertEqual(self.net("3", "1.115", kind="credit"), "-3 -3.35")
        self.assertEqual(
            self.net("3", "1.115", kind="credit", discount="0.35"),
            "-3 -3.00")

    def test_what_is_refused(self):
        for qty, price, discount, kind, reason in (
                ("0", "1", "", "", "sign"), ("x", "1", "", "", "amount"),
                ("1", "", "", "", "amount"), ("-1", "-1", "", "", "sign"),
                ("-1", "1", "", "credit", "sign"),
                ("1.0000000001", "1", "", "", "decimals"),
                ("1", "1", "101%", "", "number"),
                ("1", "1", "1.01", "", "number"),
                ("1", "1", "0.001", "", "decimals"),
                ("1", "1", "", "debit", "type"),
                ("9999999999", "9999999999", "", "", "range")):
            with self.subTest(qty=qty, price=price, discount=discount):
                self.fails("(%s)" % reason, "customer,description,qty,price,"
                           "line_discount,type\nA,x,%s,%s,%s,%s"
                           % (qty, price, discount, kind))


class Tax(Bills):
    # Three lines of 0.13 at 20 %: 0.026 each.  One of 0.33 at 7 %: 0.0231.
    LINES = """customer,description,qty,price,tax_code,tax_rate
        A,x,1,0.13,S,20
        A,y,1,0.33,R,7%
        A,z,1,0.13,S,20.0
        A,z,1,0.13,S,20"""

    def taxes(self, *args):
        result = self.bill(self.LINES, *args)
        return self.cells(result.lines, "net tax"), \
            self.cells(result.rows, "net tax amount")

    def test_by_line(self):
        # 0.026 = 0.03, 0.0231 = 0.02
        self.assertEqual(self.taxes(), (
            ["0.13 0.03", "0.33 0.02", "0.13 0.03", "0.13 0.03"],
            ["0.72 0.11 0.83"]))

    def test_by_rate(self):
        # S: 0.026, 0.052, 0.078 = 0.03, 0.05, 0.08
        self.assertEqual(self.taxes("--tax-round", "rate"), (
            ["0.13 0.03", "0.33 0.02", "0.13 0.02", "0.13 0.03"],
            ["0.72 0.10 0.82"]))

    def test_by_document(self):
        # 0.026, 0.0491, 0.0751, 0.1011 = 0.03, 0.05, 0.08, 0.10
        self.assertEqual(self.taxes("--tax-round", "document"), (
            ["0.13 0.03", "0.33 0.02", "0.13 0.03", "0.13 0.02"],
            ["0.72 0.10 0.82"]))

    def test_included(self):
        # 0.13 * 20/120 = 0.02166...; 0.33 * 7/107 = 0.02158...
        self.assertEqual(self.taxes("--tax-included"), (
            ["0.11 0.02", "0.31 0.02", "0.11 0.02", "0.11 0.02"],
            ["0.64 0.08 0.72"]))

    def test_included_by_rate(self):
        # S: 0.0216, 0.0433, 0.065 = 0.02, 0.04, 0.07 (a tie)
        self.assertEqual(self.taxes("--tax-included", "--tax-round", "rate"), (
            ["0.11 0.02", "0.31 0.02", "0.11 0.02", "0.10 0.03"],
            ["0.63 0.09 0.72"]))
        self.assertEqual(
            self.taxes("--tax-included", "--tax-round", "rate",
                       "--rounding", "half-even")[1], ["0.64 0.08 0.72"])

    def test_a_table_of_rates(self):
        table = self.file("tax.csv", """code,rate,valid_from,valid_to
            S,17.5,,2010-12-31
            S,20,2011-01-04,""")
        lines = "customer,description,qty,price,tax_code,tax_rate\n" \
            "A,x,1,100,S,"
        for date, tax in (("2010-12-31", "17.50"), ("2011-01-04", "20.00")):
            self.assertEqual(self.rows(lines, "tax", "--tax", table,
                                       "--date", date), [tax])
        self.fails("tax-code", lines, "--tax", table, "--date", "2011-01-02")
        self.fails("tax-code", lines)
        self.assertEqual(  # the line wins, and somebody looks at it
            self.found(lines + "5", "code expected found amount held",
                       "--tax", table), ["tax-rate 20 5 105.00 yes"])

    def test_exempt(self):
        customers = self.file("customers.csv", """customer,tax_exempt
            A,yes\nB,no\nC,0\nD,""")
        self.assertEqual(self.priced(
            "customer,description,qty,price,tax_code,tax_rate\n" + "".join(
                "%s,x,1,100,S,20\n" % c for c in "ABCD"),
            "customer tax_code tax", "--customers", customers),
            ["A S 0.00", "B S 20.00", "C S 20.00", "D S 20.00"])


class Documents(Bills):
    def test_default_groups(self):
        lines = """customer,description,qty,price,po,order,memo
            A,x,1,1,P,,
            B,x,1,2,P,,a
            A,x,1,4,P,7,
            B,x,1,8,P,,b
            A,x,1,16,P,,"""
        self.assertEqual(self.rows(lines, "doc customer po order amount memo"),
                         ["I-1 A P  17.00 ", "I-2 B P  10.00 ",
                          "I-3 A P 7 4.00 "])
        self.assertEqual(
            self.rows(lines, "doc customer po order amount",
                      "--group", "customer"),
            ["I-1 A P  21.00", "I-2 B P  10.00"])

    def test_what_must_be_one(self):
        for column, values in (("entity", "1 2"), ("account", "1 "),
                               ("terms", "net_1 "), ("due", "2026-11-01 "),
                               ("date", "2026-11-01 2026-11-02")):
            first, other = values.replace("_", "-").split(" ")
            first = first.replace("net-", "net ")
            self.fails("one-per-group", "customer,description,qty,price,%s\n"
                       "A,x,1,1,%s\nA,x,1,1,%s" % (column, first, other))
        self.fails("one-per-group", "customer,description,qty,price\n"
                   "A,x,1,1\nB,x,1,1", "--group", "description")

    def test_a_default_is_like_the_same_value_written(self):
        self.assertEqual(self.rows(
            "customer,description,qty,price,date,terms\n"
            "A,x,1,1,,net 5\nA,x,1,1,2026-10-31,\n", "amount due",
            "--terms", "net 5"), ["2.00 2026-11-05"])

    def test_credits_stand_alone(self):
        # By type, and by the invoice that they correct
        lines = """customer,description,qty,price,type,ref
            A,x,5,1,,
            A,x,1,1,credit,I-1
            A,x,1,1,credit,I-2
            A,x,1,1,credit,I-1"""
        self.assertEqual(self.rows(lines, "doc type ref amount due id"), [
            "I-1 invoice  5.00 2026-10-31 invoice:I-1",
            "I-2 credit I-1 -2.00  credit:I-2",
            "I-3 credit I-2 -1.00  credit:I-3"])
        self.assertEqual(
            self.rows(lines, "doc", "--start", "99", "--credit-start", "C09"),
            ["99", "C09", "C10"])

    def test_below_zero(self):
        lines = """customer,description,qty,price,terms
            A,x,1,5,net 30
            A,x,-1,5.01,net 30"""
        result = self.bill(lines)
        self.assertEqual(self.cells(result.rows, "type amount due terms"),
                         ["credit -0.01  "])
        self.assertEqual(result.status, 0)

    def test_numbers(self):
        lines = "customer,description,qty,price\nA,x,1,1\nB,x,1,1"
        for start, numbers in (("INV-0099", ["INV-0099", "INV-0100"]),
                               ("INV-999", ["INV-999", "INV-1000"]),
                               ("1/26-009", ["1/26-009", "1/26-010"])):
            self.assertEqual(self.rows(lines, "doc", "--start", start),
                             numbers)
        self.fails("digit", lines, "--start", "1001A")
        self.fails("taken", lines + "\nC,x,-1,1",
                   "--start", "8", "--credit-start", "9")
        book = self.file("book.csv", """date,type,doc,customer,amount
            2026-10-01,debit,10,Z,5
            2026-10-01,receipt,12,A,-5
            2026-10-01,receipt,13,Z,-5""")
        self.fails("taken", lines, "--start", "9", "--book", book)
        # 12 and 13 are the payers': a credit memo of A can't be 12
        self.assertEqual(self.rows(lines, "doc", "--start", "12",
                                   "--book", book), ["12", "13"])
        lines = "customer,description,qty,price\n%s,x,-1,1"
        self.fails("taken", lines % "A", "--start", "12", "--book", book)
        self.assertEqual(self.rows(lines % "B", "doc", "--start", "12",
                                   "--book", book), ["12"])

    def test_rejects(self):
        result = self.bill("""customer,description,qty,price,entity
            A,x,nix,1,1
            A,x,1,1,2
            A,x,1,1,1
            A,x,1,1,2""", "--rejects", "yes")
        self.assertEqual(self.cells(result.rows, "amount entity"), ["2.00 2"])
        self.assertEqual(self.cells(result.rejects, "line column reason"),
                         ["2 qty amount", "4 entity one-per-group"])
        self.assertEqual(result.status, 1)


class Terms(Bills):
    LINES = """customer,description,qty,price,tax_rate,terms
        A,x,1,100,20,2/10 net 30"""

    def terms(self, *args):
        return self.rows(self.LINES, "amount due discount_date discount tax",
                         *args)

    def test_a_discount_of_the_gross(self):
        # 2 % of 120.00
        self.assertEqual(self.terms(),
                         ["120.00 2026-11-30 2026-11-10 2.40 20.00"])

    def test_a_discount_of_the_net(self):
        # 2 % of 100.00
        self.assertEqual(self.terms("--discount-basis", "net"),
                         ["120.00 2026-11-30 2026-11-10 2.00 20.00"])

    def test_tax_on_what_is_left(self):
        # 20 % of 98.00 = 19.60; discount 2 % of 100.00
        self.assertEqual(self.terms("--discount-basis", "tax-adjusted"),
                         ["119.60 2026-11-30 2026-11-10 2.00 19.60"])
        # Included: x = 0.2 * 0.98 = 0.196; 100 * 0.196/1.196 = 16.387...
        self.assertEqual(
            self.terms("--discount-basis", "tax-adjusted", "--tax-included"),
            ["100.00 2026-11-30 2026-11-10 1.67 16.39"])

    def test_whose_terms(self):
        customers = self.file("customers.csv", "customer,terms\nA,net 7")
        lines = "customer,description,qty,price,terms,due\nA,x,1,1,"
        for cells, args, due in (
                (",", (), "2026-11-07 net 7"),
                ("net 1,", (), "2026-11-01 net 1"),
                ("net 1,2026-12-24", (), "2026-12-24 net 1")):
            self.assertEqual(self.rows(
                lines + cells, "due terms", "--customers", customers,
                "--terms", "net 9", *args), [due])
        self.assertEqual(self.rows(lines + ",", "due terms"), ["2026-10-31 "])
        self.fails("early", lines + ",2026-10-30")


class Findings(Bills):
    def test_nothing_to_pay(self):
        lines = """customer,description,qty,price,type
            A,x,1,1,
            A,x,1,-1,
            B,x,1,-1,credit
            C,x,1,3,"""
        self.fails("findings: negative-credit, zero-total", lines)
        result = self.bill(lines, "--findings", "yes")
        self.assertEqual(self.cells(result.findings,
                                    "code customer line amount held"),
                         ["zero-total A 2 0.00 yes",
                          "negative-credit B 4 1.00 yes"])
        self.assertEqual(self.cells(result.rows, "doc customer"), ["I-1 C"])
        self.assertEqual(result.status, 1)
        self.assertEqual(
            self.rows(lines, "doc type amount", "--accept", "all"),
            ["I-1 invoice 0.00", "I-2 invoice 1.00", "I-3 invoice 3.00"])

    def test_nothing_to_pay_but_tax(self):
        # 12.00 with 20 % in it less 12.00 without: 2.00 of tax, net -2.00
        self.assertEqual(self.rows(
            "customer,description,qty,price,tax_rate\n"
            "A,x,1,12,20\nA,x,-1,12,0", "amount tax net due", "--accept",
            "all", "--tax-included", "--terms", "50% net 10, 50% net 20"),
            ["0.00 2.00 -2.00 2026-11-20"])

    def test_a_limit(self):
        customers = self.file("customers.csv", """customer,credit_limit
            A,100
            B,""")
        # A owes 70 - 25 = 45, and receipts of another name don't matter
        book = self.file("book.csv", """date,type,doc,customer,amount,ref
            2026-10-01,invoice,1,A,70,
            2026-10-02,receipt,2,A,-25,
            2026-10-02,invoice,3,B,1000,""")
        lines = """customer,description,qty,price,order
            A,x,1,55,1
            A,x,1,0.01,2
            A,x,-1,5,3
            A,x,1,5.01,4
            A,x,1,5,5
            B,x,1,500,
            C,x,1,1,"""
        # 45 + 55 = 100; + 0.01 is over, held; - 5 = 95; + 5.01 over; + 5
        self.assertEqual(
            self.found(lines, "code line expected found amount",
                       "--customers", customers, "--book", book),
            ["over-limit 3 100.00 100.01 0.01",
             "over-limit 5 100.00 100.01 5.01",
             "unknown-customer 8   1.00"])

    def test_a_twin(self):
        book = self.file("book.csv", """date,type,doc,customer,amount,due,po
            2026-10-31,invoice,1,A,60,2026-11-30,
            2026-10-31,invoice,1,A,40,2026-12-31,
            2026-10-01,invoice,2,B,70,,P
            2026-10-01,invoice,3,C,70,,
            2026-10-31,credit,4,D,-70,,""")
        lines = """customer,description,qty,price,po
            A,x,1,100,
            A,x,1,60,Q
            B,x,1,70,P
            B,x,1,71,Q
            C,x,1,70,
            D,x,-1,70,"""
        self.assertEqual(
            self.found(lines, "code line found", "--book", book),
            ["twin 2 1", "twin 4 2", "twin 7 4"])

    def test_a_credit_of_what(self):
        book = self.file("book.csv", """date,type,doc,customer,amount,due,ref
            2026-10-01,invoice,1,A,60,2026-11-30,
            2026-10-01,invoice,1,A,40,2026-12-31,
            2026-10-02,credit,2,A,-30,,1
            2026-10-02,receipt,3,A,-70,,1
            2026-10-02,credit,4,B,-30,,1""")
        lines = """customer,description,qty,price,type,ref,order
            A,x,1,70.01,credit,1,1
            A,x,1,50,credit,1,2
            A,x,1,20,credit,1,3
            A,x,-1,0.01,,1,4
            B,x,1,1,credit,1,
            A,x,1,1,credit,3,"""
        # 100 - 30 = 70; - 50 = 20; - 20 = 0
        self.assertEqual(
            self.found(lines, "code line expected found amount",
                       "--book", book),
            ["over-credit 2 70.00 70.01 -70.01",
             "over-credit 5 0.00 0.01 -0.01",
             "unknown-ref 6  1 -1.00", "unknown-ref 7  3 -1.00"])

    def test_prices(self):
        prices = self.file("prices.csv", """item,price,customer,valid_to
            nut,0.10,,
            nut,0.09,B,2026-10-30""")
        lines = """customer,description,item,qty,price,date
            A,,nut,10,0.100,
            A,,nut,10,,
            B,,nut,10,0.10,2026-10-31
            A,,nut,10,0.11,
            A,,,10,0.11,
            C,,nut,10,,2026-10-30
            B,,nut,10,,2026-10-30"""
        args = ("--prices", prices, "--group", "customer,date")
        self.assertEqual(self.found(lines, "code line expected found", *args),
                         ["price-off-list 5 0.10 0.11", "not-on-list 6  0.11"])
        # A: 1 + 1 + 1.10 + 1.10; B and C of the day before: 0.90 and 1.00
        self.assertEqual(self.rows(lines, "customer amount", "--accept",
                                   "price-off-list,not-on-list", *args),
                         ["A 4.20", "B 1.00", "C 1.00", "B 0.90"])

    def test_orders(self):
        orders = self.file("orders.csv", """po,item,qty,price,remaining
            P1,nut,100,0.10,40
            P1,bolt,10,,""")
        lines = """customer,description,item,qty,price,po,type
            A,,nut,30,0.10,P1,
            A,,bolt,10,7,P1,
            B,,nut,11,0.10,P1,
            C,,nut,10,0.11,P1,
            D,,nut,10,0.10,P1,
            D,,nut,1,0.10,P1,credit
            E,,nut,1,1,,
            F,,nut,1,1,P2,
            G,,screw,1,1,P1,
            H,,nut,-1,1,,"""
        # 30 of 40; 41, 51 and 61 are too much, though all are held back
        self.assertEqual(
            self.found(lines, "code line", "--orders", orders),
            ["over-order 4", "price-off-order 5", "over-order 5",
             "over-order 6", "missing-po 8", "unknown-po 9",
             "not-on-order 10"])


if __name__ == "__main__":
    unittest.main()
