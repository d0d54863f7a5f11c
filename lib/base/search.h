/* Searching what is sorted. */
#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H

#include <stddef.h>

/*
 * The place of the first of n members of `size` bytes that does not come
 * before the key, n when all do: where several are equal to it, the first of
 * them.  compare() as for bsearch: first the key, then a member.
 */
size_t search_first(const void *key, const void *base, size_t n, size_t size,
    int (*compare)(const void *key, const void *member));

#endif
