/*
 * Exact decimals: prices, quantities, rates and percentages, with up to nine
 * places.  Their products are rounded once, to the minor units of a currency.
 */
#ifndef VALUE_DECIMAL_H
#define VALUE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/money.h"

#define DECIMAL_PLACES 9

/* n / 10^places. */
struct decimal {
	int64_t n;
	uint8_t places; /* 0 to DECIMAL_PLACES */
};

/*
 * Reads a number in a style of value/money.h into *d, with the fewest places
 * that hold it: "2.50" and "2.5" give equal structs, and so do "-0" and "0".
 * MONEY_DECIMALS when it needs more than nine, MONEY_RANGE when n would be
 * beyond 2^63 - 1 either way; *d is untouched unless MONEY_OK.
 */
enum money_fault decimal_parse(
    struct span s, const struct money_style *style, struct decimal *d);

/*
 * Writes d in as few characters as hold it exactly ("0", "0.05", "-12.5") and
 * returns the length; at most MONEY_CHARS bytes, NUL-terminated.
 */
size_t decimal_format(char *to, struct decimal d);

/* 10 to the n-th, n from 0 to 38. */
int128 decimal_power(int n);

/* Less than, equal to or greater than 0, as a is to b.  Exact. */
int decimal_compare(struct decimal a, struct decimal b);

/*
 * The product of n factors, 0 to 3 of them, rounded once to minor units of a
 * currency with `exponent` decimals (0 to 9).  False, and *minor untouched,
 * when that is beyond 2^63 - 1 either way; what is between can't overflow.
 */
bool decimal_product(const struct decimal *f, size_t n, int exponent,
    enum money_rounding how, int64_t *minor);

#endif
