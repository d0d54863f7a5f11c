#include "rule/tax.h"

static int128
divisor(int128 a, int128 b)
{
	while (b != 0) {
		int128 rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* rate / 100 * (100 - less) / 100: at most 10^26 over 10^22. */
struct tax_share
tax_share(struct decimal rate, struct decimal less, bool included)
{
	int128 whole = 100 * decimal_power(less.places);
	int128 num = rate.n * (whole - less.n);
	int128 den = 100 * decimal_power(rate.places) * whole;
	int128 d;

	if (included)
		den += num;
	d = divisor(num, den);
	return (struct tax_share){num / d, den / d};
}

bool
tax_alone(
    int64_t base, struct tax_share share, enum money_rounding how, int64_t *tax)
{
	int128 exact, rounded;

	if (__builtin_mul_overflow(share.num, base, &exact))
		return false;
	rounded = money_round_as(exact, share.den, how);
	if (rounded > INT64_MAX || rounded < -INT64_MAX)
		return false;
	*tax = (int64_t)rounded;
	return true;
}

bool
tax_add(struct tax_sum *sum, int128 base, struct tax_share share)
{
	int128 common = divisor(sum->den, share.den);
	int128 scale = share.den / common, den, num, tax;

	if (base == 0 || share.num == 0)
		return true;
	if (__builtin_mul_overflow(sum->den, scale, &den) ||
	    __builtin_mul_overflow(sum->num, scale, &num) ||
	    __builtin_mul_overflow(base, share.num, &tax) ||
	    __builtin_mul_overflow(tax, den / share.den, &tax) ||
	    __builtin_add_overflow(num, tax, &num))
		return false;
	*sum = (struct tax_sum){num, den};
	return true;
}

int128
tax_rounded(const struct tax_sum *sum, enum money_rounding how)
{
	return money_round_as(sum->num, sum->den, how);
}
