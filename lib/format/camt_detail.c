#include "format/camt_in.h"

static void
paid(struct camt *c, const struct camt_element *e, struct camt_document *d)
{
	int64_t amount;
	int currency;

	if (!camt_amount(c, e, c->entry.currency, &amount, &currency))
		return;
	switch ((int)e->up[0]) {
	case CAMT_RmtdAmt:
		d->paid = amount;
		d->has_paid = true;
		break;
	case CAMT_DscntApldAmt:
		d->discount += amount;
		break;
	case CAMT_CdtNoteAmt:
		if (!d->has_paid)
			d->paid = amount;
		d->has_paid = d->credit = true;
		break;
	default: /* an adjustment; its sign follows */
		d->adjusted += amount;
	}
}

static void
document_field(
    struct camt *c, const struct camt_element *e, struct camt_document *d)
{
	switch ((int)e->up[0]) {
	case CAMT_Nb:
		camt_add(&d->number, e->text);
		break;
	case CAMT_Ref:
		camt_add(&d->text, e->text);
		break;
	case CAMT_AddtlRmtInf:
		camt_add(&d->text, e->text);
		break;
	case CAMT_RltdDt:
		camt_date(e->text, &d->date);
		break;
	case CAMT_Cd:
		if (camt_within(e, CAMT_RfrdDocInf))
			d->credit = d->credit || span_is(e->text, "CREN");
		break;
	case CAMT_Rsn:
		camt_add(&d->reason, e->text);
		break;
	case CAMT_CdtDbtInd:
		if (span_is(e->text, "CRDT") &&
		    camt_within(e, CAMT_AdjstmntAmtAndRsn))
			d->adjusted = -d->adjusted;
		break;
	case CAMT_RmtdAmt:
	case CAMT_DscntApldAmt:
	case CAMT_CdtNoteAmt:
	case CAMT_Amt:
		paid(c, e, d);
		break;
	default:
		break;
	}
}

static void
detail_amount(
    struct camt *c, const struct camt_element *e, struct camt_detail *d)
{
	/* In version 02 it stands deeper; what is instructed may be in another
	   currency, and what is charged is no part of it. */
	bool own = e->up[1] == CAMT_TxDtls;
	bool deeper = e->up[1] == CAMT_TxAmt && !d->has_amount;

	if (own || deeper)
		d->has_amount = camt_amount(
		    c, e, c->entry.currency, &d->amount, &d->currency);
}

static void
party(const struct camt_element *e, struct camt_detail *d)
{
	bool debtor = camt_within(e, CAMT_Dbtr),
	     ultimate = camt_within(e, CAMT_UltmtDbtr);

	if (debtor || (ultimate && d->payer.len == 0)) {
		if (debtor)
			d->payer.len = 0;
		camt_add(&d->payer, e->text);
	}
}

void
camt_detail_field(
    struct camt *c, const struct camt_element *e, struct camt_detail *d)
{
	if (camt_within(e, CAMT_Strd) && d->ndocument > 0) {
		document_field(c, e, &d->documents[d->ndocument - 1]);
		return;
	}
	switch ((int)e->up[0]) {
	case CAMT_Amt:
		detail_amount(c, e, d);
		break;
	case CAMT_CdtDbtInd:
		if (e->up[1] == CAMT_TxDtls)
			d->credit = camt_sign(c, e, &d->has_sign);
		break;
	case CAMT_AcctSvcrRef:
		d->ref.len = 0;
		camt_add(&d->ref, e->text);
		break;
	case CAMT_TxId:
		if (d->ref.len == 0)
			camt_add(&d->ref, e->text);
		break;
	case CAMT_EndToEndId:
		camt_add(&d->end_to_end, e->text);
		break;
	case CAMT_ChqNb:
		camt_add(&d->cheque, e->text);
		break;
	case CAMT_Nm:
		party(e, d);
		break;
	case CAMT_IBAN:
	case CAMT_Id:
		if (camt_within(e, CAMT_DbtrAcct))
			camt_add(&d->account, e->text);
		break;
	case CAMT_Ustrd:
	case CAMT_AddtlTxInf:
		camt_add(&d->text, e->text);
		break;
	case CAMT_Cd:
		if (camt_within(e, CAMT_RtrInf))
			camt_add(&d->returned, e->text);
		break;
	default:
		break;
	}
}
