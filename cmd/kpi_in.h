/*
 * What the files of ar-kpi share that gather sums from the ledger.
 *
 * Items are walked once, group by group and several at a time.  What is open
 * of an item is asked for each day on which a period begins or ends; what was
 * done to it falls into the span of days that it counts in.
 */
#ifndef CMD_KPI_IN_H
#define CMD_KPI_IN_H

#include "base/buf.h"
#include "base/intern.h"
#include "book/payments.h"
#include "book/promises.h"
#include "cli/base.h"
#include "cli/carry.h"
#include "cmd/kpi.h"
#include "value/date.h"

#define KPI_NOWHERE  SIZE_MAX /* no period, no span */
#define KPI_NO_GROUP UINT32_MAX

/* What a reason means to the figures, as bits. */
enum kpi_reason_class {
	KPI_NO_SALE = 1,  /* interest, fee, opening, netting */
	KPI_VOID = 2,     /* void, rebill: takes a sale back */
	KPI_EXCUSED = 4,  /* nsf, bank-return, void: no wrong application */
	KPI_BAD_DEBT = 8, /* bad-debt, or blank */
	KPI_RECOVERY = 16,
};

/* Something of a row, by its line: lines rise. */
struct kpi_mark {
	uint64_t line;
	int64_t n;
	int32_t day;
};

struct kpi_marks {
	struct kpi_mark *at;
	size_t n, cap;
};

/* What is kept of rows beside the ledger (kpi_note.c). */
struct kpi_note {
	struct columns columns;
	struct intern *reasons;
	unsigned *classes; /* of each reason */
	size_t class_cap;
	uint32_t **traits; /* by line: chunks, NULL where all is blank */
	size_t ntrait, trait_cap;
	struct kpi_marks tax;      /* n: minor units */
	struct kpi_marks discount; /* n: the largest; day: the last */
	bool has_returns;          /* the bank took some money back */
	int32_t first;             /* day of anything that opens an item */
	struct carry carry;
	struct base_book booked;
};

struct kpi_note *kpi_note_new(struct kpi_run *r);
void kpi_note_free(struct kpi_note *n);

/* A row on its way into the ledger (struct load); `arg` is the run. */
uint32_t kpi_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row);

/* The number of a row's reason, 0 when blank, and what it means. */
uint32_t kpi_note_reason(const struct kpi_note *n, uint64_t line);
unsigned kpi_note_class(const struct kpi_note *n, uint64_t line);

/* Whether an application was made by a rule. */
bool kpi_note_auto(const struct kpi_note *n, uint64_t line);

/* The mark of a line, or NULL. */
const struct kpi_mark *kpi_mark_find(const struct kpi_marks *m, uint64_t line);

/* All days that matter, worked out once (kpi_calendar.c). */
struct kpi_days {
	int32_t *stock; /* days on which is asked what is open; rising */
	size_t nstock;
	size_t *begin, *end; /* of each period, among them */
	size_t *rolling;     /* of each period, --months of them */
	size_t *reach;   /* of each of them, the first period that ends on it or
			    later; and one more */
	size_t *begun;   /* of each of them, how many periods begin before it;
			    and one more */
	int32_t *bounds; /* first days of the spans, and the end */
	size_t nspan;
	size_t *period;  /* of each span, or KPI_NOWHERE */
	size_t *month;   /* of each span, among months */
	int32_t *months; /* first days of all months, and the end */
	size_t nmonth;
	int32_t first;  /* of `span` */
	uint32_t *span; /* of each day from there */
};

/* `first` is the earliest day of anything. */
void kpi_days_open(struct kpi_days *d, const struct kpi_run *r, int32_t first);
void kpi_days_close(struct kpi_days *d);

/* The span of a day, or KPI_NOWHERE after the last period. */
size_t kpi_span(const struct kpi_days *d, int32_t day);
size_t kpi_period(const struct kpi_days *d, int32_t day);
size_t kpi_month_of(const struct kpi_days *d, int32_t day);

/* Which group every part belongs to, and the items of each group
   (kpi_group.c). */
struct kpi_groups {
	struct intern *keys;
	uint32_t *of;    /* the group of each piece, or KPI_NO_GROUP; NULL: that
			    of its currency */
	uint32_t *usual; /* of each currency, then */
	uint32_t *order; /* groups in byte order of their keys */
	int *currency;   /* of each group */
	uint64_t *first; /* of each group, its first entry; and the end */
	uint32_t *items; /* of each group: those with a part in it */
};

void kpi_groups_open(struct kpi_groups *g, const struct kpi_run *r);
void kpi_groups_close(struct kpi_groups *g);

/* The group of a part. */
static inline uint32_t
kpi_group_of(
    const struct kpi_groups *g, const struct ledger_item *item, uint32_t piece)
{
	return g->of == NULL ? g->usual[item->currency] : g->of[piece];
}

/* The group of what is no part: an event on a customer.  KPI_NO_GROUP when
   nothing else is in it. */
struct fields_view;
uint32_t kpi_groups_find(const struct kpi_groups *g, const struct kpi_run *r,
    const struct fields_view *view);

/* Balances of customers at the end of each period (kpi_balance.c). */
struct kpi_balances {
	uint32_t *slots; /* rows + 1 by hash of the customer; 0: free */
	size_t nslot;
	uint32_t n;
	uint32_t *customer; /* of each row */
	int128 *at;         /* nperiod of each row */
	size_t customer_cap, cap;
};

/* A number of days in a period, for the median. */
struct kpi_length {
	size_t period;
	int64_t days;
};

struct kpi_reason_sum {
	size_t period;
	uint32_t reason;
	int128 money;
};

/* The sums of one group: all periods (kpi_sums.c). */
struct kpi_sums {
	struct kpi_facts *facts;    /* of each period */
	struct kpi_bucket *buckets; /* nbucket of each period */
	int128 *stock;              /* what is open on each day of stock */
	int128 *sales;              /* of each span */
	int128 *weight;             /* of each month, nperiod: dso_true */
	size_t low, high; /* months in which anything is weighed; others are
			     not looked at, and take no memory */
	int32_t first;    /* day from which there is a part */
	struct kpi_balances balances;
	struct kpi_length *lengths;
	size_t nlength, length_cap;
	struct kpi_reason_sum *reasons; /* one may be there more than once */
	size_t nreason, reason_cap;
	size_t nsettled; /* how many there were when each was there once */
};

/* A part of the item at hand. */
struct kpi_share {
	uint32_t piece;
	const struct ledger_piece *row;
	int32_t ages_from; /* its aging date */
	bool mine;         /* of the group at hand */
	int64_t *open;     /* on each day of stock */
	int64_t rest;      /* scratch of those who give something to parts */
};

/* The item at hand, with what is open of it. */
struct kpi_item {
	uint32_t number;
	const struct ledger_item *row;
	struct kpi_share *share; /* oldest due first */
	size_t n;
	const struct ledger_piece *first; /* part that came first */
	bool own;         /* what is done to it belongs to the group at hand */
	size_t from, end; /* days of stock between which anything is open */
	/* Periods, the last one excluded: those in which it may have been open
	   as they began or ended; and those that its rows touch. */
	size_t stands, stands_end;
	size_t low, high;
};

/* Everything that does not change while items are walked. */
struct kpi_world {
	struct kpi_run *run;
	const struct ledger *ledger;
	const struct kpi_note *note;
	struct kpi_days days;
	struct kpi_groups groups;
	size_t nperiod, nbucket;
	int32_t since; /* sales of earlier days are not asked for */
	struct kpi_promises *promises; /* of whole customers, worked out */
	bool has_limits;
};

/* Money put on a debt, or taken back from it. */
struct kpi_step {
	uint32_t other; /* the debt */
	int32_t date;
	bool back, excused;
};

/* A discount of a part of the item at hand, and its last day. */
struct kpi_offer {
	const struct kpi_share *share;
	int64_t discount;
	int32_t day;
};

/* One thread's tools. */
struct kpi_work {
	const struct kpi_world *world;
	struct ledger_view *view;
	struct kpi_sums sums;
	uint32_t group;
	struct kpi_item item;
	size_t share_cap, open_cap;
	int64_t *open;
	struct payments payments; /* of the item at hand */
	struct promises *promises;
	struct kpi_step *steps;
	size_t step_cap;
	struct kpi_offer *offers;
	size_t noffer, offer_cap;
	int32_t *standing; /* days of applications that stand */
	size_t *owed;      /* steps back of a day that found none before it */
	size_t standing_cap, owed_cap;
	struct faults faults; /* rates that are missing */
	int128 *proof;        /* what is open, by period and currency */
};

void kpi_sums_open(struct kpi_sums *s, const struct kpi_world *w);
void kpi_sums_reset(struct kpi_sums *s, const struct kpi_world *w);
void kpi_sums_merge(struct kpi_sums *to, const struct kpi_sums *from,
    const struct kpi_world *w);
void kpi_sums_close(struct kpi_sums *s);

/* Adds what is disputed for a reason, and the length of a dispute. */
void kpi_sums_reason(
    struct kpi_sums *s, size_t period, uint32_t reason, int128 money);
void kpi_sums_length(struct kpi_sums *s, size_t period, int64_t days);

/* kpi_item.c: lays the item out and hands it to all that follow. */
void kpi_item_add(struct kpi_work *w, uint32_t item);

/*
 * kpi_convert.c: an amount as the report counts it: itself, or in the base.
 * `row` is the opening row whose booking rate counts, `day` the day whose rate
 * does.
 */
int64_t kpi_convert(struct kpi_work *w, const struct ledger_piece *row,
    int32_t day, int64_t amount);

static inline int64_t
kpi_worth(struct kpi_work *w, const struct ledger_piece *row, int32_t day,
    int64_t amount)
{
	return w->world->run->money == NULL ? amount
					    : kpi_convert(w, row, day, amount);
}

/* The same of a sum of amounts, which may be larger than one of them. */
int128 kpi_convert_sum(struct kpi_work *w, const struct ledger_piece *row,
    int32_t day, int128 sum);

static inline int128
kpi_worth_sum(
    struct kpi_work *w, const struct ledger_piece *row, int32_t day, int128 sum)
{
	return w->world->run->money == NULL ? sum
					    : kpi_convert_sum(w, row, day, sum);
}

/* Each adds what it knows of the item at hand to w->sums. */
void kpi_add_stock(struct kpi_work *w);
void kpi_add_sales(struct kpi_work *w);
void kpi_add_due(struct kpi_work *w);
void kpi_add_paid(struct kpi_work *w);
void kpi_add_cash(struct kpi_work *w);
void kpi_add_disputes(struct kpi_work *w);
void kpi_add_promises(struct kpi_work *w);

/* A promise, and what came of it, in the currency it was made in and as the
   report counts it. */
void kpi_promise_add(struct kpi_facts *f, const struct promise *p,
    int128 promised_money, int128 received_money);

/* Of what was promised, how much came in. */
int128 kpi_promise_part(const struct promise *p);

void kpi_add_discounts(struct kpi_work *w);

/* kpi_balance.c */
void kpi_balance_add(
    struct kpi_work *w, uint32_t customer, size_t period, int128 amount);
void kpi_balances_merge(const struct kpi_world *world, struct kpi_balances *to,
    const struct kpi_balances *from);
void kpi_balances_reset(struct kpi_balances *b);
void kpi_balances_close(struct kpi_balances *b);
void kpi_balances_finish(const struct kpi_world *world,
    const struct kpi_balances *b, size_t period, int currency,
    struct kpi_facts *f);

/* kpi_customer.c: promises of whole customers, worked out; what cannot be
   converted is added to `faults`. */
struct kpi_promises *kpi_promises_new(
    const struct kpi_world *w, struct faults *faults);
void kpi_promises_put(
    const struct kpi_world *w, uint32_t group, struct kpi_sums *s);
void kpi_promises_free(struct kpi_promises *p);

/* kpi_finish.c: the facts of one period out of the sums of a group.  What
   they point to lasts until the next call. */
struct kpi_finish {
	const struct kpi_world *world;
	int128 *upto; /* sales before each span */
	int128 *rolling;
	int32_t *days;
	struct kpi_month *months;
	struct kpi_reason *reasons;
	size_t reason_cap;
	int64_t *lengths;
	size_t length_cap;
	size_t first; /* month in which the group has anything */
};

void kpi_finish_open(struct kpi_finish *f, const struct kpi_world *w);
void kpi_finish_close(struct kpi_finish *f);

/* Once a group, then for each of its periods: the currency is the group's. */
void kpi_finish_group(struct kpi_finish *f, const struct kpi_sums *s);
const struct kpi_facts *kpi_finish_period(
    struct kpi_finish *f, struct kpi_sums *s, size_t period, int currency);

/* kpi_proof.c: what is open at the end of each period, added up item by item,
   against the sum of all rows that count by then; fails the program when they
   differ, and says both with --proof.  `open` is by period and currency. */
void kpi_prove(const struct kpi_world *w, int128 *open);

#endif
