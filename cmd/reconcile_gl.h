/*
 * Balances of a comparison with the general ledger: what lies before the first
 * day, what has moved since, and what the one explains of the other.
 */
#ifndef CMD_RECONCILE_GL_H
#define CMD_RECONCILE_GL_H

#include "cmd/reconcile.h"

/* Finds the first day, and sums up entries before it and since. */
void reconcile_open(struct reconcile_run *r);

/* Takes a match across the first day off the openings' difference: one of its
   entries lies before. */
void reconcile_across(struct reconcile_run *r, const struct recon_item *item);

/* Adds what is left of them as items. */
void reconcile_opening(struct reconcile_run *r);

#endif
