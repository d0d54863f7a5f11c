/*
 * A misfit is why a bill can't be written in a format that asks for more, or
 * allows less, than a bill: which rule is broken, and what to put where so
 * that it isn't.
 */
#ifndef FORMAT_MISFIT_H
#define FORMAT_MISFIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct misfit {
	const char *what;   /* "has no country" */
	const char *rule;   /* of the format: "BR-09", "BIG02" */
	const char *table;  /* "sellers", "customers"; NULL: the input */
	const char *column; /* in which to put it right, or NULL */
	uint32_t line;      /* of the bill, or 0 */
};

/* Fills in *why; always false, so that a check can return it. */
bool misfit_set(struct misfit *why, struct misfit what);

/*
 * Adds a sentence without the name of the bill: "the seller has no country
 * (BR-09): see column country of the sellers table"; who has it is told by
 * the line, or the table.
 */
void misfit_text(struct buf *b, const struct misfit *why);

#endif
