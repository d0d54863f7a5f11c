#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"

/* Disputes on the item at hand: what is open, why, since when, and how long
   those took that are resolved. */

static void
add_length(struct kpi_work *w, size_t period, int64_t days)
{
	kpi_sums_length(&w->sums, period, days);
	w->sums.facts[period].nresolved++;
	w->sums.facts[period].resolved_days += days;
}

struct claim {
	struct ledger_claim claim;
	struct span number;
};

/* In the order in which they were raised. */
static int
by_age(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->claim.raised != y->claim.raised)
		return x->claim.raised < y->claim.raised ? -1 : 1;
	return span_compare(x->number, y->number);
}

static void
sort_claims(const struct ledger *l, struct ledger_claim *c, size_t n)
{
	struct claim *list;

	if (n < 2)
		return;
	list = mem_array(n, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct claim){c[i], ledger_text(l, c[i].number)};
	qsort(list, n, sizeof *list, by_age);
	for (size_t i = 0; i < n; i++)
		c[i] = list[i].claim;
	mem_free(list);
}

/* Claims take what is open in turn, and no more than that. */
static void
add_open(struct kpi_work *w, size_t period, const struct ledger_claim *c,
    int128 *open)
{
	const struct kpi_world *world = w->world;
	struct kpi_facts *f = &w->sums.facts[period];
	int128 part = c->left < *open ? c->left : *open;
	int128 money = kpi_worth_sum(w, w->item.first, f->to, part);

	*open -= part;
	f->disputed += money;
	f->nopen_dispute++;
	f->open_dispute_days += (int64_t)f->to - c->raised;
	if (money != 0)
		kpi_sums_reason(&w->sums, period,
		    kpi_note_reason(world->note, c->line), money);
}

static void
add_claims(struct kpi_work *w, size_t period)
{
	const struct kpi_world *world = w->world;
	struct kpi_facts *f = &w->sums.facts[period];
	struct ledger_claim *claims;
	size_t n = ledger_claims(world->ledger, w->item.number, f->to, &claims);
	int128 open = 0, rest;

	for (size_t i = 0; i < w->item.n; i++)
		open += w->item.share[i].open[world->days.end[period]];
	sort_claims(world->ledger, claims, n);
	rest = open;
	for (size_t i = 0; i < n; i++) {
		const struct ledger_claim *c = &claims[i];

		if (c->left > 0 && open > 0)
			add_open(w, period, c, &rest);
		if (c->left == 0 && c->raised != DATE_NONE &&
		    c->resolved != DATE_NONE && c->resolved >= f->from)
			add_length(w, period, (int64_t)c->resolved - c->raised);
	}
	mem_free(claims);
}

void
kpi_add_disputes(struct kpi_work *w)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->event;
	bool any = false;

	for (; w->item.own && i != LEDGER_NONE; i = ledger_event(l, i)->next)
		any = any || ledger_event(l, i)->type == TYPE_DISPUTE;
	if (!any)
		return;
	for (size_t p = 0; p < w->world->nperiod; p++)
		add_claims(w, p);
}
