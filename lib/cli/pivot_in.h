/* Inside the pivot: pivot.c adds up, pivot_sort.c shows what came of it. */
#ifndef CLI_PIVOT_IN_H
#define CLI_PIVOT_IN_H

#include <stdbool.h>

#include "cli/pivot.h"

#define PIVOT_WAITING 64 /* additions held back */
#define PIVOT_SHORT   48 /* longest key that can wait */

/* What tells a key, in 96 bits of hash, and 1 + the number of its row. */
struct pivot_slot {
	uint64_t hash;
	uint32_t more, row;
};

/* The side of a row that is seldom looked at. */
struct pivot_row {
	struct hash hash;
	const char *key;
	uint32_t len;
	uint32_t spilt; /* 1 + its place among the spills, or 0 */
};

/* A row to be put in order, and the first bytes of its key. */
struct pivot_rank {
	uint64_t start;
	uint32_t row;
};

struct pivot_chunk {
	struct pivot_chunk *below;
	size_t used, size;
	char *bytes;
};

struct pivot {
	size_t n;
	struct pivot_slot *slots;
	size_t mask;
	struct pivot_row *rows;
	int64_t *sums; /* n a row */
	size_t nrow, row_cap, sum_cap;
	int128 *spills; /* what did not fit 64 bits, n a row that has some */
	size_t nspill, spill_cap;
	struct pivot_chunk *keys;
	struct pivot_entry wait[PIVOT_WAITING];
	size_t nwait;
	struct span wait_keys[PIVOT_WAITING];
	char wait_text[PIVOT_WAITING][PIVOT_SHORT];
	struct pivot_rank *ranks; /* room to sort in ... */
	struct pivot_rank *order; /* ... and the order, after pivot_sort */
	int128 *shown;
};

/* Adds what was held back. */
void pivot_settle(struct pivot *p);

/* The k-th amount of a row, all of it. */
static inline int128
pivot_amount(const struct pivot *p, size_t row, size_t k)
{
	int128 sum = p->sums[row * p->n + k];
	uint32_t spilt = p->rows[row].spilt;

	return spilt == 0 ? sum : sum + p->spills[(spilt - 1) * p->n + k];
}

#endif
