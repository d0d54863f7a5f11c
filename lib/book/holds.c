#include "book/holds.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/date.h"

/* A hold or release, of an item or a customer as a whole. */
struct hold {
	uint64_t scope; /* items first, then customers */
	int32_t date, due;
	bool release;
};

struct holds {
	const struct ledger *l;
	struct hold *at; /* after holds_new, one of each scope that is held */
	size_t n, cap;
};

static uint64_t
scope_of(bool whole, uint32_t id)
{
	return (uint64_t)whole << 32 | id;
}

static int
by_scope(const void *a, const void *b)
{
	const struct hold *x = a, *y = b;

	return (x->scope > y->scope) - (x->scope < y->scope);
}

static void
gather(struct holds *h, int32_t asof)
{
	for (uint32_t i = 0; i < ledger_events(h->l); i++) {
		const struct ledger_event *e = ledger_event(h->l, i);
		bool whole = e->item == LEDGER_NONE;

		if ((e->type != TYPE_HOLD && e->type != TYPE_RELEASE) ||
		    e->dropped || e->date > asof)
			continue;
		h->at = mem_grow(h->at, &h->cap, h->n + 1, sizeof *h->at);
		h->at[h->n++] = (struct hold){
		    scope_of(whole, whole ? e->customer : e->item), e->date,
		    e->due, e->type == TYPE_RELEASE};
	}
	if (h->n > 0)
		qsort(h->at, h->n, sizeof *h->at, by_scope);
}

static bool
lasts_longer(int32_t due, int32_t than)
{
	return than != DATE_NONE && (due == DATE_NONE || due > than);
}

/* The hold that lasts longest of those on one scope, or NULL. */
static const struct hold *
longest(const struct hold *h, size_t n, int32_t asof)
{
	int32_t released = DATE_NONE;
	const struct hold *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (h[i].release && h[i].date > released)
			released = h[i].date;
	for (size_t i = 0; i < n; i++) {
		if (h[i].release || h[i].date <= released ||
		    (h[i].due != DATE_NONE && asof > h[i].due))
			continue;
		if (best == NULL || lasts_longer(h[i].due, best->due))
			best = &h[i];
	}
	return best;
}

struct holds *
holds_new(const struct ledger *l, int32_t asof)
{
	struct holds *h = mem_array(1, sizeof *h);
	size_t n = 0, end;

	h->l = l;
	gather(h, asof);
	for (size_t i = 0; i < h->n; i = end) {
		const struct hold *on;

		for (end = i + 1;
		     end < h->n && h->at[end].scope == h->at[i].scope;)
			end++;
		on = longest(&h->at[i], end - i, asof);
		if (on != NULL)
			h->at[n++] = *on;
	}
	h->n = n;
	return h;
}

void
holds_free(struct holds *h)
{
	mem_free(h->at);
	mem_free(h);
}

static const struct hold *
find(const struct holds *h, uint64_t scope)
{
	struct hold key = {.scope = scope};

	return bsearch(&key, h->at, h->n, sizeof key, by_scope);
}

bool
holds_item(const struct holds *h, uint32_t item, int32_t *until)
{
	const struct hold *one, *whole;

	if (h->n == 0)
		return false;
	one = find(h, scope_of(false, item));
	whole = find(h, scope_of(true, ledger_item(h->l, item)->customer));
	if (one == NULL ||
	    (whole != NULL && lasts_longer(whole->due, one->due)))
		one = whole;
	if (one != NULL && until != NULL)
		*until = one->due;
	return one != NULL;
}

size_t
holds_count(const struct holds *h)
{
	return h->n;
}

bool
holds_customer(const struct holds *h, size_t i, uint32_t *customer)
{
	*customer = (uint32_t)h->at[i].scope;
	return h->at[i].scope >> 32 != 0;
}
