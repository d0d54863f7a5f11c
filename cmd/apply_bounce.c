/* What the bank took back from nobody known is nobody's: it is not moved to a
   customer. */
#include "base/mem.h"
#include "cmd/apply_group.h"

size_t
apply_returns_of(struct apply_desk *d, uint32_t customer, uint32_t **items)
{
	const struct apply_world *w = d->apply->world;
	size_t n = 0, cap = 0;

	for (uint32_t i = w->start[customer]; i < w->start[customer + 1]; i++) {
		if (!apply_is_return(d->apply, w->list[i]) ||
		    apply_open(d, w->list[i]) <= 0)
			continue;
		*items = mem_grow(*items, &cap, n + 1, sizeof **items);
		(*items)[n++] = w->list[i];
	}
	return n;
}

bool
apply_wants_back(struct apply_desk *d, const struct apply_money *m,
    const uint32_t *returns, size_t n)
{
	const struct ledger *l = d->apply->ledger;
	const struct ledger_item *mine = ledger_item(l, m->item);

	for (size_t i = 0; i < n; i++) {
		const struct ledger_item *back = ledger_item(l, returns[i]);
		struct span ref = apply_return_ref(d->apply, returns[i]);

		if (apply_pool_of(d->apply, back) != m->pool)
			continue;
		if (ref.len > 0 ? span_equal(ref, ledger_text(l, mine->doc))
				: apply_open(d, returns[i]) == m->received &&
				      m->date <= back->date)
			return true;
	}
	return false;
}
