#include "cmd/kpi_in.h"

/*
 * How long debts took to be paid: those that were closed in a period, by
 * receipts.  The money counts from the receipt's day; it is late by the due
 * date of the installment that it filled.  What the bank took back is no debt
 * that anybody paid late.
 */

static bool
is_closed(const struct kpi_work *w, size_t period)
{
	size_t day = w->world->days.end[period];
	int128 open = 0;

	for (size_t i = 0; i < w->item.n; i++)
		open += w->item.share[i].open[day];
	return open == 0;
}

/* Whether the last row that counts by the period's end counts in it. */
static bool
changed_last(const struct kpi_work *w, const struct kpi_facts *f)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;
	int32_t last = INT32_MIN;

	for (size_t s = 0; s < w->item.n; s++) {
		int32_t day = w->item.share[s].row->date;

		if (day <= f->to && day > last)
			last = day;
	}
	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		int32_t day = ledger_move(l, i)->date;

		if (day <= f->to && day > last)
			last = day;
	}
	return last >= f->from;
}

/* The sums of one item, and of what period. */
struct sums {
	struct kpi_work *work;
	struct kpi_facts *facts;
};

static void
late(void *arg, const struct payment *p, int64_t amount, int32_t due)
{
	struct sums *s = arg;
	int128 money = kpi_worth(s->work, s->work->item.first, p->day, amount);

	s->facts->paid_late += money * ((int64_t)p->day - due);
}

/* What one receipt paid in all, from its first payment on. */
static size_t
add_receipt(struct kpi_work *w, struct kpi_facts *f, size_t first, int32_t doc)
{
	const struct payment *at = w->payments.at;
	int128 sum = 0, money;
	size_t i = first;

	for (; i < w->payments.n && at[i].receipt == at[first].receipt; i++)
		sum += at[i].amount;
	money = kpi_worth_sum(w, w->item.first, at[first].day, sum);
	f->paid += money;
	f->paid_days += money * ((int64_t)at[first].day - doc);
	return i;
}

static void
add_closed(struct kpi_work *w, struct kpi_facts *f)
{
	const struct ledger_piece *first = w->item.first;
	int32_t doc =
	    first->doc_date != DATE_NONE ? first->doc_date : first->date;
	int32_t last = w->payments.at[w->payments.n - 1].day;
	struct sums sums = {w, f};

	payments_no_parts(&w->payments);
	for (size_t i = 0; i < w->item.n; i++)
		payments_add_part(&w->payments, w->item.share[i].row);
	payments_spread(&w->payments, f->to, late, &sums);
	for (size_t i = 0; i < w->payments.n;)
		i = add_receipt(w, f, i, doc);
	f->closed++;
	f->closed_days += (int64_t)last - doc;
	f->closed_late +=
	    (int64_t)last - payments_last_due(&w->payments, f->to);
}

void
kpi_add_paid(struct kpi_work *w)
{
	const struct kpi_item *it = &w->item;

	if ((it->row->kind != TYPE_INVOICE && it->row->kind != TYPE_DEBIT) ||
	    it->first->returned)
		return;
	for (size_t p = it->low; p < it->high; p++) {
		struct kpi_facts *f = &w->sums.facts[p];

		if (!is_closed(w, p) || !changed_last(w, f))
			continue;
		payments_find(
		    &w->payments, w->world->ledger, it->number, f->to);
		if (payments_net(&w->payments) > 0)
			add_closed(w, f);
	}
}
