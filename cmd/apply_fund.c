#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"
#include "value/date.h"

/* Receipts and credit memos, as lib/rule/match takes them. */

#define FEW 32

static int
by_date(const void *x, const void *y)
{
	const struct apply_twin *a = x, *b = y;
	const struct apply_money *m = a->money, *n = b->money;
	int c;

	if (m->date != n->date)
		return m->date < n->date ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	c = span_compare(a->doc, b->doc);
	if (c == 0)
		c = (m->pool > n->pool) - (m->pool < n->pool);
	return c != 0 ? c : (m->item > n->item) - (m->item < n->item);
}

/* Most customers have few: these need no room. */
void
apply_sort_twins(struct apply_twin *all, size_t n,
    int (*compare)(const void *x, const void *y))
{
	if (n > FEW) {
		qsort(all, n, sizeof *all, compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct apply_twin one = all[i];
		size_t at = i;

		for (; at > 0 && compare(&all[at - 1], &one) > 0; at--)
			all[at] = all[at - 1];
		all[at] = one;
	}
}

static bool
shares_number(const struct apply *a, const struct apply_money *m)
{
	const struct ledger_item *i = ledger_item(a->ledger, m->item);

	return ledger_look(a->ledger, SIDE_DEBIT,
		   apply_name(a->world, m->customer),
		   ledger_text(a->ledger, i->doc),
		   ledger_text(a->ledger, i->entity),
		   i->currency) != LEDGER_NONE;
}

/* A credit memo's ref: an item of its customer. */
static uint32_t
own_item(const struct apply_desk *d, const struct apply_money *m)
{
	const struct apply *a = d->apply;
	const struct ledger_item *i = ledger_item(a->ledger, m->item);
	struct span cells[APPLY_CELLS];

	if (m->receipt)
		return MATCH_NONE;
	apply_money_cells(a, m, cells);
	if (cells[CELL_REF].len == 0)
		return MATCH_NONE;
	return apply_map_get(
	    &d->items, ledger_look(a->ledger, SIDE_DEBIT,
			   ledger_text(a->ledger, i->customer), cells[CELL_REF],
			   ledger_text(a->ledger, i->entity), i->currency));
}

static void
fill(struct apply_desk *d, const struct apply_money *m, struct match_fund *f)
{
	const struct apply *a = d->apply;
	bool by_doc = a->by_doc_date && m->doc_date != DATE_NONE;

	*f = (struct match_fund){.tag = m->item,
	    .customer = a->world->place[m->customer],
	    .pool = m->pool,
	    .doc = apply_doc(a, m->item),
	    .date = m->date,
	    .judged = by_doc ? m->doc_date : m->date,
	    .open = m->open,
	    .received = m->received,
	    .receipt = m->receipt,
	    .past = m->past,
	    .shared = (a->over || m->open == 0) && shares_number(a, m),
	    .block = m->block,
	    .twin = m->twin,
	    .own = own_item(d, m)};
}

void
apply_lay_funds(struct apply_desk *d)
{
	struct match *m = &d->match;
	struct apply_twin *all =
	    apply_room_take(&d->room, d->nmoney * sizeof *all);
	uint32_t n = 0;

	for (size_t i = 0; i < d->nmoney; i++)
		if (d->money[i].used)
			all[n++] = (struct apply_twin){&d->money[i],
			    apply_doc(d->apply, d->money[i].item),
			    d->apply->world->place[d->money[i].customer]};
	apply_sort_twins(all, n, by_date);
	m->funds = mem_grow(m->funds, &d->fund_cap, n, sizeof *m->funds);
	d->fund = mem_grow(d->fund, &d->fund_at_cap, n, sizeof *d->fund);
	m->nfund = n;
	m->explain = MATCH_NONE;
	for (uint32_t i = 0; i < n; i++) {
		d->fund[i] = (uint32_t)(all[i].money - d->money);
		fill(d, all[i].money, &m->funds[i]);
		apply_lay_history(d, &m->funds[i]);
		if (d->apply->explain != NULL && m->funds[i].receipt &&
		    span_is(m->funds[i].doc, d->apply->explain))
			m->explain = i;
	}
	apply_lay_cites(d);
}
