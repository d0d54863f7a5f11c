/*
 * What the rooms of the figures share: the table of them, what each is asked
 * with, and the arithmetic, which ends in KPI_TOO_LARGE rather than wrong.
 */
#ifndef RULE_KPI_IN_H
#define RULE_KPI_IN_H

#include "rule/kpi.h"
#include "value/date.h"

/* What a figure is asked with, and where its answer goes. */
struct kpi_ask {
	const struct kpi_facts *f;
	const struct kpi_choice *choice;
	size_t at;            /* bucket or reason, of a family by these */
	char *const *buckets; /* their names, as in those of figures */
	struct kpi_value *v;
};

/* Of which days the book must be able to tell. */
enum kpi_needs {
	KPI_END = 0,   /* of the last one */
	KPI_FLOWS = 1, /* of all in the period */
	KPI_BEGIN = 2, /* of the one before it */
	KPI_BOTH = KPI_FLOWS | KPI_BEGIN,
};

/* What a family has several figures by. */
enum kpi_by {
	KPI_ONE,
	KPI_BUCKET,          /* all buckets */
	KPI_BUCKET_BUT_LAST, /* there is nothing to roll to */
	KPI_REASON,          /* of disputes */
	KPI_OLD,             /* --unapplied-days is part of the name */
};

struct kpi_entry {
	const char *name;   /* of KPI_BUCKET what stands before the bucket */
	const char *suffix; /* of KPI_OLD what stands behind the days */
	enum kpi_by by;
	enum kpi_needs needs;
	enum kpi_unit unit;
	const char *formula;
	void (*work)(struct kpi_ask *a);
};

/* kpi_table.c: ends with an entry without a name. */
extern const struct kpi_entry kpi_table[];

/* The inputs, in the order they are put. */
void kpi_put_money(struct kpi_ask *a, const char *label, int128 n);
void kpi_count_of(struct kpi_ask *a, const char *label, int128 n);
struct kpi_input *kpi_input(struct kpi_ask *a, const char *label);

/* Checked: too large is noted, and the result then of no use. */
int128 kpi_add(struct kpi_ask *a, int128 x, int128 y);
int128 kpi_less(struct kpi_ask *a, int128 x, int128 y);
int128 kpi_times(struct kpi_ask *a, int128 x, int128 y);

/* The value, or a part of it. */
void kpi_part(struct kpi_ask *a, int128 n, int128 d);

/* Above 0; if not, the reason is noted. */
bool kpi_above(
    struct kpi_ask *a, int128 d, enum kpi_why zero, enum kpi_why negative);
bool kpi_sold(struct kpi_ask *a);

/* n * factor / d; where d is not above 0, there is `none`. */
void kpi_ratio(
    struct kpi_ask *a, int128 n, int128 factor, int128 d, enum kpi_why none);

/* kpi_days.c: the days of sales that receivables make up. */
void kpi_dso(struct kpi_ask *a);
void kpi_dso_avg(struct kpi_ask *a);
void kpi_dso_rolling(struct kpi_ask *a);
void kpi_bpdso(struct kpi_ask *a);
void kpi_delinquent(struct kpi_ask *a);

/* kpi_months.c: the same, month by month. */
void kpi_countback(struct kpi_ask *a);
void kpi_true(struct kpi_ask *a);

/* kpi_collect.c: what was collected of what could be. */
void kpi_cei(struct kpi_ask *a);
void kpi_cei_period(struct kpi_ask *a);
void kpi_cash_share(struct kpi_ask *a);
void kpi_turnover(struct kpi_ask *a);
void kpi_days_to_pay(struct kpi_ask *a);
void kpi_days_late(struct kpi_ask *a);
void kpi_days_to_pay_avg(struct kpi_ask *a);
void kpi_days_late_avg(struct kpi_ask *a);
void kpi_collector(struct kpi_ask *a);

/* kpi_debt.c: how old and how sure what is owed is, and who owes it. */
void kpi_current(struct kpi_ask *a);
void kpi_past_due(struct kpi_ask *a);
void kpi_over_90(struct kpi_ask *a);
void kpi_rolled(struct kpi_ask *a);
void kpi_collected(struct kpi_ask *a);
void kpi_lost(struct kpi_ask *a);
void kpi_bad_debt(struct kpi_ask *a);
void kpi_allowance(struct kpi_ask *a);
void kpi_top10(struct kpi_ask *a);
void kpi_hhi(struct kpi_ask *a);
void kpi_over_limit(struct kpi_ask *a);
void kpi_over_limit_count(struct kpi_ask *a);

/* kpi_cash.c: cash application. */
void kpi_applied(struct kpi_ask *a);
void kpi_auto_rate(struct kpi_ask *a);
void kpi_auto_money(struct kpi_ask *a);
void kpi_accuracy(struct kpi_ask *a);
void kpi_old(struct kpi_ask *a);
void kpi_old_count(struct kpi_ask *a);
void kpi_oldest(struct kpi_ask *a);

/* kpi_desk.c: disputes, promises, discounts. */
void kpi_dispute_days(struct kpi_ask *a);
void kpi_dispute_median(struct kpi_ask *a);
void kpi_dispute_age(struct kpi_ask *a);
void kpi_disputed(struct kpi_ask *a);
void kpi_disputed_count(struct kpi_ask *a);
void kpi_disputed_by(struct kpi_ask *a);
void kpi_promises(struct kpi_ask *a);
void kpi_promises_money(struct kpi_ask *a);
void kpi_discounts(struct kpi_ask *a);
void kpi_discounts_lost(struct kpi_ask *a);

#endif
