/*
 * The opening book: what is open on a day as rows of a new book, so that
 * years of settled history can be left behind.  Aging it on its day equals
 * aging the whole book on that day.
 */
#ifndef BOOK_OPENBOOK_H
#define BOOK_OPENBOOK_H

#include "book/ledger.h"
#include "text/csvout.h"
#include "text/keep.h"
#include "text/map.h"

/* What to open: every row of the ledger must be in `keep`. */
struct openbook_plan {
	struct ledger *ledger;
	const struct keep *keep;
	const struct map_section *map;   /* how the kept rows are written */
	const struct csv_header *header; /* the first, rows or not */
	bool repeats; /* opening rows may repeat (--duplicates) */
	int32_t asof;
	int32_t since; /* keep whole the groups in which an item closed on or
			  after this day; DATE_NONE: none */
};

/*
 * Writes the open items as rows dated asof with reason=opening, the events
 * that still matter, and the original rows of the groups kept whole.  Rows
 * dated by asof that count only later are in no opening book: returns how
 * many there are.
 */
size_t openbook_write(const struct openbook_plan *plan, struct csvout *w);

#endif
