#!/usr/bin/env python3
"""Apply cash: a second opinion on ar-apply, made to be read.

Written from the specification of the rules alone.  apply_book.py says what
is open, apply_names.py whose numbers and names stand in a memo, and
apply_rules.py what is to be done.  `property-apply` holds ar-apply against
it.

    apply.py --as-of 2026-10-31 [options] BOOK...

Its text columns rule and score follow ar-apply where the specification is
silent; what is applied to what, and why not, it finds by itself.
"""

import argparse
import csv
import datetime
import io
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import age
import apply_book
import apply_rules
from age import CREDIT

NAMES = ("date type doc customer amount currency entity ref ref_due "
         "ref_customer ref_currency ref_amount id reason rule score").split()
LEFT = ("doc customer date amount currency open cause entity").split()


def money(minor, currency):
    places = age.DECIMALS.get(currency, 2)
    return age.money(Decimal(minor).scaleb(-places), currency)


class Result:
    """Rows and exceptions as dicts, the exit status, and how it came."""

    def __init__(self, rows, opts):
        self.world = apply_book.World(rows, opts)
        self.match = apply_rules.Match(self.world)
        self.match.run()
        self.opts = opts
        self.currency = any("currency" in row for row in rows)
        self.entity = any("entity" in row for row in rows)
        self.number, self.made = Counter(), Counter()
        for row in rows:
            self.number[row["type"], row["entity"], row["customer"],
                        row["doc"], row["ref"]] += 1
        self.rows, self.pending = [], []
        for fund, entries in self.ordered():
            for e in entries:
                self.row(fund, e)
        self.exceptions = list(self.left())
        self.status = 1 if self.exceptions or self.pending else 0

    def ordered(self):
        """Entries fund by fund; a transfer before what it allows."""
        its = {}
        for was, found, amount, told in self.match.transfers:
            its[was.key] = (was, [(found, amount, told)])
        for e in self.match.entries:
            was = getattr(e.fund, "was", e.fund)
            its.setdefault(was.key, (was, []))[1].append(e)
        return sorted(its.values(), key=lambda x: self.place(x[0]))

    @staticmethod
    def place(f):
        return (f.entity.encode(), f.customer.encode(), f.currency.encode(),
                f.date, f.doc.encode())

    def row(self, was, e):
        if isinstance(e, tuple):
            found, amount, (kind, text, score) = e
            payer = found.customer
            cells = dict(type="transfer", doc=found.doc,
                         customer=found.customer, ref=found.doc,
                         ref_customer=was.customer, score=str(score),
                         rule="payer:%s %s" % (kind, text))
            due, amount, currency = None, -amount, was.currency
        else:
            payer = owner = e.fund.customer
            due, amount, currency = e.due, e.amount, e.fund.currency
            if e.type == "dispute":
                owner = e.thing.customer
            cells = dict(
                type=e.type, doc=e.fund.doc, customer=owner, ref=e.thing.doc,
                ref_customer="" if e.thing.customer == owner
                else e.thing.customer, reason=e.reason,
                rule=apply_rules.RULES[e.rule] + ":" + e.way
                + (" " + e.text if e.text else ""), score=str(e.score))
        cells.update(date=str(self.opts.as_of), currency=currency,
                     entity=was.entity, amount=money(amount, currency),
                     ref_due=str(due or ""))
        if not isinstance(e, tuple) and e.thing.currency != currency:
            cells.update(ref_currency=e.thing.currency,
                         ref_amount=money(e.lost, e.thing.currency))
        key = tuple(cells[c] for c in ("type", "entity", "customer", "doc",
                                       "ref"))
        # Two receipts of one number may dispute one item.
        self.made[key, payer] += 1
        cells["id"] = ":".join(
            [cells["type"], cells["date"]] + [was.entity] * bool(was.entity)
            + [payer, cells["doc"], cells["ref"]]
            + [currency] * bool(currency)
            + [str(self.number[key] + self.made[key, payer])])
        limit = self.limit(currency)
        # What mirrors a returned receipt's rows gives nothing.
        if cells["type"] in ("discount", "writeoff", "adjust") \
                and e.rule != apply_rules.OWN \
                and limit is not None and abs(amount) > limit:
            self.pending.append(cells)
        else:
            self.rows.append(cells)

    def limit(self, currency):
        for of, amount in self.opts.approve_over:
            if of in ("", currency):
                return self.world.minor(amount, currency)
        return None

    def left(self):
        """One row a receipt that is still open, or a return unresolved."""
        its = []
        for f in self.world.funds.values():
            if f.receipt and f.open > 0:
                was = getattr(f, "was", f)
                its.append((self.place(was), f, 1, self.match.cause(f)))
        returns = self.match.returns if 0 in self.opts.rules else {}
        for key, cause in returns.items():
            i = self.world.items[key]
            if i.open == i.amount:
                its.append((self.place(i), i, -1, cause))
        for _, f, sign, cause in sorted(its, key=lambda x: x[0]):
            amount = f.received if sign > 0 else -f.amount
            yield dict(doc=f.doc, customer=f.customer, date=str(f.date),
                       amount=money(amount, f.currency), currency=f.currency,
                       open=money(sign * f.open, f.currency), cause=cause,
                       entity=f.entity)

    def columns(self):
        return [c for c in NAMES
                if (c != "currency" or self.currency)
                and (c != "entity" or self.entity)
                and (not c.startswith("ref_") or c in (
                    "ref_due", "ref_customer") or self.opts.rates)]


# -- Command line ----------------------------------------------------------

def table(path):
    if not path:
        return []
    with open(path, encoding="utf-8-sig", newline="") as f:
        return [age.Row(row) for row in csv.DictReader(f)]


def amounts(text):
    """[(percent or amount, currency, value)] of a tolerance."""
    found = []
    for part in text.split(","):
        currency, _, value = part.rpartition("=")
        if value.endswith("%"):
            found.append(("percent", currency, Decimal(value[:-1])))
        else:
            found.append(("amount", currency, Decimal(value)))
    return found


def limits(text):
    return [amounts(text)[0][1:]]


def options(argv):
    p = argparse.ArgumentParser(allow_abbrev=False)
    p.add_argument("--as-of", required=True,
                   type=datetime.date.fromisoformat)
    p.add_argument("--customers", default=[], type=table)
    p.add_argument("--aliases", default=[], type=table)
    p.add_argument("--rates", default=[], type=table)
    p.add_argument("--base", default="")
    p.add_argument("--terms", default="")
    p.add_argument("--rules", default=list(range(10)), type=lambda text: [
        int(n) for n in text.split(",")])
    p.add_argument("--tolerance", default=[], type=amounts,
                   action="extend")
    p.add_argument("--approve-over", default=[], type=limits,
                   action="extend")
    p.add_argument("--discount-date", default="date",
                   choices=["date", "doc_date"])
    p.add_argument("--discount-grace", type=int, default=0)
    p.add_argument("--stale", type=int, default=180)
    p.add_argument("--duplicate-days", type=int, default=30)
    p.add_argument("--subset-max", type=int, default=25)
    p.add_argument("--subset-chance", default=Fraction(1), type=lambda text:
                   Fraction(text.rstrip("%")))
    for flag in ("--always-discount", "--partial-discount", "--oldest-first",
                 "--write-off-over", "--despite-hold"):
        p.add_argument(flag, action="store_true")
    p.add_argument("--exceptions")
    p.add_argument("--pending")
    p.add_argument("--maker")
    p.add_argument("--threads")
    p.add_argument("book", nargs="*", default=["-"])
    return p.parse_args(argv)


def run(argv):
    """A Result; raises age.BadData."""
    opts = options(argv)
    return Result(age.read(opts.book), opts)


def text(columns, rows):
    out = io.StringIO()
    age.write(out, [columns] + [[row.get(c, "") for c in columns]
                                for row in rows])
    return out.getvalue()


def main():
    try:
        result = run(sys.argv[1:])
    except (age.BadData, OSError, UnicodeDecodeError, csv.Error) as fault:
        sys.stderr.write("apply.py: %s\n" % fault)
        sys.exit(2)
    if result.opts.exceptions:
        left = [c for c in LEFT if c != "entity" or result.entity]
        with open(result.opts.exceptions, "w", encoding="utf-8") as f:
            f.write(text(left, result.exceptions))
    sys.stdout.buffer.write(text(result.columns(), result.rows).encode())
    sys.exit(result.status)


if __name__ == "__main__":
    main()
