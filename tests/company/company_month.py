"""The last month of the demo company, as it was before cash application.

month(company) gives two lists of rows.  The first is the book up to the last
day, but without what the application of the month's receipts made of them;
instead the receipts say what banks and payers say: a remittance, a text, a
name that was cut off, or nothing.  The second is what was left out: the truth.
Both together are the same open items as the company's book.

Who says what how is a habit of the payer, and was set before there was a
program that reads it: most of the large send a remittance (EDI, or keyed in by
the lockbox), most others cite numbers, some cite nothing at all.
"""

import datetime

from prng import Random

FIRST = datetime.date(2026, 10, 1)
NOBODY = "UNIDENTIFIED"

# segment: of a thousand payers, those who send a remittance, those who cite
CHANNELS = {"key": (800, 160), "large": (650, 270), "mid": (500, 400),
            "small": (350, 450)}

# How a payer writes INV-108115; how many of a hundred do.
STYLES = [(46, "INV-%s"), (30, "%s"), (9, "INV%s"), (6, "inv %s"),
          (5, "0000%s"), (4, "Inv#%s")]

CLAIMS = {"pricing": "PRICE DIFF", "damage": "DAMAGED GOODS",
          "shortage": "SHORTAGE", "promo": "PROMO ALLOWANCE",
          "freight": "FREIGHT", "quality": "QUALITY CLAIM"}

# What stands around the numbers; {n} are the numbers, {name} who pays.
CHECK = ["{n}", "LBX 4512 CK {doc} {n}", "Inv {n}", "INVOICES {n}",
         "CK {doc} {name} {n}", "paying {n} thank you"]
WIRE = ["ACH CREDIT {name} PMT {n}", "CCD {name} INVOICE PYMT {n}",
        "ORIG:{name} OBI:{n}", "{name} /RFB/{n}",
        "WIRE IN {date} {name} {n} QUESTIONS 555-0134", "{n} {name}"]
EUROPE = {
    "DE": ["SVWZ+RE {n} VOM {vom} {name}", "Rechnung Nr. {n} {name}",
           "RG.NR. {n} {name} {iban}", "EREF+NOTPROVIDED SVWZ+{n} {name}"],
    "FR": ["FACTURE {n} {name}", "VIR SEPA {name} FACT {n}"],
    "IT": ["Fattura n. {n} {name}", "BONIFICO DA {name} SALDO FT {n}"],
    "NL": ["Factuur {n} {name}", "{name} betaling factuur {n}"],
    "IE": ["{name} INVOICE {n}", "SEPA CT {name} {n}"],
}
SILENT = ["PAYMENT {name}", "{name} ON ACCOUNT", "{name}",
          "MONTHLY PAYMENT {name}", "{name} PER STATEMENT {date}"]


class Said:
    """What a receipt was meant for."""

    def __init__(self, payer, how=""):
        self.payer, self.how = payer, how
        self.lines = []    # what the payer's books say
        self.taken = {}    # credit: cents

    def refs(self):
        return dict.fromkeys(line.ref for line in self.lines)

    def add_credit(self, credit, ref, amount):
        """A credit that is taken is part of what the item is paid with."""
        self.taken[credit] = self.taken.get(credit, 0) + amount
        line = next((line for line in self.lines if line.ref == ref), None)
        if line is None:
            self.lines.append(Line(ref, "", amount))
        else:
            line.paid += amount


class Line:
    """A payable: what is paid of it, and what is held back and why."""

    deduction, reason = 0, ""

    def __init__(self, ref, due, paid, discount=0):
        self.ref, self.due = ref, due
        self.paid, self.discount = paid, discount


class Habit:
    """How a payer tells what it pays."""

    def __init__(self, customer):
        r = Random(770000 + int(customer.id))
        remit, cite = CHANNELS[customer.segment]
        at = r.between(1, 1000)
        self.channel = "remit" if at <= remit else \
            "text" if at <= remit + cite else "silent"
        self.style = r.weighted(STYLES)
        self.orders = r.chance(80)   # cites its own orders
        self.xref = r.chance(600)    # ... or its own numbers
        self.amounts = r.chance(250)
        self.joint = r.choice([" ", ", ", "/", " & ", "; ", " + "])
        self.form = r.between(0, 99)


def cents(row, column="amount"):
    return int(row[column].replace(".", "")) if row.get(column) else 0


def text(amount):
    return "%s%d.%02d" % ("-" * (amount < 0), abs(amount) // 100,
                          abs(amount) % 100)


class Month:
    def __init__(self, company):
        self.r = Random(20261101)
        self.company, self.rows = company, company.rows
        self.customers = {c.id: c for c in company.customers}
        self.habits = {c.id: Habit(c) for c in company.customers}
        self.orders = {row["doc"]: row["po"] for row in self.rows
                       if row["type"] == "invoice" and row.get("po")}
        self.aliases = {(kind, doc or owner): value
                        for kind, value, owner, doc in company.aliases}
        self.touched = {(row["customer"], row.get("ref")) for row in self.rows
                        if row["type"] in ("refund", "receipt")}
        self.receipts = {}  # (customer, doc): row, of this month
        self.found = {}     # (UNIDENTIFIED, doc): customer
        self.out = {}       # number of a row that is left out: its payment
        self.said = {}      # (customer, doc) of a receipt: Said

    # -- What is left out --------------------------------------------------

    def find_receipts(self):
        for row in self.rows:
            key = row["customer"], row["doc"]
            if row["type"] == "receipt" and row["date"] >= FIRST:
                self.receipts[key] = row
                self.said[key] = Said(self.customers.get(row["customer"]))
            elif row["type"] == "transfer" and (
                    NOBODY, row["doc"]) in self.receipts:
                self.found[NOBODY, row["doc"]] = row["customer"]

    def home(self, key):
        """Where a receipt's money is in the end."""
        return self.found.get(key, key[0]), key[1]

    def leave_out(self):
        homes = {self.home(key): key for key in self.receipts}
        for payer, how, claims, first, end in self.company.payments:
            key = next((key for key in (
                (row["customer"], row["doc"]) for row in self.rows[first:end]
                if row["type"] == "receipt") if key in self.receipts), None)
            if key:
                self.said[key] = said = Said(payer, how)
                said.lines = [
                    Line(inv.doc, due if len(inv.parts) > 1 else "", paid,
                         discount) for inv, due, paid, discount in claims]
                self.out.update((i, key) for i in range(first, end)
                                if self.rows[i]["type"] != "receipt")
        returned = {(row["customer"], row["ref"]): row["date"]
                    for row in self.receipts.values() if cents(row) > 0}
        for i, row in enumerate(self.rows):
            key = row["customer"], row["doc"]
            if row["type"] in ("apply", "discount", "transfer"):
                back = returned.get(key)
                if key in homes:
                    self.out.setdefault(i, homes[key])
                elif back and row["date"] >= back:
                    self.out.setdefault(i, None)
        self.leave_out_what_followed()

    def leave_out_what_followed(self):
        """The ends of deductions, and small balances written off."""
        numbers = {self.rows[i]["doc"] for i in self.out
                   if self.rows[i]["type"] == "dispute"}
        last = {}
        for i, row in enumerate(self.rows):
            item = row.get("ref_customer") or row["customer"], row.get("ref")
            if row["type"] == "apply":
                last[item] = i in self.out
            elif row["type"] == "resolve" and row["doc"] in numbers or \
                    row["type"] == "writeoff" and last.get(item) and \
                    row.get("reason") == "small-balance":
                self.out[i] = None

    # -- What they meant ---------------------------------------------------

    def gather(self):
        for i, key in self.out.items():
            row = self.rows[i]
            if key is None:
                continue
            if row["type"] == "dispute":
                line = self.said[key].lines[-1]
                line.deduction, line.reason = cents(row), row["reason"]
            elif row["type"] == "apply" and \
                    (row["customer"], row["doc"]) != self.home(key):
                self.said[key].add_credit(row["doc"], row["ref"], cents(row))
        self.gather_second()

    def gather_second(self):
        """What is paid a second time is cited a second time."""
        for key, row in self.receipts.items():
            if row.get("reason") == "duplicate":
                self.said[key] = next(
                    (self.said[k] for k, other in self.receipts.items()
                     if k[0] == key[0] and k != key
                     and other["amount"] == row["amount"]), self.said[key])

    # -- How they say it ---------------------------------------------------

    def number(self, ref, habit):
        digits = ref.split("-")[-1]
        if habit.xref and ("xref", ref) in self.aliases:
            return self.aliases["xref", ref]
        if habit.orders and ref in self.orders:
            return self.orders[ref].replace("-", self.r.choice("- "))
        return habit.style % digits if ref.startswith("INV-") else ref

    def typed(self, number):
        """Typed by hand: sometimes two digits change places."""
        if self.r.chance(8):
            number = number[:-2] + number[-1] + number[-2]
        return number

    def bank_name(self, payer):
        """A name, as banks write it."""
        r, name = self.r, payer.name.upper()
        if payer.country != "US":
            name = name.replace("&", "+")
            plain = r.choice(["ÜUE", "ÜU", "ÜÜ"])
            for a, b in (("Ü", plain[1:]), ("Ö", "OE"), ("É", "E")):
                name = name.replace(a, b)
        name = name.replace(",", "").replace('"', "").replace(";", "")
        return name[:r.weighted([(40, 22), (40, 35), (20, 70)])].strip()

    def numbers(self, said, habit):
        """The numbers of a text, as they are typed."""
        parts = []
        for ref in said.refs():
            part = self.typed(self.number(ref, habit))
            amount = sum(x.paid for x in said.lines if x.ref == ref)
            if habit.amounts:
                part += " $%s" % format(amount / 100, ",.2f") \
                    if said.payer.country == "US" else " EUR " + text(amount)
            parts.append(part)
        if len(parts) > 1 and not habit.amounts \
                and habit.style == "INV-%s" and habit.form % 2:
            parts[1:] = [p.replace("INV-", "") for p in parts[1:]]
        whole = habit.joint.join(parts)
        for credit in said.taken:
            whole += " less " + credit
        for line in said.lines:
            if line.deduction:
                whole += " LESS %s %s" % (CLAIMS[line.reason],
                                          text(line.deduction))
        if any(line.discount for line in said.lines) and self.r.chance(500):
            whole += " LESS 2% DISC"
        return ("PART PMT " if said.how == "pay_in_part" and
                self.r.chance(600) else "") + whole

    def fill(self, form, row, said, numbers=""):
        iban = self.aliases.get(("iban", said.payer.id), "")
        return form.format(
            n=numbers, name=self.bank_name(said.payer), doc=row["doc"],
            date=row["date"].strftime("%m/%d/%y"), iban=iban,
            vom=(row["date"] - datetime.timedelta(30)).strftime("%d.%m.%Y"),
        ).strip()

    def memo(self, row, said, channel):
        """The text of the bank's statement."""
        if row.get("memo") == "dividend":
            return "INSOLVENCY ESTATE DIVIDEND " + self.bank_name(said.payer)
        habit, check = self.habits[said.payer.id], row["doc"][0] != "W"
        if channel == "text" and said.lines:
            forms = CHECK if check else EUROPE.get(said.payer.country, WIRE)
            if habit.orders:
                forms = ["{n} {name}"]
            return self.fill(forms[habit.form % len(forms)], row, said,
                             self.numbers(said, habit))
        if check:
            return "" if channel == "silent" else \
                "LBX 4512 CK %s" % row["doc"]
        return self.fill(self.r.choice(SILENT), row, said)

    def remit(self, row, said):
        """Remittance lines of a receipt.  They sum to it: where too much was
        paid, the last of them is too much."""
        habit = self.habits[said.payer.id]
        over = -cents(row) + sum(said.taken.values()) \
            - sum(line.paid for line in said.lines)
        for line in said.lines:
            last = line is said.lines[-1]
            yield {"ref": self.number(line.ref, habit), "ref_due": line.due,
                   "amount": text(line.paid + over * last),
                   "discount": text(line.discount) if line.discount else "",
                   "deduction": text(line.deduction)
                   if line.deduction else "", "reason": line.reason}
        for credit, amount in said.taken.items():
            yield {"ref": credit, "amount": text(-amount)}

    # -- Money of unknown payers -------------------------------------------

    def unname(self, key, row):
        """Whether the bank did not say whose it is, where the books did."""
        return key[0] != NOBODY and row["doc"][0] == "W" \
            and key not in self.touched and self.said[key].lines \
            and self.r.chance(60)

    def clue(self, row, said):
        """What the text of an unknown payer tells."""
        payer = said.payer
        memo = self.memo(row, said, self.habits[payer.id].channel)
        account = self.aliases.get(("iban", payer.id)) \
            or self.aliases.get(("account", payer.id))
        if account and account not in memo and self.r.chance(700):
            memo += " " + account
        elif self.r.chance(200):
            memo += " CUST " + payer.id
        return memo

    # -- The month ---------------------------------------------------------

    def receipt(self, key, row, truth):
        """The receipt as the bank told of it, and its remittance."""
        said, row = self.said[key], dict(row, reason="", memo="")
        if said.payer is None or key[0] == NOBODY and key not in self.found:
            return [dict(row, memo="COUNTER DEPOSIT BR 0114")]
        if key[0] == NOBODY or self.unname(key, row):
            if key[0] != NOBODY:
                truth.append(dict(
                    row, type="transfer", ref=row["doc"], doc_date="",
                    ref_customer=NOBODY, id="t" + row["id"][1:]))
            return [dict(row, customer=NOBODY, memo=self.clue(row, said))]
        channel = self.habits[said.payer.id].channel
        if said.how == "pay_unexplained" or not said.lines:
            channel = "silent"
        made = [dict(row, memo=self.memo(row, said, channel))]
        if channel == "remit":
            for i, line in enumerate(self.remit(row, said)):
                made.append(dict(
                    date=row["date"], type="remit", doc=row["doc"],
                    customer=row["customer"], currency=row["currency"],
                    id="%sr%d" % (row["id"], i + 1), **line))
        return made

    def play(self):
        book, truth = [], []
        self.find_receipts()
        self.leave_out()
        self.gather()
        for i, row in enumerate(self.rows):
            key = row["customer"], row["doc"]
            if i in self.out:
                kept = dict(row)
                if self.out[i] and row["type"] == "apply" and \
                        key != self.home(self.out[i]):
                    kept["memo"] = "taken with " + self.out[i][1]
                truth.append(kept)
            elif row["type"] == "receipt" and key in self.receipts \
                    and cents(row) < 0:
                book += self.receipt(key, row, truth)
            else:
                book.append(row)
        return book, truth


def month(company):
    return Month(company).play()
