/*
 * Cash application: which receipt pays which items.  One group of customers
 * at a time (those that may pay for each other), as arrays; every rule in
 * order, each only where its answer is unique; what is decided are entries,
 * what is not is a trouble with the answers there were.  See ar-apply(1).
 *
 * The rules run over all receipts, the strongest first, again and again
 * until none fires: so a run on the book with its own output finds nothing.
 */
#ifndef RULE_MATCH_H
#define RULE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "book/posting.h"
#include "value/date.h"
#include "value/decimal.h"
#include "value/money.h"

#define MATCH_NONE UINT32_MAX

enum match_rule {
	MATCH_OWN,       /* 0: own credits, bank returns, what is held back */
	MATCH_REMIT,     /* 1: remittance lines */
	MATCH_TEXT,      /* 2: numbers in the memo */
	MATCH_PAYER,     /* 3: who paid */
	MATCH_ONE,       /* 4: one item of the amount */
	MATCH_SET,       /* 5: the account, all past due, one due date */
	MATCH_SUBSET,    /* 6: the only combination */
	MATCH_SHORT,     /* 7: short, with a stated cause */
	MATCH_TOLERANCE, /* 8: short or over, within tolerance */
	MATCH_OLDEST,    /* 9: oldest first */
	MATCH_RULES
};

/* A discount for early payment, as the opening row has it. */
struct match_tier {
	int32_t date;   /* the last day */
	int64_t amount; /* > 0 */
};

/* An installment of an item; those that are settled have open 0. */
struct match_part {
	int32_t due;    /* or DATE_NONE */
	int32_t order;  /* due, else document date, else posting date */
	int64_t amount; /* of its opening rows */
	int64_t open;   /* >= 0 */
	const struct match_tier *tier;
	uint32_t ntier;
};

/* A debit item with something open on the day, or named by a receipt. */
struct match_item {
	uint32_t tag;      /* the caller's */
	uint32_t customer; /* the owner: a place in match.customers */
	uint32_t pool;     /* entity and currency; equal: the same */
	uint32_t terms;    /* equal: the same terms; 0: none */
	int32_t billed;    /* the earlier of document and posting date */
	struct span doc;
	int64_t amount;  /* of its opening rows */
	int64_t credits; /* what credits and corrections changed, <= 0 */
	int64_t taken;   /* discounts taken so far, >= 0 */
	struct match_part *part; /* all installments, oldest due first */
	uint32_t npart;
	bool held;     /* the item, or its owner, is on hold */
	bool disputed; /* some of it is */
	bool later;    /* the book holds rows of it after the day */
	bool past;     /* less than nothing is open: open is said to be 0 */
};

/* How a number that the payer gave was found to be an item's. */
enum match_level {
	LEVEL_EXACT,  /* as written */
	LEVEL_NORMAL, /* but for case, punctuation and leading zeros */
	LEVEL_NUMBER, /* but for the letters before it */
	LEVEL_XREF,   /* a cross reference of the aliases table */
	LEVEL_PO,     /* the customer's order */
};

enum match_found {
	FOUND_ITEM,      /* item is the debit item */
	FOUND_CREDIT,    /* fund is the credit memo */
	FOUND_SETTLED,   /* a document of the book that has nothing open */
	FOUND_AMBIGUOUS, /* several could be meant */
	FOUND_UNKNOWN,   /* none: no such number */
};

/* A number cited in a memo. */
struct match_cite {
	struct span text; /* as the payer wrote it */
	uint32_t item, fund;
	uint8_t found, level; /* enum match_found, match_level */
	bool less;            /* to be taken off: "less CM-12" */
	bool firm;            /* certainly a document number */
	/* Where several items have the number: all of them, or none.  Which
	   one is meant is known while only one is open. */
	const uint32_t *meant;
	uint32_t nmeant;
};

/* A remittance line. */
struct match_line {
	struct match_cite cite;
	int32_t due;                 /* the installment meant, or DATE_NONE */
	int64_t amount;              /* > 0 pays; < 0 takes a credit */
	int64_t discount, deduction; /* >= 0 */
	const char *reason; /* of the deduction, one of ar-book(5); NULL */
};

/* Money of a fund that is on an item: the sum of the book's rows. */
struct match_applied {
	uint32_t item;
	int32_t due; /* as the rows name it */
	int64_t amount;
};

/* Rows that a receipt's application made on items, to be mirrored when the
   bank returns it. */
struct match_made {
	uint32_t item; /* MATCH_NONE: the receipt itself */
	int32_t due;
	uint8_t type; /* enum posting_type: discount, writeoff, adjust, fx */
	int64_t amount;
	const char *reason;
};

/* Why nothing may be done with a fund. */
enum match_block {
	BLOCK_NOT,
	BLOCK_LATER,     /* the book holds rows of it after the day */
	BLOCK_HOLD,      /* its customer is on hold */
	BLOCK_FUTURE,    /* a check dated after the day */
	BLOCK_STALE,     /* a check too old */
	BLOCK_DUPLICATE, /* of an earlier receipt */
	BLOCK_PAYER,     /* nobody knows whose it is */
};

/* A credit item: a receipt, or a credit memo. */
struct match_fund {
	uint32_t tag;
	uint32_t customer, pool;
	struct span doc;
	int32_t date;     /* of the receipt itself, however it came here */
	int32_t judged;   /* the date that discounts are judged by */
	int64_t open;     /* unapplied, >= 0 */
	int64_t received; /* what its opening rows come to, >= 0 */
	bool receipt;     /* else a credit memo */
	bool shared;      /* a debit item of the customer has its number */
	bool past;        /* more was used than there was; open is 0 */
	uint8_t block;    /* enum match_block */
	uint32_t twin;    /* BLOCK_DUPLICATE: the earlier receipt's tag */
	uint32_t own;     /* a credit memo's ref: the item, or MATCH_NONE */
	struct match_line *line; /* the remittance */
	uint32_t nline;
	struct match_cite *cite; /* of its memo */
	uint32_t ncite;
	uint32_t causes; /* words in the memo: enum cite_cause, as bits */
	struct match_applied *applied;
	uint32_t napplied;
	struct match_made *made;
	uint32_t nmade;
	/* what came of it */
	uint8_t cause;            /* enum match_cause */
	uint64_t fired;           /* rules, as bits */
	uint32_t answer, nanswer; /* places in match.answers */
};

/* A receipt that the bank took back: a debit item. */
struct match_return {
	uint32_t item;
	uint32_t nfund; /* receipts that could be the one returned */
	uint32_t fund;  /* the one, if nfund is 1 */
	bool done;
};

/* Why a receipt is still open. */
enum match_cause {
	CAUSE_NONE,
	CAUSE_LATER,     /* later-rows */
	CAUSE_HOLD,      /* customer-hold */
	CAUSE_FUTURE,    /* future-check */
	CAUSE_STALE,     /* stale-check */
	CAUSE_DUPLICATE, /* duplicate */
	CAUSE_PAYER,     /* unknown-payer */
	CAUSE_MISMATCH,  /* remit-mismatch: lines do not sum to the receipt */
	CAUSE_UNKNOWN,   /* unknown-number */
	CAUSE_NUMBER,    /* ambiguous-number */
	CAUSE_SETTLED,   /* settled-item: what is named is paid already */
	CAUSE_HELD,      /* held-item: what is named is on hold */
	CAUSE_SHORT,     /* short-payment: of several documents, no cause */
	CAUSE_OVER,      /* over-payment */
	CAUSE_SEVERAL,   /* several-answers */
	CAUSE_CHANCE,    /* chance-subset: fits, but so would any amount */
	CAUSE_MANY,      /* too-many-items */
	CAUSE_CURRENCY,  /* other-currency */
	CAUSE_RETURN,    /* return-unknown */
	CAUSE_RETURNS,   /* return-ambiguous */
	CAUSE_DISPUTED,  /* disputed-item: all there is to pay is disputed */
	CAUSE_NOTHING,   /* no-open-item: nothing to pay */
	CAUSE_NO_MATCH,  /* no-match */
	CAUSES
};

/* One way to use a receipt: some items, with how much of each. */
struct match_answer {
	uint32_t pick, npick; /* places in match.picks */
	uint32_t next;        /* answer of the same fund, or MATCH_NONE */
};

struct match_pick {
	uint32_t item;
	uint32_t credit; /* or a fund that is taken off: item is MATCH_NONE */
	int64_t amount;  /* paid, after the discount */
	int64_t discount;
	uint32_t count; /* of the item's first open installments */
};

/* A row to be made. */
struct match_entry {
	uint32_t fund;
	uint32_t item;      /* MATCH_NONE: the fund itself (an over-payment) */
	uint8_t type;       /* enum posting_type */
	uint8_t rule;       /* enum match_rule */
	uint8_t score;      /* 0 to 100 */
	int32_t due;        /* ref_due, or DATE_NONE */
	int64_t amount;     /* as the book has it: apply +, discount - ... */
	int64_t ref_amount; /* apply across currencies; else equal */
	const char *reason; /* or NULL */
	const char *way;    /* "gross", "net of discount", "doc" ... */
	struct span text;   /* what the payer wrote, or empty */
};

/* What is allowed; amounts are in minor units of the pool's currency. */
struct match_tolerance {
	bool has_amount, has_percent;
	int64_t amount;
	struct decimal percent;
};

struct match_pool {
	struct match_tolerance tolerance;
	int exponent;
};

struct match_policy {
	int32_t asof;
	bool rule[MATCH_RULES];
	uint32_t grace; /* days after a discount's last */
	uint32_t subset_most;
	struct decimal chance; /* percent */
	bool always_discount, partial_discount, over, oldest_first;
	enum money_rounding rounding;
};

/* What a customer may pay besides its own items: those of its children. */
struct match_customer {
	uint32_t tag;
	uint32_t parent; /* place in match.customers, or MATCH_NONE */
};

struct match {
	const struct match_policy *policy;
	const struct match_pool *pools;
	/* filled by the caller */
	struct match_customer *customers;
	struct match_item *items; /* in order of customer, doc, pool */
	struct match_fund *funds; /* in order of date, customer, doc, pool */
	struct match_return *returns;
	uint32_t ncustomer, nitem, nfund, nreturn;
	/* What an amount of one pool is in another on a day; NULL: no rates.
	   False when there is no rate. */
	bool (*convert)(void *arg, uint32_t from, uint32_t to, int32_t date,
	    int64_t amount, int64_t *out);
	/* Told of each rule tried on the fund `explain`; may be NULL. */
	void (*tell)(
	    void *arg, enum match_rule rule, bool fired, const char *why);
	void *arg;
	uint32_t explain;
	uint32_t tried; /* entries before the rule that is told of */
	/* what came of it */
	struct match_entry *entries;
	struct match_answer *answers;
	struct match_pick *picks;
	uint32_t nentry, nanswer, npick;
	size_t entry_cap, answer_cap, pick_cap;
	struct match_room *room; /* match.c's own */
};

/*
 * Decides.  The arrays are the caller's; open amounts in them are lowered as
 * money is applied, and each receipt that is left open gets its cause.  No
 * item or fund goes below zero, and for every fund what is applied and what
 * is open afterwards is what was open before.  Begin with a zeroed struct; it
 * may be used for one group after the other: entries, answers and picks last
 * until the next.
 */
void match_run(struct match *m);

/* Frees what came of it, not the caller's arrays. */
void match_free(struct match *m);

/* What is open of an item, all its installments together. */
int64_t match_open(const struct match_item *i);

/* "duplicate", "several-answers" ... and what to do about it. */
const char *match_cause_name(enum match_cause cause);
const char *match_next_step(enum match_cause cause);

/* "own", "remit", "text" ... */
const char *match_rule_name(enum match_rule rule);

/*
 * The discount that may still be taken on the first n open installments of
 * an item on a day, `grace` days after its last at most: that of the tier
 * with most, x (amount + credits) / amount, less what was taken.
 */
int64_t match_discount(const struct match_item *item, uint32_t n, int32_t day,
    uint32_t grace, enum money_rounding how);

#endif
