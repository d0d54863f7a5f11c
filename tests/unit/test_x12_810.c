/* X12 810: the bills of bills.h, segment by segment, and what doesn't fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/x12_810.h"
#include "tests/unit/bills.h"
#include "tests/unit/oracle.h"

static struct bills m;
static struct buf doc;
static size_t changed;

static const char *
written(void)
{
	struct misfit why = {0};
	struct buf text = {0};

	doc.len = 0;
	if (!x12_810_write(&doc, &m.bill, 17, &changed, &why)) {
		misfit_text(&text, &why);
		fail_msg("%s", buf_string(&text));
	}
	return buf_string(&doc);
}

/* A segment, or several in a row, without the newlines. */
static void
has(const char *wanted)
{
	if (strstr(written(), wanted) == NULL)
		fail_msg("no %s in\n%s", wanted, buf_string(&doc));
}

static void
has_not(const char *wanted)
{
	if (strstr(written(), wanted) != NULL)
		fail_msg("%s in\n%s", wanted, buf_string(&doc));
}

static void
misfits(const char *wanted)
{
	struct misfit why = {0};
	struct buf text = {0};

	doc.len = 0;
	buf_text(&doc, "before");
	assert_false(x12_810_write(&doc, &m.bill, 17, NULL, &why));
	misfit_text(&text, &why);
	assert_string_equal(buf_string(&text), wanted);
	assert_string_equal(buf_string(&doc), "before");
	buf_free(&text);
}

/* All of it: 24 segments from ST to SE. */
static void
invoice(void **state)
{
	(void)state;
	bills_invoice(&m);
	assert_string_equal(written(),
	    "ISA*00*          *00*          *01*123456789      "
	    "*ZZ*C042           *261031*0000*U*00401*000000017*0*P*>~\n"
	    "GS*IN*123456789*C042*20261031*0000*17*X*004010~\n"
	    "ST*810*0001~\n"
	    "BIG*20261031*INV-1001**PO-77~\n"
	    "CUR*SE*EUR~\n"
	    "REF*VN*SO-5~\n"
	    "N1*SE*Acme Paints Ltd*91*DE1~\n"
	    "N3*1 Main Street~\n"
	    "N4*Berlin**10115*DE~\n"
	    "PER*IC*Ann Lee*TE*+49 30 1234*EM*ar@acme.example~\n"
	    "N1*BT*Globex S.A.*91*C042~\n"
	    "N3*2 Rue Haute*Bât. 4~\n"
	    "N3*Porte B*Étage 2~\n"
	    "N4*Lyon**69002*FR~\n"
	    "ITD*08*3*2*20261110*10*20261130*30*179****2/10 net 30~\n"
	    "IT1*1*2*EA*50**VP*A-1~\n"
	    "PID*F****Blue paint~\n"
	    "SAC*A*C310***1000*******02***10%~\n"
	    "IT1*2*.5*EA*9.99~\n"
	    "PID*F****Books~\n"
	    "IT1*3*-1*EA*20**VP*B-2~\n"
	    "TDS*8935~\n"
	    "TXI*TX*14*.2****A~\n"
	    "TXI*TX*.35*.07****A~\n"
	    "CTT*3~\n"
	    "SE*24*0001~\n"
	    "GE*1*17~\n"
	    "IEA*1*000000017~\n");
	assert_int_equal(changed, 0);
}

/* A credit memo keeps its sign; what is discounted less is a charge. */
static void
credit_memo(void **state)
{
	(void)state;
	bills_credit(&m);
	has("BIG*20261031*CM-7**PO-77***CR~\n");
	has("REF*OI*INV-1001~\n");
	has("IT1*1*-2*EA*50**VP*A-1~\n");
	has("SAC*C*C310***1000*******06***10%~\n");
	has("IT1*3*1*EA*20**VP*B-2~\n");
	has("TDS*-8935~\nTXI*TX*-14*.2****A~\n");
	has_not("ITD*");
}

static void
negative_price(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.line[2].qty.n = 1;
	m.line[2].price.n = -20;
	has("IT1*3*-1*EA*20**");
}

/* 2 * 60.00 less 10 % is 108.00, tax and all. */
static void
tax_included(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.tax_included = true;
	m.line[0].price.n = 60;
	m.line[0].list = 12000;
	has("IT1*1*2*EA*60**");
	has("SAC*A*C310***1200*******02***10%~\n");
	has("TDS*8935~\nTXI*TX*14*.2****I~\nTXI*TX*.35*.07****I~\n");
}

static void
installments(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.terms = S("");
	m.part[0] = (struct bill_part){day(2026, 11, 30), 4000, 642, NULL, 0};
	m.part[1] = (struct bill_part){day(2030, 12, 31), 4935, 793, m.tier, 1};
	m.bill.npart = 2;
	/* 1.79 of 49.35 is 3.627 %: 3.63 % of it is 1.791, 3.6 % is 1.777; and
	   1523 days don't fit into three digits. */
	has("ITD*04*3*******20261130*4000~\n"
	    "ITD*04*3*******20301231*4935~\n"
	    "ITD*08*3*3.63*20261110*10*20301231**179~\n");
}

static void
terms(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.part[0].ntier = 0;
	has("ITD*05*3****20261130*30*****2/10 net 30~\n");
	m.tier[1] = (struct bill_tier){day(2026, 11, 20), 89};
	m.part[0].ntier = 2;
	/* 1 % of 89.35 is 0.8935 */
	has("ITD*08*3*2*20261110*10*20261130*30*179****2/10 net 30~\n"
	    "ITD*08*3*1*20261120*20*20261130*30*89****2/10 net 30~\n");
	/* no percentage of two decimals gives 1 cent of a million */
	m.bill.gross = m.part[0].amount = 100000000;
	m.tier[0].discount = 1;
	m.part[0].ntier = 1;
	has("ITD*08*3**20261110*10*20261130*30*1****2/10 net 30~\n");
}

static void
references(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.memo = S("Thank you");
	m.bill.ship_to = S("Plant 3");
	m.line[0].po = S("PO-77");
	m.line[0].order = S("SO-5");
	m.line[1].po = S("PO-78");
	m.line[1].order = S("SO-6");
	m.line[1].memo = S("Second edition");
	m.line[1].service_from = day(2026, 9, 1);
	m.line[1].service_to = day(2026, 9, 30);
	has("BIG*20261031*INV-1001**PO-77~\nNTE*GEN*Thank you~\nCUR");
	has("N4*Lyon**69002*FR~\nN1*ST*Plant 3~\nITD");
	has("PID*F****Blue paint~\nSAC");
	has("PID*F****Books~\nPID*F****Second edition~\nREF*PO*PO-78~\n"
	    "REF*VN*SO-6~\nDTM*150*20260901~\nDTM*151*20260930~\nIT1*3");
}

/* 1500 yen are 150000 with two decimals implied; 10 and 7.125 % */
static void
amounts(void **state)
{
	(void)state;
	bills_untaxed(&m, S(""), false, 1500);
	m.line[0].price = (struct decimal){1500, 0};
	m.bill.currency = currency_find(S("JPY"));
	has("CUR*SE*JPY~\n");
	has("TDS*150000~\nCTT*1~\n");
	m.bill.currency = CURRENCY_UNNAMED;
	has_not("CUR*");
	m.taxes[0].rate = (struct decimal){10, 0};
	has("TXI*TX*0*.1****A~\n");
	m.taxes[0].rate = (struct decimal){7125, 3};
	has("TXI*TX*0*.07125****A~\n");
	m.taxes[0].rate = (struct decimal){100, 0};
	has("TXI*TX*0*1****A~\n");
	m.taxes[0].rate = (struct decimal){123456789, 9};
	has("TXI*TX*0*****A~\n"); /* .00123456789 has eleven digits */
	m.taxes[0].exempt = true;
	has("TXI*TX*0****1*A~\n");
}

static void
addresses(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.buyer.cell[PARTY_EDI_ID] = S("14:0012345678905");
	has("*01*123456789      *14*0012345678905  *2610");
	m.bill.buyer.cell[PARTY_EDI_ID] = S("GLOBEX");
	has("*01*123456789      *ZZ*GLOBEX         *2610");
	has("GS*IN*123456789*GLOBEX*");
	m.bill.seller.cell[PARTY_EDI_ID] = S("");
	has("*ZZ*DE1            *ZZ*GLOBEX         *2610");
	m.bill.buyer.cell[PARTY_EDI_ID] = S("A*BC");
	misfits("the customer holds a separator of X12, or a control "
		"character (ISA08): see column edi_id of the customers table");
}

static void
parties(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.customer = S("X");
	m.bill.buyer.cell[PARTY_EDI_ID] = S("XX");
	m.bill.buyer.cell[PARTY_REGION] = S("Rhône");
	m.bill.seller.cell[PARTY_REGION] = S("BE");
	m.bill.seller.cell[PARTY_PHONE] = S("");
	has("N1*BT*Globex S.A.~\n"); /* N104 has two characters or more */
	has("N4*Lyon**69002*FR*SP*Rhône~\n");
	has("N4*Berlin*BE*10115*DE~\n");
	has("PER*IC*Ann Lee*EM*ar@acme.example~\n");
	m.bill.buyer.cell[PARTY_NAME] = S("");
	has("N1*BT*X~\n");
	m.bill.buyer.cell[PARTY_ADDRESS] = S("1;2;;3\n\n4;5");
	has("N3*1*2~\nN3*3*4~\nN4");
	assert_int_equal(changed, 1);
}

/* Texts give way. */
static void
texts(void **state)
{
	char wide[200];

	(void)state;
	bills_invoice(&m);
	m.bill.memo = S("~*<![CDATA[a*b~c>d]]>\n\001");
	has("NTE*GEN*<![CDATA[a b c d]]~\n");
	assert_int_equal(changed, 1);
	m.line[1].description = S("*~");
	has_not("PID*F****Books");
	memset(wide, 'x', sizeof wide);
	m.line[0].description = (struct span){wide, 81};
	m.bill.buyer.cell[PARTY_NAME] = (struct span){wide, 60};
	has("PID*F****xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	    "xxxxxxxxxxxxxxxxxxxxxxxx~\n");
	assert_int_equal(changed, 2);
	for (size_t i = 0; i + 1 < sizeof wide; i += 2)
		memcpy(wide + i, "é", 2);
	m.line[0].description = (struct span){wide, 160};
	has("éé~\nSAC");
	assert_int_equal(changed, 1);
	m.line[0].description = (struct span){wide, 162};
	written();
	assert_int_equal(changed, 2);
}

/* Numbers don't. */
#define WITH(field, value, sentence)                                           \
	do {                                                                   \
		bills_invoice(&m);                                             \
		m.field = value;                                               \
		misfits(sentence);                                             \
	} while (0)
#define SELLER(column) bill.seller.cell[PARTY_##column]
#define BUYER(column)  bill.buyer.cell[PARTY_##column]

static void
numbers(void **state)
{
	(void)state;
	bills_invoice(&m);
	m.bill.doc = S("1234567890123456789012");
	has("BIG*20261031*1234567890123456789012**");
	WITH(bill.doc, S("12345678901234567890123"),
	    "the bill has more than 22 characters in its doc (BIG02): see "
	    "column doc");
	WITH(bill.doc, S(""), "the bill has no number (BIG02): see column doc");
	WITH(bill.doc, S("A~1"),
	    "the bill holds a separator of X12, or a control character "
	    "(BIG02): see column doc");
	WITH(bill.po, S("P*1"),
	    "the bill holds a separator of X12, or a control character "
	    "(BIG04): see column po");
	WITH(bill.ref, S("1234567890123456789012345678901"),
	    "the bill has more than 30 characters in its ref (REF02): see "
	    "column ref");
	WITH(line[2].item, S("A>B"),
	    "line 3 holds a separator of X12, or a control character (IT107): "
	    "see column item");
	WITH(line[1].po, S("a\nb"),
	    "line 2 holds a separator of X12, or a control character (REF02): "
	    "see column po");
	WITH(line[0].qty, ((struct decimal){12345678901, 0}),
	    "line 1 has a number of too many digits (IT102)");
	bills_invoice(&m);
	m.line[0].qty = (struct decimal){-1234567891, 9};
	has("IT1*1*-1.234567891*EA");
	m.line[0].price = (struct decimal){INT64_MAX, 9};
	misfits("line 1 has a number of too many digits (IT104)");
}

static void
parties_that_misfit(void **state)
{
	(void)state;
	WITH(SELLER(EDI_ID), S("01:1234567890123456"),
	    "the seller has an EDI address of more than 15 characters "
	    "(ISA06): see column edi_id of the sellers table");
	WITH(BUYER(EDI_ID), S("ZZ:1"),
	    "the customer has no EDI address of two characters or more "
	    "(ISA08): see column edi_id of the customers table");
	WITH(BUYER(EDI_ID), S("ZZ:é1"),
	    "the customer has an EDI address that is not ASCII (ISA08): see "
	    "column edi_id of the customers table");
	WITH(bill.customer, S("1234567890123456"),
	    "the customer has an EDI address of more than 15 characters "
	    "(ISA08): see column edi_id of the customers table");
	WITH(BUYER(POSTCODE), S("12"),
	    "the customer has less than 3 characters in its postcode (N403): "
	    "see column postcode of the customers table");
	WITH(SELLER(COUNTRY), S("Germany"),
	    "the seller has more than 3 characters in its country (N404): see "
	    "column country of the sellers table");
}

static void
bills_that_misfit(void **state)
{
	struct misfit why = {0};

	(void)state;
	WITH(bill.date, DATE_NONE,
	    "the bill has no date (BIG01): see column date");
	WITH(bill.currency, currency_find(S("KWD")),
	    "the bill is in a currency with more than two decimals (TDS01): "
	    "see column currency");
	WITH(bill.gross, 1000000000000000,
	    "the bill has a number of too many digits (TDS01)");
	WITH(
	    bill.nline, 1000000, "the bill has more than 999999 lines (CTT01)");
	bills_invoice(&m);
	assert_false(x12_810_write(&doc, &m.bill, 0, NULL, &why));
	assert_string_equal(why.rule, "ISA13");
	assert_false(x12_810_write(&doc, &m.bill, 1000000000, NULL, &why));
	assert_true(x12_810_write(&doc, &m.bill, 999999999, NULL, &why));
}

static void
many_taxes(void **state)
{
	struct bill_tax taxes[11];

	(void)state;
	bills_invoice(&m);
	for (size_t i = 0; i < 11; i++)
		taxes[i] = m.taxes[0];
	m.bill.taxes = taxes;
	m.bill.ntax = 10;
	written();
	m.bill.ntax = 11;
	misfits("the bill has more than ten taxes (TXI): see column tax_rate");
}

/* The checker, which was written on its own, finds nothing wrong. */
static void
checked(void **state)
{
	struct oracle o;

	(void)state;
	oracle_open(&o, "x12_check.py");
	bills_invoice(&m);
	written();
	oracle_add(&o, &doc);
	bills_credit(&m);
	written();
	oracle_add(&o, &doc);
	for (int i = 0; i < 300; i++) {
		bills_random(&m, (uint32_t)i);
		written();
		oracle_add(&o, &doc);
	}
	oracle_run(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(invoice),
	    cmocka_unit_test(credit_memo),
	    cmocka_unit_test(negative_price),
	    cmocka_unit_test(tax_included),
	    cmocka_unit_test(installments),
	    cmocka_unit_test(terms),
	    cmocka_unit_test(references),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(addresses),
	    cmocka_unit_test(parties),
	    cmocka_unit_test(texts),
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(parties_that_misfit),
	    cmocka_unit_test(bills_that_misfit),
	    cmocka_unit_test(many_taxes),
	    cmocka_unit_test(checked),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_free(&doc);
	return failed;
}
