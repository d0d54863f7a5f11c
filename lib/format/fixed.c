#include "format/fixed.h"

#include "format/import.h"

static bool
is_plain(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] > 127)
			return false;
	return true;
}

struct fixed
fixed_of(struct span text)
{
	return (struct fixed){text, is_plain(text)};
}

size_t
fixed_bytes(struct span s, size_t n)
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

struct span
fixed_cell(const struct fixed *f, size_t column, size_t n)
{
	size_t from = f->plain ? column - 1 : fixed_bytes(f->text, column - 1);
	struct span rest;

	if (from >= f->text.len)
		return span_of("");
	rest = (struct span){f->text.at + from, f->text.len - from};
	if (!f->plain)
		n = fixed_bytes(rest, n);
	return (struct span){rest.at, n < rest.len ? n : rest.len};
}

struct span
fixed_text(const struct fixed *f, size_t column, size_t n)
{
	struct span s = fixed_cell(f, column, n);

	while (s.len > 0 && s.at[0] == ' ')
		s.at++, s.len--;
	while (s.len > 0 && s.at[s.len - 1] == ' ')
		s.len--;
	return s;
}

int64_t
fixed_number(const struct fixed *f, size_t column, size_t n)
{
	struct span s = fixed_text(f, column, n);
	int64_t v;

	return s.len > 0 && s.at[0] != '-' && s.at[0] != '+' &&
		       import_cents(s, &v)
		   ? v
		   : -1;
}
