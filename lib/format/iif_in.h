/*
 * What the files of the IIF format share: lines of cells and the headers that
 * name them (iif_line.c), what stands in cells (iif_value.c), and transactions
 * made of them (in_iif.c).
 */
#ifndef FORMAT_IIF_IN_H
#define FORMAT_IIF_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/import.h"

#define IIF_CELLS 64 /* of a line; more are passed over, aloud */

struct iif_header {
	struct buf key;
	struct buf names; /* each ended by NUL */
};

struct iif_headers {
	struct iif_header *list;
	size_t n, cap;
};

/* A line, cut at its tabs. */
struct iif_line {
	uint64_t at;
	struct span cells[IIF_CELLS];
	size_t n;
	const struct iif_header *header; /* NULL: none stands above it */
};

/* Cuts a line, which must outlive l; l->at is set already. */
void iif_cut(struct import *in, struct span rest, struct iif_line *l);

/* Whether it names cells.  If it does, keeps it, as the header of what follows
   and begins with its word; else finds the line's own. */
bool iif_is_header(const struct iif_line *l);
void iif_keep(
    struct import *in, struct iif_headers *all, const struct iif_line *l);
void iif_find(const struct iif_headers *h, struct iif_line *l);
void iif_free(struct iif_headers *h);

/* Tells that a line has no header. */
void iif_no_header(struct import *in, const struct iif_line *l);

/* Whether nothing stands in it. */
bool iif_is_blank(const struct iif_line *l);

/* The cell of a name, or an empty one. */
struct span iif_cell(const struct iif_line *l, const char *name);

/* The date in a cell, month first or ISO's; DATE_NONE where it is blank.  The
   amount in the cell AMOUNT.  What can't be read is a fault, and sets *bad. */
int32_t iif_date(
    struct import *in, const struct iif_line *l, const char *name, bool *bad);
int64_t iif_amount(
    struct import *in, const struct iif_line *l, int exponent, bool *bad);

/* Adds the line to those of --raw. */
void iif_raw(struct import *in, const struct iif_line *l);

#endif
