/*
 * A month at a bank, as camt.053 in version 02: credit transfers with all that
 * banks tell of them.  The closing balance stands behind the entries, where it
 * is known.
 */
#include "tests/bench/gen.h"

#define OCTOBER 336 /* its first day */

static void
put_amount(int64_t cents)
{
	puts_("<Amt Ccy=\"EUR\">");
	put_money(cents);
	puts_("</Amt>");
}

static void
put_date(const char *name, uint64_t day)
{
	puts_("    <");
	puts_(name);
	puts_("><Dt>");
	put(days[day], 10);
	puts_("</Dt></");
	puts_(name);
	puts_(">\n");
}

static void
balance(const char *code, int64_t cents)
{
	puts_("  <Bal><Tp><CdOrPrtry><Cd>");
	puts_(code);
	puts_("</Cd></CdOrPrtry></Tp>");
	put_amount(cents);
	puts_("<CdtDbtInd>CRDT</CdtDbtInd>\n");
	put_date("Dt", OCTOBER + 29);
	puts_("  </Bal>\n");
}

static void
transaction(int64_t cents, uint64_t number)
{
	puts_("    <NtryDtls><TxDtls>\n      <Refs><EndToEndId>E2E-");
	put_number(number, 9);
	puts_("</EndToEndId></Refs>\n      <AmtDtls><TxAmt>");
	put_amount(cents);
	puts_("</TxAmt></AmtDtls>\n      <RltdPties><Dbtr><Nm>CUSTOMER ");
	put_number(rnd(50000), 5);
	puts_(" GMBH</Nm></Dbtr><DbtrAcct><Id><IBAN>DE");
	put_number(number, 20);
	puts_("</IBAN></Id></DbtrAcct></RltdPties>\n      <RltdAgts><DbtrAgt>"
	      "<FinInstnId><BIC>COBADEFFXXX</BIC></FinInstnId></DbtrAgt>"
	      "</RltdAgts>\n      <RmtInf><Ustrd>Invoice INV-");
	put_number(rnd(1000000), 6);
	puts_(" of 2026</Ustrd></RmtInf>\n    </TxDtls></NtryDtls>\n");
}

static void
entry(int64_t cents, uint64_t day, uint64_t number)
{
	row_begin();
	puts_("  <Ntry>\n    ");
	put_amount(cents);
	puts_("\n    <CdtDbtInd>CRDT</CdtDbtInd>\n    <Sts>BOOK</Sts>\n");
	put_date("BookgDt", day);
	put_date("ValDt", day);
	puts_("    <AcctSvcrRef>");
	put_number(number + 2610000000, 16);
	puts_("</AcctSvcrRef>\n    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT"
	      "</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n");
	transaction(cents, number);
	puts_("  </Ntry>\n");
}

void
camt(uint64_t rows)
{
	int64_t sum = 0;

	puts_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
	      "camt.053.001.02\"><BkToCstmrStmt>\n"
	      "  <GrpHdr><MsgId>1</MsgId></GrpHdr>\n<Stmt><Id>1</Id>\n"
	      "  <Acct><Id><IBAN>DE12</IBAN></Id><Ccy>EUR</Ccy></Acct>\n");
	balance("OPBD", 0);
	for (uint64_t i = 0; i < rows; i++) {
		int64_t cents = (int64_t)rnd(1000000) + 1;

		entry(cents, OCTOBER + i * 29 / rows, i);
		sum += cents;
	}
	balance("CLBD", sum);
	puts_("</Stmt></BkToCstmrStmt></Document>\n");
}
