/*
 * Sums by key: for each distinct key a row of amounts.  The rows come out
 * in byte order of their keys.
 */
#ifndef CLI_PIVOT_H
#define CLI_PIVOT_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "value/int128.h"

struct pivot;

/* Rows of n amounts, at first 0. */
struct pivot *pivot_new(size_t n);
void pivot_free(struct pivot *p);

/* The amounts of a key; valid until the next call. */
int128 *pivot_row(struct pivot *p, struct span key);

/* Adds all of `from`. */
void pivot_merge(struct pivot *p, const struct pivot *from);

/* How many rows; pivot_sort puts them in order, after which the i-th can
   be asked for. */
size_t pivot_count(const struct pivot *p);
void pivot_sort(struct pivot *p);
struct span pivot_key(const struct pivot *p, size_t i);
int128 *pivot_at(const struct pivot *p, size_t i);

#endif
