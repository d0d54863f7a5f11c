#include "value/fraction_in.h"

/*
 * What the rests of fractions come to is found by long division of all of
 * them side by side, digit by digit in base 2^60, and only as far as it takes
 * to tell on which side of a half they are.
 *
 * It ends: the sum of the rests is a fraction whose divisor is at most the
 * product P of all divisors, so if it isn't a half itself it differs from each
 * half by 1 / 2P or more.  Digits that tell less than that apart have found a
 * half.
 */
#define DIGIT 60 /* bits */
#define MOST  64 /* digits of all the fractions that are held at a time */
#define STEP  5  /* bits that a rest below 2^122 has to spare */

/* The sum of the digits of one place, and how many fractions go on. */
struct column {
	int128 sum;
	int128 live;
};

/* The next digit of *rest / d; *rest is what it leaves. */
static int128
next_digit(uint128 *rest, uint128 d)
{
	uint128 digit = 0;

	if (d >> 64 == 0) {
		uint128 n = *rest << DIGIT;

		*rest = n % d;
		return (int128)(n / d);
	}
	for (int bits = 0; bits < DIGIT; bits += STEP) {
		*rest <<= STEP;
		digit = digit << STEP | *rest / d;
		*rest %= d;
	}
	return (int128)digit;
}

/* Digits from .. from + n - 1.  Rests are found again from the start: there
   is no place to keep them, and hardly ever a need. */
static void
add_columns(const struct sum *s, size_t from, size_t n, struct column *c)
{
	for (size_t k = 0; k < n; k++)
		c[k] = (struct column){0, 0};
	for (size_t i = 0; i <= s->n; i++) {
		struct fraction f = fraction_at(s, i);
		uint128 rest = fraction_cut(f, s->places).rest;
		uint128 d = (uint128)f.d;

		for (size_t k = 0; k < from && rest != 0; k++)
			(void)next_digit(&rest, d);
		for (size_t k = 0; k < n && rest != 0; k++) {
			c[k].sum += next_digit(&rest, d);
			c[k].live += rest != 0;
		}
	}
}

/* Digits that are enough: 2^bits is above 2 * P * the number of fractions. */
static size_t
enough(const struct sum *s)
{
	size_t bits = 1;

	for (size_t n = s->n + 1; n > 0; n /= 2)
		bits++;
	for (size_t i = 0; i <= s->n; i++)
		for (int128 d = fraction_at(s, i).d; d > 0; d /= 2)
			bits++;
	return bits / DIGIT + 1;
}

/*
 * `off` is how far the digits so far are from h->n halves, in units of the
 * last one; what goes on adds less than `live` to it.  True when it is known
 * on which side the rests are.
 */
static bool
settled(int128 off, int128 live, struct halves *h)
{
	h->exact = off == 0 && live == 0;
	if (off >= 0)
		return true;
	if (off + live > 0)
		return false;
	h->n--;
	return true;
}

struct halves
fraction_rests(const struct sum *s)
{
	const int128 half = (int128)1 << (DIGIT - 1);
	size_t most = enough(s), from = 1;
	struct column c[MOST];
	struct halves h;
	int128 off;

	add_columns(s, 0, 1, c);
	h.n = (c->sum + half - 1) / half;
	off = c->sum - h.n * half;
	if (settled(off, c->live, &h))
		return h;
	while (from < most) {
		size_t n = from < MOST ? from : MOST;

		add_columns(s, from, n, c);
		for (size_t k = 0; k < n; k++) {
			off = off * ((int128)1 << DIGIT) + c[k].sum;
			if (settled(off, c[k].live, &h))
				return h;
		}
		from += n;
	}
	h.exact = true;
	return h;
}
