#!/usr/bin/env python3
"""Real files of banks, read a second time by means that share nothing with
ar-import: what others expect of them (MT940), an XML library (camt), a cut at
the separators (X12), slices (ACH, lockbox), a tag soup (OFX), tabs (IIF).

The files are not ours to ship: where they are absent all of it is skipped.
"""

import csv
import glob
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from decimal import Decimal

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "..", "shared", "data")
TOOL = shutil.which("ar-import") or os.path.join(
    HERE, "..", "..", "build", "bin", "ar-import")


def files(pattern):
    return sorted(glob.glob(os.path.join(DATA, pattern)))


def run(*args):
    """Status, rows, standard error."""
    done = subprocess.run([TOOL, *args], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    text = done.stdout.decode()
    return (done.returncode, list(csv.DictReader(io.StringIO(text))),
            done.stderr.decode())


def records(rows):
    """--raw: a dict for each record, with its name as "record"."""
    found = []
    for row in rows:
        key = (row["file"], row["line"], row["record"])
        if not found or found[-1][0] != key or row["field"] in found[-1][1]:
            found.append((key, {"record": row["record"]}))
        found[-1][1][row["field"]] = row["value"]
    return [fields for _, fields in found]


def bank_lines(kind, path, *options):
    """All money of the account, as the side file has it, and the status."""
    with tempfile.TemporaryDirectory() as work:
        side = os.path.join(work, "bank.csv")
        status, rows, _ = run(kind, *options, "--no-check", "--bank-lines",
                              side, path)
        if status == 2:
            return status, [], []
        with open(side, newline="", encoding="utf-8") as f:
            return status, rows, list(csv.DictReader(f))


def controls(kind, path, *options):
    """What --proof says of control totals: (what, said, found), counted."""
    _, _, said = run(kind, *options, "--proof", path)
    return Counter(re.findall(
        r"proof: .*?:\d+: ([^:]*?(?:: [a-z][^:]*)?): said (\S+), found (\S+), ",
        said))


@unittest.skipUnless(os.path.isdir(DATA), "the real files are not here")
class Mt940(unittest.TestCase):
    """Against what the program these samples come with expects of them."""

    def plain(self, text):
        """Its own reader puts '.' for what SWIFT does not allow."""
        text = (text or "").replace("\r", "").replace("\n", "")
        return re.sub(r"[^A-Za-z0-9/?:().,'+ -]", ".", text).strip()

    def signed(self, line):
        """What it calls ReverseDebit is RC: money out, as the balances say."""
        mark = line["ext_debit_credit_indicator"]
        return Decimal(line["amount"]) * (1 if mark == "Credit" else -1)

    def kind(self, line):
        kind = line["transaction_type_ident_code"]
        return kind if isinstance(kind, str) else kind["NonStandard"]

    def test_lines(self):
        met = 0
        for path in files("mt940/*/*.json"):
            with open(path, encoding="utf-8") as f:
                expected = [(s, line) for s in json.load(f)
                            for line in s["statement_lines"]]
            _, rows, _ = run("mt940", "--raw", path.replace(".json", ".sta"))
            found = [r for r in records(rows) if r["record"] == "61"]
            self.assertEqual(len(found), len(expected), path)
            for (statement, line), r in zip(expected, found):
                met += 1
                self.assertEqual(self.plain(r["account"]).replace(" ", ""),
                                 self.plain(statement["account_id"])
                                 .replace(" ", ""))
                self.assertEqual(Decimal(r["amount"]), self.signed(line))
                self.assertEqual(r["value_date"], line["value_date"])
                self.assertEqual(r["entry_date"],
                                 line["entry_date"] or line["value_date"])
                self.assertEqual(r["type"][1:], self.kind(line))
                self.assertEqual(self.plain(r.get("owner_ref")),
                                 self.plain(line["customer_ref"]))
                self.assertEqual(self.plain(r.get("bank_ref")),
                                 self.plain(line["bank_ref"]))
        self.assertGreater(met, 150)

    def test_closing(self):
        """Each closing balance that a file states was compared with the sum
        of its lines, and told of right."""
        for path in files("mt940/*/*.json"):
            with open(path, encoding="utf-8") as f:
                statements = json.load(f)
            expected = Counter()
            for s in statements:
                ends = [Decimal(b["amount"]) *
                        (1 if b["debit_credit_indicator"] == "Credit" else -1)
                        for b in (s["opening_balance"], s["closing_balance"])]
                moved = sum(map(self.signed, s["statement_lines"]), Decimal())
                expected["closing balance", "%.2f" % ends[1],
                         "%.2f" % (ends[0] + moved)] += 1
            found = controls("mt940", path.replace(".json", ".sta"))
            found = Counter({k: n for k, n in found.items()
                             if k[0] == "closing balance"})
            self.assertEqual(found, expected, path)


    def test_payers(self):
        """?32 and ?33 of the German layout, found by a pattern."""
        met = 0
        for path in files("mt940/betterplace/*.sta"):
            with open(path, encoding="latin-1", newline="") as f:
                fields = re.split(r"\r?\n(?=:\d\d[A-Z]?:|-(?:\r?\n|$))",
                                  f.read())
            expected = []
            for before, field in zip([""] + fields, fields):
                if field.startswith(":61:"):
                    expected.append("")
                if field.startswith(":86:") and before.startswith(":61:"):
                    parts = re.split(r"\?(?=\d\d)",
                                     re.sub(r"\r?\n", "", field))
                    name = [p[2:] for p in parts if p[:2] in ("32", "33")]
                    mark = "" if name and len(name[0]) >= 27 else " "
                    expected[-1] = " ".join(mark.join(name).split())
            _, _, lines = bank_lines("mt940", path)
            self.assertEqual([line["payer"] for line in lines], expected,
                             path)
            met += sum(map(bool, expected))
        self.assertGreater(met, 20)


@unittest.skipUnless(os.path.isdir(DATA), "the real files are not here")
class Camt(unittest.TestCase):
    """By an XML library, which builds a tree of all of it."""

    def tree(self, path):
        root = ElementTree.parse(path).getroot()
        for e in root.iter():
            e.tag = e.tag.split("}")[-1]
        return [e for e in root.iter() if e.tag in ("Stmt", "Ntfctn", "Rpt")]

    def moved(self, statement):
        """What its booked entries move, by currency of the entry."""
        sums = defaultdict(Decimal)
        for n in statement.findall("Ntry"):
            status = n.find("Sts")
            if status is not None and "".join(
                    status.itertext()).strip() not in ("", "BOOK"):
                continue
            amount = n.find("Amt")
            sign = 1 if n.findtext("CdtDbtInd").strip() == "CRDT" else -1
            sums[amount.get("Ccy")] += sign * Decimal(amount.text.strip())
        return sums

    def balance(self, statement, *kinds):
        for kind in kinds:
            for b in statement.findall("Bal"):
                if (b.findtext("Tp/CdOrPrtry/Cd") or "").strip() == kind:
                    debit = (b.findtext("CdtDbtInd") or "").strip() == "DBIT"
                    return Decimal(b.findtext("Amt").strip()) * (
                        -1 if debit else 1)
        return None

    def test_money(self):
        for path in files("camt/*"):
            expected = defaultdict(Decimal)
            for s in self.tree(path):
                for currency, moved in self.moved(s).items():
                    expected[currency] += moved
            _, rows, lines = bank_lines("camt", path)
            found = defaultdict(Decimal)
            for line in lines:
                found[line["currency"]] += Decimal(line["amount"])
            self.assertEqual(found, expected, path)
            # What is a receipt in the book is money in at the bank.
            ids = {line["id"]: line for line in lines}
            for row in rows:
                if row["type"] == "receipt":
                    self.assertEqual(Decimal(row["amount"]),
                                     -Decimal(ids[row["id"]]["amount"]))

    def test_closing(self):
        for path in files("camt/*"):
            expected = Counter()
            for s in self.tree(path):
                ends = (self.balance(s, "OPBD", "PRCD"),
                        self.balance(s, "CLBD"))
                if None not in ends:
                    moved = sum(self.moved(s).values(), Decimal())
                    expected["closing balance", "%.2f" % ends[1],
                             "%.2f" % (ends[0] + moved)] += 1
            found = controls("camt", path)
            self.assertEqual(Counter({k: n for k, n in found.items()
                                      if k[0] == "closing balance"}),
                             expected, path)

    def test_payers(self):
        """Names and texts of all credits stand in the memos."""
        for path in files("camt/*"):
            _, rows, _ = bank_lines("camt", path)
            memos = Counter(re.sub(r"\s+", " ", r["memo"]) for r in rows
                            if r["type"] == "receipt"
                            and Decimal(r["amount"]) < 0)
            for s in self.tree(path):
                for n in s.findall("Ntry"):
                    if n.findtext("CdtDbtInd").strip() != "CRDT":
                        continue
                    for t in n.findall("NtryDtls/TxDtls"):
                        name = (t.findtext("RltdPties/Dbtr/Nm")
                                or t.findtext("RltdPties/Dbtr/Pty/Nm"))
                        if name is None or "INTEREST" in name.upper():
                            continue
                        name = re.sub(r"\s+", " ", name.strip())
                        others = [m for m in memos if name in m]
                        if not others:  # an own code kept it off the book
                            self.assertNotIn("RCDT", "".join(
                                n.find("BkTxCd").itertext()), path)


@unittest.skipUnless(os.path.isdir(DATA), "the real files are not here")
class X12(unittest.TestCase):
    def segments(self, path):
        with open(path, encoding="latin-1") as f:
            text = f.read()
        end, part = text[105], text[3]
        return [s.strip().split(part) for s in text.split(end) if s.strip()]

    def test_payments(self):
        for path in files("edi820/*") + files("edi835/*"):
            totals, paid, pays = [], defaultdict(Decimal), 0
            beside = Decimal()
            for s in self.segments(path):
                if s[0] == "BPR":
                    totals.append(Decimal(s[2]))
                elif s[0] == "RMR":
                    paid[s[2]] += Decimal(s[4])
                    pays += 1
                elif s[0] == "CLP":
                    paid[s[1]] += Decimal(s[4])
                    pays += 1
                elif s[0] == "PLB":
                    amounts = [Decimal(a) for a in s[4::2]]
                    beside -= sum(amounts)
                    pays += len(amounts)
            status, rows, said = run("x12", path)
            self.assertIn(status, (0, 1), said)
            receipts = [r for r in rows if r["type"] == "receipt"]
            self.assertEqual([-Decimal(r["amount"]) for r in receipts],
                             totals, path)
            remits = [r for r in rows if r["type"] == "remit"]
            self.assertEqual(len(remits), pays, path)
            self.assertEqual(sum(Decimal(r["amount"]) for r in remits),
                             sum(paid.values()) + beside, path)
            for ref, amount in paid.items():
                self.assertEqual(
                    sum(Decimal(r["amount"]) for r in remits
                        if r["ref"] == ref and r["reason"][:2] != "CV"),
                    amount, path)

    def test_findings(self):
        """The one whose total is wrong, and the two whose count is."""
        wrong = {}
        for path in files("edi820/*"):
            status, _, said = run("x12", path)
            if status != 0:
                wrong[os.path.basename(path)] = said
        self.assertEqual(sorted(wrong), [
            "820_Child_Health_Plus_Payment__EFT_.txt",
            "x12-types_820_01.edi", "x12-types_820_03.edi"])
        self.assertIn("said 19000.00, found 16750.00",
                      wrong["x12-types_820_01.edi"])
        self.assertIn("said 17, found 19", wrong["x12-types_820_03.edi"])

    def test_deductions(self):
        """Gross less discount and deduction is paid, of each invoice."""
        _, rows, _ = run("x12", files("edi820/x12.820.issue140.edi")[0])
        first = [r for r in rows if r["ref"] == "26801"][0]
        self.assertEqual(
            (first["amount"], first["discount"], first["deduction"],
             first["reason"]), ("4408.75", "97.90", "143.76", "59"))
        self.assertEqual(Decimal("4650.41"), Decimal(first["amount"]) +
                         Decimal(first["discount"]) +
                         Decimal(first["deduction"]))


@unittest.skipUnless(os.path.isdir(DATA), "the real files are not here")
class Ach(unittest.TestCase):
    def test_entries(self):
        for path in files("nacha/*.ach"):
            expected = []
            with open(path, encoding="latin-1") as f:
                for line in f.read().splitlines():
                    cents = line[29:39]
                    if line[:1] == "6" and cents.strip("0"):
                        sign = -1 if line[2] in "56789" else 1
                        expected.append(sign * Decimal(cents) / 100)
            status, rows, lines = bank_lines("ach", path)
            self.assertIn(status, (0, 1), path)
            self.assertEqual([Decimal(r["amount"]) for r in lines], expected,
                             path)
            self.assertEqual(
                [-Decimal(r["amount"]) for r in rows if r["type"] == "receipt"
                 and Decimal(r["amount"]) < 0],
                [a for a, line in zip(expected, lines)
                 if a > 0 and "return" not in path], path)

    def test_advice(self):
        """The 820 in the addenda, its separator a byte above 127."""
        path = files("nacha/nonascii.ach")[0]
        with open(path, encoding="latin-1") as f:
            payload = "".join(line[3:83] for line in f.read().splitlines()
                              if line[:3] == "705")
        segments = [s.split("\xa6") for s in payload.split("~")]
        _, rows, _ = run("ach", "--raw", path)
        found = [r for r in records(rows) if r["record"] == "BPR"]
        self.assertEqual(len(found), 1)
        bpr = [s for s in segments if s[0] == "BPR"][0]
        self.assertEqual(found[0]["02"], bpr[2])
        self.assertEqual(found[0]["16"], bpr[16])


@unittest.skipUnless(os.path.isdir(DATA), "the real files are not here")
class Others(unittest.TestCase):
    def test_lockbox(self):
        for path in files("lockbox/*"):
            with open(path, encoding="ascii") as f:
                checks = [line for line in f if line[0] == "6"]
            status, rows, said = run("lockbox", "--layout", "fundersclub",
                                     path)
            self.assertEqual(status, 0, said)
            self.assertEqual([-Decimal(r["amount"]) for r in rows],
                             [Decimal(c[7:17]) / 100 for c in checks])
        self.assertEqual(rows[0]["doc"], "180")
        self.assertEqual(rows[0]["date"], "2016-05-23")
        self.assertEqual(rows[0]["doc_date"], "2016-05-16")
        self.assertIn("CE554", rows[0]["memo"])

    def test_ofx(self):
        for path in files("ofx/*"):
            with open(path, encoding="utf-8") as f:
                amounts = re.findall(r"<TRNAMT>\s*([-+0-9.]+)", f.read())
            _, _, lines = bank_lines("ofx", path)
            self.assertEqual([Decimal(r["amount"]) for r in lines],
                             [Decimal(a) for a in amounts], path)

    def test_iif(self):
        for path in files("iif/*"):
            with open(path, encoding="latin-1") as f:
                ends = sum(line.startswith("ENDTRNS") for line in f)
            status, rows, said = run("iif", path)
            self.assertEqual((status, rows), (0, []), said)
            skipped = re.findall(r"passed over: .*\((\d+)\)", said)
            self.assertEqual(sum(map(int, skipped)), ends, path)

    def test_twice(self):
        """The same file again gives the same ids."""
        for kind, pattern in (("mt940", "mt940/*/*.sta"), ("camt", "camt/*"),
                              ("x12", "edi820/*"), ("ach", "nacha/*"),
                              ("bai2", "bai2/*")):
            for path in files(pattern):
                first = run(kind, "--no-check", path)
                again = run(kind, "--no-check", path)
                self.assertEqual(first, again, path)
                ids = [r["id"] for r in first[1]]
                self.assertEqual(len(ids), len(set(ids)), path)


if __name__ == "__main__":
    unittest.main()
