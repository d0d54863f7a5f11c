/* BAI2: from lines to records. */
#include <stdio.h>

#include "base/mem.h"
#include "format/in_bai2.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The code that a record of these bytes has, or 0. */
static uint32_t
code_of(struct span s)
{
	uint32_t code;

	if (s.len < 2 || !is_digit(s.at[0]) || !is_digit(s.at[1]) ||
	    (s.len > 2 && s.at[2] != ',' && s.at[2] != '/' && s.at[2] != ':'))
		return 0;
	code = (uint32_t)(s.at[0] - '0') * 10 + (uint32_t)(s.at[1] - '0');
	switch (code) {
	case 88:
		return code;
	case 1:
	case 2:
	case 3:
	case 16:
	case 49:
	case 98:
	case 99:
		return s.len > 2 && s.at[2] == ':' ? 0 : code;
	default:
		return 0;
	}
}

static struct span
after(struct span s, size_t n)
{
	return (struct span){s.at + n, s.len - n};
}

static struct span
trim(struct span s)
{
	while (s.len > 0 && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	while (s.len > 0 && (s.at[0] == ' ' || s.at[0] == '\t'))
		s = after(s, 1);
	return s;
}

/* Digits, and a sign in front of them where there may be one. */
static bool
is_amount(struct span s, bool sign)
{
	if (sign && s.len > 0 && (s.at[0] == '-' || s.at[0] == '+'))
		s = after(s, 1);
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return true;
}

/* Whether bytes behind a '/' are the next record and not more of a text. */
static bool
is_record(struct span s)
{
	uint32_t code = code_of(s);
	struct span fields = s.len > 3 ? after(s, 3) : span_of("");
	struct span first = span_cut(&fields, ',');

	if (code == 0 || s.len < 4 || s.at[2] != ',')
		return false;
	if (code == 16)
		return first.len == 3 && is_amount(first, false) &&
		       is_amount(span_cut(&fields, ','), false);
	return code == 49 || code > 90 ? is_amount(first, true) : true;
}

/* Behind which '/' another record begins, or s.len. */
static size_t
find_next(struct span s)
{
	size_t at = 0;
	const char *slash;

	while (at < s.len &&
	       (slash = memchr(s.at + at, '/', s.len - at)) != NULL) {
		size_t next = at = (size_t)(slash - s.at) + 1;

		while (next < s.len && s.at[next] == ' ')
			next++;
		if (next > at && next < s.len && is_record(after(s, next)))
			return at;
	}
	return s.len;
}

static void
tell_once(struct bai2 *b, enum bai2_told what, uint64_t line, const char *text)
{
	if (!b->told[what])
		import_finding(b->in, line, "%s", text);
	b->told[what] = true;
}

static void
raw_fields(struct bai2 *b)
{
	struct span rest = {b->fields.at, b->fields.len};
	char name[32];
	bool more = true;

	for (int i = 2; more; i++) {
		more = rest.len > 0 && memchr(rest.at, ',', rest.len) != NULL;
		snprintf(name, sizeof name, "%d", i);
		import_raw(b->in, name, bai2_field(&rest));
	}
	if (b->text.len > 0)
		import_raw(
		    b->in, "text", (struct span){b->text.at, b->text.len});
}

/* The record is complete: reads it. */
static void
finish(struct bai2 *b)
{
	static const struct {
		uint32_t code;
		const char *name;
		void (*read)(struct bai2 *b);
	} records[] = {{16, "16", bai2_detail}, {3, "03", bai2_account},
	    {49, "49", bai2_account_end}, {2, "02", bai2_group},
	    {98, "98", bai2_group_end}, {1, "01", bai2_file},
	    {99, "99", bai2_file_end}};

	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		if (records[i].code == b->code) {
			import_record(b->in, b->line, records[i].name);
			if (import_option(b->in, "raw") != NULL)
				raw_fields(b);
			records[i].read(b);
		}
	b->code = 0;
}

/* A line of text.  '/' at its end is of the record where every line of text
   so far had one, and of the text where one had none. */
static void
add_text(struct bai2 *b, struct span s)
{
	s = trim(s);
	b->bare_before = b->bare;
	if (s.len > 0 && s.at[s.len - 1] == '/' && (!b->bare || s.len == 1))
		s.len--;
	else if (s.len > 0)
		b->bare = true;
	s = trim(s);
	if (s.len == 0)
		return;
	if (b->text.len > 0)
		buf_byte(&b->text, '\n');
	buf_span(&b->text, s);
}

/* Fields up to the '/', and no padding. */
static void
add_fields(struct bai2 *b, struct span s)
{
	struct span last = s;
	const char *slash;

	for (size_t i = s.len; i > 0; i--)
		if (s.at[i - 1] == ',') {
			last = after(s, i);
			break;
		}
	slash = last.len > 0 ? memchr(last.at, '/', last.len) : NULL;
	if (slash != NULL)
		s.len = (size_t)(slash - s.at);
	else if (b->code != 99)
		tell_once(b, TOLD_UNENDED, b->line + b->nphysical - 1,
		    "a record without '/' at its end");
	if (b->nphysical > 1)
		buf_byte(&b->fields, ',');
	buf_span(&b->fields, s);
}

/* The fields of a detail, behind which its text begins. */
static void
add_detail(struct bai2 *b, struct span s)
{
	size_t before = b->fields.len, at;
	bool complete;

	if (b->in_text) {
		add_text(b, s);
		return;
	}
	if (b->nphysical > 1)
		buf_byte(&b->fields, ',');
	buf_span(&b->fields, s);
	at =
	    bai2_text_at((struct span){b->fields.at, b->fields.len}, &complete);
	if (at > 0) {
		add_text(
		    b, (struct span){b->fields.at + at, b->fields.len - at});
		b->fields.len = at - 1;
		b->in_text = true;
		return;
	}
	b->fields.len = before;
	add_fields(b, s);
	b->in_text = complete;
}

static void
add_record(struct bai2 *b, uint32_t code, struct span content)
{
	if (code != 88) {
		finish(b);
		b->code = code;
		b->line = import_at(b->in);
		b->nphysical = 0;
		b->fields.len = b->text.len = 0;
		b->in_text = false;
	} else if (b->code == 0) {
		import_fault(b->in, import_at(b->in), NULL,
		    "a continuation (88) of nothing");
		return;
	}
	b->nphysical++;
	if (b->code == 16)
		add_detail(b, content);
	else
		add_fields(b, content);
}

/* Text of banks that wrap it without a code. */
static void
add_wrapped(struct bai2 *b, struct span s)
{
	if (b->code == 16 && b->in_text) {
		tell_once(b, TOLD_WRAPPED, import_at(b->in),
		    "text goes on in a line without 88");
		b->bare = b->bare_before; /* that line did not end there */
		add_text(b, s);
		return;
	}
	import_fault(b->in, import_at(b->in), NULL,
	    "no record: it begins with none of 01, 02, 03, 16, 49, 88, 98, "
	    "99");
}

static void
read_line(struct bai2 *b, struct span line)
{
	struct span s = trim(line);

	while (s.len > 0) {
		uint32_t code = code_of(s);
		size_t n = find_next(s);

		if (n < s.len)
			tell_once(b, TOLD_MANY, import_at(b->in),
			    "several records on one line");
		if (code == 88 && s.len > 2 && s.at[2] == ':')
			tell_once(b, TOLD_COLON, import_at(b->in),
			    "88: where 88, is meant");
		if (code != 0)
			add_record(b, code,
			    s.len > 3 ? (struct span){s.at + 3, n - 3}
				      : span_of("/"));
		else
			add_wrapped(b, (struct span){s.at, n});
		s = trim(after(s, n));
	}
}

static void
read_file(struct import *in)
{
	struct bai2 b = {.in = in};
	struct span line;

	while (import_line(in, &line))
		read_line(&b, line);
	finish(&b);
	bai2_end(&b);
	buf_free(&b.fields);
	buf_free(&b.text);
	buf_free(&b.number);
	buf_free(&b.items_text);
	buf_free(&b.memo);
	mem_free(b.items);
}

static bool
is(struct span head)
{
	struct span s = head;

	while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
		s = after(s, 1);
	if (s.len >= 3 && !memcmp(s.at, "\xef\xbb\xbf", 3))
		s = after(s, 3);
	return s.len > 3 && !memcmp(s.at, "01,", 3);
}

const struct format format_bai2 = {
    .name = "bai2",
    .summary = "balances and transactions of accounts (BAI version 2)",
    .is = is,
    .read = read_file,
};
