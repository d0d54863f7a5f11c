#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Results in the order of rows: by entity, customer, currency, date, doc. */

struct row {
	struct span customer, doc;
	uint32_t pool, at;
	int32_t date;
	const struct apply_world *w;
};

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	const struct apply_pool *p = &a->w->pools[a->pool];
	const struct apply_pool *q = &b->w->pools[b->pool];
	int c = p->entity == q->entity ? 0 : span_compare(p->name, q->name);

	if (c == 0)
		c = span_compare(a->customer, b->customer);
	if (c == 0)
		c = (a->pool > b->pool) - (a->pool < b->pool);
	if (c == 0)
		c = (a->date > b->date) - (a->date < b->date);
	return c != 0 ? c : span_compare(a->doc, b->doc);
}

static struct apply_fund *
gather(struct apply_desk *desks, uint32_t n, size_t *count)
{
	struct apply_fund *all;
	size_t sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nresult;
	all = mem_array(sum, sizeof *all);
	*count = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (desks[i].nresult > 0)
			memcpy(all + *count, desks[i].result,
			    desks[i].nresult * sizeof *all);
		*count += desks[i].nresult;
		mem_free(desks[i].result);
		desks[i].result = NULL;
	}
	return all;
}

void
apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t count;
	struct apply_fund *all = gather(desks, n, &count);
	struct row *rows = mem_array(count, sizeof *rows);

	for (size_t i = 0; i < count; i++) {
		const struct ledger_item *item =
		    ledger_item(a->ledger, all[i].item);

		rows[i] = (struct row){ledger_text(a->ledger, item->customer),
		    apply_doc(a, all[i].item), apply_pool_of(a, item),
		    (uint32_t)i, all[i].date, a->world};
	}
	if (count > 0)
		qsort(rows, count, sizeof *rows, compare);
	a->funds = mem_array(count, sizeof *a->funds);
	a->nfund = count;
	for (size_t i = 0; i < count; i++)
		a->funds[i] = all[rows[i].at];
	mem_free(rows);
	mem_free(all);
}
