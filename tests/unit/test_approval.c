/* The approval table: which limit is whose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/approval.h"
#include "tests/unit/book.h"
#include "value/currency.h"

static struct approval *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct approval *a = approval_new(&map->of[MAP_APPROVAL]);

	sheet_open(s, span_of(csv));
	for (uint32_t i = 0; i < s->b.nrow; i++)
		approval_row(a, &s->b, i);
	return a;
}

/* What a row of so much breaks, or "". */
static void
over(const struct approval *a, enum posting_type type, const char *currency,
    const char *by, int64_t amount, const char *want)
{
	char text[MONEY_CHARS] = "";
	struct decimal limit;

	if (approval_over(a, type,
		*currency == '\0' ? CURRENCY_UNNAMED
				  : currency_find(span_of(currency)),
		span_of(by), amount, &limit))
		decimal_format(text, limit);
	assert_string_equal(text, want);
}

static void
limits(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct approval *a = read_all(&s, map,
	    "type,limit,currency,by\nwriteoff,100,,\nwriteoff,90.5,EUR,\n"
	    "writeoff,500,,ann\nwriteoff,450,EUR,ann\ncredit,0,,\n"
	    "refund,0.001,KWD,\n");

	(void)state;
	assert_int_equal(s.b.faults.total, 0);
	over(a, TYPE_WRITEOFF, "USD", "bob", -10000, "");
	over(a, TYPE_WRITEOFF, "USD", "bob", -10001, "100");
	over(a, TYPE_WRITEOFF, "USD", "bob", 10001, "100");
	over(a, TYPE_WRITEOFF, "JPY", "", -100, "");
	over(a, TYPE_WRITEOFF, "JPY", "", -101, "100");
	over(a, TYPE_WRITEOFF, "EUR", "", 9050, "");
	over(a, TYPE_WRITEOFF, "EUR", "", 9051, "90.5");
	over(a, TYPE_WRITEOFF, "EUR", "ann", 45001, "450");
	over(a, TYPE_WRITEOFF, "USD", "ann", 50000, "");
	over(a, TYPE_WRITEOFF, "USD", "ann", INT64_MIN, "500");
	over(a, TYPE_CREDIT, "", "", -1, "0");
	over(a, TYPE_CREDIT, "", "", 0, "");
	over(a, TYPE_ADJUST, "", "", INT64_MAX, "");
	over(a, TYPE_REFUND, "KWD", "", 1, "");
	over(a, TYPE_REFUND, "KWD", "", 2, "0.001");
	over(a, TYPE_REFUND, "USD", "", 200, "");
	approval_free(a);
	sheet_close(&s);
	map_free(map);
}

static void
at_fault(const char *row, enum fault_code code, const char *column)
{
	struct map *map = map_new();
	struct sheet s;
	char csv[200];

	snprintf(csv, sizeof csv, "type,limit,currency,by\nadjust,1,,ann\n%s\n",
	    row);
	approval_free(read_all(&s, map, csv));
	sheet_faults(&s, code, 3, column);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	at_fault("writeof,1,,", FAULT_NUMBER, "type");
	at_fault(",1,,", FAULT_NUMBER, "type");
	at_fault("apply,1,,", FAULT_NUMBER, "type");
	at_fault("note,1,,", FAULT_NUMBER, "type");
	at_fault("writeoff,,,", FAULT_AMOUNT, "limit");
	at_fault("writeoff,-1,,", FAULT_NUMBER, "limit");
	at_fault("writeoff,\"1,000\",,", FAULT_AMOUNT, "limit");
	at_fault("writeoff,1,EURO,", FAULT_CURRENCY, "currency");
	at_fault("adjust,2,,ann", FAULT_DUPLICATE_KEY, "type");
}

/* The columns of whom and what may be missing. */
static void
narrow(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct approval *a = read_all(&s, map, "limit,type\n5,reverse\n");

	(void)state;
	assert_int_equal(s.b.faults.total, 0);
	over(a, TYPE_REVERSE, "USD", "ann", 501, "5");
	approval_free(a);
	approval_free(NULL);
	sheet_close(&s);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(narrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
