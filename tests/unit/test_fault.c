/* Faults: which are held, in what order, and what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/mem.h"

static const struct span none = {NULL, 0};

static void
add(struct faults *all, uint64_t line, const char *detail)
{
	fault_add(all, FAULT_HEADER, line, NULL, none, detail, none);
}

static void
lines_are(const struct faults *all, size_t n, const uint64_t *want)
{
	assert_int_equal(all->n, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(all->list[i].line, want[i]);
}

static void
copied(void **state)
{
	char column[] = "amount", cell[] = "12,50", detail[] = "why";
	char raw[] = "a,12,50";
	struct faults all = {.keep = true};
	const struct fault *f;

	(void)state;
	f = fault_add(
	    &all, FAULT_AMOUNT, 7, column, span_of(cell), detail, span_of(raw));
	memset(column, '-', 6);
	memset(cell, '-', 5);
	memset(detail, '-', 3);
	memset(raw, '-', 7);
	assert_ptr_equal(f, all.list);
	assert_int_equal(f->code, FAULT_AMOUNT);
	assert_int_equal(f->line, 7);
	assert_string_equal(f->column, "amount");
	assert_string_equal(f->cell, "12,50");
	assert_string_equal(f->detail, "why");
	assert_string_equal(f->raw, "a,12,50");
	assert_int_equal(f->raw_len, 7);
	f = fault_add(&all, FAULT_NUL, 8, NULL, none, NULL, none);
	assert_null(f->column);
	assert_null(f->cell);
	assert_null(f->detail);
	assert_null(f->raw);
	assert_int_equal(all.total, 2);
	assert_int_equal(all.hard, 0);
	fault_free(&all);
	assert_int_equal(all.n + all.total, 0);
	assert_true(all.keep);
}

static void
no_raw_unless_kept(void **state)
{
	struct faults all = {0};
	struct span raw = span_of("raw");

	(void)state;
	assert_null(fault_add(&all, FAULT_NUL, 1, NULL, none, NULL, raw)->raw);
	fault_free(&all);
}

/* A thread meets rising lines; but the first must be held of any order. */
static void
first_held(void **state)
{
	uint64_t want[FAULT_SHOWN];
	struct faults up = {0}, down = {0}, mixed = {0};

	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		add(&up, i, "");
		add(&down, 999 - i, "");
		add(&mixed, i * 377 % 1000, "");
	}
	for (uint64_t i = 0; i < FAULT_SHOWN; i++)
		want[i] = i;
	lines_are(&up, FAULT_SHOWN, want);
	lines_are(&down, FAULT_SHOWN, want);
	lines_are(&mixed, FAULT_SHOWN, want);
	assert_int_equal(up.total, 1000);
	assert_int_equal(up.hard, 1000);
	fault_free(&up);
	fault_free(&down);
	fault_free(&mixed);
}

static void
not_held_is_null(void **state)
{
	struct faults all = {0};

	(void)state;
	for (uint64_t i = 0; i < FAULT_SHOWN; i++)
		assert_non_null(
		    fault_add(&all, FAULT_NUL, 10, NULL, none, NULL, none));
	assert_null(fault_add(&all, FAULT_NUL, 10, NULL, none, NULL, none));
	fault_add(&all, FAULT_NUL, 9, NULL, none, NULL, none)->other = 3;
	assert_int_equal(all.list[0].other, 3);
	assert_int_equal(all.n, FAULT_SHOWN);
	fault_free(&all);
}

static void
all_kept(void **state)
{
	struct faults all = {.keep = true};

	(void)state;
	for (uint64_t i = 0; i < 1000; i++)
		add(&all, i * 377 % 1000, "");
	fault_sort(&all);
	assert_int_equal(all.n, 1000);
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(all.list[i].line, i);
	fault_free(&all);
}

/* Lines 0 to 9, in ten rounds: round k must come k-th on each line. */
static void
first_added_first(void **state)
{
	for (int keep = 0; keep < 2; keep++) {
		struct faults all = {.keep = keep};
		size_t held = keep ? 100 : FAULT_SHOWN;

		for (int i = 0; i < 100; i++) {
			char detail[8];

			snprintf(detail, sizeof detail, "%d", i / 10);
			add(&all, (uint64_t)(i * 3 % 10), detail);
		}
		fault_sort(&all);
		assert_int_equal(all.n, held);
		for (size_t i = 0; i < held; i++) {
			assert_int_equal(all.list[i].line, i / 10);
			assert_int_equal(atoi(all.list[i].detail), i % 10);
		}
		fault_free(&all);
	}
	(void)state;
}

/* Two threads take turns: blocks of 10 lines, every third line faulty. */
static void
merged(void **state)
{
	for (int keep = 0; keep < 2; keep++) {
		struct faults t[2] = {{.keep = keep}, {.keep = keep}};
		struct faults all = {.keep = keep};
		size_t held = keep ? 334 : FAULT_SHOWN;

		for (uint64_t line = 0; line < 1000; line += 3)
			add(&t[line / 10 % 2], line, "");
		fault_merge(&all, &t[1]);
		fault_merge(&all, &t[0]);
		fault_sort(&all);
		assert_int_equal(all.total, 334);
		assert_int_equal(all.hard, 334);
		assert_int_equal(all.n, held);
		for (size_t i = 0; i < held; i++)
			assert_int_equal(all.list[i].line, 3 * i);
		assert_int_equal(t[0].n + t[0].total, 0);
		assert_null(t[0].list);
		fault_free(&all);
	}
	(void)state;
}

/* What is the same of many rows is told of the first, whoever met it. */
static void
once(void **state)
{
	static const uint64_t want[] = {3, 4, 5};
	struct faults all = {0}, t = {0};

	(void)state;
	fault_add_once(&all, FAULT_RATE, 9, "rate", "EUR");
	fault_add_once(&all, FAULT_RATE, 5, "rate", "EUR");
	fault_add_once(&all, FAULT_RATE, 7, "rate", "EUR");
	fault_add_once(&all, FAULT_RATE, 6, "rate", "GBP");
	add(&all, 4, "EUR"); /* the words alone make it no other's */
	fault_add_once(&t, FAULT_RATE, 8, "rate", "EUR");
	fault_add_once(&t, FAULT_RATE, 3, "rate", "GBP");
	fault_merge(&all, &t);
	lines_are(&all, 3, want);
	assert_string_equal(all.list[0].detail, "GBP");
	assert_int_equal(all.total, 3);
	assert_int_equal(all.hard, 3);
	fault_free(&all);
}

static void
says(enum fault_code code, const char *cell, const char *detail,
    const char *want)
{
	struct faults all = {0};
	char *got;

	fault_add(&all, code, 1, NULL, cell != NULL ? span_of(cell) : none,
	    detail, none);
	got = fault_message(&all.list[0]);
	assert_string_equal(got, want);
	mem_free(got);
	fault_free(&all);
}

#define TEN "0123456789"

static void
messages(void **state)
{
	(void)state;
	says(FAULT_AMOUNT, "12,50", "decimal mark is '.'",
	    "\"12,50\" is not an amount (decimal mark is '.')");
	says(FAULT_NUL, NULL, NULL, "a NUL byte");
	says(FAULT_RAGGED, NULL, "3 cells, not 4", "3 cells, not 4");
	says(FAULT_TYPE, "inv", NULL, "\"inv\" is not a type of row");
	says(FAULT_TYPE, "inv", ": invoice?",
	    "\"inv\" is not a type of row: invoice?");
	says(FAULT_CURRENCY, "a\nb\tc\rd\x01\x7f\x1b[0m", NULL,
	    "\"a\\nb\\tc\\rd\\x01\\x7F\\x1B[0m\" is not an ISO 4217 currency "
	    "code");
	says(FAULT_RAGGED, NULL, "column \"a\nb\"", "column \"a\\nb\"");
	says(FAULT_RANGE, "", NULL, "\"\" is beyond the largest amount");
	says(FAULT_RANGE, "{x}{}", "no",
	    "\"{x}{}\" is beyond the largest "
	    "amount");
}

static void
text_that_is_not(void **state)
{
	(void)state;
	says(FAULT_DATE, "Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x92\xb6", "x",
	    "\"Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x92\xb6\" is not a date "
	    "(x)");
	says(FAULT_DATE, "\xff\xc3(\xe2\x82", "x",
	    "\"\\xFF\\xC3(\\xE2\\x82\" is not a date (x)");
	says(FAULT_DATE, "\xc0\xaf\xed\xa0\x80", "x",
	    "\"\\xC0\\xAF\\xED\\xA0\\x80\" is not a date (x)");
	says(FAULT_DATE, "\xc2\x85\xc2\xa0", "x",
	    "\"\\xC2\\x85\xc2\xa0\" is not a date (x)");
}

static void
long_cells(void **state)
{
	(void)state;
	says(FAULT_RANGE, TEN TEN TEN TEN TEN TEN, NULL,
	    "\"" TEN TEN TEN TEN TEN TEN "\" is beyond the largest amount");
	says(FAULT_RANGE, TEN TEN TEN TEN TEN TEN "x", NULL,
	    "\"" TEN TEN TEN TEN TEN "0123456...\" is beyond the largest "
	    "amount");
	/* The character that would cross the limit is left out whole. */
	says(FAULT_RANGE, TEN TEN TEN TEN TEN "012345\xe2\x82\xac" TEN, NULL,
	    "\"" TEN TEN TEN TEN TEN "012345...\" is beyond the largest "
	    "amount");
}

static void
names(void **state)
{
	(void)state;
	assert_string_equal(fault_name(FAULT_UNTERMINATED), "quote");
	assert_string_equal(fault_name(FAULT_ITEM_REJECTED), "item-rejected");
	assert_false(fault_is_soft(FAULT_QUOTE));
	assert_false(fault_is_soft(FAULT_HEADER));
	assert_true(fault_is_soft(FAULT_RAGGED));
	assert_true(fault_is_soft(FAULT_DUPLICATE_ID));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(copied),
	    cmocka_unit_test(no_raw_unless_kept),
	    cmocka_unit_test(first_held),
	    cmocka_unit_test(not_held_is_null),
	    cmocka_unit_test(all_kept),
	    cmocka_unit_test(first_added_first),
	    cmocka_unit_test(merged),
	    cmocka_unit_test(once),
	    cmocka_unit_test(messages),
	    cmocka_unit_test(text_that_is_not),
	    cmocka_unit_test(long_cells),
	    cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
