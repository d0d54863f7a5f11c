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
static inline bool
money_add(int64_t a, int64_t b, int64_t *sum)
{
	int64_t both;

	if (__builtin_add_overflow(a, b, &both))
		return false;
	*sum = both;
	return true;
}

/* How a result is rounded that lies half way between two minor units. */
enum money_rounding {
	ROUND_HALF_AWAY, /* away from zero: 0.5 is 1, and -0.5 is -1 */
	ROUND_HALF_EVEN, /* to the even one: 0.5 is 0, and 1.5 is 2 */
};

/* n / d rounded to the nearest; d > 0.  Can't overflow. */
int128 money_round_wide(int128 n, int128 d, enum money_rounding how);

/* The rest is compared with what it lacks: doubling it could overflow. */
static inline int64_t
money_round_short(int64_t n, int64_t d, enum money_rounding how)
{
	int64_t whole = n / d, rest = n % d;
	int64_t over = rest < 0 ? -rest : rest, lacks = d - over;
	bool tie = how == ROUND_HALF_AWAY || whole % 2 != 0;

	if (over > lacks || (over == lacks && tie))
		whole += rest > 0 ? 1 : -1;
	return whole;
}

/* A division of 64 bits, which most are, is many times as fast. */
static inline int128
money_round_as(int128 n, int128 d, enum money_rounding how)
{
	if (n == (int64_t)n && d == (int64_t)d)
		return money_round_short((int64_t)n, (int64_t)d, how);
	return money_round_wide(n, d, how);
}

/* The same, half away from zero. */
int128 money_round(int128 n, int128 d);

/*
 * Splits `total` into n parts in proportion to the weights; the parts always
 * sum to the total.  Each is rounded as `how` says; the last one with a weight
 * other than 0 takes what is left.  Where no weight is negative, or none is
 * positive, no part is of the other sign than the total: one that would be
 * more than is left is what is left (2 in four parts is 1, 1, 0, 0).  False,
 * and `parts` holds nothing of use, when the weights sum to 0 and the total
 * is not 0, or when a part is beyond 2^63 - 1 either way, which needs weights
 * of both signs.  |total| < 2^63.
 */
bool money_split(int64_t total, const int64_t *weights, size_t n,
    enum money_rounding how, int64_t *parts);

#endif
