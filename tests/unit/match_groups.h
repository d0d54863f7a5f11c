/* Random groups for cash application, by number: 1 to 3 customers, a few items
   and receipts whose amounts meet often. */
#ifndef MATCH_GROUPS_H
#define MATCH_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "rule/match.h"

#define ITEMS 8
#define PARTS 3
#define FUNDS 9
#define CITES 3
#define LINES 4
#define DAY   1000

/* A group, in one piece: after a copy its pointers are set again. */
struct group {
	struct match_policy policy;
	struct match_pool pools[2];
	struct match_customer customers[3];
	struct match_item items[ITEMS];
	struct match_part parts[ITEMS][PARTS];
	struct match_tier tiers[ITEMS][PARTS][2];
	struct match_fund funds[FUNDS];
	struct match_cite cites[FUNDS][CITES];
	struct match_line lines[FUNDS][LINES];
	struct match_applied applied[FUNDS][64];
	struct match_return returns[1];
	char names[ITEMS + FUNDS][4];
	uint32_t ncustomer, nitem, nfund, nreturn;
};

static uint32_t seed;

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

static bool
once_in(uint32_t n)
{
	return below(n) == 0;
}

static void
wire(struct group *g)
{
	for (uint32_t i = 0; i < g->nitem; i++) {
		g->items[i].doc = span_of(g->names[i]);
		g->items[i].part = g->parts[i];
		for (size_t p = 0; p < PARTS; p++)
			g->parts[i][p].tier = g->tiers[i][p];
	}
	for (uint32_t f = 0; f < g->nfund; f++) {
		g->funds[f].doc = span_of(g->names[ITEMS + f]);
		g->funds[f].line = g->lines[f];
		g->funds[f].cite = g->cites[f];
		g->funds[f].applied = g->applied[f];
	}
}

static inline struct match
match_of(struct group *g)
{
	wire(g);
	return (struct match){.policy = &g->policy,
	    .pools = g->pools,
	    .customers = g->customers,
	    .items = g->items,
	    .funds = g->funds,
	    .returns = g->returns,
	    .ncustomer = g->ncustomer,
	    .nitem = g->nitem,
	    .nfund = g->nfund,
	    .nreturn = g->nreturn,
	    .explain = MATCH_NONE};
}

/* Amounts, dates and discounts meet often: a few of each. */
static int64_t
some_amount(void)
{
	return (1 + below(9)) * 100 + (once_in(4) ? below(99) : 0);
}

static void
make_part(struct group *g, uint32_t i, uint32_t p, int32_t due)
{
	struct match_part *part = &g->parts[i][p];

	*part = (struct match_part){.due = due,
	    .order = due,
	    .amount = some_amount(),
	    .ntier = once_in(3) ? 1 + below(2) : 0};
	part->open = once_in(6)   ? 0
		     : once_in(8) ? part->amount / 2
				  : part->amount;
	for (uint32_t t = 0; t < part->ntier; t++)
		g->tiers[i][p][t] =
		    (struct match_tier){DAY - 3 + (int32_t)below(8),
			part->amount * (1 + below(4)) / 100};
}

static void
make_item(struct group *g, uint32_t i, uint32_t customer)
{
	struct match_item *item = &g->items[i];

	memcpy(g->names[i], (char[]){'I', (char)('0' + i), 0}, 3);
	*item = (struct match_item){.customer = customer,
	    .pool = once_in(8),
	    .terms = below(3),
	    .billed = DAY - 2 + (int32_t)below(4),
	    .npart = once_in(2) ? 1 : 1 + below(PARTS),
	    .held = once_in(20),
	    .disputed = once_in(20),
	    .later = once_in(40)};
	for (uint32_t p = 0; p < item->npart; p++) {
		make_part(g, i, p, DAY - 2 + (int32_t)(below(3) + 3 * p));
		item->amount += g->parts[i][p].amount;
	}
	if (item->npart == 1 && once_in(6))
		g->parts[i][0].due = DATE_NONE;
	item->credits = once_in(8) ? -item->amount / 4 : 0;
	item->taken = once_in(8) ? 1 + below(5) : 0;
}

static void
make_items(struct group *g)
{
	uint32_t customer = 0;

	g->ncustomer = 1 + below(3);
	for (uint32_t c = 0; c < g->ncustomer; c++)
		g->customers[c] = (struct match_customer){
		    c, c > 0 && !once_in(3) ? below(c) : MATCH_NONE};
	g->nitem = below(ITEMS + 1);
	for (uint32_t i = 0; i < g->nitem; i++) {
		while (customer + 1 < g->ncustomer && once_in(4))
			customer++;
		make_item(g, i, customer);
	}
}

static void
make_policy(struct group *g)
{
	struct match_policy *p = &g->policy;

	for (size_t r = 0; r < MATCH_RULES; r++)
		p->rule[r] = !once_in(12);
	p->asof = DAY + 30;
	p->grace = below(3);
	p->subset_most = once_in(4) ? 4 : 25;
	p->chance = (struct decimal){once_in(2) ? 100 : 1, 0};
	p->always_discount = once_in(3);
	p->partial_discount = once_in(3);
	p->over = once_in(2);
	p->oldest_first = once_in(4);
	p->rounding = once_in(2) ? ROUND_HALF_EVEN : ROUND_HALF_AWAY;
	for (size_t i = 0; i < 2; i++)
		g->pools[i].tolerance = (struct match_tolerance){
		    once_in(2), once_in(3), below(8), {below(30), 1}};
}

static int64_t
open_of(const struct match_item *i)
{
	int64_t sum = 0;

	for (uint32_t p = 0; p < i->npart; p++)
		sum += i->part[p].open;
	return sum;
}

/* Of some items or of a part, or nearly so; sometimes less a discount. */
static int64_t
fitting_amount(const struct group *g)
{
	int64_t sum = 0, least = 0;

	for (uint32_t n = 1 + below(4); n > 0 && g->nitem > 0; n--) {
		uint32_t i = below(g->nitem);

		sum += once_in(3) ? g->parts[i][0].open : open_of(&g->items[i]);
		if (once_in(3))
			least += g->tiers[i][0][0].amount;
	}
	if (once_in(4))
		sum += below(11);
	sum -= once_in(2) ? least : once_in(3) ? below(9) : 0;
	return sum > 0 ? sum : some_amount();
}

static struct match_cite
make_cite(const struct group *g)
{
	uint32_t what = below(12);
	struct match_cite c = {.text = {"x", 1},
	    .item = MATCH_NONE,
	    .fund = MATCH_NONE,
	    .level = (uint8_t)below(5),
	    .firm = !once_in(4)};

	if (what == 0)
		c.found = FOUND_UNKNOWN;
	else if (what == 1)
		c.found = once_in(2) ? FOUND_AMBIGUOUS : FOUND_SETTLED;
	else if (g->nitem > 0 && what < 10) {
		c.found = FOUND_ITEM;
		c.item = below(g->nitem);
	} else {
		c.found = FOUND_CREDIT;
		c.fund = below(g->nfund);
		c.less = true;
	}
	return c;
}

static void
make_lines(struct group *g, uint32_t f)
{
	struct match_fund *fund = &g->funds[f];
	int64_t sum = 0;

	fund->nline = 1 + below(LINES);
	for (uint32_t l = 0; l < fund->nline; l++) {
		struct match_line *line = &g->lines[f][l];
		struct match_cite c = make_cite(g);
		uint32_t i = c.item;

		*line = (struct match_line){
		    .cite = c, .due = DATE_NONE, .amount = some_amount()};
		if (c.found == FOUND_CREDIT)
			line->amount = -line->amount / 2;
		else if (i != MATCH_NONE && !once_in(3))
			line->amount = open_of(&g->items[i]);
		if (i != MATCH_NONE && once_in(2))
			line->due = g->parts[i][below(PARTS)].due;
		if (once_in(3))
			line->discount = below(30);
		if (once_in(4))
			line->deduction = below(60);
		if (line->due == 0)
			line->due = DATE_NONE;
		sum += line->amount;
	}
	if (sum > 0 && !once_in(8))
		fund->received = fund->open = sum;
}

static void
make_fund(struct group *g, uint32_t f, bool named)
{
	struct match_fund *fund = &g->funds[f];
	int64_t amount = fitting_amount(g);

	memcpy(g->names[ITEMS + f], (char[]){'F', (char)('0' + f), 0}, 3);
	fund->pool = once_in(8);
	fund->receipt = !once_in(3);
	fund->block = once_in(20) ? BLOCK_HOLD : BLOCK_NOT;
	fund->own = MATCH_NONE;
	fund->judged = fund->date - (once_in(3) ? (int32_t)below(3) : 0);
	fund->open = fund->received = amount;
	fund->shared = once_in(8);
	if (!fund->receipt) {
		fund->open = fund->received = some_amount();
		if (once_in(3) && g->nitem > 0)
			fund->own = below(g->nitem);
		return;
	}
	if (!named || once_in(2))
		return;
	fund->causes = once_in(3) ? 1U << below(10) : 0;
	if (once_in(3))
		make_lines(g, f);
	for (; fund->ncite < below(CITES + 1); fund->ncite++)
		g->cites[f][fund->ncite] = make_cite(g);
}

/* In order of date, then customer. */
static inline void
make_group(struct group *g, uint32_t number, bool named)
{
	int32_t date = DAY - 1;
	uint32_t customer = 0;

	seed = number * 2654435761U + 1;
	*g = (struct group){0};
	make_policy(g);
	make_items(g);
	wire(g);
	g->nfund = 1 + below(FUNDS);
	for (uint32_t f = 0; f < g->nfund; f++) {
		if (once_in(3)) {
			date++;
			customer = 0;
		}
		while (customer + 1 < g->ncustomer && once_in(3))
			customer++;
		g->funds[f].date = date;
		g->funds[f].customer = customer;
		make_fund(g, f, named);
	}
	wire(g);
}

static inline void
same_state(const struct group *a, const struct group *b)
{
	for (uint32_t f = 0; f < a->nfund; f++)
		assert_int_equal(a->funds[f].open, b->funds[f].open);
	for (uint32_t i = 0; i < a->nitem; i++) {
		assert_int_equal(a->items[i].taken, b->items[i].taken);
		assert_int_equal(a->items[i].credits, b->items[i].credits);
		assert_int_equal(a->items[i].disputed, b->items[i].disputed);
		for (uint32_t p = 0; p < a->items[i].npart; p++)
			assert_int_equal(
			    a->parts[i][p].open, b->parts[i][p].open);
	}
}

#endif
