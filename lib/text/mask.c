#include "text/mask.h"

#include <stdbool.h>
#include <stdint.h>

#define CARD_LEAST 13
#define CARD_MOST  19
#define IBAN_LEAST 5 /* a creditor reference is shorter than an IBAN */
#define IBAN_MOST  34

/* First digits, four of them, that schemes give out, and the lengths of their
   numbers.  Airlines' cards (1...) are left out: too much else looks so. */
static const struct scheme {
	uint16_t from, to;
	uint8_t least, most;
} schemes[] = {
    {2200, 2204, 16, 19}, /* Mir */
    {2221, 2720, 16, 16}, /* Mastercard */
    {3000, 3059, 14, 19}, /* Diners Club */
    {3095, 3095, 14, 19}, /* the same */
    {3400, 3499, 15, 15}, /* American Express */
    {3528, 3589, 16, 19}, /* JCB */
    {3600, 3699, 14, 19}, /* Diners Club */
    {3700, 3799, 15, 15}, /* American Express */
    {3800, 3999, 14, 19}, /* Diners Club */
    {4000, 4999, 13, 13}, /* Visa, of old */
    {4000, 4999, 16, 16}, /* Visa */
    {4000, 4999, 19, 19}, /* the same */
    {5000, 5099, 13, 19}, /* Maestro, Verve, Elo, RuPay, Dankort */
    {5100, 5599, 16, 16}, /* Mastercard */
    {5600, 5899, 13, 19}, /* Maestro */
    {6000, 6099, 13, 19}, /* Discover, RuPay, Hipercard */
    {6200, 6299, 13, 19}, /* UnionPay */
    {6300, 6399, 13, 19}, /* Maestro, InterPayment, InstaPayment */
    {6440, 6599, 13, 19}, /* Discover, Troy, Elo, RuPay */
    {6700, 6799, 13, 19}, /* Maestro */
    {8100, 8299, 16, 19}, /* UnionPay, RuPay */
    {9792, 9792, 16, 16}, /* Troy */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_word(char c)
{
	return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

static bool
is_given_out(const char *digit, size_t n)
{
	int first = (digit[0] - '0') * 1000 + (digit[1] - '0') * 100 +
		    (digit[2] - '0') * 10 + (digit[3] - '0');

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (first >= schemes[i].from && first <= schemes[i].to &&
		    n >= schemes[i].least && n <= schemes[i].most)
			return true;
	return false;
}

/* Every second digit from the right counts twice. */
static bool
luhn_holds(const char *digit, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digit[n - 1 - i] - '0';

		if (i % 2 != 0)
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return sum % 10 == 0;
}

static bool
is_card(const char *digit, size_t n)
{
	return is_given_out(digit, n) && luhn_holds(digit, n);
}

/* A '*' for the digits from the seventh to the fifth last of n. */
static void
hide(char *to, size_t n)
{
	for (size_t seen = 0; seen < n - 4; to++)
		if ((is_digit(*to) || *to == '*') && ++seen > 6)
			*to = '*';
}

/*
 * The card numbers that begin here, where a run of digits does, hidden in
 * `to`, which has the same bytes.  All of them: of two that overlap, no digit
 * shows that either would hide.  Returns the end of the longest, or 0.
 */
static size_t
mask_from(struct span text, size_t at, char *to)
{
	char digit[CARD_MOST];
	size_t n = 0, end = 0;

	for (size_t i = at; i < text.len && n < CARD_MOST; i++) {
		if (!is_digit(text.at[i])) {
			if (i + 1 == text.len || !is_digit(text.at[i + 1]) ||
			    (text.at[i] != ' ' && text.at[i] != '-'))
				break;
			continue;
		}
		digit[n++] = text.at[i];
		if (n < CARD_LEAST ||
		    (i + 1 < text.len && is_digit(text.at[i + 1])))
			continue;
		if (is_card(digit, n)) {
			hide(to + at, n);
			end = i + 1;
		}
	}
	return end;
}

/* What the bytes from `from` to `to` are modulo 97, behind `rest`; letters
   count from A, 10, and spaces not at all. */
static unsigned
modulo(unsigned rest, struct span text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		char c = text.at[i];

		if (is_digit(c))
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else if (is_capital(c))
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return rest;
}

/* The end of an IBAN, or creditor reference, that begins here, or 0: two
   letters, two digits, and what follows, with which the check digits agree. */
static size_t
iban_end(struct span text, size_t at)
{
	unsigned rest = 0;
	size_t n = 4, end = 0;

	if (text.len - at < IBAN_LEAST || (at > 0 && is_word(text.at[at - 1])))
		return 0;
	if (!is_capital(text.at[at]) || !is_capital(text.at[at + 1]) ||
	    !is_digit(text.at[at + 2]) || !is_digit(text.at[at + 3]))
		return 0;
	for (size_t i = at + 4; i < text.len && n < IBAN_MOST; i++) {
		bool last = i + 1 == text.len || !is_word(text.at[i + 1]);

		if (text.at[i] == ' ' && !last)
			continue;
		if (!is_digit(text.at[i]) && !is_capital(text.at[i]))
			break;
		rest = modulo(rest, text, i, i + 1);
		n++;
		if (last && modulo(rest, text, at, at + 4) == 1)
			end = i + 1;
	}
	return end;
}

size_t
mask_cards(struct buf *b, struct span text)
{
	size_t start = b->len, n = 0, covered = 0;

	buf_span(b, text);
	for (size_t i = 0; i < text.len; i++) {
		size_t end = iban_end(text, i);

		if (end > 0) {
			i = end - 1;
			continue;
		}
		if (!is_digit(text.at[i]) ||
		    (i > 0 && is_digit(text.at[i - 1])))
			continue;
		end = mask_from(text, i, b->at + start);
		n += end > 0 && i >= covered;
		covered = end > covered ? end : covered;
	}
	return n;
}
