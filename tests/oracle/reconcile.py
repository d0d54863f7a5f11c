#!/usr/bin/env python3
"""Subledger against ledger: a second opinion on ar-reconcile.

Written from the specification alone, with integers and no thought for speed.
Entries are made by reconcile_book.py, matched by reconcile_match.py; here
stands what is printed of them.  `property-reconcile` holds ar-reconcile
against it.

    reconcile.py --as-of 2026-10-31 --gl FILE [options] BOOK...

What the specification leaves open is decided here, at the place where it
matters ("Rule:").
"""

import argparse
import datetime
import io
import os
import sys
from collections import defaultdict

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
from reconcile_book import (  # noqa: E402
    IN, BEFORE, Failed, Ledger, Postings, Unit, amount_of, minor,
    opening_of, read)
from reconcile_match import Found, Matcher  # noqa: E402
from reconcile_report import AGREE, Reports, Row  # noqa: E402

COLUMNS = ("class age entity customer currency key book_date book_amount "
           "other_date other_amount difference days next_step lines").split()


class Run(Reports):
    def __init__(self, opts):
        self.opts = opts
        rows = age.read(opts.book)
        self.postings = Postings(rows, opts)
        self.columns = {c for row in rows for c in row}
        lines = []
        if opts.gl:
            ledger = Ledger(opts)
            self.same_columns(ledger, rows)
            lines = ledger.lines
        control = [e for e in lines
                   if e.unit.account in self.postings.accounts]
        self.find_first(control)
        self.matcher = Matcher(self.postings, lines, opts)
        self.items = self.matcher.run() if opts.gl else []
        self.books, self.others = self.matcher.books, control
        self.units = sorted({e.unit for e in self.books + self.others})
        self.balances()
        self.several = len(self.postings.accounts) > 1

    def same_columns(self, ledger, rows):
        currencies = {row["currency"] for row in rows if row["currency"]}
        for column in ("entity", "currency"):
            if column == "currency" and self.opts.base:
                continue
            if (column in self.columns) != (column in ledger.columns) and (
                    column == "entity" or len(currencies) > 0):
                raise Failed("only one side has %s" % column)

    def find_first(self, control):
        opts = self.opts
        opts.first = opts.since
        if opts.opening_gl and not opts.first:
            opts.first = min((e.date for e in control), default=None)

    def balances(self):
        """Per unit: the openings and the balances of both sides."""
        self.opening = {u: [0, 0] for u in self.units}
        self.balance = {u: [0, 0] for u in self.units}
        for i, entries in enumerate((self.books, self.others)):
            for e in entries:
                if e.zone == IN:
                    self.balance[e.unit][i] += e.amount
                elif e.zone == BEFORE:
                    self.opening[e.unit][i] += e.amount
        if self.opts.balance:
            self.read_balance()
        if self.opts.opening_gl:
            given = opening_of(self.opts.opening_gl, self.units,
                               self.postings.accounts)
            for u in self.units:
                self.opening[u][1] = given.get(u, self.opening[u][1])
        for u in self.units:
            for i in (0, 1):
                self.balance[u][i] += self.opening[u][i]
        if self.opts.first:
            self.opening_items()

    def opening_items(self):
        """Rule: what is matched with something since is taken off both."""
        left = {u: list(self.opening[u]) for u in self.units}
        for item in self.items:
            for i, side in enumerate((item.books, item.others)):
                if item.crosses:
                    left[item.unit][i] -= sum(
                        e.amount for e in side if e.zone == BEFORE)
        for u, (book, other) in left.items():
            if book != other:
                item = Found("opening-difference", u, "")
                item.opening = [book, other, book - other]
                self.items.append(item)

    def read_balance(self):
        header, rows = read(self.opts.balance)
        for row in rows:
            u = Unit(row["entity"], row["account"],
                     self.opts.base or row["currency"])
            if u.account in self.postings.accounts:
                self.balance.setdefault(u, [0, 0])
                self.opening.setdefault(u, [0, 0])
                self.balance[u][1] += minor(
                    row.money("amount", u.currency), u.currency)
        self.units = sorted(self.balance)
        for u in self.units:
            left = self.balance[u][0] - self.balance[u][1]
            if left:
                item = Found("unexplained", u, "")
                item.opening = self.balance[u] + [left]
                self.items.append(item)

    def prove(self):
        sums = defaultdict(int)
        for row in self.rows:
            sums[row.unit] += row.difference
        for u in self.units:
            book, other = self.balance[u]
            if book - other != sums[u]:
                raise Failed("unexplained: %s: %d - %d, items %d" % (
                    u, book, other, sums[u]))

    def status(self):
        left = defaultdict(int)
        for row in self.rows:
            if row.kind in AGREE or self.allowed(row):
                continue
            if row.difference == 0:
                return 1
            left[row.unit] += abs(row.difference)
        for unit, amount in left.items():
            if amount > self.tolerance(unit.currency):
                return 1
        return 0

    def allowed(self, row):
        for name, days in self.opts.allow:
            if (row.kind == name or name in ("amount", "bank-only")
                    and row.kind.startswith(name + "-")) and (
                    days is None or row.age is None or row.age <= days):
                return True
        return False

    def tolerance(self, currency):
        found = 0
        for text in self.opts.tolerance:
            code, mark, amount = text.rpartition("=")
            if not mark or code == currency:
                found = amount_of(amount, currency)
        return found

    def report(self):
        self.rows = sorted((Row(item, self.opts, self.several)
                            for item in self.items), key=Row.order)
        self.prove()
        if self.opts.summary:
            return self.summary()
        if self.opts.daily:
            return self.daily()
        if self.opts.rollforward:
            return self.rollforward()
        return self.listed()

    def listed(self):
        yield COLUMNS + ["account"] * self.several
        for row in self.rows:
            if self.opts.classes:
                if row.kind not in self.opts.classes \
                        and row.kind.partition("-")[0] not in [
                            c for c in self.opts.classes if c == "amount"]:
                    continue
            elif row.kind in AGREE and not self.opts.all:
                continue
            yield row.cells()


# -- Command line -----------------------------------------------------------

def words(text):
    return [w for w in text.split(",") if w]


def options(argv):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    date = datetime.date.fromisoformat
    parser.add_argument("--as-of", type=date)
    parser.add_argument("--from", dest="since", type=date)
    parser.add_argument("--to", type=date)
    for option in ("--gl", "--control", "--opening-gl", "--tolerance"):
        parser.add_argument(option, action="append", default=[])
    for option in ("--balance", "--base", "--rates", "--advance",
                   "--threads"):
        parser.add_argument(option)
    parser.add_argument("--base-rate", default="booking")
    for option in ("--feed", "--revaluation", "--batch", "--allow"):
        parser.add_argument(option, type=words, default=[])
    parser.add_argument("--class", dest="classes", type=words, default=[])
    for flag in ("--all", "--summary", "--daily", "--rollforward"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("book", nargs="*", default=["-"])
    opts = parser.parse_args(argv)
    opts.as_of = opts.to if opts.to and opts.rollforward else opts.as_of
    allow = []
    for word in opts.allow:
        name, mark, days = word.partition(":")
        allow.append((name, int(days) if mark else None))
    opts.allow = allow
    return opts


def run(argv):
    """(text, exit status)."""
    out = io.StringIO()
    try:
        found = Run(options(argv))
        age.write(out, found.report())
        return out.getvalue(), found.status()
    except (Failed, age.BadData) as fault:
        sys.stderr.write("reconcile.py: %s\n" % fault)
        return "", 2


def main():
    text, status = run(sys.argv[1:])
    sys.stdout.buffer.write(text.encode())
    sys.exit(status)


if __name__ == "__main__":
    main()
