/*
 * Who paid, by the name that stands in a memo: whole names, names that the
 * bank cut off, and for suggestions only, names that are like it.
 *
 * The normal form of a name is its words in capitals with one space between
 * them.  Accents are taken off (a with two dots is AE, o OE, u UE, sharp s SS,
 * and the letters that are two, like the Danish one, are written as two);
 * apostrophes are left out, all other punctuation parts words; AND, UND, ET
 * and & are left out; letters that stand alone side by side are one word (J.B.
 * and J B are JB); and what says only the legal form is left out wherever it
 * stands: Inc, LLC, Ltd, Limited, Corp, Corporation, Co, Company, GmbH, AG,
 * KG, mbH, SA, SAS, SARL, SRL, SpA, BV, NV, PLC, LLP, Oy, AB, AS.  Other
 * scripts than Latin stay as they are.
 */
#ifndef RULE_PAYER_H
#define RULE_PAYER_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* How surely a name stands in a memo, the surest the greatest. */
enum payer_strength {
	PAYER_NONE,
	PAYER_CUT,    /* but for the end of it, which was cut off */
	PAYER_NORMAL, /* its normal form */
	PAYER_EXACT,  /* as it is written, but for capitals */
};

/* Appends the normal form of a name; it may be blank. */
void payer_normal(struct span name, struct buf *to);

/*
 * How a name stands in a memo, always as whole words in a row.  PAYER_EXACT is
 * letter by letter, without regard to case, and to punctuation at either end
 * of the name.
 *
 * PAYER_CUT is one of two.  The name's last word is the last of the memo, and
 * its end is missing: three letters are left, and the name has three words or
 * twelve characters, normalised.  Or it stands in a field of 22 or 35
 * characters, which is where banks cut, and all letters and digits to there
 * are those that the name begins with; its first word is whole.  (A field that
 * was cut behind a blank is a character shorter.)  Where this is the end of a
 * word of the name and not that of the memo, it is a reason to doubt another
 * name that stands there, but finds none.
 *
 * A name never stands in a memo whose normal form is a single word of fewer
 * than four characters, or holds no letter, or has more than 32 words.
 */
enum payer_strength payer_match(struct span memo, struct span name);

/* Many names, each with a number of the caller's: of a customer. */
struct payers;

struct payers *payers_new(void);
void payers_free(struct payers *p);

/* Adds a name; the same number may have several, and one name may be that of
   several numbers.  Names that never match are passed over. */
void payers_add(struct payers *p, struct span name, uint32_t number);

/* To be called after the last name, before anything is asked. */
void payers_close(struct payers *p);

/*
 * Who was found in a memo.  Start with a zeroed struct, one a thread, and use
 * it again and again; payers_done frees what it holds.
 *
 * A name that stands inside of a longer one does not count, and neither does
 * one that stands less surely just where another does; but a name that was cut
 * off hides none that stands more surely.  At the width of a bank's field it
 * counts beside those that stand there whole: "Glenrock Glass Company" may be
 * that of Chicago, if there is one.  `best` numbers, the first of the list, are
 * those of the surest and then longest names; the `n - best` after them are of
 * other names in the same memo.  The payer is plain only if n is 1.
 * Numbers are in ascending order on either side, each once.
 */
struct payers_found {
	enum payer_strength strength; /* of the best */
	uint32_t *numbers;
	size_t n, best;
	struct span where; /* the place of the first best one, in the memo */
	struct payers_work *work; /* private */
};

/* Takes time linear in the words of the memo and in what it finds; of names
   that one place may be cut from, it finds about 256 at most. */
void payers_find(
    const struct payers *p, struct span memo, struct payers_found *found);

void payers_done(struct payers_found *found);

/*
 * For suggestions: the numbers, up to `most`, of the names most like words of
 * the memo, the likest first, equals in the order of the names; returns how
 * many.  A name is like it by its words that stand there, rare ones counting
 * more, and half where they differ by a third at most (base/near.h); a third
 * of the name at least.
 */
size_t payers_near(
    const struct payers *p, struct span memo, uint32_t *numbers, size_t most);

#endif
