"""Whom to call and what to expect, from a run of dun.py.

Written from the specification alone; what it leaves open is decided here, at
the place where it matters ("Rule:").  How promises were kept and how late was
paid is judged by kpi_sums.py.
"""

import math
import os
import sys
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
import kpi  # noqa: E402
import kpi_sums  # noqa: E402
from kpi_sums import DAY, ZERO, rounded  # noqa: E402

CALLS = ("rank customer name phone email collector currency past_due "
         "oldest_days disputed promised broken_promises last_notice level "
         "expected score why").split()
FORECAST = "week from to customer currency expected".split()
CREDIT = ("customer name currency balance credit_limit over level reason"
          .split())
WEEKS = 26


class Judge(kpi_sums.Period):
    """Whether promises were kept, as ar-kpi has it."""

    def __init__(self, ledger, last):
        self.ledger, self.last = ledger, last

    def promises(self):
        """[(customer, currency, due, promised, received)] of those made."""
        for row in self.ledger.promises:
            since, due = row.date("date"), row.date("due")
            promised = row.money("amount", row["currency"])
            customer = row["ref_customer"] or row["customer"]
            if due is None:
                continue
            if row["ref"]:
                item = row.target(age.DEBIT)
                since = max(since, self.ledger.dates[item])
            if since > self.last:
                continue
            if row["ref"]:
                received = self.received_on(item, since, due)
                owed = self.ledger.open_on(item, since)
            else:
                received, owed = self.received_of(row, since, due)
            promised = owed if promised is None else promised
            if promised > 0:
                yield customer, row["currency"], due, promised, received


class Expect:
    """When debts are expected to be paid."""

    def __init__(self, world):
        self.world, day = world, world.opts.as_of
        # Rule: of the whole book, whatever --where selects.
        opts = kpi.options(["--to", str(day), "--period", "all", "--by",
                            "customer,entity,currency"])
        history = kpi_sums.World(opts, world.rows, world.header)
        self.late = defaultdict(lambda: [ZERO, ZERO])
        for period in history.periods():
            for key, f in history.gather(*period).items():
                for name in (key, key[2]):
                    self.late[name][0] += f.sum["Wlate"]
                    self.late[name][1] += f.sum["P"]

    def days_late(self, item):
        for name in ((item.customer, item.entity, item.currency),
                     item.currency):
            weighted, paid = self.late[name]
            if paid > 0:
                return math.ceil(Fraction(weighted) / Fraction(paid))
        return 0

    def day(self, p):
        """Rule: a promise that is due today is expected tomorrow, too."""
        promises = self.world.active_promises(p.item)
        if promises:
            day = max(row.date("due") for row in promises)
        else:
            day = p.since + self.days_late(p.item) * DAY
        return max(day, self.world.opts.as_of + DAY)


def forecast(world, expect):
    """A row a week, customer and currency with anything expected.

    Rule: of all debts, dunned or not; after 26 weeks `later`, without a last
    day.
    """
    sums, start = defaultdict(Decimal), world.opts.as_of + DAY
    for p in world.parts:
        if p.amount > 0:
            week = min((expect.day(p) - start).days // 7, WEEKS)
            sums[week, p.item.customer.encode(),
                 p.item.currency.encode()] += p.amount
    for week, customer, currency in sorted(sums):
        first = start + 7 * week * DAY
        yield {"week": str(week + 1) if week < WEEKS else "later",
               "from": str(first),
               "to": str(first + 6 * DAY) if week < WEEKS else "",
               "customer": customer.decode(), "currency": currency.decode(),
               "expected": age.money(sums[week, customer, currency],
                                     currency.decode())}


class Call:
    def __init__(self, customer, currency):
        self.customer, self.currency = customer, currency
        self.parts = []
        self.promised = self.expected = ZERO
        self.broken = 0

    def finish(self):
        self.past_due = sum((p.amount for p in self.parts), ZERO)
        self.oldest = max((p.days for p in self.parts if p.amount > 0),
                          default=0)
        self.disputed = sum(p.disputed for p in self.parts)
        # Rule: as it was before this run.
        self.level = max((p.was for p in self.parts), default=0)
        self.last = max((p.was_on for p in self.parts if p.was_on),
                        default=None)

    def judge(self, largest, levels):
        exact = Fraction(40 * min(self.oldest, 120), 120) \
            + 30 * Fraction(self.past_due) / Fraction(largest) \
            + 10 * min(self.broken, 2)
        # Rule: without a policy, nothing for the level.
        if levels:
            exact += Fraction(10 * self.level, levels)
        self.score = int(rounded(exact, 0))
        if self.promised >= self.past_due:
            self.score -= 30

    def why(self):
        words = [counted(self.oldest, "day")]
        if self.broken:
            words.append(counted(self.broken, "broken promise"))
        if self.level:
            words.append("level %d" % self.level)
        most = min(self.parts, key=lambda p: (-p.amount, p.order()))
        places = age.DECIMALS.get(self.currency, 2)
        words.append("largest %s %s" % (
            format(most.amount, ",.%df" % places), most.item.doc))
        return "; ".join(words)


def counted(n, word):
    return "%d %s%s" % (n, word, "" if n == 1 else "s")


def gathered(world, expect):
    """The calls to be made, in no order.

    Rule: entities are added; what is on hold by itself is left out; what is
    expected is of all debts, late or not.
    """
    day, calls = world.opts.as_of, {}
    for p in world.parts:
        key = p.item.customer, p.item.currency
        if p.late and p.policy != "none" and not world.on_hold(p):
            calls.setdefault(key, Call(*key)).parts.append(p)
    for p in world.parts:
        key = p.item.customer, p.item.currency
        if key in calls and p.amount > 0 \
                and expect.day(p) <= day + world.opts.horizon * DAY:
            calls[key].expected += p.amount
    for customer, currency, due, promised, received in Judge(
            world.ledger, day).promises():
        call = calls.get((customer, currency))
        if call and due >= day:
            call.promised += promised
        elif call and received < promised and (day - due).days <= 180:
            call.broken += 1
    for call in calls.values():
        call.finish()
    return [call for call in calls.values() if call.past_due > 0]


def calls(world, expect):
    its = gathered(world, expect)
    for call in its:
        largest = max(c.past_due for c in its if c.currency == call.currency)
        policy = world.policy_of(call.customer)
        call.judge(largest, policy.count() if policy else 0)
    its.sort(key=lambda c: (-c.score, -c.past_due, c.customer.encode(),
                            c.currency.encode()))
    for i, c in enumerate(its[:world.opts.top]):
        row = {"rank": str(i + 1), "customer": c.customer,
               "currency": c.currency, "oldest_days": str(c.oldest),
               "broken_promises": str(c.broken),
               "last_notice": str(c.last or ""),
               "level": str(c.level or ""), "score": str(c.score),
               "why": c.why()}
        for column in ("name", "phone", "email", "collector"):
            row[column] = world.cell(c.customer, column)
        for column in ("past_due", "disputed", "promised", "expected"):
            row[column] = age.money(getattr(c, column), c.currency)
        yield row


# -- Whom to sell nothing more ----------------------------------------------

def credit_hold(world):
    """Over the limit, as ar-kpi's credit_exposure has it, or at a level that
    stops the credit, with what this run adds."""
    balance = defaultdict(Decimal)
    for item in world.ledger.openings:
        for _, amount in world.ledger.parts(item, world.opts.as_of):
            balance[item.customer, item.currency] += amount
    level, stopped = defaultdict(int), set()
    for p in world.parts:
        key = p.item.customer, p.item.currency
        now = p.was if p.held or not p.asked else p.level
        level[key] = max(level[key], now)
        row = p.has_policy() and p.policy.level(now, p.item.currency)
        if row and row.action == "credit_stop":
            stopped.add(key)
    for key in sorted(balance, key=lambda k: [c.encode() for c in k]):
        customer, currency = key
        limit = limit_of(world, customer, currency)
        over = limit is not None and balance[key] > limit
        reasons = ["limit"] * over + ["credit_stop"] * (key in stopped)
        if reasons:
            yield {"customer": customer, "name": world.cell(customer, "name"),
                   "currency": currency,
                   "balance": age.money(balance[key], currency),
                   "credit_limit": "" if limit is None
                   else age.money(limit, currency),
                   "over": age.money(balance[key] - limit, currency)
                   if over else "",
                   "level": str(level[key] or ""),
                   "reason": ";".join(reasons)}


def limit_of(world, customer, currency):
    text = world.cell(customer, "credit_limit")
    of = world.cell(customer, "currency")
    return None if not text or of and of != currency else Decimal(text)
