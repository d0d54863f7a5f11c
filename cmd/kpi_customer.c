#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"

/*
 * Promises that name no item: kept by what their customer paid in those days,
 * on whatever it was put.
 */
struct promise {
	const struct ledger_event *event;
	struct span entity;
	int currency;
	size_t period;
	uint32_t group;
	int64_t amount; /* promised */
	int128 received;
	int64_t promised_money, received_money; /* as the report counts them */
};

struct kpi_promises {
	struct promise *at; /* by group */
	size_t n, cap;
	/* while they are worked out */
	const struct kpi_world *world;
	struct ledger_view *view;
	uint32_t *items; /* of customers who promised something */
	size_t nitem, item_cap;
	bool *promised; /* by customer */
	struct faults *faults;
};

static void
list_promises(struct kpi_promises *p)
{
	const struct kpi_world *w = p->world;
	const struct ledger *l = w->ledger;

	for (uint32_t i = 0; i < ledger_events(l); i++) {
		const struct ledger_event *e = ledger_event(l, i);
		const struct kpi_mark *m;
		size_t period;

		if (e->type != TYPE_PROMISE || e->dropped ||
		    e->item != LEDGER_NONE || e->due == DATE_NONE)
			continue;
		m = kpi_mark_find(&w->note->promise, e->line);
		period = kpi_period(&w->days, e->due);
		if (m == NULL || period == KPI_NOWHERE || e->date > e->due)
			continue;
		p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
		p->at[p->n++] = (struct promise){.event = e,
		    .entity = intern_text(w->note->reasons, (uint32_t)m->day),
		    .currency = (int)m->n,
		    .period = period};
		p->promised[e->customer] = true;
	}
}

/* By customer, so that each promise finds the items together. */
static const struct ledger *sorting;

static int
by_customer(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	uint32_t p = ledger_item(sorting, x)->customer;
	uint32_t q = ledger_item(sorting, y)->customer;

	if (p != q)
		return p < q ? -1 : 1;
	return (x > y) - (x < y);
}

static void
list_items(struct kpi_promises *p)
{
	const struct ledger *l = p->world->ledger;

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		const struct ledger_item *item = ledger_item(l, i);

		if (!p->promised[item->customer] || item->piece == LEDGER_NONE)
			continue;
		p->items = mem_grow(
		    p->items, &p->item_cap, p->nitem + 1, sizeof *p->items);
		p->items[p->nitem++] = i;
	}
	sorting = l;
	if (p->nitem > 0)
		qsort(p->items, p->nitem, sizeof *p->items, by_customer);
}

static size_t
first_of(const struct kpi_promises *p, uint32_t customer)
{
	const struct ledger *l = p->world->ledger;
	size_t low = 0, n = p->nitem;

	while (n > 0) {
		size_t half = n / 2;

		if (ledger_item(l, p->items[low + half])->customer < customer) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

/* What is open of an item's debts on the day of the promise. */
static int64_t
open_of(struct kpi_promises *p, const struct promise *one, uint32_t item)
{
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(p->view, item, one->event->date, &parts);
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += parts[i].open > 0 ? parts[i].open : 0;
	return sum;
}

/* Money that came in the days promised, less what the bank took back. */
static int128
received_of(
    const struct kpi_promises *p, const struct promise *one, uint32_t item)
{
	const struct ledger *l = p->world->ledger;
	int32_t until = p->world->run->periods[one->period].to;
	uint32_t i = ledger_item(l, item)->piece;
	int128 sum = 0;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next) {
		const struct ledger_piece *q = ledger_piece(l, i);
		int32_t day = q->transferred && q->doc_date != DATE_NONE
				  ? q->doc_date
				  : q->date;

		if ((q->kind != TYPE_RECEIPT && !q->returned) ||
		    q->date > until)
			continue;
		if (day >= one->event->date && day <= one->event->due)
			sum -= q->amount;
	}
	return sum;
}

static void
work_out(struct kpi_promises *p, struct promise *one)
{
	const struct ledger *l = p->world->ledger;
	uint32_t customer = one->event->customer;
	size_t i = first_of(p, customer);

	one->amount = one->event->blank ? 0 : one->event->amount;
	for (; i < p->nitem; i++) {
		const struct ledger_item *item = ledger_item(l, p->items[i]);

		if (item->customer != customer)
			break;
		if (item->currency != one->currency ||
		    !span_equal(ledger_text(l, item->entity), one->entity))
			continue;
		if (one->event->blank)
			one->amount += open_of(p, one, p->items[i]);
		one->received += received_of(p, one, p->items[i]);
	}
}

static int64_t
money(struct kpi_promises *p, const struct promise *one, int64_t amount)
{
	const struct base *base = p->world->run->money;
	int64_t out = amount;

	if (base != NULL && !base_convert_on(base, amount, one->currency,
				one->event->due, &out))
		base_missing_on(base, p->faults, one->event->line,
		    one->currency, one->event->due);
	return out;
}

static void
count(struct kpi_promises *p, struct promise *one)
{
	int128 got = one->received < 0 ? 0 : one->received;

	one->promised_money = money(p, one, one->amount);
	one->received_money =
	    money(p, one, got < one->amount ? (int64_t)got : one->amount);
}

static uint32_t
group_of(const struct kpi_world *w, const struct promise *one)
{
	struct span blank[CARRIED_MOST];
	struct fields_view v = {
	    .customer = ledger_text(w->ledger, one->event->customer),
	    .entity = one->entity,
	    .date = DATE_NONE,
	    .due = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .currency = one->currency,
	    .type = TYPE_PROMISE,
	    .carried = blank};

	for (size_t i = 0; i < CARRIED_MOST; i++)
		blank[i] = (struct span){"", 0};
	v.doc = v.account = v.part = (struct span){"", 0};
	return kpi_groups_find(&w->groups, w->run, &v);
}

static int
by_group(const void *a, const void *b)
{
	const struct promise *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->event->line > y->event->line) -
	       (x->event->line < y->event->line);
}

struct kpi_promises *
kpi_promises_new(const struct kpi_world *w, struct faults *faults)
{
	struct kpi_promises *p = mem_array(1, sizeof *p);

	p->world = w;
	p->faults = faults;
	if (w->note->promise.n == 0)
		return p;
	p->view = ledger_view_new(w->ledger);
	p->promised = mem_array(ledger_texts(w->ledger), sizeof *p->promised);
	list_promises(p);
	list_items(p);
	for (size_t i = 0; i < p->n; i++) {
		p->at[i].group = group_of(w, &p->at[i]);
		if (p->at[i].group == KPI_NO_GROUP)
			continue;
		work_out(p, &p->at[i]);
		count(p, &p->at[i]);
	}
	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_group);
	return p;
}

void
kpi_promises_put(const struct kpi_world *w, uint32_t group, struct kpi_sums *s)
{
	const struct kpi_promises *p = w->promises;
	size_t low = 0, n = p->n;

	while (n > 0) {
		size_t half = n / 2;

		if (p->at[low + half].group < group) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	for (; low < p->n && p->at[low].group == group; low++) {
		const struct promise *one = &p->at[low];

		kpi_promise_add(&s->facts[one->period], one->amount,
		    one->received, one->promised_money, one->received_money);
	}
}

void
kpi_promises_free(struct kpi_promises *p)
{
	mem_free(p->at);
	mem_free(p->items);
	mem_free(p->promised);
	ledger_view_free(p->view);
	mem_free(p);
}
