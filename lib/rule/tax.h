/*
 * Tax as an exact share of what it is charged on, and running sums of it:
 * rounded sum by sum, so that the parts of a document always add up to the
 * whole, each within one minor unit of its own exact tax.
 */
#ifndef RULE_TAX_H
#define RULE_TAX_H

#include <stdbool.h>
#include <stdint.h>

#include "value/decimal.h"
#include "value/int128.h"
#include "value/money.h"

/* tax = base * num / den; the fraction is in lowest terms. */
struct tax_share {
	int128 num, den;
};

/*
 * The share of a rate in percent.  `less` is a discount in percent by which
 * the taxed base is lowered, whoever takes it (0: none).  Where the base
 * includes the tax, it is x / (1 + x) instead of x.
 */
struct tax_share tax_share(
    struct decimal rate, struct decimal less, bool included);

/* The tax of one base, rounded.  False when it is beyond 2^63 - 1 either way,
   or the exact tax beyond 128 bits. */
bool tax_alone(int64_t base, struct tax_share share, enum money_rounding how,
    int64_t *tax);

/* A running sum of exact taxes, as a fraction. Start with {0, 1}. */
struct tax_sum {
	int128 num, den;
};

/*
 * Adds the exact tax of `base` to the sum; false, the sum untouched, when
 * that can't be held exactly in 128 bits.
 */
bool tax_add(struct tax_sum *sum, int128 base, struct tax_share share);

/* The sum rounded to minor units. */
int128 tax_rounded(const struct tax_sum *sum, enum money_rounding how);

#endif
