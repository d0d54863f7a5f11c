#include "base/mem.h"
#include "cmd/apply_in.h"

/* The documents that were found for a number, as a cite of what is open. */

#define MEANT 16 /* most items of one number that are told apart */

bool
apply_is_open(struct apply_desk *d, uint32_t item)
{
	int128 open = apply_open(d, item);

	return ledger_item(d->apply->ledger, item)->side == SIDE_DEBIT
		   ? open > 0
		   : open < 0;
}

/* Those of the documents found that are open, in the pool or in others, move
   to the front; returns how many. */
static size_t
keep_open(struct apply_desk *d, uint32_t pool, bool in_pool)
{
	const struct apply *a = d->apply;
	uint32_t *item = d->hits.item;
	size_t n = 0;

	for (size_t i = 0; i < d->hits.n; i++) {
		uint32_t one = item[i];
		bool in = apply_pool_of(a, ledger_item(a->ledger, one)) == pool;

		if (in != in_pool || !apply_is_open(d, one))
			continue;
		item[i] = item[n];
		item[n++] = one;
	}
	return n;
}

static uint32_t
least(const struct apply_hits *h)
{
	uint32_t item = h->item[0];

	for (size_t i = 1; i < h->n; i++)
		item = h->item[i] < item ? h->item[i] : item;
	return item;
}

void
apply_cited_add(struct apply_desk *d, struct apply_cited c)
{
	d->cited = mem_grow(d->cited, &d->cited_cap, d->ncited + 1, sizeof c);
	d->cited[d->ncited++] = c;
}

/* Which of several items is meant may be known once the others are paid; of
   very many that is not to be expected. */
static void
keep_meant(struct apply_desk *d, struct apply_cited *c)
{
	const struct apply_hits *h = &d->hits;
	uint32_t *to;

	if (h->n < 2 || h->n > MEANT || c->level == LEVEL_PO)
		return;
	to = apply_room_take(&d->room, h->n * sizeof *to);
	memcpy(to, h->item, h->n * sizeof *to);
	c->meant = to;
	c->nmeant = (uint32_t)h->n;
}

/* What was found becomes cites: one, or of an order all its open items. */
void
apply_cited_found(
    struct apply_desk *d, const struct apply_ask *ask, struct apply_cited c)
{
	size_t n = keep_open(d, ask->pool, true);

	if (n == 0)
		n = keep_open(d, ask->pool, false);
	c.level = (uint8_t)apply_level_of(d->hits.rank);
	c.item = least(&d->hits);
	if (ask->want == WANT_DEBIT)
		keep_meant(d, &c);
	if (n > 1 && c.level != LEVEL_PO) {
		c.found = FOUND_AMBIGUOUS;
		apply_cited_add(d, c);
		return;
	}
	c.found = ask->want == WANT_DEBIT ? FOUND_ITEM : FOUND_CREDIT;
	for (size_t i = 0; i < n; i++) {
		c.item = d->hits.item[i];
		apply_cited_add(d, c);
	}
	if (n == 0) {
		c.found = FOUND_SETTLED;
		apply_cited_add(d, c);
	}
}
