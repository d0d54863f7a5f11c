#include <stdlib.h>

#include "base/mem.h"
#include "cmd/reconcile.h"
#include "value/currency.h"

/* A unit by its names. */
struct named {
	struct span entity, account, currency;
	uint32_t unit;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_compare(x->entity, y->entity);

	if (c == 0)
		c = span_compare(x->account, y->account);
	return c != 0 ? c : span_compare(x->currency, y->currency);
}

static struct named *
sorted(const struct reconcile_run *r)
{
	struct named *all = mem_array(r->nunit + 1, sizeof *all);

	for (uint32_t u = 0; u < r->nunit; u++) {
		const struct recon_unit *unit = &r->units[u];

		all[u] = (struct named){reconcile_text(r, unit->entity),
		    reconcile_text(r, unit->account),
		    span_of(currency_code(unit->currency)), u};
	}
	qsort(all, r->nunit, sizeof *all, by_name);
	return all;
}

uint32_t *
reconcile_ranks(const struct reconcile_run *r)
{
	struct named *all = sorted(r);
	uint32_t *rank = mem_array(r->nunit + 1, sizeof *rank);

	for (uint32_t i = 0; i < r->nunit; i++)
		rank[all[i].unit] = i;
	mem_free(all);
	return rank;
}

uint32_t *
reconcile_order(const struct reconcile_run *r)
{
	struct named *all = sorted(r);
	uint32_t *units = mem_array(r->nunit + 1, sizeof *units);

	for (uint32_t i = 0; i < r->nunit; i++)
		units[i] = all[i].unit;
	mem_free(all);
	return units;
}
