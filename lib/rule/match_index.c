/* What a customer has open, by amount: so that one with a hundred thousand
   items costs each of its receipts a search and not a walk. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/match_in.h"

#define FEW 32

static int
value_order(const void *a, const void *b)
{
	const struct match_value *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->count > y->count) - (x->count < y->count);
}

static struct match_value *
add(struct match_bag *bag, struct match_value v)
{
	bag->value =
	    mem_grow(bag->value, &bag->cap, bag->n + 1, sizeof *bag->value);
	bag->value[bag->n] = v;
	return &bag->value[bag->n++];
}

/* At its place, unless it is there. */
static void
insert(struct match_bag *bag, struct match_value v)
{
	size_t at = match_from(bag, v.value), n = bag->n;
	struct match_value *place;

	while (at < n && value_order(&bag->value[at], &v) < 0)
		at++;
	if (at < n && value_order(&bag->value[at], &v) == 0) {
		bag->value[at].whole = v.whole;
		return;
	}
	add(bag, v);
	bag->blocks = false;
	place = bag->value + at;
	memmove(place + 1, place, (n - at) * sizeof v);
	*place = v;
}

/* Most customers have few items: qsort would be slow. */
static void
sort_few(struct match_value *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct match_value one = v[i];
		size_t at = i;

		for (; at > 0 && value_order(&v[at - 1], &one) > 0; at--)
			v[at] = v[at - 1];
		v[at] = one;
	}
}

static void
sort(struct match_bag *bag)
{
	size_t n = 0;

	bag->blocks = false;
	if (bag->n > FEW)
		qsort(bag->value, bag->n, sizeof *bag->value, value_order);
	else
		sort_few(bag->value, bag->n);
	for (size_t i = 0; i < bag->n; i++)
		if (i == 0 || value_order(&bag->value[n - 1], &bag->value[i]))
			bag->value[n++] = bag->value[i];
	bag->n = n;
}

static void
put(struct match_bag *bag, struct match_value v, bool sorted)
{
	if (sorted)
		insert(bag, v);
	else
		add(bag, v);
}

/* What the value is less its discount on a day. */
static void
put_net(const struct match *m, struct match_index *ix, struct match_value v,
    int32_t day, bool sorted)
{
	int64_t discount = match_discount(
	    &m->items[v.item], v.count, day, 0, m->policy->rounding);

	v.value -= discount;
	if (discount > 0)
		put(&ix->net, v, sorted);
}

/* Discounts change on the days that they end, and on no other. */
static void
put_nets(const struct match *m, struct match_index *ix, struct match_value v,
    bool sorted)
{
	const struct match_item *i = &m->items[v.item];

	for (uint32_t p = 0; p < i->npart; p++)
		for (uint32_t t = 0; t < i->part[p].ntier; t++)
			put_net(m, ix, v, i->part[p].tier[t].date, sorted);
}

static void
put_item(
    const struct match *m, struct match_index *ix, uint32_t item, bool sorted)
{
	const struct match_item *i = &m->items[item];
	struct match_value v = {.item = item};
	uint32_t last = match_parts(i);

	for (uint32_t p = 0; p < i->npart; p++) {
		if (i->part[p].open == 0)
			continue;
		v.value += i->part[p].open;
		v.whole = ++v.count == last;
		put(&ix->gross, v, sorted);
		put_nets(m, ix, v, sorted);
	}
}

static void
fill(struct match *m, struct match_index *ix)
{
	struct match_room *r = m->room;
	uint8_t rule = r->rule;

	r->rule = MATCH_OLDEST; /* whatever billed: receipts differ in that */
	match_look(m, ix->all);
	r->rule = rule;
	ix->gross.n = ix->net.n = 0;
	for (size_t i = 0; i < r->nseen; i++)
		put_item(m, ix, r->seen[i], false);
	sort(&ix->gross);
	sort(&ix->net);
	ix->changes = r->nchange;
	ix->born = m->nentry;
	ix->made = true;
}

/* Puts in what has changed, and is still open. */
static void
catch_up(struct match *m, struct match_index *ix)
{
	const struct match_room *r = m->room;

	for (; ix->changes < r->nchange; ix->changes++) {
		uint32_t item = r->change[ix->changes];
		uint32_t owner = m->items[item].customer;

		if (match_may_pay(&m->items[item], match_at(m)) &&
		    (owner == ix->customer ||
			(ix->all && match_is_below(m, owner, ix->customer))))
			put_item(m, ix, item, true);
	}
}

#define LEAST 8    /* indexes of a group */
#define MOST  4096 /* more than that are made again when they are asked for */

void
match_index_open(struct match *m)
{
	struct match_room *r = m->room;
	size_t had = r->index_cap, n = LEAST;

	while (n < MOST && n < 4 * (size_t)m->ncustomer)
		n *= 2;
	r->index = mem_grow(r->index, &r->index_cap, n, sizeof *r->index);
	for (; had < r->index_cap; had++)
		r->index[had] = (struct match_index){0};
	r->nindex = n;
	for (size_t i = 0; i < n; i++)
		r->index[i].customer = MATCH_NONE;
}

void
match_index_free(struct match_room *r)
{
	for (size_t i = 0; i < r->index_cap; i++) {
		mem_free(r->index[i].gross.block);
		mem_free(r->index[i].gross.value);
		mem_free(r->index[i].net.value);
		mem_free(r->index[i].totals.member);
		mem_free(r->index[i].totals.group);
		mem_free(r->index[i].wait);
	}
	mem_free(r->index);
}

/* Whether an index is of the receipt's customer and pool, or of nothing. */
static bool
is_place(const struct match_index *ix, const struct match_fund *f, bool all)
{
	return ix->customer == MATCH_NONE ||
	       (ix->customer == f->customer && ix->pool == f->pool &&
		   ix->all == all);
}

/* Where there is none, the first makes room. */
struct match_index *
match_place(struct match *m, bool all)
{
	const struct match_fund *f = match_at(m);
	size_t home = ((size_t)f->customer + f->pool) * 2 + all;
	size_t mask = m->room->nindex - 1, i = 0;
	struct match_index *ix;

	while (
	    i < LEAST && !is_place(&m->room->index[(home + i) & mask], f, all))
		i++;
	ix = &m->room->index[(home + i % LEAST) & mask];
	if (ix->customer != f->customer || ix->pool != f->pool ||
	    ix->all != all) {
		ix->customer = f->customer;
		ix->pool = f->pool;
		ix->all = all;
		ix->made = false;
		ix->waits = ix->totals.version = 0;
	}
	return ix;
}

/*
 * What is no longer true stays in an index: match_stands leaves it out.  It is
 * made anew when that may be half of it.
 */
struct match_index *
match_index(struct match *m, bool all)
{
	struct match_index *ix = match_place(m, all);

	size_t late = m->room->nchange - ix->changes;

	if (!ix->made || m->nentry - ix->born > ix->gross.n / 2 + 8 ||
	    late > ix->gross.n / 256 + 8)
		fill(m, ix);
	else
		catch_up(m, ix);
	return ix;
}

bool
match_stands(const struct match *m, const struct match_value *v)
{
	const struct match_item *i = &m->items[v->item];

	return match_may_pay(i, match_at(m)) &&
	       i->billed <= match_at(m)->date && v->count <= match_parts(i) &&
	       match_first(i, v->count) == v->value;
}

bool
match_stands_net(const struct match *m, const struct match_value *v)
{
	const struct match_item *i = &m->items[v->item];
	int64_t discount;

	if (!match_may_pay(i, match_at(m)) || i->billed > match_at(m)->date ||
	    v->count > match_parts(i))
		return false;
	discount = match_available(m, i, v->count);
	return discount > 0 && match_first(i, v->count) - discount == v->value;
}

/* The first value that is not less. */
size_t
match_from(const struct match_bag *bag, int64_t value)
{
	size_t low = 0, high = bag->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (bag->value[mid].value < value)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
