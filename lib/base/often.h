/*
 * How often things were met, by their hashes: about fifteen bytes a thing,
 * however long its name.
 *
 * 48 bits of the hash are taken for the thing itself: of ten million things
 * the chance that any two are mistaken for one is about one in five.  So it is
 * for what does no harm then: numbers put behind names, to make them unique.
 */
#ifndef BASE_OFTEN_H
#define BASE_OFTEN_H

#include <stdint.h>

#include "base/hash.h"

struct often;

struct often *often_new(void);
void often_free(struct often *t);

/* Counts h once more; returns how often it was met before. */
uint64_t often_add(struct often *t, struct hash h);

/* Has the processor fetch what counting h will need. */
void often_expect(const struct often *t, struct hash h);

/* How often it was met. */
uint64_t often_count(const struct often *t, struct hash h);

#endif
