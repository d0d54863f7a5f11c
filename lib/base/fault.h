/*
 * Faults are data: what is wrong with which row of which table.  Threads
 * collect their own; they are merged, put in input order and printed, or
 * written to the rejects file, once everything has been read.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/*
 * The catalogue: code, name in the rejects file, whether --rejects may set
 * the row aside, message.  {} stands for the cell, {x} for the detail.
 */
#define FAULT_CATALOGUE(F)                                                     \
	F(EMPTY, "empty", false, "no header: the input is empty")              \
	F(QUOTE, "quote", false,                                               \
	    "a quote where none may stand, in the record that begins here")    \
	F(UNTERMINATED, "quote", false,                                        \
	    "a quote is opened in the record that begins here and never "      \
	    "closed")                                                          \
	F(GLUED, "glued", false,                                               \
	    "a header glued to the row before it: the file in front of it "    \
	    "lacks its final newline")                                         \
	F(LONG, "too-long", false,                                             \
	    "a field of more than 16 MiB (a quote never closed?), or a "       \
	    "record of more than 64 MiB")                                      \
	F(HEADER, "header", false, "{x}")                                      \
	F(RAGGED, "ragged", true, "{x}")                                       \
	F(NUL, "nul", true, "a NUL byte")                                      \
	F(UTF8, "utf-8", true,                                                 \
	    "not valid UTF-8 (see encoding in ar-tables(5))")                  \
	F(BARE_CR, "bare-cr", true, "a carriage return without a line feed")   \
	F(AMOUNT, "amount", true, "{} is not an amount ({x})")                 \
	F(DECIMALS, "decimals", true, "{} has more decimals than {x}")         \
	F(RANGE, "range", true, "{} is beyond the largest amount")             \
	F(TOTAL, "range", false, "{x}")                                        \
	F(DATE, "date", true, "{} is not a date ({x})")                        \
	F(NUMBER, "number", true, "{} is not {x}")                             \
	F(CURRENCY, "currency", true, "{} is not an ISO 4217 currency code")   \
	F(TYPE, "type", true, "{} is not a type of row{x}")                    \
	F(SIGN, "sign", true, "{} {x}")                                        \
	F(BLANK, "blank", true, "blank, and {x}")                              \
	F(UNKNOWN_ITEM, "unknown-item", true, "{x}")                           \
	F(BOTH_SIDES, "both-sides", true,                                      \
	    "{} is both a debit and a credit item: which is meant?")           \
	F(INSTALLMENT, "installment", true, "{} has no installment due {x}")   \
	F(ITEM_REJECTED, "item-rejected", true,                                \
	    "acts on {}, whose opening row was rejected")                      \
	F(DUPLICATE_ID, "duplicate-id", true, "the same id as {x}")            \
	F(DUPLICATE_ITEM, "duplicate-item", true,                              \
	    "the same item, due date and line as {x}")                         \
	F(DUPLICATE_ROW, "duplicate-row", true,                                \
	    "equal in every column to {x}, and without id")                    \
	F(DUPLICATE_KEY, "duplicate-key", true, "{} stands there twice")       \
	F(ONE_PER_GROUP, "one-per-group", true,                                \
	    "{} on one document with {x}: see --group")                        \
	F(TAX_CODE, "tax-code", true, "{} has no tax rate on {x}")             \
	F(TERMS, "terms", true, "{}: {x}")                                     \
	F(TERMS_FIT, "terms", false, "{} can't be met by this document: {x}")  \
	F(RATE, "rate", false, "{x}")                                          \
	F(CLOSED, "closed", true, "{x}")                                       \
	F(EARLY, "early", true, "{} is before the day of the document, {x}")   \
	F(FOREIGN, "foreign", false, "{x}")

enum fault_code {
#define FAULT_ENUM(code, name, soft, text) FAULT_##code,
	FAULT_CATALOGUE(FAULT_ENUM)
#undef FAULT_ENUM
};

/* Where a row begins: line counts from 1 over all files of the table. */
struct fault {
	enum fault_code code;
	uint64_t line;  /* the row's, over the whole table */
	uint64_t other; /* the earlier row's of two, or 0 */
	char *column;   /* as the header has it, or NULL */
	char *cell;     /* the offending text, or NULL */
	char *detail;   /* what {x} stands for, or NULL */
	char *raw;      /* the record as read, when kept, or NULL */
	size_t raw_len;
	bool once; /* by fault_add_once */
};

struct faults {
	struct fault *list;
	size_t n, cap;
	size_t total; /* met, kept or not */
	size_t hard;  /* of them, those that can't be rejected */
	bool keep;    /* keep all, with the raw record (--rejects) */
};

/*
 * Adds a fault; all text is copied; a NULL cell, detail or raw is none.
 * Unless `keep`, only the first FAULT_SHOWN in input order are held, so a
 * broken file costs no memory.  Returns the fault as held until the next
 * call, for the caller to set `other`, or NULL when it is not held.
 */
#define FAULT_SHOWN 20
struct fault *fault_add(struct faults *all, enum fault_code code, uint64_t line,
    const char *column, struct span cell, const char *detail, struct span raw);

/*
 * Adds one that is the same for many rows, and of which no text but `detail`
 * tells: of those with one detail only that of the earliest row stands, here
 * and after fault_merge.
 */
void fault_add_once(struct faults *all, enum fault_code code, uint64_t line,
    const char *column, const char *detail);

/* Moves all of `from` into `all`, leaving `from` empty. */
void fault_merge(struct faults *all, struct faults *from);

/* Input order; of several faults of one row the first added stays first. */
void fault_sort(struct faults *all);

/* Forgets all but those that can't be rejected. */
void fault_keep_hard(struct faults *all);

/* The name of a code in the rejects file; whether --rejects may take it. */
const char *fault_name(enum fault_code code);
bool fault_is_soft(enum fault_code code);

/*
 * The message of a fault, without file and line; the caller frees it.  Long
 * cells are cut short; control characters and bytes that are not UTF-8 are
 * written as \n, \t or \xNN.
 */
char *fault_message(const struct fault *f);

void fault_free(struct faults *all);

#endif
