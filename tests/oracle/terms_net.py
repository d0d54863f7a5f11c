"""Terms of payment, the simple ones: `net 30`, `2/10 net 30`, `due +30d`.

Stands in for terms.py where that is not there.
"""

import datetime
import re
from fractions import Fraction


def parse(text):
    """(days, [(percent, days)])"""
    match = re.fullmatch(r"((?:[0-9.]+/[0-9]+ )*)net ([0-9]+)", text, re.I)
    if match:
        return int(match[2]), [
            (Fraction(p), int(n)) for p, n in
            (tier.split("/") for tier in match[1].split())]
    match = re.fullmatch(r"due \+([0-9]+)d", text, re.I)
    if match:
        return int(match[1]), []
    raise ValueError("terms: %s" % text)


def apply(terms, date, amount, base, exponent, rounding, holidays):
    """[(due, amount, [(discount date, discount)])]"""
    from billing import rounded
    later = [date + datetime.timedelta(n) for n in
             [terms[0]] + [days for _, days in terms[1]]]
    return [(later[0], amount,
             sorted((on, rounded(base * p / 100, rounding))
                    for on, (p, _) in zip(later[1:], terms[1])))]


def percentages(terms):
    return [[p for p, _ in terms[1]]]
