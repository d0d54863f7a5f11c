/* What the items of a customer come to together, for rule 5. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

/* How many installments, from the first, were due before the receipt. */
uint32_t
match_past_due(const struct match *m, const struct match_item *i)
{
	uint32_t n = 0;

	for (uint32_t p = 0; p < i->npart; p++) {
		if (i->part[p].open == 0)
			continue;
		if (i->part[p].due == DATE_NONE ||
		    i->part[p].due >= match_at(m)->date)
			break;
		n++;
	}
	return n;
}

struct match_target
match_first_of(const struct match *m, uint32_t item, uint32_t count)
{
	const struct match_item *i = &m->items[item];

	return (struct match_target){.item = item,
	    .count = count,
	    .due = DATE_NONE,
	    .pay = match_first(i, count),
	    .discount = match_available(m, i, count)};
}

static void
sum_add(struct match_sum *sum, const struct match_target *t)
{
	sum->n++;
	sum->open += t->pay;
	sum->discount += t->discount;
}

static void
add_member(struct match_totals *all, int64_t key, const struct match_target *t)
{
	all->member =
	    mem_grow(all->member, &all->cap, all->n + 1, sizeof *all->member);
	all->member[all->n++] =
	    (struct match_member){key, t->item, t->count, t->pay, t->discount};
}

static int
member_order(const void *a, const void *b)
{
	const struct match_member *p = a, *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	return (p->item > q->item) - (p->item < q->item);
}

static int32_t
first_due(const struct match_item *i)
{
	for (uint32_t p = 0; p < i->npart; p++)
		if (i->part[p].open > 0)
			return i->part[p].due;
	return DATE_NONE;
}

static void
total_item(struct match *m, struct match_totals *all, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	struct match_target whole = match_first_of(m, item, match_parts(i));
	struct match_target past =
	    match_first_of(m, item, match_past_due(m, i));
	struct match_target first = match_first_of(m, item, 1);

	sum_add(&all->account, &whole);
	if (past.count > 0)
		sum_add(&all->past, &past);
	if (first_due(i) != DATE_NONE)
		add_member(all, first_due(i), &first);
	if (i->terms != 0)
		add_member(all, MATCH_TERMS + i->terms, &whole);
}

/* Worked out once for all receipts of a day, until something changes. */
const struct match_totals *
match_totals(struct match *m, bool scope)
{
	struct match_totals *all = &match_index(m, scope)->totals;
	const struct match_fund *f = match_at(m);
	uint32_t version = m->room->version[f->customer];

	if (all->version == version && all->date == f->date &&
	    all->judged == f->judged)
		return all;
	all->version = version;
	all->date = f->date;
	all->judged = f->judged;
	all->account = all->past = (struct match_sum){0};
	all->n = 0;
	match_look(m, scope);
	for (size_t i = 0; i < m->room->nseen; i++)
		total_item(m, all, m->room->seen[i]);
	if (all->n > 1)
		qsort(all->member, all->n, sizeof *all->member, member_order);
	return all;
}
