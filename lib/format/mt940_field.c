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

/* {1:...}{2:...}{4: and the like are none of ours. */
static bool
is_envelope(struct span line)
{
	return line.len >= 3 && line.at[0] == '{' && is_digit(line.at[1]) &&
	       line.at[2] == ':';
}

/* What stands behind the envelope on its line is ours. */
static struct span
without_envelope(struct span line)
{
	for (size_t i = 0; i + 2 < line.len; i++)
		if (line.at[i] == '{' && line.at[i + 1] == '4' &&
		    line.at[i + 2] == ':')
			return (struct span){line.at + i + 3, line.len - i - 3};
	return (struct span){line.at, 0};
}

static void
begin(struct mt940_reader *r, struct span line, size_t tag)
{
	struct mt940_field *f = &r->next;

	memcpy(f->tag, line.at + 1, tag - 2);
	f->tag[tag - 2] = '\0';
	f->line = import_at(r->in);
	f->first = !r->inside;
	f->value.len = 0;
	buf_add(&f->value, line.at + tag, line.len - tag);
	r->begun = r->inside = true;
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
stray(struct mt940_reader *r, struct span line, uint64_t at)
{
	if (line.len == 0)
		return;
	import_record(r->in, at, "text");
	import_raw(r->in, "text", line);
	import_skip(r->in, at, "a line outside of messages");
}

#define VALUE_MOST ((size_t)1 << 20)

/* A field that is no field's size is told of once, and not kept. */
static void
add_line(struct mt940_reader *r, struct buf *to, struct span line)
{
	if (to->len <= VALUE_MOST) {
		buf_byte(to, '\n');
		buf_span(to, line);
		if (to->len > VALUE_MOST)
			import_fault(r->in, r->next.line, r->next.tag,
			    "a field of more than 1 MiB");
	}
}

/* The message had ended with the '-'. */
static void
end_at_dash(struct mt940_reader *r)
{
	struct span rest = {r->after.at, r->after.len};
	uint64_t at = r->dash_line;

	r->dash = r->inside = false;
	if (rest.len > 0)
		span_cut(&rest, '\n');
	while (rest.len > 0)
		stray(r, span_cut(&rest, '\n'), ++at);
}

/* Tags that begin no message: a '-' in front of one was text. */
static bool
goes_on(struct span line)
{
	static const char *const inner[] = {":61:", ":86:", ":62F:", ":62M:",
	    ":64:", ":65:", ":90C:", ":90D:", NULL};

	for (const char *const *t = inner; *t != NULL; t++)
		if (!memcmp(line.at, *t, strlen(*t)))
			return true;
	return false;
}

static void
settle_dash(struct mt940_reader *r, struct span line)
{
	if (!goes_on(line)) {
		end_at_dash(r);
		return;
	}
	r->dash = false;
	buf_text(&r->next.value, "\n-");
	buf_add(&r->next.value, r->after.at, r->after.len);
}

/* A line that begins no field. */
static void
take_text(struct mt940_reader *r, struct span line)
{
	bool ends = line.len >= 2 && line.at[0] == '-' && line.at[1] == '}';

	if (ends && r->dash)
		end_at_dash(r);
	else if (ends)
		r->inside = false;
	else if (r->dash)
		add_line(r, &r->after, line);
	else if (r->inside && span_is(line, "-")) {
		r->dash = true;
		r->dash_line = import_at(r->in);
		r->after.len = 0;
	} else if (r->inside)
		add_line(r, &r->next.value, line);
	else
		stray(r, line, import_at(r->in));
}

/* Takes one line; true when a field is whole. */
static bool
take(struct mt940_reader *r, struct mt940_field *f, struct span line)
{
	size_t tag = tag_length(line);
	bool was = r->begun;

	if (tag == 0) {
		take_text(r, line);
		return false;
	}
	if (r->dash)
		settle_dash(r, line);
	if (was)
		give(r, f);
	begin(r, line, tag);
	return was;
}

bool
mt940_next(struct mt940_reader *r, struct mt940_field *f)
{
	struct span line;

	while (import_line(r->in, &line)) {
		if (is_envelope(line)) {
			take_text(r, span_of("-}"));
			line = without_envelope(line);
		}
		if (take(r, f, line))
			return true;
	}
	if (r->dash)
		end_at_dash(r);
	if (!r->begun)
		return false;
	give(r, f);
	return true;
}

void
mt940_done(struct mt940_reader *r)
{
	buf_free(&r->next.value);
	buf_free(&r->after);
}
