/*
 * The rooms of ar-dun.  dun_read.c reads the book and what is kept beside the
 * ledger (dun_note.c); dun_part.c lists the debts, with what was noticed of
 * them before (dun_past.c); dun_group.c puts them into letters; dun_decide.c
 * says how firmly each is asked for, or what holds it back; dun_charge.c what
 * that costs, by the balance of days past (dun_stretch.c).  The others print:
 * dun_rows.c notices, row by row (dun_row.c), dun_held.c what was held, and in
 * words why (dun_detail.c), dun_dry.c what another policy
 * would do, dun_calls.c whom to call, dun_expect.c and dun_forecast.c what to
 * expect, dun_credit.c whom to sell nothing more, dun_letter.c and
 * dun_statement.c letters, dun_proof.c how it ties.
 */
#ifndef CMD_DUN_H
#define CMD_DUN_H

#include "book/customers.h"
#include "book/ledger.h"
#include "book/policy.h"
#include "book/promises.h"
#include "cli/counter.h"
#include "cli/fields.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "rule/dunning.h"
#include "text/csvout.h"
#include "value/date.h"

struct dun_credits;
struct dun_promises;
struct dun_note; /* what is kept beside the ledger */

/* Why a debt is not asked for, in the order in which it is looked for. */
enum dun_held {
	DUN_FREE,     /* it is */
	DUN_EXCLUDED, /* the customer's policy is "none" */
	DUN_NO_POLICY,
	DUN_HOLD,
	DUN_DISPUTED,
	DUN_PROMISE,
	DUN_NOTICED, /* within the days between two notices */
	DUN_COVERED, /* by what the customer has to his credit */
	DUN_ARREARS, /* nothing of its letter is late enough */
	DUN_BELOW,   /* the minimum */
	DUN_YOUNG,   /* no level is reached, or none is new: not listed */
};

/* One part (installment) of an item with something open in it. */
struct dun_part {
	uint32_t item;
	const struct ledger_piece *row;
	const struct policy *policy; /* NULL: none */
	int32_t due;                 /* its aging date */
	int64_t days;                /* past due */
	bool late;                   /* past due by the rules of the policy */
	bool charge;                 /* interest or fee: bears neither */
	int64_t open, disputed;      /* minor units */
	int64_t amount;              /* asked for: without what is disputed or
					covered */
	struct dunning_debt debt;    /* was, level */
	uint32_t noticed;            /* ledger_event of that, or LEDGER_NONE */
	int32_t interest_from; /* charged up to this day; or the due date */
	int32_t charged_on;    /* by the notice of that day, or DATE_NONE */
	enum dun_held held;
	int32_t until;    /* held up to that day, or DATE_NONE */
	uint32_t missed;  /* DUN_BELOW: the level whose minimum it missed */
	int32_t promised; /* an active promise is due then, or DATE_NONE */
	int64_t interest; /* minor units */
	bool bears;       /* interest is charged from now on */
};

/* The parts that make up one letter. */
struct dun_letter {
	size_t first, n;   /* in dun.parts */
	size_t notices;    /* how many are asked for: 0, no letter */
	uint32_t customer; /* ledger_text of the one it goes to */
	struct span name;  /* the same, a parent may be in no row */
	uint32_t level;
	const struct policy_level *rules; /* of the level */
	int32_t deadline;
	int64_t fee;
	char *number; /* of the notice, or NULL */
};

#define DUN_NO_HORIZON UINT32_MAX

struct dun {
	struct tool tool;
	/* as given */
	const char *policy_file, *customers_file, *default_policy;
	const char *start, *counter_file;
	const char *held_file, *calls_file, *forecast_file, *credit_file;
	const char *against_file, *letters_dir, *template, *sender;
	const char *sellers_file; /* who writes, for letters */
	uint32_t horizon, top;    /* days, DUN_NO_HORIZON before dun_options */
	int32_t statement_from;
	bool book_fees, no_notices, dry_run, eml, statement;
	/* as read */
	int32_t asof;
	struct source source;
	struct customers *customers;         /* NULL: not given */
	struct customers *sellers;           /* the same */
	struct policies *policies, *against; /* NULL: not given */
	struct fields_tests where;
	struct carried carried;
	struct ledger *ledger;
	struct dun_note *note;
	bool has_currency, has_entity, has_account; /* columns of the book */
	/* as decided */
	struct dun_part *parts; /* by letter, then due, ref, part */
	size_t npart;
	int128 *beside; /* by currency: what is open and in no part */
	struct dun_letter *letters;
	size_t nletter;
	struct dun_credits *credits; /* in the customers' favour */
	struct dun_promises *promises;
	struct counter *counter;
	struct counter_series series;
};

/* A part's names. */
struct dun_names {
	struct span customer, doc, entity, account;
	int currency;
};

struct dun_names dun_names(const struct dun *d, const struct dun_part *p);

/* A cell of the customers table, blank where there is none. */
struct span dun_cell(
    const struct dun *d, struct span customer, const char *column);

void dun_options(struct dun *d);
void dun_read(struct dun *d);

/* Reads a table of policies. */
struct policies *dun_policies(struct dun *d, const char *path);

/* Lists the debts of the day, decides, and charges: parts and letters. */
void dun_decide(struct dun *d, const struct policies *policies);

/* Numbers of the letters, from --start or the counter. */
void dun_number(struct dun *d);

/* What is printed. */
void dun_rows(struct dun *d, struct csvout *w);
void dun_held(struct dun *d, struct out *out);
void dun_dry(struct dun *d, struct csvout *w);
void dun_calls(struct dun *d, struct out *out);
void dun_forecast(struct dun *d, struct out *out);
void dun_credit(struct dun *d, struct out *out);
void dun_prove(struct dun *d);

/* When a part is expected to be paid (dun_expect.c): from each customer's own
   weighted days late. */
struct dun_expect;
struct dun_expect *dun_expect_new(const struct dun *d);
void dun_expect_free(struct dun_expect *e);
int32_t dun_expect_day(const struct dun_expect *e, const struct dun_part *p);

/* The words of a reason in --held. */
const char *dun_held_name(enum dun_held held);

/* The promises of customers as a whole, for dun_promised (dun_promise.c). */
struct dun_promises *dun_promises_new(const struct dun *d);
void dun_promises_free(struct dun_promises *p);

/* The last day of a promise that is active on the day, of the item or of its
   whole customer in its entity and currency, or DATE_NONE. */
int32_t dun_promised(const struct dun *d, uint32_t item);

/* A promise that is active, or was to be kept in the 180 days before. */
struct dun_promise {
	uint32_t customer; /* ledger_text */
	int currency;
	int128 active; /* promised and not due yet; minor units, at least 0 */
	bool broken;   /* not kept, as ar-kpi judges it */
};
void dun_promises_each(const struct dun *d,
    void (*take)(void *arg, const struct dun_promise *p), void *arg);

/* The level of a part's last notice before this run: where its policy has lost
   levels since, the last of them (dun_called.c). */
uint32_t dun_level_was(const struct dun_part *p);

/* dun_calls.c: the next cell, a customer's name with card numbers masked;
   returns how many there were, for the warning. */
size_t dun_put_name(
    const struct dun *d, struct csvout *w, struct span customer);
void dun_warn_masked(const char *option, size_t n);

#endif
