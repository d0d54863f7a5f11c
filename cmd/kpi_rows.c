#include "base/mem.h"
#include "cmd/kpi_out.h"
#include "cmd/kpi_trend.h"
#include "value/currency.h"

void
kpi_head(const struct kpi_run *r, struct csvout *w)
{
	csvout_column(w, span_of("from"), CSV_TEXT);
	csvout_column(w, span_of("to"), CSV_TEXT);
	for (size_t i = 0; i < r->by.n; i++)
		csvout_column(w, span_of(r->by.at[i].name), CSV_TEXT);
}

void
kpi_lead(const struct kpi_run *r, struct csvout *w, const struct kpi_group *g)
{
	const struct period *p = &r->periods[g->period];

	csvout_date(w, p->from);
	csvout_date(w, p->to);
	for (size_t i = 0; i < r->by.n; i++)
		csvout_text(w, fields_part(g->key, i));
}

/* What a row is made with, one group after the other. */
struct tidy {
	struct kpi_run *run;
	struct csvout *out;
	struct kpi_value value;
	struct buf name, inputs;
};

static void
columns(const struct kpi_run *r, struct csvout *w)
{
	kpi_head(r, w);
	csvout_column(w, span_of("kpi"), CSV_TEXT);
	csvout_column(w, span_of("value"), CSV_AMOUNT);
	csvout_column(w, span_of("unit"), CSV_TEXT);
	csvout_column(w, span_of("formula"), CSV_TEXT);
	csvout_column(w, span_of("inputs"), CSV_TEXT);
	if (r->targets == NULL)
		return;
	csvout_column(w, span_of("target"), CSV_TEXT);
	csvout_column(w, span_of("status"), CSV_TEXT);
}

static void
put_status(struct tidy *t, const struct kpi_group *g, size_t i)
{
	static const char *const words[] = {"", "met", "missed", "unknown"};
	struct kpi_run *r = t->run;

	if (r->targets == NULL)
		return;
	csvout_string(t->out, kpi_target(r, i));
	csvout_string(t->out, words[kpi_compare(r, i, g->currency, &t->value)]);
}

static void
row(struct tidy *t, const struct kpi_group *g, size_t i, struct span name)
{
	struct kpi_run *r = t->run;
	struct kpi_shown shown;

	kpi_lead(r, t->out, g);
	csvout_text(t->out, name);
	if (kpi_round(r, i, g->currency, &t->value, &shown))
		csvout_money(t->out, shown.n, shown.places);
	else
		csvout_string(t->out, "");
	csvout_string(t->out, kpi_unit_name(kpi_unit(r->list, i), g->currency));
	csvout_string(t->out, kpi_formula(r->list, i));
	csvout_text(t->out, kpi_inputs(&t->inputs, &t->value, g->currency));
	put_status(t, g, i);
	csvout_row(t->out);
}

static void
figure(struct tidy *t, const struct kpi_group *g, size_t i, size_t reason,
    struct span name)
{
	struct kpi_run *r = t->run;

	kpi_work(r->list, i, g->facts, reason, &t->value);
	kpi_trend_take(r->drawing, g, i, reason, &t->value);
	row(t, g, i, name);
}

/* A row for each reason of which something is disputed. */
static void
by_reason(struct tidy *t, const struct kpi_group *g, size_t i)
{
	static const char prefix[] = "disputes_open_";

	for (size_t k = 0; k < g->facts->nreason; k++) {
		t->name.len = 0;
		buf_text(&t->name, prefix);
		buf_span(&t->name, g->facts->reasons[k].words);
		figure(t, g, i, k, (struct span){t->name.at, t->name.len});
	}
}

static void
take(void *arg, const struct kpi_group *g)
{
	struct tidy *t = arg;
	const struct kpi_run *r = t->run;

	for (size_t i = 0; i < kpi_count(r->list); i++) {
		if (!r->chosen[i])
			continue;
		if (kpi_by_reason(r->list, i))
			by_reason(t, g, i);
		else
			figure(t, g, i, 0, span_of(kpi_name(r->list, i)));
	}
}

void
kpi_tidy(struct kpi_run *r, struct csvout *w)
{
	struct tidy t = {.run = r, .out = w};

	columns(r, w);
	kpi_gather(r, take, &t);
	kpi_value_free(&t.value);
	buf_free(&t.name);
	buf_free(&t.inputs);
}

void
kpi_report(struct kpi_run *r, struct out *out)
{
	struct csvout *w;

	if (r->get != NULL) {
		kpi_get(r, out);
		return;
	}
	r->drawing = kpi_trend_new(r);
	w = csvout_new(out, r->tool.format);
	if (r->wide)
		kpi_wide(r, w);
	else
		kpi_tidy(r, w);
	csvout_end(w);
	kpi_trend_write(r->drawing);
	kpi_targets_say(r);
}
