#include "rule/dunning.h"

#include "value/date.h"

/* 30E/360: months of 30 days, so that a 31st counts as a 30th.  It is the
   difference of two numbers, so that parts of a time add up to the whole. */
static int64_t
day_of_360(int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	return year * 360 + month * 30 + (day < 30 ? day : 30);
}

int64_t
dunning_days(const struct policy_level *l, int32_t from, int32_t to)
{
	return l->day_count == POLICY_30_360 ? day_of_360(to) - day_of_360(from)
					     : (int64_t)to - from;
}

static bool
give(int128 n, int64_t *minor)
{
	if (n > INT64_MAX || n < 0)
		return false;
	*minor = (int64_t)n;
	return true;
}

/* A product that 128 bits don't hold is beyond 64 when it has been divided,
   by 365 thousand million at most. */
bool
dunning_interest(const struct policy_level *l, const struct dunning_stretch *s,
    size_t n, int64_t *interest)
{
	int128 year = l->day_count == POLICY_365 ? 365 : 360, sum = 0;

	*interest = 0;
	if (l->interest_rate.n == 0)
		return true;
	for (size_t i = 0; i < n; i++) {
		int128 days = dunning_days(l, s[i].from, s[i].to);

		if (__builtin_add_overflow(sum, s[i].open * days, &sum))
			return false;
	}
	if (__builtin_mul_overflow(sum, (int128)l->interest_rate.n, &sum))
		return false;
	return give(
	    money_round(sum, year * decimal_power(l->interest_rate.places)),
	    interest);
}

bool
dunning_fee(const struct policy_level *l, int128 amount, int64_t *fee)
{
	int128 share;

	*fee = 0;
	if (__builtin_mul_overflow(amount, (int128)l->fee_percent.n, &share))
		return false;
	share = money_round(share, decimal_power(l->fee_percent.places));
	return give(share, fee) && give((int128)l->fee + *fee, fee);
}
