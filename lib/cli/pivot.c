#include "cli/pivot.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"

#define WAITING 64 /* additions held back */
#define SHORT   48 /* longest key that can wait */
#define CHUNK   ((size_t)1 << 16)

/* What tells a key, in 96 bits of hash, and 1 + the number of its row. */
struct slot {
	uint64_t hash;
	uint32_t more, row;
};

/* The side of a row that is seldom looked at. */
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
	size_t n;
	struct slot *slots;
	size_t mask;
	struct row *rows;
	int64_t *sums; /* n a row */
	size_t nrow, row_cap, sum_cap;
	int128 *spills; /* what did not fit 64 bits, n a row that has some */
	size_t nspill, spill_cap;
	struct chunk *keys;
	struct pivot_entry wait[WAITING];
	size_t nwait;
	struct span wait_keys[WAITING];
	char wait_text[WAITING][SHORT];
	uint32_t *order; /* after pivot_sort */
	int128 *shown;
};

struct pivot *
pivot_new(size_t n)
{
	struct pivot *p = mem_array(1, sizeof *p);

	p->n = n;
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
	mem_free(p->sums);
	mem_free(p->spills);
	mem_free(p->order);
	mem_free(p->shown);
	mem_free(p);
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

/* Takes the first part off a key, which is NULL behind the last. */
static struct hash
part_off(struct span *key)
{
	const char *end = key->len > 0 ? memchr(key->at, '\0', key->len) : NULL;
	size_t n = end != NULL ? (size_t)(end - key->at) : key->len;
	struct hash h = hash_part(HASH_SEED, (struct span){key->at, n});

	key->len -= n + (end != NULL);
	key->at = end != NULL ? end + 1 : NULL;
	return h;
}

static struct hash
hash_of(struct span key)
{
	struct hash h = part_off(&key);

	while (key.at != NULL)
		h = hash_join(h, part_off(&key));
	return h;
}

static bool
slot_is(const struct slot *s, struct hash h)
{
	return s->hash == h.a && s->more == (uint32_t)h.b;
}

/* The slot of a hash, its own or an empty one. */
static struct slot *
slot_of(const struct pivot *p, struct hash h)
{
	size_t at = h.a & p->mask;

	while (p->slots[at].row != 0 && !slot_is(&p->slots[at], h))
		at = (at + 1) & p->mask;
	return &p->slots[at];
}

static void
slot_fill(struct slot *s, struct hash h, size_t row)
{
	*s = (struct slot){h.a, (uint32_t)h.b, (uint32_t)row + 1};
}

static void
slots_grow(struct pivot *p)
{
	mem_free(p->slots);
	p->mask = p->mask * 2 + 1;
	p->slots = mem_huge((p->mask + 1) * sizeof *p->slots);
	memset(p->slots, 0, (p->mask + 1) * sizeof *p->slots);
	for (size_t i = 0; i < p->nrow; i++)
		slot_fill(slot_of(p, p->rows[i].hash), p->rows[i].hash, i);
}

/* Amounts are looked up at random: they move to large pages as they grow. */
static void
sums_grow(struct pivot *p)
{
	size_t cap = p->sum_cap > 0 ? p->sum_cap * 2 : p->n * 64;
	int64_t *sums = mem_huge(cap * sizeof *sums);

	memset(sums, 0, cap * sizeof *sums);
	if (p->sum_cap > 0)
		memcpy(sums, p->sums, p->sum_cap * sizeof *sums);
	mem_free(p->sums);
	p->sums = sums;
	p->sum_cap = cap;
}

/* Adds the row of a key, and returns its number. */
static uint32_t
row_new(struct pivot *p, struct hash hash, struct span key)
{
	uint32_t row = (uint32_t)p->nrow;

	if (p->nrow == UINT32_MAX - 1)
		diag_fail("more than 4 billion groups");
	p->rows = mem_grow(p->rows, &p->row_cap, p->nrow + 1, sizeof *p->rows);
	if ((p->nrow + 1) * p->n > p->sum_cap)
		sums_grow(p);
	p->rows[p->nrow++] = (struct row){
	    hash, keep_key(p, key.at, key.len), (uint32_t)key.len, 0};
	slot_fill(slot_of(p, hash), hash, row);
	if (p->nrow > p->mask / 2)
		slots_grow(p);
	return row;
}

static uint32_t
row_of(struct pivot *p, struct hash hash, struct span key)
{
	const struct slot *s = slot_of(p, hash);

	return s->row != 0 ? s->row - 1 : row_new(p, hash, key);
}

/* An amount beyond 64 bits: what there was goes aside. */
static void
spill(struct pivot *p, size_t row, size_t place, int128 amount)
{
	struct row *r = &p->rows[row];

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
put(struct pivot *p, size_t row, size_t place, int64_t amount)
{
	int64_t *to = &p->sums[row * p->n + place], sum;

	if (__builtin_add_overflow(*to, amount, &sum)) {
		spill(p, row, place, (int128)*to + amount);
		sum = 0;
	}
	*to = sum;
}

/* Rounds, so that memory is asked for all slots, then for all amounts, before
   one of them is needed. */
void
pivot_add_all(struct pivot *p, struct pivot_entry *e, size_t n,
    struct span (*key)(void *arg, size_t i), void *arg)
{
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&p->slots[e[i].hash.a & p->mask]);
	for (size_t i = 0; i < n; i++) {
		const struct slot *s = slot_of(p, e[i].hash);

		e[i].row = s->row != 0 ? s->row - 1
				       : row_new(p, e[i].hash, key(arg, i));
		__builtin_prefetch(&p->sums[e[i].row * p->n + e[i].place], 1);
	}
	for (size_t i = 0; i < n; i++)
		put(p, e[i].row, e[i].place, e[i].amount);
}

static struct span
waiting_key(void *arg, size_t i)
{
	struct pivot *p = arg;

	return p->wait_keys[i];
}

static void
settle(struct pivot *p)
{
	pivot_add_all(p, p->wait, p->nwait, waiting_key, p);
	p->nwait = 0;
}

void
pivot_add(struct pivot *p, struct span key, size_t place, int64_t amount)
{
	size_t i = p->nwait;

	if (key.len > SHORT) {
		put(p, row_of(p, hash_of(key), key), place, amount);
		return;
	}
	if (key.len > 0)
		memcpy(p->wait_text[i], key.at, key.len);
	p->wait_keys[i] = (struct span){p->wait_text[i], key.len};
	p->wait[i].hash = hash_of(key);
	p->wait[i].place = (uint32_t)place;
	p->wait[i].amount = amount;
	if (++p->nwait == WAITING)
		settle(p);
}

/* The k-th amount of a row, all of it. */
static int128
amount_of(const struct pivot *p, size_t row, size_t k)
{
	int128 sum = p->sums[row * p->n + k];
	uint32_t spilt = p->rows[row].spilt;

	return spilt == 0 ? sum : sum + p->spills[(spilt - 1) * p->n + k];
}

void
pivot_merge(struct pivot *p, struct pivot *from)
{
	settle(p);
	settle(from);
	for (size_t i = 0; i < from->nrow; i++) {
		const struct row *r = &from->rows[i];
		size_t to = row_of(p, r->hash, (struct span){r->key, r->len});

		for (size_t k = 0; k < p->n; k++) {
			put(p, to, k, from->sums[i * p->n + k]);
			if (r->spilt > 0)
				spill(p, to, k,
				    amount_of(from, i, k) -
					from->sums[i * p->n + k]);
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
	return (struct span){p->rows[i].key, p->rows[i].len};
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
	for (size_t k = 0; k < p->n; k++)
		p->shown[k] = amount_of(p, p->order[i], k);
	return p->shown;
}
