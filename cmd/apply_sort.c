#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Results in the order of rows: by entity, customer, currency, date, doc.
   Shares come in the order of customers, so that little is to be done. */

struct row {
	const struct apply *a;
	struct apply_key key;
};

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	const struct apply_key *k = &a->key, *q = &b->key;
	const struct apply_pool *p = a->a->world->pools;

	if (p[k->pool].entity != p[q->pool].entity)
		return k->pool < q->pool ? -1 : 1;
	if (k->customer != q->customer)
		return k->customer < q->customer ? -1 : 1;
	if (k->pool != q->pool)
		return k->pool < q->pool ? -1 : 1;
	if (k->fund->date != q->fund->date)
		return k->fund->date < q->fund->date ? -1 : 1;
	return span_compare(
	    apply_doc(a->a, k->fund->item), apply_doc(a->a, q->fund->item));
}

static int
by_share(const void *x, const void *y)
{
	const struct apply_run *a = x, *b = y;

	return (a->share > b->share) - (a->share < b->share);
}

static struct apply_run *
gather_runs(struct apply_desk *desks, uint32_t n, size_t *nrun)
{
	struct apply_run *runs;
	size_t sum = 0;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nrun;
	runs = mem_array(sum, sizeof *runs);
	*nrun = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (desks[i].nrun > 0)
			memcpy(runs + *nrun, desks[i].run,
			    desks[i].nrun * sizeof *runs);
		*nrun += desks[i].nrun;
	}
	if (*nrun > 0)
		qsort(runs, *nrun, sizeof *runs, by_share);
	return runs;
}

/* Without those of families that were matched again, with others. */
static size_t
list(const struct apply *a, const struct apply_run *run, struct row *to)
{
	const struct apply_desk *d = run->desk;
	size_t n = 0;

	for (size_t i = run->first; i < run->first + run->n; i++) {
		uint32_t f = d->key[i].family;

		if (f == APPLY_NONE || !a->world->again[f])
			to[n++] = (struct row){a, d->key[i]};
	}
	return n;
}

static struct row *
gather(
    const struct apply *a, struct apply_desk *desks, uint32_t n, size_t *count)
{
	size_t nrun, sum = 0;
	struct apply_run *runs = gather_runs(desks, n, &nrun);
	struct row *rows;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nresult;
	rows = mem_array(sum, sizeof *rows);
	*count = 0;
	for (size_t i = 0; i < nrun; i++)
		*count += list(a, &runs[i], rows + *count);
	mem_free(runs);
	return rows;
}

void
apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t count;
	struct row *rows = gather(a, desks, n, &count);
	bool sorted = true;

	for (size_t i = 1; sorted && i < count; i++)
		sorted = compare(&rows[i - 1], &rows[i]) <= 0;
	if (!sorted)
		qsort(rows, count, sizeof *rows, compare);
	a->funds = mem_array(count, sizeof(void *));
	a->nfund = count;
	for (size_t i = 0; i < count; i++)
		a->funds[i] = rows[i].key.fund;
	mem_free(rows);
}
