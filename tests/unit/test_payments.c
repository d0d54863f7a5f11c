#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book.h"
#include "book/payments.h"
#include "book/promises.h"

#define HEAD "date,type,doc,customer,amount,due,doc_date,ref,ref_due,line\n"

/* "2026-02-10 60.00 of 2026-01-31, ..." */
struct told {
	struct buf text;
};

static void
tell(void *arg, const struct payment *one, int64_t amount, int32_t due)
{
	struct told *t = arg;
	char day[DATE_CHARS], of[DATE_CHARS], money[MONEY_CHARS];

	date_format(day, one->day);
	date_format(of, due);
	money_format(money, amount, 2);
	if (t->text.len > 0)
		buf_text(&t->text, ", ");
	buf_text(&t->text, day);
	buf_byte(&t->text, ' ');
	buf_text(&t->text, money);
	buf_text(&t->text, " of ");
	buf_text(&t->text, of);
}

/* What filled which part of INV-1 by a day, and the sum of it. */
static void
spreads(const char *csv, const char *until, int64_t sum, const char *want)
{
	struct ledger *l = book_of(csv);
	uint32_t item = item_of(l, "INV-1", SIDE_DEBIT);
	const struct ledger_part *parts;
	struct payments p = {0};
	struct told t = {0};
	size_t n = ledger_parts(l, item, DATE_MAX, &parts);

	payments_no_parts(&p);
	for (size_t i = 0; i < n; i++)
		payments_add_part(&p, ledger_piece(l, parts[i].piece));
	payments_find(&p, l, item, day(until));
	assert_int_equal((int64_t)payments_net(&p), sum);
	payments_spread(&p, day(until), tell, &t);
	assert_string_equal(buf_string(&t.text), want);
	buf_free(&t.text);
	payments_free(&p);
	ledger_free(l);
}

static void
receipts_have_days(void **state)
{
	(void)state;
	/* Applied on March 1, the money came on February 10. */
	spreads(HEAD "2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,,,\n"
		     "2026-02-10,receipt,R1,C1,-60.00,,,,,\n"
		     "2026-02-20,receipt,R2,C1,-40.00,,,,,\n"
		     "2026-03-01,apply,R1,C1,60.00,,,INV-1,,\n"
		     "2026-03-02,apply,R2,C1,40.00,,,INV-1,,\n",
	    "2026-03-31", 10000,
	    "2026-02-10 60.00 of 2026-01-31, 2026-02-20 40.00 of 2026-01-31");
	/* By March 1 the second is not applied yet. */
	spreads(HEAD "2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,,,\n"
		     "2026-02-10,receipt,R1,C1,-60.00,,,,,\n"
		     "2026-02-20,receipt,R2,C1,-40.00,,,,,\n"
		     "2026-03-01,apply,R1,C1,60.00,,,INV-1,,\n"
		     "2026-03-02,apply,R2,C1,40.00,,,INV-1,,\n",
	    "2026-03-01", 6000, "2026-02-10 60.00 of 2026-01-31");
}

/* Credit memos are no payment, nor is what was taken back. */
static void
net_of_a_receipt(void **state)
{
	(void)state;
	spreads(HEAD "2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,,,\n"
		     "2026-02-10,receipt,R1,C1,-60.00,,,,,\n"
		     "2026-02-20,receipt,R2,C1,-40.00,,,,,\n"
		     "2026-02-21,credit,CM-1,C1,-10.00,,,,,\n"
		     "2026-03-01,apply,R1,C1,60.00,,,INV-1,,\n"
		     "2026-03-02,apply,R2,C1,40.00,,,INV-1,,\n"
		     "2026-03-03,apply,R1,C1,-60.00,,,INV-1,,\n"
		     "2026-03-04,apply,CM-1,C1,10.00,,,INV-1,,\n"
		     "2026-03-05,apply,R2,C1,-15.00,,,INV-1,,\n",
	    "2026-03-31", 2500, "2026-02-20 25.00 of 2026-01-31");
}

/* The last part is named by R2: R1 fills the first, then R3 the second, and
   5.00 more than there is. */
static void
parts_in_order(void **state)
{
	(void)state;
	spreads(HEAD "2026-01-01,invoice,INV-1,C1,30.00,2026-01-31,,,,\n"
		     "2026-01-01,invoice,INV-1,C1,30.00,2026-02-28,,,,\n"
		     "2026-01-01,invoice,INV-1,C1,40.00,2026-03-31,,,,\n"
		     "2026-02-10,receipt,R1,C1,-35.00,,,,,\n"
		     "2026-02-11,receipt,R2,C1,-40.00,,,,,\n"
		     "2026-02-12,receipt,R3,C1,-30.00,,,,,\n"
		     "2026-02-12,apply,R1,C1,35.00,,,INV-1,,\n"
		     "2026-02-12,apply,R2,C1,40.00,,,INV-1,2026-03-31,\n"
		     "2026-02-12,apply,R3,C1,30.00,,,INV-1,,\n",
	    "2026-03-31", 10500,
	    "2026-02-10 30.00 of 2026-01-31, 2026-02-10 5.00 of 2026-02-28, "
	    "2026-02-11 40.00 of 2026-03-31, 2026-02-12 25.00 of 2026-02-28, "
	    "2026-02-12 5.00 of 2026-03-31");
}

/* Money that found its owner later came on its own day. */
static void
moved_money(void **state)
{
	(void)state;
	spreads("date,type,doc,customer,amount,due,ref,ref_customer\n"
		"2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,\n"
		"2026-02-10,receipt,R1,UNIDENTIFIED,-100.00,,,\n"
		"2026-02-15,transfer,R1,C1,-100.00,,R1,UNIDENTIFIED\n"
		"2026-02-16,apply,R1,C1,100.00,,INV-1,\n",
	    "2026-03-31", 10000, "2026-02-10 100.00 of 2026-01-31");
}

/* What came of each promise of a book, in the order of its rows, by a day:
   "50.00 30.00 broken, ...". */
static void
promised(const char *csv, const char *until, const char *want)
{
	struct ledger *l = book_of(csv);
	struct promises *p = promises_new(l);
	struct buf got = {0};

	for (uint32_t i = 0; i < ledger_events(l); i++) {
		struct promise one =
		    promises_judge(p, ledger_event(l, i), day(until));
		char text[MONEY_CHARS];

		if (got.len > 0)
			buf_text(&got, ", ");
		money_format(text, one.amount, 2);
		buf_text(&got, text);
		buf_byte(&got, ' ');
		money_format(text, one.received, 2);
		buf_text(&got, text);
		buf_text(&got, promise_is_kept(&one) ? " kept" : " broken");
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
	promises_free(p);
	ledger_free(l);
}

/* On a debt: by money of those days, put on that debt by then. */
static void
promises_of_items(void **state)
{
	(void)state;
	promised(HEAD "2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,,,\n"
		      "2026-01-01,invoice,INV-2,C1,100.00,2026-01-31,,,,\n"
		      "2026-02-01,promise,P1,C1,50.00,2026-02-15,,INV-1,,\n"
		      "2026-02-11,promise,P2,C1,,2026-02-20,,INV-1,,\n"
		      "2026-02-01,promise,P3,C1,50.00,2026-02-15,,INV-2,,\n"
		      "2026-02-10,receipt,R1,C1,-60.00,,,,,\n"
		      "2026-02-20,receipt,R2,C1,-40.00,,,,,\n"
		      "2026-02-10,apply,R1,C1,60.00,,,INV-1,,\n"
		      "2026-03-02,apply,R2,C1,40.00,,,INV-1,,\n",
	    "2026-03-31",
	    "50.00 60.00 kept, 40.00 40.00 kept, 50.00 0.00 broken");
	promised(HEAD "2026-01-01,invoice,INV-1,C1,100.00,2026-01-31,,,,\n"
		      "2026-02-11,promise,P2,C1,,2026-02-20,,INV-1,,\n"
		      "2026-02-20,receipt,R2,C1,-40.00,,,,,\n"
		      "2026-03-02,apply,R2,C1,40.00,,,INV-1,,\n",
	    "2026-03-01", "100.00 0.00 broken");
}

/* As a whole: by what came in, applied or not, of his entity and currency;
   what is in his favour lessens no debt. */
static void
promises_of_customers(void **state)
{
	(void)state;
	promised("date,type,doc,customer,amount,due,entity,currency,reason\n"
		 "2026-01-01,invoice,I1,C1,100.00,2026-01-31,E1,EUR,\n"
		 "2026-01-01,invoice,I2,C1,30.00,2026-01-31,E1,EUR,\n"
		 "2026-01-01,credit,M1,C1,-20.00,,E1,EUR,\n"
		 "2026-01-01,invoice,I3,C1,70.00,2026-01-31,E2,EUR,\n"
		 "2026-01-01,invoice,I4,C1,80.00,2026-01-31,E1,USD,\n"
		 "2026-02-01,promise,P1,C1,,2026-02-15,E1,EUR,\n"
		 "2026-02-01,promise,P2,C1,70.00,2026-02-15,E2,EUR,\n"
		 "2026-02-01,promise,P3,C1,80.00,2026-02-09,E1,USD,\n"
		 "2026-02-10,receipt,R1,C1,-100.00,,E1,EUR,\n"
		 "2026-02-15,receipt,R2,C1,-30.00,,E1,EUR,\n"
		 "2026-02-10,receipt,R3,C1,-70.00,,E2,EUR,\n"
		 "2026-02-12,receipt,R3,C1,10.00,,E2,EUR,nsf\n"
		 "2026-02-10,receipt,R4,C1,-80.00,,E1,USD,\n",
	    "2026-03-31",
	    "130.00 130.00 kept, 70.00 60.00 broken, 80.00 0.00 broken");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(receipts_have_days),
	    cmocka_unit_test(net_of_a_receipt),
	    cmocka_unit_test(parts_in_order),
	    cmocka_unit_test(moved_money),
	    cmocka_unit_test(promises_of_items),
	    cmocka_unit_test(promises_of_customers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
