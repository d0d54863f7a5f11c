/*
 * Plain open items by the handful: of a list without types and references
 * (posting_reader.plain) rows are read into columns, which other rooms then
 * work through one after the other.  What a row means is posting.h's.
 */
#ifndef BOOK_POSTINGS_H
#define BOOK_POSTINGS_H

#include "base/hash.h"
#include "book/posting.h"

#define POSTINGS_MOST 64

struct postings {
	uint32_t n;
	uint64_t line[POSTINGS_MOST];
	struct span customer[POSTINGS_MOST], doc[POSTINGS_MOST];
	struct hash owner[POSTINGS_MOST]; /* hash_part of the customer */
	int64_t amount[POSTINGS_MOST];    /* its sign tells the type */
	int currency[POSTINGS_MOST];
	int32_t date[POSTINGS_MOST], due[POSTINGS_MOST];
	int32_t doc_date[POSTINGS_MOST];
	uint32_t nodd; /* rows that posting_read must read, good or bad */
	uint32_t odd[POSTINGS_MOST];
};

/*
 * Reads rows of b from `row` on, as many as there is room for; returns the
 * row behind them.
 */
uint32_t postings_read(struct posting_reader *r, const struct batch *b,
    uint32_t row, struct postings *p);

#endif
