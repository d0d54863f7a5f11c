#include "base/mem.h"
#include "rule/terms_in.h"

/* What the installments of a bill come to, one by one. */
struct split {
	int64_t *amounts, *bases;
};

static int64_t
size_of(int64_t n)
{
	return n < 0 ? -n : n;
}

/* Takes a fixed share, mirrored for a credit, off what is left. */
static enum terms_fault
take_fixed(const struct installment *p, const struct terms_bill *bill,
    int64_t *left, int64_t *amount)
{
	if (p->share.places > bill->exponent)
		return TERMS_DECIMALS;
	if (!decimal_product(
		&p->share, 1, bill->exponent, bill->rounding, amount) ||
	    *amount > size_of(*left))
		return TERMS_FIXED;
	if (bill->amount < 0)
		*amount = -*amount;
	*left -= *amount;
	return TERMS_OK;
}

static enum terms_fault
split_amount(
    const struct terms *t, const struct terms_bill *bill, const struct split *s)
{
	int64_t left = bill->amount;
	enum terms_fault fault = TERMS_OK;

	/* The bases are not there yet: their room takes the fixed shares. */
	for (size_t i = 0; i < t->n && fault == TERMS_OK; i++)
		if (t->list[i].kind == SHARE_FIXED)
			fault =
			    take_fixed(&t->list[i], bill, &left, &s->bases[i]);
	if (fault != TERMS_OK)
		return fault;
	money_split(left, t->weight, t->n, bill->rounding, s->amounts);
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].kind == SHARE_FIXED)
			s->amounts[i] = s->bases[i];
	return TERMS_OK;
}

static enum terms_fault
split_bill(const struct terms *t, const struct terms_bill *bill,
    struct terms_parts *parts, struct split *s)
{
	enum terms_fault fault;

	parts->scratch = mem_grow(
	    parts->scratch, &parts->nscratch, 2 * t->n, sizeof *s->amounts);
	s->amounts = parts->scratch;
	s->bases = parts->scratch + t->n;
	fault = split_amount(t, bill, s);
	if (fault == TERMS_OK)
		money_split(bill->amount != 0 ? bill->discount_base : 0,
		    s->amounts, t->n, bill->rounding, s->bases);
	return fault;
}

static bool
set_dates(const struct terms *t, const struct terms_bill *bill,
    struct terms_part *part)
{
	const struct installment *p = &t->list[part->number];

	part->ntier = p->ntier;
	for (size_t i = 0; i < p->ntier; i++)
		if (!steps_take(t, p->tier[i].steps, bill->from, bill->holidays,
			&part->tier[i].date))
			return false;
	return steps_take(t, p->due, bill->from, bill->holidays, &part->due);
}

static bool
same_days(const struct terms *t, const struct terms_part *a,
    const struct terms_part *b)
{
	const struct installment *p = &t->list[a->number];
	const struct installment *q = &t->list[b->number];

	if (a->due != b->due || a->ntier != b->ntier)
		return false;
	for (size_t i = 0; i < a->ntier; i++)
		if (a->tier[i].date != b->tier[i].date ||
		    decimal_compare(p->tier[i].percent, q->tier[i].percent))
			return false;
	return true;
}

/* Adds a part to one that is due alike, or after all others. */
static void
add_part(const struct terms *t, struct terms_parts *parts,
    const struct terms_part *part)
{
	for (size_t i = 0; i < parts->n; i++) {
		if (!same_days(t, &parts->list[i], part))
			continue;
		parts->list[i].amount += part->amount;
		parts->list[i].base += part->base;
		return;
	}
	parts->list = mem_grow(
	    parts->list, &parts->cap, parts->n + 1, sizeof *parts->list);
	parts->list[parts->n++] = *part;
}

static void
set_discounts(const struct terms *t, const struct terms_bill *bill,
    struct terms_part *part)
{
	const struct installment *p = &t->list[part->number];

	for (size_t i = 0; i < part->ntier; i++) {
		struct decimal percent = p->tier[i].percent;
		int128 whole = 100;

		for (int k = 0; k < percent.places; k++)
			whole *= 10;
		part->tier[i].amount = (int64_t)money_round_as(
		    (int128)part->base * percent.n, whole, bill->rounding);
	}
}

/* Most terms have one installment, which is the whole. */
static enum terms_fault
apply_whole(const struct terms *t, const struct terms_bill *bill,
    struct terms_parts *parts)
{
	struct terms_part *part;

	parts->list =
	    mem_grow(parts->list, &parts->cap, 1, sizeof *parts->list);
	parts->n = 1;
	part = parts->list;
	part->amount = bill->amount;
	part->base = bill->amount != 0 ? bill->discount_base : 0;
	part->number = 0;
	if (!set_dates(t, bill, part))
		return TERMS_DATE;
	set_discounts(t, bill, part);
	return TERMS_OK;
}

enum terms_fault
terms_apply(const struct terms *t, const struct terms_bill *bill,
    struct terms_parts *parts)
{
	struct split s;
	enum terms_fault fault;

	if (t->n == 1)
		return apply_whole(t, bill, parts);
	fault = split_bill(t, bill, parts, &s);
	parts->n = 0;
	if (fault != TERMS_OK)
		return fault;
	for (size_t i = 0; i < t->n; i++) {
		struct terms_part part = {
		    .amount = s.amounts[i], .base = s.bases[i], .number = i};
		bool alone = bill->amount == 0 && i + 1 == t->n;

		if (part.amount == 0 && !alone)
			continue;
		if (!set_dates(t, bill, &part))
			return TERMS_DATE;
		add_part(t, parts, &part);
	}
	for (size_t i = 0; i < parts->n; i++)
		set_discounts(t, bill, &parts->list[i]);
	return TERMS_OK;
}
