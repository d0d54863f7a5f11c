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
