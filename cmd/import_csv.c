/* Tables of other programs: rows of the book, as a map says how to read. */
#include "cmd/import_csv.h"
#include <stdio.h>

#include "base/diag.h"
#include "cli/load.h"
#include "cmd/import.h"
#include "value/currency.h"
#include "value/date.h"

/* A list of open items has no types: its rows get them. */
static bool
has(const struct import_table *t, enum posting_column column)
{
	switch ((int)column) {
	case POSTING_DATE:
	case POSTING_TYPE:
	case POSTING_DOC:
	case POSTING_CUSTOMER:
	case POSTING_AMOUNT:
	case POSTING_ID:
		return true;
	case POSTING_ENTITY:
		return t->in->entity != NULL ||
		       source_has(&t->source, posting_names[column]);
	case POSTING_ACCOUNT:
		return t->in->account != NULL ||
		       source_has(&t->source, posting_names[column]);
	case POSTING_CURRENCY:
		return t->in->currency != NULL ||
		       source_has(&t->source, posting_names[column]);
	default:
		return source_has(&t->source, posting_names[column]);
	}
}

static void
begin(struct import_table *t, struct out *out)
{
	struct import *in = t->in;

	in->rows = csvout_new(out, in->tool.format);
	for (int i = 0; i < POSTING_NCOLUMN; i++) {
		enum posting_column column = (enum posting_column)i;

		t->has[i] = has(t, column);
		if (t->has[i])
			csvout_column(in->rows, span_of(posting_names[i]),
			    import_csv_is_money(column) ? CSV_AMOUNT
							: CSV_TEXT);
	}
}

static bool
is_open(struct import_table *t, struct batch *b, uint32_t row,
    const struct posting *p)
{
	char closed[DATE_CHARS], detail[80];
	const struct columns *c = &t->posting.columns;

	if (t->in->closed == DATE_NONE || p->date > t->in->closed)
		return true;
	date_format(closed, t->in->closed);
	snprintf(detail, sizeof detail,
	    "the books are closed up to %s (--closed)", closed);
	fault_add(&b->faults, FAULT_CLOSED, p->line,
	    columns_name(c, POSTING_DATE),
	    columns_cell(c, b, row, POSTING_DATE), detail, batch_raw(b, row));
	return false;
}

static void
take_row(struct import_table *t, struct batch *b, uint32_t row)
{
	struct posting p;

	if (columns_drop(&t->posting.columns, b, row)) {
		t->ndropped++;
		return;
	}
	if (!posting_read(&t->posting, b, row, &p) || !is_open(t, b, row, &p))
		return;
	if (p.currency == CURRENCY_UNNAMED && t->in->currency != NULL)
		p.currency = currency_find(span_of(t->in->currency));
	dupes_add(t->dupes, &t->posting, b, row, &p);
	evidence_posting(&t->sums, &p);
	import_csv_row(t, b, row, &p);
}

static void
take_batch(void *context, struct batch *b)
{
	struct import_table *t = context;

	t->ndropped = 0;
	posting_bind(&t->posting, b);
	for (uint32_t i = 0; i < b->nrow; i++)
		take_row(t, b, i);
	source_dropped(&t->source, t->ndropped);
	evidence_total(t->source.evidence, b, &t->sums);
}

static void
say_proof(const struct import_table *t)
{
	const struct import_sum *s = t->in->file.sums;
	char text[MONEY_CHARS];

	if (!t->in->tool.proof)
		return;
	source_say_rows(&t->source, "");
	for (int c = 0; c < currency_count(); c++) {
		const struct import_sum *one =
		    &s[(size_t)c * COUNTED + COUNTED_ITEM];

		if (one->n == 0)
			continue;
		money_format(text, one->sum, currency_exponent(c));
		diag_say("proof: rows: %llu, %s %s", (unsigned long long)one->n,
		    text, currency_code(c));
	}
}

void
import_csv(struct import *in, struct out *out)
{
	static struct import_table t;
	void *context = &t;

	t.in = in;
	t.dupes = dupes_new();
	in->file.name = "csv";
	in->file.sums = mem_array(
	    (size_t)currency_count() * COUNTED, sizeof *in->file.sums);
	evidence_sums_open(&t.sums);
	source_open(&t.source, &in->tool, &source_book);
	/* What was in a spreadsheet is looked at as such without a map, too. */
	in->tool.map->of[MAP_BOOK].described = true;
	posting_open(&t.posting, t.source.map);
	begin(&t, out);
	source_run(&t.source, 1, take_batch, &context);
	load_repeats(&t.source, NULL, t.dupes, DUPLICATES_ERROR);
	source_verdict(&t.source);
	say_proof(&t);
	if (t.nheld > 0)
		diag_say("in the book already, left out: %llu",
		    (unsigned long long)t.nheld);
	csvout_end(in->rows);
	posting_close(&t.posting);
	dupes_free(t.dupes);
	evidence_sums_close(&t.sums);
	source_close(&t.source);
}
