#!/usr/bin/env python3
"""The figures of receivables: a second opinion on ar-kpi, made to be read.

Written from the specification alone, with exact fractions.  The sums are
those of kpi_sums.py; here stands what they come to and how it is printed.
`property-kpi` holds ar-kpi against it, byte for byte.

    kpi.py --as-of 2026-10-31 [options] BOOK...
"""

import argparse
import csv
import datetime
import io
import os
import sys
from decimal import Decimal
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
from kpi_sums import (  # noqa: E402
    DAY, Failed, World, ZERO, month, month_end, months_back, rounded,
    table)

BEFORE = "before the opening balance"


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
        self.bad = self.compared = 0

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
        self.compared += 1
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
        return [str(f.first), str(f.last)] + list(key)

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
        if self.targets and (self.targets.bad or not self.targets.compared):
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
