/* X12 820, 823 and 835: marks and envelopes, invoices and claims, the sums of
   each; what is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_x12;

#define ISA                                                                    \
	"ISA*00*          *00*          *ZZ*SENDER         "                   \
	"*ZZ*RECEIVER       *261030*0600*U*00401*000000001*0*P*:~"
#define GS(release) "GS*RA*S*R*20261029*0600*7*X*" release "~"
#define END         "GE*1*7~IEA*1*000000001~"
#define BPR(total)                                                             \
	"BPR*C*" total "*C*ACH*CTX*01*111*DA*222*99**01*333*DA*444*20261030~"  \
	"TRN*1*T77~"

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_x12, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

/* The segments of a transaction of a release, as many as `n`. */
static void
of_release(const char *release, const char *set, const char *segments, int n,
    const char *want)
{
	struct buf b = {0};
	char end[40], gs[80];

	snprintf(gs, sizeof gs, GS("%s"), release);
	snprintf(end, sizeof end, "SE*%d*0001~" END, n + 2);
	buf_text(&b, ISA);
	buf_text(&b, gs);
	buf_text(&b, "ST*");
	buf_text(&b, set);
	buf_text(&b, "*0001~");
	buf_text(&b, segments);
	buf_text(&b, end);
	says(buf_string(&b), want);
	buf_free(&b);
}

static void
gives(const char *segments, int n, const char *want)
{
	of_release("004010", "820", segments, n, want);
}

#define PAY(amount)                                                            \
	"pay receipt 1 2026-10-30 " amount                                     \
	" USD advice ref=T77 number=T77 payer_account=111/222 code=C\n"

static void
invoices(void **state)
{
	(void)state;
	gives(BPR("10") "N1*PR*ACME*UL*1~N1*PE*US~ENT*1~RMR*IV*I1**4~"
			"RMR*CM*C1**-.5~REF*PO*P7~DTM*003*20260930~"
			"RMR*IV*I2**6.50~NTE*GEN*late~",
	    11,
	    "pay receipt 1 2026-10-30 10.00 USD advice ref=T77 number=T77 "
	    "payer=ACME payer_account=111/222 code=C\n"
	    "remit 1 4.00 ref=I1\n"
	    "remit 1 -0.50 doc_date=2026-09-30 ref=C1 memo=CM PO P7\n"
	    "remit 1 6.50 ref=I2 memo=late\n");
	/* Gross less discount and deduction; each with its reason. */
	gives(BPR("4408.75") "ENT*1~RMR*IV*26801**4408.75*4650.41*97.9~"
			     "ADX*-143.76*59*VV*1234~REF*ZZ*SHORT~",
	    6,
	    PAY("4408.75") "remit 1 4408.75 discount=97.90 deduction=143.76 "
			   "ref=26801 "
			   "reason=59 memo=ADX -143.76 59 VV 1234 SHORT\n");
	gives(BPR("4") "RMR*IV*I1**4*6*1~", 3,
	    "control 1 4.00 5.00 invoice: gross less discount and "
	    "adjustments\n" PAY("4.00") "remit 1 4.00 discount=1.00 "
					"ref=I1\n");
	gives(BPR("5") "RMR*IV*I1**4~", 3,
	    "control 1 5.00 4.00 total of payment\n" PAY(
		"5.00") "remit 1 4.00 ref=I1\n");
	/* A blank or a zero as gross is none. */
	gives(BPR("4") "RMR*IV*I1**4*0~RMR*IV*I2**-0*~", 4,
	    PAY("4.00") "remit 1 4.00 ref=I1\nremit 1 0.00 ref=I2\n");
	/* An amount one element too early. */
	gives(BPR("4") "RMR*IV*I1*4~", 3,
	    "finding 1 RMR03 holds an amount: it is taken for RMR04\n" PAY(
		"4.00") "remit 1 4.00 ref=I1\n");
	/* In later releases an adjustment stands in RMR itself. */
	gives(BPR("4") "RMR*IV*I1**4*6**01*-2~", 3,
	    PAY("4.00") "remit 1 4.00 deduction=2.00 ref=I1 reason=01\n");
}

/* Adjustments of no invoice: each entity begins anew. */
static void
beside(void **state)
{
	(void)state;
	gives(BPR("3") "ENT*1~ADX*-1*16*ZZ*CB9~RMR*IV*I1**2~ENT*2~"
		       "ADX*2*52*ZZ*OP~REF*ZZ*WHY~",
	    8,
	    PAY("3.00") "remit 1 -1.00 ref=CB9 reason=16\n"
			"remit 1 2.00 ref=I1\n"
			"remit 1 2.00 ref=OP reason=52 memo=WHY\n");
}

/* Release 3030 has the sign of ADX the other way round; of 3040 the invoices
   tell it. */
static void
signs(void **state)
{
	static const char want[] =
	    PAY("4.00") "remit 1 4.00 deduction=2.00 ref=I1 reason=01 "
			"memo=ADX 2 01\n";
	struct buf b = {0};

	(void)state;
	of_release(
	    "003030", "820", BPR("4") "RMR*IV*I1**4*6~ADX*2*01~", 4, want);
	buf_text(&b, "finding 1 adjustments (ADX) lower what is paid where "
		     "they are above 0: so the invoices add up\n");
	buf_text(&b, want);
	of_release("003040", "820", BPR("4") "RMR*IV*I1**4*6~ADX*2*01~", 4,
	    buf_string(&b));
	of_release("003040", "820", BPR("4") "RMR*IV*I1**4*6~ADX*-2*01~", 4,
	    PAY("4.00") "remit 1 4.00 deduction=2.00 ref=I1 reason=01 "
			"memo=ADX -2 01\n");
	of_release("005010", "820", BPR("4") "RMR*IV*I1**4*6~ADX*2*01~", 4,
	    "control 1 4.00 8.00 invoice: gross less discount and "
	    "adjustments\n" PAY("4.00") "remit 1 4.00 ref=I1 memo=ADX 2 01\n");
	buf_free(&b);
}

static void
payments(void **state)
{
	(void)state;
	/* No money: credits against debits. */
	gives("BPR*I*0*C*NON************20261030~TRN*1*T77~RMR*IV*I1**5~"
	      "RMR*CM*C1**-5~",
	    4,
	    "pay receipt 1 2026-10-30 0.00 USD advice ref=T77 number=T77 "
	    "code=I\nremit 1 5.00 ref=I1\nremit 1 -5.00 ref=C1 memo=CM\n");
	gives("BPR*P*0*C*ACH************20261030~", 1,
	    "unchecked 1 total of payment\n"
	    "skip 1 a payment of 0.00 that pays nothing: a prenotification\n");
	/* A debit: money from us. */
	gives("BPR*C*5*D*ACH************20261030~", 1,
	    "unchecked 1 total of payment\n"
	    "pay other 1 2026-10-30 -5.00 USD advice code=C\n");
	/* The day of the group, where there is no other. */
	gives("BPR*C*5*C*ACH~CUR*PR*JPY~RMR*IV*I1**5~", 3,
	    "pay receipt 1 2026-10-29 5 JPY advice code=C\n"
	    "remit 1 0.05 ref=I1\n");
	gives("BPR*C*5*C*ACH************20261330~", 1,
	    "fault 1 BPR16: \"20261330\" is not a date (CCYYMMDD)\n"
	    "unchecked 1 total of payment\n"
	    "pay receipt 1 2026-10-29 5.00 USD advice code=C\n");
	gives("BPR*C*5,00*C*ACH************20261030~", 1,
	    "fault 1 BPR02: \"5,00\" is not an amount\n");
	gives("RMR*IV*I1**4~", 1,
	    "fault 1 BPR: a transaction without a payment\n");
	gives(BPR("4") "RMR*IV*I1**4x~", 3,
	    "fault 1 RMR04: \"4x\" is not an amount\n"
	    "control 1 4.00 0.00 total of payment\n" PAY(
		"4.00") "remit 1 0.00 ref=I1\n");
	gives(BPR("4") "CUR*PR*XYZ~", 3,
	    "fault 1 CUR02: \"XYZ\" is not an ISO 4217 currency code\n"
	    "unchecked 1 total of payment\n" PAY("4.00"));
	gives(BPR("4") "RMR*IV*I1**4*9~ADX*90000000000000000*1~"
		       "ADX*90000000000000000*1~",
	    5,
	    "fault 1 a sum beyond the largest amount\n"
	    "control 1 4.00 9.00 invoice: gross less discount and "
	    "adjustments\n" PAY(
		"4.00") "remit 1 4.00 ref=I1 memo=ADX 90000000000000000 1 ADX "
			"90000000000000000 1\n");
}

#define REMIT_A                                                                \
	"remit 1 70.00 deduction=20.00 ref=A reason=CO-45 memo=CLP02 1 PC9\n"

static void
claims(void **state)
{
	(void)state;
	of_release("005010X221A1", "835",
	    BPR("65") "N1*PR*PLAN~CLP*A*1*100*70*10**PC9~CAS*PR*1*10~"
		      "SVC*HC:1*60*40~CAS*CO*45*20~SVC*HC:2*40*30~"
		      "CAS*PR*2*10~PLB*9*20261231*WO:X1*7*L6*-2~",
	    10,
	    "control 1 70.00 60.00 claim: charge less adjustments\n"
	    "pay receipt 1 2026-10-30 65.00 USD advice ref=T77 number=T77 "
	    "payer=PLAN payer_account=111/222 code=C\n" REMIT_A
	    "remit 1 -7.00 ref=X1 reason=WO\nremit 1 2.00 reason=L6\n");
	of_release("005010X221A1", "835",
	    BPR("70") "N1*PR*PLAN~CLP*A*1*100*70*10**PC9~"
		      "SVC*HC:1*60*40~CAS*CO*45*20~SVC*HC:2*40*30~"
		      "CAS*PR*2*10~",
	    8,
	    "pay receipt 1 2026-10-30 70.00 USD advice ref=T77 number=T77 "
	    "payer=PLAN payer_account=111/222 code=C\n" REMIT_A);
	/* Services that do not make up their claim, or themselves. */
	of_release("005010X221A1", "835",
	    BPR("70") "CLP*A*1*70*70*0~SVC*HC:1*70*60~", 4,
	    "control 1 60.00 70.00 service: charge less adjustments\n"
	    "control 1 70.00 60.00 claim: paid for its services\n" PAY(
		"70.00") "remit 1 70.00 ref=A memo=CLP02 1\n");
	/* A payment taken back, and the claim again. */
	of_release("005010X221A1", "835",
	    BPR("10") "CLP*A*22*-100*-70*0~CAS*CO*45*-30~"
		      "CLP*A*1*100*80*0~CAS*CO*45*20~",
	    6,
	    PAY("10.00") "remit 1 -70.00 ref=A memo=CLP02 22\n"
			 "remit 1 80.00 deduction=20.00 ref=A reason=CO-45 "
			 "memo=CLP02 1\n");
}

/* A lockbox: a payment for each BPR, dated by the deposit; no advices. */
static void
lockbox(void **state)
{
	(void)state;
	of_release("004010", "823",
	    "DEP*D1*20261028~BAT*20261028~BPR*C*5*C*CHK~TRN*1*101~"
	    "RMR*IV*I1**5~BPR*C*6*C*CHK~TRN*1*102~RMR*IV*I2**6~",
	    8,
	    "pay receipt 1 2026-10-28 5.00 USD ref=101 number=101 code=C\n"
	    "remit 1 5.00 ref=I1\n"
	    "pay receipt 1 2026-10-28 6.00 USD ref=102 number=102 code=C\n"
	    "remit 1 6.00 ref=I2\n");
}

#define ONE "ST*820*0001~BPR*C*5*C*ACH************20261030~SE*3*0001~"
#define ONE_PAID                                                               \
	"unchecked 1 total of payment\n"                                       \
	"pay receipt 1 2026-10-30 5.00 USD advice code=C\n"

static void
envelopes(void **state)
{
	(void)state;
	says(ISA GS("004010") ONE END, ONE_PAID);
	says(ISA GS("004010") "ST*820*0001~BPR*C*5*C*ACH************20261030~"
			      "SE*9*0002~GE*2*8~IEA*3*2~",
	    ONE_PAID
	    "control 1 9 3 segments of transaction\n"
	    "finding 1 the transaction ends with number 0002, and began with "
	    "0001\n"
	    "control 1 2 1 transactions of group\n"
	    "finding 1 the group ends with number 8, and began with 7\n"
	    "control 1 3 1 groups of interchange\n"
	    "finding 1 the interchange ends with number 2, and began with "
	    "000000001\n");
	says(ISA GS("004010") "ST*812*1~BCD*1~SE*3*1~" END,
	    "finding 1 a transaction 812 is passed over: 820, 823 and 835 are "
	    "read\nfinding 0 no payment in it\n");
	says(ISA "TA1*1~" GS("004010") ONE END "\x1a",
	    "skip 1 a segment outside of transactions\n" ONE_PAID
	    "skip 1 a segment outside of transactions\n");
	/* One that has no end. */
	says(
	    ISA GS(
		"004010") "ST*820*1~BPR*C*5*C*ACH************20261030~" ONE END,
	    "fault 1 SE: the transaction of line 1 has not ended\n" ONE_PAID
	    "control 1 1 2 transactions of group\n");
	says(ISA GS("004010") ONE,
	    ONE_PAID "fault 1 IEA: the file ends inside of an interchange\n");
	says(ISA GS("004010") "SE*1*1~" END,
	    "fault 1 SE: the end of a transaction that never began\n"
	    "control 1 1 0 transactions of group\n"
	    "finding 0 no payment in it\n");
	says("UNA:+.? 'UNB+UNOA:1+A+B'",
	    "fault 1 ISA: EDIFACT, as of a REMADV, which is not read: ask for "
	    "an X12 820\n");
	says("hello", "fault 1 ISA: no X12 interchange: it does not begin "
		      "with ISA\n");
	says("ISA*00*", "fault 1 ISA: the interchange's header (ISA) is cut "
			"short\n");
}

/* The same file with other marks, and header fields that are not filled up. */
static void
marks(void **state)
{
	static const char *const same[] = {
	    "ISA|00||00||ZZ|S|ZZ|R|261030|0600|U|00401|000000001|0|P|>\\"
	    "GS|RA|S|R|20261029|0600|7|X|004010\\ST|820|0001\\"
	    "BPR|C|5|C|ACH||||||||||||20261030\\SE|3|0001\\GE|1|7\\"
	    "IEA|1|000000001\\",
	    /* In Latin-1 and in UTF-8. */
	    "ISA\xa6"
	    "00\xa6\xa6"
	    "00\xa6\xa6ZZ\xa6S\xa6ZZ\xa6R\xa6"
	    "261030\xa6"
	    "0600\xa6U\xa6"
	    "00401\xa6"
	    "000000001\xa6"
	    "0\xa6P\xa6:~GS\xa6RA\xa6S\xa6R\xa6"
	    "20261029\xa6"
	    "0600\xa6"
	    "7\xa6X\xa6"
	    "004010~ST\xa6"
	    "820\xa6"
	    "0001~BPR\xa6"
	    "C\xa6"
	    "5\xa6"
	    "C\xa6"
	    "ACH\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6"
	    "20261030~SE\xa6"
	    "3\xa6"
	    "0001~GE\xa6"
	    "1\xa6"
	    "7~IEA\xa6"
	    "1\xa6"
	    "000000001~",
	    NULL};

	(void)state;
	for (const char *const *p = same; *p != NULL; p++)
		says(*p, ONE_PAID);
	says("\xef\xbb\xbf" ISA "\r\n" GS("004010") "\r\n" ONE END "\r\n",
	    "unchecked 3 total of payment\n"
	    "pay receipt 3 2026-10-30 5.00 USD advice code=C\n");
	/* An interchange behind another has its own marks. */
	says(ISA GS("004010") ONE END
	    "ISA|00||00||ZZ|S|ZZ|R|261030|0600|U|00401|000000002|0|P|>\n"
	    "GS|RA|S|R|20261029|0600|7|X|004010\nST|820|0001\n"
	    "BPR|C|5|C|ACH||||||||||||20261030\nSE|3|0001\nGE|1|7\n"
	    "IEA|1|000000002\n",
	    ONE_PAID "unchecked 4 total of payment\n"
		     "pay receipt 4 2026-10-30 5.00 USD advice code=C\n");
}

static void
large(void **state)
{
	struct buf b = {0};
	struct import in = {0};

	(void)state;
	buf_text(&b, ISA GS("004010") "ST*820*0001~BPR*C*5*C*ACH"
				      "************20261030~X");
	for (int i = 0; i < 70; i++)
		buf_byte(&b, '*');
	buf_text(&b, "~SE*4*0001~" END);
	says(buf_string(&b),
	    "finding 1 a segment of 71 elements: those behind the 63th are "
	    "passed over\n" ONE_PAID);
	b.len = 0;
	buf_text(&b, ISA);
	for (int i = 0; i < 2000000; i++)
		buf_byte(&b, 'x');
	fake_read(&in, &format_x12, (struct span){b.at, b.len});
	assert_string_equal(fake_log(&in),
	    "fault 1 a segment of more than 1 MiB\n"
	    "fault 1 IEA: the file ends inside of an interchange\n");
	fake_free(&in);
	buf_free(&b);
}

/* Every segment is a record, and every payment and line of it is told of. */
static void
counted(void **state)
{
	struct import in = {0};

	(void)state;
	fake_read(&in, &format_x12,
	    span_of(ISA GS("004010") ONE ONE
		"ST*820*3~" BPR("3") "RMR*IV*A**1~RMR*IV*B**2~SE*6*3~" END));
	assert_int_equal(in.nrecord, 2 + 3 + 3 + 6 + 2);
	assert_int_equal(in.npay, 3);
	assert_int_equal(in.nremit, 2);
	fake_free(&in);
}

static const char whole[] = ISA GS("004010") "ST*820*0001~" BPR(
    "4408.75") "ENT*1~RMR*IV*26801**4408.75*4650.41*97.90~ADX*-143.76*59~"
	       "SE*7*0001~" END;

static void
damaged(void **state)
{
	(void)state;
	cut_everywhere(&format_x12, whole, NULL);
	cut_spoilt(&format_x12, whole, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(invoices),
	    cmocka_unit_test(beside),
	    cmocka_unit_test(signs),
	    cmocka_unit_test(payments),
	    cmocka_unit_test(claims),
	    cmocka_unit_test(lockbox),
	    cmocka_unit_test(envelopes),
	    cmocka_unit_test(marks),
	    cmocka_unit_test(large),
	    cmocka_unit_test(counted),
	    cmocka_unit_test(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
