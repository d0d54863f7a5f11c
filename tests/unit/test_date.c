/* Dates: against a walk through the whole calendar, day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/date.h"

static bool
leap(int year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int
month_days(int year, int month)
{
	if (month == 2)
		return leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
write_digits(char *to, int n, int value)
{
	while (n > 0) {
		to[--n] = (char)('0' + value % 10);
		value /= 10;
	}
}

static void
check_day(const char *text, int year, int month, int day, int32_t want)
{
	int y, m, d;
	int32_t from = DATE_NONE, parsed = DATE_NONE;
	char back[DATE_CHARS];

	date_split(want, &y, &m, &d);
	if (y != year || m != month || d != day)
		fail_msg("%d is split to %d %d %d", (int)want, y, m, d);
	if (!date_from(year, month, day, &from) || from != want)
		fail_msg("%s is made %d", text, (int)from);
	if (!date_parse(span_of(text), &parsed) || parsed != want)
		fail_msg("%s is read as %d", text, (int)parsed);
	if (date_format(back, want) != 10 || memcmp(back, text, 11) != 0)
		fail_msg("%s is written %s", text, back);
}

static void
whole_calendar(void **state)
{
	char text[DATE_CHARS] = "0000-00-00";
	int32_t date = DATE_MIN;

	(void)state;
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++) {
			int days = month_days(year, month);

			write_digits(text, 4, year);
			write_digits(text + 5, 2, month);
			for (int day = 1; day <= days; day++) {
				write_digits(text + 8, 2, day);
				check_day(text, year, month, day, date++);
			}
			write_digits(text + 8, 2, days + 1);
			assert_false(date_parse(span_of(text), &date));
			assert_false(date_from(year, month, days + 1, &date));
			assert_false(date_from(year, month, 0, &date));
		}
	assert_int_equal(date, DATE_MAX + 1);
}

/* By Python's datetime. */
static void
known_days(void **state)
{
	(void)state;
	check_day("1970-01-01", 1970, 1, 1, 0);
	check_day("1969-12-31", 1969, 12, 31, -1);
	check_day("2000-02-29", 2000, 2, 29, 11016);
	check_day("2026-10-31", 2026, 10, 31, 20757);
	check_day("1900-03-01", 1900, 3, 1, -25508);
	check_day("1582-10-15", 1582, 10, 15, -141427);
}

static void
no_such_day(void **state)
{
	static const char *const bad[] = {"", "2026-10-3", "2026-10-311",
	    "2026-1-031", "2026/10/31", "2026-10/31", "20261031  ",
	    "0000-01-01", "0000-12-31", "1900-02-29", "2100-02-29",
	    "2023-02-29", "2024-02-30", "2026-00-10", "2026-13-10",
	    "2026-99-10", "2026-10-00", "2026-10-32", "2026-04-31",
	    "2026-10-99", " 026-10-31", "-026-10-31", "2026-+1-31",
	    "2026-1o-31", "2026-10-3x", "2026-10:31", "9999-12-32",
	    "2026-10-\xb3\xb1"};
	int32_t date = 4711;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_parse(span_of(bad[i]), &date))
			fail_msg("'%s' is taken", bad[i]);
	assert_false(date_from(0, 1, 1, &date));
	assert_false(date_from(-1, 1, 1, &date));
	assert_false(date_from(10000, 1, 1, &date));
	assert_false(date_from(2026, 0, 1, &date));
	assert_false(date_from(2026, -1, 1, &date));
	assert_false(date_from(2026, 13, 1, &date));
	assert_false(date_from(2026, 1, -1, &date));
	assert_int_equal(date, 4711);
}

/* One byte of a good date replaced by every other: digits only may do. */
static void
one_byte_off(void **state)
{
	(void)state;
	for (size_t at = 0; at < 10; at++)
		for (int c = 0; c < 256; c++) {
			char text[] = "1111-11-11";
			int32_t date;
			bool want = at == 4 || at == 7 ? c == '-'
				    : at == 5          ? c == '0' || c == '1'
				    : at == 6          ? c >= '0' && c <= '2'
				    : at == 8          ? c >= '0' && c <= '2'
						       : c >= '0' && c <= '9';

			text[at] = (char)c;
			if (date_parse((struct span){text, 10}, &date) != want)
				fail_msg("byte %d at %zu", c, at);
		}
}

static void
no_date(void **state)
{
	char text[DATE_CHARS] = "x";

	(void)state;
	assert_int_equal(date_format(text, DATE_NONE), 0);
	assert_string_equal(text, "");
}

static void
taken(const char *layout, const char *text, const char *want)
{
	int32_t date = DATE_NONE;
	char got[DATE_CHARS];

	assert_true(date_layout_ok(layout));
	if (!date_parse_as(span_of(text), layout, &date))
		fail_msg("'%s' is not taken as %s", text, layout);
	date_format(got, date);
	assert_string_equal(got, want);
}

static void
not_taken(const char *layout, const char *text)
{
	int32_t date = 4711;

	assert_true(date_layout_ok(layout));
	if (date_parse_as(span_of(text), layout, &date))
		fail_msg("'%s' is taken as %s", text, layout);
	assert_int_equal(date, 4711);
}

static void
layouts(void **state)
{
	(void)state;
	taken("D.M.YYYY", "1.2.2026", "2026-02-01");
	taken("D.M.YYYY", "31.12.2026", "2026-12-31");
	taken("DD.MM.YYYY", "01.02.2026", "2026-02-01");
	taken("DD.MM.YYYY", "1.2.2026", "2026-02-01");
	taken("M/D/YYYY", "1/2/2013", "2013-01-02");
	taken("MM/DD/YY", "12/31/69", "2069-12-31");
	taken("MM/DD/YY", "12/31/70", "1970-12-31");
	taken("YYYYMMDD", "20240229", "2024-02-29");
	taken("DDMMYY", "010203", "2003-02-01");
	taken("DD-MMM-YYYY", "05-Jan-2026", "2026-01-05");
	taken("DD-MMM-YYYY", "5-DEC-2026", "2026-12-05");
	taken("D MMM YY", "5 sep 26", "2026-09-05");
	taken("DDMMMYYYY", "05Oct2026", "2026-10-05");
	taken("YYYY-MM-DD*", "2026-10-31T12:00:00Z", "2026-10-31");
	taken("YYYY-MM-DD*", "2026-10-31", "2026-10-31");
	taken("M/D/YYYY*", "1/2/2013 0:00", "2013-01-02");
	taken("(YYYY) MM/DD", "(2026) 10/31", "2026-10-31");
}

static void
not_in_layout(void **state)
{
	(void)state;
	not_taken("D.M.YYYY", "");
	not_taken("D.M.YYYY", "1.2.26");
	not_taken("D.M.YYYY", "1.2.20266");
	not_taken("D.M.YYYY", "1-2-2026");
	not_taken("D.M.YYYY", "001.2.2026");
	not_taken("D.M.YYYY", ".2.2026");
	not_taken("D.M.YYYY", "31.11.2026");
	not_taken("D.M.YYYY", "1.13.2026");
	not_taken("D.M.YYYY", "0.1.2026");
	not_taken("D.M.YYYY", "1.2.2026 ");
	not_taken("D.M.YYYY", "1.2");
	not_taken("YYYYMMDD", "2024229");
	not_taken("YYYYMMDD", "202402299");
	not_taken("YYYYMMDD", "20230229");
	not_taken("DD-MMM-YYYY", "05-Jän-2026");
	not_taken("DD-MMM-YYYY", "05-01-2026");
	not_taken("DD-MMM-YYYY", "05-Ja");
	not_taken("DD-MMM-YYYY", "05-anf-2026");
	not_taken("M/D/YY*", "1/2/2013");
	not_taken("MM/DD/YYYY", "13/01/2026");
}

static void
good_and_bad_layouts(void **state)
{
	static const char *const bad[] = {"", "YYYY-MM", "YYYY-MM-DD-DD",
	    "dd.mm.yyyy", "YYY-MM-DD", "Y-MM-DD", "YYYYY-MM-DD", "DDD-MM-YYYY",
	    "MMMM D YYYY", "YYYYMD", "DMYYYY", "YYYYDMM", "DMMMYYYY",
	    "YYYY*-MM-DD", "*YYYY-MM-DD", "YYYY-MM-DD**", "MM/DD/MM YYYY",
	    "MM/YYYY/YY"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_layout_ok(bad[i]))
			fail_msg("'%s' is taken for a layout", bad[i]);
	assert_true(date_layout_ok("YYYY-MM-DD"));
	assert_true(date_layout_ok("YYMMDD"));
	assert_true(date_layout_ok("D/MMM/YY*"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole_calendar),
	    cmocka_unit_test(known_days),
	    cmocka_unit_test(no_such_day),
	    cmocka_unit_test(one_byte_off),
	    cmocka_unit_test(no_date),
	    cmocka_unit_test(layouts),
	    cmocka_unit_test(not_in_layout),
	    cmocka_unit_test(good_and_bad_layouts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
