/* The books that the rows will be added to: what stands there already. */
#include "base/mem.h"
#include "book/cells.h"
#include "cli/table.h"
#include "cmd/import.h"

enum { ID, DOC, CUSTOMER, TYPE, NCOLUMN };
static const char *const names[] = {"id", "doc", "customer", "type"};

struct reader {
	struct import *in;
	struct columns columns;
};

static void
take_row(void *arg, struct batch *b, uint32_t row)
{
	struct reader *r = arg;
	struct cells in = {&r->columns, NULL, b, row};
	struct span id, doc;

	columns_bind(&r->columns, b->header);
	id = cells_text(&in, ID);
	doc = cells_text(&in, DOC);
	if (id.len > 0)
		intern_add(r->in->held, id);
	if (doc.len > 0 && span_is(cells_text(&in, TYPE), "receipt"))
		import_name_take(r->in, cells_text(&in, CUSTOMER), doc);
}

void
import_books_read(struct import *in)
{
	struct reader r = {.in = in};

	in->docs = often_new_marked();
	in->tuples = often_new();
	if (in->books.n > 0 || in->aliases != NULL || in->csv ||
	    in->format->items)
		in->names = often_new();
	if (in->books.n == 0)
		return;
	in->held = intern_new();
	columns_open(&r.columns, &in->tool.map->of[MAP_BOOK], names, NCOLUMN);
	for (size_t i = 0; i < in->books.n; i++)
		table_read(&in->tool, in->books.at[i], MAP_BOOK, names, NCOLUMN,
		    take_row, &r);
	columns_free(&r.columns);
}
