"""What a run of dun.py would do, and what another policy would do instead.

The specification leaves open how this is printed.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import age  # noqa: E402

WHO = "customer entity account currency ref ref_due days last_level".split()
WHAT = "level amount fee interest held".split()
DRY = WHO + WHAT
AGAINST = DRY + ["other_" + c for c in WHAT]


def money(amount, p):
    return age.money(amount, p.item.currency) if amount else ""


def who(p):
    return {"customer": p.item.customer, "entity": p.item.entity,
            "account": p.account, "currency": p.item.currency,
            "ref": p.item.doc, "ref_due": str(p.due or ""),
            "days": str(p.days), "last_level": str(p.was or "")}


def what(p):
    """Noticed, held for a reason, or nothing."""
    if p.asked:
        return {"level": str(p.level), "amount": money(p.amount, p),
                "fee": money(p.fee, p), "interest": money(p.interest, p),
                "held": ""}
    cells = dict.fromkeys(WHAT, "")
    if p.held:
        cells.update(level=str(p.would or ""), held=p.held)
    return cells


def in_order(parts):
    """By customer; then the oldest first."""
    return sorted(parts, key=lambda p: (
        p.item.customer.encode(), p.item.entity.encode(),
        p.item.currency.encode(), p.order()))


def dry(world):
    """A row a debt that is noticed or held back."""
    return [dict(who(p), **what(p)) for p in in_order(world.parts)
            if p.asked or p.held]


def against(world, other):
    """A row a debt with which the other policy would do something else.

    Rule: held back for the same reason is the same, at whatever level.
    """
    others = {(p.item, p.due): p for p in other.parts}
    for p in in_order(world.parts):
        cells, instead = what(p), what(others[p.item, p.due])
        same = ("held",) if cells["held"] else WHAT
        if any(cells[c] != instead[c] for c in same):
            row = dict(who(p), **cells)
            row.update(("other_" + c, instead[c]) for c in WHAT)
            yield row
