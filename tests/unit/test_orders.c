/* The customers' purchase orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/orders.h"
#include "tests/unit/book.h"
#include "value/currency.h"

/* Reads the orders, up to the first batch with a fault, which is left in s. */
static struct orders *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct orders *o = orders_new(&map->of[MAP_ORDERS]);

	for (sheet_open(s, span_of(csv)); s->any;
	     s->any = csvin_batch(s->in, &s->b)) {
		for (uint32_t i = 0; i < s->b.nrow; i++)
			orders_row(o, &s->b, i);
		if (s->b.faults.n > 0)
			break;
	}
	return o;
}

/* "PRICE for REMAINING", or why there is no such line. */
static void
order_is(struct orders *o, const char *po, const char *item,
    const char *customer, const char *currency, const char *want)
{
	static const char *const why[] = {NULL, "no po", "no item"};
	char text[2 * MONEY_CHARS + 8] = "any";
	struct order *line = NULL;
	enum orders_found found = orders_find(o, span_of(po), span_of(item),
	    span_of(customer), currency_find(span_of(currency)), &line);

	if (found != ORDERS_FOUND) {
		assert_string_equal(why[found], want);
		return;
	}
	if (line->priced)
		decimal_format(text, line->price);
	strcat(text, " for ");
	money_format(text + strlen(text), line->remaining, DECIMAL_PLACES);
	assert_string_equal(text, want);
	assert_true(line->used == 0);
}

static void
found(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct orders *o = read_all(&s, map,
	    "po,item,qty,price,remaining\n"
	    "P1,nut,10,2.50,\nP1,bolt,10,,4.5\nP1,,1,7,0\n"
	    "P2,nut,0.000000001,3,-2\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	order_is(o, "P1", "nut", "A", "USD", "2.5 for 10.000000000");
	order_is(o, "P1", "bolt", "B", "EUR", "any for 4.500000000");
	order_is(o, "P1", "", "B", "EUR", "7 for 0.000000000");
	order_is(o, "P2", "nut", "A", "USD", "3 for -2.000000000");
	order_is(o, "P2", "bolt", "A", "USD", "no item");
	order_is(o, "P", "nut", "A", "USD", "no po");
	order_is(o, "", "nut", "A", "USD", "no po");
	orders_free(o);
	orders_free(NULL);
	sheet_close(&s);
	map_free(map);
}

/* Two customers may both have an order of that number. */
static void
whose(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct orders *o = read_all(&s, map,
	    "po,item,qty,price,customer,currency\n"
	    "7,nut,1,1,A,\n7,nut,2,2,B,\n7,nut,3,3,,USD\n7,bolt,4,4,,USD\n"
	    "8,nut,5,5,A,EUR\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	order_is(o, "7", "nut", "A", "USD", "1 for 1.000000000");
	order_is(o, "7", "nut", "B", "USD", "2 for 2.000000000");
	order_is(o, "7", "nut", "C", "USD", "3 for 3.000000000");
	order_is(o, "7", "nut", "C", "EUR", "no po");
	order_is(o, "7", "bolt", "A", "USD", "4 for 4.000000000");
	order_is(o, "7", "bolt", "A", "EUR", "no item");
	order_is(o, "8", "nut", "A", "EUR", "5 for 5.000000000");
	order_is(o, "8", "nut", "A", "USD", "no po");
	order_is(o, "8", "nut", "B", "EUR", "no po");
	orders_free(o);
	sheet_close(&s);
	map_free(map);
}

/* Sums of quantities are exact, far beyond what a decimal holds. */
static void
units(void **state)
{
	int128 sum = 0;
	char text[MONEY_CHARS];

	(void)state;
	for (int i = 0; i < 1000; i++)
		sum += orders_units((struct decimal){INT64_MAX, 0});
	sum += orders_units((struct decimal){1, 9});
	sum += orders_units((struct decimal){-25, 1});
	money_format(text, sum, DECIMAL_PLACES);
	assert_string_equal(text, "9223372036854775806997.500000001");
}

static void
fault_is(
    const char *rows, enum fault_code code, uint64_t line, const char *column)
{
	struct map *map = map_new();
	struct buf csv = {0};
	struct sheet s;
	struct orders *o;

	buf_text(&csv, "po,item,qty,price,remaining,customer,currency\n");
	buf_text(&csv, rows);
	o = read_all(&s, map, buf_string(&csv));
	sheet_faults(&s, code, line, column);
	orders_free(o);
	buf_free(&csv);
	fault_free(&s.b.faults);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	fault_is(",nut,1,1,,,\n", FAULT_BLANK, 2, "po");
	fault_is("P,nut,,1,,,\n", FAULT_AMOUNT, 2, "qty");
	fault_is("P,nut,-1,1,,,\n", FAULT_SIGN, 2, "qty");
	fault_is("P,nut,1,x,,,\n", FAULT_AMOUNT, 2, "price");
	fault_is("P,nut,1,1,1.0000000001,,\n", FAULT_DECIMALS, 2, "remaining");
	fault_is("P,nut,1,1,,,XXX\n", FAULT_CURRENCY, 2, "currency");
	fault_is("P,nut,1,1,,A,\nP,nut,1,1,,,USD\nP,nut,1,2,,A,\n",
	    FAULT_DUPLICATE_KEY, 4, "item");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(found),
	    cmocka_unit_test(whose),
	    cmocka_unit_test(units),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
