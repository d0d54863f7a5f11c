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

static struct apply_key
key_of(const struct apply *a, const struct apply_fund *f)
{
	return (struct apply_key){f,
	    apply_pool_of(a, ledger_item(a->ledger, f->item)),
	    apply_customer_of(a, f->item)};
}

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
	if (k->fund->date != q->fund->date)
		return k->fund->date < q->fund->date ? -1 : 1;
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
sort(const struct apply *a, const struct apply_fund **funds, size_t n)
{
	struct row *rows = mem_array(n, sizeof *rows);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct row){a, key_of(a, funds[i])};
	qsort(rows, n, sizeof *rows, compare);
	for (size_t i = 0; i < n; i++)
		funds[i] = rows[i].key.fund;
	mem_free(rows);
}

/* Insertion: they come by date, so most stay where they are. */
static void
sort_few(struct apply_desk *d, const struct apply_fund **funds, size_t n)
{
	const struct apply *a = d->apply;
	struct apply_key key[FEW];

	for (size_t i = 0; i < n; i++) {
		struct apply_key one = key_of(a, funds[i]);
		size_t at = i;

		for (; at > 0 && key_order(a, &key[at - 1], &one) > 0; at--)
			key[at] = key[at - 1];
		key[at] = one;
	}
	for (size_t i = 0; i < n; i++)
		funds[i] = key[i].fund;
}

/* While what they are of is at hand. */
void
apply_sort_group(struct apply_desk *d, size_t first)
{
	struct apply_run *r = &d->run[d->nrun - 1];
	const struct apply_fund **funds;
	size_t n = d->nresult - first;
	struct apply_key last, next;

	if (n == 0)
		return;
	funds = d->result + first;
	if (n > FEW)
		sort(d->apply, funds, n);
	else
		sort_few(d, funds, n);
	if (first == r->first)
		return;
	last = key_of(d->apply, funds[-1]);
	next = key_of(d->apply, funds[0]);
	r->sorted &= key_order(d->apply, &last, &next) <= 0;
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

/* Tried alone, but then matched again, with others. */
static bool
is_again(const struct apply *a, const struct apply_fund *f)
{
	const struct apply_world *w = a->world;

	return w->again[w->family[apply_customer_of(a, f->item)]];
}

/* Without those of families that were matched again. */
static size_t
list(const struct apply *a, const struct apply_run *run,
    const struct apply_fund **to)
{
	const struct apply_fund *const *from;
	bool some = run->alone && a->world->ngroup > 0;
	size_t n = 0;

	if (run->n == 0)
		return 0;
	from = run->desk->result + run->first;
	for (size_t i = 0; i < run->n; i++)
		if (!some || !is_again(a, from[i]))
			to[n++] = from[i];
	return n;
}

static bool
in_order(const struct apply *a, const struct apply_fund *const *next)
{
	struct apply_key x = key_of(a, next[-1]), y = key_of(a, next[0]);

	return key_order(a, &x, &y) <= 0;
}

/* Runs are in order, as a rule, and so are they among each other. */
static void
gather(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t nrun, sum = 0;
	struct apply_run *runs = gather_runs(desks, n, &nrun);
	bool sorted = true;

	for (uint32_t i = 0; i < n; i++)
		sum += desks[i].nresult;
	a->funds = mem_array(sum, sizeof(void *));
	for (size_t i = 0; i < nrun; i++) {
		const struct apply_fund **to = a->funds + a->nfund;
		size_t more = list(a, &runs[i], to);

		sorted = sorted && runs[i].sorted &&
			 (a->nfund == 0 || more == 0 || in_order(a, to));
		a->nfund += more;
	}
	if (!sorted)
		sort(a, a->funds, a->nfund);
	mem_free(runs);
}

void
apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t cap = 0;

	gather(a, desks, n);
	for (size_t i = 0; i < a->nfund; i++) {
		if (a->funds[i]->left == NULL)
			continue;
		a->left = mem_grow(a->left, &cap, a->nleft + 1, sizeof(void *));
		a->left[a->nleft++] = a->funds[i];
	}
}
