/*
 * The name that was probably meant: for messages about a column, an option
 * or a currency that does not exist.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/span.h"

/*
 * The index of the name nearest to `word`, the first of several, or n when
 * none is near.  Distance is Damerau-Levenshtein (swapped neighbours count
 * one) without regard to ASCII case; near is a third of the longer word.
 */
size_t near_find(struct span word, const struct span *names, size_t n);

#endif
