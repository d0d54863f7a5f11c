/* Tokens with digits: those that are no numbers of documents, and lists. */
#include <string.h>

#include "rule/cite_walk.h"

/* Whether the letters at i are a word of their own, and announce. */
static bool
leads_on(struct span s, size_t i)
{
	size_t end = cite_letters_end(s, i);

	return end > i && !cite_digit_at(s, end) &&
	       cite_announces(cite_sense(cite_part(s, i, end)));
}

/*
 * Takes in the words that are written together with a number but do not belong
 * to it: Inv.1001, Rg.Nr.1001, No-1001, but not INV-1001.
 */
static void
read_leading(struct walk *w)
{
	for (;;) {
		struct span s = w->memo;
		size_t end = cite_letters_end(s, w->at), len;
		struct span word = cite_part(s, w->at, end);
		enum cite_sense sense = cite_sense(word);
		char joint = cite_char(s, end, &len);

		if (word.len == 0 || cite_is_digit(joint))
			return;
		if (sense != SENSE_PLAIN &&
		    !(cite_announces(sense) || sense == SENSE_OTHER ||
			sense == SENSE_PHONE || sense == SENSE_LESS))
			return;
		if (sense != SENSE_PLAIN && joint != '.' &&
		    !leads_on(s, end + len))
			return;
		walk_word(w, word);
		w->at = end + len;
	}
}

/* Q4, FY2026, NET30, KW42: one or two digits, or a year. */
static bool
is_period(struct span s, size_t i, size_t end)
{
	return cite_digits_end(s, i) == end &&
	       (end - i <= 2 || cite_is_year(cite_part(s, i, end)));
}

/* A token of letters and digits that is something else, or 0. */
static size_t
lettered_shape(const struct walk *w, size_t end)
{
	struct span s = w->memo;
	size_t digits = w->at;

	while (digits < end && !cite_is_digit(s.at[digits]))
		digits++;
	if (w->own == SENSE_MONTH)
		return cite_month(s, w->at, end);
	if (w->own == SENSE_PERIOD || w->own == SENSE_NET)
		return is_period(s, digits, end) ? end : 0;
	if (w->own == SENSE_MONEY)
		return cite_money(s, digits);
	return cite_iban(s, w->at);
}

/* A token that begins with a digit and is something else, or 0. */
static size_t
digit_shape(const struct walk *w, struct span token)
{
	struct span s = w->memo;
	size_t i = w->at, end = i + token.len;
	size_t stop;
	bool announced =
	    w->announced || (w->last.firm && token.len == w->last.digits &&
				walk_listed(w, token));

	stop = w->money ? cite_money(s, i) : cite_date(s, i, announced);
	if (stop == 0)
		stop = cite_month(s, i, end);
	if (stop == 0)
		stop = cite_time(s, i);
	if (stop == 0)
		stop = cite_percent(s, i);
	if (stop == 0)
		stop = cite_amount(s, i);
	if (stop == 0 && !announced)
		stop = cite_phone(s, i);
	return stop;
}

/* 31, 31st, 2026 behind the name of a month. */
static bool
is_of_month(struct span token)
{
	size_t n = cite_digits_end(token, 0);
	bool ordinal =
	    token.len == n + 2 && !cite_digit_at(token, token.len - 1);

	return cite_is_year(token) ||
	       (n > 0 && n <= 2 && (token.len == n || ordinal));
}

/* A currency that more digits follow belongs to these. */
bool
walk_counted(const struct walk *w, size_t from, size_t end)
{
	struct span s = w->memo;
	size_t i = cite_spaces_end(s, end), len, next;
	struct span word = cite_part(s, i, cite_letters_end(s, i));
	enum cite_sense sense = cite_sense(word);
	bool symbol = cite_char(s, i, &len) == '$';

	if (cite_digits_end(s, from) != end)
		return false;
	if (sense == SENSE_MONTH)
		return end - from <= 2;
	if (w->announced || (sense != SENSE_MONEY && !symbol))
		return false;
	next = cite_spaces_end(s, i + (symbol ? len : word.len));
	return !cite_digit_at(s, next);
}

/* Where the token ends of which this is a part, by '/'. */
struct slashed {
	bool numbers;  /* three digits and more in each, and as many in all */
	bool lettered; /* a later one has letters of its own */
	bool strange;  /* a later one is a word, a date or an amount */
};

static void
slashed_part(
    struct span s, size_t i, size_t end, struct slashed *k, size_t *digits)
{
	struct span part = cite_part(s, i, end);
	size_t n = cite_count(part);
	bool letters = cite_head(part).len > 0;

	if (n < 3 || part.len > CITE_TOKEN)
		k->numbers = false;
	if (*digits > 0) {
		k->numbers = k->numbers && (letters || n == *digits);
		k->lettered = k->lettered || letters;
		k->strange = k->strange || (n == 0 && part.len >= 3) ||
			     cite_date(s, i, true) == end ||
			     cite_amount(s, i) == end;
	}
	*digits = n;
}

static size_t
next_slash(struct span s, size_t i, size_t end)
{
	const char *p = i < end ? memchr(s.at + i, '/', end - i) : NULL;

	return p != NULL ? (size_t)(p - s.at) : end;
}

/*
 * Decides what '/' means in a token: INV-1001/1002 is a list, or a whole;
 * 2026/17 and INV/2026/17 are wholes.  Returns where the first number ends.
 */
static size_t
read_slashes(struct walk *w, size_t end)
{
	struct span s = w->memo;
	struct slashed k = {.numbers = true};
	size_t i = w->at, digits = 0, first = next_slash(s, i, end);

	if (first == end || w->at < w->slashes)
		return first;
	if (cite_count(cite_part(s, i, first)) == 0) /* a prefix: INV/... */
		first = next_slash(s, first + 1, end);
	slashed_part(s, i, first, &k, &digits);
	for (i = first + 1; i < end; i = next_slash(s, i, end) + 1)
		slashed_part(s, i, next_slash(s, i, end), &k, &digits);
	if (first == end || (!k.numbers && !k.strange))
		return end;
	w->slashes = end;
	if (k.numbers && !k.lettered && end - w->at <= CITE_TOKEN)
		walk_whole(w, end);
	return first;
}

/* Whether a word said that a number is something else; no word says that of a
   number with letters of its own. */
static bool
is_other(const struct walk *w, struct span token)
{
	if (!cite_digit_at(token, 0))
		return false;
	return w->said == SENSE_OTHER || w->said == SENSE_PHONE ||
	       (w->said == SENSE_PERIOD && cite_count(token) <= 2);
}

/* Passes over a number of something else. */
static void
pass(struct walk *w, size_t end)
{
	w->at = end;
	walk_forget(w);
}

void
walk_number(struct walk *w, size_t end)
{
	struct span token;
	size_t stop;

	if (w->at >= w->slashes)
		walk_end(w);
	read_leading(w);
	token = cite_part(w->memo, w->at, end);
	w->own = cite_head_sense(cite_head(token));
	if (w->said == SENSE_PHONE && cite_digit_at(token, 0)) {
		stop = cite_dialed(w->memo, w->at);
		pass(w, stop > 0 ? stop : end);
		return;
	}
	if (w->month && is_of_month(token)) {
		w->at = end;
		return;
	}
	stop = cite_digit_at(token, 0) ? digit_shape(w, token)
				       : lettered_shape(w, end);
	if (stop > 0 || walk_counted(w, w->at, end)) {
		pass(w, stop > 0 ? stop : end);
		return;
	}
	if (is_other(w, token)) {
		pass(w, end);
		w->linked = false;
		return;
	}
	walk_cite(w, read_slashes(w, end));
}
