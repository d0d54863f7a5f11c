/* A row of the book as ar-dun prints it, and what it is known by. */
#ifndef CMD_DUN_ROW_H
#define CMD_DUN_ROW_H

#include "base/buf.h"
#include "cmd/dun.h"

/* Begins with d and w, and no text; dun_row_free frees the rest. */
struct dun_printing {
	const struct dun *d;
	struct csvout *w;
	struct buf id, rule;
};

/* One row, whatever its type; its names, its rule and its id are those of the
   part.  Money is in minor units, and blank where it is 0, but for `amount`. */
struct dun_row {
	enum posting_type type;
	const char *what; /* with which the id begins */
	const struct dun_part *part;
	struct span doc, ref, reason;
	int64_t amount, fee, interest;
	int32_t due, interest_to, ref_due;
	uint32_t level; /* 0: blank */
	uint32_t rule;  /* the level by which */
};

/* Begins the output with the columns; those that the book has not are left
   out. */
void dun_row_columns(const struct dun_printing *p);

void dun_row_put(struct dun_printing *p, const struct dun_row *r);
void dun_row_free(struct dun_printing *p);

#endif
