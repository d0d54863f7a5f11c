/*
 * The book by itself (ar-reconcile --check): what no other side is needed to
 * see.  Some of it is seen as rows go by (reconcile_check_row.c), the rest in
 * the ledger, once it is whole.
 */
#ifndef CMD_RECONCILE_CHECK_H
#define CMD_RECONCILE_CHECK_H

#include "base/buf.h"
#include "book/approval.h"
#include "cmd/reconcile.h"

/* What was found, and in which rows. */
struct check_found {
	enum recon_class class;
	struct span entity, customer, key; /* key: unless it is `text` */
	const char *text;                  /* by check_text, or NULL */
	const char *step;                  /* by check_text, or for ever */
	int currency;
	int64_t amount, difference;
	int32_t date, other_date; /* DATE_NONE: there is none */
	const uint64_t *lines;    /* in order */
	size_t n;
};

struct check_seen; /* in a row as it went by */

/* The day of a row, as written. */
struct check_day {
	uint64_t line;
	int32_t date;
};

struct check {
	struct reconcile_run *r;
	int32_t asof, closed; /* closed: DATE_NONE */
	struct approval *approval;
	char **texts; /* of items */
	size_t ntext, text_cap;
	uint64_t opened; /* first line dated after `closed`, or UINT64_MAX */
	/* reconcile_check_row.c */
	struct columns columns;
	struct check_seen *seen;
	size_t nseen, seen_cap;
	struct check_day *days; /* of events, in their order */
	size_t nday, day_cap;
	struct intern *names; /* until the ledger is closed */
	bool *scans;          /* columns of the header that may hold text */
	size_t scan_cap;
	const struct csv_header *header; /* that they are of */
	struct buf masked;
};

/* Adds an item to the run. */
void check_add(struct check *c, const struct check_found *f);

/* A text that lasts as long as the run. */
const char *check_text(struct check *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Rows as they are read; then what was seen in them. */
void check_row_open(struct check *c);
void check_row(struct reconcile_run *r, const struct posting *p,
    const struct batch *b, uint32_t row);
void check_seen(struct check *c);
void check_row_close(struct check *c);

/* Rows by their dates: in a closed period, reported before, on two sides of a
   period's end, before what they act on. */
void check_dates(struct check *c);

/* Items past zero. */
void check_items(struct check *c);

/* Numbers that are missing, and such as two customers have. */
void check_gaps(struct check *c);
void check_repeats(struct check *c);

#endif
