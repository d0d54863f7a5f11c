/* The accounts table: on which account a row has its other side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/accounts.h"
#include "tests/unit/book.h"

static struct accounts *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct accounts *a = accounts_new(&map->of[MAP_ACCOUNTS]);

	sheet_open(s, span_of(csv));
	for (uint32_t i = 0; i < s->b.nrow; i++)
		accounts_row(a, &s->b, i);
	return a;
}

static void
type_is(const struct accounts *a, enum posting_type type, const char *reason,
    const char *entity, const char *want)
{
	struct span got =
	    accounts_of_type(a, type, span_of(reason), span_of(entity));

	assert_true(span_is(got, want));
}

static void
role_is(const struct accounts *a, enum accounts_role role, const char *entity,
    const char *want)
{
	assert_true(span_is(accounts_of_role(a, role, span_of(entity)), want));
}

static void
all(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct accounts *a = read_all(&s, map,
	    "entity,account,type\n,4000,invoice\nUK,4100,invoice\n"
	    ",6000,writeoff\nUK,6100,writeoff\n,6010,writeoff:bad-debt\n"
	    ",9,suspense\nUK,91,suspense\n,1,intercompany\n,2200,tax\n"
	    ",7,debit:tax\n,8,apply\n");

	(void)state;
	assert_int_equal(s.b.faults.total, 0);
	type_is(a, TYPE_INVOICE, "", "", "4000");
	type_is(a, TYPE_INVOICE, "", "US", "4000");
	type_is(a, TYPE_INVOICE, "rebill", "UK", "4100");
	type_is(a, TYPE_WRITEOFF, "small-balance", "UK", "6100");
	type_is(a, TYPE_WRITEOFF, "bad-debt", "UK", "6010");
	type_is(a, TYPE_WRITEOFF, "", "", "6000");
	type_is(a, TYPE_DEBIT, "", "", "");
	type_is(a, TYPE_DEBIT, "tax", "UK", "7");
	type_is(a, TYPE_APPLY, "", "UK", "8");
	type_is(a, TYPE_ADJUST, "", "", "");
	role_is(a, ACCOUNTS_SUSPENSE, "", "9");
	role_is(a, ACCOUNTS_SUSPENSE, "UK", "91");
	role_is(a, ACCOUNTS_INTERCOMPANY, "UK", "1");
	role_is(a, ACCOUNTS_TAX, "", "2200");
	role_is(a, ACCOUNTS_FX_GAIN, "", "");
	assert_string_equal(accounts_role_name(ACCOUNTS_FX_GAIN), "fx-gain");
	accounts_free(a);
	accounts_free(NULL);
	sheet_close(&s);
	map_free(map);
}

static void
at_fault(const char *row, enum fault_code code, const char *column)
{
	struct map *map = map_new();
	struct sheet s;
	char csv[200];

	snprintf(csv, sizeof csv, "type,account,entity\ntax,1,UK\n%s\n", row);
	accounts_free(read_all(&s, map, csv));
	sheet_faults(&s, code, 3, column);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	at_fault("invoce,1,", FAULT_NUMBER, "type");
	at_fault(",1,", FAULT_NUMBER, "type");
	at_fault("remit,1,", FAULT_NUMBER, "type");
	at_fault("promise,1,", FAULT_NUMBER, "type");
	at_fault("tax:food,1,", FAULT_NUMBER, "type");
	at_fault("invoice:,1,", FAULT_NUMBER, "type");
	at_fault(":void,1,", FAULT_NUMBER, "type");
	at_fault("invoice,,UK", FAULT_BLANK, "account");
	at_fault("tax,2,UK", FAULT_DUPLICATE_KEY, "type");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
