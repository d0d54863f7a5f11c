#include "base/diag.h"
#include "cli/fields.h"
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

/* The columns without which this tool finds less, or something else. */
static const char *const wanted[] = {"type", "currency", "entity", "due",
    "doc_date", "ref", "ref_due", "memo", "terms", "po", "discount_date",
    "discount", "deduction", "reason", NULL};

void
apply_open_book(struct apply *a)
{
	static struct source_kind kind;
	static const struct carried none;

	kind = source_book;
	kind.optional = wanted;
	source_open(&a->source, &a->tool, &kind);
	if (source_is_snapshot(&a->source))
		diag_fail("a plain list has no receipts: what pays what needs "
			  "a book, with types (ar-book(5))");
	fields_check_cols(&a->tool.cols, &none);
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
