"""Numbers in memos, and whose they are; names of payers.

Part of the oracle apply.py.  The memo is read with regular expressions for
the ways of writing that random-cash knows; odder ones are the fuzzer's.
"""

import re
from dataclasses import dataclass, field

PLAIN = "NO NUMBER NR NUM REF REFERENCE DOC DOCUMENT".split()
INVOICE = "INV INVOICE INVOICES BILL RECHNUNG RE".split()
CREDIT_MEMO = "CM CN CREDIT MEMO GUTSCHRIFT".split()
ORDER = "PO ORDER BESTELLUNG".split()
LESS = "LESS MINUS".split()
PAYMENT = "PAYMENT PMT".split()  # 4711 may be the payment's own number
OTHER = ("CHECK CHEQUE CUST ACCOUNT ACCT TEL PHONE FAX DATE CUSTOMER IBAN "
         "BIC USD EUR JPY CALL MOBILE").split()
GENERIC = set(PLAIN + INVOICE)

CAUSES = [  # whole words
    ("freight", "FREIGHT SHIPPING FRACHT"),
    ("damage", "DAMAGE DAMAGED DAMAGES"),
    ("promo", "PROMO PROMOTION"),
    ("pricing", "PRICING PRICE"),
    ("shortage", "SHORTAGE SHORT"),
    ("tax", "TAX VAT"),
    ("duplicate", "DUPLICATE"),
    ("goods-return", "RETURN RETURNED RETURNS"),
    ("quality", "QUALITY"),
    ("discount", "DISCOUNT SKONTO"),
]


# -- Normal forms ----------------------------------------------------------

def normal(text):
    """INV17 of inv-0017; a '.' stays between digits that were apart."""
    text = re.sub("[a-z]", lambda m: m[0].upper(), text)
    text = re.sub(r"[^0-9A-Z\x80-\U0010ffff]+", "\0", text)
    text = re.sub(r"(?<=[0-9])\0(?=[0-9])", ".", text).replace("\0", "")
    return re.sub(r"[0-9]+", lambda m: m[0].lstrip("0") or "0", text)


def letters(norm):
    return re.match("[A-Z]*", norm)[0]


def core(norm):
    rest = norm[len(letters(norm)):]
    return rest if re.fullmatch("[0-9.]+", rest) else ""


# -- Memos -----------------------------------------------------------------

@dataclass
class Cite:
    text: str
    less: bool = False
    firm: bool = False
    letters: str = ""
    to: str = ""                 # of a range, its last
    whole: str = ""              # ... and all of it, as written
    other: list = field(default_factory=list)  # other ways to read it

    def keys(self):
        """Normal forms that it may have."""
        norm = normal(self.text)
        if self.letters and norm and not letters(norm):
            return [norm, normal(self.letters) + norm]
        return [norm]

    def members(self):
        """The numbers of a range, as cites of their own."""
        first, last = re.search("[0-9]+$", self.text)[0], self.to
        tail = re.search("[0-9]+$", last)[0]
        if len(tail) < len(first):
            tail = first[:len(first) - len(tail)] + tail
        low, high = int(first), int(tail)
        if not 1 <= high - low < 100:
            return []  # ... it is no range
        head = self.text[:len(self.text) - len(first)]
        return [Cite(head + str(n).zfill(len(first)), self.less, self.firm,
                     self.letters) for n in range(low, high + 1)]


NOT_NUMBERS = [
    r"\d{4}-\d{1,2}-\d{1,2}", r"\d{1,2}[./]\d{1,2}[./]\d{2,4}",  # dates
    r"\d{1,2}/\d{1,2}", r"\d{1,2}:\d\d(:\d\d)?",                  # times
    r"[+$]?-?\d{1,3}(,\d{3})*\.\d\d", r"\d+\.\d\d", r"\d+,\d\d",  # amounts
    r"\$\d[\d.,]*", r"\d+(\.\d+)?%",
    r"\+[\d-]+", r"\(?\d{3}\)?-\d{3}-\d{4}", r"\d{3}-\d{4}",      # phones
    r"[A-Z]{2}\d{2}[0-9A-Z]{10,30}",                               # IBAN
]
NOT_NUMBER = re.compile("|".join("(?:%s)" % p for p in NOT_NUMBERS))
TOKEN = re.compile(r"[^\s,;&]+|[,;&]")


def cites(memo):
    """The cites of a memo, in its order."""
    found, word, less, last = [], "", False, None
    skip, joined, loose = False, False, False
    for token in TOKEN.findall(re.sub("/(?=[A-Za-z#])", " , ", memo)):
        if token in ",;&":
            joined = True
            continue
        token = token.strip("()[].:;\"'")
        upper = token.upper().lstrip("#")
        hash_ = token.startswith("#")
        if not upper:
            continue
        if not re.search("[0-9]", upper):
            upper = upper.rstrip(".#")
            if upper in ("AND", "UND"):
                joined = True
                continue
            if upper in ("TO", "-", "THRU") and last is not None:
                joined = "to"
                continue
            skip = upper in OTHER
            loose = upper in PAYMENT or loose and upper in PLAIN
            if upper in LESS:
                less, last = True, None
            elif upper in PLAIN + INVOICE + CREDIT_MEMO + ORDER:
                word = upper if not (word == "CREDIT" and upper == "MEMO") \
                    else word
                if upper not in PLAIN:
                    last = None
            else:
                word, last = "", None
                if not skip:
                    less = False
            joined = False
            continue
        if skip or NOT_NUMBER.fullmatch(upper) \
                or re.fullmatch(r"(19|20)\d\d", upper) and not (
                    word or last and last.firm and alike(last, token)
                    and (last.other or not re.search(
                        "[0-9][^0-9]+[0-9]", last.text))):
            skip, joined = False, False
            if not less:
                last = None
            word = ""
            continue
        if joined == "to" and last is not None:
            range_ = Cite(last.text, last.less, last.firm, last.letters, upper)
            found[found.index(last)] = range_
            last, joined = None, False
            continue
        if last and not joined and not alike(last, token):
            last = None
        last = one(found, token.lstrip("#"), word, less, hash_, last)
        if last and loose and not {word, re.match("[A-Z]*", upper)[0]} \
                & set(INVOICE + CREDIT_MEMO + ORDER):
            last.firm = False
        loose = False
        word, joined = "", False
        if last is None:
            less = False
    return found


def alike(cite, token):
    """Numbers with blanks between are a list if they are as long."""
    return len(re.findall("[0-9]+", cite.text)[-1]) \
        == sum(map(str.isdigit, token))


def one(found, token, word, less, hash_, before):
    """Adds a token with digits to the list; returns its cite or None."""
    prefix = re.match("[A-Za-z]*", token)[0].upper()
    digits = sum(c.isdigit() for c in token.split("/")[0])
    listed = before is not None and not prefix and not word
    firm = len(prefix) >= 2 or bool(word) or hash_ \
        or digits >= 6 and not re.search("[A-Za-z]", token) \
        or listed and before.firm
    if not firm and digits < 3:
        return None
    own = prefix or word or (before.letters if listed else "")
    less = less or prefix in CREDIT_MEMO or word in CREDIT_MEMO
    if listed:
        less = before.less
    cite = Cite(token, less, firm, own)
    parts = re.fullmatch(r"(.*?[0-9]+)([-/])([0-9]+(?:/[0-9]+)*)", token)
    if parts and parts[2] == "-":
        ranged = Cite(parts[1], less, firm, own, parts[3], token)
        cite.other = [ranged] if ranged.members() else []
    elif parts:
        cite.other = [Cite(t, less, firm, own)
                      for t in [parts[1]] + parts[3].split("/")]
    found.append(cite)
    return cite


def causes(memo):
    words = set(re.findall("[A-Z]+", memo.upper()))
    return [name for name, its in CAUSES if words & set(its.split())]


X12 = {"01": "pricing", "04": "damage", "05": "quality", "06": "shortage"}
REASONS = dict((name, name) for name in (
    "freight damage promo pricing shortage tax duplicate goods-return "
    "quality other").split())


def reason(cell):
    """The reason of a deduction; whatever is unknown is other."""
    return X12.get(cell) or REASONS.get(cell.lower(), "other")


# -- Looking up ------------------------------------------------------------

LEVELS = EXACT, NORMAL, NUMBER, XREF, PO = range(5)
SCORES = {EXACT: 100, NORMAL: 99, NUMBER: 97, XREF: 98, PO: 96}
WAYS = {EXACT: "doc", NORMAL: "normal", NUMBER: "number", XREF: "xref",
        PO: "po"}
FOREIGN = "foreign"  # open in another currency only
ITEM, FUND, SETTLED, AMBIGUOUS, UNKNOWN = \
    "item", "credit", "settled", "ambiguous", "unknown"


@dataclass
class Found:
    what: str
    level: int = 0
    things: tuple = ()  # items or funds meant
    docs: tuple = ()    # every document of that number
    cite: object = None


class Finder:
    """Looks numbers up in a world, as it is at the moment."""

    def __init__(self, world):
        self.w = world
        self.norms = {key: normal(key.doc)
                      for key in list(world.items) + list(world.funds)}

    def norm(self, thing):
        if thing.key not in self.norms:
            self.norms[thing.key] = normal(thing.doc)
        return self.norms[thing.key]

    def levels(self, things, cite, level, pool):
        w, keys = self.w, cite.keys()
        if level == EXACT:
            return [t for t in things if t.doc == cite.text]
        if level == NORMAL:
            return [t for t in things if self.norm(t) in keys and keys[0]]
        if level == NUMBER:
            mine = core(keys[0])
            own = cite.letters.upper()
            return [t for t in things if mine and core(self.norm(t)) == mine
                    and (not own or own in GENERIC
                         or not letters(self.norm(t)))]
        if level == XREF:
            meant = {(a["customer"], a["doc"]) for a in w.aliases
                     if a["kind"] == "xref" and keys[0] and (
                         a["value"] == cite.text
                         or normal(a["value"]) in keys)}
            return [t for t in things if (t.customer, t.doc) in meant]
        return [t for t in things if t.side == "debit" and t.open > 0
                and t.pool == pool and any(
                    po == cite.text or normal(po) in keys and keys[0]
                    for po in t.po)]

    def search(self, things, cite, receipt, firm):
        """(level, documents) of the first scope and level with any."""
        w, own = self.w, receipt.customer
        scopes = [{own}, w.family(own), None]
        if own == "UNIDENTIFIED":
            scopes = [None]
        things = [t for t in things if t.entity == receipt.entity]
        for scope in scopes:
            if scope is None and not firm:
                continue
            its = [t for t in things if scope is None or t.customer in scope]
            for level in LEVELS:
                if scope is None and (level == PO or level == NUMBER and sum(
                        c.isdigit() for c in core(cite.keys()[0])) < 5):
                    continue
                docs = self.levels(its, cite, level, receipt.pool)
                if docs:
                    return level, docs
        return None, []

    def find(self, cite, receipt, firm):
        """What a cite, or the number of a remittance line, means."""
        w = self.w
        memos = [f for f in w.funds.values() if not f.receipt]
        others = [f for f in w.funds.values() if f.receipt
                  and f is not receipt]
        debits = list(w.items.values())
        for things in [memos, others] if cite.less else [debits, memos]:
            level, docs = self.search(things, cite, receipt, firm)
            if docs:
                found = self.found(level, docs, receipt, things is debits)
                if found.what == SETTLED and receipt.customer != \
                        "UNIDENTIFIED" and docs[0].customer not in \
                        w.family(receipt.customer):
                    return Found(UNKNOWN)  # what a stranger has paid
                return found
        return Found(UNKNOWN)

    def elsewhere(self, found, receipt, item):
        """Whether another of the family has a number like that open."""
        family = self.w.family(receipt.customer)
        return found.level in (EXACT, NORMAL, NUMBER) and any(
            i.customer != item.customer and i.customer in family
            and i.pool == receipt.pool and i.open > 0
            and self.norm(i) == self.norm(item)
            for i in self.w.items.values())

    def found(self, level, docs, receipt, debit):
        def is_open(t):
            return t.open > 0
        here = [t for t in docs if is_open(t) and t.pool == receipt.pool]
        if not here and self.w.opts.rates and debit:
            here = [t for t in docs if is_open(t)]
        docs = tuple(docs)
        if not any(is_open(t) for t in docs) and not any(
                t.customer in self.w.family(receipt.customer)
                for t in docs) and receipt.customer != "UNIDENTIFIED":
            return Found(UNKNOWN)  # a stranger's, and paid
        if not here and debit and any(is_open(t) for t in docs):
            return Found(FOREIGN, level, (), docs)
        if not here:
            return Found(SETTLED, level, (), docs)
        if level == PO:
            here = [t for t in here if not t.later]
            if not here:
                return Found(UNKNOWN)
        elif len(here) > 1:
            return Found(AMBIGUOUS, level, (), docs)
        if here[0].later:
            return Found(UNKNOWN)
        return Found(ITEM if debit else FUND, level, tuple(here), docs)

    # Memos

    def memo(self, receipt):
        """[Found] of a receipt's memo; UNKNOWN ones only where firm."""
        found = []
        for cite in cites(receipt.memo):
            found += self.one(cite, receipt)
        return found

    def one(self, cite, receipt):
        if cite.to:
            return self.range(cite, receipt) or self.unknown(cite)
        got = self.find(cite, receipt, cite.firm)
        if got.what != UNKNOWN:
            got.cite = cite
            norm = cite.keys()[0]
            if got.docs[0].customer in self.w.family(receipt.customer) \
                    and (len(core(norm)) >= 5 or letters(norm)
                         and got.level in (EXACT, NORMAL)):
                cite.firm = True  # no document of its own by chance
            return [got]
        for other in cite.other:
            if other.to:
                ranged = self.range(other, receipt)
                if ranged:
                    return ranged
        pieces = [c for c in cite.other if not c.to]
        if pieces:
            its = [self.one(c, receipt) for c in pieces]
            if any(f.what != UNKNOWN for fs in its for f in fs):
                return [f for fs in its for f in fs]
        return self.unknown(cite)

    def unknown(self, cite):
        """Firm numbers; who writes his own number or account cites none."""
        plain = re.sub("[^0-9A-Z]", "", cite.text.upper())
        if not cite.firm or cite.text in self.w.customers or any(
                a["kind"] in ("account", "iban") and re.sub(
                    "[^0-9A-Z]", "", a["value"].upper()) == plain
                for a in self.w.aliases):
            return []
        return [Found(UNKNOWN, cite=cite)]

    def range(self, cite, receipt):
        """The members of a range; both ends must be there."""
        w, found = self.w, []
        members = cite.members()
        family = w.family(receipt.customer)
        for c in members:
            got = self.find(c, receipt, False)
            if got.what == UNKNOWN or got.level == PO or not any(
                    t.customer in family for t in got.docs):
                found.append(None)
                continue
            # As written is the range, not its members.
            got.level = max(got.level, NORMAL)
            got.cite = c
            c.text = cite.whole or "%s-%s" % (cite.text, cite.to)
            found.append(got)
        if not found or found[0] is None or found[-1] is None:
            return []
        return [f for f in found if f]


# -- Names -----------------------------------------------------------------

LEGAL = ("INC LLC LTD LIMITED CORP CORPORATION CO COMPANY GMBH AG KG MBH SA "
         "SAS SARL SRL SPA BV NV PLC LLP OY AB AS").split()


def name_words(text):
    """The words of a name's normal form."""
    text = text.upper().replace("'", "")
    for a, b in (("Ä", "AE"), ("Ö", "OE"), ("Ü", "UE"), ("ß", "SS"),
                 ("É", "E"), ("È", "E")):
        text = text.replace(a, b)
    words, single = [], ""
    for word in re.findall(r"[^\W_]+", text) + [""]:
        if len(word) == 1 and word.isalpha():
            single += word
            continue
        if single:
            words.append(single)
            single = ""
        if word and word not in ("AND", "UND", "ET"):
            words.append(word)
    return [w for w in words if w not in LEGAL]


def stands(memo, name):
    """3: as written, 2: in its normal form, 1: cut off, 0: not."""
    its = name_words(name)
    flat = " ".join(its)
    if len(its) == 1 and len(flat) < 4 or not re.search("[A-Z]", flat):
        return 0
    bare = name.strip(" .,;:").upper()
    if re.search(r"(?<!\w)%s(?!\w)" % re.escape(bare), memo.upper()):
        return 3
    words = name_words(memo)
    for i in range(len(words) - len(its) + 1):
        if words[i:i + len(its)] == its:
            return 2
    if len(its) >= 3 or len(flat) >= 12:
        for i in range(len(words)):
            if len(words) - i == len(its) and words[i:-1] == its[:-1] \
                    and len(words[-1]) >= 3 \
                    and its[-1].startswith(words[-1]):
                return 1
    return 0


class Payers:
    """Whose the money of UNIDENTIFIED is."""

    def __init__(self, world, finder):
        self.w, self.finder = world, finder

    def numbers(self, receipt, found):
        """{customer: number} of documents that are all of one."""
        names = {}
        for text, less in found:
            cite = Cite(text, less, True, letters(normal(text)))
            things = list(self.w.funds.values() if less
                          else self.w.items.values())
            if less:
                things = [f for f in things if not f.receipt]
            things = [t for t in things if t.entity == receipt.entity
                      and t.customer != "UNIDENTIFIED"]
            for level in (EXACT, NORMAL):
                docs = self.finder.levels(things, cite, level, receipt.pool)
                if docs:
                    owners = {t.customer for t in docs}
                    if len(owners) == 1:
                        names.setdefault(owners.pop(), text)
                    break
        return names

    def accounts(self, receipt):
        words = {re.sub("[^0-9A-Z]", "", w.upper()): w
                 for w in receipt.memo.split()}
        found = {}
        for a in self.w.aliases:
            if a["kind"] not in ("account", "iban"):
                continue
            value = re.sub("[^0-9A-Z]", "", a["value"].upper())
            if len(value) >= 5 and value in words:
                found[a["customer"]] = words[value]
        return found

    def ids(self, receipt):
        words = {w.strip("()[].,:;\"'") for w in
                 re.split(r"[\s,;]+", receipt.memo)}
        known = set(self.w.customers) | {k.customer for k in self.w.items}
        return {c: c for c in known & words - {"UNIDENTIFIED"}
                if re.search("[A-Za-z]", c) or len(c) >= 5}

    def names(self, receipt):
        best, found = 0, {}
        for name, customer in self.known_names():
            how = stands(receipt.memo, name)
            if how:
                found.setdefault((how, len(name_words(name))),
                                 {})[customer] = name
                best = max(best, how)
        if not found:
            return {}
        its = {}
        for (how, _), who in found.items():
            if how == best:
                its.update(who)
        # A name that stands inside of a longer one does not count.
        return {c: self.as_written(receipt.memo, name)
                for c, name in its.items() if not any(
                    c != d and " ".join(name_words(name)) in
                    " ".join(name_words(longer)) and len(longer) > len(name)
                    for d, longer in its.items())}

    @staticmethod
    def as_written(memo, name):
        at = memo.upper().find(name.upper())
        return memo[at:at + len(name)] if at >= 0 else memo

    def known_names(self):
        for row in self.w.customers.values():
            if row["name"]:
                yield row["name"], row["customer"]
        for a in self.w.aliases:
            if a["kind"] == "name":
                yield a["value"], a["customer"]

    def find(self, receipt):
        """(customer or None, kind, what told it, how surely)."""
        lines = [(li.text, li.amount < 0) for li in receipt.lines]
        firm = [(c.text, c.less) for c in cites(receipt.memo)
                if c.firm and not c.to]
        says = [("number", self.numbers(receipt, lines), 97),
                ("number", self.numbers(receipt, firm), 95),
                ("account", self.accounts(receipt), 99),
                ("customer", self.ids(receipt), 98),
                ("name", self.names(receipt), 90)]
        said = [s for s in says if s[1]]
        if not said or len(said[0][1]) > 1:
            return None, "", "", 0
        best = said[0]
        first = next(iter(best[1]))
        for later in said[1:]:
            if len(later[1]) != 1:
                continue
            other = next(iter(later[1]))
            if other not in self.w.family(first):
                return None, "", "", 0
            # Numbers say whose documents are paid, the rest who pays.
            if best[0] == "number" and later[0] != "number" \
                    and other != first:
                best = later
        (payer, text), = best[1].items()
        return payer, best[0], text, best[2]
