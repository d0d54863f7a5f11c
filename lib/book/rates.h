/*
 * The rates table (ar-tables(5)): what one of a currency was worth in units
 * of the base currency, from a day on.
 */
#ifndef BOOK_RATES_H
#define BOOK_RATES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"
#include "value/money.h"

/* No base currency is named: see rates_convert. */
#define RATES_NO_BASE (-1)

struct rates;

extern const char *const rates_required[3]; /* date, currency, rate */

/* `base` is the currency whose rate is always 1, or RATES_NO_BASE. */
struct rates *rates_new(const struct map_section *map, int base);
void rates_free(struct rates *r);

/*
 * Takes one row.  Faults: cells that are none or blank, a rate that is not
 * above 0, one of the base that is not 1, and a day on which a currency would
 * have two rates.  `arg` is the struct rates.
 */
void rates_row(void *arg, struct batch *b, uint32_t row);

/* To be called after the last row, before anything is asked. */
void rates_close(struct rates *r);

/* Whether there is a rate of the currency on any day. */
bool rates_have(const struct rates *r, int currency);

/* The rate of a currency on a day: its latest on or before it.  False when
   there is none. */
bool rates_find(
    const struct rates *r, int currency, int32_t date, struct decimal *rate);

/*
 * An amount of one currency in another at the rates of a day: amount times
 * rate(from) / rate(to), exact, rounded once to minor units of `to`.  Without
 * a base, the one of the two that the table does not have is taken for it.
 * False, and *out untouched, when there is no rate for one of them, neither
 * is in the table, or the result or what is on the way to it is too large.
 * Equal currencies need no rate.
 */
bool rates_convert(const struct rates *r, int64_t amount, int from, int to,
    int32_t date, enum money_rounding how, int64_t *out);

/* An amount times a rate, units of `to` for one of `from`; rounded, and
   false, as above. */
bool rates_at(int64_t amount, int from, struct decimal rate, int to,
    enum money_rounding how, int64_t *out);

#endif
