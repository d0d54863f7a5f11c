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
add_member(struct match_totals *all, struct match_member member)
{
	all->member =
	    mem_grow(all->member, &all->cap, all->n + 1, sizeof *all->member);
	all->member[all->n++] = member;
}

static int
member_order(const void *a, const void *b)
{
	const struct match_member *p = a, *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	if (p->since != q->since)
		return p->since < q->since ? -1 : 1;
	if (p->item != q->item)
		return p->item < q->item ? -1 : 1;
	return (p->count > q->count) - (p->count < q->count);
}

static int32_t
first_due(const struct match_item *i)
{
	for (uint32_t p = 0; p < i->npart; p++)
		if (i->part[p].open > 0)
			return i->part[p].due;
	return DATE_NONE;
}

static struct match_member
member_of(const struct match *m, uint32_t item, int64_t key, uint32_t count)
{
	const struct match_item *i = &m->items[item];

	return (struct match_member){.key = key,
	    .since = i->billed,
	    .item = item,
	    .count = count,
	    .items = 1,
	    .open = match_first(i, count),
	    .most = match_expired(m, i, count)};
}

/* Installments are past due one after the other: each from the day after it
   was due, and after those before it were. */
static void
add_past(const struct match *m, struct match_totals *all, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	struct match_member before = {.since = i->billed};

	for (uint32_t p = 0, n = 0; p < i->npart; p++) {
		struct match_member past;

		if (i->part[p].open == 0)
			continue;
		if (i->part[p].due == DATE_NONE)
			return;
		past = member_of(m, item, MATCH_PAST, ++n);
		past.since = i->part[p].due + 1;
		if (past.since < before.since)
			past.since = before.since;
		past.items = n == 1;
		past.open -= before.open;
		past.most -= before.most;
		add_member(all, past);
		before.since = past.since;
		before.open += past.open;
		before.most += past.most;
	}
}

static void
add_item(struct match *m, struct match_totals *all, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	uint32_t parts = match_parts(i);

	add_member(all, member_of(m, item, MATCH_ACCOUNT, parts));
	add_past(m, all, item);
	if (first_due(i) != DATE_NONE)
		add_member(all, member_of(m, item, first_due(i), 1));
	if (i->terms != 0)
		add_member(
		    all, member_of(m, item, MATCH_TERMS + i->terms, parts));
}

/* Running sums, from the first member of each key. */
static void
add_up(struct match_totals *all)
{
	all->ngroup = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct match_member *it = &all->member[i];
		bool first = i == 0 || it[-1].key != it->key;

		it->all_open = it->open + (first ? 0 : it[-1].all_open);
		it->all_most = it->most + (first ? 0 : it[-1].all_most);
		it->items += first ? 0 : it[-1].items;
		if (!first)
			continue;
		all->group = mem_grow(all->group, &all->group_cap,
		    all->ngroup + 2, sizeof *all->group);
		all->group[all->ngroup++] = i;
	}
	if (all->ngroup > 0)
		all->group[all->ngroup] = all->n;
}

/* Worked out once for receipts of all days, until something changes. */
const struct match_totals *
match_totals(struct match *m, bool scope)
{
	struct match_totals *all = &match_index(m, scope)->totals;
	uint32_t version = m->room->version[match_at(m)->customer];
	uint8_t rule = m->room->rule;

	if (all->version == version)
		return all;
	all->version = version;
	all->n = 0;
	m->room->rule = MATCH_OLDEST; /* whatever billed */
	match_look(m, scope);
	m->room->rule = rule;
	for (size_t i = 0; i < m->room->nseen; i++)
		add_item(m, all, m->room->seen[i]);
	if (all->n > 1)
		qsort(all->member, all->n, sizeof *all->member, member_order);
	add_up(all);
	return all;
}

struct match_sum
match_sum_of(
    const struct match *m, const struct match_totals *all, size_t group)
{
	size_t from = all->group[group], low = from;
	size_t high = all->group[group + 1];
	const struct match_member *last;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (all->member[mid].since <= match_at(m)->date)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == from)
		return (struct match_sum){0};
	last = &all->member[low - 1];
	return (struct match_sum){
	    from, low - from, last->items, last->all_open, last->all_most};
}

struct match_sum
match_sum_by_key(
    const struct match *m, const struct match_totals *all, int64_t key)
{
	for (size_t g = all->ngroup; g-- > 0;) /* these are the last */
		if (all->member[all->group[g]].key == key)
			return match_sum_of(m, all, g);
		else if (all->member[all->group[g]].key < key)
			break;
	return (struct match_sum){0};
}

/* Of an item that is there part by part, its last member tells of all. */
int128
match_sum_discount(const struct match *m, const struct match_totals *all,
    const struct match_sum *sum)
{
	int128 discount = 0;

	if (sum->most == 0)
		return 0;
	for (size_t i = 0; i < sum->n; i++) {
		const struct match_member *it = &all->member[sum->from + i];
		const struct match_item *item = &m->items[it->item];

		if (it->key != MATCH_PAST ||
		    match_past_due(m, item) == it->count)
			discount += match_available(m, item, it->count);
	}
	return discount;
}
