"""What is wrong with what no other side was found for: P4 to P6, and the
singles of P7.

Part of the oracle; see reconcile_match.py.
"""

from collections import Counter, defaultdict

import age


def grouped(entries, key):
    groups = defaultdict(list)
    for e in sorted(entries, key=lambda e: e.order()):
        groups[key(e)].append(e)
    return groups


class Classes:
    """What reconcile_match.Matcher calls things; the rest of it is there."""

    @staticmethod
    def is_void(e):
        return e.side == "other" or e.type == "reverse" or e.reason == "void"

    def voids_of(self):
        """A void has a number of its own, and names what it undoes."""
        for e in self.left(self.books):
            if self.is_void(e) and e.alt not in ("", e.key) \
                    and self.settled[e.alt, e.unit][-e.amount]:
                self.one("voided", e)

    def own(self, key, unit, books, others):
        """What one side says more than once, or takes back."""
        settled = self.settled[key, unit]
        for entries in (books, others):
            for e in self.left(entries):
                back = next((x for x in self.left(entries)
                             if x is not e and x.amount == -e.amount), None)
                if e.taken is None and back:
                    its = [e, back]
                    self.put("reversal-pair", unit, key,
                             its if e.side == "book" else [],
                             its if e.side == "other" else [])
            for e in self.left(entries):
                if settled[-e.amount] and self.is_void(e):
                    self.one("voided", e)
            for e in self.left(entries):
                if settled[e.amount]:
                    self.one("duplicate-book" if e.side == "book"
                             else "duplicate-gl", e)

    def one(self, kind, e, **more):
        if e.side == "book":
            return self.put(kind, e.unit, e.key, [e], **more)
        return self.put(kind, e.unit, e.key, [], [e], **more)

    def other_units(self, key, books, others, outside):
        """Rule: of one account first, then of one entity; each time where
        both are reconciled, then where only the one is, then the other."""
        ours = self.no_halves(outside, "book", books)
        theirs = self.no_halves(outside, "other", others)
        for like in (lambda u: u.account, lambda u: u.entity, lambda u: 0):
            for b_side, o_side in ((books, others), (books, theirs),
                                   (ours, others)):
                for b in self.left(b_side):
                    o = next((o for o in self.left(o_side)
                              if o.unit != b.unit and o.amount == b.amount
                              and o.unit.currency == b.unit.currency
                              and like(o.unit) == like(b.unit)), None)
                    if o:
                        self.elsewhere(key, b, o)

    def no_halves(self, outside, side, inside):
        """Rule: the other half of an entry of ours, taken or not, is on no
        wrong account: of the number, entity, currency and day, and opposite.
        """
        def entry(e, amount):
            return e.unit.entity, e.unit.currency, e.date, amount
        ours = Counter(entry(e, e.amount) for e in inside)
        kept = []
        for e in self.left([e for e in outside if e.side == side]):
            at = entry(e, -e.amount)
            if ours[at] == 0:
                kept.append(e)
            ours[at] -= ours[at] > 0
        return kept

    def elsewhere(self, key, b, o):
        kind = "wrong-account"
        if b.unit.account == o.unit.account:
            kind = "wrong-entity"
        elif self.opts.advance in (b.unit.account, o.unit.account) \
                and b.type in ("receipt", "apply"):
            kind = "unapplied-elsewhere"
        who = b.customer or o.customer
        b.taken = o.taken = "outside"
        if self.reconciled(b):
            self.put(kind, b.unit, key, [b], also=[o], customer=who)
        if self.reconciled(o):
            self.put(kind, o.unit, key, [], [o], also=[b], customer=who)

    def amounts(self, key, unit, books, others):
        b = self.left(books)
        o = [e for e in self.left(others) if self.fed(e)]
        if b and o:
            self.put(self.amount_class(b, o), unit, key, b, o)

    def amount_class(self, books, others):
        b, o = (sum(e.amount for e in side) for side in (books, others))
        tax = sum(e.tax for e in books)
        places = age.DECIMALS.get(books[0].unit.currency, 2)
        if b == o:
            return "matched"
        if self.opts.base and self.same_original(books, others):
            return "amount-fx"
        if o == -b:
            return "amount-sign"
        if abs(b - o) <= (5 if places else 1):
            return "amount-rounding"
        if any(b == o * n or o == b * n for n in (10, 100, 1000)):
            return "amount-decimal-shift"
        if (b < 0) == (o < 0) and swapped(str(abs(b)), str(abs(o))):
            return "amount-transposition"
        if tax and b - o in (tax, -tax):
            return "amount-tax"
        return "amount"

    @staticmethod
    def same_original(books, others):
        """The same money before it was converted."""
        def by_currency(entries):
            sums = Counter()
            for e in entries:
                sums[e.original[1]] += e.original[0]
            return {c: a for c, a in sums.items() if a}
        return by_currency(books) == by_currency(others)

    # Over all keys

    def all_keys(self):
        self.another_reference()
        if self.opts.batch:
            self.batches()
        self.taken_back()
        for o in self.left(self.others):
            if self.revalues(o):
                self.one("fx-revaluation", o)
        for o in self.left(self.others):
            if not self.fed(o):
                self.one("manual-journal", o)
            else:
                self.one("missing-in-book", o)
        for b in self.left(self.books):
            over = not b.opens and self.past_zero(b.item)
            self.one("over-applied" if over else "missing-in-gl", b)

    def taken_back(self):
        """A line without reference is named by its entry."""
        for o in self.left(self.others):
            if o.key or not o.row["entry"] or o.taken:
                continue
            back = next((x for x in self.left(self.others)
                         if x.key == o.row["entry"] and x.unit == o.unit
                         and x.amount == -o.amount), None)
            if back:
                self.put("reversal-pair", o.unit, o.row["entry"], [],
                         [o, back])

    def past_zero(self, item):
        left = self.postings.open(item, self.opts.as_of)
        return left < 0 if item.side == age.DEBIT else left > 0

    def batch_amounts(self, groups):
        """One batch and one line of a day are left."""
        of_day = defaultdict(list)
        for g, its in groups.items():
            if not its[0].taken:
                of_day[g[:2]].append(g)
        lines = grouped([e for e in self.left(self.others) if self.fed(e)],
                        lambda e: (e.unit, e.date))
        for at in sorted(of_day):
            its, line = groups[of_day[at][0]], lines.get(at, [])
            if len(of_day[at]) == 1 and len(line) == 1 and \
                    sum(e.amount for e in its) * line[0].amount > 0:
                self.put(self.amount_class(its, line), at[0],
                         "/".join(of_day[at][0][2]), its, line)


def swapped(a, b):
    """Two neighbouring digits of one change places.

    Rule: the shorter has zeros before it."""
    wide = max(len(a), len(b))
    a, b = a.zfill(wide), b.zfill(wide)
    return any(a[:i] + a[i + 1] + a[i] + a[i + 2:] == b and a != b
               for i in range(wide - 1))
