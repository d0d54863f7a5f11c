#include "value/serial.h"

#include "value/money.h"

#define DIGITS_MOST 18
#define NUMBERS     UINT64_C(1000000000000000000) /* of so many digits */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
serial_parse(struct span text, struct serial *s)
{
	size_t from = text.len;

	while (from > 0 && is_digit(text.at[from - 1]))
		from--;
	if (from == text.len || text.len - from > DIGITS_MOST ||
	    text.len + DIGITS_MOST >= SERIAL_CHARS)
		return false;
	*s = (struct serial){.width = (int)(text.len - from)};
	memcpy(s->prefix, text.at, from);
	for (; from < text.len; from++)
		s->number = s->number * 10 + (uint64_t)(text.at[from] - '0');
	return true;
}

bool
serial_ahead(struct serial *s, uint64_t n)
{
	if (n >= NUMBERS - s->number)
		return false;
	s->number += n;
	return true;
}

size_t
serial_format(char to[SERIAL_CHARS], const struct serial *s, uint64_t ahead)
{
	char digits[MONEY_CHARS];
	size_t n = money_format(digits, (int128)s->number + ahead, 0);
	size_t len = strlen(s->prefix);
	size_t fill = n < (size_t)s->width ? (size_t)s->width - n : 0;

	memcpy(to, s->prefix, len);
	memset(to + len, '0', fill);
	memcpy(to + len + fill, digits, n + 1);
	return len + fill + n;
}
