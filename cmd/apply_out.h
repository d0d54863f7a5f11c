/*
 * What the rooms of ar-apply that print have in common: names of what was
 * decided, and the columns of rows of the book.
 */
#ifndef CMD_APPLY_OUT_H
#define CMD_APPLY_OUT_H

#include "cmd/apply.h"
#include "text/csvout.h"

/* Of an item of the ledger. */
static inline struct span
apply_doc(const struct apply *a, uint32_t item)
{
	return ledger_text(a->ledger, ledger_item(a->ledger, item)->doc);
}

static inline struct span
apply_customer(const struct apply *a, uint32_t item)
{
	return ledger_text(a->ledger, ledger_item(a->ledger, item)->customer);
}

static inline int
apply_currency(const struct apply *a, uint32_t item)
{
	return ledger_item(a->ledger, item)->currency;
}

/* What an entry acts on: its item, or the fund itself. */
static inline uint32_t
apply_target(const struct apply_fund *f, const struct apply_entry *e)
{
	return e->item != LEDGER_NONE ? e->item : f->item;
}

/* A row of the book. */
struct apply_row {
	enum posting_type type;
	struct span doc, customer, entity;
	struct span payer;             /* the customer of doc, for the id */
	struct span ref, ref_customer; /* ref_customer: blank if the same */
	int currency, ref_currency;    /* of doc, of ref */
	int64_t amount, ref_amount;    /* ref_amount: of apply */
	int32_t ref_due;
	uint32_t number; /* the last part of its id */
	const char *reason, *way;
	struct span text;
	enum match_rule rule;
	unsigned score;
};

/* The columns of rows, and one of them; those that wait for approval have
   their maker at the end. */
void apply_columns(const struct apply *a, struct csvout *w, bool wait);
void apply_row_put(const struct apply *a, struct csvout *w,
    const struct apply_row *r, bool wait);

/* What made a row, as a cell of `rule`: "remit:doc INV-1". */
void apply_rule_text(
    struct buf *to, enum match_rule rule, const char *way, struct span text);

/*
 * The number that ends the id of each of a fund's entries: how many rows of
 * its type and ref there are up to it, in the book and here.
 */
struct apply_numbers {
	uint32_t *at;
	struct apply_numbered *sorted;
	size_t cap, sorted_cap;
};
void apply_number_entries(struct apply_numbers *numbers, const struct apply *a,
    const struct apply_fund *f);
void apply_numbers_free(struct apply_numbers *numbers);

/* Adds the candidates of an exception, if there are any; and what to do, with
   the number that it is to be done about (apply_exception.c). */
void apply_candidates(
    struct buf *to, const struct apply *a, const struct apply_fund *f);
void apply_next_step(struct buf *to, const struct apply_fund *f);

/* --explain (apply_explain_row.c): its columns; adds "apply INV-1 500.00"; a
   row on an item: of a rule, or MATCH_RULES: what is said at the end. */
void apply_explain_head(struct csvout *w);
void apply_explain_entry(struct buf *to, const struct apply *a,
    const struct apply_fund *f, const struct apply_entry *e);

/* A rule that was tried on an item; MATCH_RULES: what is left after all. */
struct apply_tried {
	uint32_t item; /* of the ledger */
	struct span owner;
	enum match_rule rule;
	bool fired;
	const struct buf *why, *rows;
};

void apply_explain_put(
    struct csvout *w, const struct apply *a, const struct apply_tried *t);

/* Whether an entry must be approved by a second person: it gives away more
   than --approve-over. */
bool apply_must_wait(const struct apply *a, const struct apply_fund *f,
    const struct apply_entry *e);

/* Says how many rows wait, and that the run ends with 1. */
void apply_tell_waiting(struct apply *a, uint64_t nrow);

#endif
