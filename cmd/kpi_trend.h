/*
 * What ar-kpi draws (--trend): a panel for each figure, in it a line for each
 * group.  Values are taken as they pass on their way to the rows.
 *
 *	t = kpi_trend_new(r);                  after kpi_read
 *	kpi_trend_take(t, g, i, reason, v);    for each figure that was worked
 *	kpi_trend_write(t);                    before standard output is written
 *	kpi_trend_free(t);                     after it
 *
 * All take NULL for "nothing to draw", which kpi_trend_new returns without
 * --trend.  tool_writes(r->trend) is kpi_options.c's to call.
 */
#ifndef CMD_KPI_TREND_H
#define CMD_KPI_TREND_H

#include "cmd/kpi.h"

#define KPI_TREND_GROUPS 8
#define KPI_TREND_PANELS 12

struct kpi_trend;

/*
 * Drawn are the figures that --kpi, --get or --target chose, else dso, bpdso,
 * cei and pct_past_due.  Fails the program when the file can't be written.
 */
struct kpi_trend *kpi_trend_new(const struct kpi_run *r);

/*
 * Figure i of a group and period, as kpi_work left it; one that is not drawn
 * is passed over.  `reason` is the place in g->facts->reasons where the
 * figure goes by reason, else 0.  More groups or panels than there is room
 * for fail the program: the advice is to select (--where, --kpi).
 */
void kpi_trend_take(struct kpi_trend *t, const struct kpi_group *g, size_t i,
    size_t reason, struct kpi_value *v);

/* Draws, and stages the file (out_stage): from here on nothing but a crash
   keeps it from being delivered. */
void kpi_trend_write(struct kpi_trend *t);

/* Delivers the file, if it was written, and frees all. */
void kpi_trend_free(struct kpi_trend *t);

#endif
