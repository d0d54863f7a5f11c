#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/date.h"

/* A hold or release, of an item or a customer as a whole. */
struct hold {
	uint64_t scope; /* items first, then customers */
	int32_t date, due;
	bool release;
};

static int
by_scope(const void *a, const void *b)
{
	const struct hold *x = a, *y = b;

	return (x->scope > y->scope) - (x->scope < y->scope);
}

static size_t
gather(const struct apply *a, struct hold **holds)
{
	uint32_t n = ledger_events(a->ledger);
	struct hold *h = NULL;
	size_t nhold = 0, cap = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct ledger_event *e = ledger_event(a->ledger, i);
		bool whole = e->item == LEDGER_NONE;

		if ((e->type != TYPE_HOLD && e->type != TYPE_RELEASE) ||
		    e->dropped || e->date > a->asof)
			continue;
		h = mem_grow(h, &cap, nhold + 1, sizeof *h);
		h[nhold++] = (struct hold){
		    (uint64_t)whole << 32 | (whole ? e->customer : e->item),
		    e->date, e->due, e->type == TYPE_RELEASE};
	}
	if (nhold > 0)
		qsort(h, nhold, sizeof *h, by_scope);
	*holds = h;
	return nhold;
}

/* A release ends every hold that began by its day. */
static bool
is_on(const struct hold *h, size_t n, int32_t asof)
{
	int32_t released = DATE_NONE;

	for (size_t i = 0; i < n; i++)
		if (h[i].release && h[i].date > released)
			released = h[i].date;
	for (size_t i = 0; i < n; i++)
		if (!h[i].release && h[i].date > released &&
		    (h[i].due == DATE_NONE || asof <= h[i].due))
			return true;
	return false;
}

static void
put(struct apply_world *w, uint64_t scope)
{
	uint32_t id = (uint32_t)scope;

	w->any_held = true;
	if (scope >> 32 == 0) {
		w->held_items = mem_grow(w->held_items, &w->held_cap,
		    w->nheld + 1, sizeof *w->held_items);
		w->held_items[w->nheld++] = id;
	} else if (id < w->ntext && w->of_text[id] != APPLY_NONE) {
		w->held[w->of_text[id]] = true;
	}
}

void
apply_holds_open(struct apply *a)
{
	struct apply_world *w = a->world;
	struct hold *h;
	size_t n = gather(a, &h), end;

	w->held = mem_array(w->n, sizeof *w->held);
	for (size_t i = 0; i < n && !a->despite_hold; i = end) {
		for (end = i + 1; end < n && h[end].scope == h[i].scope;)
			end++;
		if (is_on(h + i, end - i, a->asof))
			put(w, h[i].scope);
	}
	mem_free(h);
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* They were put in order. */
bool
apply_item_held(const struct apply *a, uint32_t item)
{
	const struct apply_world *w = a->world;

	if (!w->any_held)
		return false;
	return w->held[apply_customer_of(a, item)] ||
	       (w->nheld > 0 && bsearch(&item, w->held_items, w->nheld,
				    sizeof item, by_number) != NULL);
}
