/*
 * Rows out: one writer for every format.  Cells are given in order, row by
 * row; the writer knows from the columns how each is written.
 */
#ifndef TEXT_CSVOUT_H
#define TEXT_CSVOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/span.h"
#include "value/int128.h"

enum csv_format {
	CSV_CSV,   /* RFC 4180, \n, quotes only where needed */
	CSV_TSV,   /* tabs; backslash escapes for tab, newline, backslash */
	CSV_JSON,  /* one array of objects; amounts are strings */
	CSV_JSONL, /* an object a line */
	CSV_TABLE, /* aligned for reading; amounts to the right */
};

/* The format of a name ("csv", "table" ...); false when there is none. */
bool csvout_format(const char *name, enum csv_format *format);

enum csv_kind {
	CSV_TEXT,
	CSV_AMOUNT, /* aligned right; a string in JSON */
	CSV_COUNT,  /* aligned right; a number in JSON */
};

struct csvout;

/* A writer of rows onto o, which stays the caller's. */
struct csvout *csvout_new(struct out *o, enum csv_format format);

/* Adds a column, before the first cell; the name is copied. */
void csvout_column(struct csvout *w, struct span name, enum csv_kind kind);

/* The next cell. Blank amounts and counts are written as text "". */
void csvout_text(struct csvout *w, struct span s);
void csvout_string(struct csvout *w, const char *s);
void csvout_money(struct csvout *w, int128 minor, int exponent);
void csvout_count(struct csvout *w, int64_t n);
void csvout_date(struct csvout *w, int32_t date);

/* Ends the row; it must have exactly as many cells as columns. */
void csvout_row(struct csvout *w);

/* Writes what is held back (the table, the closing bracket) and frees w. */
void csvout_end(struct csvout *w);

#endif
