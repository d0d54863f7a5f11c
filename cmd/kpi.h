/*
 * The rooms of ar-kpi.  Its sums come from the ledger, group by group and
 * period by period (kpi_gather.c and the files it names); what they come to is
 * rule/kpi.h's to say; the others print it: kpi_rows.c tidy or wide,
 * kpi_get.c one value, kpi_target.c compares, kpi_trend.c draws.
 */
#ifndef CMD_KPI_H
#define CMD_KPI_H

#include "book/customers.h"
#include "book/ledger.h"
#include "cli/base.h"
#include "cli/fields.h"
#include "cli/limits.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "rule/aging.h"
#include "rule/kpi.h"
#include "text/csvout.h"
#include "value/money.h"
#include "value/period.h"

struct provision;
struct kpi_note;    /* what is kept beside the ledger */
struct kpi_targets; /* kpi_out.h */
struct kpi_trend;

struct kpi_run {
	struct tool tool;
	/* as given */
	const char *kpi, *get, *target_file, *trend, *period_name, *buckets;
	const char *customers_file, *provision_file, *rounding_name;
	struct base_options base;
	int32_t from, to;
	uint32_t digits, months, accuracy_days, unapplied_days;
	bool wide, days30, gross, net;
	/* as understood (kpi_options) */
	enum period_kind kind;
	struct aging_policy aging; /* its buckets */
	enum money_rounding rounding;
	struct kpi_list *list; /* all figures */
	bool *chosen;          /* of kpi_count(list): to be printed */
	/* as read */
	struct source source;
	struct customers *customers; /* NULL: not given */
	struct fields by;
	struct fields_tests where;
	struct carried carried;
	size_t currency_at; /* place of currency in `by`, or by.n: a base */
	struct base *money; /* NULL: every currency for itself */
	struct provision *provision; /* NULL: not given */
	struct limits limits;
	bool has_limits;  /* customers have a column credit_limit */
	bool asks_limits; /* a figure about them is chosen */
	struct ledger *ledger;
	struct kpi_note *note;
	struct period *periods;
	size_t nperiod;
	/* of the printing */
	struct kpi_targets *targets; /* NULL: not given */
	struct kpi_trend *drawing;   /* NULL: not asked for */
};

/* A group's sums of one period. */
struct kpi_group {
	struct span key; /* fields_key of run->by */
	int currency;    /* of its money */
	size_t period;   /* place in run->periods */
	const struct kpi_facts *facts;
};

/* kpi_options.c: reads the options; refuses what makes no sense. */
void kpi_options(struct kpi_run *r);

/* kpi_target.c: reads the table of --target, before the book; its figures are
   chosen where --kpi chooses none. */
void kpi_targets(struct kpi_run *r);

/* kpi_read.c: opens and reads the book, and what is kept beside the ledger;
   then the periods are known. */
void kpi_read(struct kpi_run *r);

/*
 * kpi_gather.c: calls take() for each group and period that has rows, by
 * group in byte order of its key, then by period.  The facts last for the
 * call.  Proves, when all are done, that they tie to the book.
 */
void kpi_gather(struct kpi_run *r,
    void (*take)(void *arg, const struct kpi_group *g), void *arg);

/* The words of a reason of dispute (struct kpi_reason); "other" if blank. */
struct span kpi_reason(const struct kpi_run *r, uint32_t reason);

/* kpi_rows.c and the files it names: prints what is asked for.  After
   kpi_read; calls kpi_gather.  The drawing is ready then, and delivered by
   kpi_trend_free. */
void kpi_report(struct kpi_run *r, struct out *out);

#endif
