#include "base/buf.h"
#include "format/camt_in.h"
#include "format/mt940_in.h"
#include "value/date.h"

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
	struct span s = buf_bytes(b);

	return span_is(s, "NOTPROVIDED") || span_is(s, "NONREF") ? span_of("")
								 : s;
}

/* Whether every document that is named has an amount: else they are only
   text, and cash application reads it. */
static bool
has_remittance(const struct camt_detail *d)
{
	for (size_t i = 0; i < d->ndocument; i++) {
		const struct camt_document *o = &d->documents[i];

		if (o->number.len == 0 || o->unclear ||
		    (!o->has_paid && !o->has_note))
			return false;
	}
	return d->ndocument > 0;
}

/* Text that is laid out as in MT940 has the payer and his reference in it. */
static void
add_text(
    struct buf *memo, struct pay *p, struct span text, struct mt940_info *info)
{
	if (!mt940_text_read(text, info)) {
		camt_add(memo, text);
		return;
	}
	camt_add(memo, buf_bytes(&info->memo));
	if (p->payer.len == 0)
		p->payer = buf_bytes(&info->payer);
	if (p->payer_account.len == 0)
		p->payer_account = buf_bytes(&info->account);
	if (p->number.len == 0)
		p->number = buf_bytes(&info->number);
}

static void
add_memo(struct buf *memo, struct pay *p, const struct camt_entry *e,
    const struct camt_detail *d, struct mt940_info *info)
{
	if (d != NULL && d->text.len > 0)
		add_text(memo, p, buf_bytes(&d->text), info);
	for (size_t i = 0; d != NULL && i < d->ndocument; i++) {
		camt_add(memo, buf_bytes(&d->documents[i].number));
		camt_add(memo, buf_bytes(&d->documents[i].text));
	}
	if (e->text.len > 0 && memo->len == 0)
		add_text(memo, p, buf_bytes(&e->text), info);
	else if (p->payer.len == 0)
		camt_add(memo, buf_bytes(&e->text));
	if (d != NULL && p->kind == PAY_RETURN)
		camt_add(memo, buf_bytes(&d->returned));
}

/* What the payer says it is for; the sum should be the payment's. */
static void
remit(struct camt *c, const struct camt_detail *d, int64_t amount)
{
	int128 sum = 0;

	for (size_t i = 0; i < d->ndocument; i++) {
		struct remit r = camt_document_remit(&d->documents[i]);

		sum += r.amount;
		import_remit(c->in, &r);
	}
	import_control(c->in, d->line, "documents of payment", amount, sum,
	    import_exponent(c->in, c->entry.currency), false);
}

/* The reference that the bank itself gave, the nearest to the payment first. */
static struct span
bank_ref(const struct camt_entry *e, const struct camt_detail *d)
{
	struct span ref = d != NULL ? reference(&d->ref) : span_of("");

	if (ref.len == 0)
		ref = reference(&e->service_ref);
	return ref.len > 0 ? ref : reference(&e->ref);
}

struct pay
camt_pay_of(
    struct camt *c, const struct camt_entry *e, const struct camt_detail *d)
{
	struct pay p = {.kind = PAY_OTHER,
	    .line = d != NULL ? d->line : e->line,
	    .currency = e->currency,
	    .date = e->booked,
	    .value_date = e->value,
	    .doc_date = DATE_NONE,
	    .account = buf_bytes(&c->account),
	    .ref = bank_ref(e, d)};

	if (d != NULL) {
		p.number = d->cheque.len > 0 ? buf_bytes(&d->cheque)
					     : reference(&d->end_to_end);
		p.payer = buf_bytes(&d->payer);
		p.payer_account = buf_bytes(&d->account);
	}
	return p;
}

void
camt_pay_one(struct camt *c, const struct camt_entry *e,
    const struct camt_detail *d, int64_t amount)
{
	struct buf code = {0}, memo = {0};
	struct mt940_info info = {.code = {"", 0}};
	enum import_use use = USE_UNKNOWN;
	struct pay p = camt_pay_of(c, e, d);

	/* That of the transaction goes before that of the entry. */
	if (d != NULL)
		use = camt_code_use(c, &d->code, &code);
	if (use == USE_UNKNOWN)
		use = camt_code_use(c, &e->code, &code);
	p.amount = amount;
	p.kind = kind_of(e, d, use, amount);
	add_memo(&memo, &p, e, d, &info);
	if (p.kind == PAY_RETURN) {
		p.original = p.number;
		p.reason = span_of(
		    d != NULL && span_is(buf_bytes(&d->returned), "AM04")
			? "nsf"
			: "bank-return");
	}
	p.memo = buf_bytes(&memo);
	p.code = buf_bytes(&code);
	import_pay(c->in, &p);
	if (d != NULL && p.kind == PAY_RECEIPT && has_remittance(d))
		remit(c, d, amount);
	buf_free(&code);
	buf_free(&memo);
	mt940_info_free(&info);
}
