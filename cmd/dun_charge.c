#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"

/* What a notice costs: interest on each day's balance, and the fee. */
struct charging {
	struct dun *d;
	int32_t *days; /* on which the balance may have changed */
	size_t nday, day_cap;
	struct dunning_stretch *stretches;
	size_t nstretch, stretch_cap;
};

static void
put_day(struct charging *c, int32_t day, int32_t from)
{
	if (day <= from || day >= c->d->asof)
		return;
	c->days = mem_grow(c->days, &c->day_cap, c->nday + 1, sizeof *c->days);
	c->days[c->nday++] = day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* A day is looked at once, however much happened on it. */
static void
drop_repeated(struct charging *c)
{
	size_t n = 1;

	for (size_t i = 1; i < c->nday; i++)
		if (c->days[i] != c->days[n - 1])
			c->days[n++] = c->days[i];
	c->nday = n;
}

/* The days on which anything of the item counts from, and the first. */
static void
list_days(struct charging *c, uint32_t item, int32_t from)
{
	const struct ledger *l = c->d->ledger;
	const struct ledger_item *it = ledger_item(l, item);

	c->nday = 0;
	c->days = mem_grow(c->days, &c->day_cap, 1, sizeof *c->days);
	c->days[c->nday++] = from;
	for (uint32_t i = it->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next)
		put_day(c, ledger_piece(l, i)->date, from);
	for (uint32_t i = it->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		put_day(c, ledger_move(l, i)->date, from);
	for (uint32_t i = it->event; i != LEDGER_NONE;
	     i = ledger_event(l, i)->next)
		put_day(c, ledger_event(l, i)->date, from);
	qsort(c->days, c->nday, sizeof *c->days, by_day);
	drop_repeated(c);
}

/* What of a part bears interest at the end of a day. */
static int64_t
balance(const struct charging *c, const struct dun_part *p, int32_t day)
{
	struct dun *d = c->d;
	bool all = policy_rules(p->policy)->disputed == POLICY_ALL;
	const struct ledger_part *parts;
	size_t n = ledger_parts(d->ledger, p->item, day, &parts);
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t open = parts[i].open;

		if (ledger_piece(d->ledger, parts[i].piece)->due != p->row->due)
			continue;
		open -= all ? 0 : parts[i].disputed;
		sum += open > 0 ? open : 0;
	}
	return sum;
}

static void
put_stretch(struct charging *c, int32_t from, int32_t to, int64_t open)
{
	if (from >= to)
		return;
	c->stretches = mem_grow(c->stretches, &c->stretch_cap, c->nstretch + 1,
	    sizeof *c->stretches);
	c->stretches[c->nstretch++] = (struct dunning_stretch){from, to, open};
}

static void
list_stretches(struct charging *c, const struct dun_part *p,
    const struct policy_level *rules)
{
	int32_t asof = c->d->asof;

	c->nstretch = 0;
	if (rules->balance) {
		put_stretch(c, p->interest_from, asof, p->amount);
		return;
	}
	list_days(c, p->item, p->interest_from);
	for (size_t i = 0; i < c->nday; i++)
		put_stretch(c, c->days[i],
		    i + 1 < c->nday ? c->days[i + 1] : asof,
		    balance(c, p, c->days[i]));
}

static void __attribute__((noreturn))
too_much(const struct dun *d, const struct dun_part *p)
{
	struct span doc = dun_names(d, p).doc;

	diag_fail("interest on \"%.*s\" is beyond the largest amount",
	    (int)doc.len, doc.at);
}

static void
charge_part(struct charging *c, struct dun_part *p)
{
	const struct policy_level *rules =
	    policy_level(p->policy, p->debt.level, dun_names(c->d, p).currency);

	p->bears = !p->charge && rules->interest_rate.n > 0;
	if (!p->bears || p->interest_from >= c->d->asof)
		return;
	list_stretches(c, p, rules);
	if (!dunning_interest(rules, c->stretches, c->nstretch, &p->interest))
		too_much(c->d, p);
}

/* A letter about nothing but earlier charges costs nothing. */
static void
charge_letter(struct dun *d, struct dun_letter *l)
{
	int128 sum = 0;
	bool any = false;

	for (size_t i = l->first; i < l->first + l->n; i++) {
		const struct dun_part *p = &d->parts[i];

		if (p->held != DUN_FREE || p->charge)
			continue;
		sum += p->amount;
		any = true;
	}
	if (any && !dunning_fee(l->rules, sum, &l->fee))
		diag_fail("the fee of a letter to \"%.*s\" is beyond the "
			  "largest amount",
		    (int)l->name.len, l->name.at);
}

void
dun_charge(struct dun *d)
{
	struct charging c = {.d = d};

	for (size_t i = 0; i < d->npart; i++)
		if (d->parts[i].held == DUN_FREE)
			charge_part(&c, &d->parts[i]);
	for (size_t i = 0; i < d->nletter; i++)
		if (d->letters[i].notices > 0)
			charge_letter(d, &d->letters[i]);
	mem_free(c.days);
	mem_free(c.stretches);
}

/* A part of an invoice that bears interest. */
struct share {
	uint32_t item;
	size_t part;
};

static int
by_item(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

int64_t *
dun_interest(const struct dun *d, const struct dun_letter *l)
{
	const struct dun_part *at = &d->parts[l->first];
	struct share *s = mem_array(l->n, sizeof *s);
	int64_t *sums = mem_array(l->n, sizeof *sums);
	size_t n = 0, first = 0;

	for (size_t i = 0; i < l->n; i++)
		if (at[i].interest > 0)
			s[n++] = (struct share){at[i].item, i};
	if (n > 0)
		qsort(s, n, sizeof *s, by_item);
	for (size_t i = 0; i < n; i++) {
		if (s[i].item != s[first].item)
			first = i;
		if (__builtin_add_overflow(sums[s[first].part],
			at[s[i].part].interest, &sums[s[first].part]))
			too_much(d, &at[s[i].part]);
	}
	mem_free(s);
	return sums;
}
