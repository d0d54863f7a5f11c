/*
 * The commonest numbers, as millions of rows hold them: in the plain style
 * and short; among them amounts with all the decimals of their currency.
 */
#ifndef VALUE_MONEY_SHORT_H
#define VALUE_MONEY_SHORT_H

#include "base/word.h"
#include "value/money.h"

/* The number of eight digits, the first in the lowest byte. */
static inline uint64_t
money_eight(uint64_t w)
{
	w -= WORD_OF('0');
	w = (w * 10 + (w >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	w = (w * 100 + (w >> 16)) & UINT64_C(0x0000ffff0000ffff);
	return (w * 10000 + (w >> 32)) & UINT64_C(0xffffffff);
}

/* 0x80 in the bytes of w that are `c`. */
static inline uint64_t
money_marks(uint64_t w, char c)
{
	uint64_t x = w ^ WORD_OF((unsigned char)c);

	return ~(((x & WORD_OF(0x7f)) + WORD_OF(0x7f)) | x | WORD_OF(0x7f));
}

/*
 * Reads a number of n characters, 1 to 8: digits, with a '.' somewhere before
 * the last or without.  *number is all of them, *decimals how many follow the
 * point.  False when it is none.
 */
static inline bool
money_word(const char *p, size_t n, uint64_t *number, int *decimals)
{
	uint64_t w = word_short(p, n), point = money_marks(w, '.');

	*decimals = 0;
	if (point != 0) {
		unsigned at = (unsigned)__builtin_ctzll(point) - 7;
		uint64_t below = (UINT64_C(1) << at) - 1;

		*decimals = 7 - (int)at / 8;
		w = (w & ~(below << 8 | 0xff)) | (w & below) << 8;
		n--;
	}
	if (n == 0 || (point != 0 && *decimals == 0))
		return false;
	w |= WORD_OF('0') >> 4 * n >> 4 * n;
	if (!word_is_digits(w))
		return false;
	*number = money_eight(w);
	return true;
}

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
 * Reads an amount of at most fifteen characters, where eight bytes can be read
 * at s.at.  False when it is not of this kind: money_parse then reads it, or
 * says what is wrong.
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
