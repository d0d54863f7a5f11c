#!/usr/bin/env python3
"""Who is asked for money: a second opinion on ar-dun, made to be read.

Written from the specification alone, with exact fractions and no thought for
speed.  The policy is dun_policy.py's, whom to call and what to expect
dun_calls.py's.  `property-dun` holds ar-dun against it,
byte for byte.

    dun.py --as-of 2026-10-31 --policy FILE [options] BOOK...

What the specification leaves open is decided here, at the place where it
matters ("Rule:").
"""

import argparse
import csv
import datetime
import io
import os
import re
import sys
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
import dun_calls  # noqa: E402
import dun_dry  # noqa: E402
from dun_policy import Policies  # noqa: E402
from kpi_sums import (  # noqa: E402
    DAY, Failed, Ledger, ZERO, rounded, table)

CHARGES = ("fee", "interest")
HELD = ("customer entity account currency ref ref_due amount days level "
        "reason until detail").split()
NEVER = datetime.date.max


def text_of(value):
    return "" if value is None else str(value)


class Part:
    """An installment of a debit item, with something open in it.

    Rule: opening rows of one due date are one part, whatever their lines.
    It has the account of the first that counts, in the ledger's order, paid
    or not.
    """

    def __init__(self, world, item, pieces, disputed):
        day, first = world.opts.as_of, pieces[0][0]
        self.item, self.due, self.first = item, first.due, first
        self.account = first.account
        # The aging date: of those without due date, the oldest document's.
        self.since = self.due or min(o.doc_date for o, _ in pieces)
        self.days = (day - self.since).days
        self.open = sum((a for _, a in pieces), ZERO)
        self.disputed = disputed
        # Rule: a transfer is interest if what it moved was.
        self.charge = first.billed["reason"] in CHARGES
        self.policy = world.policy_of(item.customer)
        self.late = self.policy.is_late(self.days) \
            if self.has_policy() else self.days > 0
        self.amount = self.open - disputed
        if self.has_policy() and self.policy.exclude != "part":
            self.amount = self.open
            if self.policy.exclude == "item" and disputed:
                self.amount = ZERO
        self.asked_for = self.amount  # before credits
        self.held = self.until = None
        self.detail, self.asked = "", False
        self.interest = self.fee = ZERO
        self.remember(world.notices[item], day)

    def has_policy(self):
        return self.policy not in (None, "none")

    def remember(self, notices, day):
        """The last notice, and up to when interest is charged.

        Rule: of two notices of one day, the higher level counts, and the
        later interest_to.  A level that the policy does not have is its
        last one.
        """
        its = [(effective, row) for effective, row in notices
               if effective <= day
               and row.date("ref_due") in (None, self.due)]
        last = max(((effective, int(row["level"] or 0), row["doc"].encode())
                    for effective, row in its), default=(None, 0, b""))
        self.was_on, self.was, self.notice = last
        if self.has_policy():
            self.was = min(self.was, self.policy.count())
        self.charged = max(((effective, row.date("interest_to"))
                            for effective, row in its
                            if row["interest_to"]),
                           default=(None, self.since))[1]
        self.level = self.would = 0

    def order(self):
        """Rule: parts without a due date come before those due that day."""
        return (self.since, self.item.doc.encode(),
                self.item.customer.encode(), self.due is not None)

    def hold(self, reason, until=None, detail=""):
        self.held, self.until, self.detail = reason, until, detail

    def id(self, world, kind):
        """Rule: entity and currency are left out where blank, as in the ids
        of ar-apply."""
        item = self.item
        return ":".join(
            [kind, str(world.opts.as_of)] + [item.entity] * bool(item.entity)
            + [item.customer, item.doc, text_of(self.due)]
            + [item.currency] * bool(item.currency))


class Letter:
    def __init__(self, key, policy):
        self.key, self.policy = key, policy
        self.parts, self.credit, self.number = [], ZERO, None

    def decide(self, world):
        """Which parts are asked for, and how firmly."""
        self.parts.sort(key=Part.order)
        if self.policy.net:
            self.cover()
        free = []
        for p in self.parts:
            if p.late:
                p.level = p.would = self.policy.reached(p, world.opts.as_of)
                if p.level and world.may_ask(p):
                    free.append(p)
        if not any(p.late and p.days >= self.policy.arrears
                   for p in self.parts):
            for p in free:
                p.hold("arrears", None,
                       "min_days_arrears %d" % self.policy.arrears)
            free = []
        self.policy.settle(free, sum(p.open for p in self.parts))
        for p in free:
            since = p.level and self.policy.free_from(p, p.level)
            if not p.level or since and since > world.opts.as_of:
                p.hold("below-minimum", None, self.policy.missed(
                    p.level + 1, p.item.currency))
        self.notices = [p for p in free if not p.held]
        if self.notices:
            self.charge(world)

    def cover(self):
        """net_credits: what is open to their credit pays the oldest due.

        Rule: any debt of the group, held back or not, but not what of it is
        in dispute.
        """
        left = self.credit
        for p in self.parts:
            taken = min(left, p.amount)
            p.amount -= taken
            left -= taken

    def charge(self, world):
        """Interest of each part, and the fee of the letter."""
        currency = self.notices[0].item.currency
        places = age.DECIMALS.get(currency, 2)
        self.level = max(p.level for p in self.notices)
        row = self.policy.level(self.level, currency)
        self.deadline = world.opts.as_of + row.deadline
        for p in self.notices:
            p.asked = True
            level = self.policy.level(p.level, currency)
            p.rule = "%s:%d" % (self.policy.name, p.level)
            p.reason = level.action or level.channel
            p.bears = not p.charge and level.rate > 0
            if p.bears:
                p.interest = Decimal(rounded(
                    level.interest(world.stretches(p, level)), places))
        debts = [p.amount for p in self.notices if not p.charge]
        if debts:
            exact = Fraction(row.fee) + Fraction(rounded(
                row.fee_percent * Fraction(sum(debts)), places))
            self.notices[0].fee = Decimal(rounded(exact, places))


class World:
    """The book and the tables, on the day of the run."""

    def __init__(self, opts, rows):
        self.opts, self.rows = opts, rows
        self.header = {c for row in rows for c in row} | opts.columns
        self.check(rows)
        self.policies = Policies(opts.policy)
        self.customers = {}
        if opts.customers:
            self.customers = {row["customer"]: row
                              for row in table(opts.customers)[0]}
        self.ledger = Ledger(rows)
        self.events()
        self.letters, self.parts = {}, []
        self.read()
        for letter in self.letters.values():
            letter.decide(self)

    def check(self, rows):
        day, closed = self.opts.as_of, self.opts.closed
        if closed and day <= closed:
            raise Failed("%s is closed" % day)
        if any(row.plain for row in rows):
            raise Failed("a list of open items has no memory of notices")
        late = [row["date"] for row in rows
                if row["type"] == "notice" and row.date("date") > day]
        if late:
            raise Failed("the book has a notice of %s: a run of an earlier "
                         "day would undo it" % max(late))

    # Customers

    def cell(self, customer, column):
        return self.customers.get(customer, {}).get(column) or ""

    def policy_of(self, customer):
        return self.policies.of(self.cell(customer, "policy"),
                                self.opts.default_policy)

    def parent(self, customer):
        return self.cell(customer, "parent") or customer

    # Events

    def events(self):
        self.notices = defaultdict(list)   # item: [(effective, row)]
        self.promises = defaultdict(list)  # item or customer: [row]
        self.holds = defaultdict(list)     # (entity, owner, doc): [row]
        self.given = {}                    # number of a letter: its place
        self.note(self.rows)

    def note(self, rows):
        for row in rows:
            # Rule: a number is one of any customer's letters.
            letter = re.fullmatch("(.+)-[IF][0-9]+", row["doc"], re.S)
            if row["type"] == "notice":
                self.given.setdefault(row["doc"], row.place)
            elif letter and row["type"] in age.OPENING:
                self.given.setdefault(letter[1], row.place)
            owner = row["ref_customer"] or row["customer"]
            if row["type"] == "notice" and row["ref"]:
                # Rule: one of no item is remembered of none.
                item = row.target(age.DEBIT)
                self.notices[item].append(
                    (max(row.date("date"), self.ledger.dates[item]), row))
            elif row["type"] == "promise":
                # Rule: of no item, it is of the customer in its entity and
                # currency, as in ar-kpi.
                self.promises[row.target(age.DEBIT) if row["ref"] else
                              (owner, row["entity"], row["currency"])
                              ].append(row)
            elif row["type"] in ("hold", "release"):
                # Of no item: of the customer as a whole, as in ar-apply.
                self.holds[row["entity"] if row["ref"] else "", owner,
                           row["ref"]].append(row)

    def active_promises(self, item):
        day = self.opts.as_of
        return [row for key in (item, item[2:3] + item[1:2] + item[4:])
                for row in self.promises[key]
                if row.date("due") and row.date("date") <= day
                <= row.date("due")]

    def standing_holds(self, item):
        """Those of the item and of its customer; a release of that day or
        later ends them."""
        day, found = self.opts.as_of, []
        for key in ((item.entity, item.customer, item.doc),
                    ("", item.customer, "")):
            its = [r for r in self.holds[key] if r.date("date") <= day]
            found += [
                row for row in its if row["type"] == "hold"
                and (row.date("due") or NEVER) >= day
                and not any(r["type"] == "release"
                            and r.date("date") >= row.date("date")
                            for r in its)]
        return found

    def on_hold(self, part):
        return bool(self.cell(part.item.customer, "hold")
                    or self.standing_holds(part.item))

    # Debts

    def wanted(self, o):
        """--where, of debts and of what covers them."""
        for column, values in self.opts.where:
            if column in age.Item._fields:
                cell = getattr(o.item, column)
            elif column.startswith("customers."):
                cell = self.cell(o.item.customer, column[10:])
            else:
                cell = o.account if column == "account" else o.row[column]
            if cell not in values:
                return False
        return True

    def items(self):
        """What may be open on the day."""
        return self.ledger.openings

    def read(self):
        day = self.opts.as_of
        for item in self.items():
            pieces = self.ledger.parts(item, day)
            self.credit(item, pieces)
            if item.side == age.CREDIT:
                continue
            left = self.ledger.disputed(item, day)
            by_due = defaultdict(list)
            disputed = defaultdict(Decimal)
            for o, amount in pieces:
                part = min(max(amount, ZERO), left)
                left -= part
                if self.wanted(o):
                    by_due[o.due].append((o, amount))
                    disputed[o.due] += part
            for due, its in by_due.items():
                if sum(a for _, a in its) > 0:
                    self.add(Part(self, item, its, disputed[due]))

    def new(self, number):
        if number in self.given:
            raise Failed("%s is used in %s" % (number, self.given[number]))
        return number

    def add(self, part):
        self.parts.append(part)
        if part.policy == "none":
            if part.late:
                part.hold("excluded", None, "policy none")
        elif part.policy is None:
            if part.late:
                part.hold("no-policy", None,
                          "no policy named, and no default")
        else:
            self.letter(part.item, part.account, part.policy
                        ).parts.append(part)

    def credit(self, item, pieces):
        """What is open to the customer's credit, of any kind."""
        for o, amount in pieces:
            policy = self.policy_of(item.customer)
            if amount < 0 and policy not in (None, "none") \
                    and self.wanted(o):
                self.letter(item, o.account, policy).credit -= amount

    def letter(self, item, account, policy):
        """Rule: a letter does not mix policies."""
        customer = item.customer
        if policy.group == "parent":
            customer = self.parent(customer)
        key = tuple(cell.encode() for cell in (
            customer, item.entity,
            account if policy.group == "account" else "", item.currency,
            item.doc if policy.group == "item" else "", policy.name))
        if key not in self.letters:
            self.letters[key] = Letter(key, policy)
        return self.letters[key]

    def may_ask(self, p):
        """What holds a part back by itself; the first that fits."""
        day = self.opts.as_of
        cell = self.cell(p.item.customer, "hold")
        holds = self.standing_holds(p.item)
        promises = self.active_promises(p.item)
        since = p.policy.free_from(p, p.level)
        if cell or holds:
            until = None if cell else max(row.date("due") or NEVER
                                          for row in holds)
            until = until if until != NEVER else None
            p.hold("hold", until, "customers table: " + cell if cell
                   else "through %s" % until if until
                   else "until it is released")
        elif p.policy.exclude != "no" and p.open == p.disputed \
                or p.policy.exclude == "item" and p.disputed:
            p.hold("disputed", None, self.claims(p.item))
        elif promises:
            last = max(promises, key=lambda row: row.date("due"))
            p.hold("promise", last.date("due"),
                   "promised for %s" % last.date("due"))
        elif since == NEVER:
            return False  # a repetition that is not wanted: no news
        elif since and since > day:
            p.hold("noticed", since, "%s of %s" % (
                p.notice.decode(), p.was_on) if p.notice
                else "of %s" % p.was_on)
        elif p.amount == 0:
            p.hold("covered", None, "credits cover " + age.money(
                p.asked_for, p.item.currency))
        return not p.held

    def claims(self, item):
        """What is in dispute, number by number."""
        its = [(number.decode() + " ").lstrip()
               + age.money(left, item.currency)
               for _, number, left, _, _ in sorted(
                   self.ledger.claims(item, self.opts.as_of),
                   key=lambda claim: claim[1]) if left]
        more = ["and %d more" % (len(its) - 20)] if len(its) > 20 else []
        return "; ".join(its[:20] + more)

    def stretches(self, p, level):
        """[(from, to, balance)]: what bears interest."""
        day, start = self.opts.as_of, p.charged
        if level.balance:
            return [(start, day, p.amount)] if start < day else []
        found = []
        while start < day:
            balance = self.owed(p, start)
            if balance > 0:
                found.append((start, start + DAY, balance))
            start += DAY
        return found

    def owed(self, p, day):
        """What was open of a part at the end of a day, but for what was in
        dispute."""
        if self.ledger.dates[p.item] > day:
            return ZERO
        total, left = ZERO, ZERO
        if p.policy.exclude != "no":
            left = self.ledger.disputed(p.item, day)
        for o, amount in self.ledger.parts(p.item, day):
            disputed = min(max(amount, ZERO), left)
            left -= disputed
            if o.due == p.due:
                total += amount - disputed
        return total

    def in_order(self):
        """The letters to be sent, in their order."""
        return [self.letters[key] for key in sorted(self.letters)
                if self.letters[key].notices]


# -- The rows --------------------------------------------------------------

def numbers(start):
    prefix, digits = re.fullmatch(r"(.*?)([0-9]+)", start, re.S).groups()
    n = int(digits)
    while True:
        yield prefix + str(n).zfill(len(digits))
        n += 1


def columns(world):
    have = [c for c in ("currency", "entity", "account") if c in world.header]
    return "date type doc customer amount".split() + have + (
        "ref ref_due due id level fee interest interest_to reason rule"
        .split())


def cells_of(world, letter, p, kind, amount):
    """What notices and debits have in common."""
    return {"date": str(world.opts.as_of), "type": kind,
            "customer": p.item.customer, "currency": p.item.currency,
            "entity": p.item.entity, "account": p.account,
            "amount": age.money(amount, p.item.currency),
            "due": str(letter.deadline), "rule": p.rule}


def or_blank(amount, currency):
    return age.money(amount, currency) if amount else ""


def notice_rows(world, letter):
    for p in letter.notices:
        row = cells_of(world, letter, p, "notice", p.amount)
        row.update(
            doc=letter.number, ref=p.item.doc, ref_due=text_of(p.due),
            id=p.id(world, "notice"), level=str(p.level), reason=p.reason,
            fee=or_blank(p.fee, p.item.currency),
            interest=or_blank(p.interest, p.item.currency),
            # Rule: what was charged further ahead stays charged.
            interest_to=str(max(world.opts.as_of, p.charged))
            if p.bears else "")
        yield row


def fee_rows(world, letter):
    """--book-fees: interest by invoice, then the fee.

    Rule: of several installments of an invoice, one row, which has the id
    of the first.  The fee is of the customer and the account of the first
    part, as on the notice, and has its id; its rule is the letter's level.
    """
    by_item = defaultdict(list)
    for p in letter.notices:
        if p.interest:
            by_item[p.item].append(p)
    for i, its in enumerate(by_item.values()):
        row = cells_of(world, letter, its[0], "debit",
                       sum(p.interest for p in its))
        row.update(doc="%s-I%d" % (letter.number, i + 1), reason="interest",
                   ref=its[0].item.doc, id=its[0].id(world, "interest"))
        yield row
    first = letter.notices[0]
    if first.fee:
        row = cells_of(world, letter, first, "debit", first.fee)
        row.update(doc=letter.number + "-F1", reason="fee",
                   id=first.id(world, "fee"),
                   rule="%s:%d" % (letter.policy.name, letter.level))
        yield row


def rows(world):
    number = numbers(world.opts.start)
    for letter in world.in_order():
        letter.number = world.new(next(number))
        yield from notice_rows(world, letter)
        if world.opts.book_fees:
            yield from fee_rows(world, letter)


def held(world):
    """--held: the parts held back, and cash that nobody applied.

    Rule: with all that is open, in dispute or covered or not.
    """
    for p in world.parts:
        if p.held:
            item = p.item
            yield {"customer": item.customer, "entity": item.entity,
                   "account": p.account, "currency": item.currency,
                   "ref": item.doc, "ref_due": text_of(p.due),
                   "amount": age.money(p.open, item.currency),
                   "days": str(p.days), "level": str(p.would or ""),
                   "reason": p.held, "until": text_of(p.until),
                   "detail": p.detail}
    late = {(p.item.customer, p.item.entity, p.item.currency)
            for p in world.parts if p.late}
    cash = defaultdict(Decimal)
    for item in world.ledger.openings:
        if item.side == age.CREDIT \
                and world.ledger.kinds[item] == "receipt":
            cash[item.customer, item.entity, item.currency] -= sum(
                a for o, a in world.ledger.parts(item, world.opts.as_of)
                if a < 0 and world.wanted(o))
    for (customer, entity, currency), amount in cash.items():
        if amount > 0 and (customer, entity, currency) in late:
            yield {"customer": customer, "entity": entity,
                   "currency": currency, "reason": "unapplied-cash",
                   "amount": age.money(amount, currency),
                   "detail": "apply it first: see ar-apply(1)"}


def held_order(row):
    return [row.get(c, "").encode() for c in (
        "customer", "entity", "currency", "ref_due", "ref")]


def as_csv(header, its):
    out = io.StringIO()
    age.write(out, [header])
    age.write(out, [[row.get(c, "") for c in header] for row in its])
    return out.getvalue()


# -- Command line ----------------------------------------------------------

SIDES = ("held", "calls", "forecast", "credit-hold")  # options that name files to be written


def options(argv):
    day = datetime.date.fromisoformat
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--as-of", type=day, required=True)
    parser.add_argument("--closed", type=day)
    parser.add_argument("--where", action="append", default=[])
    for name in ("policy", "customers", "default-policy", "start") + SIDES:
        parser.add_argument("--" + name)
    parser.add_argument("--top", type=int)
    parser.add_argument("--horizon", type=int, default=14)
    parser.add_argument("--against")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--book-fees", action="store_true")
    parser.add_argument("--no-notices", action="store_true")
    parser.add_argument("--threads")  # for those who compare
    parser.add_argument("book", nargs="*", default=["-"])
    opts = parser.parse_args(argv)
    opts.where = [(w.split("=", 1)[0], w.split("=", 1)[1].split(","))
                  for w in opts.where]
    opts.columns = set()
    return opts


class Result:
    """What a run delivers: texts by option, and the exit status."""

    def __init__(self, world):
        self.world, self.status, self.sides = world, 0, {}
        self.rows = ""
        if world.opts.dry_run:
            self.rows = self.dry(world)
        elif not world.opts.no_notices:
            if not world.opts.start:
                raise Failed("--start or --counter")
            self.rows = as_csv(columns(world), rows(world))
        opts, sides = world.opts, self.sides
        if opts.held:
            sides["held"] = as_csv(HELD, sorted(held(world), key=held_order))
        if opts.calls or opts.forecast:
            expect = dun_calls.Expect(world)
        if opts.calls:
            sides["calls"] = as_csv(dun_calls.CALLS,
                                    dun_calls.calls(world, expect))
        if opts.forecast:
            sides["forecast"] = as_csv(dun_calls.FORECAST,
                                       dun_calls.forecast(world, expect))
        if opts.credit_hold:
            sides["credit-hold"] = as_csv(dun_calls.CREDIT,
                                          dun_calls.credit_hold(world))

    @staticmethod
    def dry(world):
        """--dry-run: what would be done, or what another policy would do
        differently."""
        opts = argparse.Namespace(**vars(world.opts))
        opts.policy = opts.against
        if not opts.policy:
            return as_csv(dun_dry.DRY, dun_dry.dry(world))
        return as_csv(dun_dry.AGAINST,
                      dun_dry.against(world, World(opts, world.rows)))


def run(argv):
    """A Result; raises BadData or Failed at status 2."""
    opts = options(argv)
    return Result(World(opts, age.read(opts.book)))


def main():
    try:
        result = run(sys.argv[1:])
    except (Failed, age.BadData, OSError, ValueError, csv.Error) as fault:
        sys.stderr.write("dun.py: %s\n" % fault)
        sys.exit(2)
    for name, text in result.sides.items():
        path = getattr(result.world.opts, name.replace("-", "_"))
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text)
    sys.stdout.buffer.write(result.rows.encode())
    sys.exit(result.status)


if __name__ == "__main__":
    main()
