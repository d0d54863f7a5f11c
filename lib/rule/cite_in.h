/*
 * Private to cite*.c: characters, words and shapes of a memo.
 */
#ifndef RULE_CITE_IN_H
#define RULE_CITE_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "rule/cite.h"

#define CITE_TOKEN  40     /* longest number, in bytes */
#define CITE_ENOUGH 83     /* two of them and a dash */
#define CITE_DIGITS 18     /* most digits of a member of a range */
#define CITE_OTHER  '\x80' /* what stands for a byte beyond ASCII */

/* What a word says to a reader who looks for numbers. */
enum cite_sense {
	SENSE_NONE,
	SENSE_PLAIN, /* the first four announce a number: enum cite_word */
	SENSE_INVOICE,
	SENSE_CREDIT,
	SENSE_ORDER,
	SENSE_LESS,   /* what follows is taken off */
	SENSE_OTHER,  /* what follows is a number, but of something else */
	SENSE_PHONE,  /* ... of a telephone */
	SENSE_VAGUE,  /* ... that may be of a document, or not */
	SENSE_MONEY,  /* a currency */
	SENSE_MONTH,  /* its name */
	SENSE_PERIOD, /* quarter, week: with one or two digits, or a year */
	SENSE_NET,    /* net 30; but "net of" takes off */
	SENSE_OF,     /* of */
	SENSE_LINK,   /* and */
	SENSE_TO,     /* to, through */
	SENSE_FILL,   /* changes nothing */
};

enum cite_sense cite_sense(struct span word);

/* The sense of the letters in front of a number, without regard to what is
   between them: of RE-NR that of RENR. */
enum cite_sense cite_head_sense(struct span head);

/* A word in capitals, and what it is; sorted by its bytes. */
struct cite_entry {
	char text[28];
	int what; /* not 0 */
};

/* What a word is in a table, in any case, or 0. */
int cite_look_up(const struct cite_entry *table, size_t n, struct span word);

/* Whether tables are sorted, for the tests. */
bool cite_in_order(const struct cite_entry *table, size_t n);
bool cite_words_in_order(void);
bool cite_causes_in_order(void);

/* Whether a word announces a number of a document. */
static inline bool
cite_announces(enum cite_sense sense)
{
	return sense >= SENSE_PLAIN && sense <= SENSE_ORDER;
}

/* cite_char beyond ASCII. */
char cite_wide_char(struct span s, size_t i, size_t *len);

/*
 * The character at s.at[i] and, in *len, its bytes; 0 at the end.  Control
 * characters and foreign spaces are ' ', dashes '-', quotes '"', signs of
 * currencies '$', number signs '#'; any other byte beyond ASCII is
 * CITE_OTHER, which counts as a letter.
 */
static inline char
cite_char(struct span s, size_t i, size_t *len)
{
	unsigned char c;

	*len = i < s.len;
	if (i >= s.len)
		return '\0';
	c = (unsigned char)s.at[i];
	if (c >= 0x80)
		return cite_wide_char(s, i, len);
	return (char)(c < ' ' || c == 0x7f ? ' ' : c);
}

static inline bool
cite_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
cite_is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
cite_is_letter(char c)
{
	return cite_is_ascii_letter(c) || c == CITE_OTHER;
}

/* Whether s.at[i] is a digit, is a digit or letter. */
static inline bool
cite_digit_at(struct span s, size_t i)
{
	return i < s.len && cite_is_digit(s.at[i]);
}

static inline bool
cite_alnum_at(struct span s, size_t i)
{
	size_t len;
	char c = cite_char(s, i, &len);

	return cite_is_digit(c) || cite_is_letter(c);
}

/* Where a run of digits, of letters, of spaces that begins at i ends. */
size_t cite_digits_end(struct span s, size_t i);
size_t cite_letters_end(struct span s, size_t i);
size_t cite_spaces_end(struct span s, size_t i);

/*
 * Where a token that begins at i ends: letters and digits, and one '-', '/',
 * '.', '_' or '\'' between two of these.
 */
size_t cite_token_end(struct span s, size_t i);

static inline struct span
cite_part(struct span s, size_t from, size_t to)
{
	return (struct span){s.at + from, to - from};
}

/* How many digits a token has; whether it has one. */
size_t cite_count(struct span token);
bool cite_has_digit(struct span token);

/* The token up to its first digit, without punctuation at its end. */
struct span cite_head(struct span token);

/* A year from 1990 to 2099. */
bool cite_is_year(struct span digits);

/*
 * Shapes that are no number of a document.  They begin at s.at[i]; where they
 * end, or 0.  What a word announces as a number of a document is not taken
 * for a year or a day without punctuation, nor for a part of a date.
 */
size_t cite_date(struct span s, size_t i, bool announced);
size_t cite_month(struct span s, size_t i, size_t end); /* a token: 31OCT2026 */
size_t cite_time(struct span s, size_t i);
size_t cite_amount(struct span s, size_t i);
size_t cite_percent(struct span s, size_t i);
size_t cite_money(struct span s, size_t i); /* any, behind a currency */
size_t cite_iban(struct span s, size_t i);
size_t cite_phone(struct span s, size_t i);  /* +1 555 0100, 555-010-0100 */
size_t cite_dialed(struct span s, size_t i); /* any, behind "tel" */

/* Whether two have the same normal form. */
bool cite_same(struct span a, struct span b);

/* A range as its parts: prefix and number of the first, number of the last. */
struct cite_range {
	struct span prefix;
	uint64_t first, last;
};

/* Reads the ends of a range; false when they are none.  `brief`: the last may
   have fewer digits, those that differ. */
bool cite_range_read(
    struct span from, struct span to, bool brief, struct cite_range *r);

#endif
