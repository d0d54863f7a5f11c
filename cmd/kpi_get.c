#include <stdio.h>

#include "base/diag.h"
#include "cmd/kpi_out.h"

struct get {
	struct kpi_run *run;
	struct out *out;
	struct kpi_value value;
	size_t figure;
	uint64_t ngroup;
};

static void
put(struct get *t, int currency)
{
	char text[MONEY_CHARS + 1];
	struct kpi_shown shown;
	struct buf why = {0};
	size_t n;

	if (!kpi_round(t->run, t->figure, currency, &t->value, &shown)) {
		kpi_reason_add(&why, &t->value);
		diag_say("%s: %s", t->run->get, buf_string(&why));
		buf_free(&why);
		t->run->tool.findings = true;
		return;
	}
	n = money_format(text, shown.n, shown.places);
	text[n++] = '\n';
	out_add(t->out, text, n);
}

/* A group that was ever there has rows in the last period. */
static void
take(void *arg, const struct kpi_group *g)
{
	struct get *t = arg;
	const struct kpi_run *r = t->run;

	if (g->period + 1 != r->nperiod || t->ngroup++ > 0)
		return;
	kpi_work(r->list, t->figure, g->facts, 0, &t->value);
	put(t, g->currency);
}

void
kpi_get(struct kpi_run *r, struct out *out)
{
	struct get t = {.run = r, .out = out};

	t.figure = kpi_find(r, span_of(r->get));
	kpi_gather(r, take, &t);
	kpi_value_free(&t.value);
	if (t.ngroup == 0)
		diag_fail("--get: nothing to compute");
	if (t.ngroup > 1)
		diag_fail("--get: there are %llu groups: select one with "
			  "--where, or add up with --base",
		    (unsigned long long)t.ngroup);
}
