#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* How firmly each debt is asked for, or what holds it back. */

static int
currency_of(const struct dun *d, const struct dun_part *p)
{
	return ledger_item(d->ledger, p->item)->currency;
}

/* A debt that has reached no level, or none that is new, is not held: there
   is nothing to hold. */
static void
find_level(struct dun *d, struct dun_part *p)
{
	int currency = currency_of(d, p);
	int32_t from;

	if (p->policy == NULL) {
		if (!p->late)
			p->held = DUN_YOUNG;
		return;
	}
	p->debt.amount = p->amount;
	p->debt.level = dunning_level(p->policy, currency, &p->debt, d->asof);
	from =
	    dunning_from(p->policy, currency, &p->debt, p->debt.level, d->asof);
	if (!p->late || p->debt.level == 0 ||
	    (p->held == DUN_FREE && from == INT32_MAX)) {
		p->held = DUN_YOUNG;
		return;
	}
	if (p->held == DUN_FREE &&
	    (from > d->asof || p->debt.was_on == d->asof)) {
		p->held = DUN_NOTICED;
		p->until =
		    from > d->asof && from <= DATE_MAX ? from : DATE_NONE;
	}
}

/* What the customer has to his credit pays the debts that are due first, in
   thought. */
static void
cover(struct dun *d, const struct dun_letter *l, int128 credit)
{
	for (size_t i = l->first; i < l->first + l->n && credit > 0; i++) {
		struct dun_part *p = &d->parts[i];
		int64_t part = p->amount < credit ? p->amount : (int64_t)credit;

		p->amount -= part;
		credit -= part;
		if (part > 0 && p->amount == 0 && p->held == DUN_FREE)
			p->held = DUN_COVERED;
	}
}

/* A letter goes out when one of its debts is late enough. */
static void
check_arrears(struct dun *d, const struct dun_letter *l, uint32_t least)
{
	int64_t most = 0;

	for (size_t i = l->first; i < l->first + l->n; i++)
		if (d->parts[i].late && d->parts[i].days > most)
			most = d->parts[i].days;
	for (size_t i = l->first; i < l->first + l->n && most < least; i++)
		if (d->parts[i].held == DUN_FREE)
			d->parts[i].held = DUN_ARREARS;
}

/* The debts that are asked for, side by side, and what is open in all. */
static size_t
gather(const struct dun *d, const struct dun_letter *l,
    struct dunning_debt *debts, int128 *open)
{
	size_t n = 0;

	*open = 0;
	for (size_t i = l->first; i < l->first + l->n; i++) {
		*open += d->parts[i].open;
		if (d->parts[i].held != DUN_FREE)
			continue;
		debts[n] = d->parts[i].debt;
		debts[n++].amount = d->parts[i].amount;
	}
	return n;
}

/* What fell to a level that it had before is a repetition, which must be
   allowed for itself. */
static void
take_back(struct dun *d, struct dun_part *p, const struct dunning_debt *debt)
{
	uint32_t level = debt->level;

	if (level == 0 || dunning_from(p->policy, currency_of(d, p), debt,
			      level, d->asof) > d->asof) {
		p->held = DUN_BELOW;
		p->missed = level + 1;
		return;
	}
	p->debt.level = level;
}

static void
settle(struct dun *d, const struct dun_letter *l)
{
	const struct dun_part *first = &d->parts[l->first];
	struct dunning_debt *debts = mem_array(l->n, sizeof *debts);
	int128 open;
	size_t n = gather(d, l, debts, &open), k = 0;

	if (n > 0)
		dunning_settle(
		    first->policy, currency_of(d, first), debts, n, open);
	for (size_t i = l->first; i < l->first + l->n; i++)
		if (d->parts[i].held == DUN_FREE)
			take_back(d, &d->parts[i], &debts[k++]);
	mem_free(debts);
}

static void
sum_up(struct dun *d, struct dun_letter *l)
{
	const struct dun_part *first = &d->parts[l->first];

	for (size_t i = l->first; i < l->first + l->n; i++) {
		const struct dun_part *p = &d->parts[i];

		if (p->held != DUN_FREE)
			continue;
		l->notices++;
		if (p->debt.level > l->level)
			l->level = p->debt.level;
	}
	if (l->notices == 0)
		return;
	l->rules = policy_level(first->policy, l->level, currency_of(d, first));
	if (l->rules->deadline_days > (uint32_t)(DATE_MAX - d->asof))
		diag_fail("the deadline of a letter to \"%.*s\" is beyond "
			  "9999-12-31",
		    (int)l->name.len, l->name.at);
	l->deadline = d->asof + (int32_t)l->rules->deadline_days;
}

static void
decide(struct dun *d, struct dun_letter *l)
{
	const struct policy *policy = d->parts[l->first].policy;

	for (size_t i = l->first; i < l->first + l->n; i++)
		find_level(d, &d->parts[i]);
	if (policy == NULL)
		return;
	if (policy_rules(policy)->net_credits)
		cover(d, l, dun_credits_of(d->credits, d, l));
	check_arrears(d, l, policy_rules(policy)->min_days_arrears);
	settle(d, l);
	sum_up(d, l);
}

void
dun_decide(struct dun *d, const struct policies *policies)
{
	dun_credits_free(d->credits);
	d->credits = dun_credits_new();
	dun_parts(d, policies);
	dun_credits_close(d->credits, d, policies);
	dun_group(d);
	for (size_t i = 0; i < d->nletter; i++)
		decide(d, &d->letters[i]);
	dun_charge(d);
}
