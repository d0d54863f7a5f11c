#include "book/promises.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"

/* Money that came in from a customer, or went back to him. */
struct income {
	uint32_t customer, entity; /* ledger_text */
	int currency;
	int32_t day;    /* as money */
	int32_t date;   /* its row counts from here */
	int64_t amount; /* below 0: came in */
};

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
	struct income *income; /* of the same, by account and day */
	size_t nincome, income_cap;
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

static int
by_account(const void *a, const void *b)
{
	const struct income *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

/* The money of an item: receipts, less what the bank took back. */
static void
add_income(struct promises *p, const struct ledger_item *item)
{
	const struct ledger *l = p->ledger;
	uint32_t i = item->piece;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next) {
		const struct ledger_piece *q = ledger_piece(l, i);

		if (q->kind != TYPE_RECEIPT && !q->returned)
			continue;
		p->income = mem_grow(p->income, &p->income_cap, p->nincome + 1,
		    sizeof *p->income);
		p->income[p->nincome++] = (struct income){item->customer,
		    item->entity, item->currency, payments_money_day(q),
		    q->date, q->amount};
	}
}

/* Their items, and money; so that each promise finds them together. */
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
		add_income(p, item);
	}
	if (p->nitem > 0)
		qsort(p->items, p->nitem, sizeof *p->items, by_customer);
	if (p->nincome > 0)
		qsort(p->income, p->nincome, sizeof *p->income, by_account);
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
	mem_free(p->income);
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

/* What came in the days promised. */
static int128
came_in(const struct promises *p, const struct ledger_event *e, int32_t until)
{
	struct income key = {
	    e->customer, e->entity, e->currency, e->date, 0, 0};
	size_t i = search_first(
	    &key, p->income, p->nincome, sizeof *p->income, by_account);
	int128 sum = 0;

	for (key.day = e->due;
	     i < p->nincome && by_account(&p->income[i], &key) <= 0; i++)
		if (p->income[i].date <= until)
			sum -= p->income[i].amount;
	return sum;
}

/* What was in the customer's debt on the day of the promise. */
static int128
owed(struct promises *p, const struct ledger_event *e)
{
	uint64_t first = (uint64_t)e->customer << 32;
	size_t i = search_first(
	    &first, p->items, p->nitem, sizeof *p->items, by_customer);
	int128 sum = 0;

	for (; i < p->nitem && p->items[i] >> 32 == e->customer; i++) {
		uint32_t number = (uint32_t)p->items[i];
		const struct ledger_item *item = ledger_item(p->ledger, number);

		if (item->currency == e->currency && item->entity == e->entity)
			sum += open_of(p, number, e->date, true);
	}
	return sum;
}

static void
judge_customer(struct promises *p, struct promise *one, int32_t until)
{
	if (!p->listed)
		list_items(p);
	if (one->event->blank)
		one->amount = owed(p, one->event);
	one->received = came_in(p, one->event, until);
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
