"""The rules of ar-apply, one after the other, as sets and sums.

Part of the oracle apply.py.  Every rule is written from the specification
alone; sums are found by trying all of them.
"""

import datetime
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction

import apply_names as names
from apply_book import RETURNS, half_away
from apply_names import AMBIGUOUS, FUND, ITEM, SCORES, SETTLED, UNKNOWN

RULES = ("own remit text payer one set subset short tolerance "
         "oldest").split()
OWN, REMIT, TEXT, PAYER, ONE, SET, SUBSET, SHORT, TOLERANCE, OLDEST = range(10)
NEVER = datetime.date.min


@dataclass
class Entry:
    fund: object      # whose row it is
    type: str
    thing: object     # what it acts on
    due: object
    amount: int
    lost: int         # of an apply, what the item loses
    reason: str
    rule: int
    score: int
    way: str
    text: str


@dataclass
class Way:
    """How a receipt is used: what is paid and what is taken off."""
    pays: list        # [(item, paid, discount, reason)]
    credits: list     # credit memos used up
    name: str
    score: int

    def key(self):
        return frozenset(
            [(i.key, p, d) for i, p, d, _ in self.pays]
            + [(c.key, -c.open, 0) for c in self.credits])


class Several(Exception):
    """Several answers; the receipt waits."""


class Match:
    def __init__(self, world):
        self.w, self.opts = world, world.opts
        self.day = world.day
        self.finder = names.Finder(world)
        self.entries, self.transfers, self.payers = [], [], {}
        self.causes, self.fired, self.block = {}, {}, {}
        self.returns = {}  # a return that could not be resolved: its cause

    def on(self, rule):
        return rule in self.opts.rules

    # -- What is done

    def put(self, fund, kind, thing, amount, rule, score, way, text="",
            due=None, reason="", lost=None):
        lost = amount if lost is None else lost
        if amount == 0:
            return
        self.entries.append(Entry(fund, kind, thing, due, amount, lost,
                                  reason, rule, score, way, text))
        w = self.w
        if kind == "apply":
            fund.change(None, amount)
            thing.change(due, -lost)
            w.note_applied(fund.key, thing.key, due, amount, lost)
        elif kind == "dispute":
            thing.contested += amount
        else:
            thing.change(due, amount)
            if kind == "discount":
                thing.taken -= amount
            elif kind in ("adjust", "fx") and thing.side == "debit":
                thing.raised += amount
            w.made[(fund.entity, fund.customer, fund.doc, fund.currency),
                   kind, thing.key, due, reason] += amount

    def pay(self, sources, targets, after=None):
        """Sources fill targets, in order; after each, what goes with it.

        targets: [item, due, amount, rule, score, way, text]
        """
        homes = self.homes(sources, targets)
        for n, target in enumerate(targets):
            for at in sorted(range(len(sources)), key=lambda at: homes[at][0]
                             != target[0].key):
                item, due, left, rule, score, way, text = target
                source, home = sources[at], homes[at]
                amount = min(left, home[1] if home[0] == item.key
                             else source[1] - home[1])
                if amount > 0:
                    self.put(source[0], "apply", item, amount, rule, score,
                             way, text, due)
                    source[1] -= amount
                    target[2] -= amount
                    home[1] -= amount if home[0] == item.key else 0
            if after:
                after(n)

    def homes(self, sources, targets):
        """[key, amount] of each: what it credits, and is kept for."""
        rest = defaultdict(int)
        for target in targets:
            rest[target[0].key] += target[2]
        homes = []
        for fund, left in sources:
            item = None if fund.receipt else self.hinted(fund)
            key = item.key if item else None
            homes.append([key, max(0, min(left, rest.get(key, 0)))])
            if key in rest:
                rest[key] -= homes[-1][1]
        return homes

    def use(self, receipt, way, rule):
        """Credits pay first, then the receipt; discounts after."""
        pays = sorted(way.pays, key=lambda p: self.order(p[0]))
        credits = sorted(way.credits, key=lambda c: (c.date, c.doc.encode()))
        sources = [[c, c.open] for c in credits] + [[receipt, receipt.open]]

        def after(n):
            item, _, discount, reason = pays[n]
            self.put(receipt, "discount", item, -discount, rule, way.score,
                     way.name, reason=reason)
        self.pay(sources, [[i, None, p, rule, way.score, way.name, ""]
                           for i, p, _, _ in pays], after)

    @staticmethod
    def order(item):
        its = item.standing or item.parts
        return its[0].order, item.doc.encode(), item.customer.encode()

    def tolerance(self, item):
        """Of a document, by what is open of it."""
        least = None
        for kind, currency, value in self.opts.tolerance:
            if kind == "percent":
                amount = half_away(Fraction(value) * item.open / 100)
            elif currency in ("", item.currency):
                amount = self.w.minor(value, item.currency)
            else:
                continue
            least = amount if least is None else min(least, amount)
        return least or 0

    # -- All of it

    def run(self):
        self.find_payers()
        self.receipts = sorted(
            (f for f in self.w.funds.values() if f.receipt and f.open > 0),
            key=lambda f: (f.date, f.customer.encode(), f.doc.encode(),
                           [p.encode() for p in f.pool]))
        self.back = {}
        if self.on(OWN):
            self.assign_returns()
        self.hold_back()
        while self.round():
            pass

    def round(self):
        before = len(self.entries)
        if self.on(OWN):
            self.own_credits()
            self.bank_returns()
        stopped, waiting = set(), set()
        self.said = {}
        for rule in (REMIT, TEXT, ONE, SET, SUBSET, SHORT, TOLERANCE, OLDEST):
            if not self.on(rule):
                continue
            for r in self.receipts:
                if r.key in self.block or r.open <= 0:
                    continue
                if r.key in stopped | waiting and rule != OLDEST:
                    continue
                n = len(self.entries)
                try:
                    self.attempt(rule, r)
                except Several:
                    waiting.add(r.key)
                    self.say(r, "several-answers")
                if len(self.entries) > n:
                    stopped.add(r.key)
        return len(self.entries) > before

    def say(self, receipt, cause):
        """What the payer said tells more than how many answers there were;
        of equal weight the first stays."""
        weights = {None: 0, "too-many-items": 2, "chance-subset": 3,
                   "several-answers": 4}
        had = self.said.get(receipt.key)
        if weights.get(cause, 5) > weights.get(had, 5):
            self.said[receipt.key] = cause

    def cause(self, receipt):
        if receipt.key in self.block:
            return self.block[receipt.key]
        said = self.fired.get(receipt.key) or self.said.get(receipt.key)
        if said:
            return said
        if self.candidates(receipt, True):
            return "no-match"
        return "disputed-item" if any(
            i.customer == receipt.customer and i.pool == receipt.pool
            and i.disputed and i.open > 0 for i in self.w.items.values()) \
            else "no-open-item"

    def attempt(self, rule, r):
        if rule == REMIT:
            if r.lines:
                self.remit(r)
        elif rule == TEXT:
            if not r.lines:
                self.text(r)
        elif rule == OLDEST:
            if self.opts.oldest_first:
                self.oldest(r)
        elif self.unnumbered(r, rule):
            {ONE: self.one, SET: self.set, SUBSET: self.subset,
             SHORT: self.short, TOLERANCE: self.tolerant}[rule](r)

    def unnumbered(self, r, rule):
        """Whether rules 4 to 8 may be tried.

        Who names documents, be it only perhaps, means none but one of them.
        """
        found = self.finder.memo(r)
        if r.lines or r.open != r.received \
                or any(f.cite.firm for f in found):
            return False
        self.named = None
        if found:
            self.named = {t.key for f in found if f.what == ITEM
                          for t in f.things}
        return not found or rule not in (SET, SUBSET)

    # -- Held back

    def find_payers(self):
        unknown = [f for f in self.w.funds.values()
                   if f.customer == "UNIDENTIFIED" and f.receipt
                   and f.open > 0]
        payers = names.Payers(self.w, self.finder)
        for f in sorted(unknown, key=lambda f: (f.date, f.doc.encode(),
                                                f.pool)):
            if f.later or self.wanted_back(f):
                self.block[f.key] = "later-rows" if f.later \
                    else "unknown-payer"
                continue
            customer, *told = payers.find(f) if self.on(PAYER) else (None,)
            key = f.key._replace(customer=customer)
            if customer is None or key in self.w.book.openings \
                    or key in self.w.funds:
                self.block[f.key] = "unknown-payer"
                continue
            self.transfer(f, key, told)

    def wanted_back(self, f):
        """Whether the bank wants it back from UNIDENTIFIED."""
        return any(i.returned and i.open > 0 and i.pool == f.pool
                   and i.customer == f.customer and (
                       i.origin["ref"] == f.doc or not i.origin["ref"]
                       and i.open == f.received
                       and f.date <= i.row.date("date"))
                   for i in self.w.items.values())

    def transfer(self, f, key, told):
        """The receipt is that customer's from now on."""
        w = self.w
        found = object.__new__(type(f))
        found.__dict__.update(f.__dict__)
        found.key, found.customer = key, key.customer
        found.received = found.open = f.open
        found.changes = []
        part = type(f.parts[0])(None, f.date)
        part.opened = part.open = f.open
        found.parts = [part]
        found.was = f
        f.change(None, found.open)
        w.funds[key] = found
        self.transfers.append((f, found, found.open, told))

    def hold_back(self):
        for r in self.receipts:
            cause = self.held(r)
            if cause and r.key not in self.block:
                self.block[r.key] = cause

    def held(self, r):
        opts = self.opts
        if r.later:
            return "later-rows"
        if self.w.on_hold(r):
            return "customer-hold"
        if r.doc_date and r.doc_date > self.day:
            return "future-check"
        if r.doc_date and (r.date - r.doc_date).days > opts.stale:
            return "stale-check"
        if self.duplicate(r):
            return "duplicate"
        return None

    def bounced(self):
        """Receipts that the bank took back."""
        found = set()
        for (fund, item, _), (amount, _) in self.w.applied.items():
            if amount > 0 and self.w.items[item].returned:
                found.add(fund)
        return found

    def duplicate(self, r):
        bounced = self.bounced() | {f.key for f in self.back.values()}
        mine = self.cited(r)
        for e in self.w.funds.values():
            if not e.receipt or e is r or e.pool != r.pool \
                    or e.customer != r.customer or e.key in bounced \
                    or self.came(e) >= self.came(r) \
                    or e.received != r.received \
                    or (r.date - e.date).days > self.opts.duplicate_days:
                continue
            if r.ref and r.ref == e.ref:
                return True
            if mine and mine == self.cited(e):
                return True
        return False

    @staticmethod
    def came(r):
        """Of two of one day the first is the one that was applied."""
        return r.date, r.open == r.received, r.doc.encode()

    def cited(self, r):
        """The documents that a receipt's lines, or else its memo, name."""
        if r.lines:
            found = [self.line_found(r, line) for line in r.lines]
        else:
            found = self.finder.memo(r)
        docs = set()
        for f in found:
            if f.what in (ITEM, FUND):
                docs |= {t.key for t in f.things}
            elif f.what == SETTLED:
                docs |= {t.key for t in f.docs}
        return docs

    # -- Rule 0

    def own_credits(self):
        funds = [f for f in self.w.funds.values()
                 if not f.receipt and f.open > 0 and not f.later and f.ref]
        claimed = set(self.claimed()) if funds else ()
        claimed = self.claimed()
        for f in sorted(funds, key=lambda f: (f.date, f.customer.encode(),
                                              f.doc.encode(), f.pool)):
            if f.key in claimed:
                continue
            item = self.hinted(f)
            if item and not item.held and f.key not in claimed:
                self.put(f, "apply", item, min(f.open, item.open), OWN, 100,
                         "credit ref")

    def claimed(self):
        """Credits that receipts take which are still to be applied."""
        for r in self.receipts:
            if r.key not in self.block and r.open > 0:
                found = [self.line_found(r, line) for line in r.lines] \
                    if r.lines else self.finder.memo(r)
                for f in found:
                    if f.what == FUND:
                        yield f.things[0].key

    def claimed(self):
        """Credit memos that receipts still to be used take."""
        found = set()
        for r in self.receipts:
            if r.open > 0 and r.key not in self.block:
                its = [self.line_found(r, line) for line in r.lines] \
                    or self.finder.memo(r)
                found |= {f.things[0].key for f in its if f.what == FUND}
        return found

    def hinted(self, f):
        """The open item that a credit memo's ref names."""
        key = f.key._replace(side="debit", doc=f.ref)
        item = self.w.items.get(key)
        return item if item and item.open > 0 and not item.later else None

    def assign_returns(self):
        """Which receipt each bank return takes back, if that is known."""
        its = [i for i in self.w.items.values()
               if i.returned and not i.later and i.open == i.amount > 0]
        its.sort(key=lambda i: (i.customer.encode(), i.doc.encode(), i.pool))
        self.back = {}  # return: receipt
        news = True
        while news:
            news = False
            for item in its:
                funds = self.could_be(item)
                if item.key not in self.back and len(funds) == 1 \
                        and funds[0].received == item.amount:
                    self.back[item.key] = funds[0]
                    news = True
                elif item.key not in self.back:
                    self.returns[item.key] = "return-ambiguous" \
                        if len(funds) > 1 else "return-unknown"

    def could_be(self, item):
        """The receipts that a return could mean."""
        taken = self.bounced() | {f.key for f in self.back.values()}
        funds = [f for f in self.w.funds.values()
                 if f.receipt and f.customer == item.customer
                 and f.pool == item.pool and f.key not in taken]
        hint = item.origin["ref"]
        if hint:
            return [f for f in funds if f.doc == hint]
        return [f for f in funds if f.received == item.amount
                and f.date <= item.row.date("date")]

    def bank_returns(self):
        for key, fund in self.back.items():
            item = self.w.items[key]
            if item.open == item.amount > 0:
                self.bank_return(item, fund)

    def bank_return(self, item, fund):
        applied = sum(a for (f, _, _), (a, _) in self.w.applied.items()
                      if f == fund.key)
        made = self.made_by(fund)
        back = sum(a for (_, key, _, _), a in made if key == fund.key)
        if fund.later or fund.received != item.amount \
                or fund.open + applied + back < item.open:
            self.returns[item.key] = "return-unknown"
            return
        self.returns.pop(item.key, None)
        way = "bank return"
        its = sorted(((i, due, a, lost) for (f, i, due), (a, lost)
                      in self.w.applied.items() if f == fund.key and a),
                     key=lambda x: self.place(x[0], x[1]))
        for key, due, amount, lost in its:
            self.put(fund, "apply", self.w.items[key], -amount, OWN, 100, way,
                     due=due, lost=-lost)
        for (kind, key, due, reason), amount in made:
            thing = self.w.items.get(key) or self.w.funds[key]
            self.put(fund, kind, thing, -amount, OWN, 100, way, due=due,
                     reason=reason)
        self.put(fund, "apply", item, item.open, OWN, 100, way)

    @staticmethod
    def place(key, due):
        return (key.side == "credit", key.customer.encode(),
                key.doc.encode(), due or NEVER)

    def made_by(self, fund):
        mine = (fund.entity, fund.customer, fund.doc, fund.currency)
        kinds = ("discount", "writeoff", "adjust", "fx")
        its = [(key[1:], amount) for key, amount in self.w.made.items()
               if key[0] == mine and amount]
        return sorted(its, key=lambda x: (kinds.index(x[0][0]),)
                      + self.place(x[0][1], x[0][2]) + (x[0][3],))

    # -- Rule 1

    def line_found(self, r, line):
        less = line.amount < 0
        norm = names.normal(line.text)
        cite = names.Cite(line.text, less, True, names.letters(norm))
        found = self.finder.find(cite, r, True)
        found.cite = cite
        if not less and found.what == FUND:
            found = names.Found(UNKNOWN, cite=cite)
        return found

    def remit(self, r):
        if sum(line.amount for line in r.lines) != r.received:
            self.fired.pop(r.key, None)
            self.say(r, "remit-mismatch")
            return
        lines, found = {}, []
        for line in r.lines:
            f = self.line_found(r, line)
            found.append(f)
            key = (f.what, tuple(t.key for t in f.things or f.docs),
                   line.due if line.amount > 0 else None)
            if key in lines:
                old = lines[key][1]
                line = old._replace(
                    amount=old.amount + line.amount,
                    discount=old.discount + line.discount,
                    deduction=old.deduction + line.deduction,
                    reason=old.reason or line.reason)
                f = lines[key][0]
            lines[key] = (f, line)
        self.remit_lines(r, list(lines.values()), found)

    def remit_lines(self, r, lines, found):
        named = {t.key for f in found if f.cite.less
                 for t in (f.things or f.docs)}
        foreign = [f for f in found if f.what == ITEM
                   and f.things[0].pool != r.pool]
        if foreign:
            if len(lines) > 1 or foreign[0].things[0].held:
                self.say(r, "other-currency")
            else:
                self.cross(r, foreign[0].things[0], foreign[0], REMIT)
            return
        targets, credits, short = [], [], False
        held = False
        for f, line in lines:
            if f.what == ITEM and not f.cite.less:
                item = f.things[0]
                if item.held:
                    held = True
                    continue
                if len(f.things) > 1:
                    f.what = AMBIGUOUS
                    continue
                rest = self.rest(r, named, item, line)
                open_ = item.open if line.due is None else sum(
                    p.open for p in item.standing if p.due == line.due)
                pay = min(rest, open_)
                short |= pay < rest
                targets.append((f, line, item, pay, rest))
            elif f.what == FUND:
                credit = f.things[0]
                used = sum(a for (c, i, _), (a, _) in self.w.applied.items()
                           if c == credit.key and any(
                               i == t[2].key for t in targets) or
                           c == credit.key and i in
                           {x.key for g, _ in lines if not g.cite.less
                            for x in (g.things or g.docs)})
                rest = max(0, -line.amount - used)
                credits.append([credit, min(rest, credit.open)])
        credits.sort(key=lambda c: (c[0].date, c[0].doc.encode()))
        cause = None
        whats = {f.what for f in found}
        if UNKNOWN in whats:
            cause = "unknown-number"
        elif AMBIGUOUS in whats:
            cause = "ambiguous-number"
        elif names.FOREIGN in whats:
            cause = "other-currency"
        elif SETTLED in whats:
            cause = self.settled(r)
        elif short:
            cause = "over-payment"
        elif held:
            cause = "held-item"
        total = sum(t[3] for t in targets)
        if total > r.open + sum(c[1] for c in credits):
            self.say(r, cause or "unknown-number")
            return
        targets.sort(key=lambda t: self.order(t[2])[:2] + (
            t[1].due or NEVER,))
        before = [(t[2].open, self.line_discount(r, t)) for t in targets]
        n = len(self.entries)
        sources = credits + [[r, r.open]]

        def after(n):
            if targets[n][3] > 0:
                self.line_rest(r, targets[n], *before[n])
        self.pay(sources, [[item, line.due, pay, REMIT, SCORES[f.level],
                            names.WAYS[f.level], f.cite.text]
                           for f, line, item, pay, _ in targets], after)
        if len(self.entries) > n:
            self.fired[r.key] = cause
        if cause:
            self.say(r, cause)

    def rest(self, r, named, item, line):
        used = sum(lost for (f, i, due), (_, lost) in self.w.applied.items()
                   if i == item.key and (f == r.key or f in named)
                   and (line.due is None or due == line.due))
        return max(0, line.amount - used)

    def line_parts(self, item, line):
        return [p for p in item.standing
                if line.due is None or p.due == line.due]

    def line_discount(self, r, target):
        _, line, item, _, _ = target
        parts = self.line_parts(item, line)
        judged = self.judged(r)
        got, reason = self.w.discount(item, parts, judged)
        late, _ = self.w.discount(item, parts, judged, True)
        return got, reason, late

    def judged(self, r):
        if self.opts.discount_date == "doc_date" and r.doc_date:
            return r.doc_date
        return r.date

    def line_rest(self, r, target, open_, discounts):
        """What the line says, or leaves, beyond what was paid."""
        f, line, item, pay, rest = target
        avail, reason, late = discounts
        text, score = f.cite.text, SCORES[f.level]

        def left():
            return sum(p.open for p in self.line_parts(item, line))
        was = left()
        taken = -sum(a for key, a in self.w.made.items()
                     if key[0] == (r.entity, r.customer, r.doc, r.currency)
                     and key[1] == "discount" and key[2] == item.key)
        claimed = max(0, line.discount - taken) if line.discount else 0
        if not line.discount and pay == rest and was > 0:
            if was == avail:
                claimed = avail
            elif was == late and avail < late:
                claimed = late
        if claimed:
            earned = min(claimed, avail, was)
            self.put(r, "discount", item, -earned, REMIT, score, "discount",
                     text, line.due, reason)
            self.unearned(r, item, min(claimed - earned, left()), score,
                          "late discount", text, line.due)
        deducted = min(line.deduction, left())
        if deducted > 0 and self.on(SHORT):
            self.put(r, "dispute", item, deducted, SHORT, score,
                     "deduction", text, reason=names.reason(line.reason))
        undisputed = left() - item.disputed
        allowed = self.was_tolerance(item, open_)
        if 0 < undisputed <= allowed and self.on(TOLERANCE):
            self.put(r, "writeoff", item, -undisputed, TOLERANCE, score,
                     "under", text, line.due, "small-balance")
        elif self.opts.partial_discount and not claimed and not deducted:
            self.partial(r, item, pay, avail, was + pay, REMIT, score,
                         "discount", text, line.due, reason)

    def was_tolerance(self, item, open_):
        """The tolerance of an item when so much of it was open."""
        class Was:
            open, currency = open_, item.currency
        return self.tolerance(Was)

    def partial(self, r, item, pay, avail, open_, rule, score, way, text, due,
                reason):
        if avail and 0 < pay < open_ - avail:
            part = half_away(Fraction(pay * avail, open_ - avail))
            self.put(r, "discount", item, -min(part, item.open), rule, score,
                     way, text, due, reason)

    def unearned(self, r, item, amount, score, way, text, due=None):
        """A discount that was taken, but not earned."""
        if amount <= 0 or not self.on(SHORT):
            return
        if self.opts.always_discount:
            self.put(r, "discount", item, -amount, SHORT, score, way, text,
                     due, "discount-unearned")
        else:
            self.put(r, "dispute", item, amount, SHORT, score, way, text,
                     reason="discount-unearned")

    # -- Rule 2

    def text(self, r):
        found = self.finder.memo(r)
        if not found:
            return
        items, credits, firm = {}, {}, set()
        for f in found:
            if f.what == SETTLED and f.cite.firm:
                self.say(r, self.settled(r))
            elif f.what == AMBIGUOUS and f.cite.firm:
                self.say(r, "ambiguous-number")
            elif f.what == ITEM and any(t.held for t in f.things):
                self.say(r, "held-item")
            if f.what == ITEM:
                for t in f.things:
                    items.setdefault(t.key, (t, f))
                    if f.cite.firm:
                        firm.add(t.key)
            elif f.what == FUND:
                credits[f.things[0].key] = f.things[0]
        unknown = any(f.what == UNKNOWN for f in found)
        if any(f.what == AMBIGUOUS and f.cite.firm for f in found) \
                or any(t.held for t, _ in items.values()):
            return
        if not items:
            if any(f.what == names.FOREIGN for f in found):
                self.say(r, "other-currency")
            if unknown:
                self.say(r, "unknown-number")
            return
        credits = sorted(credits.values(),
                         key=lambda c: (c.date, c.doc.encode()))
        its = sorted(items.values(), key=lambda x: self.order(x[0]))
        if any(t.pool != r.pool for t, _ in its):
            if len(its) > 1 or credits:
                self.say(r, "other-currency")
            else:
                self.cross(r, *its[0], TEXT)
            return
        chosen = [its, [x for x in its if x[0].key in firm]]
        for n in chosen:
            if n and (n is its or n != its) and self.exact(r, n, credits):
                return
        if len(firm) < len(items):
            if unknown:
                self.say(r, "unknown-number")
            return
        family = self.w.family(r.customer)
        if any(t.customer not in family for t, _ in its):
            self.say(r, "unknown-number")  # a stranger's: only by the cent
            return
        self.inexact(r, its, credits, unknown)

    @staticmethod
    def settled(r):
        """What is paid already was paid too much, if by this receipt."""
        return "over-payment" if r.open < r.received else "settled-item"

    def settle(self, r, its, credits, way, score, pays, rule=TEXT,
               after=None):
        """Pays {item key: amount} from credits, then the receipt."""
        sources = [[c, c.open] for c in credits] + [[r, r.open]]
        targets = []
        for item, f in its:
            targets.append([item, None, pays[item.key], rule,
                            score, way or names.WAYS[f.level],
                            f.cite.text])
        self.pay(sources, targets, after and (lambda n: after(n, *its[n])))

    @staticmethod
    def least(its):
        """A chain of numbers is as sure as the least of them."""
        return min(SCORES[f.level] for _, f in its)

    def cross(self, r, item, f, rule):
        """Pays an item of another currency, if the rate says so."""
        value = self.w.convert(r.open, r.currency, item.currency, r.date)
        if value is None or abs(value - item.open) > self.tolerance(item):
            self.say(r, "other-currency")
            return
        self.put(r, "apply", item, r.open, rule, 90, "currency",
                 f.cite.text, lost=item.open)

    def exact(self, r, its, credits):
        fund = r.open + sum(c.open for c in credits)
        total = sum(i.open for i, _ in its)
        if total == fund:
            self.settle(r, its, credits, None, self.least(its) - 1,
                        {i.key: i.open for i, _ in its})
            return True
        judged, offers = self.judged(r), {}
        for i, f in its:
            amount, reason = self.w.discount(i, i.standing, judged)
            if amount:
                offers[i.key] = (i, f, amount, reason)
        subset = self.net_of(offers, total - fund)
        if subset is not None:
            pays = {i.key: i.open - (offers[i.key][2]
                                     if i.key in subset else 0)
                    for i, _ in its}

            def after(_, i, f):
                if i.key in subset:
                    self.put(r, "discount", i, -offers[i.key][2], TEXT,
                             self.least(its) - 2, "discount", f.cite.text,
                             reason=offers[i.key][3])
            self.settle(r, its, credits, None, self.least(its) - 2, pays,
                        after=after)
            return True
        return self.installments(r, its, credits, fund)

    @staticmethod
    def net_of(offers, short):
        """The one set of items whose discounts are what is short."""
        if short <= 0 or not offers:
            return None
        if sum(o[2] for o in offers.values()) == short:
            return set(offers)
        if len(offers) > 16:
            return None
        found = [set(c) for n in range(1, len(offers))
                 for c in itertools.combinations(offers, n)
                 if sum(offers[k][2] for k in c) == short]
        return found[0] if len(found) == 1 else None

    def installments(self, r, its, credits, fund):
        if not any(len(i.standing) > 1 for i, _ in its):
            return False
        choices = []
        for i, _ in its:
            sums, at = [], 0
            for p in i.standing:
                at += p.open
                sums.append(at)
            choices.append(sums)
        ways = [c for c in itertools.product(*choices) if sum(c) == fund]
        if len(ways) > 1:
            raise Several
        if not ways:
            return False
        self.settle(r, its, credits, None, self.least(its) - 3,
                    {i.key: a for (i, _), a in zip(its, ways[0])})
        return True

    def inexact(self, r, its, credits, unknown):
        fund = r.open + sum(c.open for c in credits)
        short = sum(i.open for i, _ in its) - fund
        if any(i.customer not in self.w.family(r.customer)
               for i, _ in its):  # a slip of the pen?
            self.say(r, "unknown-number")
            return
        if any(self.finder.elsewhere(f, r, i) for i, f in its):
            self.say(r, "ambiguous-number")
            return
        if short < 0:
            self.over(r, its, credits, -short, unknown)
            return
        judged = self.judged(r)
        offers = [self.w.discount(i, i.standing, judged) for i, _ in its]
        late = [self.w.discount(i, i.standing, judged, True)[0]
                for i, _ in its]
        if self.late(r, its, credits, short, offers, late) \
                or self.stated(r, its, credits, short, offers) \
                or self.small(r, its, credits, short, offers):
            return
        if len(its) == 1 and not unknown:
            self.doubt(r)
            (item, f), = its
            was = item.open
            self.settle(r, its, credits, None, 90, {item.key: fund})
            if self.opts.partial_discount:
                self.partial(r, item, fund, offers[0][0], was, TEXT, 90,
                             "discount", f.cite.text, None, offers[0][1])
            return
        self.say(r, "unknown-number" if unknown else "short-payment")

    def late(self, r, its, credits, short, offers, late):
        if not self.on(SHORT) or short != sum(late) or short <= 0:
            return False
        pays = {i.key: i.open - d for (i, _), d in zip(its, late)}

        def after(n, i, f):
            d, (avail, reason) = late[n], offers[n]
            earned = min(d, avail)
            self.put(r, "discount", i, -earned, TEXT, 92, "discount",
                     f.cite.text, reason=reason)
            self.unearned(r, i, d - earned, 92, "late discount", f.cite.text)
        self.settle(r, its, credits, None, 92, pays, TEXT, after)
        return True

    def stated(self, r, its, credits, short, offers):
        causes = names.causes(r.memo)
        if not self.on(SHORT) or len(its) != 1 or not causes:
            return False
        (item, f), = its
        fund = item.open - short
        self.settle(r, its, credits, None, 92, {item.key: fund})
        text = f.cite.text
        if causes == ["discount"]:
            earned = min(short, offers[0][0])
            self.put(r, "discount", item, -earned, TEXT, 92, "discount", text,
                     reason=offers[0][1])
            self.unearned(r, item, short - earned, 92, "late discount", text)
        else:
            cause = causes[0] if len(causes) == 1 else "other"
            self.put(r, "dispute", item, short, SHORT, 92, "cause", text,
                     reason=cause)
        return True

    def small(self, r, its, credits, short, offers):
        if not self.on(TOLERANCE):
            return False
        allowed = sum(self.tolerance(i) for i, _ in its)
        avail = sum(a for a, _ in offers)
        net = avail > 0 and 0 <= short - avail <= allowed
        if net:
            rest = short - avail
        elif 0 < short <= allowed:
            rest, offers = short, [(0, "")] * len(its)
        else:
            return False
        open_ = {i.key: i.open - d for (i, _), (d, _) in zip(its, offers)}
        offs = self.latest(its, open_, rest)

        def after(n, i, f):
            self.put(r, "discount", i, -offers[n][0], TEXT, 92,
                     "discount", f.cite.text, reason=offers[n][1])
        self.settle(r, its, credits, None, 92,
                    {k: a - offs.get(k, 0) for k, a in open_.items()},
                    TEXT, after)
        for i, f in its:
            self.put(r, "writeoff", i, -offs.get(i.key, 0), TOLERANCE, 92,
                     "under", f.cite.text, reason="small-balance")
        return True

    def doubt(self, r):
        """A number that does not fit, and another item that does: did the
        payer write the wrong one, or was it none?"""
        if self.fits(r, self.candidates(r, True)):
            raise Several

    @staticmethod
    def latest(its, open_, rest):
        """What is written off of each, the latest due first."""
        offs = {}
        for i, _ in sorted(its, reverse=True, key=lambda x: (
                max(p.due or p.order for p in x[0].standing),
                x[0].doc.encode())):
            offs[i.key] = min(rest, open_[i.key])
            rest -= offs[i.key]
        return offs

    def over(self, r, its, credits, over, unknown):
        if unknown:
            self.say(r, "unknown-number")
            return
        allowed = sum(self.tolerance(i) for i, _ in its)
        pays = {i.key: i.open for i, _ in its}
        if over > allowed or not self.opts.write_off_over:
            self.doubt(r)
        if self.opts.write_off_over and over <= allowed \
                and self.on(TOLERANCE):
            self.settle(r, its, credits, None, 90, pays)
            self.put(r, "adjust", r, r.open, TOLERANCE, 90, "over",
                     reason="small-balance")
            return
        self.settle(r, its, credits, None, 90, pays)
        self.say(r, "over-payment")

    # -- Rules without numbers

    def candidates(self, r, children, rule=None):
        """S: open items of the customer (and its children)."""
        who = {r.customer} | (self.w.children[r.customer]
                              if children else set())
        its = [i for i in self.w.items.values()
               if i.customer in who and i.pool == r.pool and i.open > 0
               and not i.held and not i.disputed and not i.later
               and (rule == OLDEST or i.billed <= r.date)]
        return sorted(its, key=self.order)

    def scopes(self, r):
        for children in (False, True):
            if not children or self.w.children[r.customer]:
                yield [i for i in self.candidates(r, children)
                       if self.named is None or i.key in self.named]

    def credits(self, r):
        its = [f for f in self.w.funds.values()
               if not f.receipt and f.customer == r.customer
               and f.pool == r.pool and f.open > 0 and not f.later]
        return sorted(its, key=lambda c: (c.date, c.doc.encode()))

    def prefixes(self, r, item):
        """[(paid, discount, reason)] of the first 1, 2 ... parts."""
        found, parts = [], []
        for p in item.standing:
            parts.append(p)
            found.append((sum(q.open for q in parts),)
                         + self.w.discount(item, list(parts),
                                           self.judged(r)))
        return found

    def fire(self, r, ways, rule):
        """Uses the only way; several are left; none is False."""
        different = {w.key(): w for w in reversed(ways)}
        if len(different) > 1:
            raise Several
        if different:
            self.use(r, ways[0], rule)
        return bool(different)

    def fits(self, r, its):
        """Whether the receipt is what is open of one of these items."""
        return any(r.open in (total, total - off)
                   for i in its for total, off, _ in self.prefixes(r, i))

    def one(self, r):
        for its in self.scopes(r):
            ways = []
            children = [i for i in self.candidates(r, True) if i not in its
                        and (self.named is None or i.key in self.named)]
            for i in its:
                for total, off, reason in self.prefixes(r, i):
                    if total == r.open:
                        ways.append(Way([(i, total, 0, "")], [], "gross", 90))
                    if off and total - off == r.open:
                        ways.append(Way([(i, total - off, off, reason)], [],
                                        "net of discount", 88))
            if not ways:
                for i in its:
                    for c in self.credits(r):
                        if i.open - c.open == r.open:
                            ways.append(Way([(i, i.open, 0, "")], [c],
                                            "net of credit", 85))
            if ways and children and self.fits(r, children):
                raise Several
            if self.fire(r, ways, ONE):
                return

    def set(self, r):
        for its in self.scopes(r):
            if self.sets(r, its):
                return

    def sets(self, r, its):
        credits = self.credits(r)
        prefixes = {i.key: self.prefixes(r, i) for i in its}

        def way(its, counts, net, less, name, score):
            if len(its) < 2:
                return None
            pays = []
            for i in its:
                total, off, reason = prefixes[i.key][counts[i.key] - 1]
                off = off if net else 0
                pays.append((i, total - off, off, reason))
            if net and not any(p[2] for p in pays) or less and not credits:
                return None
            total = sum(p[1] for p in pays)
            off = sum(c.open for c in credits) if less else 0
            if total - off != r.open:
                return None
            return Way(pays, credits if less else [], name, score)

        whole = {i.key: len(i.standing) for i in its}
        for net, less in ((False, False), (False, True), (True, False),
                          (True, True)):
            found = way(its, whole, net, less, "account", 88)
            if found:
                return self.fire(r, [found], SET)
        due = {i.key: sum(1 for p in i.standing
                          if p.due and p.due < r.date) for i in its}
        late = [i for i in its if due[i.key]]
        for net in (False, True):
            found = way(late, due, net, False, "past due", 86)
            if found and (self.replaceable(its, late, due)
                          or self.another(r, its, found)):
                raise Several
            if found:
                return self.fire(r, [found], SET)
        ways = []
        for name, score, group, counts in self.groups(its, whole):
            for net in (False, True):
                found = way(group, counts, net, False, name, score)
                if found and (self.replaceable(its, group, counts)
                              or self.another(r, its, found)):
                    raise Several
                if found:
                    ways.append(found)
        return self.fire(r, ways, SET)

    def another(self, r, its, way):
        """Whether other items come to the receipt as well as a set."""
        net = any(off for _, _, off, _ in way.pays)
        its = [i for i in its if i.standing[0].open <= r.open]
        if sum(len(i.standing) for i in its) > self.opts.subset_max:
            return False
        ways = Counter({0: 1})
        for i in its:
            more = Counter(ways)
            for total, off, _ in self.prefixes(r, i):
                for amount, count in ways.items():
                    more[amount + total - (off if net else 0)] += count
            ways = more
        return ways[r.open] > 1

    @staticmethod
    def replaceable(its, group, counts):
        """Whether an item outside of a group could as well be meant as one
        of it: the same is open."""
        amounts = {sum(p.open for p in i.standing[:counts[i.key]])
                   for i in group}
        return any(sum(p.open for p in i.standing[:n + 1]) in amounts
                   for i in its if i not in group
                   for n in range(len(i.standing)))

    @staticmethod
    def groups(its, whole):
        """Installments of one due date; items of one terms text."""
        dues = defaultdict(list)
        for i in its:  # a later installment is not paid before the first
            if i.standing[0].due:
                dues[i.standing[0].due].append(i)
        for due in sorted(dues):
            yield "due date", 84, dues[due], {i.key: 1 for i in dues[due]}
        texts = defaultdict(list)
        for i in its:
            if i.terms:
                texts[i.terms].append(i)
        for text in sorted(texts, key=str.encode):
            yield "terms", 82, texts[text], whole

    def subset(self, r):
        for its in self.scopes(r):
            its = [i for i in its if i.standing[0].open <= r.open]
            if sum(len(i.standing) for i in its) > self.opts.subset_max:
                self.say(r, "too-many-items")
                continue
            if not its:
                continue
            if self.subsets(r, its):
                return

    def subsets(self, r, its):
        prefixes = [(i, self.prefixes(r, i)) for i in its]
        gross = [[(t, (i, t, 0, "")) for t, _, _ in p] for i, p in prefixes]
        net = [[(t - d, (i, t - d, d, reason)) for t, d, reason in p]
               for i, p in prefixes]
        less = gross + [[(-c.open, c)] for c in self.credits(r)]
        for name, groups in (("gross", gross), ("net of discount", net),
                             ("net of credits", less)):
            if name != "gross" and groups == gross:
                continue
            if self.search(r, groups, name):
                return True
        return False

    def search(self, r, groups, name):
        """All sums of at most one choice of each group."""
        sums = {0: (1, ())}
        for group in groups:
            more = dict(sums)
            for amount, pick in group:
                for total, (count, picks) in sums.items():
                    old = more.get(total + amount, (0, None))
                    more[total + amount] = (old[0] + count,
                                            old[1] or picks + (pick,))
            sums = more
        count, picks = sums.get(r.open, (0, ()))
        if count == 0:
            return False
        if count > 1:
            raise Several
        wide = max(1, r.open // 100)
        near = sum(n for total, (n, _) in sums.items()
                   if abs(total - r.open) <= wide)
        near -= 1 if abs(r.open) <= wide else 0  # nothing at all is no way
        chance = Fraction(100 * near, 2 * wide + 1)
        if chance > self.opts.subset_chance:
            self.say(r, "chance-subset")
            return False
        score = 95 + (-10 * chance.numerator // chance.denominator)
        pays = [p for p in picks if isinstance(p, tuple)]
        credits = [p for p in picks if not isinstance(p, tuple)]
        self.use(r, Way(pays, credits, name, max(score, 0)), SUBSET)
        return True

    def short(self, r):
        for its in self.scopes(r):
            ways = []
            for i in its:
                judged = self.judged(r)
                late, _ = self.w.discount(i, i.standing, judged, True)
                got, reason = self.w.discount(i, i.standing, judged)
                if late > got and i.open - late == r.open:
                    ways.append((i, late, got, reason))
            if len(ways) > 1:
                raise Several
            if ways:
                (i, late, got, reason), = ways
                self.put(r, "apply", i, r.open, SHORT, 80, "late discount")
                self.put(r, "discount", i, -got, SHORT, 80, "late discount",
                         reason=reason)
                self.unearned(r, i, late - got, 80, "late discount", "")
                return

    def tolerant(self, r):
        for its in self.scopes(r):
            under = [i for i in its
                     if 0 < i.open - r.open <= self.tolerance(i)]
            over = [i for i in its if self.opts.write_off_over
                    and 0 < r.open - i.open <= self.tolerance(i)]
            if len(under) + len(over) > 1:
                raise Several
            for i in under:
                self.put(r, "apply", i, r.open, TOLERANCE, 75, "under")
                self.put(r, "writeoff", i, -i.open, TOLERANCE, 75, "under",
                         reason="small-balance")
            for i in over:
                self.put(r, "apply", i, i.open, TOLERANCE, 75, "over")
                self.put(r, "adjust", r, r.open, TOLERANCE, 75, "over",
                         reason="small-balance")
            if under or over:
                return

    def oldest(self, r):
        own = self.candidates(r, False, OLDEST)
        rest = [i for i in self.candidates(r, True, OLDEST) if i not in own]
        for i in own + rest:
            self.put(r, "apply", i, min(r.open, i.open), OLDEST, 50,
                     "first")
