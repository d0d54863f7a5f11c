#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"
#include "value/date.h"

/* Receipts and credit memos, as lib/rule/match takes them. */

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

static bool
shares_number(const struct apply *a, const struct apply_money *m)
{
	const struct ledger_item *i = ledger_item(a->ledger, m->item);

	return ledger_look(a->ledger, SIDE_DEBIT,
		   intern_text(a->world->names, m->customer),
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
	    .shared = (a->over || m->open == 0) && shares_number(a, m),
	    .block = m->block,
	    .twin = m->twin,
	    .own = own_item(d, m)};
}

static int
by_applied(const void *x, const void *y)
{
	const struct match_applied *a = x, *b = y;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->due > b->due) - (a->due < b->due);
}

/* Money of it that is on items of the group, by item and part. */
static void
add_applied(struct apply_desk *d, struct match_fund *f)
{
	const struct ledger *l = d->apply->ledger;
	uint32_t n = 0, out = 0;

	for (uint32_t i = ledger_item(l, f->tag)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		n += ledger_move(l, i)->type == TYPE_APPLY;
	f->applied = apply_room_take(&d->room, n * sizeof *f->applied);
	n = 0;
	for (uint32_t i = ledger_item(l, f->tag)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next) {
		const struct ledger_move *v = ledger_move(l, i);
		uint32_t item = apply_map_get(&d->items, v->other);

		if (v->type == TYPE_APPLY && v->date <= d->apply->asof &&
		    item != MATCH_NONE)
			f->applied[n++] = (struct match_applied){item,
			    ledger_move(l, i + 1)->due,
			    -ledger_move(l, i + 1)->amount};
	}
	if (n > 1)
		qsort(f->applied, n, sizeof *f->applied, by_applied);
	for (uint32_t i = 0; i < n; i++)
		if (out > 0 &&
		    by_applied(&f->applied[out - 1], &f->applied[i]) == 0)
			f->applied[out - 1].amount += f->applied[i].amount;
		else
			f->applied[out++] = f->applied[i];
	for (uint32_t i = 0; i < out; i++)
		if (f->applied[i].amount != 0)
			f->applied[f->napplied++] = f->applied[i];
}

static bool
same_row(const struct match_made *a, const struct match_made *b)
{
	return a->type == b->type && a->item == b->item && a->due == b->due &&
	       (a->reason == b->reason);
}

static void
add_made(struct apply_desk *d, struct match_fund *f)
{
	const struct apply *a = d->apply;
	const struct apply_made *made;
	size_t n = apply_made_of(a->notes, f->tag, &made), out = 0;

	f->made = apply_room_take(&d->room, n * sizeof *f->made);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_move *v =
		    ledger_move(a->ledger, made[i].move);
		struct match_made row = {
		    .item = v->item == f->tag
				? MATCH_NONE
				: apply_map_get(&d->items, v->item),
		    .due = v->due,
		    .type = v->type,
		    .amount = v->amount,
		    .reason = made[i].reason};
		size_t k = 0;

		if (v->date > a->asof ||
		    (row.item == MATCH_NONE && v->item != f->tag))
			continue;
		while (k < out && !same_row(&f->made[k], &row))
			k++;
		if (k == out)
			f->made[out++] = row;
		else
			f->made[k].amount += row.amount;
	}
	for (size_t i = 0; i < out; i++)
		if (f->made[i].amount != 0)
			f->made[f->nmade++] = f->made[i];
}

/* Only what was used before can be used again, or given back. */
static void
add_history(struct apply_desk *d, struct match_fund *f)
{
	if (f->open == f->received)
		return;
	add_applied(d, f);
	add_made(d, f);
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
	if (n > 1)
		qsort(all, n, sizeof *all, by_date);
	m->funds = mem_grow(m->funds, &d->fund_cap, n, sizeof *m->funds);
	d->fund = mem_grow(d->fund, &d->fund_at_cap, n, sizeof *d->fund);
	m->nfund = n;
	m->explain = MATCH_NONE;
	for (uint32_t i = 0; i < n; i++) {
		d->fund[i] = (uint32_t)(all[i].money - d->money);
		fill(d, all[i].money, &m->funds[i]);
		add_history(d, &m->funds[i]);
		if (d->apply->explain != NULL && m->funds[i].receipt &&
		    span_is(m->funds[i].doc, d->apply->explain))
			m->explain = i;
	}
	apply_lay_cites(d);
}
