/*
 * Hashes of bytes: a multiply-and-fold over 8 bytes a step.  They are the
 * same on every run and machine; tables that use them compare keys, or, as
 * the duplicate check does, use enough bits that chance does not matter.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/span.h"

__extension__ typedef unsigned __int128 hash_wide;

struct hash {
	uint64_t a, b; /* two independent 64-bit halves */
};

static inline uint64_t
hash_fold(uint64_t x, uint64_t y)
{
	hash_wide product = (hash_wide)x * y;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The hash of the bytes, begun from `seed`; chain calls to hash a tuple. */
uint64_t hash_bytes(uint64_t seed, const char *p, size_t n);

/* 128 bits, begun from `seed`; chaining as above. */
struct hash hash_pair(struct hash seed, struct span s);

#endif
