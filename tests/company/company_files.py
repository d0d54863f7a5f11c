"""The money of the demo company's October as its banks send it.

files(month, bank, truth, names) gives texts by the names that they have in
scripts/month-end's INPUT:

bank/bai2/october.bai	statements of both accounts, a group a day: wires, ACH
	credits, returns, fees, interest, and lockbox deposits as totals
bank/lockbox/october.lbx	a batch a day: the checks of these deposits, and
	what they pay
bank/x12/october.820	what those say who pay otherwise, by EDI: each
	transaction names the wire that it is about
import-bai2.codes.csv, import-lockbox.layout.csv, import-*.args	how to read them

Every receipt of the month is money in one of the first two: `month` has rows
of the book, and is told once; `bank` and `truth` are company_bank's lines.
The bank books a deposit the day after, what it kept of a wire as a fee, and two
things when the month is over.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

ACCOUNT = {"USD": "0012345678", "EUR": "0087654321"}
NOBODY, ROUTING = "UNIDENTIFIED", "999900011"

# What the bank books on the last day, of days before.
LATE, END = ("WIRE IN NO DETAILS", "RETURNED CHECK NSF"), "2026-10-31"

# What stands in the text of a line of the bank: its type.
TYPES = [("CHECK DEPOSIT", 115), ("DEPOSIT", 115), ("RETURNED", 555),
         ("WIRE OUT", 495), ("WIRE FEE", 681), ("MONTHLY SERVICE", 661),
         ("ACCOUNT FEE", 661), ("INTEREST", 354), ("STANDING ORDER", 455),
         ("WIRE IN", 195)]

# The layout is sap-bai2's; behind it, the bank has more of a check.
LAYOUT = """\
record,field,column,length,dates
1,date,24,6,
5,batch,2,3,
5,lockbox,8,7,
5,date,15,6,
6,batch,2,3,
6,item,5,3,
6,amount,8,10,
6,routing,18,9,
6,account,27,10,
6,check,37,9,
6,check_date,46,6,
6,text,52,80,
4,batch,2,3,
4,item,5,3,
4,invoice,12,16,
4,paid,28,10,
4,deduction,38,10,
4,reason,48,3,
4,discount,51,10,
7,batch,2,3,
7,lockbox,8,7,
7,date,15,6,
7,count,21,3,
7,total,24,10,
8,lockbox,8,7,
8,date,15,6,
8,count,21,4,
8,total,25,10,
9,records,2,6,
"""
READ = {
    "import-bai2.codes.csv": """\
code,use,text
115,ignore,the lockbox file has the checks
""",
    "import-bai2.args": "--codes=input/import-bai2.codes.csv\n",
    "import-lockbox.layout.csv": LAYOUT,
    "import-lockbox.args": "--layout=input/import-lockbox.layout.csv\n",
    "import-x12.args": "# the statement has the money\n--remit-only\n",
}


def cents(text):
    return int(text.replace(".", "")) if text else 0


def short(day):
    """As banks write days."""
    return day.replace("-", "")[2:]


def account(customer):
    """Where a customer pays from."""
    return "40%s%03d" % (customer, int(customer) * 7 % 1000)


def aliases(month):
    """What the company knows of the accounts of those who paid."""
    return [{"kind": "account", "value": account(c), "customer": c}
            for c in sorted({r["customer"] for r in month
                             if r["type"] == "receipt"} - {NOBODY})]


class Statement:
    """BAI2, record by record; the totals are of what was written."""

    def __init__(self):
        self.lines, self.total, self.groups = [], 0, 0
        self.balance = {"USD": 81250000, "EUR": 30400000}

    def detail(self, kind, amount, ref, number, texts, funds="0"):
        if kind == 115:  # half of the checks can be used at once
            funds = "S,%d,%d,0" % (amount // 2, amount - amount // 2)
        first, *more = texts
        self.lines.append("16,%d,%d,%s,%s,%s,%s" % (
            kind, amount, funds, ref, number, first))
        self.lines += ["88," + text for text in more]

    def account(self, currency, details):
        at = len(self.lines)
        came = [d[1] for d in details if d[0] < 400]
        went = [d[1] for d in details if d[0] >= 400]
        before = self.balance[currency]
        after = self.balance[currency] = before + sum(came) - sum(went)
        self.lines += [
            "03,%s,%s,010,%d,,,015,%d,,/" % (ACCOUNT[currency], currency,
                                             before, after),
            "88,100,%d,%d,,400,%d,%d,/" % (sum(came), len(came), sum(went),
                                           len(went))]
        for d in details:
            self.detail(*d)
        total = before + after + 2 * (sum(came) + sum(went))
        self.lines.append("49,%d,%d/" % (total, len(self.lines) - at + 1))
        return total

    def group(self, day, accounts):
        at = len(self.lines)
        self.lines.append("02,OURCO,FIRSTBANK,1,%s,2400,USD,2/" % short(day))
        total = sum(self.account(currency, accounts[currency])
                    for currency in sorted(accounts))
        self.lines.append("98,%d,%d,%d/" % (total, len(accounts),
                                            len(self.lines) - at + 1))
        self.total += total
        self.groups += 1

    def text(self):
        lines = ["01,FIRSTBANK,OURCO,261031,0600,31,,,2/"] + self.lines
        lines.append("99,%d,%d,%d/" % (self.total, self.groups,
                                       len(lines) + 1))
        return "\n".join(lines) + "\n"


def received(row, names):
    """A wire, an ACH credit, or what was returned."""
    amount, memo = -cents(row["amount"]), row["memo"]
    texts = [memo]
    if row["customer"] != NOBODY:
        texts = ["ORG:=" + names[row["customer"]],
                 "DACT:" + account(row["customer"]), memo]
    kind = 555 if amount < 0 else \
        142 if memo.startswith(("ACH", "CCD")) else 195
    return kind, abs(amount), row["doc"], row["ref"], texts


def other(line, number):
    """What the company has no row for, and deposits of checks."""
    kind = next(kind for text, kind in TYPES if line["memo"].startswith(text))
    return kind, abs(cents(line["amount"])), number, line["ref"], \
        [line["memo"]], "V,%s," % short(line["date"])


def bai2(month, bank, truth, names):
    days = defaultdict(lambda: defaultdict(list))
    known = {r["doc"] for r in month}
    docs = {t["id"]: t["docs"] for t in truth if t["id"]}
    for r in month:
        if r["type"] == "receipt" and not r["doc"].isdigit():
            days[r["date"]][r["currency"]].append(received(r, names))
    for line in bank:
        if "LESS FEE" in line["memo"]:
            days[line["date"]][line["currency"]].append(
                (681, 2500, line["id"], "", ["WIRE FEE"]))
        elif docs[line["id"]] not in known or "DEPOSIT" in line["memo"]:
            day = END if line["memo"] in LATE else line["date"]
            days[day][line["currency"]].append(other(line, line["id"]))
    s = Statement()
    for day in sorted(days):
        s.group(day, days[day])
    return s.text()


def paid_for(month):
    """Lines of remittance, by receipt."""
    lines = defaultdict(list)
    for r in month:
        if r["type"] == "remit":
            lines[r["customer"], r["doc"]].append(r)
    return lines


def lockbox(month):
    lines, days, sums = [], defaultdict(list), []
    remits = paid_for(month)
    for r in month:
        if r["type"] == "receipt" and r["doc"].isdigit():
            days[r["date"]].append(r)
    for n, day in enumerate(sorted(days)):
        batch = "%03d" % (n + 1)
        lines.append("5%s0000004512%s" % (batch, short(day)))
        for item, r in enumerate(days[day]):
            at = "%s%03d" % (batch, item + 1)
            lines.append("6%s%010d%s%s%09d%s%s" % (
                at, -cents(r["amount"]), ROUTING, account(r["customer"]),
                int(r["doc"]), short(r["doc_date"]), r["memo"]))
            pays = remits[r["customer"], r["doc"]]
            for i, line in enumerate(pays):
                lines.append("4%s6%02d%d%-16s%010d%010d%-3s%010d" % (
                    at, i + 1, 9 * (line is pays[-1]), line["ref"],
                    cents(line["amount"]), cents(line["deduction"]),
                    line["reason"][:3].upper(), cents(line["discount"])))
        sums.append((len(days[day]),
                     -sum(cents(r["amount"]) for r in days[day])))
        lines.append("7%s0000004512%s%03d%010d" % (batch, short(day),
                                                  *sums[-1]))
    lines = ["100OURCO     FIRSTBANK 2610310600", "2OURCO     FIRSTBANK"
             "           400080   2"] + lines
    lines.append("80000000004512261031%04d%010d" % tuple(map(sum,
                                                             zip(*sums))))
    return "\n".join(lines + ["9%06d" % (len(lines) + 1)]) + "\n"


# Why something is held back, in X12's words (element 426).
REASONS = {"pricing": "01", "shortage": "06", "damage": "04", "promo": "56",
           "freight": "54", "quality": "05"}


def plain(cell):
    return cell.replace("*", " ").replace("~", " ").replace(">", " ")


def transaction(row, lines, names):
    customer = row["customer"]
    seg = ["BPR*C*%s*C*ACH*CTX*01*%s*DA*%s*9%s**01*999900022*DA*%s*%s" % (
               row["amount"].lstrip("-"), ROUTING, account(customer),
               customer, ACCOUNT[row["currency"]],
               row["date"].replace("-", "")),
           "TRN*1*%s*9%s" % (row["doc"], customer),
           "CUR*PR*" + row["currency"],
           "N1*PR*" + plain(names[customer]), "N1*PE*OURCO", "ENT*1"]
    for r in lines:
        gross = sum(Decimal(r[c] or 0)
                    for c in ("amount", "discount", "deduction"))
        seg.append("RMR*%s*%s**%s*%s*%s" % (
            "IV" if gross > 0 else "CM", plain(r["ref"]), r["amount"], gross,
            r["discount"]))
        if r["deduction"]:
            seg.append("ADX*-%s*%s" % (r["deduction"],
                                       REASONS[r["reason"]]))
    return [s.rstrip("*") for s in seg]


def edi(month, names):
    remits, out = paid_for(month), []
    paid = [r for r in month if r["type"] == "receipt"
            and not r["doc"].isdigit() and (r["customer"], r["doc"]) in remits]
    for n, r in enumerate(paid):
        seg = transaction(r, remits[r["customer"], r["doc"]], names)
        out += ["ST*820*%04d" % (n + 1)] + seg
        out.append("SE*%d*%04d" % (len(seg) + 2, n + 1))
    isa = "ISA*00*%10s*00*%10s*ZZ*%-15s*ZZ*%-15s*261031*0600*U*00501*" \
        "000000031*0*P*>" % ("", "", "FIRSTBANK", "OURCO")
    out = [isa, "GS*RA*FIRSTBANK*OURCO*20261031*0600*31*X*005010"] + out
    out += ["GE*%d*31" % len(paid), "IEA*1*000000031"]
    return "".join(segment + "~\n" for segment in out)


def files(month, bank, truth, names):
    return {"bank/bai2/october.bai": bai2(month, bank, truth, names),
            "bank/lockbox/october.lbx": lockbox(month),
            "bank/x12/october.820": edi(month, names), **READ}
