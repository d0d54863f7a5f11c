/* Private to import_csv*.c: a table on its way into the book; import_csv.c
   reads it, import_csv_row.c writes its rows. */
#ifndef CMD_IMPORT_CSV_H
#define CMD_IMPORT_CSV_H

#include "base/mem.h"
#include "book/dupes.h"
#include "book/posting.h"
#include "cli/source.h"
#include "cmd/import.h"

struct import_table {
	struct import *in;
	struct source source;
	struct posting_reader posting;
	struct dupes *dupes;
	struct evidence_sums sums;
	bool has[POSTING_NCOLUMN]; /* columns that are printed */
	uint64_t ndropped;         /* of the batch */
	uint64_t nheld;            /* in the --book already */
};

bool import_csv_is_money(enum posting_column column);

/* Prints a row: dates and amounts as a book has them, all other cells as they
   are, and an id and a number where it has none. */
void import_csv_row(struct import_table *t, const struct batch *b, uint32_t row,
    const struct posting *p);

#endif
