"""The policy table of ar-dun (ar-policy(5)), read from its specification.

What the specification leaves open is decided here, at the place where it
matters ("Rule:").
"""

import datetime
import os
import sys
from decimal import Decimal
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402
from kpi_sums import Failed, month_end, table  # noqa: E402

YEAR = {"": 365, "365": 365, "360": 360, "30/360": 360}


def whole(text):
    if not text:
        return 0
    if not text.isdigit():
        raise Failed("%s is not a whole number" % text)
    return int(text)


def share(text):
    """5% or 0.05, exactly."""
    if text.endswith("%"):
        return Fraction(Decimal(text[:-1])) / 100
    return Fraction(Decimal(text or "0"))


def word(row, column, known):
    """One of these words; blank is the first."""
    text = row.get(column) or known[0]
    if text not in known:
        raise Failed("%s: %s" % (column, text))
    return text


class Level:
    def __init__(self, row):
        self.days = whole(row.get("days"))
        self.origin = word(row, "from", ("due", "eom", "previous"))
        self.min_amount = Decimal(row.get("min_amount") or 0)
        self.min_percent = share(row.get("min_percent") or "")
        self.combine = word(row, "combine", ("and", "or"))
        self.min_count = whole(row.get("min_count"))
        self.between = whole(row.get("min_days_between"))
        self.fee = Decimal(row.get("fee") or 0)
        self.fee_percent = share(row.get("fee_percent") or "")
        self.rate = share(row.get("interest_rate") or "")
        self.day_count = word(row, "day_count", ("365", "360", "30/360"))
        self.balance = word(row, "interest_base",
                            ("daily", "balance")) == "balance"
        self.deadline = datetime.timedelta(whole(row.get("deadline_days")))
        self.action = row.get("action") or ""
        self.channel = row.get("channel") or ""

    def length(self, first, last):
        """Days from one to another, as the level counts them."""
        if self.day_count != "30/360":
            return (last - first).days
        # 30E/360: no month has more than 30 days, and all have 30.
        a, b = [d.year * 360 + d.month * 30 + min(d.day, 30)
                for d in (first, last)]
        return b - a

    def interest(self, stretches):
        """Of [(from, to, balance)]: exact."""
        total = sum(Fraction(balance) * self.length(first, last)
                    for first, last, balance in stretches)
        return total * self.rate / YEAR[self.day_count]

    def enough(self, amounts, whole_):
        """Whether these amounts of a group reach the minimums.

        Rule: of min_amount and min_percent, one that is blank or zero is no
        condition; `or` chooses between those that are there.
        """
        total = sum(amounts)
        tests = []
        if self.min_amount:
            tests.append(total >= self.min_amount)
        if self.min_percent:
            tests.append(Fraction(total) >= self.min_percent
                         * Fraction(whole_))
        good = any(tests) if self.combine == "or" and tests else all(tests)
        return good and len(amounts) >= self.min_count


class Policy:
    def __init__(self, name):
        self.name = name
        self.rules({})
        self.levels = {}  # (level, currency): Level

    def rules(self, row):
        """The row of level 0."""
        self.jump = word(row, "advance", ("one", "jump")) == "jump"
        self.group = word(row, "group",
                          ("customer", "parent", "account", "item"))
        self.grace = whole(row.get("grace_days"))
        self.net = word(row, "net_credits", ("no", "yes")) == "yes"
        self.exclude = word(row, "exclude_disputed", ("part", "item", "no"))
        self.not_due = word(row, "include_not_due", ("no", "yes")) == "yes"
        self.arrears = whole(row.get("min_days_arrears"))

    def count(self):
        return max((level for level, _ in self.levels), default=0)

    def level(self, level, currency):
        """Rule: one without a row for a currency is not there in it."""
        return self.levels.get((level, currency),
                               self.levels.get((level, "")))

    # How firmly

    def is_late(self, days):
        return days > 0 and days > self.grace

    def met(self, level, part, day):
        """Whether the days of a level are over."""
        row = self.level(level, part.item.currency)
        if row is None:
            return False
        if row.origin == "previous":
            if part.was != level - 1:
                return part.was > level - 1
            return (day - part.was_on).days >= row.days
        start = part.since if row.origin == "due" else month_end(part.since)
        return (day - start).days >= row.days

    def reached(self, part, day):
        """The level by its days alone; 0: none ever."""
        was = part.was
        if not self.jump:
            return was + self.met(was + 1, part, day)
        return max([level for level in range(was + 1, self.count() + 1)
                    if self.met(level, part, day)], default=was)

    def free_from(self, part, level):
        """From which day a part may be noticed at a level: None at once,
        date.max never.

        Rule: not twice a day, whatever the interval.
        """
        if part.was_on is None:
            return None
        row = self.level(level, part.item.currency)
        between = row.between if row else 0
        if level <= part.was and not between:
            return datetime.date.max
        return part.was_on + datetime.timedelta(max(between, 1))

    def missed(self, level, currency):
        """The minimums of a level, for people."""
        row = self.level(level, currency)
        words = ["level %d" % level + ":" * (row is not None)]
        if row and row.min_amount:
            words += ["min_amount", age.money(row.min_amount, currency)]
        if row and row.min_percent:
            text = format(Decimal(row.min_percent.numerator) * 100
                          / row.min_percent.denominator, "f")
            words += ["min_percent", (text.rstrip("0").rstrip(".")
                                      if "." in text else text) + "%"]
        if row and row.min_count:
            words += ["min_count", str(row.min_count)]
        return " ".join(words)

    def settle(self, parts, whole_):
        """Parts of one letter fall until the minimums of their level are
        reached; level 0: below that of level 1."""
        for level in range(self.count(), 0, -1):
            its = [p for p in parts if p.level == level]
            if not its:
                continue
            row = self.level(level, its[0].item.currency)
            if row is None or not row.enough([p.amount for p in its], whole_):
                for p in its:
                    p.level -= 1


class Policies:
    def __init__(self, path):
        self.named = {}
        for row in table(path)[0]:
            name, level = row["policy"], whole(row["level"])
            policy = self.named.setdefault(name, Policy(name))
            if level == 0:
                policy.rules(row)
                continue
            key = level, row.get("currency") or ""
            if key in policy.levels:
                raise Failed("%s: %s %d twice" % (path, name, level))
            policy.levels[key] = Level(row)
        for policy in self.named.values():
            self.check(policy)

    @staticmethod
    def check(policy):
        levels = {level for level, _ in policy.levels}
        if levels != set(range(1, policy.count() + 1)):
            raise Failed("%s: levels with gaps" % policy.name)
        for (level, _), row in policy.levels.items():
            if level == 1 and row.origin == "previous":
                raise Failed("%s: level 1 is from=previous" % policy.name)

    def of(self, cell, default):
        """A customer's policy: "none", None or a Policy."""
        if cell == "none":
            return cell
        if cell:
            if cell not in self.named:
                raise Failed("no policy %s" % cell)
            return self.named[cell]
        if default:
            return self.named[default]
        if len(self.named) == 1:
            return next(iter(self.named.values()))
        return self.named.get("default")
