#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Results in the order of rows: by entity, customer, currency, date, doc.
   Shares come in the order of customers, so that little is to be done. */

#define FEW 32

struct row {
	const struct apply *a;
	struct apply_key key;
};

static int
key_order(
    const struct apply *a, const struct apply_key *k, const struct apply_key *q)
{
	const struct apply_pool *p = a->world->pools;

	if (p[k->pool].entity != p[q->pool].entity)
		return k->pool < q->pool ? -1 : 1;
	if (k->customer != q->customer)
		return k->customer < q->customer ? -1 : 1;
	if (k->pool != q->pool)
		return k->pool < q->pool ? -1 : 1;
	if (k->date != q->date)
		return k->date < q->date ? -1 : 1;
	return span_compare(
	    apply_doc(a, k->fund->item), apply_doc(a, q->fund->item));
}

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	return key_order(a->a, &a->key, &b->key);
}

static void
sort(const struct apply *a, struct apply_key *key, size_t n)
{
	struct row *rows = mem_array(n, sizeof *rows);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct row){a, key[i]};
	qsort(rows, n, sizeof *rows, compare);
	for (size_t i = 0; i < n; i++)
		key[i] = rows[i].key;
	mem_free(rows);
}

static void
sort_few(const struct apply *a, struct apply_key *key, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct apply_key one = key[i];
		size_t at = i;

		for (; at > 0 && key_order(a, &key[at - 1], &one) > 0; at--)
			key[at] = key[at - 1];
		key[at] = one;
	}
}

/* While what they are of is at hand. */
void
apply_sort_group(struct apply_desk *d, size_t first)
{
	struct apply_run *r = &d->run[d->nrun - 1];
	struct apply_key *key;
	size_t n = d->nresult - first;

	if (n == 0)
		return;
	key = d->key + first;
	if (n > FEW)
		sort(d->apply, key, n);
	else
		sort_few(d->apply, key, n);
	r->sorted &=
	    first == r->first || key_order(d->apply, &key[-1], &key[0]) <= 0;
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

static bool
is_again(const struct apply *a, const struct apply_key *k)
{
	return k->family != APPLY_NONE && a->world->again[k->family];
}

/* Without those of families that were matched again, with others. */
static size_t
list(const struct apply *a, const struct apply_run *run, struct apply_key *to)
{
	size_t n = 0;

	for (size_t i = run->first; i < run->first + run->n; i++)
		if (!is_again(a, &run->desk->key[i]))
			to[n++] = run->desk->key[i];
	return n;
}

/* Runs are in order, as a rule, and so are they among each other. */
static struct apply_key *
gather(
    const struct apply *a, struct apply_desk *desks, uint32_t n, size_t *count)
{
	size_t nrun, sum = 0;
	struct apply_run *runs = gather_runs(desks, n, &nrun);
	struct apply_key *keys;
	bool sorted = true;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nresult;
	keys = mem_array(sum, sizeof *keys);
	*count = 0;
	for (size_t i = 0; i < nrun; i++) {
		size_t at = *count, more = list(a, &runs[i], keys + at);

		*count += more;
		sorted = sorted && runs[i].sorted &&
			 (at == 0 || more == 0 ||
			     key_order(a, &keys[at - 1], &keys[at]) <= 0);
	}
	if (!sorted)
		sort(a, keys, *count);
	mem_free(runs);
	return keys;
}

void
apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t count, cap = 0;
	struct apply_key *keys = gather(a, desks, n, &count);

	a->funds = mem_array(count, sizeof(void *));
	a->nfund = count;
	for (size_t i = 0; i < count; i++) {
		a->funds[i] = keys[i].fund;
		if (!keys[i].left)
			continue;
		a->left = mem_grow(a->left, &cap, a->nleft + 1, sizeof(void *));
		a->left[a->nleft++] = keys[i].fund;
	}
	mem_free(keys);
}
