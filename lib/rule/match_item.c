#include <assert.h>

#include "rule/match_in.h"

int64_t
match_open(const struct match_item *i)
{
	int64_t open = 0;

	for (uint32_t p = 0; p < i->npart; p++)
		open += i->part[p].open;
	return open;
}

uint32_t
match_parts(const struct match_item *i)
{
	uint32_t n = 0;

	for (uint32_t p = 0; p < i->npart; p++)
		n += i->part[p].open > 0;
	return n;
}

int64_t
match_first(const struct match_item *i, uint32_t n)
{
	int64_t open = 0;

	for (uint32_t p = 0; p < i->npart && n > 0; p++)
		if (i->part[p].open > 0) {
			open += i->part[p].open;
			n--;
		}
	return open;
}

int32_t
match_order(const struct match_item *i)
{
	for (uint32_t p = 0; p < i->npart; p++)
		if (i->part[p].open > 0)
			return i->part[p].order;
	return DATE_MAX;
}

int32_t
match_last_due(const struct match_item *i)
{
	return i->npart > 0 ? i->part[i->npart - 1].order : DATE_NONE;
}

/* Whether a receipt may pay an item that nobody named. */
bool
match_may_pay(const struct match_item *i, const struct match_fund *f)
{
	return i->pool == f->pool && !i->held && !i->disputed && !i->later &&
	       match_open(i) > 0;
}

int64_t
match_open_due(const struct match_item *i, int32_t due)
{
	if (due == DATE_NONE)
		return match_open(i);
	for (uint32_t p = 0; p < i->npart; p++)
		if (i->part[p].due == due)
			return i->part[p].open;
	return 0;
}

static int64_t
lower_part(struct match_part *p, int64_t amount)
{
	int64_t part = amount < p->open ? amount : p->open;

	p->open -= part;
	return amount - part;
}

/* As the ledger does: the part named first, then the oldest. */
void
match_lower(struct match_item *i, int32_t due, int64_t amount)
{
	assert(amount >= 0 && amount <= match_open(i));
	for (uint32_t p = 0; p < i->npart; p++)
		if (due != DATE_NONE && i->part[p].due == due)
			amount = lower_part(&i->part[p], amount);
	for (uint32_t p = 0; p < i->npart; p++)
		amount = lower_part(&i->part[p], amount);
}

static int64_t
raise_part(struct match_part *p, int64_t amount, bool last)
{
	int64_t room = p->amount - p->open;
	int64_t part = last || amount < room ? amount : room;

	if (part > 0)
		p->open += part;
	return part > 0 ? amount - part : amount;
}

/*
 * Takes back what match_lower did: what was paid last is open first again.
 * What there is no room for stands on the last installment.
 */
void
match_raise(struct match_item *i, int32_t due, int64_t amount)
{
	for (uint32_t p = i->npart; due != DATE_NONE && p-- > 0;)
		if (i->part[p].due == due)
			amount = raise_part(&i->part[p], amount, false);
	for (uint32_t p = i->npart; p-- > 0;)
		amount = raise_part(&i->part[p], amount, false);
	if (amount > 0 && i->npart > 0)
		raise_part(&i->part[i->npart - 1], amount, true);
}
