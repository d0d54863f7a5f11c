#!/usr/bin/env python3
"""Checks X12 810 invoices, 004010: envelope, elements, order, counts, sums.

usage: x12_check.py FILE...

Says what is wrong with each file, one line a fault; exit status 0 when
nothing is, 1 when something is, 2 when a file can't be read.

Shares nothing with the tools.  Lengths and types are those of the 004010
dictionary, written down by hand for the segments that an 810 has here.
"""
import re
import sys
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

# Elements: type, least, most; ! must be there.  AN text, ID code, DT date, TM
# time, R decimal, N0 and N2 implied decimals.
ELEMENTS = {
    "GS": "!ID2-2 !AN2-15 !AN2-15 !DT8-8 !TM4-8 !N01-9 !ID1-2 !AN1-12",
    "ST": "!ID3-3 !AN4-9",
    "BIG": "!DT8-8 !AN1-22 DT8-8 AN1-22 AN1-30 AN1-8 ID2-2",
    "NTE": "ID3-3 !AN1-80",
    "CUR": "!ID2-3 !ID3-3",
    "REF": "!ID2-3 AN1-30 AN1-80",
    "N1": "!ID2-3 AN1-60 ID1-2 AN2-80",
    "N3": "!AN1-55 AN1-55",
    "N4": "AN1-30 ID2-2 ID3-15 ID2-3 ID1-2 AN1-30",
    "PER": "!ID2-2 AN1-60 ID2-2 AN1-80 ID2-2 AN1-80",
    "ITD": "ID2-2 ID1-2 R1-6 DT8-8 N01-3 DT8-8 N01-3 N21-10 DT8-8 N21-10 "
           "R1-5 AN1-80",
    "DTM": "!ID3-3 DT8-8",
    "IT1": "AN1-20 R1-10 ID2-2 R1-17 ID2-2 ID2-2 AN1-48",
    "PID": "!ID1-1 ID2-3 ID2-2 AN1-12 AN1-80",
    "SAC": "!ID1-1 ID4-4 ID2-2 AN1-10 N21-15 ID1-1 R1-6 R1-9 ID2-2 R1-15 "
           "R1-15 ID2-2 AN1-30 AN1-20 AN1-80",
    "TDS": "!N21-15 N21-15 N21-15 N21-15",
    "TXI": "!ID2-2 R1-18 R1-10 ID2-2 AN1-10 ID1-1 ID1-1 R1-9 AN1-20",
    "CTT": "!N01-6 R1-10",
    "SE": "!N01-10 !AN4-9",
    "GE": "!N01-6 !N01-9",
    "IEA": "!N01-5 !N09-9",
}

# Where they stand in a set: one letter for each segment, as a pattern.
LETTERS = {"ST": "s", "BIG": "b", "NTE": "n", "CUR": "c", "REF": "r",
           "N1": "N", "N3": "3", "N4": "4", "PER": "p", "ITD": "t",
           "DTM": "d", "IT1": "I", "PID": "P", "SAC": "a", "TDS": "T",
           "TXI": "x", "CTT": "C", "SE": "e"}
SET = re.compile(r"sbn{0,100}c?r{0,12}(N3{0,2}4?r{0,12}p{0,3})*t*d{0,10}"
                 r"(IP*r*d{0,10}a*)*Tx{0,10}C?e")

# All or none of these, by position; at least one of these.
PAIRS = {"N1": [(3, 4)], "PER": [(3, 4), (5, 6)], "N4": [],
         "IT1": [(2, 3, 4), (6, 7)]}
SOME = {"N1": [(2, 3)], "TXI": [(2, 3, 6)], "SAC": [(2, 3)], "REF": [(2, 3)]}

NO_DECIMALS = ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF "
               "XOF XPF").split()


class Interchange:
    """One ISA to IEA, and what is wrong with it."""

    def __init__(self, text):
        self.faults = []
        self.segments = []
        self.rest = ""
        self.cut(text)

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def cut(self, text):
        """The separators are where ISA, which has a fixed width, has them."""
        if len(text) < 106 or not text.startswith("ISA"):
            self.fault("ISA", "the file does not begin with one")
            return
        star, colon, end = text[3], text[104], text[105]
        isa = text[:105].split(star)
        if [len(e) for e in isa] != [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5,
                                     9, 1, 1, 1]:
            self.fault("ISA", f"widths {[len(e) for e in isa]}")
        body, iea, rest = text[106:].partition("IEA" + star)
        last, _, self.rest = rest.partition(end)
        self.rest = self.rest.lstrip("\r\n")
        self.segments = [isa]
        for part in (body + iea + last).split(end):
            part = part.lstrip("\r\n")
            self.segments.append(part.split(star))
            if colon in part or re.search(r"[\x00-\x1f\x7f]", part):
                self.fault(part[:3], "a separator or control character")

    def check(self):
        if not self.segments:
            return self.faults
        for segment in self.segments[1:]:
            self.check_segment(segment)
        if not self.faults:
            self.check_envelope()
        return self.faults

    def check_segment(self, segment):
        name = segment[0]
        if name not in ELEMENTS:
            self.fault(name, "not in an 810")
            return
        if segment[-1] == "":
            self.fault(name, "ends in an empty element")
        wanted = ELEMENTS[name].split()
        if len(segment) - 1 > len(wanted):
            self.fault(name, f"{len(segment) - 1} elements")
        for n, want in enumerate(wanted, 1):
            value = segment[n] if n < len(segment) else ""
            self.check_element(f"{name}{n:02}", value, want)
        filled = {n for n, value in enumerate(segment) if n and value}
        for group in PAIRS.get(name, []):
            if 0 < len(filled.intersection(group)) < len(group):
                self.fault(name, f"not all of {group}")
        for group in SOME.get(name, []):
            if not filled.intersection(group):
                self.fault(name, f"none of {group}")

    def check_element(self, where, value, want):
        must, kind, least, most = re.fullmatch(
            r"(!?)(AN|ID|DT|TM|R|N0|N2)(\d+)-(\d+)", want).groups()
        if value == "":
            if must:
                self.fault(where, "is empty")
            return
        pattern = {"DT": r"\d{8}", "TM": r"\d+", "N0": r"-?\d+",
                   "N2": r"-?\d+", "R": r"-?(\d+\.?\d*|\.\d+)"}.get(kind, ".+")
        if not re.fullmatch(pattern, value):
            self.fault(where, f"{value!r} is no {kind}")
        if kind in ("AN", "ID") and value != value.strip():
            self.fault(where, f"spaces around {value!r}")
        if kind in ("R", "N0", "N2"):
            value = value.replace("-", "").replace(".", "")
        if not int(least) <= len(value) <= int(most):
            self.fault(where, f"{len(value)} long, not {least} to {most}")

    def check_envelope(self):
        isa, group, *sets, trailer, iea = self.segments
        if group[0] != "GS" or trailer[0] != "GE" or iea[0] != "IEA":
            self.fault("ISA", "not one group in it")
            return
        if isa[13] != iea[2] or iea[1] != "1":
            self.fault("IEA", f"{iea[1:]} of ISA13 {isa[13]}")
        if group[6] != trailer[2] or trailer[1] != "1":
            self.fault("GE", f"{trailer[1:]} of GS06 {group[6]}")
        if group[1] != "IN" or group[8] != "004010" or isa[12] != "00401":
            self.fault("GS", "not an invoice of 004010")
        if isa[9] != group[4][2:]:
            self.fault("GS04", f"{group[4]} is not ISA09 {isa[9]}")
        shape = "".join(LETTERS.get(s[0], "?") for s in sets)
        if not SET.fullmatch(shape):
            self.fault("ST", f"order of segments: {shape}")
            return
        self.check_set(sets)

    def check_set(self, sets):
        first, last = sets[0], sets[-1]
        if first[1] != "810" or first[2] != last[2]:
            self.fault("SE02", f"{last[2]} is not ST02 {first[2]}")
        if int(last[1]) != len(sets):
            self.fault("SE01", f"{last[1]} segments, not {len(sets)}")
        lines = [s for s in sets if s[0] == "IT1"]
        for count in (s for s in sets if s[0] == "CTT"):
            if int(count[1]) != len(lines):
                self.fault("CTT01", f"{count[1]} lines, not {len(lines)}")
        self.check_total(sets, lines)

    def check_total(self, sets, lines):
        """IT1, rounded either way where it is half a cent, and the rest."""
        currency = [s[2] for s in sets if s[0] == "CUR"]
        none = currency and currency[0] in NO_DECIMALS
        cent = Decimal(1) if none else Decimal("0.01")
        low = high = Decimal(0)
        for line in lines:
            product = Decimal(line[2]) * Decimal(line[4])
            one = product.quantize(cent, ROUND_HALF_UP)
            other = product.quantize(cent, ROUND_HALF_DOWN)
            low += min(one, other)
            high += max(one, other)
        for each in sets:
            more = Decimal(0)
            if each[0] == "SAC":
                more = Decimal(each[5]).scaleb(-2)
                more = -more if each[1] == "A" else more
                if Decimal(each[5]) < 0:
                    self.fault("SAC05", "has a sign")
            if each[0] == "TXI" and each[7:8] in ([], [""], ["A"]):
                more = Decimal(each[2] or "0")
            low, high = low + more, high + more
        total = [Decimal(s[1]).scaleb(-2) for s in sets if s[0] == "TDS"][0]
        if not low <= total <= high:
            self.fault("TDS01", f"{total} is not {low}")


def check(text):
    """The faults of all interchanges in a text."""
    faults = []
    while True:
        one = Interchange(text)
        faults += one.check()
        if not one.segments or not one.rest:
            return faults
        text = one.rest


def main(paths):
    status = 0
    if not paths:
        print(__doc__)
        return 2
    for path in paths:
        try:
            with open(path, encoding="utf-8", newline="") as f:
                text = f.read()
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}")
            return 2
        for fault in check(text):
            print(f"{path}: {fault}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
