/*
 * The figures of receivables: what each is called, from which sums it comes,
 * and why it may have no value.  Pure judgement: the sums are those of one
 * group and one period, gathered from the ledger by the caller.
 *
 * The source of each formula stands at its entry in kpi_table.c.
 */
#ifndef RULE_KPI_H
#define RULE_KPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "value/fraction.h"
#include "value/int128.h"

#define KPI_BUCKETS 32 /* AGING_LIMITS + 2 */

/* Sales of a month, and what else counts by the month of a document. */
struct kpi_month {
	int32_t first;  /* its first day */
	int32_t length; /* days of it up to the period's end */
	int128 sales;
	int128 weight; /* dso_true: days since the document times open */
};

/* What stood in a bucket when the period began, and what became of it. */
struct kpi_bucket {
	int128 begin;     /* O: positive parts, at begin */
	int128 rolled;    /* still open at the end, in a later bucket */
	int128 collected; /* paid by receipts in the period */
	int128 lost;      /* written off in the period, less recoveries */
	int128 end;       /* positive parts at the end, for the allowance */
	bool has_rate;
	struct decimal rate; /* of the allowance, 0.015 is 1.5 % */
};

/* Disputes open at the end by reason, in byte order of it. */
struct kpi_reason {
	struct span words;
	int128 money;
};

/* The sums of one group and period.  Money in minor units of one currency;
   days are day numbers of value/date.h.  All lists are the caller's. */
struct kpi_facts {
	int32_t from, to;
	int32_t start;   /* of the opening balance, or DATE_NONE: months that
			    begin before it can't tell their sales */
	bool no_begin;   /* before the opening balance: B, all of `begin` */
	bool no_flows;   /* the period begins before the opening balance */
	bool no_rolling; /* rolling_e reach before the opening balance */
	bool has_provision, has_limits;
	int128 b, e, c, g, over90, sales, wo, recovered;
	int128 rolling_sales; /* of the months that end on rolling_day */

	/* debts closed in the period by receipts */
	int128 paid, paid_days, paid_late;
	int64_t closed, closed_days, closed_late;

	const struct kpi_bucket *buckets;
	size_t nbucket;

	/* month-ends backwards from `to` */
	const int128 *rolling_e;
	const int32_t *rolling_day;
	size_t nrolling;

	/* calendar months backwards from that of `to`, the last one the first
	   with anything in it; nothing stands before.  Months in which
	   documents are dated after that of `to` stand in front of it. */
	const struct kpi_month *months;
	size_t nmonth;

	int128 applied, unapplied, received; /* A, U, R */
	int64_t napply, nauto, nwrong;
	int128 apply_money, auto_money;

	int128 old_unapplied; /* unapplied_over_7 */
	int64_t nold_unapplied, oldest_unapplied;

	int64_t nresolved, resolved_days;
	int64_t median[2]; /* the middle one twice, or the middle two */
	int64_t nopen_dispute, open_dispute_days;
	int128 disputed;
	const struct kpi_reason *reasons;
	size_t nreason;

	int64_t npromise, nkept;
	int128 promised, kept;

	int128 discount_offered, discount_taken;

	int128 top10, positive, squares; /* X, P, Q */

	int128 due_begin, due_fell, due_collected; /* P, F, K */

	int128 over_limit;
	int64_t nover_limit;
};

struct kpi_choice {
	bool days30;     /* of dso_countback */
	uint32_t months; /* of dso_rolling */
	uint32_t unapplied_days;
	const int32_t *limit; /* of the buckets */
	size_t nlimit;
};

enum kpi_unit {
	KPI_DAYS,
	KPI_PERCENT,
	KPI_TIMES,
	KPI_COUNT,
	KPI_INDEX,
	KPI_MONEY,
};

/* What a figure was made from. */
struct kpi_input {
	enum {
		KPI_IN_MONEY,  /* n minor units */
		KPI_IN_SQUARE, /* n minor units squared */
		KPI_IN_COUNT,  /* n */
		KPI_IN_RATIO,  /* n / d, reduced */
		KPI_IN_RATE,   /* rate, as a percentage */
	} kind;
	const char *label; /* E, S, ... */
	int32_t day;   /* appended to the label as 2026-10-31, or DATE_NONE */
	int32_t month; /* appended as 2026-10: its first day, or DATE_NONE */
	const char *bucket; /* appended, or NULL */
	int128 n, d;
	struct decimal rate;
};

/* Why a figure has no value. */
enum kpi_why {
	KPI_OK,
	KPI_NO_SALES,       /* "no sales", or "no sales in 2026-03" */
	KPI_NEGATIVE_SALES, /* "sales are negative", "sales of 2026-03 are ..."
			     */
	KPI_BEFORE_OPENING, /* "before the opening balance" */
	KPI_CREDIT_BALANCE,
	KPI_NOTHING_TO_COLLECT,
	KPI_LESS_TO_COLLECT,
	KPI_NO_REDUCTIONS,
	KPI_NEGATIVE_REDUCTIONS,
	KPI_NO_RECEIVABLES,
	KPI_NOTHING_CLOSED,
	KPI_NO_DEBTS,
	KPI_EMPTY_BUCKET,
	KPI_NO_PROVISION,
	KPI_NO_RECEIPTS,
	KPI_NEGATIVE_RECEIPTS,
	KPI_NOTHING_APPLIED,
	KPI_NONE, /* "none" */
	KPI_NONE_RESOLVED,
	KPI_NONE_OPEN,
	KPI_NO_PROMISES,
	KPI_NO_DISCOUNTS,
	KPI_NOTHING_DUE,
	KPI_NO_LIMITS,
	KPI_TOO_LARGE, /* beyond 128 bits */
};

/* A figure of one group and period; opened once and filled again and again. */
struct kpi_value {
	enum kpi_why why;
	int32_t why_month;    /* first day of the month, or DATE_NONE */
	struct fraction *sum; /* the value: the sum of them; of money, in
				 minor units */
	size_t nsum, sum_cap;
	struct kpi_input *inputs;
	size_t ninput, input_cap;
};

void kpi_value_free(struct kpi_value *v);

/*
 * The figures there are, in the order they are printed.  Families over
 * buckets count one for each bucket; those by reason of dispute are one entry
 * (KPI_BY_REASON) of which the caller asks for each reason.
 */
struct kpi_list;

/* All figures for a choice; names that depend on it are made here. */
struct kpi_list *kpi_new(const struct kpi_choice *choice);
void kpi_free(struct kpi_list *k);
size_t kpi_count(const struct kpi_list *k);
const char *kpi_name(const struct kpi_list *k, size_t i);
const char *kpi_family(const struct kpi_list *k, size_t i); /* or NULL */
const char *kpi_formula(const struct kpi_list *k, size_t i);
enum kpi_unit kpi_unit(const struct kpi_list *k, size_t i);
bool kpi_by_reason(const struct kpi_list *k, size_t i);

/* Works out figure i; `reason` is the place in facts->reasons where the
   figure goes by reason, else 0. */
void kpi_work(const struct kpi_list *k, size_t i, const struct kpi_facts *facts,
    size_t reason, struct kpi_value *v);

/* The words for it: "no sales". */
const char *kpi_why(enum kpi_why why);

#endif
