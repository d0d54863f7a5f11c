/*
 * Two sides that should say the same of some accounts: which entry of the one
 * is which of the other, and what each difference is called.  One side is the
 * book; the other is a general ledger, line by line.
 *
 * Entries are compared within their unit: an entity's account in one currency.
 * Nothing is chosen where there are several answers: equal entries of one key
 * are paired in order, since any pairing of them says the same; all else must
 * be the only one, both ways.
 */
#ifndef RULE_RECON_H
#define RULE_RECON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/int128.h"

#define RECON_NONE UINT32_MAX

/* In the order in which they are listed; names are their own in lower case,
   with '-' (recon_class_name). */
#define RECON_CLASSES(C)                                                       \
	C(MATCHED, "matched")                                                  \
	C(TIMING, "timing")                                                    \
	C(MISSING_IN_GL, "missing-in-gl")                                      \
	C(MISSING_IN_BOOK, "missing-in-book")                                  \
	C(AMOUNT, "amount")                                                    \
	C(AMOUNT_ROUNDING, "amount-rounding")                                  \
	C(AMOUNT_TRANSPOSITION, "amount-transposition")                        \
	C(AMOUNT_SIGN, "amount-sign")                                          \
	C(AMOUNT_DECIMAL_SHIFT, "amount-decimal-shift")                        \
	C(AMOUNT_TAX, "amount-tax")                                            \
	C(AMOUNT_FX, "amount-fx")                                              \
	C(DUPLICATE_GL, "duplicate-gl")                                        \
	C(DUPLICATE_BOOK, "duplicate-book")                                    \
	C(DUPLICATE_BANK, "duplicate-bank")                                    \
	C(REVERSAL_PAIR, "reversal-pair")                                      \
	C(MANUAL_JOURNAL, "manual-journal")                                    \
	C(WRONG_ACCOUNT, "wrong-account")                                      \
	C(WRONG_CUSTOMER, "wrong-customer")                                    \
	C(WRONG_ENTITY, "wrong-entity")                                        \
	C(UNAPPLIED_ELSEWHERE, "unapplied-elsewhere")                          \
	C(FX_REVALUATION, "fx-revaluation")                                    \
	C(VOIDED, "voided")                                                    \
	C(APPLICATION_BEFORE_DOCUMENT, "application-before-document")          \
	C(OVER_APPLIED, "over-applied")                                        \
	C(SUMMARY, "summary")                                                  \
	C(OPENING_DIFFERENCE, "opening-difference")                            \
	C(LATE_POSTING, "late-posting")                                        \
	C(UNEXPLAINED, "unexplained")                                          \
	C(OUTSTANDING, "outstanding")                                          \
	C(BANK_ONLY, "bank-only")                                              \
	C(BANK_ONLY_FEE, "bank-only-fee")                                      \
	C(BANK_ONLY_INTEREST, "bank-only-interest")                            \
	C(BANK_ONLY_NSF, "bank-only-nsf")                                      \
	C(BANK_ONLY_RECEIPT, "bank-only-receipt")                              \
	C(NETTED_FEE, "netted-fee")                                            \
	C(AMBIGUOUS, "ambiguous")                                              \
	C(NUMBER_GAP, "number-gap")                                            \
	C(NUMBER_REPEAT, "number-repeat")                                      \
	C(CLOSED_PERIOD, "closed-period")                                      \
	C(CUT_OFF, "cut-off")                                                  \
	C(OVER_APPROVAL, "over-approval")                                      \
	C(SAME_PERSON, "same-person")                                          \
	C(CARD_NUMBER, "card-number")

enum recon_class {
#define RECON_ENUM(code, name) RECON_##code,
	RECON_CLASSES(RECON_ENUM)
#undef RECON_ENUM
	    RECON_NCLASS
};

const char *recon_class_name(enum recon_class c);

enum recon_side { RECON_BOOK, RECON_OTHER };

/* An entity's account in one currency. */
struct recon_unit {
	uint32_t entity, account; /* names, equal where their numbers are */
	int currency;
	int exponent;  /* decimals of the currency */
	bool compared; /* false: of accounts that are not reconciled */
};

/* What else is known of an entry. */
enum recon_mark {
	RECON_VOID = 1,      /* book: undoes a document */
	RECON_RECEIPT = 2,   /* book: money received, or a leg of applying it */
	RECON_ACTS = 4,      /* book: acts on an item */
	RECON_PAST = 8,      /* book: on an item that stands past zero */
	RECON_LATE = 16,     /* book: behind the prior, and dated in it */
	RECON_FEED = 32,     /* other: posted by the feed of receivables */
	RECON_REVALUES = 64, /* other: an entry of revaluation */
};

/* Money that moved on a unit. */
struct recon_entry {
	int64_t amount;   /* minor units of the unit's currency, + is debit */
	int64_t original; /* of the transaction, in its currency; else amount */
	int64_t tax;      /* part of amount, or 0 */
	uint64_t line;    /* over the side's whole table */
	uint32_t unit;
	uint32_t key;       /* of a name common to both sides, or RECON_NONE */
	uint32_t other_key; /* tried when key finds nothing, or RECON_NONE; of
			       a line without key, its entry's */
	uint32_t customer;  /* common to both sides, or RECON_NONE: not told */
	uint32_t batch;     /* of rows posted as one (--batch), or RECON_NONE */
	int32_t date;       /* from which it counts */
	int32_t row_date;   /* as written in the row */
	uint8_t type;       /* the caller's */
	uint8_t marks;      /* enum recon_mark */
};

struct recon_in {
	const struct recon_entry *entries[2]; /* by enum recon_side */
	size_t n[2];
	const struct recon_unit *units;
	size_t nunit;
	int32_t first, asof; /* entries from, and to, are compared; first:
				DATE_MIN where there is no opening */
	bool feed;           /* feeds are told apart (RECON_FEED) */
	bool batch_dates;    /* rows of a batch are of one date */
	uint32_t advance; /* the account of unapplied receipts, or RECON_NONE */
	uint32_t threads;
};

/* How two sides were found to be the same; for next_step. */
enum recon_how {
	RECON_BY_KEY,
	RECON_BY_SUM, /* several lines of one key */
	RECON_BY_OTHER_KEY,
	RECON_BY_AMOUNT, /* amount, day and customer; references differ */
	RECON_ACROSS,    /* the first day: one side before it */
	RECON_BY_BATCH,  /* rows posted as one; key is their batch */
};

/* A reconciling item, or a match. */
struct recon_item {
	int64_t amount[2];        /* of its entries by side, minor units */
	int128 difference;        /* what it adds to book - other on the day */
	const uint32_t *entry[2]; /* places in recon_in, in order of lines */
	uint32_t n[2];
	uint32_t unit;
	uint32_t elsewhere; /* the unit of the other side, or RECON_NONE */
	uint32_t customer;  /* of all of the book's entries, else of all of
			       the other's; RECON_NONE */
	uint32_t key;       /* of the book's first entry, else the other's */
	int32_t date[2];    /* earliest of each side, DATE_NONE */
	uint8_t class;      /* enum recon_class */
	uint8_t how;        /* enum recon_how */
};

/*
 * Compares.  found() is called for every item, matches included, by one
 * thread at a time, in no particular order; the item and its lists last for
 * the call.  For each unit compared, the differences of its items add up to
 * the sum of the book's entries from `first` to `asof` less the other's,
 * but for RECON_ACROSS matches, whose difference is 0 although only one of
 * their entries lies there: the caller takes them off the opening.
 */
void recon_run(const struct recon_in *in,
    void (*found)(void *arg, const struct recon_item *item), void *arg);

/* The class of two amounts that should be equal and are not, AMOUNT and its
   kinds; tax is that in the book's amount, or 0. */
enum recon_class recon_amount(
    int64_t book, int64_t other, int64_t tax, int exponent);

#endif
