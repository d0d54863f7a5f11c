/*
 * Data to measure with, the same bytes on every machine:
 *
 *	gen snapshot ROWS [quoted] [crlf]	open items, as an ERP lists them
 *	gen book ROWS				a year of invoices, receipts
 *						and applies, in date order
 *	gen lines ROWS				a year of billing lines, order
 *						by order
 *	gen tax					the rates of their tax codes
 *	gen receipts INVOICES			open invoices, and 7 receipts
 *						for 10 of them
 *	gen openings ROWS			a book of nothing else, and
 *	gen ledger ROWS				the ledger posted from it, with
 *						one fault in a thousand rows
 *	gen bai2 ROWS				a bank's file, a row a detail
 *	gen camt ROWS				another, a row an entry
 *
 * 50,000 customers, three currencies, about 100 bytes a row of a snapshot
 * and 70 of a book.  6 % of a snapshot's memos need quotes, a tenth of those
 * hold one.
 */
#include "tests/bench/gen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUSTOMERS 50000
#define LAST_DAY  380 /* a book runs on for two weeks */
#define POOL      (1 << 20)

struct invoice {
	uint64_t doc;
	int64_t open; /* cents */
	uint32_t customer;
};

/* Amounts from 1.00 up to 99,999.99, small ones more often. */
static int64_t
amount(void)
{
	static const uint64_t most[] = {9900, 99900, 999900, 9999900};

	return (int64_t)(100 + rnd(most[rnd(4)]));
}

/* A customer buys in one currency, but for one invoice in fifty. */
static unsigned
currency_of(uint32_t customer)
{
	return rnd(50) == 0 ? (unsigned)rnd(3) : customer % 3;
}

static void
put_memo(void)
{
	static const char *const plain[] = {"", "October order", "spare parts",
	    "call before visit", "as agreed", "monthly service"};
	uint64_t kind = rnd(1000);

	if (kind >= 60)
		puts_(plain[rnd(6)]);
	else if (quoted)
		puts_(
		    kind < 6 ? "2\"\" pipe, galvanized" : "freight, as agreed");
	else
		puts_(kind < 6 ? "\"2\"\" pipe, galvanized\""
			       : "\"freight, as agreed\"");
}

static void
snapshot_row(uint64_t n)
{
	uint32_t customer = (uint32_t)rnd(CUSTOMERS);
	uint64_t day = FIRST_DAY + rnd(AS_OF - FIRST_DAY + 1);
	uint64_t term = 30 + 15 * rnd(3);
	int64_t cents = amount();

	row_begin();
	put(days[day], 10);
	comma();
	puts_("INV-");
	put_number(n, 8);
	comma();
	put_customer(customer);
	comma();
	put_money(rnd(25) == 0 ? -cents : cents);
	comma();
	puts_(currencies[currency_of(customer)]);
	comma();
	put(days[day + term], 10);
	comma();
	put(days[day - rnd(3)], 10);
	comma();
	puts_("net ");
	put_number(term, 2);
	comma();
	puts_("PO-");
	put_number(rnd(10000000), 7);
	comma();
	put_memo();
	row_end();
}

static void
snapshot(uint64_t rows)
{
	static const char *const names[] = {"date", "doc", "customer", "amount",
	    "currency", "due", "doc_date", "terms", "po", "memo"};
	uint64_t i;

	row_begin();
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		if (i > 0)
			comma();
		puts_(names[i]);
	}
	row_end();
	for (i = 0; i < rows; i++)
		snapshot_row(i + 1);
}

/* One row of a book; ref is the number of an invoice, or 0. */
static void
book_row(uint64_t day, const char *type, const char *prefix, uint64_t doc,
    const struct invoice *inv, int64_t cents, uint64_t ref, uint64_t due)
{
	row_begin();
	put(days[day], 10);
	comma();
	puts_(type);
	comma();
	puts_(prefix);
	put_number(doc, 8);
	comma();
	put_customer(inv->customer);
	comma();
	put_money(cents);
	comma();
	puts_(currencies[inv->customer % 3]);
	comma();
	if (ref > 0) {
		puts_("INV-");
		put_number(ref, 8);
	}
	comma();
	if (due > 0)
		put(days[due], 10);
	row_end();
}

/*
 * Money comes in for one invoice of the pool: mostly all of it, sometimes a
 * part or too much; one receipt in eight is left unapplied.  Says how many
 * rows that was.
 */
static uint64_t
pay(struct invoice *pool, size_t *n, uint64_t day, uint64_t receipt)
{
	struct invoice *inv = &pool[rnd(*n)];
	uint64_t how = rnd(20);
	int64_t paid = inv->open, used_up = inv->open;

	if (how < 3)
		paid = used_up = inv->open / 2 + 1;
	else if (how == 3)
		paid = inv->open + 500;
	book_row(day, "receipt", "RC-", receipt, inv, -paid, 0, 0);
	if (rnd(8) == 0)
		return 1;
	book_row(day, "apply", "RC-", receipt, inv, used_up, inv->doc, 0);
	inv->open -= used_up;
	if (inv->open <= 0)
		*inv = pool[--*n];
	return 2;
}

/* Invoices beyond the pool are never paid. */
static void
book(uint64_t rows)
{
	struct invoice *pool = calloc(POOL, sizeof *pool);
	struct invoice inv;
	uint64_t i = 0, day, doc = 0, receipt = 0;
	size_t n = 0;

	if (pool == NULL)
		exit(2);
	puts_("date,type,doc,customer,amount,currency,ref,due\n");
	while (i < rows) {
		day = FIRST_DAY + i * (LAST_DAY - FIRST_DAY) / rows;
		if (n > 0 && rnd(100) < 45) {
			i += pay(pool, &n, day, ++receipt);
			continue;
		}
		inv.doc = ++doc;
		inv.customer = (uint32_t)rnd(CUSTOMERS);
		inv.open = amount();
		book_row(day, "invoice", "INV-", doc, &inv, inv.open, 0,
		    day + 30 + 15 * rnd(3));
		if (n < POOL)
			pool[n++] = inv;
		i++;
	}
	free(pool);
}

int
main(int argc, char **argv)
{
	uint64_t rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	int i;

	for (i = 3; i < argc; i++) {
		quoted |= strcmp(argv[i], "quoted") == 0;
		crlf |= strcmp(argv[i], "crlf") == 0;
	}
	days_fill();
	if (argc > 2 && strcmp(argv[1], "snapshot") == 0)
		snapshot(rows);
	else if (argc > 2 && strcmp(argv[1], "book") == 0)
		book(rows);
	else if (argc > 2 && strcmp(argv[1], "lines") == 0)
		lines(rows);
	else if (argc > 2 && strcmp(argv[1], "receipts") == 0)
		receipts(rows);
	else if (argc > 2 && strcmp(argv[1], "openings") == 0)
		openings(rows);
	else if (argc > 2 && strcmp(argv[1], "ledger") == 0)
		ledger(rows);
	else if (argc > 2 && strcmp(argv[1], "bai2") == 0)
		bai2(rows);
	else if (argc > 2 && strcmp(argv[1], "camt") == 0)
		camt(rows);
	else if (argc > 1 && strcmp(argv[1], "tax") == 0)
		taxes();
	else
		return 2;
	flush();
	return fflush(stdout) == 0 ? 0 : 2;
}
