#include "format/camt_in.h"

static void
detail_amount(
    struct camt *c, const struct camt_element *e, struct camt_detail *d)
{
	/* In version 02 it stands deeper; what is instructed may be in another
	   currency, and what is charged is no part of it. */
	bool own = e->up[1] == CAMT_TxDtls;
	bool deeper = e->up[1] == CAMT_TxAmt && !d->has_amount;
	int64_t charges;
	int currency;

	if (own || deeper)
		d->has_amount = camt_amount(
		    c, e, c->entry.currency, &d->amount, &d->currency);
	else if (camt_charges(c, e, &charges, &currency))
		camt_plus(c, e, &d->charges, charges);
}

static void
party(const struct camt_element *e, struct camt_detail *d)
{
	/* Its own name, not that of somebody to ask for there. */
	enum camt_name of = e->up[1] == CAMT_Pty ? e->up[2] : e->up[1];
	bool debtor = of == CAMT_Dbtr, ultimate = of == CAMT_UltmtDbtr;

	if (debtor || (ultimate && d->payer.len == 0)) {
		if (debtor)
			d->payer.len = 0;
		camt_add(&d->payer, e->text);
	}
}

/* A text is cut at 140 characters, be it in the middle of a word. */
#define USTRD_FULL 140

static void
add_text(struct camt_detail *d, struct span text)
{
	if (d->last == USTRD_FULL)
		buf_span(&d->text, text);
	else
		camt_add(&d->text, text);
	d->last = 0;
	for (size_t i = 0; i < text.len; i++)
		d->last += ((unsigned char)text.at[i] & 0xC0) != 0x80;
}

void
camt_detail_field(
    struct camt *c, const struct camt_element *e, struct camt_detail *d)
{
	if (camt_within(e, CAMT_Strd) && d->ndocument > 0) {
		camt_document_field(c, e, &d->documents[d->ndocument - 1]);
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
		add_text(d, e->text);
		break;
	case CAMT_AddtlTxInf:
		camt_add(&d->text, e->text);
		d->last = 0;
		break;
	case CAMT_Cd:
	case CAMT_SubFmlyCd:
		if (e->up[1] == CAMT_Rsn && camt_within(e, CAMT_RtrInf))
			camt_add(&d->returned, e->text);
		camt_code_field(e, &d->code);
		break;
	default:
		break;
	}
}
