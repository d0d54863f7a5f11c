/* What the files of the cash application share. */
#ifndef RULE_MATCH_IN_H
#define RULE_MATCH_IN_H

#include "rule/cite.h"
#include "rule/match.h"
#include "rule/subset.h"
#include "value/int128.h"

/* Money that this run has put on an item, in a list of each fund. */
struct match_put {
	uint32_t item, next;
	int32_t due;
	int64_t amount;
};

/* Some of an item: its first open installments, and what is paid of them. */
struct match_target {
	uint32_t item;
	uint32_t count; /* open installments, or 0: part or amount as said */
	int32_t due;    /* the one named, or DATE_NONE */
	int64_t pay, discount;
	int64_t deduction;             /* by a remittance line */
	const struct match_cite *cite; /* what named it, or NULL */
	const struct match_line *line; /* what the payer said, or NULL */
};

/* What an item adds to a set, for receipts from a day on; and what all of its
   key add up to so far. */
struct match_member {
	int64_t key;
	int32_t since;
	uint32_t item, count; /* its first open installments */
	uint32_t items;       /* in the set so far */
	int64_t open, most;   /* of it, with all discounts there are */
	int128 all_open, all_most;
};

/* The members of a set that a receipt of a day may pay. */
struct match_sum {
	size_t from, n; /* places of its members */
	uint32_t items;
	int128 open, most; /* discounts on any day: at least those there are */
};

/* What stands together of a customer (rule 5). */
struct match_totals {
	uint32_t version;            /* 0: of nothing */
	struct match_member *member; /* by key, then since */
	size_t *group;               /* where the members of a key begin */
	size_t n, cap, ngroup, group_cap;
};

/* A credit memo that is taken off, and how much of it may be. */
struct match_source {
	uint32_t fund;
	uint32_t home; /* the item that it credits, or MATCH_NONE */
	int64_t left;
	int64_t kept; /* of that, for its home */
};

/* What the first open installments of an item come to. */
struct match_value {
	int64_t value;
	uint32_t item, count;
	bool whole; /* all there are */
};

/* An item that waits for its turn to be paid, the oldest first. */
struct match_wait {
	struct span doc;
	uint32_t item;
	int32_t order; /* when it was put here: it may be later by now */
};

/* Values in order: of those that are no longer true some stay. */
struct match_bag {
	struct match_value *value;
	size_t n, cap;
	/* of each block of values, the day from which some can be paid */
	int32_t *block;
	size_t block_cap;
	bool blocks; /* they are there */
};

/* The values of what a customer has open in a pool. */
struct match_index {
	uint32_t customer, pool;
	bool all;               /* with those of its children */
	bool made;              /* else it is of nothing */
	uint32_t changes, born; /* of room->change, and m->nentry, then */
	struct match_bag gross;
	struct match_bag net; /* less discounts, on whatever day */
	struct match_totals totals;
	struct match_wait *wait; /* from `next` on; rule 9 makes it */
	size_t nwait, wait_cap, next;
	uint32_t waits; /* room->raised then; 0: nothing waits */
};

struct match_room {
	uint32_t *first;    /* of each customer, its items; and the end */
	bool *above;        /* a customer has children */
	uint32_t *disputed; /* items, once all is decided */
	size_t ndisputed, disputed_cap;
	uint32_t *memo;    /* funds that are credit memos */
	uint32_t *put;     /* of each fund, the head of its list */
	uint32_t *version; /* of each customer, raised by each change */
	uint32_t *raised;  /* the same, but for items that are paid */
	uint32_t *looked;  /* of each fund, the version it was judged at */
	uint32_t *turn;    /* receipts that are judged in this round */
	bool *stop;        /* a fund has had its turn in this round */
	bool *claimed; /* credits that payers take, so that rule 0 may not */
	struct match_put *puts;
	uint32_t nmemo, nturn, nput;
	bool fired; /* something, in this round */
	bool twice; /* two targets are of one item */
	size_t put_cap;
	size_t first_cap, version_cap, raised_cap, above_cap, change_cap;
	uint32_t *change; /* items that changed and stayed open, in order */
	uint32_t nchange, stamp;
	size_t memo_cap, looked_cap, turn_cap, stop_cap, fund_cap, claimed_cap;
	uint32_t *mark; /* of each item: the stamp if it has a mark */
	size_t mark_cap;
	/* the items that a receipt is compared with */
	uint32_t *seen;
	size_t nseen, seen_cap;
	struct match_index *index; /* by customer, pool and scope */
	size_t nindex, index_cap;  /* nindex: a power of 2 */
	/* what a rule would pay, and what it takes off */
	struct match_target *target;
	size_t ntarget, target_cap;
	struct match_source *credit;
	size_t ncredit, credit_cap;
	int64_t *sums; /* choices of an item (rule 6) */
	struct subset_group *choices;
	size_t sum_cap, choice_cap;
	/* of the receipt that has its turn */
	uint32_t fund;
	uint8_t rule;
};

/* What a rule says of a receipt. */
enum match_verdict {
	VERDICT_NOT,   /* it has nothing to say */
	VERDICT_FIRED, /* entries were made */
	VERDICT_WAIT,  /* several answers: no weaker rule may choose */
};

/* The rules, a file each; each judges m->room->fund. */
void match_find_claimed(struct match *m);
bool match_own_credit(struct match *m, uint32_t fund);
bool match_give_back(struct match *m, struct match_return *r);
enum match_verdict match_remit(struct match *m);
enum match_verdict match_text(struct match *m);
enum match_verdict match_fit(struct match *m); /* of rule 2 */
enum match_verdict match_odd(struct match *m, bool unknown);
void match_take_all_discounts(struct match *m);
enum match_verdict match_one(struct match *m);
bool match_fits_one(struct match *m);    /* whatever the memo names */
void match_answer_fits(struct match *m); /* what does, behind the targets */
enum match_verdict match_set(struct match *m);
enum match_verdict match_subset(struct match *m);
enum match_verdict match_short(struct match *m);
enum match_verdict match_close(struct match *m);
enum match_verdict match_oldest(struct match *m);

/* match_item.c: what is open, and of which installments. */
uint32_t match_parts(const struct match_item *i);            /* open ones */
int64_t match_first(const struct match_item *i, uint32_t n); /* sum of n */
int32_t match_order(const struct match_item *i);
int32_t match_last_due(const struct match_item *i);
bool match_may_pay(const struct match_item *i, const struct match_fund *f);
void match_lower(struct match_item *i, int32_t due, int64_t amount);
void match_raise(struct match_item *i, int32_t due, int64_t amount);
int64_t match_open_due(const struct match_item *i, int32_t due);

/* match_discount.c: what a receipt may take off the first n open
   installments; all that there ever was; and the reason of a row. */
int64_t match_available(
    const struct match *m, const struct match_item *i, uint32_t n);
int64_t match_expired(
    const struct match *m, const struct match_item *i, uint32_t n);
const char *match_discount_reason(
    const struct match *m, const struct match_item *i, uint32_t n);

/* As match_discount, of the one installment of a due date. */
int64_t match_discount_due(const struct match_item *i, int32_t due, int32_t day,
    uint32_t grace, enum money_rounding how);

/* match_tolerance.c: of a document with so much open. */
int64_t match_tolerance(const struct match *m, uint32_t pool, int64_t open);

/* match_seen.c: fills room->seen with the items that the receipt may pay
   without naming them; `all`: with those of its customer's children. */
void match_look(struct match *m, bool all);
/* The topmost parent of a customer: one of a family. */
uint32_t match_head(const struct match *m, uint32_t customer);
bool match_is_below(const struct match *m, uint32_t customer, uint32_t above);
void match_see(struct match *m, uint32_t item);

/* A memo with numbers that are documents, be it by chance: no other item is
   meant than one of these. */
bool match_names_some(const struct match_fund *f);
bool match_may_mean(const struct match *m, uint32_t item);

void match_own_credits(struct match *m); /* into room->credit */

/* Marks of items, all taken away at once; match_mark says whether there was
   one. */
void match_unmark(struct match *m);
bool match_mark(struct match *m, uint32_t item);
bool match_is_marked(const struct match *m, uint32_t item);
bool match_is_own_credit(const struct match *m, const struct match_fund *c);

/* The verdict on the customer's own items, or else on those of its children
   too. */
enum match_verdict match_in_scopes(
    struct match *m, enum match_verdict (*judge)(struct match *m, bool all));

#define MATCH_SUGGESTIONS 3 /* most answers for a receipt without any */

/* Answers of what is open of the customer and disputed, once that is known of
   all. False when nothing is. */
void match_find_disputed(struct match *m);
bool match_suggest_disputed(struct match *m);

/* match_block.c: the next value, up or down, of whose block one can be paid by
   the receipt's day; bag->n when there is none. */
void match_find_blocks(const struct match *m, struct match_bag *bag);
size_t match_skip_up(
    const struct match *m, const struct match_bag *bag, size_t at);
size_t match_skip_down(
    const struct match *m, const struct match_bag *bag, size_t at);

/* The same file: looks at the items of which the first installment at least is
   not more than the receipt; how many installments they have, or some more
   than `most`, once there are. */
size_t match_look_smallest(struct match *m, struct match_bag *bag, size_t most);

/* match_index.c: what the receipt's customer has open, by value; whether a
   value still stands, and the receipt may pay it; the first one not less. */
void match_index_open(struct match *m); /* for a group */
void match_index_free(struct match_room *r);
struct match_index *match_index(struct match *m, bool all);
struct match_index *match_place(struct match *m, bool all); /* as it is */
bool match_stands(const struct match *m, const struct match_value *v);
bool match_stands_net(const struct match *m, const struct match_value *v);
size_t match_from(const struct match_bag *bag, int64_t value);

/* match_suggest.c: answers for a receipt that has none: what is nearest in
   amount. False when nothing is open. */
bool match_suggest(struct match *m);

/* match_totals.c: an item's first open installments, with their discount; how
   many of them were due before the receipt; and what stands together. */
#define MATCH_TERMS   ((int64_t)1 << 40) /* keys of terms; below: due dates */
#define MATCH_ACCOUNT ((int64_t)1 << 41)
#define MATCH_PAST    ((int64_t)1 << 42)
struct match_target match_first_of(
    const struct match *m, uint32_t item, uint32_t count);
uint32_t match_past_due(const struct match *m, const struct match_item *i);
const struct match_totals *match_totals(struct match *m, bool scope);
/* Of a group; of none: 0.  The discounts that it has for the receipt. */
struct match_sum match_sum_of(
    const struct match *m, const struct match_totals *all, size_t group);
struct match_sum match_sum_by_key(
    const struct match *m, const struct match_totals *all, int64_t key);
int128 match_sum_discount(const struct match *m, const struct match_totals *all,
    const struct match_sum *sum);

/*
 * match_replace.c: whether an item besides the targets could as well be meant
 * as one of them: it comes to the same.  Of rents, what is due in one month is
 * no answer while that of another is open.  Leaves the targets sorted by item.
 */
bool match_is_replaceable(struct match *m, bool scope);

/* Whether others of the family have something open of a target's number: what
   does not fit may be theirs. */
bool match_has_namesakes(const struct match *m);

/* match_entry.c: makes rows, and keeps the amounts in step. */
int64_t match_applied(
    const struct match *m, uint32_t fund, uint32_t item, int32_t due);
/* Why an item that is settled is not paid: by this receipt, or before. */
enum match_cause match_settled(const struct match *m, uint32_t item);
void match_apply(struct match *m, uint32_t fund, const struct match_target *t,
    int64_t amount, const char *way, uint8_t score);
void match_act(struct match *m, enum posting_type type,
    const struct match_target *t, int64_t amount, const char *reason,
    const char *way, uint8_t score);
void match_unapply(struct match *m, uint32_t fund, const struct match_target *t,
    int64_t amount);
void match_undo(struct match *m, uint32_t fund, const struct match_made *made);

/* A discount that may not be taken: disputed, or taken all the same. */
void match_refuse_discount(struct match *m, const struct match_target *t,
    int64_t amount, uint8_t score);

/* The receipt for an item of another currency, whole for whole. */
void match_exchange(
    struct match *m, const struct match_target *t, uint8_t score);

/* What is open of the receipt, written off. */
void match_write_over(struct match *m, uint8_t score);

/* match_pay.c: pays room->target with room->credit, then the receipt. */
struct match_target *match_aim(struct match *m, uint32_t item);
void match_aim_none(struct match *m);
int128 match_aimed(const struct match *m);
void match_take_credit(struct match *m, uint32_t fund, int64_t most);
int128 match_credit(const struct match *m);
void match_sort_targets(struct match *m);
/* Pays one target: with the credits that credit it, others, the receipt. */
void match_pay(struct match *m, const struct match_target *t, const char *way,
    uint8_t score);
/* All of them with their discounts, as one way and score. */
void match_pay_all(struct match *m, const char *way, uint8_t score);

/* match_answer.c: so many are kept of a receipt, one more than are shown. */
#define MATCH_ANSWERS 6
void match_forget_answers(struct match *m);
void match_answer(struct match *m);     /* room->target less room->credit */
void match_aim_answer(struct match *m); /* the only answer, as targets */
enum match_verdict match_several(struct match *m);

/* match_reduce.c: what may be taken off a target, as it is before it is
   paid; and what is taken off it besides what is paid. */
struct match_due {
	int64_t open;    /* of the item, or of the part named */
	int64_t all;     /* the discount available on all of it */
	int64_t late;    /* the discount there would be on any day */
	int64_t claimed; /* available on what is paid */
	const char *reason;
};

struct match_due match_due_of(
    const struct match *m, const struct match_target *t);
void match_reduce(struct match *m, const struct match_target *t,
    const struct match_due *due, uint8_t score);

/* match_meant.c: which items the receipt's numbers mean now; and as answers
   all that those could mean of which several are open. */
void match_choose_meant(struct match *m);
void match_answer_meant(struct match *m);

/* match_cross.c: a receipt that pays one item of another currency. */
enum match_verdict match_cross(struct match *m, const struct match_cite *c);

/* Of a number as it was found: 100 for as written. */
uint8_t match_level_score(const struct match_cite *c);

/* match_subset.c: waits, with the answers, if the targets are one of several
   combinations that come to the receipt; where there are too many to tell, it
   has nothing to say, and the targets stay. */
enum match_verdict match_others(struct match *m, bool scope);

/* match_tell.c: why, for --explain; and the cause, if that is all. */
void match_say(struct match *m, bool fired, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void match_blame(struct match *m, enum match_cause cause);

static inline struct match_fund *
match_at(const struct match *m)
{
	return &m->funds[m->room->fund];
}

#endif
