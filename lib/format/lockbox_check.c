#include "base/mem.h"
#include "format/lockbox_in.h"
#include "value/date.h"

static struct span
text(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

static void
keep(struct buf *to, struct span s)
{
	to->len = 0;
	buf_span(to, s);
}

static void
add(struct buf *to, struct span s)
{
	if (s.len == 0)
		return;
	if (to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, s);
}

/* Zeros in front of a number on a check mean nothing, and all zeros none. */
static struct span
without_zeros(struct span s)
{
	while (s.len > 0 && s.at[0] == '0')
		s.at++, s.len--;
	return s;
}

/* What is beside the amount of a line, in the records that have one. */
static void
add_beside(
    struct import *in, struct lockbox_part *p, const struct lockbox_record *r)
{
	p->discount = lockbox_number(r, LOCKBOX_DISCOUNT);
	p->deduction = lockbox_number(r, LOCKBOX_DEDUCTION);
	buf_span(&p->reason, lockbox_text(r, LOCKBOX_REASON));
	if (p->discount < 0 || p->deduction < 0)
		import_fault(in, r->line,
		    p->discount < 0 ? "discount" : "deduction",
		    "not an amount (digits only)");
}

/* A line of what the check pays; below 0 a credit that is taken with it. */
static void
add_part(struct import *in, struct lockbox_check *c,
    const struct lockbox_record *r, int i)
{
	enum lockbox_field invoice = (enum lockbox_field)(LOCKBOX_INVOICE + i);
	enum lockbox_field paid = (enum lockbox_field)(LOCKBOX_PAID + i);
	struct lockbox_part *p;

	c->parts = mem_grow(c->parts, &c->cap, c->n + 1, sizeof *c->parts);
	p = &c->parts[c->n++];
	*p = (struct lockbox_part){.line = r->line};
	if (!lockbox_amount(r, paid, &p->paid))
		import_fault(in, r->line, "paid",
		    "not an amount (digits, and a sign in front)");
	buf_span(&p->invoice, lockbox_text(r, invoice));
	if (i == 0)
		add_beside(in, p, r);
}

/* What a record says is paid: with amounts lines of remittance, else text. */
static void
add_parts(
    struct import *in, struct lockbox_check *c, const struct lockbox_record *r)
{
	for (int i = 0; i < LOCKBOX_PAIRS; i++) {
		struct span invoice =
		    lockbox_text(r, (enum lockbox_field)(LOCKBOX_INVOICE + i));
		enum lockbox_field paid =
		    (enum lockbox_field)(LOCKBOX_PAID + i);

		if (r->at[paid].length == 0)
			add(&c->memo, invoice);
		else if (i == 0 || invoice.len > 0 ||
			 lockbox_number(r, paid) != 0)
			add_part(in, c, r, i);
	}
	add(&c->memo, lockbox_text(r, LOCKBOX_TEXT));
}

void
lockbox_check_begin(
    struct import *in, struct lockbox_check *c, const struct lockbox_record *r)
{
	struct span routing = lockbox_text(r, LOCKBOX_ROUTING),
		    account = lockbox_text(r, LOCKBOX_ACCOUNT);

	c->open = true;
	c->line = r->line;
	c->amount = lockbox_number(r, LOCKBOX_AMOUNT);
	c->date = lockbox_date(in, r, LOCKBOX_CHECK_DATE);
	c->memo.len = c->account.len = 0;
	keep(&c->number, without_zeros(lockbox_text(r, LOCKBOX_CHECK)));
	keep(&c->payer, lockbox_text(r, LOCKBOX_PAYER));
	keep(&c->batch, lockbox_text(r, LOCKBOX_BATCH));
	keep(&c->item, lockbox_text(r, LOCKBOX_ITEM));
	if (account.len > 0) {
		buf_span(&c->account, routing);
		if (routing.len > 0)
			buf_byte(&c->account, '/');
		buf_span(&c->account, account);
	}
	if (r->at[LOCKBOX_PAID].length > 0 &&
	    lockbox_text(r, LOCKBOX_INVOICE).len == 0)
		add(&c->memo, lockbox_text(r, LOCKBOX_TEXT));
	else
		add_parts(in, c, r);
	if (c->amount < 0)
		import_fault(
		    in, r->line, "amount", "not an amount (digits only)");
}

/* Each names its check by batch and item. */
static bool
is_of(const struct lockbox_check *c, const struct lockbox_record *r)
{
	struct span batch = lockbox_text(r, LOCKBOX_BATCH),
		    item = lockbox_text(r, LOCKBOX_ITEM);

	return (batch.len == 0 || c->batch.len == 0 ||
		   span_equal(batch, text(&c->batch))) &&
	       (item.len == 0 || c->item.len == 0 ||
		   span_equal(item, text(&c->item)));
}

void
lockbox_check_add(
    struct import *in, struct lockbox_check *c, const struct lockbox_record *r)
{
	if (!c->open) {
		import_fault(in, r->line, "4",
		    "what a check pays (record 4), behind no check (record 6)");
		return;
	}
	if (!is_of(c, r))
		import_fault(in, r->line, "item",
		    "names another check than that of line %llu, behind which "
		    "it stands",
		    (unsigned long long)c->line);
	add_parts(in, c, r);
}

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
		    .ref = text(&p->invoice),
		    .reason = text(&p->reason),
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
	    .account = text(&d->box),
	    .number = text(&c->number),
	    .payer = text(&c->payer),
	    .payer_account = text(&c->account)};

	for (size_t i = 0; i < c->n && !amounts; i++)
		add(&c->memo, text(&c->parts[i].invoice));
	p.memo = text(&c->memo);
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
	for (size_t i = 0; i < c->n; i++) {
		buf_free(&c->parts[i].invoice);
		buf_free(&c->parts[i].reason);
	}
	c->n = 0;
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
