/*
 * UTF-8: every code point written by the rule of RFC 3629 is valid, and of
 * all strings of up to three bytes exactly those that such a sequence is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

/* RFC 3629, section 3, without a look at the code under test. */
static size_t
write_point(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(192 + c / 64);
		to[1] = (char)(128 + c % 64);
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(224 + c / 4096);
		to[1] = (char)(128 + c / 64 % 64);
		to[2] = (char)(128 + c % 64);
		return 3;
	}
	to[0] = (char)(240 + c / 262144);
	to[1] = (char)(128 + c / 4096 % 64);
	to[2] = (char)(128 + c / 64 % 64);
	to[3] = (char)(128 + c % 64);
	return 4;
}

static void
every_point(void **state)
{
	char p[8];

	(void)state;
	for (uint32_t c = 0; c < 0x120000; c++) {
		bool valid = c < 0xd800 || (c >= 0xe000 && c < 0x110000);
		size_t n = write_point(p, c);

		assert_int_equal(utf8_valid(p, n), valid);
		for (size_t cut = 1; cut < n; cut++)
			assert_false(utf8_valid(p, cut));
	}
}

/* Two and three bytes: valid where the points say so, nowhere else. */
static void
every_short_string(void **state)
{
	static unsigned char pair[65536], triple[1 << 24];
	char p[8];

	(void)state;
	for (uint32_t c = 0x80; c < 0x10000; c++) {
		const unsigned char *u = (const unsigned char *)p;
		size_t n = write_point(p, c);

		if (c >= 0xd800 && c < 0xe000)
			continue;
		if (n == 2)
			pair[u[0] * 256 + u[1]] = 1;
		else
			triple[u[0] * 65536 + u[1] * 256 + u[2]] = 1;
	}
	for (uint32_t i = 0; i < 1 << 24; i++) {
		unsigned char b[3] = {(unsigned char)(i >> 16),
		    (unsigned char)(i >> 8), (unsigned char)i};
		bool want = triple[i] ||
			    (b[0] < 128 && (pair[i & 65535] ||
					       (b[1] < 128 && b[2] < 128))) ||
			    (pair[i >> 8] && b[2] < 128);

		memcpy(p, b, 3);
		assert_int_equal(utf8_valid(p, 3), want);
	}
}

/* A bad byte is found wherever it stands among plain ones. */
static void
anywhere(void **state)
{
	char p[200];

	(void)state;
	memset(p, 'a', sizeof p);
	assert_true(utf8_valid(p, sizeof p));
	assert_true(utf8_valid(p, 0));
	for (size_t i = 0; i < sizeof p; i++) {
		p[i] = '\xe9';
		assert_false(utf8_valid(p, sizeof p));
		p[i] = 'a';
	}
	for (size_t i = 0; i + 1 < sizeof p; i++) {
		memcpy(p + i, "\xc3\xa9", 2);
		assert_true(utf8_valid(p, sizeof p));
		memcpy(p + i, "aa", 2);
	}
}

static void
encodings(void **state)
{
	enum utf8_source source;
	char to[64];

	(void)state;
	assert_true(utf8_encoding("cp1252", &source));
	assert_int_equal(utf8_convert(to, "a\x80\xe9\x9f", 4, source), 8);
	assert_memory_equal(to, "a\xe2\x82\xac\xc3\xa9\xc5\xb8", 8);
	assert_int_equal(
	    utf8_convert(to, "\x81\x8d\x8f\x90\x9d", 5, source), 5);
	assert_false(utf8_valid(to, 5));
	assert_true(utf8_encoding("latin1", &source));
	assert_int_equal(utf8_convert(to, "\0\x7f\x80\xff", 4, source), 6);
	assert_memory_equal(to, "\0\x7f\xc2\x80\xc3\xbf", 6);
	assert_true(utf8_encoding("utf-8", &source));
	assert_int_equal(utf8_convert(to, "\xc3\xa9", 2, source), 2);
	assert_memory_equal(to, "\xc3\xa9", 2);
	assert_false(utf8_encoding("ebcdic", &source));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_point),
	    cmocka_unit_test(every_short_string),
	    cmocka_unit_test(anywhere),
	    cmocka_unit_test(encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
