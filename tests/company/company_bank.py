"""What the banks of the demo company say of its last month, and the truth.

bank(company) gives two lists of rows.  The first are the lines of two
accounts, dollars and euros, up to the last day.  Money that comes by wire is a
line each, with the reference that the book has or, from some payers, without.
Checks are deposited together, once a day, but large ones alone; those of the
last day are in transit.  Banks charge, pay interest, keep fees, and return
what bounced.

The second list says what each line is (`id` of the line, numbers in the book),
and which rows of the book no line stands behind.
"""

import datetime
from collections import defaultdict

from prng import Random

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)
DAY = datetime.timedelta(1)
ACCOUNT = {"USD": "OPERATING-USD", "EUR": "OPERATING-EUR"}
BANK = "date,amount,currency,ref,payer,memo,account,id"
TRUTH = "class,id,docs,currency,amount,what"


def cents(row):
    return int(row["amount"].replace(".", ""))


def text(amount):
    return "%s%d.%02d" % ("-" * (amount < 0), abs(amount) // 100,
                          abs(amount) % 100)


class Statement:
    def __init__(self, company):
        self.r = Random(20261108)
        self.names = {c.id: c.name for c in company.customers}
        self.written = {owner: value for kind, value, owner, _
                        in company.aliases if kind == "name"}
        self.lines, self.truth = [], []
        self.rows = [row for row in company.rows
                     if row["type"] in ("receipt", "refund")
                     and FIRST <= row["date"] <= LAST]
        self.short = self.r.choice([
            row for row in self.rows if row["doc"][0] == "W"
            and row["currency"] == "USD" and -cents(row) > 500000])

    def working(self, date):
        while date.weekday() > 4:
            date += DAY
        return date

    def payer(self, customer):
        """As the bank writes it."""
        name = self.names.get(customer, "")
        return self.written.get(customer, name.upper()[:35])

    def line(self, kind, date, amount, currency, what, docs=(), ref="",
             payer="", memo=""):
        number = len(self.lines) + 1
        self.lines.append([date, amount, currency, ref, payer, memo,
                           ACCOUNT[currency], number])
        self.truth.append([kind, number, " ".join(docs), currency,
                           text(amount), what])

    # What the book has too

    def wire(self, row):
        r, amount = self.r, -cents(row)
        date = row["date"]
        if r.chance(250):  # it was booked the day after
            date = date - DAY if (date - DAY).weekday() < 5 else date
            date = max(date, FIRST)
        ref = row["doc"] if r.chance(850) else ""
        memo = "WIRE IN" if row["currency"] == "USD" else "SEPA CREDIT"
        if row is self.short:
            self.line("netted-fee", date, amount - 2500, row["currency"],
                      "the bank kept 25.00", [row["doc"]], row["doc"],
                      self.payer(row["customer"]), memo + " LESS FEE")
            return
        self.line("matched", date, amount, row["currency"], "a wire",
                  [row["doc"]], ref, self.payer(row["customer"]), memo)

    def checks(self, date, rows):
        """Large ones alone, the others as one deposit."""
        if date == self.last_deposit:
            for row in rows:
                self.truth.append([
                    "outstanding", "", row["doc"], row["currency"],
                    text(-cents(row)), "in transit on the last day"])
            return
        for row in rows:
            if -cents(row) >= 2500000:
                self.line("matched", date, -cents(row), row["currency"],
                          "a check deposited alone", [row["doc"]],
                          row["doc"], "", "CHECK DEPOSIT")
        small = [row for row in rows if -cents(row) < 2500000]
        if small:
            self.line("matched", self.working(date + DAY),
                      -sum(map(cents, small)), rows[0]["currency"],
                      "a deposit of %d checks" % len(small),
                      [row["doc"] for row in small], "", "",
                      "DEPOSIT %s" % date.strftime("%m%d"))

    def out(self, row):
        """Returned, or sent back."""
        amount = -cents(row)
        memo = "RETURNED ITEM NSF" if row["type"] == "receipt" \
            else "WIRE OUT"
        self.line("matched", row["date"], amount, row["currency"],
                  memo.lower(), [row["doc"]], row["doc"],
                  self.payer(row["customer"]), memo)

    def known(self):
        days = defaultdict(list)
        wires = [row for row in self.rows if row["doc"][0] == "W"]
        for row in self.rows:
            if row["doc"].isdigit():
                days[row["date"], row["currency"]].append(row)
        self.last_deposit = max(date for date, _ in days)
        for row in wires:
            self.wire(row)
        for (date, _), rows in sorted(days.items()):
            self.checks(date, rows)
        for row in self.rows:
            if row["type"] == "refund" or cents(row) > 0:
                self.out(row)

    # What only the bank has

    def unknown(self):
        for kind, day, amount, currency, memo, what in (
                ("bank-only-fee", 30, -18500, "USD", "MONTHLY SERVICE CHARGE",
                 "the bank's charge"),
                ("bank-only-fee", 30, -4210, "EUR", "ACCOUNT FEE OCTOBER",
                 "the bank's charge"),
                ("bank-only-fee", 14, -3500, "USD", "WIRE FEE",
                 "the bank's charge"),
                ("bank-only-interest", 30, 21877, "USD", "INTEREST PAID",
                 "interest"),
                ("bank-only-nsf", 29, -121455, "USD",
                 "RETURNED CHECK NSF", "a return that is not booked yet"),
                ("bank-only-receipt", 28, 448020, "USD",
                 "WIRE IN NO DETAILS", "money that is not booked yet"),
                ("bank-only", 21, -91234, "EUR", "STANDING ORDER 4471",
                 "what it is has to be asked")):
            self.line(kind, datetime.date(2026, 10, day), amount, currency,
                      what, memo=memo)


def bank(company):
    s = Statement(company)
    s.known()
    s.unknown()
    ids = {}
    for i, line in enumerate(sorted(s.lines, key=lambda line: (
            line[0], line[2], line[7]))):
        ids[line[7]] = line[7] = "B%04d" % (i + 1)
        line[1] = text(line[1])
    for row in s.truth:
        row[1] = ids.get(row[1], "")
    return (sorted(s.lines, key=lambda line: line[7]),
            sorted(s.truth, key=lambda row: (row[1], row[2])))
