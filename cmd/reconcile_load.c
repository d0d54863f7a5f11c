#include "base/diag.h"
#include "base/known.h"
#include "base/mem.h"
#include "cli/load.h"
#include "cli/prior.h"
#include "cli/tables.h"
#include "cmd/reconcile_note.h"
#include "text/keep.h"
#include "value/date.h"

/* A book that begins with a balance brought forward is blind before it. */
static void
check_start(const struct reconcile_run *r)
{
	int32_t start = ledger_start(r->ledger);
	char day[DATE_CHARS];

	if (start == DATE_NONE || r->to >= start)
		return;
	date_format(day, start);
	diag_fail(
	    "the book opens on %s and can't tell of a day before it", day);
}

void
reconcile_load(struct reconcile_run *r)
{
	struct load load = {
	    &r->book, tool_duplicates(&r->tool), reconcile_note_row, r};

	if (r->prior_file != NULL)
		r->tool.prior = prior_read(r->prior_file, "book");
	source_open(&r->book, &r->tool, &source_book);
	r->money = base_open(&r->tool, &r->base);
	base_check(r->money, &r->book);
	r->customers = tables_customers(&r->tool, r->customers_file, false);
	r->note = reconcile_note_new(r);
	if (r->tool.rejects != NULL)
		r->book.keep = keep_new();
	r->ledger = load_book(&load);
	source_verdict(&r->book);
	source_fail(&r->book, &r->note->booked.wrong);
	check_start(r);
	r->names = ledger_names(r->ledger);
	reconcile_note_close(r);
}

bool
reconcile_is_late(const struct reconcile_run *r, uint64_t line, int32_t date)
{
	return r->tool.prior != NULL && date <= prior_asof(r->tool.prior) &&
	       prior_is_new(r->tool.prior, line);
}

struct span
reconcile_reason(const struct reconcile_run *r, uint64_t line)
{
	size_t at = 0;
	const struct reconcile_row *row =
	    reconcile_note_find(r->note, line, &at);

	return reconcile_text(r, row != NULL ? row->reason : RECON_NONE);
}

struct span
reconcile_doc(const struct reconcile_run *r, uint64_t line)
{
	size_t at = 0;
	const struct reconcile_row *row =
	    reconcile_note_find(r->note, line, &at);

	return reconcile_text(r, row != NULL ? row->doc : RECON_NONE);
}

void
reconcile_free(struct reconcile_run *r)
{
	if (r->book.in != NULL)
		source_close(&r->book);
	if (r->other.in != NULL)
		source_close(&r->other);
	if (r->ledger == NULL)
		intern_free(r->names);
	if (r->check)
		reconcile_check_free(r);
	reconcile_items_free(&r->items);
	reconcile_note_free(r->note);
	ledger_free(r->ledger);
	prior_free(r->tool.prior);
	customers_free(r->customers);
	base_free(r->money);
	if (r->find_unit != NULL)
		known_free(r->find_unit);
	mem_free(r->accounts);
	mem_free(r->units);
	mem_free(r->balance);
	mem_free(r->tally);
	mem_free(r->tolerances);
	mem_free(r->entries[RECON_BOOK]);
	mem_free(r->entries[RECON_OTHER]);
}
