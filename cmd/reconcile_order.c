#include <stdlib.h>

#include "base/mem.h"
#include "cmd/reconcile_lines.h"
#include "value/currency.h"

/* Which units there are, in order, and how a report says which it is of. */

struct named {
	struct reconcile_names names;
	uint32_t unit;
};

struct reconcile_names
reconcile_names(const struct reconcile_run *r, uint32_t entity,
    uint32_t account, int currency)
{
	return (struct reconcile_names){reconcile_text(r, entity),
	    reconcile_text(r, account), span_of(currency_code(currency))};
}

int
reconcile_by_names(const void *a, const void *b)
{
	const struct reconcile_names *x = a, *y = b;
	int c = span_compare(x->entity, y->entity);

	if (c == 0)
		c = span_compare(x->account, y->account);
	return c != 0 ? c : span_compare(x->currency, y->currency);
}

static struct reconcile_names
names_of(const struct reconcile_run *r, uint32_t unit)
{
	const struct recon_unit *u = &r->units[unit];

	return reconcile_names(r, u->entity, u->account, u->currency);
}

static struct named *
sorted(const struct reconcile_run *r)
{
	struct named *all = mem_array(r->nunit + 1, sizeof *all);

	for (uint32_t u = 0; u < r->nunit; u++)
		all[u] = (struct named){names_of(r, u), u};
	qsort(all, r->nunit, sizeof *all, reconcile_by_names);
	return all;
}

uint32_t *
reconcile_unit_order(const struct reconcile_run *r, size_t *n)
{
	struct named *all = sorted(r);
	uint32_t *order = mem_array(r->nunit + 1, sizeof *order);

	*n = 0;
	for (uint32_t i = 0; i < r->nunit; i++)
		if (r->units[all[i].unit].compared)
			order[(*n)++] = all[i].unit;
	mem_free(all);
	return order;
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

void
reconcile_unit_columns(struct csvout *w)
{
	csvout_column(w, span_of("entity"), CSV_TEXT);
	csvout_column(w, span_of("account"), CSV_TEXT);
	csvout_column(w, span_of("currency"), CSV_TEXT);
}

void
reconcile_unit_cells(
    const struct reconcile_run *r, struct csvout *w, uint32_t unit)
{
	struct reconcile_names n = names_of(r, unit);

	csvout_text(w, n.entity);
	csvout_text(w, n.account);
	csvout_text(w, n.currency);
}
