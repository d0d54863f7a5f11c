#include "rule/pricing.h"

static const int64_t power[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/*
 * Most products have no more decimals than the currency and fit 64 bits:
 * they need no rounding.
 */
static bool
product_plain(struct decimal a, struct decimal b, int exponent, int64_t *minor)
{
	int spare = exponent - a.places - b.places;
	int64_t n;

	return spare >= 0 && !__builtin_mul_overflow(a.n, b.n, &n) &&
	       !__builtin_mul_overflow(n, power[spare], minor) &&
	       *minor != INT64_MIN;
}

/* 1 - percent / 100. */
static struct decimal
rest_of(struct decimal percent)
{
	int64_t whole = 100 * power[percent.places];

	return (struct decimal){
	    whole - percent.n, (uint8_t)(percent.places + 2)};
}

static enum pricing_fault
take_amount(int64_t amount, int64_t list, int64_t *base)
{
	if (amount > (list < 0 ? -list : list))
		return PRICING_DISCOUNT;
	*base = list < 0 ? list + amount : list - amount;
	return PRICING_OK;
}

enum pricing_fault
pricing_line(struct decimal qty, struct decimal price,
    const struct line_discount *discount, int exponent, enum money_rounding how,
    int64_t *list, int64_t *base)
{
	struct decimal factors[3] = {qty, price};

	if (!product_plain(qty, price, exponent, list) &&
	    !decimal_product(factors, 2, exponent, how, list))
		return PRICING_RANGE;
	*base = *list;
	switch (discount->kind) {
	case LINE_FULL:
		break;
	case LINE_AMOUNT:
		return take_amount(discount->amount, *list, base);
	case LINE_PERCENT:
		factors[2] = rest_of(discount->percent);
		return decimal_product(factors, 3, exponent, how, base)
			   ? PRICING_OK
			   : PRICING_RANGE;
	}
	return PRICING_OK;
}
