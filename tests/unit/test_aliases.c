/* The aliases table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/aliases.h"
#include "tests/unit/book.h"

static const char table[] = "kind,value,customer,doc\n"
			    "name,ACME TOOLS,A,\n"
			    "account,000000000-65463506,A,ignored\n"
			    "iban,DE44 9999 9999 0001 0114 29,B,\n"
			    "iban,de44999999990001011429,C,\n"
			    "xref,45-001,A,INV-1\n"
			    "xref,45001,A,INV-2\n"
			    "xref,45001,B,INV-2\n"
			    "xref,45001,A,INV-2\n"
			    "xref,--,D,INV-3\n"
			    "account,12 34 567,E,\n"
			    "account,1234567,F,\n"
			    "account,1234,G,\n"
			    "account,ab-12.c,H,\n"
			    "account,12345,I,\n"
			    "name,45001,J,\n";

/* Reads the table, up to the first batch with a fault, which is left in s. */
static struct aliases *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct aliases *a = aliases_new(&map->of[MAP_ALIASES]);

	for (sheet_open(s, span_of(csv)); s->any;
	     s->any = csvin_batch(s->in, &s->b)) {
		for (uint32_t i = 0; i < s->b.nrow; i++)
			aliases_row(a, &s->b, i);
		if (s->b.faults.n > 0)
			break;
	}
	return a;
}

/* "customer doc, customer doc" of a value. */
static void
found_is(const struct aliases *a, enum alias_kind kind, const char *value,
    enum alias_by by, const char *want)
{
	struct buf got = {0};

	for (uint32_t i = aliases_find(a, kind, span_of(value), by);
	     i != ALIASES_NONE; i = aliases_next(a, i, by)) {
		struct alias is = aliases_at(a, i);

		if (got.len > 0)
			buf_text(&got, ", ");
		buf_span(&got, is.customer);
		if (is.doc.len > 0)
			buf_byte(&got, ' ');
		buf_span(&got, is.doc);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

static void
values(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct aliases *a = read_all(&s, map, table);

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	assert_int_equal(aliases_count(a), 14);
	assert_int_equal(aliases_at(a, 2).kind, ALIAS_IBAN);
	assert_true(
	    span_is(aliases_at(a, 2).value, "DE44 9999 9999 0001 0114 29"));
	found_is(a, ALIAS_XREF, "45-001", ALIAS_WRITTEN, "A INV-1");
	found_is(a, ALIAS_XREF, "45001", ALIAS_WRITTEN, "A INV-2, B INV-2");
	found_is(a, ALIAS_XREF, "45.001", ALIAS_WRITTEN, "");
	found_is(
	    a, ALIAS_XREF, "45.001", ALIAS_NORMAL, "A INV-1, A INV-2, B INV-2");
	found_is(a, ALIAS_XREF, "045001", ALIAS_NORMAL, "");
	found_is(a, ALIAS_XREF, "--", ALIAS_WRITTEN, "D INV-3");
	found_is(a, ALIAS_XREF, "--", ALIAS_NORMAL, "");
	found_is(a, ALIAS_XREF, "", ALIAS_NORMAL, "");
	found_is(a, ALIAS_XREF, "", ALIAS_WRITTEN, "");
	found_is(a, ALIAS_NAME, "Acme-Tools", ALIAS_NORMAL, "A");
	found_is(a, ALIAS_NAME, "45 001", ALIAS_NORMAL, "J");
	found_is(
	    a, ALIAS_ACCOUNT, "DE44999999990001011429", ALIAS_NORMAL, "B, C");
	found_is(a, ALIAS_IBAN, "0000 00000 65463506", ALIAS_NORMAL, "A");
	found_is(a, ALIAS_IBAN, "1234567", ALIAS_NORMAL, "E, F");
	found_is(a, ALIAS_XREF,
	    "0123456789012345678901234567890123456789012345678901234567890123"
	    "4",
	    ALIAS_NORMAL, "");
	aliases_free(a);
	aliases_free(NULL);
	sheet_close(&s);
	map_free(map);
}

static void
memo_is(const struct aliases *a, const char *memo, const char *want)
{
	uint32_t found[8];
	size_t n = aliases_accounts(a, span_of(memo), found, 8);
	struct buf got = {0};

	for (size_t i = 0; i < n; i++)
		buf_span(&got, aliases_at(a, found[i]).customer);
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

static void
memos(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct aliases *a = read_all(&s, map, table);
	uint32_t one;

	(void)state;
	memo_is(a, "ACH 000000000-65463506 INV 7", "A");
	memo_is(a, "ACCT:00000000065463506.", "A");
	memo_is(a, "000000000/65463506", "A");
	memo_is(a, "000000000 65463506", "");
	memo_is(a, "000000000;65463506", "");
	memo_is(a, "65463506", "");
	memo_is(a, "1000000000-65463506", "");
	memo_is(a, "X-000000000-65463506", "A");
	memo_is(a, "000000000-654635061", "");
	/* an IBAN may be in groups, and in small letters */
	memo_is(a, "IBAN DE44 9999 9999 0001 0114 29 RENT", "BC");
	memo_is(a, "de44999999990001011429", "BC");
	memo_is(a, "DE44 9999 9999 0001 0114 2", "");
	/* an account only where it is so in the table */
	memo_is(a, "12 34 567", "E");
	memo_is(a, "1234567", "EF");
	memo_is(a, "12-34-567", "EF");
	memo_is(a, "123 4567", "E");
	/* the longest at a place; the short one never */
	memo_is(a, "12345-67", "EF");
	memo_is(a, "12345 67", "E");
	memo_is(a, "12345, 6", "I");
	memo_is(a, "1234", "");
	memo_is(a, "AB12C ab.12-c", "H");
	memo_is(a, "A B 12 C", "");
	memo_is(a, "12345 ab12c 1234567 12345", "IHEF");
	memo_is(a, "", "");
	memo_is(a, "--", "");
	/* more than there is room for */
	assert_int_equal(
	    aliases_accounts(a, span_of("12345 ab12c"), &one, 1), 2);
	assert_true(span_is(aliases_at(a, one).customer, "I"));
	assert_int_equal(aliases_accounts(a, span_of("12345"), NULL, 0), 1);
	aliases_free(a);
	sheet_close(&s);
	map_free(map);
}

static void
fault_is(
    const char *rows, enum fault_code code, uint64_t line, const char *column)
{
	struct map *map = map_new();
	struct buf csv = {0};
	struct sheet s;
	struct aliases *a;

	buf_text(&csv, "kind,value,customer,doc\n");
	buf_text(&csv, rows);
	a = read_all(&s, map, buf_string(&csv));
	sheet_faults(&s, code, line, column);
	aliases_free(a);
	buf_free(&csv);
	fault_free(&s.b.faults);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	fault_is("Name,x,A,\n", FAULT_NUMBER, 2, "kind");
	fault_is("name,x,A,\n,x,A,\n", FAULT_NUMBER, 3, "kind");
	fault_is("name,,A,\n", FAULT_BLANK, 2, "value");
	fault_is("iban,x,,\n", FAULT_BLANK, 2, "customer");
	fault_is("xref,x,A,\n", FAULT_BLANK, 2, "doc");
	fault_is("account,--,A,\n", FAULT_NUMBER, 2, "value");
}

/* No table has accounts when there is no row. */
static void
empty(void **state)
{
	struct map *map = map_new();
	struct aliases *a = aliases_new(&map->of[MAP_ALIASES]);

	(void)state;
	assert_int_equal(aliases_count(a), 0);
	found_is(a, ALIAS_XREF, "x", ALIAS_NORMAL, "");
	memo_is(a, "12345", "");
	aliases_free(a);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values),
	    cmocka_unit_test(memos),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
