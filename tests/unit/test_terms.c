/*
 * Payment terms: what is read, which days and amounts it gives, and what is
 * said of what can't be read.
 *
 * With an argument it is a filter for tests/oracle/property-terms: a line
 *
 *	terms TAB date TAB amount TAB base TAB exponent TAB away|even TAB
 *holidays
 *
 * gives a line as `answer` writes it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "rule/terms.h"

static void
add_date(struct buf *b, int32_t date)
{
	char room[DATE_CHARS];

	buf_add(b, room, date_format(room, date));
}

static void
add_amount(struct buf *b, int64_t minor, int exponent)
{
	char room[MONEY_CHARS];

	buf_byte(b, ' ');
	buf_add(b, room, money_format(room, minor, exponent));
}

/* DUE AMOUNT [DATE DISCOUNT]... for each part, with ", " between. */
static void
add_parts(struct buf *b, const struct terms_parts *parts, int exponent)
{
	for (size_t i = 0; i < parts->n; i++) {
		const struct terms_part *p = &parts->list[i];

		buf_text(b, i > 0 ? ", " : "");
		add_date(b, p->due);
		add_amount(b, p->amount, exponent);
		for (size_t k = 0; k < p->ntier; k++) {
			buf_byte(b, ' ');
			add_date(b, p->tier[k].date);
			add_amount(b, p->tier[k].amount, exponent);
		}
	}
}

/* The parts, or "!" and why there are none, in *b. */
static const char *
answer(struct buf *b, const char *text, const struct terms_bill *bill)
{
	struct terms_parts parts = {0};
	struct terms_error error;
	struct terms *t = terms_parse(span_of(text), &error);
	enum terms_fault fault;

	b->len = 0;
	if (t == NULL) {
		char *said = terms_error_text(&error, span_of(text));

		buf_text(b, "! ");
		buf_text(b, said);
		mem_free(said);
		return buf_string(b);
	}
	fault = terms_apply(t, bill, &parts);
	if (fault == TERMS_OK) {
		add_parts(b, &parts, bill->exponent);
	} else {
		buf_text(b, "! ");
		buf_text(b, terms_fault_text(fault));
	}
	terms_parts_free(&parts);
	terms_free(t);
	return buf_string(b);
}

static struct terms_bill
bill_of(const char *date, int64_t amount)
{
	struct terms_bill bill = {
	    .amount = amount, .discount_base = amount, .exponent = 2};

	if (!date_parse(span_of(date), &bill.from))
		fail_msg("%s is no date", date);
	return bill;
}

/* Of 1000.00 from a day. */
static void
gives(const char *text, const char *date, const char *want)
{
	struct terms_bill bill = bill_of(date, 100000);
	struct buf b = {0};
	const char *got = answer(&b, text, &bill);

	if (strcmp(got, want) != 0)
		fail_msg("%s from %s: %s, not %s", text, date, got, want);
	buf_free(&b);
}

/* The one day that terms lead to. */
static void
leads(const char *steps, const char *date, const char *due)
{
	char text[200], want[200];

	snprintf(text, sizeof text, "due %s", steps);
	snprintf(want, sizeof want, "%s 1000.00", due);
	gives(text, date, want);
}

/* The tables of the design and of ar-terms(5). */
static void
the_manual(void **state)
{
	(void)state;
	leads("+30d", "2022-01-31", "2022-03-02");
	leads("eom +1m", "2020-06-11", "2020-07-31");
	leads("+45d eom", "2021-09-13", "2021-10-31");
	leads("eom +45d", "2021-09-13", "2021-11-14");
	leads("+31d day 15", "2019-01-15", "2019-02-15");
	leads("+30d eom next 31", "2023-12-12", "2024-02-29");
	leads("cutoff 12 prox 20", "2026-08-15", "2026-10-20");
	leads("cutoff 12 prox 20", "2026-08-12", "2026-09-20");
	gives("net 30", "2026-10-31", "2026-11-30 1000.00");
	gives(
	    "2/10 net 30", "2026-10-31", "2026-11-30 1000.00 2026-11-10 20.00");
	gives("3/10 2/30 net 60", "2026-10-31",
	    "2026-12-30 1000.00 2026-11-10 30.00 2026-11-30 20.00");
}

static void
days(void **state)
{
	(void)state;
	leads("+0d", "2026-10-31", "2026-10-31");
	leads("+1d", "2024-02-28", "2024-02-29");
	leads("+1d", "2023-02-28", "2023-03-01");
	leads("+365d", "2023-03-01", "2024-02-29");
	leads("+10d +20d", "2026-01-01", "2026-01-31");
	leads("+0d", "9999-12-31", "9999-12-31");
	leads("+1d", "9999-12-30", "9999-12-31");
}

static void
months(void **state)
{
	(void)state;
	leads("+1m", "2026-01-15", "2026-02-15");
	leads("+1m", "2026-01-31", "2026-02-28");
	leads("+1m", "2024-01-31", "2024-02-29");
	leads("+2m", "2026-01-31", "2026-03-31");
	leads("+1m +1m", "2026-01-31", "2026-03-28");
	leads("+12m", "2024-02-29", "2025-02-28");
	leads("+3m", "2026-11-30", "2027-02-28");
	leads("+0m", "2026-11-30", "2026-11-30");
	/* A month's end stays one ... */
	leads("eom +1m", "2026-02-03", "2026-03-31");
	leads("eom +1m +1m", "2026-02-03", "2026-04-30");
	leads("eom +0m +12m", "2023-02-03", "2024-02-29");
	leads("eom eom +1m", "2026-02-28", "2026-03-31");
	/* ... until another step. */
	leads("eom +0d +1m", "2026-02-03", "2026-03-28");
	leads("eom day 28 +1m", "2026-02-03", "2026-03-28");
	leads("eom bday +1m", "2026-04-03", "2026-05-30");
	leads("day 31 +1m", "2026-04-03", "2026-05-30");
	leads("+1m", "2026-02-28", "2026-03-28");
}

static void
days_of_a_month(void **state)
{
	(void)state;
	leads("eom", "2026-10-31", "2026-10-31");
	leads("eom", "2024-02-01", "2024-02-29");
	leads("day 15", "2026-10-15", "2026-10-15");
	leads("day 15", "2026-10-14", "2026-10-15");
	leads("day 15", "2026-10-16", "2026-11-15");
	leads("day 15", "2026-12-16", "2027-01-15");
	leads("day 31", "2026-02-28", "2026-02-28");
	leads("day 31", "2026-04-01", "2026-04-30");
	leads("day 30", "2026-01-31", "2026-02-28");
	leads("day 29", "2024-01-30", "2024-02-29");
	leads("day 1", "2026-10-01", "2026-10-01");
	leads("next 15", "2026-10-15", "2026-11-15");
	leads("next 15", "2026-10-14", "2026-10-15");
	leads("next 31", "2026-02-28", "2026-03-31");
	leads("next 31", "2026-02-27", "2026-02-28");
	leads("next 30", "2026-01-30", "2026-02-28");
	leads("next 1", "2026-12-31", "2027-01-01");
	leads("next 1", "2026-12-01", "2027-01-01");
}

static void
proximo(void **state)
{
	(void)state;
	leads("prox 10", "2026-10-31", "2026-11-10");
	leads("prox 10", "2026-10-01", "2026-11-10");
	leads("prox 10", "2026-12-01", "2027-01-10");
	leads("prox 31", "2026-01-31", "2026-02-28");
	leads("prox 10 2m", "2026-11-05", "2027-01-10");
	leads("prox 10 0m", "2026-11-05", "2026-11-10");
	leads("prox 10 +2m", "2026-11-05", "2027-02-10");
	leads("cutoff 25 prox 10", "2026-10-25", "2026-11-10");
	leads("cutoff 25 prox 10", "2026-10-26", "2026-12-10");
	leads("cutoff 25 prox 10 2m", "2026-10-26", "2027-01-10");
	leads("cutoff 31 prox 10", "2026-10-31", "2026-11-10");
	leads("cutoff 20 prox 5 0m", "2026-10-21", "2026-11-05");
	leads("+30d cutoff 12 prox 20", "2026-07-14", "2026-10-20");
}

/* 2026-10-31 is a Saturday; 2026-12-25 a Friday. */
static void
working_days(void **state)
{
	struct terms_bill bill = bill_of("2026-12-25", 100);
	int32_t closed[4] = {0};
	const struct holidays holidays = {closed, 4};
	struct buf b = {0};

	(void)state;
	leads("bday", "2026-10-30", "2026-10-30");
	leads("bday", "2026-10-31", "2026-11-02");
	leads("bday", "2026-11-01", "2026-11-02");
	leads("bday +1d", "2026-11-01", "2026-11-03");
	leads("+1d bday", "2026-10-30", "2026-11-02");
	leads("bday", "0001-01-01", "0001-01-01"); /* a Monday */
	leads("bday", "0001-01-06", "0001-01-08");
	assert_true(date_from(2026, 1, 1, &closed[0]) &&
		    date_from(2026, 12, 25, &closed[1]) &&
		    date_from(2026, 12, 26, &closed[2]) &&
		    date_from(2026, 12, 28, &closed[3]));
	bill.holidays = &holidays;
	assert_string_equal(answer(&b, "due bday", &bill), "2026-12-29 1.00");
	bill.from = closed[0] - 1;
	assert_string_equal(
	    answer(&b, "due +1d bday", &bill), "2026-01-02 1.00");
	bill.from = closed[2] - 2;
	assert_string_equal(answer(&b, "due bday", &bill), "2026-12-24 1.00");
	buf_free(&b);
}

static void
beyond_the_calendar(void **state)
{
	const char *const late[] = {"due +1d", "due +1m", "due +99999d",
	    "due +99999m", "due next 1", "due prox 1", "due prox 31 99999m",
	    "due day 30", "due +1d +0d", "disc 2% +1d; due +1d",
	    "30% due +0d, balance due +1d"};

	(void)state;
	for (size_t i = 0; i < sizeof late / sizeof *late; i++)
		gives(late[i], "9999-12-31", "! a date after 9999-12-31");
	leads("eom +0m", "9999-12-01", "9999-12-31");
	leads("day 31", "9999-12-01", "9999-12-31");
	/* 9999-12-31 is a Friday. */
	leads("bday", "9999-12-31", "9999-12-31");
}

static void
no_working_day_left(void **state)
{
	const int32_t last[] = {DATE_MAX - 1, DATE_MAX};
	const struct holidays holidays = {last, 2};
	struct terms_bill bill = bill_of("9999-12-30", 100);
	struct buf b = {0};

	(void)state;
	bill.holidays = &holidays;
	assert_string_equal(
	    answer(&b, "due bday", &bill), "! a date after 9999-12-31");
	buf_free(&b);
}

#define NET_30 "2026-11-30 1000.00"
#define TWO_10 " 2026-11-10 20.00"

static void
shorthand(void **state)
{
	const char *const net[] = {"net 30", "NET 30", "Net30", " net  30 ",
	    "net 30 days", "Net 30 Days", "30 days", "30days", "n/30", "n 30",
	    "N30", "due +30d", "DUE +30D", "due+30d", "due + 30 d",
	    "due +10d+20d", "net +30d", "\tnet\t30", "balance net 30",
	    "100% net 30", "100 % due +30d"};
	const char *const two[] = {"2/10 net 30", "2/10, net 30", "2/10 n/30",
	    "2/10, n/30", "2/10, N/30", "2%/10 net 30", "2% 10 Net 30",
	    "2% 10, Net 30", "2% 10 days, net 30 days", "2/10 30 days",
	    "2.00/10 net 30", "disc 2% +10d; due +30d", "disc 2% +10d; net 30",
	    "DISC 2 % +10D ; DUE +30D", "2/10 due +30d", "2/10net30",
	    "100% 2/10 net 30", "100% 2% 10 net 30"};

	(void)state;
	for (size_t i = 0; i < sizeof net / sizeof *net; i++)
		gives(net[i], "2026-10-31", NET_30);
	for (size_t i = 0; i < sizeof two / sizeof *two; i++)
		gives(two[i], "2026-10-31", NET_30 TWO_10);
	gives("net 0", "2026-10-31", "2026-10-31 1000.00");
	gives("Due on receipt", "2026-10-31", "2026-10-31 1000.00");
	gives("due upon receipt", "2026-10-31", "2026-10-31 1000.00");
	gives("EOM", "2026-10-30", "2026-10-31 1000.00");
	gives("net eom", "2026-10-30", "2026-10-31 1000.00");
	gives("net prox 20", "2026-10-30", "2026-11-20 1000.00");
	gives("2/10 net eom", "2026-10-01",
	    "2026-10-31 1000.00 2026-10-11 20.00");
	gives("3/10, 2/30, n/60", "2026-10-31",
	    "2026-12-30 1000.00 2026-11-10 30.00 2026-11-30 20.00");
	gives("1.5/7 net 30", "2026-10-31",
	    "2026-11-30 1000.00 2026-11-07 15.00");
	gives("disc 2% eom +10d; due eom +1m", "2026-10-05",
	    "2026-11-30 1000.00 2026-11-10 20.00");
}

static void
shares(void **state)
{
	(void)state;
	gives("30% net 30, 70% net 60", "2026-10-31",
	    "2026-11-30 300.00, 2026-12-30 700.00");
	gives("30% due +30d, balance due +60d", "2026-10-31",
	    "2026-11-30 300.00, 2026-12-30 700.00");
	gives("33.333333333% net 30, 33.333333333% net 60, balance net 90",
	    "2026-10-31",
	    "2026-11-30 333.33, 2026-12-30 333.33, 2027-01-29 333.34");
	gives("fixed 200.00 due on receipt, balance net 30", "2026-10-31",
	    "2026-10-31 200.00, 2026-11-30 800.00");
	/* Fixed first: percentages are of 800.00. */
	gives("50% net 30, fixed 200 due +0d, 50% net 60", "2026-10-31",
	    "2026-11-30 400.00, 2026-10-31 200.00, 2026-12-30 400.00");
	gives("fixed 200 net 10, fixed 300 net 20, 20% net 30, balance net 40",
	    "2026-10-01",
	    "2026-10-11 200.00, 2026-10-21 300.00, 2026-10-31 100.00, "
	    "2026-11-10 400.00");
	gives("fixed 1000 net 10, balance net 20", "2026-10-01",
	    "2026-10-11 1000.00");
	gives("fixed 1000.01 net 10, balance net 20", "2026-10-01",
	    "! fixed shares of more than the amount");
	gives("fixed 600 net 10, fixed 600 net 15, balance net 20",
	    "2026-10-01", "! fixed shares of more than the amount");
	gives("fixed 99999999999999999 net 10, balance net 20", "2026-10-01",
	    "! fixed shares of more than the amount");
	gives("fixed 0.005 net 10, balance net 20", "2026-10-01",
	    "! a fixed share with more decimals than the currency has");
	gives("fixed 0.500 net 10, balance net 20", "2026-10-01",
	    "2026-10-11 0.50, 2026-10-21 999.50");
	/* Each with a discount of its own, in the shorthand or not. */
	gives("30% 2/10 net 30, 70% disc 1% +20d; due +60d", "2026-10-31",
	    "2026-11-30 300.00 2026-11-10 6.00, "
	    "2026-12-30 700.00 2026-11-20 7.00");
	gives("50% 2% 10 net 30, 50% net 30 days", "2026-10-31",
	    "2026-11-30 500.00 2026-11-10 10.00, 2026-11-30 500.00");
}

static void
merged(void **state)
{
	(void)state;
	gives("50% eom, 50% due day 31", "2026-10-05", "2026-10-31 1000.00");
	gives("25% net 30, 50% net 10, 25% net 30", "2026-10-31",
	    "2026-11-30 500.00, 2026-11-10 500.00");
	gives("50% 2/10 net 30, 50% disc 2.0% +10d; due +30d", "2026-10-31",
	    NET_30 TWO_10);
	gives("50% 2/10 net 30, 50% 2/11 net 30", "2026-10-31",
	    "2026-11-30 500.00 2026-11-10 10.00, "
	    "2026-11-30 500.00 2026-11-11 10.00");
	gives("50% 2/10 net 30, 50% 3/10 net 30", "2026-10-31",
	    "2026-11-30 500.00 2026-11-10 10.00, "
	    "2026-11-30 500.00 2026-11-10 15.00");
	gives("50% 2/10 1/20 net 30, 50% 2/10 net 30", "2026-10-31",
	    "2026-11-30 500.00 2026-11-10 10.00 2026-11-20 5.00, "
	    "2026-11-30 500.00 2026-11-10 10.00");
}

static void
bills(const char *text, struct terms_bill bill, const char *want)
{
	struct buf b = {0};
	const char *got = answer(&b, text, &bill);

	if (strcmp(got, want) != 0)
		fail_msg("%s of %lld: %s, not %s", text, (long long)bill.amount,
		    got, want);
	buf_free(&b);
}

static void
rounding(void **state)
{
	struct terms_bill cents = bill_of("2026-10-01", 5);
	struct terms_bill even = cents;

	(void)state;
	even.rounding = ROUND_HALF_EVEN;
	/* 2.5 cents */
	bills(
	    "50% net 1, 50% net 2", cents, "2026-10-02 0.03, 2026-10-03 0.02");
	bills("50% net 1, 50% net 2", even, "2026-10-02 0.02, 2026-10-03 0.03");
	/* 0.5 cents each; nothing is left for the last. */
	bills(
	    "10% net 1, 10% net 2, 10% net 3, 10% net 4, 10% net 5, 10% net 6,"
	    "balance net 7",
	    cents,
	    "2026-10-02 0.01, 2026-10-03 0.01, 2026-10-04 0.01, "
	    "2026-10-05 0.01, 2026-10-06 0.01");
	/* 2 % of 0.25 is half a cent, of the sum of two such a whole one. */
	cents.amount = cents.discount_base = 50;
	even.amount = even.discount_base = 50;
	bills("50% 2/1 net 2, 50% 2/1 net 2", cents,
	    "2026-10-03 0.50 2026-10-02 0.01");
	bills("50% 2/1 net 2, 50% 2/1 net 3", cents,
	    "2026-10-03 0.25 2026-10-02 0.01, 2026-10-04 0.25 2026-10-02 0.01");
	bills("50% 2/1 net 2, 50% 2/1 net 3", even,
	    "2026-10-03 0.25 2026-10-02 0.00, 2026-10-04 0.25 2026-10-02 0.00");
	bills("50% 6/1 net 2, 50% 2/1 net 3", even,
	    "2026-10-03 0.25 2026-10-02 0.02, 2026-10-04 0.25 2026-10-02 0.00");
}

static void
discount_base(void **state)
{
	struct terms_bill bill = bill_of("2026-10-01", 11900);

	(void)state;
	/* 2 % of 100.00 net; 30 % of the base goes with 30 % of the amount. */
	bill.discount_base = 10000;
	bills("2/10 net 30", bill, "2026-10-31 119.00 2026-10-11 2.00");
	bills("30% 2/10 net 30, 70% net 60", bill,
	    "2026-10-31 35.70 2026-10-11 0.60, 2026-11-30 83.30");
	/* 100.00 * 19 / 119 = 15.966... is 15.97, the balance's base 84.03 */
	bills("fixed 19 10/1 net 2, balance 10/1 net 3", bill,
	    "2026-10-03 19.00 2026-10-02 1.60, "
	    "2026-10-04 100.00 2026-10-02 8.40");
	bill.amount = -11900;
	bill.discount_base = -10000;
	bills("fixed 19 10/1 net 2, balance 10/1 net 3", bill,
	    "2026-10-03 -19.00 2026-10-02 -1.60, "
	    "2026-10-04 -100.00 2026-10-02 -8.40");
	bills("fixed 119.01 net 2, balance net 3", bill,
	    "! fixed shares of more than the amount");
	/* Nothing is due in one part, on the last day, without a discount. */
	bill.amount = 0;
	bills("30% 2/1 net 2, balance 2/3 net 4", bill,
	    "2026-10-05 0.00 2026-10-04 0.00");
	bills("fixed 1 net 2, balance net 4", bill,
	    "! fixed shares of more than the amount");
}

static void
currencies(void **state)
{
	struct terms_bill bill = bill_of("2026-10-01", 1001);

	(void)state;
	bill.exponent = 0;
	bills("50% 2/1 net 2, balance net 3", bill,
	    "2026-10-03 501 2026-10-02 10, 2026-10-04 500");
	bills("fixed 200.00 net 2, balance net 3", bill,
	    "2026-10-03 200, 2026-10-04 801");
	bills("fixed 200.50 net 2, balance net 3", bill,
	    "! a fixed share with more decimals than the currency has");
	bill.exponent = 3;
	bills("fixed 0.005 net 2, balance net 3", bill,
	    "2026-10-03 0.005, 2026-10-04 0.996");
}

static void
largest(void **state)
{
	struct terms_bill bill = bill_of("2026-10-01", INT64_MAX);

	/* From Python's decimal. */
	(void)state;
	bills("33.333333333% 99.999999999/1 net 2, balance 100/1 net 3", bill,
	    "2026-10-03 30744573455875140.29 2026-10-02 30744573455567694.56, "
	    "2026-10-04 61489146912672617.78 2026-10-02 61489146912672617.78");
}

static void
largest_discount(const char *text, const char *want)
{
	struct terms_error error;
	struct terms *t = terms_parse(span_of(text), &error);
	struct decimal percent = {4711, 0};
	char got[MONEY_CHARS];
	bool one;

	assert_non_null(t);
	one = terms_largest(t, &percent);
	decimal_format(got, percent);
	assert_string_equal(got, want);
	assert_true(one == (percent.n != 4711));
	terms_free(t);
}

static void
largest_discounts(void **state)
{
	(void)state;
	largest_discount("net 30", "0");
	largest_discount("50% net 30, balance net 60", "0");
	largest_discount("2/10 net 30", "2");
	largest_discount("2/10 3.5/5 1/20 net 30", "3.5");
	largest_discount("50% 2/10 net 30, 50% 1/5 2.00/20 net 60", "2");
	largest_discount("50% 2/10 net 30, 50% 1/5 net 60", "4711");
	largest_discount("50% net 10, 50% 2/10 net 30", "4711");
}

/* What can't be read: the message says where, and what was expected. */
static const struct {
	const char *text, *said;
} wrong[] = {
    {"", "at the end: expected \"net\" or \"due\""},
    {"  ", "at the end: expected \"net\" or \"due\""},
    {"2/10 nte 30", "at column 6, \"nte\": expected \"net\" or \"due\""},
    {"consignment",
	"at column 1, \"consignment\": expected \"net\" or \"due\""},
    {"net", "at the end: expected a number of days, at most 99999"},
    {"net x", "at column 5, \"x\": expected a number of days, at most 99999"},
    {"net 30.5",
	"at column 5, \"30.5\": expected a number of days, at most 99999"},
    {"net 100000",
	"at column 5, \"100000\": expected a number of days, at most 99999"},
    {"net -5", "at column 5, \"-5\": expected a number of days, at most 99999"},
    {"net 30 eom", "at column 8, \"eom\": steps need \"due\" before the "
		   "number: \"due +30d "
		   "eom\" or \"due eom +30d\""},
    {"2/10 eom, net 30", "at column 6, \"eom\": steps need \"due\" before the "
			 "number: \"due +30d "
			 "eom\" or \"due eom +30d\""},
    {"2/10, eom", "at column 7, \"eom\": expected \"net\" or \"due\""},
    {"30", "at the end: expected \"days\", or as in \"2/10\" a \"/\""},
    {"net 30 net 60",
	"at column 8, \"net\": expected a step, a comma or the end"},
    {"net 30,", "at the end: expected \"net\" or \"due\""},
    {"net 30, net 60",
	"at column 1, \"net\": expected a share: \"30%\", \"fixed 200.00\" or "
	"\"balance\""},
    {"30% net 30, net 60",
	"at column 13, \"net\": expected a share: \"30%\", \"fixed 200.00\" or "
	"\"balance\""},
    {"30% net 30, 69% net 60",
	"at column 13, \"69%\": the shares make 99%, and not 100%"},
    {"30.5% net 30", "at column 1, \"30.5%\": the shares make 30.5%, and not "
		     "100%"},
    {"60% net 30, 60% net 60, balance net 90",
	"at column 25, \"balance\": the shares make 120%, and nothing is left "
	"for the balance"},
    {"balance net 30, 30% net 60",
	"at column 1, \"balance\": only the last share can be the balance"},
    {"fixed 5 net 30",
	"at the end: expected a \"balance\": nothing says who takes the rest"},
    {"fixed net 30", "at column 7, \"net\": expected an amount of more than 0"},
    {"fixed 0.00 net 30",
	"at column 7, \"0.00\": expected an amount of more than 0"},
    {"fixed 1.0000000001 net 30, balance eom",
	"at column 7, \"1.0000000001\": more than 9 decimals"},
    {"0% net 30", "at column 1, \"0%\": expected a percentage, more than 0 and "
		  "at most 100"},
    {"100.1% net 30", "at column 1, \"100.1%\": expected a percentage, more "
		      "than 0 and at most 100"},
    {"0/10 net 30", "at column 1, \"0/10\": expected a percentage, more than 0 "
		    "and at most 100"},
    {"101/10 net 30", "at column 1, \"101/10\": expected a percentage, more "
		      "than 0 and at most 100"},
    {"2/ten net 30",
	"at column 3, \"ten\": expected a number of days, at most 99999"},
    {"disc 2 +10d; due +30d", "at column 8, \"+10d\": expected \"%\""},
    {"disc 2%; due +30d", "at column 8, \";\": expected steps, such as "
			  "\"+30d\", \"eom\" or \"day 15\""},
    {"disc 2% +10d, due +30d", "at column 13, \",\": expected a step or \";\""},
    {"disc 2% +10d;", "at the end: expected \"net\" or \"due\""},
    {"due", "at the end: expected steps, such as \"+30d\", \"eom\" or \"day "
	    "15\""},
    {"due 30", "at column 5, \"30\": expected steps, such as \"+30d\", \"eom\" "
	       "or \"day 15\""},
    {"due on day 15", "at column 8, \"day\": expected \"receipt\""},
    {"due +d", "at column 6, \"d\": expected a number, at most 99999"},
    {"due +30", "at the end: expected \"d\" or \"m\""},
    {"due +30w", "at column 8, \"w\": expected \"d\" or \"m\""},
    {"due +30days", "at column 8, \"days\": expected \"d\" or \"m\""},
    {"due day", "at the end: expected a day of the month, 1 to 31"},
    {"due day 0", "at column 9, \"0\": expected a day of the month, 1 to 31"},
    {"due next 32",
	"at column 10, \"32\": expected a day of the month, 1 to 31"},
    {"due cutoff 12", "at the end: expected \"prox\""},
    {"due cutoff 12 day 5", "at column 15, \"day\": expected \"prox\""},
    {"due prox 20 2", "at the end: expected \"m\""},
    {"due eom; net 30",
	"at column 8, \";\": expected a step, a comma or the end"},
    {"1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/8 1/9 net 30",
	"at column 33, \"1/9\": more than 8 discounts"},
    {"net 30 \xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
     "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac",
	"at column 8, \"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
	"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\": expected a step, "
	"a comma or the end"},
    {"net 30 x\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
     "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac",
	"at column 8, \"x\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
	"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\": expected a step, "
	"a comma or the end"},
    {"net 30\n", "at column 7: expected a step, a comma or the end"},
};

static void
messages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char want[200];

		snprintf(want, sizeof want, "! %s", wrong[i].said);
		gives(wrong[i].text, "2026-10-31", want);
	}
}

static void
too_many_installments(void **state)
{
	struct terms_error error;
	struct terms *t;
	struct buf b = {0};

	(void)state;
	for (int i = 1; i < TERMS_INSTALLMENTS; i++)
		buf_text(&b, "0.1% net 30, ");
	buf_text(&b, "balance net 60");
	t = terms_parse((struct span){b.at, b.len}, &error);
	assert_non_null(t);
	terms_free(t);
	buf_text(&b, ", 1% net 90");
	assert_null(terms_parse((struct span){b.at, b.len}, &error));
	assert_string_equal(error.what, "more than 1000 installments");
	assert_int_equal(error.at, b.len - strlen("1% net 90"));
	buf_free(&b);
}

static uint64_t
random_next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

static const char *
any(uint64_t *x, const char *const *of, size_t n)
{
	return of[random_next(x) % n];
}

#define ANY(x, of) any(x, of, sizeof of / sizeof *of)

/* Terms of up to six installments. */
static void
random_terms(uint64_t *x, char text[400])
{
	static const char *const dues[] = {"net 30", "2/10 net 30", "eom",
	    "3/5 1.333333333/20 n/60", "due +2m day 31", "due cutoff 9 prox 9",
	    "disc 7.5% +3d bday; due eom +1m", "due next 1 bday"};
	static const char *const percents[] = {
	    "0.000000001%", "1%", "12.345678901%", "16%", "16.666666667%"};
	size_t n = 1 + random_next(x) % 6, fixed = random_next(x) % 12;

	*text = '\0';
	for (size_t i = 1; i < n; i++) {
		strcat(text, i == fixed ? "fixed 7" : ANY(x, percents));
		strcat(strcat(text, " "), ANY(x, dues));
		strcat(text, ", ");
	}
	strcat(strcat(text, "balance "), ANY(x, dues));
}

static int64_t
of_sign(int64_t n, int64_t whole)
{
	return whole < 0 ? -n : n;
}

static void
makes_a_whole(const struct terms_parts *parts, const struct terms_bill *bill)
{
	int128 amount = 0, base = 0;

	assert_true(parts->n > 0);
	for (size_t i = 0; i < parts->n; i++) {
		const struct terms_part *p = &parts->list[i];

		assert_true(of_sign(p->amount, bill->amount) >= 0);
		assert_true(of_sign(p->base, bill->discount_base) >= 0);
		assert_true(p->due >= bill->from);
		amount += p->amount;
		base += p->base;
		for (size_t k = 0; k < p->ntier; k++) {
			int64_t off = of_sign(p->tier[k].amount, p->base);

			assert_true(
			    off >= 0 && off <= of_sign(p->base, p->base));
			assert_true(p->tier[k].date >= bill->from);
		}
	}
	assert_true(amount == bill->amount);
	assert_true(base == (bill->amount != 0 ? bill->discount_base : 0));
}

static void
is_mirror(const struct terms_parts *a, const struct terms_parts *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		const struct terms_part *p = &a->list[i], *q = &b->list[i];

		assert_true(p->due == q->due && p->amount == -q->amount);
		assert_true(p->base == -q->base && p->ntier == q->ntier);
		for (size_t k = 0; k < p->ntier; k++)
			assert_true(p->tier[k].date == q->tier[k].date &&
				    p->tier[k].amount == -q->tier[k].amount);
	}
}

static void
keeps_promises(const char *text, struct terms_bill bill)
{
	struct terms_parts parts = {0}, mirror = {0};
	struct terms_error error;
	struct terms *t = terms_parse(span_of(text), &error);
	enum terms_fault fault;

	if (t == NULL)
		fail_msg("%s: %s", text, error.what);
	fault = terms_apply(t, &bill, &parts);
	if (fault == TERMS_OK)
		makes_a_whole(&parts, &bill);
	bill.amount = -bill.amount;
	bill.discount_base = -bill.discount_base;
	assert_int_equal(terms_apply(t, &bill, &mirror), fault);
	if (fault == TERMS_OK)
		is_mirror(&parts, &mirror);
	terms_free(t);
	terms_parts_free(&parts);
	terms_parts_free(&mirror);
}

static void
random_bills(void **state)
{
	uint64_t x = 20261031;

	(void)state;
	for (int k = 0; k < 50000; k++) {
		struct terms_bill bill = {0};
		char text[400];

		random_terms(&x, text);
		bill.from = (int32_t)(random_next(&x) % 3000000) + DATE_MIN;
		bill.amount =
		    (int64_t)random_next(&x) >> random_next(&x) % 63 >> 1;
		bill.discount_base = k % 2 == 0 ? bill.amount
						: (int64_t)random_next(&x) >>
						      random_next(&x) % 63 >> 1;
		bill.exponent = (int)(random_next(&x) % 5);
		bill.rounding = k % 3 == 0 ? ROUND_HALF_EVEN : ROUND_HALF_AWAY;
		keeps_promises(text, bill);
	}
}

/* A later document is never due earlier, whatever the steps. */
static void
later_is_later(void **state)
{
	static const char *const texts[] = {"due +30d", "due +1m", "due eom",
	    "due eom +1m", "due day 29", "due next 30", "due prox 31 2m",
	    "due cutoff 12 prox 20", "due bday", "due +30d eom next 15 bday"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct terms_bill bill = {.amount = 1};
		struct terms_parts parts = {0};
		struct terms_error error;
		struct terms *t = terms_parse(span_of(texts[i]), &error);
		int32_t before = DATE_NONE;

		assert_non_null(t);
		for (bill.from = 0; bill.from < 20000; bill.from++) {
			assert_int_equal(
			    terms_apply(t, &bill, &parts), TERMS_OK);
			assert_true(parts.list[0].due >= before);
			before = parts.list[0].due;
		}
		terms_free(t);
		terms_parts_free(&parts);
	}
}

#define HOLIDAYS 100

/* A field of a line; NUL-terminates it and moves on. */
static char *
field(char **rest)
{
	char *at = *rest, *end = at + strcspn(at, "\t\n");

	*rest = *end != '\0' ? end + 1 : end;
	*end = '\0';
	return at;
}

static void
answer_line(char *line, struct buf *b)
{
	const char *text = field(&line);
	struct terms_bill bill = {0};
	int32_t closed[HOLIDAYS];
	struct holidays holidays = {closed, 0};
	bool ok = date_parse(span_of(field(&line)), &bill.from);

	bill.amount = strtoll(field(&line), NULL, 10);
	bill.discount_base = strtoll(field(&line), NULL, 10);
	bill.exponent = (int)strtol(field(&line), NULL, 10);
	bill.rounding = strcmp(field(&line), "even") == 0 ? ROUND_HALF_EVEN
							  : ROUND_HALF_AWAY;
	bill.holidays = &holidays;
	for (char *day = field(&line); ok && *day != '\0'; holidays.n++) {
		ok = date_parse((struct span){day, 10}, &closed[holidays.n]);
		day += strspn(day, "-0123456789");
		day += *day == ' ';
	}
	puts(ok ? answer(b, text, &bill) : "! not a date");
}

static int
answer_lines(void)
{
	struct buf b = {0};
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0)
		answer_line(line, &b);
	free(line);
	buf_free(&b);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_manual),
	    cmocka_unit_test(days),
	    cmocka_unit_test(months),
	    cmocka_unit_test(days_of_a_month),
	    cmocka_unit_test(proximo),
	    cmocka_unit_test(working_days),
	    cmocka_unit_test(beyond_the_calendar),
	    cmocka_unit_test(no_working_day_left),
	    cmocka_unit_test(shorthand),
	    cmocka_unit_test(shares),
	    cmocka_unit_test(merged),
	    cmocka_unit_test(rounding),
	    cmocka_unit_test(discount_base),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(largest),
	    cmocka_unit_test(largest_discounts),
	    cmocka_unit_test(messages),
	    cmocka_unit_test(too_many_installments),
	    cmocka_unit_test(random_bills),
	    cmocka_unit_test(later_is_later),
	};

	(void)argv;
	return argc > 1 ? answer_lines()
			: cmocka_run_group_tests(tests, NULL, NULL);
}
