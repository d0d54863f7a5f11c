/*
 * The cells of one row of a table, by column, as the typed values that the
 * table's map says they are.  A cell that is none is a fault of its batch.
 */
#ifndef BOOK_CELLS_H
#define BOOK_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"
#include "value/seen.h"

struct cells {
	const struct columns *columns; /* bound to the batch's header */
	struct seen *seen;             /* NULL: none is kept */
	struct batch *b;
	uint32_t row;
};

/* The text; blank where there is no such column. */
static inline struct span
cells_text(const struct cells *in, size_t column)
{
	return columns_cell(in->columns, in->b, in->row, column);
}

/* Adds a fault of the cell to the batch; false, for the caller to return. */
bool cells_wrong(const struct cells *in, enum fault_code code, size_t column,
    const char *detail);

/*
 * The value of a cell.  False, with a fault, when it is none.  A blank date
 * is DATE_NONE; a blank amount, decimal or currency is a fault.
 */
bool cells_date(const struct cells *in, size_t column, int32_t *date);
bool cells_amount(
    const struct cells *in, size_t column, int currency, int64_t *minor);
bool cells_decimal(const struct cells *in, size_t column, struct decimal *d);
bool cells_currency(const struct cells *in, size_t column, int *currency);

/* The same of a part of the cell, `s`; faults show the whole of it. */
bool cells_decimal_of(
    const struct cells *in, size_t column, struct span s, struct decimal *d);

/* A share: 1.5% or 0.015 gives 0.015.  Which ones make sense is for the
   caller to say. */
bool cells_share(const struct cells *in, size_t column, struct decimal *share);

#endif
