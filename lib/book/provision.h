/*
 * The provision table (ar-tables(5)): which share of what stands in a bucket
 * of ages is expected not to be paid.
 */
#ifndef BOOK_PROVISION_H
#define BOOK_PROVISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/columns.h"
#include "value/decimal.h"
#include "value/int128.h"

struct provision;

extern const char *const provision_required[2]; /* bucket, rate */

/* The buckets of a report: the n upper ends that value/bucket.h names them
   by, which must last as long as the table. */
struct provision *provision_new(
    const struct map_section *map, const int32_t *limit, size_t n);
void provision_free(struct provision *p);

/* Whether no row came. */
bool provision_empty(const struct provision *p);

/*
 * Takes one row.  Faults: a bucket that the report has not, a rate that is no
 * share from 0 to 1 or 0% to 100%, and a bucket that stands there twice for
 * one currency.  `arg` is the struct provision.
 */
void provision_row(void *arg, struct batch *b, uint32_t row);

/*
 * The share of a bucket, from 0 to 1: that of the currency, or else that of
 * all.  False, and a share of 0, where the table has none.
 */
bool provision_share(const struct provision *p, size_t bucket, int currency,
    struct decimal *share);

/* What is provided for a row of sums by bucket, in minor units: the share of
   each that is above 0, all added up and rounded once, half away from 0. */
int128 provision_sum(
    const struct provision *p, const int128 *buckets, int currency);

#endif
