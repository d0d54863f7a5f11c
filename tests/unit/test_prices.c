/* The price list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/prices.h"
#include "tests/unit/book.h"
#include "value/currency.h"

/* Reads the list, up to the first batch with a fault, which is left in s. */
static struct prices *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct prices *p = prices_new(&map->of[MAP_PRICES]);

	for (sheet_open(s, span_of(csv)); s->any;
	     s->any = csvin_batch(s->in, &s->b)) {
		for (uint32_t i = 0; i < s->b.nrow; i++)
			prices_row(p, &s->b, i);
		if (s->b.faults.n > 0)
			break;
	}
	return p;
}

/* What the item costs, "none" where there is no price. */
static void
price_is(struct prices *p, const char *item, const char *customer,
    const char *currency, const char *date, const char *want)
{
	char text[MONEY_CHARS] = "none";
	struct decimal price;

	if (prices_find(p, span_of(item), span_of(customer),
		currency_find(span_of(currency)), day(date), &price))
		decimal_format(text, price);
	assert_string_equal(text, want);
}

static void
who_and_when(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct prices *p = read_all(&s, map,
	    "price,item,customer,valid_from,valid_to\n"
	    "2.50,nut,,2026-01-01,2026-01-31\n"
	    "2.75,nut,,2026-02-01,\n"
	    "2.125,nut,A,2026-01-10,2026-01-20\n"
	    "9,nutA,,,\n"
	    "-1,rebate,,,2026-01-31\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	price_is(p, "nut", "B", "USD", "2025-12-31", "none");
	price_is(p, "nut", "B", "USD", "2026-01-01", "2.5");
	price_is(p, "nut", "B", "JPY", "2026-01-31", "2.5");
	price_is(p, "nut", "B", "USD", "2026-02-01", "2.75");
	price_is(p, "nut", "B", "USD", "9999-12-31", "2.75");
	price_is(p, "nut", "A", "USD", "2026-01-09", "2.5");
	price_is(p, "nut", "A", "USD", "2026-01-10", "2.125");
	price_is(p, "nut", "A", "USD", "2026-01-20", "2.125");
	price_is(p, "nut", "A", "USD", "2026-01-21", "2.5");
	price_is(p, "nutA", "", "USD", "2026-01-10", "9");
	price_is(p, "rebate", "A", "USD", "0001-01-01", "-1");
	price_is(p, "Nut", "A", "USD", "2026-01-10", "none");
	price_is(p, "", "A", "USD", "2026-01-10", "none");
	prices_free(p);
	prices_free(NULL);
	sheet_close(&s);
	map_free(map);
}

/* The customer first, then the currency. */
static void
which_goes_first(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct prices *p = read_all(&s, map,
	    "item,price,customer,currency\n"
	    "nut,1,,\nnut,2,,USD\nnut,3,A,\nnut,4,A,EUR\nbolt,5,,EUR\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	price_is(p, "nut", "A", "EUR", "2026-01-01", "4");
	price_is(p, "nut", "A", "USD", "2026-01-01", "3");
	price_is(p, "nut", "B", "USD", "2026-01-01", "2");
	price_is(p, "nut", "B", "EUR", "2026-01-01", "1");
	price_is(p, "bolt", "B", "EUR", "2026-01-01", "5");
	price_is(p, "bolt", "B", "USD", "2026-01-01", "none");
	assert_false(prices_find(p, span_of("bolt"), span_of("B"),
	    CURRENCY_UNNAMED, day("2026-01-01"), &(struct decimal){0, 0}));
	prices_free(p);
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
	struct prices *p;

	buf_text(&csv, "item,price,customer,currency,valid_from,valid_to\n");
	buf_text(&csv, rows);
	p = read_all(&s, map, buf_string(&csv));
	sheet_faults(&s, code, line, column);
	prices_free(p);
	buf_free(&csv);
	fault_free(&s.b.faults);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	fault_is(",1,,,,\n", FAULT_BLANK, 2, "item");
	fault_is("nut,x,,,,\n", FAULT_AMOUNT, 2, "price");
	fault_is("nut,,,,,\n", FAULT_AMOUNT, 2, "price");
	fault_is("nut,1.0000000001,,,,\n", FAULT_DECIMALS, 2, "price");
	fault_is("nut,1,,usd,,\n", FAULT_CURRENCY, 2, "currency");
	fault_is("nut,1,,,2026-02-30,\n", FAULT_DATE, 2, "valid_from");
	fault_is("nut,1,,,2026-02-02,2026-02-01\n", FAULT_SIGN, 2, "valid_to");
	fault_is("nut,1,,,,2026-01-31\nnut,2,A,,,\nnut,2,,USD,,\n"
		 "nut,1,,,2026-01-31,\n",
	    FAULT_DUPLICATE_KEY, 5, "item");
	fault_is(
	    "nut,1,A,USD,,\nnut,1,A,USD,,\n", FAULT_DUPLICATE_KEY, 3, "item");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_and_when),
	    cmocka_unit_test(which_goes_first),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
