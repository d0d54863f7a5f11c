#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Customers who may pay for each other, laid out for lib/rule/match. */

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Numbers of customers are in the order of their names. */
static void
gather_customers(struct apply_desk *d, const uint32_t *families, size_t n)
{
	const struct apply_world *w = d->apply->world;

	d->nwho = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t f = families[i], count = w->first[f + 1] - w->first[f];

		d->who = mem_grow(
		    d->who, &d->who_cap, d->nwho + count, sizeof *d->who);
		memcpy(d->who + d->nwho, w->member + w->first[f],
		    count * sizeof *d->who);
		d->nwho += count;
	}
	if (n > 1)
		qsort(d->who, d->nwho, sizeof *d->who, by_number);
	for (size_t i = 0; i < d->nwho; i++)
		w->place[d->who[i]] = (uint32_t)i;
}

static void
lay_customers(struct apply_desk *d)
{
	const struct apply_world *w = d->apply->world;
	struct match *m = &d->match;

	m->customers = mem_grow(
	    m->customers, &d->customer_cap, d->nwho, sizeof *m->customers);
	m->ncustomer = (uint32_t)d->nwho;
	for (size_t i = 0; i < d->nwho; i++) {
		uint32_t c = d->who[i], parent = w->parent[c];

		m->customers[i].tag = w->text[c];
		m->customers[i].parent =
		    parent != APPLY_NONE ? w->place[parent] : MATCH_NONE;
	}
}

struct match_item *
apply_group_item(struct apply_desk *d)
{
	struct match *m = &d->match;

	m->items = mem_grow(
	    m->items, &d->item_cap, (size_t)m->nitem + 1, sizeof *m->items);
	return &m->items[m->nitem];
}

static void
add_debit(struct apply_desk *d, uint32_t customer, uint32_t item)
{
	struct match_item *i = apply_group_item(d);

	if (!apply_item(d, item, false, i))
		return;
	i->customer = d->apply->world->place[customer];
	d->match.nitem++;
	if (!apply_is_return(d->apply, item))
		return;
	d->back =
	    mem_grow(d->back, &d->back_cap, d->nback + 1, sizeof *d->back);
	d->back[d->nback++] = (struct apply_back){.item = item};
}

static void
add_money(struct apply_desk *d, struct apply_money m, uint32_t customer)
{
	m.customer = customer;
	m.block = apply_block(d->apply, &m);
	m.used = m.open > 0;
	d->money =
	    mem_grow(d->money, &d->money_cap, d->nmoney + 1, sizeof *d->money);
	d->money[d->nmoney++] = m;
}

static size_t
first_moved(const struct apply_world *w, uint32_t customer)
{
	size_t low = 0, high = w->nmoved;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->moved[mid].customer < customer)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* What was moved here is as much as was moved. */
static void
add_moved(struct apply_desk *d, uint32_t customer)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;

	for (size_t i = first_moved(w, customer);
	     i < w->nmoved && w->moved[i].customer == customer; i++) {
		uint32_t transfer = w->moved[i].transfer;
		struct apply_money m;

		if (!apply_money(d, a->transfers[transfer - 1].item, &m))
			continue;
		m.transfer = transfer;
		m.received = m.open;
		add_money(d, m, customer);
	}
}

static void
gather_money(struct apply_desk *d, uint32_t customer)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;

	for (uint32_t i = w->start[customer]; i < w->start[customer + 1]; i++) {
		uint32_t item = w->list[i];
		struct apply_money m;

		if (ledger_item(a->ledger, item)->side == SIDE_CREDIT &&
		    (customer != w->unidentified ||
			apply_transfer_of(a, item) == 0) &&
		    apply_money(d, item, &m))
			add_money(d, m, customer);
	}
	add_moved(d, customer);
}

static void
gather_debits(struct apply_desk *d, uint32_t customer)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;

	for (uint32_t i = w->start[customer]; i < w->start[customer + 1]; i++)
		if (ledger_item(a->ledger, w->list[i])->side == SIDE_DEBIT)
			add_debit(d, customer, w->list[i]);
}

/* Whether there is anything to decide: money, or an open return. */
static bool
is_active(const struct apply_desk *d)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;

	for (size_t i = 0; i < d->nmoney; i++)
		if (d->money[i].used)
			return true;
	for (size_t k = 0; k < d->nwho; k++)
		for (uint32_t i = w->start[d->who[k]];
		     i < w->start[d->who[k] + 1]; i++)
			if (apply_is_return(a, w->list[i]))
				return true;
	return false;
}

static int
by_place(const void *x, const void *y)
{
	const struct match_item *a = x, *b = y;
	int c;

	if (a->customer != b->customer)
		return a->customer < b->customer ? -1 : 1;
	c = span_compare(a->doc, b->doc);
	return c != 0 ? c : (a->pool > b->pool) - (a->pool < b->pool);
}

static void
lay_items(struct apply_desk *d)
{
	struct match *m = &d->match;
	bool sorted = true;

	for (uint32_t i = 1; sorted && i < m->nitem; i++)
		sorted = by_place(&m->items[i - 1], &m->items[i]) <= 0;
	if (!sorted)
		qsort(m->items, m->nitem, sizeof *m->items, by_place);
	apply_map_clear(&d->items, m->nitem);
	for (uint32_t i = 0; i < m->nitem; i++)
		apply_map_put(&d->items, m->items[i].tag, i);
}

static void
clear(struct apply_desk *d)
{
	apply_room_reset(&d->room);
	d->nmoney = d->nfund = d->nback = 0;
	d->match.nitem = d->match.nfund = d->match.nreturn = 0;
}

/* False when there is nothing to decide. */
static bool
gather(struct apply_desk *d, const uint32_t *families, size_t n)
{
	clear(d);
	gather_customers(d, families, n);
	for (size_t i = 0; i < d->nwho; i++)
		gather_money(d, d->who[i]);
	if (!is_active(d))
		return false;
	for (size_t i = 0; i < d->nwho; i++)
		gather_debits(d, d->who[i]);
	apply_scan(d);
	return true;
}

/* Credit memos that were used up count for the remittance that took them:
   what they paid of its lines is not paid again. */
static void
add_taken(struct apply_desk *d, const struct apply_said *s)
{
	const struct ledger *l = d->apply->ledger;

	for (uint32_t i = 0; i < s->ncite; i++) {
		const struct apply_cited *c = &s->cite[i];
		uint32_t at;

		if (c->found != FOUND_SETTLED || !c->less ||
		    ledger_item(l, c->item)->side != SIDE_CREDIT)
			continue;
		if (d->funds.n != d->nmoney) {
			apply_map_clear(&d->funds, d->nmoney);
			for (size_t m = 0; m < d->nmoney; m++)
				apply_map_put(
				    &d->funds, d->money[m].item, (uint32_t)m);
			d->funds.n = d->nmoney;
		}
		at = apply_map_get(&d->funds, c->item);
		if (at != MATCH_NONE)
			d->money[at].used = true;
	}
}

static void
gather_taken(struct apply_desk *d)
{
	d->funds.n = 0;
	for (size_t i = 0; i < d->nmoney; i++)
		add_taken(d, &d->money[i].said);
}

static void
decide(struct apply_desk *d)
{
	lay_customers(d);
	apply_gather_returns(d);
	gather_taken(d);
	apply_find_twins(d);
	lay_items(d);
	apply_lay_funds(d);
	apply_lay_returns(d);
	match_run(&d->match);
	apply_keep_results(d);
}

void
apply_group_try(struct apply_desk *d, uint32_t family)
{
	size_t want = d->nwant, link = d->nlink;

	if (!gather(d, &family, 1))
		return;
	/* What is explained is told once. */
	if (d->nwant == want && d->nlink == link && d->apply->explain == NULL)
		decide(d);
	else
		d->apply->world->late[family] = true;
	d->nlink = link;
}

void
apply_group_read(struct apply_desk *d, uint32_t family)
{
	d->said.wide = true;
	gather(d, &family, 1);
}

void
apply_group(struct apply_desk *d, const uint32_t *families, size_t n)
{
	d->said.wide = true;
	if (gather(d, families, n))
		decide(d);
}
