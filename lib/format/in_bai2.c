/* BAI2: from lines to records. */
#include <stdio.h>

#include "base/mem.h"
#include "format/in_bai2.h"

static struct span
after(struct span s, size_t n)
{
	return (struct span){s.at + n, s.len - n};
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
	s = bai2_trim(s);
	b->bare_before = b->bare;
	if (s.len > 0 && s.at[s.len - 1] == '/' && (!b->bare || s.len == 1))
		s.len--;
	else if (s.len > 0)
		b->bare = true;
	s = bai2_trim(s);
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
	struct span s = bai2_trim(line);

	while (s.len > 0) {
		uint32_t code = bai2_code(s);
		size_t n = bai2_next(s);

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
		s = bai2_trim(after(s, n));
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
