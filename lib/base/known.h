/*
 * Hashes as small numbers: each that was not met before gets the next number,
 * from 0.  128 bits are taken for the thing itself: the chance that two of a
 * thousand million are mistaken for one is one in 2^69.
 */
#ifndef BASE_KNOWN_H
#define BASE_KNOWN_H

#include <stdint.h>

#include "base/hash.h"

struct known;

struct known *known_new(void);
void known_free(struct known *k);

/* The number of h, which is added when new; fails the program at 2^30. */
uint32_t known_add(struct known *k, struct hash h);

/* Has the processor fetch what looking h up will need. */
void known_expect(const struct known *k, struct hash h);

/* How many there are. */
uint32_t known_count(const struct known *k);

#endif
