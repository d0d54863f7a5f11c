/* Buckets of ages, as rising days name them: 30,60,90 are current, 1-30,
   31-60, 61-90 and 91+. */
#ifndef VALUE_BUCKET_H
#define VALUE_BUCKET_H

#include <stddef.h>
#include <stdint.h>

#define BUCKET_CHARS 32

/* Writes the name of bucket 0 (current) to n + 1 (the last), and a NUL, for
   the n upper ends `limit`; its length. */
size_t bucket_name(
    char to[BUCKET_CHARS], const int32_t *limit, size_t n, size_t bucket);

#endif
