"""How items are shown, and the reports that stand in their place.

Part of the oracle; see reconcile.py.
"""

from collections import defaultdict
from decimal import Decimal

import age
from reconcile_book import IN

CLASSES = (
    "matched timing missing-in-gl missing-in-book amount amount-rounding "
    "amount-transposition amount-sign amount-decimal-shift amount-tax "
    "amount-fx duplicate-gl duplicate-book reversal-pair manual-journal "
    "wrong-account wrong-customer wrong-entity unapplied-elsewhere "
    "fx-revaluation voided application-before-document over-applied summary "
    "opening-difference late-posting unexplained").split()
AGREE = ("matched", "summary")
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


class Reports:
    """Of reconcile.Run."""

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
