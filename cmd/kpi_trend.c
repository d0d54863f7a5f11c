#include "base/diag.h"
#include "base/mem.h"
#include "cmd/kpi_out.h"
#include "cmd/kpi_trend_in.h"

static bool
is_usual(const char *name)
{
	static const char *const usual[] = {
	    "dso", "bpdso", "cei", "pct_past_due"};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (!strcmp(name, usual[i]))
			return true;
	return false;
}

struct kpi_trend *
kpi_trend_new(const struct kpi_run *r)
{
	bool asked = r->kpi != NULL || r->target_file != NULL;
	struct kpi_trend *t;
	size_t n = kpi_count(r->list);

	if (r->trend == NULL)
		return NULL;
	t = mem_array(1, sizeof *t);
	t->run = r;
	t->first = r->nperiod;
	t->out = out_new(r->trend);
	t->drawn = mem_array(n, sizeof *t->drawn);
	for (size_t i = 0; i < n; i++)
		t->drawn[i] =
		    asked ? r->chosen[i] : is_usual(kpi_name(r->list, i));
	return t;
}

static size_t
group_at(struct kpi_trend *t, struct span key)
{
	for (size_t i = 0; i < t->ngroup; i++)
		if (span_equal(key, (struct span){t->keys[i], t->key_len[i]}))
			return i;
	if (t->ngroup == KPI_TREND_GROUPS)
		diag_fail("--trend draws at most %d groups: select with "
			  "--where, or name fewer columns in --by",
		    KPI_TREND_GROUPS);
	t->keys[t->ngroup] = mem_copy(key.at, key.len);
	t->key_len[t->ngroup] = key.len;
	return t->ngroup++;
}

/* The panel of a figure; a new one where there is none. */
static struct kpi_panel *
panel_at(struct kpi_trend *t, struct kpi_panel like)
{
	struct kpi_panel *p;

	for (size_t i = 0; i < t->npanel; i++) {
		p = &t->panels[i];
		if (p->figure == like.figure && p->currency == like.currency &&
		    span_equal(p->reason, like.reason))
			return p;
	}
	if (t->npanel == KPI_TREND_PANELS)
		diag_fail("--trend draws at most %d panels, each for a figure "
			  "and its money by currency: choose with --kpi",
		    KPI_TREND_PANELS);
	p = &t->panels[t->npanel++];
	*p = like;
	p->reason_text = mem_copy(like.reason.at, like.reason.len);
	p->reason.at = p->reason_text;
	p->at = mem_array(KPI_TREND_GROUPS * t->run->nperiod, sizeof *p->at);
	return p;
}

void
kpi_trend_take(struct kpi_trend *t, const struct kpi_group *g, size_t i,
    size_t reason, struct kpi_value *v)
{
	struct kpi_panel *p, like = {.figure = i};
	struct chart_value *at;
	struct kpi_shown shown;
	const struct kpi_run *r;

	if (t == NULL || !t->drawn[i])
		return;
	r = t->run;
	if (g->period < t->first)
		t->first = g->period;
	if (kpi_unit(r->list, i) == KPI_MONEY)
		like.currency = g->currency;
	if (kpi_by_reason(r->list, i))
		like.reason = g->facts->reasons[reason].words;
	p = panel_at(t, like);
	at = &p->at[group_at(t, g->key) * r->nperiod + g->period];
	if (!kpi_round(r, i, g->currency, v, &shown) || !chart_fits(shown.n))
		return;
	p->places = shown.places;
	*at = (struct chart_value){.n = shown.n, .known = true};
}

void
kpi_trend_free(struct kpi_trend *t)
{
	if (t == NULL)
		return;
	if (t->written)
		out_commit(t->out);
	else
		out_drop(t->out);
	for (size_t i = 0; i < t->npanel; i++) {
		mem_free(t->panels[i].reason_text);
		mem_free(t->panels[i].at);
	}
	for (size_t i = 0; i < t->ngroup; i++)
		mem_free(t->keys[i]);
	mem_free(t->drawn);
	mem_free(t);
}
