/*
 * Currencies of ISO 4217 and the decimals of their minor unit.  A currency
 * is a small number; 0 is the unnamed currency of a book without a currency
 * column, which has two decimals.  The numbers are in the order of the codes.
 *
 * Codes to which ISO gives no minor unit (gold and other metals, XDR, XTS,
 * XXX ...) are not known here: no one can say what a cent of them is.
 */
#ifndef VALUE_CURRENCY_H
#define VALUE_CURRENCY_H

#include <stdint.h>

#include "base/span.h"

#define CURRENCY_UNNAMED 0
#define CURRENCY_BAD     (-1)

/* The number of a three-letter code in capitals, or CURRENCY_BAD. */
int currency_find(struct span code);

/* The code ("" for the unnamed), and the decimals (USD 2, JPY 0, KWD 3). */
const char *currency_code(int currency);
int currency_exponent(int currency);

/* One more than the largest number. */
int currency_count(void);

#endif
