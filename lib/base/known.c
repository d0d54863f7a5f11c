/*
 * Slots are in order of the hash, so that growing the table reads and writes
 * it from end to end.  A slot holds half of one of the two hashes: the others
 * are only looked at where that agrees.
 */
#include "base/known.h"

#include "base/diag.h"
#include "base/mem.h"

#define FIRST 1024
#define MOST  (UINT32_C(1) << 30)
#define EMPTY UINT32_MAX

struct slot {
	uint32_t hash, id;
};

struct known {
	struct slot *slots;
	uint32_t nslot, count;
	struct hash *hashes; /* by number */
	size_t cap;
};

static struct slot *
slots_new(uint32_t n)
{
	struct slot *slots = mem_huge(n * sizeof *slots);

	for (uint32_t i = 0; i < n; i++)
		slots[i].id = EMPTY;
	return slots;
}

struct known *
known_new(void)
{
	struct known *k = mem_array(1, sizeof *k);

	k->nslot = FIRST;
	k->slots = slots_new(k->nslot);
	return k;
}

void
known_free(struct known *k)
{
	if (k == NULL)
		return;
	mem_free(k->slots);
	mem_free(k->hashes);
	mem_free(k);
}

static uint32_t
part_of(struct hash h)
{
	return (uint32_t)(h.a >> 32);
}

/* Where a hash belongs: its share of the table, whatever its size. */
static uint32_t
home(uint32_t hash, uint32_t nslot)
{
	return (uint32_t)((uint64_t)hash * nslot >> 32);
}

static bool
is(const struct known *k, const struct slot *slot, struct hash h)
{
	const struct hash *its = &k->hashes[slot->id];

	return slot->hash == part_of(h) && its->a == h.a && its->b == h.b;
}

/* The slot that holds h, or the empty one where it would go. */
static struct slot *
look(const struct known *k, struct hash h)
{
	uint32_t i = home(part_of(h), k->nslot);

	while (k->slots[i].id != EMPTY && !is(k, &k->slots[i], h))
		i = i + 1 < k->nslot ? i + 1 : 0;
	return &k->slots[i];
}

static void
grow(struct known *k)
{
	uint32_t n = 2 * k->nslot, j;
	struct slot *slots = slots_new(n);

	for (uint32_t i = 0; i < k->nslot; i++) {
		if (k->slots[i].id == EMPTY)
			continue;
		j = home(k->slots[i].hash, n);
		while (slots[j].id != EMPTY)
			j = j + 1 < n ? j + 1 : 0;
		slots[j] = k->slots[i];
	}
	mem_free(k->slots);
	k->slots = slots;
	k->nslot = n;
}

uint32_t
known_add(struct known *k, struct hash h)
{
	struct slot *slot = look(k, h);

	if (slot->id != EMPTY)
		return slot->id;
	if (k->count == MOST)
		diag_fail("too many different things for one run");
	if (k->count >= k->nslot / 3 * 2) {
		grow(k);
		slot = look(k, h);
	}
	*slot = (struct slot){part_of(h), k->count};
	k->hashes =
	    mem_spread(k->hashes, &k->cap, (size_t)k->count + 1, sizeof h);
	k->hashes[k->count] = h;
	return k->count++;
}

void
known_expect(const struct known *k, struct hash h)
{
	__builtin_prefetch(&k->slots[home(part_of(h), k->nslot)]);
}

uint32_t
known_count(const struct known *k)
{
	return k->count;
}
