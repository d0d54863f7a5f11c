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
#include "rule/cite_in.h"

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
    {"1007 - 1005", "?1007 ?1005"},
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
    {"ACME CO /RFB/INV-1001; 1002", "INV-1001 +1002<INV>"},
    {"CCD ACME CO INVOICE PYMT 1001 1002", "1001<INVOICE> +1002<INVOICE>"},
    {"ONLINE BILL PAYMENT 847213", "?847213"},
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

static struct span
normal(const char *s, char *out)
{
	return cite_normal(span_of(s), out);
}

static void
normal_forms(void **state)
{
	static const struct {
		const char *number, *normal, *letters, *core;
	} forms[] = {
	    {"INV-1001", "INV1001", "INV", "1001"},
	    {"inv-0017", "INV17", "INV", "17"},
	    {"2026/0017", "2026.17", "", "2026.17"},
	    {"2026-17", "2026.17", "", "2026.17"},
	    {"INV-2026-0017", "INV2026.17", "INV", "2026.17"},
	    {"20 26", "20.26", "", "20.26"},
	    {"202617", "202617", "", "202617"},
	    {"000", "0", "", "0"},
	    {"INV000", "INV0", "INV", "0"},
	    {"00100", "100", "", "100"},
	    {"A01B002", "A1B2", "A", ""},
	    {"1001-A", "1001A", "", ""},
	    {"12-A-7", "12A7", "", ""},
	    {"-- 7 --", "7", "", "7"},
	    {"A-B-7", "AB7", "AB", "7"},
	    {"#12", "12", "", "12"},
	    {"ABC", "ABC", "ABC", ""},
	    {" .-/ ", "", "", ""},
	    {"", "", "", ""},
	    {"RE\xe2\x80\x93"
	     "17",
		"RE17", "RE", "17"},
	    {"\xc3\xa4"
	     "17",
		"\xc3\xa4"
		"17",
		"\xc3\xa4", "17"},
	};
	char out[CITE_CHARS];

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct span n = normal(forms[i].number, out);

		assert_true(span_is(n, forms[i].normal));
		assert_true(span_is(cite_letters(n), forms[i].letters));
		assert_true(span_is(cite_core(n), forms[i].core));
	}
}

/* 64 bytes fit, one more does not; leading zeros take no room. */
static void
normal_room(void **state)
{
	char number[200], out[CITE_CHARS];

	(void)state;
	memset(number, '0', sizeof number);
	memset(number + 100, '7', 64);
	assert_int_equal(cite_normal((struct span){number, 164}, out).len, 64);
	number[164] = '7';
	assert_int_equal(cite_normal((struct span){number, 165}, out).len, 0);
	memset(number, 'a', sizeof number);
	assert_int_equal(cite_normal((struct span){number, 64}, out).len, 64);
	assert_int_equal(cite_normal((struct span){number, 65}, out).len, 0);
}

static struct cite
cite_at(const char *memo, struct cites *c, size_t i)
{
	cites_find(span_of(memo), c);
	assert_true(i < c->n);
	return c->list[i];
}

static void
keys(void **state)
{
	struct cites all = {0};
	char one[CITE_CHARS], two[CITE_CHARS];
	struct cite c = cite_at("INV-1001, 0002", &all, 1);

	(void)state;
	assert_true(span_is(cite_key(&c, one), "2"));
	assert_true(span_is(cite_lettered(&c, normal("2", one), two), "INV2"));
	assert_int_equal(cite_lettered(&c, normal("A2", one), two).len, 0);
	c = cite_at("INV-2026-0017, 0018", &all, 1);
	assert_true(
	    span_is(cite_lettered(&c, cite_key(&c, one), two), "INV2026.18"));
	c = cite_at("INV-1001", &all, 0);
	assert_int_equal(cite_lettered(&c, cite_key(&c, one), two).len, 0);
	assert_true(span_is(cite_lettered(&c, normal("7", one), two), "INV7"));
	c = cite_at("1001", &all, 0);
	assert_int_equal(cite_lettered(&c, cite_key(&c, one), two).len, 0);
	assert_int_equal(cite_members(&c), 1);
	assert_true(span_is(cite_member(&c, 0, one), "1001"));
	cites_free(&all);
}

static void
members_are(
    const char *memo, size_t i, uint32_t n, const char *first, const char *last)
{
	struct cites all = {0};
	char out[CITE_CHARS];
	struct cite c = cite_at(memo, &all, i);

	assert_int_equal(c.kind, CITE_RANGE);
	assert_int_equal(cite_members(&c), n);
	assert_true(span_is(cite_member(&c, 0, out), first));
	assert_true(span_is(cite_key(&c, out), first));
	assert_true(span_is(cite_member(&c, n - 1, out), last));
	cites_free(&all);
}

static void
members(void **state)
{
	(void)state;
	members_are("1005-1007", 1, 3, "1005", "1007");
	members_are("1005-07", 1, 3, "1005", "1007");
	members_are("0998 to 1001", 0, 4, "998", "1001");
	members_are("INV-0998 - INV-1001", 0, 4, "INV998", "INV1001");
	members_are("INV-2026-0017-0019", 1, 3, "INV2026.17", "INV2026.19");
	members_are("1001-1100", 1, 100, "1001", "1100");
}

static void
words(void **state)
{
	(void)state;
	assert_true(cite_words_in_order() && cite_causes_in_order());
	assert_int_equal(cite_word(span_of("inv")), CITE_INVOICE);
	assert_int_equal(cite_word(span_of("RE-NR")), CITE_INVOICE);
	assert_int_equal(cite_word(span_of("Gutschrift")), CITE_CREDIT);
	assert_int_equal(cite_word(span_of("P.O.")), CITE_ORDER);
	assert_int_equal(cite_word(span_of("No")), CITE_PLAIN);
	assert_int_equal(cite_word(span_of("SI")), CITE_OWN);
	assert_int_equal(cite_word(span_of("")), CITE_OWN);
	assert_int_equal(cite_word(span_of("less")), CITE_OWN);
}

/* The names of the causes that a memo tells, in their order. */
static void
causes_are(const char *memo, const char *want)
{
	unsigned causes = cites_cause(span_of(memo));
	struct buf got = {0};

	for (int i = 0; i < CITE_CAUSES; i++)
		if (causes >> i & 1) {
			buf_text(&got, got.len > 0 ? " " : "");
			buf_text(&got, cite_cause_name((enum cite_cause)i));
		}
	if (strcmp(buf_string(&got), want) != 0)
		print_message("%s\n", memo);
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

static void
causes(void **state)
{
	(void)state;
	causes_are("", "");
	causes_are("INV-1001 less freight", "freight");
	causes_are("Fracht", "freight");
	causes_are("FREIGHT+DAMAGED goods", "freight damage");
	causes_are("co-op advertising", "promo");
	causes_are("CO OP Q3", "promo");
	causes_are("ACME CO payment", "");
	causes_are("price difference", "pricing");
	causes_are("shortage 3 cases", "shortage");
	causes_are("short shipped", "shortage");
	causes_are("short 3 cases", "shortage");
	causes_are("delivered short", "shortage");
	causes_are("short payment", "");
	causes_are("paid short", "");
	causes_are("short 20.00", "");
	causes_are("2 boxes missing", "shortage");
	causes_are("missing invoice copy", "");
	causes_are("WHT 10%", "tax");
	causes_are("VAT ID DE123456789", "");
	causes_are("100.00 incl. VAT", "");
	causes_are("VAT", "tax");
	causes_are("duplicate of INV-7", "duplicate");
	causes_are("RMA 77 goods returned", "goods-return");
	causes_are("returned check fee", "");
	causes_are("tax return", "");
	causes_are("defective", "quality");
	causes_are("abzgl. 2% Skonto", "discount");
	causes_are("M\xc3\xa4ngel", "quality");
	causes_are("pricelist taxi damages2", "");
}

static void
reason_is(const char *cell, const char *want)
{
	const char *is = cite_reason(span_of(cell));

	if (want == NULL)
		assert_null(is);
	else
		assert_string_equal(is != NULL ? is : "(none)", want);
}

/* The codes by their meaning in X12, data element 426. */
static void
reasons(void **state)
{
	(void)state;
	reason_is("freight", "freight");
	reason_is("Goods return", "goods-return");
	reason_is("GOODS_RETURN", "goods-return");
	reason_is("discount-unearned", "discount-unearned");
	reason_is("other", "other");
	reason_is("01", "pricing");
	reason_is("04", "damage");
	reason_is("05", "quality");
	reason_is("06", "shortage");
	reason_is("12", "goods-return");
	reason_is("19", "duplicate");
	reason_is("54", "freight");
	reason_is("55", "tax");
	reason_is("59", "shortage");
	reason_is("79", "promo");
	reason_is("a8", "promo");
	reason_is("76", "discount");
	reason_is("E3", "wht");
	reason_is("", NULL);
	reason_is("1", NULL);
	reason_is("CM", NULL);
	reason_is("  ", NULL);
	reason_is("4 ", NULL);
	reason_is("freight for May", NULL);
}

static uint32_t seed = 7;

static uint32_t
draw(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

/* Pieces of memos, so that random ones come near to what has a meaning. */
static const char *const pieces[] = {"INV", "inv", "CM", "PO", "No", "Nr.", "#",
    "-", "/", ".", ",", ";", ":", "&", "+", "(", ")", "*", "'", "%", "$",
    "\xe2\x82\xac", "\xe2\x80\x93", "\xc2\xa0", "\xc3\xbc", " ", " ", " ", " ",
    " ", "1001", "1002", "1003", "0017", "12", "7", "2026", "20261031", "555",
    "0100", "31", "10", "00", "50", "less", "minus", "net", "of", "to", "bis",
    "and", "und", "EUR", "USD", "Oct", "May", "check", "tel", "account", "Q",
    "RMR*IV*", "TRN*", "~", "DE89", "3704", "0044", "short", "tax", "A", "x",
    "\n", "\t", "\xff", "100000000000000000000000000000000000000000"};

static void
draw_memo(struct buf *memo)
{
	uint32_t n = draw(24);

	memo->len = 0;
	for (uint32_t i = 0; i < n; i++)
		buf_text(memo,
		    pieces[draw((uint32_t)(sizeof pieces / sizeof *pieces))]);
}

static bool
within(struct span part, struct span whole)
{
	return part.len == 0 || (part.at >= whole.at &&
				    part.at + part.len <= whole.at + whole.len);
}

static void
cites_hold(struct span memo)
{
	struct cites c = {0};
	const char *last = memo.at;

	cites_find(memo, &c);
	for (size_t i = 0; i < c.n; i++) {
		const struct cite *k = &c.list[i];
		char key[CITE_CHARS], member[CITE_CHARS];

		assert_true(k->text.len > 0 && k->text.len <= 40);
		assert_true(within(k->text, memo) && k->text.at >= last);
		assert_true(within(k->letters, memo) && within(k->to, memo));
		assert_true(k->other <= c.n - i - 1);
		assert_int_equal(k->kind == CITE_RANGE, k->to.len > 0);
		assert_int_equal(k->kind == CITE_RANGE, cite_members(k) > 1);
		assert_true(
		    span_equal(cite_key(k, key), cite_member(k, 0, member)));
		assert_true(cite_key(k, key).len > 0);
		last = k->text.at;
	}
	cites_free(&c);
}

/* The same memo with other spaces; and in capitals. */
static void
respace(const struct buf *memo, struct buf *to)
{
	static const char *const spaces[] = {
	    "  ", "\t", "\n ", "\xc2\xa0", " "};

	to->len = 0;
	buf_text(to, draw(2) ? "  " : "");
	for (size_t i = 0; i < memo->len; i++)
		if (memo->at[i] == ' ')
			buf_text(to, spaces[draw(5)]);
		else
			buf_byte(to, memo->at[i]);
	buf_text(to, draw(2) ? "\t " : "");
}

static void
capitals(struct buf *memo)
{
	for (size_t i = 0; i < memo->len; i++)
		if (memo->at[i] >= 'a' && memo->at[i] <= 'z')
			memo->at[i] = (char)(memo->at[i] - 'a' + 'A');
}

static void
any_memo(void **state)
{
	struct buf memo = {0}, other = {0}, one = {0}, two = {0};

	(void)state;
	for (int i = 0; i < 30000; i++) {
		char *exact;

		draw_memo(&memo);
		/* Of its very size, for the sanitizer to watch its end. */
		exact = mem_room(memo.len);
		if (memo.len > 0)
			memcpy(exact, memo.at, memo.len);
		cites_hold((struct span){exact, memo.len});
		(void)cites_cause((struct span){exact, memo.len});
		mem_free(exact);
		respace(&memo, &other);
		(void)told((struct span){memo.at, memo.len}, &one);
		(void)told((struct span){other.at, other.len}, &two);
		if (strcmp(one.at, two.at) != 0)
			print_message("%.*s\n", (int)memo.len, memo.at);
		assert_string_equal(one.at, two.at);
		capitals(&memo);
		capitals(&one);
		(void)told((struct span){memo.at, memo.len}, &two);
		assert_string_equal(one.at, two.at);
	}
	buf_free(&memo);
	buf_free(&other);
	buf_free(&one);
	buf_free(&two);
}

/* One piece, two, over and over: none takes more than its time. */
static void
long_memos(void **state)
{
	static const char *const one[] = {"1001/", "111,", "1.", "a/1/", "1 ",
	    "+1", "(", "1005-1007-", "1000 to ", "EUR5/", "1:", "500.00/", "-a",
	    "+1 5 ", "inv.no.", "DE89 3704 0044 0532 0130 0"};
	struct buf memo = {0};
	uint32_t n = sizeof pieces / sizeof *pieces;

	(void)state;
	for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
		memo.len = 0;
		while (memo.len < 500000)
			buf_text(&memo, one[i]);
		cites_hold((struct span){memo.at, memo.len});
	}
	for (int i = 0; i < 50; i++) {
		const char *a = pieces[draw(n)], *b = pieces[draw(n)];
		const char *c = pieces[draw(n)];

		memo.len = 0;
		while (memo.len < 100000) {
			buf_text(&memo, a);
			buf_text(&memo, b);
			buf_text(&memo, c);
		}
		cites_hold((struct span){memo.at, memo.len});
		(void)cites_cause((struct span){memo.at, memo.len});
	}
	buf_free(&memo);
}

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
	    cmocka_unit_test(normal_forms),
	    cmocka_unit_test(normal_room),
	    cmocka_unit_test(keys),
	    cmocka_unit_test(members),
	    cmocka_unit_test(words),
	    cmocka_unit_test(causes),
	    cmocka_unit_test(reasons),
	    cmocka_unit_test(any_memo),
	    cmocka_unit_test(long_memos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
