"""What must hold of any matching of cash with a bank: by brute force.

Part of property-bank; for a few dozen rows.  Nothing here matches: it is told
what was matched, and looks for what else could have been.

There are several rules to take a row of the book and a line of the bank for
one, beside a common reference: equal amounts within the window, on one day, of
one payer.  A rule that two could follow decides nothing; a match
needs one that nothing else follows.
"""

import itertools
from collections import Counter

from test_age import script

NAMES = script("random-bank").NAMES

WINDOW = 5
CHOSEN = ("matched", "timing")
LEFT = ("outstanding", "ambiguous", "bank-only", "bank-only-receipt")
MOST = 12


class Wrong(Exception):
    pass


def cents(row):
    return int(row["amount"].replace(".", ""))


def rules(b, line):
    """By which rules they could be one."""
    apart = abs((b["date"] - line["date"]).days)
    if -cents(b) != cents(line) or apart > WINDOW:
        return set()
    payer = line.get("payer", "").lower()
    told = payer and payer in (b["customer"].lower(),
                               NAMES[b["customer"]].lower())
    found = {"window"}
    if told:
        found.add("payer")
    if apart == 0:
        found.add("day")
    if apart == 0 and told:
        found.add("day and payer")
    return found


def same_reference(b, line):
    return bool(line.get("ref")) and line["ref"] in (b["doc"], b.get("ref"))


def check(items, book, bank):
    """items: [(class, rows of the book, lines)]."""
    everything(items, book, bank)
    left_b = [b for kind, bs, ls in items if kind in LEFT for b in bs]
    left_l = [x for kind, bs, ls in items if kind in LEFT for x in ls]
    for kind, bs, ls in items:
        if kind in CHOSEN:
            if -sum(map(cents, bs)) != sum(map(cents, ls)):
                raise Wrong("sums differ: %s %s" % (bs, ls))
            if len(bs) == len(ls) == 1:
                one(bs[0], ls[0], left_b, left_l)
            elif not any(same_reference(b, x) for b in bs for x in ls):
                many(bs, ls, left_b, left_l)
    nothing_left(left_b, left_l)
    ambiguous(items, left_b, left_l)


def everything(items, book, bank):
    """Each row and each line is in one item."""
    for what, at in ((book, 1), (bank, 2)):
        found = Counter(id(x) for item in items for x in item[at])
        if found != Counter(map(id, what)):
            raise Wrong("not each once: %s" % [
                x for x in what if found[id(x)] != 1])


def one(b, line, left_b, left_l):
    """By one of its rules nothing that is left could be either of them."""
    if same_reference(b, line):
        return
    rivals = [rules(x, line) for x in left_b] + [rules(b, x) for x in left_l]
    if not rules(b, line) - set().union(*rivals):
        raise Wrong("chosen: %s is %s" % (b, line))


def subsets(total, of):
    """The combinations that make a total."""
    return [c for n in range(1, min(len(of), MOST) + 1)
            for c in itertools.combinations(of, n)
            if sum(map(cents, c)) == total]


def near(x, those):
    return [y for y in those if abs((x["date"] - y["date"]).days) <= WINDOW]


def many(bs, ls, left_b, left_l):
    """Of one line several rows, or of one row several lines: with those that
    are left no other combination makes it, unless it is all of a day."""
    if len(bs) > 1 and len(ls) > 1:
        raise Wrong("several of several without a reference: %s %s"
                    % (bs, ls))
    single, group, left = (ls[0], bs, left_b) if len(ls) == 1 \
        else (bs[0], ls, left_l)
    if len(near(single, group)) < len(group):
        raise Wrong("beyond the window: %s %s" % (single, group))
    days = {x["date"] for x in group}
    if len(days) == 1:
        return  # all of a day, which goes before combinations
    others = group + near(single, left)
    if len(others) <= 16 and len(subsets(-cents(single), others)) > 1:
        raise Wrong("chosen: %s is %s, or another of %s"
                    % (single, group, others))


def nothing_left(left_b, left_l):
    """No two are left that could only be each other."""
    for b in left_b:
        mine = [x for x in left_l if rules(b, x)]
        if len(mine) != 1:
            continue
        if [x for x in left_b if rules(x, mine[0])] == [b]:
            raise Wrong("not found: %s is %s" % (b, mine[0]))


def ambiguous(items, left_b, left_l):
    """What is called ambiguous could be several, or a combination."""
    for kind, bs, ls in items:
        if kind == "ambiguous" and len(bs) + len(ls) != 1:
            raise Wrong("not a row each: %s %s" % (bs, ls))
        for b in bs if kind == "outstanding" else []:
            if any(rules(b, x) for x in left_l):
                raise Wrong("not told as ambiguous: %s" % b)
