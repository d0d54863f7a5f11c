"""What ar-kpi's figures are made from: the sums of a group and a period.

Found anew for each period from the rows that count by its end, with exact
decimals and no thought for speed.  What is open of which part on a day is
age.py's to say.  What the specification leaves open is decided here, at the
place where it matters ("Rule:").
"""

import csv
import datetime
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
        """The part that came first, of one day the one oldest due.

        Rule: a part posted later moves nothing that was done to another
        group, whatever it is due.
        """
        parts = [o for o, _ in self.parts(item, day)]
        return min(parts, key=lambda o: (o.effective, parts.index(o)))

    def receipt_day(self, item, day):
        """When the money came: moved money by its document date."""
        return money_day(self.first(item, day))

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


def money_day(o):
    """When money came: moved or brought forward, by its document date."""
    if transferred(o) or o.row["reason"] == "opening":
        return o.doc_date
    return o.date


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
        return self.of(self.ledger.first(self.item, self.last))

    def base(self, amount, day, part=None):
        return self.world.base(amount, self.item.currency, day,
                               part or self.ledger.first(self.item, self.last))

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
        first = self.ledger.first(self.item, self.last)
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
                or self.ledger.first(self.item, self.last).row["type"] == "receipt" \
                or sum(self.now.values()) != 0 \
                or not self.within(last_row) or sum(total.values()) <= 0:
            return
        f, first, last = self.acted(), self.ledger.first(self.item, self.last), self.parts[-1][0]
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
        if self.returned():
            paid = ZERO
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

    def returned(self):
        """Whether the item is money that the bank took back."""
        first = self.ledger.first(self.item, self.last)
        return first.row["type"] == "receipt" and first.amount > 0

    def collected(self):
        if self.returned():
            return
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
            if self.on_return(c):
                continue
            f.count["apply"] += 1
            f.sum["Aapply"] += amount
            if c.row["rule"] not in ("", "manual"):
                f.count["auto"] += 1
                f.sum["Mapply"] += amount

    def on_return(self, c):
        """A receipt put on what the bank took back is no application."""
        debit = c.row.target(age.DEBIT, c.row["ref_currency"]
                             or c.row["currency"])
        return self.ledger.first(debit, self.last).row["type"] == "receipt"

    def unapplied(self):
        if self.kind() != "receipt":
            return
        for o, amount in self.parts:
            day = money_day(o)
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
            returned = {c.effective for c in self.ledger.changes[item]
                        if c.row["type"] == "apply" and c.amount > 0
                        and c.effective <= self.last and self.on_return(c)}
            for c in self.ledger.changes[item]:
                if c.row["type"] == "apply" and c.effective <= self.last \
                        and not self.on_return(c):
                    debit = c.row.target(age.DEBIT, c.row["ref_currency"]
                                         or c.row["currency"])
                    pairs[item, debit].append((c, returned))
        for (item, _), changes in pairs.items():
            f = self.of(self.ledger.first(item, self.last))
            standing, owed = [], []
            for c, returned in sorted(changes, key=lambda x: (
                    x[0].effective, x[0].amount > 0)):
                owed = [o for o in owed if o.effective == c.effective]
                if c.amount < 0 and standing:
                    self.taken_back(f, c, standing.pop(), returned)
                elif c.amount < 0:
                    owed.append(c)
                elif owed:
                    self.taken_back(f, owed.pop(), c, returned)
                else:
                    standing.append(c)

    def taken_back(self, f, back, was, returned):
        f.count["wrong"] += self.within(was.effective) \
            and (back.effective - was.effective).days \
            <= self.opts.accuracy_days \
            and back.row["reason"] not in NOT_WRONG \
            and back.effective not in returned

    # Disputes, promises, discounts

    def disputes(self):
        claims = self.ledger.claims(self.item, self.last)
        f, left = self.acted(), max(sum(self.now.values()), ZERO)
        standing = [c for c in claims if c[2] > 0] if left > 0 else []
        for raised, *_ in standing:
            f.count["disputes"] += 1
            f.count["Wopen"] += (self.last - raised).days
        for _, _, claim, row, _ in standing:
            part = min(left, claim)
            left -= part
            # Rule: converted claim by claim, so that reasons add up.
            worth = self.base(part, self.last)
            f.reasons[row["reason"] or "other"] += worth
            f.sum["Xdisputed"] += worth
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


def rounded(value, places, even=False):
    """A fraction as a decimal, rounded once: half away from zero."""
    value = Fraction(value)
    n, rest = divmod(abs(value.numerator) * 10 ** places, value.denominator)
    twice = 2 * rest - value.denominator
    n += twice > 0 or twice == 0 and (not even or n % 2 == 1)
    digits = str(n).rjust(places + 1, "0")
    text = digits[:-places] + "." + digits[-places:] if places else digits
    return "-" + text if value < 0 and n else text
