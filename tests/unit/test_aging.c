/* Where an open amount stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/aging.h"
#include "value/date.h"

/* As of day 1000, buckets 30, 60, 90: current, 1-30, 31-60, 61-90, 91+. */
static const struct aging_policy plain = {
    .asof = 1000, .nlimit = 3, .limit = {30, 60, 90}};

static struct aging_entry
owed(int64_t open, int32_t due)
{
	return (struct aging_entry){
	    .open = open, .date = 900, .due = due, .doc_date = 890};
}

static void
bucket_edges(void **state)
{
	static const struct {
		int64_t days;
		size_t bucket;
	} edges[] = {{INT32_MIN, 0}, {-1, 0}, {0, 0}, {1, 1}, {30, 1}, {31, 2},
	    {60, 2}, {61, 3}, {90, 3}, {91, 4}, {INT64_C(4) << 30, 4}};
	struct aging_policy none = {.asof = 0};

	(void)state;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
		assert_int_equal(
		    aging_bucket(&plain, edges[i].days), edges[i].bucket);
	/* Without limits: current, and late. */
	assert_int_equal(aging_bucket(&none, 0), 0);
	assert_int_equal(aging_bucket(&none, 1), 1);
	assert_int_equal(aging_places(&none), 2 + 3);
	assert_int_equal(aging_places(&plain), 5 + 3);
	assert_int_equal(aging_index(&plain, AGING_DISPUTED), 5);
	assert_int_equal(aging_index(&plain, AGING_UNAPPLIED), 7);
}

/* Due, else document, else posting date; doc does not look at due. */
static void
bases(void **state)
{
	struct aging_policy p = plain;
	struct aging_entry e = owed(1, 950);

	(void)state;
	assert_int_equal(aging_date(&p, &e), 950);
	assert_int_equal(aging_days(&p, &e), 50);
	p.basis = AGING_DOC;
	assert_int_equal(aging_date(&p, &e), 890);
	p.basis = AGING_POST;
	assert_int_equal(aging_date(&p, &e), 900);
	p.basis = AGING_DUE;
	e.due = DATE_NONE;
	assert_int_equal(aging_date(&p, &e), 890);
	e.doc_date = DATE_NONE;
	assert_int_equal(aging_date(&p, &e), 900);
	p.basis = AGING_DOC;
	assert_int_equal(aging_date(&p, &e), 900);
	/* From the first day to the last there are more days than an
	   int32_t could lose: 9999-12-31 less 0001-01-01. */
	p.asof = DATE_MAX;
	e.date = DATE_MIN;
	assert_int_equal(aging_days(&p, &e), 3652058);
}

static void
places(void **state)
{
	struct aging_policy p = plain;
	struct aging_entry debt = owed(5, 960), memo = owed(-5, 960);
	struct aging_entry cash = memo;

	(void)state;
	cash.receipt = true;
	assert_int_equal(aging_find(&p, &debt), 2); /* 40 days */
	assert_int_equal(aging_find(&p, &memo), aging_index(&p, AGING_CREDITS));
	assert_int_equal(
	    aging_find(&p, &cash), aging_index(&p, AGING_UNAPPLIED));
	/* The sign decides: a receipt refunded too far is a debt. */
	cash.open = 5;
	assert_int_equal(aging_find(&p, &cash), 2);
	cash.open = -5;
	p.credits = AGING_OLDEST; /* what is left after netting */
	assert_int_equal(
	    aging_find(&p, &cash), aging_index(&p, AGING_UNAPPLIED));
	p.credits = AGING_BUCKET;
	assert_int_equal(aging_find(&p, &memo), 2);
	p.credits = AGING_CURRENT;
	assert_int_equal(aging_find(&p, &memo), 0);
	assert_int_equal(aging_find(&p, &debt), 2);
}

static void
net_is(const struct aging_policy *p, struct aging_entry *e, size_t n,
    const int64_t *want)
{
	aging_net(p, e, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(e[i].open, want[i]);
}

/*
 * Debts 50, 70, 90 from the oldest; 60 of receipts and 80 of credit memos.
 * Receipts first: 50 and 10 of the 70; the memos then 60 and 20 of the 90.
 */
static void
net_oldest(void **state)
{
	struct aging_policy p = plain;
	struct aging_entry e[] = {
	    owed(50, 1), owed(-80, 2), owed(70, 3), owed(-60, 4), owed(90, 5)};

	(void)state;
	p.credits = AGING_OLDEST;
	e[3].receipt = true;
	net_is(&p, e, 5, (const int64_t[]){0, 0, 0, 0, 70});
}

/* 100 of receipts and 10 of memos against 60: receipts are used first, so
   that 40 of them and all of the memos are left. */
static void
net_leaves_credit(void **state)
{
	struct aging_entry e[] = {owed(-10, 1), owed(-100, 2), owed(60, 3)};

	(void)state;
	e[1].receipt = true;
	net_is(&plain, e, 3, (const int64_t[]){-10, -40, 0});
	aging_net(&plain, e, 0);
}

/* What is disputed is not netted where it stands apart: 100 with 30 of
   them disputed take 70 of the 80. */
static void
net_leaves_disputed(void **state)
{
	struct aging_policy p = plain;
	struct aging_entry e[] = {owed(100, 1), owed(-80, 2)};

	(void)state;
	p.disputed = true;
	e[0].disputed = 30;
	net_is(&p, e, 2, (const int64_t[]){30, -10});
}

/* Every split of the sum is kept, to the ends of 64 bits. */
static void
net_keeps_the_sum(void **state)
{
	struct aging_entry e[] = {owed(INT64_MAX, 1), owed(INT64_MIN, 2),
	    owed(INT64_MAX, 3), owed(INT64_MIN, 4), owed(0, 5)};

	(void)state;
	net_is(&plain, e, 5, (const int64_t[]){0, 0, 0, -2, 0});
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bucket_edges),
	    cmocka_unit_test(bases),
	    cmocka_unit_test(places),
	    cmocka_unit_test(net_oldest),
	    cmocka_unit_test(net_leaves_credit),
	    cmocka_unit_test(net_leaves_disputed),
	    cmocka_unit_test(net_keeps_the_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
