/* Serial numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "value/serial.h"

static void
parse_is(const char *text, const char *prefix, uint64_t number, int width)
{
	struct serial s;

	assert_true(serial_parse(span_of(text), &s));
	assert_string_equal(s.prefix, prefix);
	assert_int_equal(s.number, number);
	assert_int_equal(s.width, width);
}

/* Only the digits at the end count. */
static void
parsed(void **state)
{
	(void)state;
	parse_is("INV-1001", "INV-", 1001, 4);
	parse_is("INV-0099", "INV-", 99, 4);
	parse_is("2026-10-0001", "2026-10-", 1, 4);
	parse_is("7", "", 7, 1);
	parse_is("0", "", 0, 1);
	parse_is("000", "", 0, 3);
	parse_is("R\303\244 1", "R\303\244 ", 1, 1);
	parse_is("a\"b,c 05", "a\"b,c ", 5, 2);
	parse_is("X999999999999999999", "X", UINT64_C(999999999999999999), 18);
	parse_is("X000000000000000001", "X", 1, 18);
}

/* What stands behind the span is not of it. */
static void
cut(void **state)
{
	struct serial s;

	(void)state;
	assert_true(serial_parse((struct span){"A12345", 4}, &s));
	assert_string_equal(s.prefix, "A");
	assert_int_equal(s.number, 123);
	assert_int_equal(s.width, 3);
}

static void
refused(const char *text)
{
	struct serial s = {"as it was", 7, 3};

	assert_false(serial_parse(span_of(text), &s));
	assert_string_equal(s.prefix, "as it was");
	assert_true(s.number == 7 && s.width == 3);
}

static void
errors(void **state)
{
	char text[SERIAL_CHARS];
	struct serial s;

	(void)state;
	refused("");
	refused("INV-");
	refused("INV-1001/A");
	refused("1001 ");
	refused("12\302\262"); /* a superscript two is no digit */
	refused("1000000000000000000");
	refused("X0000000000000000001");
	/* A text leaves room for a number of 18 digits. */
	memset(text, 'x', sizeof text);
	text[sizeof text - 20] = '1';
	text[sizeof text - 19] = '\0';
	assert_true(serial_parse(span_of(text), &s));
	assert_int_equal(strlen(s.prefix), SERIAL_CHARS - 20);
	memset(text, 'x', sizeof text);
	text[sizeof text - 19] = '1';
	text[sizeof text - 18] = '\0';
	refused(text);
}

static void
format_is(const char *text, uint64_t ahead, const char *want)
{
	char got[SERIAL_CHARS];
	struct serial s;

	assert_true(serial_parse(span_of(text), &s));
	memset(got, 'x', sizeof got);
	assert_int_equal(serial_format(got, &s, ahead), strlen(want));
	assert_string_equal(got, want);
}

/* Zeros fill up to the width that there was; more digits are more digits. */
static void
formatted(void **state)
{
	(void)state;
	format_is("INV-1001", 0, "INV-1001");
	format_is("INV-1001", 1, "INV-1002");
	format_is("INV-0099", 1, "INV-0100");
	format_is("INV-0099", 9900, "INV-9999");
	format_is("INV-0099", 9901, "INV-10000");
	format_is("INV-999", 1, "INV-1000");
	format_is("9", 1, "10");
	format_is("0", 0, "0");
	format_is("000", 0, "000");
	format_is("000", 12, "012");
	format_is("2026-10-0009", 1, "2026-10-0010");
	format_is("X000000000000000009", 1, "X000000000000000010");
	format_is("X999999999999999998", 1, "X999999999999999999");
	format_is("X999999999999999999", 1, "X1000000000000000000");
}

/* Each number's text is read as that number. */
static void
there_and_back(void **state)
{
	static const char *const starts[] = {"A1", "A-0001", "998", "Z00097"};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (uint64_t ahead = 0; ahead < 2000; ahead++) {
			char text[SERIAL_CHARS], again[SERIAL_CHARS];
			struct serial s, t;

			assert_true(serial_parse(span_of(starts[i]), &s));
			serial_format(text, &s, ahead);
			assert_true(serial_parse(span_of(text), &t));
			assert_string_equal(t.prefix, s.prefix);
			assert_int_equal(t.number, s.number + ahead);
			serial_format(again, &t, 0);
			assert_string_equal(again, text);
		}
}

/* The longest text, counted up to a digit more. */
static void
longest(void **state)
{
	char text[SERIAL_CHARS], got[SERIAL_CHARS];
	struct serial s;
	size_t n = SERIAL_CHARS - 19;

	(void)state;
	memset(text, 'x', sizeof text);
	memset(text + n - 18, '9', 18);
	assert_true(serial_parse((struct span){text, n}, &s));
	assert_int_equal(serial_format(got, &s, 1), n + 1);
	assert_int_equal(strlen(got), n + 1);
	assert_memory_equal(got, text, n - 18);
	assert_string_equal(got + n - 18, "1000000000000000000");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parsed),
	    cmocka_unit_test(cut),
	    cmocka_unit_test(errors),
	    cmocka_unit_test(formatted),
	    cmocka_unit_test(there_and_back),
	    cmocka_unit_test(longest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
