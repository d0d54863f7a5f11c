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

/* Two letters and two digits, unless that is a document: CM12 1001 1002. */
static bool
is_country(const char *iban)
{
	struct span s = {iban, 4};

	return cite_letters_end(s, 0) == 2 && cite_digits_end(s, 2) == 4 &&
	       !cite_announces(cite_sense(cite_part(s, 0, 2)));
}

size_t
cite_iban(struct span s, size_t i)
{
	char iban[IBAN_MOST];
	size_t n = 0, group = 0, len;

	for (; n < IBAN_MOST && i < s.len; i++) {
		if (group == 4 && cite_char(s, i, &len) == ' ') {
			i = cite_spaces_end(s, i) - 1;
			group = 0;
			continue;
		}
		if (!is_ascii(s.at[i]))
			return 0;
		iban[n++] = s.at[i];
		group++;
		if (n == 4 && !is_country(iban))
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
	for (size_t n = 0, len; n < 3; n++, i += len) {
		char c;

		i = cite_spaces_end(s, i);
		c = cite_char(s, i, &len);
		if (c == '\0' || strchr("-./()+", c) == NULL)
			break;
	}
	return cite_spaces_end(s, i);
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
		if (k == 0 && s.at[i - 1] == ')')
			i = cite_spaces_end(s, i);
	}
	return cite_alnum_at(s, i) ? 0 : i;
}

size_t
cite_phone(struct span s, size_t i)
{
	bool plus = i < s.len && s.at[i] == '+';
	size_t end, code, next;

	if (!plus)
		return north_american(s, i + (i < s.len && s.at[i] == '('));
	end = cite_digits_end(s, i + 1);
	code = end - i - 1;
	if (code >= 8 && code <= PHONE_MOST)
		return cite_alnum_at(s, end) ? 0 : end;
	next = skip_marks(s, end);
	if (code == 0 || code > 3 || next == end || !cite_digit_at(s, next))
		return 0;
	return dialed(s, i + 1, PHONE_LEAST);
}
