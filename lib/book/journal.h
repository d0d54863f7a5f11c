/*
 * An entry for the general ledger: amounts on accounts that add up to zero.
 */
#ifndef BOOK_JOURNAL_H
#define BOOK_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "value/int128.h"

struct journal_line {
	struct span account, customer, entity; /* the latter may be blank */
	int128 amount;                         /* minor units, + is debit */
};

/* All lines are of one currency. */
struct journal_entry {
	const struct journal_line *line;
	size_t n;
	int32_t date;
	int currency;
	struct span number; /* of the entry; not blank */
	struct span ref;    /* of the document, may be blank */
	struct span memo;
	struct span lines; /* where it comes from: "book.csv:12 gl.csv:4" */
};

/* Why a format can't hold an entry. */
struct journal_misfit {
	const char *what;    /* "has no currency" */
	struct span account; /* whose name it is about, or blank */
};

/* What its lines add up to: 0. */
static inline int128
journal_sum(const struct journal_entry *e)
{
	int128 sum = 0;

	for (size_t i = 0; i < e->n; i++)
		sum += e->line[i].amount;
	return sum;
}

#endif
