#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"

/* Promises on the item at hand: kept by what receipts of the days promised
   paid on it. */

void
kpi_promise_add(struct kpi_facts *f, const struct promise *p,
    int128 promised_money, int128 received_money)
{
	if (p->amount <= 0)
		return;
	f->npromise++;
	f->promised += promised_money;
	if (promise_is_kept(p)) {
		f->nkept++;
		f->kept += promised_money;
	} else if (p->received > 0) {
		f->kept += received_money;
	}
}

int128
kpi_promise_part(const struct promise *p)
{
	if (p->received < 0)
		return 0;
	return p->received < p->amount ? p->received : p->amount;
}

static void
add(struct kpi_work *w, const struct ledger_event *e, size_t period)
{
	struct kpi_facts *f = &w->sums.facts[period];
	const struct ledger_piece *row = w->item.first;
	struct promise p = promises_judge(w->promises, e, f->to);

	kpi_promise_add(f, &p, kpi_worth_sum(w, row, e->due, p.amount),
	    kpi_worth_sum(w, row, e->due, kpi_promise_part(&p)));
}

/* A promise on the item, and where it counts. */
struct pledge {
	size_t period;
	uint32_t event;
};

static int
by_period(const void *a, const void *b)
{
	const struct pledge *x = a, *y = b;

	return (x->period > y->period) - (x->period < y->period);
}

/* The caller frees the list. */
static size_t
list_promises(const struct kpi_work *w, struct pledge **list)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->event;
	size_t n = 0, cap = 0;

	*list = NULL;
	for (; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);
		size_t period;

		if (e->type != TYPE_PROMISE || e->due == DATE_NONE)
			continue;
		period = kpi_period(&w->world->days, e->due);
		if (period == KPI_NOWHERE || e->date > w->sums.facts[period].to)
			continue;
		*list = mem_grow(*list, &cap, n + 1, sizeof **list);
		(*list)[n++] = (struct pledge){period, i};
	}
	return n;
}

/* Those of a period together: what was paid until its end is found once. */
void
kpi_add_promises(struct kpi_work *w)
{
	struct pledge *list;
	size_t n = list_promises(w, &list);

	if (n > 1)
		qsort(list, n, sizeof *list, by_period);
	for (size_t i = 0; i < n; i++)
		add(w, ledger_event(w->world->ledger, list[i].event),
		    list[i].period);
	mem_free(list);
}
