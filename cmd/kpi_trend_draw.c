#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/mem.h"
#include "cmd/kpi_out.h"
#include "cmd/kpi_trend_in.h"
#include "value/date.h"

/* In the order of the rows, then by currency. */
static int
by_place(const void *x, const void *y)
{
	const struct kpi_panel *a = x, *b = y;
	int c = (a->figure > b->figure) - (a->figure < b->figure);

	if (c == 0)
		c = span_compare(a->reason, b->reason);
	return c != 0 ? c : a->currency - b->currency;
}

/* "2026-10", "2026 Q4", "2026"; of less than that, or all, its last day. */
static void
name_period(const struct kpi_run *r, struct period p, struct buf *to)
{
	struct period whole = period_at(r->kind, p.from, DATE_MAX);
	char text[32];
	int year, month, day;

	date_split(p.from, &year, &month, &day);
	if (r->kind == PERIOD_ALL || whole.to != p.to ||
	    period_first(r->kind, p.from) != p.from)
		date_format(text, p.to);
	else if (r->kind == PERIOD_MONTH)
		snprintf(text, sizeof text, "%04d-%02d", year, month);
	else if (r->kind == PERIOD_QUARTER)
		snprintf(text, sizeof text, "%04d Q%d", year, (month + 2) / 3);
	else
		snprintf(text, sizeof text, "%04d", year);
	buf_text(to, text);
}

/* The fields that make up a group; a book without currencies has none to
   tell. */
static void
name_group(const struct kpi_run *r, struct span key, struct buf *to)
{
	bool any = false;

	for (size_t i = 0; i < r->by.n; i++) {
		struct span part = fields_part(key, i);

		if (part.len == 0 && i == r->currency_at)
			continue;
		if (any)
			buf_text(to, ", ");
		buf_span(to, part.len > 0 ? part : span_of("(none)"));
		any = true;
	}
}

static void
name_panel(const struct kpi_run *r, const struct kpi_panel *p, struct buf *to)
{
	const char *unit =
	    kpi_unit_name(kpi_unit(r->list, p->figure), p->currency);

	if (kpi_by_reason(r->list, p->figure)) {
		buf_text(to, "disputes_open_");
		buf_span(to, p->reason);
	} else {
		buf_text(to, kpi_name(r->list, p->figure));
	}
	if (unit[0] != '\0') {
		buf_text(to, ", ");
		buf_text(to, unit);
	}
}

static void
note_panel(const struct kpi_run *r, const struct kpi_panel *p, struct buf *to)
{
	const char *target = r->targets != NULL ? kpi_target(r, p->figure) : "";

	buf_text(to, kpi_formula(r->list, p->figure));
	if (target[0] == '\0')
		return;
	buf_text(to, "; target ");
	buf_text(to, target);
}

static void
name_all(const struct kpi_trend *t, struct buf *to)
{
	static const char *const kinds[] = {
	    " by month", " by quarter", " by year", ""};
	const struct kpi_run *r = t->run;
	char day[DATE_CHARS];

	if (r->nperiod == 0)
		return;
	date_format(day, r->periods[t->first].from);
	buf_text(to, day);
	buf_text(to, " to ");
	date_format(day, r->periods[r->nperiod - 1].to);
	buf_text(to, day);
	buf_text(to, kinds[r->kind]);
	for (size_t i = 0; i < r->tool.where.n; i++) {
		buf_text(to, ", ");
		buf_text(to, r->tool.where.at[i]);
	}
}

/* What a chart points to. */
struct sheet {
	const struct kpi_trend *trend;
	struct intern *texts;
	struct buf word;
	struct chart_panel panels[KPI_TREND_PANELS];
	struct span names[KPI_TREND_GROUPS];
	struct span *x;
};

/* The word, kept; it is empty again. */
static struct span
keep(struct sheet *s)
{
	uint32_t id = intern_add(s->texts, span_of(buf_string(&s->word)));

	s->word.len = 0;
	return intern_text(s->texts, id);
}

static void
fill_panel(struct sheet *s, const struct kpi_panel *from, struct chart_panel *p)
{
	const struct kpi_run *r = s->trend->run;

	*p = (struct chart_panel){.places = from->places, .at = from->at};
	name_panel(r, from, &s->word);
	p->title = keep(s);
	note_panel(r, from, &s->word);
	p->note = keep(s);
	buf_text(&s->word,
	    kpi_unit_name(kpi_unit(r->list, from->figure), from->currency));
	p->unit = keep(s);
}

static void
fill(struct sheet *s)
{
	const struct kpi_trend *t = s->trend;
	const struct kpi_run *r = t->run;

	s->x = mem_array(r->nperiod, sizeof *s->x);
	for (size_t i = t->first; i < r->nperiod; i++) {
		name_period(r, r->periods[i], &s->word);
		s->x[i - t->first] = keep(s);
	}
	for (size_t i = 0; i < t->ngroup; i++) {
		name_group(
		    r, (struct span){t->keys[i], t->key_len[i]}, &s->word);
		s->names[i] = keep(s);
	}
	for (size_t i = 0; i < t->npanel; i++)
		fill_panel(s, &t->panels[i], &s->panels[i]);
	name_all(t, &s->word);
	if (t->ngroup == 1 && s->names[0].len > 0) {
		buf_text(&s->word, "; ");
		buf_span(&s->word, s->names[0]);
	}
}

/* Periods before there was anything are not drawn. */
static void
cut(struct kpi_trend *t)
{
	size_t all = t->run->nperiod, n;

	if (t->first == all)
		t->first = 0;
	n = all - t->first;
	for (size_t i = 0; t->first > 0 && i < t->npanel; i++)
		for (size_t g = 0; g < t->ngroup; g++)
			memmove(&t->panels[i].at[g * n],
			    &t->panels[i].at[g * all + t->first],
			    n * sizeof *t->panels[i].at);
}

void
kpi_trend_write(struct kpi_trend *t)
{
	struct sheet s = {.trend = t};
	struct chart c = {.panels = s.panels, .names = s.names};
	struct buf to = {0};

	if (t == NULL)
		return;
	qsort(t->panels, t->npanel, sizeof *t->panels, by_place);
	cut(t);
	s.texts = intern_new();
	fill(&s);
	c.title = span_of("Key figures of receivables");
	c.subtitle = keep(&s);
	c.x = s.x;
	c.nx = t->run->nperiod - t->first;
	c.apart = c.nx;
	c.nname = t->ngroup;
	c.npanel = t->npanel;
	chart_lines(&c, &to);
	out_add(t->out, to.at, to.len);
	out_stage(t->out);
	t->written = true;
	buf_free(&to);
	buf_free(&s.word);
	intern_free(s.texts);
	mem_free(s.x);
}
