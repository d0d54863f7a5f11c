/*
 * The approval table (ar-tables(5)): up to which amount a row of the book
 * needs nobody else to agree.
 */
#ifndef BOOK_APPROVAL_H
#define BOOK_APPROVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "book/posting.h"
#include "text/columns.h"
#include "value/decimal.h"

struct approval;

extern const char *const approval_required[2]; /* type, limit */

struct approval *approval_new(const struct map_section *map);
void approval_free(struct approval *a);

/*
 * Takes one row.  Faults: a type of row that moves no money by itself, a limit
 * below 0, a currency that is none, and a limit that stands there twice for
 * one type, currency and person.  `arg` is the struct approval.
 */
void approval_row(void *arg, struct batch *b, uint32_t row);

/*
 * Whether an amount, in minor units, is further from 0 than its type allows
 * without approval; if so *limit is what it allows.  A person's own limit goes
 * before that of all, and then one in the currency before one in any.  Types
 * without a limit need no approval.
 */
bool approval_over(const struct approval *a, enum posting_type type,
    int currency, struct span by, int64_t amount, struct decimal *limit);

#endif
