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

struct out;

#define RECONCILE_NO_WINDOW UINT32_MAX /* no --window was given */

/* An item as it is printed, whichever mode found it. */
struct reconcile_item {
	struct recon_item found; /* its lists are this item's own */
	const char *text; /* a key that is no name ("INV-7..INV-9"), or NULL */
	const char *step; /* next_step where the class alone does not tell */
};

struct reconcile_items {
	struct reconcile_item *at;
	size_t n, cap;
	uint32_t **pools, *pool; /* of their lists */
	size_t npool, pool_cap, left;
};

/* A unit's balances on the day, minor units. */
struct reconcile_balance {
	int128 opening[2], moved[2]; /* by side: before `first`; since then */
	int128 across[2]; /* of opening, what is matched with what moved */
};

/* Of one unit and class: of all items, those not kept as well. */
struct reconcile_tally {
	uint64_t n;
	int128 amount[2], difference;
};

enum reconcile_mode {
	RECONCILE_GL,
	RECONCILE_BALANCE,
	RECONCILE_BANK,
	RECONCILE_CHECK,
	RECONCILE_POST, /* compares nothing: --post, or --revalue alone */
};

struct reconcile_note; /* what is kept beside the ledger */
struct known;

#define RECONCILE_RECENT 64

/* All that a run needs; read by the rooms, changed by those named above. */
struct reconcile_run {
	struct tool tool;
	/* as given */
	struct base_options base;
	struct opt_list control, gl, bank, opening_gl, allow, tolerance;
	const char *advance, *balance_file, *accounts_file, *journal_file;
	const char *journal_format, *feed, *revaluation, *batch;
	const char *class_list, *approval_file, *prior_file;
	const char *customers_file, *fee_limit, *subset_chance;
	int32_t from, to; /* --to, else the as-of day */
	uint32_t window;  /* days, once options were checked */
	bool check, all, summary, daily, rollforward, post, revalue;
	/* as understood (reconcile_options) */
	enum reconcile_mode mode;
	bool no_book;  /* --gl and --bank compare with each other */
	bool keep_all; /* matches are kept as items, not only tallied */
	bool shown[RECON_NCLASS];
	int32_t allowed[RECON_NCLASS]; /* days; -1: not at all */
	int64_t *tolerances;           /* by currency */
	/* as read */
	struct source book;  /* open where the mode reads one */
	struct source other; /* of the GL or the bank */
	struct base *money;  /* --base, or NULL */
	struct ledger *ledger;
	struct reconcile_note *note;
	struct customers *customers; /* or NULL */
	struct intern *names; /* keys, customers, entities, accounts: of both
				 sides; the ledger's own where there is one, so
				 that its numbers are these */
	uint32_t *accounts;   /* reconciled: names, in rising order */
	size_t naccount;
	struct known *find_unit;
	uint32_t recent_units[RECONCILE_RECENT]; /* + 1, at their place */
	struct recon_unit *units;
	size_t nunit, unit_cap, balance_cap, tally_cap;
	struct recon_entry *entries[2]; /* type: enum posting_type */
	size_t n[2], cap[2];
	struct reconcile_balance *balance; /* by unit */
	struct reconcile_tally *tally;     /* by unit, then class */
	struct reconcile_items items;
	int32_t first; /* DATE_MIN: no opening */
	/* Called for each valid row of the book as it is read, in order, where
	   a mode keeps more of it; set before reconcile_load. */
	void (*also)(struct reconcile_run *r, const struct posting *p,
	    const struct batch *b, uint32_t row);
	void *also_arg;
};

/* reconcile_amount.c: "[CUR=]AMOUNT" of an option, its minor units by currency
   into `at`, where they are not below 0 unless `sign`; the word without a
   currency is for all. */
void reconcile_amount(
    const char *option, const char *arg, bool sign, int64_t *at);

/* reconcile_options.c: reads the options; refuses what makes no sense. */
void reconcile_options(struct reconcile_run *r);

/* reconcile_items.c: counts an item, and unless it agrees and nobody asks for
   such, keeps a copy, its lists too; NULL: not kept.  The item's unit must
   be there. */
struct reconcile_item *reconcile_add(
    struct reconcile_run *r, const struct recon_item *found);
struct reconcile_tally *reconcile_tally(
    struct reconcile_run *r, uint32_t unit, enum recon_class class);

void reconcile_items_free(struct reconcile_items *all);

/* The number of a unit, added when new: to be compared, with no balance.  The
   names of the second are numbers, RECON_NONE: blank. */
uint32_t reconcile_unit(struct reconcile_run *r, struct span entity,
    struct span account, int currency);
uint32_t reconcile_unit_of(
    struct reconcile_run *r, uint32_t entity, uint32_t account, int currency);

/* An entry before its unit is known.  reconcile_push adds them to a side, by
   their units; those that move nothing are none. */
struct reconcile_made {
	struct recon_entry e;
	uint32_t entity, account;
	int currency;
};

void reconcile_push(struct reconcile_run *r, enum recon_side side,
    const struct reconcile_made *made, size_t n);

/* The number of a name of r->names; RECON_NONE: blank.  And back. */
uint32_t reconcile_name(struct reconcile_run *r, struct span name);
struct span reconcile_text(const struct reconcile_run *r, uint32_t name);

/* "FILE:LINE" of an entry. */
const char *reconcile_place(const struct reconcile_run *r, enum recon_side side,
    const struct recon_entry *e, char *text, size_t size);

/* The modes: each fills items and balances. */
void reconcile_with_gl(struct reconcile_run *r);
void reconcile_with_balances(struct reconcile_run *r);
void reconcile_with_bank(struct reconcile_run *r);
void reconcile_by_itself(struct reconcile_run *r);

/* reconcile_check.c: frees the texts of what reconcile_by_itself found. */
void reconcile_check_free(struct reconcile_run *r);

/* reconcile_load.c: opens, loads and judges the book: r->ledger. */
void reconcile_load(struct reconcile_run *r);

/* Whether a row was added after the run of --prior, with a day of before. */
bool reconcile_is_late(
    const struct reconcile_run *r, uint64_t line, int32_t date);

/* Of a row of the book that was loaded: its reason, and of a row that acts
   its number (doc), both blank where it has none. */
struct span reconcile_reason(const struct reconcile_run *r, uint64_t line);
struct span reconcile_doc(const struct reconcile_run *r, uint64_t line);

/* reconcile_book.c: the same, and its rows as entries, by unit. */
void reconcile_book(struct reconcile_run *r);

/* reconcile_gl.c: opens the files of --gl, as r->other, or where there is no
   book as r->book; checks that there are amounts. */
void reconcile_gl_open(struct reconcile_run *r);

/* Then calls take() for their lines, in the order of the input, by one thread
   at a time; spans last for the call.  Faults fail the program. */
struct gl_line;
void reconcile_gl_read(struct reconcile_run *r,
    void (*take)(void *arg, const struct gl_line *lines, size_t n), void *arg);

/* reconcile_account.c: which accounts are reconciled: those of --control and
   --advance, else those that the units name by now.  Then whether one is; and
   with all units there, which of them are compared. */
void reconcile_accounts(struct reconcile_run *r);
void reconcile_mark_units(struct reconcile_run *r);
bool reconcile_is_control(const struct reconcile_run *r, uint32_t account);

/* The one account of --control, however often it is named, or NULL. */
const char *reconcile_only_control(const struct reconcile_run *r);

/* reconcile_judge.c: how many days old an item is, DATE_NONE where it has no
   day; whether it is no reason for exit status 1. */
int32_t reconcile_age(
    const struct reconcile_run *r, const struct reconcile_item *item);
bool reconcile_agrees(
    const struct reconcile_run *r, const struct reconcile_item *item);

/* reconcile_unit.c: the one currency of all units, CURRENCY_BAD where there
   are several. */
int reconcile_only_currency(const struct reconcile_run *r);

/* The names of a unit, and their order in every report (of structs that begin
   with them). */
struct reconcile_names {
	struct span entity, account, currency;
};

struct reconcile_names reconcile_names(const struct reconcile_run *r,
    uint32_t entity, uint32_t account, int currency);
int reconcile_by_names(const void *a, const void *b);

/* reconcile_order.c: the units that are compared, in that order, *n of them;
   and the place of each unit in it, of those that are not too.  The caller
   frees them. */
uint32_t *reconcile_unit_order(const struct reconcile_run *r, size_t *n);
uint32_t *reconcile_ranks(const struct reconcile_run *r);

/* What stands in the column key; next_step, added to `to`. */
struct buf;
struct span reconcile_key(
    const struct reconcile_run *r, const struct reconcile_item *item);
void reconcile_step(const struct reconcile_run *r,
    const struct reconcile_item *item, struct buf *to);

/* A side's balance of a unit on the day. */
int128 reconcile_total(
    const struct reconcile_run *r, uint32_t unit, enum recon_side side);

/* Reports.  Rows that do not agree make the run end with 1, whatever is
   printed: reconcile_judge. */
void reconcile_judge(struct reconcile_run *r);
void reconcile_rows(struct reconcile_run *r, struct out *out);

/* All items in the order in which they are listed; the caller frees it. */
const struct reconcile_item **reconcile_sorted(const struct reconcile_run *r);

void reconcile_summary(struct reconcile_run *r, struct out *out);
void reconcile_daily(struct reconcile_run *r, struct out *out);
void reconcile_roll(struct reconcile_run *r, struct out *out);
void reconcile_journal(struct reconcile_run *r, struct out *out);

/* Fails the program where the items do not explain the balances. */
void reconcile_prove(struct reconcile_run *r);

/* Closes the sources, delivering what was rejected, and frees the rest. */
void reconcile_free(struct reconcile_run *r);

#endif
