/* Entries as plain text: what each format makes of odd names and texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/beancount.h"
#include "format/hledger.h"
#include "tests/unit/book.h"
#include "value/currency.h"

typedef bool writer(
    struct buf *, const struct journal_entry *, struct journal_misfit *);

static struct journal_entry
entry(const struct journal_line *line, size_t n, const char *currency)
{
	return (struct journal_entry){.line = line,
	    .n = n,
	    .date = day("2026-10-31"),
	    .currency = *currency == '\0' ? CURRENCY_UNNAMED
					  : currency_find(span_of(currency)),
	    .number = span_of("J-1"),
	    .memo = span_of("some text")};
}

static void
writes(writer *write, const struct journal_entry *e, const char *want)
{
	struct journal_misfit why;
	struct buf b = {0};

	assert_true(journal_sum(e) == 0);
	assert_true(write(&b, e, &why));
	assert_string_equal(buf_string(&b), want);
	buf_free(&b);
}

static void
plain(void **state)
{
	const struct journal_line two[] = {
	    {span_of("Assets:AR"), span_of("C1"), span_of("UK"), 123456},
	    {span_of("Income:Sales"), {0}, {0}, -123456}};
	struct journal_entry e = entry(two, 2, "EUR");

	(void)state;
	e.ref = span_of("INV-7");
	e.lines = span_of("book.csv:12 gl.csv:4");
	writes(hledger_write, &e,
	    "2026-10-31 (J-1) some text\n"
	    "    ; ref: INV-7\n"
	    "    ; lines: book.csv:12 gl.csv:4\n"
	    "    Assets:AR                                    1234.56 EUR\n"
	    "    ; customer: C1\n"
	    "    ; entity: UK\n"
	    "    Income:Sales                                -1234.56 EUR\n\n");
	writes(beancount_write, &e,
	    "2026-10-31 * \"some text\"\n"
	    "  entry: \"J-1\"\n"
	    "  ref: \"INV-7\"\n"
	    "  lines: \"book.csv:12 gl.csv:4\"\n"
	    "  Assets:AR                                      1234.56 EUR\n"
	    "    customer: \"C1\"\n"
	    "    entity: \"UK\"\n"
	    "  Income:Sales                                  -1234.56 EUR\n\n");
}

/* Long names push amounts to the right; without currency there is no code. */
static void
widths(void **state)
{
	static const char name[] = "Receivables of the North and of the South "
				   "and of all the others";
	const struct journal_line two[] = {
	    {span_of(name), {0}, {0}, 1}, {span_of("1200"), {0}, {0}, -1}};
	const struct journal_entry e = entry(two, 2, "");
	const struct journal_entry yen = entry(two + 1, 1, "JPY");
	struct journal_misfit why;
	struct buf b = {0};

	(void)state;
	writes(hledger_write, &e,
	    "2026-10-31 (J-1) some text\n"
	    "    Receivables of the North and of the South "
	    "and of all the others  0.01\n"
	    "    1200                                           -0.01\n\n");
	assert_true(hledger_write(&b, &yen, &why));
	assert_string_equal(buf_string(&b),
	    "2026-10-31 (J-1) some text\n"
	    "    1200                                              -1 JPY\n\n");
	buf_free(&b);
}

static void
escapes(void **state)
{
	const struct journal_line two[] = {
	    {span_of("Assets:AR"), span_of("Smith, \"Co\""), {0}, 5},
	    {span_of("Equity:X"), span_of("a\\b\nc"), {0}, -5}};
	struct journal_entry e = entry(two, 2, "KWD");

	(void)state;
	e.number = span_of("J(1)");
	e.memo = span_of("one; \"two\"\r\n\\three\tM\xc3\xbcller");
	writes(hledger_write, &e,
	    "2026-10-31 (J(1 ) one, \"two\"  \\three M\xc3\xbcller\n"
	    "    Assets:AR                                      0.005 KWD\n"
	    "    ; customer: Smith  \"Co\"\n"
	    "    Equity:X                                      -0.005 KWD\n"
	    "    ; customer: a\\b c\n\n");
	writes(beancount_write, &e,
	    "2026-10-31 * \"one; \\\"two\\\" \\n\\\\three M\xc3\xbcller\"\n"
	    "  entry: \"J(1)\"\n"
	    "  Assets:AR                                        0.005 KWD\n"
	    "    customer: \"Smith, \\\"Co\\\"\"\n"
	    "  Equity:X                                        -0.005 KWD\n"
	    "    customer: \"a\\\\b\\nc\"\n\n");
}

/* A misfit leaves what was written before as it was. */
static void
refuses(writer *write, const char *account, const char *currency)
{
	const struct journal_line two[] = {{span_of("Assets:AR"), {0}, {0}, 5},
	    {span_of(account), {0}, {0}, -5}};
	const struct journal_entry e = entry(two, 2, currency);
	struct journal_misfit why = {0};
	struct buf b = {0};

	buf_text(&b, "before");
	assert_false(write(&b, &e, &why));
	assert_string_equal(buf_string(&b), "before");
	assert_non_null(why.what);
	if (*currency != '\0')
		assert_true(span_is(why.account, account));
	buf_free(&b);
}

static void
accepts(writer *write, const char *account)
{
	const struct journal_line one[] = {{span_of(account), {0}, {0}, 0}};
	const struct journal_entry e = entry(one, 1, "USD");
	struct journal_misfit why;
	struct buf b = {0};

	assert_true(write(&b, &e, &why));
	assert_non_null(strstr(buf_string(&b), account));
	buf_free(&b);
}

static void
misfits(void **state)
{
	static const char *const neither[] = {"", "a  b", "a\tb",
	    "Assets:", ":Assets", "Assets::AR", "(Assets:AR)", "[Assets:AR]",
	    "Assets:A;R", "*A:B", "!A:B", "Assets:AR ", " Assets:AR", "<A:B>",
	    "A:\"B\""};
	static const char *const plain_only[] = {"1200", "Assets", "assets:AR",
	    "Assets:aR", "1A:B", "Assets:A B", "Assets:A_R", "Assets:-A"};
	static const char *const both[] = {"Assets:AR", "Assets:1200-a",
	    "Income:Sales:EU", "Verm\303\266gen:\303\204u\303\237eres"};

	(void)state;
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
		refuses(beancount_write, neither[i], "USD");
		if (i + 1 < sizeof neither / sizeof *neither)
			refuses(hledger_write, neither[i], "USD");
	}
	for (size_t i = 0; i < sizeof plain_only / sizeof *plain_only; i++) {
		refuses(beancount_write, plain_only[i], "USD");
		accepts(hledger_write, plain_only[i]);
	}
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		accepts(beancount_write, both[i]);
		accepts(hledger_write, both[i]);
	}
	refuses(beancount_write, "Assets:AR", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain),
	    cmocka_unit_test(widths),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(misfits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
