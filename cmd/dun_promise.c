#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun.h"

/* Promises to pay: those that still stand, and those that were broken. */

#define BROKEN_DAYS 180 /* after which nobody holds it against a customer */

/* Of a customer as a whole, active on the day: the last of an account. */
struct pledge {
	uint32_t customer, entity; /* ledger_text */
	int currency;
	int32_t due;
};

struct dun_promises {
	struct pledge *at; /* by account, one of each */
	size_t n, cap;
};

static bool
is_promise(const struct dun *d, const struct ledger_event *e)
{
	return e->type == TYPE_PROMISE && !e->dropped && e->due != DATE_NONE &&
	       e->date <= d->asof;
}

static int
by_account(const void *a, const void *b)
{
	const struct pledge *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static void
join(struct dun_promises *p)
{
	size_t n = 0;

	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_account);
	for (size_t i = 0; i < p->n; i++) {
		if (n == 0 || by_account(&p->at[n - 1], &p->at[i]) != 0)
			p->at[n++] = p->at[i];
		else if (p->at[i].due > p->at[n - 1].due)
			p->at[n - 1].due = p->at[i].due;
	}
	p->n = n;
}

struct dun_promises *
dun_promises_new(const struct dun *d)
{
	struct dun_promises *p = mem_array(1, sizeof *p);

	for (uint32_t i = 0; i < ledger_events(d->ledger); i++) {
		const struct ledger_event *e = ledger_event(d->ledger, i);

		if (!is_promise(d, e) || e->item != LEDGER_NONE ||
		    e->due < d->asof)
			continue;
		p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
		p->at[p->n++] = (struct pledge){
		    e->customer, e->entity, e->currency, e->due};
	}
	join(p);
	return p;
}

void
dun_promises_free(struct dun_promises *p)
{
	if (p == NULL)
		return;
	mem_free(p->at);
	mem_free(p);
}

int32_t
dun_promised(const struct dun *d, uint32_t item)
{
	const struct ledger_item *it = ledger_item(d->ledger, item);
	const struct dun_promises *p = d->promises;
	struct pledge key = {it->customer, it->entity, it->currency, 0};
	const struct pledge *whole =
	    p->n == 0 ? NULL
		      : bsearch(&key, p->at, p->n, sizeof key, by_account);
	int32_t last = whole != NULL ? whole->due : DATE_NONE;
	uint32_t i = it->event;

	for (; i != LEDGER_NONE; i = ledger_event(d->ledger, i)->next) {
		const struct ledger_event *e = ledger_event(d->ledger, i);

		if (is_promise(d, e) && e->due >= d->asof && e->due > last)
			last = e->due;
	}
	return last;
}

/* A promise of nothing can't be broken. */
static struct dun_promise
look(const struct dun *d, struct promises *judge, const struct ledger_event *e)
{
	struct promise p = promises_judge(judge, e, d->asof);
	struct dun_promise one = {
	    .customer = e->customer, .currency = e->currency};

	if (e->item != LEDGER_NONE) {
		const struct ledger_item *item =
		    ledger_item(d->ledger, e->item);

		one.customer = item->customer;
		one.currency = item->currency;
	}
	if (e->due >= d->asof)
		one.active = p.amount > 0 ? p.amount : 0;
	else
		one.broken = p.amount > 0 && !promise_is_kept(&p);
	return one;
}

void
dun_promises_each(const struct dun *d,
    void (*take)(void *arg, const struct dun_promise *p), void *arg)
{
	struct promises *judge = promises_new(d->ledger);

	for (uint32_t i = 0; i < ledger_events(d->ledger); i++) {
		const struct ledger_event *e = ledger_event(d->ledger, i);
		struct dun_promise one;

		if (!is_promise(d, e) ||
		    (int64_t)d->asof - e->due > BROKEN_DAYS)
			continue;
		one = look(d, judge, e);
		take(arg, &one);
	}
	promises_free(judge);
}
