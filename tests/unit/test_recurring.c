/* What a contract is due: by hand, and against a walk day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "rule/recurring.h"

static int32_t
day(const char *text)
{
	int32_t date;

	assert_true(date_parse(span_of(text), &date));
	return date;
}

static void
put_day(struct buf *to, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	buf_text(to, text);
}

/* "2026-10-01 2026-10-16..2026-10-31 16/31", the period left out; a credit
   "-16(31)/31": so much of the 31 that were charged. */
static void
put_line(struct buf *to, const struct recurring_line *l)
{
	char text[96];

	put_day(to, l->date);
	buf_byte(to, ' ');
	put_day(to, l->from);
	buf_text(to, "..");
	put_day(to, l->to);
	if (l->credit)
		snprintf(text, sizeof text, " -%lld(%lld)/%lld\n",
		    (long long)l->num, (long long)l->of, (long long)l->den);
	else
		snprintf(text, sizeof text, " %lld/%lld\n", (long long)l->num,
		    (long long)l->den);
	buf_text(to, text);
}

static void
walk_is(const struct recurring *plan, enum recurring_basis basis,
    const char *from, const char *to, const char *want)
{
	struct recurring_walk w;
	struct recurring_line l;
	struct buf got = {0};

	recurring_open(&w, plan, basis, day(from), day(to));
	while (recurring_next(&w, &l))
		put_line(&got, &l);
	assert_false(recurring_next(&w, &l));
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

/* A plan that begins on a day, which is its anchor unless one is given. */
static struct recurring
plan_of(const char *start, int32_t months, int32_t anchor)
{
	struct recurring plan = {.start = day(start),
	    .end = DATE_NONE,
	    .months = months,
	    .anchor = anchor,
	    .grid = DATE_NONE};

	return plan;
}

static void
whole_periods(void **state)
{
	struct recurring plan = plan_of("2026-01-15", 1, 15);

	(void)state;
	walk_is(&plan, RECURRING_ACTUAL, "2026-01-15", "2026-03-15",
	    "2026-01-15 2026-01-15..2026-02-14 31/31\n"
	    "2026-02-15 2026-02-15..2026-03-14 28/28\n"
	    "2026-03-15 2026-03-15..2026-04-14 31/31\n");
	walk_is(&plan, RECURRING_ACTUAL, "2026-01-16", "2026-02-14", "");
	walk_is(&plan, RECURRING_ACTUAL, "2025-01-01", "2026-01-14", "");
	plan.arrears = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-02-14", "2026-03-14",
	    "2026-02-14 2026-01-15..2026-02-14 31/31\n"
	    "2026-03-14 2026-02-15..2026-03-14 28/28\n");
	walk_is(&plan, RECURRING_ACTUAL, "2026-02-15", "2026-03-13", "");
	plan = plan_of("2026-01-15", 12, 15);
	walk_is(&plan, RECURRING_ACTUAL, "2027-01-01", "2028-12-31",
	    "2027-01-15 2027-01-15..2028-01-14 365/365\n"
	    "2028-01-15 2028-01-15..2029-01-14 366/366\n");
}

/* A month too short for the anchor takes its last day, and the next one
   comes back to the anchor. */
static void
no_drift(void **state)
{
	struct recurring plan = plan_of("2027-12-31", 1, 31);

	(void)state;
	walk_is(&plan, RECURRING_ACTUAL, "2028-01-01", "2028-05-01",
	    "2028-01-31 2028-01-31..2028-02-28 29/29\n"
	    "2028-02-29 2028-02-29..2028-03-30 31/31\n"
	    "2028-03-31 2028-03-31..2028-04-29 30/30\n"
	    "2028-04-30 2028-04-30..2028-05-30 31/31\n");
	plan = plan_of("2026-11-30", 3, 30);
	walk_is(&plan, RECURRING_ACTUAL, "2026-11-30", "2027-05-30",
	    "2026-11-30 2026-11-30..2027-02-27 90/90\n"
	    "2027-02-28 2027-02-28..2027-05-29 91/91\n"
	    "2027-05-30 2027-05-30..2027-08-29 92/92\n");
	/* 29 February every year. */
	plan = plan_of("2024-02-29", 12, 29);
	walk_is(&plan, RECURRING_ACTUAL, "2025-01-01", "2028-12-31",
	    "2025-02-28 2025-02-28..2026-02-27 365/365\n"
	    "2026-02-28 2026-02-28..2027-02-27 365/365\n"
	    "2027-02-28 2027-02-28..2028-02-28 366/366\n"
	    "2028-02-29 2028-02-29..2029-02-27 365/365\n");
	/* A start on the last day of February is on the anchor 31. */
	plan = plan_of("2026-02-28", 1, 31);
	walk_is(&plan, RECURRING_ACTUAL, "2026-02-01", "2026-03-31",
	    "2026-02-28 2026-02-28..2026-03-30 31/31\n"
	    "2026-03-31 2026-03-31..2026-04-29 30/30\n");
}

/* From the start to the first anchor: a part of the period that ends there,
   28 February to 14 March being 15 of the 28 days from 15 February. */
static void
first_part(void **state)
{
	struct recurring plan = plan_of("2026-10-16", 1, 1);

	(void)state;
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-11-30",
	    "2026-10-16 2026-10-16..2026-10-31 16/31\n"
	    "2026-11-01 2026-11-01..2026-11-30 30/30\n");
	plan.arrears = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-11-30",
	    "2026-10-31 2026-10-16..2026-10-31 16/31\n"
	    "2026-11-30 2026-11-01..2026-11-30 30/30\n");
	plan = plan_of("2026-02-28", 1, 15);
	walk_is(&plan, RECURRING_ACTUAL, "2026-01-01", "2026-03-15",
	    "2026-02-28 2026-02-28..2026-03-14 15/28\n"
	    "2026-03-15 2026-03-15..2026-04-14 31/31\n");
	/* The quarter that ends on 31 October began on 1 August: 31 + 30 + 31
	   = 92 days. */
	plan = plan_of("2026-10-16", 3, 1);
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2027-01-31",
	    "2026-10-16 2026-10-16..2026-10-31 16/92\n"
	    "2026-11-01 2026-11-01..2027-01-31 92/92\n");
}

/* A year that begins on 1 March: from 16 October to the end of February are
   16 + 30 + 31 + 31 + 28 = 136 days. */
static void
grid(void **state)
{
	struct recurring plan = plan_of("2026-10-16", 12, 1);

	(void)state;
	plan.grid = day("2024-03-01");
	walk_is(&plan, RECURRING_ACTUAL, "2026-01-01", "2027-12-31",
	    "2026-10-16 2026-10-16..2027-02-28 136/365\n"
	    "2027-03-01 2027-03-01..2028-02-29 366/366\n");
	plan.grid = day("2031-03-01");
	walk_is(&plan, RECURRING_ACTUAL, "2026-01-01", "2027-01-01",
	    "2026-10-16 2026-10-16..2027-02-28 136/365\n");
	plan.start = day("2027-03-01");
	walk_is(&plan, RECURRING_ACTUAL, "2027-01-01", "2027-12-31",
	    "2027-03-01 2027-03-01..2028-02-29 366/366\n");
	plan.start = day("2027-03-02");
	walk_is(&plan, RECURRING_ACTUAL, "2027-01-01", "2027-12-31",
	    "2027-03-02 2027-03-02..2028-02-29 365/366\n");
}

/* An agreed end is known when its period is charged. */
static void
agreed_end(void **state)
{
	struct recurring plan = plan_of("2026-08-01", 1, 1);

	(void)state;
	plan.end = day("2026-10-15");
	walk_is(&plan, RECURRING_ACTUAL, "2026-09-01", "2026-12-31",
	    "2026-09-01 2026-09-01..2026-09-30 30/30\n"
	    "2026-10-01 2026-10-01..2026-10-15 15/31\n");
	plan.arrears = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-09-30", "2026-12-31",
	    "2026-09-30 2026-09-01..2026-09-30 30/30\n"
	    "2026-10-15 2026-10-01..2026-10-15 15/31\n");
	plan.end = day("2026-10-31");
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-12-31",
	    "2026-10-31 2026-10-01..2026-10-31 31/31\n");
	/* All within the first part: one day of October. */
	plan = plan_of("2026-10-16", 1, 1);
	plan.end = plan.start;
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-12-31",
	    "2026-10-16 2026-10-16..2026-10-16 1/31\n");
}

/* An early end was not known: what was charged beyond it goes back. */
static void
early_end(void **state)
{
	struct recurring plan = plan_of("2026-08-01", 1, 1);

	(void)state;
	plan.end = day("2026-10-15");
	plan.early = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-09-01", "2026-12-31",
	    "2026-09-01 2026-09-01..2026-09-30 30/30\n"
	    "2026-10-01 2026-10-01..2026-10-31 31/31\n"
	    "2026-10-16 2026-10-16..2026-10-31 -16(31)/31\n");
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-16", "2026-10-16",
	    "2026-10-16 2026-10-16..2026-10-31 -16(31)/31\n");
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-17", "2026-12-31", "");
	/* On the last day of a period there is nothing to give back. */
	plan.end = day("2026-10-31");
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-02", "2026-12-31", "");
	/* What was charged was itself a part: 16 of 31 days, 11 of them not
	   used. */
	plan = plan_of("2026-10-16", 1, 1);
	plan.end = day("2026-10-20");
	plan.early = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-12-31",
	    "2026-10-16 2026-10-16..2026-10-31 16/31\n"
	    "2026-10-21 2026-10-21..2026-10-31 -11(16)/31\n");
	/* In arrears nothing was charged beyond the end. */
	plan.arrears = true;
	walk_is(&plan, RECURRING_ACTUAL, "2026-10-01", "2026-12-31",
	    "2026-10-20 2026-10-16..2026-10-20 5/31\n");
}

/* Months of 30 days: the 31st weighs nothing, the last of February three. */
static void
months_of_30(void **state)
{
	struct recurring plan = plan_of("2026-01-01", 1, 1);

	(void)state;
	plan.end = day("2026-01-30");
	walk_is(&plan, RECURRING_30, "2026-01-01", "2026-12-31",
	    "2026-01-01 2026-01-01..2026-01-30 30/30\n");
	plan.end = day("2026-02-27");
	walk_is(&plan, RECURRING_30, "2026-02-01", "2026-12-31",
	    "2026-02-01 2026-02-01..2026-02-27 27/30\n");
	plan = plan_of("2026-02-28", 1, 1);
	walk_is(&plan, RECURRING_30, "2026-02-01", "2026-02-28",
	    "2026-02-28 2026-02-28..2026-02-28 3/30\n");
	/* From the 16th on 15 days, be the month of 30 or 31. */
	plan = plan_of("2026-10-16", 1, 1);
	walk_is(&plan, RECURRING_30, "2026-10-01", "2026-10-31",
	    "2026-10-16 2026-10-16..2026-10-31 15/30\n");
	plan = plan_of("2026-03-16", 12, 1);
	walk_is(&plan, RECURRING_30, "2026-03-01", "2026-03-31",
	    "2026-03-16 2026-03-16..2026-03-31 15/360\n");
	/* Nothing is due for the 31st alone. */
	plan = plan_of("2026-10-31", 1, 1);
	walk_is(&plan, RECURRING_30, "2026-10-01", "2026-11-30",
	    "2026-11-01 2026-11-01..2026-11-30 30/30\n");
	plan = plan_of("2026-10-01", 1, 1);
	plan.end = day("2026-10-30");
	plan.early = true;
	walk_is(&plan, RECURRING_30, "2026-10-01", "2026-11-30",
	    "2026-10-01 2026-10-01..2026-10-31 30/30\n");
}

/*
 * A month still has 30 days where it is too short for the anchor.  28
 * February stands for the 31st, which weighs nothing; up to 9 March there
 * are 9, as there are from 31 January to 9 February.
 */
static void
months_of_30_clamped(void **state)
{
	struct recurring plan = plan_of("2026-01-31", 1, 31);

	(void)state;
	plan.end = day("2026-02-09");
	walk_is(&plan, RECURRING_30, "2026-01-01", "2026-12-31",
	    "2026-01-31 2026-01-31..2026-02-09 9/30\n");
	plan.end = day("2026-03-09");
	walk_is(&plan, RECURRING_30, "2026-01-01", "2026-12-31",
	    "2026-01-31 2026-01-31..2026-02-27 30/30\n"
	    "2026-02-28 2026-02-28..2026-03-09 9/30\n");
	plan.end = DATE_NONE;
	walk_is(&plan, RECURRING_30, "2026-03-01", "2026-04-30",
	    "2026-03-31 2026-03-31..2026-04-29 30/30\n"
	    "2026-04-30 2026-04-30..2026-05-30 30/30\n");
	/* It stands for the 29th: two days of 30, and 9. */
	plan = plan_of("2026-01-29", 1, 29);
	plan.end = day("2026-03-09");
	walk_is(&plan, RECURRING_30, "2026-02-01", "2026-12-31",
	    "2026-02-28 2026-02-28..2026-03-09 11/30\n");
}

static void
months_of_28(void **state)
{
	struct recurring plan = plan_of("2026-10-15", 1, 1);

	(void)state;
	walk_is(&plan, RECURRING_28, "2026-10-01", "2026-11-01",
	    "2026-10-15 2026-10-15..2026-10-31 14/28\n"
	    "2026-11-01 2026-11-01..2026-11-30 28/28\n");
	plan = plan_of("2026-10-29", 1, 1);
	walk_is(&plan, RECURRING_28, "2026-10-01", "2026-10-31", "");
	plan = plan_of("2028-02-08", 3, 1);
	walk_is(&plan, RECURRING_28, "2028-02-01", "2028-02-29",
	    "2028-02-08 2028-02-08..2028-02-29 21/84\n");
}

/* To the ends of the calendar, and no further. */
static void
edges(void **state)
{
	struct recurring plan = plan_of("9999-10-15", 1, 1);
	struct recurring_walk w;
	struct recurring_line l;
	int n = 0;

	(void)state;
	walk_is(&plan, RECURRING_ACTUAL, "0001-01-01", "9999-12-31",
	    "9999-10-15 9999-10-15..9999-10-31 17/31\n"
	    "9999-11-01 9999-11-01..9999-11-30 30/30\n"
	    "9999-12-01 9999-12-01..9999-12-31 31/31\n");
	plan.end = DATE_MAX;
	plan.early = true;
	walk_is(&plan, RECURRING_30, "9999-12-01", "9999-12-31",
	    "9999-12-01 9999-12-01..9999-12-31 30/30\n");
	/* The period from 15 December ends in the year 10000. */
	plan = plan_of("9999-10-15", 1, 15);
	plan.arrears = true;
	walk_is(&plan, RECURRING_28, "9999-12-01", "9999-12-31",
	    "9999-12-14 9999-11-15..9999-12-14 28/28\n");
	plan.end = DATE_MAX;
	plan.arrears = false;
	plan.early = true;
	walk_is(&plan, RECURRING_28, "9999-12-01", "9999-12-31", "");
	plan.end = DATE_MAX - 5;
	walk_is(&plan, RECURRING_28, "9999-12-01", "9999-12-31", "");
	plan = plan_of("9999-12-31", RECURRING_MONTHS, 31);
	walk_is(&plan, RECURRING_30, "0001-01-01", "9999-12-31", "");
	/* The first part of a year that began in the year 0 is none, either. */
	plan = plan_of("0001-01-05", 12, 1);
	walk_is(&plan, RECURRING_30, "0001-01-01", "0002-02-01",
	    "0001-02-01 0001-02-01..0002-01-31 360/360\n"
	    "0002-02-01 0002-02-01..0003-01-31 360/360\n");
	plan.end = day("0001-01-10");
	plan.early = true;
	walk_is(&plan, RECURRING_ACTUAL, "0001-01-01", "0001-01-31", "");
	plan = plan_of("0001-01-01", RECURRING_MONTHS, 31);
	plan.grid = DATE_MAX;
	walk_is(&plan, RECURRING_30, "0001-01-01", "0199-12-31",
	    "0099-12-31 0099-12-31..0199-12-30 36000/36000\n"
	    "0199-12-31 0199-12-31..0299-12-30 36000/36000\n");
	/* All months that there are; windows that are none. */
	plan = plan_of("0001-01-01", 1, 1);
	recurring_open(&w, &plan, RECURRING_ACTUAL, INT32_MIN, INT32_MAX);
	while (recurring_next(&w, &l))
		n++;
	assert_int_equal(n, 9999 * 12);
	recurring_open(&w, &plan, RECURRING_30, INT32_MAX, INT32_MAX);
	assert_false(recurring_next(&w, &l));
	recurring_open(&w, &plan, RECURRING_30, INT32_MAX, INT32_MIN);
	assert_false(recurring_next(&w, &l));
	recurring_open(&w, &plan, RECURRING_28, INT32_MIN, INT32_MIN);
	assert_false(recurring_next(&w, &l));
}

static void
amount_is(struct recurring_line l, struct decimal qty, struct decimal price,
    int exponent, enum money_rounding how, int64_t want)
{
	int64_t got = -7;

	assert_true(recurring_amount(&l, qty, price, exponent, how, &got));
	assert_int_equal(got, want);
}

static struct recurring_line
share(int64_t num, int64_t den)
{
	return (struct recurring_line){.num = num, .of = num, .den = den};
}

static struct recurring_line
back(int64_t num, int64_t of, int64_t den)
{
	return (struct recurring_line){
	    .num = num, .of = of, .den = den, .credit = true};
}

static void
amounts(void **state)
{
	const struct decimal one = {1, 0}, three = {3, 0}, hundred = {100, 0};
	const struct decimal price = {995, 2}, many = {25, 1};

	(void)state;
	/* 100 * 16 / 31 = 51.6129...; 100 * 15 / 31 = 48.387... */
	amount_is(share(16, 31), one, hundred, 2, ROUND_HALF_AWAY, 5161);
	amount_is(back(16, 31, 31), one, hundred, 2, ROUND_HALF_AWAY, 5161);
	amount_is(share(31, 31), one, hundred, 2, ROUND_HALF_AWAY, 10000);
	/* 3 * 9.95 * 7 / 28 = 7.4625; yen have no sen, dinars have fils. */
	amount_is(share(7, 28), three, price, 2, ROUND_HALF_AWAY, 746);
	amount_is(share(7, 28), three, price, 0, ROUND_HALF_AWAY, 7);
	amount_is(share(7, 28), three, price, 3, ROUND_HALF_AWAY, 7463);
	amount_is(share(7, 28), three, price, 3, ROUND_HALF_EVEN, 7462);
	/* 2.5 * 0.01 / 2 = 0.0125; of one cent, half a cent. */
	amount_is(
	    share(1, 2), many, (struct decimal){1, 2}, 2, ROUND_HALF_AWAY, 1);
	amount_is(
	    share(1, 2), one, (struct decimal){1, 2}, 2, ROUND_HALF_AWAY, 1);
	amount_is(
	    share(1, 2), one, (struct decimal){1, 2}, 2, ROUND_HALF_EVEN, 0);
	amount_is(
	    share(1, 2), one, (struct decimal){-1, 2}, 2, ROUND_HALF_AWAY, -1);
	/* Half of a cent was used, which rounds to one: nothing goes back. */
	amount_is(
	    back(1, 2, 2), one, (struct decimal){1, 2}, 2, ROUND_HALF_AWAY, 0);
	/* 10 * 11 / 31 = 3.548, less 10 * 5 / 31 = 1.612..., charged and used
	   of a first part: 3.55 - 1.61. */
	amount_is(back(6, 11, 31), one, (struct decimal){10, 0}, 2,
	    ROUND_HALF_AWAY, 194);
}

/* By Python's fractions. */
static void
large_amounts(void **state)
{
	const struct decimal most = {INT64_MAX, 0}, fine = {INT64_MAX, 9};
	const struct decimal one = {1, 0}, five = {5, 0};
	struct recurring_line l = share(1, 2);
	int64_t got = -7;

	(void)state;
	amount_is(share(31, 31), one, most, 0, ROUND_HALF_AWAY, INT64_MAX);
	amount_is(share(31, 31), one, (struct decimal){-INT64_MAX, 0}, 0,
	    ROUND_HALF_AWAY, -INT64_MAX);
	/* 9223372036.854775807^2 / 2 = 42535295865117307923.… is too much,
	   and a tenth of it is 4253529586511730792.3…, and is not. */
	assert_false(
	    recurring_amount(&l, fine, fine, 0, ROUND_HALF_AWAY, &got));
	amount_is(share(5, 100), fine, fine, 0, ROUND_HALF_AWAY,
	    INT64_C(4253529586511730792));
	amount_is(share(36524, 730480), fine, fine, 0, ROUND_HALF_AWAY,
	    INT64_C(4253529586511730792));
	assert_false(
	    recurring_amount(&l, most, most, 0, ROUND_HALF_AWAY, &got));
	assert_false(
	    recurring_amount(&l, most, most, 4, ROUND_HALF_AWAY, &got));
	assert_false(recurring_amount(&l, (struct decimal){4, 0},
	    (struct decimal){-(INT64_C(1) << 62), 0}, 0, ROUND_HALF_AWAY,
	    &got));
	assert_int_equal(got, -7);
	/* Halves beyond what a double holds: 5 (2^63 - 1) / 10. */
	amount_is(share(1, 10), five, most, 0, ROUND_HALF_AWAY,
	    INT64_C(4611686018427387904));
	amount_is(share(1, 10), five, most, 0, ROUND_HALF_EVEN,
	    INT64_C(4611686018427387904));
	amount_is(share(1, 10), five, (struct decimal){INT64_MAX - 2, 0}, 0,
	    ROUND_HALF_EVEN, INT64_C(4611686018427387902));
	amount_is(share(1, 10), five, (struct decimal){INT64_MAX - 2, 0}, 0,
	    ROUND_HALF_AWAY, INT64_C(4611686018427387903));
	amount_is(share(1, 10), five, (struct decimal){2 - INT64_MAX, 0}, 0,
	    ROUND_HALF_EVEN, -INT64_C(4611686018427387902));
	/* 7.5, 2.5, 3.5: the even one, whatever is multiplied apart. */
	amount_is(share(3, 10), five, five, 0, ROUND_HALF_EVEN, 8);
	amount_is(share(1, 10), five, five, 0, ROUND_HALF_EVEN, 2);
	amount_is(
	    share(1, 2), one, (struct decimal){7, 0}, 0, ROUND_HALF_EVEN, 4);
	amount_is(share(3, 10), five, (struct decimal){-5, 0}, 0,
	    ROUND_HALF_EVEN, -8);
}

/* Numbers that look random and are the same each time. */
static uint64_t
draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return *seed >> 33;
}

static int32_t
between(uint64_t *seed, int32_t least, int32_t most)
{
	return least + (int32_t)(draw(seed) % (uint64_t)(most - least + 1));
}

static struct recurring
random_plan(uint64_t *seed)
{
	static const int32_t periods[] = {1, 1, 1, 2, 3, 6, 12, 24, 7};
	struct recurring plan = {.start = between(seed, 19000, 22000),
	    .end = DATE_NONE,
	    .months = periods[draw(seed) % 9],
	    .anchor = between(seed, 1, 31),
	    .grid = DATE_NONE,
	    .arrears = draw(seed) % 2 == 0,
	    .early = false};
	int year, month, number;

	if (draw(seed) % 3 != 0) {
		plan.end = between(seed, plan.start, plan.start + 1500);
		plan.early = draw(seed) % 2 == 0;
	}
	if (draw(seed) % 3 == 0) {
		plan.grid = between(seed, 17000, 24000);
		date_split(plan.grid, &year, &month, &number);
		plan.anchor = number;
	}
	return plan;
}

static int
month_days(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Whether it is the anchor's day of some month; which month it is. */
static bool
is_day(const struct recurring *plan, int32_t date, int *month)
{
	int year, of_year, number, last;

	date_split(date, &year, &of_year, &number);
	last = month_days(year, of_year);
	*month = year * 12 + of_year;
	return number == (plan->anchor < last ? plan->anchor : last);
}

/* The month of some anchor. */
static int
some_month(const struct recurring *plan)
{
	int32_t date = plan->grid != DATE_NONE ? plan->grid : plan->start;
	int month;

	while (!is_day(plan, date, &month))
		date++;
	return month;
}

static bool
is_anchor(const struct recurring *plan, int some, int32_t date)
{
	int month;

	return is_day(plan, date, &month) && (month - some) % plan->months == 0;
}

/* What a day weighs: 1 where days are counted; else up to the basis, and in
   the last days of a short month what it lacks. */
static int64_t
weight(const struct recurring *plan, enum recurring_basis basis, int32_t date)
{
	int most = basis == RECURRING_30 ? 30 : 28;
	int year, month, number, last, before;

	if (basis == RECURRING_ACTUAL)
		return 1;
	date_split(date, &year, &month, &number);
	last = month_days(year, month);
	if (number < last - 1 || (number < last && plan->anchor <= last))
		return number <= most;
	before = plan->anchor < last ? last : plan->anchor;
	before = before - 1 < most ? before - 1 : most; /* of the last day */
	return number == last
		   ? most - before
		   : before - (number - 1 < most ? number - 1 : most);
}

static int64_t
weigh(const struct recurring *plan, enum recurring_basis basis, int32_t from,
    int32_t to)
{
	int64_t sum = 0;

	for (int32_t d = from; d <= to; d++)
		sum += weight(plan, basis, d);
	return sum;
}

/* The line dated on a day, found by looking around it. */
static bool
slow_line(const struct recurring *plan, enum recurring_basis basis, int some,
    int32_t date, struct recurring_line *l)
{
	int32_t end = plan->end != DATE_NONE ? plan->end : DATE_MAX;
	int32_t q = date, p, last;

	*l = (struct recurring_line){.date = date, .from = date};
	if (date < plan->start || date > end + 1)
		return false;
	while (!is_anchor(plan, some, q + 1))
		q++;
	for (p = date; !is_anchor(plan, some, p);)
		p--;
	last = plan->early && !plan->arrears ? q : end < q ? end : q;
	l->to = last;
	l->credit = date == end + 1;
	if (l->credit && (!plan->early || plan->arrears || date == p))
		return false;
	if (plan->arrears)
		l->from = p > plan->start ? p : plan->start;
	if (!l->credit &&
	    (plan->arrears ? date != last : date != p && date != plan->start))
		return false;
	l->period_from = p;
	l->period_to = q;
	l->den = weigh(plan, basis, p, q);
	l->num = weigh(plan, basis, l->from, l->to);
	l->of = !l->credit
		    ? l->num
		    : weigh(plan, basis, p > plan->start ? p : plan->start, q);
	return l->num > 0;
}

static void
same_line(const struct recurring_line *a, const struct recurring_line *b)
{
	assert_int_equal(a->date, b->date);
	assert_int_equal(a->from, b->from);
	assert_int_equal(a->to, b->to);
	assert_int_equal(a->period_from, b->period_from);
	assert_int_equal(a->period_to, b->period_to);
	assert_int_equal(a->num, b->num);
	assert_int_equal(a->of, b->of);
	assert_int_equal(a->den, b->den);
	assert_int_equal(a->credit, b->credit);
}

static void
day_by_day(void **state)
{
	uint64_t seed = 1;
	int lines = 0, credits = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct recurring plan = random_plan(&seed);
		enum recurring_basis basis = (enum recurring_basis)(i % 3);
		int32_t from = plan.start + between(&seed, -200, 600);
		int32_t to = from + between(&seed, 0, 1500);
		int some = some_month(&plan);
		struct recurring_walk w;
		struct recurring_line want, got;

		recurring_open(&w, &plan, basis, from, to);
		for (int32_t d = from; d <= to; d++)
			if (slow_line(&plan, basis, some, d, &want)) {
				assert_true(recurring_next(&w, &got));
				same_line(&got, &want);
				lines++;
				credits += got.credit;
			}
		assert_false(recurring_next(&w, &got));
	}
	assert_true(lines > 5000 && credits > 100);
}

/* A window in two, wherever it is cut, gives the same as in one. */
static void
windows_join(void **state)
{
	uint64_t seed = 2;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct recurring plan = random_plan(&seed);
		enum recurring_basis basis = (enum recurring_basis)(i % 3);
		int32_t from = plan.start + between(&seed, -200, 1500);
		int32_t to = from + between(&seed, 1, 1000);
		int32_t cut = between(&seed, from, to - 1);
		struct recurring_walk all, one, two;
		struct recurring_line want, got;

		recurring_open(&all, &plan, basis, from, to);
		recurring_open(&one, &plan, basis, from, cut);
		recurring_open(&two, &plan, basis, cut + 1, to);
		while (recurring_next(&all, &want)) {
			assert_true(recurring_next(
			    want.date <= cut ? &one : &two, &got));
			same_line(&got, &want);
		}
		assert_false(recurring_next(&one, &got));
		assert_false(recurring_next(&two, &got));
	}
}

/* The sum of all that a plan is due, its first and last window far off. */
static int64_t
total(const struct recurring *plan, enum recurring_basis basis,
    struct decimal qty, struct decimal price, enum money_rounding how)
{
	struct recurring_walk w;
	struct recurring_line l;
	int64_t sum = 0, amount;

	recurring_open(&w, plan, basis, 10000, 40000);
	while (recurring_next(&w, &l)) {
		assert_true(l.num > 0 && l.num <= l.of && l.of <= l.den);
		assert_true(l.from <= l.to && l.period_from <= l.from &&
			    l.to <= l.period_to);
		assert_true(recurring_amount(&l, qty, price, 2, how, &amount));
		sum += l.credit ? -amount : amount;
	}
	return sum;
}

/*
 * Used and unused are the whole: what ends early costs to the cent what it
 * would, had the end been agreed, and that is what it costs in arrears.
 */
static void
used_and_unused(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct recurring plan = random_plan(&seed);
		enum recurring_basis basis = (enum recurring_basis)(i % 3);
		enum money_rounding how =
		    draw(&seed) % 2 ? ROUND_HALF_AWAY : ROUND_HALF_EVEN;
		struct decimal price = {
		    (int64_t)(draw(&seed) % 2000000) - 500000, 4};
		struct decimal qty = {between(&seed, 1, 50), 1};
		int64_t early, agreed;

		plan.end = between(&seed, plan.start, plan.start + 1500);
		plan.arrears = false;
		plan.early = true;
		early = total(&plan, basis, qty, price, how);
		plan.early = false;
		agreed = total(&plan, basis, qty, price, how);
		assert_int_equal(early, agreed);
		plan.arrears = true;
		assert_int_equal(total(&plan, basis, qty, price, how), agreed);
	}
}

/* Any year of whole months is twelve prices; four quarters; one year. */
static void
years(void **state)
{
	static const int32_t periods[] = {1, 2, 3, 4, 6, 12};
	struct decimal one = {1, 0}, price = {9999, 3};

	(void)state;
	for (int32_t anchor = 1; anchor <= 31; anchor++)
		for (int i = 0; i < 6 * 3 * 2; i++) {
			struct recurring plan =
			    plan_of("2026-01-01", periods[i % 6], anchor);
			enum recurring_basis basis =
			    (enum recurring_basis)(i / 6 % 3);
			int64_t each = 12 / plan.months * 1000;

			plan.start += anchor - 1;
			plan.arrears = i >= 18;
			plan.end = day("2027-01-01") + anchor - 2;
			assert_int_equal(
			    total(&plan, basis, one, price, ROUND_HALF_AWAY),
			    each);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole_periods),
	    cmocka_unit_test(no_drift),
	    cmocka_unit_test(first_part),
	    cmocka_unit_test(grid),
	    cmocka_unit_test(agreed_end),
	    cmocka_unit_test(early_end),
	    cmocka_unit_test(months_of_30),
	    cmocka_unit_test(months_of_30_clamped),
	    cmocka_unit_test(months_of_28),
	    cmocka_unit_test(edges),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(large_amounts),
	    cmocka_unit_test(day_by_day),
	    cmocka_unit_test(windows_join),
	    cmocka_unit_test(used_and_unused),
	    cmocka_unit_test(years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
