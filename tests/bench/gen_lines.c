/*
 * Billing lines as a shop exports them, order by order: 1 to 9 lines each,
 * 5 on average, about 100 bytes a line.  20,000 customers, each of whom buys
 * in one of three currencies.  One line in fifty is a return; one price in
 * twenty has four decimals, all others two; 6 % of the descriptions need
 * quotes.
 */
#include "tests/bench/gen.h"

#define CUSTOMERS 20000
#define ITEMS     5000

struct order {
	uint64_t number;
	uint64_t left; /* lines still to come */
	uint64_t day;
	uint32_t customer;
};

static void
put_description(uint64_t item)
{
	static const char *const things[] = {"Hex bolt M8 x 40 zinc plated",
	    "Cable gland with lock nut", "Hydraulic hose assembly",
	    "Contactor 24 V 9 A 3-pole", "Proximity switch M12 shielded",
	    "Timing belt 15 mm toothed"};
	bool comma_in = rnd(100) < 6;

	if (comma_in)
		puts_("\"");
	puts_(things[item % 6]);
	puts_(comma_in ? ", no. " : " no. ");
	put_number(item, 4);
	if (comma_in)
		puts_("\"");
}

/* 1.00 to 999.99, small prices more often; or 1.0001 to 99.9999. */
static void
put_price(void)
{
	static const uint64_t most[] = {900, 4900, 19900, 99900};
	uint64_t n;

	if (rnd(20) > 0) {
		put_money((int64_t)(100 + rnd(most[rnd(4)])));
		return;
	}
	n = 10001 + rnd(989999);
	put_number(n / 10000, 1);
	puts_(".");
	put_number(n % 10000, 4);
}

static void
put_line(const struct order *o)
{
	static const char *const codes[] = {"STD", "STD", "STD", "STD", "STD",
	    "STD", "STD", "RED", "RED", "ZERO"};
	uint64_t item = rnd(ITEMS);

	row_begin();
	put(days[o->day], 10);
	comma();
	puts_("SO-");
	put_number(o->number, 8);
	comma();
	put_customer(o->customer);
	comma();
	puts_(currencies[o->customer % 3]);
	comma();
	puts_("ART-");
	put_number(item, 5);
	comma();
	put_description(item);
	comma();
	if (rnd(50) == 0)
		puts_("-");
	put_number(1 + rnd(50), 1);
	comma();
	put_price();
	comma();
	puts_(codes[rnd(10)]);
	row_end();
}

void
lines(uint64_t rows)
{
	struct order o = {0, 0, 0, 0};
	uint64_t i;

	puts_("date,order,customer,currency,item,description,qty,price,"
	      "tax_code\n");
	for (i = 0; i < rows; i++) {
		if (o.left == 0) {
			o.number++;
			o.left = 1 + rnd(9);
			o.day = FIRST_DAY + i * (AS_OF - FIRST_DAY) / rows;
			o.customer = (uint32_t)rnd(CUSTOMERS);
		}
		put_line(&o);
		o.left--;
	}
}

void
taxes(void)
{
	puts_("code,rate\nSTD,20\nRED,5.5\nZERO,0\n");
}
