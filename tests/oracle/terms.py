#!/usr/bin/env python3
"""Payment terms: a second opinion on rule/terms, made to be read.

Written from ar-terms(5) alone, with exact fractions, datetime and regular
expressions, and no thought for speed.  `property-terms` holds the C against
it, and the oracles of tools that read terms import it:

    terms = parse("30% 2/10 net 30, balance net 60")
    apply(terms, datetime.date(2026, 10, 31), 100000)
    -> [(date(2026, 11, 30), 30000, [(date(2026, 11, 10), 600)]),
        (date(2026, 12, 30), 70000, [])]

Amounts are integers in minor units.  As a command it takes the same lines as
tests/unit/test_terms does, and gives the same (but for messages):

    terms.py < LINES
"""

import calendar
import datetime
import re
import sys
from fractions import Fraction

MOST = 99999


class BadTerms(ValueError):
    """Terms that can't be read, or can't be applied to a document."""


# -- reading --------------------------------------------------------------
#
# The text is cut into words, numbers and marks, which are joined again with
# single blanks; on that line, all the grammar is regular.

N = r"[0-9]+(?=\ |$)"
NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?=\ |$)"
STEP = rf"""(?: \+\ {N}\ [dm]\b | eom\b | bday\b | day\ {N} | next\ {N}
             | (?:cutoff\ {N}\ )? prox\ {N} (?:\ {N}\ m\b)? )"""
STEPS = rf"{STEP}(?:\ {STEP})*"
DAYS = rf"{N}(?:\ days\b)?(?!\ {STEP})"
SHARE = rf"""(?: balance\b | fixed\ {NUMBER}
              | {NUMBER}\ %(?!\ /)(?!\ {NUMBER}(?!\ [%/])) )"""
TIER = rf"""(?: disc\ {NUMBER}\ %\ {STEPS}\ ;
             | {NUMBER}\ (?:%\ /|%|/)\ {DAYS}(?:\ ,)? )"""
DUE = rf"""(?: due\ on\ receipt\b | due\ upon\ receipt\b
            | (?:due|net)\ {STEPS} | net\ {DAYS} | n\ (?:/\ )?{DAYS}
            | {N}\ days\b(?!\ {STEP}) | (?P<eom>{STEPS}) )"""
INSTALLMENT = re.compile(
    rf"(?P<share>{SHARE}\ )?(?P<tiers>(?:{TIER}\ )*)(?P<due>{DUE})", re.X)
EACH_TIER = re.compile(TIER, re.X)
EACH_STEP = re.compile(STEP, re.X)


def words(text):
    small = "".join(c.lower() if c.isascii() else c for c in text)
    return " ".join(re.findall(r"[a-z]+|[0-9.]+|[^ \t]", small))


def decimal(number):
    whole, _, places = number.partition(".")
    places = places.rstrip("0")
    if len(places) > 9 or int(whole + places or "0") >= 2**63:
        raise BadTerms(number)
    return Fraction(int(whole + places or "0"), 10 ** len(places))


def percentage(number):
    value = decimal(number)
    if not 0 < value <= 100:
        raise BadTerms(number + " %")
    return value


def whole(word, least=0, most=MOST):
    if not least <= int(word) <= most:
        raise BadTerms(word)
    return int(word)


def read_step(text):
    """("+d", N), ("+m", N), ("eom",), ("prox", M, K, cutoff) ..."""
    w = text.split()
    if w[0] == "+":
        return "+" + w[2], whole(w[1])
    if w[0] in ("eom", "bday"):
        return (w[0],)
    if w[0] in ("day", "next"):
        return w[0], whole(w[1], 1, 31)
    cutoff = 31
    if w[0] == "cutoff":
        cutoff = whole(w[1], 1, 31)
        w = w[2:]
    return "prox", whole(w[1], 1, 31), whole(w[2]) if w[2:] else 1, cutoff


def read_steps(text):
    """Of a discount or a due date, in whatever way it is written."""
    found = [read_step(m[0]) for m in EACH_STEP.finditer(text)]
    if found:
        return found
    days = re.findall("[0-9]+", text)
    return [("+d", whole(days[0]))] if days else []


def read_tier(text):
    number, rest = re.match(
        rf"(?:disc )?({NUMBER}) (?:% /|%|/) (.*)", text).groups()
    return percentage(number), read_steps(rest)


def read_share(text):
    w = text.split()
    if not w or w == ["balance"]:
        return w[0] if w else "none", None
    if w[0] == "fixed":
        value = decimal(w[1])
        if value == 0:
            raise BadTerms(text)
        return "fixed", value
    return "percent", percentage(w[0])


def read_installment(found):
    tiers = [read_tier(m[0]) for m in EACH_TIER.finditer(found["tiers"])]
    if len(tiers) > 8:
        raise BadTerms("more than 8 discounts")
    # Without "due" or "net" only `eom` begins the steps, and only alone.
    if found["eom"] and (tiers or not found["eom"].startswith("eom")):
        raise BadTerms(found["eom"])
    kind, value = read_share(found["share"] or "")
    for _, steps in tiers:
        due = read_steps(found["due"])
        if len(steps) == len(due) == 1 and steps[0][0] == due[0][0] == "+d" \
                and steps[0][1] > due[0][1]:
            raise BadTerms("the discount lasts longer than the term")
    return {"kind": kind, "value": value, "tiers": tiers,
            "due": read_steps(found["due"])}


def parse(text):
    """A list of installments, or BadTerms."""
    line, at, terms = words(text), 0, []
    while True:
        found = INSTALLMENT.match(line, at)
        if not found:
            raise BadTerms(line[at:])
        terms.append(read_installment(found))
        at = found.end()
        if at == len(line):
            break
        if line[at:at + 3] != " , " or len(terms) == 1000:
            raise BadTerms(line[at:])
        at += 3
    check_shares(terms)
    return terms


def percentages(terms):
    """The percentages of discount, a list for each installment."""
    return [[percent for percent, _ in t["tiers"]] for t in terms]


def check_shares(terms):
    if len(terms) == 1 and terms[0]["kind"] == "none":
        terms[0]["kind"] = "balance"
    kinds = [t["kind"] for t in terms]
    total = sum(t["value"] for t in terms if t["kind"] == "percent")
    if "none" in kinds or "balance" in kinds[:-1]:
        raise BadTerms(", ".join(kinds))
    if kinds[-1] == "balance":
        if total >= 100:
            raise BadTerms("nothing is left for the balance")
        terms[-1]["value"] = 100 - total
        terms[-1]["kind"] = "percent"
    elif total != 100:
        raise BadTerms("%s %%" % total)


# -- dates ----------------------------------------------------------------

def day_of(year, month, day):
    """Day of a month, which may be beyond 12; or the month's last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > 9999:
        raise BadTerms("date")
    return datetime.date(
        year, month, min(day, calendar.monthrange(year, month)[1]))


def following(date, days):
    try:
        return date + datetime.timedelta(days)
    except OverflowError:
        raise BadTerms("date") from None


def day_from(date, day):
    found = day_of(date.year, date.month, day)
    return found if found >= date else day_of(date.year, date.month + 1, day)


def walk(date, steps, holidays=()):
    """The date that steps lead to."""
    end = False  # whether it is a month's end that stays one
    for kind, *n in steps:
        if kind == "+m":
            date = day_of(date.year, date.month + n[0],
                          31 if end else date.day)
            continue
        end = kind == "eom"
        if kind == "+d":
            date = following(date, n[0])
        elif kind == "eom":
            date = day_of(date.year, date.month, 31)
        elif kind == "day":
            date = day_from(date, n[0])
        elif kind == "next":
            date = day_from(following(date, 1), n[0])
        elif kind == "prox":
            day, months, cutoff = n
            months += date.day > cutoff
            date = day_of(date.year, date.month + months, day)
        else:
            while date.weekday() > 4 or date in holidays:
                date = following(date, 1)
    return date


# -- amounts --------------------------------------------------------------

def nearest(x, rounding="away"):
    """The nearest integer to a fraction."""
    if rounding == "even":
        return round(x)
    size = (2 * abs(x) + 1) // 2
    return -size if x < 0 else size


def split(total, weights, rounding):
    """Parts in proportion; the last with a weight takes what is left."""
    parts, left = [0] * len(weights), total
    used = [i for i, w in enumerate(weights) if w]
    for i in used:
        part = nearest(Fraction(total) * weights[i] / sum(weights), rounding)
        if i == used[-1] or abs(part) > abs(left):
            part = left
        parts[i] = part
        left -= part
    return parts


def amounts(terms, amount, exponent, rounding):
    sign = -1 if amount < 0 else 1
    fixed, left = [], abs(amount)
    for t in terms:
        share = t["value"] * 10**exponent if t["kind"] == "fixed" else 0
        if share != int(share):
            raise BadTerms("decimals")
        if share > left:
            raise BadTerms("fixed")
        fixed.append(int(share))
        left -= share
    weights = [t["value"] if t["kind"] == "percent" else 0 for t in terms]
    rest = split(int(left), weights, rounding)
    return [sign * (a + b) for a, b in zip(fixed, rest)]


def apply(terms, date, amount, discount_base=None, exponent=2,
          rounding="away", holidays=()):
    """[(due, amount, [(discount date, discount)])]; BadTerms when it fails."""
    base = amount if discount_base is None else discount_base
    parts = amounts(terms, amount, exponent, rounding)
    bases = split(base if amount else 0, parts, rounding)
    rows = {}  # (due, ((date, percentage), ...)): [amount, base]
    for i, (t, a, b) in enumerate(zip(terms, parts, bases)):
        if a == 0 and (amount != 0 or i + 1 < len(terms)):
            continue
        tiers = tuple((walk(date, steps, holidays), percent)
                      for percent, steps in t["tiers"])
        key = walk(date, t["due"], holidays), tiers
        row = rows.setdefault(key, [0, 0])
        row[0] += a
        row[1] += b
    return [(due, a, [(day, nearest(b * percent / 100, rounding))
                      for day, percent in tiers])
            for (due, tiers), (a, b) in rows.items()]


# -- lines ----------------------------------------------------------------

def money(minor, exponent):
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    sign = "-" if minor < 0 else ""
    if exponent == 0:
        return sign + digits
    return sign + digits[:-exponent] + "." + digits[-exponent:]


def answer(line):
    """What tests/unit/test_terms says to a line; "!" where it fails."""
    text, date, amount, base, exponent, rounding, closed = line.split("\t")
    exponent, day = int(exponent), datetime.date.fromisoformat
    try:
        rows = apply(parse(text), day(date), int(amount), int(base), exponent,
                     rounding, [day(d) for d in closed.split()])
    except BadTerms as failed:
        return "! " + str(failed)
    return ", ".join(
        " ".join([str(due), money(a, exponent)] +
                 ["%s %s" % (d, money(b, exponent)) for d, b in tiers])
        for due, a, tiers in rows)


if __name__ == "__main__":
    for each in sys.stdin:
        print(answer(each.rstrip("\n")))
