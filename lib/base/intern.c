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
#include "base/mem.h"

#define UNIT        4U  /* bytes an address counts */
#define CHUNK_BITS  19U /* addresses in a chunk, as a power of 2 */
#define CHUNK_UNITS (1U << CHUNK_BITS)
#define CHUNK       (UNIT * (size_t)CHUNK_UNITS)
#define EMPTY       UINT32_MAX
#define HEAD        8U   /* bytes of id and mark */
#define LONG_MARK   255U /* a length byte that says: four bytes follow */

struct slot {
	uint32_t hash, at;
};

struct intern {
	struct slot *slots;
	uint32_t nslot, count;
	uint32_t *at; /* by id */
	size_t at_cap;
	char **chunks;
	size_t nchunk, chunk_cap;
	uint32_t open; /* the chunk being filled */
	size_t used;   /* bytes of it */
};

static struct slot *
slots_new(uint32_t n)
{
	struct slot *slots = mem_huge(n * sizeof *slots);

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

/* Where an address lies in its chunk. */
static size_t
offset(uint32_t at)
{
	return UNIT * (size_t)(at & (CHUNK_UNITS - 1));
}

static char *
record(const struct intern *in, uint32_t at)
{
	return in->chunks[at >> CHUNK_BITS] + offset(at);
}

static uint32_t
record_id(const char *p)
{
	uint32_t id;

	memcpy(&id, p, sizeof id);
	return id;
}

static struct span
record_text(const char *p)
{
	unsigned char small = (unsigned char)p[HEAD];
	uint32_t len;

	if (small != LONG_MARK)
		return (struct span){p + HEAD + 1, small};
	memcpy(&len, p + HEAD + 1, sizeof len);
	return (struct span){p + HEAD + 5, len};
}

/* The mark stands where a number of its size may. */
static uint32_t *
record_mark(char *p)
{
	return (uint32_t *)(void *)(p + 4);
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
static struct slot *
look(const struct intern *in, struct span s, uint32_t hash)
{
	uint32_t i = home(hash, in->nslot);

	for (;; i = i + 1 < in->nslot ? i + 1 : 0) {
		struct slot *slot = &in->slots[i];

		if (slot->at == EMPTY)
			return slot;
		if (slot->hash == hash &&
		    same(record_text(record(in, slot->at)), s))
			return slot;
	}
}

static void
resize(struct intern *in, uint32_t n)
{
	struct slot *slots = slots_new(n);
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

/* The first chunk may stay nearly empty: it gets no large page. */
static char *
chunks_new(const struct intern *in, size_t n)
{
	return in->nchunk == 0 ? mem_room(n * CHUNK) : mem_huge(n * CHUNK);
}

/* Adds one block of n chunks; a long text may need more than one. */
static uint32_t
chunks_add(struct intern *in, size_t n)
{
	uint32_t first = (uint32_t)in->nchunk;

	if (in->nchunk + n > UINT32_MAX >> CHUNK_BITS)
		diag_fail("more than 16 GiB of different names");
	in->chunks = mem_grow(
	    in->chunks, &in->chunk_cap, in->nchunk + n, sizeof *in->chunks);
	in->chunks[in->nchunk] = chunks_new(in, n);
	in->nchunk++;
	while (in->nchunk < first + n)
		in->chunks[in->nchunk++] = NULL;
	return first;
}

/* The address of room for `size` bytes in one piece. */
static uint32_t
room(struct intern *in, size_t size)
{
	uint32_t at;

	if (size > CHUNK / 16)
		return chunks_add(in, (size + CHUNK - 1) / CHUNK) << CHUNK_BITS;
	if (in->used + size > CHUNK) {
		in->open = chunks_add(in, 1);
		in->used = 0;
	}
	at = in->open << CHUNK_BITS | (uint32_t)(in->used / UNIT);
	in->used += (size + UNIT - 1) / UNIT * UNIT;
	return at;
}

/* Writes the record of s, under the next id. */
static uint32_t
keep(struct intern *in, struct span s)
{
	size_t before = s.len < LONG_MARK ? HEAD + 1 : HEAD + 5;
	uint32_t len = (uint32_t)s.len, at;
	char *p;

	if (s.len > UINT32_MAX)
		diag_fail("a name of more than 4 GiB");
	at = room(in, before + s.len);
	p = in->chunks[at >> CHUNK_BITS] + offset(at);
	memcpy(p, &in->count, sizeof in->count);
	*record_mark(p) = INTERN_NONE;
	p[HEAD] = (char)(len < LONG_MARK ? len : LONG_MARK);
	if (len >= LONG_MARK)
		memcpy(p + HEAD + 1, &len, sizeof len);
	if (len > 0)
		word_copy(p + before, s.at, len);
	return at;
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
	struct slot *slot = look(in, s, hash);

	if (slot->at == EMPTY) {
		if (in->count >= in->nslot / 4 * 3) {
			grow(in);
			slot = look(in, s, hash);
		}
		*slot = (struct slot){hash, keep(in, s)};
		in->at = mem_spread(
		    in->at, &in->at_cap, in->count + (size_t)1, sizeof *in->at);
		in->at[in->count++] = slot->at;
	}
	*mark = record_mark(record(in, slot->at));
	return record_id(record(in, slot->at));
}

uint32_t
intern_add(struct intern *in, struct span s)
{
	uint32_t *mark;

	return intern_add_hashed(in, s, intern_hash(s), &mark);
}

uint32_t *
intern_mark(const struct intern *in, uint32_t id)
{
	return record_mark(record(in, in->at[id]));
}

void
intern_reserve(struct intern *in, uint64_t n)
{
	uint64_t nslot = 2 * n;

	if (nslot > in->nslot && nslot < UINT32_MAX / 2)
		resize(in, (uint32_t)nslot);
}

uint32_t
intern_find(const struct intern *in, struct span s)
{
	const struct slot *slot = look(in, s, intern_hash(s));

	return slot->at != EMPTY ? record_id(record(in, slot->at))
				 : INTERN_NONE;
}

void
intern_expect(const struct intern *in, uint32_t hash)
{
	__builtin_prefetch(&in->slots[home(hash, in->nslot)], 1);
}

void
intern_meet(const struct intern *in, uint32_t hash)
{
	const struct slot *slot = &in->slots[home(hash, in->nslot)];
	const struct slot *end = in->slots + in->nslot;

	while (slot < end && slot->at != EMPTY && slot->hash != hash)
		slot++;
	if (slot < end && slot->at != EMPTY)
		__builtin_prefetch(record(in, slot->at));
}

struct span
intern_text(const struct intern *in, uint32_t id)
{
	return record_text(record(in, in->at[id]));
}

void
intern_expect_text(const struct intern *in, uint32_t id)
{
	__builtin_prefetch(&in->at[id]);
}

void
intern_meet_text(const struct intern *in, uint32_t id)
{
	__builtin_prefetch(record(in, in->at[id]));
}

uint32_t
intern_count(const struct intern *in)
{
	return in->count;
}
