/*
 * Cash application for one customer of a hundred thousand open items, in two
 * currencies, with seventy thousand receipts: what is worked out for each of
 * them anew would take hours, and main sets an alarm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "rule/match.h"

#define ITEMS    100000U
#define RECEIPTS 70000U
#define DAY      1000

struct large {
	struct match_policy policy;
	struct match_pool pools[2];
	struct match_customer customer;
	struct match_item *items;
	struct match_part *parts;
	struct match_fund *funds;
	struct match_cite *cites;
	char (*names)[16];
	struct match match;
};

/* Amounts of item i: no two are alike. */
static int64_t
amount_of(uint32_t i)
{
	return 100000 + 10 * (int64_t)i;
}

static void
add_items(struct large *l)
{
	for (uint32_t i = 0; i < ITEMS; i++) {
		int n = snprintf(l->names[i], 16, "I%06u", i);

		l->parts[i] =
		    (struct match_part){.due = DAY - (int32_t)(i % 90),
			.order = DAY - (int32_t)(i % 90),
			.amount = amount_of(i),
			.open = amount_of(i)};
		l->items[i] = (struct match_item){.pool = i % 2,
		    .billed = DAY - 100,
		    .doc = {l->names[i], (size_t)n},
		    .amount = amount_of(i),
		    .part = &l->parts[i],
		    .npart = 1};
	}
}

/* Receipt i is for item i: of ten, eight say so, one has its amount, and one
   is of an amount that nothing else comes to. */
static void
add_receipts(struct large *l)
{
	for (uint32_t i = 0; i < RECEIPTS; i++) {
		int64_t amount = amount_of(i) + (i % 10 == 9 ? 5 : 0);

		l->funds[i] = (struct match_fund){.pool = i % 2,
		    .doc = l->items[i].doc,
		    .date = DAY + (int32_t)(i / 5000),
		    .judged = DAY,
		    .open = amount,
		    .received = amount,
		    .receipt = true,
		    .own = MATCH_NONE,
		    .cite = &l->cites[i],
		    .ncite = i % 10 < 8};
		l->cites[i] = (struct match_cite){.text = l->items[i].doc,
		    .item = i,
		    .fund = MATCH_NONE,
		    .found = FOUND_ITEM,
		    .firm = true};
	}
}

static void
large_open(struct large *l)
{
	*l = (struct large){.pools = {{.exponent = 2}, {.exponent = 2}},
	    .customer = {.parent = MATCH_NONE}};
	for (size_t i = 0; i < MATCH_RULES; i++)
		l->policy.rule[i] = true;
	l->policy.asof = DAY + 30;
	l->policy.subset_most = 25;
	l->policy.chance = (struct decimal){1, 0};
	l->items = calloc(ITEMS, sizeof *l->items);
	l->parts = calloc(ITEMS, sizeof *l->parts);
	l->names = calloc(ITEMS, sizeof *l->names);
	l->funds = calloc(RECEIPTS, sizeof *l->funds);
	l->cites = calloc(RECEIPTS, sizeof *l->cites);
	add_items(l);
	add_receipts(l);
	l->match = (struct match){.policy = &l->policy,
	    .pools = l->pools,
	    .customers = &l->customer,
	    .items = l->items,
	    .funds = l->funds,
	    .ncustomer = 1,
	    .nitem = ITEMS,
	    .nfund = RECEIPTS,
	    .explain = MATCH_NONE};
}

static void
large_close(struct large *l)
{
	match_free(&l->match);
	free(l->items);
	free(l->parts);
	free(l->names);
	free(l->funds);
	free(l->cites);
}

static void
strict(void **state)
{
	struct large l;

	(void)state;
	large_open(&l);
	match_run(&l.match);
	assert_int_equal(l.match.nentry, RECEIPTS / 10 * 9);
	for (uint32_t i = 0; i < RECEIPTS; i++) {
		bool fits = i % 10 < 9;

		assert_int_equal(l.funds[i].open, fits ? 0 : amount_of(i) + 5);
		assert_int_equal(l.parts[i].open, fits ? 0 : amount_of(i));
		assert_true(fits == (l.funds[i].cause == CAUSE_NONE));
	}
	large_close(&l);
}

/* Then the rest pays the oldest, 90 days, 89 ... before; each leaves a bit of
   one that the next begins with. */
static void
oldest_first(void **state)
{
	struct large l;
	int64_t open[2] = {0, 0};
	int32_t newest[2] = {0, 0};

	(void)state;
	large_open(&l);
	l.policy.oldest_first = true;
	match_run(&l.match);
	for (uint32_t i = 0; i < RECEIPTS; i++)
		assert_int_equal(l.funds[i].open, 0);
	for (uint32_t i = 0; i < ITEMS; i++)
		if (l.parts[i].open < amount_of(i) &&
		    (i >= RECEIPTS || i % 10 == 9) &&
		    l.parts[i].order > newest[i % 2])
			newest[i % 2] = l.parts[i].order;
	for (uint32_t i = 0; i < ITEMS; i++) {
		assert_true(
		    l.parts[i].open == 0 || l.parts[i].order >= newest[i % 2]);
		open[i % 2] += l.parts[i].open;
	}
	for (uint32_t i = 0; i < ITEMS; i++)
		open[i % 2] -= amount_of(i);
	for (uint32_t i = 0; i < RECEIPTS; i++)
		open[i % 2] += l.funds[i].received;
	assert_int_equal(open[0], 0);
	assert_int_equal(open[1], 0);
	large_close(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(strict),
	    cmocka_unit_test(oldest_first),
	};

	alarm(100);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
