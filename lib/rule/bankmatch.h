/*
 * Cash in the book against lines of the bank: which is which, one to one, one
 * to many, many to many, by reference, amount, day and payer.
 *
 * Rules fire from the strongest to the weakest, each only where it has one
 * answer both ways, round after round until none fires.  What has several is
 * ambiguous: all of it is told, and nothing chosen.  Items are those of
 * recon.h, with its classes; entries are + for money in on both sides.
 */
#ifndef RULE_BANKMATCH_H
#define RULE_BANKMATCH_H

#include "base/span.h"
#include "rule/recon.h"
#include "value/decimal.h"

/* A row of cash in the book, or a line of the bank. */
struct bank_entry {
	int64_t amount; /* + is money in */
	uint64_t line;
	uint32_t unit;     /* entity and currency */
	uint32_t refs[3];  /* common to both sides: ref, id ...; RECON_NONE */
	uint32_t customer; /* book: of a name; RECON_NONE */
	uint32_t batch;    /* book: rows deposited as one, or RECON_NONE */
	int32_t date;
	struct span payer; /* bank: name; book: customer's name */
	struct span code;  /* book: the customer as the row has him; or blank */
	struct span memo;
};

struct bankmatch_in {
	const struct bank_entry *entries[2]; /* by enum recon_side */
	size_t n[2];
	const struct recon_unit *units; /* account: 0 */
	size_t nunit;
	int32_t first, asof;
	int32_t window;               /* days */
	const int64_t *fee_limit;     /* by unit, minor units; NULL: no fees */
	struct decimal subset_chance; /* 0.01 is 1 % */
};

/* The rule that made a match, for next_step and counts (enum recon_how goes
   on from here in items of this room). */
enum bankmatch_how {
	BANK_BY_REF = 16,
	BANK_BY_REF_SUM,
	BANK_BY_DAY,
	BANK_BY_PAYER,
	BANK_BY_WINDOW,
	BANK_BY_DEPOSIT, /* all of a day, or a batch, in one line */
	BANK_BY_SUBSET,
	BANK_BY_FEE,
	BANK_TWINS, /* as many on both sides, those of one side alike */
};

/*
 * As recon_run: found() is called for each item.  What is dated before `first`
 * or after `asof` on both sides is none.  Where only a part of an item is
 * dated before `first`, it counts as if it were dated then: the differences
 * add up to the book less the bank from `first` to `asof`, and those parts.
 * An ambiguous item names one entry; `elsewhere` is how many candidates it
 * has.
 *
 * Returns how many entries that match nothing had so many others within their
 * window that no sums of them were tried (BANKMATCH_MOST).  Time grows with n
 * log n, and that search.
 */
#define BANKMATCH_MOST 20

size_t bankmatch_run(const struct bankmatch_in *in,
    void (*found)(void *arg, const struct recon_item *item), void *arg);

/* What the words of a line of the bank say that it is: BANK_ONLY_FEE,
   _INTEREST or _NSF, else BANK_ONLY. */
enum recon_class bankmatch_words(struct span memo);

#endif
