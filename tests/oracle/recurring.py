"""Contracts into billing lines, as the oracle of ar-invoice has it.

Part of the oracle; see invoice.py.  Every period of a contract is made, from
its start; what is dated outside the window is thrown away.
"""

import calendar
import datetime
import re
from collections import namedtuple
from fractions import Fraction

import age
from billing import Fault, Row, Table, exponent, money, plain, rounded

DAY = datetime.timedelta(1)
REQUIRED = ("customer", "item", "price", "every", "start")
PASSED_ON = ("contract", "currency", "entity", "po", "terms", "tax_code",
             "tax_rate")

# A charge or a credit: service from..to, a part of the period whole.
Service = namedtuple("Service", "date since until whole credit")


# -- Days ------------------------------------------------------------------

def on_anchor(month, anchor):
    """The anchor day of a month (counted from year 0), or its last day."""
    year, month = divmod(month, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(anchor, last))


def index(date, basis, day=None):
    """A day counted as if every month had 30, or 28, days."""
    days = int(basis)
    return days * (12 * date.year + date.month) \
        + min((day or date.day) - 1, days)


def length(since, until, whole, anchor, basis):
    """Days of a part, since..until, of a whole period, all included.

    A period that begins on the last day of a month which is too short for
    the anchor begins, and the one before ends, as if it were the anchor; so
    N months have N times 30 days.
    """
    if basis == "actual":
        return (until - since).days + 1
    begin, end = whole[0], whole[1] + DAY
    return index(until + DAY, basis, anchor if until + DAY == end else None) \
        - index(since, basis, anchor if since == begin else None)


# -- Contracts -------------------------------------------------------------

class Contract:
    def __init__(self, row):
        self.row = row
        for column in ("customer", "item"):
            if not row[column]:
                raise Fault(row, "blank", column, "needed")
        every = re.fullmatch(r"([1-9][0-9]*)([my])", row["every"])
        if not every:
            raise Fault(row, "number", "every", "not Nm or Ny")
        self.months = int(every[1]) * (12 if every[2] == "y" else 1)
        self.start, self.end = row.date("start"), row.date("end")
        if self.start is None:
            raise Fault(row, "blank", "start", "needed")
        if self.end and self.end < self.start:
            raise Fault(row, "date", "end", "before the start")
        self.anchor = int(row["anchor"] or self.start.day)
        if not 1 <= self.anchor <= 31:
            raise Fault(row, "number", "anchor", "not a day of the month")
        if row["mode"] not in ("", "advance", "arrears"):
            raise Fault(row, "type", "mode", "not advance or arrears")
        self.arrears = row["mode"] == "arrears"
        self.early = row["reason"] != ""
        self.qty = row.decimal("qty") if row["qty"] else Fraction(1)
        self.price = row.decimal("price")

    def periods(self):
        """(since, until, whole): the partial first one, if the start is on
        no anchor, then full ones, never drifting."""
        month = 12 * self.start.year + self.start.month - 1
        if on_anchor(month, self.anchor) < self.start:
            month += 1
        first = on_anchor(month, self.anchor)
        if first > self.start:
            whole = on_anchor(month - self.months, self.anchor), first - DAY
            yield self.start, first - DAY, whole
        while month + self.months < 12 * 10000:
            since = on_anchor(month, self.anchor)
            month += self.months
            until = on_anchor(month, self.anchor) - DAY
            yield since, until, (since, until)

    def services(self):
        """All charges and credits, in order of date."""
        for since, until, whole in self.periods():
            if self.end and self.end < since:
                return
            cut = self.end and self.end < until
            if cut and self.early and not self.arrears:
                # Billed in full before anybody knew; the rest goes back.
                yield Service(since, since, until, whole, False)
                yield Service(self.end + DAY, self.end + DAY, until, whole,
                              True)
                return
            if cut:
                until = self.end
            yield Service(until if self.arrears else since, since, until,
                          whole, False)

    def days(self, since, until, whole, opts):
        return length(since, until, whole, self.anchor, opts.proration)

    def amount(self, since, until, whole, opts):
        """The rounded price of a part of a period."""
        share = Fraction(1)
        if (since, until) != whole:
            share = Fraction(self.days(since, until, whole, opts),
                             self.days(*whole, whole, opts))
        unit = 10 ** exponent(self.row["currency"])
        return rounded(self.qty * self.price * share * unit, opts.rounding)

    def line(self, service, opts):
        """A billing line; None for a part that is worth nothing."""
        s, row = service, Row()
        for column in PASSED_ON + ("customer", "item", "description"):
            row[column] = self.row[column]
        row.update(date=str(s.date), service_from=str(s.since),
                   service_to=str(s.until), memo=self.row["memo"])
        if (s.since, s.until) == s.whole:
            row.update(qty=plain(self.qty), price=plain(self.price))
            return row
        days = self.days(s.since, s.until, s.whole, opts)
        amount = self.amount(s.since, s.until, s.whole, opts)
        memo = "%d/%d of %s to %s" % (
            days, self.days(*s.whole, s.whole, opts), *s.whole)
        if s.credit:
            # What was billed less what was used, so that they add up.  What
            # was billed may have been the partial first period.
            billed = max(s.whole[0], self.start), s.until
            used = billed[0], self.end
            amount = self.amount(*billed, s.whole, opts) \
                - self.amount(*used, s.whole, opts)
            memo = "%s: %s unused" % (self.row["reason"], memo)
        if amount == 0:
            return None
        # Of a rebate, what goes back is a charge: both negative is none.
        back = s.credit and amount > 0
        row.update(qty="-1" if back else "1",
                   price=money(abs(amount) if s.credit else amount,
                               self.row["currency"]),
                   memo="; ".join(m for m in (self.row["memo"], memo) if m))
        return row


def lines(opts):
    """The billing lines of a window, as a table."""
    contracts = Table([opts.recurring], REQUIRED)
    if not opts.from_ or not opts.to or opts.to < opts.from_:
        raise age.BadData("--recurring needs --from and --to, in order")
    found = []
    for row in contracts.rows:
        contract = Contract(row)
        for service in contract.services():
            if service.date > opts.to and not contract.arrears:
                break
            if service.since > opts.to:
                break
            if opts.from_ <= service.date <= opts.to:
                line = contract.line(service, opts)
                if line is not None:
                    found.append(line)
    found.sort(key=lambda line: line["date"])  # stable: by contract row
    for i, line in enumerate(found):
        line.file, line.line, line.ragged = "recurring", i + 2, False
    contracts.rows = found
    contracts.columns = "date customer item description qty price".split() \
        + ["service_from", "service_to"] \
        + [c for c in PASSED_ON if c in contracts.columns] + ["memo"]
    return contracts
