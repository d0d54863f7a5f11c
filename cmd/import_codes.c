/* What codes of a format mean: the installed table, and the user's over it. */
#include <stdio.h>

#include "base/mem.h"
#include "book/cells.h"
#include "cli/table.h"
#include "cmd/import.h"

enum { CODE, USE, NCOLUMN };
static const char *const names[] = {"code", "use"};

struct reader {
	struct import *in;
	struct columns columns;
};

static bool
find_use(struct span word, enum import_use *use)
{
	static const char *const uses[] = {[USE_RECEIPT] = "receipt",
	    [USE_RETURN] = "return",
	    [USE_INSIDE] = "inside",
	    [USE_IGNORE] = "ignore"};

	for (int i = USE_RECEIPT; i <= USE_IGNORE; i++)
		if (span_is(word, uses[i])) {
			*use = (enum import_use)i;
			return true;
		}
	return false;
}

static void
take_row(void *arg, struct batch *b, uint32_t row)
{
	struct reader *r = arg;
	struct cells in = {&r->columns, NULL, b, row};
	struct span code;
	enum import_use use;

	columns_bind(&r->columns, b->header);
	code = cells_text(&in, CODE);
	if (code.len == 0)
		cells_wrong(&in, FAULT_BLANK, CODE, "something has this use");
	else if (!find_use(cells_text(&in, USE), &use))
		cells_wrong(&in, FAULT_NUMBER, USE,
		    "a use (receipt, return, inside or ignore)");
	else
		*intern_mark(r->in->codes, intern_add(r->in->codes, code)) =
		    use;
}

static void
read_table(struct import *in, const char *path)
{
	struct reader r = {.in = in};

	columns_open(&r.columns, &in->tool.map->of[MAP_CODES], names, NCOLUMN);
	table_read(&in->tool, path, MAP_CODES, names, NCOLUMN, take_row, &r);
	columns_free(&r.columns);
}

void
import_codes_read(struct import *in)
{
	char name[128], *installed;

	in->codes = intern_new();
	snprintf(name, sizeof name, "codes/%s.csv", in->format->name);
	installed = tool_data(name);
	if (installed != NULL)
		read_table(in, installed); /* which remembers its name */
	if (in->codes_file != NULL)
		read_table(in, in->codes_file);
}

enum import_use
import_code(const struct import *in, struct span code)
{
	uint32_t id = intern_find(in->codes, code);

	return id == INTERN_NONE
		   ? USE_UNKNOWN
		   : (enum import_use) * intern_mark(in->codes, id);
}
