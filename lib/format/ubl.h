/*
 * Bills as electronic invoices of EN 16931, the European norm, in UBL 2.1:
 * an Invoice, or a CreditNote, whose amounts are positive where the bill's
 * are negative.  What the norm demands and a bill may lack is a misfit.
 *
 * The rules named BR-... are those of the norm; its terms are written where
 * EN 16931-3-2 binds them, in the order of the schemas of UBL 2.1.
 */
#ifndef FORMAT_UBL_H
#define FORMAT_UBL_H

#include <stdbool.h>

#include "base/buf.h"
#include "book/bill.h"
#include "format/misfit.h"

/*
 * Adds the document of a bill to `to`; false, with *why filled in and `to`
 * as it was, when the bill lacks what the norm demands, or holds what it
 * forbids.  The bill's sums are taken for true (see book/bill.h); so BR-CO-10,
 * 13, 14, 15 and 16 hold exactly.
 */
bool ubl_write(struct buf *to, const struct bill *b, struct misfit *why);

#endif
