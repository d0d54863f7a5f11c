#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "cmd/kpi_in.h"

/*
 * Promises that name no item: kept by what their customer paid in those days,
 * on whatever it was put.
 */
struct whole {
	struct promise promise;
	size_t period;
	uint32_t group;
	int128 promised_money, received_money; /* as the report counts them */
};

struct kpi_promises {
	struct whole *at; /* by group */
	size_t n, cap;
	/* while they are worked out */
	const struct kpi_world *world;
	struct faults *faults;
};

static void
list_promises(struct kpi_promises *p)
{
	const struct kpi_world *w = p->world;
	const struct ledger *l = w->ledger;

	for (uint32_t i = 0; i < ledger_events(l); i++) {
		const struct ledger_event *e = ledger_event(l, i);
		size_t period;

		if (e->type != TYPE_PROMISE || e->dropped ||
		    e->item != LEDGER_NONE || e->due == DATE_NONE)
			continue;
		period = kpi_period(&w->days, e->due);
		if (period == KPI_NOWHERE || e->date > e->due)
			continue;
		p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
		p->at[p->n++] =
		    (struct whole){.promise = {.event = e}, .period = period};
	}
}

static int128
money(struct kpi_promises *p, const struct ledger_event *e, int128 amount)
{
	const struct base *base = p->world->run->money;
	int64_t out = 0;

	if (base == NULL || e->currency == base->currency)
		return amount;
	if (amount != (int64_t)amount ||
	    !base_convert_on(base, (int64_t)amount, e->currency, e->due, &out))
		base_missing_on(base, p->faults, e->line, e->currency, e->due);
	return out;
}

static void
work_out(struct kpi_promises *p, struct whole *one, struct promises *judge)
{
	const struct ledger_event *e = one->promise.event;

	one->promise =
	    promises_judge(judge, e, p->world->run->periods[one->period].to);
	one->promised_money = money(p, e, one->promise.amount);
	one->received_money = money(p, e, kpi_promise_part(&one->promise));
}

static uint32_t
group_of(const struct kpi_world *w, const struct ledger_event *e)
{
	struct span blank[CARRIED_MOST];
	struct fields_view v = {.customer = ledger_text(w->ledger, e->customer),
	    .entity = ledger_text(w->ledger, e->entity),
	    .date = DATE_NONE,
	    .due = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .currency = e->currency,
	    .type = TYPE_PROMISE,
	    .carried = blank};

	for (size_t i = 0; i < CARRIED_MOST; i++)
		blank[i] = (struct span){"", 0};
	v.doc = v.account = v.part = (struct span){"", 0};
	return kpi_groups_find(&w->groups, w->run, &v);
}

static int
by_group(const void *a, const void *b)
{
	const struct whole *x = a, *y = b;

	return (x->group > y->group) - (x->group < y->group);
}

static int
by_group_and_line(const void *a, const void *b)
{
	const struct whole *x = a, *y = b;
	uint64_t p = x->promise.event->line, q = y->promise.event->line;
	int c = by_group(a, b);

	return c != 0 ? c : (p > q) - (p < q);
}

struct kpi_promises *
kpi_promises_new(const struct kpi_world *w, struct faults *faults)
{
	struct kpi_promises *p = mem_array(1, sizeof *p);
	struct promises *judge = promises_new(w->ledger);

	p->world = w;
	p->faults = faults;
	list_promises(p);
	for (size_t i = 0; i < p->n; i++) {
		struct whole *one = &p->at[i];

		one->group = group_of(w, one->promise.event);
		if (one->group != KPI_NO_GROUP)
			work_out(p, one, judge);
	}
	promises_free(judge);
	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_group_and_line);
	return p;
}

void
kpi_promises_put(const struct kpi_world *w, uint32_t group, struct kpi_sums *s)
{
	const struct kpi_promises *p = w->promises;
	struct whole key = {.group = group};
	size_t i = search_first(&key, p->at, p->n, sizeof key, by_group);

	for (; i < p->n && p->at[i].group == group; i++) {
		const struct whole *one = &p->at[i];

		kpi_promise_add(&s->facts[one->period], &one->promise,
		    one->promised_money, one->received_money);
	}
}

void
kpi_promises_free(struct kpi_promises *p)
{
	mem_free(p->at);
	mem_free(p);
}
