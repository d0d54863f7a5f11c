/*
 * What the files of the opening book share: openbook.c chooses what is
 * brought forward, openbook_events.c which events; openbook_items.c,
 * openbook_part.c, openbook_row.c and openbook_names.c print it.
 */
#ifndef BOOK_OPENBOOK_IN_H
#define BOOK_OPENBOOK_IN_H

#include "base/buf.h"
#include "base/intern.h"
#include "book/openbook.h"
#include "text/columns.h"
#include "value/money.h"

/* What is known of each item and event on the day. */
struct openbook_chooser {
	const struct openbook_plan *plan;
	struct ledger *l;
	uint32_t *group; /* of each item: a link towards the group's name */
	bool *whole;     /* by name of group: kept as it was */
	bool *open;      /* by item: something is open */
	bool *touched;   /* by item: a row acted on it by the day */
	uint64_t *lines; /* rows to print as they were */
	size_t nline, cap;
};

bool openbook_is_whole(struct openbook_chooser *c, uint32_t item);
void openbook_want(struct openbook_chooser *c, uint64_t line);

/* Wants the events that still matter after the day; disputes are told by
   what is left of them, unless their group is kept whole. */
void openbook_want_events(struct openbook_chooser *c);

/* A row as it will be printed, held back to be put in order: its cells are
   those of `held` from `at`, each ended by a NUL. */
struct openbook_held {
	uint8_t type;
	size_t at, len;
};

/* How often each key has been met. */
struct openbook_tally {
	struct intern *keys;
	uint32_t *count; /* by id */
	uint32_t n;
	size_t cap;
};

/* A writer of book rows whose columns are all that the kept rows have. */
struct openbook_writer {
	const struct openbook_plan *plan;
	struct csvout *w;
	char **names;    /* the book's, then the others of the input */
	uint8_t *column; /* of each name: enum posting_column, or
			    POSTING_NCOLUMN */
	size_t n;
	int16_t place[POSTING_NCOLUMN]; /* among the names, or -1 */
	struct columns columns;
	struct batch batch;       /* the kept row at hand */
	struct span *cells;       /* of it, n */
	char (*own)[MONEY_CHARS]; /* those that a map has otherwise */
	struct buf held;
	struct openbook_held *rows;
	size_t nrow, row_cap;
	struct openbook_tally ids;   /* given to opening rows so far */
	struct openbook_tally parts; /* items, dues and lines opened so far */
	struct buf key, inherited;
};

void openbook_open(struct openbook_writer *o, const struct openbook_plan *plan,
    struct csvout *w);

/* Prints what was held back, by date and type, and frees what o holds. */
void openbook_close(struct openbook_writer *o);

/* Finds the columns that the new book has. */
void openbook_names(struct openbook_writer *o);

/* Puts the cells of a kept row into o->cells, in the book's own notation. */
void openbook_fetch(struct openbook_writer *o, uint64_t line);

/* A cell of the row at hand; one that is written to no effect when the new
   book has no such column. */
struct span *openbook_cell(
    struct openbook_writer *o, enum posting_column column);

/* Prints the row at hand. */
void openbook_put(struct openbook_writer *o);

/* What is open of a part of an item, be it nothing, as an opening row. */
void openbook_part(struct openbook_writer *o, const struct ledger_part *part);

/* Holds back a kept row as it was; `amount`, unless NULL, takes the place of
   its own. */
void openbook_row(struct openbook_writer *o, uint64_t line, const char *amount);

/* Prints the open items of groups that are not kept whole, in order of their
   names, and holds back what is left of their disputes. */
void openbook_items(struct openbook_chooser *c, struct openbook_writer *o);

/* The posting date of a kept row. */
int32_t openbook_date(struct openbook_writer *o, uint64_t line);

#endif
