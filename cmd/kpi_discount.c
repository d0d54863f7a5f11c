#include "base/diag.h"
#include "base/mem.h"
#include "cmd/kpi_in.h"

/*
 * Discounts that ran out in a period: what was offered on the item at hand,
 * lowered as its amount was by credits, and what of it was taken.
 */
struct offers {
	int32_t until;
	int128 amount, credits; /* of the item */
	int128 taken;
};

static const struct kpi_mark *
mark_of(const struct kpi_work *w, const struct kpi_share *s)
{
	const struct ledger_piece *p = s->row;

	if (p->transferred ||
	    (p->kind != TYPE_INVOICE && p->kind != TYPE_DEBIT))
		return NULL;
	return kpi_mark_find(&w->world->note->discount, p->line);
}

static void
find_offers(struct kpi_work *w, struct offers *o)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;

	for (size_t s = 0; s < w->item.n; s++)
		if (w->item.share[s].row->date <= o->until)
			o->amount += w->item.share[s].row->amount;
	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->date > o->until)
			continue;
		if (m->type == TYPE_DISCOUNT)
			o->taken -= m->amount;
		if (m->type == TYPE_REVERSE ||
		    (m->type == TYPE_APPLY &&
			ledger_item(l, m->other)->kind == TYPE_CREDIT))
			o->credits += m->amount;
	}
	if (o->credits > 0)
		o->credits = 0;
}

static int64_t
offered(const struct kpi_work *w, const struct offers *o, int64_t discount)
{
	struct span doc = ledger_text(w->world->ledger, w->item.row->doc);
	int128 rest = o->amount + o->credits, all;

	if (o->amount <= 0 || rest <= 0)
		return 0;
	if (o->credits == 0)
		return discount;
	if (__builtin_mul_overflow(discount, rest, &all))
		diag_fail("what is open of \"%.*s\" is too much to find its "
			  "discount",
		    (int)doc.len, doc.at);
	return (int64_t)money_round(all, o->amount);
}

/* Parts with a discount, in the order in which these run out. */
static void
list_offers(struct kpi_work *w)
{
	w->noffer = 0;
	for (size_t i = 0; i < w->item.n; i++) {
		const struct kpi_mark *m = mark_of(w, &w->item.share[i]);
		size_t k = w->noffer;

		if (m == NULL)
			continue;
		w->offers = mem_grow(
		    w->offers, &w->offer_cap, k + 1, sizeof *w->offers);
		for (; k > 0 && m->day < w->offers[k - 1].day; k--)
			w->offers[k] = w->offers[k - 1];
		w->offers[k] =
		    (struct kpi_offer){&w->item.share[i], m->n, m->day};
		w->noffer++;
	}
}

/* What was taken goes to the discounts that ran out first. */
static void
add(struct kpi_work *w, size_t period)
{
	struct kpi_facts *f = &w->sums.facts[period];
	struct offers o = {.until = f->to};

	find_offers(w, &o);
	for (size_t i = 0; i < w->noffer && w->offers[i].day <= f->to; i++) {
		const struct kpi_offer *one = &w->offers[i];
		const struct ledger_piece *row = one->share->row;
		int64_t offer =
		    row->date <= f->to ? offered(w, &o, one->discount) : 0;
		int64_t part = o.taken < 0       ? 0
			       : o.taken < offer ? (int64_t)o.taken
						 : offer;

		o.taken -= part;
		if (one->day < f->from || !one->share->mine)
			continue;
		f->discount_offered += kpi_worth(w, row, one->day, offer);
		f->discount_taken += kpi_worth(w, row, one->day, part);
	}
}

void
kpi_add_discounts(struct kpi_work *w)
{
	const struct kpi_days *d = &w->world->days;
	size_t last = KPI_NOWHERE;

	if (w->world->note->discount.n == 0 || w->item.row->side == SIDE_CREDIT)
		return;
	list_offers(w);
	for (size_t i = 0; i < w->noffer; i++) {
		size_t period = kpi_period(d, w->offers[i].day);

		if (period != KPI_NOWHERE && period != last)
			add(w, period);
		last = period;
	}
}
