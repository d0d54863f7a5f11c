/* What the files of the strings share: where a string is kept. */
#ifndef BASE_INTERN_IN_H
#define BASE_INTERN_IN_H

#include "base/intern.h"

#define UNIT        4U  /* bytes an address counts */
#define CHUNK_BITS  19U /* addresses in a chunk, as a power of 2 */
#define CHUNK_UNITS (1U << CHUNK_BITS)
#define CHUNK       (UNIT * (size_t)CHUNK_UNITS)
#define EMPTY       UINT32_MAX
#define HEAD        8U   /* bytes of id and mark */
#define LONG_MARK   255U /* a length byte that says: four bytes follow */

struct intern_slot {
	uint32_t hash, at;
};

struct intern {
	struct intern_slot *slots;
	uint32_t nslot, count;
	uint32_t *at; /* by id */
	size_t at_cap;
	char **chunks;
	size_t nchunk, chunk_cap;
	uint32_t open; /* the chunk being filled */
	size_t used;   /* bytes of it */
};

/* Where an address lies in its chunk. */
static inline size_t
intern_offset(uint32_t at)
{
	return UNIT * (size_t)(at & (CHUNK_UNITS - 1));
}

static inline char *
intern_record(const struct intern *in, uint32_t at)
{
	return in->chunks[at >> CHUNK_BITS] + intern_offset(at);
}

static inline uint32_t
intern_record_id(const char *p)
{
	uint32_t id;

	memcpy(&id, p, sizeof id);
	return id;
}

static inline struct span
intern_record_text(const char *p)
{
	unsigned char small = (unsigned char)p[HEAD];
	uint32_t len;

	if (small != LONG_MARK)
		return (struct span){p + HEAD + 1, small};
	memcpy(&len, p + HEAD + 1, sizeof len);
	return (struct span){p + HEAD + 5, len};
}

/* The mark stands where a number of its size may. */
static inline uint32_t *
intern_record_mark(char *p)
{
	return (uint32_t *)(void *)(p + 4);
}

/* Writes the record of s, under the next id; its address. */
uint32_t intern_keep(struct intern *in, struct span s);

#endif
