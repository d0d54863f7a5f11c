/* What the files of the writer share. */
#ifndef TEXT_CSVOUT_IN_H
#define TEXT_CSVOUT_IN_H

#include "base/buf.h"
#include "text/csvout.h"
#include "value/date.h"

struct csvout_column {
	char *name;
	size_t len;
	enum csv_kind kind;
	struct buf key; /* "name": as JSON has it */
};

#define CSVOUT_DAYS 16 /* a power of 2 */

struct csvout {
	struct out *out; /* NULL: this is a part */
	enum csv_format format;
	struct csvout_column *columns;
	size_t ncol, cap;
	size_t at; /* column of the next cell */
	uint64_t nrow;
	bool headed;     /* the header is out */
	char delimiter;  /* of CSV and TSV; 0: neither */
	struct buf line; /* bytes on their way to out */
	struct buf made; /* a cell that is made bit by bit, but for CSV */
	size_t making;   /* of CSV: where that begins in line */
	struct csvout_day {
		int32_t date;
		uint32_t len;
		char text[DATE_CHARS];
	} days[CSVOUT_DAYS]; /* as they were last written */

	/* CSV_TABLE: all cells, header first, until the widths are known */
	struct buf held;
	size_t *ends; /* where each cell ends in held */
	size_t nend, capend;
};

/* Adds n bytes to w->line or its like, which is never without memory. */
static inline void
csvout_put(struct buf *b, const char *p, size_t n)
{
	if (b->cap - b->len < n)
		buf_room(b, n);
	memcpy(b->at + b->len, p, n);
	b->len += n;
}

/* Whether a cell of CSV must be quoted for what it holds. */
bool csvout_special(struct span s);

/* A cell of CSV, quoted if need be; `alone` if it is all of its row. */
void csvout_quoted(struct buf *b, struct span s, bool alone);

/* A cell of TSV. */
void csvout_escaped(struct buf *b, struct span s);

/* A value of JSON, as the kind of its column has it. */
void csvout_json(struct buf *b, struct span s, enum csv_kind kind);

/* Holds a cell of a table back, and writes all that are held. */
void csvout_hold(struct csvout *w, struct span s);
void csvout_table(struct csvout *w);

/* As much as goes to out at a time. */
#define CSVOUT_FLUSH (64 * 1024)

/* Gives w->line to out when there is enough of it. */
void csvout_flush(struct csvout *w, size_t enough);

#endif
