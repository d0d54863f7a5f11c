/* What becomes of an entry: a payment, or a reason why it is none. */
#include <string.h>

#include "format/ach_in.h"
#include "value/currency.h"
#include "value/date.h"

/* Not money: the second digit of its code says so, or an addenda record. */
static const char *
why_not(const struct ach_entry *e)
{
	int kind = e->code % 10;

	if (e->changed)
		return "a notification of change (addenda 98)";
	if (kind == 3 || kind == 8)
		return "a prenotification, without money";
	/* With remittance it is one of 4, be it coded so or not. */
	if (e->amount == 0 && e->payload.len == 0)
		return "an entry of 0.00";
	return NULL;
}

/* Returned and changed: 1 of a credit, 6 of a debit. */
static bool
is_back(const struct ach_entry *e)
{
	return e->returned || e->code % 10 == 1 || e->code % 10 == 6;
}

/* A debit that we have sent: the table of codes says so. */
static bool
is_collected(const struct import *in, const struct ach_entry *e)
{
	char code[3] = {
	    (char)('0' + e->code / 10), (char)('0' + e->code % 10), '\0'};

	return e->code % 10 >= 5 && !is_back(e) &&
	       import_code(in, span_of(code)) == USE_RECEIPT;
}

/*
 * Who sent it pays us (a credit), or has taken money from us (a debit).  In a
 * return, the money comes back the other way: of a debit that we had
 * originated, a customer's payment is taken back.
 */
static enum pay_kind
kind_of(const struct import *in, const struct ach_entry *e, int64_t *amount)
{
	bool debit = e->code % 10 >= 5;

	*amount = e->amount;
	if (is_collected(in, e))
		return PAY_RECEIPT;
	if (debit)
		*amount = -e->amount;
	if (is_back(e))
		return debit && *amount < 0 ? PAY_RETURN : PAY_OTHER;
	return debit ? PAY_OTHER : PAY_RECEIPT;
}

/* R01 and R09 are for want of money; what else comes back is the bank's. */
static struct span
reason_of(const struct ach_entry *e)
{
	struct span code = buf_bytes(&e->reason);

	if (span_is(code, "R01") || span_is(code, "R09"))
		return span_of("nsf");
	return span_of("bank-return");
}

/* Blanks fill up the last record; a segment's end is none of the text's. */
static void
trim(struct buf *b)
{
	while (b->len > 0 && b->at[b->len - 1] == ' ')
		b->len--;
}

static struct span
free_text(const struct buf *b)
{
	struct span s = buf_bytes(b);

	if (s.len > 0 && (s.at[s.len - 1] == '\\' || s.at[s.len - 1] == '~'))
		s.len--;
	return s;
}

static void
add_words(struct buf *to, struct span s)
{
	if (s.len > 0 && to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, s);
}

/* Reads an 820 out of the addenda, or a single RMR; false where they hold
   something else. */
static bool
read_payload(struct import *in, const struct ach_entry *e,
    struct edi_source *source, struct edi_payment *p)
{
	struct edi_segment seg;

	if (e->payload.len < 4 ||
	    (memcmp(e->payload.at, "ISA", 3) != 0 &&
		memcmp(e->payload.at, "ST", 2) != 0 &&
		memcmp(e->payload.at, "RMR", 3) != 0) ||
	    !edi_open_memory(source, in, buf_bytes(&e->payload), e->line + 1))
		return false;
	edi_payment_begin(p, source);
	p->line = e->line;
	p->doubtful = true; /* unless a group tells of its release */
	while (edi_next(source, &seg)) {
		edi_raw(source, &seg);
		edi_payment_take(p, &seg);
	}
	return true;
}

/* The advice in the addenda is of the entry's money. */
static void
tell_advice(struct import *in, const struct ach_entry *e, struct edi_payment *p)
{
	int64_t total;

	if (p->any && edi_payment_total(p, &total))
		import_control(in, e->line, "amount of entry and of its 820",
		    e->amount, total, 2, false);
	edi_payment_check(p, e->amount);
	edi_payment_remit(p);
}

static void
tell(struct import *in, struct ach_entry *e, const struct ach_batch *b,
    int32_t day)
{
	struct edi_source source = {0};
	struct edi_payment advice = {0};
	struct buf memo = {0};
	bool has_advice =
	    read_payload(in, e, &source, &advice) && !source.spoilt;
	struct pay p = {.line = e->line,
	    .currency = currency_find(span_of("USD")),
	    .date = b->date != DATE_NONE ? b->date : day,
	    .value_date = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .account = span_of(""),
	    .ref = buf_bytes(&e->trace),
	    .number = buf_bytes(&e->number),
	    .payer = buf_bytes(&b->company),
	    .payer_account = buf_bytes(&b->id),
	    .code = buf_bytes(&b->kind)};

	p.kind = kind_of(in, e, &p.amount);
	if (p.kind == PAY_RETURN) {
		p.original = buf_bytes(&e->original);
		p.reason = reason_of(e);
		add_words(&memo, buf_bytes(&e->reason));
	}
	if (p.kind == PAY_RETURN || is_collected(in, e)) { /* not from us */
		p.payer = buf_bytes(&e->name);
		p.payer_account = buf_bytes(&e->account);
	}
	add_words(&memo, buf_bytes(&b->note));
	if (!has_advice)
		add_words(&memo, free_text(&e->payload));
	p.memo = buf_bytes(&memo);
	import_pay(in, &p);
	if (has_advice && p.kind == PAY_RECEIPT)
		tell_advice(in, e, &advice);
	edi_payment_free(&advice);
	edi_done(&source);
	buf_free(&memo);
}

void
ach_entry_end(struct import *in, struct ach_entry *e, const struct ach_batch *b,
    int32_t day)
{
	const char *why;

	if (!e->open)
		return;
	e->open = false;
	ach_entry_order(e);
	trim(&e->payload);
	if (e->told >= 0)
		import_control(in, e->line, "addenda of entry", e->told,
		    e->addenda, -1, false);
	else if (e->some && e->addenda == 0)
		import_finding(in, e->line,
		    "an entry that says it has addenda, and has none");
	if (e->amount < 0 || e->code < 0) {
		import_fault(in, e->line, "6",
		    "an entry without a transaction code, or an amount");
		return;
	}
	why = why_not(e);
	if (why != NULL)
		import_skip(in, e->line, why);
	else if (b->date == DATE_NONE && day == DATE_NONE)
		import_fault(in, e->line, "5",
		    "an entry without a day: neither its batch nor the file "
		    "has one");
	else
		tell(in, e, b, day);
}
