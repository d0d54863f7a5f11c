"""Which entry belongs to which line.

Part of the oracle; see reconcile.py; what is wrong with the others, tells
reconcile_classes.py.  The passes are those of the
specification, P1 to P7; each looks at what the ones before it left.  Rule:
whatever finds the other half of an entry goes before what only names what is
left: the numbers of items acted on before P3, lines under numbers that the
book does not know, and batches, before P4.
"""

from collections import Counter, defaultdict

from reconcile_book import AFTER, BEFORE, IN
from reconcile_classes import Classes, grouped


class Found:
    """A reconciling item."""

    def __init__(self, kind, unit, key, books=(), others=(), **more):
        self.kind, self.unit, self.key = kind, unit, key
        self.books, self.others = list(books), list(others)
        self.also = []   # of the other unit: only their lines are told
        self.customer = None
        self.crosses = False  # one side stands in the opening balance
        self.__dict__.update(more)
        self.opening = None

    def book(self):
        return sum(e.amount for e in self.books)

    def other(self):
        return sum(e.amount for e in self.others)

    def difference(self):
        if self.opening:
            return self.opening[2]
        if self.crosses:
            return self.book() - self.other()
        return sum(e.amount for e in self.books if e.zone == IN) \
            - sum(e.amount for e in self.others if e.zone == IN)


def same(b, o):
    return b.customer == o.customer


def blank(b, o):
    return not b.customer or not o.customer


def anyone(b, o):
    return True


def pairs(books, others):
    """[(entry, line, customers differ)]: same customer first."""
    books, others, found = list(books), list(others), []
    for fits in (same, blank, anyone):
        for b in list(books):
            o = next((o for o in others if fits(b, o)), None)
            if o:
                books.remove(b)
                others.remove(o)
                found.append((b, o, fits is anyone))
    return found


class Matcher(Classes):
    def __init__(self, postings, lines, opts):
        self.opts, self.postings = opts, postings
        self.accounts = postings.accounts
        self.books = [e for e in postings.entries if self.reconciled(e)]
        self.others = [e for e in lines if self.reconciled(e)]
        self.outside = [e for e in postings.entries + lines
                        if not self.reconciled(e)]
        self.known = {e.key for e in postings.entries}
        self.items = []
        self.settled = defaultdict(Counter)
        # ... (key, unit): amounts that both sides have
        for e in self.books + self.others + self.outside:
            e.zone = IN
            if e.date > opts.as_of:
                e.zone = AFTER
            elif opts.first and e.date < opts.first:
                e.zone = BEFORE

    def reconciled(self, e):
        return e.unit.account in self.accounts

    def run(self):
        self.of_key = defaultdict(lambda: ([], [], []))
        for i, entries in enumerate((self.books, self.others, self.outside)):
            for e in entries:
                if e.key or i == 0:
                    self.of_key[e.key][i].append(e)
        self.each(self.pairs, self.sums)
        self.silent()
        self.alternative()
        self.unknown()
        self.each(self.sums)
        self.each(self.other_day)
        self.voids_of()
        for key in sorted(self.of_key):
            self.each(self.own, keys=[key])
            books, others, outside = self.of_key[key]
            self.other_units(key, books, others, outside)
            self.each(self.amounts, keys=[key])
        self.all_keys()
        return self.items

    def each(self, *steps, keys=None):
        """A step for all keys, and each unit of them."""
        for key in keys or sorted(self.of_key):
            books, others, _ = self.of_key[key]
            for step in steps:
                for unit in sorted({e.unit for e in books + others}):
                    step(key, unit, [e for e in books if e.unit == unit],
                         [e for e in others if e.unit == unit])

    # Small things

    def put(self, kind, unit, key, books=(), others=(), **more):
        item = Found(kind, unit, key, books, others, **more)
        for e in item.books + item.others:
            e.taken = item
        self.items.append(item)
        return item

    @staticmethod
    def left(entries, zone=IN):
        found = [e for e in entries if not e.taken and e.zone == zone]
        return sorted(found, key=lambda e: e.order())

    def fed(self, e):
        return (not self.opts.feed or e.source in self.opts.feed) \
            and not self.revalues(e)

    def revalues(self, e):
        return self.opts.base and e.nothing and e.amount \
            or e.source in self.opts.revaluation

    # P1 to P3, of one key

    def pairs(self, key, unit, books, others):
        self.pairs_of(unit, books, others, IN)

    def pairs_of(self, unit, books, others, zone):
        by_book = grouped(self.left(books, zone), lambda e: e.amount)
        by_other = grouped(self.left(others, zone), lambda e: e.amount)
        for amount in sorted(by_book):
            for b, o, differ in pairs(by_book[amount],
                                      by_other.get(amount, [])):
                if zone == BEFORE or not self.reconciled(b):
                    b.taken = o.taken = "silently"
                else:
                    self.put("wrong-customer" if differ else "matched",
                             unit, b.key, [b], [o])
                self.settle(b)
                self.settle(o)

    def settle(self, e):
        self.settled[e.key, e.unit][e.amount] += 1

    def silent(self):
        """Rule: what both sides had before the first day, or on accounts
        that are not reconciled, is no row, nor part of another."""
        for key in sorted(self.of_key):
            its = [e for side in self.of_key[key] for e in side]
            for unit in sorted({e.unit for e in its}):
                sides = [[e for e in its if e.unit == unit
                          and e.side == side] for side in ("book", "other")]
                self.pairs_of(unit, *sides, BEFORE)
                if unit.account not in self.accounts:
                    self.pairs_of(unit, *sides, IN)

    def sums(self, key, unit, books, others):
        for same_date in (True, False):
            for many, one, turned in ((books, others, False),
                                      (others, books, True)):
                self.sum_of_day(key, unit, many, one, turned, same_date)
        b, o = self.left(books), self.left(others)
        if b and o and sum(e.amount for e in b) == sum(e.amount for e in o):
            self.put("matched", unit, key, b, o)

    def sum_of_day(self, key, unit, many, ones, turned, same_date,
                   zones=(IN, IN)):
        days = grouped(self.left(many, zones[turned]), lambda e: e.date)
        for day in sorted(days):
            its = days[day]
            total = sum(e.amount for e in its)
            one = next((e for e in self.left(ones, zones[not turned])
                        if e.amount == total and (
                            e.date == day or not same_date)), None)
            if one and len(its) > 1:
                self.settle(one)
                sides = ([one], its) if turned else (its, [one])
                self.put("matched" if zones == (IN, IN) else "timing",
                         unit, key, *sides)

    def other_day(self, key, unit, books, others):
        """The same amount, but on one side it is not of these days."""
        for there in (AFTER, BEFORE):
            for zones in ((IN, there), (there, IN)):
                by_book = grouped(self.left(books, zones[0]),
                                  lambda e: e.amount)
                by_other = grouped(self.left(others, zones[1]),
                                   lambda e: e.amount)
                for amount in sorted(by_book):
                    for b, o, _ in pairs(by_book[amount],
                                         by_other.get(amount, [])):
                        self.other_day_pair(key, unit, b, o, there)
        # Rule: what is posted as one is late as one.
        for zones in ((IN, AFTER), (AFTER, IN)):
            for many, one, turned in ((books, others, False),
                                      (others, books, True)):
                self.sum_of_day(key, unit, many, one, turned, False, zones)

    def other_day_pair(self, key, unit, b, o, there):
        self.settle(b)
        self.settle(o)
        if there == BEFORE:
            self.put("matched", unit, key, [b], [o], crosses=True)
            return
        early = not b.opens and b.row_date <= self.opts.as_of < b.date
        self.put("application-before-document" if early else "timing",
                 unit, key, [b], [o])

    # P7, over all keys

    def alternative(self):
        books = grouped([e for e in self.left(self.books)
                         if e.alt and e.alt != e.key],
                        lambda e: (e.alt, e.unit))
        others = grouped(self.left(self.others), lambda e: (e.key, e.unit))
        for key, unit in sorted(books):
            self.pairs(key, unit, books[key, unit],
                       others.get((key, unit), []))

    def unknown(self):
        """Lines under a number that the book does not know, or under none.
        """
        self.another_reference(lambda o: o.key not in self.known)
        if self.opts.batch:
            self.batches(lambda o: o.key not in self.known)

    def another_reference(self, fits=lambda o: True):
        def there(e):
            return e.unit, e.amount, e.date
        books = grouped(self.left(self.books), there)
        others = grouped(self.left(self.others), there)
        for at in sorted(books):
            if len(books[at]) != 1 or len(others.get(at, [])) != 1 \
                    or not fits(others[at][0]):
                continue
            b, o = books[at][0], others[at][0]
            known = b.customer and o.customer
            if (same(b, o) or blank(b, o)) and (
                    not o.key or o.key == b.alt or b.key and known):
                self.put("matched", b.unit, b.key, [b], [o])
                self.settle(b)
                self.settle(o)

    def cell(self, e, column):
        if column == "date":
            return str(e.date)
        if column == "account":
            return e.unit.account
        if column == "entity":
            return e.unit.entity
        return e.row[column]

    def batches(self, fits=None):
        """Rule: rows of a batch are of one day only if `date` is in it."""
        cols = self.opts.batch

        def group(e):
            return e.unit, "date" in cols and e.date, tuple(
                self.cell(e, c) for c in cols)
        groups = grouped(self.left(self.books), group)
        sums = {g: sum(e.amount for e in its) for g, its in groups.items()}

        lines = grouped(self.left(self.others), lambda e: (
            e.unit, "date" in cols and e.date, e.amount))
        rivals = Counter(g[:2] + (sums[g],) for g in groups)
        for g in sorted(groups):
            at = g[:2] + (sums[g],)
            its = lines.get(at, [])
            if rivals[at] == 1 and len(its) == 1 and (
                    not fits or fits(its[0])):
                self.put("summary", g[0], "/".join(g[2]), groups[g], its)
        if not fits and "date" in cols:
            self.batch_amounts(groups)
