/* Strings of JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/json.h"

static void
is(void (*write)(struct buf *b, struct span s), const char *bytes, size_t n,
    const char *want)
{
	struct buf b = {0};

	write(&b, (struct span){bytes, n});
	assert_string_equal(buf_string(&b), want);
	buf_free(&b);
}

/* RFC 8259, section 7. */
static void
escapes(void **state)
{
	static const char in[] = "a\"b\\c/\b\f\n\r\t\x01\x1f\x7f\0z";

	(void)state;
	is(json_string, in, sizeof in - 1,
	    "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000z\"");
	is(json_bytes, in, sizeof in - 1,
	    "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000z\"");
	is(json_string, "", 0, "\"\"");
	is(json_bytes, NULL, 0, "\"\"");
}

/* Characters of two to four bytes stay, whatever else there is. */
static void
no_utf8(void **state)
{
	static const struct {
		const char *in, *want;
	} known[] = {
	    {"\xc3\xa9", "\"\xc3\xa9\""},
	    {"\xe2\x82\xac\xf0\x9f\x98\x80",
		"\"\xe2\x82\xac\xf0\x9f\x98\x80\""},
	    {"\xff", "\"\\udcff\""},
	    {"a\x80\xc3\xa9\x80", "\"a\\udc80\xc3\xa9\\udc80\""},
	    {"\xc3", "\"\\udcc3\""},                       /* cut off */
	    {"\xe2\x82", "\"\\udce2\\udc82\""},            /* likewise */
	    {"\xc0\xaf", "\"\\udcc0\\udcaf\""},            /* overlong */
	    {"\xed\xa0\x80", "\"\\udced\\udca0\\udc80\""}, /* a surrogate */
	    {"\xe2\"\n", "\"\\udce2\\\"\\n\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		is(json_bytes, known[i].in, span_of(known[i].in).len,
		    known[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(no_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
