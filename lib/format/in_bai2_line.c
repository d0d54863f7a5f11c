/* BAI2: where records begin and end in a line. */
#include "format/in_bai2.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

uint32_t
bai2_code(struct span s)
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

struct span
bai2_trim(struct span s)
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
	uint32_t code = bai2_code(s);
	struct span fields = s.len > 3 ? after(s, 3) : span_of("");
	struct span first = span_cut(&fields, ',');

	if (code == 0 || s.len < 4 || s.at[2] != ',')
		return false;
	if (code == 16)
		return first.len == 3 && is_amount(first, false) &&
		       is_amount(span_cut(&fields, ','), false);
	return code == 49 || code > 90 ? is_amount(first, true) : true;
}

size_t
bai2_next(struct span s)
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
