#include "format/mt940_in.h"
#include "value/currency.h"
#include "value/date.h"

/* What the user's table says of the code of the business transaction, or if
   it knows none, of the type of the line. */
static enum import_use
use_of(const struct mt940_statement *s, struct span *code)
{
	enum import_use use = USE_UNKNOWN;

	*code = s->info.code;
	if (code->len > 0)
		use = import_code(s->in, *code);
	if (use == USE_UNKNOWN) {
		*code = span_of(s->entry.type);
		use = import_code(s->in, *code);
	}
	return use;
}

/*
 * Money in is a customer's, unless its code says that it is interest and the
 * like, or our own that came back.  Money out is none of a customer's, unless
 * it takes back what one had paid.
 */
static enum pay_kind
kind_of(const struct mt940_entry *e, enum import_use use)
{
	if (e->amount < 0)
		return e->reverses || use == USE_RETURN ? PAY_RETURN
							: PAY_OTHER;
	if (e->reverses || use == USE_RETURN || use == USE_IGNORE ||
	    use == USE_INSIDE)
		return PAY_OTHER;
	return PAY_RECEIPT;
}

/* A reference that refers to nothing. */
static struct span
reference(const struct buf *b)
{
	struct span s = buf_bytes(b);

	return span_is(s, "NONREF") || span_is(s, "NOTPROVIDED") ? span_of("")
								 : s;
}

static void
pay(struct mt940_statement *s)
{
	const struct mt940_entry *e = &s->entry;
	struct pay p = {.line = e->line,
	    .amount = e->amount,
	    .currency = s->currency,
	    .date = e->booked,
	    .value_date = e->value,
	    .doc_date = DATE_NONE,
	    .account = buf_bytes(&s->account),
	    .ref = reference(&e->bank),
	    .number = reference(&s->info.number),
	    .payer = buf_bytes(&s->info.payer),
	    .payer_account = buf_bytes(&s->info.account),
	    .memo = buf_bytes(&s->info.memo)};

	p.kind = kind_of(e, use_of(s, &p.code));
	if (p.number.len == 0)
		p.number = reference(&e->owner);
	if (p.ref.len == 0)
		p.ref = reference(&e->owner);
	if (p.kind == PAY_RETURN) {
		p.original = p.number;
		p.reason = span_of("bank-return");
		mt940_words(&s->info.memo, buf_bytes(&s->info.returned));
		p.memo = buf_bytes(&s->info.memo);
	}
	import_pay(s->in, &p);
}

static void
raw_entry(const struct mt940_statement *s)
{
	const struct mt940_entry *e = &s->entry;
	char text[MONEY_CHARS], day[DATE_CHARS];
	struct import *in = s->in;

	import_record(in, e->line, "61");
	import_raw(in, "account", buf_bytes(&s->account));
	import_raw(in, "currency", span_of(currency_code(s->currency)));
	date_format(day, e->value);
	import_raw(in, "value_date", span_of(day));
	date_format(day, e->booked);
	import_raw(in, "entry_date", span_of(day));
	money_format(text, e->amount, s->exponent);
	import_raw(in, "amount", span_of(text));
	import_raw(in, "reversal", span_of(e->reverses ? "yes" : ""));
	import_raw(in, "type", span_of(e->type));
	import_raw(in, "owner_ref", buf_bytes(&e->owner));
	import_raw(in, "bank_ref", buf_bytes(&e->bank));
	import_raw(in, "details", buf_bytes(&e->extra));
	import_raw(in, "info", buf_bytes(&e->info));
}

static void
count(struct mt940_statement *s)
{
	const struct mt940_entry *e = &s->entry;
	bool out = e->amount < 0;

	s->n[out]++;
	s->total[out] += out ? -(int128)e->amount : e->amount;
	s->moved += e->expected ? 0 : e->amount;
}

/* The line is whole once something else than its :86: follows. */
void
mt940_flush(struct mt940_statement *s)
{
	struct mt940_entry *e = &s->entry;

	if (!e->open)
		return;
	e->open = false;
	raw_entry(s);
	count(s);
	if (e->expected) {
		import_skip(s->in, e->line, "expected, not booked (EC, ED)");
		return;
	}
	mt940_info_read(buf_bytes(&e->info), &s->info);
	if (s->info.memo.len == 0)
		mt940_words(&s->info.memo, buf_bytes(&e->extra));
	pay(s);
}
