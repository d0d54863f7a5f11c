/* The table of tax rates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "book/taxes.h"
#include "tests/unit/book.h"

/* A table, with the map that it needs as long. */
struct table {
	struct map *map;
	struct taxes *taxes;
	struct faults faults;
};

/* `map` may be NULL. */
static void
table_open(struct table *t, struct map *map, const char *csv)
{
	struct sheet s;

	*t = (struct table){.map = map != NULL ? map : map_new()};
	t->taxes = taxes_new(&t->map->of[MAP_TAX]);
	for (sheet_open(&s, span_of(csv)); s.any;
	     s.any = csvin_batch(s.in, &s.b)) {
		for (uint32_t i = 0; i < s.b.nrow; i++)
			taxes_row(t->taxes, &s.b, i);
		fault_merge(&t->faults, &s.b.faults);
	}
	sheet_close(&s);
}

static void
table_close(struct table *t)
{
	taxes_free(t->taxes);
	fault_free(&t->faults);
	map_free(t->map);
}

/* The rate on a day, "-" for none. */
static void
rate_is(
    const struct table *t, const char *code, const char *date, const char *want)
{
	struct decimal rate = {7, 7};
	char got[MONEY_CHARS] = "-";

	if (taxes_find(t->taxes, span_of(code), day(date), &rate))
		decimal_format(got, rate);
	else
		assert_true(rate.n == 7 && rate.places == 7);
	assert_string_equal(got, want);
}

/* From and to are both inclusive; the days between two rates have none. */
static void
validity(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "code,rate,valid_from,valid_to\n"
	    "S,19,2007-01-01,2020-06-30\nS,16,2020-07-01,2020-12-31\n"
	    "R,7,2020-01-01,2020-01-01\nS,19.5,2021-02-01,2021-02-28\n"
	    "R,5,2019-12-31,2019-12-31\n");
	assert_int_equal(t.faults.total, 0);
	rate_is(&t, "S", "2006-12-31", "-");
	rate_is(&t, "S", "2007-01-01", "19");
	rate_is(&t, "S", "2020-06-30", "19");
	rate_is(&t, "S", "2020-07-01", "16");
	rate_is(&t, "S", "2020-12-31", "16");
	rate_is(&t, "S", "2021-01-01", "-");
	rate_is(&t, "S", "2021-01-31", "-");
	rate_is(&t, "S", "2021-02-01", "19.5");
	rate_is(&t, "S", "2021-02-28", "19.5");
	rate_is(&t, "S", "2021-03-01", "-");
	rate_is(&t, "R", "2019-12-30", "-");
	rate_is(&t, "R", "2019-12-31", "5");
	rate_is(&t, "R", "2020-01-01", "7");
	rate_is(&t, "R", "2020-01-02", "-");
	rate_is(&t, "T", "2020-01-01", "-");
	rate_is(&t, "s", "2020-01-01", "-");
	rate_is(&t, "", "2020-01-01", "-");
	table_close(&t);
}

static void
days_are(const struct table *t, const char *code, const char *date,
    int32_t from, int32_t to)
{
	struct taxes_rate found;

	assert_true(
	    taxes_find_days(t->taxes, span_of(code), day(date), &found));
	assert_int_equal(found.from, from);
	assert_int_equal(found.to, to);
}

/* On which days a rate that was found holds. */
static void
days(void **state)
{
	struct taxes_rate none = {{7, 7}, 7, 7};
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "code,rate,valid_from,valid_to\nS,16,2020-07-01,2020-12-31\n"
	    "S,19,2021-01-01,\nS,18,,2006-12-31\nZ,0,,\n");
	days_are(&t, "S", "2020-08-08", day("2020-07-01"), day("2020-12-31"));
	days_are(&t, "S", "2026-08-08", day("2021-01-01"), DATE_MAX);
	days_are(&t, "S", "1999-08-08", DATE_NONE, day("2006-12-31"));
	days_are(&t, "Z", "1999-08-08", DATE_NONE, DATE_MAX);
	assert_false(
	    taxes_find_days(t.taxes, span_of("S"), day("2020-06-30"), &none));
	assert_int_equal(none.rate.n, 7);
	table_close(&t);
}

/* A blank day is for ever, and so is a column that is not there. */
static void
blank_days(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "code,rate,valid_from,valid_to\n"
	    "S,16,,2020-12-31\nS,19,2021-01-01,\nZ,0,,\n");
	assert_int_equal(t.faults.total, 0);
	rate_is(&t, "S", "0001-01-01", "16");
	rate_is(&t, "S", "2020-12-31", "16");
	rate_is(&t, "S", "2021-01-01", "19");
	rate_is(&t, "S", "9999-12-31", "19");
	rate_is(&t, "Z", "0001-01-01", "0");
	rate_is(&t, "Z", "9999-12-31", "0");
	table_close(&t);
	table_open(&t, NULL, "rate,code\n20,S\n5,R\n");
	assert_int_equal(t.faults.total, 0);
	rate_is(&t, "S", "0001-01-01", "20");
	rate_is(&t, "R", "9999-12-31", "5");
	table_close(&t);
	taxes_free(NULL);
}

/* Percent, with the sign or without; a code is any text. */
static void
rates(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "code,rate\nA,20%\nB,8.8750\nC,0%\nD,1000\nE,1000.00%\n"
	    "F,0.000000001%\n\"G, 7\",7\n 7,6\n07,5\n7,4\n");
	assert_int_equal(t.faults.total, 0);
	rate_is(&t, "A", "2026-01-01", "20");
	rate_is(&t, "B", "2026-01-01", "8.875");
	rate_is(&t, "C", "2026-01-01", "0");
	rate_is(&t, "D", "2026-01-01", "1000");
	rate_is(&t, "E", "2026-01-01", "1000");
	rate_is(&t, "F", "2026-01-01", "0.000000001");
	rate_is(&t, "G, 7", "2026-01-01", "7");
	rate_is(&t, " 7", "2026-01-01", "6");
	rate_is(&t, "07", "2026-01-01", "5");
	rate_is(&t, "7", "2026-01-01", "4");
	table_close(&t);
}

/* The only fault, and on line 3; the row before it stays, that one is not
   taken. */
static void
fault_is(const char *row, enum fault_code code, const char *column,
    const char *message)
{
	struct buf csv = {0};
	struct table t;
	char *got;

	buf_text(&csv, "code,rate,valid_from,valid_to\n"
		       "S,19,2020-01-01,2020-12-31\n");
	buf_text(&csv, row);
	buf_text(&csv, "\nS,21,2030-01-01,\n");
	table_open(&t, NULL, buf_string(&csv));
	assert_int_equal(t.faults.total, 1);
	got = fault_message(t.faults.list);
	assert_string_equal(got, message);
	assert_string_equal(t.faults.list->column, column);
	assert_int_equal(t.faults.list->code, code);
	assert_int_equal(t.faults.list->line, 3);
	rate_is(&t, "S", "2019-12-31", "-");
	rate_is(&t, "S", "2020-01-01", "19");
	rate_is(&t, "S", "2020-12-31", "19");
	rate_is(&t, "S", "2021-01-01", "-");
	rate_is(&t, "S", "2030-01-01", "21");
	mem_free(got);
	buf_free(&csv);
	table_close(&t);
}

static void
faults(void **state)
{
	(void)state;
	fault_is(",19,,", FAULT_BLANK, "code",
	    "blank, and a rate is that of a code");
	fault_is("S,,2021-01-01,", FAULT_AMOUNT, "rate",
	    "\"\" is not an amount (decimal mark is '.')");
	fault_is("S,%,2021-01-01,", FAULT_AMOUNT, "rate",
	    "\"%\" is not an amount (decimal mark is '.')");
	fault_is("S,x%,2021-01-01,", FAULT_AMOUNT, "rate",
	    "\"x%\" is not an amount (decimal mark is '.')");
	fault_is("S,1.0000000001,2021-01-01,", FAULT_DECIMALS, "rate",
	    "\"1.0000000001\" has more decimals than can be read exactly (9)");
	fault_is("S,-1%,2021-01-01,", FAULT_NUMBER, "rate",
	    "\"-1%\" is not a rate in percent");
	fault_is("S,1000.000000001,2021-01-01,", FAULT_NUMBER, "rate",
	    "\"1000.000000001\" is not a rate in percent");
	fault_is("S,7,2021-02-29,", FAULT_DATE, "valid_from",
	    "\"2021-02-29\" is not a date (YYYY-MM-DD)");
	fault_is("S,7,2021-01-01,31.12.2021", FAULT_DATE, "valid_to",
	    "\"31.12.2021\" is not a date (YYYY-MM-DD)");
	fault_is("S,7,2021-01-02,2021-01-01", FAULT_SIGN, "valid_to",
	    "\"2021-01-01\" is before valid_from");
}

/* Two rates of a code on one day, wherever they meet. */
static void
overlaps(void **state)
{
	static const char twice[] = "\"S\" stands there twice";

	(void)state;
	fault_is(
	    "S,7,2020-12-31,2021-06-30", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is(
	    "S,7,2019-01-01,2020-01-01", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is(
	    "S,7,2020-05-05,2020-05-05", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is(
	    "S,7,2019-01-01,2021-12-31", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is(
	    "S,19,2020-01-01,2020-12-31", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is("S,7,,2020-01-01", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is("S,7,2020-12-31,", FAULT_DUPLICATE_KEY, "code", twice);
	fault_is("S,7,,", FAULT_DUPLICATE_KEY, "code", twice);
}

/* Of several rows of a code each is looked at, not the last alone. */
static void
overlap_of_many(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "code,rate,valid_from,valid_to\nS,1,2020-01-01,2020-12-31\n"
	    "T,9,,\nS,2,2021-01-01,2021-12-31\nS,3,2022-01-01,2022-12-31\n"
	    "S,4,2020-06-01,2020-06-30\nT,8,2020-01-01,\n"
	    "code,valid_to,valid_from,rate\nS,,,5\nU,,,6\n");
	assert_int_equal(t.faults.total, 3);
	assert_int_equal(t.faults.list[0].line, 6);
	assert_int_equal(t.faults.list[1].line, 7);
	assert_int_equal(t.faults.list[2].line, 9);
	rate_is(&t, "S", "2020-06-15", "1");
	rate_is(&t, "S", "2021-06-15", "2");
	rate_is(&t, "S", "2022-06-15", "3");
	rate_is(&t, "T", "2022-06-15", "9");
	rate_is(&t, "U", "2022-06-15", "6");
	table_close(&t);
}

static void
mapped(void **state)
{
	struct map *map = map_new();
	struct table t;

	(void)state;
	map_column(map, MAP_LINES, "tax.code=tax_code");
	map_column(map, MAP_LINES, "tax.rate=tax_rate");
	map_column(map, MAP_LINES, "tax.default.valid_from=2020-01-01");
	map->of[MAP_TAX].money.decimal = ',';
	map->of[MAP_TAX].date_layout = mem_copy("DD.MM.YYYY", 10);
	table_open(&t, map, "tax_code,tax_rate\nS,\"7,5%\"\nR,7.5\n");
	/* A default is a cell like others: 2020-01-01 is not in the layout. */
	assert_int_equal(t.faults.total, 2);
	assert_string_equal(t.faults.list[0].column, "valid_from");
	assert_string_equal(t.faults.list[1].column, "tax_rate");
	table_close(&t);
	map = map_new();
	map_column(map, MAP_LINES, "tax.code=tax_code");
	map_column(map, MAP_LINES, "tax.default.valid_from=01.07.2020");
	map->of[MAP_TAX].date_layout = mem_copy("DD.MM.YYYY", 10);
	table_open(&t, map, "tax_code,rate,valid_to\nS,7,31.07.2020\n");
	assert_int_equal(t.faults.total, 0);
	rate_is(&t, "S", "2020-06-30", "-");
	rate_is(&t, "S", "2020-07-01", "7");
	rate_is(&t, "S", "2020-07-31", "7");
	rate_is(&t, "S", "2020-08-01", "-");
	table_close(&t);
	assert_string_equal(taxes_required[0], "code");
	assert_string_equal(taxes_required[1], "rate");
}

/* More codes than any list begins with. */
static void
many(void **state)
{
	struct buf csv = {0};
	struct table t;
	char row[80];

	(void)state;
	buf_text(&csv, "code,rate,valid_from,valid_to\n");
	for (int i = 0; i < 2000; i++) {
		snprintf(row, sizeof row, "C%d,%d,20%02d-01-01,20%02d-12-31\n",
		    i % 200, i % 1000, i / 200, i / 200);
		buf_text(&csv, row);
	}
	table_open(&t, NULL, buf_string(&csv));
	assert_int_equal(t.faults.total, 0);
	for (int i = 0; i < 2000; i++) {
		char code[8], date[12], want[8];

		snprintf(code, sizeof code, "C%d", i % 200);
		snprintf(date, sizeof date, "20%02d-07-01", i / 200);
		snprintf(want, sizeof want, "%d", i % 1000);
		rate_is(&t, code, date, want);
	}
	buf_free(&csv);
	table_close(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(validity),
	    cmocka_unit_test(days),
	    cmocka_unit_test(blank_days),
	    cmocka_unit_test(rates),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(overlaps),
	    cmocka_unit_test(overlap_of_many),
	    cmocka_unit_test(mapped),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
