/* Cash in the book against lines of the bank: a case for each rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/bankmatch.h"

#define BOOK RECON_BOOK
#define BANK RECON_OTHER

static void
references(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 1, 500, "R1", "", ""); /* far apart in days */
	add(&w, BANK, 90, 500, "R1", "", "");
	add(&w, BOOK, 2, 700, "R2", "", ""); /* twice the same: in order */
	add(&w, BOOK, 9, 700, "R2", "", "");
	add(&w, BANK, 3, 700, "R2", "", "");
	add(&w, BANK, 4, 700, "R2", "", "");
	add(&w, BOOK, 5, 100, "R3", "", ""); /* one line for two rows */
	add(&w, BOOK, 5, 200, "R3", "", "");
	add(&w, BANK, 50, 300, "R3", "", "");
	add(&w, BOOK, 5, 400, "R4", "", ""); /* two rows, two lines */
	add(&w, BOOK, 5, 600, "R4", "", "");
	add(&w, BANK, 50, 900, "R4", "", "");
	add(&w, BANK, 50, 100, "R4", "", "");
	tells(&w, "matched ref b1 k1\n"
		  "matched ref b2 k2\n"
		  "matched ref b3 k3\n"
		  "matched refs b4 b5 k4\n"
		  "matched refs b6 b7 k5 k6\n");
	assert_true(w.difference == 0);
	world_close(&w);
}

/* By any of three references; a row that is in two sums is in none. */
static void
other_references(void **state)
{
	struct world w;
	struct bank_entry *e;

	(void)state;
	world_open(&w);
	e = add(&w, BOOK, 1, 500, "DOC", "", "");
	e->refs[2] = intern_add(w.names, span_of("ID"));
	e = add(&w, BANK, 90, 500, "ID", "", "");
	e = add(&w, BOOK, 1, 30, "A", "", "");
	e->refs[1] = intern_add(w.names, span_of("B"));
	add(&w, BANK, 60, 10, "A", "", "");
	add(&w, BANK, 60, 20, "A", "", "");
	add(&w, BANK, 60, 15, "B", "", "");
	add(&w, BANK, 60, 15, "B", "", "");
	w.in.fee_limit = NULL;
	run(&w);
	assert_string_equal(w.told[w.ntold - 1], "matched refs b2 k2 k3");
	world_close(&w);
}

/* A reference beats an equal amount of another day or reference, if amounts
   differ as they do by mistake. */
static void
odd_references(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 1, 10000, "R1", "", "");
	add(&w, BOOK, 1, 9800, "R2", "", "");
	add(&w, BANK, 1, 9800, "R1", "", "");
	add(&w, BOOK, 1, 5400, "R3", "", "");
	add(&w, BANK, 1, 4500, "R3", "", "");
	add(&w, BOOK, 1, 5500, "R4", "", ""); /* nothing explains these */
	add(&w, BANK, 2, 800, "R4", "", "");
	add(&w, BOOK, 1, 600, "R5", "", ""); /* nor these: by the day */
	add(&w, BOOK, 1, 77, "R6", "", "");
	add(&w, BANK, 1, 77, "R5", "", "");
	tells(&w, "amount refs b4 k3\n"
		  "amount-transposition ref b3 k2\n"
		  "matched day b6 k4\n"
		  "netted-fee fee b1 k1\n"
		  "outstanding - b2\n"
		  "outstanding - b5\n");
	world_close(&w);
}

static void
equal_amounts(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100, "", "", ""); /* the day */
	add(&w, BOOK, 12, 100, "", "", "");
	add(&w, BANK, 10, 100, "", "", "");
	add(&w, BANK, 14, 100, "", "", "");         /* which leaves one */
	add(&w, BOOK, 20, 200, "", "Acme Inc", ""); /* who paid */
	add(&w, BOOK, 20, 200, "", "Bolt Ltd", "");
	add(&w, BANK, 22, 200, "", "", "ACH CREDIT BOLT LTD 0042");
	add(&w, BANK, 22, 200, "", "ACME", "");
	add(&w, BOOK, 30, 300, "", "", ""); /* the window */
	add(&w, BANK, 35, 300, "", "", "");
	add(&w, BOOK, 40, 400, "", "", ""); /* a day too far */
	add(&w, BANK, 46, 400, "", "", "");
	tells(&w, "bank-only-receipt - k6\n"
		  "matched day b1 k1\n"
		  "matched payer b3 k4\n"
		  "matched payer b4 k3\n"
		  "matched window b2 k2\n"
		  "matched window b5 k5\n"
		  "outstanding - b6\n");
	world_close(&w);
}

static void
alike(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100, "R1", "Acme", ""); /* as many on both sides */
	add(&w, BOOK, 10, 100, "R2", "Acme", "");
	add(&w, BANK, 12, 100, "", "", "one");
	add(&w, BANK, 12, 100, "", "", "two");
	add(&w, BOOK, 30, 200, "R3", "Acme", ""); /* more: which are left? */
	add(&w, BOOK, 30, 200, "R4", "Acme", "");
	add(&w, BANK, 31, 200, "", "", "");
	add(&w, BOOK, 50, 300, "", "", "same"); /* no matter which */
	add(&w, BOOK, 50, 300, "", "", "same");
	add(&w, BANK, 51, 300, "", "", "");
	tells(&w, "ambiguous - b3 of 1\n"
		  "ambiguous - b4 of 1\n"
		  "ambiguous - k3 of 2\n"
		  "duplicate-book - b6\n"
		  "matched twins b1 k1\n"
		  "matched twins b2 k2\n"
		  "matched twins b5 k4\n");
	world_close(&w);
}

/* As many, each within reach of several: all of one payer, or not. */
static void
chains(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	w.in.asof = 21;
	add(&w, BOOK, 10, 100, "R1", "", "paid by card 17");
	add(&w, BOOK, 13, 100, "R2", "", "paid by card 18");
	add(&w, BOOK, 20, 100, "R3", "", "paid by card 19");
	add(&w, BANK, 15, 100, "", "", "ACH 0042 cards");
	add(&w, BANK, 11, 100, "", "", "ACH 0041 cards");
	add(&w, BANK, 22, 100, "", "", "ACH 0043 cards");
	add(&w, BANK, 18, 100, "", "", "ACH 0044 cards");
	add(&w, BOOK, 21, 100, "R4", "", "paid by card 20");
	add(&w, BOOK, 11, 300, "R5", "Acme", "");
	add(&w, BOOK, 12, 300, "R6", "Bolt", "");
	add(&w, BANK, 13, 300, "", "", "");
	add(&w, BANK, 14, 300, "", "", "");
	tells(&w, "ambiguous - b5 of 2\n"
		  "ambiguous - b6 of 2\n"
		  "ambiguous - k5 of 2\n"
		  "ambiguous - k6 of 2\n"
		  "matched twins b1 k2\n"
		  "matched twins b2 k1\n"
		  "matched twins b3 k4\n"
		  "timing twins b4 k3\n");
	world_close(&w);
}

/* Alike but for a text that the bank has as well. */
static void
texts(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100, "", "Acme", "inv 2");
	add(&w, BOOK, 10, 100, "", "Acme", "inv 1");
	add(&w, BOOK, 10, 100, "", "Acme", "inv 4");
	add(&w, BANK, 10, 100, "", "Acme", "inv 1");
	add(&w, BANK, 10, 100, "", "Acme", "inv 2");
	add(&w, BANK, 10, 100, "", "Acme", "inv 3");
	tells(&w, "matched twins b1 k2\n"
		  "matched twins b2 k1\n"
		  "matched twins b3 k3\n");
	world_close(&w);
}

static void
deposits(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 101, "", "", ""); /* all of a day */
	add(&w, BOOK, 10, 203, "", "", "");
	add(&w, BOOK, 10, -50, "", "", "");
	add(&w, BANK, 12, 304, "", "", "");
	add(&w, BANK, 30, 417, "", "", ""); /* the other way round */
	add(&w, BANK, 30, 611, "", "", "");
	add(&w, BOOK, 28, 1028, "", "", "");
	add(&w, BOOK, 50, 700, "", "", "")->batch = 1; /* of a batch */
	add(&w, BOOK, 50, 811, "", "", "")->batch = 2;
	add(&w, BOOK, 50, -30, "", "", "")->batch = 1;
	add(&w, BANK, 52, 670, "", "", "");
	tells(&w, "matched deposit b1 b2 k1\n"
		  "matched deposit b4 k2 k3\n"
		  "matched deposit b5 b7 k4\n"
		  "outstanding - b3\n"
		  "outstanding - b6\n");
	world_close(&w);
}

static void
combinations(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100111, "", "", "");
	add(&w, BOOK, 11, 203307, "", "", "");
	add(&w, BOOK, 12, 407719, "", "", "");
	add(&w, BANK, 13, 507830, "", "", ""); /* b1 + b3 */
	add(&w, BOOK, 50, 1001, "", "", "");   /* 1504: two ways */
	add(&w, BOOK, 51, 503, "", "", "");
	add(&w, BOOK, 52, 503, "", "", "");
	add(&w, BOOK, 53, 7, "", "", "");
	add(&w, BANK, 54, 1504, "", "", "");
	add(&w, BOOK, 70, 300000, "", "", ""); /* 1000.00 of 8000.00 */
	add(&w, BOOK, 71, 500000, "", "", "");
	add(&w, BOOK, 72, 900000, "", "", "");
	add(&w, BANK, 73, 800000, "", "", "");
	w.in.subset_chance = (struct decimal){30, 2};
	tells(&w, "ambiguous - b4 of 0\n"
		  "ambiguous - b5 of 0\n"
		  "ambiguous - b6 of 0\n"
		  "ambiguous - k2 of 0\n"
		  "matched sum b1 b3 k1\n"
		  "matched sum b8 b9 k3\n"
		  "outstanding - b10\n"
		  "outstanding - b2\n"
		  "outstanding - b7\n");
	w.in.subset_chance = (struct decimal){12, 2}; /* k3: 12.5 % */
	run(&w);
	assert_string_equal(w.told[0], "bank-only-receipt - k2");
	assert_string_equal(w.told[1], "bank-only-receipt - k3");
	assert_string_equal(w.told[2], "matched sum b1 b3 k1");
	w.in.subset_chance = (struct decimal){0, 0}; /* nothing is proof */
	run(&w);
	assert_int_equal(w.ntold, 13);
	assert_string_equal(w.told[0], "bank-only-receipt - k1");
	world_close(&w);
}

/* Too many rows for sums to be tried, and it is told. */
static void
wide(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	for (int i = 0; i < 21; i++)
		add(&w, BOOK, 10 + i % 3, 100 + i * i, "", "", "");
	add(&w, BANK, 11, 2000, "", "", "");
	add(&w, BANK, 30, 1999, "", "", "");
	run(&w);
	assert_int_equal(w.wide, 1);
	assert_int_equal(w.ntold, 23);
	world_close(&w);
}

static void
fees(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 10000, "", "Acme Inc", "");
	add(&w, BANK, 12, 9750, "", "", "WIRE ACME INC LESS FEE");
	add(&w, BOOK, 30, -10000, "", "Bolt", ""); /* a refund costs more */
	add(&w, BANK, 31, -10015, "", "BOLT", "");
	add(&w, BOOK, 50, 10000, "", "Cord", ""); /* more than 5 % */
	add(&w, BANK, 51, 9499, "", "Cord", "");
	add(&w, BOOK, 70, 900000, "", "Duct", ""); /* more than 50.00 */
	add(&w, BANK, 71, 894999, "", "Duct", "");
	tells(&w, "bank-only-receipt - k3\n"
		  "bank-only-receipt - k4\n"
		  "netted-fee fee b1 k1\n"
		  "netted-fee fee b2 k2\n"
		  "outstanding - b3\n"
		  "outstanding - b4\n");
	world_close(&w);
}

/* On either side of the last day, and of the first. */
static void
days(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	w.in.first = 10;
	w.in.asof = 40;
	add(&w, BOOK, 8, 100, "", "", "");
	add(&w, BANK, 10, 100, "", "", "");
	add(&w, BOOK, 40, 200, "", "", "");
	add(&w, BANK, 41, 200, "", "", "");
	add(&w, BOOK, 43, 300, "", "", ""); /* after it on both */
	add(&w, BANK, 43, 300, "", "", "");
	add(&w, BOOK, 5, 400, "", "", "");
	add(&w, BANK, 43, 500, "", "", "");
	tells(&w, "matched window b1 k1\n"
		  "timing window b2 k2\n");
	assert_true(w.difference == 200);
	world_close(&w);
}

static void
leftovers(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100, "R1", "Acme", "");
	add(&w, BOOK, 10, 100, "R1", "Acme", ""); /* twice in the book */
	add(&w, BANK, 10, 100, "R1", "", "");
	add(&w, BANK, 10, -25, "", "", "Monthly SERVICE charge");
	add(&w, BANK, 10, -26, "", "", "Account fee, NSF");
	add(&w, BANK, 10, 27, "", "", "Habenzinsen 3. Quartal");
	add(&w, BANK, 10, -28, "", "",
	    "R\xc3\xbc"
	    "cklastschrift 77");
	add(&w, BANK, 10, 29, "", "", "coffee");
	add(&w, BANK, 10, -30, "", "", "coffee");
	add(&w, BOOK, 10, 9000, "R2", "Acme", ""); /* undone before it went */
	add(&w, BOOK, 12, -9000, "R2", "Acme", "");
	tells(&w, "bank-only - k7\n"
		  "bank-only-fee - k2\n"
		  "bank-only-fee - k3\n"
		  "bank-only-interest - k4\n"
		  "bank-only-nsf - k5\n"
		  "bank-only-receipt - k6\n"
		  "duplicate-book - b2\n"
		  "matched ref b1 k1\n"
		  "reversal-pair ref b3 b4\n");
	world_close(&w);
}

/* Nothing passes from one unit to another. */
static void
units(void **state)
{
	struct world w;

	(void)state;
	world_open(&w);
	add(&w, BOOK, 10, 100, "R1", "Acme", "x");
	add(&w, BANK, 10, 100, "R1", "Acme", "x")->unit = 1;
	tells(&w, "bank-only-receipt - k1\noutstanding - b1\n");
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(references),
	    cmocka_unit_test(other_references),
	    cmocka_unit_test(odd_references),
	    cmocka_unit_test(equal_amounts),
	    cmocka_unit_test(alike),
	    cmocka_unit_test(chains),
	    cmocka_unit_test(texts),
	    cmocka_unit_test(deposits),
	    cmocka_unit_test(combinations),
	    cmocka_unit_test(wide),
	    cmocka_unit_test(fees),
	    cmocka_unit_test(days),
	    cmocka_unit_test(leftovers),
	    cmocka_unit_test(units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
