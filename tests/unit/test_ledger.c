/* The ledger: what is open, of which installment, on which day. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/book.h"
#include "value/currency.h"

#define HEAD                                                                   \
	"date,type,doc,customer,amount,ref,ref_due,due,line,account,reason\n"
#define MANY 100000

/*
 * The receipt came on 5 February; the apply, written on 20 January, waits for
 * it.  Before 10 January there is nothing.
 */
static const char applied[] =
    HEAD "2026-01-10,invoice,A,c,100.00,,,2026-02-10,,,\n"
	 "2026-01-20,apply,R,c,60.00,A,,,,,\n"
	 "2026-02-05,receipt,R,c,-60.00,,,,,,\n";

static void
rows_count_from_their_day(void **state)
{
	struct ledger *l = book_of(applied);

	(void)state;
	parts_are(l, "A", SIDE_DEBIT, "2026-01-09", "");
	parts_are(l, "A", SIDE_DEBIT, "2026-01-10", "2026-02-10 100.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-02-04", "2026-02-10 100.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-02-05", "2026-02-10 40.00");
	parts_are(l, "R", SIDE_CREDIT, "2026-02-04", "");
	parts_are(l, "R", SIDE_CREDIT, "2026-02-05", "- 0.00");
	ledger_free(l);
	ledger_free(NULL);
}

/*
 * The check bounces: a debt R of 60 beside the receipt R of 60, whose apply
 * is taken back; a refund then squares the receipt.
 */
static void
bank_return(void **state)
{
	struct ledger *l =
	    book_of(HEAD "2026-01-10,invoice,A,c,100.00,,,,,,\n"
			 "2026-01-20,receipt,R,c,-60.00,,,,,,\n"
			 "2026-01-20,apply,R,c,60.00,A,,,,,\n"
			 "2026-01-25,receipt,R,c,60.00,R,,,,,nsf\n"
			 "2026-01-26,apply,R,c,-60.00,A,,,,,\n"
			 "2026-01-27,apply,R,c,60.00,R,,,,,\n");
	uint32_t debt = item_of(l, "R", SIDE_DEBIT);

	(void)state;
	assert_int_equal(ledger_item(l, debt)->kind, TYPE_DEBIT);
	parts_are(l, "A", SIDE_DEBIT, "2026-01-25", "- 40.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-01-26", "- 100.00");
	parts_are(l, "R", SIDE_CREDIT, "2026-01-26", "- -60.00");
	parts_are(l, "R", SIDE_DEBIT, "2026-01-26", "- 60.00");
	parts_are(l, "R", SIDE_CREDIT, "2026-01-27", "- 0.00");
	parts_are(l, "R", SIDE_DEBIT, "2026-01-27", "- 0.00");
	ledger_free(l);
}

static void
fill_oldest_first(void **state)
{
	/* -30 names March: 70 left there.  -130 then: February all 100,
	   March 30 more.  -80 on the 5th: March's 40, and 40 too much. */
	struct ledger *l =
	    book_of(HEAD "2026-01-01,invoice,A,c,100,,,2026-03-01,,,\n"
			 "2026-01-01,invoice,A,c,100,,,2026-02-01,,,\n"
			 "2026-01-02,adjust,v,c,-30,A,2026-03-01,,,,\n"
			 "2026-01-03,adjust,v,c,-130,A,,,,,\n"
			 "2026-01-05,adjust,v,c,-80,A,,,,,\n"
			 "2026-01-06,adjust,v,c,300,A,,,,,\n");

	(void)state;
	parts_are(l, "A", SIDE_DEBIT, "2026-01-01",
	    "2026-02-01 100.00, 2026-03-01 100.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-01-02",
	    "2026-02-01 100.00, 2026-03-01 70.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-01-04",
	    "2026-02-01 0.00, 2026-03-01 40.00");
	parts_are(l, "A", SIDE_DEBIT, "2026-01-05",
	    "2026-02-01 0.00, 2026-03-01 -40.00");
	/* Now +90 in all but the named: it stands on the last, 70 + 90. */
	parts_are(l, "A", SIDE_DEBIT, "2026-01-06",
	    "2026-02-01 100.00, 2026-03-01 160.00");
	ledger_free(l);
}

/* More than an installment owes goes to the others; a credit mirrors. */
static void
named_too_much(void **state)
{
	struct ledger *l =
	    book_of(HEAD "2026-01-01,invoice,A,c,100,,,2026-02-01,,,\n"
			 "2026-01-01,invoice,A,c,100,,,2026-03-01,,,\n"
			 "2026-01-02,discount,v,c,-120,A,2026-03-01,,,,\n"
			 "2026-01-01,credit,C,c,-50,,,2026-02-01,,,\n"
			 "2026-01-01,credit,C,c,-50,,,,,,\n"
			 "2026-01-02,refund,w,c,70,C,,,,,\n");

	(void)state;
	parts_are(l, "A", SIDE_DEBIT, "2026-01-02",
	    "2026-02-01 80.00, 2026-03-01 0.00");
	/* Without due date it queues by 1 January. */
	parts_are(
	    l, "C", SIDE_CREDIT, "2026-01-02", "- 0.00, 2026-02-01 -30.00");
	ledger_free(l);
}

/* Lines of an installment fill by number, as text, and age as one. */
static void
lines(void **state)
{
	struct ledger *l =
	    book_of(HEAD "2026-01-07,invoice,A,c,30,,,2026-02-01,9,,\n"
			 "2026-01-01,invoice,A,c,20,,,2026-02-01,10,,\n"
			 "2026-01-01,adjust,v,c,-25,A,2026-02-01,,,,\n");
	const struct ledger_part *parts;
	uint32_t a = item_of(l, "A", SIDE_DEBIT);

	(void)state;
	assert_int_equal(ledger_parts(l, a, day("2026-01-07"), &parts), 2);
	assert_int_equal(parts[0].open, 0);
	assert_int_equal(parts[1].open, 2500);
	/* The day before there is but line 10: it is over-reduced. */
	parts_are(l, "A", SIDE_DEBIT, "2026-01-06", "2026-02-01 -5.00");
	ledger_free(l);
}

/* B takes 60 out of A, which takes 20 back as a line of its own. */
static const char cycle[] =
    HEAD "2026-01-03,transfer,B,c,60,A,,,,,\n"
	 "2026-01-05,transfer,A,c,20,B,,,2,,\n"
	 "2026-01-10,invoice,A,c,100,,,2026-02-01,,1200,\n";

static void
transfer_cycle(void **state)
{
	struct ledger *l = book_of(cycle);
	const struct ledger_item *b =
	    ledger_item(l, item_of(l, "B", SIDE_DEBIT));

	(void)state;
	parts_are(l, "A", SIDE_DEBIT, "2026-01-09", "");
	parts_are(l, "B", SIDE_DEBIT, "2026-01-09", "");
	/* 100 + 20 - 60: the first line, "", is before line 2. */
	parts_are(l, "A", SIDE_DEBIT, "2026-01-10",
	    "2026-02-01 40.00, 2026-02-01 20.00");
	parts_are(l, "B", SIDE_DEBIT, "2026-01-10", "2026-02-01 40.00");
	assert_int_equal(b->kind, TYPE_INVOICE);
	assert_int_equal(
	    ledger_piece(l, b->piece)->doc_date, day("2026-01-10"));
	assert_true(span_is(
	    ledger_text(l, ledger_piece(l, b->piece)->account), "1200"));
	assert_int_equal(ledger_piece(l, b->piece)->origin, 4);
	ledger_free(l);
}

static void
faults_of(
    const char *csv, size_t n, const enum fault_code *codes, const uint64_t *at)
{
	struct map *map = map_new();
	struct ledger *l = book_read(span_of(csv), NULL, map);
	struct faults faults = {0};

	ledger_close(l, &faults);
	fault_sort(&faults);
	assert_int_equal(faults.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(faults.list[i].code, codes[i]);
		assert_int_equal(faults.list[i].line, at[i]);
	}
	/* Nothing of what fell is in the sum: the invoice of 100 is. */
	if (n > 0) {
		int128 *sum = calloc((size_t)currency_count() * 2, sizeof *sum);

		ledger_sum(l, DATE_MAX, sum, sum + (size_t)currency_count());
		assert_true(sum[CURRENCY_UNNAMED] == 10000);
		free(sum);
	}
	fault_free(&faults);
	ledger_free(l);
	map_free(map);
}

/* Each stands on the other, and both on nothing. */
static void
cycle_of_nothing(void **state)
{
	(void)state;
	faults_of(HEAD "2026-01-01,invoice,X,c,100,,,,,,\n"
		       "2026-01-03,transfer,B,c,60,A,,,,,\n"
		       "2026-01-05,transfer,A,c,20,B,,,,,\n",
	    2,
	    (const enum fault_code[]){FAULT_UNKNOWN_ITEM, FAULT_UNKNOWN_ITEM},
	    (const uint64_t[]){3, 4});
}

static void
unknown(void **state)
{
	(void)state;
	faults_of(HEAD "2026-01-01,invoice,A,c,100,,,2026-02-01,,,\n"
		       "2026-01-01,adjust,v,d,-1,A,,,,,\n" /* another's */
		       "2026-01-01,refund,v,c,1,A,,,,,\n"  /* no credit */
		       "2026-01-01,apply,R,c,1,A,,,,,\n"
		       "2026-01-01,writeoff,v,c,-1,A,2026-02-02,,,,\n"
		       "2026-01-01,dispute,v,c,,B,,,,,\n"
		       "2026-01-01,hold,v,c,,,,,,,\n"
		       "2026-01-01,remit,R,c,1,B,,,,,\n",
	    5,
	    (const enum fault_code[]){FAULT_UNKNOWN_ITEM, FAULT_UNKNOWN_ITEM,
		FAULT_UNKNOWN_ITEM, FAULT_INSTALLMENT, FAULT_UNKNOWN_ITEM},
	    (const uint64_t[]){3, 4, 5, 6, 7});
}

/* A transfer that falls takes with it what stands on it. */
static void
chain_of_rejects(void **state)
{
	(void)state;
	faults_of(HEAD "2026-01-01,adjust,v,c,-1,C,,,,,\n"
		       "2026-01-01,transfer,C,c,10,B,,,,,\n"
		       "2026-01-01,transfer,B,c,10,A,2027-01-01,,,,\n"
		       "2026-01-01,invoice,A,c,100,,,2026-02-01,,,\n"
		       "bad,invoice,D,c,100,,,,,,\n"
		       "2026-01-01,writeoff,v,c,-1,D,,,,,\n",
	    4,
	    (const enum fault_code[]){FAULT_ITEM_REJECTED, FAULT_ITEM_REJECTED,
		FAULT_INSTALLMENT, FAULT_ITEM_REJECTED},
	    (const uint64_t[]){2, 3, 4, 7});
}

/* One name on both sides: discounts know theirs, adjustments do not. */
static void
both_sides(void **state)
{
	(void)state;
	faults_of(HEAD "2026-01-01,invoice,A,c,120,,,,,,\n"
		       "2026-01-01,receipt,A,c,-30,,,,,,\n"
		       "2026-01-01,discount,v,c,-10,A,,,,,\n"
		       "2026-01-01,refund,v,c,20,A,,,,,\n"
		       "2026-01-01,reverse,v,c,-10,A,,,,,\n",
	    1, (const enum fault_code[]){FAULT_BOTH_SIDES},
	    (const uint64_t[]){6});
}

/* The sign of a transfer says which of two it takes from. */
static void
transfer_sides(void **state)
{
	struct ledger *l = book_of(HEAD "2026-01-01,invoice,A,c,120,,,,,,\n"
					"2026-01-01,receipt,A,c,-30,,,,,,\n"
					"2026-01-02,transfer,P,c,50,A,,,,,\n"
					"2026-01-02,transfer,Q,c,-10,A,,,,,\n"
					"2026-01-01,credit,K,c,-5,,,,,,\n"
					"2026-01-02,transfer,L,c,-5,K,,,,,\n"
					"2026-01-03,transfer,M,c,2,L,,,,,\n");

	(void)state;
	parts_are(l, "A", SIDE_DEBIT, "2026-01-03", "- 70.00");
	parts_are(l, "P", SIDE_DEBIT, "2026-01-03", "- 50.00");
	parts_are(l, "A", SIDE_CREDIT, "2026-01-03", "- -20.00");
	parts_are(l, "Q", SIDE_CREDIT, "2026-01-03", "- -10.00");
	/* There is no debit L: 2 are taken out of the credit, the wrong way. */
	parts_are(l, "L", SIDE_CREDIT, "2026-01-03", "- -7.00");
	parts_are(l, "M", SIDE_CREDIT, "2026-01-03", "- 2.00");
	assert_int_equal(
	    ledger_item(l, item_of(l, "Q", SIDE_CREDIT))->kind, TYPE_RECEIPT);
	assert_int_equal(
	    ledger_item(l, item_of(l, "M", SIDE_CREDIT))->kind, TYPE_CREDIT);
	ledger_free(l);
}

static void
drop_leaves_out(void **state)
{
	struct map *map = map_new();
	struct ledger *l =
	    book_read(span_of(HEAD "2026-01-01,invoice,A,c,100,,,,,,opening\n"
				   "2026-03-01,invoice,A,c,100,,,,,,opening\n"
				   "2026-01-01,adjust,v,c,-10,A,,,,,\n"
				   "2026-01-01,adjust,v,c,-10,A,,,,,\n"),
		NULL, map);
	struct faults faults = {0};

	(void)state;
	ledger_drop(l, 5);
	ledger_drop(l, 3);
	ledger_close(l, &faults);
	assert_int_equal(faults.total, 0);
	parts_are(l, "A", SIDE_DEBIT, "2026-03-01", "- 90.00");
	assert_int_equal(ledger_start(l), day("2026-01-01"));
	ledger_free(l);
	map_free(map);
}

static void
claims_are(
    const struct ledger *l, const char *asof, int128 first, int128 second)
{
	struct ledger_claim *claims;
	uint32_t a = item_of(l, "A", SIDE_DEBIT);
	size_t n = ledger_claims(l, a, day(asof), &claims);
	int128 sum = 0;

	for (size_t i = 0; i < n; i++) {
		assert_true(claims[i].left >= 0);
		assert_true(claims[i].full == 12000);
		sum += claims[i].left;
	}
	assert_true(sum == first + second);
	free(claims);
}

/*
 * D1 is of 30, of which 20 are resolved, then 20 again: never below zero.
 * D2 is of all: 100 and the 20 added.  Disputed is at most what is open,
 * 120 - 90.
 */
static void
disputes(void **state)
{
	struct ledger *l = book_of(HEAD "2026-01-01,invoice,A,c,100,,,,,,\n"
					"2026-01-01,adjust,v,c,20,A,,,,,\n"
					"2026-01-01,adjust,v,c,-90,A,,,,,\n"
					"2026-01-04,resolve,D1,c,20,A,,,,,\n"
					"2026-01-02,dispute,D1,c,30,A,,,,,\n"
					"2026-01-05,resolve,D1,c,20,A,,,,,x\n"
					"2026-01-06,dispute,D2,c,,A,,,,,\n"
					"2026-01-07,resolve,D2,c,,A,,,,,\n");
	const struct ledger_part *parts;

	(void)state;
	claims_are(l, "2026-01-01", 0, 0);
	claims_are(l, "2026-01-03", 3000, 0);
	claims_are(l, "2026-01-04", 1000, 0);
	claims_are(l, "2026-01-05", 0, 0);
	claims_are(l, "2026-01-06", 0, 12000);
	claims_are(l, "2026-01-07", 0, 0);
	ledger_parts(l, item_of(l, "A", SIDE_DEBIT), day("2026-01-06"), &parts);
	assert_int_equal(parts[0].disputed, 3000);
	ledger_free(l);
}

/* 60 EUR pay 70 USD: -60 + 60 EUR and 100 - 70 USD stand in the items. */
static void
across_currencies(void **state)
{
	struct ledger *l =
	    book_of("date,type,doc,customer,amount,ref,ref_amount,currency,"
		    "ref_currency\n"
		    "2026-01-01,invoice,A,c,100.00,,,USD,\n"
		    "2026-01-01,receipt,R,c,-60.00,,,EUR,\n"
		    "2026-01-01,apply,R,c,60.00,A,70.00,EUR,USD\n");
	size_t n = (size_t)currency_count();
	int128 *sum = calloc(2 * n, sizeof *sum);
	int usd = currency_find(span_of("USD"));
	int eur = currency_find(span_of("EUR"));

	(void)state;
	ledger_sum(l, day("2026-01-01"), sum, sum + n);
	assert_true(sum[usd] == 10000 && sum[eur] == -6000);
	assert_true(sum[n + (size_t)usd] == -7000);
	assert_true(sum[n + (size_t)eur] == 6000);
	parts_are(l, "A", SIDE_DEBIT, "2026-01-01", "- 30.00");
	parts_are(l, "R", SIDE_CREDIT, "2026-01-01", "- 0.00");
	free(sum);
	ledger_free(l);
}

/* Account and due date of the row that came first, however they come. */
static void
inherits_of_the_first(void **state)
{
	static const char *const rows[] = {
	    "2026-01-02,invoice,A,c,10,,,2026-02-01,1,1201,\n",
	    "2026-01-01,invoice,A,c,10,,,2026-03-01,2,1202,\n",
	    "2026-01-01,invoice,A,c,10,,,2026-03-01,3,1203,\n",
	    "2026-01-05,transfer,B,c,5,A,,,,,\n"};

	(void)state;
	for (size_t turn = 0; turn < 4; turn++) {
		struct buf csv = {0};
		struct ledger *l;
		uint32_t b;

		buf_text(&csv, HEAD);
		for (size_t i = 0; i < 4; i++)
			buf_text(&csv, rows[(i + turn) % 4]);
		l = book_of(buf_string(&csv));
		b = ledger_item(l, item_of(l, "B", SIDE_DEBIT))->piece;
		assert_true(span_is(
		    ledger_text(l, ledger_piece(l, b)->account), "1202"));
		/* So is the due date, though a later row is due before. */
		assert_int_equal(ledger_piece(l, b)->due, day("2026-03-01"));
		ledger_free(l);
		buf_free(&csv);
	}
}

/* Large books: quadratic work would take minutes, and main sets an alarm. */

static void
add(struct buf *csv, const char *format, int a, int b)
{
	char row[160];

	/* The formats are this file's own. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(row, sizeof row, format, a, b);
#pragma GCC diagnostic pop
	buf_text(csv, row);
}

/* D0 -> D1 -> ... -> D100000, in the order of a step through the rows. */
static void
chain(int step, const char *opening, const char *row, enum ledger_side side,
    const char *left)
{
	struct buf csv = {0};
	struct ledger *l;
	char last[16];

	buf_text(&csv, HEAD);
	for (int i = 0, at = 0; i < MANY; i++, at = (at + step) % MANY)
		add(&csv, row, at + 1, at);
	buf_text(&csv, opening);
	l = book_of(buf_string(&csv));
	snprintf(last, sizeof last, "D%d", MANY);
	parts_are(l, last, side, "2026-01-09", "");
	parts_are(l, last, side, "2026-01-10", left);
	parts_are(l, "D0", side, "2026-01-10", "2026-02-01 0.00");
	assert_true(span_is(
	    ledger_text(l,
		ledger_piece(l, ledger_item(l, item_of(l, last, side))->piece)
		    ->account),
	    "1200"));
	ledger_free(l);
	buf_free(&csv);
}

static void
long_chains(void **state)
{
	static const char opening[] =
	    "2026-01-10,invoice,D0,c,7,,,2026-02-01,,1200,\n";
	static const char row[] = "2026-01-01,transfer,D%d,c,7,D%d,,,,,\n";

	(void)state;
	/* 1 and -1 are the ways there and back; 38197 is prime to 100000. */
	chain(1, opening, row, SIDE_DEBIT, "2026-02-01 7.00");
	chain(MANY - 1, opening, row, SIDE_DEBIT, "2026-02-01 7.00");
	chain(38197, opening, row, SIDE_DEBIT, "2026-02-01 7.00");
}

/* Positive amounts out of credits: every link waits for the one before. */
static void
long_chain_other_side(void **state)
{
	struct buf csv = {0};
	struct ledger *l;

	(void)state;
	buf_text(&csv, HEAD "2026-01-10,credit,D0,c,-7,,,,,,\n");
	for (int i = 0; i < MANY; i++)
		add(&csv, "2026-01-01,transfer,D%d,c,7,D%d,,,,,\n", i + 1, i);
	l = book_of(buf_string(&csv));
	parts_are(l, "D0", SIDE_CREDIT, "2026-01-10", "- -14.00");
	parts_are(l, "D100000", SIDE_CREDIT, "2026-01-10", "- 7.00");
	ledger_free(l);
	buf_free(&csv);
}

/* 2000 years by day: as many due dates as rows. */
static const char *
due_of(int i)
{
	static char text[DATE_CHARS];

	date_format(text, i);
	return text;
}

static void
many_installments(struct buf *csv)
{
	buf_text(csv, HEAD);
	for (int i = 0; i < MANY; i++) {
		buf_text(csv, "2026-01-01,invoice,A,c,10,,,");
		buf_text(csv, due_of(i));
		buf_text(csv, ",,1200,\n");
	}
}

/* 100,000 installments of 10, from each of which 4 are taken by name. */
static void
wide_item(void **state)
{
	const struct ledger_part *parts;
	struct buf csv = {0};
	struct ledger *l;
	uint32_t a;

	(void)state;
	many_installments(&csv);
	for (int i = 0; i < MANY; i++) {
		buf_text(&csv, "2026-01-02,adjust,v,c,-4,A,");
		buf_text(&csv, due_of(i));
		buf_text(&csv, ",,,,\n");
	}
	buf_text(&csv, "2026-01-03,adjust,v,c,-9,A,,,,,\n");
	l = book_of(buf_string(&csv));
	a = item_of(l, "A", SIDE_DEBIT);
	assert_int_equal(ledger_parts(l, a, day("2026-01-03"), &parts), MANY);
	assert_int_equal(parts[0].open, 0);
	assert_int_equal(parts[1].open, 300); /* 6 + 6 - 9 */
	for (int i = 2; i < MANY; i++)
		assert_int_equal(parts[i].open, 600);
	ledger_free(l);
	buf_free(&csv);
}

/* 43 of "T43". */
static int32_t
number_of(struct span doc)
{
	int32_t n = 0;

	for (size_t i = 1; i < doc.len; i++)
		n = n * 10 + (doc.at[i] - '0');
	return n;
}

/* Out of each of 100,000 installments, an item of its own. */
static void
carved_up(void **state)
{
	struct buf csv = {0};
	struct ledger *l;
	int seen = 0;

	(void)state;
	many_installments(&csv);
	for (int i = 0; i < MANY; i++) {
		add(&csv, "2026-01-02,transfer,T%d,c,4,A,", i, 0);
		buf_text(&csv, due_of(i));
		buf_text(&csv, ",,,,\n");
	}
	l = book_of(buf_string(&csv));
	for (uint32_t i = 0; i < ledger_items(l); i++) {
		const struct ledger_piece *p;
		struct span doc = ledger_text(l, ledger_item(l, i)->doc);

		if (doc.at[0] != 'T')
			continue;
		p = ledger_piece(l, ledger_item(l, i)->piece);
		assert_int_equal(p->due, number_of(doc));
		seen++;
		assert_true(span_is(ledger_text(l, p->account), "1200"));
	}
	assert_int_equal(seen, MANY);
	ledger_free(l);
	buf_free(&csv);
}

/* 100,000 unknown due dates of a large item: found out one by one. */
static void
wide_item_unknown_dues(void **state)
{
	struct map *map = map_new();
	struct faults faults = {0};
	struct buf csv = {0};
	struct ledger *l;

	(void)state;
	many_installments(&csv);
	for (int i = 0; i < MANY; i++) {
		buf_text(&csv, "2026-01-02,adjust,v,c,-4,A,");
		buf_text(&csv, due_of(-1 - i));
		buf_text(&csv, ",,,,\n");
	}
	l = book_read((struct span){csv.at, csv.len}, NULL, map);
	ledger_close(l, &faults);
	assert_int_equal(faults.total, MANY);
	fault_free(&faults);
	ledger_free(l);
	buf_free(&csv);
	map_free(map);
}

static uint32_t
look(const struct ledger *l, enum ledger_side side, const char *customer,
    const char *doc)
{
	return ledger_look(l, side, span_of(customer), span_of(doc),
	    span_of(""), CURRENCY_UNNAMED);
}

/* Only what rows open is found: X is named, and no more; Y was refused. */
static void
look_up(void **state)
{
	struct map *map = map_new();
	struct ledger *l =
	    book_read(span_of(HEAD "2026-01-01,invoice,A,c,100,,,,,,\n"
				   "2026-01-01,credit,A,c,-30,,,,,,\n"
				   "2026-01-02,transfer,B,c,50,A,,,,,\n"
				   "2026-01-02,adjust,v,c,-1,X,,,,,\n"
				   "bad,invoice,Y,c,100,,,,,,\n"),
		NULL, map);
	struct faults faults = {0};

	(void)state;
	ledger_close(l, &faults);
	assert_int_equal(
	    look(l, SIDE_DEBIT, "c", "A"), item_of(l, "A", SIDE_DEBIT));
	assert_int_equal(
	    look(l, SIDE_CREDIT, "c", "A"), item_of(l, "A", SIDE_CREDIT));
	assert_int_equal(look(l, SIDE_DEBIT, "d", "A"), LEDGER_NONE);
	assert_int_equal(look(l, SIDE_DEBIT, "e", "A"), LEDGER_NONE);
	assert_int_equal(look(l, SIDE_DEBIT, "c", "X"), LEDGER_NONE);
	assert_int_equal(look(l, SIDE_DEBIT, "c", "Y"), LEDGER_NONE);
	assert_int_equal(look(l, SIDE_DEBIT, "c", "nowhere"), LEDGER_NONE);
	assert_true(look(l, SIDE_DEBIT, "c", "B") != LEDGER_NONE);
	assert_int_equal(look(l, SIDE_CREDIT, "c", "B"), LEDGER_NONE);
	assert_int_equal(ledger_look(l, SIDE_DEBIT, span_of("c"), span_of("A"),
			     span_of(""), currency_find(span_of("EUR"))),
	    LEDGER_NONE);
	fault_free(&faults);
	ledger_free(l);
	map_free(map);
}

static void
last_is(const struct ledger *l, const char *doc, const char *date)
{
	assert_int_equal(
	    ledger_last(l, item_of(l, doc, SIDE_DEBIT)), day(date));
}

/* By the days from which rows count: the apply waits for its receipt, the
   transfer for its source; the event, and the row left out, are nothing. */
static void
last_day(void **state)
{
	struct map *map = map_new();
	struct ledger *l =
	    book_read(span_of(HEAD "2026-01-10,invoice,A,c,100,,,,,,\n"
				   "2026-01-20,apply,R,c,60,A,,,,,\n"
				   "2026-02-05,receipt,R,c,-60,,,,,,\n"
				   "2026-03-01,invoice,B,c,9,,,2026-04-01,,,\n"
				   "2026-01-05,invoice,B,c,9,,,2026-05-01,,,\n"
				   "2026-01-07,transfer,D,c,4,A,,,,,\n"
				   "2026-06-01,dispute,v,c,,B,,,,,\n"
				   "2026-06-01,adjust,v,c,-1,D,,,,,\n"),
		NULL, map);
	struct faults faults = {0};

	(void)state;
	ledger_drop(l, 9);
	ledger_close(l, &faults);
	assert_int_equal(faults.total, 0);
	last_is(l, "A", "2026-02-05");
	last_is(l, "B", "2026-03-01");
	last_is(l, "D", "2026-01-10");
	ledger_free(l);
	map_free(map);
}

struct repeat {
	uint64_t line, first;
};

struct repeats {
	struct repeat list[8];
	size_t n;
};

static void
repeated(void *arg, uint64_t line, uint64_t first)
{
	struct repeats *r = arg;

	assert_true(r->n < 8);
	r->list[r->n++] = (struct repeat){line, first};
}

/* A comes three times, once as another part and once due later; what it is
   on the other side, or another customer's, is another item. */
static void
repeats(void **state)
{
	struct map *map = map_new();
	struct ledger *l =
	    book_read(span_of(HEAD "2026-01-01,invoice,A,c,100,,,,,,\n"
				   "2026-01-01,credit,A,c,-30,,,,,,\n"
				   "2026-01-01,invoice,A,d,100,,,,,,\n"
				   "2026-01-02,debit,A,c,7,,,,,,\n"
				   "2026-01-01,invoice,A,c,100,,,,2,,\n"
				   "2026-01-01,invoice,A,c,9,,,2026-02-01,,,\n"
				   "2026-01-03,invoice,A,c,8,,,,,,\n"
				   "2026-01-03,invoice,B,c,8,,,,,,\n"
				   "2026-01-03,invoice,B,c,8,,,,2,,\n"),
		NULL, map);
	struct repeats found = {.n = 0};

	(void)state;
	ledger_repeats(l, repeated, &found);
	assert_int_equal(found.n, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(found.list[i].line, i == 0 ? 5 : 8);
		assert_int_equal(found.list[i].first, 2);
	}
	ledger_free(l);
	map_free(map);
}

/* What several threads find through views of their own. */
#define VIEWERS 4

struct viewer {
	const struct ledger *l;
	uint64_t sum; /* of what was seen, in its order */
	pthread_t thread;
};

static void *
view_all(void *arg)
{
	struct viewer *v = arg;
	struct ledger_view *view = ledger_view_new(v->l);

	for (uint32_t i = 0; i < ledger_items(v->l); i++) {
		const struct ledger_part *parts;
		size_t n =
		    ledger_view_parts(view, i, day("2026-01-05"), &parts);

		for (size_t k = 0; k < n; k++)
			v->sum = v->sum * 31 + parts[k].piece * 1009 +
				 (uint64_t)parts[k].open * 7 +
				 (uint64_t)parts[k].disputed;
	}
	ledger_view_free(view);
	return NULL;
}

/* 200 items of up to 200 installments: 3 off the last, then 1 off the first,
   and a dispute. */
static struct ledger *
book_of_installments(void)
{
	struct buf csv = {0};
	struct ledger *l;

	buf_text(&csv, HEAD);
	for (int i = 0; i < 200; i++) {
		for (int k = i; k >= 0; k--) {
			add(&csv, "2026-01-01,invoice,A%d,c,10,,,", i, 0);
			buf_text(&csv, due_of(k));
			buf_text(&csv, ",,,\n");
		}
		add(&csv, "2026-01-02,adjust,v,c,-3,A%d,", i, 0);
		buf_text(&csv, due_of(i));
		buf_text(&csv, ",,,,\n");
		add(&csv, "2026-01-02,adjust,v,c,-1,A%d,,,,,\n", i, 0);
		add(&csv, "2026-01-03,dispute,D,c,%d,A%d,,,,,\n", i + 1, i);
	}
	l = book_of(buf_string(&csv));
	buf_free(&csv);
	return l;
}

static void
views_of_threads(void **state)
{
	struct ledger *l = book_of_installments();
	struct viewer alone = {.l = l}, many[VIEWERS];
	const struct ledger_part *parts;

	(void)state;
	view_all(&alone);
	for (int i = 0; i < VIEWERS; i++) {
		many[i] = (struct viewer){.l = l};
		assert_int_equal(
		    pthread_create(&many[i].thread, NULL, view_all, &many[i]),
		    0);
	}
	for (int i = 0; i < VIEWERS; i++) {
		pthread_join(many[i].thread, NULL);
		assert_true(many[i].sum == alone.sum);
	}
	assert_int_equal(ledger_parts(l, item_of(l, "A199", SIDE_DEBIT),
			     day("2026-01-05"), &parts),
	    200);
	assert_int_equal(parts[0].open, 900);
	assert_int_equal(parts[0].disputed, 900);
	assert_int_equal(parts[199].open, 700);
	ledger_view_free(NULL);
	ledger_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_count_from_their_day),
	    cmocka_unit_test(bank_return),
	    cmocka_unit_test(fill_oldest_first),
	    cmocka_unit_test(named_too_much),
	    cmocka_unit_test(lines),
	    cmocka_unit_test(transfer_cycle),
	    cmocka_unit_test(cycle_of_nothing),
	    cmocka_unit_test(unknown),
	    cmocka_unit_test(chain_of_rejects),
	    cmocka_unit_test(both_sides),
	    cmocka_unit_test(transfer_sides),
	    cmocka_unit_test(drop_leaves_out),
	    cmocka_unit_test(disputes),
	    cmocka_unit_test(across_currencies),
	    cmocka_unit_test(inherits_of_the_first),
	    cmocka_unit_test(long_chains),
	    cmocka_unit_test(long_chain_other_side),
	    cmocka_unit_test(wide_item),
	    cmocka_unit_test(carved_up),
	    cmocka_unit_test(wide_item_unknown_dues),
	    cmocka_unit_test(look_up),
	    cmocka_unit_test(last_day),
	    cmocka_unit_test(views_of_threads),
	    cmocka_unit_test(repeats),
	};

	alarm(300);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
