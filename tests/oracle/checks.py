"""What ar-invoice looks at before a document goes out: findings, by code.

Part of the oracle; see invoice.py.
"""

import datetime
import io
from collections import defaultdict, namedtuple
from fractions import Fraction

import age
from billing import Fault, Row, Table, exponent, money, plain, valid

Finding = namedtuple("Finding", "code line item expected found")


class Book:
    """The book so far: numbers taken, invoices, what was credited of them,
    balances."""

    def __init__(self, paths):
        rows = age.read(paths)
        self.book = age.Book(rows)
        self.docs, self.receipts = set(), set()
        self.credited = defaultdict(int)  # (customer, entity, ...): minor
        for item, openings in self.book.openings.items():
            for o in openings:
                self.number(item, o)
                if o.kind == "credit" and o.row["type"] != "transfer":
                    self.credited[item.customer, item.entity, item.currency,
                                  o.row["ref"]] -= minor(o.amount, item)
        self.bills = defaultdict(list)  # (type, customer, entity, ...)
        for item, openings in self.book.openings.items():
            for kind in ("invoice", "credit"):
                its = [o for o in openings if o.row["type"] == kind]
                amount = sum(o.amount for o in its)
                self.bills[kind, item.customer, item.entity, item.currency,
                           amount].append((item, its))

    def number(self, item, opening):
        """A document's number is taken for all; a payer's only as the name of
        the item."""
        if "receipt" in (opening.kind, opening.row["type"]):
            self.receipts.add(item)
        else:
            self.docs.add(item.doc)

    def has_number(self, document):
        d = document
        return d.number in self.docs or age.Item(
            age.CREDIT if d.type == "credit" else age.DEBIT,
            d.first.row["entity"], d.customer, d.number,
            d.currency) in self.receipts

    def billed(self, customer, entity, currency, ref):
        """What opened a debit item, in minor units, or None.  A transfer
        within the item opened nothing."""
        item = age.Item(age.DEBIT, entity, customer, ref, currency)
        if item not in self.book.openings:
            return None
        return sum(minor(o.amount, item) for o in self.book.openings[item]
                   if getattr(o, "source", None) != item)

    def balance(self, customer, currency):
        """What a customer owes when all is said and done."""
        return sum((amount for item in self.book.openings
                    if (item.customer, item.currency) == (customer, currency)
                    for _, amount in self.book.parts(item,
                                                     datetime.date.max)),
                   age.Decimal(0))

    def twin(self, document):
        """An invoice, or a credit memo, like this one, of that day or that
        order; or None."""
        d, po = document, document.common("po")
        amount = age.Decimal(money(d.gross, d.currency))
        for item, its in self.bills.get(
                (d.type, d.customer, d.first.row["entity"], d.currency,
                 amount), ()):
            for o in its:
                if o.date == d.date or po and o.row["po"] == po:
                    return item
        return None


def minor(amount, item):
    return int(amount.scaleb(age.DECIMALS.get(item.currency, 2)))


class Prices(Table):
    """A list of prices; a customer's own row goes before the general one."""

    def __init__(self, path):
        super().__init__([path], ["item", "price"])
        self.by_item = defaultdict(list)
        for row in self.rows:
            row.price = row.decimal("price")
            self.by_item[row["item"]].append(row)

    def price(self, line):
        """The price of an item for a customer on a day, or None."""
        rows = [row for row in self.by_item.get(line.row["item"], ())
                if line.row["item"] and valid(row, line.date)
                and row["customer"] in ("", line.customer)
                and row["currency"] in ("", line.currency)]
        rows.sort(key=lambda row: row["customer"] == "")
        return rows[0].price if rows else None


class Orders(Table):
    """What customers ordered, and how much of it may still be billed."""

    def __init__(self, path):
        super().__init__([path], ["po", "item", "qty", "price"])
        self.by_po = defaultdict(dict)
        for row in self.rows:
            if row["item"] in self.by_po[row["po"]]:
                raise Fault(row, "duplicate-key", "item", "twice")
            row.left = row.decimal("remaining" if row["remaining"] else "qty")
            row.price = row.decimal("price") if row["price"] else None
            self.by_po[row["po"]][row["item"]] = row

    def found(self, line, used):
        """(code, expected, found) of what is wrong with a line; `used` grows
        by it."""
        po, item = line.row["po"], line.row["item"]
        if line.credit or line.qty <= 0:
            return
        if not po:
            yield "missing-po", "", ""
            return
        mine = {item: row for item, row in self.by_po.get(po, {}).items()
                if row["customer"] in ("", line.customer)
                and row["currency"] in ("", line.currency)}
        if not mine:
            yield "unknown-po", "", po
        elif item not in mine:
            yield "not-on-order", "an item of " + po, ""
        else:
            row = mine[item]
            if row.price not in (None, line.price):
                yield "price-off-order", price(row.price, line), \
                    price(line.price, line)
            used[po, item] += line.qty
            if used[po, item] > row.left:
                yield "over-order", plain(row.left), plain(used[po, item])


def price(x, line):
    """With the decimals of the currency at least."""
    text = plain(x)
    whole, _, places = text.partition(".")
    places = places.ljust(exponent(line.currency), "0")
    return whole + "." + places if places else whole


def of_line(line, opts):
    """The findings of a line by itself."""
    item = line.row["item"]
    if line.table_rate is not None and line.table_rate != line.rate \
            and not line.credit:
        yield Finding("tax-rate", line, item, plain(line.table_rate),
                      plain(line.rate))
    if opts.prices:
        listed = opts.prices.price(line)
        if listed is None:
            yield Finding("not-on-list", line, item, "",
                          price(line.price, line))
        elif listed != line.price:
            yield Finding("price-off-list", line, item, price(listed, line),
                          price(line.price, line))


def of_orders(documents, lines, opts):
    """The findings against the orders, of all lines in the order of the
    input: what an order has left is used up by whatever comes first, held
    back or not."""
    used = defaultdict(Fraction)
    billed = {id(line.row): (d, line) for d in documents for line in d.lines}
    for row in lines.rows:
        if id(row) not in billed:
            continue
        document, line = billed[id(row)]
        for code, expected, found in opts.orders.found(line, used):
            document.findings.append(Finding(code, line, line.row["item"],
                                             expected, found))


def of_document(document, opts, billed):
    """The findings of a document as a whole; `billed` is the sum of this
    run's documents before it, by customer and currency, and that of credit
    memos by what they credit."""
    d = document
    def finding(code, expected="", found=""):
        return Finding(code, d.first, "", expected, found)
    if d.gross == 0:
        yield finding("zero-total", "", money(d.gross, d.currency))
    if d.credit and d.gross > 0:
        yield finding("negative-credit", "", money(d.gross, d.currency))
    if opts.customers and d.customer not in opts.customers.by_name:
        yield finding("unknown-customer")
    twin = opts.book and opts.book.twin(d)
    if twin:
        yield finding("twin", "", twin.doc)
    if d.type == "credit" and opts.book and d.common("ref"):
        yield from (finding(*f) for f in of_ref(d, opts.book, billed))
    if d.type == "credit" or not opts.book:
        return
    known = opts.customers.get(d.customer) if opts.customers else Row()
    if known["credit_limit"] and known["currency"] in ("", d.currency):
        limit = known.amount("credit_limit", d.currency)
        owed = opts.book.balance(d.customer, d.currency) \
            .scaleb(age.DECIMALS.get(d.currency, 2))
        owed += billed[d.customer, d.currency] + d.gross
        if owed > limit:
            yield finding("over-limit", money(limit, d.currency),
                          money(int(owed), d.currency))


def ref_of(document):
    """What a credit memo names: of whom, and in which currency."""
    d = document
    return (d.customer, d.first.row["entity"], d.currency, d.common("ref"))


def of_ref(document, book, billed):
    """No more is credited than was billed; what is left is not below zero."""
    ref = ref_of(document)
    total = book.billed(*ref)
    if total is None:
        yield "unknown-ref", "", document.common("ref")
        return
    left = max(0, total - book.credited[ref] - billed[ref])
    if -document.gross > left:
        yield ("over-credit", money(left, document.currency),
               money(-document.gross, document.currency))


def run(documents, lines, opts):
    """Gives each document its findings, and holds those that have one which
    nobody accepted.

    One document after the other, in order: what is held has not been billed,
    so it does not count towards a limit.
    """
    accepted = opts.accept.split(",")
    if opts.orders:
        of_orders(documents, lines, opts)
    billed = defaultdict(int)
    for document in documents:
        found = document.findings
        for line in document.lines:
            found += of_line(line, opts)
        found += of_document(document, opts, billed)
        document.held = "all" not in accepted and any(
            f.code not in accepted for f in found)
        if not document.held:
            billed[document.customer, document.currency] += document.gross
            if document.type == "credit":
                billed[ref_of(document)] -= document.gross


def table(documents, lines, opts):
    """The text of --findings."""
    currency = ["currency"] * ("currency" in lines or bool(
        opts.customers and "currency" in opts.customers))
    out = io.StringIO()
    age.write(out, ["code customer order po file line item expected found "
                    "amount".split() + currency + ["held"]])
    for d in documents:
        for f in d.findings:
            age.write(out, [[f.code, d.customer, d.common("order"),
                             d.common("po"), f.line.row.file,
                             str(f.line.row.line), f.item, f.expected,
                             f.found, money(d.gross, d.currency)]
                            + [d.currency] * len(currency)
                            + ["yes" if d.held else "no"]])
    return out.getvalue()
