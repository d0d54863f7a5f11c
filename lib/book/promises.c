#include "book/promises.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"

struct promises {
	const struct ledger *ledger;
	struct ledger_view *view;
	struct payments
	    payments; /* on an item until a day, LEDGER_NONE: none */
	uint32_t item;
	int32_t until;
	int128 *upto; /* what came in before each of them */
	size_t upto_cap;
	bool listed;
	uint64_t *items; /* of customers who promised something as a whole:
			    customer, item */
	size_t nitem, cap;
};

static int
by_customer(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The customers who did, or NULL: nobody. */
static bool *
who_promised(const struct ledger *l)
{
	bool *who = NULL;

	for (uint32_t i = 0; i < ledger_events(l); i++) {
		const struct ledger_event *e = ledger_event(l, i);

		if (e->type != TYPE_PROMISE || e->dropped ||
		    e->item != LEDGER_NONE)
			continue;
		if (who == NULL)
			who = mem_array(ledger_texts(l), sizeof *who);
		who[e->customer] = true;
	}
	return who;
}

/* Their items; so that each promise finds them together. */
static void
list_items(struct promises *p)
{
	const struct ledger *l = p->ledger;
	bool *who = who_promised(l);

	p->listed = true;
	for (uint32_t i = 0; who != NULL && i < ledger_items(l); i++) {
		const struct ledger_item *item = ledger_item(l, i);

		if (!who[item->customer] || item->piece == LEDGER_NONE)
			continue;
		p->items =
		    mem_grow(p->items, &p->cap, p->nitem + 1, sizeof *p->items);
		p->items[p->nitem++] = (uint64_t)item->customer << 32 | i;
	}
	if (p->nitem > 0)
		qsort(p->items, p->nitem, sizeof *p->items, by_customer);
	mem_free(who);
}

struct promises *
promises_new(const struct ledger *l)
{
	struct promises *p = mem_array(1, sizeof *p);

	p->ledger = l;
	p->item = LEDGER_NONE;
	p->view = ledger_view_new(l);
	return p;
}

void
promises_free(struct promises *p)
{
	if (p == NULL)
		return;
	ledger_view_free(p->view);
	payments_free(&p->payments);
	mem_free(p->upto);
	mem_free(p->items);
	mem_free(p);
}

/* What is open of an item; of those of a customer, what is in his debt. */
static int128
open_of(struct promises *p, uint32_t item, int32_t day, bool debts)
{
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(p->view, item, day, &parts);
	int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		if (parts[i].open > 0 || !debts)
			sum += parts[i].open;
	return sum;
}

static bool
is_within(const struct ledger_event *e, int32_t day)
{
	return day >= e->date && day <= e->due;
}

/* An item may have many promises, and many payments. */
static void
find_payments(struct promises *p, uint32_t item, int32_t until)
{
	struct payments *all = &p->payments;

	if (p->item == item && p->until == until)
		return;
	p->item = item;
	p->until = until;
	payments_find(all, p->ledger, item, until);
	p->upto = mem_grow(p->upto, &p->upto_cap, all->n + 1, sizeof *p->upto);
	p->upto[0] = 0;
	for (size_t i = 0; i < all->n; i++)
		p->upto[i + 1] = p->upto[i] + all->at[i].amount;
}

static int
by_day(const void *key, const void *member)
{
	int32_t day = *(const int32_t *)key;
	int32_t other = ((const struct payment *)member)->day;

	return (day > other) - (day < other);
}

/* What came in before a day. */
static int128
before(const struct promises *p, int32_t day)
{
	const struct payments *all = &p->payments;

	return p->upto[search_first(
	    &day, all->at, all->n, sizeof *all->at, by_day)];
}

static void
judge_item(struct promises *p, struct promise *one, int32_t until)
{
	const struct ledger_event *e = one->event;

	if (e->blank)
		one->amount = open_of(p, e->item, e->date, false);
	if (e->due < e->date)
		return;
	find_payments(p, e->item, until);
	one->received = before(p, e->due + 1) - before(p, e->date);
}

/* Money that came in the days promised, less what the bank took back. */
static int128
came_in(const struct promises *p, const struct ledger_event *e, uint32_t item,
    int32_t until)
{
	const struct ledger *l = p->ledger;
	uint32_t i = ledger_item(l, item)->piece;
	int128 sum = 0;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next) {
		const struct ledger_piece *q = ledger_piece(l, i);

		if ((q->kind == TYPE_RECEIPT || q->returned) &&
		    q->date <= until && is_within(e, payments_money_day(q)))
			sum -= q->amount;
	}
	return sum;
}

static void
judge_customer(struct promises *p, struct promise *one, int32_t until)
{
	const struct ledger_event *e = one->event;
	uint64_t first = (uint64_t)e->customer << 32;
	size_t i;

	if (!p->listed)
		list_items(p);
	i = search_first(
	    &first, p->items, p->nitem, sizeof *p->items, by_customer);
	for (; i < p->nitem && p->items[i] >> 32 == e->customer; i++) {
		uint32_t number = (uint32_t)p->items[i];
		const struct ledger_item *item = ledger_item(p->ledger, number);

		if (item->currency != e->currency || item->entity != e->entity)
			continue;
		if (e->blank)
			one->amount += open_of(p, number, e->date, true);
		one->received += came_in(p, e, number, until);
	}
}

struct promise
promises_judge(
    struct promises *p, const struct ledger_event *event, int32_t until)
{
	struct promise one = {event, event->blank ? 0 : event->amount, 0};

	if (event->item != LEDGER_NONE)
		judge_item(p, &one, until);
	else
		judge_customer(p, &one, until);
	return one;
}
