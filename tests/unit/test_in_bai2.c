/* BAI2: records, continuations, totals, types and texts; what is expected was
   worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

extern const struct format format_bai2;

#define HEAD                                                                   \
	"01,BANK,US,261031,0600,1,,,2/\n"                                      \
	"02,US,BANK,1,261030,,USD,2/\n"                                        \
	"03,1234,,010,500,,/\n"

/* The details in an account with a balance of 5.00 whose totals are right:
   they sum to `sum` cents and are `n` records. */
static void
details(struct import *in, const char *text, int sum, int n)
{
	struct buf b = {0};
	char end[200];

	snprintf(end, sizeof end, "49,%d,%d/\n98,%d,1,%d/\n99,%d,1,%d/\n",
	    sum + 500, n + 2, sum + 500, n + 4, sum + 500, n + 6);
	buf_text(&b, HEAD);
	buf_text(&b, text);
	buf_text(&b, end);
	fake_read(in, &format_bai2, (struct span){b.at, b.len});
	buf_free(&b);
}

static void
gives(const char *text, int sum, int n, const char *want)
{
	struct import in = {0};

	details(&in, text, sum, n);
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_bai2, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

static void
funds(void **state)
{
	(void)state;
	gives("16,142,100,,B1,C1,T/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 number=C1 "
	    "memo=T code=142\n");
	gives("16,142,100,V,261102,0900,B1,C1,T/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD value=2026-11-02 account=1234 "
	    "ref=B1 number=C1 memo=T code=142\n");
	gives("16,142,100,S,50,30,20,B1,C1,T/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 number=C1 "
	    "memo=T code=142\n");
	gives("16,142,100,D,2,0,60,1,40,B1,C1,T/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 number=C1 "
	    "memo=T code=142\n");
	gives("16,142,100,V,261340,,B1,,/\n", 100, 1,
	    "fault 4 value date: \"261340\" is not a date (YYMMDD)\n"
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "code=142\n");
}

static void
continuations(void **state)
{
	(void)state;
	gives("16,142,100,V,261102/\n88,,B1/\n88,C1,A,B/C/\n88,/D\n", 100, 4,
	    "pay receipt 4 2026-10-30 1.00 USD value=2026-11-02 account=1234 "
	    "ref=B1 number=C1 memo=A,B/C /D code=142\n");
	gives("16,142,100,,B1,C1/\n88,NEXT\n", 100, 2,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 number=C1 "
	    "memo=NEXT code=142\n");
	gives("16,142,100,,B1,,/   \n88:ONE/\n88,TWO, THREE/  \n", 100, 3,
	    "finding 5 88: where 88, is meant\n"
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "memo=ONE TWO, THREE code=142\n");
	gives("16,142,100,,B1,,ONE\n  wrapped/\n", 100, 1,
	    "finding 5 text goes on in a line without 88\n"
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "memo=ONE wrapped code=142\n");
	gives("16,142,100,,B1,,A/ 16,142,200,,B2,,B/\n", 300, 2,
	    "finding 4 several records on one line\n"
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 memo=A "
	    "code=142\n"
	    "pay receipt 4 2026-10-30 2.00 USD account=1234 ref=B2 memo=B "
	    "code=142\n");
	/* What looks like a record is one only with a type and an amount. */
	gives("16,142,100,,B1,,PAID/ 16,500.00 EUR/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "memo=PAID/ 16,500.00 EUR code=142\n");
}

/* '/' belongs to the text where the bank does not end texts with it. */
static void
slashes(void **state)
{
	(void)state;
	gives("16,142,100,,B1,,NO SLASH\n16,142,100,,B2,,PATH/\n", 200, 2,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "memo=NO SLASH code=142\n"
	    "pay receipt 5 2026-10-30 1.00 USD account=1234 ref=B2 "
	    "memo=PATH/ code=142\n");
	gives("16,142,100,,A/1,C,T/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=A/1 number=C "
	    "memo=T code=142\n");
	gives("16,142,100,,A,C/ 000000\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=A number=C "
	    "code=142\n");
	gives("16,142,100,,A,C\n", 100, 1,
	    "finding 4 a record without '/' at its end\n"
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=A number=C "
	    "code=142\n");
}

static void
types(void **state)
{
	(void)state;
	gives("16,475,100,,B1,1001,/\n", 100, 1,
	    "pay other 4 2026-10-30 -1.00 USD account=1234 ref=B1 number=1001 "
	    "code=475\n");
	gives("16,555,100,,B1,1001,/\n", 100, 1,
	    "pay return 4 2026-10-30 -1.00 USD account=1234 ref=B1 "
	    "number=1001 original=1001 reason=nsf code=555\n");
	gives("16,557,100,,B1,T7,/\n", 100, 1,
	    "pay return 4 2026-10-30 -1.00 USD account=1234 ref=B1 number=T7 "
	    "original=T7 reason=bank-return code=557\n");
	gives("16,172,100,,B1,,/\n", 100, 1,
	    "finding 4 type 172 brings money that corrects or undoes: not in "
	    "the book\n"
	    "pay other 4 2026-10-30 1.00 USD account=1234 ref=B1 code=172\n");
	gives("16,299,100,,B1,,/\n16,299,100,,B2,,/\n", 200, 2,
	    "finding 4 type 299 is not in the table of codes: not in the book "
	    "(see --codes)\n"
	    "pay other 4 2026-10-30 1.00 USD account=1234 ref=B1 code=299\n"
	    "pay other 5 2026-10-30 1.00 USD account=1234 ref=B2 code=299\n");
	gives("16,890,,,,,HELLO/\n", 0, 1,
	    "skip 4 a type that moves no money of the account\n");
	gives("16,100,100,,,,/\n", 100, 1,
	    "finding 4 type 100 as a detail: its money should stand in other "
	    "records\n"
	    "skip 4 money that other records hold\n");
}

static void
deposits(void **state)
{
	(void)state;
	gives("16,116,60,,I1,1,/\n16,115,100,,D1,,/\n16,116,40,,I2,2,/\n", 200,
	    3,
	    "pay receipt 5 2026-10-30 1.00 USD account=1234 ref=D1 code=115\n"
	    "skip 4 an item inside of a deposit that is there\n"
	    "skip 6 an item inside of a deposit that is there\n");
	gives("16,116,60,V,261102,,I1,1,X/\n16,116,40,,I2,2,/\n", 100, 2,
	    "pay receipt 4 2026-10-30 0.60 USD value=2026-11-02 account=1234 "
	    "ref=I1 number=1 memo=X code=116\n"
	    "pay receipt 5 2026-10-30 0.40 USD account=1234 ref=I2 number=2 "
	    "code=116\n");
}

static void
tags(void **state)
{
	(void)state;
	gives("16,195,100,,,,FED NO: 1\n88,ORG:=ACME INC\n88,OBI:=INV 7: A\n",
	    100, 3,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 payer=ACME INC "
	    "memo=FED NO: 1 ORG:=ACME INC OBI:=INV 7: A code=195\n");
	gives("16,195,100,,,,DBNM:ACME INC\n88,DACT: 0099\n", 100, 2,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 payer=ACME INC "
	    "payer_account=0099 memo=DBNM:ACME INC DACT: 0099 code=195\n");
	gives("16,191,100,,R/\n88,P/\n88,BO:111 BO1:DOE JO OB3:BARCLAYS\n", 100,
	    3,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=R number=P "
	    "payer=DOE JO payer_account=111 "
	    "memo=BO:111 BO1:DOE JO OB3:BARCLAYS code=191\n");
}

static void
amounts(void **state)
{
	(void)state;
	gives("16,142,+00100,0,B1,,/\n", 100, 1,
	    "pay receipt 4 2026-10-30 1.00 USD account=1234 ref=B1 "
	    "code=142\n");
	gives("16,142,-100,,B1,,/\n", 0, 1,
	    "fault 4 amount: \"-100\": a detail has no sign: its type tells "
	    "the direction\n");
	gives("16,142,1.00,,B1,,/\n", 0, 1,
	    "fault 4 amount: \"1.00\" is not an amount of digits\n");
	gives("16,142,9223372036854775808,,B1,,/\n", 0, 1,
	    "fault 4 amount: \"9223372036854775808\" is not an amount of "
	    "digits\n");
	gives("16,14,100,,B1,,/\n", 0, 1,
	    "fault 4 type: \"14\" is not a type of three digits\n");
	/* Sums of the largest amounts don't overflow. */
	gives("16,475,9223372036854775807,,,,/\n"
	      "16,475,9223372036854775807,,,,/\n",
	    0, 2,
	    "pay other 4 2026-10-30 -92233720368547758.07 USD account=1234 "
	    "code=475\n"
	    "pay other 5 2026-10-30 -92233720368547758.07 USD account=1234 "
	    "code=475\n"
	    "control 6 5.00 184467440737095521.14 total of account\n"
	    "control 7 5.00 184467440737095521.14 total of group\n"
	    "control 8 5.00 184467440737095521.14 total of file\n");
}

static void
currencies(void **state)
{
	struct import in = {.currency = "EUR"};

	(void)state;
	says("01,B,U,261031,,1,,,2/\n02,U,B,1,261030,,JPY,2/\n03,1,,/\n"
	     "16,195,100,,R,,/\n49,100,3/\n98,100,1,5/\n99,100,1,7/\n",
	    "pay receipt 4 2026-10-30 100 JPY account=1 ref=R code=195\n");
	says("01,B,U,261031,,1,,,2/\n02,U,B,1,261030,,JPY,2/\n03,1,KWD,/\n"
	     "16,195,1000,,R,,/\n49,1000,3/\n98,1000,1,5/\n99,1000,1,7/\n",
	    "pay receipt 4 2026-10-30 1.000 KWD account=1 ref=R code=195\n");
	says("01,B,U,261031,,1,,,2/\n02,U,B,1,261030,,XYZ,2/\n03,1,,/\n"
	     "49,0,2/\n98,0,1,4/\n99,0,1,6/\n",
	    "fault 2 currency: \"XYZ\" is not an ISO 4217 currency code\n"
	    "fault 3 currency: \"\" is not an ISO 4217 currency code\n");
	fake_read(&in, &format_bai2,
	    span_of("01,B,U,261031,,1,,,2/\n02,U,B,1,261030,,,2/\n03,1,,/\n"
		    "16,195,100,,R,,/\n49,100,3/\n98,100,1,5/\n"
		    "99,100,1,7/\n"));
	assert_string_equal(fake_log(&in),
	    "pay receipt 4 2026-10-30 1.00 EUR account=1 ref=R code=195\n");
	fake_free(&in);
}

static void
totals(void **state)
{
	(void)state;
	says(HEAD "49,501,3/\n98,499,2,5/\n99,,2,/\n",
	    "control 4 5.01 5.00 total of account\n"
	    "control 4 3 2 records of account\n"
	    "control 5 4.99 5.00 total of group\n"
	    "control 5 2 1 accounts of group\n"
	    "control 5 5 4 records of group\n"
	    "unchecked 6 total of file\n"
	    "control 6 2 1 groups of file\n"
	    "unchecked 6 records of file\n");
	says(HEAD "49,5.01,2/\n98,500,1,4/\n99,500,1,6",
	    "fault 4 total of account: \"5.01\" is no total of digits\n");
}

static void
groups(void **state)
{
	(void)state;
	says("01,B,U,261031,,1,,,3/\n02,U,B,4,261030,,,2/\n03,1,,/\n"
	     "16,195,100,,R,,/\n49,100,3/\n98,100,1,5/\n99,100,1,7/\n",
	    "finding 1 version \"3\" of BAI: read as 2\n"
	    "skip 2 a group of status 4, a test\n");
	says("01,B,U,261031,,1,,,2/\n02,U,B,2,261030,,,2/\n98,0,0,2/\n"
	     "99,0,1,4/\n",
	    "fault 2 status: 2: the group deletes what was sent before: books "
	    "are not taken back; use what it says by hand (--raw shows it)\n");
	says("01,B,U,261031,,1,,,2/\n02,U,B,21,20261030,,,2/\n98,0,0,2/\n"
	     "99,0,1,4/\n",
	    "fault 2 status: \"21\" is none (1 update, 2 deletion, 3 "
	    "correction, 4 test)\n"
	    "fault 2 date: \"20261030\" is not a date (YYMMDD)\n");
}

static void
nesting(void **state)
{
	(void)state;
	says(HEAD, "fault 3 the account (49) of line 3 has not ended\n"
		   "fault 3 the group (98) of line 2 has not ended\n"
		   "fault 3 the file (99) of line 1 has not ended\n");
	says("88,x/\nhello\n16,142,1,,,,/\n49,1,1/\n98,1,1,1/\n99,1,1,1/\n"
	     "03,1/\n02,a/\n",
	    "fault 1 a continuation (88) of nothing\n"
	    "fault 2 no record: it begins with none of 01, 02, 03, 16, 49, "
	    "88, 98, 99\n"
	    "fault 3 a detail (16) outside of an account (03)\n"
	    "fault 4 an end (49) of no account (03)\n"
	    "fault 5 an end (98) of no group (02)\n"
	    "fault 6 an end (99) of no file (01)\n"
	    "fault 7 an account (03) outside of a group (02)\n"
	    "fault 8 a group (02) outside of a file (01)\n");
	says("", "");
	says("\n\n", "");
}

static void
raw(void **state)
{
	struct import in = {.raw = true};

	(void)state;
	details(&in, "16,475,100,,B1,,A,B/\n88,C/\n", 100, 2);
	assert_non_null(strstr(fake_log(&in),
	    "record 4 16\n 2=475\n 3=100\n 4=\n 5=B1\n 6=\n text=A,B\nC\n"
	    "pay other"));
	fake_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(funds),
	    cmocka_unit_test(continuations),
	    cmocka_unit_test(slashes),
	    cmocka_unit_test(types),
	    cmocka_unit_test(deposits),
	    cmocka_unit_test(tags),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(totals),
	    cmocka_unit_test(groups),
	    cmocka_unit_test(nesting),
	    cmocka_unit_test(raw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
