/*
 * The rooms of ar-apply: apply_options.c reads its options, apply_read.c
 * turns the book into a ledger and what else the rules ask for (apply_note.c),
 * apply_number.c finds the documents behind the numbers that payers write,
 * apply_payer.c whose the money of unknown payers is, apply_group.c lays out
 * the customers who may pay for each other for lib/rule/match, which decides;
 * apply_result.c keeps what came of them, in the order of rows; apply_rows.c
 * prints it, apply_pending.c sets aside what needs a second person,
 * apply_exception.c what is left, apply_stats.c how much of each,
 * apply_explain.c why, and apply_proof.c that nothing was lost.
 */
#ifndef CMD_APPLY_H
#define CMD_APPLY_H

#include "base/buf.h"
#include "book/customers.h"
#include "book/ledger.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "rule/match.h"
#include "value/workday.h"

struct aliases;
struct csvout;
struct rates;

/* A payer found for a receipt of UNIDENTIFIED. */
struct apply_transfer {
	uint32_t item;        /* of the ledger: the UNIDENTIFIED receipt */
	struct span customer; /* whose it is */
	int64_t amount;       /* the fund, > 0 */
	const char *way;      /* "number", "account", "customer", "name" ... */
	struct span text;     /* what told it */
	uint8_t score;
};

/* Who may have paid a receipt whose payer is unknown. */
struct apply_suspects {
	uint32_t item;
	struct span text;
};

/* A row that was decided, of the fund it hangs on.  There are millions. */
struct apply_entry {
	uint32_t item; /* of the ledger; LEDGER_NONE: the fund itself */
	int32_t due;   /* ref_due, or DATE_NONE */
	int64_t amount, ref_amount; /* as in struct match_entry */
	const char *reason, *way;   /* reason: or NULL */
	const char *text; /* what the payer wrote, as the notes have it */
	uint32_t text_len;
	uint8_t type, rule, score; /* enum posting_type, match_rule */
};

/* One of the ways that a receipt could be used, for its exception. */
struct apply_pick {
	uint32_t item; /* of the ledger; also a credit taken off */
	int64_t amount, discount;
};

struct apply_answer {
	const struct apply_pick *pick;
	uint32_t npick;
};

/* What there is to tell of one that is left open. */
struct apply_left {
	struct span number; /* that the cause is about, as the payer wrote it:
			       unknown, ambiguous, settled or held; or empty */
	const struct apply_answer *answer;
	uint32_t nanswer;
	uint32_t twin; /* CAUSE_DUPLICATE: the earlier receipt */
};

/*
 * What came of a receipt that was open, of a credit memo or returned receipt
 * that rows were made of, or of a bank return that was not resolved (a debit
 * item: `returned`).
 */
struct apply_fund {
	uint32_t item;     /* of the ledger */
	uint32_t transfer; /* place in apply.transfers + 1, or 0 */
	int32_t date;      /* when the money first came in */
	uint32_t nentry;
	int64_t received;                /* its opening rows, >= 0 */
	int64_t before, open;            /* unapplied before and after, >= 0 */
	const struct apply_entry *entry; /* in the order they were made */
	const struct apply_left *left;   /* of an exception; else NULL */
	uint32_t nunpaid; /* items named in vain by lines, for --stats */
	uint16_t fired;   /* rules, as bits */
	uint8_t cause;    /* enum match_cause */
	bool receipt : 1, returned : 1;
};

/* A receipt that is left open, in whole or part, or a bank return that is not
   resolved.  One without a cause is a bug, which apply_prove tells. */
static inline bool
apply_is_exception(const struct apply_fund *f)
{
	return f->returned || (f->receipt && f->open > 0);
}

/* What was said of a rule that was tried, for --explain. */
struct apply_told {
	uint32_t item; /* of the ledger: the receipt */
	enum match_rule rule;
	bool fired;
	const char *why;
	const char *others; /* what it made of other money: credit memos */
};

struct apply {
	struct tool tool;
	/* as given */
	const char *customers_file, *aliases_file, *rates_file, *base;
	const char *terms_text, *rules_text, *discount_date, *chance_text;
	const char *exceptions_file, *stats_file, *pending_file, *explain;
	const char *maker, *rounding_text;
	struct opt_list tolerance_args, approve_args;
	const char *holidays_file;
	uint32_t stale_days, duplicate_days, grace_days, subset_most;
	bool always_discount, partial_discount, over, oldest_first;
	bool despite_hold, by_doc_date;
	/* as understood */
	int32_t asof;
	char day[DATE_CHARS]; /* the same in ids */
	struct match_policy policy;
	struct match_tolerance *tolerance; /* by currency */
	/* [CUR=]AMOUNT of --approve-over by currency; INT64_MAX: none */
	int64_t *approve;
	/* as read */
	struct source source;
	struct ledger *ledger;
	struct customers *customers;   /* NULL: not given */
	struct aliases *aliases;       /* NULL: not given */
	struct rates *rates;           /* NULL: not given */
	bool has_currency, has_entity; /* the book has the column */
	struct match_pool *pools;
	uint32_t npool;
	struct apply_notes *notes; /* apply_note.c: cells beside the ledger */
	struct apply_world *world; /* apply_world.c: customers and families */
	struct holidays holidays;
	/* as decided */
	struct apply_transfer *transfers;
	size_t ntransfer;
	struct apply_suspects *suspects;
	size_t nsuspect;
	/* In the order of rows: by entity, customer, currency, date, doc. */
	const struct apply_fund **funds;
	size_t nfund;
	struct apply_room *kept; /* each thread's: what funds are made of */
	const struct apply_fund **left; /* the exceptions of them */
	size_t nleft;
	struct apply_told *told;
	size_t ntold;
	struct apply_proof
	    *proofs; /* while rows are added up: of each thread */
	uint32_t nproof;
	bool exceptions; /* at least one receipt is left open */
};

/* Reads the options into the policy; refuses what makes no sense. */
void apply_options(struct apply *a);

/* Opens the book, and tells of columns that are probably misspelt. */
void apply_open_book(struct apply *a);

/* Reads book and tables; fills ledger, notes, pools. */
void apply_read(struct apply *a);

/* Finds payers and lays out the groups; then match_run() for each. */
void apply_decide(struct apply *a);

/* Has the processor fetch what the funds after this one need, for a walk over
   all of them, or over the exceptions (apply_ahead.c). */
void apply_funds_ahead(const struct apply *a, size_t at);
void apply_left_ahead(const struct apply *a, size_t at);

/* Whose the money is: of an UNIDENTIFIED receipt the payer that was found. */
struct span apply_owner(const struct apply *a, const struct apply_fund *f);

/*
 * How many rows of this type the book holds, of whatever day, whose doc and
 * customer are those of one item of the ledger and whose ref is the number of
 * another: ids go on from there.  (apply_note.c)
 */
uint32_t apply_note_rows(
    const struct apply *a, uint32_t fund, uint32_t ref, enum posting_type type);

/* Who may have paid a receipt whose payer is unknown: "ACME | BETA", or
   empty.  (apply_payer.c) */
struct span apply_payer_candidates(const struct apply *a, uint32_t receipt);

/* The rows, to standard output or -o; and what --approve-over sets aside
   (NULL: nothing), which makes the run end with 1. */
void apply_rows(struct apply *a, struct csvout *w, struct csvout *pending);

/*
 * --exceptions, --stats, and --explain, which fails the program when there is
 * no such receipt.  The first sets apply.exceptions, and that the run ends
 * with 1; its writer may be NULL.
 */
void apply_exceptions(struct apply *a, struct csvout *w);
void apply_stats(struct apply *a, struct csvout *w);
void apply_explain(struct apply *a, struct csvout *w);

/* Checks that nothing was lost in what apply_rows printed or would have, prints
 * it with --proof; fails the program. */
void apply_prove(struct apply *a);

#endif
