/*
 * Money in minor units: an int64_t that counts the smallest unit of its
 * currency (cents, where the exponent is 2).  Sums are held in 128 bits,
 * which no file can overflow; what must fit 64 is checked.  No floating
 * point anywhere.
 */
#ifndef VALUE_MONEY_H
#define VALUE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "value/int128.h"

/* How numbers are written in an input. */
enum money_negative {
	MONEY_MINUS,    /* -12.50 */
	MONEY_PAREN,    /* (12.50), as well as -12.50 */
	MONEY_TRAILING, /* 12.50-, as well as -12.50 */
};

struct money_style {
	char decimal; /* '.' unless a map says otherwise */
	char group;   /* 0: none allowed */
	enum money_negative negative;
	bool symbol; /* a dollar, pound, euro or yen sign may be skipped */
};

extern const struct money_style money_plain; /* '.', no grouping, minus */

enum money_fault {
	MONEY_OK,
	MONEY_BAD,      /* not a number in this style */
	MONEY_DECIMALS, /* more decimals than the exponent, other than zeros */
	MONEY_RANGE,    /* beyond 2^63 - 1 minor units, either way */
};

/*
 * Reads an amount of a currency with `exponent` decimals (0 to 9) into
 * *minor.  A leading '+' and spaces are not allowed; fewer decimals than the
 * exponent are fine ("5" is 5.00), and so is ".5", but not "5.", which looks
 * cut off.  Group marks stand three digits apart, all of them or none.  One
 * currency symbol, before or after the sign: "-$5", "$-5", "($5)".  *minor
 * is untouched unless MONEY_OK.
 */
enum money_fault money_parse(struct span s, int exponent,
    const struct money_style *style, int64_t *minor);

/*
 * Writes `minor` with `exponent` decimals and returns the length; at most
 * MONEY_CHARS bytes, NUL-terminated.
 */
#define MONEY_CHARS 48
size_t money_format(char *to, int128 minor, int exponent);

/* Checked 64-bit sum; false, and *sum untouched, when it does not fit. */
bool money_add(int64_t a, int64_t b, int64_t *sum);

/* n / d rounded half away from zero; d > 0.  Can't overflow. */
int128 money_round(int128 n, int128 d);

#endif
