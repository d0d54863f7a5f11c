/* camt.053, .054 and .052: elements of all versions, entries and their
   transactions, signs, codes and sums; what is expected was worked out by
   hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/import_fake.h"

#include "tests/unit/import_cut.h"

extern const struct format format_camt;

/* A statement's balance, of a code. */
#define BAL(code, amount, sign)                                                \
	"<Bal><Tp><CdOrPrtry><Cd>" code "</Cd></CdOrPrtry></Tp>"               \
	"<Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd>"     \
	"<Dt><Dt>2026-10-31</Dt></Dt></Bal>"
#define ENTRY(amount, sign)                                                    \
	"<Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd>"     \
	"<Sts>BOOK</Sts><BookgDt><Dt>2026-10-30</Dt></BookgDt>"
#define CODE(domain, family, kind)                                             \
	"<BkTxCd><Domn><Cd>" domain "</Cd><Fmly><Cd>" family "</Cd>"           \
	"<SubFmlyCd>" kind "</SubFmlyCd></Fmly></Domn></BkTxCd>"
#define HEAD                                                                   \
	"<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:x\"><BkToCstmrStmt>"   \
	"<Stmt><CreDtTm>2026-10-29T00:00:00</CreDtTm>"                         \
	"<Acct><Id><IBAN>DE1</IBAN></Id></Acct>"
#define TAIL "</Stmt></BkToCstmrStmt></Document>"
#define GOT  "pay receipt 2 2026-10-30 5.00 EUR account=DE1"

static void
says(const char *text, const char *want)
{
	struct import in = {0};

	fake_read(&in, &format_camt, span_of(text));
	assert_string_equal(fake_log(&in), want);
	fake_free(&in);
}

/* What stands in a statement that has no balances. */
static void
gives(const char *inner, const char *want)
{
	struct buf b = {0}, all = {0};

	buf_text(&b, HEAD);
	buf_text(&b, inner);
	buf_text(&b, TAIL);
	buf_text(&all, want);
	buf_text(&all, "unchecked 2 closing balance\n");
	says(buf_string(&b), buf_string(&all));
	buf_free(&b);
	buf_free(&all);
}

static void
entry(const char *inner, const char *want)
{
	struct buf b = {0};

	buf_text(&b, "<Ntry>" ENTRY("5", "CRDT"));
	buf_text(&b, inner);
	buf_text(&b, "</Ntry>");
	gives(buf_string(&b), want);
	buf_free(&b);
}

/* One transaction in an entry of 5.00. */
static void
detail(const char *inner, const char *want)
{
	struct buf b = {0};

	buf_text(&b, "<NtryDtls><TxDtls>");
	buf_text(&b, inner);
	buf_text(&b, "</TxDtls></NtryDtls>");
	entry(buf_string(&b), want);
	buf_free(&b);
}

static void
entries(void **state)
{
	(void)state;
	entry("", GOT "\n");
	/* Zeros in front, no point, decimals that are zeros. */
	gives("<Ntry>" ENTRY("000000000000149.87000", "CRDT") "</Ntry>",
	    "pay receipt 2 2026-10-30 149.87 EUR account=DE1\n");
	gives("<Ntry>" ENTRY("5.001", "CRDT") "</Ntry>",
	    "fault 2 Amt: \"5.001\" is not an amount of EUR\n"
	    "fault 2 Ntry: an entry without an amount (Amt)\n");
	gives("<Ntry>" ENTRY("5", "CREDIT") "</Ntry>",
	    "fault 2 CdtDbtInd: \"CREDIT\" is neither CRDT nor DBIT\n"
	    "pay other 2 2026-10-30 -5.00 EUR account=DE1\n");
	gives("<Ntry><Amt>5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>",
	    "fault 2 Ccy: \"\" is not an ISO 4217 currency code\n"
	    "fault 2 Ntry: an entry without an amount (Amt)\n");
	gives("<Ntry>" ENTRY("5", "DBIT") "</Ntry>",
	    "pay other 2 2026-10-30 -5.00 EUR account=DE1\n");
	/* References, the nearest first; none is told of as none. */
	entry(
	    "<NtryRef>N</NtryRef><AcctSvcrRef>S</AcctSvcrRef>", GOT " ref=S\n");
	entry("<NtryRef>N</NtryRef><AcctSvcrRef>NOTPROVIDED</AcctSvcrRef>",
	    GOT " ref=N\n");
	detail("<Refs><AcctSvcrRef>NONREF</AcctSvcrRef><EndToEndId>"
	       "NOTPROVIDED</EndToEndId></Refs>",
	    GOT "\n");
	detail("<Refs><EndToEndId>E1</EndToEndId><TxId>T1</TxId></Refs>",
	    GOT " ref=T1 number=E1\n");
	detail("<Refs><EndToEndId>E1</EndToEndId><ChqNb>77</ChqNb></Refs>",
	    GOT " number=77\n");
}

static void
states_and_dates(void **state)
{
	(void)state;
	gives("<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "<Sts>PDNG</Sts></Ntry>"
	      "<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "<Sts><Cd>INFO</Cd></Sts></Ntry>"
	      "<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-10-30T01:02:03"
	      "</DtTm></BookgDt><ValDt><Dt>2026-10-31+01:00</Dt></ValDt>"
	      "</Ntry>",
	    "skip 2 pending or for information, not booked (Sts)\n"
	    "skip 2 pending or for information, not booked (Sts)\n"
	    "pay receipt 2 2026-10-30 5.00 EUR value=2026-10-31 account=DE1\n");
	/* No day of booking: the value date, else that of the statement. */
	gives("<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "<ValDt><Dt>2026-10-28-05:00</Dt></ValDt></Ntry>"
	      "<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "</Ntry>",
	    "pay receipt 2 2026-10-28 5.00 EUR value=2026-10-28 account=DE1\n"
	    "pay receipt 2 2026-10-29 5.00 EUR account=DE1\n");
	says("<Document><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry>"
	     "<Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"
	     "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>",
	    "fault 1 BookgDt: an entry without a date, in a statement without "
	    "one\nunchecked 1 closing balance\n");
	gives("<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
	      "<BookgDt><Dt>2026-02-30</Dt></BookgDt></Ntry>",
	    "fault 2 Dt: \"2026-02-30\" is not a date\n"
	    "pay receipt 2 2026-10-29 5.00 EUR account=DE1\n");
}

static void
parties(void **state)
{
	(void)state;
	detail("<RltdPties><Dbtr><Nm>ACME</Nm></Dbtr><DbtrAcct><Id><IBAN>FR1"
	       "</IBAN></Id></DbtrAcct><UltmtDbtr><Nm>CHILD</Nm></UltmtDbtr>"
	       "<Cdtr><Nm>US</Nm></Cdtr></RltdPties>",
	    GOT " payer=ACME payer_account=FR1\n");
	/* Version 08 and on; whom to ask for there is not the payer. */
	detail("<RltdPties><Dbtr><Pty><Nm>ACME</Nm><CtctDtls><Nm>BOB</Nm>"
	       "</CtctDtls></Pty></Dbtr><DbtrAcct><Id><Othr><Id>12</Id></Othr>"
	       "</Id></DbtrAcct></RltdPties>",
	    GOT " payer=ACME payer_account=12\n");
	detail("<RltdPties><UltmtDbtr><Pty><Nm>CHILD</Nm></Pty></UltmtDbtr>"
	       "</RltdPties>",
	    GOT " payer=CHILD\n");
	/* No party: whatever else there is. */
	entry("<NtryDtls><TxDtls><RmtInf><Ustrd>INV 1</Ustrd></RmtInf>"
	      "</TxDtls></NtryDtls><AddtlNtryInf>FROM ACME</AddtlNtryInf>",
	    GOT " memo=INV 1 FROM ACME\n");
}

static void
texts(void **state)
{
	char full[141], text[400], want[400];

	(void)state;
	detail("<RmtInf><Ustrd>INV 1</Ustrd><Ustrd>INV 2</Ustrd></RmtInf>"
	       "<AddtlTxInf>MORE</AddtlTxInf>",
	    GOT " memo=INV 1 INV 2 MORE\n");
	/* A full one goes on in the next. */
	memset(full, 'x', 140);
	full[140] = '\0';
	snprintf(text, sizeof text,
	    "<RmtInf><Ustrd>%s</Ustrd><Ustrd>9</Ustrd><Ustrd>8</Ustrd>"
	    "</RmtInf>",
	    full);
	snprintf(want, sizeof want, GOT " memo=%s9 8\n", full);
	detail(text, want);
	/* Laid out as in MT940. */
	detail("<RmtInf><Ustrd>EREF+E1 SVWZ+INV 3</Ustrd></RmtInf>",
	    GOT " number=E1 memo=INV 3\n");
	detail("<RmtInf><Ustrd>/NAME/BOB/REMI/INV 4</Ustrd></RmtInf>",
	    GOT " payer=BOB memo=INV 4\n");
	/* Whose names are there already. */
	detail("<RltdPties><Dbtr><Nm>ACME</Nm></Dbtr></RltdPties>"
	       "<RmtInf><Ustrd>/NAME/BOB/REMI/INV 4</Ustrd></RmtInf>",
	    GOT " payer=ACME memo=INV 4\n");
	detail("<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref>"
	       "</CdtrRefInf></Strd></RmtInf>",
	    GOT " memo=RF18539007547034\n");
	detail("<RmtInf><Ustrd>a&amp;b &#228; <![CDATA[<c>]]></Ustrd>"
	       "</RmtInf>",
	    GOT " memo=a&b \xc3\xa4 <c>\n");
}

#define DOC(nb, amounts)                                                       \
	"<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp>"      \
	"<Nb>" nb "</Nb><RltdDt>2026-09-30</RltdDt></RfrdDocInf>"              \
	"<RfrdDocAmt>" amounts "</RfrdDocAmt></Strd>"
#define AMT(name, amount) "<" name " Ccy=\"EUR\">" amount "</" name ">"

static void
documents(void **state)
{
	(void)state;
	detail("<RmtInf>" DOC("I1", AMT("RmtdAmt", "4"))
		   DOC("I2", AMT("DuePyblAmt", "2") AMT("DscntApldAmt", "1")
				 AMT("RmtdAmt", "1")) "</RmtInf>",
	    GOT " memo=I1 I2\n"
		"remit 2 4.00 doc_date=2026-09-30 ref=I1\n"
		"remit 2 1.00 discount=1.00 doc_date=2026-09-30 ref=I2\n");
	/* In version 04 and on a discount has a type; a tax is none. */
	detail("<RmtInf>" DOC("I1",
		   "<DuePyblAmt Ccy=\"EUR\">6</DuePyblAmt><DscntApldAmt><Tp>"
		   "<Cd>APDS</Cd></Tp>" AMT(
		       "Amt", "1") "</DscntApldAmt>"
				   "<TaxAmt>" AMT("Amt", "9") "</TaxAmt>" AMT(
				       "RmtdAmt", "5")) "</RmtInf>",
	    GOT " memo=I1\n"
		"remit 2 5.00 discount=1.00 doc_date=2026-09-30 ref=I1\n");
	/* Adjustments: less is paid, but for a debit. */
	detail("<RmtInf>" DOC("I1",
		   "<AdjstmntAmtAndRsn>" AMT("Amt",
		       "2") "<CdtDbtInd>CRDT</CdtDbtInd><Rsn>DMG</Rsn>"
			    "</AdjstmntAmtAndRsn><AdjstmntAmtAndRsn>" AMT(
				"Amt", "1") "<CdtDbtInd>DBIT</CdtDbtInd></"
					    "AdjstmntAmtAndRsn>" AMT(
						"RmtdAmt", "5")) "</RmtInf>",
	    GOT " memo=I1\n"
		"remit 2 5.00 deduction=1.00 doc_date=2026-09-30 ref=I1 "
		"reason=DMG\n");
	/* Unless what is due says that it is the other way round. */
	detail("<RmtInf>" DOC("I1",
		   AMT("DuePyblAmt", "7") "<AdjstmntAmtAndRsn>" AMT(
		       "Amt", "2") "<CdtDbtInd>DBIT</CdtDbtInd><Rsn>DMG</Rsn>"
				   "</AdjstmntAmtAndRsn>" AMT(
				       "RmtdAmt", "5")) "</RmtInf>",
	    GOT " memo=I1\n"
		"remit 2 5.00 deduction=2.00 doc_date=2026-09-30 ref=I1 "
		"reason=DMG\n");
	/* A credit note by itself, and one that lowers an invoice. */
	detail("<RmtInf>" DOC("I1", AMT("RmtdAmt", "8"))
		   DOC("C1", AMT("CdtNoteAmt", "3")) "</RmtInf>",
	    GOT " memo=I1 C1\n"
		"remit 2 8.00 doc_date=2026-09-30 ref=I1\n"
		"remit 2 -3.00 doc_date=2026-09-30 ref=C1\n");
	detail("<RmtInf>" DOC("I1", AMT("DuePyblAmt", "6") AMT("CdtNoteAmt",
					"1") AMT("RmtdAmt", "5")) "</RmtInf>",
	    GOT " memo=I1\n"
		"remit 2 5.00 deduction=1.00 doc_date=2026-09-30 ref=I1\n");
	detail("<RmtInf>" DOC("I1", AMT("RmtdAmt", "4")) "</RmtInf>",
	    GOT " memo=I1\n"
		"remit 2 4.00 doc_date=2026-09-30 ref=I1\n"
		"control 2 5.00 4.00 documents of payment\n");
	/* Text, for want of amounts, or for too many numbers. */
	detail("<RmtInf>" DOC("I1", "") "</RmtInf>", GOT " memo=I1\n");
	detail("<RmtInf>" DOC("I1</Nb><Nb>I2", AMT("RmtdAmt", "5")) "</RmtInf>",
	    GOT " memo=I1 I2\n");
}

#define TX(amount, sign, more)                                                 \
	"<TxDtls><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" sign            \
	"</CdtDbtInd>" more "</TxDtls>"

static void
batches(void **state)
{
	(void)state;
	entry("<NtryDtls><Btch><NbOfTxs>2</NbOfTxs>" AMT(
		  "TtlAmt", "5") "</Btch>" TX("2", "CRDT", "")
		  TX("3", "CRDT", "") "</NtryDtls>",
	    "pay receipt 2 2026-10-30 2.00 EUR account=DE1\n"
	    "pay receipt 2 2026-10-30 3.00 EUR account=DE1\n");
	/* Signs are mixed under a net. */
	entry("<NtryDtls>" TX("7", "CRDT", "")
		  TX("2", "DBIT", "") "</NtryDtls>",
	    "pay receipt 2 2026-10-30 7.00 EUR account=DE1\n"
	    "pay other 2 2026-10-30 -2.00 EUR account=DE1\n");
	/* They do not make it up. */
	entry("<NtryDtls>" TX("2", "CRDT", "")
		  TX("2", "CRDT", "") "</NtryDtls>",
	    "finding 2 the 2 transactions of this entry do not make up its "
	    "amount: it is taken as one\n" GOT "\n");
	/* Version 02: amounts stand deeper, or are in another message. */
	entry("<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"USD\">9</Amt>"
	      "</InstdAmt><TxAmt><Amt Ccy=\"EUR\">1</Amt></TxAmt></AmtDtls>"
	      "</TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">4</Amt>"
	      "</TxAmt></AmtDtls></TxDtls></NtryDtls>",
	    "pay receipt 2 2026-10-30 1.00 EUR account=DE1\n"
	    "pay receipt 2 2026-10-30 4.00 EUR account=DE1\n");
	entry("<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch></NtryDtls>",
	    "finding 2 a batch of 3 transactions that are not told here: it "
	    "is taken as one\n" GOT "\n");
	entry("<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch><TxDtls><RltdPties>"
	      "<Dbtr><Nm>ONE OF THEM</Nm></Dbtr></RltdPties></TxDtls>"
	      "</NtryDtls>",
	    "finding 2 a batch of 3 transactions that are not told here: it "
	    "is taken as one\n" GOT "\n");
	entry("<NtryDtls><Btch><NbOfTxs>3</NbOfTxs>" AMT(
		  "TtlAmt", "6") "</Btch>" TX("2", "CRDT", "")
		  TX("3", "CRDT", "") "</NtryDtls>",
	    "control 2 3 2 transactions of batch\n"
	    "control 2 6.00 5.00 total of batch\n"
	    "pay receipt 2 2026-10-30 2.00 EUR account=DE1\n"
	    "pay receipt 2 2026-10-30 3.00 EUR account=DE1\n");
	/* Two batches in one entry. */
	entry("<NtryDtls><Btch><NbOfTxs>1</NbOfTxs>" AMT(
		  "TtlAmt", "2") "</Btch>" TX("2", "CRDT",
		  "") "</NtryDtls><NtryDtls><Btch>"
		      "<NbOfTxs>1</NbOfTxs>" AMT("TtlAmt", "3") "</Btch>" TX(
			  "3", "CRDT", "") "</NtryDtls>",
	    "pay receipt 2 2026-10-30 2.00 EUR account=DE1\n"
	    "pay receipt 2 2026-10-30 3.00 EUR account=DE1\n");
	detail("<Amt Ccy=\"EUR\">4</Amt>",
	    "finding 2 the transaction of this entry has another amount: that "
	    "of the entry is taken\n" GOT "\n");
}

/* The customer paid 6.00; 1.00 of it the bank kept. */
static void
charges(void **state)
{
	static const char want[] =
	    "pay receipt 2 2026-10-30 6.00 EUR account=DE1\n"
	    "pay other 2 2026-10-30 -1.00 EUR account=DE1 memo=charges\n";

	(void)state;
	entry("<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">1</TtlChrgsAndTaxAmt>"
	      "<Rcrd><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
	      "</Rcrd></Chrgs><NtryDtls>" TX("6", "CRDT", "") "</NtryDtls>",
	    want);
	entry("<NtryDtls>" TX("6", "CRDT",
		  "<Chrgs><Amt Ccy=\"EUR\">1</Amt></Chrgs>") "</NtryDtls>",
	    want);
	/* Charged beside the entry: no part of it. */
	entry("<Chrgs><Rcrd><Amt Ccy=\"EUR\">1</Amt></Rcrd></Chrgs>"
	      "<NtryDtls>" TX("5", "CRDT", "") "</NtryDtls>",
	    GOT "\n");
	entry("<Chrgs><Rcrd><Amt Ccy=\"EUR\">2</Amt></Rcrd></Chrgs>"
	      "<NtryDtls>" TX("6", "CRDT", "") "</NtryDtls>",
	    "finding 2 the transaction of this entry has another amount: that "
	    "of the entry is taken\n" GOT "\n");
}

static void
codes(void **state)
{
	(void)state;
	entry(CODE("PMNT", "RCDT", "ESCT"), GOT " code=PMNT-RCDT-ESCT\n");
	entry(CODE("CAMT", "ACCB", "ZABA"),
	    "pay other 2 2026-10-30 5.00 EUR account=DE1 "
	    "code=CAMT-ACCB-ZABA\n");
	/* Ours that came back. */
	entry(CODE("PMNT", "RCDT", "RRTN"),
	    "pay other 2 2026-10-30 5.00 EUR account=DE1 "
	    "code=PMNT-RCDT-RRTN\n");
	/* Only the bank's own: by the sign, or by a part of it. */
	entry("<BkTxCd><Prtry><Cd>ATSISK</Cd></Prtry></BkTxCd>",
	    GOT " code=ATSISK\n");
	gives("<Ntry>" ENTRY("5", "DBIT") "<BkTxCd><Prtry><Cd>NDDT+109+00931"
					  "</Cd></Prtry></BkTxCd></Ntry>",
	    "pay return 2 2026-10-30 -5.00 EUR account=DE1 reason=bank-return "
	    "code=NDDT+109+00931\n");
	/* Direct debits of ours that came back, and why. */
	gives("<Ntry>" ENTRY("5", "DBIT") CODE("PMNT", "IDDT",
		  "UPDD") "<NtryDtls><TxDtls><Refs><EndToEndId>E9</"
			  "EndToEndId></Refs>"
			  "<RltdPties><Dbtr><Nm>ACME</Nm></Dbtr></"
			  "RltdPties><RtrInf>"
			  "<OrgnlBkTxCd><Domn><Cd>PMNT</Cd></Domn></"
			  "OrgnlBkTxCd><Rsn><Cd>"
			  "AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>",
	    "pay return 2 2026-10-30 -5.00 EUR account=DE1 number=E9 "
	    "original=E9 reason=nsf payer=ACME memo=AM04 "
	    "code=PMNT-IDDT-UPDD\n");
	gives("<Ntry>" ENTRY("5",
		  "DBIT") "<NtryDtls><TxDtls><RtrInf><Rsn><Cd>"
			  "MD01</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>",
	    "pay return 2 2026-10-30 -5.00 EUR account=DE1 "
	    "reason=bank-return memo=MD01\n");
	/* That of the transaction goes before that of the entry. */
	entry(CODE("PMNT", "RCDT", "ESCT") "<NtryDtls>" TX("6", "CRDT", "")
		  TX("1", "DBIT", CODE("PMNT", "IDDT", "PRDD")) "</NtryDtls>",
	    "pay receipt 2 2026-10-30 6.00 EUR account=DE1 "
	    "code=PMNT-RCDT-ESCT\n"
	    "pay return 2 2026-10-30 -1.00 EUR account=DE1 "
	    "reason=bank-return code=PMNT-IDDT-PRDD\n");
}

#define REVERSED(sign)                                                         \
	"<Ntry>" ENTRY("9", "CRDT") "</Ntry><Ntry>" ENTRY(                     \
	    "2", sign) "<RvslInd>true</RvslInd></Ntry>"

/* A reversal says its own direction, or that of what it reverses. */
static void
reversals(void **state)
{
	(void)state;
	says(HEAD BAL("OPBD", "10", "CRDT") BAL("CLBD", "17", "CRDT")
		 REVERSED("DBIT") TAIL,
	    "pay receipt 2 2026-10-30 9.00 EUR account=DE1\n"
	    "pay return 2 2026-10-30 -2.00 EUR account=DE1 "
	    "reason=bank-return\n");
	says(HEAD BAL("OPBD", "10", "CRDT") BAL("CLBD", "17", "CRDT")
		 REVERSED("CRDT") TAIL,
	    "pay receipt 2 2026-10-30 9.00 EUR account=DE1\n"
	    "finding 2 reversals are given in the direction of what they "
	    "reverse: so the balance ties\n"
	    "pay return 2 2026-10-30 -2.00 EUR account=DE1 "
	    "reason=bank-return\n");
	/* One that brings money is ours that came back. */
	says(HEAD BAL("OPBD", "10", "CRDT") BAL("CLBD", "21", "CRDT")
		 REVERSED("CRDT") TAIL,
	    "pay receipt 2 2026-10-30 9.00 EUR account=DE1\n"
	    "pay other 2 2026-10-30 2.00 EUR account=DE1\n");
}

static void
balances(void **state)
{
	(void)state;
	/* PRCD in place of OPBD; no CdtDbtInd is a credit; others are no
	   matter. */
	says(HEAD BAL("PRCD", "3", "DBIT") BAL("CLAV", "9",
		 "CRDT") "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>"
			 "<Amt Ccy=\"EUR\">2</Amt></Bal><Ntry>" ENTRY(
			     "5", "CRDT") "</Ntry>" TAIL,
	    GOT "\n");
	says(HEAD BAL("OPBD", "0", "CRDT") BAL("CLBD", "6",
		 "CRDT") "<Ntry>" ENTRY("5", "CRDT") "</Ntry>" TAIL,
	    GOT "\ncontrol 2 6.00 5.00 closing balance hard\n");
	/* An entry of another currency: not hard, as it can't tie. */
	says(HEAD BAL("OPBD", "0", "CRDT") BAL("CLBD", "6",
		 "CRDT") "<Ntry><Amt "
			 "Ccy=\"USD\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
			 "<BookgDt><Dt>2026-10-30</Dt></BookgDt></Ntry>" TAIL,
	    "finding 2 an entry in USD on an account in EUR\n"
	    "pay receipt 2 2026-10-30 5.00 USD account=DE1\n"
	    "control 2 6.00 5.00 closing balance\n");
	says(HEAD BAL("OPBD", "9223372036854775807", "CRDT") TAIL,
	    "fault 2 Amt: \"9223372036854775807\" is not an amount of EUR\n"
	    "unchecked 2 closing balance\n");
}

#define SUMMARY                                                                \
	"<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>7</Sum>"         \
	"</TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>5</Sum>"     \
	"</TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>2</Sum>"  \
	"</TtlDbtNtries><TtlNtriesPerBkTxCd><NbOfNtries>9</NbOfNtries>"        \
	"<Sum>9</Sum></TtlNtriesPerBkTxCd></TxsSummry>"

static void
sums(void **state)
{
	(void)state;
	says(HEAD BAL("OPBD", "0", "CRDT") BAL("CLBD", "3", "CRDT") SUMMARY
	    "<Ntry>" ENTRY("5", "CRDT") "</Ntry><Ntry>" ENTRY(
		"2", "DBIT") "</Ntry>" TAIL,
	    GOT "\npay other 2 2026-10-30 -2.00 EUR account=DE1\n");
	says(HEAD BAL("OPBD", "0", "CRDT") BAL("CLBD", "5", "CRDT") SUMMARY
	    "<Ntry>" ENTRY("5", "CRDT") "</Ntry><Ntry><Amt Ccy=\"EUR\">3"
					"</Amt><CdtDbtInd>DBIT</"
					"CdtDbtInd><Sts>PDNG</Sts></Ntry>" TAIL,
	    GOT "\nskip 2 pending or for information, not booked (Sts)\n"
		"control 2 7.00 8.00 sum of entries\n"
		"control 2 2.00 3.00 sum of debits\n");
}

static void
messages(void **state)
{
	(void)state;
	/* A copy is not taken twice. */
	gives("<Ntry>" ENTRY("5", "CRDT") "</Ntry>", GOT "\n");
	says(HEAD "<CpyDplctInd>DUPL</CpyDplctInd><Ntry>" ENTRY(
		 "5", "CRDT") "</Ntry>" TAIL,
	    "skip 2 of a statement that is a copy or duplicate "
	    "(CpyDplctInd)\n"
	    "finding 2 a copy or duplicate of a statement: not imported\n");
	/* A prefix; several accounts; a page of several. */
	says("<n:Document><n:BkToCstmrAcctRpt><n:GrpHdr><n:MsgPgntn>"
	     "<n:LastPgInd>false</n:LastPgInd></n:MsgPgntn></n:GrpHdr><n:Rpt>"
	     "<n:Acct><n:Id><n:Othr><n:Id>1</n:Id></n:Othr></n:Id></n:Acct>"
	     "<n:Ntry><n:Amt Ccy=\"JPY\">5</n:Amt><n:CdtDbtInd>CRDT"
	     "</n:CdtDbtInd><n:BookgDt><n:Dt>2026-10-30</n:Dt></n:BookgDt>"
	     "</n:Ntry></n:Rpt><n:Rpt><n:Acct><n:Id><n:Othr><n:Id>2</n:Id>"
	     "</n:Othr></n:Id></n:Acct></n:Rpt></n:BkToCstmrAcctRpt>"
	     "</n:Document>",
	    "finding 1 a page of a message of several: import all of them\n"
	    "pay receipt 1 2026-10-30 5 JPY account=1\n"
	    "unchecked 1 closing balance\nunchecked 1 closing balance\n");
	says("<Document><Other/></Document>",
	    "fault 1 no statement, report or notification in it\n");
}

/* What can be used to harm: declared entities, depth, other encodings. */
static void
hostile(void **state)
{
	struct buf b = {0};

	(void)state;
	says("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]>\n<a>&d;"
	     "</a>",
	    "fault 1 a document type declaration, which no statement has\n");
	says("<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"/etc/passwd\"><a/>",
	    "fault 1 a document type declaration, which no statement has\n");
	says("<Document>&undeclared;</Document>", "fault 1 undefined entity\n");
	for (int i = 0; i < 100; i++)
		buf_text(&b, "<a>");
	says(buf_string(&b),
	    "fault 1 elements nested too deep for a statement\n");
	says("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<Document>"
	     "<BkToCstmrStmt><Stmt><CreDtTm>2026-10-30</CreDtTm><Ntry><Amt "
	     "Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><AddtlNtryInf>"
	     "M\xfcller</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt>"
	     "</Document>",
	    "pay receipt 2 2026-10-30 5.00 EUR memo=M\xc3\xbcller\n"
	    "unchecked 2 closing balance\n");
	b.len = 0;
	buf_text(&b, "<Document><a>");
	for (int i = 0; i < 2000000; i++)
		buf_byte(&b, 'x');
	says(buf_string(&b),
	    "fault 1 an element with more than 1 MiB of text\n");
	b.len = 0;
	buf_text(&b, "<Document a=\"");
	for (int i = 0; i < 4000000; i++)
		buf_byte(&b, 'x');
	says(buf_string(&b), "fault 1 a tag of more than 2 MiB\n");
	buf_free(&b);
}

/* Every entry is somewhere: of 6, three are money and three passed over. */
static void
counted(void **state)
{
	struct import in = {0};

	(void)state;
	fake_read(&in, &format_camt,
	    span_of(HEAD "<Ntry>" ENTRY("1", "CRDT") "</Ntry><Ntry>" ENTRY("1",
		"DBIT") "</Ntry><Ntry><Amt Ccy=\"EUR\">1</Amt>"
			"<CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></"
			"Ntry><Ntry>" ENTRY("2", "CRDT") "<NtryDtls>" TX(
			    "1", "CRDT", "") TX("1", "CRDT",
			    "") "</NtryDtls></Ntry></Stmt><Stmt>"
				"<CpyDplctInd>COPY</CpyDplctInd><Ntry>" ENTRY(
				    "1", "CRDT") "</Ntry><Ntry>" ENTRY("1",
				    "DBIT") "</Ntry>" TAIL));
	assert_int_equal(in.nrecord, 2 + 6 + 2);
	assert_int_equal(in.npay, 2 + 2);
	assert_int_equal(in.nskip, 3);
	fake_free(&in);
}

static const char whole[] = HEAD BAL("OPBD", "10", "CRDT") BAL(
    "CLBD", "17", "CRDT") "<Ntry>" ENTRY("9", "CRDT") CODE("PMNT", "RCDT",
    "ESCT") "<NtryDtls>" TX("4", "CRDT",
    "<RmtInf>" DOC("I1", AMT("RmtdAmt", "4")) "</RmtInf>") TX("5", "CRDT",
    "<RmtInf><Ustrd>EREF+E1SVWZ+x</Ustrd></RmtInf>") "</NtryDtls></"
						     "Ntry><Ntry>" ENTRY("2",
							 "DBIT") "<RvslInd>"
								 "true</"
								 "RvslInd>"
								 "</Ntry>" TAIL;

static void
damaged(void **state)
{
	(void)state;
	cut_everywhere(&format_camt, whole, NULL);
	cut_spoilt(&format_camt, whole, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries),
	    cmocka_unit_test(states_and_dates),
	    cmocka_unit_test(parties),
	    cmocka_unit_test(texts),
	    cmocka_unit_test(documents),
	    cmocka_unit_test(batches),
	    cmocka_unit_test(charges),
	    cmocka_unit_test(codes),
	    cmocka_unit_test(reversals),
	    cmocka_unit_test(balances),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(messages),
	    cmocka_unit_test(hostile),
	    cmocka_unit_test(counted),
	    cmocka_unit_test(damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
