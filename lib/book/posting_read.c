#include <stdio.h>

#include "book/posting.h"
#include "book/posting_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

static bool
read_currency(
    const struct posting_reading *in, enum posting_column column, int *found)
{
	struct span s = posting_cell(in, column);
	int exponent;

	if (seen_currency(&in->r->seen, s, found, &exponent))
		return true;
	*found = CURRENCY_UNNAMED;
	return posting_wrong(in, FAULT_CURRENCY, column, NULL);
}

/* A blank currency is no currency: money of one book is of one kind. */
static bool
read_currencies(const struct posting_reading *in, struct posting *p)
{
	p->currency = p->ref_currency = CURRENCY_UNNAMED;
	if (!columns_have(&in->r->columns, POSTING_CURRENCY))
		return true;
	if (posting_cell(in, POSTING_CURRENCY).len == 0) {
		if (posting_laws[p->type].class == CLASS_EVENT &&
		    p->ref.len == 0 && p->amount_blank)
			return true;
		return posting_wrong(in, FAULT_BLANK, POSTING_CURRENCY,
		    "other rows name their currency");
	}
	if (!read_currency(in, POSTING_CURRENCY, &p->currency))
		return false;
	p->ref_currency = p->currency;
	return posting_cell(in, POSTING_REF_CURRENCY).len == 0 ||
	       read_currency(in, POSTING_REF_CURRENCY, &p->ref_currency);
}

static bool
read_type(const struct posting_reading *in, struct posting *p)
{
	struct span s = posting_cell(in, POSTING_TYPE);

	if (in->r->snapshot) {
		p->type = TYPE_INVOICE;
		return true;
	}
	p->type = posting_type_find(s);
	if (p->type != TYPES)
		return true;
	p->type = TYPE_NOTE;
	if (s.len == 0)
		return posting_wrong(in, FAULT_BLANK, POSTING_TYPE,
		    "every row of a book has a type");
	return posting_wrong(
	    in, FAULT_TYPE, POSTING_TYPE, " (ar-book(5) lists them)");
}

static void
read_texts(const struct posting_reading *in, struct posting *p)
{
	p->doc = posting_cell(in, POSTING_DOC);
	p->customer = posting_cell(in, POSTING_CUSTOMER);
	if (in->r->sparse) { /* the blanks of posting_read will do */
		p->ref_customer = p->customer;
		return;
	}
	p->entity = posting_cell(in, POSTING_ENTITY);
	p->account = posting_cell(in, POSTING_ACCOUNT);
	p->id = posting_cell(in, POSTING_ID);
	p->part = posting_cell(in, POSTING_LINE);
	p->reason = posting_cell(in, POSTING_REASON);
	p->opening = !in->r->snapshot && span_is(p->reason, "opening");
	p->ref = posting_cell(in, POSTING_REF);
	p->ref_customer = posting_cell(in, POSTING_REF_CUSTOMER);
	if (p->ref_customer.len == 0)
		p->ref_customer = p->customer;
	p->ref_entity = posting_cell(in, POSTING_REF_ENTITY);
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
		return posting_wrong(in, FAULT_BLANK, POSTING_DATE,
		    "every row has a posting date");
	if (p->customer.len == 0)
		return posting_wrong(in, FAULT_BLANK, POSTING_CUSTOMER,
		    "an item has an owner (an unknown payer is UNIDENTIFIED)");
	if (p->doc.len == 0 && opens && !in->r->snapshot)
		return posting_wrong(in, FAULT_BLANK, POSTING_DOC,
		    "this type of row names a document");
	if (p->ref.len == 0 && law->needs_ref)
		return posting_wrong(in, FAULT_BLANK, POSTING_REF,
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
read_money(const struct posting_reading *in, struct posting *p)
{
	enum posting_sign sign = posting_laws[p->type].sign;

	p->amount = p->ref_amount = 0;
	if (p->amount_blank && (sign == SIGN_CLAIM || sign == SIGN_FREE))
		return true;
	if (p->amount_blank)
		return posting_wrong(in, FAULT_BLANK, POSTING_AMOUNT,
		    "this type of row has an amount");
	if (!posting_amount(in, POSTING_AMOUNT, p->currency, &p->amount))
		return false;
	p->returned =
	    p->type == TYPE_RECEIPT && p->amount > 0 &&
	    (span_is(p->reason, "nsf") || span_is(p->reason, "bank-return"));
	if (in->r->snapshot && p->amount < 0)
		p->type = TYPE_CREDIT;
	else if (!sign_allowed(sign, p))
		return posting_wrong(
		    in, FAULT_SIGN, POSTING_AMOUNT, sign_detail(sign));
	p->ref_amount = p->amount;
	return true;
}

/* Across currencies the other side loses its own amount, of one sign. */
static bool
read_cross(const struct posting_reading *in, struct posting *p)
{
	bool blank = posting_cell(in, POSTING_REF_AMOUNT).len == 0;

	if (p->type != TYPE_APPLY || (blank && p->ref_currency == p->currency))
		return true;
	if (blank)
		return posting_wrong(in, FAULT_BLANK, POSTING_REF_AMOUNT,
		    "the item is in another currency");
	if (!posting_amount(
		in, POSTING_REF_AMOUNT, p->ref_currency, &p->ref_amount))
		return false;
	if (p->ref_amount == 0 || (p->ref_amount < 0) != (p->amount < 0))
		return posting_wrong(in, FAULT_SIGN, POSTING_REF_AMOUNT,
		    "has not the sign of amount");
	if (p->ref_currency == p->currency && p->ref_amount != p->amount)
		return posting_wrong(in, FAULT_SIGN, POSTING_REF_AMOUNT,
		    "differs from amount in one currency");
	return true;
}

/* Discounts come in tiers: a list of them is good if each of it is. */
static bool
is_list(const struct posting_reading *in, enum posting_column column)
{
	struct span s = posting_cell(in, column);

	return (column == POSTING_DISCOUNT ||
		   column == POSTING_DISCOUNT_DATE) &&
	       memchr(s.at, ';', s.len) != NULL;
}

static bool
check_list(
    const struct posting_reading *in, enum posting_column column, int currency)
{
	struct span rest = posting_cell(in, column);
	const char *mark;
	bool good;

	do {
		struct span one = rest;

		mark = memchr(rest.at, ';', rest.len);
		if (mark != NULL) {
			one.len = (size_t)(mark - rest.at);
			rest = (struct span){mark + 1, rest.len - one.len - 1};
		}
		good = posting_one_good(in, column, one, currency);
	} while (good && mark != NULL);
	return good || posting_wrong(in, FAULT_NUMBER, column,
			   column == POSTING_DISCOUNT ? "a list of amounts"
						      : "a list of dates");
}

/* Typed cells that the ledger does not need, but another tool will. */
static bool
check_others(const struct posting_reading *in, const struct posting *p)
{
	int32_t date;
	int64_t minor;

	for (size_t i = 0; i < in->r->ncheck; i++) {
		enum posting_column column = in->r->checks[i];
		bool dated = column == POSTING_DISCOUNT_DATE ||
			     column == POSTING_INTEREST_TO;

		if (posting_cell(in, column).len == 0)
			continue;
		if (is_list(in, column) ? !check_list(in, column, p->currency)
		    : dated             ? !posting_date(in, column, &date)
			    : !posting_amount(in, column, p->currency, &minor))
			return false;
	}
	return true;
}

bool
posting_read_any(
    struct posting_reader *r, struct batch *b, uint32_t row, struct posting *p)
{
	struct posting_reading in = {r, b, row};

	p->amount_blank = posting_cell(&in, POSTING_AMOUNT).len == 0;
	read_texts(&in, p);
	/* First what tells whose row it is: rejected, it is missed by that. */
	return read_type(&in, p) && read_currencies(&in, p) &&
	       posting_date(&in, POSTING_DATE, &p->date) &&
	       read_money(&in, p) && posting_date(&in, POSTING_DUE, &p->due) &&
	       posting_date(&in, POSTING_DOC_DATE, &p->doc_date) &&
	       posting_date(&in, POSTING_REF_DUE, &p->ref_due) &&
	       check_names(&in, p) && read_cross(&in, p) &&
	       check_others(&in, p);
}
