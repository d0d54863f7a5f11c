/*
 * Exact fractions and sums of them, rounded once when they are printed.
 * The value of a figure is a sum of fractions of different divisors; its
 * decimals are found by long division of all of them side by side, so nothing
 * is lost on the way however many there are.
 */
#ifndef VALUE_FRACTION_H
#define VALUE_FRACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "value/decimal.h"
#include "value/int128.h"
#include "value/money.h"

struct fraction {
	int128 n, d; /* d > 0, below 2^122 */
};

/*
 * The sum of the n fractions rounded to `places` decimals (0 to 18), in units
 * of its last place.  Exact: ties are found as such.  False, and *out
 * untouched, when that is beyond 2^126 either way.
 */
bool fraction_round(const struct fraction *f, size_t n, int places,
    enum money_rounding how, int128 *out);

/* Less than, equal to or greater than 0, as the sum of the n fractions is to
   d.  Exact. */
int fraction_compare(const struct fraction *f, size_t n, struct decimal d);

/* Divided by what both have in common; 0 is 0/1. */
struct fraction fraction_reduce(struct fraction f);

#endif
