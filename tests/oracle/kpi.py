#!/usr/bin/env python3
"""The figures of receivables: a second opinion on ar-kpi, made to be read.

Written from the specification alone, with exact fractions and no thought for
speed: for each period every sum is found anew from the rows that count by
its end.  `property-kpi` holds ar-kpi against it, byte for byte.

    kpi.py --as-of 2026-10-31 [options] BOOK...

What is open of which part on a day is age.py's to say.  What the
specification leaves open is decided here, at the place where it matters
("Rule:").
"""

import argparse
import csv
import datetime
import io
import os
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402

DAY = datetime.timedelta(1)
ZERO = Decimal(0)
BEFORE = "before the opening balance"
NO_SALE = ("interest", "fee", "opening", "netting")
NOT_WRONG = ("nsf", "bank-return", "void")


class Failed(Exception):
    """Exit status 2."""


# -- Days ------------------------------------------------------------------

def month(day):
    return day.replace(day=1)


def month_end(day):
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def months_back(day, n):
    """The same day of the month n months earlier; a last day stays one."""
    at = day.year * 12 + day.month - 1 - n
    first = datetime.date(at // 12, at % 12 + 1, 1)
    last = month_end(first)
    if day == month_end(day):
        return last
    return first.replace(day=min(day.day, last.day))


def period_end(kind, day):
    """The last day of the calendar period that holds a day."""
    if kind == "quarter":
        while day.month % 3:
            day = month_end(day) + DAY
    if kind == "year":
        day = day.replace(month=12, day=1)
    return month_end(day)


def span_months(first, last):
    """A month touched counts with its days in the span by its days."""
    total, day = Fraction(0), month(first)
    while day <= last:
        end = month_end(day)
        days = (min(end, last) - max(day, first)).days + 1
        total += Fraction(days, end.day)
        day = end + DAY
    return total


# -- Tables ----------------------------------------------------------------

def table(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        reader = csv.DictReader(f, strict=True)
        return list(reader), reader.fieldnames or []


class Rates:
    def __init__(self, path):
        self.of = defaultdict(list)
        for row in table(path)[0] if path else []:
            self.of[row["currency"]].append(
                (datetime.date.fromisoformat(row["date"]),
                 Decimal(row["rate"])))

    def on(self, currency, day):
        known = [r for r in self.of[currency] if r[0] <= day]
        if not known:
            raise Failed("no rate of %s on or before %s" % (currency, day))
        return max(known)[1]


def read_provision(path, names):
    """{(bucket, currency): rate}; a blank currency is any."""
    rates = {}
    for row in table(path)[0]:
        text = row["rate"]
        rate = Decimal(text[:-1]) / 100 if text.endswith("%") \
            else Decimal(text)
        key = names.index(row["bucket"]), row.get("currency") or ""
        if key in rates:
            raise Failed("%s: bucket twice" % path)
        rates[key] = rate
    return rates


# -- The ledger ------------------------------------------------------------

class Ledger(age.Book):
    """What age.Book knows, asked for many days, and the events."""

    def __init__(self, rows):
        super().__init__(rows)
        self.kinds = {item: age.kind_of(self, item) for item in self.openings}
        self.last = {
            item: max([o.effective for o in openings]
                      + [c.effective for c in self.changes[item]])
            for item, openings in self.openings.items()}
        self.memory = {}
        starts = [o.effective for openings in self.openings.values()
                  for o in openings
                  if o.row["reason"] == "opening" and not transferred(o)]
        self.start = max(starts, default=None)
        self.promises = [row for row in rows if row["type"] == "promise"]
        for row in rows:
            if row["type"] in age.OTHER and row["type"] != "remit" \
                    and row["ref"]:
                self.find(row, age.DEBIT)

    def parts(self, item, day):
        """After the last row on an item, nothing changes."""
        key = item, min(day, self.last[item])
        if key not in self.memory:
            self.memory[key] = super().parts(item, day)
        return self.memory[key]

    def open_on(self, item, day):
        return sum((a for _, a in self.parts(item, day)), ZERO)

    def first(self, item, day):
        """The first of its parts that count by a day, in the ledger's order.

        Rule: of those that count by the period's end, so that a part posted
        later can't move what was done before to another group.
        """
        return self.parts(item, day)[0][0]

    def receipt_day(self, item, day):
        """When the money came: moved money by its document date."""
        o = self.first(item, day)
        return o.doc_date if transferred(o) else o.date

    def rate(self, o):
        """The booking rate: a transfer's own, or else its source's."""
        while not o.row["rate"] and transferred(o):
            source = [p for p in self.openings[o.source] if p is not o]
            o = min(source, key=lambda p: (
                p.effective, transferred(p), p.due or p.doc_date, p.line))
        if not o.row["rate"]:
            raise o.row.bad("rate: no booking rate")
        return Decimal(o.row["rate"])

    def claims(self, item, day):
        """Disputes by number: left, raised on, its row, last resolve."""
        full = sum([o.amount for o, _ in self.parts(item, day)]
                   + [c.amount for c in self.changes[item]
                      if c.effective <= day and c.amount > 0], ZERO)
        found = []
        for number, events in self.disputes[item].items():
            left, raised, resolved = ZERO, None, None
            for e in sorted(events, key=lambda e: e[:2]):
                if e.effective > day:
                    continue
                if e.type == "dispute":
                    if left == 0:
                        raised = e
                    left += full if e.amount is None else e.amount
                else:
                    resolved = e
                    left -= left if e.amount is None else e.amount
                left = max(left, ZERO)
            if raised:
                found.append((raised.effective, number.encode(), left,
                              raised.row, resolved))
        return sorted(found, key=lambda c: c[:2])


def transferred(o):
    return hasattr(o, "source")


def aging_date(o):
    return o.due or o.doc_date


# -- The sums of a group and period ----------------------------------------

class Facts:
    def __init__(self, world, first, last, currency):
        self.world, self.first, self.last = world, first, last
        self.currency = currency
        self.sum = defaultdict(Decimal)     # money
        self.count = defaultdict(int)       # rows, items, days
        self.sales = []                     # (day, amount) up to the end
        self.months = defaultdict(Decimal)  # dso_true: month: days * open
        self.customers = defaultdict(Decimal)
        self.bucket = defaultdict(Decimal)  # (what, bucket): money
        self.reasons = defaultdict(Decimal)
        self.resolved = []                  # days
        self.days = (last - first).days + 1
        self.n = span_months(first, last)

    def sales_of(self, first, last):
        return sum((a for day, a in self.sales if first <= day <= last), ZERO)

    def money(self, label, amount, square=False):
        places = age.DECIMALS.get(self.currency, 2)
        text = format(abs(amount), ".%df" % (places * (1 + square)))
        return "%s=%s%s" % (label, "-" * (amount < 0), text)

    def show(self, labels):
        """The inputs of these labels: money, but for D, N and counts."""
        for label in labels.split():
            if label == "D":
                yield "D=%d" % self.days
            elif label == "N":
                yield "N=%s" % self.n
            else:
                yield self.money(label, self.get(label))

    def get(self, label):
        return self.sum[label]


class World:
    """The book and the tables, and what is asked of them."""

    def __init__(self, opts, rows, header):
        self.opts, self.header = opts, header
        self.ledger = Ledger(rows)
        self.customers, self.customer_columns = {}, []
        if opts.customers:
            found, self.customer_columns = table(opts.customers)
            self.customers = {row["customer"]: row for row in found}
        self.rates = Rates(opts.rates)
        self.provision = opts.provision and read_provision(
            opts.provision, opts.names)

    # Fields

    def field(self, name, view):
        forced = name.startswith("customers.")
        column = name[len("customers."):] if forced else name
        if forced or name not in ("type", "currency") \
                and name not in self.header \
                and column in self.customer_columns:
            return self.customers.get(view("customer"), {}).get(column) or ""
        return view(name)

    def part_view(self, o):
        def view(name):
            if name == "type":
                return self.ledger.kinds[o.item]
            if name == "date":
                return str(self.ledger.dates[o.item])
            if name == "due":
                return str(o.due or "")
            if name == "account":
                return o.account
            if name == "doc_date" and transferred(o):
                return str(o.doc_date)
            if name in age.Item._fields:
                return getattr(o.item, name)
            return o.row[name]
        return view

    @staticmethod
    def event_view(row):
        """Of what concerns a whole customer."""
        return lambda name: row[name] if name in (
            "customer", "entity", "currency") else ""

    def key(self, view):
        """The group, or None where --where leaves it out."""
        for name, values in self.opts.where:
            if self.field(name, view) not in values:
                return None
        return tuple(self.field(name, view) for name in self.opts.by)

    # Money

    def base(self, amount, currency, day, part):
        """In the base currency, rounded; the day is for --base-rate asof."""
        base = self.opts.base
        if not base or currency == base or not amount:
            return amount
        if self.opts.base_rate == "booking" and part is not None:
            rate = self.ledger.rate(part)
        else:
            rate = self.rates.on(currency, day)
        return (amount * rate).quantize(
            Decimal(1).scaleb(-age.DECIMALS.get(base, 2)), ROUND_HALF_UP)

    # The periods

    def periods(self):
        o = self.opts
        first, kind = o.first, o.period
        if first is None and kind == "all":
            first = min(self.ledger.dates.values(), default=None)
            if first is None or first > o.last:
                return []
        elif first is None:
            first = months_back(month(o.last), 11)
        if kind == "all":
            return [(first, o.last)]
        found = []
        while first <= o.last:
            end = min(period_end(kind, first), o.last)
            found.append((first, end))
            first = end + DAY
        return found

    def gather(self, first, last):
        return Period(self, first, last).groups


class Period:
    """All sums of one period, by group.

    `begin` is the day before it; a part's state on a day is a pair (opening
    row, open).
    """

    def __init__(self, world, first, last):
        self.world, self.first, self.last = world, first, last
        self.ledger, self.opts = world.ledger, world.opts
        self.begin = first - DAY
        self.keys, self.groups = {}, {}
        items = [item for item in self.ledger.openings
                 if self.ledger.dates[item] <= last]
        # A group is there when one of its parts is.
        for item in items:
            for o, _ in self.ledger.parts(item, last):
                key = world.key(world.part_view(o))
                self.keys[o] = key
                if key is not None and key not in self.groups:
                    self.groups[key] = Facts(
                        world, first, last, self.opts.base or item.currency)
        for item in items:
            self.item = item
            self.parts = self.ledger.parts(item, last)
            self.now = dict(self.parts)
            self.then = dict(self.ledger.parts(item, self.begin)) \
                if self.ledger.dates[item] <= self.begin else {}
            self.changes = [c for c in self.ledger.changes[item]
                            if c.effective <= last]
            self.states()
            self.sales()
            self.writeoffs()
            self.closed()
            self.buckets()
            self.applications()
            self.unapplied()
            self.disputes()
            self.discounts()
            self.collected()
        self.accuracy()
        self.promises()
        self.customers()

    def of(self, o):
        """The sums of a part's group; a waste bin if it is left out."""
        key = self.keys[o]
        return self.waste() if key is None else self.groups[key]

    def waste(self):
        return Facts(self.world, self.first, self.last, "")

    def acted(self):
        """What is done to the item is of the group of its first part."""
        return self.of(self.parts[0][0])

    def base(self, amount, day, part=None):
        return self.world.base(amount, self.item.currency, day,
                               part or self.parts[0][0])

    def within(self, day):
        return self.first <= day <= self.last

    def kind(self):
        return self.ledger.kinds[self.item]

    def bucket(self, o, day):
        return self.opts.bucket((day - aging_date(o)).days)

    # States

    def states(self):
        for o, amount in self.then.items():
            self.of(o).sum["B"] += self.base(amount, self.begin, o)
        for o, amount in self.parts:
            f = self.of(o)
            worth = self.base(amount, self.last, o)
            days = (self.last - aging_date(o)).days
            f.sum["E"] += worth
            f.customers[self.item.customer] += worth
            if amount <= 0:
                continue
            f.sum["G"] += worth
            if days <= 0:
                f.sum["C"] += worth
            if days > 90:
                f.sum["O90"] += worth
            f.bucket["end", self.bucket(o, self.last)] += worth
            if o.doc_date < self.last:
                f.months[month(o.doc_date)] += \
                    (self.last - o.doc_date).days * worth
        for i in range(self.opts.months):
            day = months_back(self.last, i)
            if self.ledger.dates[self.item] <= day:
                for o, amount in self.ledger.parts(self.item, day):
                    self.of(o).sum["E%s" % day] += self.base(amount, day, o)

    # Sales

    def is_sale(self, o):
        return not transferred(o) and o.row["reason"] not in NO_SALE \
            and o.row["type"] in ("invoice", "debit", "credit")

    def sale(self, f, row, amount, day, part):
        if self.opts.net:
            amount -= row.money("tax", self.item.currency) or 0
        f.sales.append((day, self.base(amount, day, part)))

    def sales(self):
        for o, _ in self.parts:
            if self.is_sale(o) and not (
                    self.opts.gross and o.row["type"] == "credit"):
                self.sale(self.of(o), o.row, o.amount, o.effective, o)
        first = self.parts[0][0]
        if self.kind() == "receipt" or not self.is_sale(first) \
                or self.opts.gross and self.kind() == "credit":
            return
        for c in self.changes:
            if c.row["type"] == "reverse" \
                    and c.row["reason"] in ("void", "rebill"):
                self.sale(self.acted(), c.row, c.amount, c.effective, first)

    def written(self, recovery):
        """Write-offs of the period on the item, as they change it."""
        reasons = ("recovery",) if recovery else ("bad-debt", "")
        return [c for c in self.changes if c.row["type"] == "writeoff"
                and c.row["reason"] in reasons and self.within(c.effective)]

    def writeoffs(self):
        f = self.acted()
        for c in self.written(False):
            f.sum["WO"] -= self.base(c.amount, c.effective)
        for c in self.written(True):
            f.sum["Rec"] += self.base(c.amount, c.effective)

    # What receipts paid

    def paid_by_receipts(self):
        """[(change of a debit item, the receipt item)]."""
        if self.item.side != age.DEBIT:
            return []
        found = [(c, c.row.own(age.CREDIT)) for c in self.changes
                 if c.row["type"] == "apply"]
        return [(c, r) for c, r in found if self.ledger.kinds[r] == "receipt"]

    def paid(self):
        """By receipts, in the period; not below zero."""
        return max(ZERO, -sum(c.amount for c, _ in self.paid_by_receipts()
                              if self.within(c.effective)))

    def closed(self):
        """Debts closed in the period by receipts."""
        last_row = max([o.effective for o, _ in self.parts]
                       + [c.effective for c in self.changes])
        nets = defaultdict(lambda: defaultdict(Decimal))
        dues = {o.due for o, _ in self.parts}
        for c, receipt in self.paid_by_receipts():
            nets[receipt][c.due if c.due in dues else None] -= c.amount
        total = {r: sum(by.values()) for r, by in nets.items()}
        if self.kind() not in ("invoice", "debit") \
                or self.parts[0][0].row["type"] == "receipt" \
                or sum(self.now.values()) != 0 \
                or not self.within(last_row) or sum(total.values()) <= 0:
            return
        f, first, last = self.acted(), self.parts[0][0], self.parts[-1][0]
        days = {r: self.ledger.receipt_day(r, self.last)
                for r in nets if total[r] > 0}
        for receipt, day in days.items():
            net = self.base(total[receipt], day)
            f.sum["P"] += net
            f.sum["Wpay"] += net * (day - first.doc_date).days
        for due, day, amount in self.fillings(nets, days):
            f.sum["Wlate"] += self.base(amount, day) * (day - due).days
        f.count["n"] += 1
        f.count["Wpay"] += (max(days.values()) - first.doc_date).days
        f.count["Wlate"] += (max(days.values()) - aging_date(last)).days

    def fillings(self, nets, days):
        """[(due, receipt day, amount)]: which installment money filled."""
        free = {o: max(o.amount, ZERO) for o, _ in self.parts}
        unnamed, found = [], []
        for receipt, day in days.items():
            by = dict(nets[receipt])
            if min(by.values()) < 0:
                # Rule: what was named and taken back otherwise is unnamed.
                by = {None: sum(by.values())}
            for due, amount in by.items():
                if due is None:
                    unnamed.append((day, -amount))
                    continue
                found.append((due, day, amount))
                for o, _ in self.parts:
                    if o.due == due:
                        named = min(amount, free[o])
                        free[o] -= named
                        amount -= named
        for day, amount in sorted(unnamed):
            amount = -amount
            for o, _ in self.parts:
                part = min(amount, free[o])
                free[o] -= part
                amount -= part
                found.append((aging_date(o), day, part))
            found.append((aging_date(self.parts[-1][0]), day, amount))
        return [x for x in found if x[2]]

    # Buckets between the two ends

    def lost(self, o, before):
        return before - min(before, max(self.now[o], ZERO))

    def buckets(self):
        paid = self.paid()
        written = max(ZERO, -sum(c.amount for which in (False, True)
                                 for c in self.written(which)))
        for o, now in self.parts:
            o1 = self.then.get(o, ZERO)
            if o1 <= 0:
                continue
            f, at = self.of(o), self.bucket(o, self.begin)
            lost = self.lost(o, o1)
            got = min(lost, paid)
            paid -= got
            gone = min(lost - got, written)
            written -= gone
            f.bucket["O", at] += self.base(o1, self.begin, o)
            f.bucket["P", at] += self.base(got, self.begin, o)
            f.bucket["L", at] += self.base(gone, self.begin, o)
            if self.bucket(o, self.last) > at:
                f.bucket["X", at] += self.base(o1 - lost, self.begin, o)

    def collected(self):
        paid = self.paid()
        for o, now in self.parts:
            if o in self.then:
                o1, day = self.then[o], self.begin
            else:
                o1, day = o.amount, o.effective
            if o1 <= 0:
                continue
            got = min(self.lost(o, o1), paid)
            paid -= got
            if aging_date(o) > self.last:
                continue
            f = self.of(o)
            f.sum["Pdue" if aging_date(o) <= self.begin else "Fdue"] += \
                self.base(o1, day, o)
            f.sum["Kdue"] += self.base(got, day, o)

    # Receipts

    def applications(self):
        if self.kind() != "receipt":
            return
        f = self.acted()
        for o, amount in self.then.items():
            if amount < 0:
                self.of(o).sum["U"] -= self.base(amount, self.begin, o)
        for o, _ in self.parts:
            if self.within(o.effective) and (transferred(o) or o.amount < 0):
                self.of(o).sum["Rin"] -= self.base(o.amount, o.effective, o)
        for c in self.changes:
            if not self.within(c.effective):
                continue
            amount = self.base(c.amount, c.effective)
            if c.row["type"] == "transfer":
                f.sum["Rin"] -= amount
            if c.row["type"] != "apply":
                continue
            f.sum["A"] += amount
            if c.amount < 0:
                continue
            f.count["apply"] += 1
            f.sum["Aapply"] += amount
            if c.row["rule"] not in ("", "manual"):
                f.count["auto"] += 1
                f.sum["Mapply"] += amount

    def unapplied(self):
        if self.kind() != "receipt":
            return
        for o, amount in self.parts:
            day = o.doc_date if transferred(o) else o.date
            days = (self.last - day).days
            if amount < 0 and days > self.opts.unapplied_days:
                f = self.of(o)
                f.sum["Uold"] -= self.base(amount, self.last, o)
                f.count["old"] += 1
                f.count["oldest"] = max(f.count["oldest"], days)

    def accuracy(self):
        """Applications that were taken back soon, for another reason."""
        pairs = defaultdict(list)
        for item in self.ledger.openings:
            if self.ledger.kinds[item] != "receipt":
                continue
            for c in self.ledger.changes[item]:
                if c.row["type"] == "apply" and c.effective <= self.last:
                    debit = c.row.target(age.DEBIT, c.row["ref_currency"]
                                         or c.row["currency"])
                    pairs[item, debit].append(c)
        for (item, _), changes in pairs.items():
            f = self.of(self.ledger.first(item, self.last))
            stack = []
            for c in sorted(changes, key=lambda c: (c.effective,
                                                    c.amount < 0)):
                if c.amount > 0:
                    stack.append(c)
                elif stack:
                    was = stack.pop().effective
                    f.count["wrong"] += self.within(was) \
                        and (c.effective - was).days \
                        <= self.opts.accuracy_days \
                        and c.row["reason"] not in NOT_WRONG

    # Disputes, promises, discounts

    def disputes(self):
        claims = self.ledger.claims(self.item, self.last)
        f, left = self.acted(), max(sum(self.now.values()), ZERO)
        standing = [c for c in claims if c[2] > 0] if left > 0 else []
        for raised, _, _, _ in [c[:4] for c in standing]:
            f.count["disputes"] += 1
            f.count["Wopen"] += (self.last - raised).days
        total = min(left, sum(c[2] for c in standing))
        f.sum["Xdisputed"] += self.base(Decimal(total), self.last)
        for _, _, claim, row, _ in standing:
            part = min(left, claim)
            left -= part
            f.reasons[row["reason"] or "other"] += self.base(part, self.last)
        for raised, _, claim, _, resolved in claims:
            if claim == 0 and resolved and self.within(resolved.effective):
                f.resolved.append((resolved.effective - raised).days)

    def promises(self):
        for row in self.ledger.promises:
            since, due = row.date("date"), row.date("due")
            if due is None or not self.within(due):
                continue
            promised = row.money("amount", row["currency"])
            if row["ref"]:
                self.item = item = row.target(age.DEBIT)
                since = max(since, self.ledger.dates[item])
                if since > self.last:
                    continue
                part = self.ledger.first(item, self.last)
                f = self.of(part)
                if promised is None:
                    promised = self.ledger.open_on(item, since)
                received = self.received_on(item, since, due)
            else:
                if since > self.last:
                    continue
                part = None
                key = self.world.key(self.world.event_view(row))
                f = self.groups.get(key) or self.waste()
                received, owed = self.received_of(row, since, due)
                promised = owed if promised is None else promised
            if promised <= 0:
                continue
            kept = min(max(received, ZERO), promised)
            f.count["promises"] += 1
            f.count["kept"] += received >= promised
            f.sum["Ppromise"] += self.world.base(
                promised, row["currency"], due, part)
            f.sum["Kpromise"] += self.world.base(
                kept, row["currency"], due, part)

    def received_on(self, item, since, due):
        """By receipts of these days, on one item."""
        total = ZERO
        for c in self.ledger.changes[item]:
            if c.row["type"] != "apply" or c.effective > self.last:
                continue
            receipt = c.row.own(age.CREDIT)
            if self.ledger.kinds[receipt] == "receipt" and since <= \
                    self.ledger.receipt_day(receipt, self.last) <= due:
                total -= c.amount
        return total

    def received_of(self, row, since, due):
        """From a customer in these days, less bank returns; and what he
        owed on the first."""
        received = owed = ZERO
        for item, openings in self.ledger.openings.items():
            if (item.customer, item.entity, item.currency) != (
                    row["customer"], row["entity"], row["currency"]):
                continue
            for o in openings:
                receipt = o.row["type"] == "receipt" and (
                    o.amount < 0 or item.side == age.DEBIT)
                day = o.effective
                if transferred(o):
                    receipt = item.side == age.CREDIT and o.kind == "receipt"
                    day = o.doc_date
                if receipt and since <= day <= due \
                        and o.effective <= self.last:
                    received -= o.amount
            if self.ledger.dates[item] <= since:
                owed += sum(a for _, a in self.ledger.parts(item, since)
                            if a > 0)
        return received, owed

    def discounts(self):
        """Those that ran out in the period: offered, and taken."""
        total = sum(o.amount for o, _ in self.parts)
        credit = taken = ZERO
        for c in self.changes:
            kind = c.row["type"]
            if kind == "reverse" or kind == "apply" \
                    and self.item.side == age.DEBIT \
                    and self.ledger.kinds[c.row.own(age.CREDIT)] == "credit":
                credit += c.amount
            taken -= c.amount if kind == "discount" else 0
        credit, taken = min(credit, ZERO), max(taken, ZERO)
        out = []
        for i, (o, _) in enumerate(self.parts):
            if transferred(o) or o.row["type"] not in ("invoice", "debit") \
                    or not o.row["discount"] or not o.row["discount_date"]:
                continue
            # Of several tiers, the largest amount and the last day.
            amount = max(map(Decimal, o.row["discount"].split(";")))
            day = max(map(datetime.date.fromisoformat,
                          o.row["discount_date"].split(";")))
            if day <= self.last:
                out.append((day, i, o, amount))
        for day, _, o, amount in sorted(out, key=lambda x: x[:2]):
            exact = Fraction(amount) * Fraction(total + credit) \
                / Fraction(total) if total > 0 else Fraction(0)
            offered = Decimal(rounded(
                max(exact, 0), age.DECIMALS.get(self.item.currency, 2)))
            got = min(taken, offered)
            taken -= got
            if self.within(day):
                f = self.of(o)
                f.sum["Odisc"] += self.base(offered, day, o)
                f.sum["Xdisc"] += self.base(got, day, o)

    # Customers

    def customers(self):
        if "credit_limit" not in self.world.customer_columns:
            return
        for f in self.groups.values():
            for customer, balance in f.customers.items():
                row = self.world.customers.get(customer, {})
                limit, currency = row.get("credit_limit"), row.get("currency")
                if not limit:
                    continue
                limit = Decimal(limit)
                if self.opts.base and currency:
                    limit = self.world.base(limit, currency, self.last, None)
                elif currency and currency != f.currency:
                    continue
                if balance > limit:
                    f.sum["over"] += balance - limit
                    f.count["over"] += 1


# -- The figures -----------------------------------------------------------

class No(Exception):
    """Why there is no value."""


class Figure:
    """`work` yields the inputs and returns the value, or raises No."""

    def __init__(self, name, unit, formula, work, needs="", family=None):
        self.name, self.unit, self.formula = name, unit, formula
        self.work, self.needs, self.family = work, needs, family

    def value(self, f):
        """(value or None, inputs)."""
        start = f.world.ledger.start
        begin = f.first - DAY
        if start and (f.last < start or "S" in self.needs and f.first < start
                      or "B" in self.needs and begin < start):
            # Rule: of what can't be told, no inputs are shown.
            return None, BEFORE
        inputs, found = [], self.work(f)
        try:
            while True:
                inputs.append(next(found))
        except StopIteration as done:
            return Fraction(done.value), ";".join(inputs)
        except No as reason:
            return None, ";".join(inputs + [str(reason)])


def above(divisor, none, negative):
    if divisor == 0:
        raise No(none)
    if divisor < 0:
        raise No(negative)
    return Fraction(divisor)


def by_sales(sales):
    return above(sales, "no sales", "sales are negative")


def sale_ratio(labels, top, factor):
    """A figure over the sales of the period."""
    def work(f):
        f.sum["S"] = f.sales_of(f.first, f.last)
        yield from f.show(labels)
        return Fraction(top(f.sum)) / by_sales(f.sum["S"]) * factor(f)
    return work


def days_of(f):
    return f.days


def rolling(f):
    m, total = f.world.opts.months, ZERO
    days = [months_back(f.last, i) for i in range(m + 1)]
    start = f.world.ledger.start
    if start and days[m] + DAY < start:
        raise No(BEFORE)
    for day in days[:m]:
        total += f.sum["E%s" % day]
        yield f.money("E%s" % day, f.sum["E%s" % day])
    sales = f.sales_of(days[m] + DAY, f.last)
    yield f.money("S", sales)
    return Fraction(total) * 30 / by_sales(sales)


def by_month_sales(sales, first):
    name = "%04d-%02d" % (first.year, first.month)
    return above(sales, "no sales in " + name,
                 "sales of %s are negative" % name)


def countback(f):
    rest, first, days = f.sum["E"], month(f.last), Fraction(0)
    start = f.world.ledger.start
    yield f.money("E", rest)
    if rest < 0:
        raise No("credit balance")
    while rest:
        if start and first < start:
            raise No(BEFORE)
        length = month_end(first).day
        if first == month(f.last):
            length = f.last.day
            if f.world.opts.days30:
                length = min(length, 30)
        elif f.world.opts.days30:
            length = 30
        sales = f.sales_of(first, min(month_end(first), f.last))
        name = "%04d-%02d" % (first.year, first.month)
        yield f.money("S" + name, sales)
        yield "D%s=%d" % (name, length)
        by_month_sales(sales, first)
        if rest <= sales:
            return days + Fraction(rest) * length / Fraction(sales)
        rest -= sales
        days += length
        first = months_back(first, 1)
    return days


def true(f):
    total, start = Fraction(0), f.world.ledger.start
    for first in sorted(m for m, x in f.months.items() if x):
        if start and first < start:
            raise No(BEFORE)
        sales = f.sales_of(first, min(month_end(first), f.last))
        name = "%04d-%02d" % (first.year, first.month)
        yield f.money("X" + name, f.months[first])
        yield f.money("S" + name, sales)
        total += Fraction(f.months[first]) / by_month_sales(sales, first)
    return total


def effectiveness(labels, by_month):
    def work(f):
        f.sum["S"] = f.sales_of(f.first, f.last)
        yield from f.show(labels)
        s = f.sum
        sales = Fraction(s["S"]) / (f.n if by_month else 1)
        top = Fraction(s["B"]) + sales
        return (top - Fraction(s["E"])) * 100 / above(
            top - Fraction(s["C"]), "nothing to collect",
            "less than nothing to collect")
    return work


def cash_share(f):
    f.sum["S"] = f.sales_of(f.first, f.last)
    yield from f.show("B S E WO")
    s = f.sum
    whole = s["B"] + s["S"] - s["E"]
    return Fraction(whole - s["WO"]) * 100 / above(
        whole, "no reductions", "reductions are negative")


def turnover(f):
    f.sum["S"] = f.sales_of(f.first, f.last)
    yield from f.show("S B E")
    s = f.sum
    return Fraction(s["S"]) * 2 / above(
        s["B"] + s["E"], "no receivables", "credit balance")


def share(top, bottom, none, negative="", names=None, factor=100):
    """top/bottom, both money; names: how they are labelled."""
    def work(f):
        for label, key in names or ((top, top), (bottom, bottom)):
            yield f.money(label, f.sum[key])
        return Fraction(f.sum[top]) * factor / above(
            f.sum[bottom], none, negative)
    return work


def counts(top, bottom, none, names, factor=100):
    def work(f):
        for label, key in zip(names, (top, bottom)):
            yield "%s=%d" % (label, f.count[key])
        return Fraction(f.count[top]) * factor / above(
            f.count[bottom], none, none)
    return work


def past_due(f):
    yield from f.show("G C")
    return Fraction(f.sum["G"] - f.sum["C"]) * 100 / above(
        f.sum["G"], "no debts", "")


def of_bucket(label, at):
    def work(f):
        yield f.money(label, f.bucket[label, at])
        yield f.money("O", f.bucket["O", at])
        return Fraction(f.bucket[label, at]) * 100 / above(
            f.bucket["O", at], "nothing in the bucket", "")
    return work


def allowance(f):
    rates, opts = f.world.provision, f.world.opts
    if not rates:
        if rates is None:
            raise No("no provision table")
    total = Fraction(0)
    for i, name in enumerate(opts.bucket_names):
        rate = rates.get((i, f.currency), rates.get((i, "")))
        if rate is None:
            continue
        amount = f.bucket["end", i]
        yield f.money("O" + name, amount)
        yield "r%s=%s%%" % (name, plain(rate * 100))
        total += Fraction(amount) * Fraction(rate)
    return total


def application_rate(f):
    for label, key in (("A", "A"), ("U", "U"), ("R", "Rin")):
        yield f.money(label, f.sum[key])
    return Fraction(f.sum["A"]) * 100 / above(
        f.sum["U"] + f.sum["Rin"], "no receipts", "receipts are negative")


def accuracy(f):
    n, wrong = f.count["apply"], f.count["wrong"]
    yield "n=%d" % n
    yield "u=%d" % wrong
    return Fraction(n - wrong) * 100 / above(n, "nothing applied", "")


def bad_debt(f):
    f.sum["S"] = f.sales_of(f.first, f.last)
    for label, key in (("WO", "WO"), ("R", "Rec"), ("S", "S")):
        yield f.money(label, f.sum[key])
    return Fraction(f.sum["WO"] - f.sum["Rec"]) * 100 / by_sales(f.sum["S"])


def amount(label, key):
    def work(f):
        yield f.money(label, f.sum[key])
        return f.sum[key]
    return work


def number(label, key, none=None):
    def work(f):
        if none and not f.count[key]:
            raise No(none)
        yield "%s=%d" % (label, f.count[key])
        return f.count[key]
    return work


def dispute_days(f):
    yield "W=%d" % sum(f.resolved)
    yield "n=%d" % len(f.resolved)
    return Fraction(sum(f.resolved)) / above(
        len(f.resolved), "none resolved", "")


def dispute_median(f):
    days = sorted(f.resolved)
    n = len(days)
    yield "n=%d" % n
    above(n, "none resolved", "")
    middle = days[(n - 1) // 2:n // 2 + 1]
    for day in middle:
        yield "m=%d" % day
    return Fraction(sum(middle), len(middle))


def by_reason(reason):
    def work(f):
        yield f.money("X", f.reasons[reason])
        return f.reasons[reason]
    return work


def discount_lost(f):
    yield f.money("O", f.sum["Odisc"])
    yield f.money("X", f.sum["Xdisc"])
    return f.sum["Odisc"] - f.sum["Xdisc"]


def positive(f):
    return sorted((b for b in f.customers.values() if b > 0), reverse=True)


def top10(f):
    owed = positive(f)
    yield f.money("X", sum(owed[:10], ZERO))
    yield f.money("P", sum(owed, ZERO))
    return Fraction(sum(owed[:10], ZERO)) * 100 / above(
        sum(owed, ZERO), "no debts", "")


def hhi(f):
    owed = positive(f)
    squares, total = sum((b * b for b in owed), ZERO), sum(owed, ZERO)
    yield f.money("Q", squares, square=True)
    yield f.money("P", total)
    return Fraction(squares) * 10000 / above(total, "no debts", "") ** 2


def collector(f):
    s = f.sum
    for label in "KPF":
        yield f.money(label, s[label + "due"])
    return Fraction(s["Kdue"]) * 100 / above(
        s["Pdue"] + s["Fdue"], "nothing was due", "")


def limited(work):
    def wrapped(f):
        if "credit_limit" not in f.world.customer_columns:
            raise No("no credit limits")
        return (yield from work(f))
    return wrapped


def figures(opts):
    """All figures, in their order; by reason stands one that is no figure."""
    F, buckets = Figure, list(enumerate(opts.bucket_names))
    closed = "nothing closed"
    yield F("dso", "days", "E/S*D",
            sale_ratio("E S D", lambda s: s["E"], days_of), "S")
    yield F("dso_avg", "days", "(B+E)/2/S*D", sale_ratio(
        "B E S D", lambda s: (s["B"] + s["E"]) / 2, days_of), "BS")
    yield F("dso_rolling", "days", "(E1+...+Em)*30/S", rolling)
    yield F("dso_countback", "days", "D1+...+Dk+rest/S(k+1)*D(k+1)", countback)
    yield F("dso_true", "days", "sum of X/S by month of the document", true)
    yield F("bpdso", "days", "C/S*D",
            sale_ratio("C S D", lambda s: s["C"], days_of), "S")
    yield F("add", "days", "(E-C)/S*D", sale_ratio(
        "E C S D", lambda s: s["E"] - s["C"], days_of), "S")
    yield F("cei", "%", "(B+S/N-E)/(B+S/N-C)*100",
            effectiveness("B S N E C", True), "BS")
    yield F("cei_period", "%", "(B+S-E)/(B+S-C)*100",
            effectiveness("B S E C", False), "BS")
    yield F("cash_share_of_reductions", "%", "(B+S-E-WO)/(B+S-E)*100",
            cash_share, "BS")
    yield F("turnover", "times", "S/((B+E)/2)", turnover, "BS")
    yield F("days_to_pay", "days", "W/P", share(
        "Wpay", "P", closed, closed, (("W", "Wpay"), ("P", "P")), 1), "S")
    yield F("days_late", "days", "W/P", share(
        "Wlate", "P", closed, closed, (("W", "Wlate"), ("P", "P")), 1), "S")
    yield F("days_to_pay_avg", "days", "W/n",
            counts("Wpay", "n", closed, "Wn", 1), "S")
    yield F("days_late_avg", "days", "W/n",
            counts("Wlate", "n", closed, "Wn", 1), "S")
    yield F("pct_current", "%", "C/G*100", share("C", "G", "no debts"))
    yield F("pct_past_due", "%", "(G-C)/G*100", past_due)
    yield F("pct_over_90", "%", "O/G*100", share(
        "O90", "G", "no debts", "", (("O", "O90"), ("G", "G"))))
    for i, name in buckets[:-1]:
        yield F("roll_rate_" + name, "%", "X/O*100", of_bucket("X", i),
                "B", "roll_rate")
    for i, name in buckets:
        yield F("collected_rate_" + name, "%", "P/O*100", of_bucket("P", i),
                "BS", "collected_rate")
    yield F("bad_debt_pct", "%", "(WO-R)/S*100", bad_debt, "S")
    yield F("allowance", "money", "sum of O*r by bucket", allowance)
    for i, name in buckets:
        yield F("loss_rate_" + name, "%", "L/O*100", of_bucket("L", i),
                "BS", "loss_rate")
    yield F("application_rate", "%", "A/(U+R)*100", application_rate, "BS")
    yield F("auto_match_rate", "%", "m/n*100",
            counts("auto", "apply", "nothing applied", "mn"), "S")
    yield F("auto_match_money", "%", "M/A*100", share(
        "Mapply", "Aapply", "nothing applied", "",
        (("M", "Mapply"), ("A", "Aapply"))), "S")
    yield F("cash_app_accuracy", "%", "(n-u)/n*100", accuracy, "S")
    old = "unapplied_over_%d" % opts.unapplied_days
    family = "unapplied_over"
    yield F(old, "money", "U", amount("U", "Uold"), "", family)
    yield F(old + "_count", "count", "n", number("n", "old"), "", family)
    yield F(old + "_oldest", "days", "d", number("d", "oldest", "none"), "",
            family)
    yield F("dispute_days", "days", "W/n", dispute_days, "S")
    yield F("dispute_days_median", "days", "median", dispute_median, "S")
    yield F("dispute_open_age", "days", "W/n",
            counts("Wopen", "disputes", "none open", "Wn", 1))
    yield F("disputes_open", "money", "X", amount("X", "Xdisputed"))
    yield F("disputes_open_count", "count", "n", number("n", "disputes"))
    yield F("disputes_open_by", "money", "X", None)
    yield F("promise_kept_pct", "%", "k/n*100",
            counts("kept", "promises", "no promises due", "kn"), "S")
    yield F("promise_kept_money", "%", "K/P*100", share(
        "Kpromise", "Ppromise", "no promises due", "",
        (("K", "Kpromise"), ("P", "Ppromise"))), "S")
    yield F("discount_earned_pct", "%", "X/O*100", share(
        "Xdisc", "Odisc", "no discounts ran out", "",
        (("X", "Xdisc"), ("O", "Odisc"))), "S")
    yield F("discount_lost", "money", "O-X", discount_lost, "S")
    yield F("concentration_top10", "%", "X/P*100", top10)
    yield F("concentration_hhi", "index", "Q/P^2*10000", hhi)
    yield F("collector_effectiveness", "%", "K/(P+F)*100", collector, "BS")
    yield F("credit_exposure", "money", "X", limited(amount("X", "over")))
    yield F("credit_exposure_count", "count", "n",
            limited(number("n", "over")))


# -- Writing ---------------------------------------------------------------

def plain(number):
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(value, places, even=False):
    """A fraction as a decimal, rounded once: half away from zero."""
    value = Fraction(value)
    n, rest = divmod(abs(value.numerator) * 10 ** places, value.denominator)
    twice = 2 * rest - value.denominator
    n += twice > 0 or twice == 0 and (not even or n % 2 == 1)
    digits = str(n).rjust(places + 1, "0")
    text = digits[:-places] + "." + digits[-places:] if places else digits
    return "-" + text if value < 0 and n else text


def written(figure, value, f, opts):
    if value is None:
        return ""
    places = opts.digits
    if figure.unit == "money":
        places = age.DECIMALS.get(f.currency, 2)
    if figure.unit == "count":
        places = 0
    return rounded(value, places, opts.rounding == "half-even")


class Targets:
    def __init__(self, path, figures_):
        self.of = {}
        known = {f.name for f in figures_ if f.work}
        for row in table(path)[0]:
            low, high = row.get("min") or "", row.get("max") or ""
            if row["kpi"] not in known or row["kpi"] in self.of \
                    or not low + high:
                raise Failed("%s: %s" % (path, row["kpi"]))
            self.of[row["kpi"]] = [Decimal(x) if x else None
                                   for x in (low, high)]
        self.bad = 0

    def cells(self, name, value):
        if name not in self.of:
            return ["", ""]
        low, high = self.of[name]
        text = "..".join("" if x is None else plain(x) for x in (low, high))
        if value is None:
            status = "unknown"
        else:
            met = (low is None or value >= Fraction(low)) \
                and (high is None or value <= Fraction(high))
            status = "met" if met else "missed"
        self.bad += status != "met"
        return [text, status]


class Report:
    def __init__(self, opts, world):
        self.opts, self.world, self.status = opts, world, 0
        everything = list(figures(opts))
        self.targets = opts.target and Targets(opts.target, everything)
        wanted = opts.kpi and opts.kpi.split(",")
        if opts.get:
            wanted = [opts.get]
        elif self.targets and not wanted:
            wanted = list(self.targets.of)
        for name in wanted or []:
            if not any(name in (f.name, f.family) for f in everything):
                raise Failed("no figure %s" % name)
        self.figures = [f for f in everything if not wanted
                        or f.name in wanted or f.family in wanted]
        self.periods = world.periods()
        self.facts = [world.gather(*period) for period in self.periods]
        keys = {key for groups in self.facts for key in groups}
        self.keys = sorted(keys, key=lambda k: [c.encode() for c in k])

    def all(self):
        """(group, facts) in the order of the rows."""
        for key in self.keys:
            for groups in self.facts:
                if key in groups:
                    yield key, groups[key]

    def lead(self, key, f):
        return [str(f.first), str(f.last)] \
            + list(key)

    def head(self):
        return ["from", "to"] + list(self.opts.by)

    def of(self, f):
        """The figures of a group: those by reason in their place."""
        for figure in self.figures:
            if figure.work:
                yield figure
                continue
            start = self.world.ledger.start
            if start and f.last < start:
                continue
            for reason in sorted(f.reasons, key=str.encode):
                if f.reasons[reason]:
                    yield Figure("disputes_open_" + reason, "money", "X",
                                 by_reason(reason))

    def tidy(self):
        extra = ["target", "status"] if self.targets else []
        yield self.head() + ["kpi", "value", "unit", "formula",
                             "inputs"] + extra
        for key, f in self.all():
            for figure in self.of(f):
                value, inputs = figure.value(f)
                unit = f.currency if figure.unit == "money" else figure.unit
                row = self.lead(key, f) + [
                    figure.name, written(figure, value, f, self.opts), unit,
                    figure.formula, inputs]
                if self.targets:
                    row += self.targets.cells(figure.name, value)
                yield row
        if self.targets and self.targets.bad:
            self.status = 1

    def wide(self):
        shown = [figure for figure in self.figures if figure.work]
        yield self.head() + [figure.name for figure in shown]
        for key, f in self.all():
            yield self.lead(key, f) + [
                written(figure, figure.value(f)[0], f, self.opts)
                for figure in shown]

    def get(self):
        if len(self.figures) != 1 or self.figures[0].name != self.opts.get \
                or not self.figures[0].work:
            raise Failed("--get: one figure")
        if not self.keys:
            raise Failed("nothing to compute")
        if len(self.keys) != 1:
            raise Failed("several groups")
        figure, f = self.figures[0], self.facts[-1][self.keys[0]]
        value, why = figure.value(f)
        if value is None:
            sys.stderr.write("kpi.py: %s\n" % why.split(";")[-1])
            self.status = 1
            return ""
        return written(figure, value, f, self.opts) + "\n"

    def text(self):
        if self.opts.get:
            return self.get()
        out = io.StringIO()
        age.write(out, self.wide() if self.opts.wide else self.tidy())
        return out.getvalue()


# -- Command line ----------------------------------------------------------

def options(argv):
    day = datetime.date.fromisoformat
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--as-of", type=day)
    parser.add_argument("--from", type=day, dest="first")
    parser.add_argument("--to", type=day, dest="last")
    parser.add_argument("--period",
                        choices=["month", "quarter", "year", "all"])
    parser.add_argument("--where", action="append", default=[])
    parser.add_argument("--rounding", default="half-away",
                        choices=["half-away", "half-even"])
    parser.add_argument("--base-rate", default="asof",
                        choices=["asof", "booking"])
    parser.add_argument("--buckets", default="30,60,90")
    for name, default in (("digits", 2), ("months", 3),
                          ("accuracy-days", 60), ("unapplied-days", 7)):
        parser.add_argument("--" + name, type=int, default=default)
    for name in ("by", "kpi", "get", "target", "provision", "customers",
                 "base", "rates"):
        parser.add_argument("--" + name)
    parser.add_argument("--days30", action="store_true")
    parser.add_argument("--gross-sales", action="store_true", dest="gross")
    parser.add_argument("--net", action="store_true")
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--threads")  # for those who compare
    parser.add_argument("book", nargs="*", default=["-"])
    opts = parser.parse_args(argv)
    if opts.last and opts.as_of and opts.last != opts.as_of:
        raise Failed("--to and --as-of")
    opts.last = opts.last or opts.as_of
    if opts.last is None or opts.first and opts.first > opts.last:
        raise Failed("which days?")
    if opts.wide and (opts.get or opts.target):
        raise Failed("--wide")
    opts.period = opts.period or ("all" if opts.first else "month")
    opts.by = opts.by.split(",") if opts.by else []
    if not opts.base and "currency" not in opts.by:
        opts.by.append("currency")
    opts.where = [(w.split("=", 1)[0], w.split("=", 1)[1].split(","))
                  for w in opts.where]
    ends = [0] + [int(end) for end in opts.buckets.split(",")]
    pairs = [(a + 1, b) for a, b in zip(ends, ends[1:])]
    opts.names = ["current"] + ["%d-%d" % p for p in pairs] \
        + ["%d+" % (ends[-1] + 1)]
    opts.bucket_names = ["current"] + ["%d_%d" % p for p in pairs] \
        + ["over_%d" % ends[-1]]
    opts.bucket = lambda days: sum(days > end for end in ends)
    return opts


def run(argv):
    """(text, status); raises BadData or Failed at status 2."""
    opts = options(argv)
    rows = age.read(opts.book)
    if any(row.plain for row in rows):
        raise Failed("a list of open items has no history")
    report = Report(opts, World(opts, rows, {c for row in rows for c in row}))
    return report.text(), report.status


def main():
    try:
        text, status = run(sys.argv[1:])
    except (Failed, age.BadData, OSError, ValueError, csv.Error) as fault:
        sys.stderr.write("kpi.py: %s\n" % fault)
        sys.exit(2)
    sys.stdout.buffer.write(text.encode())
    sys.exit(status)


if __name__ == "__main__":
    main()
