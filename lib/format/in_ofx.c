/*
 * OFX, and QFX, which is the same: statements of accounts and of credit cards,
 * for programs of households and small firms.
 */
#include <string.h>

#include "base/known.h"
#include "format/ofx_in.h"
#include "value/currency.h"
#include "value/date.h"

struct transaction {
	bool open;
	uint64_t line;
	struct buf amount, id, number, reference, name, memo, kind, corrects;
	int32_t posted, other;
};

struct file {
	struct import *in;
	struct known *ids;
	struct transaction t;
	struct buf account, bank, currency;
	int32_t from, to;
	bool any; /* an element was met: values stand in records */
	uint64_t statements;
};

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

/* The first eight digits are the day; the zone is not converted. */
static int32_t
date_of(struct span s)
{
	int32_t date;

	s.len = s.len < 8 ? s.len : 8;
	return import_date(s, "YYYYMMDD", &date) ? date : DATE_NONE;
}

/* --- a transaction ---------------------------------------------------------
 */

static void
begin(struct file *f, uint64_t line)
{
	struct transaction *t = &f->t;
	struct buf *const bufs[] = {&t->amount, &t->id, &t->number,
	    &t->reference, &t->name, &t->memo, &t->kind, &t->corrects};

	t->open = true;
	t->line = line;
	t->posted = t->other = DATE_NONE;
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		bufs[i]->len = 0;
}

static void
field(struct file *f, const struct ofx_event *e)
{
	struct transaction *t = &f->t;
	const struct {
		const char *name;
		struct buf *to;
	} known[] = {{"TRNAMT", &t->amount}, {"FITID", &t->id},
	    {"CHECKNUM", &t->number}, {"REFNUM", &t->reference},
	    {"NAME", &t->name}, {"MEMO", &t->memo}, {"TRNTYPE", &t->kind},
	    {"CORRECTFITID", &t->corrects}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(e->name, known[i].name))
			keep(known[i].to, e->value);
	if (!strcmp(e->name, "DTPOSTED"))
		t->posted = date_of(e->value);
	else if (!strcmp(e->name, "DTUSER") || !strcmp(e->name, "DTAVAIL"))
		t->other = date_of(e->value);
}

/* Whether the bank has told of it before: its own number is unique within an
   account. */
static bool
is_repeat(struct file *f)
{
	struct hash h = hash_pair(HASH_SEED, text(&f->account));
	uint32_t n = known_count(f->ids);

	if (f->t.id.len == 0) {
		import_finding(
		    f->in, f->t.line, "a transaction without a FITID");
		return false;
	}
	return known_add(f->ids, hash_pair(h, text(&f->t.id))) < n;
}

static bool
find_date(struct file *f)
{
	struct transaction *t = &f->t;

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
kind_of(struct file *f, int64_t amount)
{
	enum import_use use = import_code(f->in, text(&f->t.kind));

	if (amount < 0)
		return use == USE_RETURN ? PAY_RETURN : PAY_OTHER;
	return use == USE_IGNORE || use == USE_INSIDE || use == USE_RETURN
		   ? PAY_OTHER
		   : PAY_RECEIPT;
}

static void
pay(struct file *f, int64_t amount, int currency)
{
	struct transaction *t = &f->t;
	struct buf account = {0};
	struct pay p = {.kind = kind_of(f, amount),
	    .line = t->line,
	    .amount = amount,
	    .currency = currency,
	    .date = t->posted,
	    .value_date = DATE_NONE,
	    .doc_date = DATE_NONE,
	    .ref = text(&t->id),
	    .number = text(t->number.len > 0 ? &t->number : &t->reference),
	    .original = span_of(""),
	    .reason = span_of(""),
	    .payer = text(&t->name),
	    .payer_account = span_of(""),
	    .memo = text(&t->memo),
	    .code = text(&t->kind)};

	if (f->bank.len > 0) {
		buf_span(&account, text(&f->bank));
		buf_byte(&account, '/');
	}
	buf_span(&account, text(&f->account));
	p.account = text(&account);
	if (p.kind == PAY_RETURN) {
		p.original = p.number;
		p.reason = span_of("bank-return");
	}
	import_pay(f->in, &p);
	buf_free(&account);
}

static void
end(struct file *f)
{
	struct transaction *t = &f->t;
	struct span amount = text(&t->amount);
	int currency = currency_find(text(&f->currency));
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

/* --- the file --------------------------------------------------------------
 */

static void
begin_statement(struct file *f)
{
	f->statements++;
	f->from = f->to = DATE_NONE;
	f->account.len = f->bank.len = f->currency.len = 0;
}

static void
value(struct file *f, const struct ofx_event *e)
{
	if (f->t.open)
		field(f, e);
	else if (!strcmp(e->name, "CURDEF"))
		keep(&f->currency, e->value);
	else if (!strcmp(e->name, "ACCTID") && f->account.len == 0)
		keep(&f->account, e->value);
	else if (!strcmp(e->name, "BANKID") && f->bank.len == 0)
		keep(&f->bank, e->value);
	else if (!strcmp(e->name, "DTSTART"))
		f->from = date_of(e->value);
	else if (!strcmp(e->name, "DTEND"))
		f->to = date_of(e->value);
	else if (!strcmp(e->name, "BALAMT"))
		import_unchecked(f->in, e->line, "balance");
}

static void
take(struct file *f, const struct ofx_event *e)
{
	bool statement =
	    !strcmp(e->name, "STMTRS") || !strcmp(e->name, "CCSTMTRS");
	bool transaction = !strcmp(e->name, "STMTTRN");

	if (e->kind == OFX_VALUE) {
		value(f, e);
		return;
	}
	/* What is not closed ends where the next begins. */
	if (transaction || statement || !strcmp(e->name, "BANKTRANLIST"))
		end(f);
	if (e->kind == OFX_BEGIN && statement)
		begin_statement(f);
	else if (e->kind == OFX_BEGIN && transaction)
		begin(f, e->line);
}

static void
raw(struct file *f, const struct ofx_event *e)
{
	if (e->kind == OFX_BEGIN || (e->kind == OFX_VALUE && !f->any))
		import_record(
		    f->in, e->line, e->kind == OFX_BEGIN ? e->name : "OFX");
	f->any = f->any || e->kind != OFX_END;
	if (e->kind == OFX_VALUE)
		import_raw(f->in, e->name, e->value);
}

static void
finish(struct file *f)
{
	struct transaction *t = &f->t;
	struct buf *const bufs[] = {&t->amount, &t->id, &t->number,
	    &t->reference, &t->name, &t->memo, &t->kind, &t->corrects,
	    &f->account, &f->bank, &f->currency};

	end(f);
	if (f->statements == 0)
		import_finding(f->in, 0, "no statement in it");
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_free(bufs[i]);
	known_free(f->ids);
}

static void
read_ofx(struct import *in)
{
	struct file f = {
	    .in = in, .ids = known_new(), .from = DATE_NONE, .to = DATE_NONE};
	struct ofx_reader r = {.in = in, .line = 1};
	struct ofx_event e;

	while (ofx_next(&r, &e)) {
		raw(&f, &e);
		take(&f, &e);
	}
	finish(&f);
	ofx_done(&r);
}

static bool
is_ofx(struct span head)
{
	for (size_t i = 0; i + 5 <= head.len; i++)
		if (!memcmp(head.at + i, "<OFX>", 5) ||
		    !memcmp(head.at + i, "<?OFX", 5) ||
		    !memcmp(head.at + i, "OFXHE", 5))
			return true;
	return false;
}

const struct format format_ofx = {
    .name = "ofx",
    .summary = "OFX and QFX statements, versions 1 and 2",
    .is = is_ofx,
    .read = read_ofx,
};
