#include "format/edi_pay.h"
#include "value/date.h"

bool
edi_payment_total(struct edi_payment *p, int64_t *total)
{
	if (p->total.len > 0 &&
	    import_decimal(buf_bytes(&p->total), '.', p->exponent, total))
		return true;
	edi_wrong(p->source, p->line, "BPR02", "\"%.*s\" is not an amount",
	    (int)(p->total.len < 40 ? p->total.len : 40),
	    buf_bytes(&p->total).at);
	return false;
}

/*
 * Of an invoice: paid = gross - discount + adjustments; of a claim: paid =
 * charge - all that is not paid.
 */
static void
check_line(const struct edi_payment *p, const struct edi_line *l)
{
	int128 found = p->claim ? (int128)l->gross - l->denied
				: (int128)l->gross - l->discount + l->adjusted;

	if (l->has_services)
		import_control(p->source->in, l->line,
		    "claim: paid for its services", l->paid, l->services,
		    p->exponent, false);
	if (!l->has_gross || l->beside)
		return;
	import_control(p->source->in, l->line,
	    p->claim ? "claim: charge less adjustments"
		     : "invoice: gross less discount and adjustments",
	    l->paid, found, p->exponent, false);
}

/* Whether an invoice is made of what is said of it, its adjustments with this
   sign. */
static bool
ties(const struct edi_line *l, int sign)
{
	return l->paid ==
	       (int128)l->gross - l->discount + (int128)sign * l->adjusted;
}

/* Where the release leaves the sign of ADX open, the invoices tell it. */
static void
settle_sign(struct edi_payment *p)
{
	size_t as_is = 0, turned = 0;

	for (size_t i = 0; i < p->n && p->doubtful; i++) {
		const struct edi_line *l = &p->lines[i];

		if (!l->has_gross || l->adjusted == 0)
			continue;
		as_is += ties(l, 1);
		turned += ties(l, -1);
	}
	if (turned == 0 || as_is > 0)
		return;
	for (size_t i = 0; i < p->n; i++) {
		p->lines[i].adjusted = -p->lines[i].adjusted;
		if (p->lines[i].beside)
			p->lines[i].paid = -p->lines[i].paid;
	}
	import_finding(p->source->in, p->line,
	    "adjustments (ADX) lower what is paid where they are above 0: so "
	    "the invoices add up");
}

void
edi_payment_check(struct edi_payment *p, int64_t total)
{
	int128 sum = 0;

	edi_service_end(p);
	settle_sign(p);
	for (size_t i = 0; i < p->n; i++) {
		sum += p->lines[i].paid;
		check_line(p, &p->lines[i]);
	}
	if (p->n > 0)
		import_control(p->source->in, p->line, "total of payment",
		    total, sum, p->exponent, false);
	else
		import_unchecked(p->source->in, p->line, "total of payment");
}

/* What is short-paid on purpose; more than is asked for is no deduction. */
static int64_t
deduction(const struct edi_payment *p, const struct edi_line *l)
{
	int64_t less = p->claim ? l->deducted : -l->adjusted;

	return less > 0 ? less : 0;
}

void
edi_payment_remit(const struct edi_payment *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct edi_line *l = &p->lines[i];
		struct remit r = {.line = l->line,
		    .amount = l->paid,
		    .discount = l->discount,
		    .deduction = deduction(p, l),
		    .ref = buf_bytes(&l->ref),
		    .memo = buf_bytes(&l->memo),
		    .doc_date = l->date};

		if (r.deduction != 0 || l->beside)
			r.reason = buf_bytes(&l->reason);
		else
			r.reason = span_of("");
		import_remit(p->source->in, &r);
	}
}

void
edi_payment_tell(struct edi_payment *p, int32_t day, bool advice)
{
	struct pay pay = {.kind = p->debit ? PAY_OTHER : PAY_RECEIPT,
	    .line = p->line,
	    .currency = p->currency,
	    .date = p->date != DATE_NONE ? p->date : day,
	    .value_date = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .advice = advice,
	    .account = span_of(""),
	    .ref = buf_bytes(&p->trace),
	    .number = buf_bytes(&p->trace),
	    .original = span_of(""),
	    .reason = span_of(""),
	    .payer = buf_bytes(&p->payer),
	    .payer_account = buf_bytes(&p->account),
	    .memo = buf_bytes(&p->memo),
	    .code = buf_bytes(&p->handling)};

	if (!edi_payment_total(p, &pay.amount))
		return;
	edi_payment_check(p, pay.amount);
	if (pay.amount == 0 && p->n == 0) {
		import_skip(p->source->in, p->line,
		    "a payment of 0.00 that pays nothing: a prenotification");
		return;
	}
	if (p->debit)
		pay.amount = -pay.amount;
	if (pay.date == DATE_NONE) {
		import_fault(p->source->in, p->line, "BPR16",
		    "a payment without a date");
		return;
	}
	import_pay(p->source->in, &pay);
	if (!p->debit)
		edi_payment_remit(p);
}
