#!/usr/bin/env python3
"""Reads BAI2 another way than ar-import does: the whole file at once, records
cut out by patterns.  Prints the rows that ar-import must print, or with
--totals each total as "what,said,found".

    in_bai2.py [--totals] FILE
"""
import collections
import csv
import hashlib
import pathlib
import re
import sys

CODES = pathlib.Path(__file__).resolve().parents[2] / "lib/data/codes/bai2.csv"
COLUMNS = ("date,type,doc,customer,amount,currency,ref,doc_date,id,discount,"
           "reason,memo,deduction").split(",")
DECIMALS = collections.defaultdict(lambda: 2, JPY=0, KRW=0, KWD=3, BHD=3)
RECORD = r"(?:01|02|03|16|49|88|98|99)"
GLUED = re.compile(r"(?<=/) +(?=(?:(?:01|02|03|88),|16,\d{3},\d*,|"
                   r"(?:49|98|99),[+-]?\d*,))")
EXTRA = {"V": 2, "S": 3}


def physical(text):
    """[code, content, the code's own wrapped lines]"""
    found = []
    for line in text.splitlines():
        for part in GLUED.split(line.strip()):
            if re.match(RECORD + "[,/:]", part):
                found.append([part[:2], part[3:].rstrip(), []])
            elif part:
                found[-1][2].append(part)
    return found


def logical(records):
    """Records with their continuations: [code, [contents], how many]"""
    found = []
    for code, content, wrapped in records:
        if code == "88":
            found[-1][1].append((content, wrapped))
        else:
            found.append([code, [(content, wrapped)]])
    return found


def fields_of(parts):
    return ",".join(p[0].split("/")[0] for p in parts).split(",")


def extra(kind, fields, at):
    if kind == "D":
        return 1 + 2 * int(fields[at])
    return EXTRA.get(kind, 0)


def head_and_text(parts):
    """The fixed fields of a detail, and the lines of its text."""
    fixed = ""
    for n, (content, wrapped) in enumerate(parts):
        fixed += ("," if fixed else "") + content
        cells = fixed.split(",")
        need = 5
        if len(cells) > 3:
            need += extra(cells[2], cells, 3)
        if len(cells) > need:
            lines = [",".join(cells[need:])] + wrapped
            head = cells[:need]
        elif fixed.split("/")[0].count(",") + 1 == need:
            head, lines = fixed.split("/")[0].split(","), wrapped
        else:
            fixed = fixed.rstrip("/ ")
            continue
        whole = [(line, i == len(lines) - 1) for i, line in enumerate(lines)]
        for content, wrapped in parts[n + 1:]:
            more = [content] + wrapped
            whole += [(line, i == len(more) - 1)
                      for i, line in enumerate(more)]
        return head, whole
    return fixed.split(","), []


class Reader:
    def __init__(self, uses):
        self.uses, self.bare = uses, False
        self.rows, self.totals = [], []
        self.docs, self.tuples = set(), collections.Counter()

    def text(self, lines):
        out = []
        for line, last in lines:
            line = line.strip()
            if line.endswith("/") and (not self.bare or line == "/"):
                line = line[:-1].strip()
            elif line and last:
                self.bare = True
            if line:
                out.append(line)
        return out

    def read(self, text):
        sums, counts, kids = {}, collections.Counter(), collections.Counter()
        for code, parts in logical(physical(text)):
            for level in "file", "group", "account":
                counts[level] += len(parts)
            fields = fields_of(parts)
            if code in ("01", "02", "03"):
                level = {"01": "file", "02": "group", "03": "account"}[code]
                counts[level], kids[level] = len(parts), 0
                sums[level] = 0
                kids[{"02": "file", "03": "group"}.get(code)] += 1
            if code == "02":
                day = fields[3]
                date = f"20{day[:2]}-{day[2:4]}-{day[4:]}"
                group_currency = fields[5] or "USD"
            elif code == "03":
                account, currency = fields[0], fields[1] or group_currency
                sums["account"] = self.summaries(fields[2:])
            elif code == "16":
                head, lines = head_and_text(parts)
                sums["account"] += int(head[1] or 0)
                self.detail(date, account, currency, head, self.text(lines))
            elif code in ("49", "98", "99"):
                level = {"49": "account", "98": "group", "99": "file"}[code]
                child = {"98": "accounts", "99": "groups"}.get(code)
                said = dict(zip(["total"] + ([child] if child else []) +
                                ["records"], fields))
                found = {"total": sums[level], "records": counts[level],
                         child: kids[level]}
                self.totals += [(f"{k} of {level}", v, found[k])
                                for k, v in said.items()]
                if code != "99":
                    sums["group" if code == "49" else "file"] += sums[level]

    @staticmethod
    def summaries(fields):
        total = 0
        while fields:
            if not fields[0]:
                fields = fields[1:]
                continue
            total += int(fields[1] if len(fields) > 1 and fields[1] else 0)
            kind = fields[3] if len(fields) > 3 else ""
            fields = fields[4 + extra(kind, fields, 4):]
        return total

    def detail(self, date, account, currency, head, lines):
        use = self.uses.get(head[0], "unknown")
        back = use == "return" and head[0] >= "400"
        if use not in ("receipt", "return") or (use == "return" and not back):
            return
        places = DECIMALS[currency]
        digits = head[1].lstrip("+").lstrip("0").rjust(places + 1, "0")
        amount = digits[:-places] + "." + digits[-places:] if places else digits
        bank, customer = (head[-2:] if len(head) > 3 else ("", ""))
        payer, payer_account = self.payer(lines)
        memo = " ".join(lines)
        signed = ("-" if back else "") + amount
        key = ["bai2", account, date, bank, customer, signed, currency, payer,
               payer_account, memo]
        self.tuples[tuple(key)] += 1
        key.append(str(self.tuples[tuple(key)] - 1))
        name = doc = bank or customer or f"bai2-{date}-{amount}"
        n = 1
        while doc in self.docs:
            n += 1
            doc = f"{name}-{n}"
        self.docs.add(doc)
        self.rows.append([
            date, "receipt", doc, "UNIDENTIFIED", ("" if back else "-") +
            amount, currency, customer if back else "", "",
            "bai2:" + hashlib.sha256("\0".join(key).encode()).hexdigest()[:20],
            "", ("nsf" if head[0] == "555" else "bank-return") if back else "",
            f"{payer} | {memo}" if payer and memo else payer or memo, ""])

    @staticmethod
    def payer(lines):
        found = {}
        for line in lines:
            if ":=" in line:
                tags = re.findall(r"^(ORG):=(.+)$", line)
            else:
                tags = re.findall(r"(?:^| )(DBNM|DACT|BO1|BO):(.*?)"
                                  r"(?= [A-Z]{2}[A-Z0-9]{0,3}:|$)", line)
            for tag, value in tags:
                place = "account" if tag in ("DACT", "BO") else "name"
                if value.strip():
                    found.setdefault(place, value.strip())
        return found.get("name", ""), found.get("account", "")


def main():
    with open(CODES, newline="") as table:
        uses = {row["code"]: row["use"] for row in csv.DictReader(table)}
    reader = Reader(uses)
    text = pathlib.Path(sys.argv[-1]).read_text(encoding="utf-8")
    reader.read(text)
    out = csv.writer(sys.stdout, lineterminator="\n")
    if sys.argv[1] == "--totals":
        out.writerows(reader.totals)
    else:
        out.writerow(COLUMNS)
        out.writerows(reader.rows)


if __name__ == "__main__":
    main()
