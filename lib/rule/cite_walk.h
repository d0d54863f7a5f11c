/*
 * Private to cite*.c: the walk through a memo, and what it remembers.
 */
#ifndef RULE_CITE_WALK_H
#define RULE_CITE_WALK_H

#include "rule/cite_in.h"

/* The number that a list may go on from. */
struct walk_last {
	struct span text, letters;
	size_t digits, tail; /* in all, and in the last run */
	bool firm, less;
};

struct walk {
	struct span memo;
	struct cites *out;
	size_t at;

	/* said of the next number */
	struct span hint;     /* a word as in enum cite_word, or empty */
	enum cite_sense said; /* SENSE_OTHER, PHONE, VAGUE or PERIOD */
	bool announced;       /* by the hint or by '#' */
	bool less;            /* to be taken off */
	bool minus;           /* behind a '-' that parts no numbers */
	bool money;           /* behind a currency */
	bool month;           /* behind the name of a month */
	bool net;             /* right behind that word */
	bool spaced;          /* right behind a space */
	bool segment;         /* it is all that a segment of X12 holds */

	/* a list */
	bool linked; /* there was a number, and nothing that ends a list */
	bool apart;  /* and a comma or such */
	struct walk_last last;

	enum cite_sense own; /* of the letters of the number at hand */
	size_t token;        /* where the token ends in which `at` was last */

	/* numbers with '/' between them: until where this is known, and one
	   more than the place of what they are as a whole, or 0 */
	size_t slashes, whole;
};

/* Takes in a word that is no number. */
void walk_word(struct walk *w, struct span word);

/* Forgets what was said of the next number; or the list as well. */
void walk_forget(struct walk *w);
void walk_unlink(struct walk *w);

/* Whether a word, which ends at w->at, begins a segment; reads its qualifier:
   RMR*IV*1001*PI*500. */
bool walk_segment(struct walk *w, struct span word);

/* Passes over the rest of a segment. */
void walk_segment_skip(struct walk *w);

/* Reads the token with digits at w->at, which ends at `end`. */
void walk_number(struct walk *w, size_t end);

/* Whether these are digits that the word behind them makes an amount or a day:
   500 USD, 31 Oct. */
bool walk_counted(const struct walk *w, size_t from, size_t end);

/* A token, looked at once; of one that is too long for a number or range, only
   the beginning. */
struct walk_token {
	struct span text, head;   /* head: cite_head */
	size_t digits, run, tail; /* in all, longest run, last run */
	bool dash;                /* there may be a '-' behind a digit */
};

struct walk_token walk_look(struct span text);

/* Adds the cites of the token at w->at: a number, a range, or both. */
void walk_cite(struct walk *w, const struct walk_token *t);

/* The last '-' of a token that makes a range: 1005-1007; false without one. */
bool walk_range_dash(struct span token, struct span *from, struct span *to);

/* Behind a number, which ends at i, that it is a range to another one, written
   with spaces or as "to"; false if not. */
bool walk_range_spaced(
    const struct walk *w, size_t i, struct span from, struct span *to);

/* Whether a token continues a list. */
bool walk_listed(const struct walk *w, const struct walk_token *t);

/*
 * Decides what '/' means in the token at w->at: INV-1001/1002 is a list, or a
 * whole, which is added; 2026/17 and INV/2026/17 are wholes.  Returns where the
 * first number ends.
 */
size_t walk_slashes(struct walk *w, const struct walk_token *t);

/* Adds numbers with '/' between them as a whole. */
void walk_whole(struct walk *w, const struct walk_token *t);

/* After the last character. */
void walk_end(struct walk *w);

#endif
