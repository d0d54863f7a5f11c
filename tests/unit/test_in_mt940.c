/* MT940 and MT942: fields and messages, marks and dates, layouts of :86:, and
   balances; what is expected was worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_mt940;

#define HEAD ":20:S1\n:25:ACC\n:28C:1/1\n:60F:C261030EUR1000,\n"
#define PAID "2026-10-30 100.00 EUR value=2026-10-30 account=ACC "

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_mt940, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

/* Lines of a statement that begins with 1000.00 and ends with `closing`. */
static void
gives(const char *lines, const char *closing, const char *want)
{
	struct buf b = {0};

	buf_text(&b, HEAD);
	buf_text(&b, lines);
	buf_text(&b, ":62F:C261030EUR");
	buf_text(&b, closing);
	buf_text(&b, "\n-\n");
	says(buf_string(&b), want);
	buf_free(&b);
}

/* What :86: says of a payment of 100.00. */
static void
info(const char *text, const char *want)
{
	struct buf b = {0}, all = {0};

	buf_text(&b, ":61:2610301030C100,NTRFNONREF\n:86:");
	buf_text(&b, text);
	buf_byte(&b, '\n');
	buf_text(&all, "pay receipt 5 " PAID);
	buf_text(&all, want);
	buf_byte(&all, '\n');
	gives(buf_string(&b), "1100,", buf_string(&all));
	buf_free(&b);
	buf_free(&all);
}

static void
marks(void **state)
{
	(void)state;
	gives(":61:2610301030C100,NTRFA//B\n", "1100,",
	    "pay receipt 5 " PAID "ref=B number=A code=NTRF\n");
	/* The third letter of the currency behind C, not RC. */
	gives(":61:2610301030CR100,05NTRFA\n:61:2610301030DR0,05NCHGA\n",
	    "1100,00",
	    "pay receipt 5 2026-10-30 100.05 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n"
	    "pay other 6 2026-10-30 -0.05 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NCHG\n");
	gives(":61:2610301030RCR100,NTRFA\n:61:2610301030RD200,NTRFA\n",
	    "1100,",
	    "pay return 5 2026-10-30 -100.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A original=A reason=bank-return code=NTRF\n"
	    "pay other 6 2026-10-30 200.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n");
	gives(":61:2610301030EC100,NTRFA\n", "1000,",
	    "skip 5 expected, not booked (EC, ED)\n");
	gives(":61:2610301030X100,NTRFA\n", "1000,",
	    "fault 5 :61:: neither C nor D, nor RC, RD, EC or ED, behind the "
	    "dates\n");
	gives(":61:2610301030C100.25NTRFA\n", "1100.25",
	    "pay receipt 5 2026-10-30 100.25 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n");
	gives(":61:2610301030C100,255NTRFA\n", "1000,",
	    "fault 5 :61:: \"100,255\" is not an amount with 2 decimals\n");
	gives(":61:2610301030D64,NRTINONREF//R1\n", "936,",
	    "pay return 5 2026-10-30 -64.00 EUR value=2026-10-30 account=ACC "
	    "ref=R1 reason=bank-return code=NRTI\n");
	gives(":61:2610301030C1,NINTNONREF\n", "1001,",
	    "pay other 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "code=NINT\n");
}

static void
dates(void **state)
{
	(void)state;
	/* The year nearest to the value date's, on both sides of it. */
	gives(":61:2612310105C1,NTRFA\n:61:2601051231C1,NTRFA\n", "1002,",
	    "pay receipt 5 2027-01-05 1.00 EUR value=2026-12-31 account=ACC "
	    "ref=A number=A code=NTRF\n"
	    "pay receipt 6 2025-12-31 1.00 EUR value=2026-01-05 account=ACC "
	    "ref=A number=A code=NTRF\n");
	gives(":61:261030C1,NTRFA\n:61:261030    C1,NTRFA\n", "1002,",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n"
	    "pay receipt 6 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n");
	gives(":61:2603010230C1,NTRFA\n", "1001,",
	    "finding 5 :61: \"0230\" is no day of the year: the value date is "
	    "taken\n"
	    "pay receipt 5 2026-03-01 1.00 EUR value=2026-03-01 account=ACC "
	    "ref=A number=A code=NTRF\n");
	gives(":61:2613300230C1,NTRFA\n", "1000,",
	    "fault 5 :61:: \"261330\" is not a value date (YYMMDD)\n");
}

static void
references(void **state)
{
	(void)state;
	gives(":61:261030C1,NTRFA/B/C//D//E\nmore\nand more\n", "1001,",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=D//E number=A/B/C memo=more and more code=NTRF\n");
	gives(":61:261030C1,NTR\n", "1001,",
	    "finding 5 :61: \"NTR\" is no type (N, S or F and three "
	    "characters)\n"
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "code=NTR\n");
	/* An amount with a letter in it ends there. */
	gives(":61:261030C1x0,NTRFA\n", "1001,",
	    "finding 5 :61: \"x0\" is no type (N, S or F and three "
	    "characters)\n"
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=,NTRFA number=,NTRFA code=x0\n");
}

static void
german(void **state)
{
	(void)state;
	info("166?00GUTSCHRIFT?100399?20EREF+E1?21SVWZ+RE 4711 und ein lange"
	     "?22Text?30COBADEFF?31DE123?32ACME GmbH?33und Co",
	    "number=E1 payer=ACME GmbH und Co payer_account=DE123 memo=RE 4711 "
	    "und ein lange Text code=166");
	/* A part of 27 characters goes on in the next. */
	info("166?20SVWZ+Strukturierter Verwend?21ungszweck",
	    "memo=Strukturierter Verwendungszweck code=166");
	/* Characters, not bytes, are counted: 26 here. */
	info("166?20SVWZ+\xc3\x84rger mit Rechnung?21 20",
	    "memo=\xc3\x84rger mit Rechnung 20 code=166");
	/* Lines are cut in the middle of subfields. */
	info("166?20SVWZ+IN\nV 7?3\n2BOB", "payer=BOB memo=INV 7 code=166");
	info("051?00UEBERW?20ALT?21OHNE KENNUNG?3050880050?31194787400?60MEHR",
	    "payer_account=50880050/194787400 memo=ALT OHNE KENNUNG MEHR "
	    "code=051");
	info("166?20SVWZ+X?21ABWA+THE CHILD", "memo=X ABWA+THE CHILD code=166");
	info("911^00PRZELEW^20FAKTURA 12^32JAN KOWALSKI",
	    "payer=JAN KOWALSKI memo=FAKTURA 12 code=NTRF");
	info("944<00PRZELEW<20FAKTURA 12<31123456<32JAN",
	    "payer=JAN payer_account=123456 memo=FAKTURA 12 code=NTRF");
	gives(":61:2610301030D5,NTRFNONREF\n"
	      ":86:109?00RETOURE?20EREF+E9?21SVWZ+RUECK?34902\n",
	    "995,",
	    "pay return 5 2026-10-30 -5.00 EUR value=2026-10-30 account=ACC "
	    "number=E9 original=E9 reason=bank-return memo=RUECK 902 "
	    "code=109\n");
}

static void
slashes(void **state)
{
	(void)state;
	info("/TRTP/SEPA OVERBOEKING/IBAN/NL01BANK/BIC/BANKNL2A/NAME/J JANSEN"
	     "/REMI/FACTUUR 12/34/EREF/NOTPROVIDED",
	    "payer=J JANSEN payer_account=NL01BANK memo=FACTUUR 12/34 "
	    "code=NTRF");
	info("/EREF/E1//ORDP//NAME/ACME BV/REMI/INV 7/ISDT/2026-10-30/ULTD/"
	     "/NAME/THE CHILD",
	    "number=E1 payer=ACME BV memo=INV 7 THE CHILD code=NTRF");
	info("/CNTP/NL02INGB/INGBNL2A/ACME///REMI/USTD//INV 8/",
	    "payer=ACME payer_account=NL02INGB memo=INV 8 code=NTRF");
	info("/REMI/STRD/CUR/RF18539007547034/NA\nME/BOB",
	    "payer=BOB memo=RF18539007547034 code=NTRF");
	info("Free text\n  of two lines", "memo=Free text of two lines "
					  "code=NTRF");
}

/* :86: behind a balance is the statement's; begun again, it goes on. */
static void
belongs(void **state)
{
	(void)state;
	says(HEAD ":61:261030C1,NTRFNONREF\n:86:one\n:86:two\n"
		  ":62F:C261030EUR1001,\n:86:of the statement\n-}\n",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "memo=one two code=NTRF\n");
	gives(":86:before any line\n:61:261030C1,NTRFA\n", "1001,",
	    "pay receipt 6 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n");
}

static void
envelopes(void **state)
{
	(void)state;
	says("{1:F01BANK}{2:I940}{4:\n" HEAD ":62F:C261030EUR1000,\n"
	     ":86:x\n{text}\n"
	     "-}{5:{CHK:1}}\n{1:F01BANK}{2:I940}{4::20:X\n:25:ACC\n"
	     ":60F:C261030EUR5,\n:62F:C261030EUR5,\n-}\nafter\n",
	    "control 12 5.00 1000.00 opening balance after the statement "
	    "before\n"
	    "skip 15 a line outside of messages\n");
	/* A brace begins no envelope inside of a text. */
	gives(":61:261030C1,NTRFNONREF\n:86:a\n{b} c\n", "1001,",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "memo=a {b} c code=NTRF\n");
	/* A '-' alone in a text does not end the message. */
	gives(":61:261030C1,NTRFNONREF\n:86:a\n-\nb\n:61:261030C2,NTRFA\n",
	    "1003,",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "memo=a - b code=NTRF\n"
	    "pay receipt 9 2026-10-30 2.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n");
	says("BANK\n940\n" HEAD ":62F:C261030EUR1000,\n-\nBANK\n940\n" HEAD
	     ":62F:C261030EUR1000,\n-\nend\n",
	    "skip 1 a line outside of messages\n"
	    "skip 2 a line outside of messages\n"
	    "skip 9 a line outside of messages\n"
	    "skip 10 a line outside of messages\n"
	    "skip 17 a line outside of messages\n");
}

static void
balances(void **state)
{
	(void)state;
	gives(":61:261030C1,NTRFA\n", "1000,5",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n"
	    "control 6 1000.50 1001.00 closing balance\n");
	/* Pages, the second of which does not go on where the first ended. */
	says(":20:P\n:25:A\n:60F:C261030EUR1,\n:62M:C261030EUR1,\n-\n"
	     ":20:P\n:25:A\n:60M:C261030EUR1,\n:62M:C261030EUR1,\n-\n"
	     ":20:P\n:25:A\n:60M:D261030EUR1,\n:62F:D261030EUR1,\n-\n"
	     ":20:P\n:25:B\n:60F:C261030EUR9,\n:62F:C261030EUR9,\n-\n",
	    "control 13 -1.00 1.00 opening balance of page\n");
	says(HEAD ":61:261030C1,NTRFA\n",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "ref=A number=A code=NTRF\n"
	    "fault 1 62F: the statement that begins here has no closing "
	    "balance: the file was cut off\n");
	says(":20:A\n:25:B\n:61:261030C1,NTRFA\n",
	    "fault 3 61: a line of a statement without a balance (:60F:, "
	    ":60M:) or limit (:34F:) before it: in which currency?\n"
	    "finding 1 a message without a balance (:60F:, :60M:) or a limit "
	    "(:34F:)\n");
	gives(":61:261030C99999999999999999,99NTRFA\n", "1000,",
	    "fault 5 :61:: \"99999999999999999,99\" is not an amount with 2 "
	    "decimals\n");
}

/* MT942: a limit in place of a balance; counts and sums of its lines. */
static void
interim(void **state)
{
	(void)state;
	says(":20:I\n:25:A\n:28C:1\n:34F:EUR0,\n:13D:2610301200+0100\n"
	     ":61:261030C1,5NTRFA\n:61:261030D2,NTRFB\n:61:261030RC3,NTRFC\n"
	     ":90D:2EUR5,\n:90C:1EUR1,5\n-\n",
	    "pay receipt 6 2026-10-30 1.50 EUR value=2026-10-30 account=A "
	    "ref=A number=A code=NTRF\n"
	    "pay other 7 2026-10-30 -2.00 EUR value=2026-10-30 account=A ref=B "
	    "number=B code=NTRF\n"
	    "pay return 8 2026-10-30 -3.00 EUR value=2026-10-30 account=A "
	    "ref=C number=C original=C reason=bank-return code=NTRF\n");
	says(":20:I\n:25:A\n:34F:EURD0,\n:34F:EURC0,\n:61:261030C1,5NTRFA\n"
	     ":90D:1EUR0,\n:90C:2EUR1,5\n-\n",
	    "pay receipt 5 2026-10-30 1.50 EUR value=2026-10-30 account=A "
	    "ref=A number=A code=NTRF\n"
	    "control 6 1 0 number of debits\n"
	    "control 7 2 1 number of credits\n");
}

/* Yen have no decimals; what a file names no currency of, the user may. */
static void
currencies(void **state)
{
	struct import in = {.currency = "JPY"};

	(void)state;
	fake_read(
	    &in, &format_mt940, span_of(":20:A\n:25:B\n:61:261030C7,NTRFA\n"));
	assert_string_equal(fake_log(&in),
	    "pay receipt 3 2026-10-30 7 JPY value=2026-10-30 account=B ref=A "
	    "number=A code=NTRF\n");
	fake_free(&in);
}

static void
charset(void **state)
{
	(void)state;
	says(HEAD ":61:261030C1,NTRFNONREF\n:86:M\xfcller\n"
		  ":62F:C261030EUR1001,\n",
	    "pay receipt 5 2026-10-30 1.00 EUR value=2026-10-30 account=ACC "
	    "memo=M\xc3\xbcller code=NTRF\nlatin1 6\n");
	says("not a message\n", "skip 1 a line outside of messages\n"
				"fault 0 no message in it\n");
}

/* Every record is somewhere: 4 lines of text outside, 10 fields, of which the
   one :86: belongs to its line. */
static void
counted(void **state)
{
	struct import in = {0};

	(void)state;
	fake_read(&in, &format_mt940,
	    span_of("BANK\n" HEAD ":61:261030C1,NTRFA\n:86:x\n"
		    ":61:261030EC1,NTRFA\n:62F:C261030EUR1001,\n"
		    ":64:C261030EUR1001,\n:86:y\n-\nBANK\nX\nY\n"));
	assert_int_equal(in.nrecord, 4 + 10 - 1);
	assert_int_equal(in.npay, 1);
	assert_int_equal(in.nskip, 4 + 1);
	fake_free(&in);
}

static const char whole[] = "{1:F01BANK}{2:I940}{4:\n" HEAD
			    ":61:2610301030CR123,45NTRFREF//BANK\nEXTRA\n"
			    ":86:166?20EREF+E1?21SVWZ+RE 1?32ACME\n"
			    ":61:2610301031D23,45NCHGNONREF\n:86:/REMI/FEE\n"
			    ":62F:C261030EUR1100,\n-}\n";

static void
damaged(void **state)
{
	(void)state;
	cut_everywhere(&format_mt940, whole, NULL);
	cut_spoilt(&format_mt940, whole, NULL);
}

/* A field is at most 1 MiB, however many lines it has. */
static void
huge(void **state)
{
	struct buf b = {0};
	struct import in = {.quiet = true};

	(void)state;
	buf_text(&b, HEAD ":61:261030C1,NTRFA\n:86:x\n");
	for (int i = 0; i < 40000; i++)
		buf_text(&b, "more and more text, line after line\n");
	buf_text(&b, ":62F:C261030EUR1001,\n");
	fake_read(&in, &format_mt940, (struct span){b.at, b.len});
	assert_int_equal(in.nfault, 1);
	assert_int_equal(in.npay, 1);
	fake_free(&in);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(marks),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(references),
	    cmocka_unit_test(german),
	    cmocka_unit_test(slashes),
	    cmocka_unit_test(belongs),
	    cmocka_unit_test(envelopes),
	    cmocka_unit_test(balances),
	    cmocka_unit_test(interim),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(charset),
	    cmocka_unit_test(counted),
	    cmocka_unit_test(damaged),
	    cmocka_unit_test(huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
