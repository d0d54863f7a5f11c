/*
 * What the printing rooms of ar-kpi share: kpi_rows.c, kpi_wide.c and
 * kpi_get.c lay out, kpi_cells.c writes one figure, kpi_target.c compares it.
 */
#ifndef CMD_KPI_OUT_H
#define CMD_KPI_OUT_H

#include "base/buf.h"
#include "cmd/kpi.h"

/* A figure as it is printed. */
struct kpi_shown {
	int128 n;   /* in units of the last place */
	int places; /* behind the point */
};

/* The place of a name among the figures, or kpi_count; those that go by
   reason of dispute are not found. */
size_t kpi_find(const struct kpi_run *r, struct span name);

/* kpi_names.c: the name that was probably meant, or NULL.  It is a family's
   only where families will do, else that of its first figure. */
const char *kpi_near(const struct kpi_run *r, struct span name, bool families);

/*
 * Rounds the value of figure i to what its unit is printed with: the decimals
 * of the currency, none for a count, else --digits.  False when there is no
 * value; v->why says why, KPI_TOO_LARGE included.
 */
bool kpi_round(const struct kpi_run *r, size_t i, int currency,
    struct kpi_value *v, struct kpi_shown *shown);

/* What heads the column unit: "days", "%", the code of a currency ... */
const char *kpi_unit_name(enum kpi_unit unit, int currency);

/*
 * The inputs, "E=1234.50;S=9000.00;D=31", and the reason where there is no
 * value; replaces what is in `to`.
 */
struct span kpi_inputs(struct buf *to, const struct kpi_value *v, int currency);

/* Why there is no value, in words: "no sales in 2026-03". */
void kpi_reason_add(struct buf *to, const struct kpi_value *v);

enum kpi_status { KPI_NO_TARGET, KPI_MET, KPI_MISSED, KPI_UNKNOWN };

/* Compares figure i, exactly, and counts what is missed or unknown. */
enum kpi_status kpi_compare(
    struct kpi_run *r, size_t i, int currency, const struct kpi_value *v);

/* The target of a figure, "30..45", or "". */
const char *kpi_target(const struct kpi_run *r, size_t i);

/* Says how many targets are missed, or that none was compared: a finding. */
void kpi_targets_say(struct kpi_run *r);

/* The layouts; see kpi_report. */
void kpi_tidy(struct kpi_run *r, struct csvout *w);
void kpi_wide(struct kpi_run *r, struct csvout *w);
void kpi_get(struct kpi_run *r, struct out *out);

/* The columns that every layout begins with, and their cells. */
void kpi_head(const struct kpi_run *r, struct csvout *w);
void kpi_lead(
    const struct kpi_run *r, struct csvout *w, const struct kpi_group *g);

#endif
