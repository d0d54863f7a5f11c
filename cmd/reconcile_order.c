#include <stdlib.h>

#include "base/mem.h"
#include "cmd/reconcile_lines.h"
#include "value/currency.h"

/* Which units there are, in order, and how a report says which it is of. */

struct named {
	struct span entity, account, currency;
	uint32_t unit;
};

static struct named
name_unit(const struct reconcile_run *r, uint32_t unit)
{
	const struct recon_unit *u = &r->units[unit];

	return (struct named){reconcile_text(r, u->entity),
	    reconcile_text(r, u->account), span_of(currency_code(u->currency)),
	    unit};
}

static int
by_names(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_compare(x->entity, y->entity);

	if (c == 0)
		c = span_compare(x->account, y->account);
	return c != 0 ? c : span_compare(x->currency, y->currency);
}

uint32_t *
reconcile_unit_order(const struct reconcile_run *r, size_t *n)
{
	struct named *named = mem_array(r->nunit + 1, sizeof *named);
	uint32_t *order = mem_array(r->nunit + 1, sizeof *order);

	*n = 0;
	for (uint32_t i = 0; i < r->nunit; i++)
		if (r->units[i].compared)
			named[(*n)++] = name_unit(r, i);
	qsort(named, *n, sizeof *named, by_names);
	for (size_t i = 0; i < *n; i++)
		order[i] = named[i].unit;
	mem_free(named);
	return order;
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
	struct named n = name_unit(r, unit);

	csvout_text(w, n.entity);
	csvout_text(w, n.account);
	csvout_text(w, n.currency);
}
