/*
 * What moves a control account, by kind: the lines of a rollforward;
 * and the units that they move.
 */
#ifndef CMD_RECONCILE_LINES_H
#define CMD_RECONCILE_LINES_H

#include "cmd/reconcile.h"

/* In the order in which they are printed. */
#define RECONCILE_LINES(L)                                                     \
	L(OPENING, "opening")                                                  \
	L(INVOICES, "invoices")                                                \
	L(DEBITS, "debits")                                                    \
	L(CHARGES, "finance-charges")                                          \
	L(VOIDS, "voids")                                                      \
	L(CREDITS, "credits")                                                  \
	L(RECEIPTS, "receipts")                                                \
	L(RETURNS, "bank-returns")                                             \
	L(DISCOUNTS, "discounts")                                              \
	L(WRITEOFFS, "write-offs")                                             \
	L(RECOVERIES, "recoveries")                                            \
	L(ADJUSTMENTS, "adjustments")                                          \
	L(REFUNDS, "refunds")                                                  \
	L(REVERSALS, "reversals")                                              \
	L(FX, "fx")                                                            \
	L(TRANSFERS, "transfers")                                              \
	L(CROSS, "cross-applications")                                         \
	L(OTHER, "other")                                                      \
	L(CLOSING, "closing")

enum reconcile_line {
#define RECONCILE_LINE(code, name) LINE_##code,
	RECONCILE_LINES(RECONCILE_LINE)
#undef RECONCILE_LINE
	    LINES
};

const char *reconcile_line_name(enum reconcile_line l);

/* The line of an entry of the book, by its type, its sign and the reason of
   its row. */
enum reconcile_line reconcile_line_of(
    const struct recon_entry *e, struct span reason);

/* Columns and cells that say which unit a row is of. */
void reconcile_unit_columns(struct csvout *w);
void reconcile_unit_cells(
    const struct reconcile_run *r, struct csvout *w, uint32_t unit);

#endif
