/*
 * The duplicate check: loading a file twice is the classic way to double
 * receivables.  It keeps 16 bytes a row, a hash of what must be unique and
 * the row's line, and compares them once, at the end: 86 bits, so that ten
 * million rows collide by chance once in 10^12 books.
 */
#ifndef BOOK_DUPES_H
#define BOOK_DUPES_H

#include <stdint.h>

#include "book/postings.h"

enum dupes_kind {
	DUPES_ID,   /* two rows of one id */
	DUPES_ITEM, /* two opening rows of one item, due date and line */
	DUPES_ROW,  /* two other rows without id, equal in every column; what
		       a payer says (remit) may be said twice */
};

struct dupes;

struct dupes *dupes_new(void);
void dupes_free(struct dupes *d);

/*
 * Notes what must be unique in row `row` of b, which p was read from.
 * Lines must be below 2^40.
 */
void dupes_add(struct dupes *d, const struct posting_reader *r,
    const struct batch *b, uint32_t row, const struct posting *p);

/* The same without DUPES_ITEM, of which a ledger knows by itself
   (ledger_repeats). */
void dupes_add_beside(struct dupes *d, const struct batch *b, uint32_t row,
    const struct posting *p);

/* The same of rows of a plain list. */
void dupes_add_plain(struct dupes *d, const struct postings *p);

/* Moves all of `from` into d. */
void dupes_merge(struct dupes *d, struct dupes *from);

/*
 * Calls found() for each row that repeats another: its line, and the line
 * of the first row it repeats.  In no particular order.  Empties d.
 */
void dupes_find(struct dupes *d,
    void (*found)(
	void *arg, enum dupes_kind kind, uint64_t line, uint64_t first),
    void *arg);

#endif
