#include "base/mem.h"
#include "book/aliases.h"
#include "cmd/apply_in.h"

/* What a receipt's payer wrote, as documents of the book. */

#define SURELY 5 /* digits of a number that the payer's books have */

static bool
found(struct apply_desk *d, struct apply_ask *ask, enum apply_want want,
    bool anyone)
{
	ask->want = want;
	if (anyone)
		apply_look_anyone(d, ask);
	else
		apply_look(d, ask);
	return d->hits.n > 0;
}

/* In the customer's own books and its family's, then in everybody's. */
static bool
look(struct apply_desk *d, struct apply_ask *ask, struct apply_cited *c,
    bool anyone)
{
	if (!c->less && found(d, ask, WANT_DEBIT, anyone))
		return true;
	if (found(d, ask, WANT_CREDIT, anyone)) {
		c->less = true;
		return true;
	}
	return c->less && !anyone && found(d, ask, WANT_RECEIPT, false);
}

/* What others have paid themselves is not what this customer means. */
static bool
is_strange(struct apply_desk *d, const struct apply_ask *ask)
{
	for (size_t i = 0; i < d->hits.n; i++)
		if (apply_is_open(d, d->hits.item[i]))
			return false;
	return ask->customer != d->apply->world->unidentified;
}

/* Whether a number of the payer's own documents can't be one by chance: it is
   long, or has their letters. */
static bool
is_sure(const struct apply_desk *d, const struct apply_number *n)
{
	enum match_level level = apply_level_of(d->hits.rank);

	return n->core.len >= SURELY ||
	       (n->letters.len > 0 &&
		   (level == LEVEL_EXACT || level == LEVEL_NORMAL));
}

/* Whether the number was found; else, if it is sure to be one, it will be
   looked for among everybody's documents, or was. */
static bool
resolve(
    struct apply_desk *d, const struct apply_number *n, struct apply_cited c)
{
	struct apply_ask ask = {.number = n,
	    .customer = d->said.customer,
	    .entity = d->said.entity,
	    .pool = d->said.pool,
	    .self = d->said.item};

	if (ask.customer != d->apply->world->unidentified &&
	    look(d, &ask, &c, false)) {
		c.firm |= is_sure(d, n);
		apply_cited_found(d, &ask, c);
		return true;
	}
	if (!c.firm || d->said.narrow)
		return false;
	if (!d->said.wide) {
		apply_want(d, n);
		return false;
	}
	if (!look(d, &ask, &c, true) || is_strange(d, &ask))
		return false;
	apply_cited_found(d, &ask, c);
	return true;
}

/* A customer's own number, or its account: it says who pays, and not what. */
static bool
is_payer(const struct apply *a, struct span text)
{
	uint32_t who = apply_customer_find(a->world, text);

	return (who != APPLY_NONE && who != a->world->unidentified) ||
	       (a->aliases != NULL && aliases_find(a->aliases, ALIAS_ACCOUNT,
					  text, ALIAS_NORMAL) != ALIASES_NONE);
}

static void
unknown(struct apply_desk *d, struct apply_cited c)
{
	c.found = FOUND_UNKNOWN;
	c.item = LEDGER_NONE;
	if (c.firm)
		apply_cited_add(d, c);
}

/* Where a cite stands in its memo; of a range, to its end. */
static struct apply_cited
cited(struct span memo, const struct cite *c)
{
	const char *end = c->text.at + c->text.len;

	if (c->kind == CITE_RANGE)
		end = c->to.at + c->to.len;
	return (struct apply_cited){.at = (uint32_t)(c->text.at - memo.at),
	    .len = (uint16_t)(end - c->text.at),
	    .less = c->less,
	    .firm = c->firm};
}

static bool
resolve_member(
    struct apply_desk *d, struct span memo, const struct cite *c, uint32_t i)
{
	char chars[CITE_CHARS];
	struct apply_number n;

	apply_number_of(cite_member(c, i, chars), &n);
	apply_number_cited(c, &n);
	return resolve(d, &n, cited(memo, c));
}

/* A range is one where both its ends are documents. */
static void
resolve_range(struct apply_desk *d, struct span memo, const struct cite *c)
{
	uint32_t n = cite_members(c);
	size_t before = d->ncited;
	bool narrow = d->said.narrow, ends;

	d->said.narrow = true;
	ends =
	    resolve_member(d, memo, c, 0) && resolve_member(d, memo, c, n - 1);
	d->ncited = before;
	if (!ends)
		unknown(d, cited(memo, c));
	for (uint32_t i = 0; ends && i < n; i++)
		resolve_member(d, memo, c, i);
	d->said.narrow = narrow;
}

/* Says whether the number is a document. */
static bool
resolve_number(struct apply_desk *d, struct span memo, const struct cite *c)
{
	struct apply_number n;
	bool is, narrow = d->said.narrow;

	apply_number_of(c->text, &n);
	apply_number_cited(c, &n);
	d->said.narrow |= c->other > 0; /* it can be read in another way */
	is = resolve(d, &n, cited(memo, c));
	d->said.narrow = narrow;
	if (!is && c->other == 0 && !is_payer(d->apply, c->text))
		unknown(d, cited(memo, c));
	return is;
}

static void
read_memo(struct apply_desk *d, struct span memo)
{
	if (memo.len == 0)
		return;
	cites_find(memo, &d->cites);
	for (size_t i = 0; i < d->cites.n; i++) {
		const struct cite *c = &d->cites.list[i];

		if (c->kind == CITE_RANGE)
			resolve_range(d, memo, c);
		else if (resolve_number(d, memo, c))
			i += c->other;
	}
}

/* A line is always meant; one below zero takes something off. */
static void
read_line(struct apply_desk *d, uint32_t line)
{
	const struct apply_line *l = &d->line[line];
	struct apply_cited c = {
	    .at = line, .less = l->amount < 0, .firm = true};
	struct apply_number n;
	struct span ref;

	apply_kept(d->apply->notes, l->remit->ref, &ref, 1);
	apply_number_of(ref, &n);
	if (!resolve(d, &n, c))
		unknown(d, c);
}

void
apply_cites(struct apply_desk *d, const struct apply_money *m)
{
	const struct apply *a = d->apply;

	d->said.item = m->item;
	d->said.customer = m->customer;
	d->said.pool = m->pool;
	d->said.entity = a->world->pools[m->pool].entity;
	d->ncited = 0;
	apply_lines(d, m);
	for (size_t i = 0; i < d->nline; i++)
		read_line(d, (uint32_t)i);
	if (d->nline > 0)
		return;
	read_memo(d, apply_money_memo(a, m));
}
