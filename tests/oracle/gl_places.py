"""Where a fault can be planted, and what it is planted with.

Part of random-gl; see gl_faults.py.
"""


class NoPlace(Exception):
    pass


# -- Where ------------------------------------------------------------------

def unit(world, thing):
    """Of a post or a line."""
    if isinstance(thing, dict):
        thing = type("Line", (), thing)
    return thing.entity, thing.account, world.base or thing.currency


def in_batch(world, p):
    """A line of a batch stands on the same day."""
    return any(line["date"] == p.date and line["ref"][:2] == "B/"
               and unit(world, line) == unit(world, p)
               for line in world.lines)


def free(world, p, zone=0):
    its = [x for key in {p.key, p.alt} - {""} for x in world.keys[key]]
    alike = [x for x in its if abs(x.base) == abs(p.base) and x is not p]
    others = [x for x in world.posts if x.alt == p.key and x is not p
              and abs(x.base) == abs(p.base)]
    if any(p.key in (x.key, x.alt) for line in world.lines
           if line["posts"] and line["ref"] != line["posts"][0].key
           for x in line["posts"]):
        return False  # the ledger knows some of it under other numbers
    alike += [line for line in world.lines if len(line["posts"]) > 1
              and line["ref"] == p.key and abs(line["base"]) == abs(p.base)]
    return not alike and not others and world.zone(p.date) == zone \
        and not {p.key, p.alt} & world.used and not in_batch(world, p)


def target(world, fits=lambda p, line: True, zone=0):
    """(post, its line), of those where a fault can be planted."""
    found = []
    for line in world.lines:
        if len(line["posts"]) == 1:
            p = line["posts"][0]
            if line["ref"] == p.key and free(world, p, zone) \
                    and world.zone(line["date"]) == zone \
                    and p.units and fits(p, line):
                found.append((p, line))
    if not found:
        raise NoPlace
    p, line = world.r.choice(found)
    world.used |= {p.key, p.alt} - {""}
    return p, line


def day(world):
    """A day that counts, without batches."""
    days = [p.date for p in world.posts if world.zone(p.date) == 0
            and not in_batch(world, p)]
    if not days:
        raise NoPlace
    return world.r.choice(days)


def new_line(world, ref, amount, **cells):
    """A line of a reconciled account that no entry stands behind."""
    date, p = day(world), world.r.choice(world.posts)
    base = amount
    line = world.line(p, date=date, ref=ref, posts=[], units=amount,
                      base=base, customer="")
    line["currency"] = world.base or p.currency
    line.update(cells)
    world.lines.append(line)
    return line


def unique(world, prefix):
    world.number += 1
    return "%s%d" % (prefix, world.number)


def option(world, *args):
    if args[0] not in world.extra:
        world.extra += args


def amounts(world, p):
    return {abs(x.base) for x in world.keys[p.key]} | {
        abs(line["base"]) for line in world.lines if line["ref"] == p.key
        and len(line["posts"]) > 1}
