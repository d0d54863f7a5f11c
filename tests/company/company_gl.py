"""The general ledger of the demo company, and what went wrong in another.

ledger(company) gives the lines of the year as the feeds posted them; they
agree with the book.  faults(lines, company) gives the same lines with one
fault of each kind, and the truth about each.

Billing posts a line a document, installments together, on 1200 (source AR).
Cash posts money that came by wire a line a receipt, at times with its discount
in one, and the checks of a day as one deposit (source CASH).  Balances brought
forward are one line (source GL).  Revenue, tax, cash and the rest are posted a
day at a time.
"""

import datetime
from collections import defaultdict

from prng import Random

CONTROL, SUSPENSE = "1200", "1290"
CASH = {"USD": "1010", "EUR": "1020"}
DAY = datetime.timedelta(1)
END = datetime.date(2026, 10, 31)
GL = "date,account,amount,currency,ref,source,entry,memo,customer"
TRUTH = ("class,account,currency,key,book_amount,other_amount,difference,"
         "what")

# What stands against a receivable; a reason goes before its type.
AGAINST = {"opening": "3900", "interest": "4300", "fee": "4300",
           "invoice": "4000", "debit": "4300", "credit": "4100",
           "discount": "4200", "writeoff": "6500", "adjust": "4100",
           "reverse": "4000"}
BY_CASH = ("receipt", "refund", "discount")
POSTED = ("invoice", "debit", "credit", "receipt", "discount", "writeoff",
          "adjust", "refund", "reverse")


def cents(row, column="amount"):
    return int(row[column].replace(".", "")) if row.get(column) else 0


def text(amount):
    return "%s%d.%02d" % ("-" * (amount < 0), abs(amount) // 100,
                          abs(amount) % 100)


class Line:
    """On the control account: what its rows come to."""

    def __init__(self, rows, ref, source, memo, customer):
        self.rows, self.ref, self.source = rows, ref, source
        self.memo, self.customer, self.account = memo, customer, CONTROL
        self.date, self.currency = rows[0]["date"], rows[0]["currency"]
        self.amount = sum(cents(row) for row in rows)

    def cells(self, entry):
        return [self.date, self.account, text(self.amount), self.currency,
                self.ref, self.source, entry, self.memo, self.customer]

    def copy(self, **changes):
        line = Line(self.rows, self.ref, self.source, self.memo,
                    self.customer)
        line.__dict__.update(changes)
        return line


def what_is_posted(row):
    """(key of its line, reference, source, memo), rows of one key in one."""
    kind, date, doc = row["type"], row["date"], row["doc"]
    if row.get("reason") == "opening":
        return ("opening", row["currency"]), "OPENING", "GL", \
            "balances brought forward"
    if kind == "receipt" and doc.isdigit():
        return (date, row["currency"], "deposit"), "DEP-%s" % date, "CASH", \
            "deposit of checks"
    if kind in BY_CASH:
        joined = kind == "discount" and doc[0] == "W" and doc[-1] in "37"
        key = (date, row["currency"], doc, row["customer"])
        if joined:
            return key + ("receipt",), doc, "CASH", "receipt"
        return key + (kind,) + (row.get("ref"),) * (
            kind == "discount"), doc, "CASH", kind
    return (date, row["currency"], doc, row["customer"], kind), doc, "AR", \
        kind


def control(company):
    """The lines of the control account."""
    groups, how = defaultdict(list), {}
    for row in company.rows:
        if row["type"] in POSTED:
            key, *how[key] = what_is_posted(row)
            groups[key].append(row)
    lines = []
    for key, rows in groups.items():
        names = {row.get("ref_customer") or row["customer"] for row in rows}
        lines.append(Line(rows, *how[key],
                          names.pop() if len(names) == 1 else ""))
    return lines


def against(lines):
    """The other accounts, a line a day."""
    sums = defaultdict(int)
    for line in lines:
        for row in line.rows:
            tax = cents(row, "tax")
            account = AGAINST.get(row.get("reason")) or AGAINST.get(
                row["type"]) or CASH[row["currency"]]
            day = row["date"], row["currency"], line.source
            sums[day + (account,)] -= cents(row) - tax
            if tax:
                sums[day + ("2200",)] -= tax
    return sums


def ledger(company):
    """[cells] of all lines, by date."""
    lines = control(company)
    return written(lines, against(lines))


def written(lines, sums):
    entries, found = {}, []

    def entry(*day):
        return entries.setdefault(day, "%s-%05d" % (day[2],
                                                    len(entries) + 1))

    def order(line):
        return line.date, line.currency, line.source
    for line in sorted(lines, key=order):
        found.append(line.cells(entry(*order(line))))
    for (date, currency, source, account), amount in sums.items():
        if amount:
            found.append([date, account, text(amount), currency, "", source,
                          entry(date, currency, source), "", ""])
    return sorted(found, key=lambda cells: (str(cells[0]), cells[3],
                                            cells[5]))


# -- What went wrong --------------------------------------------------------

class Faults:
    """One of each class that a ledger alone can have."""

    def __init__(self, company):
        self.r = Random(20261107)
        self.lines, self.truth = control(company), []
        self.used = set()
        self.by_ref = defaultdict(list)
        for line in self.lines:
            self.by_ref[line.ref, line.currency].append(line)
        for row in company.rows:
            self.used.add(row.get("ref"))

    def pick(self, kind, fits=lambda line: True):
        """A line of one row whose number nothing else has."""
        its = [line for line in self.lines
               if line.memo == kind and len(line.rows) == 1
               and len(self.by_ref[line.ref, line.currency]) == 1
               and line.ref not in self.used
               and datetime.date(2026, 9, 1) <= line.date <= END - 10 * DAY
               and abs(line.amount) > 10000 and fits(line)]
        line = self.r.choice(its)
        self.used.add(line.ref)
        return line

    def say(self, kind, line, book, other, difference, what):
        self.truth.append([kind, CONTROL, line.currency, line.ref, *(
            "" if x is None else text(x) for x in (book, other, difference)),
            what])

    def wrong(self, kind, line, amount, what):
        book = line.amount
        line.amount = amount
        self.say(kind, line, book, amount, book - amount, what)

    def unknown(self, kind, ref, amount, source, memo, what):
        like = self.pick("invoice")
        line = like.copy(ref=ref, amount=amount, source=source, memo=memo,
                         customer="")
        self.lines.append(line)
        self.say(kind, line, None, amount, -amount, what)

    def amounts(self):
        line = self.pick("invoice")
        self.wrong("amount", line, line.amount - 12345,
                   "another amount than was billed")
        line = self.pick("invoice")
        self.wrong("amount-rounding", line, line.amount + 1,
                   "a cent more, by rounding")
        line = self.pick("invoice", lambda line: line.amount // 1000 % 10
                         != line.amount // 10000 % 10)
        a, b = line.amount // 1000 % 10, line.amount // 10000 % 10
        self.wrong("amount-transposition", line,
                   line.amount + (a - b) * 9000, "two digits swapped")
        line = self.pick("credit")
        self.wrong("amount-sign", line, -line.amount,
                   "a credit memo posted as a debit")
        line = self.pick("receipt")
        self.wrong("amount-decimal-shift", line, line.amount * 100,
                   "cents posted as units")
        line = self.pick("invoice", lambda line: cents(line.rows[0], "tax")
                         > 1000)
        self.wrong("amount-tax", line, line.amount
                   - cents(line.rows[0], "tax"), "posted without its tax")

    def lacking(self):
        line = self.pick("invoice")
        self.lines.remove(line)
        self.say("missing-in-gl", line, line.amount, None, line.amount,
                 "the feed lost it")
        line = self.pick("receipt", lambda line: line.customer)
        line.date = END + 3 * DAY
        self.say("timing", line, line.amount, line.amount, line.amount,
                 "posted on the 3rd of November")
        self.unknown("missing-in-book", "INV-999001", 98765, "AR",
                     "invoice", "an invoice that was never in the book")
        self.unknown("manual-journal", "ADJ-17", -250000, "GL",
                     "reclass per controller", "posted by hand")
        self.unknown("fx-revaluation", "REVAL-10", 41122, "REVAL",
                     "month end rate", "a revaluation")

    def twice(self):
        line = self.pick("receipt")
        self.lines.append(line.copy())
        self.say("duplicate-gl", line, None, line.amount, -line.amount,
                 "posted twice")
        line = self.pick("invoice")
        self.lines.append(line.copy(amount=-line.amount, memo="void"))
        self.say("voided", line, None, -line.amount, line.amount,
                 "voided in the ledger, not in the book")
        line = self.pick("invoice").copy(ref="TEST-1", customer="",
                                         amount=777700)
        self.lines += [line, line.copy(amount=-777700)]
        self.say("reversal-pair", line, None, 0, 0,
                 "a test entry and its reversal")

    def elsewhere(self):
        line = self.pick("invoice")
        line.account = SUSPENSE
        self.say("wrong-account", line, line.amount, None, line.amount,
                 "posted on 1290")
        line = self.pick("invoice")
        line.customer = "01001" if line.customer != "01001" else "01002"
        self.say("wrong-customer", line, line.amount, line.amount, 0,
                 "posted for another customer")

    def deposit(self):
        """A deposit of checks that was keyed in wrong."""
        days = [line for line in self.lines if line.memo[:7] == "deposit"
                and line.date.month == 10 and len(line.rows) > 3]
        line = self.r.choice(days)
        book, line.amount = line.amount, line.amount + 5000
        self.truth.append([
            "amount", CONTROL, line.currency, "%s/receipt" % line.date,
            text(book), text(line.amount), text(book - line.amount),
            "a deposit of %d checks, 50.00 short" % len(line.rows)])


def faults(company):
    """([cells] of the lines, [cells] of the truth)."""
    f = Faults(company)
    sums = against(f.lines)
    for plant in (f.amounts, f.lacking, f.twice, f.elsewhere, f.deposit):
        plant()
    return written(f.lines, sums), sorted(f.truth)
