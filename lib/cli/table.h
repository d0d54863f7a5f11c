/* Reading the small tables beside the book: customers, rates, policies. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/tool.h"
#include "text/csvin.h"

/*
 * Reads a table from `path` through its section of the map and calls row()
 * for each row; faults, those that row() adds to the batch included, are
 * printed and fail the program.  `required` are column names; those
 * that the map gives a default may be missing.  Rows that it drops are left
 * out.
 */
void table_read(struct tool *t, const char *path, enum map_table table,
    const char *const *required, size_t n,
    void (*row)(void *arg, struct batch *b, uint32_t row), void *arg);

/*
 * The same as a struct, for a table of which more is to be known than its
 * rows.  Unless they are NULL, header(arg, h) is called with the first header
 * before any row, be there rows or not, and end(arg, faults) after the last
 * row: it may add faults that only all rows together show.
 */
struct table_kind {
	enum map_table table;
	const char *const *required;
	size_t n;
	void (*row)(void *arg, struct batch *b, uint32_t row);
	void (*end)(void *arg, struct faults *faults);
	void (*header)(void *arg, const struct csv_header *h);
};

void table_read_whole(
    struct tool *t, const char *path, const struct table_kind *kind, void *arg);

#endif
