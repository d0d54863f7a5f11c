/*
 * A line of the bank's statement, read and checked by itself (ar-tables(5)):
 * date, amount, and what tells whose it is.
 */
#ifndef BOOK_BANK_H
#define BOOK_BANK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/columns.h"
#include "value/seen.h"

/* Amounts are in minor units, + is money in.  Spans are cells of the batch. */
struct bank_line {
	uint64_t line;
	int64_t amount;
	int currency; /* the unnamed one without the column */
	int32_t date;
	struct span ref, payer, memo, account, id, entity;
};

#define BANK_NCOLUMN 9

extern const char *const bank_names[BANK_NCOLUMN];

struct bank_reader {
	struct columns columns;
	struct seen seen; /* dates and currencies of lines before */
};

/* One per thread. */
void bank_open(struct bank_reader *r, const struct map_section *map);
void bank_close(struct bank_reader *r);

/* Names that every header must hold (struct source_kind): date and amount.
   Room for two. */
size_t bank_required(const struct map_section *map, struct span *required);

/* Whether two headers agree on currency and entity. */
bool bank_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column);

void bank_bind(struct bank_reader *r, const struct batch *b);

/* Whether the table has a column: currency, entity ... */
bool bank_has(const struct bank_reader *r, const char *column);

/* Reads row `row` of b; false, with a fault added to b->faults, when it is not
   a valid line: no date or no amount.  An amount of 0 is one. */
bool bank_read(
    struct bank_reader *r, struct batch *b, uint32_t row, struct bank_line *l);

#endif
