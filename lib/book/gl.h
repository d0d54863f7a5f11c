/*
 * A line of the general ledger, read and checked by itself (ar-tables(5)):
 * date, account, amount, or debit and credit, and what tells whose it is.
 */
#ifndef BOOK_GL_H
#define BOOK_GL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/columns.h"
#include "value/seen.h"

/* Amounts are in minor units, + is debit.  Spans are cells of the batch. */
struct gl_line {
	uint64_t line;
	int64_t amount;      /* debit less credit; 0 where both are blank */
	int64_t base_amount; /* of the base currency */
	bool has_base;       /* base_amount is not blank */
	int currency;        /* of amount; the unnamed one without the column */
	int32_t date;
	struct span account, ref, source, entry, memo, customer, entity;
};

#define GL_NCOLUMN 13

extern const char *const gl_names[GL_NCOLUMN];

struct gl_reader {
	struct columns columns;
	struct seen seen; /* dates and currencies of lines before */
	int base;         /* the currency of base_amount, or -1 */
};

/* One per thread.  `base` is the currency of base_amount, or -1. */
void gl_open(struct gl_reader *r, const struct map_section *map, int base);
void gl_close(struct gl_reader *r);

/* Names that every header must hold (struct source_kind): date and account.
   That there is an amount, or a debit and a credit, is for the caller to
   see to. */
size_t gl_required(const struct map_section *map, struct span *names);

/* Whether two headers agree on amounts, currency and entity. */
bool gl_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column);

void gl_bind(struct gl_reader *r, const struct batch *b);

/* Reads row `row` of b; false, with a fault added to b->faults, when it is not
   a valid line: no date or account, or an amount in both styles, or in none of
   a table that has no debits and credits.  base_amount is not looked at where
   there is no base. */
bool gl_read(
    struct gl_reader *r, struct batch *b, uint32_t row, struct gl_line *l);

#endif
