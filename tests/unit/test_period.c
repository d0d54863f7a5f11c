/*
 * Periods and months.  tests/oracle/property-fraction holds them against the
 * calendar of Python, through test_fraction.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "value/date.h"
#include "value/period.h"

static int32_t
day(const char *text)
{
	int32_t date;

	if (!date_parse(span_of(text), &date))
		fail_msg("%s is no date", text);
	return date;
}

static void
is(int32_t got, const char *want)
{
	char text[DATE_CHARS];

	date_format(text, got);
	assert_string_equal(text, want);
}

static void
firsts(void **state)
{
	(void)state;
	is(period_first(PERIOD_MONTH, day("2026-10-31")), "2026-10-01");
	is(period_first(PERIOD_MONTH, day("2026-10-01")), "2026-10-01");
	is(period_first(PERIOD_QUARTER, day("2026-12-31")), "2026-10-01");
	is(period_first(PERIOD_QUARTER, day("2026-09-30")), "2026-07-01");
	is(period_first(PERIOD_YEAR, day("2024-02-29")), "2024-01-01");
	is(period_first(PERIOD_ALL, day("2024-02-29")), "2024-02-29");
	is(period_first(PERIOD_YEAR, day("0001-01-01")), "0001-01-01");
	is(period_year_before(day("2026-10-31")), "2025-11-01");
	is(period_year_before(day("2026-12-01")), "2026-01-01");
	is(period_year_before(day("2026-01-15")), "2025-02-01");
	is(period_year_before(day("0001-03-15")), "0001-01-01");
}

/* The periods from one day to another, one after the other. */
static void
spans(enum period_kind kind, const char *from, const char *to,
    const char *const *ends)
{
	struct period p = {.to = day(from) - 1};

	for (; *ends != NULL; ends++) {
		int32_t first = p.to + 1;

		p = period_at(kind, first, day(to));
		assert_int_equal(p.from, first);
		is(p.to, *ends);
	}
	assert_int_equal(p.to, day(to));
}

static void
periods(void **state)
{
	const char *const month[] = {
	    "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-01", NULL};
	const char *const quarter[] = {
	    "2025-12-31", "2026-03-31", "2026-06-30", "2026-08-15", NULL};
	const char *const year[] = {"2024-12-31", "2025-12-31", NULL};
	const char *const all[] = {"2026-08-15", NULL};
	const char *const last[] = {"9999-11-30", "9999-12-31", NULL};
	const char *const one[] = {"2026-08-15", NULL};

	(void)state;
	spans(PERIOD_MONTH, "2023-12-15", "2024-03-01", month);
	spans(PERIOD_QUARTER, "2025-12-31", "2026-08-15", quarter);
	spans(PERIOD_YEAR, "2024-06-01", "2025-12-31", year);
	spans(PERIOD_ALL, "2020-02-29", "2026-08-15", all);
	spans(PERIOD_MONTH, "9999-11-01", "9999-12-31", last);
	spans(PERIOD_MONTH, "2026-08-15", "2026-08-15", one);
}

static void
back(void **state)
{
	(void)state;
	is(period_back(day("2026-10-31"), 0), "2026-10-31");
	is(period_back(day("2026-10-31"), 1), "2026-09-30");
	is(period_back(day("2026-10-31"), 2), "2026-08-31");
	is(period_back(day("2026-10-30"), 2), "2026-08-30");
	is(period_back(day("2026-03-30"), 1), "2026-02-28");
	is(period_back(day("2024-03-30"), 1), "2024-02-29");
	is(period_back(day("2026-02-28"), 1), "2026-01-31");
	is(period_back(day("2024-02-28"), 1), "2024-01-28");
	is(period_back(day("2024-02-29"), 12), "2023-02-28");
	is(period_back(day("2023-02-28"), 12), "2022-02-28");
	is(period_back(day("2025-02-28"), 12), "2024-02-29");
	is(period_back(day("2026-01-15"), 13), "2024-12-15");
	is(period_back(day("0001-02-15"), 1), "0001-01-15");
	is(period_back(day("0001-02-15"), 2), "0001-01-01");
	is(period_back(day("9999-12-31"), 1), "9999-11-30");
	is(period_back(day("2026-01-15"), UINT32_MAX), "0001-01-01");
}

static void
makes(const char *from, const char *to, int n, int d)
{
	struct period p = {day(from), day(to)};
	struct fraction f = period_months(p);

	if (f.n != n || f.d != d)
		fail_msg("%s to %s: %d/%d", from, to, (int)f.n, (int)f.d);
}

static void
months(void **state)
{
	(void)state;
	makes("2026-01-01", "2026-02-14", 3, 2); /* 1 + 14/28 */
	makes("2026-01-01", "2026-12-31", 12, 1);
	makes("2026-10-01", "2026-10-31", 1, 1);
	makes("2026-10-31", "2026-10-31", 1, 31);
	makes("2024-02-01", "2024-02-29", 1, 1);
	makes("2024-02-29", "2024-02-29", 1, 29);
	makes("2026-10-01", "2026-11-15", 3, 2);    /* 1 + 15/30 */
	makes("2026-09-01", "2026-10-15", 46, 31);  /* 1 + 15/31 */
	makes("2025-12-16", "2026-02-14", 125, 62); /* 16/31 + 1 + 14/28 */
	makes("2025-12-30", "2026-01-01", 3, 31);   /* 2/31 + 1/31 */
	makes("2026-01-31", "2026-03-01", 33, 31);  /* 1/31 + 1 + 1/31 */
	makes("2026-04-30", "2026-05-01", 61, 930);
	makes("9999-12-01", "9999-12-31", 1, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(firsts),
	    cmocka_unit_test(periods),
	    cmocka_unit_test(back),
	    cmocka_unit_test(months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
