#include <string.h>

#include "format/mt940_in.h"
#include "value/currency.h"

static void
set_currency(struct mt940_statement *s, struct span code)
{
	s->currency = currency_find(code);
	if (s->currency >= 0)
		s->exponent = import_exponent(s->in, s->currency);
}

static void
read_line(struct mt940_statement *s, const struct mt940_field *f)
{
	const char *said = import_option(s->in, "currency");

	mt940_flush(s);
	if (s->currency < 0 && said != NULL)
		set_currency(s, span_of(said));
	if (s->currency < 0) {
		import_fault(s->in, f->line, "61",
		    "a line of a statement without a balance (:60F:, :60M:) or "
		    "limit (:34F:) before it: in which currency?");
		return;
	}
	mt940_entry_read(&s->entry, s->in, f, s->exponent);
}

static void
read_account(struct mt940_statement *s, const struct mt940_field *f)
{
	if (s->account.len > 0) {
		import_finding(s->in, f->line,
		    ":%s: a second account in one statement is passed over",
		    f->tag);
		return;
	}
	mt940_words(&s->account, buf_bytes(&f->value));
}

/* MT942: the limit from which on lines are listed, "EURD100," or "EUR0,". */
static void
read_limit(struct mt940_statement *s, const struct mt940_field *f)
{
	struct span t = buf_bytes(&f->value);

	if (t.len < 3 || s->opened)
		return;
	set_currency(s, (struct span){t.at, 3});
}

/* MT942: how many lines, and their sum: "12EUR1234,56". */
static void
read_sum(struct mt940_statement *s, const struct mt940_field *f, bool out)
{
	struct span t = buf_bytes(&f->value), amount;
	int64_t n = 0, sum;
	size_t i = 0;

	mt940_flush(s);
	for (; i < t.len && i < 9 && t.at[i] >= '0' && t.at[i] <= '9'; i++)
		n = n * 10 + t.at[i] - '0';
	amount = i + 3 < t.len ? (struct span){t.at + i + 3, t.len - i - 3}
			       : span_of("");
	if (i == 0 || !import_decimal(amount,
			  memchr(amount.at, ',', amount.len) ? ',' : '.',
			  s->exponent, &sum)) {
		import_unchecked(s->in, f->line, "number and sum of lines");
		return;
	}
	import_control(s->in, f->line,
	    out ? "number of debits" : "number of credits", n, s->n[out], -1,
	    false);
	import_control(s->in, f->line, out ? "sum of debits" : "sum of credits",
	    sum, s->total[out], s->exponent, false);
}

/* Behind a line it is the line's, behind a balance the statement's. */
static bool
is_info(const struct mt940_statement *s, const struct mt940_field *f)
{
	return !strcmp(f->tag, "86") && s->entry.open;
}

static void
raw_field(struct mt940_statement *s, const struct mt940_field *f)
{
	import_record(s->in, f->line, f->tag);
	import_raw(s->in, "value", buf_bytes(&f->value));
}

static void
end_message(struct mt940_statement *s)
{
	mt940_flush(s);
	if (s->opened && !s->closed)
		import_fault(s->in, s->line, "62F",
		    "the statement that begins here has no closing balance: "
		    "the file was cut off");
	else if (s->any && s->currency < 0)
		import_finding(s->in, s->line,
		    "a message without a balance (:60F:, :60M:) or a limit "
		    "(:34F:)");
	s->account.len = 0;
	s->any = s->opened = s->closed = false;
	s->currency = -1;
	s->exponent = 2;
	s->opening = 0;
	s->moved = 0;
	memset(s->n, 0, sizeof s->n);
	memset(s->total, 0, sizeof s->total);
}

static void
take_field(struct mt940_statement *s, const struct mt940_field *f)
{
	const char *tag = f->tag;

	/* A message without an end goes over into the next. */
	if (f->first || (!strcmp(tag, "20") && s->any))
		end_message(s);
	if (!s->any)
		s->line = f->line;
	s->any = true;
	if (is_info(s, f)) { /* some banks begin it again for each line */
		if (s->entry.info.len > 0)
			buf_byte(&s->entry.info, '\n');
		buf_span(&s->entry.info, buf_bytes(&f->value));
		return;
	}
	if (strcmp(tag, "61") != 0) {
		mt940_flush(s);
		raw_field(s, f);
	}
	if (!strcmp(tag, "25") || !strcmp(tag, "25P"))
		read_account(s, f);
	else if (!strcmp(tag, "60F") || !strcmp(tag, "60M"))
		mt940_open(s, f);
	else if (!strcmp(tag, "61"))
		read_line(s, f);
	else if (!strcmp(tag, "62F") || !strcmp(tag, "62M"))
		mt940_close(s, f);
	else if (!strcmp(tag, "34F"))
		read_limit(s, f);
	else if (!strcmp(tag, "90C") || !strcmp(tag, "90D"))
		read_sum(s, f, tag[2] == 'D');
}

void
mt940_read(struct import *in)
{
	struct mt940_reader reader = {.in = in};
	struct mt940_field field = {.line = 0};
	struct mt940_statement s = {.in = in, .currency = -1, .exponent = 2};
	bool any = false;

	while (mt940_next(&reader, &field)) {
		any = true;
		take_field(&s, &field);
	}
	end_message(&s);
	if (!any)
		import_fault(in, 0, NULL, "no message in it");
	buf_free(&field.value);
	mt940_done(&reader);
	buf_free(&s.account);
	buf_free(&s.last_account);
	buf_free(&s.entry.owner);
	buf_free(&s.entry.bank);
	buf_free(&s.entry.extra);
	buf_free(&s.entry.info);
	mt940_info_free(&s.info);
}
