#include "cmd/reconcile_note.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

#include <string.h>

enum { NOTE_TAX, NOTE_BATCH };

/* A column of --batch must be there: else all rows are one batch. */
static void
add_batch(struct reconcile_run *r, struct reconcile_note *n)
{
	const char *list = r->batch;
	struct span all = span_of(list), word;
	size_t cap = 1;

	n->names = mem_array(1, sizeof *n->names);
	n->names[NOTE_TAX] = "tax";
	n->words = mem_copy(all.at, all.len);
	while (opts_item(&list, &word)) {
		char *name = n->words + (word.at - all.at);

		name[word.len] = '\0';
		if (!source_has(&r->book, name))
			diag_fail(
			    "--batch: the book has no column \"%s\"", name);
		n->names = mem_grow(n->names, &cap, n->nbatch + NOTE_BATCH + 1,
		    sizeof *n->names);
		n->names[NOTE_BATCH + n->nbatch++] = name;
	}
}

struct reconcile_note *
reconcile_note_new(struct reconcile_run *r)
{
	struct reconcile_note *n = mem_array(1, sizeof *n);

	add_batch(r, n);
	columns_open(
	    &n->columns, r->book.map, n->names, NOTE_BATCH + n->nbatch);
	n->crosses = r->mode == RECONCILE_CHECK || r->money != NULL ||
		     r->advance != NULL || source_has(&r->book, "account");
	n->texts = intern_new();
	base_book_open(&n->booked, r->money, r->book.map);
	return n;
}

void
reconcile_note_free(struct reconcile_note *n)
{
	if (n == NULL)
		return;
	columns_free(&n->columns);
	base_book_close(&n->booked);
	intern_free(n->texts);
	buf_free(&n->key);
	mem_free(n->rows);
	mem_free(n->names);
	mem_free(n->words);
	mem_free(n);
}

/* The reader has checked the cell: what is wrong in it is a fault. */
static int64_t
tax_of(const struct reconcile_note *n, const struct posting *p,
    const struct batch *b, uint32_t row)
{
	struct span cell = columns_cell(&n->columns, b, row, NOTE_TAX);
	int64_t minor = 0;

	if (cell.len > 0)
		money_parse(cell, currency_exponent(p->currency),
		    &n->columns.map->money, &minor);
	return minor;
}

/* What rows take from their document, or count from, is put in where the key
   is printed (RECONCILE_CELLS). */
static void
put_cell(struct reconcile_note *n, const struct batch *b, uint32_t row,
    size_t column)
{
	static const char *const later[] = RECONCILE_CELLS;

	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
		if (!strcmp(n->names[column], later[i])) {
			buf_byte(&n->key, (char)i);
			return;
		}
	buf_span(&n->key, columns_cell(&n->columns, b, row, column));
}

/* Cells joined by "/". */
static uint32_t
batch_of(struct reconcile_note *n, const struct batch *b, uint32_t row)
{
	if (n->nbatch == 0)
		return RECON_NONE;
	n->key.len = 0;
	for (size_t i = 0; i < n->nbatch; i++) {
		if (i > 0)
			buf_byte(&n->key, '/');
		put_cell(n, b, row, NOTE_BATCH + i);
	}
	return intern_add(n->texts, (struct span){n->key.at, n->key.len});
}

static uint32_t
text(struct reconcile_note *n, struct span s)
{
	return s.len > 0 ? intern_add(n->texts, s) : RECON_NONE;
}

/* An application within a unit makes no entry: most are, and have no note. */
static bool
is_dated(const struct reconcile_run *r, const struct posting *p)
{
	enum posting_class class = posting_class(p->type);

	if (class == CLASS_APPLIES)
		return r->note->crosses || p->currency != p->ref_currency ||
		       !span_equal(p->entity, p->ref_entity);
	return class == CLASS_ACTS || class == CLASS_TRANSFERS;
}

static bool
is_kept(const struct reconcile_row *row)
{
	return row->tax != 0 || row->doc != RECON_NONE ||
	       row->reason != RECON_NONE || row->batch != RECON_NONE ||
	       row->date != DATE_NONE;
}

uint32_t
reconcile_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct reconcile_run *r = arg;
	struct reconcile_note *n = r->note;
	enum posting_class class = posting_class(p->type);
	bool acts = class == CLASS_ACTS;
	bool told = class == CLASS_EVENT || class == CLASS_TELLS;
	struct reconcile_row note = {.line = p->line};

	columns_bind(&n->columns, b->header);
	if (r->book.keep != NULL)
		keep_add(r->book.keep, b, row);
	note.tax = tax_of(n, p, b, row);
	note.batch = told ? RECON_NONE : batch_of(n, b, row);
	note.reason = text(n, p->reason);
	note.doc = acts ? text(n, p->doc) : RECON_NONE;
	note.date = is_dated(r, p) ? p->date : DATE_NONE;
	if (is_kept(&note)) {
		n->rows = mem_grow(n->rows, &n->cap, n->n + 1, sizeof *n->rows);
		n->rows[n->n++] = note;
	}
	base_book_note(&n->booked, p, b, row);
	if (r->also != NULL)
		r->also(r, p, b, row);
	return 0;
}

static void
rename_one(struct reconcile_run *r, uint32_t *name)
{
	if (*name != RECON_NONE)
		*name =
		    intern_add(r->names, intern_text(r->note->texts, *name));
}

void
reconcile_note_close(struct reconcile_run *r)
{
	struct reconcile_note *n = r->note;

	for (size_t i = 0; i < n->n; i++) {
		rename_one(r, &n->rows[i].doc);
		rename_one(r, &n->rows[i].reason);
		rename_one(r, &n->rows[i].batch);
	}
	intern_free(n->texts);
	n->texts = NULL;
}

/* The first row from this line on is near the last one that was found: one
   step, or all of them are searched. */
static size_t
first_from(const struct reconcile_note *n, uint64_t line, size_t near)
{
	size_t from = 0, to = n->n;

	if (near < to && n->rows[near].line < line)
		near++;
	if ((near == to || n->rows[near].line >= line) &&
	    (near == 0 || n->rows[near - 1].line < line))
		return near;
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (n->rows[mid].line < line)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

const struct reconcile_row *
reconcile_note_find(const struct reconcile_note *n, uint64_t line, size_t *at)
{
	*at = first_from(n, line, *at);
	return *at < n->n && n->rows[*at].line == line ? &n->rows[*at] : NULL;
}
