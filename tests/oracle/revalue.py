#!/usr/bin/env python3
"""What exchange rates did to open items: a second opinion on --revalue.

    revalue.py --as-of D --base CUR --rates FILE [--control ACCOUNT ...]
               [--advance ACCOUNT] BOOK...

Of each entity, account and foreign currency, what is open by the rates of the
day less what it is by those it was booked at, part by part: age.py, twice.
"""

import argparse
import datetime
import os
import sys
from collections import defaultdict

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402


def arguments(args):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("--base")
    parser.add_argument("--rates")
    parser.add_argument("--control", action="append", default=[])
    parser.add_argument("--advance", default="")
    parser.add_argument("book", nargs="+")
    return parser.parse_args(args)


def sums(args):
    """[(entity, account, change)], sorted as ar-reconcile sorts them."""
    opts = arguments(args)
    book = age.Book(age.read(opts.book))
    opts.base_rate = "asof"
    now = age.Worth(opts)
    then_opts = argparse.Namespace(**vars(opts))
    then_opts.base_rate = "booking"
    booked = age.Worth(then_opts)
    found = defaultdict(lambda: 0)
    for item, openings in book.openings.items():
        if item.currency == opts.base:
            continue
        given = [o.account for o in openings if o.account]
        other = opts.control[0] if len(opts.control) == 1 else ""
        if opts.advance and openings[0].kind == "receipt":
            other = opts.advance
        for opening, amount in book.parts(item, opts.as_of):
            account = opening.account or (given or [other])[0]
            found[item.entity, account, item.currency] += \
                now(amount, opening) - booked(amount, opening)
    return [(entity, account, change) for (entity, account, _), change
            in sorted(found.items()) if change]


if __name__ == "__main__":
    for row in sums(sys.argv[1:]):
        print(",".join(str(cell) for cell in row))
