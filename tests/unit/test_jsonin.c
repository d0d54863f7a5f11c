/* JSON that is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/json.h"
#include "text/jsonin.h"

/* RFC 8259: what is a text, and what is none. */
static void
valid(void **state)
{
	static const char *const good[] = {"{}", "[]", " [ ] ", "\"\"", "0",
	    "-0", "-1.5e+10", "1E2", "true", "false", "null",
	    "{\"a\":1,\"b\":[1,{},\"x\"]}", "[\t1 ,\n2 ]\r", "\"\\u00e9\\\"\"",
	    "\"\xc3\xa9\"", "[[[[[[[[1]]]]]]]]", "\"\\udcff\""};
	static const char *const bad[] = {"", " ", "{", "[", "[1", "[1,]",
	    "[,1]", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01",
	    "+1", "1.", ".5", "1e", "-", "tru", "nul", "True", "\"", "\"a",
	    "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "[1] 2", "1,2",
	    "\"\xff\"", "'a'", "[1}", "{\"a\":1]", "\"\\"};
	char deep[80] = "";

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!jsonin_valid(span_of(good[i])))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (jsonin_valid(span_of(bad[i])))
			fail_msg("taken: %s", bad[i]);
	memset(deep, '[', 31);
	memset(deep + 31, ']', 31);
	assert_true(jsonin_valid(span_of(deep)));
	memset(deep, '[', 40);
	memset(deep + 40, ']', 39);
	assert_false(jsonin_valid(span_of(deep)));
}

static void
members(void **state)
{
	static const char text[] =
	    "{ \"a\" : [1, {\"b\":2} ,\"]\"] , \"aa\":{\"a\":7},\"n\":\"x\" }";
	struct span all = span_of(text), value, item;

	(void)state;
	assert_true(jsonin_valid(all));
	assert_true(jsonin_member(all, "n", &value));
	assert_true(span_is(value, "\"x\""));
	assert_true(jsonin_member(all, "aa", &value));
	assert_true(jsonin_member(value, "a", &item));
	assert_true(span_is(item, "7"));
	assert_false(jsonin_member(all, "b", &value));
	assert_false(jsonin_member(span_of("{}"), "b", &value));
	assert_false(jsonin_member(span_of("[1]"), "b", &value));
	assert_true(jsonin_member(all, "a", &value));
	assert_true(jsonin_item(&value, &item));
	assert_true(span_is(item, "1"));
	assert_true(jsonin_item(&value, &item));
	assert_true(span_is(item, "{\"b\":2}"));
	assert_true(jsonin_item(&value, &item));
	assert_true(span_is(item, "\"]\""));
	assert_false(jsonin_item(&value, &item));
	value = span_of("[ ]");
	assert_false(jsonin_item(&value, &item));
	value = span_of("7");
	assert_false(jsonin_item(&value, &item));
}

static void
string_is(const char *json, const char *want)
{
	struct buf b = {0};

	assert_true(jsonin_valid(span_of(json)));
	assert_true(jsonin_string(span_of(json), &b));
	assert_string_equal(buf_string(&b), want);
	buf_free(&b);
}

static void
strings(void **state)
{
	struct buf b = {0};

	(void)state;
	string_is("\"\"", "");
	string_is("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t");
	string_is("\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac");
	string_is("\"\\ud83d\\ude00!\"", "\xf0\x9f\x98\x80!");
	string_is("\"\\udcff\\udc80\"", "\xff\x80");
	assert_false(jsonin_string(span_of("1"), &b));
	assert_false(jsonin_string(span_of("null"), &b));
	buf_free(&b);
}

/* What json_bytes writes, comes back: of all pairs of bytes. */
static void
there_and_back(void **state)
{
	struct buf json = {0}, back = {0};

	(void)state;
	for (unsigned i = 0; i < 0x10000; i++) {
		char two[2] = {(char)(i >> 8), (char)(i & 0xff)};

		json.len = back.len = 0;
		json_bytes(&json, (struct span){two, 2});
		assert_true(jsonin_valid((struct span){json.at, json.len}));
		assert_true(
		    jsonin_string((struct span){json.at, json.len}, &back));
		assert_int_equal(back.len, 2);
		assert_memory_equal(back.at, two, 2);
	}
	buf_free(&json);
	buf_free(&back);
}

static void
counts(void **state)
{
	uint64_t n;

	(void)state;
	assert_true(jsonin_count(span_of("18446744073709551615"), &n));
	assert_true(n == UINT64_MAX);
	assert_true(jsonin_count(span_of("0"), &n));
	assert_int_equal(n, 0);
	assert_false(jsonin_count(span_of("18446744073709551616"), &n));
	assert_false(jsonin_count(span_of("-1"), &n));
	assert_false(jsonin_count(span_of("1.5"), &n));
	assert_false(jsonin_count(span_of("null"), &n));
	assert_false(jsonin_count(span_of(""), &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(valid),
	    cmocka_unit_test(members),
	    cmocka_unit_test(strings),
	    cmocka_unit_test(there_and_back),
	    cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
