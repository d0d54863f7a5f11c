#include <string.h>

#include "format/ach_in.h"
#include "value/currency.h"
#include "value/date.h"

static void
keep(struct buf *to, struct span s)
{
	to->len = 0;
	buf_span(to, s);
}

static struct span
text(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

static bool
is_ctx(const struct ach_batch *b)
{
	return span_is(text(&b->kind), "CTX");
}

/* Of CTX, the number of addenda stands where others have the name. */
void
ach_entry_begin(
    struct ach_entry *e, const struct ach_batch *b, const struct ach_record *a)
{
	e->open = true;
	e->line = a->line;
	e->code = (int)fixed_number(&a->fixed, 2, 2);
	e->amount = fixed_number(&a->fixed, 30, 10);
	keep(&e->number, fixed_text(&a->fixed, 40, 15));
	keep(&e->trace, fixed_text(&a->fixed, 80, 15));
	keep(&e->name, is_ctx(b) ? fixed_text(&a->fixed, 59, 16)
				 : fixed_text(&a->fixed, 55, 22));
	e->told = is_ctx(b) ? fixed_number(&a->fixed, 55, 4) : -1;
	e->payload.len = e->reason.len = e->original.len = 0;
	e->addenda = 0;
	e->returned = e->changed = false;
}

/* The payloads of addenda are one text, whatever they are cut in the middle
   of: none is trimmed, and none filled up but by its record. */
static void
add_payload(struct ach_entry *e, const struct ach_record *a)
{
	struct span s = fixed_cell(&a->fixed, 4, 80);

	buf_span(&e->payload, s);
	if (a->fixed.plain)
		for (size_t i = s.len; i < 80; i++)
			buf_byte(&e->payload, ' ');
}

void
ach_entry_add(
    struct import *in, struct ach_entry *e, const struct ach_record *a)
{
	struct span kind = fixed_cell(&a->fixed, 2, 2);

	if (!e->open) {
		import_fault(
		    in, a->line, "7", "an addenda record behind no entry");
		return;
	}
	e->addenda++;
	if (span_is(kind, "05")) {
		add_payload(e, a);
	} else if (span_is(kind, "99") || span_is(kind, "98")) {
		e->returned = span_is(kind, "99");
		e->changed = !e->returned;
		keep(&e->reason, fixed_cell(&a->fixed, 4, 3));
		keep(&e->original, fixed_text(&a->fixed, 7, 15));
	} else {
		import_finding(in, a->line,
		    "an addenda record of type %.*s is passed over",
		    (int)kind.len, kind.at);
	}
}

void
ach_entry_free(struct ach_entry *e)
{
	buf_free(&e->trace);
	buf_free(&e->number);
	buf_free(&e->name);
	buf_free(&e->payload);
	buf_free(&e->reason);
	buf_free(&e->original);
}

/* --- what becomes of it ----------------------------------------------------
 */

/* Not money: the second digit of its code says so, or an addenda record. */
static const char *
why_not(const struct ach_entry *e)
{
	int kind = e->code % 10;

	if (e->changed)
		return "a notification of change (addenda 98)";
	if (kind == 3 || kind == 8)
		return "a prenotification, without money";
	if (e->amount == 0 && kind != 4)
		return "an entry of 0.00";
	return NULL;
}

/*
 * Who sent it pays us (a credit), or has taken money from us (a debit).  In a
 * return, the money comes back the other way: of a debit that we had
 * originated, a customer's payment is taken back.
 */
static enum pay_kind
kind_of(const struct ach_entry *e, int64_t *amount)
{
	bool debit = e->code % 10 >= 5;

	*amount = debit ? -e->amount : e->amount;
	if (e->returned) {
		/* Returned debits bear code 6, returned credits code 1. */
		*amount = debit ? -e->amount : e->amount;
		return debit ? PAY_RETURN : PAY_OTHER;
	}
	return debit ? PAY_OTHER : PAY_RECEIPT;
}

/* R01 and R09 are for want of money; what else comes back is the bank's. */
static struct span
reason_of(const struct ach_entry *e)
{
	struct span code = text(&e->reason);

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
	struct span s = text(b);

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
	    !edi_open_memory(source, in, text(&e->payload), e->line + 1))
		return false;
	edi_payment_begin(p, source);
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
	bool has_advice = read_payload(in, e, &source, &advice);
	struct pay p = {.line = e->line,
	    .currency = currency_find(span_of("USD")),
	    .date = b->date != DATE_NONE ? b->date : day,
	    .value_date = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .account = span_of(""),
	    .ref = text(&e->trace),
	    .number = text(&e->number),
	    .payer = text(&b->company),
	    .payer_account = text(&b->id),
	    .code = text(&b->kind)};

	p.kind = kind_of(e, &p.amount);
	if (p.kind == PAY_RETURN) {
		p.original = text(&e->original);
		p.reason = reason_of(e);
		p.payer = text(&e->name);
		add_words(&memo, text(&e->reason));
	}
	add_words(&memo, text(&b->note));
	if (!has_advice)
		add_words(&memo, free_text(&e->payload));
	p.memo = text(&memo);
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
	trim(&e->payload);
	if (e->told >= 0)
		import_control(in, e->line, "addenda of entry", e->told,
		    e->addenda, -1, false);
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
