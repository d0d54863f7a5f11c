#include "value/decimal.h"

#include "value/decimal_short.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * How many places a number needs, if it is one: the last digits of the text,
 * when they follow the decimal mark, less the zeros at their end.
 */
static int
places_of(struct span s, char mark)
{
	size_t end = s.len, from;

	while (end > 0 && !is_digit(s.at[end - 1]))
		end--;
	from = end;
	while (from > 0 && is_digit(s.at[from - 1]))
		from--;
	if (from == 0 || s.at[from - 1] != mark)
		return 0;
	while (end > from && s.at[end - 1] == '0')
		end--;
	return end - from < DECIMAL_PLACES ? (int)(end - from) : DECIMAL_PLACES;
}

enum money_fault
decimal_parse(struct span s, const struct money_style *style, struct decimal *d)
{
	enum money_fault fault;
	int places;

	if (style->decimal == '.' && decimal_short(s, d))
		return MONEY_OK;
	places = places_of(s, style->decimal);
	fault = money_parse(s, places, style, &d->n);
	if (fault == MONEY_OK)
		d->places = (uint8_t)places;
	return fault;
}

size_t
decimal_format(char *to, struct decimal d)
{
	size_t len = money_format(to, d.n, d.places);

	if (d.places > 0) {
		while (to[len - 1] == '0')
			len--;
		len -= to[len - 1] == '.';
		to[len] = '\0';
	}
	return len;
}

int128
decimal_power(int n)
{
	int128 v = 1;

	while (n-- > 0)
		v *= 10;
	return v;
}

int
decimal_compare(struct decimal a, struct decimal b)
{
	int128 x = a.n * decimal_power(b.places);
	int128 y = b.n * decimal_power(a.places);

	return (x > y) - (x < y);
}

/* A number of 192 bits, the lowest first, for three factors of 64. */
struct wide {
	uint64_t limb[3];
};

static uint64_t
size_of(int64_t n)
{
	return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static struct wide
wide_product(uint64_t a, uint64_t b, uint64_t c)
{
	uint128 ab = (uint128)a * b;
	uint128 low = (uint128)(uint64_t)ab * c;
	uint128 high = (ab >> 64) * c + (low >> 64);

	return (struct wide){
	    {(uint64_t)low, (uint64_t)high, (uint64_t)(high >> 64)}};
}

/* Divides *w in place by d > 0 and returns the rest. */
static uint64_t
wide_divide(struct wide *w, uint64_t d)
{
	uint128 rest = 0;

	for (int i = 3; i-- > 0;) {
		rest = rest << 64 | w->limb[i];
		w->limb[i] = (uint64_t)(rest / d);
		rest %= d;
	}
	return (uint64_t)rest;
}

/*
 * *w / 10^places, rounded: the last digit that is cut off decides, and where
 * it is a 5, whether all those before it were zeros.  Places are at least 1.
 */
static bool
wide_round(
    struct wide *w, unsigned places, enum money_rounding how, uint64_t *size)
{
	bool more = false;
	uint64_t digit;

	for (; places > 1; places--)
		more |= wide_divide(w, 10) != 0;
	digit = wide_divide(w, 10);
	if (w->limb[1] != 0 || w->limb[2] != 0 || w->limb[0] > INT64_MAX)
		return false;
	*size = w->limb[0];
	if (digit > 5 || (digit == 5 && (more || how == ROUND_HALF_AWAY)))
		++*size;
	else if (digit == 5)
		*size += *size & 1;
	return *size <= INT64_MAX;
}

static bool
give(int128 v, int64_t *minor)
{
	if (v > INT64_MAX || v < -(int128)INT64_MAX)
		return false;
	*minor = (int64_t)v;
	return true;
}

/* Three factors whose product 128 bits don't hold. */
static bool
product_wide(
    const struct decimal *f, int cut, enum money_rounding how, int64_t *minor)
{
	struct wide w =
	    wide_product(size_of(f[0].n), size_of(f[1].n), size_of(f[2].n));
	bool negative = (f[0].n < 0) ^ (f[1].n < 0) ^ (f[2].n < 0);
	uint64_t size;

	if (cut <= 0 || !wide_round(&w, (unsigned)cut, how, &size))
		return false;
	*minor = negative ? -(int64_t)size : (int64_t)size;
	return true;
}

bool
decimal_product(const struct decimal *f, size_t n, int exponent,
    enum money_rounding how, int64_t *minor)
{
	int cut = -exponent; /* the places that are too many */
	int128 v = 1;

	for (size_t i = 0; i < n; i++)
		cut += f[i].places;
	for (size_t i = 0; i < n; i++)
		if (__builtin_mul_overflow(v, f[i].n, &v))
			return product_wide(f, cut, how, minor);
	if (cut > 0)
		return give(money_round_as(v, decimal_power(cut), how), minor);
	return !__builtin_mul_overflow(v, decimal_power(-cut), &v) &&
	       give(v, minor);
}
