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
from decimal import Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
from reconcile_book import (  # noqa: E402
    IN, BEFORE, Failed, Ledger, Postings, Unit, amount_of, minor,
    opening_of, read)
from reconcile_match import Found, Matcher  # noqa: E402

CLASSES = (
    "matched timing missing-in-gl missing-in-book amount amount-rounding "
    "amount-transposition amount-sign amount-decimal-shift amount-tax "
    "amount-fx duplicate-gl duplicate-book reversal-pair manual-journal "
    "wrong-account wrong-customer wrong-entity unapplied-elsewhere "
    "fx-revaluation voided application-before-document over-applied summary "
    "opening-difference late-posting unexplained").split()
AGREE = ("matched", "summary")
COLUMNS = ("class age entity customer currency key book_date book_amount "
           "other_date other_amount difference days next_step lines").split()
LINES = ("opening invoices debits finance-charges voids credits receipts "
         "bank-returns discounts write-offs recoveries adjustments refunds "
         "reversals fx transfers cross-applications other closing").split()
MOST = 20


def money(amount, currency):
    return age.money(Decimal(amount).scaleb(
        -age.DECIMALS.get(currency, 2)), currency)


def text_of(value):
    return "" if value is None else str(value)


def together(values):
    """What they have in common, or nothing."""
    return values[0] if len(set(values)) == 1 else ""


class Row:
    """An item as it is printed."""

    def __init__(self, item, opts, several):
        self.item, self.unit, self.kind = item, item.unit, item.kind
        self.several = several
        b, o = item.books, item.others
        self.book_date = min((e.date for e in b), default=None)
        self.other_date = min((e.date for e in o), default=None)
        dates = [d for d in (self.book_date, self.other_date) if d]
        self.age = (opts.as_of - min(dates)).days if dates else None
        self.days = len(dates) == 2 and (dates[1] - dates[0]).days
        self.difference = item.difference()
        self.customer = item.customer
        if self.customer is None:
            self.customer = self.customer_of(b, o)
        self.places = self.lines()
        # Rule: a line without reference is known by its entry.
        self.key = item.key or "".join(e.row["entry"] for e in o[:1])

    @staticmethod
    def customer_of(books, others):
        """Rule: the book's, else the line's; blank where there are
        several."""
        return together([e.customer for e in books or others] or [""])

    def lines(self):
        item, found = self.item, []
        sides = [item.books, item.others]
        if item.also:
            sides[item.also[0].side == "other"] = item.also
        for side in sides:
            its = sorted(side, key=lambda e: e.at)
            found += [e.place for e in its[:MOST]]
            if len(its) > MOST:
                found.append("+%d" % (len(its) - MOST))
        return " ".join(found)

    def first(self):
        its = [(e.side != "book", e.at)
               for e in self.item.books + self.item.others]
        return min(its, default=(False, -1))

    def order(self):
        return ([c.encode() for c in self.unit], CLASSES.index(self.kind),
                self.key.encode(), text_of(self.book_date),
                text_of(self.other_date), self.first())

    def amounts(self):
        item, currency = self.item, self.unit.currency
        if item.opening:
            return [money(a, currency) for a in item.opening[:2]]
        return [money(item.book(), currency) if item.books else "",
                money(item.other(), currency) if item.others else ""]

    def cells(self):
        book, other = self.amounts()
        return [self.kind, text_of(self.age), self.unit.entity,
                self.customer, self.unit.currency, self.key,
                text_of(self.book_date), book, text_of(self.other_date),
                other, money(self.difference, self.unit.currency),
                "" if self.days is False else str(self.days),
                "" if self.kind in AGREE else "see " + self.kind,
                self.places] + [self.unit.account] * self.several


class Run:
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
                self.opening[u][1] = given.get(u, 0)
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

    def summary(self):
        yield "entity account currency line items book other difference" \
            .split()
        for u in self.units:
            book, other = self.balance[u]
            yield self.sums(u, "balance", "", book, other, book - other)
            for kind in CLASSES:
                its = [r for r in self.rows
                       if r.unit == u and r.kind == kind]
                if its:
                    sides = [[r.item.opening[i] if r.item.opening else
                              (r.item.book, r.item.other)[i]()
                              for r in its] for i in (0, 1)]
                    yield self.sums(u, kind, str(len(its)), sum(sides[0]),
                                    sum(sides[1]),
                                    sum(r.difference for r in its))
            if not self.opts.balance:
                yield self.sums(u, "unexplained", "0", 0, 0, 0)

    @staticmethod
    def sums(unit, line, items, *amounts):
        return [unit.entity, unit.account, unit.currency, line] \
            + ([items] if items is not None else []) \
            + [money(a, unit.currency) for a in amounts]

    def daily(self):
        yield "date entity account currency book other difference " \
            "first_day".split()
        found = []
        for u in self.units:
            moves = defaultdict(lambda: [0, 0])
            for i, entries in enumerate((self.books, self.others)):
                for e in entries:
                    if e.unit == u and e.zone == IN:
                        moves[e.date][i] += e.amount
            book, other = self.opening[u]
            since = None
            for day in sorted(moves):
                book, other = book + moves[day][0], other + moves[day][1]
                since = None if book == other else since or day
                found.append(((u, day), [
                    str(day), *u] + [money(a, u.currency) for a in (
                        book, other, book - other)] + [text_of(since)]))
        for _, row in sorted(found):
            yield row

    def rollforward(self):
        yield "entity account currency line book other difference".split()
        for u in self.units:
            sums = {line: [0, 0] for line in LINES}
            sums["opening"] = self.opening[u]
            sums["closing"] = self.balance[u]
            for e in self.books:
                if e.unit == u and e.zone == IN:
                    sums[e.line][0] += e.amount
            for e in self.others:
                if e.unit == u and e.zone == IN:
                    for line, amount in self.lines_of(e):
                        sums[line][1] += amount
            for i in (0, 1):
                assert sum(s[i] for s in sums.values()) \
                    == 2 * self.balance[u][i]
            for line in LINES:
                book, other = sums[line]
                yield self.sums(u, line, None, book, other, book - other)

    def lines_of(self, e):
        """[(line, amount)] of a line of the ledger.

        Rule: the sum of several entries is parted as they are.  Else it is
        what the entry of its amount is, or the first; a repeat is what it
        repeats.
        """
        books = sorted((b for b in e.taken.books + e.taken.also
                        if b.side == "book"), key=lambda b: b.at)
        if len(books) > 1 and e.taken.others == [e] \
                and e.taken.book() == e.amount:
            return [(b.line, b.amount) for b in books]
        if e.taken.kind == "duplicate-gl":
            books = [b for b in self.books if b.unit == e.unit
                     and b.key == e.key and b.amount == e.amount]
        books.sort(key=lambda b: b.amount != e.amount)
        return [(books[0].line if books else "other", e.amount)]


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
