/*
 * Names that may stand for something else where a certain customer or
 * currency is meant: a price list has general prices and those of a few
 * customers.  Each name with whom it is for is a number.
 */
#ifndef BOOK_SPECIAL_H
#define BOOK_SPECIAL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/span.h"

struct special {
	struct intern *ids;
	struct buf key;
};

/* A name of one part or two, and whom it is for: a blank customer is all of
   them, CURRENCY_UNNAMED any currency. */
struct special_name {
	struct span name, part;
	struct span customer;
	int currency;
};

void special_open(struct special *s);
void special_close(struct special *s);

/* The number of exactly that; numbers are given from 0. */
uint32_t special_add(struct special *s, const struct special_name *n);

/*
 * The number of what stands for n at a level, or INTERN_NONE: 0 what is for
 * both its customer and currency, 1 for the customer, 2 for the currency, 3
 * for all.  The first that there is goes before the others.
 */
#define SPECIAL_LEVELS 4
uint32_t special_find(
    struct special *s, const struct special_name *n, int level);

#endif
