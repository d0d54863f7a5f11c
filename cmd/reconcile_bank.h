/*
 * Cash of the book, or of an account of the general ledger, against lines of
 * the bank.  reconcile_bank_book.c and reconcile_bank_gl.c make entries of the
 * one side, reconcile_bank_lines.c of the other; rule/bankmatch compares them,
 * and reconcile_bank_step.c says what to do.
 */
#ifndef CMD_RECONCILE_BANK_H
#define CMD_RECONCILE_BANK_H

#include "cmd/reconcile.h"
#include "rule/bankmatch.h"

/* Entry i of a side is entry i of the same side of the run, as well. */
struct reconcile_bank {
	struct reconcile_run *r;
	struct bank_entry *entries[2];
	size_t cap[2];
	uint32_t customer_name; /* the column of the customers table */
	struct faults faults;
};

/* Adds an entry: its line, date, amount, unit and texts; + is money in.  One
   of 0 moves nothing, and is none. */
void reconcile_bank_add(
    struct reconcile_bank *b, enum recon_side side, const struct bank_entry *e);

/* A text that lasts as long as the names do. */
struct span reconcile_bank_text(struct reconcile_bank *b, struct span text);

/* The name of a customer, or blank. */
struct span reconcile_bank_customer(
    const struct reconcile_bank *b, struct span customer);

/* The three ways in. */
void reconcile_bank_book(struct reconcile_bank *b);
void reconcile_bank_gl(struct reconcile_bank *b);
void reconcile_bank_lines(struct reconcile_bank *b);

/* What to do about an item, where its class does not say it all; NULL. */
const char *reconcile_bank_step(
    struct reconcile_bank *b, const struct recon_item *item);

#endif
