#include "format/camt_in.h"

static void
amount(struct camt *c, const struct camt_element *e, struct camt_document *d)
{
	enum camt_name what = e->up[0] == CAMT_Amt ? e->up[1] : e->up[0];
	int64_t minor;
	int currency;

	if (!camt_amount(c, e, c->entry.currency, &minor, &currency))
		return;
	d->unclear |= currency != c->entry.currency;
	if (what == CAMT_DuePyblAmt) {
		d->due = minor;
		d->has_due = true;
	} else if (what == CAMT_RmtdAmt) {
		d->paid = minor;
		d->has_paid = true;
	} else if (what == CAMT_CdtNoteAmt) {
		d->note = minor;
		d->has_note = true;
	} else if (what == CAMT_DscntApldAmt) {
		camt_plus(c, e, &d->discount, minor);
	} else if (what == CAMT_AdjstmntAmtAndRsn) {
		d->last = minor;
		camt_plus(c, e, &d->adjusted, minor);
	}
}

/* An adjustment is taken off, unless it is a debit. */
static void
sign(struct camt *c, const struct camt_element *e, struct camt_document *d)
{
	if (!span_is(e->text, "DBIT") || e->up[1] != CAMT_AdjstmntAmtAndRsn)
		return;
	camt_plus(c, e, &d->adjusted, -d->last);
	camt_plus(c, e, &d->adjusted, -d->last);
	d->last = 0;
}

void
camt_document_field(
    struct camt *c, const struct camt_element *e, struct camt_document *d)
{
	if (camt_within(e, CAMT_LineDtls))
		return;
	switch ((int)e->up[0]) {
	case CAMT_Nb:
		d->unclear |= d->number.len > 0;
		camt_add(&d->number, e->text);
		break;
	case CAMT_Ref:
	case CAMT_AddtlRmtInf:
		camt_add(&d->text, e->text);
		break;
	case CAMT_RltdDt:
	case CAMT_Dt:
		if (camt_within(e, CAMT_RfrdDocInf))
			camt_date(e->text, &d->date);
		break;
	case CAMT_Cd:
		if (camt_within(e, CAMT_RfrdDocInf))
			d->credit |= span_is(e->text, "CREN");
		break;
	case CAMT_Rsn:
		camt_add(&d->reason, e->text);
		break;
	case CAMT_CdtDbtInd:
		sign(c, e, d);
		break;
	case CAMT_DuePyblAmt:
	case CAMT_RmtdAmt:
	case CAMT_DscntApldAmt:
	case CAMT_CdtNoteAmt:
	case CAMT_Amt:
		if (e->text.len > 0)
			amount(c, e, d);
		break;
	default:
		break;
	}
}

/*
 * What is paid of an invoice is what is due, less discount, credit note and
 * adjustments; where only the opposite sign of the adjustments makes that true,
 * they have it.  A credit note alone is taken off the payment.
 */
struct remit
camt_document_remit(const struct camt_document *d)
{
	struct remit r = {.line = d->line,
	    .amount = d->has_paid ? d->paid : -d->note,
	    .discount = d->discount,
	    .ref = buf_bytes(&d->number),
	    .reason = buf_bytes(&d->reason),
	    .memo = buf_bytes(&d->text),
	    .doc_date = d->date};
	int128 less = d->adjusted,
	       rest = (int128)d->due - d->discount - d->note - d->paid;

	if (d->credit && d->has_paid)
		r.amount = -d->paid;
	if (d->has_due && d->has_paid && rest != less && rest == -less)
		less = -less;
	if (d->has_paid && !d->credit)
		less += d->note;
	if (less > 0 && less <= INT64_MAX)
		r.deduction = (int64_t)less;
	if (r.deduction == 0)
		r.reason = span_of("");
	return r;
}
