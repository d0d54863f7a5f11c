"""Two sides that are alike, so that they can be swapped.

Part of property-reconcile.  Every entry is an opening row when its side is the
book, and a line when it is the ledger; each document has one story.
"""

import datetime
import os

from prng import Random

START, AS_OF = datetime.date(2026, 9, 1), datetime.date(2026, 10, 31)
DAY = datetime.timedelta(1)
TURNED = {"missing-in-gl": "missing-in-book", "duplicate-gl":
          "duplicate-book"}
TURNED.update({b: a for a, b in TURNED.items()})


class Sides:
    def __init__(self, seed):
        self.r = Random(seed * 23 + 1)
        self.sides = [], []
        for i in range(self.r.between(4, 40)):
            self.story("D%d" % i)
        for side in self.sides:
            self.r.shuffle(side)

    def put(self, side, doc, amount, date=None, account="1200",
            customer="ann", currency="USD"):
        self.sides[side].append((date or self.day(), account, doc, customer,
                                 currency, amount))

    def day(self):
        return START + self.r.between(0, 50) * DAY

    def story(self, doc):
        r, day = self.r, self.day()
        x = r.choice([1, -1]) * r.between(1000, 99999)
        one = r.between(0, 1)
        other = 1 - one
        how = r.choice(["both", "one", "twice", "late", "sum", "sums",
                        "account", "customer", "amount", "pair", "void"])
        if how in ("both", "twice", "void"):
            self.put(one, doc, x)
            self.put(other, doc, x)
        if how in ("one", "twice"):
            self.put(one, doc, x)
        elif how == "void":
            self.put(one, doc, -x)
        elif how == "pair":
            self.put(one, doc, x)
            self.put(one, doc, -x)
        elif how == "late":
            self.put(one, doc, x)
            self.put(other, doc, x, AS_OF + r.between(1, 9) * DAY)
        elif how == "sum":
            parts = [r.between(1, 9999) for _ in range(r.between(2, 4))]
            for part in parts:
                self.put(one, doc, part, day)
            self.put(other, doc, sum(parts))
        elif how == "sums":
            for a, b in ((301, 402), (303, 400)):
                self.put(one, doc, a)
                self.put(other, doc, b)
            self.put(one, doc, 198)
        elif how == "account":
            self.put(one, doc, x, day)
            self.put(other, doc, x, day, account="1210")
        elif how == "customer":
            self.put(one, doc, x)
            self.put(other, doc, x, customer="bob")
        elif how == "amount":
            self.put(one, doc, x)
            self.put(other, doc, r.choice([x + 3, x + 500, -x, x * 100]))


def amount_text(x):
    return "%s%d.%02d" % ("-" * (x < 0), abs(x) // 100, abs(x) % 100)


def two_sides(r, seed, folder, turned):
    """Writes both; the options."""
    book, ledger = Sides(seed).sides
    if turned:
        book, ledger = ledger, book
    paths = [os.path.join(folder, name) for name in ("book.csv", "gl.csv")]
    with open(paths[0], "w", encoding="utf-8") as f:
        f.write("date,type,account,doc,customer,currency,amount,line,"
                "reason\n")
        for i, row in enumerate(book):
            # As if each was void: so a void is one on either side.
            f.write("%s,%s,%s,%s,%s,%s,%s,%d,void\n" % (
                row[0], "invoice" if row[5] >= 0 else "credit",
                *row[1:5], amount_text(row[5]), i))
    with open(paths[1], "w", encoding="utf-8") as f:
        f.write("date,account,ref,customer,currency,amount\n")
        for row in ledger:
            f.write("%s,%s,%s,%s,%s,%s\n" % (*row[:5],
                                             amount_text(row[5])))
    return ["--as-of", str(AS_OF), "--all", "--control", "1200",
            "--control", "1210", "--gl", paths[1], paths[0]]


def negated(text):
    if not text.strip("-0."):
        return text
    return text[1:] if text[0] == "-" else "-" + text


def mirrored(row):
    """What the row must be when the sides are swapped."""
    row = dict(row)
    kind = row["class"]
    row["class"] = TURNED.get(kind, kind)
    for a in ("date", "amount"):
        row["book_" + a], row["other_" + a] = \
            row["other_" + a], row["book_" + a]
    row["difference"] = negated(row["difference"])
    row["days"] = negated(row["days"])
    if kind == "wrong-customer":
        row["customer"] = {"ann": "bob", "bob": "ann"}[row["customer"]]
    return tuple(row[c] for c in sorted(row)
                 if c not in ("next_step", "lines"))


# -- A crowd ----------------------------------------------------------------

class Crowd:
    """Few numbers, few amounts, few days: everything could be anything.  What
    is right nobody knows, but the oracle's order says what is found first."""

    def __init__(self, seed):
        self.r = r = Random(seed * 29 + 5)
        self.docs = ["K%d" % i for i in range(r.between(1, 5))]
        self.amounts = [r.between(1, 9) * 100 for _ in range(r.between(1, 4))]
        self.accounts = ["1200", "1210", "1300"][:r.between(1, 3)]
        self.days = r.between(2, 30)
        self.customers = ["ann", "bob", "cyd"][:r.between(1, 3)]
        self.currencies = ["USD", "JPY"][:r.between(1, 2)]
        self.of = {}  # the account of a document
        self.rows = [self.row(i) for i in range(r.between(2, 25))]
        self.acts = [act for act in (self.act(i) for i in range(
            r.between(0, 8))) if act]
        self.lines = [self.line() for _ in range(r.between(2, 25))]

    def day(self):
        return START + self.r.between(0, self.days) * DAY

    def row(self, i):
        r, x = self.r, self.r.choice(self.amounts)
        kind = r.choice(["invoice", "invoice", "debit", "credit", "receipt"])
        doc, customer = r.choice(self.docs), r.choice(self.customers)
        account = self.of.setdefault((doc, customer),
                                     r.choice(self.accounts))
        return {"date": self.day(), "type": kind, "doc": doc,
                "account": account, "customer": customer,
                "currency": r.choice(self.currencies), "line": str(i),
                "amount": x if kind in ("invoice", "debit") else -x,
                "tax": r.choice(["", "100"]) if kind == "invoice" else ""}

    def act(self, i):
        r, of = self.r, self.r.choice(self.rows)
        debit = of["type"] in ("invoice", "debit")
        rivals = [row for row in self.rows if row["doc"] == of["doc"] and (
            row["type"] in ("invoice", "debit")) != debit]
        if rivals:
            return None  # the name is of two items
        return {"date": self.day(), "type": r.choice(
                    ["reverse", "adjust"]), "doc": r.choice(
                    ["", "V%d" % r.between(1, 3)]), "ref": of["doc"],
                "customer": of["customer"], "currency": of["currency"],
                "id": "a%d" % i, "amount": r.choice([1, -1])
                * r.choice(self.amounts),
                "reason": r.choice(["", "void"])}

    def line(self):
        r = self.r
        return {"date": self.day(), "account": r.choice(
                    self.accounts + ["4000"] * r.chance(200)),
                "amount": r.choice([1, 1, -1]) * r.choice(
                    self.amounts + [self.amounts[0] + r.choice(
                        [3, 9, 90, self.amounts[-1]])]),
                "ref": r.choice(self.docs + ["", "V1", "X1"]),
                "customer": r.choice(self.customers + [""]),
                "currency": r.choice(self.currencies),
                "source": r.choice(["AR", "AR", "GL", "RV"])}

    def money(self, row):
        return str(row["amount"]) if row["currency"] == "JPY" \
            else amount_text(row["amount"])

    def options(self):
        r, args = self.r, ["--as-of", str(self.day())]
        for account in self.accounts[:r.between(1, 3)]:
            args += ["--control", account]
        for often, more in (
                (300, ["--advance", "1300"]), (300, ["--feed", "AR"]),
                (200, ["--revaluation", "RV"]),
                (400, ["--batch", r.choice([
                    "date,type", "type", "customer", "date", "account,date",
                    "doc,date"])])):
            args += more if r.chance(often) else []
        if r.chance(400):
            args += ["--from", str(min(self.day(), datetime.date.fromisoformat(
                args[1])))]
            if r.chance(300):
                args += ["--opening-gl", "1200:USD=" + r.choice(["0", "5"])]
        return args

    def write(self, folder):
        book = ("date type doc customer currency amount account ref line id"
                " reason tax").split()
        gl = "date account amount ref customer currency source".split()
        for name, columns, rows in (("book.csv", book, self.rows + self.acts),
                                    ("gl.csv", gl, self.lines)):
            with open(os.path.join(folder, name), "w",
                      encoding="utf-8") as f:
                f.write(",".join(columns) + "\n")
                for row in rows:
                    cells = dict(row, amount=self.money(row))
                    if row.get("tax") and row["currency"] == "USD":
                        cells["tax"] = "1.00"
                    f.write(",".join(str(cells.get(c, ""))
                                     for c in columns) + "\n")
