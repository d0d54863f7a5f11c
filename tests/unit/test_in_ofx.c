/* OFX of both syntaxes: tags and values, transactions, their types and numbers;
   what is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_ofx;

#define HEAD                                                                   \
	"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM>"      \
	"<BANKID>B<ACCTID>A<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"    \
	"<DTSTART>20261001<DTEND>20261031"
#define TAIL                                                                   \
	"</BANKTRANLIST><LEDGERBAL><BALAMT>9<DTASOF>20261031</LEDGERBAL>"      \
	"</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
#define TX(more)                                                               \
	"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261030<TRNAMT>5.00" more          \
	"</STMTTRN>"
#define GOT "pay receipt 1 2026-10-30 5.00 USD account=B/A"

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_ofx, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

static void
gives(const char *transactions, const char *want)
{
	struct buf b = {0}, all = {0};

	buf_text(&b, HEAD);
	buf_text(&b, transactions);
	buf_text(&b, TAIL);
	buf_text(&all, want);
	buf_text(&all, "unchecked 1 balance\n");
	says(buf_string(&b), buf_string(&all));
	buf_free(&b);
	buf_free(&all);
}

static void
fields(void **state)
{
	(void)state;
	gives(TX("<FITID>F1<CHECKNUM>77<NAME>ACME<MEMO>INV 1"),
	    GOT " ref=F1 number=77 payer=ACME memo=INV 1 code=CREDIT\n");
	gives(TX("<FITID>F1<REFNUM>R1<PAYEE><NAME>ACME<ADDR1>X</PAYEE>"
		 "<BANKACCTTO><BANKID>7<ACCTID>8</BANKACCTTO><MEMO>"),
	    GOT " ref=F1 number=R1 payer=ACME payer_account=7/8 "
		"code=CREDIT\n");
	/* The first eight digits are the day, whatever the zone. */
	gives("<STMTTRN><TRNTYPE>DEP<DTPOSTED>20261030235959.123[-8:PST]"
	      "<TRNAMT>+5,5<FITID>F1</STMTTRN>",
	    "pay receipt 1 2026-10-30 5.50 USD account=B/A ref=F1 code=DEP\n");
	gives("<STMTTRN><TRNTYPE>DEP<DTPOSTED>00000000<DTUSER>20261029"
	      "<TRNAMT>.5<FITID>F1</STMTTRN>",
	    "finding 1 no day of posting: that of the user is taken\n"
	    "pay receipt 1 2026-10-29 0.50 USD account=B/A ref=F1 code=DEP\n");
	gives("<STMTTRN><TRNTYPE>DEP<DTPOSTED><TRNAMT>5<FITID>F1</STMTTRN>",
	    "fault 1 DTPOSTED: a transaction without a day\n");
	gives("<STMTTRN><TRNTYPE>DEP<DTPOSTED>20261130<TRNAMT>5<FITID>F1"
	      "</STMTTRN>",
	    "finding 1 posted outside of the days that the list is of "
	    "(DTSTART, DTEND)\n"
	    "pay receipt 1 2026-11-30 5.00 USD account=B/A ref=F1 code=DEP\n");
	gives("<STMTTRN><TRNTYPE>DEP<DTPOSTED>20261030<TRNAMT>1,234.56"
	      "<FITID>F1</STMTTRN>",
	    "fault 1 TRNAMT: \"1,234.56\" is not an amount of USD\n");
}

/* The sign counts, whatever the type. */
static void
types(void **state)
{
	(void)state;
	gives("<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261030<TRNAMT>5<FITID>1"
	      "</STMTTRN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261030"
	      "<TRNAMT>-5<FITID>2</STMTTRN><STMTTRN><TRNTYPE>INT"
	      "<DTPOSTED>20261030<TRNAMT>5<FITID>3</STMTTRN>",
	    "pay receipt 1 2026-10-30 5.00 USD account=B/A ref=1 code=DEBIT\n"
	    "pay other 1 2026-10-30 -5.00 USD account=B/A ref=2 code=CREDIT\n"
	    "pay other 1 2026-10-30 5.00 USD account=B/A ref=3 code=INT\n");
	/* What is credited to a card of ours is no customer's. */
	says("<OFX><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM>"
	     "<BANKTRANLIST>" TX("<FITID>1") "</BANKTRANLIST></CCSTMTRS>"
					     "</OFX>",
	    "pay other 1 2026-10-30 5.00 USD account=4111 ref=1 "
	    "code=CREDIT\n");
	gives("<STMTTRNP><TRNTYPE>CREDIT<DTTRAN>20261030<TRNAMT>5<NAME>X"
	      "</STMTTRNP>",
	    "skip 1 pending, not booked (STMTTRNP)\n");
	/* Amounts in another currency, and what came from another. */
	gives(TX("<FITID>1<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY>")
		  TX("<FITID>2<ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR"
		     "</ORIGCURRENCY>"),
	    "pay receipt 1 2026-10-30 5.00 EUR account=B/A ref=1 "
	    "code=CREDIT\n" GOT " ref=2 code=CREDIT\n");
}

static void
numbers(void **state)
{
	(void)state;
	gives(TX(""),
	    "finding 1 a transaction without a FITID\n" GOT " code=CREDIT\n");
	gives(TX("<FITID>1") TX("<FITID>1"),
	    GOT " ref=1 code=CREDIT\n"
		"skip 1 told of before in this file (the same FITID)\n");
	/* One number for two: both are money. */
	gives(TX("<FITID>1") "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261030<"
			     "TRNAMT>6.00<FITID>1"
			     "</STMTTRN>",
	    GOT " ref=1 code=CREDIT\n"
		"finding 1 FITID 1 again, of other money\n"
		"pay receipt 1 2026-10-30 6.00 USD account=B/A ref=1 "
		"code=CREDIT\n");
	gives(TX("<FITID>2<CORRECTFITID>1<CORRECTACTION>DELETE"),
	    "finding 1 a correction of transaction 1 is passed over: correct "
	    "it by hand\n");
	/* And the second of them again. */
	gives(TX("<FITID>1") "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261030<"
			     "TRNAMT>6.00<FITID>1"
			     "</"
			     "STMTTRN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>"
			     "20261030<TRNAMT>6.00"
			     "<FITID>1</STMTTRN>",
	    GOT " ref=1 code=CREDIT\n"
		"finding 1 FITID 1 again, of other money\n"
		"pay receipt 1 2026-10-30 6.00 USD account=B/A ref=1 "
		"code=CREDIT\n"
		"skip 1 told of before in this file (the same FITID)\n");
	/* Of another account it is another. */
	says("<OFX><STMTRS><CURDEF>USD<ACCTID>1<BANKTRANLIST>" TX(
		 "<FITID>1") "</BANKTRANLIST></STMTRS><STMTRS><CURDEF>USD"
			     "<ACCTID>2<BANKTRANLIST>" TX(
				 "<FITID>1") "</BANKTRANLIST></STMTRS></OFX>",
	    "pay receipt 1 2026-10-30 5.00 USD account=1 ref=1 code=CREDIT\n"
	    "pay receipt 1 2026-10-30 5.00 USD account=2 ref=1 "
	    "code=CREDIT\n");
}

/* The same in both syntaxes, on one line and on many. */
static void
syntaxes(void **state)
{
	(void)state;
	says("OFXHEADER:100DATA:OFXSGMLVERSION:102<OFX><STMTRS><CURDEF>USD"
	     "<ACCTID>A<BANKTRANLIST>" TX(
		 "<FITID>1<NAME>A&amp;B &lt;C&gt;"
		 "&nbsp;D") "</BANKTRANLIST></STMTRS></OFX>",
	    "pay receipt 1 2026-10-30 5.00 USD account=A ref=1 payer=A&B <C> "
	    "D code=CREDIT\n");
	says("<?xml version=\"1.0\"?>\r\n<?OFX OFXHEADER=\"200\"?>\r\n<OFX>"
	     "<STMTRS><CURDEF>USD</CURDEF>\r\n<ACCTID>A</ACCTID>"
	     "<BANKTRANLIST>\r\n<STMTTRN><TRNTYPE>CREDIT</TRNTYPE>"
	     "<DTPOSTED>20261030</DTPOSTED><TRNAMT>5</TRNAMT><FITID>1"
	     "</FITID>\r\n<NAME><![CDATA[A&B <C> D]]></NAME><!-- <MEMO>x -->"
	     "<MEMO>y <!-- > --> z</MEMO></STMTTRN></BANKTRANLIST></STMTRS>"
	     "</OFX>",
	    "pay receipt 5 2026-10-30 5.00 USD account=A ref=1 payer=A&B <C> "
	    "D memo=y  z code=CREDIT\n");
	/* Aggregates that are not closed; tags of programs; small letters. */
	says("<ofx><intu.bid>9<stmtrs><curdef>USD<acctid>A<banktranlist>"
	     "<stmttrn><trntype>CREDIT<dtposted>20261030<trnamt>5<fitid>1"
	     "<stmttrn><trntype>CREDIT<dtposted>20261030<trnamt>6<fitid>2"
	     "</banktranlist></stmtrs></ofx>",
	    "pay receipt 1 2026-10-30 5.00 USD account=A ref=1 code=CREDIT\n"
	    "pay receipt 1 2026-10-30 6.00 USD account=A ref=2 "
	    "code=CREDIT\n");
	/* Letters are UTF-8, or else Latin-1, whatever the header says. */
	says("<OFX><STMTRS><CURDEF>USD<ACCTID>A<BANKTRANLIST>" TX(
		 "<FITID>1<NAME>M\xc3\xbcller")
		 TX("<FITID>2<NAME>M\xfcller") "</BANKTRANLIST></STMTRS></OFX>",
	    "pay receipt 1 2026-10-30 5.00 USD account=A ref=1 "
	    "payer=M\xc3\xbcller code=CREDIT\n"
	    "pay receipt 1 2026-10-30 5.00 USD account=A ref=2 "
	    "payer=M\xc3\xbcller code=CREDIT\nlatin1 1\n");
}

static void
currencies(void **state)
{
	struct import in = {.currency = "JPY"};

	(void)state;
	fake_read(&in, &format_ofx,
	    span_of("<OFX><STMTRS><ACCTID>A<BANKTRANLIST>" TX(
		"<FITID>1") "</BANKTRANLIST></STMTRS></OFX>"));
	assert_string_equal(fake_log(&in),
	    "pay receipt 1 2026-10-30 5 JPY account=A ref=1 code=CREDIT\n");
	fake_free(&in);
	says("<OFX><STMTRS><ACCTID>A<BANKTRANLIST>" TX(
		 "<FITID>1") "</BANKTRANLIST></STMTRS></OFX>",
	    "fault 1 CURDEF: no currency, or none of ISO 4217\n");
}

static void
ends(void **state)
{
	struct buf b = {0};

	(void)state;
	says(HEAD TX("<FITID>1"),
	    GOT " ref=1 code=CREDIT\n"
		"finding 0 the file ends without </OFX>: is it whole?\n");
	says(HEAD "<STMTTRN><TRNAMT>5",
	    "fault 1 STMTTRN: the file ends inside of this transaction\n");
	says(HEAD "<STMTT",
	    "fault 1 the file ends in a tag\n"
	    "finding 0 the file ends without </OFX>: is it whole?\n");
	says("<><OFX></OFX>", "finding 0 no statement in it\n");
	buf_text(&b, "<OFX><MEMO>");
	for (int i = 0; i < 2000000; i++)
		buf_byte(&b, 'x');
	says(buf_string(&b), "fault 1 a value or tag of more than 1 MiB\n"
			     "finding 0 no statement in it\n");
	buf_free(&b);
}

static const char whole[] = HEAD TX("<FITID>1<NAME>ACME<MEMO><![CDATA[a>b]]>")
    TX("<FITID>2<CHECKNUM>7") "</BANKTRANLIST></STMTRS></STMTTRNRS>"
			      "</BANKMSGSRSV1></OFX>\n";

static void
damaged(void **state)
{
	(void)state;
	cut_everywhere(&format_ofx, whole, NULL);
	cut_spoilt(&format_ofx, whole, NULL);
}

/* Every transaction is money, or passed over by name. */
static void
counted(void **state)
{
	struct import in = {.raw = true, .quiet = true};

	(void)state;
	fake_read(&in, &format_ofx,
	    span_of(HEAD TX("<FITID>1") TX("<FITID>1") TX("<FITID>2") TX(
		"<FITID>3<CORRECTFITID>1") "<STMTTRNP></STMTTRNP>" TAIL));
	assert_int_equal(in.npay, 2);
	assert_int_equal(in.nskip, 2);
	assert_int_equal(in.nfinding, 1);
	/* OFX and its statements, list, balance; transactions. */
	assert_int_equal(in.nrecord, 7 + 5);
	fake_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields),
	    cmocka_unit_test(types),
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(syntaxes),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(ends),
	    cmocka_unit_test(damaged),
	    cmocka_unit_test(counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
