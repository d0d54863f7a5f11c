/*
 * A book for cash application: open invoices of three months, about 20 a
 * customer, then a month of receipts, 7 for 10 invoices.  Each receipt was
 * sent for an invoice of its own: by the last digit of its number, 0 to 7
 * say which in so many words, 8 say so in somebody else's, and 9 say nothing,
 * every other of which is of any amount.
 */
#include "tests/bench/gen.h"

#include <stdlib.h>

#define INVOICES_EACH 20
#define DAYS          92  /* of invoices, to the end of September */
#define OCTOBER       336 /* its first day */

struct invoice {
	int64_t cents;
	uint32_t customer;
};

/* 1.00 to 99,999.99, all as often: few customers owe one amount twice. */
static int64_t
any_amount(void)
{
	return (int64_t)(100 + rnd(9999900));
}

static void
put_doc(const char *prefix, uint64_t number)
{
	puts_(prefix);
	put_number(number, 7);
}

static void
put_row(uint64_t day, const char *type, const char *prefix, uint64_t number,
    const struct invoice *of, int64_t cents)
{
	row_begin();
	put(days[day], 10);
	comma();
	puts_(type);
	comma();
	put_doc(prefix, number);
	comma();
	put_customer(of->customer);
	comma();
	put_money(cents);
	comma();
	puts_(currencies[of->customer % 3]);
	comma();
}

/* As people write it who have the invoice before them, or had. */
static void
put_messy(uint64_t doc)
{
	static const struct {
		const char *before, *after;
		unsigned width;
	} ways[] = {{"pymt of inv ", " thx", 7}, {"INV", "/ACME", 7},
	    {"inv-", "", 7}, {"", "", 7}, {"INV-", "", 1},
	    {"payment for invoice ", " of last month", 1},
	    {"INV ", " SETTLED IN FULL", 7}, {"Inv. No. ", " / thank you", 7}};
	uint64_t way = rnd(sizeof ways / sizeof *ways);

	puts_(ways[way].before);
	put_number(doc, ways[way].width);
	puts_(ways[way].after);
}

static void
put_receipt(uint64_t number, uint64_t doc, const struct invoice *of)
{
	int64_t cents = of->cents;

	if (number % 20 == 9)
		cents = any_amount();
	put_row(OCTOBER + rnd(31), "receipt", "RC-", number, of, -cents);
	comma();
	if (number % 10 < 8)
		put_doc("INV-", doc);
	else if (number % 10 == 8)
		put_messy(doc);
	row_end();
}

static void
put_invoice(uint64_t number, const struct invoice *of, uint64_t day)
{
	put_row(day, "invoice", "INV-", number, of, of->cents);
	put(days[day + 30 + 15 * rnd(3)], 10);
	comma();
	row_end();
}

void
receipts(uint64_t n)
{
	struct invoice *all = calloc(n + 1, sizeof *all);
	uint32_t *order = calloc(n + 1, sizeof *order);

	if (all == NULL || order == NULL)
		exit(2);
	puts_("date,type,doc,customer,amount,currency,due,memo\n");
	for (uint32_t i = 0; i < n; i++) {
		all[i].cents = any_amount();
		all[i].customer = (uint32_t)rnd(n / INVOICES_EACH + 1);
		put_invoice(i + 1, &all[i], OCTOBER - DAYS + i * DAYS / n);
		order[i] = i;
	}
	for (uint64_t i = 0; i < n * 7 / 10; i++) {
		uint64_t other = i + rnd(n - i);
		uint32_t paid = order[other];

		order[other] = order[i];
		put_receipt(i + 1, paid + 1, &all[paid]);
	}
	free(all);
	free(order);
}
