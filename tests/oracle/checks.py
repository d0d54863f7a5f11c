"""What ar-invoice looks at before a document goes out: findings, by code.

Part of the oracle; see invoice.py.
"""

import datetime
import io
from collections import defaultdict, namedtuple
from fractions import Fraction

import age
from billing import Fault, Row, Table, money, plain, valid

Finding = namedtuple("Finding", "code line item expected found")


class Book:
    """The book so far: numbers taken, invoices, balances."""

    def __init__(self, paths):
        rows = age.read(paths)
        self.book = age.Book(rows)
        self.docs = {row["doc"] for row in rows
                     if row.plain or row["type"] in age.OPENING
                     or row["type"] == "transfer"}
        self.bills = defaultdict(list)  # (type, customer, entity, ...)
        for item, openings in self.book.openings.items():
            for kind in ("invoice", "credit"):
                its = [o for o in openings if o.row["type"] == kind]
                amount = sum(o.amount for o in its)
                self.bills[kind, item.customer, item.entity, item.currency,
                           amount].append((item, its))

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

    def finding(self, line, used):
        """The finding that a line gives, or None; `used` grows by it."""
        po = line.row["po"]
        if line.credit or line.qty <= 0:
            return None
        if not po:
            return "missing-po", "a purchase order", ""
        mine = {item: row for item, row in self.by_po.get(po, {}).items()
                if row["customer"] in ("", line.customer)
                and row["currency"] in ("", line.currency)}
        if not mine:
            return "unknown-po", "", po
        row = mine.get(line.row["item"])
        if row is None:
            return "not-on-order", "", line.row["item"]
        key = po, line.row["item"]
        used[key] = used.get(key, Fraction(0)) + line.qty
        if row.price is not None and row.price != line.price:
            return "price-off-order", plain(row.price), plain(line.price)
        return None

    def over(self, line, used):
        """Whether the line takes more than is left of the order."""
        row = self.by_po[line.row["po"]].get(line.row["item"])
        total = used[line.row["po"], line.row["item"]]
        return total > row.left and (plain(row.left), plain(total))


def of_line(line, opts):
    """The findings of a line by itself."""
    item = line.row["item"]
    if line.table_rate is not None and line.table_rate != line.rate:
        yield Finding("tax-rate", line, item, plain(line.table_rate),
                      plain(line.rate))
    if opts.prices:
        price = opts.prices.price(line)
        if price is None:
            yield Finding("not-on-list", line, item, "", plain(line.price))
        elif price != line.price:
            yield Finding("price-off-list", line, item, plain(price),
                          plain(line.price))


def of_order(document, opts, used):
    """The findings of a document's lines against the orders.  `used` is what
    the run has used of each; it grows by this document's lines."""
    for line in document.lines:
        before = dict(used)
        found = opts.orders.finding(line, used)
        if found:
            yield Finding(found[0], line, line.row["item"], *found[1:])
        if used != before:
            over = opts.orders.over(line, used)
            if over:
                yield Finding("over-order", line, line.row["item"], *over)


def of_document(document, opts, billed):
    """The findings of a document as a whole; `billed` is the sum of this
    run's documents before it, by customer and currency."""
    d = document
    def finding(code, expected="", found=""):
        return Finding(code, d.first, "", expected, found)
    if d.gross == 0:
        yield finding("zero-total")
    if d.credit and d.gross > 0:
        yield finding("negative-credit")
    if opts.customers and d.customer not in opts.customers.by_name:
        yield finding("unknown-customer", "", d.customer)
    twin = opts.book and opts.book.twin(d)
    if twin:
        yield finding("twin", "", twin.doc)
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


def run(documents, opts):
    """Gives each document its findings, and holds those that have one which
    nobody accepted.

    One document after the other, in order: what is held has not been billed,
    so it neither counts towards a limit nor uses up an order.
    """
    accepted = opts.accept.split(",")
    billed, used = defaultdict(int), {}
    for document in documents:
        mine = dict(used)
        found = [f for line in document.lines for f in of_line(line, opts)]
        if opts.orders:
            found += of_order(document, opts, mine)
        found += of_document(document, opts, billed)
        document.findings = found
        document.held = "all" not in accepted and any(
            f.code not in accepted for f in found)
        if not document.held:
            billed[document.customer, document.currency] += document.gross
            used = mine


def table(documents, lines, opts):
    """The text of --findings."""
    currency = ["currency"] * ("currency" in lines or bool(
        opts.customers and "currency" in opts.customers))
    out = io.StringIO()
    age.write(out, ["code customer group file line item expected found amount"
                    .split() + currency + ["held"]])
    for d in documents:
        for f in d.findings:
            age.write(out, [[f.code, d.customer, d.group, f.line.row.file,
                             str(f.line.row.line), f.item, f.expected,
                             f.found, money(d.gross, d.currency)]
                            + [d.currency] * len(currency)
                            + ["yes" if d.held else "no"]])
    return out.getvalue()
