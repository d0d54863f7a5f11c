#include "book/posting.h"
#include "book/posting_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money_short.h"

/* A blank currency is no currency: money of one book is of one kind. */
static bool
read_currencies(const struct posting_reading *in, struct posting *p)
{
	p->currency = p->ref_currency = CURRENCY_UNNAMED;
	if (!columns_have(&in->r->columns, POSTING_CURRENCY))
		return true;
	if (cells_text(&in->cells, POSTING_CURRENCY).len == 0) {
		if (posting_laws[p->type].class == CLASS_EVENT &&
		    p->ref.len == 0 && p->amount_blank)
			return true;
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_CURRENCY,
		    "other rows name their currency");
	}
	if (!cells_currency(&in->cells, POSTING_CURRENCY, &p->currency))
		return false;
	p->ref_currency = p->currency;
	return cells_text(&in->cells, POSTING_REF_CURRENCY).len == 0 ||
	       cells_currency(
		   &in->cells, POSTING_REF_CURRENCY, &p->ref_currency);
}

static bool
read_type(const struct posting_reading *in, struct posting *p)
{
	struct span s = cells_text(&in->cells, POSTING_TYPE);

	if (in->r->snapshot) {
		p->type = TYPE_INVOICE;
		return true;
	}
	p->type = posting_type_find(s);
	if (p->type != TYPES)
		return true;
	p->type = TYPE_NOTE;
	if (s.len == 0)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_TYPE,
		    "every row of a book has a type");
	return cells_wrong(
	    &in->cells, FAULT_TYPE, POSTING_TYPE, " (ar-book(5) lists them)");
}

static void
read_texts(const struct posting_reading *in, struct posting *p)
{
	p->doc = cells_text(&in->cells, POSTING_DOC);
	p->customer = cells_text(&in->cells, POSTING_CUSTOMER);
	if (in->r->sparse) { /* the blanks of posting_read will do */
		p->ref_customer = p->customer;
		return;
	}
	p->entity = cells_text(&in->cells, POSTING_ENTITY);
	p->account = cells_text(&in->cells, POSTING_ACCOUNT);
	p->id = cells_text(&in->cells, POSTING_ID);
	p->part = cells_text(&in->cells, POSTING_LINE);
	p->reason = cells_text(&in->cells, POSTING_REASON);
	p->opening = !in->r->snapshot && span_is(p->reason, "opening");
	p->ref = cells_text(&in->cells, POSTING_REF);
	p->ref_customer = cells_text(&in->cells, POSTING_REF_CUSTOMER);
	if (p->ref_customer.len == 0)
		p->ref_customer = p->customer;
	p->ref_entity = cells_text(&in->cells, POSTING_REF_ENTITY);
	if (p->ref_entity.len == 0)
		p->ref_entity = p->entity;
}

static bool
check_names(const struct posting_reading *in, const struct posting *p)
{
	const struct posting_law *law = &posting_laws[p->type];
	bool opens = law->class == CLASS_OPENS || law->class == CLASS_APPLIES ||
		     law->class == CLASS_TRANSFERS || law->class == CLASS_TELLS;

	if (p->date == DATE_NONE)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_DATE,
		    "every row has a posting date");
	if (p->customer.len == 0)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_CUSTOMER,
		    "an item has an owner (an unknown payer is UNIDENTIFIED)");
	if (p->doc.len == 0 && opens && !in->r->snapshot)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_DOC,
		    "this type of row names a document");
	if (p->ref.len == 0 && law->needs_ref)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_REF,
		    "this type of row acts on an item");
	return true;
}

static bool
sign_allowed(enum posting_sign sign, const struct posting *p)
{
	switch (sign) {
	case SIGN_DEBIT:
		return p->amount >= 0 || p->opening;
	case SIGN_CREDIT:
		return p->amount <= 0 || p->opening;
	case SIGN_RECEIPT:
		return p->amount <= 0 || p->opening || p->returned;
	case SIGN_NOT_ZERO:
		return p->amount != 0;
	case SIGN_CLAIM:
		return p->amount_blank || p->amount > 0;
	case SIGN_ANY:
	case SIGN_FREE:
		break;
	}
	return true;
}

static const char *
sign_detail(enum posting_sign sign)
{
	switch (sign) {
	case SIGN_DEBIT:
		return "is negative: an invoice or debit is not";
	case SIGN_CREDIT:
		return "is positive: a credit is not";
	case SIGN_RECEIPT:
		return "is positive: a receipt is not, unless its reason is "
		       "nsf or bank-return";
	case SIGN_NOT_ZERO:
		return "changes nothing";
	case SIGN_CLAIM:
	case SIGN_ANY:
	case SIGN_FREE:
		break;
	}
	return "is not positive";
}

static bool
read_amount(const struct posting_reading *in, struct posting *p)
{
	return (in->r->simple &&
		   money_short(cells_text(&in->cells, POSTING_AMOUNT),
		       currency_exponent(p->currency), &p->amount)) ||
	       cells_amount(
		   &in->cells, POSTING_AMOUNT, p->currency, &p->amount);
}

static bool
read_money(const struct posting_reading *in, struct posting *p)
{
	enum posting_sign sign = posting_laws[p->type].sign;

	p->amount = p->ref_amount = 0;
	if (p->amount_blank && (sign == SIGN_CLAIM || sign == SIGN_FREE))
		return true;
	if (p->amount_blank)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_AMOUNT,
		    "this type of row has an amount");
	if (!read_amount(in, p))
		return false;
	if (in->r->columns.map->negates.n > 0 &&
	    columns_negate(&in->r->columns, in->cells.b, in->cells.row))
		p->amount = -p->amount;
	p->returned =
	    p->type == TYPE_RECEIPT && p->amount > 0 &&
	    (span_is(p->reason, "nsf") || span_is(p->reason, "bank-return"));
	if (in->r->snapshot && p->amount < 0)
		p->type = TYPE_CREDIT;
	else if (!sign_allowed(sign, p))
		return cells_wrong(
		    &in->cells, FAULT_SIGN, POSTING_AMOUNT, sign_detail(sign));
	p->ref_amount = p->amount;
	return true;
}

/* Across currencies the other side loses its own amount, of one sign. */
static bool
read_cross(const struct posting_reading *in, struct posting *p)
{
	bool blank = cells_text(&in->cells, POSTING_REF_AMOUNT).len == 0;

	if (p->type != TYPE_APPLY || (blank && p->ref_currency == p->currency))
		return true;
	if (blank)
		return cells_wrong(&in->cells, FAULT_BLANK, POSTING_REF_AMOUNT,
		    "the item is in another currency");
	if (!cells_amount(&in->cells, POSTING_REF_AMOUNT, p->ref_currency,
		&p->ref_amount))
		return false;
	if (p->ref_amount == 0 || (p->ref_amount < 0) != (p->amount < 0))
		return cells_wrong(&in->cells, FAULT_SIGN, POSTING_REF_AMOUNT,
		    "has not the sign of amount");
	if (p->ref_currency == p->currency && p->ref_amount != p->amount)
		return cells_wrong(&in->cells, FAULT_SIGN, POSTING_REF_AMOUNT,
		    "differs from amount in one currency");
	return true;
}

bool
posting_read_any(
    struct posting_reader *r, struct batch *b, uint32_t row, struct posting *p)
{
	struct posting_reading in = {r, {&r->columns, &r->seen, b, row}};

	p->amount_blank = cells_text(&in.cells, POSTING_AMOUNT).len == 0;
	read_texts(&in, p);
	/* First what tells whose row it is: rejected, it is missed by that. */
	return read_type(&in, p) && read_currencies(&in, p) &&
	       cells_date(&in.cells, POSTING_DATE, &p->date) &&
	       read_money(&in, p) &&
	       cells_date(&in.cells, POSTING_DUE, &p->due) &&
	       cells_date(&in.cells, POSTING_DOC_DATE, &p->doc_date) &&
	       cells_date(&in.cells, POSTING_REF_DUE, &p->ref_due) &&
	       check_names(&in, p) && posting_check_digits(&in) &&
	       read_cross(&in, p) && posting_check_others(&in, p);
}
