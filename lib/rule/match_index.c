/* What a customer has open, by amount: so that one with a hundred thousand
   items costs each of its receipts a search and not a walk. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

static int
value_order(const void *a, const void *b)
{
	const struct match_value *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->count > y->count) - (x->count < y->count);
}

static void
add_value(struct match_index *ix, struct match_value v)
{
	ix->value =
	    mem_grow(ix->value, &ix->value_cap, ix->n + 1, sizeof *ix->value);
	ix->value[ix->n++] = v;
}

static void
add_item(struct match *m, struct match_index *ix, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	uint32_t count = 0, last = match_parts(i);
	bool tiered = false;
	int64_t sum = 0;

	for (uint32_t p = 0; p < i->npart; p++) {
		if (i->part[p].open == 0)
			continue;
		sum += i->part[p].open;
		tiered |= i->part[p].ntier > 0;
		count++;
		add_value(
		    ix, (struct match_value){sum, item, count, count == last});
	}
	if (!tiered)
		return;
	ix->tiered = mem_grow(
	    ix->tiered, &ix->tiered_cap, ix->ntiered + 1, sizeof *ix->tiered);
	ix->tiered[ix->ntiered++] = item;
}

static void
fill(struct match *m, struct match_index *ix)
{
	struct match_room *r = m->room;
	uint8_t rule = r->rule;

	r->rule = MATCH_OLDEST; /* whatever billed: receipts differ in that */
	match_look(m, ix->all);
	r->rule = rule;
	ix->n = ix->ntiered = 0;
	for (size_t i = 0; i < r->nseen; i++)
		add_item(m, ix, r->seen[i]);
	if (ix->n > 1)
		qsort(ix->value, ix->n, sizeof *ix->value, value_order);
}

#define LEAST 8    /* indexes of a group */
#define MOST  4096 /* more than that are made again when they are asked for */

void
match_index_open(struct match *m)
{
	struct match_room *r = m->room;
	size_t had = r->index_cap, n = LEAST;

	while (n < MOST && n < 4 * (size_t)m->ncustomer)
		n *= 2;
	r->index = mem_grow(r->index, &r->index_cap, n, sizeof *r->index);
	for (; had < r->index_cap; had++)
		r->index[had] = (struct match_index){0};
	r->nindex = n;
	for (size_t i = 0; i < n; i++)
		r->index[i].customer = MATCH_NONE;
}

void
match_index_free(struct match_room *r)
{
	for (size_t i = 0; i < r->index_cap; i++) {
		mem_free(r->index[i].value);
		mem_free(r->index[i].tiered);
		mem_free(r->index[i].totals.member);
		mem_free(r->index[i].totals.group);
		mem_free(r->index[i].wait);
	}
	mem_free(r->index);
}

/* Whether an index is of the receipt's customer and pool, or of nothing. */
static bool
is_place(const struct match_index *ix, const struct match_fund *f, bool all)
{
	return ix->customer == MATCH_NONE ||
	       (ix->customer == f->customer && ix->pool == f->pool &&
		   ix->all == all);
}

/* Where there is none, the first makes room. */
struct match_index *
match_place(struct match *m, bool all)
{
	const struct match_fund *f = match_at(m);
	size_t home = ((size_t)f->customer + f->pool) * 2 + all;
	size_t mask = m->room->nindex - 1, i = 0;
	struct match_index *ix;

	while (
	    i < LEAST && !is_place(&m->room->index[(home + i) & mask], f, all))
		i++;
	ix = &m->room->index[(home + i % LEAST) & mask];
	if (ix->customer != f->customer || ix->pool != f->pool ||
	    ix->all != all) {
		ix->customer = f->customer;
		ix->pool = f->pool;
		ix->all = all;
		ix->shape = ix->waits = 0;
	}
	return ix;
}

/*
 * Items that are settled meanwhile stay in an index: match_stands leaves them
 * out.  It is made anew only when one has changed otherwise.
 */
struct match_index *
match_index(struct match *m, bool all)
{
	struct match_index *ix = match_place(m, all);
	uint32_t shape = m->room->shape[ix->customer];

	if (ix->shape == shape)
		return ix;
	ix->shape = shape;
	ix->totals.version = 0;
	fill(m, ix);
	return ix;
}

bool
match_stands(const struct match *m, const struct match_value *v)
{
	const struct match_item *i = &m->items[v->item];

	return match_may_pay(i, match_at(m)) && i->billed <= match_at(m)->date;
}

/* The first value that is not less. */
size_t
match_from(const struct match_index *ix, int64_t value)
{
	size_t low = 0, high = ix->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (ix->value[mid].value < value)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
