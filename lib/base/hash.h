/*
 * Hashes of bytes: a multiply-and-fold over 16 bytes a step.  They are the
 * same on every run and machine; tables that use them compare keys, or, as
 * the duplicate check does, use enough bits that chance does not matter.
 * Short strings, which most keys are, are hashed in line.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/span.h"
#include "base/word.h"

__extension__ typedef unsigned __int128 hash_wide;

struct hash {
	uint64_t a, b; /* two independent 64-bit halves */
};

/* Bits of the fraction of the square roots of 2, 3, 5, 7, 11 and 13. */
#define HASH_K1 UINT64_C(0x6a09e667f3bcc908)
#define HASH_K2 UINT64_C(0xbb67ae8584caa73b)
#define HASH_K3 UINT64_C(0x3c6ef372fe94f82b)
#define HASH_K4 UINT64_C(0xa54ff53a5f1d36f1)
#define HASH_K5 UINT64_C(0x510e527fade682d1)
#define HASH_K6 UINT64_C(0x9b05688c2b3e6c1f)

static inline uint64_t
hash_fold(uint64_t x, uint64_t y)
{
	hash_wide product = (hash_wide)x * y;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* What comes before the last 16 bytes of a long string, folded into seed. */
uint64_t hash_body(uint64_t seed, const char *p, size_t n);
struct hash hash_pair_body(struct hash seed, const char *p, size_t n);

/* The ends of a string as two words, which hold all of it up to 16 bytes. */
static inline void
hash_ends(const char *p, size_t n, uint64_t *x, uint64_t *y)
{
	*y = 0;
	if (n > 8) {
		*x = word_8(n > 16 ? p + n - 16 : p);
		*y = word_8(p + n - 8);
	} else {
		*x = n > 0 ? word_short(p, n) : 0;
	}
}

/* The same where eight bytes can be read at p, however short the string. */
static inline void
hash_ends_slack(const char *p, size_t n, uint64_t *x, uint64_t *y)
{
	if (n > 8)
		hash_ends(p, n, x, y);
	else
		*x = word_slack(p, n), *y = 0;
}

static inline struct hash
hash_pair_ends(struct hash seed, uint64_t x, uint64_t y, size_t n)
{
	uint64_t a = hash_fold(x ^ HASH_K1, y ^ seed.a ^ HASH_K2);
	uint64_t b = hash_fold(x ^ seed.b ^ HASH_K4, y ^ HASH_K5);

	return (struct hash){hash_fold(a ^ HASH_K3, n ^ HASH_K4),
	    hash_fold(b ^ HASH_K6, n ^ HASH_K1)};
}

/*
 * The hash of the bytes, begun from `seed`; chain calls to hash a tuple: the
 * length counts, so that ("ab", "c") and ("a", "bc") differ.
 */
static inline uint64_t
hash_bytes(uint64_t seed, const char *p, size_t n)
{
	uint64_t x, y;

	if (n > 16)
		seed = hash_body(seed, p, n);
	hash_ends(p, n, &x, &y);
	x = hash_fold(x ^ HASH_K1, y ^ seed ^ HASH_K2);
	return hash_fold(x ^ HASH_K3, n ^ HASH_K4);
}

/* 128 bits, begun from `seed`; chaining as above. */
static inline struct hash
hash_pair(struct hash seed, struct span s)
{
	uint64_t x, y;

	if (s.len > 16)
		seed = hash_pair_body(seed, s.at, s.len);
	hash_ends(s.at, s.len, &x, &y);
	return hash_pair_ends(seed, x, y, s.len);
}

/*
 * One string of a tuple, mixed less: end the tuple with hash_join.  Where
 * eight bytes can be read at s.at, the slack one says the same.
 */
static inline struct hash
hash_part_ends(struct hash seed, uint64_t x, uint64_t y, size_t n)
{
	return (struct hash){hash_fold(x ^ seed.a ^ HASH_K1, y ^ n ^ HASH_K2),
	    hash_fold(x ^ seed.b ^ HASH_K4, y ^ n ^ HASH_K5)};
}

static inline struct hash
hash_part(struct hash seed, struct span s)
{
	uint64_t x, y;

	if (s.len > 16)
		seed = hash_pair_body(seed, s.at, s.len);
	hash_ends(s.at, s.len, &x, &y);
	return hash_part_ends(seed, x, y, s.len);
}

static inline struct hash
hash_part_slack(struct hash seed, struct span s)
{
	uint64_t x, y;

	if (s.len > 16)
		seed = hash_pair_body(seed, s.at, s.len);
	hash_ends_slack(s.at, s.len, &x, &y);
	return hash_part_ends(seed, x, y, s.len);
}

/* Where tuples begin whose first part is to have one hash in all of them. */
#define HASH_SEED ((struct hash){1, 2})

/* Two hashes, or a hash and a number, in this order. */
static inline struct hash
hash_join(struct hash h, struct hash next)
{
	return (struct hash){hash_fold(h.a ^ HASH_K3, next.a ^ HASH_K4),
	    hash_fold(h.b ^ HASH_K6, next.b ^ HASH_K1)};
}

/* The same of a number: an interned id, a date. */
static inline struct hash
hash_pair_number(struct hash seed, uint64_t number)
{
	return hash_pair_ends(seed, number, 0, sizeof number);
}

#endif
