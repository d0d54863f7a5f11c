/* What the files of ar-dun share that decide what is asked for. */
#ifndef CMD_DUN_IN_H
#define CMD_DUN_IN_H

#include "base/buf.h"
#include "base/fault.h"
#include "base/intern.h"
#include "book/holds.h"
#include "cli/carry.h"
#include "cmd/dun.h"

/* A notice of the book, by its line: lines rise. */
struct dun_notice {
	uint64_t line;
	uint32_t level;
	int32_t interest_to, ref_due; /* or DATE_NONE */
};

/* What is kept of rows beside the ledger (dun_note.c). */
struct dun_note {
	struct columns columns;
	struct dun_notice *notices;
	size_t nnotice, notice_cap;
	uint64_t *charges; /* lines of opening rows of interest and fees */
	size_t ncharge, charge_cap;
	struct carry carry; /* for --where */
	int32_t last;       /* day of the last notice, or DATE_NONE */
	uint64_t last_line;
	struct intern *numbers; /* of the letters of earlier runs */
	uint64_t *number_lines; /* by number: the first line that has it */
	size_t number_cap;
	struct faults faults; /* of notices */
};

struct dun_note *dun_note_new(struct dun *d);
void dun_note_free(struct dun_note *n);

/* A row on its way into the ledger (struct load); `arg` is the struct dun. */
uint32_t dun_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row);

const struct dun_notice *dun_notice_find(
    const struct dun_note *n, uint64_t line);
bool dun_is_charge(const struct dun_note *n, uint64_t line);

/* Remembers the number of the letter that a row comes from, a notice or a
   debit for its fee or interest: it is not given out again (dun_number.c). */
void dun_number_note(struct dun_note *n, const struct posting *p);

/* Whether an item passes --where, by one of its opening rows. */
bool dun_passes(
    const struct dun *d, uint32_t item, const struct ledger_piece *p);

/* dun_policy.c: the policy of a customer: NULL and *held when he has none;
   policies may be NULL. */
const struct policy *dun_policy(const struct dun *d,
    const struct policies *policies, struct span customer, enum dun_held *held);

/* dun_part.c: lists the open debts into d->parts, in no order, and what is in
   the customers' favour into d->credits. */
void dun_parts(struct dun *d, const struct policies *policies);

/* dun_past.c: what was noticed before of all n parts of an item, in order of
   their aging dates. */
void dun_past(const struct dun *d, struct dun_part *parts, size_t n);

/* Whom a letter about a customer's debts goes to: himself, or his parent where
   the policy says so. */
struct span dun_addressee(
    const struct dun *d, const struct policy *policy, struct span customer);

/* dun_group.c: puts them in the order of letters, and lists these. */
void dun_group(struct dun *d);

/* dun_charge.c: interest of a part, and the fee of a letter. */
void dun_charge(struct dun *d);

/*
 * The stretches of days on which as much of a part was open, from its
 * interest_from to the day of the run: asked of n parts of one item at a time,
 * in order of the due dates of their rows, and then of the i-th of them; what
 * it returns lasts until the next call (dun_stretch.c).
 */
struct dun_stretches;
struct dun_stretches *dun_stretches_new(struct dun *d);
void dun_stretches_free(struct dun_stretches *s);
void dun_stretches_of(
    struct dun_stretches *s, struct dun_part **parts, size_t n);
const struct dunning_stretch *dun_stretches_part(
    struct dun_stretches *s, size_t i, size_t *n);

/* What holds a part back, in words: a column of --held.  Starts with a text
   that is empty and `disputed` LEDGER_NONE; the caller frees the text.  The
   span lasts until the next call. */
struct dun_detail {
	struct buf text;
	uint32_t disputed; /* the item whose disputes the text tells of */
};
struct span dun_detail(
    struct dun_detail *t, const struct dun *d, const struct dun_part *p);

/* Tells on standard error how many customers are late and have money that is
   not applied (dun_cash.c). */
void dun_cash_warn(const struct dun *d);

/* The same of those who are late and have no policy, where there are any
   (dun_cash.c). */
void dun_policy_warn(const struct dun *d);

/* Interest on all installments of an invoice is one debit, at the place of the
   first of them: what stands there, in minor units, part by part of a letter;
   the caller frees it. */
int64_t *dun_interest(const struct dun *d, const struct dun_letter *l);

/* What is in the customers' favour, for the letter (dun_credits.c). */
struct dun_credits *dun_credits_new(void);

/* Takes one part of an item that is in the customer's favour; after the last
   of them they are put in order. */
void dun_credits_add(struct dun_credits *c, const struct dun *d, uint32_t item,
    const struct ledger_part *part);
void dun_credits_close(struct dun_credits *c, const struct dun *d,
    const struct policies *policies);
void dun_credits_free(struct dun_credits *c);

/* Calls found() for each of those that stand against the debts of a letter:
   credit items, minor units above 0. */
void dun_credits_each(const struct dun_credits *c, const struct dun *d,
    const struct dun_letter *letter,
    void (*found)(void *arg, uint32_t item, int128 amount), void *arg);

/* What covers the debts of a letter; minor units, at least 0. */
int128 dun_credits_of(const struct dun_credits *c, const struct dun *d,
    const struct dun_letter *letter);

/* Money received from the customer of a part, in its entity and currency, that
   is not applied; minor units, at least 0. */
int128 dun_credits_cash(
    const struct dun_credits *c, const struct dun *d, const struct dun_part *p);

#endif
