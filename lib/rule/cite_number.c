/* Tokens with digits: those that are no numbers of documents, and lists. */
#include "rule/cite_walk.h"

/* Whether the letters at i are a word of their own, and announce. */
static bool
leads_on(struct span s, size_t i)
{
	size_t end = cite_letters_end(s, i);

	return end > i && !cite_digit_at(s, end) &&
	       cite_announces(cite_sense(cite_part(s, i, end)));
}

/* Whether a word that `joint` joins to what begins at i is no part of it. */
static bool
leads(enum cite_sense sense, char joint, struct span s, size_t i)
{
	if (sense == SENSE_PLAIN)
		return true;
	if (!cite_announces(sense) && sense != SENSE_OTHER &&
	    sense != SENSE_PHONE && sense != SENSE_LESS)
		return false;
	return joint == '.' || leads_on(s, i);
}

/*
 * Takes in the words that are written together with a number but do not belong
 * to it: Inv.1001, Rg.Nr.1001, No-1001, but not INV-1001.  Returns the length
 * of the word that does, whose sense is w->own.
 */
static size_t
read_leading(struct walk *w)
{
	for (;;) {
		struct span s = w->memo;
		size_t end = cite_letters_end(s, w->at), len;
		struct span word = cite_part(s, w->at, end);
		char joint = cite_char(s, end, &len);

		w->own = cite_sense(word);
		if (word.len == 0 || cite_is_digit(joint) ||
		    !leads(w->own, joint, s, end + len))
			return word.len;
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
digit_shape(const struct walk *w, const struct walk_token *t)
{
	struct span s = w->memo;
	size_t i = w->at, end = i + t->text.len;
	size_t stop;
	bool announced =
	    w->announced || (w->last.firm && t->text.len == w->last.digits &&
				walk_listed(w, t));

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
	size_t i, len, next;
	struct span word;
	enum cite_sense sense;
	bool symbol;

	if (cite_digits_end(s, from) != end)
		return false;
	i = cite_spaces_end(s, end);
	word = cite_part(s, i, cite_letters_end(s, i));
	sense = cite_sense(word);
	symbol = cite_char(s, i, &len) == '$';
	if (sense == SENSE_MONTH)
		return end - from <= 2;
	if (w->announced || (sense != SENSE_MONEY && !symbol))
		return false;
	next = cite_spaces_end(s, i + (symbol ? len : word.len));
	return !cite_digit_at(s, next);
}

/* Whether a word said that a number is something else; no word says that of a
   number with letters of its own. */
static bool
is_other(const struct walk *w, const struct walk_token *t)
{
	if (t->head.len > 0)
		return false;
	return w->said == SENSE_OTHER || w->said == SENSE_PHONE ||
	       (w->said == SENSE_PERIOD && t->digits <= 2);
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
	struct walk_token t;
	size_t stop, letters;

	if (w->at >= w->slashes)
		walk_end(w);
	letters = read_leading(w);
	t = walk_look(cite_part(w->memo, w->at, end));
	if (letters != t.head.len) /* RE-NR1001 */
		w->own = cite_head_sense(t.head);
	if (w->said == SENSE_PHONE && t.head.len == 0) {
		stop = cite_dialed(w->memo, w->at);
		pass(w, stop > 0 ? stop : end);
		return;
	}
	if (w->month && is_of_month(t.text)) {
		w->at = end;
		return;
	}
	stop = t.head.len == 0 ? digit_shape(w, &t) : lettered_shape(w, end);
	if (stop > 0 || walk_counted(w, w->at, end)) {
		pass(w, stop > 0 ? stop : end);
		return;
	}
	if (is_other(w, &t)) {
		pass(w, end);
		w->linked = false;
		return;
	}
	stop = walk_slashes(w, &t);
	if (stop < end)
		t = walk_look(cite_part(w->memo, w->at, stop));
	walk_cite(w, &t);
}
