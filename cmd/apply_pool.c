#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"

/* Pools, by entity and currency: a table of numbers + 1. */

static size_t
home(const struct apply_world *w, struct apply_pool p)
{
	return hash_fold(p.entity ^ HASH_K1, (uint64_t)p.currency ^ HASH_K2) &
	       w->pool_mask;
}

static uint32_t *
slot_of(const struct apply_world *w, struct apply_pool p)
{
	size_t s = home(w, p);

	while (w->pool_slots[s] != 0) {
		const struct apply_pool *q = &w->pools[w->pool_slots[s] - 1];

		if (q->entity == p.entity && q->currency == p.currency)
			break;
		s = (s + 1) & w->pool_mask;
	}
	return &w->pool_slots[s];
}

static void
slots_fill(struct apply_world *w)
{
	mem_free(w->pool_slots);
	w->pool_slots = mem_array(w->pool_mask + 1, sizeof *w->pool_slots);
	for (uint32_t i = 0; i < w->npool; i++)
		*slot_of(w, w->pools[i]) = i + 1;
}

static void
add(struct apply_world *w, struct apply_pool p)
{
	uint32_t *slot = slot_of(w, p);

	if (*slot != 0)
		return;
	w->pools = mem_grow(
	    w->pools, &w->pool_cap, (size_t)w->npool + 1, sizeof *w->pools);
	w->pools[w->npool++] = p;
	*slot = w->npool;
	if (w->npool * 2 > w->pool_mask) {
		w->pool_mask = w->pool_mask * 2 + 1;
		slots_fill(w);
	}
}

static int
by_name(const void *x, const void *y)
{
	const struct apply_pool *a = x, *b = y;
	int c = span_compare(a->name, b->name);

	return c != 0
		   ? c
		   : (a->currency > b->currency) - (a->currency < b->currency);
}

static void
find_pools(struct apply *a)
{
	struct apply_world *w = a->world;
	uint32_t n = ledger_items(a->ledger);
	size_t ncurrency = (size_t)currency_count();

	w->near = mem_array(ncurrency, sizeof *w->near);
	for (size_t c = 0; c < ncurrency; c++)
		w->near[c].entity = LEDGER_NONE;
	for (uint32_t i = 0; i < n; i++) {
		const struct ledger_item *item = ledger_item(a->ledger, i);

		if (item->entity == w->near[item->currency].entity)
			continue;
		w->near[item->currency].entity = item->entity;
		add(w, (struct apply_pool){item->entity, item->currency,
			   ledger_text(a->ledger, item->entity)});
	}
}

/* Most books are one entity's: its pool of each currency is at hand. */
static void
find_near(struct apply_world *w)
{
	for (uint32_t i = w->npool; i-- > 0;) {
		const struct apply_pool *p = &w->pools[i];

		w->near[p->currency] = (struct apply_near){p->entity, i};
	}
}

/* Numbers of pools are in the order of their names. */
void
apply_pools_open(struct apply *a)
{
	struct apply_world *w = a->world;

	w->pool_mask = 15;
	slots_fill(w);
	find_pools(a);
	if (w->npool > 0)
		qsort(w->pools, w->npool, sizeof *w->pools, by_name);
	slots_fill(w);
	find_near(w);
	a->npool = w->npool;
	a->pools = mem_array(w->npool, sizeof *a->pools);
	for (uint32_t i = 0; i < w->npool; i++) {
		int currency = w->pools[i].currency;

		a->pools[i].tolerance = a->tolerance[currency];
		a->pools[i].exponent = currency_exponent(currency);
	}
}

uint32_t
apply_pool_of(const struct apply *a, const struct ledger_item *i)
{
	struct apply_pool p = {i->entity, i->currency, {NULL, 0}};
	const struct apply_near *near = &a->world->near[i->currency];

	if (near->entity == i->entity)
		return near->pool;
	return *slot_of(a->world, p) - 1;
}
