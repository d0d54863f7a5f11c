#include <string.h>

#include "format/ach_in.h"

static bool
is_plain(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] > 127)
			return false;
	return true;
}

/* How many bytes n characters of UTF-8 take. */
static size_t
bytes_of(struct span s, size_t n)
{
	size_t i = 0;

	while (n > 0 && i < s.len) {
		i++;
		while (i < s.len && ((unsigned char)s.at[i] & 0xC0) == 0x80)
			i++;
		n--;
	}
	return i;
}

/* A file may be one line, and then records have no ends: a line of more than
   one record's length is cut into records. */
bool
ach_next(struct ach_reader *r, struct ach_record *a)
{
	size_t n;

	while (r->rest.len == 0)
		if (!import_line(r->in, &r->rest))
			return false;
	n = bytes_of(r->rest, ACH_WIDTH);
	a->line = import_at(r->in);
	a->text = (struct span){r->rest.at, n};
	a->plain = is_plain(a->text);
	r->rest.at += n;
	r->rest.len -= n;
	return true;
}

struct span
ach_cell(const struct ach_record *a, size_t column, size_t n)
{
	size_t from = a->plain ? column - 1 : bytes_of(a->text, column - 1);
	struct span rest;

	if (from >= a->text.len)
		return span_of("");
	rest = (struct span){a->text.at + from, a->text.len - from};
	if (!a->plain)
		n = bytes_of(rest, n);
	return (struct span){rest.at, n < rest.len ? n : rest.len};
}

struct span
ach_text(const struct ach_record *a, size_t column, size_t n)
{
	struct span s = ach_cell(a, column, n);

	while (s.len > 0 && s.at[0] == ' ')
		s.at++, s.len--;
	while (s.len > 0 && s.at[s.len - 1] == ' ')
		s.len--;
	return s;
}

int64_t
ach_number(const struct ach_record *a, size_t column, size_t n)
{
	struct span s = ach_text(a, column, n);
	int64_t v;

	return s.len > 0 && s.at[0] != '-' && s.at[0] != '+' &&
		       import_cents(s, &v)
		   ? v
		   : -1;
}
