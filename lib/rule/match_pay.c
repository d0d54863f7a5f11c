#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

void
match_aim_none(struct match *m)
{
	m->room->ntarget = m->room->ncredit = 0;
}

/* A target of an item, to be paid in full unless the caller says less. */
struct match_target *
match_aim(struct match *m, uint32_t item)
{
	struct match_room *r = m->room;
	struct match_target *t;

	r->target = mem_grow(
	    r->target, &r->target_cap, r->ntarget + 1, sizeof *r->target);
	t = &r->target[r->ntarget++];
	*t = (struct match_target){.item = item,
	    .count = match_parts(&m->items[item]),
	    .due = DATE_NONE,
	    .pay = match_open(&m->items[item])};
	return t;
}

int128
match_aimed(const struct match *m)
{
	int128 sum = 0;

	for (size_t i = 0; i < m->room->ntarget; i++)
		sum += m->room->target[i].pay;
	return sum;
}

void
match_take_credit(struct match *m, uint32_t fund, int64_t most)
{
	struct match_room *r = m->room;

	for (size_t i = 0; i < r->ncredit; i++)
		if (r->credit[i].fund == fund)
			return;
	r->credit = mem_grow(
	    r->credit, &r->credit_cap, r->ncredit + 1, sizeof *r->credit);
	r->credit[r->ncredit++] =
	    (struct match_source){fund, MATCH_NONE, most, 0};
}

int128
match_credit(const struct match *m)
{
	int128 sum = 0;

	for (size_t i = 0; i < m->room->ncredit; i++)
		sum += m->room->credit[i].left;
	return sum;
}

static int
source_order(const void *a, const void *b)
{
	const struct match_source *x = a, *y = b;

	return (x->fund > y->fund) - (x->fund < y->fund);
}

/* Targets by date, then document. */
static bool
stands_before(const struct match *m, const struct match_target *a,
    const struct match_target *b)
{
	const struct match_item *x = &m->items[a->item];
	const struct match_item *y = &m->items[b->item];
	int32_t p = match_order(x), q = match_order(y);
	int c;

	if (p != q)
		return p < q;
	c = span_compare(x->doc, y->doc);
	if (c != 0)
		return c < 0;
	if (a->item != b->item)
		return a->item < b->item;
	/* as in the ledger, who names an installment has it first */
	if (a->due == DATE_NONE || b->due == DATE_NONE)
		return a->due != DATE_NONE;
	return a->due < b->due;
}

/* Lets the target at i sink to where it belongs among n, in a heap. */
static void
sink(const struct match *m, size_t i, size_t n)
{
	struct match_target *t = m->room->target, one = t[i];

	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && stands_before(m, &t[child], &t[child + 1]))
			child++;
		if (!stands_before(m, &one, &t[child]))
			break;
		t[i] = t[child];
	}
	t[i] = one;
}

/* Heapsort: an account may have a hundred thousand items, and no two targets
   are alike. */
static void
sort_targets(struct match *m)
{
	struct match_target *t = m->room->target;
	size_t n = m->room->ntarget;

	for (size_t i = n / 2; i-- > 0;)
		sink(m, i, n);
	for (size_t end = n; end-- > 1;) {
		struct match_target largest = t[0];

		t[0] = t[end];
		t[end] = largest;
		sink(m, 0, end);
	}
}

/* What the targets of an item are paid. */
static int64_t
paid_of(const struct match *m, uint32_t item)
{
	int64_t sum = 0;

	for (size_t i = 0; i < m->room->ntarget; i++)
		if (m->room->target[i].item == item)
			sum += m->room->target[i].pay;
	return sum;
}

/* A credit memo is kept for the item that it credits, where that is paid. */
static void
keep_credits(struct match *m)
{
	struct match_source *c = m->room->credit;

	for (size_t i = 0; i < m->room->ncredit; i++) {
		int64_t rest;

		c[i].home = m->funds[c[i].fund].own;
		rest = c[i].home != MATCH_NONE ? paid_of(m, c[i].home) : 0;
		for (size_t k = 0; k < i; k++)
			rest -= c[k].home == c[i].home ? c[k].kept : 0;
		c[i].kept = rest < c[i].left ? rest : c[i].left;
	}
}

void
match_sort_targets(struct match *m)
{
	struct match_room *r = m->room;

	if (r->ntarget > 1)
		sort_targets(m);
	if (r->ncredit > 1)
		qsort(r->credit, r->ncredit, sizeof *r->credit, source_order);
	keep_credits(m);
}

/* Where a rule does not say of each row how it came about, it is the number
   that was cited. */
static const char *
way_of(const struct match_target *t, const char *way)
{
	static const char *const levels[] = {
	    "doc", "normal", "number", "xref", "po"};

	return way == NULL && t->cite != NULL ? levels[t->cite->level] : way;
}

/* Pays as much of what is left of a target as a credit may. */
static int64_t
pay_from(struct match *m, struct match_source *c, const struct match_target *t,
    int64_t left, const char *way, uint8_t score)
{
	bool home = c->home == t->item;
	int64_t most = home ? c->kept : c->left - c->kept;
	int64_t part = left < most ? left : most;

	if (part <= 0)
		return left;
	match_apply(m, c->fund, t, part, way, score);
	c->left -= part;
	c->kept -= home ? part : 0;
	return left - part;
}

void
match_pay(struct match *m, const struct match_target *t, const char *way,
    uint8_t score)
{
	struct match_room *r = m->room;
	int64_t left = t->pay;

	way = way_of(t, way);
	for (size_t i = 0; i < r->ncredit && left > 0; i++)
		if (r->credit[i].home == t->item)
			left = pay_from(m, &r->credit[i], t, left, way, score);
	for (size_t i = 0; i < r->ncredit && left > 0; i++)
		if (r->credit[i].home != t->item)
			left = pay_from(m, &r->credit[i], t, left, way, score);
	if (left > 0)
		match_apply(m, r->fund, t, left, way, score);
}

void
match_pay_all(struct match *m, const char *way, uint8_t score)
{
	match_sort_targets(m);
	for (size_t i = 0; i < m->room->ntarget; i++) {
		struct match_target *t = &m->room->target[i];
		const char *reason =
		    t->discount > 0
			? match_discount_reason(m, &m->items[t->item], t->count)
			: NULL;

		match_pay(m, t, way, score);
		match_act(m, TYPE_DISCOUNT, t, t->discount, reason,
		    way != NULL ? way : "discount", score);
	}
}
