/* The words of payment terms, taken one by one.  Private to terms*.c. */
#ifndef RULE_TERMS_SCAN_H
#define RULE_TERMS_SCAN_H

#include "rule/terms_in.h"

struct scan {
	struct span text;
	size_t at; /* no space is there */
	struct terms_error *error;
};

/* Starts at the first word. */
void scan_start(struct scan *s, struct span text, struct terms_error *error);

/* Says what is wrong at `at`; returns false. */
bool scan_wrong(struct scan *s, const char *what);

/* Whether a word, in small letters or capitals, or a mark is next. */
bool scan_sees(const struct scan *s, const char *word);
bool scan_sees_mark(const struct scan *s, char mark);

/* Takes it, and the spaces behind, if it is next. */
bool scan_word(struct scan *s, const char *word);
bool scan_mark(struct scan *s, char mark);

bool scan_at_end(const struct scan *s);

/* Whether a number is next; the same, and takes it whatever it is. */
bool scan_at_number(const struct scan *s);
bool scan_skip_number(struct scan *s);

/*
 * Takes a whole number from `least` to `most`, which is 99999 at most, or
 * says that `what` was expected.
 */
bool scan_whole(struct scan *s, int least, int most, const char *what, int *n);

/* Takes a decimal of more than 0, or says what was expected. */
bool scan_decimal(struct scan *s, const char *what, struct decimal *d);

/* Takes a percentage of more than 0 and at most 100, without its '%'. */
bool scan_percent(struct scan *s, struct decimal *d);

/* Whether a step is next. */
bool steps_ahead(const struct scan *s);

/* Takes one step or more and adds them to t, or says what is wrong. */
bool steps_read(struct scan *s, struct terms *t, struct steps *steps);

/* Takes a number of days without a '+', "30" or "30 days". */
bool steps_read_days(struct scan *s, struct terms *t, struct steps *steps);

#endif
