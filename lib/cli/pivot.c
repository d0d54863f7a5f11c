#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/pivot_in.h"

#define CHUNK ((size_t)1 << 16)

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
		struct pivot_chunk *c = p->keys;

		p->keys = c->below;
		mem_free(c->bytes);
		mem_free(c);
	}
	mem_free(p->slots);
	mem_free(p->rows);
	mem_free(p->sums);
	mem_free(p->spills);
	mem_free(p->ranks);
	mem_free(p->shown);
	mem_free(p);
}

static const char *
keep_key(struct pivot *p, const char *key, size_t len)
{
	struct pivot_chunk *c = p->keys;

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
slot_is(const struct pivot_slot *s, struct hash h)
{
	return s->hash == h.a && s->more == (uint32_t)h.b;
}

/* The slot of a hash, its own or an empty one. */
static struct pivot_slot *
slot_of(const struct pivot *p, struct hash h)
{
	size_t at = h.a & p->mask;

	while (p->slots[at].row != 0 && !slot_is(&p->slots[at], h))
		at = (at + 1) & p->mask;
	return &p->slots[at];
}

static void
slot_fill(struct pivot_slot *s, struct hash h, size_t row)
{
	*s = (struct pivot_slot){h.a, (uint32_t)h.b, (uint32_t)row + 1};
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
	p->rows[p->nrow++] = (struct pivot_row){
	    hash, keep_key(p, key.at, key.len), (uint32_t)key.len, 0};
	slot_fill(slot_of(p, hash), hash, row);
	if (p->nrow > p->mask / 2)
		slots_grow(p);
	return row;
}

static uint32_t
row_of(struct pivot *p, struct hash hash, struct span key)
{
	const struct pivot_slot *s = slot_of(p, hash);

	return s->row != 0 ? s->row - 1 : row_new(p, hash, key);
}

/* An amount beyond 64 bits: what there was goes aside. */
static void
spill(struct pivot *p, size_t row, size_t place, int128 amount)
{
	struct pivot_row *r = &p->rows[row];

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
		const struct pivot_slot *s = slot_of(p, e[i].hash);

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

void
pivot_settle(struct pivot *p)
{
	pivot_add_all(p, p->wait, p->nwait, waiting_key, p);
	p->nwait = 0;
}

void
pivot_add(struct pivot *p, struct span key, size_t place, int64_t amount)
{
	size_t i = p->nwait;

	if (key.len > PIVOT_SHORT) {
		put(p, row_of(p, hash_of(key), key), place, amount);
		return;
	}
	if (key.len > 0)
		memcpy(p->wait_text[i], key.at, key.len);
	p->wait_keys[i] = (struct span){p->wait_text[i], key.len};
	p->wait[i].hash = hash_of(key);
	p->wait[i].place = (uint32_t)place;
	p->wait[i].amount = amount;
	if (++p->nwait == PIVOT_WAITING)
		pivot_settle(p);
}

void
pivot_merge(struct pivot *p, struct pivot *from)
{
	pivot_settle(p);
	pivot_settle(from);
	for (size_t i = 0; i < from->nrow; i++) {
		const struct pivot_row *r = &from->rows[i];
		size_t to = row_of(p, r->hash, (struct span){r->key, r->len});

		for (size_t k = 0; k < p->n; k++) {
			put(p, to, k, from->sums[i * p->n + k]);
			if (r->spilt > 0)
				spill(p, to, k,
				    pivot_amount(from, i, k) -
					from->sums[i * p->n + k]);
		}
	}
}
