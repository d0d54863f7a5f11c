/*
 * Payment terms, as in ar-terms(5): when an invoice is due, in which parts,
 * and what may be taken off for paying early.  Terms are read once and then
 * applied to any number of documents, from any number of threads.
 */
#ifndef RULE_TERMS_H
#define RULE_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "value/date.h"
#include "value/decimal.h"
#include "value/money.h"
#include "value/workday.h"

#define TERMS_TIERS        8    /* most discounts of an installment */
#define TERMS_INSTALLMENTS 1000 /* most installments */

struct terms;

/* What is wrong with a text, and where. */
struct terms_error {
	size_t at;     /* byte offset; the text's length: at its end */
	size_t len;    /* of the offending word, 0 at the end */
	char what[96]; /* "expected a number of days" */
};

/* The terms that a text says, or NULL and *error. */
struct terms *terms_parse(struct span text, struct terms_error *error);
void terms_free(struct terms *t);

/*
 * The largest discount that every installment has, in percent, 0 where there
 * is none; false, and *percent untouched, when installments differ in it.
 */
bool terms_largest(const struct terms *t, struct decimal *percent);

/*
 * The whole message: at column 6, "nte": expected "net" or "due".  Columns
 * count from 1.  The caller frees it with mem_free.
 */
char *terms_error_text(const struct terms_error *error, struct span text);

/* The document that terms are applied to. */
struct terms_bill {
	int32_t from;          /* the day that terms run from */
	int64_t amount;        /* minor units; a credit memo's is negative */
	int64_t discount_base; /* what a discount is a percentage of */
	int exponent;          /* decimals of the currency */
	enum money_rounding rounding;
	const struct holidays *holidays; /* for bday; NULL: weekends alone */
};

/* A discount: what may be taken off when paid on `date` or before. */
struct terms_tier {
	int32_t date;
	int64_t amount; /* minor units, with the sign of the discount base */
};

/* What is due on one day with the same discounts. */
struct terms_part {
	int32_t due;
	int64_t amount; /* with the sign of the whole */
	int64_t base;   /* its part of the discount base */
	size_t number;  /* of its first installment, from 0 */
	size_t ntier;
	struct terms_tier tier[TERMS_TIERS]; /* in the order of the terms */
};

/* Start with a zeroed struct; it may be used again and again. */
struct terms_parts {
	struct terms_part *list;
	size_t n, cap;
	int64_t *scratch; /* room for terms_apply */
	size_t nscratch;
};

enum terms_fault {
	TERMS_OK,
	TERMS_DATE,     /* a date after 9999-12-31 */
	TERMS_FIXED,    /* fixed shares of more than the amount */
	TERMS_DECIMALS, /* a fixed share with more decimals than the currency */
};

/*
 * The parts of a bill, in the order of the terms, as parts->list[0 .. n); at
 * least one.  They sum to the amount exactly, and their bases to the discount
 * base unless the amount is 0, when all of that is 0.  What is due with it is
 * negative for a negative amount: the parts of -a are those of a with the other
 * sign.
 *
 * Fixed shares are taken off first, in order; percentages are of the rest, and
 * the last of these, or the balance, takes the rounding (money_split).  The
 * base is split as the amount is.  Installments with one due date and the same
 * percentages until the same days are one part, and one that comes to nothing
 * is none, unless the whole is nothing.  A discount is its percentage of the
 * part's base, rounded once.
 *
 * Amount and base are within 2^63 - 1 either way.  What *parts holds is of no
 * use unless TERMS_OK.
 */
enum terms_fault terms_apply(const struct terms *t,
    const struct terms_bill *bill, struct terms_parts *parts);
void terms_parts_free(struct terms_parts *parts);

/* What a fault means, without a full stop. */
const char *terms_fault_text(enum terms_fault fault);

#endif
