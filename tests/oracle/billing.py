"""Billing lines and the tables beside them, as the oracle of ar-invoice reads
them: exact numbers, effective values, faults.

Written from the specification alone.  What it leaves open is decided here,
at the place where it matters.
"""

import csv
import datetime
import io
import re
import sys
from fractions import Fraction

import age
import terms

REQUIRED = ("customer", "description", "qty", "price")
EXEMPT_NOT = ("no", "n", "false", "f", "none", "nein", "non", "-")
INT64 = (1 << 63) - 1


class Fault(age.BadData):
    """What is wrong with a row: a code, and the place."""

    def __init__(self, row, code, column, text):
        super().__init__("%s:%d: %s: %s (%s)" % (
            row.file, row.line, column, text, code))
        self.row, self.code, self.column = row, code, column


# -- Numbers ---------------------------------------------------------------

def exponent(currency):
    return age.DECIMALS.get(currency, 2)


def rounded(x, how):
    """A fraction of minor units as an integer; ties away from zero, or
    (half-even) to the even neighbour."""
    whole, rest = divmod(abs(x.numerator), x.denominator)
    if 2 * rest > x.denominator or 2 * rest == x.denominator \
            and (how == "half-away" or whole % 2):
        whole += 1
    return whole if x >= 0 else -whole


def split(total, weights, how):
    """An amount in proportion to weights: each share rounded; the last with
    a weight takes the rest, so that they sum up.  Without any weight the last
    share is all of it: nothing is lost."""
    if not any(weights):
        return [0] * (len(weights) - 1) + [total]
    return terms.split(total, weights, how.replace("half-", ""))


def money(minor, currency):
    places = exponent(currency)
    digits = str(abs(minor)).rjust(places + 1, "0")
    text = digits[:-places] + "." + digits[-places:] if places else digits
    return "-" + text if minor < 0 else text


def plain(x):
    """The shortest exact text of a decimal of up to nine places."""
    digits = str(abs(x) * 10 ** 9).rjust(10, "0")
    text = (digits[:-9] + "." + digits[-9:]).rstrip("0").rstrip(".")
    return "-" + text if x < 0 else text


def number(text):
    """A decimal as a fraction, or None when it is none."""
    if not re.fullmatch(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)", text):
        return None
    return Fraction(text.replace("-.", "-0.") if text[:1] != "."
                    else "0" + text)


# -- Rows ------------------------------------------------------------------

class Row(dict):
    """One record by column name; a column that is absent is blank."""

    def __missing__(self, column):
        return ""

    def decimal(self, column, text=None):
        x = number(self[column] if text is None else text)
        if x is None:
            raise Fault(self, "amount", column, "not a number")
        if abs(x) > INT64:
            raise Fault(self, "range", column, "beyond the largest number")
        if (x * 10 ** 9).denominator != 1:
            raise Fault(self, "decimals", column, "more than nine places")
        return x

    def amount(self, column, currency):
        """Minor units of a currency."""
        x = number(self[column])
        if x is None:
            raise Fault(self, "amount", column, "not an amount")
        x *= 10 ** exponent(currency)
        if abs(x) > INT64:
            raise Fault(self, "range", column, "beyond the largest amount")
        if x.denominator != 1:
            raise Fault(self, "decimals", column, "too many decimals")
        return int(x)

    def date(self, column):
        """A date, or None when blank."""
        if self[column] == "":
            return None
        try:
            return day(self[column])
        except ValueError:
            raise Fault(self, "date", column, "not a date") from None


def day(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError("%s is not a date" % text)
    return datetime.date(*map(int, text.split("-")))


class Table:
    """All rows of some files, and the columns that any header has."""

    def __init__(self, paths, required, names=None, agree=()):
        self.columns, self.rows = [], []
        self.required, self.names = set(required), names or {}
        first, had = None, None
        for path in paths:
            source = sys.stdin.buffer if path == "-" else open(path, "rb")
            with source:
                text = source.read().decode("utf-8-sig")
            header, line = None, 0
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            for cells in reader:
                line, begin = reader.line_num, line + 1
                if not any(cells):
                    continue
                if header is None or cells[0] == first \
                        and self.required <= set(self.named(cells)):
                    first, header = first or cells[0], self.named(cells)
                    self.check(path, header)
                    if had not in (None, [c in header for c in agree]):
                        raise age.BadData("%s: headers differ" % path)
                    had = [c in header for c in agree]
                    self.columns += [c for c in header
                                     if c not in self.columns]
                    continue
                row = Row(zip(header, cells))
                row.file, row.line = path, begin
                row.ragged = len(cells) != len(header)
                self.rows.append(row)

    def named(self, cells):
        """Columns by the names that --col gives to headers."""
        back = {header: column for column, header in self.names.items()}
        return [back.get(c, c) for c in cells]

    def check(self, path, header):
        missing = self.required - set(header)
        if missing:
            raise age.BadData("%s: no column %s" % (path, min(missing)))

    def __contains__(self, column):
        return column in self.columns


def valid(row, on):
    """Whether a row with valid_from and valid_to, both included and blank
    when open, counts on a day."""
    since, until = row.date("valid_from"), row.date("valid_to")
    return (since is None or since <= on) and (until is None or on <= until)


class Customers(Table):
    def __init__(self, path):
        super().__init__([path], ["customer"])
        self.by_name = {}
        for row in self.rows:
            if row["customer"] in self.by_name or not row["customer"]:
                raise Fault(row, "duplicate-key", "customer", "twice or blank")
            self.by_name[row["customer"]] = row

    def get(self, customer):
        return self.by_name.get(customer, Row())

    def exempt(self, customer):
        said = self.get(customer)["tax_exempt"].strip(" ").lower()
        return said not in EXEMPT_NOT and said.strip("0.,") != ""


class TaxTable(Table):
    def __init__(self, path):
        super().__init__([path], ["code", "rate"],
                         {"code": "tax_code"} if self.old_name(path) else {})
        self.by_code = {}
        for row in self.rows:
            row.rate = percent(row, "rate")
            mine = span(row)
            for other in self.by_code.setdefault(row["code"], []):
                its = span(other)
                if mine[0] <= its[1] and its[0] <= mine[1]:
                    raise Fault(row, "overlap", "valid_from", "two rates")
            self.by_code[row["code"]].append(row)

    @staticmethod
    def old_name(path):
        with open(path, encoding="utf-8-sig", newline="") as f:
            return "tax_code" in next(csv.reader(f), [])

    def rate(self, code, on):
        """The rate of a code on a day, or None."""
        return next((row.rate for row in self.by_code.get(code, [])
                     if valid(row, on)), None)


def span(row):
    return (row.date("valid_from") or datetime.date.min,
            row.date("valid_to") or datetime.date.max)


def percent(row, column):
    """A tax rate in percent: 20 or 20%, from 0 to 1000."""
    text = row[column]
    x = row.decimal(column, text[:-1] if text.endswith("%") else text)
    if not 0 <= x <= 1000:
        raise Fault(row, "number", column, "not a rate")
    return x


def read_terms(text, basis):
    """Terms, and the share of the net that is taxed: with --discount-basis
    tax-adjusted what the largest discount leaves, taken or not."""
    parsed = terms.parse(text)
    largest = {max((percent for percent, _ in part["tiers"]),
                   default=Fraction(0)) for part in parsed}
    if basis != "tax-adjusted":
        return parsed, Fraction(1)
    if len(largest) > 1:
        raise ValueError("several discounts, one tax")
    return parsed, 1 - largest.pop() / 100


# -- Lines -----------------------------------------------------------------

class Line:
    """One billing line with what holds for it after all defaults.

    qty, and so list and base, are signed as their effect on the receivable:
    a credit line's are turned around.
    """

    def __init__(self, row, lines, opts):
        self.row, self.opts = row, opts
        if row.ragged:
            raise Fault(row, "ragged", "", "ragged")
        self.customer = row["customer"]
        if not self.customer:
            raise Fault(row, "blank", "customer", "whose line?")
        known = opts.customers.get(self.customer) if opts.customers else Row()
        if row["type"] not in ("", "invoice", "credit"):
            raise Fault(row, "type", "type", "not a type")
        self.credit = row["type"] == "credit"
        self.date = row.date("date") or opts.date
        if self.date is None:
            raise Fault(row, "blank", "date", "and no --date")
        if opts.closed and self.date <= opts.closed:
            raise Fault(row, "closed", "date", "in a closed period")
        self.currency = ""
        if "currency" in lines or opts.customers \
                and "currency" in opts.customers:
            self.currency = row["currency"] or known["currency"]
            if not self.currency:
                raise Fault(row, "blank", "currency", "which?")
            if not re.fullmatch("[A-Z]{3}", self.currency):
                raise Fault(row, "currency", "currency", "no currency")
        self.due = row.date("due")
        self.service = row.date("service_from"), row.date("service_to")
        if all(self.service) and self.service[0] > self.service[1]:
            raise Fault(row, "sign", "service_to", "before service_from")
        self.read_amounts()
        self.rate = percent(row, "tax_rate") if row["tax_rate"] else None
        if self.due and self.due < self.date:
            raise Fault(row, "early", "due", "before the document")
        self.read_terms(row["terms"] or known["terms"] or opts.terms)
        self.read_tax()

    def read_terms(self, text):
        """What the terms say; nothing where there is an explicit due date:
        then they are text.  A credit is taxed as the invoice that it mirrors.
        """
        self.terms, self.installments, self.share = text, None, Fraction(1)
        if not text:
            return
        try:
            parsed, share = read_terms(text, self.opts.discount_basis)
        except ValueError as error:
            raise Fault(self.row, "terms", "terms", error) from None
        if not self.due:
            self.installments, self.share = parsed, share

    def read_tax(self):
        """Rate and code; what the line says wins over the table.  Who is
        exempt has no rate, whatever the code."""
        row = self.row
        self.code, self.table_rate = row["tax_code"], None
        if self.code and self.opts.tax:
            self.table_rate = self.opts.tax.rate(self.code, self.date)
        if self.rate is None and self.code:
            self.rate, self.table_rate = self.table_rate, None
            if self.rate is None:
                raise Fault(row, "tax-code", "tax_code", "has no rate")
        if self.rate is None:
            self.rate = Fraction(0)
        if self.opts.customers and self.opts.customers.exempt(self.customer):
            self.rate, self.table_rate = Fraction(0), None

    def read_amounts(self):
        """list and base, each one rounding of the exact product."""
        row = self.row
        self.qty = row.decimal("qty")
        if self.qty == 0:
            raise Fault(row, "sign", "qty", "nothing is billed")
        listed = self.opts.prices and self.opts.prices.price(self)
        if row["price"] == "" and listed is not None:
            self.price = listed
        else:
            self.price = row.decimal("price")
        if self.credit and self.qty < 0:
            raise Fault(row, "sign", "qty", "a credit of less than nothing")
        if self.qty < 0 and self.price < 0:
            raise Fault(row, "sign", "price", "is it a credit or not?")
        if self.credit:
            self.qty = -self.qty
        unit = 10 ** exponent(self.currency)
        how = self.opts.rounding
        exact = self.qty * self.price * unit
        self.list = self.base = rounded(exact, how)
        text, at = row["line_discount"], "line_discount"
        if row["discount_percent"]:
            if text:
                raise Fault(row, "sign", "discount_percent", "which?")
            text, at = row["discount_percent"], "discount_percent"
        self.discount = ""
        if text.startswith("-"):
            raise Fault(row, "sign", at, "below zero")
        if text.endswith("%") or at == "discount_percent":
            share = percent(row, at)
            if share > 100:
                raise Fault(row, "number", at, "over 100 %")
            self.discount = plain(share) + "%"
            self.base = rounded(exact * (1 - share / 100), how)
        elif text:
            less = row.amount("line_discount", self.currency)
            if less > abs(self.list):
                raise Fault(row, "number", "line_discount", "more than all")
            self.discount = money(less, self.currency)
            self.base -= less if self.list > 0 else -less
        if max(abs(self.list), abs(self.base)) > INT64:
            raise Fault(row, "range", "qty", "beyond the largest amount")

    def cell(self, column):
        """A cell of the group's key: with defaults, and dates alike."""
        for name in ("customer", "currency", "terms"):
            if column == name:
                return getattr(self, name)
        if column in ("date", "due"):
            return str(getattr(self, column) or "")
        return self.row[column]
