/* Lockbox files by each layout: checks, what they pay, and the sums of batches;
   what is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_lockbox;

#define HEAD                                                                   \
	"100DESTINATIOORIGIN    2610310600\n"                                  \
	"2DESTINATIOORIGIN    REFERENCE 4000800001\n"                          \
	"50010000068751261030DESTINATIOORIGIN    \n"
/* Batch, item, cents, routing, account, number of the check. */
#define CHECK(item, cents) "6001" item cents "1110000250000000099000005001\n"
/* Type, sequence and flag, invoice, paid, deducted, reason. */
#define PAYS(item, sequence, invoice, paid, deducted, reason)                  \
	"4001" item "6" sequence "0" invoice paid deducted reason "\n"
#define ENDS(count, cents, records)                                            \
	"70010000068751261030" count cents "\n"                                \
	"80010000068751261030"                                                 \
	"0" count cents "\n"                                                   \
	"9" records "\n"

static void
says(const char *layout, const char *text, const char *want)
{
	struct import in = {.layout = layout};

	fake_read(&in, &format_lockbox, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

#define GOT(line, amount)                                                      \
	"pay receipt " line " 2026-10-30 " amount                              \
	" USD account=0068751 number=5001 payer_account=111000025/0000000099"

static void
amounts(void **state)
{
	(void)state;
	says("sap-bai2",
	    HEAD CHECK("001", "0000012345") PAYS("001", "01",
		"000000000INV-001", "0000010000", "0000000000", "   ")
		PAYS("001", "02", "INV-2           ", "0000002345",
		    "0000000055", "017") ENDS("001", "0000012345", "000009"),
	    GOT("4", "123.45") "\n"
			       "remit 5 100.00 ref=000000000INV-001\n"
			       "remit 6 23.45 deduction=0.55 ref=INV-2 "
			       "reason=017\n");
	/* Gross and deduction beside each other: only that adds up. */
	says("sap-bai2",
	    HEAD CHECK("001", "0000009000") PAYS("001", "01",
		"INV-1           ", "0000010000", "0000001000", "017")
		ENDS("001", "0000009000", "000008"),
	    GOT("4", "90.00") "\nremit 5 90.00 deduction=10.00 ref=INV-1 "
			      "reason=017\n");
	/* Less than the check: the rest is on account.  More: refused. */
	says("sap-bai2",
	    HEAD CHECK("001", "0000009000") PAYS(
		"001", "01", "INV-1           ", "0000008000", "0000000000", "")
		ENDS("001", "0000009000", "000008"),
	    GOT("4", "90.00") "\nremit 5 80.00 ref=INV-1\n"
			      "control 4 90.00 80.00 invoices of check\n");
	says("sap-bai2",
	    HEAD CHECK("001", "0000009000") PAYS(
		"001", "01", "INV-1           ", "0000010000", "0000000000", "")
		ENDS("001", "0000009000", "000008"),
	    GOT("4",
		"90.00") "\nremit 5 100.00 ref=INV-1\n"
			 "control 4 90.00 100.00 invoices of check hard\n");
	/* Blanks for zeros; and invoices that the bank has not parted. */
	says("sap-bai2",
	    HEAD CHECK("001", "0000009000") PAYS(
		"001", "01", "INV-1           ", "0000009000", "          ", "")
		CHECK("002", "0000000500") PAYS("002", "01", "INV-2           ",
		    "          ", "          ", "")
		    PAYS("002", "02", "INV-3           ", "", "", "")
			ENDS("002", "0000009500", "000011"),
	    GOT("4", "90.00") "\nremit 5 90.00 ref=INV-1\n" GOT(
		"6", "5.00") " memo=INV-2 INV-3\n");
	/* A check of nothing, and one without invoices. */
	says("sap-bai2",
	    HEAD CHECK("001", "0000000000") CHECK("002", "0000000500")
		ENDS("002", "0000000500", "000008"),
	    "skip 4 a check of 0.00\n" GOT("5", "5.00") "\n");
}

/* Sequences of two digits begin again: the order is the file's. */
static void
sequences(void **state)
{
	(void)state;
	says("sap-bai2",
	    HEAD CHECK("001", "0000000300") PAYS(
		"001", "99", "INV-99          ", "0000000100", "", "")
		PAYS("001", "01", "INV-100         ", "0000000100", "", "")
		    PAYS("001", "99", "INV-101         ", "0000000100", "", "")
			ENDS("001", "0000000300", "000010"),
	    GOT("4", "3.00") "\nremit 5 1.00 ref=INV-99\n"
			     "remit 6 1.00 ref=INV-100\n"
			     "remit 7 1.00 ref=INV-101\n");
}

static void
layouts(void **state)
{
	(void)state;
	/* Up to three invoices in a record, without amounts. */
	says("sap-bai",
	    HEAD CHECK("001", "0000000300") "40010016010INV-1           "
					    "INV-2           INV-3\n" ENDS(
						"001", "0000000300", "000008"),
	    GOT("4", "3.00") " memo=INV-1 INV-2 INV-3\n");
	/* The day of a check as month, day, year. */
	says("fundersclub",
	    HEAD "6001001000000030011100002500000000990000000180051626A PAYER"
		 "\n40010016010CE554\n" ENDS("001", "0000000300", "000008"),
	    "pay receipt 4 2026-10-30 3.00 USD doc_date=2026-05-16 "
	    "account=0068751 number=180 payer=A PAYER "
	    "payer_account=111000025/0000000099 memo=CE554\n");
	says("fundersclub",
	    HEAD "6001001000000030011100002500000000990000000000261631A PAYER"
		 "\n" ENDS("001", "0000000300", "000007"),
	    "fault 4 check_date: \"261631\" is not a date (MMDDYY)\n"
	    "pay receipt 4 2026-10-30 3.00 USD account=0068751 payer=A PAYER "
	    "payer_account=111000025/0000000099\n");
	says("none-such", HEAD,
	    "fault 0 --layout: \"none-such\" is neither sap-bai, sap-bai2 or "
	    "fundersclub, nor a file that can be read\n");
	says(NULL, HEAD,
	    "fault 0 --layout: each bank has its own: name one (sap-bai, "
	    "sap-bai2, fundersclub) or a file\n");
}

/* Reads with a layout of the user's. */
static void
own(const char *layout, const char *text, const char *want)
{
	char path[] = "/tmp/layoutXXXXXX", *at;
	struct import in = {.layout = path};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_true(
	    write(fd, layout, strlen(layout)) == (ssize_t)strlen(layout));
	close(fd);
	fake_read(&in, &format_lockbox, span_of(text));
	unlink(path);
	fake_log(&in);
	at = strstr(in.log.at, path);
	if (at != NULL)
		memcpy(at, "LAYOUT", 6);
	if (at != NULL)
		memmove(
		    at + 6, at + strlen(path), strlen(at + strlen(path)) + 1);
	assert_string_equal(in.log.at, want);
	fake_free(&in);
}

/* Pairs of invoice and amount in a record, on the check itself. */
static void
users(void **state)
{
	static const char file[] = "record,field,column,length,dates\n"
				   "1,date,2,8,YYYYMMDD\n"
				   "6,amount,2,6,\n6,check,8,4,\n"
				   "6,invoice,12,3,\n6,paid,15,4,\n"
				   "6,invoice2,19,3,\n6,paid2,22,4,\n"
				   "7,total,2,6,\n9,records,2,4,\n";

	(void)state;
	own(file,
	    "120261031\n5\n6000500   7I-10200I-20300\n60001000008I-30100\n"
	    "7000600\n90006\n",
	    "pay receipt 3 2026-10-31 5.00 USD number=7\n"
	    "remit 3 2.00 ref=I-1\nremit 3 3.00 ref=I-2\n"
	    "pay receipt 4 2026-10-31 1.00 USD number=8\n"
	    "remit 4 1.00 ref=I-3\n"
	    "unchecked 5 count or total of batch\n");
	own("record,field,column,length,dates\n6,amuont,2,6,\n", "1\n",
	    "fault 0 LAYOUT: line 2 of the layout: field: \"amuont\" is "
	    "not a field (ar-formats(5) lists them)\n");
	own("record,field,column,length,dates\n6,date,2,6,DDMMYY\n", "1\n",
	    "fault 0 LAYOUT: line 2 of the layout: dates: \"DDMMYY\" is "
	    "not YYMMDD, YYYYMMDD or MMDDYY\n");
}

static void
sums(void **state)
{
	(void)state;
	says("sap-bai2",
	    HEAD CHECK("001", "0000000300") ENDS("002", "0000000301", "000009"),
	    GOT("4", "3.00") "\n"
			     "control 5 2 1 checks of batch hard\n"
			     "control 5 3.01 3.00 total of batch hard\n"
			     "control 6 2 1 checks of lockbox hard\n"
			     "control 6 3.01 3.00 total of lockbox hard\n"
			     "control 7 9 7 records of file\n");
	/* Blank; and a bank without ends of batches. */
	says("sap-bai2",
	    HEAD CHECK("001", "0000000300") "70010000068751261030\n9\n",
	    GOT("4", "3.00") "\nunchecked 5 count or total of batch\n");
	says("sap-bai2",
	    HEAD CHECK("001", "0000000300") "50020000068751261030\n" CHECK(
		"002", "0000000200") "8001000006875126103000020000000500\n9\n",
	    GOT("4", "3.00") "\nunchecked 5 count or total of batch\n" GOT(
		"6", "2.00") "\nunchecked 7 count or total of batch\n");
}

static void
faults(void **state)
{
	(void)state;
	says("sap-bai2", HEAD CHECK("001", "00000X0300") "9\n",
	    "fault 4 amount: not an amount (digits only)\n"
	    "unchecked 5 count or total of batch\n");
	says("sap-bai2",
	    HEAD PAYS(
		"001", "01", "INV-1           ", "0000000100", "", "") "9\n",
	    "fault 4 4: what a check pays (record 4), behind no check (record "
	    "6)\n");
	says("sap-bai2",
	    HEAD CHECK("001", "0000000100") PAYS(
		"002", "01", "INV-1           ", "0000000100", "", "") "9\n",
	    "fault 5 item: names another check than that of line 4, behind "
	    "which it stands\n" GOT("4", "1.00") "\nremit 5 1.00 ref=INV-1\n"
						 "unchecked 6 count or total "
						 "of batch\n");
	says("sap-bai2",
	    "1\n6001001000000030011100002500000000990000050"
	    "01\n3x\n9\n",
	    "fault 2 date: a check before any day of deposit (record 5)\n"
	    "fault 3 a record that begins with '3', not 1, 2 or 4 to 9\n"
	    "unchecked 4 count or total of batch\n");
	says("sap-bai2", HEAD,
	    "fault 3 the file ends without its trailer (record 9)\n");
	says("sap-bai2", "x\n",
	    "fault 1 a record outside of a file (1 to 9)\n"
	    "fault 0 no file header (record 1) in it\n");
}

#define WHOLE                                                                  \
	HEAD CHECK("001", "0000012345") PAYS("001", "01", "INV-1           ",  \
	    "0000012345", "0000000000", "   ")                                 \
	    CHECK("002", "0000000055") "70010000068751261030002"               \
				       "0000012400\n"                          \
				       "9000008\n"

/* One file behind another; every beginning of one. */
static void
damaged(void **state)
{
	(void)state;
	says("sap-bai2",
	    "100DESTINATIOORIGIN    2610310600\n9000002\n"
	    "100DESTINATIOORIGIN    2610310600\n9000002\n",
	    "");
	cut_everywhere(&format_lockbox, WHOLE, "sap-bai2");
	cut_spoilt(&format_lockbox, WHOLE, "sap-bai2");
}

static void
counted(void **state)
{
	struct import in = {.layout = "sap-bai2"};

	(void)state;
	fake_read(&in, &format_lockbox, span_of(WHOLE));
	assert_int_equal(in.nrecord, 8);
	assert_int_equal(in.npay, 2);
	assert_int_equal(in.nremit, 1);
	fake_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(sequences),
	    cmocka_unit_test(layouts),
	    cmocka_unit_test(users),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(damaged),
	    cmocka_unit_test(counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
