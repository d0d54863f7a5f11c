/* IIF: headers and their lines, quotes, dates and amounts, sums and types; what
   is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_iif;

#define TRNS                                                                   \
	"!TRNS\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM\tMEMO\tDUEDATE\t"  \
	"TERMS\tPONUM\n"
#define SPL  "!SPL\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\n"
#define HEAD TRNS SPL "!ENDTRNS\n"

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_iif, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

/* A transaction of two lines, that is on line 4. */
static void
gives(const char *first, const char *amount, const char *want)
{
	struct buf b = {0};

	buf_text(&b, HEAD "TRNS\t");
	buf_text(&b, first);
	buf_text(&b, "\nSPL\t\t\tSales\t");
	buf_text(&b, amount);
	buf_text(&b, "\nENDTRNS\n");
	says(buf_string(&b), want);
	buf_free(&b);
}

static void
types(void **state)
{
	(void)state;
	gives("INVOICE\t10/5/2026\tA/R\tACME\t100.00\t17\tmemo\t11/4/26\tNet "
	      "30\tP9",
	    "-100.00",
	    "item 4 invoice 2026-10-05 100.00 USD due=2026-11-04 doc=17 "
	    "customer=ACME terms=Net 30 po=P9 memo=memo\n");
	gives("CREDIT MEMO\t10/5/2026\tA/R\tACME\t-40\t18", "40",
	    "item 4 credit 2026-10-05 -40.00 USD doc=18 customer=ACME\n");
	/* Money in: the first line is the bank's. */
	gives("PAYMENT\t2026-10-05\tBank\tACME\t60\t7001", "-60",
	    "item 4 receipt 2026-10-05 -60.00 USD doc=7001 customer=ACME\n");
	gives("STMT CHG\t10/5/2026\tA/R\tACME\t1.5", "-1.5",
	    "item 4 debit 2026-10-05 1.50 USD customer=ACME\n");
	gives("CASH SALE\t10/5/2026\tBank\tACME\t5", "-5",
	    "skip 4 not of receivables: CASH SALE\n");
	gives("GENERAL JOURNAL\t10/5/2026\tA/R\tACME\t5", "-5",
	    "skip 4 not of receivables: GENERAL JOURNAL\n");
	gives("\t10/5/2026\tA/R\tACME\t5", "-5",
	    "skip 4 a transaction without a type\n");
	/* What no book can take. */
	gives("INVOICE\t10/5/2026\tA/R\tACME\t-5\t1", "5",
	    "fault 4 AMOUNT: of the wrong sign for INVOICE\n");
	gives("PAYMENT\t10/5/2026\tBank\tACME\t-5\t1", "5",
	    "fault 4 AMOUNT: of the wrong sign for PAYMENT\n");
}

static void
amounts_and_dates(void **state)
{
	(void)state;
	/* Quotes, of which one pair is taken off, and groups. */
	gives("INVOICE\t10/5/2026\tA/R\t\"ACME \"X\" Inc\"\t\"1,234.50\"",
	    "\"-1,234.50\"",
	    "item 4 invoice 2026-10-05 1234.50 USD customer=ACME \"X\" "
	    "Inc\n");
	gives("INVOICE\t25/12/2026\tA/R\tACME\t5", "-5",
	    "fault 4 DATE: \"25/12/2026\" is not a date (month/day/year)\n");
	gives("INVOICE\t\tA/R\tACME\t5", "-5",
	    "fault 4 DATE: a transaction without a date\n");
	gives("INVOICE\t10/5/2026\tA/R\tACME\t5,00x", "-5",
	    "fault 4 AMOUNT: \"5,00x\" is not an amount\n"
	    "control 4 0.00 -5.00 sum of transaction hard\n");
	gives("INVOICE\t10/5/2026\tA/R\tACME\t5", "-4.99",
	    "control 4 0.00 0.01 sum of transaction hard\n"
	    "item 4 invoice 2026-10-05 5.00 USD customer=ACME\n");
}

/* Headers come again with other names; cells are known by them, not by their
   place; a list is passed over. */
static void
headers(void **state)
{
	(void)state;
	says("!CUST\tNAME\nCUST\tACME\n!TRNS\tAMOUNT\tNAME\tDATE\tTRNSTYPE\n"
	     "!SPL\tAMOUNT\nTRNS\t5\tACME\t10/5/2026\tINVOICE\nSPL\t-5\n"
	     "ENDTRNS\n" TRNS "TRNS\tINVOICE\t10/6/2026\tA/R\tBOB\t7\t1\n"
	     "SPL\t-7\n\t\t\nENDTRNS\n\n",
	    "skip 2 a list, not a transaction\n"
	    "item 5 invoice 2026-10-05 5.00 USD customer=ACME\n"
	    "item 9 invoice 2026-10-06 7.00 USD doc=1 customer=BOB\n");
	says("TRNS\tINVOICE\n", "fault 1 \"TRNS\" has no header (!TRNS) above "
				"it\nfinding 0 no transaction in it\n");
	/* Too many of them, and of cells. */
	{
		struct buf b = {0};
		struct import in = {.quiet = true};
		char line[20];

		for (int i = 0; i < 300; i++) {
			snprintf(line, sizeof line, "!K%d\tA\n", i);
			buf_text(&b, line);
		}
		fake_read(&in, &format_iif, (struct span){b.at, b.len});
		assert_int_equal(in.nfault, 100);
		buf_free(&b);
		fake_free(&in);
	}
}

static void
faults(void **state)
{
	(void)state;
	says(HEAD "SPL\tX\nENDTRNS\n",
	    "fault 4 SPL: a split outside of transactions\n"
	    "fault 5 ENDTRNS: the end of a transaction that never began\n"
	    "finding 0 no transaction in it\n");
	says(HEAD "TRNS\tINVOICE\t10/5/2026\tA/R\tA\t5\n"
		  "TRNS\tINVOICE\t10/5/2026\tA/R\tB\t0\nENDTRNS\n",
	    "fault 5 TRNS: a transaction begins inside of another: ENDTRNS "
	    "is missing\n"
	    "item 5 invoice 2026-10-05 0.00 USD customer=B\n");
	says(HEAD "TRNS\tINVOICE\t10/5/2026\tA/R\tA\t5\n",
	    "fault 4 TRNS: the file ends inside of this transaction\n");
	says(HEAD, "finding 0 no transaction in it\n");
}

static void
letters(void **state)
{
	struct import in = {.currency = "JPY"};

	(void)state;
	gives("INVOICE\t10/5/2026\tA/R\tM\xfcller\t5", "-5",
	    "item 4 invoice 2026-10-05 5.00 USD customer=M\xc3\xbcller\n"
	    "latin1 4\n");
	fake_read(&in, &format_iif,
	    span_of(TRNS SPL "TRNS\tINVOICE\t10/5/2026\tA/R\tA\t5\r\n"
			     "SPL\t\t\t\t-5\r\nENDTRNS\r\n"));
	assert_string_equal(
	    fake_log(&in), "item 3 invoice 2026-10-05 5 JPY customer=A\n");
	fake_free(&in);
}

static const char whole[] = HEAD
    "TRNS\tINVOICE\t10/5/2026\tA/R\tACME\t100.25\t17\nSPL\t\t\tS\t-100.25\n"
    "ENDTRNS\nTRNS\tPAYMENT\t10/6/2026\tBank\tACME\t50\t1\n"
    "SPL\t\t\tA/R\t-50\nENDTRNS\n";

/* Lines know nothing of how many there are: what is cut off between two
   transactions can't be seen, and so only one is looked at. */
static void
damaged(void **state)
{
	char one[sizeof whole];
	const char *second = strstr(whole, "TRNS\tPAYMENT");

	(void)state;
	memcpy(one, whole, (size_t)(second - whole));
	one[second - whole] = '\0';
	cut_everywhere(&format_iif, one, NULL);
	cut_spoilt(&format_iif, whole, NULL);
}

static void
counted(void **state)
{
	struct import in = {0};

	(void)state;
	fake_read(&in, &format_iif, span_of(whole));
	assert_int_equal(in.nrecord, 9);
	assert_int_equal(in.nitem, 2);
	fake_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(types),
	    cmocka_unit_test(amounts_and_dates),
	    cmocka_unit_test(headers),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(letters),
	    cmocka_unit_test(damaged),
	    cmocka_unit_test(counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
