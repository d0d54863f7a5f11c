/*
 * IIF, which programs write for QuickBooks Desktop: lines of cells between
 * tabs.  A line that begins with '!' names the cells of lines that begin with
 * the same word; TRNS, its SPLs and ENDTRNS are a transaction, whose amounts
 * sum to zero.
 */
#include <string.h>

#include "format/fixed.h"
#include "format/iif_in.h"
#include "value/currency.h"
#include "value/date.h"

/* What of a TRNS is needed once its SPLs are known. */
struct transaction {
	bool open, bad;
	uint64_t line;
	struct buf kind, name, number, memo, terms, po;
	int32_t date, due;
	int64_t amount;
	int128 sum; /* of it and its SPLs */
};

struct file {
	struct import *in;
	struct iif_headers headers;
	struct transaction t;
	struct buf text;
	int currency, exponent;
	uint64_t transactions;
};

/* --- a transaction ---------------------------------------------------------
 */

static void
begin(struct file *f, const struct iif_line *l)
{
	struct transaction *t = &f->t;

	if (t->open)
		import_fault(f->in, l->at, "TRNS",
		    "a transaction begins inside of another: ENDTRNS is "
		    "missing");
	t->open = true;
	t->bad = false;
	t->line = l->at;
	buf_set(&t->kind, iif_cell(l, "TRNSTYPE"));
	buf_set(&t->name, iif_cell(l, "NAME"));
	buf_set(&t->number, iif_cell(l, "DOCNUM"));
	buf_set(&t->memo, iif_cell(l, "MEMO"));
	buf_set(&t->terms, iif_cell(l, "TERMS"));
	buf_set(&t->po, iif_cell(l, "PONUM"));
	t->date = iif_date(f->in, l, "DATE", &t->bad);
	t->due = iif_date(f->in, l, "DUEDATE", &t->bad);
	t->amount = iif_amount(f->in, l, f->exponent, &t->bad);
	t->sum = t->amount;
}

/* What each type is in the book; the amount of its TRNS has the sign that it
   has there, but for a payment's, which is money in. */
static const struct {
	const char *kind, *type;
	int sign;
	bool below; /* 0, in the book */
} kinds[] = {{"INVOICE", "invoice", 1, false},
    {"CREDIT MEMO", "credit", 1, true}, {"CREDMEM", "credit", 1, true},
    {"PAYMENT", "receipt", -1, true}, {"STMT CHG", "debit", 1, false},
    {"STMTCHG", "debit", 1, false}};

static void
item(struct file *f, size_t kind)
{
	struct transaction *t = &f->t;
	struct import_item i = {.line = t->line,
	    .type = kinds[kind].type,
	    .amount = kinds[kind].sign * t->amount,
	    .currency = f->currency,
	    .date = t->date,
	    .doc_date = DATE_NONE,
	    .due = kinds[kind].sign > 0 ? t->due : DATE_NONE,
	    .doc = buf_bytes(&t->number),
	    .customer = buf_bytes(&t->name),
	    .ref = span_of(""),
	    .terms = buf_bytes(&t->terms),
	    .po = buf_bytes(&t->po),
	    .reason = span_of(""),
	    .memo = buf_bytes(&t->memo)};

	if (t->date == DATE_NONE)
		import_fault(
		    f->in, t->line, "DATE", "a transaction without a date");
	else if (kinds[kind].below ? i.amount > 0 : i.amount < 0)
		import_fault(f->in, t->line, "AMOUNT",
		    "of the wrong sign for %s", kinds[kind].kind);
	else
		import_item(f->in, &i);
}

/* Passed over, by name: of a journal entry it can't be told whose item it
   would act on. */
static void
pass_over(struct file *f)
{
	struct transaction *t = &f->t;

	f->text.len = 0;
	if (t->kind.len == 0) {
		import_skip(f->in, t->line, "a transaction without a type");
		return;
	}
	buf_text(&f->text, "not of receivables: ");
	buf_add(&f->text, t->kind.at, fixed_bytes(buf_bytes(&t->kind), 40));
	import_skip(f->in, t->line, buf_string(&f->text));
}

static void
end(struct file *f, const struct iif_line *l)
{
	struct transaction *t = &f->t;
	size_t kind = 0;

	if (!t->open) {
		import_fault(f->in, l->at, "ENDTRNS",
		    "the end of a transaction that never began");
		return;
	}
	t->open = false;
	f->transactions++;
	import_control(
	    f->in, t->line, "sum of transaction", 0, t->sum, f->exponent, true);
	while (kind < sizeof kinds / sizeof *kinds &&
	       !span_is(buf_bytes(&t->kind), kinds[kind].kind))
		kind++;
	if (t->bad)
		return;
	if (kind < sizeof kinds / sizeof *kinds)
		item(f, kind);
	else
		pass_over(f);
}

/* --- the file --------------------------------------------------------------
 */

static void
take(struct file *f, struct iif_line *l)
{
	struct span key = l->cells[0];
	bool header = iif_is_header(l);

	if (!header)
		iif_find(&f->headers, l);
	iif_raw(f->in, l);
	if (header)
		iif_keep(f->in, &f->headers, l);
	else if (span_is(key, "ENDTRNS")) /* has no cells: needs no header */
		end(f, l);
	else if (l->header == NULL)
		iif_no_header(f->in, l);
	else if (span_is(key, "TRNS"))
		begin(f, l);
	else if (span_is(key, "SPL") && f->t.open)
		f->t.sum += iif_amount(f->in, l, f->exponent, &f->t.bad);
	else if (span_is(key, "SPL"))
		import_fault(
		    f->in, l->at, "SPL", "a split outside of transactions");
	else
		import_skip(f->in, l->at, "a list, not a transaction");
}

static void
finish(struct file *f)
{
	struct transaction *t = &f->t;
	struct buf *const bufs[6] = {
	    &t->kind, &t->name, &t->number, &t->memo, &t->terms, &t->po};

	if (t->open)
		import_fault(f->in, t->line, "TRNS",
		    "the file ends inside of this transaction");
	else if (f->transactions == 0)
		import_finding(f->in, 0, "no transaction in it");
	iif_free(&f->headers);
	for (size_t i = 0; i < 6; i++)
		buf_free(bufs[i]);
	buf_free(&f->text);
}

static void
read_iif(struct import *in)
{
	const char *currency = import_option(in, "currency");
	struct file f = {.in = in};
	struct span s;

	f.currency =
	    currency_find(span_of(currency != NULL ? currency : "USD"));
	f.exponent = import_exponent(in, f.currency);
	while (import_line(in, &s)) {
		struct iif_line l = {.at = import_at(in)};

		iif_cut(in, s, &l);
		if (!iif_is_blank(&l))
			take(&f, &l);
	}
	finish(&f);
}

static bool
is_iif(struct span head)
{
	return head.len > 6 && (!memcmp(head.at, "!TRNS\t", 6) ||
				   !memcmp(head.at, "!CUST\t", 6) ||
				   !memcmp(head.at, "!HDR\t", 5) ||
				   !memcmp(head.at, "!ACCNT", 6));
}

const struct format format_iif = {
    .name = "iif",
    .summary = "QuickBooks Desktop IIF transactions",
    .items = true,
    .is = is_iif,
    .read = read_iif,
};
