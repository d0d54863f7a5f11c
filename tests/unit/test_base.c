/* One currency for a report: amounts, rates of booking, what is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/base.h"
#include "tests/unit/book.h"
#include "tests/unit/dies.h"
#include "value/currency.h"

#define NONE INT64_MIN

static int
cur(const char *code)
{
	return currency_find(span_of(code));
}

/* The base USD, and a few rates. */
struct scene {
	struct map *map;
	struct sheet rates;
	struct base base;
};

static void
set(struct scene *s, bool booked)
{
	*s = (struct scene){
	    .map = map_new(), .base = {cur("USD"), booked, NULL}};
	sheet_open(
	    &s->rates, span_of("date,currency,rate\n2026-01-01,EUR,1.1\n"
			       "2026-02-01,EUR,1.25\n2026-01-01,JPY,0.0065\n"));
	s->base.rates = rates_new(&s->map->of[MAP_RATES], s->base.currency);
	for (uint32_t i = 0; i < s->rates.b.nrow; i++)
		rates_row(s->base.rates, &s->rates.b, i);
	rates_close(s->base.rates);
}

static void
strike(struct scene *s)
{
	rates_free(s->base.rates);
	sheet_close(&s->rates);
	map_free(s->map);
}

static void
is(const struct base *b, int64_t amount, const char *currency, const char *date,
    const struct decimal *booking, int64_t want)
{
	int64_t got = NONE;
	bool found =
	    base_convert(b, amount, cur(currency), day(date), booking, &got);

	assert_int_equal(found, want != NONE);
	assert_int_equal(got, want);
}

static void
as_of_a_day(void **state)
{
	static const struct decimal other = {2, 0};
	struct scene s;

	(void)state;
	set(&s, false);
	is(&s.base, 1005, "EUR", "2026-01-31", NULL, 1106); /* 1105.5 */
	is(&s.base, -1005, "EUR", "2026-01-31", &other, -1106);
	is(&s.base, 1005, "EUR", "2026-02-01", NULL, 1256); /* 1256.25 */
	is(&s.base, 1005, "JPY", "2026-02-01", NULL, 653);  /* 6.5325 */
	is(&s.base, 1005, "EUR", "2025-12-31", NULL, NONE);
	is(&s.base, 1005, "GBP", "2026-02-01", &other, NONE);
	is(&s.base, INT64_MAX, "EUR", "2026-02-01", NULL, NONE);
	/* what needs no rate */
	is(&s.base, 0, "GBP", "2026-02-01", NULL, 0);
	is(&s.base, 1005, "USD", "0001-01-01", &other, 1005);
	is(&s.base, INT64_MAX, "USD", "2026-02-01", NULL, INT64_MAX);
	strike(&s);
}

static void
as_booked(void **state)
{
	static const struct decimal rate = {12345, 4}, blank = {0, 0};
	struct scene s;
	int64_t got;

	(void)state;
	set(&s, true);
	is(&s.base, 1000, "EUR", "2026-01-31", &rate, 1235); /* 1234.5 */
	is(&s.base, 1000, "GBP", "2026-01-31", &rate, 1235);
	is(&s.base, 1000, "EUR", "2026-01-31", NULL, NONE);
	is(&s.base, 1000, "EUR", "2026-01-31", &blank, NONE);
	is(&s.base, 1000, "USD", "2026-01-31", &rate, 1000);
	/* the table, all the same */
	assert_true(base_convert_on(
	    &s.base, 1000, cur("EUR"), day("2026-01-31"), &got));
	assert_int_equal(got, 1100);
	assert_false(base_convert_on(
	    &s.base, 1000, cur("GBP"), day("2026-01-31"), &got));
	strike(&s);
}

static void
says(const struct faults *f, size_t i, enum fault_code code, uint64_t line,
    const char *want)
{
	char *text;

	assert_true(i < f->n);
	assert_int_equal(f->list[i].code, code);
	assert_int_equal(f->list[i].line, line);
	assert_string_equal(f->list[i].column, "rate");
	assert_false(fault_is_soft(code));
	text = fault_message(&f->list[i]);
	assert_string_equal(text, want);
	free(text);
}

/* In order of lines; the same of a row only once. */
static void
missing(void **state)
{
	static const struct decimal rate = {2, 0};
	struct faults f = {0};
	struct scene s;
	int32_t date = day("2025-12-31");

	(void)state;
	set(&s, false);
	base_missing(&s.base, &f, 9, cur("EUR"), date, NULL);
	base_missing(&s.base, &f, 5, cur("GBP"), date, &rate);
	base_missing(&s.base, &f, 4, cur("GBP"), date + 9, &rate);
	base_missing(&s.base, &f, 6, cur("GBP"), date, &rate);
	base_missing(&s.base, &f, 9, cur("EUR"), date, NULL);
	base_missing(&s.base, &f, 9, cur("EUR"), date - 1, NULL);
	base_missing(&s.base, &f, 7, cur("EUR"), date + 1, NULL);
	assert_int_equal(f.total, 4);
	says(&f, 0, FAULT_RATE, 4,
	    "no rate of GBP on any day; this is the first row in it");
	says(&f, 1, FAULT_TOTAL, 7, "in USD beyond the largest amount");
	says(&f, 2, FAULT_RATE, 9, "no rate of EUR on or before 2025-12-31");
	says(&f, 3, FAULT_RATE, 9, "no rate of EUR on or before 2025-12-30");
	fault_free(&f);
	strike(&s);
	set(&s, true);
	f = (struct faults){0};
	base_missing(&s.base, &f, 4, cur("EUR"), date, NULL);
	base_missing(&s.base, &f, 5, cur("EUR"), date, &rate);
	says(&f, 0, FAULT_RATE, 4, "no booking rate");
	says(&f, 1, FAULT_TOTAL, 5, "in USD beyond the largest amount");
	fault_free(&f);
	strike(&s);
	f = (struct faults){0};
	s.base = (struct base){cur("USD"), false, NULL};
	base_missing(&s.base, &f, 4, cur("EUR"), date, NULL);
	says(&f, 0, FAULT_RATE, 4, "no rate of EUR: give --rates");
	fault_free(&f);
}

static const char booked[] = "date,type,doc,customer,amount,ref,rate\n"
			     "2026-01-01,invoice,A,c,100.00,,1.5\n"
			     "2026-01-01,invoice,B,c,100.00,,\n"
			     "2026-01-01,invoice,C,c,100.00,,0\n"
			     "2026-01-01,invoice,D,c,100.00,,x\n"
			     "2026-01-02,transfer,A2,c,10.00,A,\n"
			     "2026-01-03,transfer,A3,c,5.00,A2,\n"
			     "2026-01-03,transfer,A4,c,5.00,A,1.75\n"
			     "2026-01-03,transfer,B2,c,5.00,B,\n";

/* The rate of the first piece of an item, in its decimals. */
static void
booked_is(const struct ledger *l, const struct base_book *b, const char *doc,
    const char *want)
{
	uint32_t item = item_of(l, doc, SIDE_DEBIT);
	const struct decimal *rate =
	    base_booked(b, ledger_piece(l, ledger_item(l, item)->piece));
	char text[MONEY_CHARS] = "none";

	if (rate != NULL)
		decimal_format(text, *rate);
	assert_string_equal(text, want);
}

static void
note_all(struct base_book *book, const struct base *base, struct map *map)
{
	struct posting_reader r;
	struct sheet s;

	base_book_open(book, base, &map->of[MAP_BOOK]);
	posting_open(&r, &map->of[MAP_BOOK]);
	sheet_open(&s, span_of(booked));
	posting_bind(&r, &s.b);
	for (uint32_t i = 0; i < s.b.nrow; i++) {
		struct posting p;

		assert_true(posting_read(&r, &s.b, i, &p));
		base_book_note(book, &p, &s.b, i);
	}
	posting_close(&r);
	sheet_close(&s);
}

static void
rates_of_rows(void **state)
{
	struct ledger *l = book_of(booked);
	struct base_book book;
	struct scene s;

	(void)state;
	set(&s, true);
	note_all(&book, &s.base, s.map);
	assert_int_equal(book.n, 2); /* others cost nothing */
	booked_is(l, &book, "A", "1.5");
	booked_is(l, &book, "B", "none");
	booked_is(l, &book, "C", "none");
	booked_is(l, &book, "D", "none");
	booked_is(l, &book, "A2", "1.5");
	booked_is(l, &book, "A3", "1.5");
	booked_is(l, &book, "A4", "1.75");
	booked_is(l, &book, "B2", "none");
	base_book_close(&book);
	s.base.booked = false;
	note_all(&book, &s.base, s.map);
	assert_int_equal(book.n, 0);
	booked_is(l, &book, "A", "none");
	base_book_close(&book);
	note_all(&book, NULL, s.map);
	base_book_close(&book);
	strike(&s);
	ledger_free(l);
}

static void
open(void *arg)
{
	struct tool t = {0};

	base_open(&t, arg);
}

static void
options(void **state)
{
	struct base_options o = {NULL, NULL, NULL};
	struct tool t = {0};
	struct base *b;

	(void)state;
	assert_null(base_open(&t, &o));
	base_check(NULL, NULL);
	base_free(NULL);
	o = (struct base_options){NULL, "r", NULL};
	dies(open, &o, "ar-test: --rates goes with --base\n");
	o = (struct base_options){NULL, NULL, "booking"};
	dies(open, &o, "ar-test: --base-rate goes with --base\n");
	o = (struct base_options){"usd", NULL, NULL};
	dies(open, &o,
	    "ar-test: --base: \"usd\" is not an ISO 4217 currency code\n");
	o = (struct base_options){"", NULL, NULL};
	dies(open, &o,
	    "ar-test: --base: \"\" is not an ISO 4217 currency code\n");
	o = (struct base_options){"USD", NULL, "then"};
	dies(open, &o,
	    "ar-test: --base-rate: \"then\" is none of asof, booking\n");
	o = (struct base_options){"USD", NULL, "booking"};
	b = base_open(&t, &o);
	assert_true(b->booked && b->rates == NULL);
	assert_int_equal(b->currency, cur("USD"));
	base_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_of_a_day),
	    cmocka_unit_test(as_booked),
	    cmocka_unit_test(missing),
	    cmocka_unit_test(rates_of_rows),
	    cmocka_unit_test(options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
