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

void
kpi_add_promises(struct kpi_work *w)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->event;

	for (; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);
		size_t period;

		if (e->type != TYPE_PROMISE || e->due == DATE_NONE)
			continue;
		period = kpi_period(&w->world->days, e->due);
		if (period != KPI_NOWHERE &&
		    e->date <= w->sums.facts[period].to)
			add(w, e, period);
	}
}
