#include <stdlib.h>

#include "base/mem.h"
#include "cli/pivot_in.h"

static const struct pivot *sorting; /* qsort has no argument to spare */

static struct span
key_of(const struct pivot *p, uint32_t row)
{
	return (struct span){p->rows[row].key, p->rows[row].len};
}

static int
by_key(const void *a, const void *b)
{
	const struct pivot_rank *x = a, *y = b;

	return span_compare(key_of(sorting, x->row), key_of(sorting, y->row));
}

/* The first eight bytes as a number of the same order. */
static uint64_t
start_of(struct span key)
{
	uint64_t start = 0;

	for (size_t i = 0; i < sizeof start; i++)
		start =
		    start << 8 | (i < key.len ? (unsigned char)key.at[i] : 0);
	return start;
}

/*
 * Puts n rows in order of their starts, byte by byte from the last one;
 * bytes that are the same in all are passed over.  There is room for n more
 * behind them; returns where the rows came to lie.
 */
static struct pivot_rank *
by_start(struct pivot_rank *from, size_t n)
{
	struct pivot_rank *to = from + n, *swap;

	for (unsigned shift = 0; shift < 64; shift += 8) {
		size_t at[257] = {0};

		for (size_t i = 0; i < n; i++)
			at[(from[i].start >> shift & 0xff) + 1]++;
		if (at[(from[0].start >> shift & 0xff) + 1] == n)
			continue;
		for (size_t i = 1; i < 256; i++)
			at[i] += at[i - 1];
		for (size_t i = 0; i < n; i++)
			to[at[from[i].start >> shift & 0xff]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	return from;
}

/* What starts alike is compared in full. */
static void
finish(struct pivot_rank *order, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n; end++)
			if (order[end].start != order[i].start)
				break;
		if (end > i + 1)
			qsort(order + i, end - i, sizeof *order, by_key);
	}
}

void
pivot_sort(struct pivot *p)
{
	pivot_settle(p);
	mem_free(p->ranks);
	p->ranks = mem_array(p->nrow, 2 * sizeof *p->ranks);
	for (size_t i = 0; i < p->nrow; i++) {
		p->ranks[i].start = start_of(key_of(p, (uint32_t)i));
		p->ranks[i].row = (uint32_t)i;
	}
	sorting = p;
	p->order = p->nrow > 0 ? by_start(p->ranks, p->nrow) : NULL;
	finish(p->order, p->nrow);
}

size_t
pivot_count(const struct pivot *p)
{
	return p->nrow;
}

/* Rows lie in the order they came in: asks for one soon needed, so that the
   walk through them seldom waits for memory. */
static void
fetch(const struct pivot *p, size_t i)
{
	const struct pivot_rank *order = p->order;

	if (i + 16 >= p->nrow)
		return;
	__builtin_prefetch(&p->rows[order[i + 16].row]);
	__builtin_prefetch(p->rows[order[i + 8].row].key);
	__builtin_prefetch(&p->sums[order[i + 8].row * p->n]);
	__builtin_prefetch(&p->sums[order[i + 8].row * p->n + p->n - 1]);
}

struct span
pivot_key(const struct pivot *p, size_t i)
{
	fetch(p, i);
	return key_of(p, p->order[i].row);
}

const int128 *
pivot_at(struct pivot *p, size_t i)
{
	for (size_t k = 0; k < p->n; k++)
		p->shown[k] = pivot_amount(p, p->order[i].row, k);
	return p->shown;
}
