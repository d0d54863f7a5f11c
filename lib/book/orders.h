/*
 * The customers' purchase orders: what of which item they ordered, at what
 * price, and how much of it may still be billed.
 */
#ifndef BOOK_ORDERS_H
#define BOOK_ORDERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"
#include "value/int128.h"

/* One item of an order.  Quantities are in units of 10^-DECIMAL_PLACES, so
   that they can be summed. */
struct order {
	struct decimal price;
	bool priced;      /* a price was agreed on */
	int128 remaining; /* to be billed; the whole when the row tells none */
	int128 used;      /* 0 at first; the caller's to count */
};

struct orders;

extern const char *const orders_required[4]; /* po, item, qty, price */

struct orders *orders_new(const struct map_section *map);
void orders_free(struct orders *o);

/*
 * Takes one row: po, item, qty, price (blank: none was agreed on); what is
 * remaining of qty; whose order it is and in which currency (blank:
 * anybody's, any).  Faults: cells that are none, and an item that stands
 * twice on the order of one customer in one currency.  `arg` is the struct
 * orders.
 */
void orders_row(void *arg, struct batch *b, uint32_t row);

/*
 * Finds an item on an order, the customer's own before one of nobody's name.
 * ORDERS_NO_PO: he has no such order; ORDERS_NO_ITEM: the item is not on it.
 * *line, where it is found, lasts until the next row is taken.
 */
enum orders_found { ORDERS_FOUND, ORDERS_NO_PO, ORDERS_NO_ITEM };
enum orders_found orders_find(struct orders *o, struct span po,
    struct span item, struct span customer, int currency, struct order **line);

/* A quantity in those units. */
int128 orders_units(struct decimal qty);

#endif
