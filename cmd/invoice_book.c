#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "book/dupes.h"
#include "cmd/invoice_check.h"

/* The book on its way into the ledger. */
struct reader {
	struct invoice *invoice;
	struct invoice_book *book;
	struct posting_reader posting;
	struct columns po; /* not the ledger's, but it keeps tags */
	struct dupes *dupes;
};

static void
load_row(struct reader *r, struct batch *b, uint32_t row)
{
	struct posting p;

	if (!posting_read(&r->posting, b, row, &p)) {
		ledger_refuse(r->book->ledger, &p);
		return;
	}
	invoice_ref_row(r->invoice, &p);
	dupes_add(r->dupes, &r->posting, b, row, &p);
	ledger_add(r->book->ledger, &p,
	    intern_add(r->book->pos, columns_cell(&r->po, b, row, 0)));
}

static void
load_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t ndropped = 0;

	posting_bind(&r->posting, b);
	columns_bind(&r->po, b->header);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->posting.columns, b, i))
			ndropped++;
		else
			load_row(r, b, i);
	source_dropped(&r->book->source, ndropped);
}

static void
repeated(void *arg, enum dupes_kind kind, uint64_t line, uint64_t first)
{
	static const enum fault_code codes[] = {
	    FAULT_DUPLICATE_ID, FAULT_DUPLICATE_ITEM, FAULT_DUPLICATE_ROW};
	static const char *const columns[] = {"id", "doc", NULL};
	static const struct span none;
	struct invoice_book *book = arg;
	struct fault *f = fault_add(&book->source.faults, codes[kind], line,
	    columns[kind], none, NULL, none);

	if (f != NULL)
		f->other = first;
	ledger_drop(book->ledger, line);
}

struct invoice_book *
invoice_book_read(struct invoice *v)
{
	static const char *const po[] = {"po"};
	struct invoice_book *book = mem_array(1, sizeof *book);
	struct reader r = {.invoice = v, .book = book};
	void *context = &r;

	book->ledger = ledger_new();
	book->pos = intern_new();
	invoice_ref_begin(v);
	source_open_files(
	    &book->source, &v->tool, &source_book, v->books.at, v->books.n);
	posting_open(&r.posting, book->source.map);
	columns_open(&r.po, book->source.map, po, 1);
	r.dupes = dupes_new();
	source_run(&book->source, 1, load_batch, &context);
	dupes_find(r.dupes, repeated, book);
	ledger_close(book->ledger, &book->source.faults);
	source_verdict(&book->source);
	posting_close(&r.posting);
	columns_free(&r.po);
	dupes_free(r.dupes);
	return book;
}
