#include <stdlib.h>

#include "base/mem.h"
#include "book/openbook_in.h"
#include "value/date.h"

/* The last day on which a hold of an item or customer was lifted. */
struct release {
	uint32_t item, customer;
	int32_t date;
};

struct releases {
	struct release *at;
	size_t n, cap;
};

static int
by_target(const void *x, const void *y)
{
	const struct release *a = x, *b = y;

	if (a->customer != b->customer)
		return a->customer < b->customer ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

static int
by_target_and_day(const void *x, const void *y)
{
	const struct release *a = x, *b = y;
	int c = by_target(x, y);

	return c != 0 ? c : (a->date < b->date) - (a->date > b->date);
}

static void
find_releases(const struct openbook_chooser *c, struct releases *r)
{
	size_t n = 0;

	*r = (struct releases){0};
	for (uint32_t i = 0; i < ledger_events(c->l); i++) {
		const struct ledger_event *e = ledger_event(c->l, i);

		if (e->type != TYPE_RELEASE || e->dropped ||
		    e->date > c->plan->asof)
			continue;
		r->at = mem_grow(r->at, &r->cap, r->n + 1, sizeof *r->at);
		r->at[r->n++] = (struct release){e->item, e->customer, e->date};
	}
	if (r->n > 0)
		qsort(r->at, r->n, sizeof *r->at, by_target_and_day);
	for (size_t i = 0; i < r->n; i++)
		if (i == 0 || by_target(&r->at[i], &r->at[n - 1]) != 0)
			r->at[n++] = r->at[i];
	r->n = n;
}

/* A release by the day ends an earlier hold of the same item or customer. */
static bool
released(const struct releases *r, const struct ledger_event *hold)
{
	struct release key = {hold->item, hold->customer, 0}, *found = NULL;

	if (r->n > 0)
		found = bsearch(&key, r->at, r->n, sizeof key, by_target);
	return found != NULL && found->date >= hold->date;
}

static bool
alive(const struct openbook_chooser *c, const struct releases *r,
    const struct ledger_event *e)
{
	bool lasts = e->due == DATE_NONE || e->due >= c->plan->asof;
	bool owed = e->item == LEDGER_NONE || c->open[e->item];

	if (e->type == TYPE_HOLD)
		return lasts && owed && !released(r, e);
	if (e->type == TYPE_PROMISE)
		return lasts && owed;
	if (e->type == TYPE_REMIT) /* what was said of money not yet applied */
		return owed && !c->touched[e->item];
	return owed && (e->type == TYPE_NOTICE || e->type == TYPE_NOTE);
}

void
openbook_want_events(struct openbook_chooser *c)
{
	struct releases r;

	find_releases(c, &r);
	for (uint32_t i = 0; i < ledger_events(c->l); i++) {
		const struct ledger_event *e = ledger_event(c->l, i);
		bool whole =
		    e->item != LEDGER_NONE && openbook_is_whole(c, e->item);

		if (!e->dropped && e->date <= c->plan->asof &&
		    (whole || alive(c, &r, e)))
			openbook_want(c, e->line);
	}
	mem_free(r.at);
}
