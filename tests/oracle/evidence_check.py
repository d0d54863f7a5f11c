#!/usr/bin/env python3
"""Holds a line of evidence against the files it tells of.

usage: evidence_check.py [--stdin FILE] [--stdout FILE] EVIDENCE [LINE]

LINE is the last (-1), or another, from 0 on.  Names are looked up from where
the run was.  What a run has changed in place, the counter, is compared with
the content that the line tells.
"""
import argparse
import csv
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import sys
from decimal import Decimal

FIELDS = ["tool", "version", "args", "cwd", "user", "host", "pid", "start",
          "end", "as_of", "env", "inputs", "outputs", "status"]
INPUT = ["table", "file", "bytes", "sha256", "rows", "totals", "content",
         "complete"]
OUTPUT = ["option", "file", "files", "bytes", "sha256", "rows", "content"]
COUNTED = {"invoice", "debit", "credit", "receipt", "discount", "writeoff",
           "adjust", "fx", "refund", "reverse"}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def expect(what, want, got):
    if want != got:
        sys.exit(f"{what}: {got!r}, not {want!r}")


def order(what, allowed, record):
    expect(f"{what}: fields", [f for f in allowed if f in record],
           list(record))


def records(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"),
                                      newline=""))
    return [r for r in rows if any(r.values())]


def is_good(row):
    """As far as the number of cells, types, amounts and dates tell."""
    try:
        datetime.date.fromisoformat(row["date"])
    except ValueError:
        return False
    return row.get("type", "invoice") in COUNTED and None not in row \
        and re.fullmatch(r"-?\d+(\.\d+)?", row["amount"])


def totals(content):
    """Sums by currency of a book, or of a plain list of open items."""
    sums = {}
    for row in records(content):
        if is_good(row):
            code = row.get("currency", "")
            sums[code] = sums.get(code, 0) + Decimal(row["amount"])
    return [{"currency": c, "amount": str(sums[c])} for c in sorted(sums)]


def check_input(item, base, stdin):
    name = item["file"]
    order(name, INPUT, item)
    if "content" in item:
        content = item["content"].encode()
    else:
        path = stdin if name == "-" else base / os.fsencode(name).decode(
            "utf-8", "surrogateescape")
        content = pathlib.Path(path).read_bytes()
        if item["complete"]:
            expect(f"{name}: bytes", len(content), item["bytes"])
        content = content[:item["bytes"]]
    expect(f"{name}: bytes", len(content), item["bytes"])
    expect(f"{name}: sha256", sha(content), item["sha256"])
    if item["complete"] and "rows" in item and name.endswith((".csv", "-")):
        expect(f"{name}: rows", len(records(content)), item["rows"])
    if item["complete"] and "totals" in item:
        expect(f"{name}: totals", totals(content), item["totals"])


def check_directory(item, path):
    names = sorted(os.listdir(path), key=os.fsencode)
    contents = [(path / n).read_bytes() for n in names]
    lines = "".join(f"{sha(c)}  {n}\n" for n, c in zip(names, contents))
    expect(f"{path}: files", len(names), item["files"])
    expect(f"{path}: bytes", sum(map(len, contents)), item["bytes"])
    expect(f"{path}: sha256", sha(lines.encode()), item["sha256"])


def check_output(item, base, stdout):
    name = item["file"]
    order(name, OUTPUT, item)
    if "files" in item:
        check_directory(item, base / name)
        return
    content = pathlib.Path(stdout if name == "-" else base / name).read_bytes()
    expect(f"{name}: bytes", len(content), item["bytes"])
    expect(f"{name}: sha256", sha(content), item["sha256"])
    if "rows" in item:
        expect(f"{name}: rows", len(records(content)), item["rows"])
    if "content" in item:
        expect(f"{name}: content", content.decode(), item["content"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stdin")
    parser.add_argument("--stdout")
    parser.add_argument("evidence")
    parser.add_argument("line", nargs="?", type=int, default=-1)
    args = parser.parse_args()
    lines = pathlib.Path(args.evidence).read_bytes().split(b"\n")
    expect("the end of the file", b"", lines.pop())
    line = json.loads(lines[args.line])
    order("the line", FIELDS + ["error"], line)
    expect("fields", set(FIELDS) - set(line), set())
    expect("an error", line["status"] == 2, "error" in line)
    base = pathlib.Path(line["cwd"])
    for item in line["inputs"]:
        check_input(item, base, args.stdin)
    for item in line["outputs"]:
        check_output(item, base, args.stdout)


if __name__ == "__main__":
    main()
