#!/usr/bin/env python3
"""Bill order lines: a second opinion on ar-invoice, made to be read.

Written from the specification alone, with fractions and no thought for
speed.  The test `property-invoice` holds ar-invoice against it, byte for
byte.

    invoice.py --start INV-1001 [options] FILE...
    invoice.py --recurring CONTRACTS --from A --to B [options]

Reading the lines is in billing.py, what is checked before a document goes
out in checks.py, contracts in recurring.py, terms of payment in terms.py.
What the specification leaves open is decided here, where it matters.
"""

import argparse
import contextlib
import io
import os
import re
import sys
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
import checks  # noqa: E402
import recurring  # noqa: E402
import terms  # noqa: E402
from billing import (INT64, REQUIRED, Customers, Fault, Line,  # noqa: E402
                     Table, TaxTable, day, exponent, money, plain, read_terms,
                     rounded, split)

ONE_PER_GROUP = ("customer", "currency", "entity", "account", "terms", "due",
                 "date")


# -- Documents -------------------------------------------------------------

class Document:
    """The lines of one group, and what comes out of them."""

    def __init__(self, line):
        self.lines, self.first = [line], line
        self.credit = line.credit
        self.findings, self.held, self.number = [], False, None

    def refuses(self, line):
        """The column in which a line is not like the first, or None."""
        return next((column for column in ONE_PER_GROUP
                     if line.cell(column) != self.first.cell(column)), None)

    def common(self, column):
        """The value that all lines have, else blank."""
        values = {line.row[column] for line in self.lines}
        return values.pop() if len(values) == 1 else ""

    # Amounts

    def compute(self, opts):
        first = self.first
        self.currency, self.customer = first.currency, first.customer
        self.date = first.date
        self.tax_lines(opts)
        self.net = sum(line.net for line in self.lines)
        self.tax = sum(line.tax for line in self.lines)
        self.gross = sum(line.gross for line in self.lines)
        if max(abs(self.net), abs(self.tax), abs(self.gross)) > INT64:
            raise Fault(first.row, "range", "qty", "beyond the largest")
        # The sign decides; at zero it is what it was meant to be.
        self.type = "invoice" if self.gross > 0 \
            or self.gross == 0 and not self.credit else "credit"

    def tax_lines(self, opts):
        """Tax of each line.

        By line: each rounded.  By rate and by document: the rounded running
        sum of exact taxes less the one before, so that together they are the
        rounded exact sum.
        """
        sums = {}
        for line in self.lines:
            rate = line.rate * self.first.share
            exact = line.base * rate / (100 + rate if opts.tax_included
                                        else 100)
            key = {"line": line, "rate": (line.code, line.rate),
                   "document": None}[opts.tax_round]
            before = sums.get(key, Fraction(0))
            sums[key] = before + exact
            line.tax = rounded(sums[key], opts.rounding) \
                - rounded(before, opts.rounding)
            line.net = line.base - line.tax * opts.tax_included
            line.gross = line.net + line.tax

    def installments(self, opts):
        """[(due, amount, [(discount date, discount)])]; a credit memo is
        one amount without any date.

        Terms that can't be applied to what is billed are nothing that a
        reject could mend: no row is at fault.
        """
        if self.type == "credit":
            return [("", self.gross, [])]
        if self.first.due:
            return [(self.first.due, self.gross, [])]
        if not self.first.installments:
            return [(self.date, self.gross, [])]
        base = self.gross if opts.discount_basis == "gross" else self.net
        try:
            return terms.apply(self.first.installments, self.date, self.gross,
                               base, exponent(self.currency),
                               opts.rounding.replace("half-", ""),
                               opts.holidays)
        except ValueError as error:
            raise Fault(self.first.row, "terms", "terms", error) from None


def group(lines, columns, rejected):
    """The documents, in order of their first lines."""
    documents = {}
    for line in lines:
        cells = [line.cell(column) for column in columns]
        ref = [line.row["ref"]] if line.credit else []
        key = tuple(cells + [line.credit] + ref)
        if key not in documents:
            documents[key] = Document(line)
            continue
        column = documents[key].refuses(line)
        if column:
            rejected(Fault(line.row, "one-per-group", column,
                           "not that of line %d" %
                           documents[key].first.row.line))
        else:
            documents[key].lines.append(line)
    return list(documents.values())


# -- Numbers ---------------------------------------------------------------

class Series:
    """INV-0099, INV-0100 ...: the digits at the end count."""

    def __init__(self, start):
        match = re.fullmatch(r"(.*?)([0-9]+)", start, re.DOTALL)
        if not match:
            raise age.BadData("%s does not end in a digit" % start)
        self.prefix, digits = match.groups()
        self.next, self.width = int(digits), len(digits)

    def take(self):
        text = self.prefix + str(self.next).rjust(self.width, "0")
        self.next += 1
        return text


def give_numbers(documents, opts):
    invoices = Series(opts.start)
    credits = Series(opts.credit_start) if opts.credit_start else invoices
    taken = set()
    for document in documents:
        series = credits if document.type == "credit" else invoices
        document.number = series.take()
        if document.number in taken or opts.book \
                and opts.book.has_number(document):
            raise age.BadData("%s: taken" % document.number)
        taken.add(document.number)


# -- Output ----------------------------------------------------------------

def book_columns(lines, opts):
    def there(*columns):
        return [c for c in columns if c in lines]
    currency = ["currency"] * ("currency" in lines or bool(
        opts.customers and "currency" in opts.customers))
    return ["date", "type", "doc", "customer", "amount"] + currency \
        + there("entity", "account") + ["ref", "due", "id", "line", "terms",
            "po", "discount_date", "discount", "tax", "net", "memo"] \
        + there("order")


def book_rows(document, opts):
    """The document as rows of the book, an installment each."""
    d, parts = document, document.installments(opts)
    taxes = split(d.tax, [amount for _, amount, _ in parts], opts.rounding)
    dues = [due for due, _, _ in parts]
    for i, (due, amount, tiers) in enumerate(parts):
        tiers = sorted(tiers, key=lambda tier: tier[0])
        row = {c: d.common(c) for c in ("ref", "po", "memo", "order")}
        row.update({c: d.first.row[c] for c in ("entity", "account")})
        row.update({
            "date": d.date, "type": d.type, "doc": d.number,
            "customer": d.customer, "amount": money(amount, d.currency),
            "currency": d.currency, "due": due,
            "id": "%s:%s" % (d.type, d.number)
            + (":%d" % (i + 1)) * (len(parts) > 1),
            # Two installments of one day need something to tell them apart.
            "line": i + 1 if len(set(dues)) < len(dues) else "",
            "terms": d.first.terms if d.type == "invoice" else "",
            "discount_date": ";".join(str(date) for date, _ in tiers),
            "discount": ";".join(money(x, d.currency) for _, x in tiers),
            "tax": money(taxes[i], d.currency),
            "net": money(amount - taxes[i], d.currency)})
        yield row


def line_columns(lines, opts):
    optional = [c for c in ("currency", "entity")
                if c in book_columns(lines, opts)]
    return ["doc", "line", "date", "type", "customer"] + optional \
        + ("order po item description qty price line_discount net tax_code "
           "tax_rate tax gross service_from service_to ship_to ref memo"
           ).split()


def line_rows(document):
    d = document
    for i, line in enumerate(d.lines):
        row = dict(line.row)
        row.update({
            "doc": d.number, "line": i + 1, "date": d.date, "type": d.type,
            "customer": d.customer, "currency": d.currency,
            "qty": plain(line.qty), "price": plain(line.price),
            "tax_rate": plain(line.rate), "line_discount": line.discount,
            "net": money(line.net, d.currency),
            "tax": money(line.tax, d.currency),
            "gross": money(line.gross, d.currency),
            "service_from": line.service[0] or "",
            "service_to": line.service[1] or ""})
        yield row


def table(columns, rows):
    out = io.StringIO()
    age.write(out, [columns])
    age.write(out, [[str(row.get(c, "")) for c in columns] for row in rows])
    return out.getvalue()


# -- The run ---------------------------------------------------------------

class Stopped(age.BadData):
    """There are findings, and nobody said what to do with them."""


class Result:
    """What a run delivers: texts, and the exit status."""

    def __init__(self):
        self.rows = self.lines = self.findings = self.rejects = ""
        self.status, self.documents = 0, []


def bill(lines, opts):
    """Billing lines (a Table) into documents: a Result."""
    result, faults = Result(), []

    def rejected(fault):
        if not opts.rejects:
            raise fault
        faults.append(fault)

    good = []
    for row in lines.rows:
        try:
            good.append(Line(row, lines, opts))
        except Fault as fault:
            rejected(fault)
    documents = group(good, group_columns(lines, opts), rejected)
    for document in documents:
        document.compute(opts)
    checks.run(documents, lines, opts)
    billed = [d for d in documents if not d.held]
    if not opts.findings and len(billed) < len(documents):
        raise Stopped("findings: " + ", ".join(
            sorted({f.code for d in documents for f in d.findings})))
    give_numbers(billed, opts)
    result.documents = documents
    result.rows = table(book_columns(lines, opts),
                        [row for d in billed for row in book_rows(d, opts)])
    result.lines = table(line_columns(lines, opts),
                         [row for d in billed for row in line_rows(d)])
    result.findings = checks.table(documents, lines, opts)
    places = {id(row): i for i, row in enumerate(lines.rows)}
    faults.sort(key=lambda f: places[id(f.row)])
    result.rejects = table(["file", "line", "column", "reason"], [
        {"file": f.row.file, "line": f.row.line, "column": f.column,
         "reason": f.code} for f in faults])
    if faults or any(d.findings for d in documents):
        result.status = 1
    return result


def group_columns(lines, opts):
    """--group, else by customer and whatever tells orders apart."""
    if not opts.group:
        return ["customer"] + ["date"] * bool(opts.recurring) + [
            c for c in ("currency", "order", "po") if c in lines]
    columns = opts.group.split(",")
    for column in columns:
        if column not in lines and column not in ("date", "currency"):
            raise age.BadData("no column %s" % column)
    return columns


def options(argv):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name in ("date", "from", "to", "closed"):
        parser.add_argument("--" + name, type=day,
                            dest=name + "_" * (name == "from"))
    for name in ("start", "credit-start", "group", "customers", "holidays",
                 "tax", "prices", "orders", "findings", "lines", "rejects",
                 "recurring"):
        parser.add_argument("--" + name)
    parser.add_argument("--terms", default="")
    parser.add_argument("--accept", default="")
    parser.add_argument("--tax-included", action="store_true")
    parser.add_argument("--tax-round", default="line",
                        choices=["line", "rate", "document"])
    parser.add_argument("--rounding", default="half-away",
                        choices=["half-away", "half-even"])
    parser.add_argument("--discount-basis", default="gross",
                        choices=["gross", "net", "tax-adjusted"])
    parser.add_argument("--proration", default="actual",
                        choices=["actual", "30", "28"])
    parser.add_argument("--book", action="append")
    parser.add_argument("--col", action="append", default=[])
    parser.add_argument("files", nargs="*")
    opts = parser.parse_args(argv)
    opts.names = dict(col.split("=", 1) for col in opts.col)
    opts.customers = opts.customers and Customers(opts.customers)
    opts.tax = opts.tax and TaxTable(opts.tax)
    opts.prices = opts.prices and checks.Prices(opts.prices)
    opts.orders = opts.orders and checks.Orders(opts.orders)
    opts.book = opts.book and checks.Book(opts.book)
    opts.holidays = opts.holidays and {
        row.date("date") for row in Table([opts.holidays], ["date"]).rows}
    opts.holidays = opts.holidays or set()
    return opts


def run(argv):
    """A Result; raises age.BadData."""
    opts = options(argv)
    if not opts.recurring:
        lines = Table(opts.files or ["-"], REQUIRED, opts.names,
                      ("currency", "entity"))
    else:
        lines = recurring.lines(opts)
        if not opts.start:
            result = Result()
            result.rows = table(lines.columns, lines.rows)
            return result
    if not opts.start:
        raise age.BadData("--start is needed")
    if opts.terms:
        try:
            read_terms(opts.terms, opts.discount_basis)
        except ValueError as error:
            raise age.BadData("--terms: %s" % error) from None
    return bill(lines, opts)


def main():
    argv = sys.argv[1:]
    try:
        result = run(argv)
    except (age.BadData, OSError, UnicodeDecodeError, ValueError) as fault:
        sys.stderr.write("invoice.py: %s\n" % fault)
        sys.exit(2)
    for name in ("lines", "findings", "rejects"):
        with contextlib.suppress(ValueError):
            path = argv[argv.index("--" + name) + 1]
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(getattr(result, name))
    sys.stdout.buffer.write(result.rows.encode())
    sys.exit(result.status)


if __name__ == "__main__":
    main()
