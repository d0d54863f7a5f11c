/*
 * The price list: what an item costs a customer on a day.
 */
#ifndef BOOK_PRICES_H
#define BOOK_PRICES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"

struct prices;

extern const char *const prices_required[2]; /* item, price */

struct prices *prices_new(const struct map_section *map);
void prices_free(struct prices *p);

/*
 * Takes one row: item and price; for which customer and in which currency
 * (blank: all, any); from and to when it holds, both inclusive (blank: for
 * ever).  Faults: cells that are none, and days on which an item would have
 * two prices for the same customer and currency.  `arg` is the struct prices.
 */
void prices_row(void *arg, struct batch *b, uint32_t row);

/*
 * The price of an item, of the rows that hold on the day: the customer's own
 * before the general one, and then one in the currency before one in any.
 * False when there is none.
 */
bool prices_find(struct prices *p, struct span item, struct span customer,
    int currency, int32_t date, struct decimal *price);

#endif
