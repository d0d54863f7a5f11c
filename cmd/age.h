/*
 * The rooms of ar-age: age_options.c reads its options, age_read.c turns the
 * book into open entries, age_stream.c sums a plain list on the way
 * (age_usual.c: most of its rows), age_walk.c picks those that are asked for,
 * age_table.c sums and prints them (age_order.c: in which order), age_items.c
 * lists them one by one (age_join.c: a row an installment), age_base.c puts
 * them in one currency, age_later.c finds what was paid since, age_history.c
 * shows how they came about, age_proof.c ties every figure to the book,
 * age_chart.c draws them.
 */
#ifndef CMD_AGE_H
#define CMD_AGE_H

#include "base/buf.h"
#include "book/customers.h"
#include "book/dupes.h"
#include "book/ledger.h"
#include "book/postings.h"
#include "book/provision.h"
#include "cli/base.h"
#include "cli/carry.h"
#include "cli/fields.h"
#include "cli/pivot.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "rule/aging.h"
#include "value/bucket.h"

#define AGE_ANY UINT32_MAX

/* What was put in the base: one per thread. */
struct age_worth {
	int128 *own;   /* by currency, a row of aging_places: as it was */
	int128 *worth; /* by currency: all of it in the base */
	struct faults missing; /* rates */
};

struct age {
	struct tool tool;
	/* as given */
	const char *buckets, *basis, *credits, *type, *with, *sort;
	const char *customers_file, *history, *provision_file, *chart;
	struct base_options in_base;
	uint32_t older; /* AGE_ANY: not given */
	int32_t paid_until, closed_since;
	bool items, open_book, total, percent, zero, disputed;
	/* as understood */
	struct aging_policy policy;
	struct source source;
	struct customers *customers; /* NULL: not given */
	struct provision *provision; /* likewise */
	struct base *base;           /* likewise: each currency by itself */
	struct base_book booked;
	struct fields by, extra; /* --by; --with */
	struct fields_tests where;
	struct carried carried;
	size_t currency_at;    /* place of currency in `by`; by.n: a base */
	struct ledger *ledger; /* NULL: a snapshot was summed as it came */
	struct carry carry;    /* the cells of its pieces */
	/* what came of it, by currency */
	struct pivot *pivot;
	struct buf key; /* of the group at hand */
	int128 *book, *cross, *open, *left_out;
	struct age_worth worth;
	struct out *chart_out; /* NULL: no chart is asked for */
	uint64_t nlater;       /* rows dated after the day */
	uint64_t nover;        /* items driven past zero */
};

/* One open amount, of a piece or of a snapshot's row. */
struct age_entry {
	struct fields_view view;
	struct aging_entry aging;
	int128 amount;        /* that the installment opened with */
	int128 paid;          /* by receipts after the day, --paid-until */
	int64_t own;          /* of a list: aging.open before a base */
	uint32_t item, piece; /* LEDGER_NONE in a summed snapshot */
};

/* Reads the options into the policy; refuses what makes no sense. */
void age_options(struct age *a);

/* Reads the book; sums a snapshot on the way when nothing needs its items. */
void age_read(struct age *a);

/* Sums a snapshot row by row as it comes, by several threads. */
void age_stream(struct age *a);

/*
 * The usual sums of a plain list, a handful of rows at a time: all of them,
 * by customer and currency.  One per thread.
 */
struct age_usual {
	const struct aging_policy *policy;
	struct postings rows; /* filled by the caller */
	struct pivot_entry entries[POSTINGS_MOST];
	uint32_t from[POSTINGS_MOST]; /* the row of each entry */
	struct hash *codes;           /* of the currencies */
	struct buf key;
	int128 *sums;    /* by currency */
	uint64_t nlater; /* rows dated after the day */
};

void age_usual_open(struct age_usual *u, const struct aging_policy *policy);
void age_usual_close(struct age_usual *u);

/* Adds the rows to the pivot and the sums. */
void age_usual_add(struct age_usual *u, struct pivot *pivot);

/*
 * Calls take() for each open entry of the ledger that --where, --type and
 * --older let pass; an entry and its strings last for the call.
 */
void age_each(
    struct age *a, void (*take)(void *arg, struct age_entry *e), void *arg);

/* Adds an entry to the sums of its group, in the one place where it stands;
   what is disputed stands apart where that was asked for. */
void age_add(const struct age *a, struct pivot *p, struct span key,
    const struct aging_entry *e);

/* Whether an entry passes --where, --type and --older. */
bool age_pass(const struct age *a, const struct age_entry *e);

void age_worth_open(struct age_worth *w, const struct age *a);
void age_worth_close(struct age_worth *w);
void age_worth_merge(
    struct age_worth *w, struct age_worth *from, const struct age *a);

/*
 * Puts what is open and disputed of an entry in the base; `line` is that of
 * its row, `booking` its rate of booking or NULL.  A rate that is missing goes
 * to w->missing.  age_convert_piece does so for an entry of the ledger, and
 * age_convert_rest for its `amount` and `paid`.  Nothing is done without a
 * base.
 */
void age_convert(const struct age *a, struct age_worth *w, struct age_entry *e,
    uint64_t line, const struct decimal *booking);
void age_convert_piece(struct age *a, struct age_entry *e);
void age_convert_rest(struct age *a, struct age_entry *e);

/* The currency of the amounts of a group, or of an entry, as printed. */
int age_currency(const struct age *a, struct span key);
int age_entry_currency(const struct age *a, const struct age_entry *e);

/* The names of the places of a row: current, 1-30, ... unapplied. */
const char *age_place(
    const struct age *a, size_t place, char text[BUCKET_CHARS]);

/* Sums the ledger into a->pivot. */
void age_sum(struct age *a);

/* Checks that all figures tie, and says so with --proof; fails if not. */
void age_prove(struct age *a);

/* What touched one document; the open items as a book. */
void age_history(struct age *a, struct csvout *w);
void age_open_book(struct age *a, struct csvout *w);

/* What receipts paid of an item after the day: did the debt exist?  The
   receipts are joined by ';' in order of their days. */
struct age_later {
	uint32_t item;
	int32_t date; /* the last of them */
	int128 rest;  /* paid, and not yet shown */
	struct buf receipts;
};

/* Finds them up to --paid-until; later->receipts is used again. */
void age_find_later(
    const struct age *a, uint32_t item, struct age_later *later);

/* Shares them out to entries of one item as the ledger did. */
void age_share_later(struct age *a, struct age_entry *at, size_t n);

/* The total of a row of places; the order in which the rows of the table are
   printed, which the caller frees. */
struct age_rank {
	size_t at; /* pivot_at */
	int currency;
	int128 total;
};

int128 age_total(const struct age *a, const int128 *row);
struct age_rank *age_order(const struct age *a);

/* Sorts entries and joins those of one installment and one age; returns how
   many rows are left, those that are settled left out. */
size_t age_join(struct age *a, struct age_entry *at, size_t n);

/* The aging table, and the list of items. */
void age_table(struct age *a, struct csvout *w);
void age_items(struct age *a, struct csvout *w);

/* Draws the sums of the table, bars by bucket for each currency: after
   age_table, and pivot_sort. */
void age_chart(const struct age *a, struct out *out);

#endif
