#include "base/mem.h"
#include "format/lockbox_in.h"
#include "value/date.h"

void
lockbox_add(struct buf *to, struct span s)
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

#define PARTS_MOST 1000000 /* of a check, which is held until its end */

void
lockbox_check_drop(struct lockbox_check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		buf_free(&c->parts[i].invoice);
		buf_free(&c->parts[i].reason);
	}
	c->n = 0;
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

	if (c->n == PARTS_MOST) {
		import_fault(in, r->line, "4",
		    "more than %d invoices of one check", PARTS_MOST);
		lockbox_check_drop(c);
	}
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
			lockbox_add(&c->memo, invoice);
		else if (i == 0 || invoice.len > 0 ||
			 lockbox_number(r, paid) != 0)
			add_part(in, c, r, i);
	}
	lockbox_add(&c->memo, lockbox_text(r, LOCKBOX_TEXT));
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
	buf_set(&c->number, without_zeros(lockbox_text(r, LOCKBOX_CHECK)));
	buf_set(&c->payer, lockbox_text(r, LOCKBOX_PAYER));
	buf_set(&c->batch, lockbox_text(r, LOCKBOX_BATCH));
	buf_set(&c->item, lockbox_text(r, LOCKBOX_ITEM));
	if (account.len > 0) {
		buf_span(&c->account, routing);
		if (routing.len > 0)
			buf_byte(&c->account, '/');
		buf_span(&c->account, account);
	}
	if (r->at[LOCKBOX_PAID].length > 0 &&
	    lockbox_text(r, LOCKBOX_INVOICE).len == 0)
		lockbox_add(&c->memo, lockbox_text(r, LOCKBOX_TEXT));
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
		   span_equal(batch, buf_bytes(&c->batch))) &&
	       (item.len == 0 || c->item.len == 0 ||
		   span_equal(item, buf_bytes(&c->item)));
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
