#include "cli/pivot.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"

#define WAITING 64 /* additions held back */
#define SHORT   48 /* longest key that can wait */
#define CHUNK   ((size_t)1 << 16)

/* An addition that waits for its row to come from memory. */
struct waiting {
	struct hash hash;
	int64_t amount;
	uint32_t place, len;
	char key[SHORT];
};

/* A row; its amounts, 64 bits each, follow at stride. */
struct row {
	struct hash hash;
	const char *key;
	uint32_t len;
	uint32_t spilt; /* 1 + its place among the spills, or 0 */
};

struct chunk {
	struct chunk *below;
	size_t used, size;
	char *bytes;
};

struct pivot {
	size_t n, stride;
	uint32_t *slots; /* 1 + number of a row, or 0 */
	size_t mask;
	char *rows;
	size_t nrow, cap;
	int128 *spills; /* what did not fit 64 bits, n amounts a row */
	size_t nspill, spill_cap;
	struct chunk *keys;
	struct waiting wait[WAITING];
	size_t nwait;
	uint32_t *order; /* after pivot_sort */
	int128 *shown;
};

struct pivot *
pivot_new(size_t n)
{
	struct pivot *p = mem_array(1, sizeof *p);

	p->n = n;
	p->stride = sizeof(struct row) + n * sizeof(int64_t);
	p->mask = 1023;
	p->slots = mem_array(p->mask + 1, sizeof *p->slots);
	p->shown = mem_array(n, sizeof *p->shown);
	return p;
}

void
pivot_free(struct pivot *p)
{
	if (p == NULL)
		return;
	while (p->keys != NULL) {
		struct chunk *c = p->keys;

		p->keys = c->below;
		mem_free(c->bytes);
		mem_free(c);
	}
	mem_free(p->slots);
	mem_free(p->rows);
	mem_free(p->spills);
	mem_free(p->order);
	mem_free(p->shown);
	mem_free(p);
}

static struct row *
row_at(const struct pivot *p, size_t i)
{
	return (struct row *)(void *)(p->rows + i * p->stride);
}

static int64_t *
amounts_of(struct row *r)
{
	return (int64_t *)(void *)(r + 1);
}

static const char *
keep_key(struct pivot *p, const char *key, size_t len)
{
	struct chunk *c = p->keys;

	if (c == NULL || c->size - c->used < len) {
		c = mem_array(1, sizeof *c);
		c->size = len > CHUNK ? len : CHUNK;
		c->bytes = mem_array(c->size, 1);
		c->below = p->keys;
		p->keys = c;
	}
	memcpy(c->bytes + c->used, key, len);
	c->used += len;
	return c->bytes + c->used - len;
}

static void
slots_grow(struct pivot *p)
{
	mem_free(p->slots);
	p->mask = p->mask * 2 + 1;
	p->slots = mem_array(p->mask + 1, sizeof *p->slots);
	for (size_t i = 0; i < p->nrow; i++) {
		size_t s = row_at(p, i)->hash.a & p->mask;

		while (p->slots[s] != 0)
			s = (s + 1) & p->mask;
		p->slots[s] = (uint32_t)i + 1;
	}
}

static struct row *
row_new(struct pivot *p, struct hash hash, const char *key, size_t len)
{
	struct row *r;

	if (p->nrow == UINT32_MAX - 1)
		diag_fail("more than 4 billion groups");
	p->rows = mem_grow(p->rows, &p->cap, p->nrow + 1, p->stride);
	r = row_at(p, p->nrow++);
	memset(r, 0, p->stride);
	r->hash = hash;
	r->len = (uint32_t)len;
	r->key = keep_key(p, key, len);
	return r;
}

/* The row of a key, which is added when new. */
static struct row *
row_of(struct pivot *p, struct hash hash, const char *key, size_t len)
{
	size_t s = hash.a & p->mask;

	for (; p->slots[s] != 0; s = (s + 1) & p->mask) {
		struct row *r = row_at(p, p->slots[s] - 1);

		if (r->hash.a == hash.a && r->hash.b == hash.b)
			return r;
	}
	p->slots[s] = (uint32_t)p->nrow + 1;
	row_new(p, hash, key, len);
	if (p->nrow > p->mask / 2)
		slots_grow(p);
	return row_at(p, p->nrow - 1);
}

/* An amount beyond 64 bits: what there was goes aside. */
static void
spill(struct pivot *p, struct row *r, size_t place, int128 amount)
{
	if (r->spilt == 0) {
		p->spills = mem_grow(p->spills, &p->spill_cap,
		    (p->nspill + 1) * p->n, sizeof *p->spills);
		memset(
		    &p->spills[p->nspill * p->n], 0, p->n * sizeof *p->spills);
		r->spilt = (uint32_t)++p->nspill;
	}
	p->spills[(r->spilt - 1) * p->n + place] += amount;
}

static void
put(struct pivot *p, struct row *r, size_t place, int64_t amount)
{
	int64_t *to = &amounts_of(r)[place], sum;

	if (__builtin_add_overflow(*to, amount, &sum)) {
		spill(p, r, place, (int128)*to + amount);
		sum = 0;
	}
	*to = sum;
}

/* Two rounds, so that memory is asked for all rows before one is needed. */
static void
settle(struct pivot *p)
{
	for (size_t i = 0; i < p->nwait; i++) {
		const struct waiting *w = &p->wait[i];
		uint32_t at = p->slots[w->hash.a & p->mask];
		struct row *r = row_at(p, at > 0 ? at - 1 : 0);

		__builtin_prefetch(r, 1);
		__builtin_prefetch(&amounts_of(r)[w->place], 1);
	}
	for (size_t i = 0; i < p->nwait; i++) {
		const struct waiting *w = &p->wait[i];

		put(p, row_of(p, w->hash, w->key, w->len), w->place, w->amount);
	}
	p->nwait = 0;
}

void
pivot_add(struct pivot *p, struct span key, size_t place, int64_t amount)
{
	struct hash hash = hash_pair((struct hash){1, 2}, key);
	struct waiting *w = &p->wait[p->nwait];

	if (key.len > SHORT) {
		put(p, row_of(p, hash, key.at, key.len), place, amount);
		return;
	}
	__builtin_prefetch(&p->slots[hash.a & p->mask]);
	w->hash = hash;
	w->amount = amount;
	w->place = (uint32_t)place;
	w->len = (uint32_t)key.len;
	memcpy(w->key, key.at, key.len);
	if (++p->nwait == WAITING)
		settle(p);
}

void
pivot_merge(struct pivot *p, struct pivot *from)
{
	settle(p);
	settle(from);
	for (size_t i = 0; i < from->nrow; i++) {
		struct row *r = row_at(from, i);
		struct row *to = row_of(p, r->hash, r->key, r->len);

		for (size_t k = 0; k < p->n; k++) {
			put(p, to, k, amounts_of(r)[k]);
			if (r->spilt > 0)
				spill(p, to, k,
				    from->spills[(r->spilt - 1) * p->n + k]);
		}
	}
}

size_t
pivot_count(const struct pivot *p)
{
	return p->nrow;
}

static const struct pivot *sorting; /* qsort has no argument to spare */

static struct span
key_of(const struct pivot *p, uint32_t i)
{
	const struct row *r = row_at(p, i);

	return (struct span){r->key, r->len};
}

static int
by_key(const void *a, const void *b)
{
	return span_compare(key_of(sorting, *(const uint32_t *)a),
	    key_of(sorting, *(const uint32_t *)b));
}

void
pivot_sort(struct pivot *p)
{
	settle(p);
	mem_free(p->order);
	p->order = mem_array(p->nrow, sizeof *p->order);
	for (size_t i = 0; i < p->nrow; i++)
		p->order[i] = (uint32_t)i;
	sorting = p;
	qsort(p->order, p->nrow, sizeof *p->order, by_key);
}

struct span
pivot_key(const struct pivot *p, size_t i)
{
	return key_of(p, p->order[i]);
}

const int128 *
pivot_at(struct pivot *p, size_t i)
{
	struct row *r = row_at(p, p->order[i]);

	for (size_t k = 0; k < p->n; k++) {
		p->shown[k] = amounts_of(r)[k];
		if (r->spilt > 0)
			p->shown[k] += p->spills[(r->spilt - 1) * p->n + k];
	}
	return p->shown;
}
