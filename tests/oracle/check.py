#!/usr/bin/env python3
"""The book by itself: a second opinion on ar-reconcile --check.

    check.py --as-of D [--closed D] [--approval FILE] [--prior-rows N
             --prior-as-of D] BOOK...

Prints what ar-reconcile(1) lists, but for next_step, sorted as text.  The
ledger is that of age.py.  Card numbers are only known if they are those of
CARDS, which is what tests plant.

--prior-rows: so many rows were there when the book was read on that day.
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

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402

HEADER = ("class age entity customer currency key book_date book_amount "
          "other_date other_amount difference days lines").split()
CARDS = {"4111111111111111": "411111******1111",
         "5500 0000 0000 0004": "5500 00** **** 0004"}
TYPED = set("date type amount currency ref_due ref_currency ref_amount due "
            "doc_date id line terms discount_date discount tax rule score "
            "deduction level fee interest interest_to rate".split())
ACTS = ("discount", "writeoff", "adjust", "fx", "refund", "reverse")
NUMBERED = ("invoice", "debit", "credit")


def read(paths):
    """As age.read, but a row's place is where it begins; numbered."""
    rows, first = [], None
    for path in paths:
        with open(path, encoding="utf-8-sig", newline="") as source:
            reader = csv.reader(io.StringIO(source.read(), newline=""),
                                strict=True)
        header, end = None, 0
        for cells in reader:
            begin, end = end + 1, reader.line_num
            if not any(cells):
                continue
            if header is None or cells[0] == first \
                    and age.REQUIRED <= set(cells):
                header, first = cells, first or cells[0]
                continue
            row = age.Row(zip(header, cells))
            row.place, row.plain = "%s:%d" % (path, begin), False
            row.number = len(rows)
            rows.append(row)
    return rows


class Check:
    def __init__(self, args):
        self.args, self.rows = args, read(args.book)
        self.book = age.Book(self.rows)
        self.found = []
        self.effective = {}  # of rows that act, by id
        for changes in self.book.changes.values():
            for change in changes:
                self.effective[id(change.row)] = change.effective

    # What a row is

    def returned(self, row):
        return row["type"] == "receipt" \
            and row["reason"] in ("nsf", "bank-return") \
            and Decimal(row["amount"]) > 0

    def effect(self, row):
        moves = row["type"] in age.OPENING + ACTS
        return Decimal(row["amount"]) if moves else Decimal(0)

    def there(self):
        """Rows that exist on the day."""
        return [r for r in self.rows if r.date("date") <= self.args.as_of]

    # What is found

    def money(self, amount, currency):
        return "%.*f" % (age.DECIMALS.get(currency, 2), amount)

    def add(self, kind, rows, entity, customer, currency, key, date, amount,
            difference, other=None):
        rows = sorted({r.number: r for r in rows}.values(),
                      key=lambda r: r.number)
        lines = [r.place for r in rows[:20]]
        if len(rows) > 20:
            lines.append("+%d" % (len(rows) - 20))
        first = min(date, other or date)
        self.found.append([
            kind, (self.args.as_of - first).days, entity, customer, currency,
            key, date, self.money(amount, currency), other or "", "",
            self.money(difference, currency),
            (other - date).days if other else "", " ".join(lines)])

    def add_row(self, kind, row, other=None, difference=None):
        acts = row["type"] in ACTS
        entity = acts and row["ref_entity"] or row["entity"]
        customer = acts and row["ref_customer"] or row["customer"]
        self.add(kind, [row], entity, customer, row["currency"],
                 row["doc"] or row["ref"], row.date("date"),
                 Decimal(row["amount"] or 0),
                 self.effect(row) if difference is None else difference,
                 other)

    # The checks

    def over_applied(self):
        day = self.args.as_of
        for item, openings in self.book.openings.items():
            openings = [o for o in openings if o.effective <= day]
            changes = [c for c in self.book.changes[item]
                       if c.effective <= day]
            net = sum([x.amount for x in openings + changes], Decimal(0))
            if item.side == age.CREDIT and net <= 0 \
                    or item.side == age.DEBIT and net >= 0:
                continue
            first = min(x.effective for x in openings + changes)
            self.add("over-applied", [x.row for x in openings + changes],
                     item.entity, item.customer, item.currency, item.doc,
                     first, net, net)

    def before_document(self):
        for row in self.there():
            effective = self.effective.get(id(row))
            if effective and row["type"] in ACTS + ("apply", "transfer") \
                    and row.date("date") < effective:
                self.add_row("application-before-document", row, effective)

    def added(self):
        closed, passed = self.args.closed, False
        for row in self.rows:
            day = row.date("date")
            new = self.args.prior_rows is not None \
                and row.number >= self.args.prior_rows \
                and day <= self.args.prior_as_of
            if day > self.args.as_of:
                pass
            elif new:
                self.add_row("late-posting", row)
            elif closed and passed and day <= closed:
                self.add_row("closed-period", row)
            passed = passed or bool(closed and day > closed)

    def cut_off(self):
        for row in self.rows:
            doc = row.date("doc_date")
            if row["type"] not in age.OPENING or doc is None \
                    or row["reason"] == "opening":
                continue
            ends = [e for e in (self.args.as_of, self.args.closed) if e]
            if any((doc <= e) != (row.date("date") <= e) for e in ends):
                self.add_row("cut-off", row, doc)

    def approval(self):
        if self.args.approval is None:
            return
        with open(self.args.approval, encoding="utf-8") as table:
            limits = {(r["type"], r.get("currency") or "", r.get("by") or ""):
                      Decimal(r["limit"]) for r in csv.DictReader(table)}
        for row in self.there():
            for key in ((row["currency"], row["by"]), ("", row["by"]),
                        (row["currency"], ""), ("", "")):
                limit = limits.get((row["type"],) + key)
                if limit is not None:
                    break
            if limit is not None and not row["approved"] \
                    and abs(Decimal(row["amount"])) > limit:
                self.add_row("over-approval", row)

    def people(self):
        for row in self.there():
            if row["by"] and row["by"] == row["approved"]:
                self.add_row("same-person", row)

    def cards(self):
        for row in self.there():
            for column, cell in row.items():
                if column in TYPED:
                    continue
                for card in CARDS:
                    if card in cell:
                        self.card(row)

    def card(self, row):
        masked = age.Row(row)
        masked.update(
            {c: re.sub("|".join(CARDS), lambda m: CARDS[m.group()], v)
             for c, v in row.items()})
        masked.place, masked.number = row.place, row.number
        self.add_row("card-number", masked, difference=Decimal(0))

    def numbered(self):
        return [r for r in self.there() if r["type"] in NUMBERED]

    def gaps(self):
        series = defaultdict(lambda: defaultdict(dict))
        for row in self.numbered():
            m = re.fullmatch(r"(.*?)([0-9]+)", row["doc"], re.DOTALL)
            if m is None or row["reason"] == "opening" \
                    or len(m[2]) > 18 or len(row["doc"].encode()) > 109:
                continue
            key = row["entity"], row["type"], m[1]
            # Of one number the first row begins a gap, the last one ends it:
            # all are told, to be looked up.
            series[key][len(m[2])].setdefault(int(m[2]), []).append(row)
        for (_, _, prefix), widths in series.items():
            for run in runs(widths):
                self.gaps_in(prefix, run)

    def gaps_in(self, prefix, run):
        """`run`: [(width, number, rows)] of one series, rising."""
        if 2 * len(run) < run[-1][1] - run[0][1] + 1:
            return
        for (width, low, before), (_, high, after) in zip(run, run[1:]):
            if high == low + 1:
                continue
            first = prefix + str(low + 1).zfill(width)
            last = prefix + str(high - 1).zfill(width)
            row, then = before[-1], after[0]
            self.add("number-gap", [row, then], row["entity"], "",
                     row["currency"],
                     first if low + 2 == high else first + ".." + last,
                     row.date("date"), 0, 0, then.date("date"))

    def repeats(self):
        docs = defaultdict(list)
        for row in self.numbered():
            docs[row["entity"], row["type"], row["doc"]].append(row)
        for (entity, _, doc), rows in docs.items():
            others = [r for r in rows if r["customer"] != rows[0]["customer"]]
            if others:
                self.add("number-repeat", rows, entity, "",
                         rows[0]["currency"], doc, rows[0].date("date"), 0, 0,
                         others[0].date("date"))

    def run(self):
        self.over_applied()
        self.before_document()
        self.added()
        self.cut_off()
        self.approval()
        self.people()
        self.cards()
        self.gaps()
        self.repeats()
        return sorted([str(cell) for cell in row] for row in self.found)


def runs(widths):
    """Numbers of one length are a run; 100 goes on where 99 ends."""
    run = []
    for width in sorted(widths):
        numbers = [(width, n, widths[width][n]) for n in sorted(widths[width])]
        joins = run and run[-1][0] == width - 1 and (
            numbers[0][1] == 10 ** (width - 1)
            or run[-1][1] == 10 ** (width - 1) - 1
            and numbers[0][1] > 10 ** (width - 1))
        if run and not joins:
            yield run
            run = []
        run += numbers
    if run:
        yield run


def main():
    day = datetime.date.fromisoformat
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--as-of", type=day, required=True)
    parser.add_argument("--closed", type=day)
    parser.add_argument("--approval")
    parser.add_argument("--prior-rows", type=int)
    parser.add_argument("--prior-as-of", type=day)
    parser.add_argument("book", nargs="+")
    try:
        found = Check(parser.parse_args()).run()
    except age.BadData as why:
        print("check.py: %s" % why, file=sys.stderr)
        return 2
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    out.writerows(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
