/*
 * Lines of the general ledger on their way to entries, and the balances of a
 * comparison with it: what lies before the first day, what has moved since,
 * and what the one explains of the other.
 */
#ifndef CMD_RECONCILE_GL_H
#define CMD_RECONCILE_GL_H

#include "cmd/reconcile.h"

/*
 * Reading of lines: any() is called with those of a batch at any time, by
 * several threads, each with a context of its own (as many as tool_threads);
 * then() of the same batch in the order of the input.  Cells last until that
 * returns.
 */
struct gl_line;
struct reconcile_gl_work {
	void (*any)(void *context, const struct gl_line *lines, size_t n);
	void (*then)(void *context, const struct gl_line *lines, size_t n);
};

void reconcile_gl_run(struct reconcile_run *r,
    const struct reconcile_gl_work *work, void **contexts);

/* reconcile_gl_lines.c: all lines as entries, r->other being open. */
void reconcile_gl_lines(struct reconcile_run *r);

/* Finds the first day, and sums up entries before it and since. */
void reconcile_open(struct reconcile_run *r);

/* Takes a match across the first day off the openings' difference: one of its
   entries lies before. */
void reconcile_across(struct reconcile_run *r, const struct recon_item *item);

/* Adds what is left of them as items. */
void reconcile_opening(struct reconcile_run *r);

#endif
