#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"

/* What a notice costs: interest on each day's balance, and the fee. */

static void __attribute__((noreturn))
too_much(const struct dun *d, const struct dun_part *p)
{
	struct span doc = dun_names(d, p).doc;

	diag_fail("interest on \"%.*s\" is beyond the largest amount",
	    (int)doc.len, doc.at);
}

static const struct policy_level *
rules_of(const struct dun *d, const struct dun_part *p)
{
	return policy_level(p->policy, p->debt.level, dun_names(d, p).currency);
}

static void
charge_part(const struct dun *d, struct dun_part *p,
    const struct dunning_stretch *s, size_t n)
{
	if (!dunning_interest(rules_of(d, p), s, n, &p->interest))
		too_much(d, p);
}

/* On what is asked for, as if it had been open on all days. */
static void
charge_balance(const struct dun *d, struct dun_part *p)
{
	struct dunning_stretch s = {p->interest_from, d->asof, p->amount};

	charge_part(d, p, &s, 1);
}

static void
charge_item(const struct dun *d, struct dun_stretches *s,
    struct dun_part **parts, size_t n)
{
	dun_stretches_of(s, parts, n);
	for (size_t i = 0; i < n; i++) {
		size_t count;
		const struct dunning_stretch *at =
		    dun_stretches_part(s, i, &count);

		charge_part(d, parts[i], at, count);
	}
}

static int
by_installment(const void *a, const void *b)
{
	const struct dun_part *x = *(struct dun_part *const *)a;
	const struct dun_part *y = *(struct dun_part *const *)b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->row->due > y->row->due) - (x->row->due < y->row->due);
}

/* The parts that bear interest by the balance of each day, item by item. */
static size_t
list_daily(struct dun *d, struct dun_part **daily)
{
	size_t n = 0;

	for (size_t i = 0; i < d->npart; i++) {
		struct dun_part *p = &d->parts[i];

		if (p->held != DUN_FREE)
			continue;
		p->bears = !p->charge && rules_of(d, p)->interest_rate.n > 0;
		if (!p->bears || p->interest_from >= d->asof)
			continue;
		if (rules_of(d, p)->balance)
			charge_balance(d, p);
		else
			daily[n++] = p;
	}
	if (n > 0)
		qsort(daily, n, sizeof(void *), by_installment);
	return n;
}

static void
charge_parts(struct dun *d)
{
	struct dun_part **daily = mem_array(d->npart, sizeof(void *));
	struct dun_stretches *s = dun_stretches_new(d);
	size_t n = list_daily(d, daily), next;

	for (size_t i = 0; i < n; i = next) {
		for (next = i + 1;
		     next < n && daily[next]->item == daily[i]->item; next++)
			;
		charge_item(d, s, daily + i, next - i);
	}
	dun_stretches_free(s);
	mem_free(daily);
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
	charge_parts(d);
	for (size_t i = 0; i < d->nletter; i++)
		if (d->letters[i].notices > 0)
			charge_letter(d, &d->letters[i]);
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
