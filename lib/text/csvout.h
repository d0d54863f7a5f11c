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
	/*
	 * RFC 4180 with \n. A cell is quoted if it holds a comma, a quote,
	 * CR or LF, or if it is empty and alone in its row, which would
	 * else be a blank line.
	 */
	CSV_CSV,
	/* Tabs between; \t, \n, \r and \\ for tab, LF, CR, backslash. */
	CSV_TSV,
	/* One array, an object a line; keys in the order of the columns. */
	CSV_JSON,
	/* An object a line. */
	CSV_JSONL,
	/*
	 * Aligned for reading: two spaces between, a rule under the header,
	 * numbers to the right, control characters as '?'.  Held in memory
	 * until csvout_end.
	 */
	CSV_TABLE,
};

/* The format of a name ("csv", "table" ...); false when there is none. */
bool csvout_format(const char *name, enum csv_format *format);

enum csv_kind {
	CSV_TEXT,
	CSV_AMOUNT, /* to the right; in JSON a string, or null when blank */
	CSV_COUNT,  /* to the right; in JSON a number, or null when blank */
};

struct buf;
struct csvout;

/* A writer of rows onto o, which stays the caller's. */
struct csvout *csvout_new(struct out *o, enum csv_format format);

/* Adds a column, before the first cell; the name is copied. */
void csvout_column(struct csvout *w, struct span name, enum csv_kind kind);

/*
 * The next cell, valid UTF-8.  A blank amount or count is csvout_text with
 * the empty span.
 */
void csvout_text(struct csvout *w, struct span s);
void csvout_string(struct csvout *w, const char *s);
void csvout_money(struct csvout *w, int128 minor, int exponent);
void csvout_count(struct csvout *w, int64_t n);
void csvout_date(struct csvout *w, int32_t date);

/* The same, blank where it is 0. */
void csvout_money_or_blank(struct csvout *w, int128 minor, int exponent);
void csvout_count_or_blank(struct csvout *w, int64_t n);

/* The next cell bit by bit: what is added to the buffer until csvout_made. */
struct buf *csvout_make(struct csvout *w);
void csvout_made(struct csvout *w);

/* Ends the row; it must have exactly as many cells as columns. */
void csvout_row(struct csvout *w);

/*
 * A writer of rows that will stand among those of w: several threads can
 * write at once.  csvout_join puts what it has behind the rows of w.  Only
 * where the format has nothing between rows but their ends.
 */
bool csvout_has_parts(const struct csvout *w);
struct csvout *csvout_part(const struct csvout *w);
void csvout_join(struct csvout *w, struct csvout *part);
void csvout_part_free(struct csvout *part);

/* Writes what is held back (the table, the closing bracket) and frees w. */
void csvout_end(struct csvout *w);

#endif
