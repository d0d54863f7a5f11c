/* Payments and what they are for, as a format tells of them. */
#include "base/word.h"
#include "cmd/import.h"
#include "value/currency.h"
#include "value/date.h"

/* Whether one of eight bytes is below a blank, or 127. */
static bool
has_control(uint64_t w)
{
	uint64_t last = w ^ WORD_OF(0x7f);

	return (((w - WORD_OF(' ')) & ~w) | ((last - WORD_OF(1)) & ~last)) &
	       WORD_OF(0x80);
}

size_t
import_plain(struct buf *b, struct span s)
{
	size_t from = b->len;

	while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
		s = (struct span){s.at + 1, s.len - 1};
	while (s.len > 0 && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	buf_span(b, s);
	for (size_t i = from; i < b->len; i++) {
		while (b->len - i >= 8 && !has_control(word_8(b->at + i)))
			i += 8;
		if (i < b->len &&
		    ((unsigned char)b->at[i] < ' ' || b->at[i] == 0x7f))
			b->at[i] = ' ';
	}
	return b->len - from;
}

void
import_count(
    struct import *in, enum import_counted what, int currency, int64_t amount)
{
	struct import_sum *s =
	    &in->file.sums[(size_t)currency * COUNTED + what];

	s->n++;
	s->sum += amount;
}

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

bool
import_scale(struct import *in, uint64_t line, int currency, int64_t *amount)
{
	int has = in->exponents[currency], iso = currency_exponent(currency);
	int64_t n = *amount;

	for (; has >= 0 && has < iso; has++)
		if (__builtin_mul_overflow(n, 10, &n)) {
			import_fault(
			    in, line, "amount", "beyond the largest amount");
			return false;
		}
	for (; has > iso; has--) {
		if (n % 10 != 0) {
			import_fault(in, line, "amount",
			    "more decimals than %s has (see --decimals)",
			    currency_code(currency));
			return false;
		}
		n /= 10;
	}
	*amount = n;
	return true;
}

static bool
is_open(struct import *in, uint64_t line, int32_t date)
{
	char day[DATE_CHARS], closed[DATE_CHARS];

	if (in->closed == DATE_NONE || date > in->closed)
		return true;
	date_format(day, date);
	date_format(closed, in->closed);
	import_fault(in, line, "date",
	    "%s is closed: books are closed up to %s", day, closed);
	return false;
}

bool
import_check(struct import *in, uint64_t line, int currency, int32_t date,
    int32_t booked, int64_t *amount)
{
	if (currency < 0)
		import_fault(in, line, "currency", "no code of ISO 4217");
	else if (date == DATE_NONE)
		import_fault(in, line, "date", "none is told");
	else if (*amount == INT64_MIN)
		import_fault(in, line, "amount", "beyond the largest amount");
	else
		return import_scale(in, line, currency, amount) &&
		       is_open(in, line, booked);
	return false;
}

/* The payer and all other text, in in->memo. */
static struct span
memo_of(struct import *in, struct span payer, struct span text)
{
	size_t n;

	in->memo.len = 0;
	n = import_plain(&in->memo, payer);
	if (n > 0)
		buf_text(&in->memo, " | ");
	if (import_plain(&in->memo, text) == 0 && n > 0)
		in->memo.len = n;
	return made(&in->memo);
}

/* The text alone: a bank's line has the payer in a column. */
static struct span
bank_memo(struct import *in, struct span text)
{
	in->text.len = 0;
	import_plain(&in->text, text);
	return made(&in->text);
}

/* A bank's line without a row of the book. */
static void
pay_other(struct import *in, const struct pay *p, int64_t amount)
{
	import_count(in, COUNTED_OTHER, p->currency, amount);
	if (in->bank == NULL || in->raw)
		return;
	import_name_begin(in, p, amount);
	import_name_id(in, &in->last.id);
	import_bank_line(
	    in, p, amount, made(&in->last.id), bank_memo(in, p->memo));
}

/* The reference of money that the bank's own line brings. */
static void
name_doc(struct import *in, const struct pay *p, struct span customer)
{
	if (!in->remit_only) {
		import_name_doc(in, customer, &in->last.doc);
		return;
	}
	in->last.doc.len = 0;
	if (import_plain(&in->last.doc, p->ref) == 0)
		import_plain(&in->last.doc, p->number);
}

static void
pay_row(struct import *in, const struct pay *p, int64_t amount)
{
	bool back = p->kind == PAY_RETURN;
	struct import_row r = {.date = in->last.date,
	    .type = "receipt",
	    .doc_date = p->doc_date == in->last.date ? DATE_NONE : p->doc_date,
	    .due = DATE_NONE,
	    .amount = -amount,
	    .currency = p->currency};

	r.customer = import_customer(in, p);
	name_doc(in, p, r.customer);
	if (in->remit_only)
		return;
	r.doc = made(&in->last.doc);
	r.id = made(&in->last.id);
	r.memo = made(&in->memo);
	in->text.len = 0;
	if (back)
		import_plain(&in->text, p->original);
	r.ref = made(&in->text);
	if (back)
		r.reason =
		    p->reason.len > 0 ? p->reason : span_of("bank-return");
	import_row(in, &r);
}

/* Whether the row is in the book already. */
static bool
is_held(struct import *in, const struct pay *p, int64_t amount)
{
	if (in->held == NULL ||
	    intern_find(in->held, made(&in->last.id)) == INTERN_NONE)
		return false;
	import_count(in, COUNTED_SKIPPED, p->currency, amount);
	import_name_forget(in);
	in->last.skipped = true;
	return true;
}

void
import_pay(struct import *in, const struct pay *p)
{
	int64_t amount = p->amount;
	int32_t later = p->doc_date > p->date ? p->doc_date : p->date;

	in->last.there = false;
	if (!import_check(in, p->line, p->currency, p->date,
		p->kind == PAY_OTHER ? DATE_MAX : later, &amount))
		return;
	if (p->kind == PAY_OTHER) {
		pay_other(in, p, amount);
		return;
	}
	if ((p->kind == PAY_RETURN) == (amount >= 0) && amount != 0) {
		import_fault(in, p->line, "amount",
		    p->kind == PAY_RETURN ? "a return that brings money"
					  : "a receipt below 0");
		return;
	}
	in->last.date = later;
	in->last.there = true;
	in->last.skipped = false;
	in->last.currency = p->currency;
	in->last.nremit = 0;
	import_count(in,
	    p->kind == PAY_RETURN ? COUNTED_RETURN : COUNTED_RECEIPT,
	    p->currency, amount);
	if (in->raw)
		return;
	import_name_begin(in, p, amount);
	memo_of(in, p->payer, p->memo);
	import_name_id(in, &in->last.id);
	if (in->bank != NULL && !p->advice)
		import_bank_line(
		    in, p, amount, made(&in->last.id), bank_memo(in, p->memo));
	if (!is_held(in, p, amount))
		pay_row(in, p, amount);
}
