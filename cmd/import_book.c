/* The books that the rows will be added to: what stands there already. */
#include "base/diag.h"
#include "book/cells.h"
#include "cli/table.h"
#include "cmd/import.h"

/* A book that was begun by hand has no ids: so that column comes last, behind
   those that are needed. */
enum { DOC, CUSTOMER, TYPE, NNEEDED, ID = NNEEDED, NCOLUMN };
static const char *const names[] = {"doc", "customer", "type", "id"};

struct reader {
	struct import *in;
	struct columns columns;
	bool rows, ids; /* of this book: any, and a column for them */
};

static void
take_row(void *arg, struct batch *b, uint32_t row)
{
	struct reader *r = arg;
	struct cells in = {&r->columns, NULL, b, row};
	struct span id, doc;

	columns_bind(&r->columns, b->header);
	r->rows = true;
	r->ids |= r->columns.at[ID] >= 0;
	id = cells_text(&in, ID);
	doc = cells_text(&in, DOC);
	if (id.len > 0)
		intern_add(r->in->held, id);
	if (doc.len > 0 && span_is(cells_text(&in, TYPE), "receipt"))
		import_name_take(r->in, cells_text(&in, CUSTOMER), doc);
}

static void
read_book(struct reader *r, const char *path)
{
	r->rows = r->ids = false;
	table_read(&r->in->tool, path, MAP_BOOK, names, NNEEDED, take_row, r);
	if (r->rows && !r->ids)
		diag_say("note: %s has no column id: it can't be told what of "
			 "the files is there already",
		    path);
}

/* In csv the map is that of the files; the book is one of our own. */
static void
read_books(struct import *in)
{
	struct reader r = {.in = in};
	struct map *map = in->tool.map;

	if (in->csv)
		in->tool.map = map_new();
	columns_open(&r.columns, &in->tool.map->of[MAP_BOOK], names, NCOLUMN);
	for (size_t i = 0; i < in->books.n; i++)
		read_book(&r, in->books.at[i]);
	columns_free(&r.columns);
	if (in->csv)
		map_free(in->tool.map);
	in->tool.map = map;
}

void
import_books_read(struct import *in)
{
	in->docs = often_new_marked();
	in->tuples = often_new();
	if (in->books.n > 0 || in->aliases != NULL || in->csv ||
	    in->format->items)
		in->names = often_new();
	if (in->books.n == 0)
		return;
	in->held = intern_new();
	read_books(in);
}
