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
		   text.at[10] == '-' || text.at[10] == 'Z') &&
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

void
camt_plus(
    struct camt *c, const struct camt_element *e, int64_t *sum, int64_t by)
{
	if (__builtin_add_overflow(*sum, by, sum))
		import_fault(
		    c->in, e->line, "Amt", "a sum beyond the largest amount");
}

/* Charges, in all versions of it; their total is another element. */
bool
camt_charges(struct camt *c, const struct camt_element *e, int64_t *amount,
    int *currency)
{
	return camt_within(e, CAMT_Chrgs) &&
	       (e->up[1] == CAMT_Chrgs || e->up[1] == CAMT_Rcrd) &&
	       camt_amount(c, e, c->entry.currency, amount, currency) &&
	       *currency == c->entry.currency;
}

/* An entry may be of several batches. */
static void
batch(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	int64_t more;
	int currency;

	if (e->up[0] == CAMT_NbOfTxs) {
		if (import_cents(e->text, &more)) {
			n->has_batch_count = true;
			camt_plus(c, e, &n->batch_count, more);
		}
	} else if (camt_amount(c, e, n->currency, &more, &currency)) {
		n->has_batch_total = true;
		camt_plus(c, e, &n->batch_total, more);
	}
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
entry_amount(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	int64_t charges;
	int currency;

	if (e->up[1] == CAMT_Ntry)
		n->has_amount =
		    camt_amount(c, e, c->currency, &n->amount, &n->currency);
	else if (camt_charges(c, e, &charges, &currency))
		camt_plus(c, e, &n->charges, charges);
}

static void
entry_field(struct camt *c, const struct camt_element *e, struct camt_entry *n)
{
	switch ((int)e->up[0]) {
	case CAMT_Amt:
		entry_amount(c, e, n);
		break;
	case CAMT_CdtDbtInd:
		if (e->up[1] == CAMT_Ntry)
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
	case CAMT_SubFmlyCd:
		if (e->up[1] == CAMT_Sts)
			camt_add(&n->status, e->text);
		else
			camt_code_field(e, &n->code);
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
