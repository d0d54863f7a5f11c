/* Contracts: what their rows say, and what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "book/contract.h"
#include "tests/unit/book.h"
#include "value/currency.h"

#define HEADER                                                                 \
	"customer,item,description,contract,currency,qty,price,tax_rate,"      \
	"every,anchor,start,end,mode,reason,memo\n"

/* Reads the last row of a table; `c` holds its cells until sheet_close. */
static bool
read_last(struct sheet *s, struct contract_reader *r, const struct map *map,
    const char *csv, struct contract *c)
{
	bool good = false;

	contract_open(r, &map->of[MAP_CONTRACTS]);
	sheet_open(s, span_of(csv));
	for (uint32_t i = 0; i < s->b.nrow; i++)
		good = contract_read(r, &s->b, i, c);
	return good;
}

static void
all_cells(void **state)
{
	struct map *map = map_new();
	struct contract_reader r;
	struct contract c;
	struct sheet s;

	(void)state;
	assert_true(read_last(&s, &r, map,
	    HEADER "ACME,SEAT,\"Seats, a month\",K-7,EUR,2.5,19.990,7%,3m,31,"
		   "2026-01-05,2026-12-31,arrears,upgrade,now\n",
	    &c));
	assert_int_equal(c.line, 2);
	assert_true(span_is(c.text[CONTRACT_CUSTOMER], "ACME"));
	assert_true(span_is(c.text[CONTRACT_ITEM], "SEAT"));
	assert_true(span_is(c.text[CONTRACT_DESCRIPTION], "Seats, a month"));
	assert_true(span_is(c.text[CONTRACT_CONTRACT], "K-7"));
	assert_true(span_is(c.text[CONTRACT_REASON], "upgrade"));
	assert_true(span_is(c.text[CONTRACT_MEMO], "now"));
	assert_true(span_is(c.text[CONTRACT_ENTITY], ""));
	assert_int_equal(c.currency, currency_find(span_of("EUR")));
	assert_true(c.qty.n == 25 && c.qty.places == 1);
	assert_true(c.price.n == 1999 && c.price.places == 2);
	assert_true(c.taxed && c.tax_rate.n == 7 && c.tax_rate.places == 0);
	assert_int_equal(c.months, 3);
	assert_int_equal(c.anchor, 31);
	assert_int_equal(c.grid, DATE_NONE);
	assert_int_equal(c.start, day("2026-01-05"));
	assert_int_equal(c.end, day("2026-12-31"));
	assert_true(c.arrears && c.early);
	assert_true(r.has[CONTRACT_CONTRACT] && !r.has[CONTRACT_ENTITY]);
	contract_close(&r);
	sheet_close(&s);
	map_free(map);
}

static void
usual(void **state)
{
	struct map *map = map_new();
	struct contract_reader r;
	struct contract c;
	struct sheet s;

	(void)state;
	assert_true(read_last(&s, &r, map,
	    "customer,item,price,every,start\nACME,,0,1y,2028-02-29\n", &c));
	assert_int_equal(c.currency, CURRENCY_UNNAMED);
	assert_true(c.qty.n == 1 && c.qty.places == 0 && c.price.n == 0);
	assert_false(c.taxed);
	assert_int_equal(c.months, 12);
	assert_int_equal(c.anchor, 29);
	assert_int_equal(c.end, DATE_NONE);
	assert_false(c.arrears || c.early);
	contract_close(&r);
	sheet_close(&s);
	/* Another header with other columns; blank cells of all that may be. */
	assert_true(read_last(&s, &r, map,
	    "customer,item,price,every,start\nACME,I,5,1m,2026-01-01\n"
	    "customer,start,every,price,item,anchor,end,mode,reason,qty\n"
	    "BOLT,2026-01-02,100y,-5,J,,,advance,,\n",
	    &c));
	assert_true(csvin_batch(s.in, &s.b));
	assert_true(contract_read(&r, &s.b, 0, &c));
	assert_true(span_is(c.text[CONTRACT_CUSTOMER], "BOLT"));
	assert_true(c.price.n == -5 && c.anchor == 2);
	assert_int_equal(c.months, CONTRACT_MONTHS);
	assert_true(r.has[CONTRACT_QTY]);
	contract_close(&r);
	sheet_close(&s);
	map_free(map);
}

/* A date is one of the days on which periods begin. */
static void
grids(void **state)
{
	struct map *map = map_new();
	struct contract_reader r;
	struct contract c;
	struct sheet s;

	(void)state;
	assert_true(read_last(&s, &r, map,
	    "customer,item,price,every,start,anchor\n"
	    "A,I,1,1y,2026-10-16,2024-03-31\n",
	    &c));
	assert_int_equal(c.anchor, 31);
	assert_int_equal(c.grid, day("2024-03-31"));
	contract_close(&r);
	sheet_close(&s);
	assert_true(read_last(&s, &r, map,
	    "customer,item,price,every,start,anchor\n"
	    "A,I,1,1m,2026-10-16,01\n",
	    &c));
	assert_int_equal(c.anchor, 1);
	assert_int_equal(c.grid, DATE_NONE);
	contract_close(&r);
	sheet_close(&s);
	map_free(map);
}

/* Headers, dates, numbers and defaults as a map has them. */
static void
mapped(void **state)
{
	struct map *map = map_new();
	struct map_section *section = &map->of[MAP_CONTRACTS];
	struct contract_reader r;
	struct contract c;
	struct sheet s;

	(void)state;
	map_column(map, MAP_LINES, "contracts.customer=Kunde");
	map_column(map, MAP_LINES, "contracts.price=Preis");
	map_column(map, MAP_LINES, "contracts.default.every=1m");
	map_column(map, MAP_LINES, "contracts.default.currency=JPY");
	section->date_layout = mem_copy("DD.MM.YYYY", 10);
	section->money.decimal = ',';
	assert_true(read_last(&s, &r, map,
	    "Kunde,item,Preis,start,anchor\n1,I,\"12,5\",16.10.2026,01.03.2026",
	    &c));
	assert_true(c.price.n == 125 && c.price.places == 1);
	assert_int_equal(c.months, 1);
	assert_int_equal(c.start, day("2026-10-16"));
	assert_int_equal(c.grid, day("2026-03-01"));
	assert_int_equal(c.currency, currency_find(span_of("JPY")));
	assert_true(r.has[CONTRACT_CURRENCY]);
	contract_close(&r);
	sheet_close(&s);
	map_free(map);
}

static void
fault_is(const char *row, enum fault_code code, const char *column,
    const char *message)
{
	struct map *map = map_new();
	struct contract_reader r;
	struct buf csv = {0};
	struct contract c;
	struct sheet s;
	char *text;

	buf_text(&csv, HEADER);
	buf_text(&csv, row);
	assert_false(read_last(&s, &r, map, buf_string(&csv), &c));
	assert_int_equal(s.b.faults.n, 1);
	assert_int_equal(s.b.faults.list[0].code, code);
	assert_int_equal(s.b.faults.list[0].line, 2);
	assert_string_equal(s.b.faults.list[0].column, column);
	text = fault_message(&s.b.faults.list[0]);
	assert_string_equal(text, message);
	free(text);
	buf_free(&csv);
	contract_close(&r);
	sheet_close(&s);
	map_free(map);
}

static void
blank_faults(void **state)
{
	(void)state;
	fault_is(",I,,,,,1,,1m,,2026-01-01,,,,\n", FAULT_BLANK, "customer",
	    "blank, and a contract has a customer");
	fault_is("A,I,,,,,,,1m,,2026-01-01,,,,\n", FAULT_BLANK, "price",
	    "blank, and a contract has the price of a period");
	fault_is("A,I,,,,,1,,,,2026-01-01,,,,\n", FAULT_BLANK, "every",
	    "blank, and a contract has a period, such as 1m");
	fault_is("A,I,,,,,1,,1m,,,,,,\n", FAULT_BLANK, "start",
	    "blank, and a contract has its first day");
	fault_is("A,I,,,,,1,,1m,,2026-01-01,,,downgrade,\n", FAULT_BLANK, "end",
	    "blank, and reason says why a contract ended early");
}

static void
number_faults(void **state)
{
	(void)state;
	fault_is("A,I,,,EURO,,1,,1m,,2026-01-01,,,,\n", FAULT_CURRENCY,
	    "currency", "\"EURO\" is not an ISO 4217 currency code");
	fault_is("A,I,,,,0.0,1,,1m,,2026-01-01,,,,\n", FAULT_SIGN, "qty",
	    "\"0.0\" charges nothing");
	fault_is("A,I,,,,x,1,,1m,,2026-01-01,,,,\n", FAULT_AMOUNT, "qty",
	    "\"x\" is not an amount (decimal mark is '.')");
	fault_is("A,I,,,,-1,-1,,1m,,2026-01-01,,,,\n", FAULT_SIGN, "price",
	    "\"-1\" is negative, and so is the quantity: a rebate?");
	fault_is("A,I,,,,,1.0000000001,,1m,,2026-01-01,,,,\n", FAULT_DECIMALS,
	    "price",
	    "\"1.0000000001\" has more decimals than can be read exactly (9)");
	fault_is("A,I,,,,1000000000,100000000000,,1m,,2026-01-01,,,,\n",
	    FAULT_RANGE, "price",
	    "\"100000000000\" is beyond the largest amount");
	fault_is("A,I,,,,,1,1001,1m,,2026-01-01,,,,\n", FAULT_NUMBER,
	    "tax_rate", "\"1001\" is not a rate in percent");
	fault_is("A,I,,,,,1,-1%,1m,,2026-01-01,,,,\n", FAULT_NUMBER, "tax_rate",
	    "\"-1%\" is not a rate in percent");
	fault_is("A,I,,,,,1,%,1m,,2026-01-01,,,,\n", FAULT_AMOUNT, "tax_rate",
	    "\"%\" is not an amount (decimal mark is '.')");
}

static void
period_faults(void **state)
{
	static const char *const bad[] = {"m", "1", "0m", "-1m", "1201m",
	    "101y", "99999m", "1w", "1 m", "1M"};
	static const char *const anchors[] = {
	    "0", "32", "-1", "1.", "99999", "2026-02-30"};
	char row[128], message[128];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(
		    row, sizeof row, "A,I,,,,,1,,%s,,2026-01-01,,,,\n", bad[i]);
		snprintf(message, sizeof message,
		    "\"%s\" is not a period of 1m to 1200m, or 1y to 100y",
		    bad[i]);
		fault_is(row, FAULT_NUMBER, "every", message);
	}
	for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
		snprintf(row, sizeof row, "A,I,,,,,1,,1m,%s,2026-01-01,,,,\n",
		    anchors[i]);
		snprintf(message, sizeof message,
		    "\"%s\" is not a day of the month, 1 to 31, or a date",
		    anchors[i]);
		fault_is(row, FAULT_NUMBER, "anchor", message);
	}
	fault_is("A,I,,,,,1,,1m,,2026-02-29,,,,\n", FAULT_DATE, "start",
	    "\"2026-02-29\" is not a date (YYYY-MM-DD)");
	fault_is("A,I,,,,,1,,1m,,2026-02-02,2026-02-01,,,\n", FAULT_SIGN, "end",
	    "\"2026-02-01\" is before start");
	fault_is("A,I,,,,,1,,1m,,2026-02-02,,Advance,,\n", FAULT_NUMBER, "mode",
	    "\"Advance\" is not advance or arrears");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_cells),
	    cmocka_unit_test(usual),
	    cmocka_unit_test(grids),
	    cmocka_unit_test(mapped),
	    cmocka_unit_test(blank_faults),
	    cmocka_unit_test(number_faults),
	    cmocka_unit_test(period_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
