/*
 * Text lies in chunks that never move.  A record there is the id, the mark,
 * the length and the bytes, begun at a multiple of four, so that 32 bits
 * address 16 GiB of it.  The table holds 32 bits of hash and that address a
 * slot: a lookup touches the slot and the record, and nothing else.  Slots are
 * in order of the hash, so that growing the table reads and writes it from end
 * to end.
 */
#include "base/intern.h"

#include "base/diag.h"
#include "base/hash.h"
#include "base/intern_in.h"
#include "base/mem.h"

static struct intern_slot *
slots_new(uint32_t n)
{
	struct intern_slot *slots = mem_huge(n * sizeof *slots);

	for (uint32_t i = 0; i < n; i++)
		slots[i].at = EMPTY;
	return slots;
}

struct intern *
intern_new(void)
{
	struct intern *in = mem_array(1, sizeof *in);

	in->nslot = 64;
	in->slots = slots_new(in->nslot);
	in->used = CHUNK;
	return in;
}

void
intern_free(struct intern *in)
{
	if (in == NULL)
		return;
	for (size_t i = 0; i < in->nchunk; i++)
		mem_free(in->chunks[i]);
	mem_free(in->chunks);
	mem_free(in->slots);
	mem_free(in->at);
	mem_free(in);
}

/* Where a hash belongs: its share of the table, whatever its size. */
static uint32_t
home(uint32_t hash, uint32_t nslot)
{
	return (uint32_t)((uint64_t)hash * nslot >> 32);
}

/* Most names have up to 16 bytes: their ends are all of them. */
static bool
same(struct span a, struct span b)
{
	uint64_t x[2], y[2];

	if (a.len != b.len || a.len > 16)
		return span_equal(a, b);
	hash_ends(a.at, a.len, &x[0], &x[1]);
	hash_ends(b.at, b.len, &y[0], &y[1]);
	return x[0] == y[0] && x[1] == y[1];
}

/* The slot that holds s, or the empty one where it would go. */
static struct intern_slot *
look(const struct intern *in, struct span s, uint32_t hash)
{
	uint32_t i = home(hash, in->nslot);

	for (;; i = i + 1 < in->nslot ? i + 1 : 0) {
		struct intern_slot *slot = &in->slots[i];

		if (slot->at == EMPTY)
			return slot;
		if (slot->hash == hash &&
		    same(intern_record_text(intern_record(in, slot->at)), s))
			return slot;
	}
}

static void
resize(struct intern *in, uint32_t n)
{
	struct intern_slot *slots = slots_new(n);
	uint32_t i, j;

	for (i = 0; i < in->nslot; i++) {
		if (in->slots[i].at == EMPTY)
			continue;
		j = home(in->slots[i].hash, n);
		while (slots[j].at != EMPTY)
			j = j + 1 < n ? j + 1 : 0;
		slots[j] = in->slots[i];
	}
	mem_free(in->slots);
	in->slots = slots;
	in->nslot = n;
}

static void
grow(struct intern *in)
{
	if (in->nslot > UINT32_MAX / 3 * 2)
		diag_fail("too many different names");
	resize(in, in->nslot + in->nslot / 2);
}

uint32_t
intern_hash(struct span s)
{
	return (uint32_t)(hash_bytes(0, s.at, s.len) >> 32);
}

uint32_t
intern_add_hashed(
    struct intern *in, struct span s, uint32_t hash, uint32_t **mark)
{
	struct intern_slot *slot = look(in, s, hash);

	if (slot->at == EMPTY) {
		if (in->count >= in->nslot / 4 * 3) {
			grow(in);
			slot = look(in, s, hash);
		}
		*slot = (struct intern_slot){hash, intern_keep(in, s)};
		in->at = mem_spread(
		    in->at, &in->at_cap, in->count + (size_t)1, sizeof *in->at);
		in->at[in->count++] = slot->at;
	}
	*mark = intern_record_mark(intern_record(in, slot->at));
	return intern_record_id(intern_record(in, slot->at));
}

uint32_t
intern_add(struct intern *in, struct span s)
{
	uint32_t *mark;

	return intern_add_hashed(in, s, intern_hash(s), &mark);
}

void
intern_reserve(struct intern *in, uint64_t n)
{
	uint64_t nslot = 2 * n;

	if (nslot > in->nslot && nslot < UINT32_MAX / 2) {
		resize(in, (uint32_t)nslot);
		in->at =
		    mem_reserve(in->at, &in->at_cap, (size_t)n, sizeof *in->at);
	}
}

uint32_t
intern_find_hashed(const struct intern *in, struct span s, uint32_t hash)
{
	const struct intern_slot *slot = look(in, s, hash);

	return slot->at != EMPTY ? intern_record_id(intern_record(in, slot->at))
				 : INTERN_NONE;
}

uint32_t
intern_find(const struct intern *in, struct span s)
{
	return intern_find_hashed(in, s, intern_hash(s));
}

void
intern_expect(const struct intern *in, uint32_t hash)
{
	__builtin_prefetch(&in->slots[home(hash, in->nslot)], 1);
}

void
intern_meet(const struct intern *in, uint32_t hash)
{
	const struct intern_slot *slot = &in->slots[home(hash, in->nslot)];
	const struct intern_slot *end = in->slots + in->nslot;

	while (slot < end && slot->at != EMPTY && slot->hash != hash)
		slot++;
	if (slot < end && slot->at != EMPTY)
		__builtin_prefetch(intern_record(in, slot->at));
}

uint32_t
intern_count(const struct intern *in)
{
	return in->count;
}
