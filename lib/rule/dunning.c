#include "rule/dunning.h"

#include "value/date.h"
#include "value/period.h"

bool
dunning_is_late(const struct policy *p, int32_t due, int32_t asof)
{
	int64_t days = (int64_t)asof - due;

	return days > 0 && days > (int64_t)policy_rules(p)->grace_days;
}

/* How many levels a currency has: up to the first that it lacks. */
static uint32_t
highest(const struct policy *p, int currency)
{
	uint32_t level = 0;

	while (policy_level(p, level + 1, currency) != NULL)
		level++;
	return level;
}

/* Levels that count from the notice before are reached one by one. */
static bool
is_reached(const struct policy_level *l, uint32_t level, uint32_t was,
    const struct dunning_debt *d, int32_t asof)
{
	int64_t days = 0;

	switch (l->from) {
	case POLICY_DUE:
		days = (int64_t)asof - d->due;
		break;
	case POLICY_EOM:
		days = (int64_t)asof -
		       period_at(PERIOD_MONTH, d->due, DATE_MAX).to;
		break;
	case POLICY_PREVIOUS:
		if (was + 1 != level)
			return false;
		days = (int64_t)asof - d->was_on;
		break;
	}
	return days >= (int64_t)l->days;
}

uint32_t
dunning_level(const struct policy *p, int currency,
    const struct dunning_debt *d, int32_t asof)
{
	uint32_t most = highest(p, currency);
	uint32_t was = d->was < most ? d->was : most;
	uint32_t to = policy_rules(p)->jump ? most : was + 1;

	for (uint32_t level = to < most ? to : most; level > was; level--)
		if (is_reached(
			policy_level(p, level, currency), level, was, d, asof))
			return level;
	return was;
}

int32_t
dunning_from(const struct policy *p, int currency, const struct dunning_debt *d,
    uint32_t level, int32_t asof)
{
	const struct policy_level *l = policy_level(p, level, currency);
	int32_t days, from;

	if (d->was_on == DATE_NONE)
		return DATE_NONE;
	if (l == NULL || (l->min_days_between == 0 && level <= d->was))
		return INT32_MAX;
	days = (int32_t)l->min_days_between;
	from = d->was_on + (days > 0 ? days : 1);
	return from > asof ? from : DATE_NONE;
}

/* What the debts of one level come to. */
struct heap {
	int128 amount;
	size_t n;
};

static struct heap
heap_of(const struct dunning_debt *d, size_t n, uint32_t level)
{
	struct heap h = {0};

	for (size_t i = 0; i < n; i++)
		if (d[i].level == level) {
			h.amount += d[i].amount;
			h.n++;
		}
	return h;
}

/* What is 0 is no minimum, neither alone nor beside the other one.  A level
   that the currency does not have asks for nothing. */
static bool
is_enough(const struct policy_level *l, struct heap h, int128 open)
{
	bool amount, share;

	if (l == NULL)
		return true;
	amount = h.amount >= l->min_amount;
	share = h.amount * decimal_power(l->min_percent.places) >=
		open * l->min_percent.n;
	if (l->either && l->min_amount > 0 && l->min_percent.n > 0)
		return h.n >= l->min_count && (amount || share);
	return h.n >= l->min_count && amount && share;
}

void
dunning_settle(const struct policy *p, int currency, struct dunning_debt *d,
    size_t n, int128 open)
{
	uint32_t level = 0;

	for (size_t i = 0; i < n; i++)
		if (d[i].level > level)
			level = d[i].level;
	for (; level > 0; level--) {
		struct heap h = heap_of(d, n, level);

		if (h.n == 0 ||
		    is_enough(policy_level(p, level, currency), h, open))
			continue;
		for (size_t i = 0; i < n; i++)
			d[i].level -= d[i].level == level;
	}
}
