#include "cli/pivot.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/mem.h"

struct entry {
	struct span key;
	uint32_t id;
};

struct pivot {
	struct intern *keys;
	size_t n;
	int128 *sums;
	size_t cap;
	struct entry *order; /* after pivot_sort */
};

struct pivot *
pivot_new(size_t n)
{
	struct pivot *p = mem_array(1, sizeof *p);

	p->keys = intern_new();
	p->n = n;
	return p;
}

void
pivot_free(struct pivot *p)
{
	if (p == NULL)
		return;
	intern_free(p->keys);
	mem_free(p->sums);
	mem_free(p->order);
	mem_free(p);
}

int128 *
pivot_row(struct pivot *p, struct span key)
{
	uint32_t known = intern_count(p->keys);
	uint32_t id = intern_add(p->keys, key);
	size_t at = (size_t)id * p->n;

	if (id == known) {
		p->sums =
		    mem_grow(p->sums, &p->cap, at + p->n, sizeof *p->sums);
		memset(&p->sums[at], 0, p->n * sizeof *p->sums);
	}
	return &p->sums[at];
}

void
pivot_merge(struct pivot *p, const struct pivot *from)
{
	uint32_t n = intern_count(from->keys);

	for (uint32_t id = 0; id < n; id++) {
		int128 *to = pivot_row(p, intern_text(from->keys, id));

		for (size_t i = 0; i < p->n; i++)
			to[i] += from->sums[(size_t)id * p->n + i];
	}
}

size_t
pivot_count(const struct pivot *p)
{
	return intern_count(p->keys);
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return span_compare(x->key, y->key);
}

void
pivot_sort(struct pivot *p)
{
	size_t n = pivot_count(p);

	mem_free(p->order);
	p->order = mem_array(n, sizeof *p->order);
	for (uint32_t i = 0; i < n; i++)
		p->order[i] = (struct entry){intern_text(p->keys, i), i};
	qsort(p->order, n, sizeof *p->order, by_key);
}

struct span
pivot_key(const struct pivot *p, size_t i)
{
	return p->order[i].key;
}

int128 *
pivot_at(const struct pivot *p, size_t i)
{
	return &p->sums[(size_t)p->order[i].id * p->n];
}
