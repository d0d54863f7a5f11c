#include <stdlib.h>

#include "rule/recon_in.h"

#define COMPARE(member)                                                        \
	if (a->e->member != b->e->member)                                      \
	return a->e->member < b->e->member ? -1 : 1

int
recon_day_order(const struct recon_ref *a, const struct recon_ref *b)
{
	COMPARE(date);
	COMPARE(line);
	return (a->at > b->at) - (a->at < b->at);
}

static int
unit_day_order(const struct recon_ref *a, const struct recon_ref *b)
{
	COMPARE(unit);
	return recon_day_order(a, b);
}

static int
unit_amount_order(const struct recon_ref *a, const struct recon_ref *b)
{
	COMPARE(unit);
	COMPARE(amount);
	COMPARE(customer);
	return recon_day_order(a, b);
}

static int
day(const void *a, const void *b)
{
	return recon_day_order(a, b);
}

static int
unit_day(const void *a, const void *b)
{
	return unit_day_order(a, b);
}

static int
unit_amount(const void *a, const void *b)
{
	return unit_amount_order(a, b);
}

static void
sort(struct recon_refs *r, int (*order)(const void *a, const void *b))
{
	if (r->n > 1)
		qsort(r->at, r->n, sizeof *r->at, order);
}

void
recon_by_day(struct recon_refs *r)
{
	sort(r, day);
}

void
recon_by_unit_day(struct recon_refs *r)
{
	sort(r, unit_day);
}

void
recon_by_unit_amount(struct recon_refs *r)
{
	sort(r, unit_amount);
}
