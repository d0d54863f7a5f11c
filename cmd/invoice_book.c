#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cli/load.h"
#include "cmd/invoice_check.h"

/* What is kept beside the ledger. */
struct beside {
	struct invoice *invoice;
	struct invoice_book *book;
	struct columns po; /* the ledger keeps tags, not orders */
};

static uint32_t
keep_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct beside *beside = arg;

	invoice_ref_row(beside->invoice, p);
	columns_bind(&beside->po, b->header);
	return intern_add(
	    beside->book->pos, columns_cell(&beside->po, b, row, 0));
}

struct invoice_book *
invoice_book_read(struct invoice *v)
{
	static const char *const po[] = {"po"};
	struct invoice_book *book = mem_array(1, sizeof *book);
	struct beside beside = {.invoice = v, .book = book};
	struct load load = {&book->source, DUPLICATES_ERROR, keep_row, &beside};

	book->pos = intern_new();
	invoice_ref_begin(v);
	source_open_files(
	    &book->source, &v->tool, &source_book, v->books.at, v->books.n);
	columns_open(&beside.po, book->source.map, po, 1);
	book->ledger = load_book(&load);
	source_verdict(&book->source);
	columns_free(&beside.po);
	return book;
}
