#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Duplicates: receipts of one amount a few days apart that say the same. */

/* Of two of one day the first is the one that was applied. */
static bool
is_used(const struct apply_money *m)
{
	return m->open < m->received;
}

static int
by_amount(const void *x, const void *y)
{
	const struct apply_twin *a = x, *b = y;
	int c;

	if (a->money->pool != b->money->pool)
		return a->money->pool < b->money->pool ? -1 : 1;
	if (a->money->received != b->money->received)
		return a->money->received < b->money->received ? -1 : 1;
	if (a->money->date != b->money->date)
		return a->money->date < b->money->date ? -1 : 1;
	if (is_used(a->money) != is_used(b->money))
		return is_used(a->money) ? -1 : 1;
	c = span_compare(a->doc, b->doc);
	return c != 0 ? c
		      : (a->money->item > b->money->item) -
			    (a->money->item < b->money->item);
}

static int
by_item(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The documents that a receipt names, each once, in order; how many. */
static size_t
named(struct apply_desk *d, const struct apply_money *m, uint32_t **items)
{
	uint32_t *to;
	size_t n = 0, out = 0;

	d->said.narrow = true;
	apply_cites(d, m);
	d->said.narrow = false;
	to = apply_room_take(&d->room, (d->ncited + 1) * sizeof *to);
	for (size_t i = 0; i < d->ncited; i++)
		if (d->cited[i].item != LEDGER_NONE)
			to[n++] = d->cited[i].item;
	if (n > 1)
		qsort(to, n, sizeof *to, by_item);
	for (size_t i = 0; i < n; i++)
		if (out == 0 || to[i] != to[out - 1])
			to[out++] = to[i];
	*items = to;
	return out;
}

static bool
same_words(struct apply_desk *d, const struct apply_money *a,
    const struct apply_money *b)
{
	struct span x[APPLY_CELLS], y[APPLY_CELLS];
	uint32_t *p, *q;
	size_t n;

	apply_money_cells(d->apply, a, x);
	apply_money_cells(d->apply, b, y);
	if (x[CELL_REF].len > 0 && span_equal(x[CELL_REF], y[CELL_REF]))
		return true;
	n = named(d, a, &p);
	return n > 0 && named(d, b, &q) == n &&
	       memcmp(p, q, n * sizeof *p) == 0;
}

/* The latest of the earlier receipts that a[i] repeats. */
static void
find(struct apply_desk *d, const struct apply_twin *all, size_t i)
{
	struct apply_money *m = all[i].money;

	for (size_t k = i; k-- > 0;) {
		const struct apply_money *e = all[k].money;

		if (e->pool != m->pool || e->received != m->received ||
		    (int64_t)m->date - e->date > d->apply->duplicate_days)
			return;
		if (e->returned || e->back || !same_words(d, m, e))
			continue;
		m->block = BLOCK_DUPLICATE;
		m->twin = e->item;
		return;
	}
}

/* Of the money of one customer. */
static void
find_among(struct apply_desk *d, struct apply_money *m, size_t n)
{
	struct apply_twin *all = apply_room_take(&d->room, n * sizeof *all);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (m[i].receipt && m[i].received > 0)
			all[count++] = (struct apply_twin){
			    &m[i], apply_doc(d->apply, m[i].item), 0};
	if (count > 1)
		qsort(all, count, sizeof *all, by_amount);
	for (size_t i = 1; i < count; i++)
		if (all[i].money->used && all[i].money->block == BLOCK_NOT)
			find(d, all, i);
}

void
apply_find_twins(struct apply_desk *d)
{
	size_t end;

	for (size_t i = 0; i < d->nmoney; i = end) {
		bool any = false;

		for (end = i; end < d->nmoney &&
			      d->money[end].customer == d->money[i].customer;
		     end++)
			any |= d->money[end].receipt && d->money[end].used &&
			       d->money[end].block == BLOCK_NOT;
		if (any && end - i > 1)
			find_among(d, d->money + i, end - i);
	}
}
