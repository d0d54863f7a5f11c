"""Faults planted in a ledger, or in its book: one function a class.

Part of random-gl.  Each changes the world and says what must be found:
(class, unit, key, book amount, other amount, difference), worked out from
what was done, never from the oracle.  A fault is planted only where no other
class would fit: on an entry whose amount no other of its key has.
"""

import datetime

from gl_places import (
    NoPlace, amounts, in_batch, new_line, option, target, unique, unit)

DAY = datetime.timedelta(1)


OPENS = ("invoice", "debit", "credit", "receipt")


def opens(p, line):
    """What acts on an item may be over-applied instead."""
    return p.row["type"] in OPENS


def missing_in_gl(world):
    p, line = target(world, opens)
    world.lines.remove(line)
    yield "missing-in-gl", unit(world, p), p.key, p.base, None, p.base


def missing_in_book(world):
    amount = world.r.choice([1, -1]) * world.r.between(1001, 99999)
    line = new_line(world, unique(world, "NB"), amount,
                    customer=world.r.choice(["", "b"]))
    yield "missing-in-book", unit(world, line), line["ref"], None, amount, \
        -amount


def timing(world):
    if world.r.chance(500):
        p, line = target(world)
        line["date"] = str(world.as_of + world.r.between(1, 5) * DAY)
        yield "timing", unit(world, p), p.key, p.base, p.base, p.base
        return
    p, line = target(world, opens, zone=1)
    line["date"] = str(world.as_of)
    yield "timing", unit(world, p), p.key, p.base, p.base, -p.base


def two_swapped(x):
    """All numbers that two neighbouring digits of x make, swapped."""
    digits, found = list("0" + str(abs(x))), set()
    for i in range(1, len(digits)):
        d = list(digits)
        d[i - 1], d[i] = d[i], d[i - 1]
        found.add(int("".join(d)) * (1 if x > 0 else -1))
    return found - {x}


def limit(world, p):
    return 1 if (world.base or p.currency) == "JPY" else 5


def nothing_special(world, p, g, but=None):
    """No class but plain `amount` fits x and g; or none before `but`."""
    x = p.base
    checks = [("sign", g == -x), ("rounding", abs(x - g) <= limit(world, p)),
              ("decimal-shift", any(
                  x == g * 10 ** n or g == x * 10 ** n for n in (1, 2, 3))),
              ("transposition", g in two_swapped(x)),
              ("tax", "tax" in p.row and p.row["tax"] != ""
               and but != "amount-rounding")]
    for name, hit in checks:
        if "amount-" + name == but:
            return hit
        if hit:
            return False
    return True


def amount_fault(name, wrong):
    """`wrong` gives the amounts that the ledger could have instead."""
    def fault(world):
        def changed(p):
            return sorted(g for g in wrong(world, p) if g
                          and nothing_special(world, p, g, name)
                          and (name == "amount-sign"
                               or abs(g) not in amounts(world, p)))
        p, line = target(world, lambda p, line: bool(changed(p)))
        g = world.r.choice(changed(p))
        if world.base and p.currency != world.base:
            line["units"] += world.r.choice([9, -9]) + (line["units"] == 9)
            if name == "amount-sign":
                line["units"] = -p.units
        else:
            line["units"] = g
        line["base"] = g
        yield name, unit(world, p), p.key, p.base, g, p.base - g
    return fault


def rounded(world, p):
    most = limit(world, p)
    if abs(p.base) < 20:
        return []
    return [p.base + d for d in range(-most, most + 1) if d]


def shifted(world, p):
    x = p.base
    return [x * 10, x * 100, x * 1000] + [
        x // n for n in (10, 100, 1000) if x % n == 0]


def other_amounts(world, p):
    return [p.base + d for d in (-1713, 643, 977, 12345)]


def without_tax(world, p):
    tax = p.row.get("tax")
    if not tax or world.base and p.currency != world.base:
        return []
    tax = int(tax.replace(".", ""))
    # Of a document in parts, each has its tax; one of them is enough.
    return [p.base - tax, p.base + tax]


def fx(world):
    if not world.base or world.inside:
        raise NoPlace
    p, line = target(world, lambda p, line: p.currency != world.base
                     and abs(p.base) > 100)
    g = p.base + p.base // 10
    if abs(g) in amounts(world, p):
        raise NoPlace
    line["base"] = g
    yield "amount-fx", unit(world, p), p.key, p.base, g, p.base - g


def duplicate_gl(world):
    p, line = target(world)
    world.number += 1
    world.lines.append(dict(line, entry="JE%d" % world.number, posts=[]))
    yield "duplicate-gl", unit(world, p), p.key, None, p.base, -p.base


def duplicate_book(world):
    p, line = target(world, lambda p, line: opens(p, line)
                     and not p.row.get("line"))
    world.rows.append(dict(p.row, id=unique(world, "dup"), line="dup"))
    yield "duplicate-book", unit(world, p), p.key, p.base, None, p.base


def reversal_pair(world):
    amount, ref = world.r.between(1001, 99999), unique(world, "RP")
    line = new_line(world, ref, amount)
    world.lines.append(dict(line, units=-amount, base=-amount))
    yield "reversal-pair", unit(world, line), ref, None, 0, 0


def manual_journal(world):
    amount = world.r.choice([1, -1]) * world.r.between(1001, 99999)
    ref = world.r.choice(["", unique(world, "MJ")])
    line = new_line(world, ref, amount, source="GJ")
    option(world, "--feed", "AR")
    yield "manual-journal", unit(world, line), ref or line["entry"], None, \
        amount, -amount


def revaluation(world):
    amount = world.r.choice([1, -1]) * world.r.between(1001, 99999)
    ref = world.r.choice(["", "REVAL"])
    line = new_line(world, ref, amount, source="REVAL")
    if world.base and not world.inside and world.r.chance(500):
        line.update(units=0, source="AR")
    else:
        option(world, "--revaluation", "REVAL")
    yield "fx-revaluation", unit(world, line), ref or line["entry"], None, \
        amount, -amount


def wrong_account(world):
    others = [a for a in world.control]
    p, line = target(world, lambda p, line: p.account in others
                     and not in_all(world, p, others))
    others.remove(p.account)
    account = world.r.choice(others + ["1999"])
    there = (p.entity, account, world.base or p.currency)
    line["account"] = account
    yield "wrong-account", unit(world, p), p.key, p.base, None, p.base
    if account != "1999":
        yield "wrong-account", there, p.key, None, p.base, -p.base


def in_all(world, p, others):
    """Another account would have a line there on a day of batches."""
    return any(line["date"] == p.date and line["ref"][:2] == "B/"
               for line in world.lines)


def wrong_customer(world):
    p, line = target(world, lambda p, line: line["customer"])
    line["customer"] = "another"
    yield "wrong-customer", unit(world, p), p.key, p.base, p.base, 0


def wrong_entity(world):
    others = {p.entity for p in world.posts}
    if len(others) < 2:
        raise NoPlace
    p, line = target(world, lambda p, line: not in_all(world, p, ()))
    line["entity"] = world.r.choice(sorted(others - {p.entity}))
    there = (line["entity"], p.account, world.base or p.currency)
    yield "wrong-entity", unit(world, p), p.key, p.base, None, p.base
    yield "wrong-entity", there, p.key, None, p.base, -p.base


def unapplied_elsewhere(world):
    if not world.advance:
        raise NoPlace
    p, line = target(world, lambda p, line: p.account == world.advance
                     and p.row["type"] in ("receipt", "apply")
                     and not in_all(world, p, ()))
    line["account"] = world.control[0]
    there = (p.entity, line["account"], world.base or p.currency)
    yield "unapplied-elsewhere", unit(world, p), p.key, p.base, None, p.base
    yield "unapplied-elsewhere", there, p.key, None, p.base, -p.base


def voided(world):
    if world.r.chance(500):
        p, line = target(world)
        world.lines.append(dict(line, units=-line["units"], base=-p.base,
                                posts=[]))
        yield "voided", unit(world, p), p.key, None, -p.base, p.base
        return
    p, line = target(world, lambda p, line: p.row["type"] in (
        "invoice", "debit", "credit"))
    row = {c: p.row.get(c, "") for c in ("customer", "entity", "currency",
                                         "date")}
    world.rows.append(dict(
        row, type="reverse", ref=p.key, reason="void",
        amount=world.money(-p.units, p.currency), id=unique(world, "v")))
    yield "voided", unit(world, p), p.key, -p.base, None, -p.base


def any_post(world):
    """Somebody to owe something in the currency of the units."""
    its = [p for p in world.posts
           if world.base in (None, p.currency)
           and p.row["type"] in ("invoice", "debit")
           and world.zone(p.date) == 0 and not p.row.get("line")]
    if not its:
        raise NoPlace
    return world.r.choice(its)


def early_application(world):
    p, number = any_post(world), unique(world, "AB")
    late, amount = str(world.as_of + 10 * DAY), world.r.between(1001, 9999)
    row = dict(p.row, doc=number, date=late, due="", id=number, ref="",
               discount="", discount_date="", tax="", doc_date="",
               type="invoice", reason="",
               amount=world.money(3 * amount, p.currency))
    cut = dict(row, type="writeoff", date=str(world.as_of), ref=number,
               doc="W" + number, id="W" + number, account="",
               amount=world.money(-amount, p.currency))
    world.rows += [row, cut]
    for what, date, a in ((number, late, 3 * amount),
                          ("W" + number, str(world.as_of), -amount)):
        line = world.line(p, date=date, ref=what, units=a, base=a, posts=[])
        world.lines.append(line)
    yield "application-before-document", unit(world, p), "W" + number, \
        -amount, -amount, amount


def over_applied(world):
    p, number = any_post(world), unique(world, "OA")
    if in_batch(world, p):
        raise NoPlace
    amount = 10 ** 8 + world.r.between(1, 999)
    world.rows.append({
        "type": "writeoff", "date": p.date, "customer": p.customer,
        "entity": p.entity, "currency": p.currency, "ref": p.key,
        "amount": world.money(-amount, p.currency), "doc": number,
        "id": number})
    yield "over-applied", unit(world, p), number, -amount, None, -amount


def opening_difference(world):
    if not world.first or len({p.entity for p in world.posts}) > 1 \
            or "--opening-gl" in world.extra:
        raise NoPlace
    sums = {}
    for p in world.posts:
        u = unit(world, p)
        sums[u] = sums.get(u, 0) + p.base * (world.zone(p.date) < 0)
    wrong = world.r.choice(sorted(sums))
    for u in sorted(sums):
        given = sums[u] + (u == wrong) * world.r.choice([1, -777, 123456])
        world.extra += ["--opening-gl", "%s:%s%s" % (
            u[1], u[2] + "=" if u[2] else "", world.money(given, u[2]))]
        if u == wrong:
            yield "opening-difference", u, "", sums[u], given, \
                sums[u] - given
    if world.r.chance(500):
        world.lines = [line for line in world.lines
                       if world.zone(line["date"]) >= 0]


FAULTS = {
    "missing-in-gl": missing_in_gl, "missing-in-book": missing_in_book,
    "timing": timing,
    "amount": amount_fault("amount", other_amounts),
    "amount-rounding": amount_fault("amount-rounding", rounded),
    "amount-transposition": amount_fault(
        "amount-transposition", lambda world, p: two_swapped(p.base)),
    "amount-sign": amount_fault("amount-sign",
                                lambda world, p: [-p.base]),
    "amount-decimal-shift": amount_fault("amount-decimal-shift", shifted),
    "amount-tax": amount_fault("amount-tax", without_tax),
    "amount-fx": fx, "duplicate-gl": duplicate_gl,
    "duplicate-book": duplicate_book, "reversal-pair": reversal_pair,
    "manual-journal": manual_journal, "wrong-account": wrong_account,
    "wrong-customer": wrong_customer, "wrong-entity": wrong_entity,
    "unapplied-elsewhere": unapplied_elsewhere,
    "fx-revaluation": revaluation, "voided": voided,
    "application-before-document": early_application,
    "over-applied": over_applied, "opening-difference": opening_difference}


def plant(world, name):
    """True if there was a place for it; `mixed`: from 1 to 20 of them."""
    if not hasattr(world, "used"):
        world.used = set()
    if name == "mixed":
        n = world.r.between(1, 20)
        names = sorted(FAULTS)
        return any([plant(world, world.r.choice(names)) for _ in range(n)])
    try:
        for kind, u, key, book, other, difference in FAULTS[name](world):
            cells = {"class": kind, "entity": u[0], "account": u[1],
                     "currency": u[2], "key": key,
                     "difference": world.money(difference, u[2])}
            for column, value in (("book_amount", book),
                                  ("other_amount", other)):
                cells[column] = "" if value is None \
                    else world.money(value, u[2])
            world.truth.append(cells)
        return True
    except NoPlace:
        return False
