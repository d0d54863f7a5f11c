#include "value/fraction.h"

/*
 * Each fraction is a whole number, decimals as asked for, and a rest; wholes
 * and decimals are added up as integers.  What the rests come to is found by
 * long division of all of them side by side, digit by digit in base 2^60, and
 * only as far as it takes to tell on which side of a half they are.
 *
 * It ends: the sum of the rests is a fraction whose divisor is at most the
 * product P of all divisors, so if it isn't a half itself it differs from each
 * half by 1 / 2P or more.  Digits that tell less than that apart have found a
 * half.
 */
#define DIGIT 60 /* bits */
#define MOST  64 /* digits of all the fractions that are held at a time */
#define STEP  5  /* bits that a rest below 2^122 has to spare */
#define RANGE ((int128)1 << 126)

/* The n fractions and one more. */
struct sum {
	const struct fraction *f;
	size_t n;
	struct fraction more;
	int places;
};

/* The sum of the digits of one place, and how many fractions go on. */
struct column {
	int128 sum;
	int128 live;
};

/* A number of halves, or more than that but less than one half more. */
struct halves {
	int128 n;
	bool exact;
};

static struct fraction
fraction_at(const struct sum *s, size_t i)
{
	return i < s->n ? s->f[i] : s->more;
}

/* n / d downwards; the rest is not negative. */
static int128
split(struct fraction f, uint128 *rest)
{
	int128 whole = f.n / f.d, r = f.n % f.d;

	*rest = (uint128)(r < 0 ? r + f.d : r);
	return r < 0 ? whole - 1 : whole;
}

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

/* Wholes, which may cancel each other out beyond 128 bits, and decimals. */
static bool
integers(const struct sum *s, int128 *whole, int128 *parts)
{
	int128 high = 0, low = 0;

	*parts = 0;
	for (size_t i = 0; i <= s->n; i++) {
		struct fraction f = fraction_at(s, i);
		uint128 rest;
		int128 n = split(f, &rest);

		high += n >> 64;
		low += (uint64_t)n;
		*parts += decimals(&rest, (uint128)f.d, s->places);
	}
	if (!__builtin_mul_overflow(high, (int128)1 << 64, whole) &&
	    !__builtin_add_overflow(*whole, low, whole))
		return true;
	*whole = high;
	return false;
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
		uint128 rest, d = (uint128)f.d;

		(void)split(f, &rest);
		(void)decimals(&rest, d, s->places);
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

/* What all the rests come to. */
static struct halves
add_rests(const struct sum *s)
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
	return round_half(whole, add_rests(&s), how, out);
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
	h = add_rests(&s);
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
