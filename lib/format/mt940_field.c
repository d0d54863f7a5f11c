#include <string.h>

#include "format/mt940_in.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ":61:" or ":60F:" in front of a line: the length of it, or 0. */
static size_t
tag_length(struct span line)
{
	size_t n = 3;

	if (line.len < 4 || line.at[0] != ':' || !is_digit(line.at[1]) ||
	    !is_digit(line.at[2]))
		return 0;
	if (line.at[n] >= 'A' && line.at[n] <= 'Z')
		n++;
	return n < line.len && line.at[n] == ':' ? n + 1 : 0;
}

/* The envelope {1:...}{2:...}{4: is none of ours; what stands behind it on
   its line is. */
static struct span
without_envelope(struct span line)
{
	for (size_t i = 0; i + 2 < line.len; i++)
		if (line.at[i] == '{' && line.at[i + 1] == '4' &&
		    line.at[i + 2] == ':')
			return (struct span){line.at + i + 3, line.len - i - 3};
	return (struct span){line.at, 0};
}

static bool
ends_message(struct span line)
{
	return span_is(line, "-") ||
	       (line.len >= 2 && line.at[0] == '-' && line.at[1] == '}');
}

static void
begin(struct mt940_field *f, struct span line, size_t tag, uint64_t at)
{
	memcpy(f->tag, line.at + 1, tag - 2);
	f->tag[tag - 2] = '\0';
	f->line = at;
	f->value.len = 0;
	buf_add(&f->value, line.at + tag, line.len - tag);
}

/* The field that was begun goes out; its room comes back for the next. */
static void
give(struct mt940_reader *r, struct mt940_field *f)
{
	struct mt940_field old = *f;

	*f = r->next;
	r->next = old;
	r->begun = false;
}

/* Beside the fields: the bank's own header lines, or text after a message. */
static void
stray(struct mt940_reader *r, struct span line)
{
	if (line.len == 0)
		return;
	import_record(r->in, import_at(r->in), "text");
	import_raw(r->in, "text", line);
	import_skip(r->in, import_at(r->in), "a line outside of messages");
}

/* Takes one line; true when a field is whole. */
static bool
take(struct mt940_reader *r, struct mt940_field *f, struct span line)
{
	size_t tag = tag_length(line);
	bool was = r->begun;

	if (tag > 0 || ends_message(line)) {
		if (was)
			give(r, f);
		r->inside = tag > 0;
		r->begun = true;
		if (tag > 0)
			begin(&r->next, line, tag, import_at(r->in));
		else
			begin(&r->next, span_of(":-:"), 3, import_at(r->in));
		return was;
	}
	if (r->inside && was) {
		buf_byte(&r->next.value, '\n');
		buf_span(&r->next.value, line);
	} else {
		stray(r, line);
	}
	return false;
}

bool
mt940_next(struct mt940_reader *r, struct mt940_field *f)
{
	struct span line;

	while (import_line(r->in, &line)) {
		if (line.len > 0 && line.at[0] == '{')
			line = without_envelope(line);
		if (take(r, f, line))
			return true;
	}
	if (!r->begun)
		return false;
	give(r, f);
	return true;
}
