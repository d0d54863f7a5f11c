"""Entries: what the book and the ledger post to the reconciled accounts.

Part of the oracle; see reconcile.py.  The book itself is age.py's: items,
effective dates, what transfers inherit.
"""

import csv
import datetime
import os
import re
import sys
from collections import defaultdict, namedtuple
from decimal import Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402

Unit = namedtuple("Unit", "entity account currency")
BEFORE, IN, AFTER = "before", "in", "after"  # of the days that count


class Failed(Exception):
    """Exit 2."""


class Entry:
    """One posting on one side; money in minor units, as of a receivable."""

    def __init__(self, **cells):
        self.alt = self.source = ""
        self.tax = 0
        self.item = self.type = self.line = self.original = None
        self.opens = False     # an opening row
        self.taken = None      # the reconciling item that it stands in
        self.__dict__.update(cells)
        self.row_date = cells.get("row_date") or self.date

    def order(self):
        return self.date, self.at


def minor(amount, currency):
    return int(amount.scaleb(age.DECIMALS.get(currency, 2)))


def line_of(row, amount):
    """Where a row stands in the roll-forward."""
    kind, reason = row["type"], row["reason"]
    if row.plain:
        return "invoices" if amount >= 0 else "credits"
    if kind == "debit" and reason in ("interest", "fee"):
        return "finance-charges"
    if kind == "receipt":
        returned = amount > 0 and reason in ("nsf", "bank-return")
        return "bank-returns" if returned else "receipts"
    if kind == "reverse":
        return "voids" if reason == "void" else "reversals"
    if kind == "writeoff":
        return "recoveries" if amount > 0 or reason == "recovery" \
            else "write-offs"
    return {"invoice": "invoices", "debit": "debits", "credit": "credits",
            "discount": "discounts", "adjust": "adjustments",
            "refund": "refunds", "fx": "fx", "transfer": "transfers",
            "apply": "cross-applications"}[kind]


class Postings:
    """The entries of the book."""

    def __init__(self, rows, opts):
        self.opts, self.rows = opts, rows
        age.check_base(rows, opts)
        self.book = age.Book(rows)
        self.worth = age.Worth(opts)
        self.control = list(opts.control)
        if not self.control:
            named = {row["account"] for row in rows if row["account"]}
            self.control = sorted(named)
            if not self.control:
                raise Failed("no account: --control")
        self.accounts = set(self.control)
        if opts.advance:
            self.accounts.add(opts.advance)
        self.entries = []
        self.make()

    def unit(self, item, account, row, kind):
        """Rule: money received whose rows name no account is an advance."""
        if not account and self.opts.advance \
                and item.side == age.CREDIT and kind == "receipt":
            account = self.opts.advance
        if not account:
            if len(self.opts.control) != 1:
                raise row.bad("no account")
            account = self.opts.control[0]
        return Unit(item.entity, account, self.opts.base or item.currency)

    def first(self, item):
        """The opening row that acting rows inherit from."""
        return min(self.book.openings[item],
                   key=lambda o: (o.effective, hasattr(o, "source"),
                                  o.due or o.doc_date, o.line))

    def value(self, amount, opening):
        """In minor units of the unit's currency."""
        worth = self.worth(amount, opening)
        return minor(worth, self.opts.base or opening.item.currency)

    def leg(self, item, amount, row, account=None, opening=None):
        o = opening or self.first(item)
        unit = self.unit(item, account or o.account, row, o.kind)
        return unit, self.value(amount, o), item, (amount, item.currency)

    def make(self):
        openings, changes = {}, defaultdict(list)
        for item, its in self.book.openings.items():
            for o in its:
                openings[id(o.row)] = o
        for item, its in self.book.changes.items():
            for change in its:
                changes[id(change.row)].append((item, change))
        for at, row in enumerate(self.rows):
            o, legs = openings.get(id(row)), []
            if o and not hasattr(o, "source"):
                if row["type"] not in age.OPENING and not row.plain:
                    continue
                self.add(row, at, o.date,
                         [self.leg(o.item, o.amount, row, None, o)], True)
                continue
            for item, change in changes[id(row)]:
                own = row["account"] if row["type"] not in (
                    "apply", "transfer") else ""
                legs.append(self.leg(item, change.amount, row, own))
                date = change.effective
            if o:  # what a transfer opens
                legs.append(self.leg(o.item, o.amount, row, o.account, o))
            if row["type"] == "apply":  # the receipt's leg first
                legs.sort(key=lambda leg: leg[2].side != age.CREDIT)
            if legs:
                self.add(row, at, date, legs, False)

    def add(self, row, at, date, legs, opens):
        units = {leg[0] for leg in legs}
        if len(legs) > 1 and len(units) == 1:
            # Legs in one unit say nothing but what they don't cancel.
            total = sum(leg[1] for leg in legs)
            legs = [(legs[0][0], total) + legs[0][2:]]
        for unit, amount, item, original in legs:
            # Rule: nothing is no entry.
            if not amount:
                continue
            key = row["doc"] or row["ref"]
            tax = row.money("tax", row["currency"])
            self.entries.append(Entry(
                side="book", unit=unit, date=date, amount=amount, key=key,
                alt="" if opens else row["ref"],
                # Rule: whose receivable it is, whoever paid.
                customer=item.customer,
                row_date=row.date("date"), at=at, place=row.place,
                type="invoice" if row.plain else row["type"],
                reason=row["reason"], item=item, opens=opens, row=row,
                original=original, line=line_of(row, amount),
                tax=self.tax(tax, item) if tax else 0))

    def tax(self, tax, item):
        return self.value(tax, self.first(item))

    def open(self, item, day):
        return sum(amount for _, amount in self.book.parts(item, day))


# -- The ledger -------------------------------------------------------------

def read(path):
    """(header, rows) of a table."""
    rows = []
    try:
        source = sys.stdin.buffer if path == "-" else open(path, "rb")
        with source:
            text = source.read().decode("utf-8-sig")
    except OSError as fault:
        raise Failed(fault)
    lines = csv.reader(text.splitlines(True), strict=True)
    header = next(lines)
    for cells in lines:
        if any(cells) and cells != header:
            row = age.Row(zip(header, cells))
            row.place = "%s:%d" % (path, lines.line_num)
            rows.append(row)
    return header, rows


class Ledger:
    """The lines of the general ledger, those of other accounts included."""

    def __init__(self, opts):
        self.lines, self.columns, at = [], set(), 0
        for path in opts.gl:
            header, rows = read(path)
            self.columns |= set(header)
            if "date" not in header or "account" not in header or not (
                    "amount" in header) ^ ("debit" in header):
                raise Failed("%s: columns" % path)
            for row in rows:
                self.lines.append(self.entry(row, at, header, opts))
                at += 1

    @staticmethod
    def amount(row, column, currency):
        found = row.money(column, currency)
        return minor(found, currency) if found is not None else 0

    def entry(self, row, at, header, opts):
        currency = row["currency"]
        own = currency
        if opts.base and "currency" not in header:
            currency = own = opts.base
        if "amount" in header:
            amount = self.amount(row, "amount", own)
        else:
            amount = self.amount(row, "debit", own) \
                - self.amount(row, "credit", own)
        original = Decimal(amount).scaleb(-age.DECIMALS.get(own, 2)), own
        plain = amount
        if opts.base:
            amount = self.in_base(row, header, amount, currency, opts.base)
        if row.date("date") is None:
            raise row.bad("no date")
        return Entry(
            side="other", date=row.date("date"), amount=amount,
            unit=Unit(row["entity"], row["account"], opts.base or currency),
            key=row["ref"], customer=row["customer"], at=at,
            place=row.place, source=row["source"], row=row, reason="",
            original=original, nothing=plain == 0)

    def in_base(self, row, header, amount, currency, base):
        if row["base_amount"]:
            return self.amount(row, "base_amount", base)
        if currency == base:
            return amount
        raise row.bad("no base amount")


# -- The days ---------------------------------------------------------------

def day_before(day):
    return day - datetime.timedelta(1)


def amount_of(text, currency):
    """`AMOUNT` as minor units."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]*)?", text):
        raise Failed("%s is not an amount" % text)
    return minor(Decimal(text), currency)


def opening_of(texts, units, control):
    """--opening-gl: {unit: minor units}, of those that are named."""
    found = {}
    for text in texts:
        account, mark, rest = text.rpartition(":")
        currency, equals, amount = rest.rpartition("=")
        its = [unit for unit in units
               if (not mark or account == unit.account)
               and (not equals or currency == unit.currency)]
        if len(its) != 1:
            raise Failed("--opening-gl: %s is of %d" % (text, len(its)))
        found[its[0]] = amount_of(amount, its[0].currency)
    return found
