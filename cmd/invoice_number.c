#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/invoice.h"

/* Without a series of their own, credit memos are numbered as invoices. */
enum invoice_series
invoice_series(const struct invoice *v, const struct invoice_group *g)
{
	return g->credit && v->series[CREDITS].there ? CREDITS : INVOICES;
}

/* What this run does not see meet, another one may. */
static void
check_prefixes(const struct invoice *v)
{
	const struct counter_series *s = v->series;

	if (v->counter_file != NULL && s[CREDITS].there &&
	    !strcmp(s[INVOICES].next.prefix, s[CREDITS].next.prefix))
		diag_fail("%s: invoices and credit memos would be given one "
			  "number: \"%s\" begins both",
		    v->counter_file, s[CREDITS].next.prefix);
}

void
invoice_number_open(struct invoice *v)
{
	v->series[INVOICES] = (struct counter_series){
	    .name = "invoice", .start = v->start, .option = "--start"};
	v->series[CREDITS] = (struct counter_series){.name = "credit",
	    .start = v->credit_start,
	    .option = "--credit-start"};
	v->counter = counter_open(v->counter_file, v->series, NSERIES);
	if (!v->series[INVOICES].there)
		diag_fail("%s has no series \"invoice\" yet: say where it "
			  "begins with --start INV-1001",
		    v->counter_file);
	check_prefixes(v);
}

void
invoice_number(struct invoice *v)
{
	uint32_t used[NSERIES] = {0};

	for (uint32_t i = 0; i < v->ngroup; i++)
		if (!v->groups[i].held)
			v->groups[i].number =
			    used[invoice_series(v, &v->groups[i])]++;
	for (int i = 0; i < NSERIES; i++) {
		v->first[i] = v->series[i].next;
		if (!serial_ahead(&v->series[i].next, used[i]))
			diag_fail(
			    "%s: the numbers run out", v->series[i].option);
	}
}

struct span
invoice_doc(const struct invoice *v, const struct invoice_group *g, char *to)
{
	size_t n =
	    serial_format(to, &v->first[invoice_series(v, g)], g->number);

	return (struct span){to, n};
}
