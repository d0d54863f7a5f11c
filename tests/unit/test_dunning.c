/*
 * Levels, minimums, interest and fees.
 *
 * With an argument it is a filter for tests/oracle/property-dunning: a line
 * "interest COUNT RATE FROM TO OPEN ..." or "fee FIXED SHARE AMOUNT", with
 * rates as N/PLACES, is answered by the amount, or "!" when it is too large.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rule/dunning.h"
#include "tests/unit/policies.h"
#include "value/currency.h"

#define USD currency_find(span_of("USD"))

/* The level of a debt due on 2026-01-10, that was last noticed at `was`. */
static void
level_is(const struct table *t, const char *asof, uint32_t was,
    const char *was_on, uint32_t want)
{
	struct dunning_debt d = {.due = day("2026-01-10"), .was = was};

	d.was_on = was > 0 ? day(was_on) : DATE_NONE;
	assert_int_equal(
	    dunning_level(table_policy(t, "P"), USD, &d, day(asof)), want);
}

/* N - 1 days are not N, and a level a run. */
static void
one_by_one(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL, "policy,level,days\nP,1,3\nP,2,14\nP,3,30\n");
	table_faults(&t, "");
	level_is(&t, "2026-01-12", 0, "", 0);
	level_is(&t, "2026-01-13", 0, "", 1);
	level_is(&t, "2026-02-13", 0, "", 1);
	level_is(&t, "2026-01-23", 1, "2026-01-13", 1);
	level_is(&t, "2026-01-24", 1, "2026-01-13", 2);
	level_is(&t, "2026-02-08", 2, "2026-01-24", 2);
	level_is(&t, "2026-02-09", 2, "2026-01-24", 3);
	level_is(&t, "2027-01-01", 3, "2026-02-09", 3);
	level_is(&t, "2027-01-01", 7, "2026-02-09", 3);
	table_close(&t);
}

static void
jump(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,days,from,advance\nP,0,,,jump\nP,1,3,,\nP,2,14,,\n"
	    "P,3,30,,\nP,4,7,previous,\n");
	table_faults(&t, "");
	level_is(&t, "2026-01-12", 0, "", 0);
	level_is(&t, "2026-01-23", 0, "", 1);
	level_is(&t, "2026-01-24", 0, "", 2);
	level_is(&t, "2026-12-31", 0, "", 3);
	level_is(&t, "2026-12-31", 2, "2026-12-01", 3);
	level_is(&t, "2026-12-07", 3, "2026-12-01", 3);
	level_is(&t, "2026-12-08", 3, "2026-12-01", 4);
	level_is(&t, "2026-01-24", 3, "2026-01-23", 3);
	table_close(&t);
}

/* From the end of the month: the 31st of January; from the last notice. */
static void
other_days(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,days,from\nP,1,0,eom\nP,2,10,previous\nP,3,28,eom\n");
	table_faults(&t, "");
	level_is(&t, "2026-01-30", 0, "", 0);
	level_is(&t, "2026-01-31", 0, "", 1);
	level_is(&t, "2026-02-17", 1, "2026-02-08", 1);
	level_is(&t, "2026-02-18", 1, "2026-02-08", 2);
	level_is(&t, "2026-02-27", 2, "2026-02-18", 2);
	level_is(&t, "2026-02-28", 2, "2026-02-18", 3);
	table_close(&t);
}

/* Where a currency lacks a level, it has none above it. */
static void
own_levels(void **state)
{
	struct dunning_debt d = {day("2026-01-10"), 0, DATE_NONE, 100, 0};
	int32_t asof = day("2026-12-31");
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,days,currency,advance\nP,0,,,jump\nP,1,5,,\n"
	    "P,2,10,USD,\nP,3,20,,\nQ,1,5,USD,\nQ,2,10,,\n");
	table_faults(&t, "");
	assert_int_equal(
	    dunning_level(table_policy(&t, "P"), USD, &d, asof), 3);
	assert_int_equal(dunning_level(table_policy(&t, "P"),
			     currency_find(span_of("EUR")), &d, asof),
	    1);
	assert_int_equal(dunning_level(table_policy(&t, "Q"),
			     currency_find(span_of("EUR")), &d, asof),
	    0);
	table_close(&t);
}

static void
late(void **state)
{
	const struct policy *p;
	struct table t;

	(void)state;
	table_open(&t, NULL, "policy,level,grace_days\nP,0,3\nP,1,\nQ,1,\n");
	p = table_policy(&t, "Q");
	assert_false(dunning_is_late(p, 100, 100));
	assert_true(dunning_is_late(p, 100, 101));
	p = table_policy(&t, "P");
	assert_false(dunning_is_late(p, 100, 103));
	assert_true(dunning_is_late(p, 100, 104));
	assert_false(dunning_is_late(p, DATE_MAX, DATE_MIN));
	table_close(&t);
}

static void
again(void **state)
{
	struct dunning_debt d = {.due = 0, .was_on = DATE_NONE};
	const struct policy *p;
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,days,min_days_between\nP,1,1,\nP,2,2,10\nP,3,3,\n");
	p = table_policy(&t, "P");
	assert_int_equal(dunning_from(p, USD, &d, 1, 50), DATE_NONE);
	d.was = 1;
	d.was_on = 40;
	assert_int_equal(dunning_from(p, USD, &d, 1, 1000), INT32_MAX);
	assert_int_equal(dunning_from(p, USD, &d, 2, 49), 50);
	assert_int_equal(dunning_from(p, USD, &d, 2, 50), DATE_NONE);
	d.was = 2;
	assert_int_equal(dunning_from(p, USD, &d, 3, 40), 41);
	assert_int_equal(dunning_from(p, USD, &d, 3, 41), DATE_NONE);
	assert_int_equal(dunning_from(p, USD, &d, 2, 49), 50);
	assert_int_equal(dunning_from(p, USD, &d, 2, 50), DATE_NONE);
	assert_int_equal(dunning_from(p, USD, &d, 1, 1000), INT32_MAX);
	assert_int_equal(dunning_from(p, USD, &d, 5, 1000), INT32_MAX);
	/* A notice without a level is one, too. */
	d.was = 0;
	assert_int_equal(dunning_from(p, USD, &d, 1, 40), 41);
	assert_int_equal(dunning_from(p, USD, &d, 2, 49), 50);
	table_close(&t);
}

/* Amounts and levels before, levels after: "300@2 200@1" and "2 1". */
static void
settles(const char *csv, const char *debts, int64_t open, const char *want)
{
	struct dunning_debt d[8] = {{0}};
	struct table t;
	char got[40] = "";
	size_t n = 0;
	int used;

	for (; sscanf(debts, " %" SCNd64 "@%" SCNu32 "%n", &d[n].amount,
		   &d[n].level, &used) == 2;
	     debts += used)
		n++;
	table_open(&t, NULL, csv);
	table_faults(&t, "");
	dunning_settle(table_policy(&t, "P"), USD, d, n, open);
	for (size_t i = 0; i < n; i++)
		sprintf(got + strlen(got), "%s%u", i > 0 ? " " : "",
		    (unsigned)d[i].level);
	assert_string_equal(got, want);
	table_close(&t);
}

/* In cents. */
static void
minimums(void **state)
{
	static const char amounts[] = "policy,level,days,min_amount\nP,1,1,1\n"
				      "P,2,2,10\nP,3,3,100\n";
	static const char counts[] = "policy,level,days,min_count\nP,1,1,\n"
				     "P,2,2,2\n";

	(void)state;
	settles(amounts, "10000@3", 0, "3");
	settles(amounts, "9999@3", 0, "2");
	settles(amounts, "9999@3 1@3", 0, "3 3");
	settles(amounts, "999@3", 0, "1");
	settles(amounts, "99@3", 0, "0");
	settles(amounts, "99@3 1@1", 0, "1 1");
	/* What falls adds to what is there, and may lift it over the mark. */
	settles(amounts, "900@3 50@2 50@2", 0, "2 2 2");
	settles(amounts, "900@3 50@2 49@2", 0, "1 1 1");
	settles(amounts, "10000@3 50@2 50@1", 0, "3 1 1");
	settles(amounts, "", 0, "");
	settles(counts, "1@2 1@1", 0, "1 1");
	settles(counts, "1@2 1@2 1@1", 0, "2 2 1");
}

/* A share of all that is open: 10.00 of 100.00 is 10 %, of 110.00 it is not.
   That is how SAP's manual explains it. */
static void
shares(void **state)
{
	static const char share[] = "policy,level,days,min_percent\nP,1,1,\n"
				    "P,2,2,10%\n";
	static const char both[] = "policy,level,days,min_amount,min_percent,"
				   "combine\nP,1,1,,,\nP,2,2,50,10%,and\n";
	static const char any[] = "policy,level,days,min_amount,min_percent,"
				  "combine\nP,1,1,,,\nP,2,2,50,10%,or\n";
	static const char lone[] = "policy,level,days,min_amount,combine\n"
				   "P,1,1,,or\nP,2,2,50,or\n";

	(void)state;
	settles(share, "10000@2", 100000, "2");
	settles(share, "10000@2", 110000, "1");
	settles(share, "10000@2", 100001, "1");
	settles(share, "1@2", -5, "2");
	settles(both, "5000@2", 50000, "2");
	settles(both, "4999@2", 49990, "1");
	settles(both, "5000@2", 50001, "1");
	settles(any, "5000@2", 9000000, "2");
	settles(any, "4999@2", 49990, "2");
	settles(any, "4999@2", 49991, "1");
	settles(lone, "4999@2", 10, "1");
	settles(lone, "5000@2", 10, "2");
}

/* 30E/360.  The pairs are those by which the conventions of 30 days are
   compared in public; counted by hand. */
static void
days_of_360(void **state)
{
	static const struct {
		const char *from, *to;
		int64_t days;
	} t[] = {
	    {"2006-01-31", "2006-02-28", 28},
	    {"2006-01-30", "2006-02-28", 28},
	    {"2006-02-28", "2006-03-03", 5},
	    {"2006-02-14", "2006-02-28", 14},
	    {"2006-09-30", "2006-10-31", 30},
	    {"2006-10-31", "2006-11-28", 28},
	    {"2007-08-31", "2008-02-28", 178},
	    {"2008-02-28", "2008-08-28", 180},
	    {"2008-02-28", "2008-08-30", 182},
	    {"2008-02-28", "2008-08-31", 182},
	    {"2007-02-28", "2008-02-28", 360},
	    {"2007-02-28", "2008-02-29", 361},
	    {"2008-02-29", "2009-02-28", 359},
	    {"2008-02-29", "2008-03-30", 31},
	    {"2008-02-29", "2008-03-31", 31},
	    {"2006-02-28", "2006-08-31", 182},
	    {"2006-08-31", "2007-02-28", 178},
	    {"2007-08-31", "2008-02-29", 179},
	    {"2006-08-20", "2007-02-20", 180},
	    {"2026-01-30", "2026-01-31", 0},
	    {"2026-01-31", "2026-02-01", 1},
	};
	struct policy_level l = {.day_count = POLICY_30_360};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
		assert_int_equal(
		    dunning_days(&l, day(t[i].from), day(t[i].to)), t[i].days);
	l.day_count = POLICY_360;
	assert_int_equal(
	    dunning_days(&l, day("2008-02-28"), day("2008-08-31")), 185);
}

/* On one amount in cents, for so many days or between two. */
static int64_t
interest(enum policy_count count, int64_t rate, uint8_t places, int64_t open,
    int32_t from, int32_t to)
{
	struct policy_level l = {.interest_rate = {rate, places}};
	struct dunning_stretch s = {from, to, open};
	int64_t cents = -1;

	l.day_count = count;
	assert_true(dunning_interest(&l, &s, 1, &cents));
	return cents;
}

/*
 * Examples that others have published, done again by hand; some of them
 * round the interest of a day first, and come to something else.
 */
static void
examples(void **state)
{
	(void)state;
	/* 1,000.00 at 12% for 30 days: 3600 / 365 = 9.863 */
	assert_int_equal(interest(POLICY_365, 12, 2, 100000, 0, 30), 986);
	/* 1,000.00 at 5.12% for 25 days: 1280 / 365 = 3.5068 */
	assert_int_equal(interest(POLICY_365, 512, 4, 100000, 0, 25), 351);
	/* 12,000.00 at 13% for 90 days: 140400 / 365 = 384.657 */
	assert_int_equal(interest(POLICY_365, 13, 2, 1200000, 0, 90), 38466);
	/* 5,000.00 at 12.25% for 101 days: 61862.5 / 365 = 169.486;
	   by 1.68 a day, 169.68 */
	assert_int_equal(interest(POLICY_365, 1225, 4, 500000, 0, 101), 16949);
	/* 10,000.00 at 7.9% for 30 days: 23700 / 365 = 64.9315;
	   by 2.16 a day, 64.80 */
	assert_int_equal(interest(POLICY_365, 79, 3, 1000000, 0, 30), 6493);
	/* 1,000.00 at 8.5% for 50 days: 4250 / 365 = 11.6438;
	   by 0.23 a day, 11.50 */
	assert_int_equal(interest(POLICY_365, 85, 3, 100000, 0, 50), 1164);
	/* 10,000.00 at 6% for 7 months of 30 days: 2100 / 6 = 350 */
	assert_int_equal(interest(POLICY_30_360, 6, 2, 1000000,
			     day("2015-12-31"), day("2016-07-30")),
	    35000);
	/* A year of 365 days by 360: 1000 x 0.09 x 365 / 360 = 91.25 */
	assert_int_equal(interest(POLICY_360, 9, 2, 100000, 0, 365), 9125);
	/* A leap year: 1000 x 0.09 x 366 / 365 = 90.2466 */
	assert_int_equal(interest(POLICY_365, 9, 2, 100000, day("2024-01-01"),
			     day("2025-01-01")),
	    9025);
}

/* Half a cent is one; less than half is nothing. */
static void
rounding(void **state)
{
	(void)state;
	assert_int_equal(interest(POLICY_365, 1, 1, 5, 0, 365), 1);
	assert_int_equal(interest(POLICY_365, 1, 1, 5, 0, 364), 0);
	assert_int_equal(interest(POLICY_360, 1, 1, 15, 0, 360), 2);
	assert_int_equal(interest(POLICY_360, 1, 1, 0, 0, 360), 0);
	assert_int_equal(interest(POLICY_360, 0, 0, 100, 0, 360), 0);
	assert_int_equal(interest(POLICY_360, 1, 0, 100, 7, 7), 0);
}

/*
 * 1,000.00 at 9%, of which 600.00 are paid after 20 of 50 days:
 * (1000 x 20 + 400 x 30) x 0.09 / 365 = 2880 / 365 = 7.8904.  Stretches are
 * rounded together.
 */
static void
stretches(void **state)
{
	static const struct dunning_stretch paid[] = {
	    {0, 20, 100000}, {20, 50, 40000}};
	static const struct dunning_stretch small[] = {
	    {0, 1, 16}, {1, 2, 16}, {2, 3, 16}};
	struct policy_level l = {.interest_rate = {9, 2}};
	int64_t cents;

	(void)state;
	assert_true(dunning_interest(&l, paid, 2, &cents));
	assert_int_equal(cents, 789);
	assert_true(dunning_interest(&l, paid, 0, &cents));
	assert_int_equal(cents, 0);
	/* 16 x 9 / 360 = 0.4 each, and 1.2 in all */
	l.interest_rate = (struct decimal){9, 0};
	l.day_count = POLICY_360;
	assert_true(dunning_interest(&l, small, 3, &cents));
	assert_int_equal(cents, 1);
	assert_true(dunning_interest(&l, small, 1, &cents));
	assert_int_equal(cents, 0);
	/* A payment on the 31st changes no day of 30E/360. */
	l.day_count = POLICY_30_360;
	l.interest_rate = (struct decimal){36, 2};
	assert_true(dunning_interest(&l,
	    (const struct dunning_stretch[]){
		{day("2026-01-15"), day("2026-01-31"), 100000},
		{day("2026-01-31"), day("2026-02-15"), 100000}},
	    2, &cents));
	assert_int_equal(cents, 3000);
}

static void
range(void **state)
{
	struct policy_level l = {.interest_rate = {1, 0}};
	struct dunning_stretch s[] = {{0, 365, INT64_MAX}, {365, 366, 183},
	    {DATE_MIN, DATE_MAX, INT64_MAX}};
	int64_t cents;

	(void)state;
	assert_true(dunning_interest(&l, s, 1, &cents));
	assert_true(cents == INT64_MAX);
	assert_false(dunning_interest(&l, s, 2, &cents));
	s[1].open = 182;
	assert_true(dunning_interest(&l, s, 2, &cents));
	assert_false(dunning_interest(&l, s, 3, &cents));
	l.interest_rate = (struct decimal){INT64_MAX, 0};
	assert_false(dunning_interest(&l, s, 3, &cents));
}

static void
fees(void **state)
{
	struct policy_level l = {.fee = 500};
	int64_t cents;

	(void)state;
	assert_true(dunning_fee(&l, 123456, &cents));
	assert_int_equal(cents, 500);
	l.fee_percent = (struct decimal){1, 2};
	/* 5.00 + 12.3456, 5.00 + 0.005 */
	assert_true(dunning_fee(&l, 123456, &cents));
	assert_int_equal(cents, 1735);
	assert_true(dunning_fee(&l, 50, &cents));
	assert_int_equal(cents, 501);
	assert_true(dunning_fee(&l, 49, &cents));
	assert_int_equal(cents, 500);
	l.fee_percent = (struct decimal){1, 0};
	assert_true(dunning_fee(&l, INT64_MAX - 500, &cents));
	assert_true(cents == INT64_MAX);
	assert_false(dunning_fee(&l, INT64_MAX - 499, &cents));
	l.fee_percent = (struct decimal){999999999, 9};
	assert_false(dunning_fee(&l, (int128)INT64_MAX << 60, &cents));
}

static void
filter_interest(char *words)
{
	static const char *const counts[] = {"365", "360", "30/360"};
	struct policy_level l = {.day_count = POLICY_365};
	struct dunning_stretch s[20];
	int64_t cents;
	char name[8];
	size_t n = 0;
	int used;

	assert_int_equal(
	    sscanf(words, "%7s %" SCNd64 "/%" SCNu8 "%n", name,
		&l.interest_rate.n, &l.interest_rate.places, &used),
	    3);
	while (strcmp(name, counts[l.day_count]) != 0)
		l.day_count++;
	for (words += used; sscanf(words, " %d %d %" SCNd64 "%n", &s[n].from,
				&s[n].to, &s[n].open, &used) == 3;
	     words += used)
		n++;
	if (dunning_interest(&l, s, n, &cents))
		printf("%" PRId64 "\n", cents);
	else
		puts("!");
}

static void
filter_fee(const char *words)
{
	struct policy_level l = {.fee = 0};
	int64_t amount, cents;

	assert_int_equal(
	    sscanf(words, "%" SCNd64 " %" SCNd64 "/%" SCNu8 " %" SCNd64, &l.fee,
		&l.fee_percent.n, &l.fee_percent.places, &amount),
	    4);
	if (dunning_fee(&l, amount, &cents))
		printf("%" PRId64 "\n", cents);
	else
		puts("!");
}

static int
filter(void)
{
	char *line = NULL;
	size_t cap = 0;

	while (getline(&line, &cap, stdin) > 0) {
		if (strncmp(line, "interest ", 9) == 0)
			filter_interest(line + 9);
		else
			filter_fee(line + 4);
	}
	free(line);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_by_one),
	    cmocka_unit_test(jump),
	    cmocka_unit_test(other_days),
	    cmocka_unit_test(own_levels),
	    cmocka_unit_test(late),
	    cmocka_unit_test(again),
	    cmocka_unit_test(minimums),
	    cmocka_unit_test(shares),
	    cmocka_unit_test(days_of_360),
	    cmocka_unit_test(examples),
	    cmocka_unit_test(rounding),
	    cmocka_unit_test(stretches),
	    cmocka_unit_test(range),
	    cmocka_unit_test(fees),
	};

	(void)argv;
	if (argc > 1)
		return filter();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
