/*
 * The table of tax rates: which rate a code stands for on a day.
 */
#ifndef BOOK_TAXES_H
#define BOOK_TAXES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"

struct taxes;

extern const char *const taxes_required[2]; /* code, rate */

struct taxes *taxes_new(const struct map_section *map);
void taxes_free(struct taxes *t);

/*
 * Takes one row: code, rate in percent, and from and to when it holds, both
 * inclusive; blank is for ever.  Faults: cells that are none, and days on
 * which a code would have two rates.  `arg` is the struct taxes.
 */
void taxes_row(void *arg, struct batch *b, uint32_t row);

/* A rate, in percent, and the days on which it holds, both inclusive. */
struct taxes_rate {
	struct decimal rate;
	int32_t from, to;
};

/* The rate of a code on a day; false when it has none. */
bool taxes_find(const struct taxes *t, struct span code, int32_t date,
    struct decimal *rate);
bool taxes_find_days(const struct taxes *t, struct span code, int32_t date,
    struct taxes_rate *rate);

#endif
