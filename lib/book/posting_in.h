/* What posting.c and posting_read.c share: the law of each type of row. */
#ifndef BOOK_POSTING_IN_H
#define BOOK_POSTING_IN_H

#include "book/cells.h"
#include "book/posting.h"

/* Which amounts a type allows. */
enum posting_sign {
	SIGN_DEBIT,    /* >= 0, unless a balance brought forward */
	SIGN_CREDIT,   /* <= 0, likewise */
	SIGN_RECEIPT,  /* <= 0; > 0 with reason nsf or bank-return */
	SIGN_NOT_ZERO, /* a change by nothing is a mistake */
	SIGN_ANY,
	SIGN_CLAIM, /* blank, or > 0 */
	SIGN_FREE,  /* blank, or any */
};

struct posting_law {
	const char *name;
	enum posting_class class;
	enum posting_sign sign;
	bool needs_ref;
};

/* A row being read. */
struct posting_reading {
	struct posting_reader *r;
	struct cells cells;
};

/* posting_list.c: typed cells that the ledger does not need, but another tool
   will; false, with a fault, when one is no such value. */
bool posting_check_others(
    const struct posting_reading *in, const struct posting *p);

/* posting_digits.c: of exports alone, that no number was destroyed: a book has
   what its makers call things. */
bool posting_check_digits(const struct posting_reading *in);

/* Reads a row of any kind into *p, which is blank but for its line. */
bool posting_read_any(
    struct posting_reader *r, struct batch *b, uint32_t row, struct posting *p);

/*
 * posting_plain.c: a row of a plain list, where it has nothing odd about it;
 * false when it has.
 */
bool posting_read_plain(struct posting_reader *r, const struct batch *b,
    uint32_t row, struct posting *p);

extern const struct posting_law posting_laws[TYPES];

#endif
