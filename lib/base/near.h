/*
 * The name that was probably meant: for messages about a column, an option
 * or a currency that does not exist.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stdbool.h>

#include "base/span.h"

/*
 * The index of the name nearest to `word`, the first of several, or n when
 * none is near.  Distance is Damerau-Levenshtein (swapped neighbours count
 * one) without regard to ASCII case; near is a third of the longer word.
 */
size_t near_find(struct span word, const struct span *names, size_t n);

/*
 * Whether two names may be meant as one: they are equal but for one slip (a
 * letter too many, too few, another, or two swapped; not another where a name
 * has three letters, and none where it has two), or have the same number of
 * words, parted by what is no letter or digit, of which each is the other's or
 * cut from it behind three letters (disc_date is discount_date).  ASCII case
 * does not count.
 */
bool near_slip(struct span a, struct span b);

#endif
