#include "cli/load.h"
#include "cmd/apply_in.h"

/* Discounts that make no sense are bad data; where bad rows are put aside,
   these are told of, and count without their discount. */
static void
judge(struct apply *a)
{
	struct faults *wrong = &a->notes->faults;

	if (a->tool.rejects == NULL)
		fault_merge(&a->source.faults, wrong);
	source_verdict(&a->source);
	source_report(&a->source, wrong);
	fault_free(wrong);
}

void
apply_read(struct apply *a)
{
	struct load load = {
	    &a->source, tool_duplicates(&a->tool), apply_note, a};

	apply_tables(a);
	apply_note_open(a);
	if (a->tool.rejects != NULL)
		a->source.keep = keep_new();
	a->ledger = load_book(&load);
	judge(a);
	a->has_currency = source_met(&a->source, "currency");
	a->has_entity = source_met(&a->source, "entity");
	apply_notes_close(a);
	apply_world_open(a);
	apply_terms_open(a);
}
