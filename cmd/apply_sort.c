#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/*
 * Results in the order of rows: by entity, customer, currency, date, doc.
 * Entities and customers are ranked by name first; results are then dealt out
 * by rank, and only those of one customer are compared.
 */

/* The first bytes decide nearly always. */
struct named {
	uint64_t head;
	struct span name;
	uint32_t customer;
};

struct row {
	const struct apply *a;
	uint32_t at, item, customer; /* customer: its rank */
	uint32_t pool, entity;       /* entity: its rank */
	int32_t date;
};

static uint64_t
head_of(struct span s)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < s.len ? (unsigned char)s.at[i] : 0);
	return head;
}

static int
by_name(const void *x, const void *y)
{
	const struct named *a = x, *b = y;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return span_compare(a->name, b->name);
}

static uint32_t *
rank_customers(const struct apply_world *w)
{
	uint32_t *rank = mem_array(w->n, sizeof *rank);
	struct named *named = mem_array(w->n, sizeof *named);

	for (uint32_t c = 0; c < w->n; c++) {
		struct span name = intern_text(w->names, c);

		named[c] = (struct named){head_of(name), name, c};
	}
	if (w->n > 1)
		qsort(named, w->n, sizeof *named, by_name);
	for (uint32_t i = 0; i < w->n; i++)
		rank[named[i].customer] = i;
	mem_free(named);
	return rank;
}

/* Pools are in the order of their entities' names. */
static uint32_t *
rank_entities(const struct apply_world *w)
{
	uint32_t *rank = mem_array(w->npool, sizeof *rank);

	for (uint32_t i = 1; i < w->npool; i++)
		rank[i] = rank[i - 1] +
			  (w->pools[i].entity != w->pools[i - 1].entity);
	return rank;
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

static struct row *
rows_of(const struct apply *a, const struct apply_fund *all, size_t n)
{
	uint32_t *customers = rank_customers(a->world);
	uint32_t *entities = rank_entities(a->world);
	struct row *rows = mem_array(n, sizeof *rows);

	for (size_t i = 0; i < n; i++) {
		const struct ledger_item *item =
		    ledger_item(a->ledger, all[i].item);
		uint32_t pool = apply_pool_of(a, item);

		if (i + 16 < n)
			ledger_fetch(a->ledger, all[i + 16].item, FETCH_ITEM);
		rows[i] = (struct row){.a = a,
		    .at = (uint32_t)i,
		    .item = all[i].item,
		    .customer = customers[apply_customer_of(a, all[i].item)],
		    .pool = pool,
		    .entity = entities[pool],
		    .date = all[i].date};
	}
	mem_free(customers);
	mem_free(entities);
	return rows;
}

static uint32_t
rank_of(const struct row *r, bool entity)
{
	return entity ? r->entity : r->customer;
}

/* Deals n rows out by one of their ranks, which are below `ranks`; those of
   one rank stay in their order. */
static struct row *
deal(struct row *rows, size_t n, uint32_t ranks, bool entity)
{
	size_t *next = mem_array((size_t)ranks + 1, sizeof *next);
	struct row *out;

	for (size_t i = 0; i < n; i++)
		next[rank_of(&rows[i], entity) + 1]++;
	for (uint32_t k = 0; k < ranks; k++)
		next[k + 1] += next[k];
	out = mem_array(n, sizeof *out);
	for (size_t i = 0; i < n; i++)
		out[next[rank_of(&rows[i], entity)]++] = rows[i];
	mem_free(next);
	mem_free(rows);
	return out;
}

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->pool != b->pool)
		return a->pool < b->pool ? -1 : 1;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return span_compare(apply_doc(a->a, a->item), apply_doc(a->a, b->item));
}

/* Rows of one entity and customer. */
static size_t
run_end(const struct row *rows, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && rows[end].customer == rows[i].customer &&
	       rows[end].entity == rows[i].entity)
		end++;
	return end;
}

static struct row *
sort(const struct apply *a, struct row *rows, size_t n)
{
	const struct apply_world *w = a->world;

	rows = deal(rows, n, w->n, false);
	if (w->npool > 1 && w->pools[0].entity != w->pools[w->npool - 1].entity)
		rows = deal(rows, n, w->npool, true);
	for (size_t i = 0, end; i < n; i = end) {
		end = run_end(rows, i, n);
		if (end > i + 1)
			qsort(rows + i, end - i, sizeof *rows, compare);
	}
	return rows;
}

void
apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	size_t count;
	struct apply_fund *all = gather(desks, n, &count);
	struct row *rows = sort(a, rows_of(a, all, count), count);

	a->funds = mem_array(count, sizeof *a->funds);
	a->nfund = count;
	for (size_t i = 0; i < count; i++) {
		if (i + 16 < count)
			__builtin_prefetch(&all[rows[i + 16].at]);
		a->funds[i] = all[rows[i].at];
	}
	mem_free(rows);
	mem_free(all);
}
