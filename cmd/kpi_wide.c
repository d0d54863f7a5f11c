#include "base/diag.h"
#include "cmd/kpi_out.h"
#include "cmd/kpi_trend.h"

struct wide {
	struct kpi_run *run;
	struct csvout *out;
	struct kpi_value value;
};

/* Columns must be the same in every row: none goes by reason. */
static bool
is_column(const struct kpi_run *r, size_t i)
{
	return r->chosen[i] && !kpi_by_reason(r->list, i);
}

static void
columns(const struct kpi_run *r, struct csvout *w)
{
	kpi_head(r, w);
	for (size_t i = 0; i < kpi_count(r->list); i++)
		if (is_column(r, i))
			csvout_column(w, span_of(kpi_name(r->list, i)),
			    kpi_unit(r->list, i) == KPI_COUNT ? CSV_COUNT
							      : CSV_AMOUNT);
}

static void
figure(struct wide *t, const struct kpi_group *g, size_t i)
{
	struct kpi_run *r = t->run;
	struct kpi_shown shown;

	kpi_work(r->list, i, g->facts, 0, &t->value);
	kpi_trend_take(r->drawing, g, i, 0, &t->value);
	if (kpi_round(r, i, g->currency, &t->value, &shown))
		csvout_money(t->out, shown.n, shown.places);
	else
		csvout_string(t->out, "");
}

static void
take(void *arg, const struct kpi_group *g)
{
	struct wide *t = arg;
	const struct kpi_run *r = t->run;

	kpi_lead(r, t->out, g);
	for (size_t i = 0; i < kpi_count(r->list); i++)
		if (is_column(r, i))
			figure(t, g, i);
	csvout_row(t->out);
}

void
kpi_wide(struct kpi_run *r, struct csvout *w)
{
	struct wide t = {.run = r, .out = w};

	columns(r, w);
	kpi_gather(r, take, &t);
	kpi_value_free(&t.value);
}
