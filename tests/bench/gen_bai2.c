/*
 * A month of a bank's details, as BAI2 with all totals right: ACH credits with
 * one line of continuation, wires with four, checks and other debits with
 * none.
 */
#include "tests/bench/gen.h"

#define EACH    20000 /* details of an account */
#define OCTOBER 336   /* its first day */

struct totals {
	int64_t cents;
	uint64_t records;
};

static void
line(struct totals *t)
{
	puts_("\n");
	t->records++;
}

/* A day as YYMMDD. */
static void
put_day(uint64_t day)
{
	put(days[day] + 2, 2);
	put(days[day] + 5, 2);
	put(days[day] + 8, 2);
}

static void
put_company(void)
{
	static const char *const names[] = {"NORTHWIND TRADERS", "ACME TOOLS",
	    "BOLT NUT AND SONS", "CITY OF SPRINGFIELD", "GLOBEX", "INITECH"};

	puts_(names[rnd(6)]);
	puts_(" ");
	put_number(rnd(50000), 5);
}

static void
put_detail(const char *type, int64_t cents, uint64_t number)
{
	puts_("16,");
	puts_(type);
	puts_(",");
	put_number((uint64_t)cents, 1);
	puts_(",Z,");
	put_number(number + 2610000000, 10);
	puts_(",");
	put_number(rnd(1000000), 6);
	puts_(",");
}

static void
wire(struct totals *t, uint64_t day)
{
	puts_("FED NO: ");
	put_day(day);
	put_number(rnd(100000000), 8);
	line(t);
	puts_("88,SENDER BNK:=FIRST NATIONAL BANK");
	line(t);
	puts_("88,ORG:=");
	put_company();
	line(t);
	puts_("88,BNF NAME:=OUR COMPANY INC");
	line(t);
	puts_("88,OBI:=INVOICE INV-");
	put_number(rnd(10000000), 7);
	line(t);
}

static void
detail(struct totals *t, uint64_t day, uint64_t number)
{
	int64_t cents = (int64_t)(100 + rnd(9999900));
	uint64_t kind = rnd(10);

	row_begin();
	t->cents += cents;
	put_detail(kind < 6 ? "142" : kind < 9 ? "195" : "475", cents, number);
	if (kind < 6) {
		put_company();
		puts_("  CCD");
		line(t);
		puts_("88,PAYMENT INV-");
		put_number(rnd(10000000), 7);
		puts_(" INV-");
		put_number(rnd(10000000), 7);
		line(t);
	} else if (kind < 9) {
		wire(t, day);
	} else {
		puts_("/");
		line(t);
	}
}

static void
put_end(const char *code, const struct totals *t, uint64_t children)
{
	puts_(code);
	put_number((uint64_t)t->cents, 1);
	if (children > 0) {
		puts_(",");
		put_number(children, 1);
	}
	puts_(",");
	put_number(t->records, 1);
	puts_("/\n");
}

/* An account's details, numbered from `first`. */
static void
account(struct totals *group, uint64_t day, uint64_t first, uint64_t n)
{
	struct totals t = {0, 2}; /* 03 and 49 */

	row_begin();
	puts_("03,");
	put_number(first / EACH + 1000, 10);
	puts_(",USD,,,,/\n");
	for (uint64_t i = 0; i < n; i++)
		detail(&t, day, first + i);
	put_end("49,", &t, 0);
	group->cents += t.cents;
	group->records += t.records;
}

void
bai2(uint64_t rows)
{
	struct totals all = {0, 4}; /* 01, 02, 98, 99 */
	struct totals group = {0, 2};
	uint64_t n = 0, day = OCTOBER + 29;

	puts_("01,BANK,COMPANY,261031,0600,1,,,2/\n");
	puts_("02,COMPANY,BANK,1,");
	put_day(day);
	puts_(",,USD,2/\n");
	for (uint64_t at = 0; at < rows; at += EACH, n++)
		account(&group, day, at, rows - at < EACH ? rows - at : EACH);
	put_end("98,", &group, n);
	all.cents = group.cents;
	all.records = group.records + 2;
	put_end("99,", &all, 1);
}
