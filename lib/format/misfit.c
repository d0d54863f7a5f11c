#include "format/misfit.h"

#include <stdio.h>

bool
misfit_set(struct misfit *why, struct misfit what)
{
	*why = what;
	return false;
}

static void
add_subject(struct buf *b, const struct misfit *why)
{
	char line[32];

	if (why->line > 0) {
		snprintf(
		    line, sizeof line, "line %lu ", (unsigned long)why->line);
		buf_text(b, line);
	} else if (why->table == NULL) {
		buf_text(b, "the bill ");
	} else {
		buf_text(b, strcmp(why->table, "sellers") == 0
				? "the seller "
				: "the customer ");
	}
}

void
misfit_text(struct buf *b, const struct misfit *why)
{
	add_subject(b, why);
	buf_text(b, why->what);
	if (why->rule != NULL) {
		buf_text(b, " (");
		buf_text(b, why->rule);
		buf_byte(b, ')');
	}
	if (why->column == NULL)
		return;
	buf_text(b, ": see column ");
	buf_text(b, why->column);
	if (why->table != NULL) {
		buf_text(b, " of the ");
		buf_text(b, why->table);
		buf_text(b, " table");
	}
}
