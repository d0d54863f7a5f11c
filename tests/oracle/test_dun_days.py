#!/usr/bin/env python3
"""The demo company, dunned day after day in a loop of shell commands, with
nothing but the book as memory: the oracle must agree with every row.

The oracle reads the book once, and from then on what it has printed itself.
"""

import collections
import csv
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import age  # noqa: E402
import dun  # noqa: E402
from test_dun import COMPANY, PROPERTY  # noqa: E402

FIRST = datetime.date(2025, 11, 1)  # of the company's book
OPTIONS = "--policy policy.csv --customers customers.csv --book-fees".split()
# Days and numbers come from standard input, the command is the arguments.
LOOP = """
mkdir rows held
cp book.csv all.csv
while read -r day number; do
    "$@" --as-of "$day" --start "$number" --held "held/$day" \\
        -o "rows/$day" all.csv 2>log || exit
    cat "rows/$day" >>all.csv
done
"""


def number_of(day):
    return "N-%s-001" % day.strftime("%y%m%d")


class Running(dun.World):
    """A World that goes on from day to day."""

    def items(self):
        """Those that are still open, or will be: what was paid off, and is
        touched by no later row, stays so."""
        day, ledger = self.opts.as_of, self.ledger
        if not hasattr(self, "alive"):
            self.alive = list(ledger.openings)
        self.alive = [
            item for item in self.alive
            if ledger.last[item] >= day
            or any(amount for _, amount in ledger.parts(item, day))]
        return [item for item in self.alive if ledger.dates[item] <= day]

    def append(self, rows):
        """What ar-dun prints: openings and notices."""
        rows = [age.Row(row) for row in rows]
        for row in rows:
            row.plain, row.place = False, row["id"]
            if row["type"] != "notice":
                item, ledger = row.own(age.DEBIT), self.ledger
                ledger.open(row)
                ledger.dates[item] = ledger.last[item] = row.date("date")
                ledger.kinds[item] = age.kind_of(ledger, item)
                self.alive.append(item)
        self.note(rows)

    def run(self, day):
        """The rows of another day, printed and appended."""
        self.opts.as_of, self.opts.start = day, number_of(day)
        self.letters, self.parts = {}, []
        self.read()
        for letter in self.letters.values():
            letter.decide(self)
        rows = list(dun.rows(self))
        self.append(rows)
        return rows


class Days(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ar-dun-days.")
        self.addCleanup(shutil.rmtree, self.folder)
        subprocess.run([COMPANY, self.folder], check=True)
        self.last, self.day_of = collections.Counter(), {}
        self.seen = collections.Counter()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def select(self, nth):
        """Every nth customer's rows alone, with those of whom he pays for,
        or who pays for him."""
        with open(self.path("book.csv"), encoding="utf-8", newline="") as f:
            reader = csv.DictReader(f)
            rows = list(reader)
        kin = collections.defaultdict(set)
        for row in rows:
            if "UNIDENTIFIED" != row["ref_customer"] != "":
                kin[row["customer"]].add(row["ref_customer"])
                kin[row["ref_customer"]].add(row["customer"])
        keep, more = set(), {row["customer"] for row in rows}
        more = sorted(more)[::nth] + ["UNIDENTIFIED"]
        while more:
            keep.update(more)
            more = {c for owner in more for c in kin[owner]} - keep
        with open(self.path("book.csv"), "w", encoding="utf-8",
                  newline="") as f:
            writer = csv.DictWriter(f, reader.fieldnames)
            writer.writeheader()
            writer.writerows(row for row in rows if row["customer"] in keep)

    def loop(self, days):
        """The shell's part."""
        command = PROPERTY.tool()
        if not command:
            self.skipTest("no ar-dun")
        done = subprocess.run(
            ["sh", "-c", LOOP, "loop"] + command + OPTIONS,
            input="".join("%s %s\n" % (day, number_of(day))
                          for day in days).encode(), cwd=self.folder)
        if done.returncode:
            with open(self.path("log"), encoding="utf-8") as f:
                self.fail(f.read())

    def text(self, *names):
        with open(self.path(*names), encoding="utf-8", newline="") as f:
            return f.read()

    def agree(self, days):
        """The oracle's part."""
        tables = [o if o.startswith("-") else self.path(o) for o in OPTIONS]
        opts = dun.options(tables + [
            "--as-of", str(days[0]), "--start", "unused",
            self.path("book.csv")])
        world = Running(opts, age.read(opts.book))
        for day in days:
            rows = world.run(day)
            self.assertEqual(dun.as_csv(dun.columns(world), rows),
                             self.text("rows", str(day)))
            held = sorted(dun.held(world), key=dun.held_order)
            self.assertEqual(dun.as_csv(dun.HELD, held),
                             self.text("held", str(day)))
            self.check(day, rows, held)

    def check(self, day, rows, held):
        """What must hold of the rows of a day, whoever wrote them."""
        charged = collections.Counter()
        stopped = {PROPERTY.key(row) for row in held if row.get("ref")}
        for row in rows:
            self.seen[row["type"]] += 1
            if row["type"] == "debit":
                charged[row["doc"].rsplit("-", 1)[0]] -= cents(row["amount"])
                continue
            name, level = PROPERTY.key(row), int(row["level"])
            self.assertNotIn(name, stopped)
            self.assertLess(self.day_of.get(name, dun.datetime.date.min), day)
            if not row["rule"].startswith("strict:"):  # advance=jump
                self.assertLessEqual(level, self.last[name] + 1)
            self.day_of[name], self.last[name] = day, level
            charged[row["doc"]] += cents(row["fee"]) + cents(row["interest"])
            self.seen["level %d" % level] += 1
        self.assertFalse(any(charged.values()), charged)
        self.seen.update(row["reason"] for row in held)

    def run_days(self, days):
        self.loop(days)
        self.agree(days)
        for name in ("level 1", "level 2", "level 3", "level 4", "disputed",
                     "promise", "hold", "below-minimum", "unapplied-cash",
                     "debit"):
            self.assertTrue(self.seen[name], name)

    def test_two_years(self):
        """Every day, of every 20th customer; sanitizers have no time for
        that."""
        self.select(20)
        self.run_days([FIRST + n * dun.DAY for n in range(
            0, 730, 7 if os.environ.get("AR_SAN") else 1)])

    def test_a_year(self):
        """Week by week, of all of them."""
        self.run_days([FIRST + n * dun.DAY for n in range(0, 371, 7)])


def cents(text):
    return int(text.replace(".", "") or 0)


if __name__ == "__main__":
    unittest.main()
