#include "rule/recurring.h"

/*
 * v * num / den, rounded.  The product may be beyond 128 bits, so the whole
 * part of v / den is multiplied by itself; its last bit goes with the rest,
 * where it tells even from odd.
 */
static bool
scale(int128 v, int64_t num, int128 den, enum money_rounding how, int64_t *to)
{
	int128 whole, odd;

	if (__builtin_mul_overflow(v / den, (int128)num, &whole))
		return false;
	odd = whole % 2;
	whole -= odd;
	whole += money_round_as(odd * den + v % den * num, den, how);
	if (whole > INT64_MAX || whole < -(int128)INT64_MAX)
		return false;
	*to = (int64_t)whole;
	return true;
}

/* qty * price * num / den in minor units.  Units of a contract are at most
   2^126, places 18 and days 36525, so only `scale` comes near the edge. */
static bool
part(const struct recurring_line *l, int64_t num, int128 units, int cut,
    enum money_rounding how, int64_t *minor)
{
	int128 den = l->den;

	if (cut >= 0)
		return scale(units, num, den * decimal_power(cut), how, minor);
	return !__builtin_mul_overflow(units, decimal_power(-cut), &units) &&
	       scale(units, num, den, how, minor);
}

bool
recurring_amount(const struct recurring_line *l, struct decimal qty,
    struct decimal price, int exponent, enum money_rounding how, int64_t *minor)
{
	int128 units = (int128)qty.n * price.n;
	int cut = qty.places + price.places - exponent;
	int64_t charged, used = 0;

	if (!part(l, l->of, units, cut, how, &charged) ||
	    (l->credit && !part(l, l->of - l->num, units, cut, how, &used)))
		return false;
	*minor = charged - used;
	return true;
}
