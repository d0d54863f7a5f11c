/*
 * The history of a document: every row that touched it, in the order in
 * which the rows count, with the balance after each.
 */
#ifndef BOOK_HISTORY_H
#define BOOK_HISTORY_H

#include <stddef.h>

#include "book/ledger.h"

/* A row's effect on an item. */
struct history {
	uint32_t item;
	uint32_t other;  /* the other item, or LEDGER_NONE */
	uint32_t number; /* of an event (ledger_text), or LEDGER_NONE */
	int32_t date;    /* effective */
	uint8_t type;    /* enum posting_type */
	int64_t change;  /* of what is open; 0 for events */
	int128 open;     /* after it */
	uint64_t line;
};

/*
 * The rows of all items whose document is `doc`, up to a day; the caller
 * frees *rows.  Items come in byte order of customer, entity and currency,
 * debit before credit.
 */
size_t history_find(const struct ledger *l, struct span doc, int32_t asof,
    struct history **rows);

#endif
