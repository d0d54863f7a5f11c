/*
 * A year of opening rows (invoices, credits, receipts), and the lines of a
 * general ledger that were posted from them: the same, but for one row in a
 * thousand, which was not posted, or with another amount, or twice, or beside
 * a line that is no row's.
 */
#include "tests/bench/gen.h"

#define CUSTOMERS 50000

struct opening {
	uint64_t number;
	uint64_t day;
	int64_t cents;
	uint32_t customer;
	unsigned kind;
};

enum fault { SAME, MISSING, OTHER_AMOUNT, TWICE, NO_ROWS, NFAULT };

static const struct {
	const char *type, *prefix;
} kinds[] = {{"invoice", "INV-"}, {"credit", "CN-"}, {"receipt", "RC-"}};

/* Of ten rows seven are invoices, one is a credit, two are receipts. */
static struct opening
opening(uint64_t i, uint64_t rows)
{
	uint64_t kind = rnd(10);
	struct opening o = {.number = i + 1,
	    .day = FIRST_DAY + i * (AS_OF - FIRST_DAY) / rows,
	    .customer = (uint32_t)rnd(CUSTOMERS),
	    .kind = kind < 7    ? 0
		    : kind == 7 ? 1
				: 2};

	o.cents = (int64_t)(100 + rnd(9999900));
	if (o.kind != 0)
		o.cents = -o.cents;
	return o;
}

/* By the number alone: book and ledger throw the same dice for all else. */
static enum fault
fault_of(uint64_t number)
{
	uint64_t x = number * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 32) * UINT64_C(0xd6e8feb86659fd93) >> 33;
	x %= (NFAULT - 1) * 1000;
	return x < NFAULT - 1 ? (enum fault)(MISSING + x) : SAME;
}

static void
put_doc(const char *prefix, uint64_t number)
{
	puts_(prefix);
	put_number(number, 8);
	comma();
}

static void
put_line(const struct opening *o, const char *prefix, int64_t cents)
{
	row_begin();
	put(days[o->day], 10);
	comma();
	puts_("1200");
	comma();
	put_money(cents);
	comma();
	puts_(currencies[o->customer % 3]);
	comma();
	put_doc(prefix, o->number);
	put_customer(o->customer);
	comma();
	puts_("AR");
	row_end();
}

void
openings(uint64_t rows)
{
	puts_("date,type,doc,customer,amount,currency\n");
	for (uint64_t i = 0; i < rows; i++) {
		struct opening o = opening(i, rows);

		row_begin();
		put(days[o.day], 10);
		comma();
		puts_(kinds[o.kind].type);
		comma();
		put_doc(kinds[o.kind].prefix, o.number);
		put_customer(o.customer);
		comma();
		put_money(o.cents);
		comma();
		puts_(currencies[o.customer % 3]);
		row_end();
	}
}

void
ledger(uint64_t rows)
{
	puts_("date,account,amount,currency,ref,customer,source\n");
	for (uint64_t i = 0; i < rows; i++) {
		struct opening o = opening(i, rows);
		const char *prefix = kinds[o.kind].prefix;
		enum fault fault = fault_of(o.number);

		if (fault != MISSING)
			put_line(&o, prefix,
			    o.cents + (fault == OTHER_AMOUNT ? 1234 : 0));
		if (fault == TWICE)
			put_line(&o, prefix, o.cents);
		if (fault == NO_ROWS)
			put_line(&o, "JE-", o.cents);
	}
}
