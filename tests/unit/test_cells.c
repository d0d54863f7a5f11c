/* Cells as values: what each kind takes, and how its faults say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "book/cells.h"
#include "tests/unit/book.h"

enum { TEXT, DATE, AMOUNT, DECIMAL, CURRENCY, NCOLUMN };

static const char *const names[] = {
    "text", "date", "amount", "decimal", "currency"};

/* A table of one row, and its cells. */
struct one {
	struct map *map;
	struct columns columns;
	struct sheet s;
	struct cells in;
};

/* The map of the section [book]; `seen` may be NULL. */
static void
one_open(struct one *o, struct map *map, struct seen *seen, const char *csv)
{
	o->map = map;
	columns_open(&o->columns, &map->of[MAP_BOOK], names, NCOLUMN);
	sheet_open(&o->s, span_of(csv));
	columns_bind(&o->columns, o->s.b.header);
	o->in = (struct cells){&o->columns, seen, &o->s.b, 0};
}

static void
one_close(struct one *o)
{
	columns_free(&o->columns);
	sheet_close(&o->s);
	map_free(o->map);
}

/* The same with one column and one cell of it. */
static void
cell_open(struct one *o, struct map *map, struct seen *seen, size_t column,
    const char *cell)
{
	struct buf csv = {0};

	buf_text(&csv, "other,");
	buf_text(&csv, names[column]);
	buf_text(&csv, "\nx,\"");
	buf_text(&csv, cell);
	buf_text(&csv, "\"\n");
	one_open(o, map, seen, buf_string(&csv));
	buf_free(&csv);
}

/* Asserts the only fault, of the given column. */
static void
fault_is(const struct one *o, enum fault_code code, const char *column,
    const char *cell, const char *message)
{
	const struct fault *f = o->s.b.faults.list;
	char *got;

	assert_int_equal(o->s.b.faults.total, 1);
	got = fault_message(f);
	assert_string_equal(got, message);
	assert_string_equal(f->column, column);
	assert_string_equal(f->cell, cell);
	assert_int_equal(f->code, code);
	assert_int_equal(f->line, 2);
	assert_null(f->raw);
	mem_free(got);
}

static void
texts(void **state)
{
	struct map *map = map_new();
	struct one o;

	(void)state;
	map_column(map, MAP_BOOK, "default.currency=EUR");
	map_column(map, MAP_BOOK, "amount=Betrag");
	map_column(map, MAP_BOOK, "blank.date=2026-01-01");
	one_open(&o, map, NULL, "amount,Betrag,text,date\n1,2, a ,\n");
	assert_true(span_is(cells_text(&o.in, TEXT), " a "));
	assert_true(span_is(cells_text(&o.in, AMOUNT), "2"));
	assert_true(span_is(cells_text(&o.in, CURRENCY), "EUR"));
	assert_true(span_is(cells_text(&o.in, DATE), "2026-01-01"));
	assert_true(span_is(cells_text(&o.in, DECIMAL), ""));
	one_close(&o);
}

/* With a memory of what was seen, and without, twice each. */
static void
date_is(char *layout, const char *cell, int32_t want)
{
	static struct seen seen;

	for (int i = 0; i < 4; i++) {
		struct map *map = map_new();
		struct one o;
		int32_t got = 7;

		if (layout != NULL)
			map->of[MAP_BOOK].date_layout =
			    mem_copy(layout, strlen(layout));
		cell_open(&o, map, i % 2 ? &seen : NULL, DATE, cell);
		assert_true(cells_date(&o.in, DATE, &got));
		assert_int_equal(got, want);
		assert_int_equal(o.s.b.faults.total, 0);
		one_close(&o);
	}
}

static void
no_date(char *layout, const char *cell, const char *message)
{
	static struct seen seen;

	for (int i = 0; i < 4; i++) {
		struct map *map = map_new();
		struct one o;
		int32_t got = 7;

		if (layout != NULL)
			map->of[MAP_BOOK].date_layout =
			    mem_copy(layout, strlen(layout));
		cell_open(&o, map, i % 2 ? &seen : NULL, DATE, cell);
		assert_false(cells_date(&o.in, DATE, &got));
		fault_is(&o, FAULT_DATE, "date", cell, message);
		one_close(&o);
	}
}

static void
dates(void **state)
{
	char german[] = "DD.MM.YYYY", other[] = "MMM D, YY*";

	(void)state;
	date_is(NULL, "1970-01-01", 0);
	date_is(NULL, "2024-02-29", 19782); /* 2024-01-01 is 19723 */
	date_is(NULL, "", DATE_NONE);
	date_is(german, "29.02.2024", 19782);
	date_is(german, "", DATE_NONE);
	date_is(other, "Feb 29, 24 10:00", 19782);
	no_date(
	    NULL, "2026-02-29", "\"2026-02-29\" is not a date (YYYY-MM-DD)");
	no_date(NULL, " ", "\" \" is not a date (YYYY-MM-DD)");
	no_date(NULL, "2026-1-1", "\"2026-1-1\" is not a date (YYYY-MM-DD)");
	no_date(
	    NULL, "0000-01-01", "\"0000-01-01\" is not a date (YYYY-MM-DD)");
	no_date(
	    german, "2024-02-29", "\"2024-02-29\" is not a date (DD.MM.YYYY)");
}

/* A column that is not there has only blank cells. */
static void
not_there(void **state)
{
	struct one o;
	int32_t date = 7;
	int64_t amount = 7;
	int currency = 7;
	struct decimal d;

	(void)state;
	one_open(&o, map_new(), NULL, "text\nx\n");
	assert_true(cells_date(&o.in, DATE, &date));
	assert_int_equal(date, DATE_NONE);
	assert_false(cells_amount(&o.in, AMOUNT, CURRENCY_UNNAMED, &amount));
	assert_false(cells_decimal(&o.in, DECIMAL, &d));
	assert_false(cells_currency(&o.in, CURRENCY, &currency));
	assert_int_equal(o.s.b.faults.total, 3);
	assert_string_equal(o.s.b.faults.list[0].column, "amount");
	assert_string_equal(o.s.b.faults.list[1].column, "decimal");
	assert_string_equal(o.s.b.faults.list[2].column, "currency");
	one_close(&o);
}

static int
code(const char *s)
{
	return currency_find(span_of(s));
}

/* `style` may be NULL for the plain one; `message` NULL for a good cell. */
static void
amount_is(int currency, const struct money_style *style, const char *cell,
    int64_t want, enum fault_code fault, const char *message)
{
	struct map *map = map_new();
	struct one o;
	int64_t got = 7;

	if (style != NULL)
		map->of[MAP_BOOK].money = *style;
	cell_open(&o, map, NULL, AMOUNT, cell);
	assert_int_equal(
	    cells_amount(&o.in, AMOUNT, currency, &got), message == NULL);
	if (message != NULL)
		fault_is(&o, fault, "amount", cell, message);
	else
		assert_int_equal(o.s.b.faults.total, 0);
	assert_int_equal(got, message == NULL ? want : 7);
	one_close(&o);
}

static const struct money_style german = {',', '.', MONEY_TRAILING, true};

static void
amounts(void **state)
{
	(void)state;
	amount_is(CURRENCY_UNNAMED, NULL, "-1.5", -150, 0, NULL);
	amount_is(code("JPY"), NULL, "15.00", 15, 0, NULL);
	amount_is(code("KWD"), NULL, "1.005", 1005, 0, NULL);
	amount_is(code("CLF"), NULL, "1.0050", 10050, 0, NULL);
	amount_is(code("EUR"), &german, "1.234,50-", -123450, 0, NULL);
	amount_is(
	    CURRENCY_UNNAMED, NULL, "92233720368547758.07", INT64_MAX, 0, NULL);
	amount_is(CURRENCY_UNNAMED, NULL, "", 0, FAULT_AMOUNT,
	    "\"\" is not an amount (decimal mark is '.')");
	amount_is(CURRENCY_UNNAMED, NULL, "1,5", 0, FAULT_AMOUNT,
	    "\"1,5\" is not an amount (decimal mark is '.')");
	amount_is(code("EUR"), &german, "1.5", 0, FAULT_AMOUNT,
	    "\"1.5\" is not an amount (decimal mark is ',')");
	amount_is(CURRENCY_UNNAMED, NULL, "1.005", 0, FAULT_DECIMALS,
	    "\"1.005\" has more decimals than an amount without currency has "
	    "(2)");
	amount_is(code("JPY"), NULL, "1.5", 0, FAULT_DECIMALS,
	    "\"1.5\" has more decimals than JPY has (0)");
	amount_is(code("KWD"), NULL, "1.0005", 0, FAULT_DECIMALS,
	    "\"1.0005\" has more decimals than KWD has (3)");
	amount_is(CURRENCY_UNNAMED, NULL, "92233720368547758.08", 0,
	    FAULT_RANGE,
	    "\"92233720368547758.08\" is beyond the largest amount");
}

static void
decimal_is(const char *cell, int64_t n, unsigned places, enum fault_code fault,
    const char *message)
{
	struct decimal got = {7, 7};
	struct one o;

	cell_open(&o, map_new(), NULL, DECIMAL, cell);
	assert_int_equal(cells_decimal(&o.in, DECIMAL, &got), message == NULL);
	if (message != NULL)
		fault_is(&o, fault, "decimal", cell, message);
	else
		assert_int_equal(o.s.b.faults.total, 0);
	assert_int_equal(got.n, message == NULL ? n : 7);
	assert_int_equal(got.places, message == NULL ? places : 7);
	one_close(&o);
}

static void
decimals(void **state)
{
	(void)state;
	decimal_is("0", 0, 0, 0, NULL);
	decimal_is("-12.50", -125, 1, 0, NULL);
	decimal_is("0.123456789", 123456789, 9, 0, NULL);
	decimal_is("", 0, 0, FAULT_AMOUNT,
	    "\"\" is not an amount (decimal mark is '.')");
	decimal_is("1e5", 0, 0, FAULT_AMOUNT,
	    "\"1e5\" is not an amount (decimal mark is '.')");
	decimal_is("0.1234567891", 0, 0, FAULT_DECIMALS,
	    "\"0.1234567891\" has more decimals than can be read exactly (9)");
	decimal_is("99999999999999999999", 0, 0, FAULT_RANGE,
	    "\"99999999999999999999\" is beyond the largest amount");
}

/* Of a part of a cell; the message shows all of it. */
static void
parts(void **state)
{
	struct decimal got = {7, 7};
	struct span s;
	struct one o;

	(void)state;
	cell_open(&o, map_new(), NULL, DECIMAL, "7.5x%");
	s = cells_text(&o.in, DECIMAL);
	s.len = 3;
	assert_true(cells_decimal_of(&o.in, DECIMAL, s, &got));
	assert_true(got.n == 75 && got.places == 1);
	s.len = 4;
	assert_false(cells_decimal_of(&o.in, DECIMAL, s, &got));
	fault_is(&o, FAULT_AMOUNT, "decimal", "7.5x%",
	    "\"7.5x%\" is not an amount (decimal mark is '.')");
	one_close(&o);
}

static void
currency_is(const char *cell, const char *want)
{
	static struct seen seen;

	for (int i = 0; i < 4; i++) {
		int got = 7;
		struct one o;

		cell_open(&o, map_new(), i % 2 ? &seen : NULL, CURRENCY, cell);
		assert_int_equal(
		    cells_currency(&o.in, CURRENCY, &got), want != NULL);
		assert_int_equal(
		    got, want != NULL ? code(want) : CURRENCY_UNNAMED);
		assert_int_equal(o.s.b.faults.total, want == NULL);
		one_close(&o);
	}
}

static void
currencies(void **state)
{
	struct one o;
	int got;

	(void)state;
	currency_is("USD", "USD");
	currency_is("JPY", "JPY");
	currency_is("XXX", NULL);
	currency_is("usd", NULL);
	currency_is("US", NULL);
	currency_is("USDX", NULL);
	currency_is(" USD", NULL);
	currency_is("", NULL);
	cell_open(&o, map_new(), NULL, CURRENCY, "Euro");
	assert_false(cells_currency(&o.in, CURRENCY, &got));
	fault_is(&o, FAULT_CURRENCY, "currency", "Euro",
	    "\"Euro\" is not an ISO 4217 currency code");
	one_close(&o);
}

/* The header's own name of the column, and the record, where it is kept. */
static void
faults(void **state)
{
	static const char row[] = "\"a, b\",1";
	struct map *map = map_new();
	const struct fault *f;
	struct one o;

	(void)state;
	map_column(map, MAP_BOOK, "text=Was");
	map->of[MAP_BOOK].dialect.keep_raw = true;
	one_open(&o, map, NULL, "Was,amount\n\nx,0\n\"a, b\",1\n");
	o.s.b.faults.keep = true;
	o.in.row = 1;
	assert_false(cells_wrong(&o.in, FAULT_NUMBER, TEXT, "a number"));
	assert_false(cells_wrong(&o.in, FAULT_TYPE, DATE, NULL));
	f = o.s.b.faults.list;
	assert_int_equal(o.s.b.faults.n, 2);
	assert_int_equal(f[0].code, FAULT_NUMBER);
	assert_int_equal(f[0].line, 4);
	assert_string_equal(f[0].column, "Was");
	assert_string_equal(f[0].cell, "a, b");
	assert_string_equal(f[0].detail, "a number");
	assert_int_equal(f[0].raw_len, strlen(row));
	assert_memory_equal(f[0].raw, row, strlen(row));
	assert_string_equal(f[1].column, "date");
	assert_null(f[1].detail);
	one_close(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(not_there),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(decimals),
	    cmocka_unit_test(parts),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
