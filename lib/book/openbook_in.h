/* What openbook.c, which chooses, and openbook_row.c, which prints, share. */
#ifndef BOOK_OPENBOOK_IN_H
#define BOOK_OPENBOOK_IN_H

#include "base/intern.h"
#include "book/openbook.h"
#include "text/columns.h"

/* A writer of book rows whose columns are all that the kept rows have. */
struct openbook_writer {
	const struct openbook_plan *plan;
	struct csvout *w;
	const char **names; /* the book's, then the others of the input */
	size_t n;
	struct columns columns;
	struct batch batch; /* the kept row at hand */
	struct span *cells; /* of it, n */
	struct intern *ids; /* given to opening rows so far */
};

void openbook_open(struct openbook_writer *o, const struct openbook_plan *plan,
    struct csvout *w);
void openbook_close(struct openbook_writer *o);

/* An open part of an item, as an opening row. */
void openbook_part(struct openbook_writer *o, const struct ledger_part *part);

/* A kept row as it was; `amount`, unless NULL, takes the place of its own. */
void openbook_row(struct openbook_writer *o, uint64_t line, const char *amount);

/* The posting date of a kept row. */
int32_t openbook_date(struct openbook_writer *o, uint64_t line);

#endif
