/*
 * The commonest decimals, as millions of rows hold them: of at most eight
 * characters, a sign aside, with '.' as their mark if any.
 */
#ifndef VALUE_DECIMAL_SHORT_H
#define VALUE_DECIMAL_SHORT_H

#include "value/decimal.h"
#include "value/money_short.h"

/*
 * Reads one, as decimal_parse does.  False, and *d untouched, when it is not
 * of this kind: decimal_parse then reads it, or says what is wrong.
 */
static inline bool
decimal_short(struct span s, struct decimal *d)
{
	size_t sign = s.len > 0 && s.at[0] == '-';
	uint64_t n;
	int places;

	if (s.len - sign - 1 >= 8 ||
	    !money_word(s.at + sign, s.len - sign, &n, &places))
		return false;
	for (; places > 0 && n % 10 == 0; places--)
		n /= 10;
	*d = (struct decimal){
	    sign > 0 ? -(int64_t)n : (int64_t)n, (uint8_t)places};
	return true;
}

#endif
