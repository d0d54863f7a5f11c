/*
 * IIF, which programs write for QuickBooks Desktop: lines of cells between
 * tabs.  A line that begins with '!' names the cells of lines that begin with
 * the same word; TRNS, its SPLs and ENDTRNS are a transaction, whose amounts
 * sum to zero.
 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "format/import.h"
#include "value/currency.h"
#include "value/date.h"

#define CELLS 64 /* of a line; more are passed over, aloud */

struct header {
	struct buf key;
	struct buf names; /* each ended by NUL */
};

/* A line, cut at its tabs. */
struct line {
	uint64_t at;
	struct span cells[CELLS];
	size_t n;
	const struct header *header; /* NULL: none stands above it */
};

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
	struct header *headers;
	size_t n, cap;
	struct transaction t;
	struct buf text;
	int currency, exponent;
	uint64_t transactions;
};

static struct span
text(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

/* --- lines -----------------------------------------------------------------
 */

/* One pair of quotes around a cell is none of it; quotes inside are not
   doubled. */
static struct span
unquoted(struct span s)
{
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		return (struct span){s.at + 1, s.len - 2};
	return s;
}

static void
cut(struct file *f, struct span rest, struct line *l)
{
	bool more = true;

	l->n = 0;
	while (more) {
		size_t was = rest.len;
		struct span cell = span_cut(&rest, '\t');

		more = cell.len < was;
		if (l->n < CELLS)
			l->cells[l->n++] = unquoted(cell);
		else if (cell.len > 0)
			import_finding(f->in, l->at,
			    "more than %d cells: the others are passed over",
			    CELLS);
	}
}

static struct header *
find_header(struct file *f, struct span key)
{
	for (size_t i = 0; i < f->n; i++)
		if (span_equal(text(&f->headers[i].key), key))
			return &f->headers[i];
	return NULL;
}

/* A header may come again, with other names. */
static void
keep_header(struct file *f, const struct line *l)
{
	struct span key = {l->cells[0].at + 1, l->cells[0].len - 1};
	struct header *h = find_header(f, key);

	if (h == NULL) {
		f->headers =
		    mem_grow(f->headers, &f->cap, f->n + 1, sizeof *f->headers);
		h = &f->headers[f->n++];
		*h = (struct header){{NULL, 0, 0}, {NULL, 0, 0}};
		buf_span(&h->key, key);
	}
	h->names.len = 0;
	for (size_t i = 1; i < l->n; i++) {
		buf_span(&h->names, l->cells[i]);
		buf_byte(&h->names, '\0');
	}
}

/* The name of the i-th cell, or NULL. */
static const char *
name_at(const struct header *h, size_t i)
{
	const char *p = h->names.at, *end;

	if (h->names.len == 0)
		return NULL;
	end = p + h->names.len;
	for (; p < end && i > 1; i--)
		p += strlen(p) + 1;
	return p < end && i == 1 ? p : NULL;
}

static struct span
cell(const struct line *l, const char *name)
{
	for (size_t i = 1; i < l->n; i++) {
		const char *is = name_at(l->header, i);

		if (is != NULL && !strcmp(is, name))
			return l->cells[i];
	}
	return span_of("");
}

static void
raw(struct file *f, const struct line *l, bool header)
{
	size_t n = l->cells[0].len < 20 ? l->cells[0].len : 20;
	char name[24];

	memcpy(name, l->cells[0].at, n);
	name[n] = '\0';
	import_record(f->in, l->at, name);
	for (size_t i = 1; i < l->n; i++) {
		const char *field =
		    !header && l->header != NULL ? name_at(l->header, i) : NULL;

		import_raw(f->in, field != NULL && *field != '\0' ? field : "?",
		    l->cells[i]);
	}
}

/* --- a transaction ---------------------------------------------------------
 */

/* As America writes dates, unless they are ISO's. */
static int32_t
date(struct file *f, const struct line *l, const char *name)
{
	static const char *const layouts[] = {
	    "M/D/YYYY", "M/D/YY", "YYYY-MM-DD", NULL};
	struct span s = cell(l, name);
	int32_t day;

	if (s.len == 0)
		return DATE_NONE;
	for (const char *const *p = layouts; *p != NULL; p++)
		if (date_parse_as(s, *p, &day))
			return day;
	import_fault(f->in, l->at, name,
	    "\"%.*s\" is not a date (month/day/year)",
	    (int)(s.len < 40 ? s.len : 40), s.at);
	f->t.bad = true;
	return DATE_NONE;
}

/* Amounts may be grouped, and are in quotes then. */
static int64_t
amount(struct file *f, const struct line *l)
{
	static const struct money_style style = {'.', ',', MONEY_MINUS, false};
	struct span s = cell(l, "AMOUNT");
	int64_t minor = 0;

	if (money_parse(s, f->exponent, &style, &minor) == MONEY_OK ||
	    money_parse(s, f->exponent, &money_plain, &minor) == MONEY_OK)
		return minor;
	import_fault(f->in, l->at, "AMOUNT", "\"%.*s\" is not an amount",
	    (int)(s.len < 40 ? s.len : 40), s.at);
	f->t.bad = true;
	return 0;
}

static void
keep(struct buf *to, struct span s)
{
	to->len = 0;
	buf_span(to, s);
}

static void
begin(struct file *f, const struct line *l)
{
	struct transaction *t = &f->t;

	if (t->open)
		import_fault(f->in, l->at, "TRNS",
		    "a transaction begins inside of another: ENDTRNS is "
		    "missing");
	t->open = true;
	t->bad = false;
	t->line = l->at;
	keep(&t->kind, cell(l, "TRNSTYPE"));
	keep(&t->name, cell(l, "NAME"));
	keep(&t->number, cell(l, "DOCNUM"));
	keep(&t->memo, cell(l, "MEMO"));
	keep(&t->terms, cell(l, "TERMS"));
	keep(&t->po, cell(l, "PONUM"));
	t->date = date(f, l, "DATE");
	t->due = date(f, l, "DUEDATE");
	t->amount = amount(f, l);
	t->sum = t->amount;
}

/* What each type is in the book; the amount of its TRNS has the sign that it
   has there, but for a payment's, which is money in. */
static const struct {
	const char *kind, *type;
	int sign;
} kinds[] = {{"INVOICE", "invoice", 1}, {"CREDIT MEMO", "credit", 1},
    {"CREDMEM", "credit", 1}, {"PAYMENT", "receipt", -1},
    {"STMT CHG", "debit", 1}, {"STMTCHG", "debit", 1}};

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
	    .doc = text(&t->number),
	    .customer = text(&t->name),
	    .ref = span_of(""),
	    .terms = text(&t->terms),
	    .po = text(&t->po),
	    .reason = span_of(""),
	    .memo = text(&t->memo)};

	if (t->date == DATE_NONE)
		import_fault(
		    f->in, t->line, "DATE", "a transaction without a date");
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
	buf_add(&f->text, t->kind.at, t->kind.len < 40 ? t->kind.len : 40);
	import_skip(f->in, t->line, buf_string(&f->text));
}

static void
end(struct file *f, const struct line *l)
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
	       !span_is(text(&t->kind), kinds[kind].kind))
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
take(struct file *f, struct line *l)
{
	struct span key = l->cells[0];
	bool header = key.len > 1 && key.at[0] == '!';

	l->header = header ? NULL : find_header(f, key);
	raw(f, l, header);
	if (header) {
		keep_header(f, l);
		return;
	}
	if (l->header == NULL)
		import_fault(f->in, l->at, NULL,
		    "\"%.*s\" has no header (!%.*s) above it",
		    (int)(key.len < 20 ? key.len : 20), key.at,
		    (int)(key.len < 20 ? key.len : 20), key.at);
	else if (span_is(key, "TRNS"))
		begin(f, l);
	else if (span_is(key, "SPL") && f->t.open)
		f->t.sum += amount(f, l);
	else if (span_is(key, "SPL"))
		import_fault(
		    f->in, l->at, "SPL", "a split outside of transactions");
	else if (span_is(key, "ENDTRNS"))
		end(f, l);
	else
		import_skip(f->in, l->at, "a list, not a transaction");
}

static void
finish(struct file *f)
{
	struct transaction *t = &f->t;
	struct buf *const bufs[] = {
	    &t->kind, &t->name, &t->number, &t->memo, &t->terms, &t->po};

	if (t->open)
		import_fault(f->in, t->line, "TRNS",
		    "the file ends inside of this transaction");
	else if (f->transactions == 0)
		import_finding(f->in, 0, "no transaction in it");
	for (size_t i = 0; i < f->n; i++) {
		buf_free(&f->headers[i].key);
		buf_free(&f->headers[i].names);
	}
	mem_free(f->headers);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
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
		struct line l = {.at = import_at(in)};

		cut(&f, s, &l);
		if (l.cells[0].len > 0 || l.n > 1)
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
