/* The smallest items that a receipt may pay, without a look at all that are
   settled by now, or billed only later. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

#define BLOCK 256 /* values */

static size_t
block_end(const struct match_bag *bag, size_t at)
{
	size_t end = (at / BLOCK + 1) * BLOCK;

	return end < bag->n ? end : bag->n;
}

/* The first day on which one of a block can be paid. */
static int32_t
soonest(const struct match *m, const struct match_bag *bag, size_t at)
{
	int32_t day = INT32_MAX;

	for (size_t end = block_end(bag, at); at < end; at++) {
		const struct match_value *v = &bag->value[at];
		const struct match_item *i = &m->items[v->item];

		if (i->billed < day && match_may_pay(i, match_at(m)))
			day = i->billed;
	}
	return day;
}

void
match_find_blocks(const struct match *m, struct match_bag *bag)
{
	size_t n = bag->n / BLOCK + 1;

	if (bag->blocks)
		return;

	bag->block =
	    mem_grow(bag->block, &bag->block_cap, n, sizeof *bag->block);
	for (size_t at = 0; at < bag->n; at += BLOCK)
		bag->block[at / BLOCK] = soonest(m, bag, at);
	bag->blocks = true;
}

static bool
is_hopeless(const struct match *m, const struct match_bag *bag, size_t at)
{
	return bag->block[at / BLOCK] > match_at(m)->date;
}

size_t
match_skip_up(const struct match *m, const struct match_bag *bag, size_t at)
{
	while (at < bag->n && is_hopeless(m, bag, at))
		at = block_end(bag, at);
	return at;
}

size_t
match_skip_down(const struct match *m, const struct match_bag *bag, size_t at)
{
	while (at < bag->n && is_hopeless(m, bag, at))
		at = at / BLOCK * BLOCK - 1; /* below 0: beyond n */
	return at < bag->n ? at : bag->n;
}

static int
item_order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Adds what can be paid of a block; returns how many values were in vain. */
static size_t
look_in(struct match *m, const struct match_bag *bag, size_t at, size_t most,
    size_t *parts)
{
	size_t vain = 0;

	for (size_t end = block_end(bag, at); at < end && *parts <= most;
	     at++) {
		const struct match_value *v = &bag->value[at];

		if (v->value > match_at(m)->open)
			break;
		if (v->count != 1 || !match_stands(m, v)) {
			vain++;
			continue;
		}
		match_see(m, v->item);
		*parts += match_parts(&m->items[v->item]);
	}
	return vain;
}

/* Items that were settled since make blocks worth a look that are not: after
   as many looks in vain they are found anew. */
size_t
match_look_smallest(struct match *m, struct match_bag *bag, size_t most)
{
	struct match_room *r = m->room;
	size_t parts = 0, vain = 0;

	match_find_blocks(m, bag);
	r->nseen = 0;
	for (size_t at = 0; at < bag->n && parts <= most; at += BLOCK) {
		if (bag->value[at].value > match_at(m)->open)
			break;
		if (!is_hopeless(m, bag, at))
			vain += look_in(m, bag, at, most, &parts);
	}
	bag->blocks = vain < bag->n / 4 + 8 * BLOCK;
	if (r->nseen > 1)
		qsort(r->seen, r->nseen, sizeof *r->seen, item_order);
	return parts;
}
