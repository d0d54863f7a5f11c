#include "value/fraction_in.h"

/*
 * Each fraction is a whole number, decimals as asked for, and a rest; wholes
 * and decimals are added up as integers, and fraction_rests.c tells what the
 * rests come to.
 */
#define RANGE ((int128)1 << 126)

/* The first decimals of *rest / d as a number; *rest is what they leave. */
static int128
decimals(uint128 *rest, uint128 d, int places)
{
	uint128 digits = 0;

	if (d >> 64 == 0) {
		uint128 n = *rest * (uint128)decimal_power(places);

		*rest = n % d;
		return (int128)(n / d);
	}
	for (; places > 0; places--) {
		*rest *= 10;
		digits = digits * 10 + *rest / d;
		*rest %= d;
	}
	return (int128)digits;
}

struct pieces
fraction_cut(struct fraction f, int places)
{
	struct pieces p = {.whole = f.n / f.d};
	int128 r = f.n % f.d;

	p.whole -= r < 0;
	p.rest = (uint128)(r < 0 ? r + f.d : r);
	p.decimals = decimals(&p.rest, (uint128)f.d, places);
	return p;
}

/* Wholes, which may cancel each other out beyond 128 bits, and decimals. */
static bool
integers(const struct sum *s, int128 *whole, int128 *parts)
{
	int128 high = 0, low = 0;

	*parts = 0;
	for (size_t i = 0; i <= s->n; i++) {
		struct pieces p = fraction_cut(fraction_at(s, i), s->places);

		high += p.whole >> 64;
		low += (uint64_t)p.whole;
		*parts += p.decimals;
	}
	if (!__builtin_mul_overflow(high, (int128)1 << 64, whole) &&
	    !__builtin_add_overflow(*whole, low, whole))
		return true;
	*whole = high;
	return false;
}

static bool
in_range(int128 n, int128 *out)
{
	if (n > RANGE || n < -RANGE)
		return false;
	*out = n;
	return true;
}

/* Where whole + half is exact, it lies between two and is for `how`. */
static bool
round_half(int128 whole, struct halves h, enum money_rounding how, int128 *out)
{
	bool up = h.n % 2 != 0;

	if (__builtin_add_overflow(whole, h.n / 2, &whole))
		return false;
	if (up && h.exact)
		up = how == ROUND_HALF_AWAY ? whole >= 0 : whole % 2 != 0;
	return in_range(whole + up, out);
}

bool
fraction_round(const struct fraction *f, size_t n, int places,
    enum money_rounding how, int128 *out)
{
	const struct sum s = {f, n, {0, 1}, places};
	int128 whole, parts;

	if (n == 0)
		return in_range(0, out);
	if (n == 1 &&
	    !__builtin_mul_overflow(f->n, decimal_power(places), &whole))
		return in_range(money_round_as(whole, f->d, how), out);
	if (!integers(&s, &whole, &parts) ||
	    __builtin_mul_overflow(whole, decimal_power(places), &whole) ||
	    __builtin_add_overflow(whole, parts, &whole))
		return false;
	return round_half(whole, fraction_rests(&s), how, out);
}

static int
sign(int128 n)
{
	return (n > 0) - (n < 0);
}

int
fraction_compare(const struct fraction *f, size_t n, struct decimal d)
{
	const struct fraction less = {-(int128)d.n, decimal_power(d.places)};
	const struct sum s = {f, n, less, 0};
	int128 whole, parts;
	struct halves h;

	if (!integers(&s, &whole, &parts) || whole > 0)
		return sign(whole);
	if (whole < -RANGE)
		return -1;
	h = fraction_rests(&s);
	if (h.n == -2 * whole)
		return h.exact ? 0 : 1;
	return h.n > -2 * whole ? 1 : -1;
}

struct fraction
fraction_reduce(struct fraction f)
{
	uint128 a = f.n < 0 ? -(uint128)f.n : (uint128)f.n, b = (uint128)f.d;

	while (b != 0) {
		uint128 rest = a % b;

		a = b;
		b = rest;
	}
	return (struct fraction){f.n / (int128)a, f.d / (int128)a};
}
