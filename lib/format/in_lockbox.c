/*
 * Lockbox files, which banks lay out after a form of the 1970s: batches (5) of
 * checks (6), and behind a check what it pays (4).  There is no norm: the
 * layout says where each bank puts what.
 */
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "format/lockbox_in.h"
#include "value/currency.h"
#include "value/date.h"

/* A line of what a check pays. */
struct part {
	uint64_t line;
	int64_t paid, deduction;
	struct buf invoice, reason;
};

struct check {
	bool open;
	uint64_t line;
	int64_t amount;
	int32_t date;
	struct buf number, payer, account, memo;
	struct part *parts;
	size_t n, cap;
};

struct sums {
	int128 count, total;
};

struct file {
	struct import *in;
	struct lockbox_layout layout;
	struct check check;
	struct buf box;
	struct sums of_batch, of_box;
	uint64_t records;
	int currency, exponent;
	int32_t day;
	bool begun, ended;
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

static void
add(struct buf *to, struct span s)
{
	if (s.len == 0)
		return;
	if (to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, s);
}

/* --- cells -----------------------------------------------------------------
 */

/* A record; its type is its first character. */
struct record {
	uint64_t line;
	int type;
	struct fixed fixed;
	const struct lockbox_cell *at;
};

static struct span
cell(const struct record *r, enum lockbox_field f)
{
	return r->at[f].length == 0
		   ? span_of("")
		   : fixed_text(&r->fixed, r->at[f].column, r->at[f].length);
}

/* The number in a cell, or -1. */
static int64_t
number(const struct record *r, enum lockbox_field f)
{
	struct span s = cell(r, f);
	int64_t v;

	return s.len > 0 && s.at[0] != '-' && import_cents(s, &v) ? v : -1;
}

/* Zeros, like blanks, are no date. */
static int32_t
date(struct file *f, const struct record *r, enum lockbox_field field)
{
	struct span s = cell(r, field);
	int32_t day;
	size_t zeros = 0;

	while (zeros < s.len && s.at[zeros] == '0')
		zeros++;
	if (zeros == s.len)
		return DATE_NONE;
	if (import_date(s, r->at[field].dates, &day))
		return day;
	import_fault(f->in, r->line, lockbox_field_name(field),
	    "\"%.*s\" is not a date (%s)", (int)s.len, s.at,
	    r->at[field].dates);
	return DATE_NONE;
}

/* --- a check ---------------------------------------------------------------
 */

/* Zeros in front of a number on a check mean nothing. */
static struct span
without_zeros(struct span s)
{
	while (s.len > 1 && s.at[0] == '0')
		s.at++, s.len--;
	return s;
}

static void
begin_check(struct file *f, const struct record *r)
{
	struct check *c = &f->check;
	struct span routing = cell(r, LOCKBOX_ROUTING);

	c->open = true;
	c->line = r->line;
	c->amount = number(r, LOCKBOX_AMOUNT);
	c->date = date(f, r, LOCKBOX_CHECK_DATE);
	c->memo.len = c->account.len = 0;
	keep(&c->number, without_zeros(cell(r, LOCKBOX_CHECK)));
	keep(&c->payer, cell(r, LOCKBOX_PAYER));
	if (routing.len > 0 && cell(r, LOCKBOX_ACCOUNT).len > 0) {
		buf_span(&c->account, routing);
		buf_byte(&c->account, '/');
		buf_span(&c->account, cell(r, LOCKBOX_ACCOUNT));
	}
	add(&c->memo, cell(r, LOCKBOX_TEXT));
	add(&c->memo, cell(r, LOCKBOX_INVOICE));
	f->of_batch.count++;
	f->of_batch.total += c->amount > 0 ? c->amount : 0;
	if (c->amount < 0)
		import_fault(
		    f->in, r->line, "amount", "a check without an amount");
}

static void
add_part(struct file *f, const struct record *r)
{
	struct check *c = &f->check;
	struct part *p;

	c->parts = mem_grow(c->parts, &c->cap, c->n + 1, sizeof *c->parts);
	p = &c->parts[c->n++];
	*p = (struct part){.line = r->line,
	    .paid = number(r, LOCKBOX_PAID),
	    .deduction = number(r, LOCKBOX_DEDUCTION)};
	if (p->deduction < 0)
		p->deduction = 0;
	buf_span(&p->invoice, cell(r, LOCKBOX_INVOICE));
	buf_span(&p->reason, cell(r, LOCKBOX_REASON));
	if (p->paid < 0 && r->at[LOCKBOX_PAID].length > 0)
		import_fault(
		    f->in, r->line, "paid", "an invoice without an amount");
}

/* What a check pays: with amounts a line of its remittance, else text. */
static void
take_part(struct file *f, const struct record *r)
{
	struct check *c = &f->check;

	if (!c->open) {
		import_fault(f->in, r->line, "4",
		    "what a check pays (record 4), behind no check (record 6)");
		return;
	}
	if (r->at[LOCKBOX_PAID].length > 0) {
		add_part(f, r);
		return;
	}
	add(&c->memo, cell(r, LOCKBOX_INVOICE));
	add(&c->memo, cell(r, LOCKBOX_INVOICE2));
	add(&c->memo, cell(r, LOCKBOX_INVOICE3));
	add(&c->memo, cell(r, LOCKBOX_TEXT));
}

/* Some banks give what is owed as paid, and the deduction beside it: so they
   do where only that adds up. */
static bool
is_gross(const struct check *c)
{
	int128 paid = 0, net = 0;

	for (size_t i = 0; i < c->n; i++) {
		paid += c->parts[i].paid;
		net += c->parts[i].paid - c->parts[i].deduction;
	}
	return paid != c->amount && net == c->amount;
}

static void
remit(struct file *f)
{
	struct check *c = &f->check;
	bool gross = is_gross(c);
	int128 sum = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct part *p = &c->parts[i];
		struct remit r = {.line = p->line,
		    .amount = gross ? p->paid - p->deduction : p->paid,
		    .deduction = p->deduction,
		    .ref = text(&p->invoice),
		    .reason = text(&p->reason),
		    .memo = span_of(""),
		    .doc_date = DATE_NONE};

		sum += r.amount;
		import_remit(f->in, &r);
	}
	if (c->n > 0)
		import_control(f->in, c->line, "invoices of check", c->amount,
		    sum, f->exponent, false);
}

static void
end_check(struct file *f)
{
	struct check *c = &f->check;
	struct pay p = {.kind = PAY_RECEIPT,
	    .line = c->line,
	    .amount = c->amount,
	    .currency = f->currency,
	    .date = f->day,
	    .value_date = DATE_NONE,
	    .doc_date = c->date,
	    .account = text(&f->box),
	    .ref = span_of(""),
	    .number = text(&c->number),
	    .original = span_of(""),
	    .reason = span_of(""),
	    .payer = text(&c->payer),
	    .payer_account = text(&c->account),
	    .memo = text(&c->memo),
	    .code = span_of("")};

	if (c->open && c->amount == 0 && c->n == 0) {
		import_skip(f->in, c->line, "a check of 0.00");
	} else if (c->open && f->day == DATE_NONE) {
		import_fault(f->in, c->line, "date",
		    "a check before any day of deposit (record 5)");
	} else if (c->open && c->amount >= 0) {
		import_pay(f->in, &p);
		remit(f);
	}
	c->open = false;
	for (size_t i = 0; i < c->n; i++) {
		buf_free(&c->parts[i].invoice);
		buf_free(&c->parts[i].reason);
	}
	c->n = 0;
}

/* --- the file --------------------------------------------------------------
 */

static void
check_sums(struct file *f, const struct record *r, struct sums *s, bool batch)
{
	int64_t count = number(r, LOCKBOX_COUNT);
	int64_t total = number(r, LOCKBOX_TOTAL);

	if (count >= 0)
		import_control(f->in, r->line,
		    batch ? "checks of batch" : "checks of lockbox", count,
		    s->count, -1, true);
	if (total >= 0)
		import_control(f->in, r->line,
		    batch ? "total of batch" : "total of lockbox", total,
		    s->total, f->exponent, true);
	if (count < 0 || total < 0)
		import_unchecked(f->in, r->line,
		    batch ? "count or total of batch"
			  : "count or total of lockbox");
	*s = (struct sums){0, 0};
}

static void
take_trailer(struct file *f, const struct record *r)
{
	int64_t records = number(r, LOCKBOX_RECORDS);

	if (r->type == 7) {
		f->of_box.count += f->of_batch.count;
		f->of_box.total += f->of_batch.total;
		check_sums(f, r, &f->of_batch, true);
	} else if (r->type == 8) {
		check_sums(f, r, &f->of_box, false);
	} else {
		f->ended = true;
		if (records >= 0)
			import_control(f->in, r->line, "records of file",
			    records, (int128)f->records, -1, false);
	}
}

static void
take(struct file *f, const struct record *r)
{
	if (r->type != 4)
		end_check(f);
	switch (r->type) {
	case 1:
		f->begun = true;
		break;
	case 2:
		break;
	case 4:
		take_part(f, r);
		break;
	case 5:
		f->day = date(f, r, LOCKBOX_DATE);
		keep(&f->box, cell(r, LOCKBOX_BOX));
		break;
	case 6:
		begin_check(f, r);
		break;
	case 7:
	case 8:
	case 9:
		take_trailer(f, r);
		break;
	default:
		import_fault(f->in, r->line, NULL,
		    "a record that begins with '%.1s', not 1, 2 or 4 to 9",
		    r->fixed.text.at);
	}
}

static void
raw(struct file *f, const struct record *r)
{
	char name[2] = {r->fixed.text.at[0], '\0'};

	import_record(f->in, r->line, name);
	for (int i = 0; i < LOCKBOX_NFIELD; i++)
		if (r->at[i].length > 0)
			import_raw(f->in,
			    lockbox_field_name((enum lockbox_field)i),
			    cell(r, (enum lockbox_field)i));
	import_raw(f->in, "record", r->fixed.text);
}

static void
read_records(struct file *f)
{
	struct span line;

	while (import_line(f->in, &line)) {
		struct record r = {
		    .line = import_at(f->in), .fixed = fixed_of(line)};

		if (fixed_text(&r.fixed, 1, line.len).len == 0)
			continue;
		r.type = line.at[0] >= '0' && line.at[0] <= '9'
			     ? line.at[0] - '0'
			     : 0;
		r.at = f->layout.at[r.type];
		f->records++;
		raw(f, &r);
		take(f, &r);
	}
	end_check(f);
	if (!f->begun)
		import_fault(f->in, 0, NULL, "no file header (record 1) in it");
	else if (!f->ended)
		import_fault(f->in, import_at(f->in), NULL,
		    "the file ends without its trailer (record 9)");
}

static void
read_lockbox(struct import *in)
{
	const char *layout = import_option(in, "layout");
	const char *currency = import_option(in, "currency");
	struct file f = {.in = in, .day = DATE_NONE};

	f.currency =
	    currency_find(span_of(currency != NULL ? currency : "USD"));
	f.exponent = import_exponent(in, f.currency);
	if (layout == NULL)
		import_fault(in, 0, "--layout",
		    "each bank has its own: name one (sap-bai, sap-bai2, "
		    "fundersclub) or a file");
	else if (lockbox_layout_read(&f.layout, in, layout))
		read_records(&f);
	mem_free(f.check.parts);
	buf_free(&f.check.number);
	buf_free(&f.check.payer);
	buf_free(&f.check.account);
	buf_free(&f.check.memo);
	buf_free(&f.box);
}

/* "100" or the like, and in the next line a record 2. */
static bool
is_lockbox(struct span head)
{
	const char *end = head.len > 0 ? memchr(head.at, '\n', head.len) : NULL;

	return end != NULL && head.at[0] == '1' &&
	       head.at + head.len > end + 1 && end[1] == '2' &&
	       memchr(head.at, ',', (size_t)(end - head.at)) == NULL;
}

const struct format format_lockbox = {
    .name = "lockbox",
    .summary = "lockbox files of checks, by a layout (--layout)",
    .is = is_lockbox,
    .read = read_lockbox,
};
