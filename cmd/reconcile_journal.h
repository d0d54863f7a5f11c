/*
 * Entries for the general ledger: what would correct it
 * (reconcile_journal_fix.c), what the rows of a period come to
 * (reconcile_journal_post.c), and what open items are worth on the day
 * (reconcile_journal_value.c).  Each is put together line by line here, and
 * written by reconcile_journal_put.c once it balances.
 */
#ifndef CMD_RECONCILE_JOURNAL_H
#define CMD_RECONCILE_JOURNAL_H

#include "base/buf.h"
#include "book/accounts.h"
#include "book/journal.h"
#include "cmd/reconcile.h"
#include "text/csvout.h"

enum journal_format { JOURNAL_CSV, JOURNAL_HLEDGER, JOURNAL_BEANCOUNT };

struct journal {
	struct reconcile_run *r;
	struct out *out;
	enum journal_format format;
	struct csvout *csv;
	/* Columns of the CSV: those of the ledger that it goes to. */
	bool amounts, sides, currency, base, entity;
	struct buf text; /* of the other formats */
	struct accounts *accounts;
	struct intern *missing; /* types without an account */
	uint64_t n;             /* entries written */
	/* the entry under way */
	struct journal_line *line;
	size_t nline, cap;
	struct buf memo, lines, number;
};

/* The entry that is being put together, but for its lines. */
struct journal_head {
	const char *prefix; /* of its number */
	int32_t date;
	uint32_t unit; /* whose currency it is in */
	struct span ref;
};

/* The day of entries: the as-of day, or the first that is not closed. */
int32_t journal_day(const struct reconcile_run *r);

/*
 * The account of a row of the book's other side, by its type and reason; of a
 * row of type fx without one, that of the gain or loss.  Of a role.  Where
 * the table has none, this is noted, and the run fails in the end.
 */
struct span journal_contra(
    struct journal *j, const struct recon_entry *e, struct span entity);
struct span journal_role(
    struct journal *j, enum accounts_role role, struct span entity);

/* The same of what exchange rates gained (above 0), or lost. */
struct span journal_fx(struct journal *j, int128 amount, struct span entity);

/* Fails the program where the other side of an entry on a unit would be on the
   unit's own account: it would move nothing. */
void journal_other_side(
    const struct journal *j, uint32_t unit, struct span account);

/* Adds a line; one of 0 is none. */
void journal_add(struct journal *j, struct span account, struct span entity,
    struct span customer, int128 amount);

/* The same on the account of a unit. */
void journal_add_unit(
    struct journal *j, uint32_t unit, uint32_t customer, int128 amount);

/* Ends the entry: its text is in j->memo, where its rows are in j->lines.
   Entries without lines are none.  Fails the program where it does not
   balance. */
void journal_end(struct journal *j, const struct journal_head *head);

/* Adds the places of entries of a side to j->lines: the first twenty. */
void journal_places(
    struct journal *j, enum recon_side side, const uint32_t *entry, size_t n);

/* Entries of the rows of the book in `rows`, all of one line, as they would be
   posted. */
void journal_post_row(struct journal *j, const uint32_t *rows, size_t n,
    const struct journal_head *head);

/* The same of one row by itself, against its account. */
void journal_post_one(struct journal *j, const struct recon_entry *e,
    const struct journal_head *head);

/* The rows of type apply and transfer, by line. */
uint32_t *journal_legs(const struct reconcile_run *r, size_t *n);

/*
 * What would make the ledger say what the book says: each item's difference is
 * put on its control account, and taken from another one.
 */
struct journal_fix {
	struct journal *j;
	int32_t date;
	uint32_t *legs; /* rows that have two sides, by line */
	size_t nleg;
	bool *missing; /* of each row of the book: the ledger lacks it */
	uint64_t without[RECON_NCLASS]; /* items that no entry corrects */
};

typedef void journal_fixer(
    struct journal_fix *f, const struct reconcile_item *item);

/* What an item's entry begins with; and its text and places. */
struct journal_head journal_fix_head(
    const struct journal_fix *f, const struct reconcile_item *item);
void journal_fix_text(
    struct journal_fix *f, const struct reconcile_item *item, const char *more);

/* Ways to correct an item (reconcile_journal_item.c). */
journal_fixer journal_fix_by_type, journal_fix_by_suspense, journal_fix_tax,
    journal_fix_rate, journal_fix_elsewhere, journal_fix_fee,
    journal_fix_interest, journal_fix_return;

/* What each option asks for. */
void journal_fix(struct journal *j);
void journal_post(struct journal *j);
void journal_value(struct journal *j);

/* reconcile_journal_put.c */
void journal_open(struct journal *j, struct out *out);
void journal_put(struct journal *j, const struct journal_entry *e);
void journal_close(struct journal *j);

#endif
