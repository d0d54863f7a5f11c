/* Foreign bytes as lines: their ends, their encodings, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/lines.h"

/* All lines, each with '|' behind it; then what is wrong. */
static void
reads(struct span bytes, enum lines_encoding encoding, const char *want)
{
	struct lines l = {.encoding = encoding};
	struct buf all = {0};
	struct span line;

	lines_of(&l, bytes);
	while (lines_next(&l, &line)) {
		buf_span(&all, line);
		buf_byte(&all, '|');
	}
	if (l.wrong != NULL)
		buf_text(&all, l.wrong);
	assert_string_equal(buf_string(&all), want);
	buf_free(&all);
	lines_close(&l);
}

static void
ends(void **state)
{
	(void)state;
	reads(span_of(""), LINES_ANY, "");
	reads(span_of("\n"), LINES_ANY, "|");
	reads(span_of("a"), LINES_ANY, "a|");
	reads(span_of("a\nb\n"), LINES_ANY, "a|b|");
	reads(span_of("a\r\n\r\nb\r\n"), LINES_ANY, "a||b|");
	reads(span_of("a\rb\r\rc"), LINES_ANY, "a|b||c|");
	reads(span_of("a\r\r\nb\r\r\n"), LINES_ANY, "a|b|");
	reads(span_of("12345678\n123456789abcdef\n"), LINES_ANY,
	    "12345678|123456789abcdef|");
	reads(span_of("\xef\xbb\xbf"
		      "a\n"),
	    LINES_ANY, "a|");
}

static void
encodings(void **state)
{
	(void)state;
	reads(span_of("M\xc3\xbcller\n"), LINES_ANY, "M\xc3\xbcller|");
	reads(span_of("M\xfcller\nx\n"), LINES_ANY, "M\xc3\xbcller|x|");
	reads(span_of("M\xfcller\n"), LINES_LATIN1, "M\xc3\xbcller|");
	reads(span_of("\x80 5\n"), LINES_CP1252, "\xe2\x82\xac 5|");
	reads(span_of("M\xfcller\n"), LINES_UTF8,
	    "not valid UTF-8 (see --encoding)");
	reads(span_of("a\n\x81\n"), LINES_CP1252,
	    "a|not valid UTF-8 (see --encoding)");
}

static void
refused(void **state)
{
	(void)state;
	reads((struct span){"a\nb\0c\n", 6}, LINES_ANY,
	    "a|a NUL byte: this is no text");
	reads((struct span){"\xff\xfe"
			    "a\0",
		  4},
	    LINES_ANY, "UTF-16, which is not read: convert it with iconv(1)");
}

static void
long_lines(void **state)
{
	struct lines l = {.encoding = LINES_ANY};
	struct buf b = {0};
	struct span line;

	(void)state;
	buf_room(&b, LINES_LONGEST + 2);
	memset(b.at, 'x', LINES_LONGEST + 2);
	lines_of(&l, (struct span){b.at, LINES_LONGEST});
	assert_true(lines_next(&l, &line));
	assert_int_equal(line.len, LINES_LONGEST);
	lines_close(&l);
	l = (struct lines){.encoding = LINES_ANY};
	lines_of(&l, (struct span){b.at, LINES_LONGEST + 1});
	assert_false(lines_next(&l, &line));
	assert_string_equal(l.wrong, "a line of more than 16 MiB");
	lines_close(&l);
	buf_free(&b);
}

static void
text_of_bytes(void **state)
{
	struct lines l = {.encoding = LINES_ANY};
	struct span s;

	(void)state;
	lines_of(&l, span_of("x"));
	s = lines_text(&l, (struct span){"a\0\xfc\n\xe4", 5});
	assert_true(span_is(s, "a \xc3\xbc\n\xc3\xa4"));
	s = lines_text(&l, span_of("plain\r\ntext"));
	assert_true(span_is(s, "plain\r\ntext"));
	lines_close(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ends),
	    cmocka_unit_test(encodings),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(long_lines),
	    cmocka_unit_test(text_of_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
