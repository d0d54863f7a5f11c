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

/* What each part can take that no payment names. */
static void
measure(struct kpi_work *w, int32_t until)
{
	struct kpi_item *it = &w->item;

	for (size_t i = 0; i < it->n; i++) {
		const struct ledger_piece *p = it->share[i].row;

		it->share[i].rest =
		    p->date <= until && p->amount > 0 ? p->amount : 0;
	}
	for (size_t k = 0; k < w->npayment; k++) {
		int128 named = w->payments[k].amount;

		if (w->payments[k].due == DATE_NONE)
			continue;
		for (size_t i = 0; i < it->n && named > 0; i++) {
			struct kpi_share *s = &it->share[i];
			int64_t part =
			    s->rest < named ? s->rest : (int64_t)named;

			if (s->row->due != w->payments[k].due)
				continue;
			s->rest -= part;
			named -= part;
		}
	}
}

static void
late(struct kpi_work *w, struct kpi_facts *f, const struct kpi_payment *p,
    int64_t amount, int32_t due)
{
	int128 money = kpi_worth(w, w->item.share[0].row, p->day, amount);

	f->paid_late += money * ((int64_t)p->day - due);
}

/* The aging date of the part that is due last, of those there are. */
static int32_t
last_due(const struct kpi_work *w, int32_t until)
{
	int32_t due = w->item.share[0].ages_from;

	for (size_t i = 0; i < w->item.n; i++)
		if (w->item.share[i].row->date <= until)
			due = w->item.share[i].ages_from;
	return due;
}

/* A payment fills the parts oldest due first, unless it names one. */
static void
fill(struct kpi_work *w, struct kpi_facts *f, const struct kpi_payment *p)
{
	int128 left = p->amount;

	if (p->due != DATE_NONE) {
		late(w, f, p, (int64_t)left, p->due);
		return;
	}
	for (size_t i = 0; i < w->item.n && left > 0; i++) {
		struct kpi_share *s = &w->item.share[i];
		int64_t part = s->rest < left ? s->rest : (int64_t)left;

		s->rest -= part;
		left -= part;
		late(w, f, p, part, s->ages_from);
	}
	late(w, f, p, (int64_t)left, last_due(w, f->to));
}

/* What one receipt paid in all, from its first payment on. */
static size_t
add_receipt(struct kpi_work *w, struct kpi_facts *f, size_t first, int32_t doc)
{
	const struct kpi_payment *p = &w->payments[first];
	int128 sum = 0, money;
	size_t i = first;

	for (; i < w->npayment && w->payments[i].receipt == p->receipt; i++) {
		sum += w->payments[i].amount;
		fill(w, f, &w->payments[i]);
	}
	money = kpi_worth(w, w->item.share[0].row, p->day, (int64_t)sum);
	f->paid += money;
	f->paid_days += money * ((int64_t)p->day - doc);
	return i;
}

static void
add_closed(struct kpi_work *w, struct kpi_facts *f)
{
	const struct ledger_piece *first = w->item.share[0].row;
	int32_t doc =
	    first->doc_date != DATE_NONE ? first->doc_date : first->date;
	int32_t last = w->payments[w->npayment - 1].day;

	measure(w, f->to);
	for (size_t i = 0; i < w->npayment;)
		i = add_receipt(w, f, i, doc);
	f->closed++;
	f->closed_days += (int64_t)last - doc;
	f->closed_late += (int64_t)last - last_due(w, f->to);
}

void
kpi_add_paid(struct kpi_work *w)
{
	const struct kpi_item *it = &w->item;

	if ((it->row->kind != TYPE_INVOICE && it->row->kind != TYPE_DEBIT) ||
	    it->share[0].row->returned)
		return;
	for (size_t p = it->low; p < it->high; p++) {
		struct kpi_facts *f = &w->sums.facts[p];

		if (!is_closed(w, p) || !changed_last(w, f))
			continue;
		kpi_payments_find(w, f->to);
		if (kpi_payments_net(w) > 0)
			add_closed(w, f);
	}
}
