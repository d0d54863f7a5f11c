/* What memos cite: a table of them, and what must hold for any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "rule/cite.h"

/*
 * A cite as text: '-' taken off, '?' loose, '+' listed, the number as written,
 * ".." and the end of a range, "<letters>" that are not its own, and "/n" for
 * n other readings that follow.
 */
static void
tell(const struct cite *c, struct buf *to)
{
	char number[24];

	if (to->len > 0)
		buf_text(to, " ");
	buf_text(to, c->less ? "-" : "");
	buf_text(to, c->firm ? "" : "?");
	buf_text(to, c->listed ? "+" : "");
	buf_span(to, c->text);
	if (c->kind == CITE_RANGE) {
		buf_text(to, "..");
		buf_span(to, c->to);
	}
	if (c->letters.len > 0 && c->letters.at != c->text.at) {
		buf_text(to, "<");
		buf_span(to, c->letters);
		buf_text(to, ">");
	}
	if (c->other > 0) {
		(void)snprintf(number, sizeof number, "/%zu", c->other);
		buf_text(to, number);
	}
}

static const char *
told(struct span memo, struct buf *to)
{
	struct cites c = {0};

	to->len = 0;
	cites_find(memo, &c);
	for (size_t i = 0; i < c.n; i++)
		tell(&c.list[i], to);
	cites_free(&c);
	return buf_string(to);
}

struct memo {
	const char *text, *cites;
};

/* Numbers alone, and behind the words for them. */
static const struct memo numbers[] = {
    {"", ""},
    {"thank you", ""},
    {"INV-1001", "INV-1001"},
    {"inv-0017", "inv-0017"},
    {"1001", "?1001"},
    {"100123", "100123"},
    {"4500012345", "4500012345"},
    {"12", ""},
    {"A12", "?A12"},
    {"SI12", "SI12"},
    {"1001A", "?1001A"},
    {"INV 1001-A", "1001-A<INV>"},
    {"Invoice no. 1001", "1001<Invoice>"},
    {"Invoice Number: 0001001", "0001001<Invoice>"},
    {"invoice # 7", "7<invoice>"},
    {"inv#1001", "1001<inv>"},
    {"#1001", "1001"},
    {"No.1001", "1001<No>"},
    {"INV.1001", "1001<INV>"},
    {"bill 88", "88<bill>"},
    {"Credit note 12", "-12<Credit>"},
    {"CM-12", "-CM-12"},
    {"PO 4500012345", "4500012345<PO>"},
    {"PO#77 / INV 1001", "77<PO> 1001<INV>"},
    {"our ref ABC-99", "ABC-99"},
    {"paid (INV-1001)", "INV-1001"},
    {"INV-1001.", "INV-1001"},
    {"'INV-1001' \"INV-1002\"", "INV-1001 INV-1002"},
    {"INV_1001", "INV_1001"},
    {"2026/0017", "?2026/0017/2 ?2026 ?+0017"},
    {"2026-17", "?2026-17"},
    {"2026/17", "?2026/17"},
    {"INV/2026/17", "INV/2026/17"},
    {"7f3a9c2e-1b2d-4c3e-9f00-aabbccddeeff",
	"?7f3a9c2e-1b2d-4c3e-9f00-aabbccddeeff"},
    {"REF 1234567890123456789012345678901234567890", /* 40 digits */
	"1234567890123456789012345678901234567890<REF>"},
    {"REF 12345678901234567890123456789012345678901", ""},
};

static const struct memo lists[] = {
    {"INV-1001, 1002 & 1005-1007",
	"INV-1001 +1002<INV> +1005-1007<INV>/1 +1005..1007<INV>"},
    {"Invoice 1001 and 1002", "1001<Invoice> +1002<Invoice>"},
    {"Invoices 1001 1002 1003",
	"1001<Invoices> +1002<Invoices> +1003<Invoices>"},
    {"payment for 1001 1002", "?1001 ?1002"},
    {"1001, 1002;1003", "?1001 ?+1002 ?+1003"},
    {"1001+1002", "?1001 ?+1002"},
    {"INV-999, 1000", "INV-999 +1000<INV>"},
    {"INV-1001, 12", "INV-1001"},
    {"CM 12, 13", "-12<CM> -+13<CM>"},
    {"INV-1001, INV-1002", "INV-1001 INV-1002"},
    {"INV1001 INV1002", "INV1001 INV1002"},
    {"INV-1001/INV-1002", "INV-1001 INV-1002"},
    {"INV 1001/1002/1003",
	"1001/1002/1003<INV>/3 1001<INV> +1002<INV> +1003<INV>"},
    {"1001/1002", "?1001/1002/2 ?1001 ?+1002"},
    {"INV-1001/1002 and 1003",
	"INV-1001/1002/2 INV-1001 +1002<INV> +1003<INV>"},
    {"INV-100001/100002/100003/100004/100005/100006",
	"INV-100001 +100002<INV> +100003<INV> +100004<INV> +100005<INV> "
	"+100006<INV>"},
    {"INV-1001/Smith", "INV-1001"},
    {"INV-1001/freight", "INV-1001"},
    {"INV-2026-0017, 0018, 0019",
	"INV-2026-0017 +0018<INV-2026> +0019<INV-2026>"},
    {"INV-1998, 1999 & 2000", "INV-1998 +1999<INV> +2000<INV>"},
    {"INV-1001 500.00, INV-1002 300.00, 1003 200.00",
	"INV-1001 INV-1002 +1003<INV>"},
    {"INVOICE NUMBERS 1001,1002,1003",
	"1001<INVOICE> +1002<INVOICE> +1003<INVOICE>"},
    {"INV 1001, PO 4711, 4712", "1001<INV> 4711<PO> +4712<PO>"},
    {"INV 1001 thanks 1002", "1001<INV> ?1002"},
    {"RE 1001 UND 1002", "1001<RE> +1002<RE>"},
};

static const struct memo ranges[] = {
    {"1005-1007", "?1005-1007/1 ?1005..1007"},
    {"1005-07", "?1005-07/1 ?1005..07"},
    {"1005-7", "?1005-7"},
    {"1007-1005", "?1007-1005"},
    {"1001-1101", "?1001-1101"}, /* 101 numbers */
    {"1001-1100", "?1001-1100/1 ?1001..1100"},
    {"1005 - 1007", "?1005..1007"},
    {"1005 -1007", "?1005..1007"},
    {"1007 - 1005", "?1007 ?+1005"},
    {"1005 to 1007", "?1005..1007"},
    {"Invoices 1005 through 1007", "1005..1007<Invoices>"},
    {"INV 1005 to INV 1007", "1005..1007<INV>"},
    {"#1005 - #1007", "1005..1007"},
    {"INV-1005 - INV-1007", "INV-1005..INV-1007"},
    {"INV-1005 - CM-1007", "INV-1005 -CM-1007"},
    {"INV-1005-INV-1007", "INV-1005-INV-1007/1 INV-1005..INV-1007"},
    {"INV-2026-0017-0019", "INV-2026-0017-0019/1 INV-2026-0017..0019"},
    {"Rechnungen 1001 bis 1003", "1001..1003<Rechnungen>"},
    {"1001\xe2\x80\x93"
     "1003",
	"?1001\xe2\x80\x93"
	"1003/1 ?1001..1003"},
    {"1000 - 1050 EUR", "?1000"},
};

static const struct memo less[] = {
    {"INV-1001 less CM-12", "INV-1001 -CM-12"},
    {"INV-1001 less CM-12, 13", "INV-1001 -CM-12 -+13<CM>"},
    {"INV-1001 less CM-12, INV-1003", "INV-1001 -CM-12 INV-1003"},
    {"INV-1001 less 1002", "INV-1001 -+1002<INV>"},
    {"INV-1001 -CM12", "INV-1001 -CM12"},
    {"INV-1001 -GS12", "INV-1001 -GS12"},
    {"INV-1001 -RMA77", "INV-1001 -RMA77"},
    {"INV-1001 -INV-1002", "INV-1001 INV-1002"},
    {"INV-1001 - CM-12", "INV-1001 -CM-12"},
    {"Inv 1001 minus credit memo 12", "1001<Inv> -12<credit>"},
    {"INV-1001 net of our credit 88", "INV-1001 -88<credit>"},
    {"RE 1001 abzgl. GS-88", "1001<RE> -GS-88"},
    {"RE 1001 abz\xc3\xbcglich Gutschrift Nr. 88", "1001<RE> -88<Gutschrift>"},
    {"facture 1001 moins avoir 12", "1001<facture> -12<avoir>"},
    {"less freight 50.00 INV-1002", "INV-1002"},
    {"INV-1001 less 2% discount, INV-1002", "INV-1001 INV-1002"},
};

/* What is no number of a document. */
static const struct memo others[] = {
    {"2026-10-31", ""}, {"2026-10-31T12:30:00Z 1001", "?1001"},
    {"31.10.2026", ""}, {"31.10.26", ""}, {"31.10. 1001", "?1001"},
    {"10/31/26", ""}, {"31/10/2026", ""}, {"10/31", ""}, {"10/2026", ""},
    {"2026-10", ""}, {"INV 2026-10", "2026-10<INV>"}, {"2025/2026", ""},
    {"20261031", ""}, {"20261331", "20261331"},
    {"inv 20261031", "20261031<inv>"}, {"2026", ""},
    {"invoice 2026", "2026<invoice>"}, {"1989 2100", "?1989 ?2100"},
    {"Oct 2026", ""}, {"OCT-2026 31OCT2026 Oct-26", ""},
    {"October 31, 2026", ""}, {"Oct 31st 2026 1001", "?1001"},
    {"31 Oct 2026", ""}, {"Invoice 31 Oct", ""}, {"M\xc3\xa4rz 2026", ""},
    {"1,234.50", ""}, {"1.234,50", ""}, {"1'234.50", ""}, {"500.00", ""},
    {"INV 1001 500,00", "1001<INV>"}, {"1,234", ""}, {"$500 $1,500", ""},
    {"EUR 500", ""}, {"500 EUR", ""}, {"500EUR", "?500EUR"},
    {"EUR500.00/INV-1001", "INV-1001"},
    {"\xe2\x82\xac"
     "500 500 \xe2\x82\xac",
	""},
    {"500,- 1001", "?1001"}, {"1001 USD 500.00", "?1001"},
    {"2% 2.5 % 100%", ""}, {"+1 555 0100", ""},
    {"+49 (0)89 1234567 INV-1", "INV-1"}, {"+15550100123", ""},
    {"(555) 010-0100", ""}, {"555-010-0100", ""}, {"tel 555-0100", ""},
    {"Phone: 555 0100 inv 1001", "1001<inv>"}, {"12:30 1:05pm 12:30:45", ""},
    {"2/10 net 30", ""}, {"Q4 FY2026 KW42 NET30", ""},
    {"CHECK 1055 INV 1001", "1001<INV>"}, {"check no. 1055", ""},
    {"CHK1055", "?CHK1055"}, {"PO BOX 1234", ""}, {"Acct #12345678", ""},
    {"DE89370400440532013000 1001", "?1001"},
    {"DE89 3704 0044 0532 0130 00 RE 1001", "1001<RE>"},
    {"DE88370400440532013000", "DE88370400440532013000"}, /* bad check */
};

/* As they come from banks. */
static const struct memo found[] = {
    {"RMR*IV*1001**500.00*500.00\\RMR*IV*1002**100*100\\", "1001<IV> 1002<IV>"},
    {"RMR*IV*INV-1001*PI*1500.00*1500.00**0.00~", "INV-1001"},
    {"TRN*1*12345~RMR*IV*0001003*PI*500~DTM*003*20261031~", "0001003<IV>"},
    {"RMR*CM*12*PI*-50.00~", "-12<CM>"},
    {"ORIG CO NAME:ACME ORIG ID:1330904526 DESC DATE:261031 CO ENTRY "
     "DESCR:PAYMENT SEC:CCD TRACE#:021000021234567 EED:261031 IND ID:INV1001 "
     "IND NAME:OUR CO",
	"INV1001"},
    {"ACME CORP DES:VENDOR PMT ID:INV 1001 INDN:WIDGET CO CO ID:PPD",
	""
	"1001<INV>"},
    {"SVWZ+RE 1001 UND 1002 EREF+ZV0100123 KREF+77771",
	"1001<RE> +1002<RE> ?ZV0100123 ?77771"},
    {"RG-NR. 1001 VOM 31.10.26", "1001<RG>"},
    {"Rechnung vom 31.10.2026 Nr. 1001", "1001<Nr>"},
    {"Re.Nr. 4711, Kdnr 10023", "4711<Re>"},
    {"RE-NR1001 KD-NR. 4711", "RE-NR1001"},
    {"RECHNUNGSNR 2026-1001 ABZGL. 2% SKONTO", "2026-1001<RECHNUNGSNR>"},
    {"Rg.Nr.:1001 u. 1002", "1001<Rg> +1002<Rg>"},
    {"Facture n\xc2\xb0 1001", "1001<Facture>"},
    {"FATTURA NR 12/2026 DEL 31/10/2026", "12/2026<FATTURA>"},
    {"lNV-1O01 1NV 1002", "lNV-1O01 ?1002"},
    {"INV1001 * * INV1002 ..--.. #", "INV1001 INV1002"},
    {"/INV/1001,1002/ROC/77", "INV/1001 +1002<INV>"},
    {"10/15/26 1001 10/16/26 1002", "?1001 ?1002"},
    {"Rent Oct 2026 unit 12", ""},
};

static void
table(const struct memo *list, size_t n)
{
	struct buf got = {0};
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		const char *is = told(span_of(list[i].text), &got);

		if (strcmp(is, list[i].cites) != 0)
			print_message("%s\n\t%s\n", list[i].text, is);
		bad += strcmp(is, list[i].cites) != 0;
	}
	buf_free(&got);
	assert_int_equal(bad, 0);
}

#define TABLE(name)                                                            \
	static void name##_told(void **state)                                  \
	{                                                                      \
		(void)state;                                                   \
		table(name, sizeof name / sizeof *name);                       \
	}

TABLE(numbers)
TABLE(lists)
TABLE(ranges)
TABLE(less)
TABLE(others)
TABLE(found)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_told),
	    cmocka_unit_test(lists_told),
	    cmocka_unit_test(ranges_told),
	    cmocka_unit_test(less_told),
	    cmocka_unit_test(others_told),
	    cmocka_unit_test(found_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
