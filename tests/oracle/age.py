#!/usr/bin/env python3
"""Age a book: a second opinion on ar-age, made to be read.

Written from the design alone (ar-book(5): the book, the as-of rule, the plain
list of open items), with exact decimals and no thought for speed.  The test
`property` holds ar-age against it, byte for byte.

    age.py --as-of 2026-10-31 [options] BOOK...

What the design leaves open is decided here, at the place where it matters.
"""

import argparse
import csv
import datetime
import decimal
import functools
import io
import re
import sys
from collections import defaultdict, namedtuple
from decimal import Decimal

decimal.getcontext().prec = 60

DECIMALS = {}
for _decimals, _codes in (
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF "
            "XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW")):
    DECIMALS.update(dict.fromkeys(_codes.split(), _decimals))

DEBIT, CREDIT = "debit", "credit"
OPENING = ("invoice", "debit", "credit", "receipt")
ON_DEBITS = ("discount", "writeoff")
ON_EITHER = ("adjust", "fx", "reverse")
DISPUTES = ("dispute", "resolve")
OTHER = ("remit", "promise", "hold", "release", "notice", "note")
REQUIRED = {"date", "doc", "customer", "amount"}

Item = namedtuple("Item", "side entity customer doc currency")
Change = namedtuple("Change", "effective due amount row")
Event = namedtuple("Event", "effective type amount row")


class BadData(Exception):
    pass


# -- Rows ------------------------------------------------------------------

@functools.lru_cache(maxsize=None)
def day_of(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return datetime.date(*map(int, text.split("-")))


class Row(dict):
    """One record by column name; a column that is absent is blank."""

    def __missing__(self, column):
        return ""

    def bad(self, text):
        return BadData("%s: %s" % (self.place, text))

    def date(self, column):
        """A date, or None when blank."""
        text = self[column]
        if text == "":
            return None
        try:
            return day_of(text)
        except ValueError:
            raise self.bad("%s: %s is not a date" % (column, text))

    def money(self, column, currency):
        """An amount, or None when blank."""
        text = self[column]
        if text == "":
            return None
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]*)?", text):
            raise self.bad("%s: %s is not an amount" % (column, text))
        if Decimal(text) != round(Decimal(text), DECIMALS.get(currency, 2)):
            raise self.bad("%s: %s has too many decimals" % (column, text))
        return Decimal(text)

    def target(self, side, currency=None):
        """The item that `ref` names, on one side."""
        return Item(side, self["ref_entity"] or self["entity"],
                    self["ref_customer"] or self["customer"],
                    self["ref"], currency or self["currency"])

    def own(self, side):
        """The item that `doc` names, on one side."""
        return Item(side, self["entity"], self["customer"], self["doc"],
                    self["currency"])


def read(paths):
    """The rows of all files; a header met again is a header."""
    rows, first = [], None
    for path in paths:
        source = sys.stdin.buffer if path == "-" else open(path, "rb")
        with source:
            text = source.read().decode("utf-8-sig")
        header = None
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            if not any(cells):
                continue
            if header is None or cells[0] == first \
                    and REQUIRED <= set(cells):
                header = cells
                first = first or cells[0]
                continue
            row = Row(zip(header, cells))
            row.place = "%s:%d" % (path, reader.line_num)
            if len(cells) != len(header):
                raise row.bad("ragged")
            row.plain = "type" not in header
            rows.append(row)
    return rows


# -- The book --------------------------------------------------------------

class Opening:
    """An opening row: a part of an item, with what it inherits."""

    def __init__(self, row, kind, item, amount):
        self.row, self.kind, self.item, self.amount = row, kind, item, amount
        self.date = row.date("date")
        self.effective = self.date
        self.due = row.date("due")
        # Date of the document: doc_date says where it differs from date.
        self.doc_date = row.date("doc_date") or self.date
        self.account = row["account"]
        self.line = row["line"].encode()
        self.billed = row  # which a transfer takes over


class Book:
    """Items with their opening rows, changes and disputes.

    Effective dates are static: they depend on the book, not on the as-of
    date.  A row counts on day D iff its effective date is D or earlier.
    """

    def __init__(self, rows):
        self.openings = defaultdict(list)  # Item: [Opening]
        self.changes = defaultdict(list)   # Item: [Change]
        self.disputes = defaultdict(lambda: defaultdict(list))
        # ... Item: number: [Event]
        self.transfers = {}                # id(row): Opening
        for row in rows:
            if row.plain or row["type"] in OPENING:
                self.open(row)
        self.open_transfers([row for row in rows
                             if row["type"] == "transfer"])
        self.dates = {item: min(o.effective for o in openings)
                      for item, openings in self.openings.items()}
        self.check_duplicates(rows)
        for row in rows:
            if not row.plain and row["type"] not in OPENING:
                self.act(row)

    # Opening

    def open(self, row):
        amount = row.money("amount", row["currency"])
        if row.date("date") is None or amount is None:
            raise row.bad("no date or no amount")
        kind = row["type"]
        if row.plain:
            kind = "invoice" if amount >= 0 else "credit"
            if row["doc"] == "":  # an item of its own
                row["doc"], row.nameless = row.place, True
        returned = kind == "receipt" and amount > 0 \
            and row["reason"] in ("nsf", "bank-return")
        if returned:
            kind = "debit"
        side = DEBIT if kind in ("invoice", "debit") else CREDIT
        if row["reason"] != "opening" \
                and (amount < 0 if side == DEBIT else amount > 0):
            raise row.bad("wrong sign for %s" % kind)
        item = row.own(side)
        self.openings[item].append(Opening(row, kind, item, amount))

    def open_transfers(self, rows):
        """Opens the items that transfers open, chains included."""
        sides = self.transfer_sides(rows)
        transfers = []
        for row in rows:
            amount = row.money("amount", row["currency"])
            opening = Opening(row, None, row.own(sides[id(row)]), amount)
            opening.source = row.target(sides[id(row)])
            opening.effective = opening.doc_date = None
            opening.due = opening.due or row.date("ref_due")
            opening.given = opening.due, opening.account
            self.openings[opening.item].append(opening)
            transfers.append(opening)
            self.transfers[id(row)] = opening
        # A chain of n transfers is known after n rounds.
        for _ in transfers:
            if not any([self.inherit(t) for t in transfers]):
                break
        for t in transfers:
            if t.effective is None:
                raise t.row.bad("a transfer of nothing")

    def transfer_sides(self, rows):
        """The side of each transfer: that of the item it takes from.

        Where a debit and a credit item have that name, the sign of the
        amount decides: positive takes from the debit item.  But an item that
        is only posted after the transfer does not turn one round that found
        the other there.
        """
        direct, sides = set(self.openings), {}
        since = {item: min(o.date for o in openings)
                 for item, openings in self.openings.items()}

        moved = {}  # the same for names that transfers open
        for row in rows:
            name = row.own(DEBIT)[1:]
            moved[name] = min(row.date("date"),
                              moved.get(name, datetime.date.max))

        def there(row, side):
            item = row.target(side)
            return item in since and since[item] <= row.date("date")

        def turned(row, order):
            name = row.target(DEBIT)[1:]
            return there(row, order[1]) and not there(row, order[0]) \
                and moved.get(name, datetime.date.max) > row.date("date")
        for _ in range(len(rows) + 2):
            known = direct | {row.own(sides[id(row)]) for row in rows
                              if sides.get(id(row))}
            found = {}
            for row in rows:
                amount = row.money("amount", row["currency"])
                if not amount or row.date("date") is None:
                    raise row.bad("no amount or no date")
                order = (DEBIT, CREDIT) if amount > 0 else (CREDIT, DEBIT)
                if turned(row, order):
                    order = order[1:]
                found[id(row)] = next(
                    (s for s in order if row.target(s) in known), None)
            if found == sides:
                break
            sides = found
        for row in rows:
            if sides[id(row)] is None:
                raise row.bad("ref is not in the book")
        return sides

    def inherit(self, t):
        """Fills in what a transfer inherits; True when that was news.

        It takes over from the opening row of its source that came first;
        of one day, rows that are no transfers come before those that are,
        and the oldest due first.  What is posted to the source later changes
        nothing.  The document date is inherited even where the transfer has
        one, and where the source has none but a posting date: moving a debt
        must not make it younger.
        """
        source = [o for o in self.openings[t.source]
                  if o is not t and o.effective is not None]
        if not source:
            return False
        def rank(o):
            moved = hasattr(o, "source")
            return (o.effective, moved,
                    datetime.date.min if moved else o.due or o.doc_date,
                    datetime.date.min if moved or not o.due else o.due,
                    o.line, o.source.doc.encode() if moved else b"",
                    o.amount)
        first = min(source, key=rank)
        due, account = t.given
        news = (max(t.date, min(o.effective for o in source)),
                due or first.due, first.doc_date,
                first.kind, account or first.account)
        if news == (t.effective, t.due, t.doc_date, t.kind, t.account) \
                and t.billed is first.billed:
            return False
        t.effective, t.due, t.doc_date, t.kind, t.account = news
        t.billed = first.billed
        return True

    def check_duplicates(self, rows):
        def unique(seen, key, row, text):
            if key in seen:
                raise row.bad("%s, as in %s" % (text, seen[key].place))
            seen[key] = row

        ids, parts, acts = {}, {}, {}
        for row in rows:
            if row["id"]:
                unique(ids, row["id"], row, "the same id")
            elif not row.plain and row["type"] not in OPENING + ("transfer",):
                cells = frozenset((k, v) for k, v in row.items() if v)
                unique(acts, cells, row, "the same row")
        for item, openings in self.openings.items():
            for o in openings:
                unique(parts, (item, o.due, o.line), o.row, "the same item")

    # Acting

    def act(self, row):
        kind = row["type"]
        amount = row.money("amount", row["currency"])
        if kind in OTHER:
            return
        if kind in DISPUTES:
            item = self.find(row, DEBIT)
            effective = max(row.date("date"), self.dates[item])
            self.disputes[item][row["doc"]].append(
                Event(effective, kind, amount, row))
            return
        if not amount:
            raise row.bad("no amount")
        if kind == "apply":
            currency = row["ref_currency"] or row["currency"]
            lost = row.money("ref_amount", currency)
            legs = [(self.known(row, row.own(CREDIT)), None, amount),
                    (self.find(row, DEBIT, currency), row.date("ref_due"),
                     -(amount if lost is None else lost))]
        elif kind == "transfer":
            legs = [(self.transfers[id(row)].source, row.date("ref_due"),
                     -amount)]
        elif kind in ON_DEBITS:
            legs = [(self.find(row, DEBIT), row.date("ref_due"), amount)]
        elif kind == "refund":
            legs = [(self.find(row, CREDIT), row.date("ref_due"), amount)]
        elif kind in ON_EITHER:
            sides = [s for s in (DEBIT, CREDIT)
                     if row.target(s) in self.openings]
            if len(sides) == 2:  # ... which of them was there by then?
                by = [s for s in sides
                      if self.dates[row.target(s)] <= row.date("date")]
                sides = by if len(by) == 1 else sides
            if len(sides) == 2:
                raise row.bad("both a debit and a credit item")
            legs = [(self.find(row, (sides or [DEBIT])[0]),
                     row.date("ref_due"), amount)]
        else:
            raise row.bad("%s is not a type of row" % kind)
        # An acting row waits for the items it touches.  (Of a transfer,
        # the item it opens is not older than the transfer itself.)
        effective = max([row.date("date")]
                        + [self.dates[item] for item, _, _ in legs])
        for item, due, change in legs:
            if due and due not in {o.due for o in self.openings[item]}:
                raise row.bad("%s has no installment due %s"
                              % (item.doc, due))
            self.changes[item].append(Change(effective, due, change, row))

    def known(self, row, item):
        if item not in self.openings:
            raise row.bad("%s is not in the book" % item.doc)
        return item

    def find(self, row, side, currency=None):
        return self.known(row, row.target(side, currency))

    # Asking

    def parts(self, item, day):
        """[(opening row, what is open of it)] on a day, oldest first.

        Opening rows with one due date are an installment; its lines fill in
        order of `line`.  Those without due date are one, too: it sorts by the
        oldest date of its documents, before an equal due date.  Credit items
        are mirrored, so that what opens them is positive.
        """
        sign = 1 if item.side == DEBIT else -1
        parts = [[o, sign * o.amount] for o in self.openings[item]
                 if o.effective <= day]
        age = defaultdict(lambda: datetime.date.max)
        for o, _ in parts:
            age[o.due] = min(age[o.due], o.due or o.doc_date)
        parts.sort(key=lambda p: (age[p[0].due], p[0].due is not None,
                                  p[0].line))
        named, pool = defaultdict(Decimal), Decimal(0)
        for change in self.changes[item]:
            if change.effective > day:
                continue
            # An installment that does not count yet can't be filled.
            if change.due and change.due in age:
                named[change.due] += sign * change.amount
            else:
                pool += sign * change.amount
        for due, amount in named.items():
            pool += fill([p for p in parts if p[0].due == due], amount)
        if parts:
            beyond = fill(parts, pool)
            parts[-1][1] += beyond  # driven past zero: shown, not clamped
        return [(o, sign * amount) for o, amount in parts]

    def disputed(self, item, day):
        """What of an item is in dispute on a day.

        A dispute without amount is of the item's full debit: its opening
        rows and all positive changes.  Number by number, in order of
        effective date, a dispute of a day before a resolve of that day;
        never below zero.
        """
        count = [c.amount for c in self.changes[item] if c.effective <= day]
        opened = [o.amount for o in self.openings[item]
                  if o.effective <= day]
        full = sum(opened) + sum(c for c in count if c > 0)
        left = Decimal(0)
        for events in self.disputes[item].values():
            number = Decimal(0)
            for event in sorted(events, key=lambda e: e[:2]):
                if event.effective > day:
                    continue
                if event.type == "dispute":
                    number += full if event.amount is None else event.amount
                else:
                    number -= number if event.amount is None else event.amount
                number = max(number, Decimal(0))
            left += number
        return min(max(sum(opened) + sum(count), Decimal(0)), left)


def fill(parts, amount):
    """Changes parts by an amount; returns what found no room.

    An increase stands on the last; a reduction fills from the first, each
    down to zero.
    """
    if amount >= 0:
        parts[-1][1] += amount
        return Decimal(0)
    for part in parts:
        taken = min(max(part[1], Decimal(0)), -amount)
        part[1] -= taken
        amount += taken
    return amount


# -- One currency, and what may not be paid ---------------------------------

class Worth:
    """What amounts are worth in the base currency (--base).

    Amount by amount, each rounded half away from zero.  Those in the base
    stay as they are, and nothing is worth nothing without any rate.
    """

    def __init__(self, opts):
        self.base, self.opts, self.table = opts.base, opts, []
        for row in read_table(opts.rates) if opts.rates else []:
            self.table.append((row["currency"], row.date("date"),
                               Decimal(row["rate"])))

    def rate(self, opening):
        currency = opening.item.currency
        if self.opts.base_rate == "booking":
            # A transfer that has no rate has that of the row it moves.
            text = opening.row["rate"] or opening.billed["rate"]
            if not text or Decimal(text) <= 0:
                raise opening.row.bad("no booking rate")
            return Decimal(text)
        rates = [(day, rate) for code, day, rate in self.table
                 if code == currency and day <= self.opts.as_of]
        if not rates:
            raise opening.row.bad("no rate of " + currency)
        return max(rates)[1]

    def __call__(self, amount, opening):
        if not self.base or opening.item.currency == self.base or not amount:
            return amount
        return rounded(amount * self.rate(opening), self.base)


def check_base(rows, opts):
    """One of the base is worth one: a rate that is not is of another base."""
    for row in rows if opts.base and opts.base_rate == "booking" else []:
        text = row["rate"]
        if row["currency"] == opts.base and text and Decimal(text) > 0 \
                and Decimal(text) != 1:
            raise row.bad("a rate of the base")


def rounded(amount, currency):
    return amount.quantize(Decimal(1).scaleb(-DECIMALS.get(currency, 2)),
                           decimal.ROUND_HALF_UP)


def read_table(path):
    """The rows of a small table, whose first column is as it comes."""
    with open(path, encoding="utf-8", newline="") as f:
        for cells in csv.DictReader(f):
            row = Row(cells)
            row.place = path
            yield row


class Provision:
    """The share of each bucket that is provided for (--provision).

    A currency's own share goes before one for all.
    """

    def __init__(self, path):
        self.shares = {}
        for row in read_table(path):
            text = row["rate"]
            share = Decimal(text.rstrip("%")) / (100 if "%" in text else 1)
            self.shares[row["bucket"], row["currency"]] = share

    def __call__(self, sums, currency):
        """Of {bucket: amount}: only debts are provided for."""
        exact = Decimal(0)
        for bucket, amount in sums.items():
            share = self.shares.get((bucket, currency))
            if share is None:
                share = self.shares.get((bucket, ""), Decimal(0))
            exact += max(amount, Decimal(0)) * share
        return rounded(exact, currency)


# -- Ageing ----------------------------------------------------------------

class Piece:
    """A part of an item on the as-of date: what is open, and how old."""

    def __init__(self, opening, amount, opts):
        self.opening, self.item, self.open = opening, opening.item, amount
        # "post" is the day from which a row counts, which is later than its
        # own date where it moves an item that came later.
        self.date = {"due": opening.due or opening.doc_date,
                     "doc": opening.doc_date,
                     "post": opening.effective}[opts.basis]
        self.days = (opts.as_of - self.date).days
        self.bucket = opts.bucket(self.days)
        self.disputed = Decimal(0)

    def place(self, kind, credits):
        """The column: a bucket, or where open credit stands."""
        if self.open >= 0 or credits == "bucket":
            return self.bucket
        if credits == "current":
            return "current"
        # The sign of what is open decides that it is credit; of a debit
        # item driven past zero it is no receipt.
        return "unapplied" if kind == "receipt" else "credits"


def kind_of(book, item):
    """invoice, debit, credit or receipt: of the row that came first."""
    return min((o.effective, OPENING.index(o.kind), o.kind)
               for o in book.openings[item])[2]


def age(book, opts):
    """The pieces on the as-of date, those of zero included."""
    pieces = []
    for item in book.openings:
        its = [Piece(o, amount, opts)
               for o, amount in book.parts(item, opts.as_of)]
        if opts.disputed and its:
            left = book.disputed(item, opts.as_of)
            # Oldest due first: what is disputed does not depend on the
            # basis that a report chooses.
            for piece in its:
                piece.disputed = min(max(piece.open, Decimal(0)), left)
                left -= piece.disputed
        pieces += its
    return pieces


def net(pieces, kinds):
    """--credits oldest: open credit pays the customer's oldest debt.

    What is in dispute is set apart before; receipts net before credits.
    Returns what remains of each piece.
    """
    rest = {p: p.open - p.disputed for p in pieces}
    owners = defaultdict(list)
    # Of one age: by number, due date, line.  In a base it matters which part
    # is left, as each is rounded.
    for p in sorted(pieces, key=lambda p: (
            p.date, p.item.doc.encode(), p.opening.due or datetime.date.min,
            p.opening.line)):
        owners[p.item[1:3] + p.item[4:]].append(p)
    for its in owners.values():
        debts = [p for p in its if p.open > 0]
        funds = [p for p in its if p.open < 0]
        funds.sort(key=lambda p: p.place(kinds[p.item], "column") == "credits")
        for fund in funds:
            for debt in debts:
                paid = min(rest[debt], -rest[fund])
                rest[debt] -= paid
                rest[fund] += paid
    return rest


# -- Reports ---------------------------------------------------------------

def table(book, opts):
    """The default report: header and rows."""
    pieces = age(book, opts)
    kinds = {item: kind_of(book, item) for item in book.openings}
    rest = {p: p.open - p.disputed for p in pieces}
    if opts.credits == "oldest":
        rest = net(pieces, kinds)
    worth = Worth(opts)
    columns = opts.names + ["disputed"] * opts.disputed \
        + ["credits", "unapplied"]
    by = opts.by + ["currency"] * ("currency" not in opts.by
                                   and not opts.base)
    groups = defaultdict(lambda: dict.fromkeys(columns, Decimal(0)))
    for p in pieces:
        group = groups[tuple(cell(p, column, kinds) for column in by)]
        # What is disputed is converted, and so is the whole: the whole does
        # not depend on how much of it stands apart.
        disputed = worth(p.disputed, p.opening)
        group[p.place(kinds[p.item], opts.credits)] += \
            worth(rest[p] + p.disputed, p.opening) - disputed
        if opts.disputed:
            group["disputed"] += disputed

    def currency_of(key):
        return opts.base or key[by.index("currency")]

    rows, totals = [], defaultdict(list)
    for key in sorted(groups, key=lambda k: [c.encode() for c in k]):
        # A row that nets to zero but is not all zero is news: it stays.
        if not opts.zero and not any(groups[key].values()):
            continue
        amounts, currency = groups[key], currency_of(key)
        if opts.provision:
            share = opts.provision({b: amounts[b] for b in opts.names},
                                   currency)
        amounts = [amounts[column] for column in columns]
        amounts += [sum(amounts)] + ([share] if opts.provision else [])
        rows.append((key, currency, amounts))
        totals[currency].append(amounts)
    # With --by currency alone the rows are the totals, but for a base.
    name = next((c for c in by if c != "currency" or opts.base), None)
    for currency in sorted(totals) if opts.total and name else []:
        blank = dict.fromkeys(by, "")
        blank[name] = "TOTAL"
        if not opts.base:
            blank["currency"] = currency
        rows.append((blank.values(), currency, map(sum, zip(
            *totals[currency]))))

    yield by + columns + ["total"] + ["allowance"] * bool(opts.provision)
    for key, currency, amounts in rows:
        yield list(key) + [money(a, currency) for a in amounts]


def items(book, opts):
    """--items: one row an installment that is open.

    Credits show where they stand, with --credits oldest as with column.
    """
    installments = defaultdict(list)
    for piece in age(book, opts):
        # Rows of one due date are one installment, if they are of one age.
        o = piece.opening
        installments[piece.item, o.due, o.effective, o.doc_date].append(piece)
    rows, worth = [], Worth(opts)
    for (item, due, since, doc_date), its in installments.items():
        # Parts may have been booked at different rates: an installment that
        # is settled in its own currency need not be so in the base.
        worths = sum(worth(p.open, p.opening) for p in its)
        disputed = sum(worth(p.disputed, p.opening) for p in its)
        first = its[0]
        first.open = sum(p.open for p in its)  # it stands for them all
        if first.open == 0 and worths == 0:
            continue
        amount = sum(worth(p.opening.amount, p.opening) for p in its)
        currency = opts.base or item.currency
        kind = kind_of(book, item)
        doc = "" if hasattr(first.opening.row, "nameless") else item.doc
        place = first.place(kind, opts.credits)
        row = [item.customer, item.currency, doc, kind,
               str(book.dates[item]), str(due or ""), str(first.days), place]
        if opts.disputed:
            row.append(money(disputed, currency))
        row += [money(amount, currency), money(worths, currency)]
        if opts.provision:
            row.append(money(opts.provision({place: worths - disputed},
                                            currency), currency))
        order = [item.customer, item.currency, doc, kind, item.entity]
        if opts.base:  # which hides the currency
            order = order[:1] + order[2:] + order[1:2]
            del row[1]
        rows.append(([c.encode() for c in order + [
            str(due or ""), str(since), str(doc_date)]], row))
    yield ["customer"] + ["currency"] * (not opts.base) + [
        "doc", "type", "date", "due", "days", "bucket"] \
        + ["disputed"] * opts.disputed + ["amount", "open"] \
        + ["allowance"] * bool(opts.provision)
    for _, row in sorted(rows):
        yield row


def cell(piece, column, kinds):
    if column == "type":
        return kinds[piece.item]
    if column == "account":
        return piece.opening.account
    if column in Item._fields:
        return getattr(piece.item, column)
    return piece.opening.row[column]


def money(amount, currency):
    text = format(abs(amount), ".%df" % DECIMALS.get(currency, 2))
    return "-" + text if amount < 0 else text


def write(out, rows):
    for row in rows:
        out.write(",".join(
            '"%s"' % c.replace('"', '""') if re.search('[,"\r\n]', c) else c
            for c in row) + "\n")


# -- Command line ----------------------------------------------------------

def options(argv):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--as-of", required=True,
                        type=datetime.date.fromisoformat)
    parser.add_argument("--basis", choices=["due", "doc", "post"],
                        default="due")
    parser.add_argument("--credits", default="column",
                        choices=["column", "bucket", "current", "oldest"])
    parser.add_argument("--buckets", default="30,60,90")
    parser.add_argument("--by")
    parser.add_argument("--base")
    parser.add_argument("--rates")
    parser.add_argument("--base-rate", choices=["asof", "booking"],
                        default="asof")
    parser.add_argument("--provision", type=Provision)
    for flag in ("--disputed", "--items", "--total", "--zero"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("book", nargs="*", default=["-"])
    opts = parser.parse_args(argv)
    opts.by = (opts.by or ("customer" if opts.base
                           else "customer,currency")).split(",")
    ends = [0] + [int(end) for end in opts.buckets.split(",")]
    opts.names = ["current"] + ["%d-%d" % (a + 1, b)
                                for a, b in zip(ends, ends[1:])]
    opts.names.append("%d+" % (ends[-1] + 1))
    opts.bucket = lambda days: opts.names[sum(days > end for end in ends)]
    return opts


def run(argv):
    """The report as text; raises BadData."""
    opts = options(argv)
    out = io.StringIO()
    rows = list(read(opts.book))
    check_base(rows, opts)
    book = Book(rows)
    write(out, (items if opts.items else table)(book, opts))
    return out.getvalue()


def main():
    try:
        text = run(sys.argv[1:])
    except (BadData, OSError, UnicodeDecodeError, csv.Error) as fault:
        sys.stderr.write("age.py: %s\n" % fault)
        sys.exit(2)
    sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()
