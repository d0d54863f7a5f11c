/* Lines of a bank's statement: what their rows say, and what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/bank.h"
#include "tests/unit/book.h"

/* A statement being read. */
struct desk {
	struct map *map;
	struct bank_reader r;
	struct sheet s;
	struct bank_line l;
};

static void
desk_open(struct desk *d, const char *csv)
{
	d->map = map_new();
	bank_open(&d->r, &d->map->of[MAP_BANK]);
	sheet_open(&d->s, span_of(csv));
	bank_bind(&d->r, &d->s.b);
}

static void
desk_close(struct desk *d)
{
	bank_close(&d->r);
	sheet_close(&d->s);
	map_free(d->map);
}

static bool
read_row(struct desk *d, uint32_t row)
{
	return bank_read(&d->r, &d->s.b, row, &d->l);
}

static void
all_cells(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "memo,id,date,amount,currency,ref,payer,account,entity\n"
		      "\"Inv 7, 8\",B1,2026-10-31,-12.5,USD,CHK 9,Acme,"
		      "DE02,EU\n");
	assert_true(read_row(&d, 0));
	assert_int_equal(d.l.line, 2);
	assert_int_equal(d.l.date, day("2026-10-31"));
	assert_int_equal(d.l.amount, -1250);
	assert_string_equal(currency_code(d.l.currency), "USD");
	assert_true(span_is(d.l.ref, "CHK 9"));
	assert_true(span_is(d.l.payer, "Acme"));
	assert_true(span_is(d.l.memo, "Inv 7, 8"));
	assert_true(span_is(d.l.account, "DE02"));
	assert_true(span_is(d.l.id, "B1"));
	assert_true(span_is(d.l.entity, "EU"));
	assert_true(bank_has(&d.r, "entity"));
	desk_close(&d);
}

static void
fewest_cells(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "date,amount\n2026-10-31,5\n");
	assert_true(read_row(&d, 0));
	assert_int_equal(d.l.amount, 500);
	assert_int_equal(d.l.currency, CURRENCY_UNNAMED);
	assert_int_equal(d.l.ref.len, 0);
	assert_int_equal(d.l.entity.len, 0);
	assert_false(bank_has(&d.r, "entity"));
	assert_false(bank_has(&d.r, "no such column"));
	desk_close(&d);
}

/* The decimals are those of the currency. */
static void
yen(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, "date,amount,currency\n2026-10-31,500,JPY\n"
		      "2026-10-31,5.5,JPY\n2026-10-31,0,JPY\n");
	assert_true(read_row(&d, 0));
	assert_int_equal(d.l.amount, 500);
	assert_false(read_row(&d, 1));
	sheet_faults(&d.s, FAULT_DECIMALS, 3, "amount");
	assert_true(read_row(&d, 2));
	assert_int_equal(d.l.amount, 0);
	desk_close(&d);
}

/* One bad cell each, and what is said of it. */
static void
faults(void **state)
{
	static const struct {
		const char *row;
		enum fault_code code;
		const char *column;
	} bad[] = {
	    {",1,USD", FAULT_BLANK, "date"},
	    {"2026-02-29,1,USD", FAULT_DATE, "date"},
	    {"2026-02-28,,USD", FAULT_BLANK, "amount"},
	    {"2026-02-28,\"1,50\",USD", FAULT_AMOUNT, "amount"},
	    {"2026-02-28,1,usd", FAULT_CURRENCY, "currency"},
	    {"2026-02-28,1,", FAULT_CURRENCY, "currency"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct desk d;
		char csv[100];

		snprintf(
		    csv, sizeof csv, "date,amount,currency\n%s\n", bad[i].row);
		desk_open(&d, csv);
		assert_false(read_row(&d, 0));
		sheet_faults(&d.s, bad[i].code, 2, bad[i].column);
		desk_close(&d);
	}
}

static void
required(void **state)
{
	struct span names[2];
	struct map *map = map_new();

	(void)state;
	assert_int_equal(bank_required(&map->of[MAP_BANK], names), 2);
	assert_true(span_is(names[0], "date"));
	assert_true(span_is(names[1], "amount"));
	map_column(map, MAP_BANK, "amount=Betrag");
	map_column(map, MAP_BANK, "default.date=2026-10-31");
	assert_int_equal(bank_required(&map->of[MAP_BANK], names), 1);
	assert_true(span_is(names[0], "Betrag"));
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_cells),
	    cmocka_unit_test(fewest_cells),
	    cmocka_unit_test(yen),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(required),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
