/*
 * The commonest amounts, as millions of rows hold them: in the plain style,
 * with all the decimals of their currency and at most fifteen characters.
 */
#ifndef VALUE_MONEY_SHORT_H
#define VALUE_MONEY_SHORT_H

#include "base/word.h"
#include "value/money.h"

/*
 * The number of n digits, 1 to 7, of which the last is in the highest place
 * and zeros are below the first.  Neighbours are joined to ones of two, four
 * and eight digits.
 */
static inline bool
money_digits(uint64_t w, size_t n, uint64_t *number)
{
	w = (w | WORD_OF('0') >> 8 * n) ^ WORD_OF('0');
	if (((w | (w + WORD_OF(0x7f - 9))) & WORD_OF(0x80)) != 0)
		return false;
	w = (w * 10 + (w >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	w = (w * 100 + (w >> 16)) & UINT64_C(0x0000ffff0000ffff);
	*number = (w * 10000 + (w >> 32)) & UINT64_C(0xffffffff);
	return true;
}

/*
 * Reads one, where eight bytes can be read at s.at.  False when it is not of
 * this kind: money_parse then reads it, or says what is wrong.
 */
static inline bool
money_short(struct span s, int exponent, int64_t *minor)
{
	size_t sign = s.at[0] == '-', n = s.len - sign;
	const char *p = s.at + sign;
	uint64_t w, below, number, head = 0;

	if (n - 2 > 13 || exponent < 1 || exponent > 6)
		return false;
	w = n <= 8 ? word_slack(p, n) : word_8(p + n - 8);
	if ((w >> (56 - 8 * exponent) & 0xff) != '.')
		return false;
	below = (UINT64_C(1) << (56 - 8 * exponent)) - 1;
	w = (w & ~(below << 8 | 0xff)) | (w & below) << 8;
	if (!money_digits(w, n <= 8 ? n - 1 : 7, &number) ||
	    (n > 8 && !money_digits(word_slack(p, n - 8), n - 8, &head)))
		return false;
	number += head * 10000000;
	*minor = sign > 0 ? -(int64_t)number : (int64_t)number;
	return true;
}

#endif
