#include "rule/terms_scan.h"

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
skip_spaces(struct scan *s)
{
	while (s->at < s->text.len &&
	       (s->text.at[s->at] == ' ' || s->text.at[s->at] == '\t'))
		s->at++;
}

void
scan_start(struct scan *s, struct span text, struct terms_error *error)
{
	*s = (struct scan){.text = text, .error = error};
	skip_spaces(s);
}

bool
scan_wrong(struct scan *s, const char *what)
{
	return terms_wrong(s->error, s->text, s->at, what);
}

/* The letters that are next are this word and no longer one. */
bool
scan_sees(const struct scan *s, const char *word)
{
	size_t at = s->at;

	for (; *word != '\0'; word++, at++)
		if (at >= s->text.len || !is_letter(s->text.at[at]) ||
		    (s->text.at[at] | 0x20) != *word)
			return false;
	return at == s->text.len || !is_letter(s->text.at[at]);
}

bool
scan_word(struct scan *s, const char *word)
{
	if (!scan_sees(s, word))
		return false;
	s->at += strlen(word);
	skip_spaces(s);
	return true;
}

bool
scan_at_end(const struct scan *s)
{
	return s->at == s->text.len;
}

bool
scan_sees_mark(const struct scan *s, char mark)
{
	return !scan_at_end(s) && s->text.at[s->at] == mark;
}

bool
scan_mark(struct scan *s, char mark)
{
	if (!scan_sees_mark(s, mark))
		return false;
	s->at++;
	skip_spaces(s);
	return true;
}

/* The digits and points that are next. */
static struct span
number_at(const struct scan *s)
{
	size_t end = s->at;

	while (end < s->text.len &&
	       (is_digit(s->text.at[end]) || s->text.at[end] == '.'))
		end++;
	return (struct span){s->text.at + s->at, end - s->at};
}

static void
take(struct scan *s, struct span number)
{
	s->at += number.len;
	skip_spaces(s);
}

bool
scan_at_number(const struct scan *s)
{
	return number_at(s).len > 0;
}

bool
scan_skip_number(struct scan *s)
{
	struct span number = number_at(s);

	take(s, number);
	return number.len > 0;
}

bool
scan_whole(struct scan *s, int least, int most, const char *what, int *n)
{
	struct span number = number_at(s);
	int v = 0;

	if (number.len == 0)
		return scan_wrong(s, what);
	for (size_t i = 0; i < number.len; i++) {
		if (number.at[i] == '.')
			return scan_wrong(s, what);
		v = v * 10 + (number.at[i] - '0');
		if (v > most)
			return scan_wrong(s, what);
	}
	if (v < least)
		return scan_wrong(s, what);
	*n = v;
	take(s, number);
	return true;
}

bool
scan_decimal(struct scan *s, const char *what, struct decimal *d)
{
	struct span number = number_at(s);

	switch (decimal_parse(number, &money_plain, d)) {
	case MONEY_OK:
		break;
	case MONEY_DECIMALS:
		return scan_wrong(s, "more than 9 decimals");
	case MONEY_RANGE:
		return scan_wrong(s, "a number that is too large");
	case MONEY_BAD:
		return scan_wrong(s, what);
	}
	if (d->n == 0)
		return scan_wrong(s, what);
	take(s, number);
	return true;
}

bool
scan_percent(struct scan *s, struct decimal *d)
{
	static const char what[] = "expected a percentage, more than 0 and "
				   "at most 100";
	struct scan before = *s;

	if (!scan_decimal(s, what, d))
		return false;
	if (decimal_compare(*d, (struct decimal){100, 0}) > 0)
		return scan_wrong(&before, what);
	return true;
}
