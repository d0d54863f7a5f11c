/* What is taken off an item besides the payment: discounts, deductions, small
   differences. */
#include "rule/match_in.h"

/* The fewest open installments that come to an amount. */
static uint32_t
parts_for(const struct match_item *i, int64_t amount)
{
	uint32_t n = match_parts(i);

	for (uint32_t k = 1; k < n; k++)
		if (match_first(i, k) >= amount)
			return k;
	return n;
}

/* The same where the line names an installment. */
static void
due_of_part(const struct match *m, const struct match_item *i, int32_t due,
    struct match_due *d)
{
	const struct match_policy *p = m->policy;
	int32_t day = match_at(m)->judged;
	int64_t earned = match_discount_due(i, due, day, 0, p->rounding);

	d->all = match_discount_due(i, due, day, p->grace, p->rounding);
	d->late = match_discount_due(i, due, DATE_MIN, 0, p->rounding);
	d->claimed = d->all;
	d->reason = earned >= d->all ? "discount-earned" : "discount-grace";
}

struct match_due
match_due_of(const struct match *m, const struct match_target *t)
{
	const struct match_item *i = &m->items[t->item];
	uint32_t all = match_parts(i), k = parts_for(i, t->pay + t->discount);
	struct match_due d = {.open = match_open_due(i, t->due),
	    .all = match_available(m, i, all),
	    .late = match_expired(m, i, all),
	    .claimed = match_available(m, i, k),
	    .reason = match_discount_reason(m, i, all)};

	if (t->due != DATE_NONE)
		due_of_part(m, i, t->due, &d);
	return d;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* A discount as claimed: what may be had of it, and what may not. */
static int64_t
take_discount(struct match *m, const struct match_target *t,
    const struct match_due *due, int64_t claim, uint8_t score)
{
	int64_t left = match_open_due(&m->items[t->item], t->due);
	int64_t earned = least(least(claim, due->claimed), left);
	int64_t excess = least(claim - earned, left - earned);

	match_act(m, TYPE_DISCOUNT, t, earned, due->reason, "discount", score);
	if (excess == 0 || !m->policy->rule[MATCH_SHORT])
		return earned;
	match_refuse_discount(m, t, excess, score);
	return earned + excess;
}

static int64_t
take_deduction(
    struct match *m, const struct match_target *t, int64_t most, uint8_t score)
{
	int64_t amount = least(t->deduction, most);
	const char *reason = t->line->reason;

	if (amount == 0 || !m->policy->rule[MATCH_SHORT])
		return 0;
	m->room->rule = MATCH_SHORT;
	match_act(m, TYPE_DISPUTE, t, amount, reason != NULL ? reason : "other",
	    "deduction", score);
	m->room->rule = MATCH_REMIT;
	return amount;
}

/* What the payer leaves away without a word. */
static int64_t
unspoken(const struct match *m, const struct match_target *t,
    const struct match_due *due, int64_t left)
{
	if (t->discount != 0 || t->deduction != 0)
		return 0;
	if (left > 0 && (left == due->all || left == due->late))
		return left;
	if (m->policy->partial_discount && due->all > 0 &&
	    t->pay < due->open - due->all)
		return (int64_t)money_round_as((int128)t->pay * due->all,
		    due->open - due->all, m->policy->rounding);
	return 0;
}

static bool
is_small(const struct match *m, const struct match_target *t,
    const struct match_due *due, int64_t left)
{
	return left > 0 && m->policy->rule[MATCH_TOLERANCE] &&
	       left <= match_tolerance(m, m->items[t->item].pool, due->open);
}

void
match_reduce(struct match *m, const struct match_target *t,
    const struct match_due *due, uint8_t score)
{
	int64_t left = match_open_due(&m->items[t->item], t->due);
	int64_t silent = unspoken(m, t, due, left);
	bool partial = silent > 0 && left != due->all && left != due->late;
	struct match_due all = *due;

	if (silent > 0)
		all.claimed = due->all;
	if (partial && is_small(m, t, due, left))
		silent = 0;
	left -= take_discount(m, t, &all, t->discount + silent, score);
	left -= take_deduction(m, t, left, score);
	if (!is_small(m, t, due, left) || (partial && silent > 0))
		return;
	m->room->rule = MATCH_TOLERANCE;
	match_act(m, TYPE_WRITEOFF, t, left, "small-balance", "under", score);
	m->room->rule = MATCH_REMIT;
}
