#include <string.h>

#include "base/mem.h"
#include "format/camt_in.h"
#include "value/currency.h"
#include "value/date.h"

void
camt_add(struct buf *to, struct span text)
{
	if (text.len == 0)
		return;
	if (to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, text);
}

bool
camt_date(struct span text, int32_t *date)
{
	return text.len >= 10 &&
	       (text.len == 10 || text.at[10] == 'T' || text.at[10] == '+' ||
		   text.at[10] == 'Z') &&
	       date_parse((struct span){text.at, 10}, date);
}

bool
camt_amount(struct camt *c, const struct camt_element *e, int fallback,
    int64_t *amount, int *currency)
{
	int found = e->currency.len > 0 ? currency_find(e->currency) : fallback;

	if (found < 0) {
		import_fault(c->in, e->line, "Ccy",
		    "\"%.*s\" is not an ISO 4217 currency code",
		    (int)e->currency.len, e->currency.at);
		return false;
	}
	if (!import_decimal(
		e->text, '.', import_exponent(c->in, found), amount)) {
		import_fault(c->in, e->line, "Amt",
		    "\"%.*s\" is not an amount of %s",
		    (int)(e->text.len < 40 ? e->text.len : 40), e->text.at,
		    currency_code(found));
		return false;
	}
	*currency = found;
	return true;
}

static void
take_date(struct camt *c, const struct camt_element *e, int32_t *date)
{
	if (!camt_date(e->text, date))
		import_fault(c->in, e->line, "Dt", "\"%.*s\" is not a date",
		    (int)(e->text.len < 40 ? e->text.len : 40), e->text.at);
}

/* True for CRDT; another word than that and DBIT is a fault. */
bool
camt_sign(struct camt *c, const struct camt_element *e, bool *has)
{
	*has = true;
	if (!span_is(e->text, "CRDT") && !span_is(e->text, "DBIT"))
		import_fault(c->in, e->line, "CdtDbtInd",
		    "\"%.*s\" is neither CRDT nor DBIT",
		    (int)(e->text.len < 40 ? e->text.len : 40), e->text.at);
	return span_is(e->text, "CRDT");
}

bool
camt_within(const struct camt_element *e, enum camt_name name)
{
	for (size_t i = 1; e->up[i] != CAMT_Ntry && e->up[i] != CAMT_Document;
	     i++) {
		if (e->up[i] == name)
			return true;
		if (i >= CAMT_DEEP)
			break;
	}
	return false;
}

static void
code(const struct camt_element *e, struct camt_entry *n)
{
	if (e->up[1] == CAMT_Domn)
		camt_add(&n->domain, e->text);
	else if (e->up[1] == CAMT_Fmly)
		camt_add(&n->family, e->text);
	else if (e->up[1] == CAMT_Prtry && camt_within(e, CAMT_BkTxCd))
		camt_add(&n->own, e->text);
	else if (e->up[1] == CAMT_Sts)
		camt_add(&n->status, e->text);
}

static void
batch(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	int currency;

	if (e->up[0] == CAMT_NbOfTxs)
		n->has_batch_count = import_cents(e->text, &n->batch_count);
	else
		n->has_batch_total =
		    camt_amount(c, e, n->currency, &n->batch_total, &currency);
}

static void
entry_date(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	if (e->up[1] == CAMT_BookgDt)
		take_date(c, e, &n->booked);
	else if (e->up[1] == CAMT_ValDt)
		take_date(c, e, &n->value);
}

static void
entry_field(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	bool own = e->up[1] == CAMT_Ntry;

	switch ((int)e->up[0]) {
	case CAMT_Amt:
		if (own)
			n->has_amount = camt_amount(
			    c, e, c->currency, &n->amount, &n->currency);
		else if (camt_within(e, CAMT_Chrgs))
			n->charged = true;
		break;
	case CAMT_CdtDbtInd:
		if (own)
			n->credit = camt_sign(c, e, &n->has_sign);
		break;
	case CAMT_RvslInd:
		n->reversal = span_is(e->text, "true") || span_is(e->text, "1");
		break;
	case CAMT_Sts:
		camt_add(&n->status, e->text);
		break;
	case CAMT_Dt:
	case CAMT_DtTm:
		entry_date(c, e, n);
		break;
	case CAMT_NtryRef:
		camt_add(&n->ref, e->text);
		break;
	case CAMT_AcctSvcrRef:
		camt_add(&n->service_ref, e->text);
		break;
	case CAMT_Cd:
		code(e, n);
		break;
	case CAMT_SubFmlyCd:
		camt_add(&n->kind, e->text);
		break;
	case CAMT_NbOfTxs:
	case CAMT_TtlAmt:
		if (e->up[1] == CAMT_Btch)
			batch(c, e, n);
		break;
	case CAMT_AddtlNtryInf:
		camt_add(&n->text, e->text);
		break;
	default:
		break;
	}
}

void
camt_field(struct camt *c, const struct camt_element *e)
{
	struct camt_entry *n = &c->entry;

	if (!camt_within(e, CAMT_TxDtls)) {
		entry_field(c, e, n);
		return;
	}
	if (n->ndetail == 0)
		return;
	camt_detail_field(c, e, &n->details[n->ndetail - 1]);
}
