#include "cmd/kpi_in.h"

/* Promises on the item at hand: kept by what receipts of the days promised
   paid on it. */

void
kpi_promise_add(struct kpi_facts *f, int64_t promised, int128 received,
    int64_t promised_money, int64_t received_money)
{
	if (promised <= 0)
		return;
	f->npromise++;
	f->promised += promised_money;
	if (received >= promised) {
		f->nkept++;
		f->kept += promised_money;
	} else if (received > 0) {
		f->kept += received_money;
	}
}

/* What was promised: a blank amount is all that was open on that day. */
static int64_t
promised(struct kpi_work *w, const struct ledger_event *e)
{
	const struct ledger_part *parts;
	int64_t open = 0;
	size_t n;

	if (!e->blank)
		return e->amount;
	n = ledger_view_parts(w->view, w->item.number, e->date, &parts);
	for (size_t i = 0; i < n; i++)
		open += parts[i].open;
	return open;
}

static int128
received(struct kpi_work *w, const struct ledger_event *e, int32_t until)
{
	int128 sum = 0;

	kpi_payments_find(w, until);
	for (size_t i = 0; i < w->npayment; i++)
		if (w->payments[i].day >= e->date &&
		    w->payments[i].day <= e->due)
			sum += w->payments[i].amount;
	return sum;
}

static void
add(struct kpi_work *w, const struct ledger_event *e, size_t period)
{
	struct kpi_facts *f = &w->sums.facts[period];
	const struct ledger_piece *row = w->item.share[0].row;
	int64_t amount = promised(w, e);
	int128 money = received(w, e, f->to);
	int64_t part = money < 0 ? 0 : money < amount ? (int64_t)money : amount;

	kpi_promise_add(f, amount, money, kpi_worth(w, row, e->due, amount),
	    kpi_worth(w, row, e->due, part));
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
