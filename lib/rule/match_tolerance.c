#include "rule/match_in.h"

/* What of a percentage of an amount; its largest is the amount itself. */
static int64_t
percent_of(struct decimal percent, int64_t amount, enum money_rounding how)
{
	int128 whole = 100 * decimal_power(percent.places);

	if (percent.n >= whole)
		return amount;
	return (int64_t)money_round_as((int128)amount * percent.n, whole, how);
}

int64_t
match_tolerance(const struct match *m, uint32_t pool, int64_t open)
{
	const struct match_tolerance *t = &m->pools[pool].tolerance;
	int64_t share = t->has_percent
			    ? percent_of(t->percent, open, m->policy->rounding)
			    : 0;

	if (!t->has_amount)
		return share;
	return t->has_percent && share < t->amount ? share : t->amount;
}
