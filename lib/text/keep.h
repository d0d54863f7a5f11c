/*
 * Records kept as they were read, for what must be printed again: rejected
 * rows, original rows of the book.  Costs about the size of the input.
 */
#ifndef TEXT_KEEP_H
#define TEXT_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "text/csvin.h"

struct keep;

struct keep *keep_new(void);
void keep_free(struct keep *k);

/* Keeps row `row` of b; rows come in rising order of their lines. */
void keep_add(struct keep *k, const struct batch *b, uint32_t row);

/* The record at a line, or the empty span, and the header it stands under;
   it lasts until keep_free. */
struct span keep_find(
    const struct keep *k, uint64_t line, const struct csv_header **header);

/* The i-th record kept, its line and header; false when there is none. */
bool keep_at(const struct keep *k, size_t i, uint64_t *line, struct span *raw,
    const struct csv_header **header);

#endif
