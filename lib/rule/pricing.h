/*
 * What a billing line comes to before tax: quantity times price, less its
 * own discount.  Each figure is rounded once, from the exact product.
 */
#ifndef RULE_PRICING_H
#define RULE_PRICING_H

#include <stdbool.h>
#include <stdint.h>

#include "book/line.h"
#include "value/money.h"

enum pricing_fault {
	PRICING_OK,
	PRICING_RANGE,    /* beyond the largest amount */
	PRICING_DISCOUNT, /* more is taken off than the line comes to */
};

/*
 * In minor units of a currency with `exponent` decimals:
 *
 *	list = qty * price
 *	base = qty * price * (1 - percent / 100), or list less the amount,
 *	       which is taken off in the direction of zero
 *
 * Both are rounded; quantity and price are taken as they are, so that the
 * caller negates the quantity of a credit.
 */
enum pricing_fault pricing_line(struct decimal qty, struct decimal price,
    const struct line_discount *discount, int exponent, enum money_rounding how,
    int64_t *list, int64_t *base);

#endif
