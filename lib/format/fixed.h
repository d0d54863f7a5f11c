/* Cells of records of fixed width: columns are counted from 1, in characters,
   be these bytes or not. */
#ifndef FORMAT_FIXED_H
#define FORMAT_FIXED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct fixed {
	struct span text;
	bool plain; /* characters are bytes */
};

/* The record of a text, which must outlive it. */
struct fixed fixed_of(struct span text);

/* How many bytes of UTF-8 n characters take. */
size_t fixed_bytes(struct span s, size_t n);

/* `n` characters from a column on; fewer where the record is shorter. */
struct span fixed_cell(const struct fixed *f, size_t column, size_t n);

/* The same without blanks around it. */
struct span fixed_text(const struct fixed *f, size_t column, size_t n);

/* The number in a cell, or -1 where it is none. */
int64_t fixed_number(const struct fixed *f, size_t column, size_t n);

#endif
