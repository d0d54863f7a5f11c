/* Rule 9: the oldest items first, for those who ask for it. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

static int
wait_order(const void *a, const void *b)
{
	const struct match_wait *x = a, *y = b;
	int c;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	c = span_compare(x->doc, y->doc);
	return c != 0 ? c : (x->item > y->item) - (x->item < y->item);
}

/* All items that the receipt may pay, the oldest first. */
static void
line_up(struct match *m, struct match_index *ix)
{
	struct match_room *r = m->room;

	match_look(m, ix->all);
	ix->next = 0;
	ix->nwait = r->nseen;
	ix->wait =
	    mem_grow(ix->wait, &ix->wait_cap, r->nseen, sizeof *ix->wait);
	for (size_t i = 0; i < r->nseen; i++) {
		const struct match_item *item = &m->items[r->seen[i]];

		ix->wait[i] = (struct match_wait){
		    item->doc, r->seen[i], match_order(item)};
	}
	if (ix->nwait > 1)
		qsort(ix->wait, ix->nwait, sizeof *ix->wait, wait_order);
}

/* The first item waits longer: its oldest installments are paid. */
static void
step_back(struct match_index *ix, int32_t order)
{
	struct match_wait first = ix->wait[ix->next];
	size_t low = ix->next + 1, high = ix->nwait;

	first.order = order;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (wait_order(&ix->wait[mid], &first) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	memmove(&ix->wait[ix->next], &ix->wait[ix->next + 1],
	    (low - ix->next - 1) * sizeof first);
	ix->wait[low - 1] = first;
}

static void
pay_item(struct match *m, uint32_t item)
{
	struct match_target *t;

	match_aim_none(m);
	t = match_aim(m, item);
	if (t->pay > match_at(m)->open)
		t->pay = match_at(m)->open;
	match_pay(m, t, "first", 50);
}

/* Items that are paid leave the line, so that each is passed but once. */
static void
pay_line(struct match *m, bool all)
{
	struct match_index *ix = match_place(m, all);
	uint32_t raised = m->room->raised[ix->customer];

	if (ix->waits != raised)
		line_up(m, ix);
	ix->waits = raised;
	while (ix->next < ix->nwait && match_at(m)->open > 0) {
		const struct match_wait *first = &ix->wait[ix->next];
		const struct match_item *item = &m->items[first->item];

		if (!match_may_pay(item, match_at(m)))
			ix->next++;
		else if (match_order(item) != first->order)
			step_back(ix, match_order(item));
		else
			pay_item(m, first->item);
	}
}

/* The customer's own items, then those of its children. */
enum match_verdict
match_oldest(struct match *m)
{
	int64_t before = match_at(m)->open;

	pay_line(m, false);
	if (match_at(m)->open > 0 && m->room->above[match_at(m)->customer])
		pay_line(m, true);
	match_say(m, match_at(m)->open < before, "the oldest items first");
	return match_at(m)->open < before ? VERDICT_FIRED : VERDICT_NOT;
}
