"""What ar-apply sees of a book on a day: items, receipts, credit memos.

Part of the oracle apply.py.  What is open of an item comes from age.py, the
one as-of rule; this adds what the rules of cash application ask besides:
discounts, disputes, holds, remittance lines, what a receipt paid so far.
Amounts are integers in minor units.
"""

import datetime
from collections import defaultdict, namedtuple
from fractions import Fraction

import age
import terms as ar_terms
from age import CREDIT, DEBIT

RETURNS = ("nsf", "bank-return")
MADE = ("discount", "writeoff", "adjust", "fx")
MOST_SCORE = 100


def half_away(x):
    return ar_terms.nearest(Fraction(x))


class Part:
    """An installment: all opening rows of one due date."""

    def __init__(self, due, order):
        self.due, self.order = due, order
        self.opened = self.open = 0
        self.tiers, self.first = [], None


class Thing:
    """An item, debit or credit, with its changes up to the day."""

    def __init__(self, key, openings, to_minor):
        self.key = key
        self.side, self.entity, self.customer, self.doc, self.currency = key
        self.pool = (self.entity, self.currency)
        self.sign = 1 if self.side == DEBIT else -1
        self.changes = []  # (due, amount), as the book signs it
        self.later = self.held = False
        self.contested = 0  # what disputes come to, open or not
        self.amount = sum(to_minor(o.amount, key.currency) for o in openings)
        self.dates = (min(o.effective for o in openings),)
        groups = {}
        for o in openings:
            order = o.due or o.doc_date
            part = groups.setdefault(o.due, Part(o.due, order))
            part.order = min(part.order, order)
            part.opened += self.sign * to_minor(o.amount, key.currency)
            if part.first is None:
                part.first = o
        self.parts = sorted(groups.values(),
                            key=lambda p: (p.order, p.due is not None))

    def fill(self):
        """What is open of each part, as age.py's parts has it."""
        named, pool = defaultdict(int), 0
        dues = {p.due for p in self.parts}
        for p in self.parts:
            p.open = p.opened
        for due, amount in self.changes:
            if due and due in dues:
                named[due] += self.sign * amount
            else:
                pool += self.sign * amount
        for due, amount in named.items():
            pool += fill([p for p in self.parts if p.due == due], amount)
        beyond = fill(self.parts, pool)
        self.parts[-1].open += beyond
        self.open = sum(p.open for p in self.parts)

    def change(self, due, amount):
        self.changes.append((due, amount))
        self.fill()

    @property
    def disputed(self):
        return min(max(self.open, 0), self.contested)

    @property
    def standing(self):
        """The parts with something open, the oldest first."""
        return [p for p in self.parts if p.open > 0]


def fill(parts, amount):
    if amount >= 0:
        parts[-1].open += amount
        return 0
    for part in parts:
        taken = min(max(part.open, 0), -amount)
        part.open -= taken
        amount += taken
    return amount


Line = namedtuple("Line", "text due amount discount deduction reason")


class World:
    """The book on the day, and the tables beside it."""

    def __init__(self, rows, opts):
        self.opts, self.day = opts, opts.as_of
        self.rows = rows
        self.book = age.Book(rows)
        self.customers = {row["customer"]: row for row in opts.customers}
        self.aliases = opts.aliases
        self.bad_terms = False
        self.kin()
        self.items, self.funds = {}, {}
        self.waiting = set()  # items with rows that count later
        for key, openings in self.book.openings.items():
            self.thing(key, openings)
        self.holds()
        self.applied = defaultdict(lambda: [0, 0])  # (fund, item, due)
        self.made = defaultdict(int)
        for row in rows:
            self.note(row)
        for thing in list(self.items.values()) + list(self.funds.values()):
            thing.fill()
        for key in self.book.disputes:
            if key in self.items:
                self.items[key].contested = self.contested(key)

    # Money

    @staticmethod
    def minor(amount, currency):
        return int(amount.scaleb(age.DECIMALS.get(currency, 2)))

    def rate(self, currency, day):
        its = [row for row in self.opts.rates if row["currency"] == currency]
        if currency == self.opts.base or not its and not self.opts.base:
            return Fraction(1)
        its = [row for row in its if row["date"] <= str(day)]
        return Fraction(max(its, key=lambda row: row["date"])["rate"]) \
            if its else None

    def convert(self, amount, of, to, day):
        """An amount in another currency at the rates of a day, or None."""
        a, b = self.rate(of, day), self.rate(to, day)
        if a is None or b is None:
            return None
        places = age.DECIMALS.get(to, 2) - age.DECIMALS.get(of, 2)
        return half_away(amount * a / b * Fraction(10) ** places)

    # Families

    def kin(self):
        self.parent = {}
        for name, row in self.customers.items():
            if row["parent"] and row["parent"] != name:
                self.parent[name] = row["parent"]
        self.children = defaultdict(set)
        names = set(self.parent) | set(self.parent.values())
        for name in names:
            for above in self.above(name):
                self.children[above].add(name)

    def above(self, name):
        found = []
        while name in self.parent:
            name = self.parent[name]
            if name in found:
                break
            found.append(name)
        return found

    def family(self, name):
        root = ([name] + self.above(name))[-1]
        return {root} | self.children[root]

    # Items

    def thing(self, key, openings):
        """An item of the day; what takes effect later is only marked."""
        now = [o for o in openings if o.effective <= self.day]
        changes = self.book.changes[key]
        if not now:
            return
        thing = Thing(key, now, self.minor)
        thing.later = len(now) < len(openings) or any(
            c.effective > self.day for c in changes)
        thing.kind = age.kind_of(self.book, key)
        for c in changes:
            if c.effective <= self.day:
                thing.changes.append((c.due,
                                      self.minor(c.amount, key.currency)))
        thing.taken = thing.credits = thing.raised = 0
        first = min(now, key=self.came_first)
        origin = self.origin(first)
        thing.row, thing.origin = first.row, origin.row
        thing.origin_key = origin.item
        thing.date = origin.row.date("date")
        thing.doc_date = origin.row.date("doc_date")
        thing.billed = min(min(o.doc_date, o.doc_date if hasattr(
            o, "source") else o.date) for o in now)
        thing.terms = self.terms_text(first)
        thing.po = {o.row["po"] for o in now} - {""}
        thing.returned = any(
            o.row["type"] == "receipt" and o.amount > 0
            and o.row["reason"] in RETURNS for o in now)
        if key.side == DEBIT:
            self.items[key] = thing
            for part in thing.parts:
                part.tiers = self.tiers(thing, part)
        else:
            thing.received = -thing.amount
            thing.receipt = thing.kind == "receipt"
            thing.ref = origin.row["ref"]
            thing.memo = origin.row["memo"]
            thing.lines = []
            self.funds[key] = thing

    @staticmethod
    def came_first(o):
        return (o.effective, hasattr(o, "source"), o.due or o.doc_date,
                o.line)

    def origin(self, opening):
        """The row where it first came in, followed through transfers."""
        seen = set()
        while hasattr(opening, "source") and id(opening) not in seen:
            seen.add(id(opening))
            its = [o for o in self.book.openings[opening.source]
                   if o is not opening and o.effective <= self.day]
            if not its:
                break
            opening = min(its, key=self.came_first)
        return opening

    def terms_text(self, opening):
        if opening.row["terms"] or not hasattr(opening, "source"):
            return opening.row["terms"]
        its = [o for o in self.book.openings[opening.source]
               if o is not opening]
        return self.terms_text(min(its, key=self.came_first)) if its else ""

    # Discounts

    def tiers(self, thing, part):
        """[(last day, discount)] of an installment."""
        row = part.first.row
        days, sums = row["discount_date"], row["discount"]
        if days or sums:
            days, sums = days.split(";"), sums.split(";")
            if len(days) != len(sums):
                raise row.bad("discount and discount_date differ in length")
            return [(datetime.date.fromisoformat(day),
                     self.minor(age.Decimal(amount), thing.currency))
                    for day, amount in zip(days, sums)]
        text = self.terms_text(part.first)
        if not text and thing.customer in self.customers:
            text = self.customers[thing.customer]["terms"]
        text = text or self.opts.terms
        if not text or thing.amount <= 0:
            return []
        try:
            rows = ar_terms.apply(
                ar_terms.parse(text), part.first.doc_date, thing.amount,
                exponent=age.DECIMALS.get(thing.currency, 2))
        except ar_terms.BadTerms:
            self.bad_terms = True
            return []
        for due, _, tiers in rows:
            if due == part.due or part.due is None and len(rows) == 1:
                return [(day, amount) for day, amount in tiers]
        return []

    # Events and what was done so far

    def holds(self):
        """Who and what is on hold; a release of that day wins."""
        events = defaultdict(list)
        for row in self.rows:
            if row["type"] in ("hold", "release") \
                    and row.date("date") <= self.day:
                owner = row["ref_customer"] or row["customer"]
                # Of no item: of the customer as a whole.
                entity = row["entity"] if row["ref"] else ""
                events[entity, owner, row["ref"]].append(row)
        held = set()
        for scope, its in events.items():
            for row in its:
                if row["type"] == "hold" and not any(
                        r["type"] == "release"
                        and r.date("date") >= row.date("date")
                        for r in its):
                    due = row.date("due")
                    if due is None or self.day <= due:
                        held.add(scope)
        self.held = set() if self.opts.despite_hold else held
        for item in self.items.values():
            item.held = (item.entity, item.customer, item.doc) in self.held \
                or self.on_hold(item)

    def on_hold(self, thing):
        return ("", thing.customer, "") in self.held

    def contested(self, key):
        """What is left of all disputes, whatever is open."""
        thing, left = self.items[key], 0
        full = thing.amount + sum(a for _, a in thing.changes if a > 0)
        for events in self.book.disputes[key].values():
            number = 0
            for e in sorted(events, key=lambda e: e[:2]):
                if e.effective > self.day:
                    continue
                amount = e.amount if e.amount is None \
                    else self.minor(e.amount, key.currency)
                if e.type == "dispute":
                    number += full if amount is None else amount
                else:
                    number -= number if amount is None else amount
                number = max(number, 0)
            left += number
        return left

    def note(self, row):
        """What an acting row that counts by the day says of receipts."""
        kind = row["type"]
        if kind == "remit" and row.date("date") <= self.day:
            fund = row.own(CREDIT)
            for f in self.funds.values():
                if f.origin_key == fund:
                    f.lines.append(self.line(row))
            return
        if row.plain or kind not in MADE + ("apply", "transfer", "reverse"):
            return
        if kind == "transfer":
            key = self.book.transfers[id(row)].source
            if self.counts(row, key) and key in self.items:
                self.items[key].raised -= self.amount(row)
            return
        if kind == "apply":
            self.note_apply(row)
            return
        key = self.either(row, kind)
        if not self.counts(row, key):
            return
        thing = self.items.get(key)
        amount = self.amount(row)
        if thing and kind in ("adjust", "reverse", "fx"):
            thing.raised += amount
        elif thing and kind == "discount":
            thing.taken -= amount
        if kind in MADE:
            self.made[(row["entity"], row["customer"], row["doc"],
                       row["currency"]), kind, key, row.date("ref_due"),
                      row["reason"]] += amount

    def note_apply(self, row):
        currency = row["ref_currency"] or row["currency"]
        fund, item = row.own(CREDIT), row.target(DEBIT, currency)
        if not self.counts(row, fund, item):
            return
        lost = row.money("ref_amount", currency)
        lost = self.amount(row) if lost is None \
            else self.minor(lost, currency)
        self.note_applied(fund, item, row.date("ref_due"),
                          self.amount(row), lost)

    def note_applied(self, fund, item, due, amount, lost):
        entry = self.applied[fund, item, due]
        entry[0] += amount
        entry[1] += lost
        if not self.funds[fund].receipt:
            self.items[item].raised -= lost

    def amount(self, row):
        return self.minor(row.money("amount", row["currency"]),
                          row["currency"])

    def either(self, row, kind):
        if kind in age.ON_DEBITS:
            return row.target(DEBIT)
        sides = [s for s in (DEBIT, CREDIT)
                 if row.target(s) in self.book.openings]
        if len(sides) == 2:
            by = [s for s in sides
                  if self.book.dates[row.target(s)] <= row.date("date")]
            sides = by if len(by) == 1 else sides
        return row.target(sides[0])

    def counts(self, row, *keys):
        return max([row.date("date")] + [self.book.dates[k] for k in keys]) \
            <= self.day

    def line(self, row):
        def money(column):
            amount = row.money(column, row["currency"])
            return 0 if amount is None else self.minor(amount,
                                                       row["currency"])
        return Line(row["ref"], row.date("ref_due"), money("amount"),
                    money("discount"), money("deduction"), row["reason"])

    # Discounts as they stand

    def share(self, item, amount):
        """x (amount + credits) / amount, rounded half away."""
        credits = min(0, item.raised)
        if item.amount <= 0:
            return 0
        return half_away(Fraction(amount * (item.amount + credits),
                                  item.amount))

    def discount(self, item, parts, judged, late=False):
        """(what may be taken on these installments, its reason).

        late: of every tier, whatever the date.
        """
        total, graced = 0, False
        grace = datetime.timedelta(self.opts.discount_grace)
        for part in parts:
            best = (0, True)
            for day, amount in part.tiers:
                if late or day >= judged:
                    best = max(best, (amount, True))
                elif day + grace >= judged:
                    best = max(best, (amount, False))
            total += best[0]
            graced |= best[0] > 0 and not best[1]
        settled = sum(max([a for _, a in p.tiers], default=0)
                      for p in item.parts if p.open <= 0)
        taken = max(0, item.taken - self.share(item, settled)) \
            if item.taken > 0 else 0
        total = max(0, self.share(item, total) - taken)
        total = min(total, sum(p.open for p in parts))
        return total, "discount-grace" if graced else "discount-earned"
