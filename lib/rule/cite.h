/*
 * What a payer's free text cites: the numbers of documents in a memo, lists
 * and ranges of them, and the causes it names for paying short.  Nothing is
 * looked up here: what a number is, and whether it exists, the caller knows.
 */
#ifndef RULE_CITE_H
#define RULE_CITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define CITE_CHARS   64  /* room for a normal form */
#define CITE_MEMBERS 100 /* most members of a range */

/*
 * The normal form of a document number, in `out`: ASCII letters in upper case,
 * punctuation and spaces dropped, leading zeros of each run of digits dropped,
 * and a '.' between two runs of digits that were apart.  "inv-0017" is INV17,
 * "2026/0017" is 2026.17.  Bytes from 0x80 stay as they are, but for dashes,
 * quotes and spaces.  Empty when nothing is left or it is longer than `out`.
 */
struct span cite_normal(struct span number, char out[CITE_CHARS]);

/* Of a normal form: its leading letters (may be none) ... */
struct span cite_letters(struct span normal);

/* ... and what follows them: 17 of INV17.  Empty when there are letters
   elsewhere than in front, or no digits. */
struct span cite_core(struct span normal);

/* What a word says that payers put in front of a number. */
enum cite_word {
	CITE_OWN,     /* nothing: a prefix of one's own, or none */
	CITE_PLAIN,   /* no., number, ref, document ... */
	CITE_INVOICE, /* inv, invoice, bill, Rechnung, RE ... */
	CITE_CREDIT,  /* cm, credit memo, Gutschrift ... */
	CITE_ORDER,   /* po, order, Bestellung ... */
};

/* Of the letters of a cite; in any case. */
enum cite_word cite_word(struct span letters);

enum cite_kind { CITE_NUMBER, CITE_RANGE };

/* A number or range of numbers; its spans are parts of the memo. */
struct cite {
	enum cite_kind kind;
	bool less;   /* taken off: after "less", "minus", or a credit's */
	bool firm;   /* surely meant as a number of a document, see below */
	bool listed; /* continues a list, and has no letters of its own */
	struct span text;    /* as written; of a range, its first number */
	struct span to;      /* of a range, its last: "1007" or "07" */
	struct span letters; /* its own, else the word before it, else those of
				the number before it in a list; or empty.
				INV-2026 in "INV-2026-0017, 0018" */
	size_t other; /* so many cites that follow are another way to read
			 `text`, of use only where it is no document */
};

/*
 * firm: two letters or more in front, or a word as in enum cite_word or '#'
 * before it, or it continues a list that is firm, or six digits in a row.
 *
 * "1005-1007" is a number with other = 1 and then a range; "1001/1002" a
 * number with other = 2 and then two.  A range that is written with spaces or
 * "to" is no number.
 *
 * Left out are dates, years, amounts, percentages, times, phone numbers,
 * IBANs, numbers announced as something else (check 1055, account ...), those
 * with less than three digits that nothing announces, and words of more than
 * 40 bytes.
 */

/* Start with a zeroed struct; it may be used again and again. */
struct cites {
	struct cite *list;
	size_t n, cap;
};

/* The cites of a memo in UTF-8, in its order; linear in its length. */
void cites_find(struct span memo, struct cites *c);
void cites_free(struct cites *c);

/* The normal form of a number as written, of a range's first: INV1001. */
struct span cite_key(const struct cite *c, char out[CITE_CHARS]);

/*
 * A normal form without letters, behind the letters of the cite: INV1002 for
 * 1002 in "INV-1001, 1002", INV2026.18 for 18 in "INV-2026-0017, 0018".  Empty
 * when the cite has none, `normal` has its own, or it gets too long.
 */
struct span cite_lettered(
    const struct cite *c, struct span normal, char out[CITE_CHARS]);

/* How many numbers a range has, 2 to CITE_MEMBERS; of a number 1. */
uint32_t cite_members(const struct cite *c);

/* The normal form of the i-th of them, from 0. */
struct span cite_member(const struct cite *c, uint32_t i, char out[CITE_CHARS]);

/* Why somebody pays short, by the names of ar-book(5). */
enum cite_cause {
	CITE_FREIGHT,
	CITE_DAMAGE,
	CITE_PROMO,
	CITE_PRICING,
	CITE_SHORTAGE,
	CITE_TAX,
	CITE_DUPLICATE,
	CITE_RETURN,
	CITE_QUALITY,
	CITE_DISCOUNT, /* no deduction: an early-payment discount is claimed */
	CITE_CAUSES,
};

/* freight, damage, promo ..., goods-return, quality, discount. */
const char *cite_cause_name(enum cite_cause cause);

/* The causes that a memo names, as a sum of 1 << cause; whole words only. */
unsigned cites_cause(struct span memo);

/*
 * The reason that a cell states: a name of ar-book(5), in any case, or what an
 * adjustment reason code of X12 (element 426) comes to, "discount" for those of
 * cash discounts; NULL for anything else.
 */
const char *cite_reason(struct span cell);

#endif
