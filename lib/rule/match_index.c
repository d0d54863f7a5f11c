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

/*
 * Items that are settled meanwhile stay in an index: match_stands leaves them
 * out.  It is made anew only when one has changed otherwise.
 */
struct match_index *
match_index(struct match *m, bool all)
{
	const struct match_fund *f = match_at(m);
	struct match_index *ix =
	    &m->room->index[(f->customer * 2 + all) % MATCH_INDEXES];
	uint32_t shape = m->room->shape[f->customer];

	if (ix->shape == shape && ix->customer == f->customer &&
	    ix->pool == f->pool && ix->all == all)
		return ix;
	ix->shape = shape;
	ix->customer = f->customer;
	ix->pool = f->pool;
	ix->all = all;
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

#define SUGGESTIONS 3

static int64_t
distance(const struct match *m, const struct match_value *v)
{
	int64_t d = v->value - match_at(m)->open;

	return d < 0 ? -d : d;
}

/* Keeps v among the n nearest so far; of equals the first item. */
static size_t
keep_near(const struct match *m, const struct match_value **near, size_t n,
    const struct match_value *v)
{
	size_t at = n;

	while (at > 0 && (distance(m, v) < distance(m, near[at - 1]) ||
			     (distance(m, v) == distance(m, near[at - 1]) &&
				 v->item < near[at - 1]->item)))
		at--;
	if (at == SUGGESTIONS)
		return n;
	n = n < SUGGESTIONS ? n + 1 : n;
	for (size_t i = n - 1; i > at; i--)
		near[i] = near[i - 1];
	near[at] = v;
	return n;
}

static bool
too_far(const struct match *m, const struct match_value **near, size_t n,
    const struct match_value *v)
{
	return n == SUGGESTIONS && distance(m, v) > distance(m, near[n - 1]);
}

static size_t
find_near(const struct match *m, const struct match_index *ix,
    const struct match_value **near)
{
	size_t from = match_from(ix, match_at(m)->open), n = 0;

	for (size_t i = from; i < ix->n; i++) {
		const struct match_value *v = &ix->value[i];

		if (too_far(m, near, n, v))
			break;
		if (v->whole && match_stands(m, v))
			n = keep_near(m, near, n, v);
	}
	for (size_t i = from; i-- > 0;) {
		const struct match_value *v = &ix->value[i];

		if (too_far(m, near, n, v))
			break;
		if (v->whole && match_stands(m, v))
			n = keep_near(m, near, n, v);
	}
	return n;
}

bool
match_suggest(struct match *m)
{
	const struct match_value *near[SUGGESTIONS];
	size_t n = find_near(m, match_index(m, true), near);

	match_forget_answers(m);
	for (size_t i = 0; i < n; i++) {
		match_aim_none(m);
		match_aim(m, near[i]->item);
		match_answer(m);
	}
	return n > 0;
}
