#include <string.h>

#include "base/mem.h"
#include "format/ofx_in.h"
#include "value/currency.h"
#include "value/date.h"

/* Keeps the money of the n-th FITID, or compares with what it was. */
static bool
same_money(struct ofx_file *f, uint32_t n, struct hash money, bool fresh)
{
	if (fresh) {
		f->money =
		    mem_grow(f->money, &f->money_cap, n + 1, sizeof *f->money);
		f->money[n] = (uint32_t)money.a;
	}
	return f->money[n] == (uint32_t)money.a;
}

/* Whether the bank has told of it before: its own number is unique within an
   account.  Some banks give one number twice, to other money. */
static bool
is_repeat(struct ofx_file *f)
{
	struct ofx_transaction *t = &f->t;
	struct hash h = hash_pair(HASH_SEED, buf_bytes(&f->account));
	uint32_t before = known_count(f->ids), n;
	char day[DATE_CHARS];

	if (t->id.len == 0) {
		import_finding(f->in, t->line, "a transaction without a FITID");
		return false;
	}
	h = hash_pair(h, buf_bytes(&t->id));
	n = known_add(f->ids, h);
	date_format(day, t->posted);
	h = hash_pair(hash_pair(h, span_of(day)), buf_bytes(&t->amount));
	if (same_money(f, n, h, n == before))
		return n < before;
	before = known_count(f->others);
	if (known_add(f->others, h) < before)
		return true;
	import_finding(f->in, t->line, "FITID %.*s again, of other money",
	    (int)(t->id.len < 60 ? t->id.len : 60), t->id.at);
	return false;
}

static bool
find_date(struct ofx_file *f)
{
	struct ofx_transaction *t = &f->t;

	if (t->posted == DATE_NONE && t->other != DATE_NONE) {
		import_finding(f->in, t->line,
		    "no day of posting: that of the user is taken");
		t->posted = t->other;
	}
	if (t->posted == DATE_NONE) {
		import_fault(
		    f->in, t->line, "DTPOSTED", "a transaction without a day");
		return false;
	}
	if ((f->from != DATE_NONE && t->posted < f->from) ||
	    (f->to != DATE_NONE && t->posted > f->to))
		import_finding(f->in, t->line,
		    "posted outside of the days that the list is of "
		    "(DTSTART, DTEND)");
	return true;
}

/* The sign counts; the type often says otherwise. */
static enum pay_kind
kind_of(struct ofx_file *f, int64_t amount)
{
	enum import_use use = import_code(f->in, buf_bytes(&f->t.kind));

	if (f->card) /* what comes in there is ours */
		return PAY_OTHER;
	if (amount < 0)
		return use == USE_RETURN ? PAY_RETURN : PAY_OTHER;
	return use == USE_IGNORE || use == USE_INSIDE || use == USE_RETURN
		   ? PAY_OTHER
		   : PAY_RECEIPT;
}

static void
pay(struct ofx_file *f, int64_t amount, int currency)
{
	struct ofx_transaction *t = &f->t;
	struct buf account = {0}, from = {0};
	struct pay p = {.kind = kind_of(f, amount),
	    .line = t->line,
	    .amount = amount,
	    .currency = currency,
	    .date = t->posted,
	    .value_date = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .ref = buf_bytes(&t->id),
	    .number = buf_bytes(t->number.len > 0 ? &t->number : &t->reference),
	    .original = span_of(""),
	    .reason = span_of(""),
	    .payer = buf_bytes(&t->name),
	    .payer_account = span_of(""),
	    .memo = buf_bytes(&t->memo),
	    .code = buf_bytes(&t->kind)};

	if (f->bank.len > 0) {
		buf_span(&account, buf_bytes(&f->bank));
		buf_byte(&account, '/');
	}
	buf_span(&account, buf_bytes(&f->account));
	p.account = buf_bytes(&account);
	buf_span(&from, buf_bytes(&t->to_bank));
	if (t->to_bank.len > 0 && t->to.len > 0)
		buf_byte(&from, '/');
	buf_span(&from, buf_bytes(&t->to));
	p.payer_account = buf_bytes(&from);
	if (p.kind == PAY_RETURN) {
		p.original = p.number;
		p.reason = span_of("bank-return");
	}
	import_pay(f->in, &p);
	buf_free(&account);
	buf_free(&from);
}

/* That of the transaction, else of the statement, else the user's. */
static int
currency_of(const struct ofx_file *f)
{
	const char *said = import_option(f->in, "currency");

	if (f->t.currency.len > 0)
		return currency_find(buf_bytes(&f->t.currency));
	if (f->currency.len > 0 || said == NULL)
		return currency_find(buf_bytes(&f->currency));
	return currency_find(span_of(said));
}

void
ofx_end(struct ofx_file *f)
{
	struct ofx_transaction *t = &f->t;
	struct span amount = buf_bytes(&t->amount);
	int currency = currency_of(f);
	int64_t minor;

	if (!t->open)
		return;
	t->open = false;
	if (currency < 0) {
		import_fault(f->in, t->line, "CURDEF",
		    "no currency, or none of ISO 4217");
		return;
	}
	if (amount.len == 0 ||
	    !import_decimal(amount,
		memchr(amount.at, ',', amount.len) != NULL ? ',' : '.',
		import_exponent(f->in, currency), &minor)) {
		import_fault(f->in, t->line, "TRNAMT",
		    "\"%.*s\" is not an amount of %s",
		    (int)(amount.len < 40 ? amount.len : 40), amount.at,
		    currency_code(currency));
		return;
	}
	if (!find_date(f))
		return;
	if (is_repeat(f))
		import_skip(f->in, t->line,
		    "told of before in this file (the same FITID)");
	else if (t->corrects.len > 0)
		import_finding(f->in, t->line,
		    "a correction of transaction %.*s is passed over: correct "
		    "it by hand",
		    (int)(t->corrects.len < 60 ? t->corrects.len : 60),
		    t->corrects.at);
	else
		pay(f, minor, currency);
}
