/*
 * The rooms of ar-reconcile.  reconcile_book.c makes entries of the book's
 * rows, reconcile_gl.c of lines of the general ledger; rule/recon compares
 * them.  reconcile_bank.c does so with lines of the bank and rule/bankmatch,
 * reconcile_balance.c with balances, and reconcile_check.c looks at the book by
 * itself.  What they find is a list of struct reconcile_item, whichever way it
 * was found: reconcile_rows.c prints it, reconcile_summary.c,
 * reconcile_daily.c and reconcile_roll.c sum up, reconcile_journal.c proposes
 * what to post, and reconcile_prove holds all of it to the balances.
 */
#ifndef CMD_RECONCILE_H
#define CMD_RECONCILE_H

#include "base/intern.h"
#include "book/customers.h"
#include "book/ledger.h"
#include "cli/base.h"
#include "cli/source.h"
#include "rule/recon.h"

/* An item as it is printed, whichever mode found it. */
struct reconcile_item {
	struct recon_item found; /* its lists are this item's own */
	const char *text; /* a key that is no name ("INV-7..INV-9"), or NULL */
	const char *step; /* next_step where the class alone does not tell */
};

struct reconcile_items {
	struct reconcile_item *at;
	size_t n, cap;
};

/* A unit's balances on the day, minor units. */
struct reconcile_balance {
	int128 opening[2], moved[2]; /* by side: before `first`; since then */
};

/* All that a run needs; read by the rooms, changed by those named above. */
struct reconcile_run {
	struct tool tool;
	struct base_options base;
	struct opt_list control, gl, bank, opening_gl, allow_list;
	const char *advance, *balance_file, *accounts_file, *journal_file;
	const char *journal_format, *feed, *revaluation, *batch, *allow;
	const char *class_list, *tolerance, *approval_file, *prior_file;
	const char *customers_file, *fee_limit, *subset_chance;
	int32_t from, to;
	uint32_t window;
	bool check, all, summary, daily, rollforward, post, revalue;

	struct source book;  /* open where the mode reads one */
	struct source other; /* of the GL or the bank */
	struct base *money;  /* --base, or NULL */
	struct ledger *ledger;
	struct customers *customers; /* or NULL */
	struct intern *names;        /* keys, customers, entities, accounts: of
					both sides */
	struct recon_unit *units;
	size_t nunit, unit_cap;
	struct recon_entry *entries[2];
	size_t n[2], cap[2];
	struct reconcile_balance *balance; /* by unit */
	struct reconcile_items items;
	int32_t first; /* DATE_MIN: no opening */
};

/* Adds a copy of an item, its lists too. */
struct reconcile_item *reconcile_add(
    struct reconcile_run *r, const struct recon_item *found);

/* The number of a unit, added when new. */
uint32_t reconcile_unit(struct reconcile_run *r, struct span entity,
    struct span account, int currency);

/* The modes: each fills items and balances. */
void reconcile_with_gl(struct reconcile_run *r);
void reconcile_with_balances(struct reconcile_run *r);
void reconcile_with_bank(struct reconcile_run *r);
void reconcile_by_itself(struct reconcile_run *r);

/* The book's rows as entries; opens, loads and judges the book. */
void reconcile_book(struct reconcile_run *r);

/* Reports. */
void reconcile_rows(struct reconcile_run *r, struct out *out);
void reconcile_summary(struct reconcile_run *r, struct out *out);
void reconcile_daily(struct reconcile_run *r, struct out *out);
void reconcile_roll(struct reconcile_run *r, struct out *out);
void reconcile_journal(struct reconcile_run *r, struct out *out);

/* Fails the program where the items do not explain the balances. */
void reconcile_prove(struct reconcile_run *r);

#endif
