/*
 * Rows of the book on their way to entries.  Opening rows may be made by
 * several threads, each with a maker of its own; the others by one.
 */
#ifndef CMD_RECONCILE_BOOK_H
#define CMD_RECONCILE_BOOK_H

#include "cmd/reconcile_note.h"

struct reconcile_maker {
	struct reconcile_run *r;
	const uint32_t *first; /* row of each item: of its account and rate are
				  the rows that act on it */
	uint8_t *past;         /* of each item: whether it is past zero */
	uint32_t blank;        /* the name that is none */
	uint32_t control;      /* the only one, or RECON_NONE */
	uint32_t advance;      /* or RECON_NONE */
	size_t at;             /* of the note last found */
	struct reconcile_made *made;
	size_t n, cap;
	struct faults faults;
};

/* Add the entries of a row to `made`. */
void reconcile_make_opening(struct reconcile_maker *m, uint32_t piece);
void reconcile_make_transfer(struct reconcile_maker *m, uint32_t piece);
void reconcile_make_apply(
    struct reconcile_maker *m, const struct ledger_move *move);
void reconcile_make_act(
    struct reconcile_maker *m, const struct ledger_move *move);

#endif
