#include "base/mem.h"
#include "cmd/apply_group.h"

/* What the receipts of a group name, and whom that brings together. */

static void
link_to(struct apply_desk *d, uint32_t customer, uint32_t item)
{
	const struct apply_world *w = d->apply->world;
	uint32_t a = w->family[customer];
	uint32_t b = w->family[apply_customer_of(d->apply, item)];

	if (a == b)
		return;
	d->link =
	    mem_grow(d->link, &d->link_cap, d->nlink + 1, sizeof *d->link);
	d->link[d->nlink][0] = a;
	d->link[d->nlink++][1] = b;
}

static void
link_cited(struct apply_desk *d, uint32_t customer)
{
	for (size_t i = 0; i < d->ncited; i++) {
		const struct apply_cited *c = &d->cited[i];

		if (c->found == FOUND_ITEM || c->found == FOUND_CREDIT)
			link_to(d, customer, c->item);
		for (uint32_t k = 0;
		     c->found == FOUND_AMBIGUOUS && k < c->nmeant; k++)
			link_to(d, customer, c->meant[k]);
	}
}

static uint32_t
causes_of(const struct apply *a, const struct apply_money *m)
{
	struct span memo = apply_money_memo(a, m);

	return memo.len > 0 ? cites_cause(memo) : 0;
}

static void
scan_money(struct apply_desk *d, struct apply_money *m)
{
	struct apply_cited *to;

	apply_cites(d, m);
	link_cited(d, m->customer);
	to = apply_room_take(&d->room, d->ncited * sizeof *to);
	if (d->ncited > 0)
		memcpy(to, d->cited, d->ncited * sizeof *to);
	m->said = (struct apply_said){
	    to, (uint32_t)d->ncited, causes_of(d->apply, m)};
}

/* A receipt that may be returned brings those together that it paid. */
static void
scan_return(struct apply_desk *d, uint32_t customer, uint32_t item)
{
	const struct apply *a = d->apply;
	const struct apply_made *made;
	size_t n = apply_made_of(a->notes, item, &made);

	for (uint32_t i = ledger_item(a->ledger, item)->move; i != LEDGER_NONE;
	     i = ledger_move(a->ledger, i)->next)
		if (ledger_move(a->ledger, i)->type == TYPE_APPLY)
			link_to(d, customer, ledger_move(a->ledger, i)->other);
	for (size_t i = 0; i < n; i++)
		link_to(
		    d, customer, ledger_move(a->ledger, made[i].move)->item);
}

void
apply_scan(struct apply_desk *d)
{
	for (size_t i = 0; i < d->nmoney; i++) {
		struct apply_money *m = &d->money[i];

		if (m->used && m->receipt && m->block == BLOCK_NOT)
			scan_money(d, m);
		if (m->receipt && m->transfer == 0 && d->nback > 0)
			scan_return(d, m->customer, m->item);
	}
}
