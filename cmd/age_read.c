#include "cli/load.h"
#include "cmd/age.h"
#include "text/keep.h"

/* A row on its way into the ledger: what is kept beside it. */
static uint32_t
keep_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct age *a = arg;

	a->nlater += p->date > a->policy.asof;
	if (a->source.keep != NULL)
		keep_add(a->source.keep, b, row);
	if (a->base != NULL)
		base_book_note(&a->booked, p, b, row);
	return carry_tag(&a->carry, b, row);
}

/* A snapshot may be summed by several threads, row by row, as it comes. */
static bool
can_stream(const struct age *a)
{
	return source_is_snapshot(&a->source) && !a->items &&
	       a->history == NULL && !a->open_book && a->tool.rejects == NULL &&
	       a->policy.credits != AGING_OLDEST;
}

static void
read_netted(struct age *a)
{
	struct load load = {&a->source, tool_duplicates(&a->tool), keep_row, a};

	if (a->open_book || a->tool.rejects != NULL)
		a->source.keep = keep_new();
	base_book_open(&a->booked, a->base, a->source.map);
	carry_open(&a->carry, a->source.map, &a->carried);
	a->pivot = pivot_new(aging_places(&a->policy));
	a->ledger = load_book(&load);
	fault_merge(&a->worth.missing, &a->booked.wrong);
}

void
age_read(struct age *a)
{
	if (can_stream(a))
		age_stream(a);
	else
		read_netted(a);
	source_verdict(&a->source);
}
