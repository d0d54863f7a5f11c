#include "base/buf.h"
#include "format/camt_in.h"
#include "value/date.h"

/*
 * What the table of codes says of the most exact code it knows: PMNT-RCDT-ESCT,
 * PMNT-RCDT, PMNT; else of the bank's own.
 */
static enum import_use
use_of(const struct camt *c, const struct camt_entry *e, struct buf *code)
{
	const struct buf *parts[3] = {&e->domain, &e->family, &e->kind};
	size_t ends[3], n = 0;
	enum import_use use = USE_UNKNOWN;

	for (; n < 3 && parts[n]->len > 0; n++) {
		if (n > 0)
			buf_byte(code, '-');
		buf_span(code, camt_text(parts[n]));
		ends[n] = code->len;
	}
	while (n > 0 && use == USE_UNKNOWN)
		use = import_code(c->in, (struct span){code->at, ends[--n]});
	if (use == USE_UNKNOWN && e->own.len > 0)
		use = import_code(c->in, camt_text(&e->own));
	if (code->len == 0)
		buf_span(code, camt_text(&e->own));
	return use;
}

/* Money in is a customer's, unless its code says otherwise, or it is our own
   that came back; money out takes back a customer's if it is a return. */
static enum pay_kind
kind_of(const struct camt_entry *e, const struct camt_detail *d,
    enum import_use use, int64_t amount)
{
	bool returned = e->reversal || use == USE_RETURN ||
			(d != NULL && d->returned.len > 0);

	if (amount < 0)
		return returned ? PAY_RETURN : PAY_OTHER;
	return returned || use == USE_IGNORE || use == USE_INSIDE ? PAY_OTHER
								  : PAY_RECEIPT;
}

static struct span
reference(const struct buf *b)
{
	struct span s = camt_text(b);

	return span_is(s, "NOTPROVIDED") || span_is(s, "NONREF") ? span_of("")
								 : s;
}

/* Whether every document that is named has an amount: else they are only
   text, and cash application reads it. */
static bool
has_remittance(const struct camt_detail *d)
{
	for (size_t i = 0; i < d->ndocument; i++)
		if (d->documents[i].number.len == 0 ||
		    !d->documents[i].has_paid)
			return false;
	return d->ndocument > 0;
}

static void
add_memo(
    struct buf *memo, const struct camt_entry *e, const struct camt_detail *d)
{
	if (d != NULL)
		camt_add(memo, camt_text(&d->text));
	for (size_t i = 0; d != NULL && i < d->ndocument; i++) {
		camt_add(memo, camt_text(&d->documents[i].number));
		camt_add(memo, camt_text(&d->documents[i].text));
	}
	if (d == NULL || memo->len == 0)
		camt_add(memo, camt_text(&e->text));
}

static void
remit(struct camt *c, const struct camt_detail *d)
{
	for (size_t i = 0; i < d->ndocument; i++) {
		const struct camt_document *o = &d->documents[i];
		struct remit r = {.line = o->line,
		    .amount = o->credit ? -o->paid : o->paid,
		    .discount = o->discount,
		    .deduction = o->adjusted,
		    .ref = camt_text(&o->number),
		    .reason = camt_text(&o->reason),
		    .memo = camt_text(&o->text),
		    .doc_date = o->date};

		import_remit(c->in, &r);
	}
}

/* The reference that the bank itself gave, the nearest to the payment first. */
static struct span
bank_ref(const struct camt_entry *e, const struct camt_detail *d)
{
	if (d != NULL && d->ref.len > 0)
		return reference(&d->ref);
	if (e->service_ref.len > 0)
		return reference(&e->service_ref);
	return reference(&e->ref);
}

static void
pay_one(struct camt *c, const struct camt_entry *e, const struct camt_detail *d,
    int64_t amount)
{
	struct buf code = {0}, memo = {0};
	enum import_use use = use_of(c, e, &code);
	struct pay p = {.kind = kind_of(e, d, use, amount),
	    .line = d != NULL ? d->line : e->line,
	    .amount = amount,
	    .currency = e->currency,
	    .date = e->booked,
	    .value_date = e->value,
	    .doc_date = DATE_NONE,
	    .account = camt_text(&c->account),
	    .ref = bank_ref(e, d)};

	if (d != NULL) {
		p.number = d->cheque.len > 0 ? camt_text(&d->cheque)
					     : reference(&d->end_to_end);
		p.payer = camt_text(&d->payer);
		p.payer_account = camt_text(&d->account);
	}
	if (p.kind == PAY_RETURN) {
		p.original = p.number;
		p.reason = span_of("bank-return");
	}
	add_memo(&memo, e, d);
	p.memo = camt_text(&memo);
	p.code = camt_text(&code);
	import_pay(c->in, &p);
	if (d != NULL && p.kind == PAY_RECEIPT && has_remittance(d))
		remit(c, d);
	buf_free(&code);
	buf_free(&memo);
}

/* Whether the details make up the entry. */
static bool
details_add_up(const struct camt_entry *e)
{
	int128 sum = 0;

	for (size_t i = 0; i < e->ndetail; i++) {
		const struct camt_detail *d = &e->details[i];

		if (!d->has_amount || d->currency != e->currency)
			return false;
		sum += camt_detail_signed(e, d);
	}
	return e->ndetail > 0 && sum == camt_signed(e);
}

static void
check_batch(struct camt *c, const struct camt_entry *e, int exponent)
{
	if (e->has_batch_count && e->ndetail > 0)
		import_control(c->in, e->line, "transactions of batch",
		    e->batch_count, (int128)e->ndetail, -1, false);
	if (e->has_batch_total)
		import_control(c->in, e->line, "total of batch", e->batch_total,
		    e->amount, exponent, false);
}

/*
 * An entry of several transactions is several payments, if their amounts are
 * there and make it up.  If not it is one: what it lacks of them is charges,
 * or told in another message, which must not be imported as well.
 */
void
camt_pay(struct camt *c, const struct camt_entry *e, int flip)
{
	check_batch(c, e, import_exponent(c->in, e->currency));
	if (details_add_up(e)) {
		for (size_t i = 0; i < e->ndetail; i++)
			pay_one(c, e, &e->details[i],
			    flip * camt_detail_signed(e, &e->details[i]));
		return;
	}
	if (e->ndetail > 1)
		import_finding(c->in, e->line,
		    "the %zu transactions of this entry do not make up its "
		    "amount: it is taken as one%s",
		    e->ndetail, e->charged ? " (charges are taken off)" : "");
	pay_one(
	    c, e, e->ndetail == 1 ? e->details : NULL, flip * camt_signed(e));
}
