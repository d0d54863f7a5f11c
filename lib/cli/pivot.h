/*
 * Sums by key: for each distinct key a row of amounts.  The rows come out
 * in byte order of their keys.  Keys are told apart by 96 bits of hash.
 *
 * With many keys nearly every addition waits for memory, so additions are
 * held back a few at a time and their rows fetched side by side.  Amounts of
 * one key may be added in any of the ways below.
 */
#ifndef CLI_PIVOT_H
#define CLI_PIVOT_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/span.h"
#include "value/int128.h"

struct pivot;

/* Rows of n amounts, at first 0. */
struct pivot *pivot_new(size_t n);
void pivot_free(struct pivot *p);

/* Adds to one amount of the key's row; the key is copied. */
void pivot_add(struct pivot *p, struct span key, size_t place, int64_t amount);

/*
 * Many additions at once, for callers who know the hash of a key: of its
 * first part hash_part(HASH_SEED, part), joined with that of each further
 * part by hash_join; parts end with a NUL, but for the last.  key(arg, i) is
 * asked for the key of the i-th entry where it is new.
 */
struct pivot_entry {
	struct hash hash;
	int64_t amount;
	uint32_t place;
	uint32_t row; /* the pivot's */
};

void pivot_add_all(struct pivot *p, struct pivot_entry *e, size_t n,
    struct span (*key)(void *arg, size_t i), void *arg);

/* Adds all of `from`, which is left empty of additions held back. */
void pivot_merge(struct pivot *p, struct pivot *from);

/* Puts the rows in order; after it, and until the next pivot_add, the i-th
   of pivot_count can be asked for. */
void pivot_sort(struct pivot *p);
size_t pivot_count(const struct pivot *p);
struct span pivot_key(const struct pivot *p, size_t i);

/* The n amounts of the i-th row; they last until the next call. */
const int128 *pivot_at(struct pivot *p, size_t i);

#endif
