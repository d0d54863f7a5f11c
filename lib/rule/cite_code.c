/* Shapes of several words: bank accounts and telephone numbers. */
#include <string.h>

#include "rule/cite_in.h"

#define IBAN_LEAST  15
#define IBAN_MOST   34
#define PHONE_LEAST 7
#define PHONE_MOST  15 /* digits, by E.164 */

/* The remainder by 97 when a letter or digit is written behind n. */
static unsigned
behind(unsigned n, char c)
{
	unsigned v;

	if (cite_is_digit(c))
		return (n * 10 + (unsigned)(c - '0')) % 97;
	v = (unsigned)((c | 0x20) - 'a' + 10);
	return (n * 100 + v) % 97;
}

static bool
is_ascii(char c)
{
	return c != CITE_OTHER && (cite_is_digit(c) || cite_is_letter(c));
}

/* Whether the first four characters check the rest, by ISO 7064. */
static bool
checks(const char *iban, size_t n)
{
	unsigned rest = 0;

	for (size_t i = 4; i < n + 4; i++)
		rest = behind(rest, iban[i % n]);
	return rest == 1;
}

size_t
cite_iban(struct span s, size_t i)
{
	char iban[IBAN_MOST];
	size_t n = 0, group = 0;

	for (; n < IBAN_MOST && i < s.len; i++) {
		if (s.at[i] == ' ' && group == 4) {
			group = 0;
			continue;
		}
		if (!is_ascii(s.at[i]))
			return 0;
		iban[n++] = s.at[i];
		group++;
		if (n == 4 &&
		    (cite_is_digit(iban[0]) || cite_is_digit(iban[1]) ||
			!cite_is_digit(iban[2]) || !cite_is_digit(iban[3])))
			return 0;
		if (n >= IBAN_LEAST && !cite_alnum_at(s, i + 1) &&
		    checks(iban, n))
			return i + 1;
	}
	return 0;
}

/* Past the marks that may stand between groups of a telephone number. */
static size_t
skip_marks(struct span s, size_t i)
{
	size_t most = i + 3;

	while (i < most && i < s.len && s.at[i] != '\0' &&
	       strchr(" -./()+", s.at[i]) != NULL)
		i++;
	return i;
}

/* Groups of digits as long as there are no more than a number may have. */
static size_t
dialed(struct span s, size_t i, size_t least)
{
	size_t n = 0, end = 0;

	for (;;) {
		size_t stop = cite_digits_end(s, i);

		n += stop - i;
		if (stop == i || n > PHONE_MOST || cite_alnum_at(s, stop))
			break;
		end = stop;
		least -= least < stop - i ? least : stop - i;
		i = skip_marks(s, stop);
	}
	return least == 0 ? end : 0;
}

size_t
cite_dialed(struct span s, size_t i)
{
	return dialed(s, i, 1);
}

/* The runs of digits of 3-3-4, as in 555-010-0100. */
static size_t
north_american(struct span s, size_t i)
{
	static const size_t lens[] = {3, 3, 4};

	for (size_t k = 0; k < 3; k++) {
		size_t end = cite_digits_end(s, i);

		if (end != i + lens[k])
			return 0;
		i = end;
		if (k == 2)
			break;
		if (i < s.len &&
		    (s.at[i] == ')' || s.at[i] == '-' || s.at[i] == '.'))
			i++;
		else
			return 0;
		if (k == 0 && i < s.len && s.at[i] == ' ' && s.at[i - 1] == ')')
			i++;
	}
	return cite_alnum_at(s, i) ? 0 : i;
}

size_t
cite_phone(struct span s, size_t i)
{
	bool plus = i < s.len && s.at[i] == '+';
	size_t end, code;

	if (!plus)
		return north_american(s, i + (i < s.len && s.at[i] == '('));
	end = cite_digits_end(s, i + 1);
	code = end - i - 1;
	if (code >= 8 && code <= PHONE_MOST)
		return cite_alnum_at(s, end) ? 0 : end;
	if (code == 0 || code > 3 || end >= s.len ||
	    strchr(" -.(", s.at[end]) == NULL ||
	    !cite_digit_at(s, skip_marks(s, end)))
		return 0;
	return dialed(s, i + 1, PHONE_LEAST);
}
