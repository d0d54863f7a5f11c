/* What becomes of a check: a payment, and what it pays. */
#include "base/mem.h"
#include "format/lockbox_in.h"
#include "value/date.h"

/* What is owed, less what is beside it. */
static int128
net(const struct lockbox_part *p)
{
	return (int128)p->paid - p->discount - p->deduction;
}

/* Some banks give what is owed as paid, and the deduction beside it: so they
   do where only that adds up. */
static bool
is_gross(const struct lockbox_check *c)
{
	int128 paid = 0, rest = 0;

	for (size_t i = 0; i < c->n; i++) {
		paid += c->parts[i].paid;
		rest += net(&c->parts[i]);
		if (net(&c->parts[i]) < INT64_MIN)
			return false;
	}
	return paid != c->amount && rest == c->amount;
}

/* Numbers without any amount are text: the bank did not part the check. */
static bool
has_amounts(const struct lockbox_check *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->parts[i].paid != 0 || c->parts[i].deduction != 0)
			return true;
	return false;
}

/* More than the check would be applied if the invoices were believed. */
static void
remit(struct lockbox_check *c, const struct lockbox_deposit *d)
{
	bool gross = is_gross(c);
	int128 sum = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct lockbox_part *p = &c->parts[i];
		struct remit r = {.line = p->line,
		    .amount = gross ? (int64_t)net(p) : p->paid,
		    .discount = p->discount,
		    .deduction = p->deduction,
		    .ref = buf_bytes(&p->invoice),
		    .reason = buf_bytes(&p->reason),
		    .memo = span_of(""),
		    .doc_date = DATE_NONE};

		sum += r.amount;
		import_remit(d->in, &r);
	}
	import_control(d->in, c->line, "invoices of check", c->amount, sum,
	    d->exponent, sum > c->amount);
}

static void
tell(struct lockbox_check *c, const struct lockbox_deposit *d)
{
	bool amounts = has_amounts(c);
	struct pay p = {.kind = PAY_RECEIPT,
	    .line = c->line,
	    .amount = c->amount,
	    .currency = d->currency,
	    .date = d->day,
	    .value_date = DATE_NONE,
	    .doc_date = c->date,
	    .account = buf_bytes(&d->box),
	    .number = buf_bytes(&c->number),
	    .payer = buf_bytes(&c->payer),
	    .payer_account = buf_bytes(&c->account)};

	for (size_t i = 0; i < c->n && !amounts; i++)
		lockbox_add(&c->memo, buf_bytes(&c->parts[i].invoice));
	p.memo = buf_bytes(&c->memo);
	import_pay(d->in, &p);
	if (amounts)
		remit(c, d);
}

void
lockbox_check_end(struct lockbox_check *c, const struct lockbox_deposit *d)
{
	if (c->open && c->amount == 0 && !has_amounts(c))
		import_skip(d->in, c->line, "a check of 0.00");
	else if (c->open && d->day == DATE_NONE)
		import_fault(d->in, c->line, "date",
		    "a check before any day of deposit (record 5)");
	else if (c->open && c->amount >= 0)
		tell(c, d);
	c->open = false;
	lockbox_check_drop(c);
}

void
lockbox_check_free(struct lockbox_check *c)
{
	mem_free(c->parts);
	buf_free(&c->number);
	buf_free(&c->payer);
	buf_free(&c->account);
	buf_free(&c->memo);
	buf_free(&c->batch);
	buf_free(&c->item);
}
