#include "cmd/kpi_in.h"
#include "value/currency.h"

/* What is open of the item on the days that matter: totals, ages, balances. */

static void
add_totals(struct kpi_work *w, const struct kpi_share *s)
{
	const struct kpi_days *d = &w->world->days;

	for (size_t day = w->item.from; day < w->item.end; day++)
		w->sums.stock[day] +=
		    kpi_worth(w, s->row, d->stock[day], s->open[day]);
}

/* A debt by its age on a day. */
static void
add_debt(
    struct kpi_work *w, const struct kpi_share *s, size_t period, int128 open)
{
	const struct kpi_world *world = w->world;
	struct kpi_facts *f = &w->sums.facts[period];
	int64_t days = (int64_t)f->to - s->ages_from;
	size_t bucket = aging_bucket(&world->run->aging, days);

	f->g += open;
	if (days <= 0)
		f->c += open;
	if (days > 90)
		f->over90 += open;
	w->sums.buckets[period * world->nbucket + bucket].end += open;
}

/* True DSO: by the month of the document. */
static void
add_weight(
    struct kpi_work *w, const struct kpi_share *s, size_t period, int128 open)
{
	const struct kpi_days *d = &w->world->days;
	int32_t doc =
	    s->row->doc_date != DATE_NONE ? s->row->doc_date : s->row->date;
	int64_t days = (int64_t)w->sums.facts[period].to - doc;
	size_t month;

	if (days <= 0)
		return;
	month = kpi_month_of(d, doc);
	w->sums.weight[month * w->world->nperiod + period] += days * open;
	if (month < w->sums.low)
		w->sums.low = month;
	if (month > w->sums.high)
		w->sums.high = month;
}

/* Money without an invoice, that nobody has looked at for too long. */
static void
add_unapplied(
    struct kpi_work *w, const struct kpi_share *s, size_t period, int128 open)
{
	struct kpi_facts *f = &w->sums.facts[period];
	int64_t days = (int64_t)f->to - payments_money_day(s->row);

	if (days <= w->world->run->unapplied_days)
		return;
	f->old_unapplied -= open;
	f->nold_unapplied++;
	if (days > f->oldest_unapplied)
		f->oldest_unapplied = days;
}

static void
add_end(struct kpi_work *w, const struct kpi_share *s, size_t period)
{
	const struct kpi_days *d = &w->world->days;
	int64_t open = s->open[d->end[period]];
	int128 money = kpi_worth(w, s->row, w->sums.facts[period].to, open);

	if (open == 0)
		return;
	w->proof[period * (size_t)currency_count() + w->item.row->currency] +=
	    open;
	kpi_balance_add(w, w->item.row->customer, period, money);
	if (open > 0) {
		add_debt(w, s, period, money);
		add_weight(w, s, period, money);
	} else if (w->item.row->kind == TYPE_RECEIPT) {
		add_unapplied(w, s, period, money);
	}
}

/* U: money that waited for its application when the period began. */
static void
add_waiting(struct kpi_work *w, const struct kpi_share *s, size_t period)
{
	const struct kpi_days *d = &w->world->days;
	int64_t open = s->open[d->begin[period]];

	if (w->item.row->kind == TYPE_RECEIPT && open < 0)
		w->sums.facts[period].unapplied -=
		    kpi_worth(w, s->row, d->stock[d->begin[period]], open);
}

void
kpi_add_stock(struct kpi_work *w)
{
	const struct kpi_days *d = &w->world->days;

	for (size_t i = 0; i < w->item.n; i++) {
		const struct kpi_share *s = &w->item.share[i];

		if (!s->mine)
			continue;
		if (s->row->date < w->sums.first)
			w->sums.first = s->row->date;
		add_totals(w, s);
		for (size_t p = w->item.stands; p < w->item.stands_end; p++) {
			if (d->begin[p] >= w->item.from)
				add_waiting(w, s, p);
			if (d->end[p] >= w->item.from &&
			    d->end[p] < w->item.end)
				add_end(w, s, p);
		}
	}
}
