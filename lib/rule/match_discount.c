#include "rule/match_in.h"

/* Whether a discount may be taken on a day, and whether only by grace. */
static bool
tier_open(const struct match_tier *t, int32_t day, uint32_t grace)
{
	return t->date >= day || (int64_t)t->date + grace >= day;
}

/* The largest discount of a part on a day; DATE_MAX as grace is any day. */
static const struct match_tier *
tier_best(const struct match_part *p, int32_t day, uint32_t grace)
{
	const struct match_tier *best = NULL;

	for (uint32_t t = 0; t < p->ntier; t++) {
		const struct match_tier *tier = &p->tier[t];

		if (!tier_open(tier, day, grace))
			continue;
		if (best == NULL || tier->amount > best->amount ||
		    (tier->amount == best->amount && tier->date > best->date))
			best = tier;
	}
	return best;
}

/* discount x (amount + credits) / amount. */
static int64_t
in_share(const struct match_item *i, int128 discount, enum money_rounding how)
{
	int128 left = (int128)i->amount + i->credits;

	if (i->amount <= 0 || left <= 0)
		return 0;
	if (discount > i->amount)
		discount = i->amount;
	return (int64_t)money_round_as(discount * left, i->amount, how);
}

/* What was taken that no settled installment accounts for. */
static int64_t
taken_here(const struct match_item *i, enum money_rounding how)
{
	int128 settled = 0;
	int64_t share;

	for (uint32_t p = 0; p < i->npart; p++) {
		const struct match_tier *t =
		    i->part[p].open == 0 ? tier_best(&i->part[p], DATE_MIN, 0)
					 : NULL;

		settled += t != NULL ? t->amount : 0;
	}
	share = in_share(i, settled, how);
	return i->taken > share ? i->taken - share : 0;
}

/* Of all that is offered, at most what is open. */
static int64_t
what_is_left(const struct match_item *i, int128 offered, int64_t open,
    enum money_rounding how)
{
	int64_t left;

	if (offered == 0)
		return 0;
	left = in_share(i, offered, how) - taken_here(i, how);
	return left < 0 ? 0 : left < open ? left : open;
}

int64_t
match_discount(const struct match_item *i, uint32_t n, int32_t day,
    uint32_t grace, enum money_rounding how)
{
	int64_t open = match_first(i, n);
	int128 sum = 0;

	for (uint32_t p = 0; p < i->npart && n > 0; p++) {
		const struct match_tier *t;

		if (i->part[p].open == 0)
			continue;
		t = tier_best(&i->part[p], day, grace);
		sum += t != NULL ? t->amount : 0;
		n--;
	}
	return what_is_left(i, sum, open, how);
}

int64_t
match_discount_due(const struct match_item *i, int32_t due, int32_t day,
    uint32_t grace, enum money_rounding how)
{
	for (uint32_t p = 0; p < i->npart; p++) {
		const struct match_part *part = &i->part[p];
		const struct match_tier *t = tier_best(part, day, grace);

		if (part->due == due)
			return what_is_left(
			    i, t != NULL ? t->amount : 0, part->open, how);
	}
	return 0;
}

int64_t
match_available(const struct match *m, const struct match_item *i, uint32_t n)
{
	return match_discount(
	    i, n, match_at(m)->judged, m->policy->grace, m->policy->rounding);
}

int64_t
match_expired(const struct match *m, const struct match_item *i, uint32_t n)
{
	return match_discount(i, n, DATE_MIN, 0, m->policy->rounding);
}

/* Earned, if there would be as much without grace. */
const char *
match_discount_reason(
    const struct match *m, const struct match_item *i, uint32_t n)
{
	int64_t earned =
	    match_discount(i, n, match_at(m)->judged, 0, m->policy->rounding);

	return earned >= match_available(m, i, n) ? "discount-earned"
						  : "discount-grace";
}
