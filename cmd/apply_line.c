#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_in.h"

/* The remittance lines of money, of where it came in and where it is. */

static void
add_lines(struct apply_desk *d, uint32_t item)
{
	const struct apply *a = d->apply;

	for (uint32_t i = ledger_item(a->ledger, item)->event; i != LEDGER_NONE;
	     i = ledger_event(a->ledger, i)->next) {
		const struct ledger_event *e = ledger_event(a->ledger, i);
		const struct apply_remit *remit;

		if (e->type != TYPE_REMIT || e->date > a->asof)
			continue;
		remit = apply_remit_of(a->notes, e->line);
		if (remit == NULL)
			continue;
		d->line = mem_grow(
		    d->line, &d->line_cap, d->nline + 1, sizeof *d->line);
		d->line[d->nline++] = (struct apply_line){remit, e->amount};
	}
}

/* A line beside the number it is sorted by. */
struct sorted {
	struct span ref;
	struct apply_line line;
};

static int
by_amounts(const struct apply_line *a, const struct apply_line *b)
{
	const struct apply_remit *x = a->remit, *y = b->remit;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	if (x->discount != y->discount)
		return x->discount > y->discount ? -1 : 1;
	return (x->deduction < y->deduction) - (x->deduction > y->deduction);
}

static int
by_content(const void *p, const void *q)
{
	const struct sorted *a = p, *b = q;
	const struct apply_remit *x = a->line.remit, *y = b->line.remit;
	int c = span_compare(a->ref, b->ref);

	if (c == 0)
		c = (x->due > y->due) - (x->due < y->due);
	if (c == 0)
		c = by_amounts(&a->line, &b->line);
	if (c != 0 || x->reason == y->reason)
		return c;
	return strcmp(x->reason != NULL ? x->reason : "",
	    y->reason != NULL ? y->reason : "");
}

/* Rows of a book have no order, and so lines have none but their own. */
static void
sort_lines(struct apply_desk *d)
{
	struct sorted *all = mem_array(d->nline, sizeof *all);

	for (size_t i = 0; i < d->nline; i++) {
		all[i].line = d->line[i];
		apply_kept(
		    d->apply->notes, d->line[i].remit->ref, &all[i].ref, 1);
	}
	qsort(all, d->nline, sizeof *all, by_content);
	for (size_t i = 0; i < d->nline; i++)
		d->line[i] = all[i].line;
	mem_free(all);
}

void
apply_lines(struct apply_desk *d, const struct apply_money *m)
{
	d->nline = 0;
	add_lines(d, m->from);
	if (m->from != m->item)
		add_lines(d, m->item);
	if (d->nline > 1)
		sort_lines(d);
}

uint8_t
apply_block(const struct apply *a, const struct apply_money *m)
{
	if (m->later)
		return BLOCK_LATER;
	if (!m->receipt)
		return BLOCK_NOT;
	if (m->customer == a->world->unidentified)
		return BLOCK_PAYER;
	if (a->world->held[m->customer])
		return BLOCK_HOLD;
	if (m->doc_date == DATE_NONE)
		return BLOCK_NOT;
	if (m->doc_date > a->asof)
		return BLOCK_FUTURE;
	if ((int64_t)m->date - m->doc_date > a->stale_days)
		return BLOCK_STALE;
	return BLOCK_NOT;
}
