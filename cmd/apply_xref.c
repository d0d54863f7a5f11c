#include "book/aliases.h"
#include "cmd/apply_in.h"

/* Cross references: the customer's numbers for our documents. */

static unsigned
scope_of(const struct apply *a, const struct apply_ask *ask, uint32_t customer)
{
	const struct apply_world *w = a->world;

	if (customer == ask->customer)
		return 0;
	if (ask->customer != w->unidentified &&
	    w->family[customer] == w->family[ask->customer])
		return 1;
	return 2;
}

/* The document in any currency of the entity. */
static void
take(struct apply_desk *d, const struct apply_ask *ask, struct alias alias,
    unsigned rank)
{
	const struct apply *a = d->apply;
	enum ledger_side side =
	    ask->want == WANT_DEBIT ? SIDE_DEBIT : SIDE_CREDIT;

	for (uint32_t p = 0; p < a->npool; p++) {
		const struct apply_pool *pool = &a->world->pools[p];
		uint32_t item = LEDGER_NONE;

		if (pool->entity == ask->entity)
			item = ledger_look(a->ledger, side, alias.customer,
			    alias.doc, pool->name, pool->currency);
		if (item != LEDGER_NONE && apply_is_wanted(d, ask, item) &&
		    ledger_item(a->ledger, item)->date <= a->asof)
			apply_hit(d, item, rank);
	}
}

static void
look(struct apply_desk *d, const struct apply_ask *ask, enum alias_by by,
    bool anyone)
{
	const struct apply *a = d->apply;

	for (uint32_t i =
		 aliases_find(a->aliases, ALIAS_XREF, ask->number->text, by);
	     i != ALIASES_NONE; i = aliases_next(a->aliases, i, by)) {
		struct alias alias = aliases_at(a->aliases, i);
		uint32_t c = apply_customer_find(a->world, alias.customer);
		unsigned scope = scope_of(a, ask, c);

		if ((scope == 2) == anyone)
			take(d, ask, alias,
			    apply_rank(ask->number, scope, NUMBER_XREF));
	}
}

void
apply_look_xref(struct apply_desk *d, const struct apply_ask *ask, bool anyone)
{
	look(d, ask, ALIAS_WRITTEN, anyone);
	look(d, ask, ALIAS_NORMAL, anyone);
}
