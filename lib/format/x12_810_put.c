#include <stdio.h>

#include "format/x12_810_in.h"
#include "value/date.h"

void
x12_fail(struct x12 *x, const char *what, struct x12_place at)
{
	if (!x->ok)
		return;
	x->ok = misfit_set(x->why, (struct misfit){.what = what,
				       .rule = at.element,
				       .table = at.table,
				       .column = at.column,
				       .line = x->line});
}

void
x12_segment(struct x12 *x, const char *name)
{
	buf_text(x->to, name);
	x->segments++;
}

void
x12_end(struct x12 *x)
{
	while (x->to->at[x->to->len - 1] == '*')
		x->to->len--;
	buf_text(x->to, "~\n");
}

void
x12_skip(struct x12 *x, int n)
{
	for (int i = 0; i < n; i++)
		buf_byte(x->to, '*');
}

void
x12_code(struct x12 *x, const char *code)
{
	buf_byte(x->to, '*');
	buf_text(x->to, code);
}

/* Separators and control characters; what is above ASCII is UTF-8. */
static bool
is_clean(char c)
{
	return (unsigned char)c >= 0x20 && c != 0x7f && c != '*' && c != '>' &&
	       c != '~';
}

bool
x12_is_clean(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_clean(s.at[i]))
			return false;
	return true;
}

bool
x12_blank(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != ' ' && is_clean(s.at[i]))
			return false;
	return true;
}

/* The bytes that the first `most` characters are, or all. */
static size_t
first_chars(struct span s, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (((unsigned char)s.at[i] & 0xc0) != 0x80)
			n++;
		if (n > most)
			return i;
	}
	return s.len;
}

void
x12_id(struct x12 *x, struct span s, size_t most, const char *too_long,
    struct x12_place at)
{
	if (first_chars(s, most) < s.len)
		x12_fail(x, too_long, at);
	if (!x12_is_clean(s))
		x12_fail(
		    x, "holds a separator of X12, or a control character", at);
	buf_byte(x->to, '*');
	buf_span(x->to, s);
}

/* What becomes a space stands for one at the ends, too: X12 has none there. */
static struct span
trimmed(struct span s)
{
	while (s.len > 0 && x12_blank((struct span){s.at, 1})) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && x12_blank((struct span){s.at + s.len - 1, 1}))
		s.len--;
	return s;
}

void
x12_text(struct x12 *x, struct span s, size_t most)
{
	struct span all = trimmed(s);
	struct span cut =
	    trimmed((struct span){all.at, first_chars(all, most)});

	if (first_chars(all, most) < all.len || !x12_is_clean(s))
		x->changed++;
	buf_byte(x->to, '*');
	for (size_t i = 0; i < cut.len; i++)
		buf_byte(x->to, is_clean(cut.at[i]) ? cut.at[i] : ' ');
}

static void
add_digits(struct x12 *x, const char *text)
{
	buf_byte(x->to, '*');
	for (const char *p = text; *p != '\0'; p++)
		if (*p != '-')
			buf_byte(x->to, *p);
}

void
x12_date(struct x12 *x, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	add_digits(x, text);
}

void
x12_short_date(struct x12 *x, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	add_digits(x, text + 2);
}

/* Adds a number as X12 wants it, without zeros before the point. */
static void
add_number(struct x12 *x, const char *text, size_t most, const char *element)
{
	size_t digits = 0;

	buf_byte(x->to, '*');
	if (*text == '-')
		buf_byte(x->to, *text++);
	if (text[0] == '0' && text[1] == '.')
		text++;
	for (const char *p = text; *p != '\0'; p++)
		digits += *p != '.';
	if (digits > most)
		x12_fail(x, "has a number of too many digits",
		    (struct x12_place){element, NULL, NULL});
	buf_text(x->to, text);
}

void
x12_cents(struct x12 *x, int128 minor, size_t most, const char *element)
{
	char text[MONEY_CHARS];

	for (int i = x->exponent; i < 2; i++)
		minor *= 10;
	money_format(text, minor, 0);
	add_number(x, text, most, element);
}

void
x12_number(
    struct x12 *x, int128 n, int places, size_t most, const char *element)
{
	char text[MONEY_CHARS];

	for (; places > 0 && n % 10 == 0; places--)
		n /= 10;
	money_format(text, n, places);
	add_number(x, text, most, element);
}

void
x12_count(struct x12 *x, uint64_t n, int width)
{
	char text[32];

	snprintf(text, sizeof text, "*%0*llu", width, (unsigned long long)n);
	buf_text(x->to, text);
}
