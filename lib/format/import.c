#include "format/import.h"

#include "value/date.h"

/* The digits of s, which is nothing else, in *n; false beyond 64 bits. */
static bool
read_digits(struct span s, int64_t *n)
{
	int64_t sum = 0;
	size_t i = 0;

	for (; i < s.len && i < 18; i++) { /* can't overflow */
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		sum = sum * 10 + (s.at[i] - '0');
	}
	for (; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9' ||
		    __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, s.at[i] - '0', &sum))
			return false;
	*n = sum;
	return true;
}

static struct span
after(struct span s, size_t n)
{
	return (struct span){s.at + n, s.len - n};
}

/* Takes the sign off s; whether it was a minus. */
static bool
cut_sign(struct span *s)
{
	bool minus = s->len > 0 && s->at[0] == '-';

	if (minus || (s->len > 0 && s->at[0] == '+'))
		*s = after(*s, 1);
	return minus;
}

bool
import_cents(struct span digits, int64_t *minor)
{
	bool minus = cut_sign(&digits);
	int64_t n;

	if (digits.len == 0 || !read_digits(digits, &n))
		return false;
	*minor = minus ? -n : n;
	return true;
}

/* Makes n that of `more` decimals more. */
static bool
shift(int64_t *n, size_t more)
{
	while (more-- > 0)
		if (__builtin_mul_overflow(*n, 10, n))
			return false;
	return true;
}

bool
import_decimal(struct span text, char mark, int exponent, int64_t *minor)
{
	bool minus = cut_sign(&text);
	const char *at = text.len > 0 ? memchr(text.at, mark, text.len) : NULL;
	struct span whole = text, part = after(text, text.len);
	int64_t n, below;

	if (at != NULL) {
		whole.len = (size_t)(at - text.at);
		part = after(text, whole.len + 1);
	}
	if (whole.len + part.len == 0)
		return false;
	while (part.len > (size_t)exponent && part.at[part.len - 1] == '0')
		part.len--;
	if (part.len > (size_t)exponent || !read_digits(whole, &n) ||
	    !read_digits(part, &below) || !shift(&n, (size_t)exponent) ||
	    !shift(&below, (size_t)exponent - part.len) ||
	    __builtin_add_overflow(n, below, &n))
		return false;
	*minor = minus ? -n : n;
	return true;
}

bool
import_date(struct span digits, const char *layout, int32_t *date)
{
	int part[3] = {0}; /* year, month, day */
	size_t n = strlen(layout);
	bool short_year = strstr(layout, "YYYY") == NULL;

	if (digits.len != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int *p = &part[layout[i] == 'Y' ? 0 : layout[i] == 'M' ? 1 : 2];

		if (digits.at[i] < '0' || digits.at[i] > '9')
			return false;
		*p = *p * 10 + (digits.at[i] - '0');
	}
	if (short_year)
		part[0] += part[0] < 70 ? 2000 : 1900;
	return date_from(part[0], part[1], part[2], date);
}
