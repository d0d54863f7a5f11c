#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "cmd/apply_group.h"

/* Duplicates: receipts of one amount a few days apart that say the same. */

/* Of two of one day the first is the one that was applied. */
static bool
is_used(const struct apply_money *m)
{
	return m->open < m->received;
}

static int
by_amount(const void *x, const void *y)
{
	const struct apply_twin *a = x, *b = y;
	int c;

	if (a->money->pool != b->money->pool)
		return a->money->pool < b->money->pool ? -1 : 1;
	if (a->money->received != b->money->received)
		return a->money->received < b->money->received ? -1 : 1;
	if (a->money->date != b->money->date)
		return a->money->date < b->money->date ? -1 : 1;
	if (is_used(a->money) != is_used(b->money))
		return is_used(a->money) ? -1 : 1;
	c = span_compare(a->doc, b->doc);
	return c != 0 ? c
		      : (a->money->item > b->money->item) -
			    (a->money->item < b->money->item);
}

static int
by_item(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* What a receipt says, and the earlier ones of its amount that say so. */
struct said {
	uint64_t ref, docs;         /* hashes; 0: it says nothing */
	size_t last_ref, last_docs; /* places + 1, or 0 */
};

struct heard {
	uint64_t hash;
	size_t place;
};

/* The documents that a receipt names, each once, in order; how many. */
static size_t
named(struct apply_desk *d, const struct apply_money *m, uint32_t **items)
{
	uint32_t *to;
	size_t n = 0, out = 0;

	d->said.narrow = true;
	apply_cites(d, m);
	d->said.narrow = false;
	to = apply_room_take(&d->room, (d->ncited + 1) * sizeof *to);
	for (size_t i = 0; i < d->ncited; i++)
		if (d->cited[i].item != LEDGER_NONE)
			to[n++] = d->cited[i].item;
	if (n > 1)
		qsort(to, n, sizeof *to, by_item);
	for (size_t i = 0; i < n; i++)
		if (out == 0 || to[i] != to[out - 1])
			to[out++] = to[i];
	*items = to;
	return out;
}

static bool
same_words(struct apply_desk *d, const struct apply_money *a,
    const struct apply_money *b)
{
	struct span x[APPLY_CELLS], y[APPLY_CELLS];
	uint32_t *p, *q;
	size_t n;

	apply_money_cells(d->apply, a, x);
	apply_money_cells(d->apply, b, y);
	if (x[CELL_REF].len > 0 && span_equal(x[CELL_REF], y[CELL_REF]))
		return true;
	n = named(d, a, &p);
	return n > 0 && named(d, b, &q) == n &&
	       memcmp(p, q, n * sizeof *p) == 0;
}

static struct said
says(struct apply_desk *d, const struct apply_money *m)
{
	struct span cells[APPLY_CELLS], ref;
	struct said s = {0};
	uint32_t *items;
	size_t n = named(d, m, &items);

	apply_money_cells(d->apply, m, cells);
	ref = cells[CELL_REF];
	if (ref.len > 0)
		s.ref = hash_bytes(0, ref.at, ref.len) | 1;
	if (n > 0)
		s.docs = hash_bytes(0, (char *)items, n * sizeof *items) | 1;
	return s;
}

/* Follows one of the two lists of receipts that may say the same; they are
   those of its amount that the bank did not take back. */
static size_t
latest(const struct said *s, size_t i, bool ref)
{
	return ref ? s[i].last_ref : s[i].last_docs;
}

/* The latest of the earlier receipts that a[i] repeats: place + 1, or 0. */
static size_t
find(struct apply_desk *d, const struct apply_twin *all, const struct said *s,
    size_t i, bool ref)
{
	const struct apply_money *m = all[i].money;

	for (size_t k = latest(s, i, ref); k > 0; k = latest(s, k - 1, ref)) {
		const struct apply_money *e = all[k - 1].money;

		if ((int64_t)m->date - e->date > d->apply->duplicate_days)
			break;
		if (same_words(d, m, e))
			return k;
	}
	return 0;
}

static bool
is_new(const struct apply_twin *t)
{
	return t->money->used && t->money->block == BLOCK_NOT;
}

static void
judge(struct apply_desk *d, const struct apply_twin *all, const struct said *s,
    size_t i)
{
	struct apply_money *m = all[i].money;
	size_t a, b;

	if (!is_new(&all[i]))
		return;
	a = find(d, all, s, i, true);
	b = find(d, all, s, i, false);
	if (a == 0 && b == 0)
		return;
	m->block = BLOCK_DUPLICATE;
	m->twin = all[(a > b ? a : b) - 1].money->item;
}

/* The last place + 1 of a hash so far; it becomes `place`, unless that is 0.
   The slots are a power of 2, more than twice as many as there are hashes. */
static size_t
remember(struct heard *slots, size_t mask, uint64_t hash, size_t place)
{
	size_t i = hash >> 1 & mask, before;

	while (slots[i].hash != 0 && slots[i].hash != hash)
		i = (i + 1) & mask;
	before = slots[i].place;
	if (place > 0)
		slots[i] = (struct heard){hash, place};
	return before;
}

/* Leaves out those that were long before the first new one, and those after
   the last; how many are left. */
static size_t
narrow(const struct apply_desk *d, const struct apply_twin **all, size_t n)
{
	const struct apply_twin *a = *all;
	size_t first = 0, from = 0;

	while (n > 0 && !is_new(&a[n - 1]))
		n--;
	while (first < n && !is_new(&a[first]))
		first++;
	while (from < first &&
	       (int64_t)a[first].money->date - a[from].money->date >
		   d->apply->duplicate_days)
		from++;
	*all = a + from;
	return n - from;
}

/* Of receipts of one amount: each is put behind those who say the same. */
static void
find_equal(struct apply_desk *d, const struct apply_twin *all, size_t n)
{
	struct said *s;
	struct heard *slots;
	size_t mask = 4;

	n = narrow(d, &all, n);
	if (n < 2)
		return;
	s = apply_room_take(&d->room, n * sizeof *s);
	while (mask < 5 * n)
		mask *= 2;
	slots = mem_array(mask, sizeof *slots);
	mask--;
	for (size_t i = 0; i < n; i++) {
		const struct apply_money *m = all[i].money;
		size_t place = m->returned || m->back ? 0 : i + 1;

		s[i] = says(d, m);
		if (s[i].ref != 0)
			s[i].last_ref = remember(slots, mask, s[i].ref, place);
		if (s[i].docs != 0)
			s[i].last_docs =
			    remember(slots, mask, ~s[i].docs | 1, place);
		judge(d, all, s, i);
	}
	mem_free(slots);
}

static bool
same_amount(const struct apply_twin *a, const struct apply_twin *b)
{
	return a->money->pool == b->money->pool &&
	       a->money->received == b->money->received;
}

/* Of the money of one customer. */
static void
find_among(struct apply_desk *d, struct apply_money *m, size_t n)
{
	struct apply_twin *all = apply_room_take(&d->room, n * sizeof *all);
	size_t count = 0, end;

	for (size_t i = 0; i < n; i++)
		if (m[i].receipt && m[i].received > 0)
			all[count++] = (struct apply_twin){
			    &m[i], apply_doc(d->apply, m[i].item), 0};
	apply_sort_twins(all, count, by_amount);
	for (size_t i = 0; i < count; i = end) {
		for (end = i + 1;
		     end < count && same_amount(&all[i], &all[end]);)
			end++;
		if (end - i > 1)
			find_equal(d, all + i, end - i);
	}
}

void
apply_find_twins(struct apply_desk *d)
{
	size_t end;

	for (size_t i = 0; i < d->nmoney; i = end) {
		bool any = false;

		for (end = i; end < d->nmoney &&
			      d->money[end].customer == d->money[i].customer;
		     end++)
			any |= d->money[end].receipt && d->money[end].used &&
			       d->money[end].block == BLOCK_NOT;
		if (any && end - i > 1)
			find_among(d, d->money + i, end - i);
	}
}
